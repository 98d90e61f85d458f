/*
 * attack.mjs - what a hostile visitor, signed in or not, tries: rights by every way, forms that
 * give out what pages mask, requests that cost more to answer than to send
 *
 *     YIFA=build/yifa node --test test/http/attack.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { serve, TODAY } from './_serve.mjs';

let site, officer, clerk, chief, head, system;

before(async () => {
	site = await serve();
	[officer, clerk, chief, head, system] = await Promise.all(['officer', 'clerk', 'chief', 'head', 'system'].map(name => site.sign_in(name)));
});
after(async () => { assert.equal(await site.stop(), 0); });

const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const ask = where => `?view=all&where=${encodeURIComponent(where)}`;

/* Bytes as they are; what came back until the connection ended, and after how many milliseconds. */
function raw(text, milliseconds = 60000) {
	const { hostname, port } = new URL(site.base), began = Date.now();

	return new Promise(done => {
		const socket = connect(+port, hostname, () => socket.write(text));
		let answer = '';

		socket.setTimeout(milliseconds, () => socket.destroy());
		socket.on('data', data => { answer += data; });
		socket.on('error', () => {});
		socket.on('close', () => done({ answer, took: Date.now() - began }));
	});
}

/* ---- signing in ---- */

test('a name that nobody has locks as others do, with the same words', async () => {
	const say = async name => (await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name, password: 'wrong' }) })).text
		.match(/data-t="refusals">([^<]*)/)[1].replace(/\d\d:\d\d/, '');
	const known = [], unknown = [];

	for (let i = 0; i < 7; i++) {
		known.push(await say('security'));
		unknown.push(await say('nobody-of-that-name'));
	}
	assert.deepEqual(unknown, known);
	assert.match(known[4], /锁定至/);
});

test('tries sent all at once are no more tries', async () => {
	const tries = await Promise.all(Array.from({ length: 12 }, () => site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'leader', password: 'wrong' }) })));
	const right = await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'leader', password: site.password }) });

	assert.ok(tries.every(t => t.status === 422));
	assert.equal(right.status, 422);
	assert.match(right.text, /锁定至/);
});

test('a session is not adopted, its cookie is out of reach of scripts, and signing in again ends it', async () => {
	const fixed = await fetch(`${site.base}/sign-in`, { method: 'POST', redirect: 'manual', headers: { cookie: 'yifa=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, body: new URLSearchParams({ name: 'legal', password: site.password }) });
	const cookie = fixed.headers.get('set-cookie');

	assert.doesNotMatch(cookie, /yifa=aaaa/);
	assert.match(cookie, /HttpOnly/);
	assert.match(cookie, /SameSite=Lax/);
	const first = cookie.split(';')[0];
	await fetch(`${site.base}/sign-in`, { method: 'POST', redirect: 'manual', headers: { cookie: first }, body: new URLSearchParams({ name: 'legal', password: site.password }) });
	assert.equal((await fetch(`${site.base}/`, { redirect: 'manual', headers: { cookie: first } })).status, 303);
});

test('signing in leads to our own pages only', async () => {
	for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example', 'javascript:alert(1)']) {
		const answer = await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'clerk', password: site.password, to }) });
		assert.equal(answer.headers.get('location'), '/', to);
	}
});

/* ---- rights by every way ---- */

test('a petition against officials is closed to all but the heads, by every way', async () => {
	const all = (await head.json('/petition.json?view=all')).body.records;
	const secret = all.filter(p => p.fields.route === 'accusation');

	assert.ok(all.length > secret.length);
	for (const who of [officer, clerk, chief]) {
		const listed = new Set((await who.json('/petition.json?view=all')).body.records?.map(p => p.id));
		for (const p of secret) {
			const own = p.begun_by && (await who.get(`/petition/${p.id}`)).status === 200;
			if (own) continue;
			assert.ok(!listed.has(p.id));
			for (const end of ['', '.json', '/amend', '/clock/reply', '/clock/reply.json'])
				assert.equal((await who.get(`/petition/${p.id}${end}`)).status, 404, end);
		}
	}
	assert.equal((await system.get('/petition')).status, 403);
});

