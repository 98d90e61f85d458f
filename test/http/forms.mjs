/*
 * forms.mjs - what is typed is never lost: drafts, conflicts, checks while typing, rows without script
 *
 *     YIFA=build/yifa node --test test/http/forms.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, clerk, clerk2, record;

before(async () => {
	site = await serve();
	clerk = await site.sign_in('clerk');
	clerk2 = await site.sign_in('clerk2');
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'F-1', kind: 'complaint',
		subject: '包间烟雾大', received_at: '2024-12-19T09:00', received_on: '2024-12-19' });
	record = begun.body.href;
});
after(() => site?.stop());

const value = (text, name) => text.match(new RegExp(`<input[^>]*value="([^"]*)"[^>]* name="${name}"`))?.[1]
	?? text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? text.match(new RegExp(`name="${name}"[^>]*>\\n?([^<]*)</textarea>`))?.[1];

test('a draft is kept for one account and one form, comes back, and can be thrown away', async () => {
	const to = '/hotline/new/receive';
	const saved = await clerk.post(`${to}/draft`, { subject: '写到一半', ticket_number: 'F-9' }, { accept: 'application/json' });
	assert.match(JSON.parse(saved.text).saved, /^\d\d:\d\d$/);
	const back = (await clerk.get(to)).text;
	assert.match(back, /草稿 \d\d-\d\d \d\d:\d\d 保存/);
	assert.equal(value(back, 'subject'), '写到一半');
	assert.doesNotMatch((await clerk2.get(to)).text, /写到一半/);
	assert.equal((await clerk.post(`${to}/draft`, { drop: '1' })).status, 303);
	assert.doesNotMatch((await clerk.get(to)).text, /写到一半/);
});

test('without script the button saves the draft and says so', async () => {
	const answer = await clerk.post(`${record}/accept/draft`, { accepted_at: '2024-12-19T10:00' });
	assert.equal(answer.headers.get('location'), `${record}/accept`);
	const page = (await clerk.get(`${record}/accept`)).text;
	assert.match(page, /已保存草稿/);
	assert.match(page, /2024-12-19T10:00/);
});

test('a step that is taken takes its draft along', async () => {
	const made = await clerk.post_json('/hotline/new/receive', { ticket_number: 'F-2', kind: 'complaint', subject: '二',
		received_at: '2024-12-19T09:00', received_on: '2024-12-19' });
	const at = made.body.href;
	await clerk.post(`${at}/amend/draft?fields=subject`, { subject: '改到一半', reason: '笔误', version: '1' });
	assert.match((await clerk.get(`${at}/amend?fields=subject`)).text, /改到一半/);
	assert.doesNotMatch((await clerk.get(`${at}/amend?fields=kind`)).text, /改到一半/);
	const version = value((await clerk.get(`${at}/amend?fields=subject`)).text, 'version');
	assert.equal((await clerk.post(`${at}/amend?fields=subject`, { subject: '改好', reason: '笔误', version })).status, 303);
	assert.doesNotMatch((await clerk.get(`${at}/amend?fields=subject`)).text, /data-t="draft"/);
});

test('bugbank 29, 30: editing after a change in another tab or by another person shows both versions', async () => {
	const to = `${record}/amend?fields=subject`;
	const mine = (await clerk.get(to)).text, theirs = (await clerk2.get(to)).text;
	assert.equal((await clerk2.post(to, { subject: '别人的写法', reason: '补充', version: value(theirs, 'version') })).status, 303);
	const met = await clerk.post(to, { subject: '我的写法', reason: '笔误', version: value(mine, 'version') });
	assert.equal(met.status, 409);
	assert.match(met.text, /data-t="versus"/);
	assert.equal(met.text.match(/id="f-(reason|why)"/g).length, 1, 'why it is amended is asked once');
	assert.match(met.text, /打开时的内容<\/th><th scope="col">您填写的<\/th><th scope="col">现在的内容/);
	assert.match(met.text, /data-t="versus-subject"><th scope="row">[^<]+<\/th><td data-l="打开时的内容">(?!（)[^<]+<\/td>/, 'what stood there when it was opened');
	assert.match(met.text, /value="mine" checked/);
	assert.match(met.text, /我的写法/);
	assert.match(met.text, /别人的写法/);
	assert.match((await clerk.json(`${record}.json`)).body.fields.subject, /别人的写法/, 'nothing was overwritten');
	const version = value(met.text, 'version');
	assert.ok(+version > +value(mine, 'version'));
	const kept = await clerk.post(to, { subject: '我的写法', reason: '笔误', version, 'keep.subject': 'mine' });
	assert.equal(kept.status, 303);
	assert.equal((await clerk.json(`${record}.json`)).body.fields.subject, '我的写法');
});

test('bugbank 30: who did not touch a field does not undo it; what only one has changed is no question; what was typed is kept as a draft', async () => {
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'F-3a', kind: 'complaint', subject: '原来的', received_at: '2024-12-19T09:00', received_on: '2024-12-19' });
	const to = `${begun.body.href}/amend?fields=subject,kind`;
	const version = value((await clerk.get(to)).text, 'version');
	assert.equal((await clerk2.post(`${begun.body.href}/amend?fields=subject`, { subject: '他人改的', reason: '补充', version })).status, 303);
	const met = await clerk.post(to, { subject: '原来的', kind: 'advice', reason: '类别不对', version });
	assert.equal(met.status, 409);
	assert.match(met.text, /name="keep.subject" value="theirs" checked/);
	assert.doesNotMatch(met.text, /name="keep.kind"/, 'nobody else has changed it');
	const again = (await clerk.get(to)).text;
	assert.match(again, /data-t="draft"/);
	assert.match(again, /<option value="advice" selected>/);
	assert.equal((await clerk.post(to, { subject: '原来的', kind: 'advice', reason: '类别不对', version: value(met.text, 'version'), 'keep.subject': 'theirs' })).status, 303);
	const now = (await clerk.json(`${begun.body.href}.json`)).body.fields;
	assert.deepEqual([now.subject, now.kind], ['他人改的', 'advice']);
	assert.doesNotMatch((await clerk.get(to)).text, /data-t="draft"/, 'the draft went with the step');
});

test('bugbank 29: theirs is kept when it is chosen, and the rest of the form is taken', async () => {
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'F-3', kind: 'complaint', subject: '三',
		received_at: '2024-12-19T09:00', received_on: '2024-12-19' });
	const to = `${begun.body.href}/amend?fields=subject,kind`;
	const version = value((await clerk.get(to)).text, 'version');
	await clerk2.post(`${begun.body.href}/amend?fields=subject`, { subject: '新的', reason: '补充', version });
	const met = await clerk.post(to, { subject: '旧的', kind: 'advice', reason: '类别不对', version });
	assert.equal(met.status, 409);
	assert.equal((await clerk.post(to, { subject: '旧的', kind: 'advice', reason: '类别不对', version: value(met.text, 'version'), 'keep.subject': 'theirs' })).status, 303);
	const now = (await clerk.json(`${begun.body.href}.json`)).body.fields;
	assert.equal(now.subject, '新的');
	assert.equal(now.kind, 'advice');
});

test('bugbank 29: a draft of an older state ends in the conflict, not in an overwrite', async () => {
	const begun = await clerk.post_json('/hotline/new/receive', { ticket_number: 'F-4', kind: 'complaint', subject: '四',
		received_at: '2024-12-19T09:00', received_on: '2024-12-19' });
	const to = `${begun.body.href}/amend?fields=subject`;
	const version = value((await clerk.get(to)).text, 'version');
	await clerk.post(`${begun.body.href}/amend/draft?fields=subject`, { subject: '草稿里的', reason: '笔误', version });
	await clerk2.post(to, { subject: '后来的', reason: '补充', version });
	const restored = (await clerk.get(to)).text;
	assert.match(restored, /草稿里的/);
	const sent = await clerk.post(to, { subject: '草稿里的', reason: '笔误', version: value(restored, 'version') });
	assert.equal(sent.status, 409);
});

test('a value is checked by the rules of the step while it is typed', async () => {
	const ask = async (ledger, field, v) => {
		const answer = await clerk.post(`/${ledger}/check`, { field, value: v });
		return answer.status === 200 ? JSON.parse(answer.text) : answer.status;
	};
	assert.equal((await ask('operator', 'uscc', '91310000MA1K35YX4T')).ok, false);
	assert.ok((await ask('operator', 'uscc', '91310000MA1K35YX4T')).say);
	assert.equal((await ask('hotline', 'received_on', '2024-02-30')).ok, false);
	assert.equal((await ask('hotline', 'received_on', '2024-02-29')).ok, true);
	assert.equal(await ask('hotline', 'nothing', '1'), 404);
	assert.equal(await ask('case', 'power_item', '1'), 404, 'references are asked when the step is taken');
});

test('rows are added without script, and what was typed stays', async () => {
	const form = '/hotline/new/receive';
	const page = (await clerk.get(form)).text, rows = page.match(/name="more" value="(\w+)"/)?.[1];
	assert.ok(rows, `${form} has rows`);
	const first = page.match(new RegExp(`name="(${rows}\\.1\\.\\w+)" `))?.[1] ?? page.match(new RegExp(`name="(${rows}\\.1\\.(?!n")\\w+)"`))[1];
	const last = first.replace('.1.', '.3.');
	const more = await clerk.post(form, { [last]: '第三行', more: rows });
	assert.equal(more.status, 200);
	assert.match(more.text, /第三行/);
	assert.match(more.text, new RegExp(`${rows}\\.6\\.`), 'three empty rows follow the last one filled');
});

test('a form that is sent twice, at once or by going back, is taken once; changed and sent again it says so', async () => {
	const form = async () => (await clerk.get('/hotline/new/receive')).text.match(/name="once" value="([0-9a-f]{64})"/)[1];
	const once = await form(), count = async () => (await clerk.json('/hotline.json?view=all&q=' + encodeURIComponent('按了两下'))).body.count;
	const fields = { once, ticket_number: 'B-两下', kind: 'complaint', subject: '按了两下', received_at: '2024-12-20T09:00', received_on: '2024-12-20' };

	assert.notEqual(once, await form(), 'each form has a name of its own');
	assert.equal((await clerk.post('/hotline/new/receive', { ...fields, subject: '' })).status, 422, 'a refusal uses the name up for nothing');
	const both = await Promise.all([1, 2].map(() => clerk.post('/hotline/new/receive', fields)));
	assert.deepEqual(both.map(a => a.status), [303, 303], both.map(a => a.text).join());
	assert.equal(both[0].headers.get('location'), both[1].headers.get('location'));
	assert.equal(await count(), 1);
	assert.equal((await clerk.post('/hotline/new/receive', fields)).headers.get('location'), both[0].headers.get('location'));
	const back = await clerk.post('/hotline/new/receive', { ...fields, subject: '按了两下，又改了' });
	assert.equal(back.status, 422);
	assert.match(back.text, /这张表已经办理过/);
	assert.match(back.text, /按了两下，又改了/, 'what was typed stays');
	assert.equal(await count(), 1);
	const again = back.text.match(/name="once" value="([0-9a-f]+)"/)[1];
	assert.equal((await clerk.post('/hotline/new/receive', { ...fields, once: again, ticket_number: 'B-两下之二', subject: '按了两下，又改了' })).status, 303);
	assert.equal(await count(), 2);
	assert.equal((await clerk.post('/hotline/new/receive', { ...fields, once: 'x y' })).status, 400);
});

test('a draft outlives the session and a killed program', async () => {
	const to = '/hotline/new/receive';
	const saved = await clerk.post(`${to}/draft`, { subject: '退出之前写的' }, { accept: 'application/json' });
	assert.match(JSON.parse(saved.text).saved, /^\d\d:\d\d$/);
	await clerk.post('/sign-out', {});
	assert.notEqual((await clerk.ask(to)).status, 200, 'signed out');
	await site.again();
	clerk = await site.sign_in('clerk');
	assert.equal(value((await clerk.get(to)).text, 'subject'), '退出之前写的');
});
