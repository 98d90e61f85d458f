/*
 * web.mjs - the site in Chromium: no violation of the policy, accessible, usable by keyboard and
 * without script
 *
 *     YIFA=build/yifa node --test test/browser/web.mjs
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let site, browser, record, some = [];

before(async () => {
	site = await serve();
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
	const clerk = await site.sign_in('clerk');
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'B-1', kind: 'complaint', subject: '夜间噪声',
		received_at: '2024-12-20T09:00', received_on: '2024-12-20' });
	record = begun.body.href;
	const cases = (await clerk.json('/case.json?view=all')).body.records;
	some = cases.slice(0, 3).map(c => `/case/${c.id}`);
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

/* A page, signed in; what the console complains of is kept. */
async function open(name, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ...options });
	const page = await context.newPage();

	page.said = [];
	page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.said.push(m.text()); });
	page.on('pageerror', e => page.said.push(e.message));
	await page.goto(`${site.base}/sign-in`);
	await page.fill('#f-name', name);
	await page.fill('#f-password', site.password);
	await page.click('button[type=submit]');
	await page.waitForURL(`${site.base}/`);
	return page;
}

const paths = () => ['/', '/ledgers', '/power_item', '/person', '/hotline', record, `${record}/accept`, `${record}/amend`, ...some, '/case?view=all', '/inspection', '/hotline/new/receive',
	'/law', '/law/info-answer', '/styleguide', '/figure/power_item.total?year=2024', '/report/annual/2024', '/nothing-here'];

test('no page violates the policy, overflows, or fails the rules of accessibility', async () => {
	const page = await open('clerk');

	for (const path of paths()) {
		await page.goto(site.base + path);
		await page.waitForLoadState('networkidle');
		const said = page.said.splice(0).filter(s => !/status of 404/.test(s));
		assert.deepEqual(said, [], path);
		const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
		assert.ok(wide <= seen, `${path} is ${wide} wide`);
		const found = await page.evaluate(`(() => { const module = undefined, define = undefined; ${axe}; return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }); })()`);
		assert.deepEqual(found.violations.map(v => `${v.id}: ${v.nodes[0].html}`), [], path);
	}
});

test('the phone shows one column and the menu behind a button', async () => {
	const page = await open('clerk', { viewport: { width: 390, height: 844 } });

	for (const path of [...paths(), '/org/new/enter', '/decision/new/propose', '/study_plan/new', '/credit', '/person']) {
		await page.goto(site.base + path);
		assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
	}
	await page.click('[data-menu]');
	assert.ok(await page.isVisible('.side .nav'));
});

test('a list works by keyboard', async () => {
	const page = await open('clerk');

	await page.goto(`${site.base}/person?view=all`);
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	const id = await page.getAttribute('#ledger tr.cur', 'data-id');
	await page.keyboard.press('Enter');
	await page.waitForURL(`${site.base}/person/${id}`);
	await page.goBack();
	await page.keyboard.press('/');
	assert.ok(await page.evaluate(() => document.activeElement.hasAttribute('data-first')));
});

test('a query changes only the list, and the address with it', async () => {
	const page = await open('clerk');

	await page.goto(`${site.base}/person?view=all`);
	await page.evaluate(() => { window.stayed = true; });
	const number = (await page.textContent('#ledger tbody tr:first-child td:first-child')).trim();
	await page.fill('#q-number', number);
	await page.click('.query button[type=submit]');
	await page.waitForFunction(() => document.querySelectorAll('#ledger tbody tr').length === 1);
	assert.ok(await page.evaluate(() => window.stayed), 'the page was loaded anew');
	assert.match(page.url(), /number=/);
});

test('a number of the report fills the panel beside it', async () => {
	const page = await open('head');

	await page.goto(`${site.base}/report/annual/2024`);
	await page.evaluate(() => { window.stayed = true; });
	await page.click('.paper a.fig >> nth=0');
	await page.waitForSelector('#src [data-t=figure-value]');
	assert.ok(await page.evaluate(() => window.stayed));
});

test('without script: sign in, list, query, form, refusal, step', async () => {
	const page = await open('clerk', { javaScriptEnabled: false });

	await page.goto(`${site.base}/hotline?view=all`);
	await page.fill('#q-q', '夜间');
	await page.click('.query button[type=submit]');
	assert.ok(await page.locator('#ledger tbody tr').count() >= 1);
	await page.goto(`${site.base}${record}/accept`);
	await page.fill('#f-accepted_at', '2024-12-20T09:00');
	await page.click('form[data-t=form] button.btn-p');
	assert.equal(page.url(), site.base + record);
	assert.ok(await page.isVisible('[data-t=toast]'));
	await page.goto(`${site.base}/hotline/new/receive`);
	await page.click('form[data-t=form] button.btn-p');
	assert.ok(await page.isVisible('[data-t=refusals]'));
});

test('a refused form takes the focus to its summary', async () => {
	const page = await open('clerk');

	await page.goto(`${site.base}/hotline/new/receive`);
	await page.click('form[data-t=form] button.btn-p');
	await page.waitForSelector('[data-t=refusals]');
	assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert');
	assert.match(await page.title(), /^错误：/);
});

test('two browsers on one record: the second sees original, mine and theirs, takes one for each field, and loses nothing', async () => {
	const [one, two] = [await open('clerk'), await open('chief', { viewport: { width: 390, height: 844 } })];
	const to = `${site.base}${record}/amend?fields=subject`;
	for (const page of [one, two]) await page.goto(to);
	const was = await two.inputValue('#f-subject');
	const send = async (page, text) => {
		await page.fill('#f-subject', text);
		await page.fill('#f-reason', '补充');
		await Promise.all([page.waitForNavigation(), page.click('form[data-t=form] .form-btns .btn-p')]);
	};
	await send(one, '夜间噪声，两家');
	await send(two, '夜间噪声，凌晨');
	const cells = await two.locator('[data-t=versus-subject] td').allTextContents();
	assert.deepEqual(cells.map(t => t.replace(/.*：/, '')), [was, '夜间噪声，凌晨', '夜间噪声，两家']);
	assert.equal(await two.inputValue('#f-subject'), '夜间噪声，凌晨', 'what was typed is still there');
	assert.ok(await two.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
	await two.goto(`${site.base}/`);
	await two.goto(to);
	assert.equal(await two.inputValue('#f-subject'), '夜间噪声，凌晨', 'kept as a draft');
	await send(two, '夜间噪声，凌晨');
	await two.check('input[name="keep.subject"][value=theirs]');
	await Promise.all([two.waitForNavigation(), two.click('form[data-t=form] .form-btns .btn-p')]);
	await one.goto(`${site.base}${record}`);
	assert.match(await one.textContent('[data-t=title]'), /两家/);
});
