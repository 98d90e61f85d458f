/*
 * web.mjs - the site as a browser and a program see it: sessions, policy, lists, records, steps
 *
 *     YIFA=build/yifa node --test test/http/web.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from 'node:net';
import { serve, TODAY } from './_serve.mjs';

let site, officer, clerk, head, system;

before(async () => {
	site = await serve();
	[officer, clerk, head, system] = await Promise.all(['officer', 'clerk', 'head', 'system'].map(name => site.sign_in(name)));
});
after(async () => { assert.equal(await site.stop(), 0); });

/* A raw request, for what fetch would not send; the status line comes back. */
function raw(text) {
	const { hostname, port } = new URL(site.base);

	return new Promise((done, failed) => {
		const socket = connect(+port, hostname, () => socket.write(text));
		let answer = '';

		socket.setTimeout(5000, () => socket.destroy());
		socket.on('data', data => { answer += data; });
		socket.on('close', () => done(answer.split('\r\n')[0]));
		socket.on('error', failed);
	});
}

test('a stranger is asked to sign in, and comes back where he wanted to go', async () => {
	const answer = await site.stranger().get('/case');

	assert.equal(answer.status, 303);
	assert.equal(answer.headers.get('location'), '/sign-in?to=%2Fcase');
	assert.equal((await site.stranger().json('/case.json')).status, 401);
});

test('signing in says why it failed, but not whether the name exists', async () => {
	const say = async name => (await site.stranger().ask('/sign-in', { method: 'POST',
		body: new URLSearchParams({ name, password: 'wrong' }) }));
	const known = await say('deputy'), unknown = await say('nobody-at-all');

	assert.equal(known.status, 422);
	assert.equal(unknown.status, 422);
	assert.equal(known.text.replace(/deputy/g, ''), unknown.text.replace(/nobody-at-all/g, ''));
});

test('five failures lock the account, and the time is told', async () => {
	let answer;

	for (let i = 0; i < 5; i++)
		answer = await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'audit', password: 'wrong' }) });
	assert.match(answer.text, /锁定至 \d\d:\d\d/);
	answer = await site.stranger().ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name: 'audit', password: site.password }) });
	assert.equal(answer.status, 422);
});

