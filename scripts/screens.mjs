// screens.mjs - the pictures of doc/screens
//
//     node scripts/screens.mjs http://127.0.0.1:8090 doc/screens
//
// Needs a demo served with --today 2024-12-31 and the test packages (npm ci in test/).  Signs in as
// the clerk and takes: desk, a list filtered by state, a case with its lanes, a refused step with its
// article, the report, a click on "30" that shows thirty records, and a list on a phone.
import { createRequire } from 'node:module';
const { chromium } = createRequire(new URL('../test/', import.meta.url))('playwright-core');

const [base, dir] = process.argv.slice(2);
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });

async function signIn(name, size) {
	const page = await (await browser.newContext({ viewport: size, locale: 'zh-CN' })).newPage();
	await page.goto(base + '/sign-in');
	await page.fill('input[name=name]', name);
	await page.fill('input[name=password]', 'yifa-2024');
	await page.click('button[type=submit]');
	await page.waitForLoadState();
	return page;
}

async function shot(page, name) {
	await page.mouse.move(0, 0);
	await page.screenshot({ path: `${dir}/${name}.png` });
}
const wide = await signIn('clerk', { width: 1440, height: 1000 });

await shot(wide, 'desk');
await wide.goto(base + '/case?view=all&state=closed');
await shot(wide, 'list');
// the case with the most lanes beside its main line
await wide.goto(base + '/case?view=open');
let most = -1, first = '';
for (const href of await wide.locator('tbody td:first-child a').evaluateAll(list => list.map(a => a.getAttribute('href')))) {
	await wide.goto(base + href);
	const lanes = await wide.locator('.lanes a').count();
	if (lanes > most) [most, first] = [lanes, href];
}
await wide.goto(base + first);
await shot(wide, 'case');

await wide.goto(base + '/info_request/new');
await wide.fill('main [name=received_on]', '2024-12-30');
await wide.locator('main form[method=post]').first().evaluate((f) => { f.noValidate = true; });
await wide.locator('main form[method=post] button.btn-p').first().click();
await wide.waitForLoadState();
await shot(wide, 'refused');

await wide.goto(base + '/report/annual/2024');

await wide.locator('a[hx-get*="/figure/case.total?"]').first().click();
await wide.waitForSelector('#src [data-t=figure-value]');
await shot(wide, 'report');
await wide.goto(base + '/figure/case.total?year=2024');
await shot(wide, 'figure');

const phone = await signIn('clerk', { width: 390, height: 844 });
await phone.goto(base + '/hazard');
await shot(phone, 'phone-list');
await browser.close();
