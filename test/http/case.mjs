/*
 * case.mjs - a penalty case as its officers meet it: what is offered to choose from, what is carried
 * over, what is asked of which procedure
 *
 *     YIFA=build/yifa node --test test/http/case.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, officer, head, deputy;
const team = [];

before(async () => {
	site = await serve({ today: '2024-12-31' }); /* no case of the demo goes on after it */
	[officer, head, deputy] = await Promise.all(['officer', 'head', 'deputy'].map(who => site.sign_in(who)));
	/* The first two there were: certified all year. */
	team.push(...(await head.json('/officer?view=all&size=50')).body.records.slice(-2).map(r => r.id));
});
after(() => site?.stop());

const item = async code => (await officer.json(`/power_item?view=all&where=code%3D${code}`)).body.records[0].id;

async function proposed(fields) {
	const made = await officer.post_json('/case/new/propose', { source: 'report', facts: '接纳未成年人', found_on: '2024-12-18',
		procedure: 'ordinary', officers: team, parties: [{ kind: 'organisation', name: '某歌厅' }], ...fields });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return made.body.href;
}

async function ask(who, at, verb, body) {
	const { version } = (await who.json(at)).body;
	return who.post_json(`${at}/${verb}`, { version, ...body });
}

async function take(who, at, verb, body) {
	const done = await ask(who, at, verb, body);
	assert.equal(done.status, 200, `${verb}: ${JSON.stringify(done.body)}`);
	return done.body;
}

/* The options of a select, and the one that is chosen. */
function options(page, name) {
	const select = page.match(new RegExp(`<select[^>]*name="${name.replaceAll('.', '\\.')}"[^>]*>(.*?)</select>`, 's'))[1];
	return [...select.matchAll(/<option value="(\d+)"( selected)?>/g)].map(m => ({ id: m[1], chosen: !!m[2] }));
}

test('38: offered are the items of penalty in force on the day of the act, not on that of today', async () => {
	const gone = await item('HL-CF-017'), late = await item('HL-CF-237'), visit = await item('HL-JC-001'), main = await item('HL-CF-235');
	const before_its_end = options((await deputy.get(`${await proposed({ act_on: '2024-03-11' })}/open`)).text, 'power_item').map(o => o.id);
	const after_its_end = options((await deputy.get(`${await proposed({ act_on: '2024-12-17' })}/open`)).text, 'power_item').map(o => o.id);

	assert.ok(before_its_end.includes(gone) && !after_its_end.includes(gone));
	assert.ok(!before_its_end.includes(late) && after_its_end.includes(late));
	for (const list of [before_its_end, after_its_end])
		assert.ok(list.includes(main) && !list.includes(visit));
});

test('38, 34: the law of the item stands in the form, the step that fits is chosen, and it alone is no penalty', async () => {
	const at = await proposed({ act_on: '2024-12-17' });
	await take(deputy, at, 'open', { opened_on: '2024-12-31', power_item: await item('HL-CF-236'), domain: 'culture', beyond_district: 'no' });
	await take(officer, at, 'inquire', { evidence: [{ kind: 'record', taken_on: '2024-12-31' }], factors: ['first_breach', 'corrected'] });
	const { cited } = (await officer.json(at)).body.fields;
	const page = (await officer.get(`${at}/finish`)).text;
	assert.match(cited, /^《.+》第.+条/);
	assert.ok(page.includes(`value="${cited}"`));
	const steps = options(page, 'penalties.1.tier');
	assert.equal(steps.length, 3);
	const lighter = (await officer.json('/discretion?view=all&where=code%3DHL-CL-236-1')).body.records[0].id;
	assert.deepEqual(steps.filter(o => o.chosen).map(o => o.id), [lighter]);
	assert.equal(options(page, 'penalties.2.tier').filter(o => o.chosen).length, 0);
	assert.match(page, /data-t="suggested">裁量档次：按已登记的情节最适合的裁量档次是<a/);

	const version = page.match(/name="version" value="(\d+)"/)[1];
	const sent = { version, law: cited, benchmark: '不予处罚', factors: 'corrected', complex_or_major: 'no', public_interest: 'no', hearing_right: 'no',
		penalties: '', 'penalties.1.tier': lighter };
	assert.equal((await officer.post(`${at}/finish`, sent)).status, 303);
	assert.deepEqual((await officer.json(at)).body.fields.penalties ?? [], []);
});

test('38: another law than that of the item needs a reason', async () => {
	const at = await proposed({ act_on: '2024-12-17' });
	await take(deputy, at, 'open', { opened_on: '2024-12-31', power_item: await item('HL-CF-235'), domain: 'culture', beyond_district: 'no' });
	await take(officer, at, 'inquire', { evidence: [{ kind: 'record', taken_on: '2024-12-31' }] });
	const body = { law: '另一条', benchmark: '一般', complex_or_major: 'no', public_interest: 'no', hearing_right: 'no' };
	const refused = await ask(officer, at, 'finish', body);
	assert.equal(refused.status, 422);
	assert.match(JSON.stringify(refused.body.refusals), /与权责事项载明的依据不同/);
	await take(officer, at, 'finish', { ...body, law_why: '一并写明违反的条款' });
});

