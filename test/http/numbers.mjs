/*
 * numbers.mjs - numbers of papers: what became of each, blocks reserved and given back, a reserved
 * number used by a step
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { serve } from './_serve.mjs';

const made = {};
const site = await serve({ today: '2024-12-31', prepare: run => { made.token = run('token', 'add', 'x', '--user', 'officer', '--ledgers', '*', '--verbs', '*'); made.field = run('token', 'add', 'y', '--user', 'officer', '--ledgers', 'case', '--verbs', 'start,tell,decide_on_spot'); made.reader = run('token', 'add', 'z', '--user', 'officer', '--ledgers', '*'); } });
test.after(() => site.stop());

const officer = await site.sign_in('officer');
const head = await site.sign_in('head');

const series = async (who, name) => (await who.json('/numbers')).body.series.find(s => s.series === name && s.year === 2024);
const block = { series: '罚告', count: '3', person: '何某', device: '执法一号', purpose: '夜间检查' };

test('every number of a series is told, and the page says what is next', async () => {
	const s = await series(officer, '罚决');

	assert.ok(s.used > 0);
	assert.equal(s.next, s.used + s.void + s.reserved + s.returned + 1);
	assert.equal(s.lost, 0);
	const page = await officer.get('/numbers');
	assert.equal(page.status, 200);
	assert.ok(page.text.includes(s.next_text));
	const one = (await officer.json(`/numbers?series=${encodeURIComponent('罚决')}&year=2024`)).body;
	assert.equal(one.numbers.length, s.next - 1);
	assert.match(one.numbers[0].href, /^\/case\/\d+$/);
	assert.match((await officer.get(`/numbers?series=${encodeURIComponent('罚决')}&year=2024`)).text, /data-t="numbers"/);
	assert.equal((await officer.get('/numbers?series=no&year=2024')).status, 404);
	assert.deepEqual((await site.bearer(made.token).get_json('/numbers')).body.series.find(x => x.series === '罚决' && x.year === 2024), s);
});

test('a block needs person, device and purpose; who is not of the staff has none', async () => {
	for (const [field, say] of [['series', '没有这一类文号'], ['count', '一次预留'], ['device', '哪一台设备'], ['purpose', '写明用途']]) {
		const no = await officer.post('/numbers', { ...block, [field]: '' });
		assert.equal(no.status, 422, field);
		assert.ok(no.text.includes(say), field);
	}
	assert.equal((await officer.post('/numbers', { ...block, count: '51' })).status, 422);
	assert.equal((await officer.post('/numbers', { ...block, person: '没有此人' })).status, 422);
	const audit = await site.sign_in('audit');
	assert.equal((await audit.get('/numbers')).status, 403);
	assert.equal((await audit.post('/numbers', block)).status, 403);
});

async function ready() {
	for (const row of (await officer.json('/case?view=all&size=200')).body.records) {
		const r = (await officer.json(`/case/${row.id}`)).body;
		if (r.acts.some(a => a.may && a.verb === 'notify')) return r;
	}
	throw new Error('no case can be notified');
}

test('reserved, used out of its turn by a step, the rest given back with a reason', async () => {
	const before = await series(officer, '罚告'), at = await ready();
	assert.ok(!(await officer.get(`/case/${at.id}/notify`)).text.includes('name="paper_number"'), 'nothing is reserved');
	const answer = await officer.post_json('/numbers', block);

	assert.equal(answer.status, 200, answer.text);
	assert.equal(answer.body.from, before.next);
	assert.equal(answer.body.to, before.next + 2);
	assert.equal(answer.body.purpose, '夜间检查');
	assert.equal((await series(officer, '罚告')).reserved, before.reserved + 3);
	assert.match((await officer.get('/numbers')).text, /执法一号[^]*夜间检查/);
	assert.match((await officer.get(`/case/${at.id}/notify`)).text, /name="paper_number"/);

	const wrong = await officer.post_json(`/case/${at.id}/notify`, { version: at.version, paper_number: '9999' });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /不在尚未收回的预留号段/);
	const taken = await officer.post_json(`/case/${at.id}/notify`, { version: at.version, paper_number: String(before.next + 1) });
	assert.equal(taken.status, 200, taken.text);
	const paper = taken.body.record.papers.find(p => p.paper === 'notice');
	assert.match(paper.number, new RegExp(`罚告〔2024〕${before.next + 1}号$`));

	assert.equal((await officer.post(`/numbers/${answer.body.id}/return`, { reason: '' })).status, 422);
	const back = await officer.post_json(`/numbers/${answer.body.id}/return`, { reason: '检查结束' });
	assert.equal(back.status, 200, back.text);
	assert.equal(back.body.returned_on, '2024-12-31');
	const after = await series(officer, '罚告');
	assert.equal(after.returned, before.returned + 2);
	assert.equal(after.used, before.used + 1);
	assert.equal(after.lost, 0);
	assert.equal((await officer.post(`/numbers/${answer.body.id}/return`, { reason: '再来' })).status, 422);
	assert.equal((await officer.post('/numbers/1/return', { reason: 'x' })).status, 422);
	const verified = await head.post('/journal', {});
	assert.ok([200, 303].includes(verified.status));
});

test('a device without the network: its token reserves, a step uses one, the rest is given back', async () => {
	const field = site.bearer(made.field), want = { series: '当罚', count: '2', person: '张某', device: '执法二号', purpose: '集市夜间检查' };
	const before = await series(officer, '当罚');
	const got = await field.send('/numbers', want);

	assert.equal(got.status, 200);
	assert.equal(got.body.from, before.next);
	assert.equal(got.body.to, before.next + 1);
	assert.equal(got.body.device, '执法二号');
	assert.equal((await series(officer, '当罚')).reserved, before.reserved + 2);
	for (const [body, field_] of [[{ ...want, count: '51' }, 'count'], [{ ...want, device: '' }, 'device']]) {
		const no = await field.send('/numbers', body);
		assert.equal(no.status, 422);
		assert.equal(no.body.refusals[0].field, field_);
	}
	for (const [who, body] of [[field, { ...want, series: '罚决' }], [site.bearer(made.reader), want]])
		assert.equal((await who.send('/numbers', body)).status, 403, 'its papers are not the token\'s to issue');
	assert.equal((await site.bearer(made.reader).send(`/numbers/${got.body.id}/return`, { reason: 'x' })).status, 403);
	assert.equal((await field.send(`/numbers/${got.body.id}/return`, { reason: '' })).status, 422);
	const back = await field.send(`/numbers/${got.body.id}/return`, { reason: '检查结束，没有用' });
	assert.equal(back.status, 200);
	assert.equal(back.body.returned_on, '2024-12-31');
	assert.equal((await series(officer, '当罚')).returned, before.returned + 2);
	const spec = (await officer.json('/api/openapi')).body;
	assert.ok(spec.paths['/numbers'].post.requestBody && spec.paths['/numbers/{block}/return'].post);
});
