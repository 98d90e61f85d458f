/*
 * edge.mjs - the edges of HTTP where a file is given in parts and a body is JSON: ranges that overlap, end
 * beyond the end or come with a condition; entity tags; keys twice; nesting; addresses without end
 *
 *     YIFA=build/yifa node --test test/http/edge.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';
import { jpeg } from './_files.mjs';

const photo = Buffer.from(jpeg());
let site, clerk, at;

before(async () => {
	site = await serve();
	clerk = await site.sign_in('clerk');
	const { body } = await clerk.post_json('/hotline/new/receive', { ticket_number: 'E-1', kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });
	const form = new FormData();
	form.set('csrf', await clerk.token());
	form.append('file', new Blob([photo]), '现场.jpg');
	const sent = await clerk.ask(`${body.href}/files`, { method: 'POST', body: form, headers: { accept: 'application/json' } });
	assert.equal(sent.status, 201, sent.text);
	at = JSON.parse(sent.text).files[0].href;
});
after(async () => { assert.equal(await site.stop(), 0); });

async function get(path, headers = {}, method = 'GET') {
	const answer = await fetch(site.base + path, { method, redirect: 'manual', headers: { cookie: clerk.cookie, ...headers } });

	return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

test('ranges: what each means, and the bytes are those', async () => {
	const n = photo.length;
	const parts = [
		['bytes=0-0', 0, 1], ['bytes=5-9', 5, 10], [`bytes=${n - 1}-`, n - 1, n], ['bytes=-1', n - 1, n], [`bytes=-${n}`, 0, n], [`bytes=-${n * 9}`, 0, n],
		[`bytes=0-${n * 9}`, 0, n], ['bytes=0-99999999999999999999', 0, n],
	];
	for (const [range, from, to] of parts) {
		const { status, headers, body } = await get(at, { range });
		if (status === 200) { /* not understood: all of it is a right answer too */
			assert.deepEqual(body, photo, range);
			continue;
		}
		assert.equal(status, 206, range);
		assert.equal(headers.get('content-range'), `bytes ${from}-${to - 1}/${n}`, range);
		assert.deepEqual(body, photo.subarray(from, to), range);
	}
	for (const range of [`bytes=${n}-`, `bytes=${n * 9}-`, 'bytes=-0']) {
		const { status, headers } = await get(at, { range });
		assert.equal(status, 416, range);
		assert.equal(headers.get('content-range'), `bytes */${n}`, range);
	}
	/* Several, another unit, nonsense: the whole, never a part that nobody asked for. */
	for (const range of ['bytes=0-1,4-5', 'bytes=0-,0-,0-,0-', `bytes=${Array.from({ length: 300 }, (_, i) => `${i}-${i}`)}`, 'lines=0-1', 'bytes=9-5', 'bytes=', 'bytes=a-b', 'bytes=--1', 'bytes=1', 'bytes=-', 'bytes 0-1', 'bytes=+1-2', 'bytes=0x1-2']) {
		const { status, body } = await get(at, { range });
		assert.ok([200, 416].includes(status), `${range.slice(0, 40)}: ${status}`);
		if (status === 200) assert.deepEqual(body, photo, range.slice(0, 40));
	}
});

test('If-None-Match, If-Range and HEAD go by the entity tag', async () => {
	const whole = await get(at), tag = whole.headers.get('etag');

	assert.match(tag, /^"[^"]+"$/, 'a strong one: it is the hash of the bytes');
	for (const value of [tag, `W/${tag}`, `"x", ${tag}`, '*'])
		assert.equal((await get(at, { 'if-none-match': value })).status, 304, value);
	for (const value of ['"x"', 'x', '', tag.slice(1, -1)])
		assert.equal((await get(at, { 'if-none-match': value })).status, 200, value);
	const none = await get(at, { 'if-none-match': tag });
	assert.equal(none.body.length, 0);
	assert.equal(none.headers.get('etag'), tag);
	assert.equal((await get(at, { range: 'bytes=0-3', 'if-range': tag })).status, 206);
	/* Another state, a weak tag, a day: the whole of what is there now. */
	for (const value of ['"x"', `W/${tag}`, 'Mon, 01 Jan 2024 00:00:00 GMT']) {
		const all = await get(at, { range: 'bytes=0-3', 'if-range': value });
		assert.equal(all.status, 200, value);
		assert.deepEqual(all.body, photo);
	}
	/* 304 goes before a range. */
	assert.equal((await get(at, { range: 'bytes=0-3', 'if-none-match': tag })).status, 304);
	const head = await get(at, {}, 'HEAD');
	assert.deepEqual([head.status, head.headers.get('etag'), head.headers.get('content-length'), head.body.length], [200, tag, String(photo.length), 0]);
	/* Who may not see it learns nothing by a tag that is right. */
	const stranger = await fetch(site.base + at, { redirect: 'manual', headers: { 'if-none-match': tag } });
	assert.equal(stranger.status, 303);
});

