/*
 * workbooks.mjs - hostile workbooks through the page of imports: a bomb, formulas, a million empty
 * rows, entities, names that lead out of the archive
 *
 *     YIFA=build/yifa node --test test/http/workbooks.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { serve } from './_serve.mjs';

let site, secretary;

before(async () => { site = await serve(); secretary = await site.sign_in('secretary'); });
after(async () => { assert.equal(await site.stop(), 0); });

/* A ZIP of [name, bytes]; sizes as they are, unless `says` claims another. */
function zip(list, says) {
	const parts = [], ends = [];
	let at = 0;

	for (const [name, text] of list) {
		const raw = Buffer.from(text), data = deflateRawSync(raw, { level: 9 }), head = Buffer.alloc(30), end = Buffer.alloc(46), key = Buffer.from(name);
		for (const [b, o] of [[head, 4], [end, 6]]) {
			b.writeUInt16LE(20, o); b.writeUInt16LE(8, o + 4); b.writeUInt32LE(crc32(raw), o + 10);
			b.writeUInt32LE(data.length, o + 14); b.writeUInt32LE(says ?? raw.length, o + 18); b.writeUInt16LE(key.length, o + 22);
		}
		head.writeUInt32LE(0x04034b50, 0); end.writeUInt32LE(0x02014b50, 0); end.writeUInt32LE(at, 42);
		parts.push(head, key, data); ends.push(end, key);
		at += head.length + key.length + data.length;
	}
	const directory = Buffer.concat(ends), tail = Buffer.alloc(22);
	tail.writeUInt32LE(0x06054b50, 0); tail.writeUInt16LE(list.length, 8); tail.writeUInt16LE(list.length, 10);
	tail.writeUInt32LE(directory.length, 12); tail.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, directory, tail]);
}

const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';
const rels = (id, kind, to) => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${to}"/></Relationships>`;
const book = '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="org" sheetId="1" r:id="rId1"/></sheets></workbook>';
const sheet = rows => `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const head = `<row r="1">${cell('A1', 'name')}${cell('B1', 'kind')}</row>`;
const workbook = (xml, more = []) => [['[Content_Types].xml', types], ['_rels/.rels', rels('rId1', 'officeDocument', 'xl/workbook.xml')],
	['xl/workbook.xml', book], ['xl/_rels/workbook.xml.rels', rels('rId1', 'worksheet', 'worksheets/sheet1.xml')], ['xl/worksheets/sheet1.xml', xml], ...more];

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
