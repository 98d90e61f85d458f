/*
 * print.mjs - what comes out of the printer: size and number of pages, what stands on each, and nothing
 * of the screen (bugbank 35); beside ui/screens/print-*.png
 *
 *     YIFA=build/yifa node --test test/browser/print.mjs
 *     YIFA_SHOTS=DIR                                       keeps the files
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';
import { launch, open } from './_look.mjs';

const dir = process.env.YIFA_SHOTS ?? mkdtempSync(join(tmpdir(), 'yifa-print-'));
let site, browser, page, id;

before(async () => {
	site = await serve();
	browser = await launch();
	page = await open(browser, site, 'clerk');
	id = (await (await page.request.get(`${site.base}/case.json?view=all&state=closed`)).json()).records[0].id;
});
after(async () => {
	await browser?.close();
	await site?.stop();
	if (!process.env.YIFA_SHOTS)
		rmSync(dir, { recursive: true, force: true });
});

/* The page as printed: width and height in millimetres, and the words, of each sheet. */
async function printed(name) {
	const file = join(dir, `${name}.pdf`);

	writeFileSync(file, await page.pdf({ preferCSSPageSize: true }));
	const sizes = [...execFileSync('pdfinfo', ['-l', '99', file], { encoding: 'utf8' }).matchAll(/size: +([\d.]+) x ([\d.]+) pts/g)].map(m => [m[1], m[2]].map(n => Math.round(n * 25.4 / 72)));
	const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).split('\f').slice(0, -1);
	assert.equal(sizes.length, words.length);
	return { sizes, words };
}

/* What of the screen would be printed. */
async function of_the_screen() {
	await page.emulateMedia({ media: 'print' });
	const shown = await page.evaluate(() => [...document.querySelectorAll('.side,.top,.query,.chips,.tabline,.pager,.bulk,.ckc,.actcol,.skip,.form-btns,.noprint,button,.btn,.outline,.rep .src,.repbar,.toasts,#session-note')]
		.filter(e => e.getClientRects().length).map(e => e.outerHTML.slice(0, 80)));
	await page.emulateMedia({ media: null });
	return shown;
}
const squeezed = text => text.replace(/\s+/g, '');
const numbered = ({ words }) => words.forEach((text, i) => assert.match(text, new RegExp(`(^|\\s)${i + 1} */ *${words.length}\\s*$`), `sheet ${i + 1} bears its number`));
const sourced = ({ words }, path) => words.forEach((text, i) => assert.ok(squeezed(text).includes(`源：海澜区文化和旅游局·${path}`) && /打印人/.test(text), `sheet ${i + 1} says where it comes from`));

test('bugbank 35: a ledger prints on A4 across, with its question, count, time and printer, the head on each sheet, and no controls', async () => {
	await page.goto(`${site.base}/case?view=all`);
	const twenty = await printed('list');
	assert.deepEqual(twenty.sizes, [[297, 210]], 'twenty rows are one sheet');
	assert.deepEqual(await of_the_screen(), []);
	assert.match(squeezed(twenty.words[0]), /行政处罚案件台账.*筛选条件：全部·共\d+条，本页20条·打印时间2024-12-20\d\d:\d\d·打印人赵某/);
	assert.match(twenty.words[0], /逾期 ?\d+ ?日/, 'words of state stay when colour is lost');
	await page.goto(`${site.base}/case?view=all&state=closed&where=decided_on%3E%3D%222024-03-01%22`);
	assert.match(squeezed((await printed('list-asked')).words[0]), /筛选条件：全部；状态：已结案；决定之日不早于2024-03-01·/);
	await page.request.post(`${site.base}/case/columns`, { form: { csrf: await page.inputValue('[name=csrf] >> nth=0'), rows: '100' } });
	await page.goto(`${site.base}/case?view=all`);
	const all = await printed('list-100');
	const rows = await page.locator('#ledger tbody tr').count();
	assert.ok(all.sizes.length >= 2 && rows / all.sizes.length > 10, `${rows} rows on ${all.sizes.length} sheets`);
	for (const [i, size] of all.sizes.entries()) {
		assert.deepEqual(size, [297, 210]);
		assert.match(squeezed(all.words[i]), /编号当事人违法事实.*状态办理期限/, `the head stands on sheet ${i + 1}`);
	}
	numbered(all);
	sourced(all, '/case');
});

