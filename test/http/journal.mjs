/*
 * journal.mjs - the journal as people meet it: receipts, history, proofs, personal values with a purpose
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serve, TODAY } from './_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
const site = await serve();
test.after(() => site.stop());

const clerk = await site.sign_in('clerk');
const audit = await site.sign_in('audit');

/* A hotline ticket with a phone. */
async function ticket() {
	const list = (await clerk.json('/hotline?view=all')).body;
	for (const row of list.rows ?? list.records ?? list.items) {
		const r = (await clerk.json(`/hotline/${row.id}`)).body;
		if (r.fields?.phone) return r;
	}
	throw new Error('no ticket has a phone');
}
const seen = await ticket();
const at = `/hotline/${seen.id}`;

test('unmask: asks for the purpose, refuses without, shows once, and is an entry', async () => {
	assert.match(seen.fields.phone, /\*/);
	assert.match((await clerk.get(`${at}/unmask`)).text, /name="purpose"/);
	const no = await clerk.post(`${at}/unmask`, {});
	assert.equal(no.status, 422);
	assert.match(no.text, /应当写明用途/);
	assert.equal((await clerk.post(`${at}/unmask`, { purpose: 'other' })).status, 422);
	const yes = await clerk.post_json(`${at}/unmask`, { purpose: 'verify', why: '回访核对' });
	assert.equal(yes.status, 200, JSON.stringify(yes.body));
	assert.match(yes.body.fields.phone, /^\d{7,}$/);
	const position = Number(yes.headers.get('journal-position'));
	assert.ok(position > 0);
	const page = await clerk.post(`${at}/unmask`, { purpose: 'verify', why: '再看一次' });
	assert.equal(page.status, 200);
	assert.ok(page.text.includes(yes.body.fields.phone));
	assert.match(page.text, /日志第 \d+ 条/);
	assert.match((await clerk.json(at)).body.fields.phone, /\*/, 'masked again');
	const history = (await clerk.json(`${at}/journal`)).body;
	const entry = history.find(e => e.position === position);
	assert.equal(entry.verb, 'unmask');
	assert.match(entry.why, /核对核实：回访核对/);
	assert.ok(!JSON.stringify(history).includes(yes.body.fields.phone), 'history shows no personal value');
});

test('print: a POST with a purpose, kept, and still masked', async () => {
	const page = await clerk.post(`${at}/print`, { purpose: 'file' });
	assert.equal(page.status, 200);
	assert.match(page.text, /打印件/);
	assert.equal((await clerk.json(`${at}/journal`)).body.at(-1).verb, 'print');
});

test('export: GET of .csv tells the way, POST writes the entry before the bytes', async () => {
	const csv = await clerk.get('/hotline.csv');
	assert.equal(csv.status, 405);
	assert.equal(csv.headers.get('allow'), 'POST');
	assert.match(csv.text, /写明用途/);
	assert.match((await clerk.get('/hotline.csv', { accept: 'application/json' })).text, /\/hotline\/export/);
	assert.match((await clerk.get('/hotline/export')).text, /name="purpose"/);
	assert.equal((await clerk.post('/hotline/export', {})).status, 422);
	const masked = await clerk.post('/hotline/export', { purpose: 'inspect', format: 'csv' });
	assert.equal(masked.status, 200);
	assert.match(masked.headers.get('content-type'), /text\/csv/);
	assert.match(masked.text, /^number,/);
	assert.match(masked.text, /\d{3}\*{4}\d{4}/);
	const whole = await clerk.post('/hotline/export', { purpose: 'inspect', unmasked: '1' });
	assert.doesNotMatch(whole.text, /\d{3}\*{4}\d{4}/);
	const position = Number(whole.headers.get('journal-position'));
	const entry = (await audit.json(`/journal/${position}`)).body;
	assert.equal(entry.verb, 'export');
	assert.equal(entry.record, null);
});

test('39: what an administrator of audit sees of an entry is that it was, not what it says', async () => {
	const [first] = (await clerk.json(`${at}/journal`)).body;
	const mine = (await clerk.json(`/journal/${first.position}`)).body;
	const his = (await audit.json(`/journal/${first.position}`)).body;
	assert.ok(mine.changes.length > 0);
	assert.deepEqual(his.changes, []);
	assert.equal(his.leaf, mine.leaf);
	assert.equal((await audit.get(`/journal/${first.position}/proof`)).status, 403);
	assert.equal((await audit.get(`${at}/unmask`)).status >= 403, true);
});

