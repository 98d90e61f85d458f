/*
 * print.mjs - what comes out of the printer: size and number of pages, and nothing of the screen
 * (bugbank 35)
 *
 *     YIFA=build/yifa node --test test/browser/print.mjs
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

const { chromium } = createRequire(import.meta.url)('playwright-core');
let site, browser, page;

before(async () => {
	site = await serve();
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
	page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage();
	await page.goto(`${site.base}/sign-in`);
	await page.fill('#f-name', 'clerk');
	await page.fill('#f-password', site.password);
	await page.click('button[type=submit]');
	await page.waitForURL(`${site.base}/`);
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

/* Width and height in millimetres of each page. */
async function printed() {
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');

	return [...pdf.matchAll(/\/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(m => [m[1], m[2]].map(n => Math.round(n * 25.4 / 72)));
}
const shown = selector => page.evaluate(s => [...document.querySelectorAll(s)].filter(e => e.getClientRects().length).map(e => e.className || e.tagName), selector);
const screen_only = '.side,.top,.query,.chips,.tabline,.pager,.bulk,.ckc,.skip,.form-btns,.noprint,button,.outline,.src';

test('bugbank 35: a ledger prints on A4 across, with its question, count, time and printer, and no controls', async () => {
	await page.goto(`${site.base}/case?view=all`);
	await page.emulateMedia({ media: 'print' });
	const sizes = await printed();
	assert.ok(sizes.length >= 1 && sizes.length <= 3, `${sizes.length} pages`);
	for (const size of sizes) assert.deepEqual(size, [297, 210]);
	assert.deepEqual(await shown(screen_only), []);
	assert.match(await page.textContent('.po'), /共 \d+\+? 条 · 打印时间 2024-12-20T\d\d:\d\d · 打印人 .+/);
	assert.ok((await shown('#ledger .due')).length > 0, 'words of state stay when colour is lost');
	await page.emulateMedia({ media: 'screen' });
});

test('bugbank 35: a record and the report print on A4 upright without the screen around them', async () => {
	const id = (await (await page.request.get(`${site.base}/case.json?view=all`)).json()).records[0].id;
	for (const path of [`/case/${id}`, '/report/annual/2024']) {
		await page.goto(site.base + path);
		await page.emulateMedia({ media: 'print' });
		const sizes = await printed();
		assert.ok(sizes.length >= 1 && sizes.length <= 30, `${path}: ${sizes.length} pages`);
		for (const size of sizes) assert.deepEqual(size, [210, 297], path);
		assert.deepEqual(await shown(screen_only), [], path);
		await page.emulateMedia({ media: 'screen' });
	}
});
