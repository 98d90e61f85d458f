/*
 * operate.mjs - what operators rely on: health and metrics; callers that send a byte a second deny
 * nothing to others
 *
 *     YIFA=build/yifa node --test test/http/operate.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { serve } from './_serve.mjs';

let site, clerk;

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
	assert.match(text, /yifa_request_seconds_bucket\{le="\+Inf"\} [1-9]/);
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
