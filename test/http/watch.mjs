/*
 * watch.mjs - what watches over the work: the board of anomalies, the review of a file
 *
 *     YIFA=build/yifa node --test test/http/watch.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';
import { answer_of, check } from './schema.lib.mjs';

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
