/*
 * attack2.mjs - what a hostile visitor tries with the newer ways in: second factors, drafts, jobs,
 * tokens, views, batches
 *
 *     YIFA=build/yifa node --test test/http/attack2.mjs
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';

let site, officer, clerk, system, writer, reader;
const made = {};

before(async () => {
	site = await serve({ prepare: run => {
		made.writer = run('token', 'add', 'writer', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', '*', '--no-read');
		made.reader = run('token', 'add', 'reader', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', '*');
	} });
	[officer, clerk, system] = await Promise.all(['officer', 'clerk', 'system'].map(name => site.sign_in(name)));
	[writer, reader] = ['writer', 'reader'].map(key => site.bearer(made[key]));
});
after(async () => { assert.equal(await site.stop(), 0); });

/* RFC 6238 over the Base32 of the page. */
function code_of(seed, at) {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bits = [...seed.replace(/=+$/, '')].map(c => letters.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2))), step = Buffer.alloc(8);

	step.writeBigUInt64BE(BigInt(Math.floor(at / 30)));
	const mac = createHmac('sha1', key).update(step).digest(), o = mac[19] & 15;
	return String((mac.readUInt32BE(o) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const nine = Date.parse(`${TODAY}T09:00:00+08:00`) / 1000;
const ticket = number => ({ ticket_number: number, kind: 'complaint', subject: '噪声扰民', received_at: `${TODAY}T09:00`, received_on: TODAY });

/* What the page of enrolling says, and what it answers to a code that is right. */
async function enrolling(who) {
	const page = (await who.get('/account/totp')).text;
	const field = name => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';

	return { page, seed: field('seed'), sealed: field('sealed') };
}

async function enrol(who, { seed, sealed }, more) {
	for (let at = nine; at < nine + 600; at += 30) {
		const answer = await who.post('/account/totp', { seed, sealed, code: code_of(seed, at), ...more });
		if (answer.status === 200) return { ...answer, at };
	}
	return { status: 422 };
}

/* ---- second factors ---- */

test('a stolen session enrols no authenticator and so proves nothing to a step that asks for one', async () => {
	const who = await site.sign_in('market'), page = await enrolling(who);

	assert.notEqual(page.seed, '');
	assert.equal((await enrol(who, page, {})).status, 422, 'without the password');
	assert.match((await who.get('/account')).text, /没有登记。登记后/);
});

test('an authenticator is not replaced without its own code; its codes are not guessed by any way', async () => {
	const who = await site.sign_in('deputy'), page = await enrolling(who);
	const done = await enrol(who, page, { again: site.password });

	assert.equal(done.status, 200);
	const again = await enrolling(who);
	assert.equal(again.seed, '', 'no new seed is offered');
	assert.equal((await enrol(who, { seed: page.seed, sealed: page.sealed }, { again: site.password })).status, 422, 'the page of before is no way in');
	for (let i = 0; i < 5; i++)
		assert.equal((await who.post('/account/verify', { code: '00000' + i })).status, 422);
	const right = done.text.match(/<li><code>([^<]+)</)[1];
	assert.match((await who.post('/account/verify', { code: right })).text, /次数过多/);
	assert.match((await who.post('/account/totp-off', { code: right })).text, /次数过多/);
});

test('a password that an administrator sets ends what was opened with the old one', async () => {
	const stolen = await site.sign_in('officer2');
	const href = (await system.get('/admin')).text.match(/href="(\/admin\/account\/\d+)">officer2</)[1];

	assert.equal((await stolen.get('/')).status, 200);
	assert.equal((await system.post(`${href}/password`, { password: '另设一个很长的口令-2024' })).status, 303);
	assert.equal((await stolen.get('/')).status, 303);
});

/* ---- what others did ---- */

test('the list of jobs tells an administrator that there is one, not what is in it', async () => {
	const form = new FormData();

	form.set('csrf', await clerk.token());
	form.set('mode', 'live');
	form.set('file', new Blob(['ticket_number,subject\nGEHEIM-1,邻居王某的隐私\n'], { type: 'text/csv' }), '王某举报名单.csv');
	const sent = await clerk.ask('/hotline/import', { method: 'POST', body: form });
	assert.equal(sent.status, 303, sent.text);
	const id = sent.headers.get('location').match(/\d+$/)[0];
	assert.match((await clerk.get('/jobs')).text, /王某举报名单/);
	for (const path of ['/jobs', `/jobs/${id}`])
		for (const accept of ['application/json', 'text/html']) {
			const answer = await system.get(path, { accept });
			assert.equal(answer.status, 200);
			assert.doesNotMatch(answer.text, /王某|GEHEIM|hotline/, `${path} as ${accept}`);
		}
	assert.equal((await officer.get(`/jobs/${id}`)).status, 404);
});

/* ---- tokens that only write ---- */

test('a token that only writes reads nothing: not by a conflict, not by files, not by a name of another', async () => {
	const begun = await reader.send('/hotline/new/receive', ticket('A2-1'), { 'Idempotency-Key': 'a2-1' });
	assert.equal(begun.status, 201);
	assert.ok(begun.body.record);
	const same = await writer.send('/hotline/new/receive', ticket('A2-1'), { 'Idempotency-Key': 'a2-1' });
	assert.doesNotMatch(same.text, /噪声扰民/, 'the answer of another token');
	const conflict = await writer.send(`${begun.body.href}/accept`, { version: begun.body.version + 7, accepted_at: `${TODAY}T09:30` });
	assert.equal(conflict.status, 409);
	assert.equal(conflict.body.record, null);
});

/* ---- what costs ---- */

test('drafts of an account do not grow without end', async () => {
	const record = (await clerk.json('/hotline?view=all')).body.records[0];
	let last;

	for (let i = 0; i < 130; i++) {
		last = await clerk.ask(`${record.href}/amend/draft?fields=subject,x${i}`, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams({ csrf: await clerk.token(), reason: `r${i}` }) });
		assert.equal(last.status, 200, last.text);
	}
	const kept = async i => (await clerk.get(`${record.href}/amend?fields=subject,x${i}`)).text.includes(`r${i}</textarea>`);
	assert.equal(await kept(129), true);
	assert.equal(await kept(3), false);
});

test('columns are kept once each, however often they are sent', async () => {
	const began = Date.now(), body = new URLSearchParams({ csrf: await clerk.token(), density: 'x'.repeat(90000), rows: '9'.repeat(500) });

	for (let i = 0; i < 7900; i++) body.append('column', 'number');
	assert.equal((await clerk.ask('/hotline/columns', { method: 'POST', body })).status, 303);
	assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms`);
	const page = await clerk.get('/hotline?view=all');
	assert.equal(page.status, 200);
	assert.ok(page.text.length < 400000, `${page.text.length} bytes`);
	await clerk.post('/hotline/columns', { reset: '1' });
});

test('tokens: no names without end, no lists that nobody can look through', async () => {
	const who = await site.sign_in('secretary'), make = more => who.post_json('/tokens', { name: 'x', ledgers: 'hotline', ...more });

	assert.equal((await make({ name: '长'.repeat(3000) })).status, 422);
	assert.equal((await make({ verbs: 'a,'.repeat(9000) })).status, 422);
	for (let i = 0; i < 50; i++)
		assert.equal((await make({})).status, 201);
	assert.equal((await make({})).status, 422);
});

test('a name, a query or a header of the answer holds no line of its own', async () => {
	const evil = 'view=all\r\nSet-Cookie: yifa=evil\r\n\r\n<script>';
	for (const [path, fields] of [['/hotline/columns', { query: evil, reset: '1' }], ['/hotline/views', { name: '甲', query: evil }]]) {
		const answer = await clerk.post(path, fields);
		assert.equal(answer.headers.get('set-cookie'), null);
		assert.ok([303, 400, 422].includes(answer.status), `${path}: ${answer.status}`);
		if (answer.status === 303) assert.ok(answer.headers.get('location'), `${path}: a way back`);
	}
});
