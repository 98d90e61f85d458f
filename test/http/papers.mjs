/*
 * papers.mjs - papers as people meet them: list, print with a purpose, the same bytes, drafts, rights
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './_serve.mjs';

const site = await serve({ today: '2024-12-31' });
test.after(() => site.stop());

const head = await site.sign_in('head');
const audit = await site.sign_in('audit');
const dir = mkdtempSync(join(tmpdir(), 'yifa-papers-'));

/* A decided case of the ordinary procedure, as its head sees it. */
async function decided() {
	const list = (await head.json('/case?view=all')).body;

	for (const row of list.rows ?? list.records ?? list.items) {
		const r = (await head.json(`/case/${row.id}`)).body;
		if (r.papers.some(p => p.paper === 'decision')) return r;
	}
	throw new Error('no case has a decision');
}
const seen = await decided();
const paper = seen.papers.find(p => p.paper === 'decision');

/* Bytes, as they were sent. */
async function bytes(who, path, form) {
	const answer = await fetch(site.base + path, { method: 'POST', redirect: 'manual',
		headers: { cookie: who.cookie, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ csrf: await who.token(), ...form }) });

	return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

function text_of(pdf) {
	const file = join(dir, 'paper.pdf');

	writeFileSync(file, pdf);
	return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
}

test('a record says its papers: number, day, state, entry', async () => {
	assert.match(paper.number, /^.+罚决〔\d{4}〕[1-9]\d*号$/);
	assert.match(paper.day, /^\d{4}-\d\d-\d\d$/);
	assert.match(paper.sm3, /^[0-9a-f]{64}$/);
	assert.equal(paper.void_on, null);
	assert.deepEqual((await head.json(`/case/${seen.id}/papers`)).body.papers, seen.papers);
	const page = (await head.get(`/case/${seen.id}`)).text;
	assert.ok(page.includes(paper.number) && page.includes(paper.href));
	assert.ok((await head.get(`/case/${seen.id}/papers`)).text.includes(paper.number));
});

test('printing asks for the purpose, is an entry, and gives the same bytes each time', async () => {
	assert.match((await head.get(paper.href)).text, /name="purpose"/);
	const no = await head.post(paper.href, {});
	assert.equal(no.status, 422);
	assert.match(no.text, /应当写明用途/);
	assert.equal((await head.post(paper.href, { purpose: 'handle', format: 'exe' })).status, 422);

	const first = await bytes(head, paper.href, { purpose: 'handle' });
	assert.equal(first.status, 200);
	assert.equal(first.headers.get('content-type'), 'application/pdf');
	assert.match(decodeURIComponent(first.headers.get('content-disposition')), /行政处罚决定书/);
	const again = await bytes(head, paper.href, { purpose: 'file' });
	assert.ok(first.body.equals(again.body), 'a reprint is those bytes');

	const history = (await head.json(`/case/${seen.id}/journal`)).body;
	assert.deepEqual(history.filter(e => e.verb === 'render').length, 1, 'rendered once');
	assert.equal(history.filter(e => e.verb === 'print').length, 2);
	const entry = (await audit.json(`/journal/${first.headers.get('journal-position')}`)).body;
	assert.equal(entry.verb, 'print');
});

test('what the law asks of a decision stands on it', async () => {
	const text = text_of((await bytes(head, paper.href, { purpose: 'handle' })).body);

	for (const must of [paper.number, '当事人', '住所', '违法事实', '证据', '罚款', '海澜银行', '每日按罚款数额的3%加处罚款',
		'15日内', '60日内', '海澜区人民政府', '申请行政复议', '6个月内', '提起行政诉讼', '海澜区文化和旅游局'])
		assert.ok(text.includes(must.replace(/\s/g, '')), must);
	assert.ok(text.includes(paper.sm3) && text.includes(`日志第${paper.entry}条`));
});

test('the other formats', async () => {
	const docx = await bytes(head, paper.href, { purpose: 'handle', format: 'docx' });
	assert.equal(docx.status, 200);
	assert.equal(docx.body.subarray(0, 2).toString(), 'PK');
	const html = await bytes(head, paper.href, { purpose: 'handle', format: 'html' });
	assert.match(html.body.toString(), /行政处罚决定书/);
	assert.match(html.headers.get('content-disposition'), /^attachment/);
	assert.equal((await head.json(`/case/${seen.id}/journal`)).body.filter(e => e.verb === 'render').length, 3);
});

test('rights: who does not see the record, another record, no such paper', async () => {
	const other = seen.papers.length && (await head.json('/case?view=all')).body;
	const strange = (other.rows ?? other.records ?? other.items).find(r => r.id !== seen.id);

	assert.equal((await audit.get(paper.href)).status, 403);
	assert.equal((await audit.post(paper.href, { purpose: 'handle' })).status, 403);
	assert.equal((await head.get(`/case/${strange.id}/papers/${paper.id}`)).status, 404);
	assert.equal((await head.get(`/case/${seen.id}/papers/1`)).status, 404);
	assert.equal((await head.get(`/case/${seen.id}/papers/x`)).status, 404);
});

/* A case that can be notified today. */
async function ready(officer) {
	const list = (await officer.json('/case?view=all')).body;

	for (const row of list.rows ?? list.records ?? list.items) {
		const r = (await officer.json(`/case/${row.id}`)).body;
		if (r.acts.some(a => a.may && a.verb === 'notify')) return r;
	}
	throw new Error('no case can be notified');
}

test('a draft keeps nothing, masks persons, takes no number', async () => {
	const officer = await site.sign_in('officer');
	const at = await ready(officer);

	assert.match((await officer.get(`/case/${at.id}/notify`)).text, /data-t="preview"/);
	const before = (await officer.json(`/case/${at.id}`)).body;
	const one = await officer.post(`/case/${at.id}/notify/papers`, {});
	const two = await officer.post(`/case/${at.id}/notify/papers`, {});
	assert.equal(one.status, 200, one.text.slice(0, 2000));
	assert.match(one.text, /草稿：未经签发/);
	assert.match(one.text, /行政处罚事先告知书/);
	const number = /罚告〔\d+〕\d+号/.exec(one.text)[0];
	assert.ok(two.text.includes(number), 'the number was not taken');
	const after = (await officer.json(`/case/${at.id}`)).body;
	assert.equal(after.version, before.version);
	assert.deepEqual(after.papers, before.papers);
});
