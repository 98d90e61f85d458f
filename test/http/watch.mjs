/*
 * watch.mjs - what watches over the work: the board of anomalies, the review of a file
 *
 *     YIFA=build/yifa node --test test/http/watch.mjs
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';
import { answer_of, check } from './schema.lib.mjs';

const yuan = text => Math.round(parseFloat(text) * 100);
let site, spec, head, legal, chief;

before(async () => {
	site = await serve();
	[head, legal, chief] = await Promise.all(['head', 'legal', 'chief'].map(name => site.sign_in(name)));
	spec = (await legal.json('/api/openapi.json')).body;
});
after(() => site?.stop());

const board = async who => (await who.json('/anomalies.json')).body;

test('each row of the board counts what its list shows, for each who looks', async () => {
	for (const who of [head, legal, chief, await site.sign_in('officer'), await site.sign_in('clerk')]) {
		for (const row of (await board(who)).filter(r => r.count)) {
			const { body } = await who.json(row.href.replace('?', '.json?'));
			assert.equal(body.count, row.count, `${row.ledger} ${row.key}`);
		}
	}
});

test('the board keeps its schema, and says article and way of each row', async () => {
	const rows = await board(head);
	assert.deepEqual(check(spec, answer_of(spec, '/anomalies', 'get', 200), rows), []);
	for (const row of rows) assert.ok(row.label && row.basis && row.way, `${row.ledger}.${row.key}`);
	const page = (await head.get('/anomalies')).text;
	for (const row of rows.filter(r => r.count)) assert.ok(page.includes(`data-t="${row.ledger}.${row.key}"`), row.key);
});

test('bugbank 2, 3: nobody counts what he may not list', async () => {
	const whole = new Map((await board(head)).map(r => [`${r.ledger}.${r.key}`, r.count]));
	for (const row of await board(await site.sign_in('market'))) assert.ok(row.count <= whole.get(`${row.ledger}.${row.key}`), row.key);
	assert.equal((await (await site.sign_in('system')).get('/anomalies')).status, 403);
});

test('a condition of the board is refused where it is none', async () => {
	assert.equal((await legal.json('/case.json?where=anomaly%3Dnothing')).status, 422);
	assert.equal((await legal.json('/case.json?where=broken%3Dnothing')).status, 422);
	assert.equal((await legal.json('/case.json?where=anomaly%3Drecord_start')).status, 422, 'that one is no anomaly');
	assert.equal((await legal.json('/case.json?where=broken%3Drecord_start')).status, 200);
});

test('a record says how its file stands: kept and broken, lanes too, and the score', async () => {
	const { body: list } = await legal.json('/case.json?view=all&state=decided');
	const { body } = await legal.json(`/case/${list.records[0].id}.json`);
	const broken = body.review.filter(m => m.is === 'broken');
	assert.ok(broken.length && body.review.some(m => m.is === 'kept'));
	assert.equal(body.review_score, 100 - broken.reduce((sum, m) => sum + m.points, 0));
	assert.ok(body.review.some(m => m.ledger !== 'case'), 'what stands in a lane is of the file');
	const page = (await legal.get(`/case/${body.id}`)).text;
	for (const m of broken) assert.ok(page.includes(`data-t="mark-${m.key}"`), m.key);
	assert.ok(page.includes(`${body.review_score} / 100 分`));
	const found = (await legal.json(`/case.json?view=all&where=broken%3D${broken.find(m => m.ledger === 'case').key}`)).body;
	assert.ok(found.records.some(r => r.id === body.id));
});

test('the form of a step says before it is signed what it would leave broken', async () => {
	const { body: list } = await chief.json('/case.json?view=all&state=decided');
	const page = (await (await site.sign_in('officer')).get(`/case/${list.records[0].id}/note`)).text;
	assert.match(page, /data-t="marks"/);
	assert.match(page, /案卷评查：.*扣 \d+ 分/s);
});

test('the money of a year closes to the fen on every line, and is that of the report', async () => {
	const { body } = await head.json('/money.json?year=2024');
	assert.deepEqual(check(spec, answer_of(spec, '/money', 'get', 200), body), []);
	assert.equal(body.closes, true);
	for (const by of ['kind', 'domain', 'year'])
		for (const column of ['opening', 'levied', 'received', 'refunded', 'cancelled', 'reduced', 'ended', 'owing', 'back', 'off'])
			assert.equal(body.lines.filter(l => l.by === by).reduce((sum, l) => sum + yuan(l[column]), 0), yuan(body.lines[0][column]), `${by} ${column}`);
	for (const l of body.lines)
		assert.equal(yuan(l.opening) + yuan(l.levied) - yuan(l.received) + yuan(l.refunded) - yuan(l.cancelled) - yuan(l.reduced) - yuan(l.ended), yuan(l.owing) - yuan(l.back), l.label);
	const figure = (await head.json('/figure/case.money.json?year=2024')).body;
	assert.equal(Math.round(figure.value * 1000000), yuan(body.report.reported));
	const page = (await head.get('/money?year=2024')).text;
	assert.match(page, /各行都平/);
	assert.match(page, /与年报的罚没款一致/);
});

test('the file of the money has the lines of the page', async () => {
	const { body } = await head.json('/money.json?year=2024');
	const csv = (await head.get('/money/2024.csv')).text.trim().split('\r\n');
	assert.equal(csv.length, body.lines.length + 1);
	assert.equal(csv[1].split(',')[4], body.lines[0].levied);
	const xlsx = await head.get('/money/2024.xlsx');
	assert.match(xlsx.headers.get('content-type'), /spreadsheetml/);
	assert.equal((await head.get('/money/2024.pdf')).status, 404);
	assert.equal((await (await site.sign_in('system')).get('/money')).status, 403);
});

test('行政处罚法 74: no sum of fines stands beside a person, on no page, by no command', async () => {
	const names = (await head.json('/person.json?view=all&size=200')).body.records.map(r => r.title).filter(Boolean);
	const page = (await head.get('/money?year=2024')).text.replace(/<header[^]*?<\/header>|<aside[^]*?<\/aside>|<p class="po source"[^]*?<\/p>/g, '');
	assert.deepEqual(names.filter(n => page.includes(n)), []);
	const run = (...words) => spawnSync(process.env.YIFA ?? 'build/yifa', [...words, '--db', site.url], { encoding: 'utf8' });
	for (const words of [['count', 'payment', '--measure', 'sum:principal', '--by', 'handler'], ['count', 'case', '--measure', 'sum:fine', '--by', 'officers'],
		['count', 'case', '--measure', 'max:fine', '--by', 'decide_by'], ['count', 'case.penalties', '--measure', 'sum:amount', '--by', 'handler']]) {
		const r = run(...words);
		assert.notEqual(r.status, 0, words.join(' '));
		assert.match(r.stderr, /罚没款不按人统计/, words.join(' '));
	}
	assert.equal(run('count', 'case', '--by', 'handler').status, 0, 'how many cases is another question');
});

test('the double-publicity set: only what one may see, citizens masked, nothing of who is exempt; the entry comes first', async () => {
	const clerk = await site.sign_in('clerk');
	const rows = (await clerk.json('/double-publicity.json?year=2024')).body;
	const all = (await head.json('/double-publicity.json?year=2024')).body;
	assert.ok(all.length && rows.length <= all.length);
	for (const row of all) {
		if (row.party_kind !== '公民') continue;
		assert.match(row.party_name, /^.\*+$/, 'a citizen by the surname alone');
		assert.equal(row.party_code, null);
	}
	const exempt = (await head.json('/publicity.json?view=all&state=exempt&size=200')).body.records;
	const cases = await Promise.all(exempt.filter(r => r.fields.object).map(r => head.json(`/publicity/${r.id}.json`)));
	for (const c of cases) for (const link of c.body.links.filter(l => l.href?.startsWith('/case/'))) {
		const papers = (await head.json(`${link.href}.json`)).body;
		assert.ok(!all.some(row => row.number === papers.number), 'exempt');
	}
	const before = (await (await site.sign_in('audit')).get('/journal')).text;
	assert.equal((await clerk.post('/double-publicity?year=2024', { format: 'csv', purpose: '' })).status, 422);
	const given = await clerk.post('/double-publicity?year=2024&set=penalty', { format: 'csv', purpose: 'open' });
	assert.equal(given.status, 200);
	assert.match(given.headers.get('content-type'), /text\/csv/);
	assert.equal(given.text.trim().split('\r\n').length, rows.length + 1);
	assert.notEqual((await (await site.sign_in('audit')).get('/journal')).text, before, 'an entry was kept');
	const xlsx = await clerk.post('/double-publicity?year=2024&set=licence', { format: 'xlsx', purpose: 'open' });
	assert.match(xlsx.headers.get('content-type'), /spreadsheetml/);
	assert.equal((await (await site.sign_in('system')).get('/double-publicity')).status, 403);
});

test('each step of a case says what it must leave of the process, and what is missing', async () => {
	const { body: list } = await legal.json('/case.json?view=all&state=decided');
	const page = (await legal.get(`/case/${list.records[0].id}`)).text;
	const rows = [...page.matchAll(/data-t="left-(\w+)">.*?<span class="due (g|r)">/gs)].map(m => m[1]);
	assert.ok(rows.includes('open') && rows.includes('inquire') && rows.includes('decide'), rows.join());
});
