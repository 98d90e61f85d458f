/*
 * proxy.mjs - behind a proxy the brakes of signing in see the caller, not the proxy
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site;

before(async () => { site = await serve(); });
after(async () => { assert.equal(await site.stop(), 0); });

async function attempt(name, password, headers) {
	const answer = await site.stranger().ask('/sign-in', { method: 'POST', headers, body: new URLSearchParams({ name, password, to: '/' }) });

	return { status: answer.status, locked: /锁定至/.test(answer.text) };
}
const from = address => ({ 'x-forwarded-for': address });

async function lock(name, headers) {
	for (let i = 1; i < 5; i++)
		assert.deepEqual(await attempt(name, 'wrong', headers), { status: 422, locked: false });
	assert.deepEqual(await attempt(name, 'wrong', headers), { status: 422, locked: true });
}

test('who guesses from one address locks it, and no other', async () => {
	await lock('officer', from('192.0.2.1'));
	assert.deepEqual(await attempt('officer', site.password, from('192.0.2.1')), { status: 422, locked: true });
	assert.equal((await attempt('officer', site.password, from('192.0.2.2'))).status, 303);
});

test('only the last hop counts: what a caller invents before it changes nothing', async () => {
	for (const said of ['192.0.2.9, 192.0.2.1', '203.0.113.5,198.51.100.7 , 192.0.2.1', 'x, 192.0.2.1', '::ffff:192.0.2.1'])
		assert.deepEqual(await attempt('officer', site.password, from(said)), { status: 422, locked: true }, said);
});

test('X-Real-IP is taken when there is no X-Forwarded-For', async () => {
	assert.deepEqual(await attempt('officer', site.password, { 'x-real-ip': '192.0.2.1' }), { status: 422, locked: true });
	assert.equal((await attempt('officer', site.password, { ...from('192.0.2.3'), 'x-real-ip': '192.0.2.1' })).status, 303);
});

test('what is no address stands for the proxy itself', async () => {
	await lock('clerk', from('unknown'));
	for (const said of ['', 'a.b.c.d', '192.0.2.1:8080', '999.1.1.1', "1' OR 1=1"])
		assert.deepEqual(await attempt('clerk', site.password, from(said)), { status: 422, locked: true }, said);
});

test('the list of sessions names the caller', async () => {
	const answer = await site.stranger().ask('/sign-in', { method: 'POST', headers: from('2001:DB8::0:7'),
		body: new URLSearchParams({ name: 'head', password: site.password, to: '/' }) });
	const head = site.stranger(answer.headers.get('set-cookie').split(';')[0]);

	assert.match((await head.get('/account')).text, /2001:db8::7/);
});