test('assets: by their hash, once and for ever', async () => {
	const [, path] = (await clerk.get('/')).text.match(/href="(\/assets\/[^"]+\.css)"/);
	const css = await get(path), tag = css.headers.get('etag');

	assert.equal(css.status, 200);
	assert.match(css.headers.get('cache-control'), /immutable/);
	if (tag) assert.equal((await get(path, { 'if-none-match': tag })).status, 304);
	assert.equal((await get(path, { range: 'bytes=0-1' })).status, 200);
	/* Another version's address gives what is there now, and nobody keeps it under that name. */
	const other = await get(path.replace(/\.[0-9a-f]{12}\./, '.ffffffffffff.'));
	assert.deepEqual([other.status, other.headers.get('cache-control')], [200, 'no-cache']);
});

const json = async (text, headers = {}) => {
	const answer = await clerk.ask('/hotline/new/receive', { method: 'POST', body: text, headers: { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': await clerk.token(), ...headers } });

	return { ...answer, body: JSON.parse(answer.text) };
};

test('JSON that can be read in two ways is read in none', async () => {
	const was = site.sql('SELECT position FROM journal_head WHERE org = 1');
	const fine = { ticket_number: 'E-2', kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY };
	const text = JSON.stringify(fine);
	const wrong = [
		text.replace('{', '{"subject":"另一个",'),                               /* a key twice: which one? */
		text.replace('{', '{"sub\\u006aect":"另一个",'),                          /* the same key, written otherwise */
		`${text}${text}`, `${text} x`, `\uFEFF${text}`, text.slice(0, -1), `[${text}]`, '"text"', '17', 'null', '', '{"a":1,}', "{'a':1}", '{"a":NaN}', '{"a":1e999}', '{"a":01}', '{"a":+1}', '{"a":"\u0001"}', '{"a":"\\ud800"}', '{"a":"\\u0000"}',
		`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, `{"subject":${'['.repeat(3000)}${']'.repeat(3000)}}`,
	];
	for (const body of wrong) {
		const { status, body: said } = await json(body);
		assert.ok([400, 422].includes(status), `${body.slice(0, 60)}: ${status}`);
		assert.ok(said.say ?? said.refusals?.length, body.slice(0, 60));
	}
	for (const value of ['x', 1, 1.5, 12345678901234567890, true, null, ['E'], { a: 'E' }]) /* a key that the form does not ask */
		assert.ok([400, 422].includes((await json(JSON.stringify({ ...fine, handled_by_nobody: value }))).status), JSON.stringify(value));
	assert.equal(site.sql('SELECT position FROM journal_head WHERE org = 1'), was);
	/* Bytes that are no UTF-8. */
	const raw = await fetch(`${site.base}/hotline/new/receive`, { method: 'POST', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), headers: { cookie: clerk.cookie, 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': await clerk.token() } });
	assert.equal(raw.status, 400);
	/* Said to be something else, it is not taken for JSON. */
	assert.ok([400, 403, 415, 422].includes((await json(text, { 'content-type': 'text/plain' })).status));
	assert.equal(site.sql('SELECT position FROM journal_head WHERE org = 1'), was);
});

test('an address without end is told so, and the connection lives on', async () => {
	for (const n of [2000, 8000, 20000, 70000]) {
		const answer = await get(`/hotline?q=${'a'.repeat(n)}`).catch(e => ({ status: 0, e }));
		assert.ok([200, 400, 413, 414, 422, 431].includes(answer.status), `${n}: ${answer.status} ${answer.e ?? ''}`);
	}
	assert.equal((await get('/ledgers')).status, 200);
});
