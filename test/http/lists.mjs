/*
 * lists.mjs - the page of a ledger over HTTP: chips, saved views, columns, and a batch that answers
 * for each record
 *
 *     YIFA=build/yifa node --test test/http/lists.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, clerk, chief;

before(async () => {
	site = await serve();
	clerk = await site.sign_in('clerk');
	chief = await site.sign_in('chief');
});
after(() => site?.stop());

const rows = text => [...text.matchAll(/<tr data-id="(\d+)"/g)].map(m => m[1]);
const chips = text => [...text.matchAll(/<a class="chip"[^>]*><span class="sr">去掉条件 <\/span>([^<]*)</g)].map(m => m[1]);

/* The tabs of a page: what each is called, its count, where it leads, which one is open. */
function tabs(text) {
	const nav = text.match(/aria-label="常用视图">(.*?)<\/nav>/s)[1];

	return [...nav.matchAll(/<a href="([^"]+)"( class="on"[^>]*)?>([^ <]+) <span class="c[^"]*">(\d+)\+?<\/span>/g)]
		.map(([, href, on, label, n]) => ({ href: href.replaceAll('&amp;', '&'), on: !!on, label, n: +n }));
}

test('a state that waits for me is a tab with its count; a view drops it again', async () => {
	const all = tabs((await chief.get('/case?view=open')).text), of = label => all.find(t => t.label === label);
	const open = (await chief.json('/case.json?view=open&size=200')).body.records, investigating = open.filter(r => r.state === 'investigating');

	assert.deepEqual(all.filter(t => t.on).map(t => t.label), ['在办']);
	assert.equal(of('调查中').n, investigating.length);
	assert.ok(investigating.length > 1);
	assert.ok(!of('已决定'), 'what nobody here moves on is no tab');
	const there = tabs((await chief.get(of('调查中').href)).text);
	assert.deepEqual(there.filter(t => t.on).map(t => t.label), ['调查中']);
	assert.deepEqual(there.map(t => [t.label, t.n]), all.map(t => [t.label, t.n]), 'the counts stay what they are');
	assert.ok(!there.find(t => t.label === '全部').href.includes('state='));
	assert.match((await chief.get(of('调查中').href)).text, new RegExp(`共 ${investigating.length} 条`));
	const narrowed = tabs((await chief.get('/case?view=all&state=closed')).text);
	assert.deepEqual(narrowed.filter(t => t.on).map(t => t.label), ['全部']);
	assert.match(narrowed.find(t => t.label === '在办').href, /state=closed/, 'a state that was asked for otherwise stays');
	assert.ok(!tabs((await clerk.get('/case?view=open')).text).some(t => t.label === '调查中'), 'a clerk moves no case on');
});

