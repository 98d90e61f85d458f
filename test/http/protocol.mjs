/*
 * protocol.mjs - what may come over the wire: heads byte by byte, methods, pipelining, callers that
 * are slow or many
 *
 *     YIFA=build/yifa node --test test/http/protocol.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { serve } from './_serve.mjs';

let site, clerk;

before(async () => { site = await serve({ options: ['--per-minute', '40'] }); clerk = await site.sign_in('clerk'); });
after(async () => { assert.equal(await site.stop(), 0); });

const at = () => ({ host: new URL(site.base).hostname, port: +new URL(site.base).port });
/* What comes back until the other side closes; `from`: an address of this machine. */
const raw = (bytes, from) => new Promise((done, failed) => {
	const socket = connect({ ...at(), localAddress: from }, () => socket.write(bytes));
	let text = '';
	socket.setEncoding('latin1').on('data', s => { text += s; }).on('close', () => done(text)).on('error', failed);
});
const first = text => +text.match(/^HTTP\/1\.1 (\d+)/)?.[1];
const H = 'Host: a\r\nConnection: close\r\n';

/* name: the bytes, the status */
const heads = {
	'as it should be': [`GET /health HTTP/1.1\r\n${H}\r\n`, 200],
	'a value that is empty': [`GET /health HTTP/1.1\r\nX:\r\nY: \r\n${H}\r\n`, 200],
	'spaces around a value': [`GET /health HTTP/1.1\r\nX:   a b \r\n${H}\r\n`, 200],
	'a query': [`GET /sign-in?a=1&b=%20&&c&=d HTTP/1.1\r\n${H}\r\n`, 200],
	'a query that is empty': [`GET /health? HTTP/1.1\r\n${H}\r\n`, 200],
	'a query with a NUL': [`GET /health?a=\0 HTTP/1.1\r\n${H}\r\n`, 400],
	'another query': [`GET /health?a=1&b=2 HTTP/1.1\r\n${H}\r\n`, 200],
	'a bare LF between headers': ['GET /health HTTP/1.1\r\nHost: a\nX: b\r\nConnection: close\r\n\r\n', 400],
	'a bare LF after a space': ['GET /health HTTP/1.1\r\nHost: a \nX: b\r\nConnection: close\r\n\r\n', 400],
	'a bare LF after the address': [`GET /health HTTP/1.1\n${H}\r\n`, 400],
	'a bare LF at the end': ['GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\n\n', 400],
	'a bare LF after nothing': [`GET /health HTTP/1.1\r\nX:\n${H}\r\n`, 400],
	'a bare CR': ['GET /health HTTP/1.1\r\nHost: a\rX: b\r\nConnection: close\r\n\r\n', 400],
	'NUL in a value': [`GET /health HTTP/1.1\r\nX: a\0b\r\n${H}\r\n`, 400],
	'two NUL in a value': [`GET /health HTTP/1.1\r\nX: a\0\0b\r\n${H}\r\n`, 400],
	'NUL at the end of a value': [`GET /health HTTP/1.1\r\nX: a\0\r\n${H}\r\n`, 400],
	'NUL in a name': [`GET /health HTTP/1.1\r\nX\0Y: b\r\n${H}\r\n`, 400],
	'NUL in the address': [`GET /hea\0lth HTTP/1.1\r\n${H}\r\n`, 400],
	'a folded line': [`GET /health HTTP/1.1\r\nX: a\r\n b\r\n${H}\r\n`, 400],
	'a space before the colon': [`GET /health HTTP/1.1\r\nX : a\r\n${H}\r\n`, 400],
	'no colon': [`GET /health HTTP/1.1\r\nXa\r\n${H}\r\n`, 400],
	'two tokens': [`GET /ledgers HTTP/1.1\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n${H}\r\n`, 400],
	'two types': [`POST /sign-in HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Type: application/json\r\nContent-Length: 0\r\n${H}\r\n`, 400],
	'two keys of one request': [`POST /hotline/new/receive HTTP/1.1\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 0\r\n${H}\r\n`, 400],
	'the address of another': [`GET http://other/health HTTP/1.1\r\n${H}\r\n`, 400],
	'a version that is none': [`GET /health HTTP/3.7\r\n${H}\r\n`, 505],
	'an address of 9 KB': [`GET /${'a'.repeat(9000)} HTTP/1.1\r\n${H}\r\n`, 303],
	'an address of 60 KB': [`GET /${'a'.repeat(60000)} HTTP/1.1\r\n${H}\r\n`, 414],
	'five hundred headers': [`GET /health HTTP/1.1\r\n${Array.from({ length: 500 }, (_, i) => `X${i}: a\r\n`).join('')}${H}\r\n`, 431],
	'a query of 200 parts': [`GET /sign-in?${'a=1&'.repeat(200)} HTTP/1.1\r\n${H}\r\n`, 400],
	'chunks that are none': [`POST /sign-in HTTP/1.1\r\nTransfer-Encoding: chunked\r\n${H}\r\nzz\r\n`, 400],
};

for (const [name, [bytes, status]] of Object.entries(heads))
	test(`${name}: ${status}`, async () => { assert.equal(first(await raw(bytes)), status); });

