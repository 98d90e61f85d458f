// screens.mjs - the pictures of doc/screens
//
//     node scripts/screens.mjs http://127.0.0.1:8090 doc/screens
//
// Needs a demo served with --today 2024-12-31 and the test packages (npm ci in test/).  Signs in as
// the clerk and others and takes every kind of page: doc/screens/README.md names them.  Afterwards they
// are made small: mogrify +dither -colors 64 -define png:compression-level=9 doc/screens/*.png
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
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
	await page.mouse.move(page.viewportSize().width / 2, 2);
	await page.screenshot({ path: `${dir}/${name}.png` });
}
/* The first sheet, as it comes out of the printer. */
async function sheet(page, name) {
	await page.pdf({ path: `${dir}/${name}.pdf`, preferCSSPageSize: true });
	execFileSync('pdftoppm', ['-r', '80', '-l', '1', '-singlefile', '-png', `${dir}/${name}.pdf`, `${dir}/${name}`]);
	rmSync(`${dir}/${name}.pdf`);
}
const wide = await signIn('clerk', { width: 1440, height: 1000 });

await shot(wide, 'desk');
await wide.goto(base + '/case?view=all&state=closed');
await sheet(wide, 'print-list');
// the case with the most lanes beside its main line
await wide.goto(base + '/case?view=open');
let most = -1, first = '';
for (const href of await wide.locator('#ledger tbody td.nowrap a').evaluateAll(list => list.map(a => a.getAttribute('href')))) {
	await wide.goto(base + href);
	const lanes = await wide.locator('.lanes a').count();
	if (lanes > most) [most, first] = [lanes, href];
}
await wide.goto(base + first);
await shot(wide, 'case');
await wide.goto(`${base + first}/print`);
await wide.selectOption('#f-purpose', { index: 1 });
await wide.click('form.narrow .btn-p');
await wide.waitForSelector('[data-t=print-code]', { state: 'attached' });
await sheet(wide, 'print-record');
const pocket = await signIn('officer', { width: 390, height: 844 });
await pocket.goto(base + first);
await shot(pocket, 'phone-case');

await pocket.goto(base + '/');
await shot(pocket, 'phone-desk-officer');
await pocket.goto(base + '/case/new/propose');
await shot(pocket, 'phone-form');
const officer = await signIn('officer', { width: 1366, height: 900 });
await shot(officer, 'desk-officer');
await officer.goto(base + '/no-such-page');
await shot(officer, 'missing');

await wide.goto(base + '/info_request/new');
await wide.fill('main [name=received_on]', '2024-12-30');
await wide.locator('main form[method=post]').first().evaluate((f) => { f.noValidate = true; });
await wide.locator('main form[method=post] button.btn-p').first().click();
await wide.waitForLoadState();
await shot(wide, 'refused');

await wide.goto(base + '/report/annual/2024');
await sheet(wide, 'print-report');

await wide.locator('a[hx-get*="/figure/case.total?"]').first().click();
await wide.waitForSelector('#src [data-t=figure-value]');
await shot(wide, 'report');
await wide.goto(base + '/report/enforcement/2024#s-1');
await wide.locator('a[hx-get*="/figure/case.kinds%5Bkind%3Dfine%5D"]').first().click();
await wide.waitForSelector('#src [data-t=figure-value]');
await shot(wide, 'statistics');
await wide.goto(base + '/figure/case.total?year=2024');
await shot(wide, 'figure');

// a list with chips and rows chosen, its settings, both versions of a conflict, all about one operator
const chief = await signIn('chief', { width: 1440, height: 1000 });
await chief.goto(base + '/case?view=open');
await shot(chief, 'list');
await chief.goto(base + '/case?view=all&state=closed&where=decided_on%3E%3D%222024-06-01%22');
for (const i of [1, 2]) await chief.locator('#ledger tbody .ck').nth(i).check();
await shot(chief, 'list-batch');
await chief.goto(base + '/hotline?view=all');
await chief.click('.pager summary');
await chief.locator('.pager').scrollIntoViewIfNeeded();
await shot(chief, 'list-settings');

const [one, two] = [await signIn('clerk', { width: 1440, height: 900 }), await signIn('clerk', { width: 1440, height: 900 })];
await one.goto(base + '/hotline?view=open');
const ticket = await one.locator('tbody td.nowrap a').first().getAttribute('href');
for (const tab of [one, two]) await tab.goto(`${base}${ticket}/amend?fields=subject`);
for (const [tab, text] of [[one, '游客反映包间烟雾大、通风差'], [two, '包间烟雾大']]) {
	await tab.fill('#f-subject', text);
	await tab.fill('#f-reason', '补充');
	await tab.click('form[data-t=form] .btn-p');
	await tab.waitForLoadState();
}
await shot(two, 'conflict');

await one.goto(base + '/operator?view=all');
const venue = base + (await one.locator('tbody td.nowrap a').nth(4).getAttribute('href'));
await one.goto(venue);
await shot(one, 'operator');
await one.goto(venue + '/related');
await shot(one, 'related');
const legal = await signIn('legal', { width: 1440, height: 1000 });
await legal.goto(base + '/report/annual/2024/text?section=2');
await shot(legal, 'report-text');
await legal.goto(base + '/styleguide');
await shot(legal, 'styleguide');

// what every person has, and what the administrators do
await legal.goto(base + '/search?q=' + encodeURIComponent('文化'));
await shot(legal, 'search');
await legal.goto(base + first + '/journal');
await shot(legal, 'journal');
await legal.goto(base + first + '/files');
await shot(legal, 'files');
await legal.goto(base + '/account');
await legal.click('summary.me');
await shot(legal, 'account');
await chief.goto(base + '/?scope=section');
await shot(chief, 'desk-section');
await chief.goto(base + '/person?view=all');
for (const href of await chief.locator('#ledger tbody td.nowrap a').evaluateAll(list => list.map(a => a.getAttribute('href')))) {
	await chief.goto(`${base}${href}/in-hand`);
	if (await chief.locator('main tbody tr').count() > 1) break;
}
await shot(chief, 'in-hand');
const head = await signIn('head', { width: 1440, height: 900 });
await head.goto(base + ticket + '/erase');
await head.locator('main .opts .ck').first().check();
await shot(head, 'erase');
const secretary = await signIn('secretary', { width: 1440, height: 900 });
await secretary.goto(base + '/org/import');
await secretary.setInputFiles('#file', { name: 'org.csv', mimeType: 'text/csv', buffer: Buffer.from('name,kind\n,other\n外协单位丙,nothing\n外协单位丁,other\n') });
await secretary.click('main form button.btn-p');
await secretary.waitForSelector('[data-t=counts]');
await shot(secretary, 'import');
const system = await signIn('system', { width: 1440, height: 900 });
await system.goto(base + '/admin');
await shot(system, 'admin');
const nobody = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' })).newPage();
await nobody.goto(base + '/sign-in');
await shot(nobody, 'sign-in');
await nobody.close();
await wide.goto(base + '/admin');
await shot(wide, 'forbidden');

const phone = await signIn('clerk', { width: 390, height: 844 });
await phone.goto(base + '/hazard');
await shot(phone, 'phone-list');
await phone.goto(base + '/');
await shot(phone, 'phone-desk');
await browser.close();
