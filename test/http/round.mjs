/*
 * round.mjs - a round of the review of case files through its pages: opened, drawn, given out, scored, told,
 * objected to, ruled on, mended, closed, reported; each by who has to do it
 *
 *     YIFA=build/yifa node --test test/http/round.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

const today = '2024-12-31';
let site, round, file, drawn, points;
const who = {};

before(async () => {
	site = await serve({ today });
	for (const name of ['legal', 'reviewer', 'officer', 'head'])
		who[name] = await site.sign_in(name);
});
after(() => site?.stop());

const said = answer => answer.text.match(/data-t="refusals"[\s\S]{0,900}/)?.[0].replace(/<[^>]+>/g, ' ') ?? `status ${answer.status}`;
const person = async name => String((await who.legal.json(`/person?view=all&where=${encodeURIComponent(`name=${name}`)}`)).body.records[0].id);
const record = async (at, visitor = who.legal) => (await visitor.json(at)).body;

/* Closed on the spot: nobody reviewed it before the decision, and no round has had it. */
async function unreviewed() {
	const { records } = (await who.legal.json('/case?view=all&size=200&where=state%3Dclosed')).body;
	for (const { id } of records) {
		const one = await record(`/case/${id}`);
		if (one.fields.procedure === 'simple' && !one.lanes.some(l => l.ledger === 'file_review' || l.ledger === 'legal_review'))
			return one;
	}
	return null;
}

/* The form is opened, every name that is sent stands on it, and it is sent. */
async function fill(visitor, at, verb, fields) {
	const form = await visitor.get(`${at}/${verb}`);
	assert.equal(form.status, 200, `${verb}: ${said(form)}`);
	for (const name of Object.keys(fields))
		assert.ok(form.text.includes(`name="${name}"`) || /\.\d+\./.test(name), `${verb}: no field ${name}`);
	const once = form.text.match(/name="once" value="([^"]+)"/)?.[1], version = form.text.match(/name="version" value="(\d+)"/)?.[1];
	return visitor.post(`${at}/${verb}`, { ...(once && { once }), ...(version && { version }), ...fields });
}

async function take(visitor, at, verb, fields = {}) {
	const answer = await fill(visitor, at, verb, fields);
	assert.equal(answer.status, 303, `${verb}: ${said(answer)}`);
	return answer.headers.get('location').replace(site.base, '').split('?')[0];
}

const row = (set, n, cells) => ({ [set]: '', ...Object.fromEntries(Object.entries(cells).map(([k, v]) => [`${set}.${n}.${k}`, v])) });

test('the legal section opens a round, draws before a witness, gives the file to a reviewer', async () => {
	round = await take(who.legal, '/review_round/new', 'open', { name: '年末抽查', organiser: 'own', from: '2024-01-01', to: today, leader: await person('郑某'), wanted: '1' });
	drawn = await unreviewed();
	assert.ok(drawn, 'a closed case that nobody reviewed');
	const how = { drawn_on: today, how: 'named', witness: await person('陈某'), ...row('files', 1, { case: String(drawn.id) }) };
	const silent = await fill(who.legal, round, 'draw', how);
	assert.equal(silent.status, 422);
	assert.match(said(silent), /指定的应当写明理由/);
	await take(who.legal, round, 'draw', { ...how, how_said: '年末补查一卷' });
	const mine = await fill(who.legal, round, 'assign', row('files', 1, { case: String(drawn.id), reviewer: await person(drawn.links.find(l => l.field === 'officers').title) }));
	assert.equal(mine.status, 422, 'an officer of the case does not review it');
	await take(who.legal, round, 'assign', row('files', 1, { case: String(drawn.id), reviewer: await person('孙某') }));
	const { body } = await who.legal.json(`/file_review?view=all&where=${encodeURIComponent(`of_round=${round.split('/').pop()}`)}`);
	assert.equal(body.records.length, 1);
	file = `/file_review/${body.records[0].id}`;
});

test('the reviewer scores, the officer objects, somebody else rules; both scores stay', async () => {
	points = (await record(file, who.reviewer)).fields.found_points ?? 0;
	const scores = (papers, procedure = 60 - points) => ({ ...row('scores', 1, { item: 'procedure', full: '60', score: String(procedure), why: '系统评查的扣分' }),
		...row('scores', 2, { item: 'evidence', full: '20', score: '20' }), ...row('scores', 3, { item: 'papers', full: '20', score: String(papers), why: '文书用语' }) });
	await take(who.reviewer, file, 'score', { reviewed_on: today, grade: 'qualified', ...scores(17), ...row('findings', 1, { text: '送达回证缺时间' }) });
	assert.equal((await record(file)).fields.score, 97 - points);
	await take(who.legal, file, 'tell', { object_by_day: '2025-01-08', fix_by_day: '2025-01-31' });
	await take(who.officer, file, 'object', { objected_on: today, ...row('objections', 1, { point: '文书用语扣3分', why: '与范本一致' }) });
	const ruling = { ruling: 'changed', ruling_why: '与范本核对一致', ...scores(20) };
	const same = await fill(who.legal, file, 'rule', { ...ruling, second: await person('孙某') });
	assert.match(said(same), /由评查人以外的人复核/);
	await take(who.legal, file, 'rule', { ...ruling, second: await person('周某') });
	const { fields } = await record(file);
	assert.deepEqual([fields.first_score, fields.score], [97 - points, 100 - points]);
});

test('what was found is mended, the file closed, the round reported; its page shows the file and the report', async () => {
	const early = await fill(who.head, round, 'report', { reported_on: today, summary: '合格' });
	assert.match(said(early), /尚有没有办结的案卷评查/);
	await take(who.officer, file, 'fix', row('findings', 1, { text: '送达回证缺时间', fixed: 'yes', fixed_on: today, how: '已补充说明' }));
	await take(who.legal, file, 'close');
	await take(who.head, round, 'report', { reported_on: today, summary: '合格' });
	const page = (await who.head.get(round)).text;
	assert.match(page, /已通报/);
	assert.ok(page.includes(`href="${file}`), 'the file stands on the page of the round');
});
