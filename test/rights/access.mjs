/*
 * access.mjs - the same rights through every channel: page, JSON, csv, record behind a figure, search,
 * steps; second factors; three administrators; two people at once on shared workers
 *
 *     YIFA=build/yifa node --test test/rights/access.mjs
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

const names = ['clerk', 'clerk2', 'officer', 'chief', 'market', 'legal', 'reviewer', 'secretary', 'disclosure', 'deputy', 'leader', 'head', 'system', 'security', 'audit'];
const ledgers = ['case', 'petition', 'hotline', 'contract', 'inspection', 'legal_review', 'info_request', 'discipline', 'person'];
let site, people;

before(async () => {
	site = await serve({ prepare: run => {
		run('user', 'add', 'city', '--user', 'system');
		run('user', 'roles', 'city', '--roles', 'superior', '--user', 'security');
	} });
	people = Object.fromEntries(await Promise.all(names.map(async n => [n, await site.sign_in(n)])));
});
after(async () => { assert.equal(await site.stop(), 0); });

const all_of = async (who, ledger) => {
	const ids = [];
	let next = `/${ledger}.json?view=all`;

	while (next) {
		const page = await who.get(next);
		if (page.status !== 200) return null;
		const answer = JSON.parse(page.text);
		ids.push(...answer.records.map(r => r.id));
		next = answer.next?.replace('?', '.json?');
	}
	return ids;
};

test('list is contained in what may be opened, and what is not listed does not open (3, 15)', async () => {
	const clerk = people.clerk;

	for (const ledger of ledgers) {
		const known = await all_of(clerk, ledger) ?? [];
		for (const name of names) {
			const seen = await all_of(people[name], ledger);
			for (const id of (seen ?? []).slice(0, 3))
				assert.equal((await people[name].get(`/${ledger}/${id}`)).status, 200, `${name} lists ${ledger} ${id}`);
			const hidden = known.find(id => seen && !seen.includes(id));
			if (!hidden) continue;
			for (const path of [`/${ledger}/${hidden}`, `/${ledger}/${hidden}.json`, `/${ledger}/${hidden}/why/view`]) {
				const status = (await people[name].get(path)).status;
				assert.ok(status === 404 || status === 200 && ['legal_review', 'info_request'].includes(ledger), `${name} ${path}: ${status}`);
			}
		}
	}
});

test('a section sees its own cases and another none, through page, JSON, why and step', async () => {
	const mine = await all_of(people.officer, 'case'), theirs = await all_of(people.market, 'case');

	assert.ok(mine.length > 20);
	assert.deepEqual(theirs, []);
	for (const path of [`/case/${mine[0]}`, `/case/${mine[0]}.json`, `/case/${mine[0]}/decide`, `/case/${mine[0]}/why/decide`])
		assert.equal((await people.market.get(path)).status, 404, path);
});

test('the three administrators open no ledger of the bureau, no figure, no report', async () => {
	for (const name of ['system', 'security', 'audit']) {
		for (const ledger of ledgers.filter(l => l !== 'person'))
			assert.equal((await people[name].get(`/${ledger}`)).status, 403, `${name} ${ledger}`);
		assert.equal((await people[name].get('/figure/case.total?year=2024')).status, 403);
		assert.equal((await people[name].get('/report/annual/2024')).status, 403);
		assert.equal((await people[name].get('/admin')).status, 200);
	}
	for (const name of ['clerk', 'head', 'chief'])
		for (const path of ['/admin', '/admin/deputies', '/admin/sessions', '/admin/settings', '/admin/journal'])
			assert.equal((await people[name].get(path)).status, 403, `${name} ${path}`);
});

async function form(who, page, action, fields) {
	const text = (await who.get(page)).text, csrf = text.match(/name="csrf" value="([^"]+)"/)[1];
	const body = new URLSearchParams({ csrf, ...fields });

	return who.ask(action, { method: 'POST', body });
}

test('none of the three does the work of another', async () => {
	const { system, security, audit } = people;
	const opened = await form(system, '/admin', '/admin/account', { name: 'newcomer', person: '' });

	assert.equal(opened.status, 303);
	const path = opened.headers.get('location');
	const post_of = { roles: 'clerk', from: '2024-01-01', to: '', section: '', basis: 'x' };
	assert.equal((await form(system, path, `${path}/post`, post_of)).status, 422);
	assert.equal((await form(audit, '/account', `${path}/post`, post_of)).status, 422);
	assert.equal((await form(audit, '/account', `${path}/close`, {})).status, 422);
	assert.equal((await form(security, '/account', `${path}/close`, {})).status, 422);
	assert.equal((await form(security, '/account', '/admin/account', { name: 'another' })).status, 422);
	assert.equal((await form(security, path, `${path}/post`, post_of)).status, 303);
	const twice = await form(security, path, `${path}/post`, { ...post_of, roles: 'audit_admin' });
	assert.equal(twice.status, 422);
	assert.match(twice.text, /互不兼任/);
	assert.equal((await form(system, path, `${path}/password`, { password: 'wren kettle plume' })).status, 303);
	const newcomer = await site.sign_in('newcomer', 'wren kettle plume');
	assert.equal((await newcomer.get('/case')).status, 200);
	assert.equal((await form(system, path, `${path}/close`, {})).status, 303);
	assert.equal((await newcomer.get('/case')).status, 303);
	const journal = (await audit.get('/admin/journal')).text;
	for (const verb of ['add', 'post', 'passwd', 'close']) assert.match(journal, new RegExp(`<td>${verb}</td>`));
});

/* The code of a base32 seed at an instant of the server. */
function code_of(seed, seconds) {
	const bits = [...seed.replace(/=+$/, '')].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
	const hash = createHmac('sha1', key).update(step).digest(), at = hash[19] & 15;
	return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}
