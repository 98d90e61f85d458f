/*
 * imports.mjs - a file into a ledger through its page: looked over, confirmed, undone; jobs and
 * notices; kill -9 while a job runs
 *
 *     YIFA=build/yifa node --test test/http/imports.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';
import { cell, sheet, workbook, zip } from './_book.mjs';

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

/* ---- the clerk with three hundred rows ---- */

const COLUMNS = ['ticket_number', 'kind', 'subject', 'caller', 'phone', 'operator', 'complex', 'received_at', 'received_on', 'late_reason'];
const day = i => `2024-12-${String(1 + i % 19).padStart(2, '0')}`;
const rows_of = mark => Array.from({ length: 300 }, (_, i) => [`${mark}-${i}`, 'complaint', `噪声扰民${mark}第${i}件`, '张某', `1380000${String(i).padStart(4, '0')}`, '', '', `${day(i)}T09:00`, day(i), '集中补录']);
/* Row, column, what stands there instead, what is said of it. */
const FAULTS = [
	[3, 'subject', '', /应当填写/], [9, 'ticket_number', '', /应当填写/], [15, 'received_at', '', /应当填写/],
	[20, 'kind', 'noise', /不在可选的范围内/], [31, 'kind', '投诉举报', /不在可选的范围内/],
	[40, 'received_on', '2024-02-30', /没有这一天/], [52, 'received_on', '2025-03-01', /不能在今天之后/], [60, 'received_on', '上周三', /没有这一天/],
	[71, 'received_at', '上午九点', /时间写作/], [80, 'received_at', '2024-13-01T09:00', /时间写作/], [94, 'received_at', '2024-12-01T25:00', /时间写作/],
	[100, 'phone', '12ab', /电话号码/], [113, 'phone', '138000000000000', /电话号码/], [127, 'phone', '+86', /电话号码/],
	[140, 'operator', '没有这家店', /没有这条记录/], [155, 'complex', '也许', /“是”或者“否”/],
	[170, 'subject', '长'.repeat(20001), /最多填写/], [188, 'subject', '\u202Ecod.exe', /看不见的控制字符/],
	[230, 'caller', '\u2066王', /看不见的控制字符/], [299, 'subject', '   ', /应当填写/],
];
const spoilt = mark => { const list = rows_of(mark); for (const [row, column, value] of FAULTS) list[row][COLUMNS.indexOf(column)] = value; return list; };
const csv = list => [COLUMNS, ...list].map(r => r.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
const xlsx = list => zip(workbook(sheet([COLUMNS, ...list].map((r, n) => `<row r="${n + 1}">${r.map((c, i) => cell(`${'ABCDEFGHIJ'[i]}${n + 1}`, c)).join('')}</row>`).join(''))));

for (const [kind, name, made] of [['CSV', 'a.csv', csv], ['XLSX', 'a.xlsx', xlsx]])
	test(`three hundred rows with twenty faults in ${kind}: each by row, column and reason; mended it goes on, and is undone with a reason`, async () => {
		const count = () => +site.sql(`SELECT COUNT(*) FROM hotline WHERE ticket_number LIKE '${kind}-%' AND void_on IS NULL`);
		const at = (await upload(clerk, 'hotline', made(spoilt(kind)), { name })).headers.get('location');
		await settled(clerk, at);
		const listed = (await clerk.get(`${at}/errors`)).text.trim().split('\r\n').slice(1);
		for (const [row, column, , say] of FAULTS) {
			const line = listed.find(l => l.startsWith(`${row + 2},${column},`));
			assert.match(line ?? '', say, `row ${row + 2}, ${column}: ${listed.find(l => l.startsWith(`${row + 2},`))}`);
		}
		assert.equal(listed.length, FAULTS.length);
		const page = await clerk.get(at);
		assert.match(page.text, /class="bad"/);
		assert.doesNotMatch(page.text, /data-t="confirm"/);
		assert.equal(count(), 0, 'nothing is written before all of it is right');

		/* Mended but for the reason of what is entered late: the column to add is told, with the way on. */
		const bare = rows_of(kind).map(r => [...r.slice(0, -1), '']);
		const late = (await upload(clerk, 'hotline', made(bare), { name })).headers.get('location');
		await settled(clerk, late);
		assert.match((await clerk.get(late)).text, /late_reason[\s\S]*补录应当写明理由[\s\S]*请加一列“补录理由”/);

		const right = (await upload(clerk, 'hotline', made(rows_of(kind)), { name })).headers.get('location');
		const { sm3 } = await settled(clerk, right);
		assert.equal((await confirm(clerk, right, sm3)).status, 303);
		const done = await settled(clerk, right);
		assert.equal(done.result.answer.created, 300);
		assert.equal(count(), 300);
		/* One of them was worked on meanwhile: undoing would lose that, and is refused by name. */
		const first = (await clerk.json(`/hotline.json?view=all&where=${encodeURIComponent(`ticket_number=${kind}-7`)}`)).body.records[0];
		const record = (await clerk.json(`/hotline/${first.id}`)).body;
		const moved = await clerk.post_json(`/hotline/${first.id}/accept`, { version: record.version, accepted_at: `${day(7)}T10:00`, reason: '补录' });
		assert.equal(moved.status, 200, moved.text);
		const refused = await clerk.post(`/imports/${done.result.answer.batch}/undo`, { reason: '导错了' });
		assert.equal(refused.status, 422);
		assert.ok(refused.text.includes(first.number), refused.text.match(/data-t="refusals"[^]{0,600}/)?.[0]);
		assert.equal(count(), 300, 'all of it or nothing');
	});
