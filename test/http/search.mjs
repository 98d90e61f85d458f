/*
 * search.mjs - one box over all ledgers: page and JSON, names of files, any text, rights
 *
 *     YIFA=build/yifa node --test test/http/search.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';
import { pdf } from './_files.mjs';

let site, clerk, chief, system;

before(async () => {
	site = await serve();
	[clerk, chief, system] = await Promise.all(['clerk', 'chief', 'system'].map(name => site.sign_in(name)));
});
after(async () => { assert.equal(await site.stop(), 0); });

async function found(who, q, more = '') {
	const answer = await who.ask(`/search.json?q=${encodeURIComponent(q)}${more}`);

	assert.equal(answer.status, 200, `${q}: ${answer.text}`);
	return JSON.parse(answer.text);
}
const hits = result => result.groups.flatMap(g => g.hits);

async function ticket(number, subject) {
	const answer = await clerk.post_json('/hotline/new/receive', { ticket_number: number, kind: 'complaint', subject, phone: '13912345678', received_at: `${TODAY}T09:00`, received_on: TODAY });

	assert.equal(answer.status, 201, answer.text);
	return answer.body.href;
}

test('what a step wrote is found at once, and marked on the page', async () => {
	const href = await ticket('SS20240001234', '鸬鹚捕鱼表演扰民');

	for (const q of ['鸬鹚', '鸬鹚捕鱼', 'SS20240001234', 'ss20240001234', '1234', '0001234', '5678', '13912345678', '扰民 鸬鹚'])
		assert.ok(hits(await found(clerk, q)).some(h => href.endsWith(h.id)), q);
	for (const q of ['鸬鱼', '鹚捕表', '1391234', '2024000123', '鸬鹚 貔貅'])
		assert.ok(!hits(await found(clerk, q)).some(h => href.endsWith(h.id)), q);
	const page = await clerk.get(`/search?q=${encodeURIComponent('鸬鹚')}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /<mark>鸬鹚<\/mark>/);
	assert.ok(page.text.includes(`href="${href}"`));
	assert.ok(!page.text.includes('13912345678'));
	assert.ok(!JSON.stringify(await found(clerk, '5678')).includes('13912345678'));
});

test('the name of a file leads to its record, until it is withdrawn', async () => {
	const href = await ticket('SS20240009999', '收到材料');
	const form = new FormData();

	form.set('csrf', await clerk.token());
	form.append('file', new Blob([pdf()]), '犀牛馆租赁协议.pdf');
	const answer = await clerk.ask(`${href}/files`, { method: 'POST', body: form, headers: { accept: 'application/json' } });
	assert.ok(answer.status < 300, answer.text);
	const hit = hits(await found(clerk, '租赁协议')).find(h => href.endsWith(h.id));
	assert.equal(hit.where, '附件');
	assert.match(hit.text, /犀牛馆租赁协议\.pdf/);
	const [{ href: file }] = JSON.parse(answer.text).files;
	const gone = await clerk.ask(`${file}/detach.json`, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams({ csrf: await clerk.token(), reason: '传错记录' }) });
	assert.equal(gone.status, 200, gone.text);
	assert.ok(!hits(await found(clerk, '租赁协议')).some(h => href.endsWith(h.id)));
});

test('any text is understood, and nothing of it is SQL, a query or markup', async () => {
	const odd = ['', ' ', '"', '*', 'a*', '"处罚', 'NEAR(a b)', 'a AND', 'OR', 'NOT x', '-x', 'body:处罚', '^处罚', "'; DROP TABLE search; --",
		'%', '\\', '(((', '&', '|', '!', ':*', '<script>alert(1)</script>', '\u0000', '罚', '7', '\ue000o1', '处'.repeat(500), 'a '.repeat(250), '😀', '\u202e'];

	for (const q of odd) {
		const answer = await clerk.ask(`/search?q=${encodeURIComponent(q)}`);
		assert.ok(answer.status === 200 || (q === '\u0000' && answer.status === 400), `${JSON.stringify(q)}: ${answer.status}`);
		assert.ok(!answer.text.includes('<script>alert'));
	}
	assert.equal(hits(await found(clerk, '\ue000o1')).length, hits(await found(clerk, 'o1')).length);
	for (const more of ['&ledger=nothing', '&ledger=case&after=zzz', '&year=99999999999', '&year=abc', '&ledger=hotline&after=t-1'])
		assert.equal((await clerk.ask(`/search?q=x${more}`)).status, 200, more);
});

test('filters, pages, and an order that does not lose one', async () => {
	const all = await found(clerk, '处罚');
	const powers = all.groups.find(g => g.ledger === 'power_item');
	const ids = [];
	let next = '';

	assert.ok(powers.more && powers.count === 5 && powers.hits.length === 5);
	do {
		const page = await found(clerk, '处罚', `&ledger=power_item&after=${next}`);
		ids.push(...hits(page).map(h => h.id));
		next = page.next;
	} while (next);
	assert.equal(new Set(ids).size, ids.length);
	const one = await found(clerk, '处罚', '&ledger=power_item');
	assert.equal(one.groups[0].count, ids.length);
	for (const g of (await found(clerk, '处罚', '&year=2023')).groups)
		for (const h of g.hits)
			assert.equal(h.on.slice(0, 4), '2023');
});

test('who sees nothing finds nothing; strangers are sent to sign in', async () => {
	assert.deepEqual(hits(await found(system, '处罚')), []);
	const stranger = await fetch(`${site.base}/search?q=x`, { redirect: 'manual' });
	assert.equal(stranger.status, 303);
	assert.ok(hits(await found(chief, '处罚')).length > 0);
});