test('12: history shows no field that the record does not show', async () => {
	const officer = await site.sign_in('officer');
	let looked = 0;
	for (const who of [clerk, officer])
		for (const ledger of ['complaint', 'petition', 'clue']) {
			const list = await who.get(`/${ledger}?view=all`, { accept: 'application/json' });
			if (list.status !== 200) continue;
			const body = JSON.parse(list.text);
			for (const row of (body.rows ?? body.records ?? body.items).slice(0, 5)) {
				const record = (await who.json(`/${ledger}/${row.id}`)).body;
				for (const e of (await who.json(`/${ledger}/${row.id}/journal`)).body)
					for (const c of e.changes) {
						looked++;
						assert.ok(c.field in record.fields, `${ledger}.${c.field}`);
					}
			}
		}
	assert.ok(looked > 20, String(looked));
});

test('a proof is downloaded and checked without the database', async () => {
	const history = (await clerk.json('/study?view=all')).body;
	const id = (history.rows ?? history.records ?? history.items)[0].id;
	const [first] = (await clerk.json(`/study/${id}/journal`)).body;
	const proof = await clerk.get(`/journal/${first.position}/proof`);
	assert.equal(proof.status, 200, proof.text);
	const file = join(mkdtempSync(join(tmpdir(), 'yifa-proof-')), 'p.json');
	writeFileSync(file, proof.text);
	const said = JSON.parse(execFileSync(program, ['journal', 'check', file, '--json'], { encoding: 'utf8' }));
	assert.equal(said.holds, true);
	assert.equal(said.entries, 1);
	writeFileSync(file, proof.text.replace('\\"verb\\":\\"', '\\"verb\\":\\"x'));
	assert.equal(spawnSync(program, ['journal', 'check', file]).status, 1);
});

test('the journal as a whole: heads and verification, for those who watch', async () => {
	assert.equal((await clerk.get('/journal')).status, 403);
	const page = await audit.get('/journal');
	assert.equal(page.status, 200);
	assert.match(page.text, /签名的日志头/);
	const verified = await audit.post('/journal', {});
	assert.match(verified.text, /不符 0 处/);
	assert.equal((await clerk.get('/journal/99999999')).status, 404);
	assert.equal((await clerk.get('/journal/x')).status, 404);
});

test('the receipt of a step names its position', async () => {
	const form = { ticket_number: 'TJ-RECEIPT', kind: 'enquiry', subject: '回执', received_at: '2024-12-20T09:00', received_on: '2024-12-20' };
	const made = await clerk.post('/hotline/new/receive', form);
	assert.equal(made.status, 303, made.text);
	assert.match((await clerk.get(made.headers.get('location'))).text, /已办理：收到（日志第 \d+ 条）/);
});

test('bugbank 39: what is hidden from nearly everybody leaves its entries all the same', async () => {
	const head = await site.sign_in('head');
	const was = Number(site.sql('SELECT position FROM journal_head WHERE org = 1'));
	const begun = await clerk.post_json('/petition/new/register', { channel: 'letter', petitioner: '王某', subject: '反映干部', received_on: TODAY, route: 'accusation', accused_name: '赵某' });

	assert.equal(begun.status, 201, begun.text);
	const [entry] = (await head.json(`${begun.body.href}/journal`)).body;
	assert.deepEqual([entry.verb, entry.position > was], ['register', true]);
	/* The auditor may not open it, and yet sees that it was, when and by whom; nothing of what it says. */
	assert.equal((await audit.get(begun.body.href)).status >= 403, true);
	const { status, body, text } = await audit.json(`/journal/${entry.position}`);
	assert.equal(status, 200);
	assert.deepEqual([body.ledger, body.record, body.verb], ['petition', begun.body.id, 'register']);
	assert.deepEqual(body.changes, []);
	assert.doesNotMatch(text, /赵某|反映干部/);
	assert.equal(JSON.parse(spawnSync(program, ['journal', 'verify', '--json', '--db', site.url], { encoding: 'utf8', env: site.home, maxBuffer: 1 << 28 }).stdout).whole, true);
});