test('requests in one go are answered one after the other, in order', async () => {
	const text = await raw(`GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing/here HTTP/1.1\r\nHost: a\r\n\r\nHEAD /sign-in HTTP/1.1\r\nHost: a\r\n\r\nGET /health/ready HTTP/1.1\r\n${H}\r\n`);

	assert.deepEqual([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(m => +m[1]), [200, 303, 200, 200]);
	assert.ok(text.endsWith('ready\n'));
});

test('a wrong head ends the connection: what follows it is not answered', async () => {
	const text = await raw(`GET /health HTTP/1.1\r\nHost: a\nX: b\r\n\r\nGET /health/ready HTTP/1.1\r\n${H}\r\n`);

	assert.equal([...text.matchAll(/HTTP\/1\.1 /g)].length, 1);
});

test('HEAD has the headers of GET and no body; 405 says all that the address takes', async () => {
	const get = await raw(`GET /sign-in HTTP/1.1\r\n${H}\r\n`), head = await raw(`HEAD /sign-in HTTP/1.1\r\n${H}\r\n`);
	const lines = text => text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n').filter(l => !/^(Date|Set-Cookie)/.test(l));

	assert.ok(head.endsWith('\r\n\r\n') && !get.endsWith('\r\n\r\n'));
	assert.deepEqual(lines(head), lines(get));
	for (const [method, path, allow] of [['OPTIONS', '/sign-in', 'GET, HEAD, POST'], ['PUT', '/sign-in', 'GET, HEAD, POST'], ['DELETE', '/ledgers', 'GET, HEAD'],
		['TRACE', '/', 'GET, HEAD'], ['get', '/ledgers', 'GET, HEAD']]) {
		const text = await raw(`${method} ${path} HTTP/1.1\r\n${H}\r\n`);
		assert.equal(first(text), 405, `${method} ${path}`);
		assert.equal(text.match(/^Allow: (.*)\r$/m)[1], allow, `${method} ${path}`);
	}
});

test('one address may ask so often in a minute; others are not held up', async () => {
	const ask = from => clerk.get('/health', { 'x-forwarded-for': from });
	const many = await Promise.all(Array.from({ length: 60 }, () => ask('203.0.113.7')));
	const refused = many.filter(a => a.status === 429);

	assert.ok(refused.length >= 15 && refused.length <= 20, `${refused.length} of 60 refused at 40 a minute`);
	assert.ok(+refused[0].headers.get('retry-after') >= 1);
	assert.equal((await ask('203.0.113.8')).status, 200);
	assert.equal((await clerk.get('/health')).status, 200);
});

/* --- callers that are slow or many ----------------------------------------------------------------- */

/* Connections that sent `bytes` and say no more. */
async function crowd(n, bytes, from) {
	const sockets = Array.from({ length: n }, () => {
		const s = connect({ ...at(), localAddress: from }, () => s.write(bytes));
		s.on('error', () => {});
		return s;
	});

	await Promise.all(sockets.map(s => new Promise(done => { s.on('connect', done); s.on('close', done); })));
	return { sockets, leave: () => sockets.forEach(s => s.destroy()) };
}

test('two thousand callers at once: whoever asks is let in and answered, none is turned away', async () => {
	for (let round = 0; round < 3; round++) {
		const idle = await crowd(2000, 'G');
		for (let i = 0; i < 10; i++)
			assert.equal(first(await raw(`GET /health HTTP/1.1\r\n${H}\r\n`)), 200);
		idle.leave();
	}
});

test('one address holds no more than its share of connections', async () => {
	const { sockets, leave } = await crowd(140, 'G', '127.0.0.5');
	const open = () => sockets.filter(s => !s.destroyed && !s.readableEnded).length;

	for (const s of sockets) s.resume();
	for (let i = 0; open() > 96 && i < 100; i++)
		await clerk.get('/health');
	assert.equal(open(), 96);
	assert.equal(first(await raw(`GET /health HTTP/1.1\r\n${H}\r\n`)), 200);
	leave();
});

test('readers that take nothing make room after ten seconds: whoever asks meanwhile is answered', { timeout: 90000 }, async () => {
	const { href } = (await clerk.json('/hotline.json?view=all')).body.records[0];
	/* More than the buffers of both ends hold. */
	const sent = await clerk.ask(`${href}/files?name=long.txt`, { method: 'POST', body: 'long \n'.repeat(4 << 20), headers: { 'x-csrf-token': await clerk.token(), 'content-type': 'text/plain', accept: 'application/json' } });
	assert.equal(sent.status, 201, sent.text);
	const { sockets, leave } = await crowd(300, `GET ${JSON.parse(sent.text).files[0].href} HTTP/1.1\r\nHost: a\r\nCookie: ${clerk.cookie}\r\n\r\n`);
	const began = Date.now();

	for (const s of sockets) s.pause();
	for (let i = 0; i < 20; i++)
		assert.equal(first(await raw(`GET /health HTTP/1.1\r\n${H}\r\n`)), 200);
	assert.ok(Date.now() - began < 30000);
	const text = await raw(`GET /metrics HTTP/1.1\r\n${H}\r\n`);
	assert.ok(+text.match(/slow_connections_closed_total (\d+)/)[1] > 0, text);
	leave();
});