test('bugbank 35: a record prints on A4 upright, whole, numbered, with its source, and nothing to press', async () => {
	await page.goto(`${site.base}/case/${id}`);
	const record = await printed('record');
	assert.ok(record.sizes.length >= 2 && record.sizes.length <= 6, `${record.sizes.length} sheets`);
	for (const size of record.sizes) assert.deepEqual(size, [210, 297]);
	assert.deepEqual(await of_the_screen(), []);
	const text = squeezed(record.words.join(''));
	for (const part of ['文书', '登记内容', '当事人', '办理日志', '期限']) assert.ok(text.includes(part), part);
	for (const control of ['现在可以办理', '办理参考', '上传和管理', '显示个人信息', '更多']) assert.ok(!text.includes(control), control);
	numbered(record);
	sourced(record, `/case/${id}`);
	assert.equal(await page.locator('[data-t=print-code]').count(), 0, 'no code without an entry');
});

test('a print that was asked for with its purpose bears a code and names its entry of the journal', async () => {
	await page.goto(`${site.base}/case/${id}/print`);
	await page.selectOption('#f-purpose', { index: 1 });
	await Promise.all([page.waitForNavigation(), page.click('form.narrow .btn-p')]);
	const text = squeezed((await printed('entry')).words.join(''));
	const entry = text.match(/源：海澜区文化和旅游局·\/case\/\d+·日志第(\d+)条·打印/)?.[1];
	assert.ok(entry, 'the entry is named');
	assert.ok(text.includes('扫码核验'));
	await page.emulateMedia({ media: 'print' });
	const code = await page.locator('.qr').boundingBox();
	await page.emulateMedia({ media: null });
	assert.ok(code.width > 80 && Math.abs(code.width - code.height) < 2, JSON.stringify(code));
});

test('the figure prints what it is, its rule and its records', async () => {
	await page.goto(`${site.base}/figure/case.total?year=2024`);
	const figure = await printed('figure');
	assert.ok(figure.sizes.length >= 1 && figure.sizes.length <= 4, `${figure.sizes.length} sheets`);
	assert.deepEqual(await of_the_screen(), []);
	assert.match(squeezed(figure.words[0]), /行政处罚案件.*口径.*明细记录\d+条/);
	numbered(figure);
	sourced(figure, '/figure/case.total');
});

test('bugbank 35: the report prints as a document: its margins, its letters, no screen, no colour of links', async () => {
	await page.goto(`${site.base}/report/annual/2024`);
	const report = await printed('report');
	assert.ok(report.sizes.length >= 5 && report.sizes.length <= 30, `${report.sizes.length} sheets`);
	for (const size of report.sizes) assert.deepEqual(size, [210, 297]);
	assert.deepEqual(await of_the_screen(), []);
	assert.match(squeezed(report.words[0]), /^海澜区文化和旅游局2024年度法治政府建设情况报告/);
	report.words.slice(0, 3).forEach((text, i) => assert.match(squeezed(text), new RegExp(`—${i + 1}—$`)));
	assert.match(squeezed(report.words.at(-1)), /源：海澜区文化和旅游局·\/report\/annual\/2024·/);
	const lines = report.words[1].split('\n').filter(line => line.trim()).length - 1;
	assert.ok(lines >= 20 && lines <= 22, `${lines} lines on a sheet`);
	const box = execFileSync('pdftotext', ['-bbox', '-f', '2', '-l', '2', join(dir, 'report.pdf'), '-'], { encoding: 'utf8' });
	const lefts = [...box.matchAll(/xMin="([\d.]+)"/g)].map(m => +m[1] * 25.4 / 72);
	assert.ok(Math.min(...lefts) > 27 && Math.min(...lefts) < 40, `left margin ${Math.min(...lefts)} mm`);
	await page.emulateMedia({ media: 'print' });
	assert.equal(await page.locator('.fig').first().evaluate(e => getComputedStyle(e).color), 'rgb(0, 0, 0)');
	await page.emulateMedia({ media: null });
});
