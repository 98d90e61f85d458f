/*
 * operate.mjs - what operators rely on: health and metrics; callers that send a byte a second deny
 * nothing to others
 *
 *     YIFA=build/yifa node --test test/http/operate.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { serve, TODAY } from './_serve.mjs';

let site, clerk;
const secrets = ['李秘密', '13912345678', '91120000MA0SECRET', 'tok-never-logged'];

before(async () => { site = await serve(); clerk = await site.sign_in('clerk'); });
after(async () => { assert.equal(await site.stop(), 0); });

test('health, readiness, metrics; the last not through a proxy', async () => {
	const stranger = site.stranger();

	assert.equal((await stranger.get('/health')).text, 'ok\n');
	assert.equal((await stranger.get('/health/ready')).status, 200);
	await clerk.get('/hotline?q=%E5%BC%A0%E4%B8%89');
	const { text, headers } = await stranger.get('/metrics');
	assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
	assert.match(text, /yifa_requests_total\{route="\/\{ledger\}",status="2xx"\} \d+/);
	assert.match(text, /yifa_request_seconds_bucket\{route="\/\{ledger\}",le="\+Inf"\} [1-9]/);
	const buckets = [...text.matchAll(/yifa_request_seconds_bucket\{route="\/\{ledger\}",le="[^"]+"\} (\d+)/g)].map(m => +m[1]);
	assert.deepEqual(buckets, [...buckets].sort((a, b) => a - b));
	assert.equal(buckets.at(-1), +text.match(/yifa_request_seconds_count\{route="\/\{ledger\}"\} (\d+)/)[1]);
	for (const [name, least] of Object.entries({ yifa_pool_connections: 1, yifa_pool_connections_taken: 0, yifa_journal_tree_behind: 0, yifa_outbox_waiting: 0, yifa_outbox_given_up: 0,
		yifa_jobs_waiting: 0, yifa_jobs_running: 0, yifa_jobs_failed: 0 }))
		assert.ok(+text.match(new RegExp(`^${name} (\\d+)$`, 'm'))[1] >= least, name);
	assert.match(text, /yifa_journal_entries_total [1-9]/);
	assert.doesNotMatch(text, /张三|q=/);
	assert.equal((await stranger.get('/metrics', { 'x-forwarded-for': '10.0.0.1' })).status, 404);
});

test('512 connections that send one byte a second do not keep others out', async () => {
	const { hostname, port } = new URL(site.base);
	const line = 'GET / HTTP/1.1\r\nHost: slow\r\nX-Slow: ';
	const slow = Array.from({ length: 512 }, () => {
		const s = connect(+port, hostname, () => s.write('G'));
		s.on('error', () => {});
		return s;
	});
	let at = 1;
	const drip = setInterval(() => { for (const s of slow) if (!s.destroyed) s.write(line[Math.min(at, line.length - 1)]); at++; }, 1000);

	try {
		await Promise.all(slow.map(s => new Promise(done => { s.on('connect', done); s.on('close', done); })));
		for (let i = 0; i < 20; i++)
			assert.equal((await clerk.get('/hotline', { connection: 'close' })).status, 200);
		const { text } = await site.stranger().get('/health');
		assert.equal(text, 'ok\n');
	} finally {
		clearInterval(drip);
		slow.forEach(s => s.destroy());
	}
});

test('what people typed, searched, called themselves or carried is in no log, at any level', async () => {
	const other = await serve({ log: true, env: { YIFA_LOG: 'request' } });

	try {
		const who = await other.sign_in('clerk'), [name, phone, code, token] = secrets;
		await other.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name, password: phone, to: '/' }) });
		await who.get(`/search?q=${encodeURIComponent(name)}`);
		await who.get(`/hotline?q=${phone}&where=${encodeURIComponent(`subject~${name}`)}`);
		await who.get(`/${encodeURIComponent(name)}/${phone}`);
		await who.post_json('/hotline/new/receive', { ticket_number: code, kind: 'complaint', subject: name, caller: name, received_at: `${TODAY}T09:00`, received_on: TODAY });
		await who.post_json('/hotline/new/receive', { ticket_number: code, kind: 'nothing', subject: name });
		await who.ask(`/hotline/new/receive`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-csrf-token': await who.token() }, body: `{"subject":"${name}"` });
		await other.bearer(token).get_json('/hotline');
		await who.get('/hotline', { 'x-forwarded-for': phone, referer: `http://x/?q=${phone}`, 'user-agent': encodeURIComponent(name) });
		const href = (await who.json('/hotline.json?view=all')).body.records[0].href;
		const sent = await who.ask(`${href}/files?name=${encodeURIComponent(name)}.txt`, { method: 'POST', body: `${name} ${phone}`, headers: { 'x-csrf-token': await who.token(), 'content-type': 'text/plain', accept: 'application/json' } });
		assert.equal(sent.status, 201, sent.text);
		rmSync(join(other.dir, 'yifa.db.files'), { recursive: true });
		assert.equal((await who.get(`${JSON.parse(sent.text).files[0].href}?q=${phone}`)).status, 500);
		assert.match(other.said, /incident [0-9a-f]{8}: \/\{ledger\}\/\{id\}\/files\/\{file\} hotline: /);
		assert.ok(!other.said.includes(href), 'no number of a record');
		assert.ok(other.said.split('\n').filter(line => line.startsWith('{')).length >= 10, other.said);
		for (const line of other.said.split('\n').filter(line => line.startsWith('{')))
			assert.deepEqual(Object.keys(JSON.parse(line)), ['at', 'level', 'method', 'route', 'status', 'us', 'account']);
		for (const secret of [...secrets, ...secrets.map(encodeURIComponent), other.password, who.cookie.split('=')[1], await who.token()])
			assert.ok(!other.said.includes(secret), secret);
	} finally {
		assert.equal(await other.stop(), 0);
	}
});

test('a signal reaches the thread that listens and no other', () => {
	const SIGTERM = 1n << 14n, threads = `/proc/${site.child.pid}/task`;
	const open = readdirSync(threads).filter(t => !(BigInt(`0x${readFileSync(`${threads}/${t}/status`, 'utf8').match(/^SigBlk:\s*(\w+)/m)[1]}`) & SIGTERM));

	assert.ok(readdirSync(threads).length > 4);
	assert.ok(open.every(t => +t === site.child.pid), `open to SIGTERM: ${open}`);
});

test('SIGTERM under load: what was begun is answered, new callers are refused, it ends with 0', async () => {
	const other = await serve(), who = await other.sign_in('clerk');
	const { hostname, port } = new URL(other.base);
	const csrf = await who.token(), body = JSON.stringify({ ticket_number: 'DRAIN-1', kind: 'complaint', subject: 'x', received_at: `${TODAY}T09:00`, received_on: TODAY });
	let text = '', begun;

	const answered = new Promise(done => {
		const socket = connect(+port, hostname, () => {
			socket.write(`POST /hotline/new/receive HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${who.cookie}\r\nX-CSRF-Token: ${csrf}\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`);
		});
		socket.on('data', data => { text += data; begun?.(); });
		socket.on('close', () => done());
		socket.on('error', () => {});
		begun = () => { begun = null; other.child.kill('SIGTERM'); refused().then(() => socket.write(body)); };
	});
	/* Once nobody new is let in, the one in hand goes on. */
	const refused = async () => {
		for (;;) {
			const open = await new Promise(done => { const s = connect(+port, hostname, () => { s.destroy(); done(true); }); s.on('error', () => done(false)); });
			if (!open) return;
		}
	};
	const ended = new Promise(done => other.child.once('exit', done));

	await answered;
	assert.match(text, /HTTP\/1\.1 201 /, text);
	assert.equal(await ended, 0);
});