/* The demo's clock begins at nine o'clock and goes a second with each request. */
const nine = Date.parse('2024-12-20T09:00:00+08:00') / 1000;

test('an authenticator: enrolled with a code of it, asked at sign-in, each code once, recovery codes once', async () => {
	const who = people.leader, page = (await who.get('/account/totp')).text;
	const field = name => page.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
	const seed = field('seed'), sealed = field('sealed');

	assert.equal((await who.ask('/account/totp', { method: 'POST', body: new URLSearchParams({ csrf: field('csrf'), seed, sealed, again: site.password, code: '000000' }) })).status, 422);
	let now = nine, done;
	do {
		done = await who.ask('/account/totp', { method: 'POST', body: new URLSearchParams({ csrf: field('csrf'), seed, sealed, again: site.password, code: code_of(seed, now) }) });
		now += 30;
	} while (done.status !== 200 && now < nine + 3600);
	assert.equal(done.status, 200);
	const codes = [...done.text.matchAll(/<li><code>([^<]+)</g)].map(m => m[1]);
	assert.equal(codes.length, 10);

	const half = async () => {
		const answer = await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'leader', password: site.password }) });
		assert.equal(answer.status, 200);
		assert.match(answer.text, /第二步/);
		return site.stranger(answer.headers.get('set-cookie').split(';')[0]);
	};
	const give = (visitor, code) => visitor.ask('/sign-in/code', { method: 'POST', body: new URLSearchParams({ code }) });
	const one = await half();
	assert.equal((await one.get('/case')).status, 303, 'half a session opens nothing');
	assert.equal((await give(one, code_of(seed, now - 30))).status, 422, 'the code of enrolling is used');
	assert.equal((await give(one, code_of(seed, now))).status, 303);
	assert.equal((await one.get('/case')).status, 200);
	const two = await half();
	assert.equal((await give(two, codes[0])).status, 303);
	const three = await half();
	assert.equal((await give(three, codes[0])).status, 422, 'a recovery code is good once');
	for (let i = 0; i < 5; i++) await give(three, '123456');
	assert.match((await give(three, codes[1])).text, /次数过多/);
});

test('a password is changed with the old one, ends other sessions, and must be fit', async () => {
	const here = await site.sign_in('market'), there = await site.sign_in('market');
	const change = (old, password) => form(here, '/account', '/account/password', { old, password });

	assert.equal((await change('wrong', 'wren kettle plume')).status, 422);
	for (const bad of ['short', 'Password123!', '1234567890123', 'aaaaaaaaaaaa', 'market-of-things', site.password])
		assert.equal((await change(site.password, bad)).status, 422, bad);
	assert.equal((await change(site.password, 'wren kettle plume')).status, 303);
	assert.equal((await here.get('/')).status, 200);
	assert.equal((await there.get('/')).status, 303);
});

test('requests of two users on shared workers never mix (9)', async () => {
	const ask = name => people[name].get('/account').then(a => {
		const m = a.text.match(/<h1[^>]*>我的账户<\/h1>[\s\S]{0,200}/);
		assert.ok(m && m[0].includes(name), `${name} got another's page`);
	});

	/* Fewer at a time than the server has places, or those of an earlier test make room for these. */
	for (let wave = 0; wave < 3; wave++)
		await Promise.all(Array.from({ length: 20 }, () => ['officer', 'clerk', 'audit', 'head']).flat().map(ask));
});

test('who is shown some fields only reads neither the title nor the reasons behind them', async () => {
	execFileSync('sqlite3', [`${site.dir}/yifa.db`, "UPDATE accounts SET hash = (SELECT hash FROM accounts WHERE name = 'clerk') WHERE name = 'city'"]);
	const superior = await site.sign_in('city');
	const list = (await people.head.json('/case?view=all&size=20')).body.records;
	let said = 0;

	for (const { number, title, href } of list) {
		const told = (await superior.json(href)).body;
		assert.notEqual(title, number);
		assert.equal(told.title, number);
		assert.equal(told.fields.facts, undefined);
		for (const entry of (await superior.json(`${href}/journal`)).body)
			assert.equal(entry.why, '');
		said += (await people.head.json(`${href}/journal`)).body.filter(e => e.why).length;
	}
	assert.ok(said, 'the bureau itself reads the reasons');
});

test('what one may not see is no condition of a list, and none of an export', async () => {
	const superior = await site.sign_in('city'), where = 'petitioner=陈某', refused = /这一项不在您的权限内/;

	assert.match((await superior.get(`/petition?view=all&where=${encodeURIComponent(where)}`)).text, refused);
	for (const format of ['csv', 'xlsx', 'json']) {
		const answer = await superior.post('/petition/export', { format, purpose: 'other', why: '核对', where });
		assert.notEqual(answer.status, 200, format);
		if (answer.status !== 303) assert.match(answer.text, refused, format);
		else assert.equal((await superior.json(answer.headers.get('location'))).body.state, 'refused');
	}
});