test('every page bears the strict policy and is not kept', async () => {
	for (const path of ['/', '/case', '/ledgers', '/law', '/styleguide', '/nothing-here']) {
		const answer = await officer.get(path);
		const csp = answer.headers.get('content-security-policy');

		assert.match(csp, /default-src 'self'/, path);
		assert.doesNotMatch(csp, /unsafe/, path);
		assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
		assert.equal(answer.headers.get('cache-control'), 'no-store', path);
		assert.doesNotMatch(answer.text, /\sstyle="/, path);
		assert.doesNotMatch(answer.text, /<script(?![^>]*\ssrc=)/, path);
		assert.doesNotMatch(answer.text, /\son\w+="/, path);
	}
});

test('assets are named by their hash and kept for ever', async () => {
	const page = await officer.get('/');
	const urls = [...page.text.matchAll(/(?:href|src)="(\/assets\/[^"#]+)/g)].map(m => m[1]);

	assert.ok(urls.length >= 3);
	for (const url of new Set(urls)) {
		const answer = await officer.get(url);
		assert.equal(answer.status, 200, url);
		assert.match(answer.headers.get('cache-control'), /immutable/, url);
	}
});

test('what cannot be found, may not be seen or is asked wrongly is told apart', async () => {
	assert.equal((await officer.get('/no_such_ledger')).status, 404);
	assert.equal((await officer.get('/case/1')).status, 404);
	assert.equal((await officer.get('/case/abc')).status, 404);
	assert.equal((await officer.ask('/ledgers', { method: 'POST' })).status, 405);
	assert.equal((await officer.ask('/case', { method: 'DELETE' })).status, 405);
	assert.equal((await officer.get('/person?sort=phone')).status, 422);
	assert.equal((await officer.get('/person?where=nothing%3D1')).status, 422);
	assert.equal((await system.get('/case')).status, 403);
});

test('a form without its token changes nothing', async () => {
	const without = await clerk.ask('/hotline/new/receive', { method: 'POST', body: new URLSearchParams({ subject: 'x' }) });
	const elsewhere = await clerk.post('/hotline/new/receive', { subject: 'x' }, { origin: 'http://evil.example' });

	assert.equal(without.status, 403);
	assert.equal(elsewhere.status, 403);
});

test('what is too large is answered before it is read', async () => {
	const answer = await clerk.post('/hotline/new/receive', { subject: 'x'.repeat(2 << 20) }).catch(() => ({ status: 413 }));

	assert.equal(answer.status, 413);
});

test('ambiguous framing is refused', async () => {
	assert.match(await raw('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'), / 400 /);
	assert.match(await raw('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc'), / 400 /);
	assert.match(await raw('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc'), / 400 /);
	assert.match(await raw('POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc'), / 400 /);
	assert.match(await raw('GET / HTTP/1.1\r\n\r\n'), / 400 /);
});

test('lists are paged without repeating or leaving out', async () => {
	const all = new Set();
	let path = '/person.json?view=all&sort=name&up=1', pages = 0, count;

	while (path && pages++ < 20) {
		const { body } = await clerk.json(path);
		count = body.count;
		for (const record of body.records) {
			assert.ok(!all.has(record.id));
			all.add(record.id);
		}
		path = body.next;
	}
	assert.equal(all.size, count);
	assert.ok(pages > 1);
});

const ticket = number => ({ ticket_number: number, kind: 'complaint', subject: '<b>夜间噪声</b> & "扰民"', caller: '王小明', phone: '13912345678',
	received_at: `${TODAY}T09:00`, received_on: TODAY });

test('a refusal is 422, says why beside the field and keeps what was typed', async () => {
	const answer = await clerk.post('/hotline/new/receive', { ...ticket('T-1'), received_on: '2024-02-30' });

	assert.equal(answer.status, 422);
	assert.match(answer.text, /role="alert"/);
	assert.match(answer.text, /<title>错误：/);
	assert.match(answer.text, /id="e-received_on"/);
	assert.match(answer.text, /aria-invalid="true" aria-describedby="e-received_on"/);
	assert.match(answer.text, /&lt;b&gt;夜间噪声&lt;\/b&gt; &amp; &quot;扰民&quot;/);
	assert.doesNotMatch(answer.text, /<b>夜间噪声/);
});

test('a record is begun, seen by page and JSON, and moved; a stale form is a conflict', async () => {
	const begun = await clerk.post('/hotline/new/receive', ticket('T-2'));

	assert.equal(begun.status, 303, begun.text.match(/data-t="refusals"[\s\S]{0,600}/)?.[0]);
	const path = begun.headers.get('location');
	const page = await clerk.get(path);
	assert.equal(page.status, 200);
	assert.match(page.text, /已办理：收到/);
	assert.doesNotMatch((await clerk.get(path)).text, /已办理：收到/);
	assert.match(page.text, /139\*\*\*\*5678/);
	assert.doesNotMatch(page.text, /13912345678/);
	assert.doesNotMatch(page.text, /王小明/);

	const { body } = await clerk.json(`${path}.json`);
	assert.equal(body.ledger, 'hotline');
	assert.equal(body.state, 'received');
	assert.equal(body.fields.phone, '139****5678');
	assert.equal(body.fields.received_on, TODAY);

	const form = await clerk.get(`${path}/accept`);
	const version = form.text.match(/name="version" value="(\d+)"/)[1];
	const fields = { version, accepted_at: `${TODAY}T09:20` };
	const taken = await clerk.post(`${path}/accept`, fields);
	assert.equal(taken.status, 303, taken.text.match(/data-t="refusals"[\s\S]{0,600}/)?.[0]);
	assert.equal((await clerk.post(`${path}/accept`, fields)).status, 409);
	assert.equal((await clerk.json(path)).body.state, 'accepted');
});

test('a step from the wrong state is refused with its basis', async () => {
	const { body } = await clerk.post_json('/hotline/new/receive', ticket('T-3'));
	const answer = await clerk.post_json(`${body.href}/close`, { version: body.version, closed_on: TODAY });

	assert.equal(answer.status, 422);
	assert.ok(answer.body.refusals.length > 0);
	assert.ok(answer.body.refusals[0].say);
	assert.ok(answer.body.refusals[0].basis);
});

test('every date explains itself', async () => {
	const { body } = await clerk.post_json('/info_request/new/receive', { applicant_kind: 'citizen', applicant: '张三', subject: '演出备案情况',
		channel: 'web', received_on: TODAY, confirmed_on: TODAY });

	assert.ok(body.href, JSON.stringify(body));
	const { body: clock } = await clerk.json(`${body.href}/clock/answer.json`);
	assert.match(clock.last_day, /^2025-01-/);
	assert.ok(clock.days.length > 20);
	assert.equal((await clerk.get(`${body.href}/clock/answer`)).status, 200);
	assert.equal((await clerk.get(`${body.href}/clock/nothing`)).status, 404);
});

test('every ledger opens for somebody, as page and JSON, and so do its forms', async () => {
	const visitors = [officer, clerk, head, system, await site.sign_in('secretary'), await site.sign_in('legal'), await site.sign_in('chief')];
	const seen = new Map();

	for (const visitor of visitors)
		for (const ledger of (await visitor.json('/ledgers.json')).body)
			if (!seen.has(ledger.key)) seen.set(ledger.key, visitor);
	assert.ok(seen.size > 50);
	for (const [key, visitor] of seen) {
		assert.equal((await visitor.get(`/${key}`)).status, 200, key);
		const list = await visitor.json(`/${key}.json?view=all`);
		assert.equal(list.status, 200, key);
		const begin = await visitor.get(`/${key}/new`);
		assert.ok([200, 303].includes(begin.status), key);
		if (begin.status === 303)
			assert.equal((await visitor.get(begin.headers.get('location'))).status, 200, key);
		for (const record of list.body.records.slice(0, 2)) {
			const page = await visitor.get(`/${key}/${record.id}`);
			assert.equal(page.status, 200, `${key}/${record.id}`);
			for (const [, to] of page.text.matchAll(new RegExp(`href="(/${key}/${record.id}/\\w+)"`, 'g')))
				assert.equal((await visitor.get(to)).status, 200, to);
		}
	}
});

test('a figure is a number with its records', async () => {
	const { status, body } = await head.json('/figure/power_item.total?year=2024');

	assert.equal(status, 200);
	assert.equal(body.value, body.records.filter(r => r.counted).length);
	assert.equal((await head.get('/figure/power_item.total?year=2024')).status, 200);
	assert.equal((await head.get('/figure/power_item.nothing?year=2024')).status, 404);
	assert.equal((await head.get('/figure/nothing')).status, 404);
});

test('only what htmx asks for is only the content', async () => {
	const part = await head.get('/figure/power_item.total?year=2024', { 'hx-request': 'true' });

	assert.equal(part.status, 200);
	assert.doesNotMatch(part.text, /<html/);
	assert.match(part.text, /data-t="figure-value"/);
});

test('the report stands on the screen and in files', async () => {
	const page = await head.get('/report/annual/2024');

	assert.equal(page.status, 200);
	assert.match(page.text, /class="fig/);
	const link = page.text.match(/href="(\/report\/annual\/2024\?fig=[^"#]+)/)[1].replace(/&amp;/g, '&');
	assert.match((await head.get(link)).text, /data-t="figure-value"/);
	assert.equal((await head.get('/report/annual/2024.md')).status, 200);
	assert.equal((await head.get('/report/annual/abcd')).status, 404);
});

test('signing out ends the session', async () => {
	const visitor = await site.sign_in('leader');

	assert.equal((await visitor.get('/')).status, 200);
	assert.equal((await visitor.post('/sign-out', {})).status, 303);
	assert.equal((await visitor.get('/')).status, 303);
});
