/*
 * imports.mjs - a file into a ledger through its page: looked over, confirmed, undone; jobs and
 * notices; kill -9 while a job runs
 *
 *     YIFA=build/yifa node --test test/http/imports.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, secretary, clerk, auditor;

before(async () => {
	site = await serve();
	[secretary, clerk, auditor] = await Promise.all(['secretary', 'clerk', 'audit'].map(name => site.sign_in(name)));
});
after(async () => {
	assert.equal(await site.stop(), 0);
});

async function upload(who, ledger, text, more = {}) {
	const body = new FormData();

	body.set('csrf', await who.token());
	body.set('mode', more.mode ?? 'live');
	body.set('file', new Blob([text]), more.name ?? 'org.csv');
	return who.ask(`/${ledger}/import`, { method: 'POST', body });
}

/* Follows a job until it is over or waits for a word: on PostgreSQL that of a dead process until its lease runs out. */
async function settled(who, path) {
	for (let i = 0; i < 4000; i++) {
		const { body } = await who.json(path);

		if (!['waiting', 'running'].includes(body.state))
			return body;
		await new Promise(done => setTimeout(done, 20));
	}
	throw new Error(`${path} does not end`);
}

async function confirm(who, path, sm3) {
	return who.post(`${path}/confirm`, { sm3 });
}

const two = 'name,kind\n外协单位甲,other\n外协单位乙,other\n';

test('a file is looked over first, and nothing is written before the word', async () => {
	const answer = await upload(secretary, 'org', two);

	assert.equal(answer.status, 303, answer.text.slice(0, 300));
	const path = answer.headers.get('location');
	const page = await secretary.get(path);
	assert.match(page.text, /检查通过：2 行：新登记 2/);
	assert.match(page.text, /外协单位甲/);
	assert.equal((await secretary.json('/org.json?view=all&where=name%3D外协单位甲')).body.count, 0);

	const { body } = await secretary.json(path);
	assert.equal(body.state, 'ready');
	assert.equal((await confirm(secretary, path, 'other')).status, 409);
	assert.equal((await confirm(secretary, path, body.sm3)).status, 303);
	const done = await settled(secretary, path);
	assert.equal(done.state, 'done');
	assert.equal(done.result.answer.created, 2);
	assert.equal((await confirm(secretary, path, body.sm3)).status, 409);

	const batch = done.result.answer.batch;
	assert.equal((await secretary.json(`/org.json?view=all&where=batch%3D${batch}`)).body.count, 2);
	assert.match((await secretary.get('/imports')).text, new RegExp(`/imports/${batch}`));
	assert.match((await secretary.get('/notices')).text, /完成/);
	assert.match((await secretary.get('/ledgers')).text, /data-t="unread"/);
	assert.equal((await secretary.post('/notices/read', {})).status, 303);
	assert.doesNotMatch((await secretary.get('/ledgers')).text, /data-t="unread"/);

	const without = await secretary.post(`/imports/${batch}/undo`, {});
	assert.equal(without.status, 422);
	assert.match(without.text, /写明撤销的理由/);
	assert.equal((await secretary.post(`/imports/${batch}/undo`, { reason: '错导' })).status, 303);
	assert.equal((await secretary.json(`/imports/${batch}`)).body.state, 'undone');
	assert.equal((await secretary.json('/org.json?view=open&where=name%3D外协单位甲')).body.count, 0);
});

test('errors stand by column and line, and can be taken along; nothing was written', async () => {
	const answer = await upload(secretary, 'org', 'name,kind,parent\n甲科,section,没有的局\n乙科,nokind,\n');
	const path = answer.headers.get('location');
	const page = await secretary.get(path);

	assert.match(page.text, /没有这条记录/);
	assert.match(page.text, /不在可选的范围内/);
	assert.match(page.text, /class="bad"/);
	assert.doesNotMatch(page.text, /data-t="confirm"/);
	const list = await secretary.get(`${path}/errors`);
	assert.match(list.headers.get('content-type'), /text\/csv/);
	assert.match(list.text, /2,parent,没有的局/);
	assert.equal((await confirm(secretary, path, (await secretary.json(path)).body.sm3)).status, 409);
});

test('bad input: no file, a broken workbook, script in a cell, a strange name, history without the right', async () => {
	assert.equal((await upload(secretary, 'org', '')).status, 422);
	const broken = (await upload(secretary, 'org', 'PK\x03\x04 rubbish', { name: 'a.xlsx' })).headers.get('location');
	assert.match((await secretary.get(broken)).text, /不是完整的 XLSX/);
	const script = (await upload(secretary, 'org', 'name,kind\n<script>alert(1)</script>,nokind\n', { name: '<b>../../x.csv' })).headers.get('location');
	const page = await secretary.get(script);
	assert.doesNotMatch(page.text, /<script>alert|<h2><b>/);
	assert.match(page.text, /&lt;script&gt;/);
	assert.equal((await upload(secretary, 'org', two, { mode: 'magic' })).status, 422);
	assert.notEqual((await upload(auditor, 'org', two)).status, 303);
});