test('a row offers the step by which I move it on, and no other', async () => {
	const text = (await chief.get('/case?view=all')).text, rows = text.match(/<tr data-id=.*?<\/tr>/gs);
	const steps = rows.map(row => [row.match(/tag[^>]*>([^<]+)</)[1], row.match(/class="actcol"[^>]*>(?:<a [^>]*href="([^"]+)">([^<]+))?/)]);

	for (const [state, [, href, label]] of steps) assert.equal(label, { 调查中: '调查终结', 调查终结: '处罚告知' }[state], state);
	const [, [, href]] = steps.find(([state]) => state === '调查中');
	assert.equal((await chief.get(href)).status, 200);
	assert.ok(!/actcol/.test((await clerk.get('/case?view=all')).text), 'who moves nothing on has no such column');
});

test('a chip is made from field, operator and value, and goes away alone', async () => {
	const made = await clerk.get('/case?view=all&state=closed&chip=decided_on&op=from&value=2024-06-01');
	const to = made.headers.get('location');
	assert.equal(made.status, 303);
	assert.match(to, /state=closed/);
	const page = (await clerk.get(to)).text;
	assert.deepEqual(chips(page), ['状态：已结案', '决定之日不早于2024-06-01']);
	const all = (await clerk.json('/case.json?view=all&state=closed')).body.count;
	const fined = (await clerk.json(to.replace('/case?', '/case.json?'))).body;
	assert.ok(fined.count > 0 && fined.count < all, `${fined.count} of ${all}`);
	const without = page.match(/<a class="chip" href="([^"]*)"><span class="sr">去掉条件 <\/span>状态/)[1].replaceAll('&amp;', '&');
	assert.deepEqual(chips((await clerk.get(without)).text), ['决定之日不早于2024-06-01']);
});

test('a chip on what may not be asked makes no condition', async () => {
	const made = await clerk.get('/case?view=all&chip=nothing&op=is&value=1');
	assert.equal(made.headers.get('location'), '/case?view=all&where=');
});

test('a view is saved, is its own on another account, and is shared with the section', async () => {
	const save = (who, fields) => who.post('/hazard/views', { query: 'view=all&state=found', ...fields });
	assert.equal((await save(clerk, { name: '待整改' })).status, 303);
	assert.match((await clerk.get('/hazard')).text, /view=all&amp;state=found"[^>]*>待整改/);
	assert.doesNotMatch((await chief.get('/hazard')).text, /待整改/);
	assert.equal((await save(clerk, { name: '' })).status, 422);
	assert.equal((await save(clerk, { name: '长'.repeat(21) })).status, 422);
	const id = (await clerk.get('/hazard')).text.match(/name="drop" value="(\d+)"/)[1];
	assert.equal((await chief.post('/hazard/views', { drop: id })).status, 303);
	assert.match((await clerk.get('/hazard')).text, /待整改/, 'another account drops none of mine');
	assert.equal((await clerk.post('/hazard/views', { drop: id })).status, 303);
	assert.doesNotMatch((await clerk.get('/hazard')).text, />待整改</);
});

test('columns, their order, density and rows are kept for each account', async () => {
	const heads = text => [...text.matchAll(/<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(m => m[1]);
	const body = new URLSearchParams([['csrf', await clerk.token()], ['density', 'dense'], ['rows', '50'],
		['column', 'state'], ['place.state', '3'], ['column', 'subject'], ['place.subject', '1'], ['column', 'secret_thing']]);
	assert.equal((await clerk.ask('/hotline/columns', { method: 'POST', body })).status, 303);
	const page = (await clerk.get('/hotline?view=all')).text;
	assert.deepEqual(heads(page).slice(0, 3), ['编号', '诉求', '状态']);
	assert.match(page, /class="tbl cards dense"/);
	assert.equal(rows(page).length, 50);
	assert.equal(rows((await chief.get('/hotline?view=all')).text).length, 20);
	await clerk.post('/hotline/columns', { reset: '1', rows: '20' });
	assert.ok(heads((await clerk.get('/hotline?view=all')).text).length > 4);
});

test('a batch answers for each record: done, or refused with its reason', async () => {
	const open = (await chief.json('/clue.json?view=open')).body.records, nobodys = '12345';
	const people = (await chief.json('/person.json?view=all')).body.records;
	assert.ok(open.length, 'the demo has open clues');
	const ids = [...open.map(r => r.id), nobodys].join(',');
	const form = await chief.post('/clue/batch', { ids, verb: 'hand_over' });
	assert.equal(form.status, 200);
	assert.match(form.text, new RegExp(`已选 ${open.length + 1} 件`));
	const batch = form.text.match(/name="batch" value="(\d+)"/)[1];
	const fields = { ids, batch, to: people.find(p => p.id !== open[0].handler).id, reason: '科室分工调整' };
	const taken = await chief.post('/clue/batch/hand_over', fields);
	assert.equal(taken.status, 303, taken.text.slice(0, 300));
	const answers = (await chief.json(taken.headers.get('location'))).body;
	assert.equal(answers.length, open.length + 1);
	for (const a of answers)
		assert.ok(a.done || a.say, `${a.id} has neither been done nor been told why`);
	assert.match(answers.find(a => a.id === nobodys).say, /没有这条记录/);
	assert.ok(answers.some(a => a.done));
	const version = (await chief.json(`/clue/${open[0].id}.json`)).body.version;
	const again = await chief.post('/clue/batch/hand_over', fields);
	assert.equal(again.headers.get('location'), taken.headers.get('location'));
	assert.equal((await chief.json(`/clue/${open[0].id}.json`)).body.version, version, 'sent twice, taken once');
	assert.equal((await clerk.get(taken.headers.get('location'))).status, 404, 'the answers are those of the account');
});

test('a legal act is never batched, nor is nothing, nor a step of another post', async () => {
	const some = (await chief.json('/case.json?view=all')).body.records[0].id;
	for (const verb of ['decide', 'notify', 'serve', 'nothing'])
		assert.equal((await chief.post('/case/batch', { ids: some, verb })).status, 403, verb);
	assert.equal((await chief.post('/case/batch', { ids: '', verb: 'hand_over' })).status, 422);
	assert.equal((await clerk.post('/case/batch', { ids: some, verb: 'hand_over' })).status, 403);
});

test('the desk of an officer begins with what he has in hand, its lanes beside it, nearest day first; others begin with all', async () => {
	const officer = await site.sign_in('officer');
	const page = (await officer.get('/')).text;
	const mine = page.slice(page.indexOf('id="mine"')).split('</section>')[0];
	const ids = [...mine.matchAll(/<li data-id="(\d+)"/g)].map(m => m[1]);
	const open = (await officer.json('/case.json?view=mine')).body.records.map(c => c.id);
	assert.ok(open.length > 0 && open.every(id => ids.includes(id)), 'every case in hand is there');
	const days = [...mine.matchAll(/ (\d{4}-\d\d-\d\d) 星期[一二三四五六日]</g)].map(m => m[1]);
	assert.ok(days.length > 0);
	assert.deepEqual(days, [...days].sort());
	assert.match(page, /href="\/\?scope=mine" aria-current="true">我经办/);
	assert.doesNotMatch((await officer.get('/?scope=all')).text, /id="mine"/);
	assert.match((await clerk.get('/')).text, /href="\/\?scope=all" aria-current="true">全局/);
	assert.ok((await officer.json('/')).body.length > days.length, 'programs are told all');
});

test('the month on the desk: each number is the way to its list, which has as many', async () => {
	const page = (await clerk.get('/?scope=all')).text, month = page.slice(page.indexOf('id="month"')).split('</section>')[0];
	const cells = [...month.matchAll(/<a href="\/(\w+)\?(view=all&amp;where=(?:begun_on|ended_on)[^"]+)">(\d+)</g)];
	assert.ok(cells.some(c => c[2].includes('ended_on')) && cells.some(c => c[2].includes('begun_on')));
	for (const [, ledger, query, n] of cells.slice(0, 6))
		assert.equal((await clerk.json(`/${ledger}.json?${query.replaceAll('&amp;', '&')}&size=200`)).body.records.length, +n, `${ledger} ${query}`);
});
