/*
 * web.mjs - the site in Chromium: no violation of the policy, accessible, usable by keyboard and
 * without script
 *
 *     YIFA=build/yifa node --test test/browser/web.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';
import { launch, open as open_in, phone, sideways, wide } from './_look.mjs';

let site, browser, record;
const open = (name, options) => open_in(browser, site, name, options);


before(async () => {
	site = await serve();
	browser = await launch();
	const clerk = await site.sign_in('clerk');
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'B-1', kind: 'complaint', subject: '夜间噪声',
		received_at: '2024-12-20T09:00', received_on: '2024-12-20' });
	record = begun.body.href;
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

test('the phone shows forms in one column and the menu behind a button', async () => {
	const page = await open('clerk', { viewport: phone });

	for (const path of [record, `${record}/accept`, `${record}/amend`, '/org/new/enter', '/decision/new/propose', '/study_plan/new', '/credit']) {
		await page.goto(site.base + path);
		assert.equal(await sideways(page), 0, path);
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
	const page = await (await browser.newContext({ viewport: wide, locale: 'zh-CN', javaScriptEnabled: false })).newPage();

	await page.goto(`${site.base}/sign-in`);
	await page.fill('#f-name', 'clerk');
	await page.fill('#f-password', site.password);
	await page.click('button[type=submit]');
	await page.waitForURL(`${site.base}/`);
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
	const [one, two] = [await open('clerk'), await open('chief', { viewport: phone })];
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
	assert.equal(await sideways(two), 0);
	await two.goto(`${site.base}/`);
	await two.goto(to);
	assert.equal(await two.inputValue('#f-subject'), '夜间噪声，凌晨', 'kept as a draft');
	await send(two, '夜间噪声，凌晨');
	await two.check('input[name="keep.subject"][value=theirs]');
	await Promise.all([two.waitForNavigation(), two.click('form[data-t=form] .form-btns .btn-p')]);
	await one.goto(`${site.base}${record}`);
	assert.match(await one.textContent('[data-t=title]'), /两家/);
});

test('a step from the list to its answer with the keyboard alone', async () => {
	const page = await open('clerk'), press = key => page.keyboard.press(key);
	const clerk = await site.sign_in('clerk');
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'B-9', kind: 'complaint', subject: '只用键盘', received_at: '2024-12-20T09:00', received_on: '2024-12-20' });
	/* Tab until the focus stands on what is meant */
	const tab_to = async selector => {
		for (let i = 0; i < 80; i++) {
			if (await page.evaluate(s => document.activeElement?.matches(s), selector)) return;
			await press('Tab');
		}
		assert.fail(`the focus never reaches ${selector}`);
	};

	await page.goto(`${site.base}/hotline?view=open`);
	await press('/');
	await press('Tab');
	await page.keyboard.type('只用键盘');
	await press('Enter');
	await page.waitForFunction(() => document.querySelectorAll('#ledger tbody tr').length === 1);
	await press('Escape');
	await page.evaluate(() => document.activeElement.blur());
	await press('j');
	await press('Enter');
	await page.waitForURL(site.base + begun.body.href);
	await tab_to('#acts .main-act .btn-p');
	await Promise.all([page.waitForURL(/\/accept$/), press('Enter')]);
	await tab_to('#f-accepted_at');
	for (const key of '12202024'.split('')) await press(key);
	await press('Tab');
	for (const key of ['0', '9', '0', '0', 'A']) await press(key);
	await Promise.all([page.waitForURL(site.base + begun.body.href), press('Control+Enter')]);
	assert.ok(await page.isVisible('[data-t=toast]'));
	assert.equal((await clerk.json(begun.body.href)).body.state, 'accepted');
});
