/*
 * figures_api.mjs - pages of data as JSON: each as /api/openapi.json promises; figures by token, within
 * its scope, equal to the page and the command line
 *
 *     YIFA=build/yifa node --test test/http/figures_api.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';
import { answer_of, check } from './schema.lib.mjs';

let site, head, spec, narrow, wide, blind, lines;

before(async () => {
	site = await serve({ today: '2024-12-31', prepare: run => {
		lines = JSON.parse(run('figures', '--year', '2024', '--json', '--user', 'head'));
	} });
	head = await site.sign_in('head');
	const add = async scope => (await head.post_json('/tokens', { name: 'test', ...scope })).body[0].token;
	narrow = await add({ ledgers: 'hotline' });
	wide = await add({ ledgers: '*' });
	blind = await add({ ledgers: '*', verbs: '*', no_read: '1' });
	spec = (await head.json('/api/openapi.json')).body;
});
after(async () => { assert.equal(await site.stop(), 0); });

const promised = (answer, path) => {
	const schema = answer_of(spec, path, 'get', String(answer.status));

	assert.ok(schema, `${path} promises no ${answer.status}: ${answer.text.slice(0, 200)}`);
	assert.deepEqual(check(spec, schema, answer.body), [], path);
};

/* address as described: what is asked of it */
const pages = { '/': '', '/search': '?q=%E5%99%AA%E5%A3%B0', '/anomalies': '', '/money': '?year=2024', '/double-publicity': '?set=penalty&year=2024', '/ledgers': '', '/figures': '?year=2024',
	'/settings': '', '/law': '', '/report/enforcement/{year}': '', '/report/annual/{year}': '', '/report/disclosure/{year}': '' };

for (const [path, query] of Object.entries(pages))
	test(`${path} keeps its schema, for a person and for a token of all ledgers`, async () => {
		const address = path.replace('{year}', '2024') + query;
		const seen = await head.json(address), told = await site.bearer(wide).get_json(address);

		assert.equal(seen.status, 200);
		promised(seen, path);
		assert.equal(told.status, 200, told.text.slice(0, 200));
		assert.deepEqual(told.body, seen.body);
	});

test('what belongs to a record keeps its schema: history, related, why', async () => {
	const { href } = (await head.json('/case?view=all&size=1')).body.records[0];

	for (const [path, address] of [['/{ledger}/{id}/journal', `${href}/journal`], ['/{ledger}/{id}/related', `${href}/related`], ['/{ledger}/{id}/why/{what}', `${href}/why/decide`],
		['/law/{name}', '/law/decision-limit'], ['/law/{name}', `/law/${encodeURIComponent('行政处罚法')}`]]) {
		const answer = await head.json(address);
		assert.equal(answer.status, 200, address);
		promised(answer, path);
	}
});

test('every figure is the same on its page, in the list, and on the command line; work in progress closes', async () => {
	const list = (await site.bearer(wide).get_json('/figures?year=2024')).body;
	let flows = 0, broken = 0;

	assert.deepEqual(list, lines);
	for (const f of list) {
		if (f.flow) {
			flows++;
			assert.equal(f.flow.brought_in + f.flow.new, f.flow.ended + f.flow.carried_out, f.key);
			assert.equal(f.flow.new, f.value, f.key);
		}
		if (!f.flow && f.key !== 'case.total')
			continue;
		const one = await site.bearer(wide).get_json(`/figure/${f.key}?year=2024`);
		promised(one, '/figure/{key}');
		assert.equal(one.body.value, f.value, f.key);
		assert.deepEqual(one.body.flow, f.flow, f.key);
		for (const { by, groups } of one.body.by) {
			broken++;
			assert.ok(groups.length || (f.flow && !Object.values(f.flow).some(Boolean)), `${f.key} by ${by}`);
			for (const part of Object.keys(f.flow ?? {})) /* each stay stands in one group */
				assert.equal(groups.reduce((sum, g) => sum + g.flow[part], 0), f.flow[part], `${f.key} by ${by}: ${part}`);
		}
	}
	assert.ok(flows > 3 && broken > 0, `${flows} of work in progress, ${broken} breakdowns`);
});

test('the groups of a figure and the records behind it sum to the number', async () => {
	const { body } = await site.bearer(wide).get_json('/figure/case.total?year=2024');

	assert.equal(body.records.filter(r => r.counted).length + body.hidden, body.value);
	for (const { by, groups } of body.by)
		assert.equal(groups.reduce((sum, g) => sum + g.value, 0), body.value, by);
});

test('a token sees sums of what it covers and of nothing else', async () => {
	const program = site.bearer(narrow), status = async path => (await program.get_json(path)).status;
	const { body } = await program.get_json('/figures?year=2024');

	assert.deepEqual([...new Set(body.map(f => f.key.split('.')[0]))], ['hotline']);
	assert.equal(await status(`/figure/${body[0].key}?year=2024`), 200);
	for (const path of ['/figure/case.total?year=2024', '/money', '/money/2024.csv', '/double-publicity', '/anomalies', '/report/annual/2024', '/report/enforcement/2024', '/search?q=x', '/', '/case'])
		assert.equal(await status(path), 403, path);
	for (const path of ['/settings', '/law', '/ledgers', '/api/openapi.json'])
		assert.equal(await status(path), 200, path);
});

test('a token that only writes reads no sum', async () => {
	for (const path of ['/figures', '/figure/case.total', '/money', '/double-publicity', '/anomalies', '/report/annual/2024', '/search?q=x', '/'])
		assert.equal((await site.bearer(blind).get_json(path)).status, 403, path);
});

test('a parameter that nothing reads is refused by name: no program believes that it was heard', async () => {
	const refused = async (path, field) => {
		const { status, body } = await head.json(path);

		assert.equal(status, 422, path);
		assert.equal(body.refusals[0].field, field, path);
	};

	await refused('/figure/case.total?year=2024&by=phone', 'by');
	await refused('/figures?year=20244', 'year');
	await refused('/figure/case.total?year=last', 'year');
	await refused('/money?year=2024&by=officer', 'by');
	await refused('/anomalies?where=x', 'where');
	await refused('/search?q=噪声&ledgers=hotline', 'ledgers');
	/* What is exported is what the body asks: a condition in the address would be lost, and all of it given out. */
	const was = site.sql('SELECT position FROM journal_head WHERE org = 1');
	const { status, body } = await head.post_json('/hotline/export?where=phone~139', { purpose: 'verify' });
	assert.equal(status, 422);
	assert.equal(body.refusals[0].field, 'where');
	assert.equal(site.sql('SELECT position FROM journal_head WHERE org = 1'), was);
	/* A page takes the year that it is, as before. */
	assert.equal((await head.get('/figure/case.total?year=last')).status, 200);
});