test('what one uploaded is not another\'s to see or to confirm', async () => {
	const path = (await upload(secretary, 'org', two)).headers.get('location');

	assert.equal((await clerk.get(path)).status, 404);
	assert.equal((await confirm(clerk, path, 'x')).status, 404);
	const { body } = await secretary.json('/jobs');
	assert.ok(body.length > 0);
	assert.equal((await clerk.get(`/jobs/${body[0].id}`)).status, 404);
	assert.equal((await clerk.json('/jobs')).body.filter(j => j.id === body[0].id).length, 0);
});

test('a template opens as a workbook', async () => {
	const answer = await fetch(site.base + '/org/template.xlsx', { headers: { cookie: secretary.cookie } });
	const bytes = Buffer.from(await answer.arrayBuffer());

	assert.equal(answer.status, 200);
	assert.equal(bytes.subarray(0, 2).toString(), 'PK');
	const body = new FormData();
	body.set('csrf', await secretary.token());
	body.set('mode', 'live');
	body.set('file', new Blob([bytes]), 'org.xlsx');
	const path = (await secretary.ask('/org/import', { method: 'POST', body })).headers.get('location');
	assert.equal((await secretary.json(path)).body.result.answer.rows, 0);
});

test('killed while a job runs: started again, the job goes on and nothing is there twice', async () => {
	const many = site.pg ? 2100 : 8000;
	const rows = Array.from({ length: many }, (_, i) => `大批单位${i},other`);
	const path = (await upload(secretary, 'org', 'name,kind\n' + rows.join('\n') + '\n' + ' '.repeat(600000))).headers.get('location');
	const first = await secretary.json(path);

	assert.ok(['waiting', 'running', 'ready'].includes(first.body.state), first.body.state);
	await site.again();
	secretary.base = clerk.base = auditor.base = site.base;
	const found = await settled(secretary, path);
	assert.equal(found.state, 'ready', JSON.stringify(found).slice(0, 300));
	assert.equal(found.result.answer.created, many);

	assert.equal((await confirm(secretary, path, found.sm3)).status, 303);
	assert.equal((await settled(secretary, path)).state, 'done');
	for (const row of [0, many - 1])
		assert.equal((await secretary.json(`/org.json?view=all&where=name%3D大批单位${row}`)).body.count, 1);
	assert.equal((await secretary.json('/org.json?view=all&where=name%3D大批单位0')).body.count, 1);
});

test('a small workbook is given at once; a large one is made beside, with a notice, and is its starter\'s alone', async () => {
	const small = await secretary.post('/person/export', { format: 'xlsx', purpose: 'other', why: '年度核对' });

	assert.equal(small.status, 200, small.text.slice(0, 300));
	assert.match(small.headers.get('content-type'), /spreadsheetml/);
	assert.match(small.headers.get('content-disposition'), /person\.xlsx/);
	const large = await secretary.post('/org/export', { format: 'xlsx', purpose: 'other', why: '年度核对' });
	assert.equal(large.status, 303, large.text.slice(0, 300));
	const path = large.headers.get('location');
	const ended = await settled(secretary, path);
	assert.equal(ended.state, 'done', JSON.stringify(ended));
	assert.equal(ended.done, ended.total);
	assert.ok(ended.total > (site.pg ? 2100 : 8000));
	const file = await fetch(site.base + ended.file, { headers: { cookie: secretary.cookie } });
	assert.equal(Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString(), 'PK');
	assert.equal((await clerk.get(ended.file)).status, 404);
	assert.ok((await secretary.json('/notices')).body.some(n => n.href === path));
	const csv = await secretary.post('/org/export', { format: 'csv', purpose: 'other', why: '年度核对' });
	assert.equal(csv.status, 200);
	assert.match(csv.headers.get('content-type'), /text\/csv/);
});

test('what is written cannot be cancelled any more, and the way on is said', async () => {
	const path = (await upload(secretary, 'org', 'name,kind\n来得及的单位,other\n')).headers.get('location');
	const id = path.match(/\d+$/)[0];

	assert.equal((await confirm(secretary, path, (await secretary.json(path)).body.sm3)).status, 303);
	assert.equal((await settled(secretary, path)).state, 'done');
	const late = await secretary.post(`/jobs/${id}/cancel`, {});
	assert.equal(late.status, 409);
	assert.match(late.text, /已写入，不能取消，可以整批撤销/);
	assert.equal((await secretary.json(path)).body.state, 'done');
	assert.equal((await secretary.json('/org.json?view=all&where=name%3D来得及的单位')).body.count, 1);
});

test('cancelled while it is looked over, or when it waits for the word: nothing is written', async () => {
	const many = site.pg ? 2100 : 8000;
	const rows = Array.from({ length: many }, (_, i) => `取消单位${i},other`);
	const path = (await upload(secretary, 'org', 'name,kind\n' + rows.join('\n') + '\n' + ' '.repeat(600000))).headers.get('location');
	const id = path.match(/\d+$/)[0], { sm3 } = (await secretary.json(path)).body;

	assert.equal((await secretary.post(`/jobs/${id}/cancel`, {})).status, 303);
	assert.equal((await settled(secretary, path)).state, 'cancelled');
	assert.equal((await confirm(secretary, path, sm3)).status, 409);
	assert.equal((await secretary.post(`/jobs/${id}/cancel`, {})).status, 409);
	assert.equal((await secretary.json('/org.json?view=all&where=name%3D取消单位0')).body.count, 0);
});