test('what stands behind a figure is no more than what may be viewed', async () => {
	const figures = [...(await head.get('/report/annual/2024')).text.matchAll(/href="\/report\/annual\/2024\?fig=([^"#]+)/g)].map(m => m[1]);

	for (const key of new Set(figures)) {
		const { status, body } = await officer.json(`/figure/${key}?year=2024`);
		assert.equal(status, 200, key);
		assert.equal(typeof body.hidden, 'number', key);
		for (const r of body.records.slice(0, 12))
			assert.equal((await officer.get(r.href)).status, 200, `${key}: ${r.href}`);
	}
});

test('the draft of the report is not for administrators', async () => {
	assert.equal((await system.get('/report/annual/2024')).status, 403);
	assert.equal((await system.get('/figure/case.total?year=2024')).status, 403);
	assert.equal((await system.get('/report/annual/2024.md')).status, 403);
});

test('links, lanes and choices of a page lead only to what may be viewed', async () => {
	for (const who of [officer, clerk])
		for (const ledger of ['case', 'inspection', 'correction', 'hazard', 'legal_review']) {
			const list = (await who.json(`/${ledger}.json?view=all`)).body.records ?? [];
			for (const record of list.slice(0, 3)) {
				const page = (await who.get(`/${ledger}/${record.id}`)).text;
				for (const [, to] of page.matchAll(/href="(\/[a-z_]+\/\d{6,})"/g))
					assert.equal((await who.get(to)).status, 200, `/${ledger}/${record.id} -> ${to}`);
			}
		}
});

/* ---- masked values ---- */

test('no form gives out what the page masks, and left empty it keeps it', async () => {
	const { body } = await clerk.post_json('/info_request/new/receive', { applicant_kind: 'citizen', applicant: '欧阳小明', contact: '天津市海澜区一号路九号楼',
		subject: '演出备案情况', channel: 'web', received_on: TODAY, confirmed_on: TODAY });
	const path = body.href, form = await clerk.get(`${path}/amend?fields=${encodeURIComponent('applicant,contact,subject')}`);

	assert.equal(form.status, 200);
	assert.doesNotMatch(form.text, /欧阳小明|一号路九号楼/);
	assert.match(form.text, /不填则保留原内容/);
	assert.match(form.text, /演出备案情况/);
	const version = form.text.match(/name="version" value="(\d+)"/)[1];
	const kept = await clerk.post(`${path}/amend?fields=${encodeURIComponent('applicant,subject')}`, { version, applicant: '', subject: '演出备案的次数', reason: '写错' });
	assert.equal(kept.status, 303, kept.text.match(/data-t="refusals"[\s\S]{0,500}/)?.[0]);
	const now = (await clerk.json(path)).body.fields;
	assert.equal(now.subject, '演出备案的次数');
	assert.match(now.applicant, /^欧/);
	assert.doesNotMatch(now.applicant, /小明/);
});

test('a form of somebody else’s step is refused, saying whose it is', async () => {
	const open = (await clerk.json('/case.json?view=open')).body.records[0];
	const answer = await clerk.get(`/case/${open.id}/decide`);

	assert.equal(answer.status, 403);
	assert.match(answer.text, /由.*办理/);
});

test('conditions tell nothing of what may not be seen', async () => {
	assert.equal((await officer.get(`/petition${ask('accused_name="张三"')}`)).status, 422);
	assert.equal((await clerk.get(`/petition${ask('phone~139')}`)).status, 422);
	assert.equal((await clerk.get(`/info_request${ask('applicant~张')}`)).status, 422);
	assert.equal((await clerk.get(`/info_request${ask('applicant="张三"')}`)).status, 200);
	assert.equal((await clerk.get('/info_request?sort=applicant')).status, 422);
});

/* ---- cost ---- */

test('small requests do not cost much', async () => {
	const began = Date.now(), token = await clerk.token();
	const json = body => clerk.ask('/hotline/new/receive', { method: 'POST', body, headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': token } });

	assert.equal((await json(JSON.stringify({ subject: Array(200000).fill('a') }))).status, 422);
	const deep = await json('['.repeat(100000));
	assert.equal(deep.status, 400);
	assert.ok(JSON.parse(deep.text).say);
	for (const body of ['a&'.repeat(500000), Array.from({ length: 30000 }, (_, i) => `parties.${i}.name=x`).join('&')])
		assert.equal((await clerk.ask('/case/new/propose', { method: 'POST', body, headers: { ...urlencoded, 'x-csrf-token': token } })).status, 400);
	assert.equal((await clerk.get(`/case${ask(Array(2000).fill('number=a').join('\n'))}`)).status, 422);
	assert.equal((await clerk.get(`/case?${'a=1&'.repeat(150)}`)).status, 400);
	assert.ok(Date.now() - began < 5000, `${Date.now() - began} ms`);
});

test('a cursor of another kind of value is no page', async () => {
	for (const after of ['tfoo.1', 'i99999999999999999999.1', 'x', 'i1', '.'])
		assert.equal((await clerk.get(`/case?after=${after}`)).status, 422, after);
});

test('text that cannot be seen or read to its end is refused beside its field', async () => {
	const send = subject => clerk.post_json('/hotline/new/receive', { ticket_number: `S-${Math.random()}`, kind: 'complaint', subject, received_at: `${TODAY}T09:00`, received_on: TODAY });

	for (const subject of ['a\u0007b', '\u202Ecod.exe', '\u2066x', '噪'.repeat(20001)]) {
		const { status, body } = await send(subject);
		assert.equal(status, 422);
		assert.equal(body.refusals[0].field, 'subject');
	}
	const said = '<script>alert(1)</script>" onload="x';
	const { body } = await send(said);
	for (const path of [body.href, `${body.href}/accept`, '/hotline?view=all', `/hotline?view=all&q=${encodeURIComponent(said)}`])
		assert.doesNotMatch((await clerk.get(path)).text, /<script[^<]*alert|" onload="x/, path);
});

test('who sends one byte a second is hung up on', { timeout: 90000 }, async () => {
	const { hostname, port } = new URL(site.base);
	const ended = await new Promise(done => {
		const began = Date.now(), socket = connect(+port, hostname, () => socket.write('GET / HTTP/1.1\r\nHost: a\r\nX: '));
		const drip = setInterval(() => socket.write('a'), 1000);

		socket.on('error', () => {});
		socket.on('close', () => { clearInterval(drip); done(Date.now() - began); });
	});

	assert.ok(ended < 40000, `${ended} ms`);
	assert.equal((await clerk.get('/ledgers')).status, 200);
});

test('other methods, bodies without end and bad escapes are answered', async () => {
	const status = async text => (await raw(text, 5000)).answer.split('\r\n')[0];

	assert.match(await status('TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 405 /);
	assert.match(await status('OPTIONS / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 405 /);
	assert.match(await status('HEAD /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 200 /);
	assert.match(await status('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 1073741824\r\n\r\nx'), / 413 /);
	assert.match(await status('GET /%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 400 /);
	assert.match(await status('GET /a%00b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 400 /);
	assert.match(await status('GET /assets/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'), / 404 /);
});