test('the steps of the simple procedure are not those of an ordinary case, and the other way round', async () => {
	const decided = async procedure => (await head.json(`/case?view=all&where=state%3Ddecided&where=procedure%3D${procedure}`)).body.records[0];
	const ordinary = await decided('ordinary');
	const page = (await officer.get(ordinary.href)).text, verbs = (await officer.json(ordinary.href)).body.actions ?? [];
	assert.doesNotMatch(page, /当场处罚备案/);
	assert.ok(!JSON.stringify(verbs).includes('"report"'));
	const refused = await ask(officer, ordinary.href, 'report', {});
	assert.equal(refused.status, 422);
	assert.match(JSON.stringify(refused.body.refusals), /普通程序的决定不需要当场处罚备案/);
});

test('36: once the act was found, its limitation is no due any more', async () => {
	const at = await proposed({ act_on: '2024-12-17' });
	assert.ok(!(await officer.json(at)).body.dues.some(d => d.clock === 'limit'));
	const unfound = await officer.post_json('/case/new/propose', { source: 'report', facts: '接纳未成年人', act_on: '2024-12-17',
		procedure: 'ordinary', officers: team, parties: [{ kind: 'organisation', name: '某歌厅' }] });
	assert.ok((await officer.json(unfound.body.href)).body.dues.some(d => d.clock === 'limit'));
});

test('30: a birth date is masked wherever it is shown', async () => {
	const at = await proposed({ act_on: '2024-12-17', parties: [{ kind: 'citizen', name: '赵某某', born_on: '2008-05-06' }] });
	const whole = await officer.json(at);
	assert.equal(whole.body.fields.parties[0].born_on, '2008-**-**');
	assert.doesNotMatch((await officer.get(at)).text, /2008-05-06/);
});

test('in the way of a cancelled certificate stand the open cases, by number and with links, and what to do', async () => {
	const at = await proposed({ act_on: '2024-12-17' });
	const { number } = (await officer.json(at)).body, one = `/officer/${team[0]}`;
	const page = (await head.get(one)).text;
	assert.match(page, /尚有在办案件，先移交/);
	assert.match(page, /<a class="u nowrap" href="\/case\/\d+">罚立〔2024〕\d+号<\/a>/);
	assert.match(page, /名下在办全部移交/);
	const refused = await ask(head, one, 'cancel', { reason: '调离', left_on: '2024-12-31', handed_in: 'yes' });
	assert.equal(refused.status, 422);
	assert.match(refused.body.refusals[0].why, /^行政处罚案件罚立〔2024〕\d+号/);
	assert.match(refused.body.refusals[0].way, /更换承办人员/);
	assert.ok(number);
});

test('all in hand handed over: who takes over stands in the place of the officer of every open case', async () => {
	const [from, to] = await Promise.all([team[0], (await head.json('/officer?view=all&size=50')).body.records.at(-4).id]
		.map(async id => (await head.json(`/officer/${id}`)).body));
	const at = await proposed({ act_on: '2024-12-17' });
	const moved = await head.post(`/person/${from.fields.person}/in-hand`, { to: to.fields.person, reason: '调离' });
	assert.equal(moved.status, 303, moved.text.match(/data-t="refusals".*?<\/ul>/s)?.[0]);
	const officers = (await head.json(at)).body.fields.officers.map(String);
	assert.ok(officers.includes(String(to.id)) && !officers.includes(String(from.id)), JSON.stringify(officers));
	const open = (await head.json(`/officer/${from.id}`)).body;
	assert.ok(!JSON.stringify(open.actions ?? open.acts ?? '').includes('尚有在办案件'));
});

test('a closed case offers a typical case: its facts come along, without the names of the parties', async () => {
	const chief = await site.sign_in('chief');
	const closed = (await head.json('/case?view=all&size=50&where=state%3Dclosed&where=ending%3Dpenalty')).body.records;
	const whole = (await chief.json(closed[0].href)).body;
	assert.ok(whole.offers.some(o => o.ledger === 'typical_case' && o.verb === 'mark'));
	const name = site.sql(`SELECT name FROM case_parties WHERE of = ${closed[0].id} ORDER BY n LIMIT 1`);
	site.sql(`UPDATE "case" SET facts = '${name}夜间接纳未成年人，店员指认${name}' WHERE id = ${closed[0].id}`);
	const page = (await chief.get(`/typical_case/new/mark?carry=case.${closed[0].id}`)).text;
	const facts = page.match(/name="facts"[^>]*>\n?([^<]*)</)[1];
	assert.match(facts, /夜间接纳未成年人，店员指认/);
	assert.ok(name.length > 1 && !facts.includes(name), facts);
	assert.match(page, /已带入“行政处罚案件 /);
});
