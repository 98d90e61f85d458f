/*
 * workbooks.mjs - hostile workbooks through the page of imports: a bomb, formulas, a million empty
 * rows, entities, names that lead out of the archive
 *
 *     YIFA=build/yifa node --test test/http/workbooks.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { serve } from './_serve.mjs';
import { cell, sheet, workbook, zip } from './_book.mjs';

let site, secretary;

before(async () => { site = await serve(); secretary = await site.sign_in('secretary'); });
after(async () => { assert.equal(await site.stop(), 0); });

const head = `<row r="1">${cell('A1', 'name')}${cell('B1', 'kind')}</row>`;
const memory = () => +readFileSync(`/proc/${site.child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1] / 1024;

/* What the page says in the end: the job, and the page itself. */
async function import_of(bytes) {
	const body = new FormData();

	body.set('csrf', await secretary.token());
	body.set('mode', 'live');
	body.set('file', new Blob([bytes]), 'org.xlsx');
	const answer = await secretary.ask('/org/import', { method: 'POST', body }), path = answer.headers.get('location');
	assert.ok(answer.status < 500, answer.text);
	if (!path) return { text: answer.text, body: {} };
	for (let i = 0; i < 3000; i++) {
		const got = await secretary.json(path);
		if (!['waiting', 'running'].includes(got.body.state)) return { text: (await secretary.get(path)).text, body: got.body };
		await new Promise(done => setTimeout(done, 20));
	}
	throw new Error('it does not end');
}
const answer_of = got => got.body.result?.answer;

test('a plain workbook of this making is read: the others fail for what they are', async () => {
	const got = await import_of(zip(workbook(sheet(`${head}<row r="2">${cell('A2', '甲单位')}${cell('B2', 'other')}</row>`))));

	assert.equal(answer_of(got)?.created, 1, got.text.slice(0, 2000));
});

test('a bomb: 400 MB in half a megabyte is refused, and memory does not follow it', async () => {
	const before = memory(), bomb = zip(workbook(sheet(head + ' '.repeat(400 << 20))));

	assert.ok(bomb.length < 1 << 20, `${bomb.length}`);
	const got = await import_of(bomb);
	assert.ok(!answer_of(got)?.created, got.text.slice(0, 500));
	assert.match(got.text, /压缩率异常|超过/);
	assert.ok(memory() - before < 200, `grew by ${memory() - before} MB`);
});

test('a bomb that says it is small is refused as well', async () => {
	const before = memory(), got = await import_of(zip(workbook(sheet(head + ' '.repeat(200 << 20))), 1000));

	assert.ok(!answer_of(got)?.created, got.text.slice(0, 500));
	assert.ok(memory() - before < 100, `grew by ${memory() - before} MB`);
});

test('a million empty rows are no rows', async () => {
	const empty = Array.from({ length: 1000000 }, (_, i) => `<row r="${i + 3}"/>`).join('');
	const got = await import_of(zip(workbook(sheet(`${head}<row r="2">${cell('A2', '乙单位')}${cell('B2', 'other')}</row>${empty}`))));

	assert.equal(answer_of(got)?.rows, 1, got.text.slice(0, 500));
});

test('a formula is not computed: refused by its cell, or its kept value taken and told', async () => {
	const got = await import_of(zip(workbook(sheet(`${head}<row r="2"><c r="A2" t="str"><f>HYPERLINK("http://evil","x")</f><v>x</v></c>${cell('B2', 'other')}</row>`))));

	assert.match(got.text, /公式/);
	assert.ok(!answer_of(got)?.created);
});

test('entities and parts outside of the book do nothing', async () => {
	const entity = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "${'&a;'.repeat(10)}">]>` + sheet(`${head}<row r="2">${cell('A2', '&b;')}${cell('B2', 'other')}</row>`).slice(21);
	const got = await import_of(zip(workbook(entity, [['../../../tmp/yifa-out', 'x']])));

	assert.doesNotMatch(got.text, /root:/);
	assert.ok(!answer_of(got)?.created, got.text.slice(0, 500));
});
