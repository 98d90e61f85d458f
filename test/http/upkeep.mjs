/*
 * upkeep.mjs - what a system administrator begins as a job: a copy of the whole, its check, the index of
 * search, dues; who may not; cancelling; a stop in the middle
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';
import { pdf } from './_files.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
let site, system, copies, db;

before(async () => {
	copies = mkdtempSync(join(tmpdir(), 'yifa-copies-'));
	site = await serve({ env: { YIFA_BACKUPS: copies } });
	db = join(site.dir, 'yifa.db');
	system = await site.sign_in('system');
});
after(async () => {
	assert.equal(await site.stop(), 0);
	rmSync(copies, { recursive: true, force: true });
});

const run = (...words) => spawnSync(program, [...words, '--today', TODAY, '--json'], { encoding: 'utf8', env: { ...site.home, YIFA_KEY_FILE: join(site.dir, 'yifa.key') } });

/* Begins one; the address of its page. */
async function begin(kind, fields = {}, who = system) {
	const answer = await who.post('/jobs', { kind, ...fields });

	assert.equal(answer.status, 303, answer.text);
	return answer.headers.get('location').replace(site.base, '').split('?')[0];
}
async function over(path, who = system) {
	for (;;) {
		const { status, body } = await who.json(path);

		assert.equal(status, 200);
		if (['done', 'refused', 'failed', 'cancelled', 'interrupted'].includes(body.state)) return body;
		await new Promise(done => setTimeout(done, 10));
	}
}
const job = async (kind, fields) => over(await begin(kind, fields));

test('a copy is made while others work; it is whole, opens, and its records are those of its journal', async t => {
	if (site.pg) return t.skip('a server is copied by its own means');
	const clerk = await site.sign_in('clerk');
	const ticket = await clerk.post_json('/hotline/new/receive', { ticket_number: 'U-1', kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });
	assert.equal(ticket.status, 201, ticket.text);
	const form = new FormData();
	form.set('csrf', await clerk.token());
	form.append('file', new Blob([pdf('copied')]), 'one.pdf');
	assert.ok((await clerk.ask(`${ticket.body.href}/files`, { method: 'POST', body: form })).status < 400);

	const done = await job('backup');
	assert.equal(done.state, 'done', done.said);
	assert.match(done.said, /已备份到 yifa-2024-12-20-\d+\.db/);
	assert.ok(done.total > 0 && done.done === done.total, `${done.done} of ${done.total}`);
	const [name] = readdirSync(copies).filter(n => n.endsWith('.db'));
	const copy = `sqlite:${join(copies, name)}`;
	const count = JSON.parse(run('count', 'hotline', '--where', 'ticket_number=U-1', '--db', copy).stdout);
	assert.equal(count.value, 1);
	assert.equal(run('check', '--files', '--db', copy).status, 0, 'files stand beside the copy');
	const entry = site.sql("SELECT verb || ' ' || body FROM journal WHERE ledger = 'database' ORDER BY position DESC LIMIT 1");
	assert.match(entry, new RegExp(`^backup .*${name}`));
	assert.match((await system.get('/notices')).text, /备份.*完成/);

	const fine = await job('backup_check', { file: name });
	assert.equal(fine.state, 'done', fine.said);
	assert.match(fine.said, /完好，记录与日志相符/);
	assert.ok(fine.total > 1000 && fine.done > fine.total / 2, `${fine.done} of ${fine.total}`);
	assert.match((await system.get('/jobs')).text, new RegExp(`核对 ${name}`));
});

test('on another machine with another key it is neither restored nor served, and that is said by name', t => {
	if (site.pg) return t.skip('a server is copied by its own means');
	const [name] = readdirSync(copies).filter(n => n.endsWith('.db'));
	const other = join(copies, 'other.key'), back = join(copies, 'back', 'yifa.db');

	mkdirSync(join(copies, 'back'));
	writeFileSync(other, `${'5a'.repeat(32)}\n`, { mode: 0o600 });
	const restored = key => run('restore', join(copies, name), '--force', '--db', `sqlite:${back}`, '--key', key);
	const refused = restored(other);
	assert.equal(refused.status, 1, refused.stderr);
	assert.match(refused.stderr, /另一把密钥/);
	assert.equal(restored(join(site.dir, 'yifa.key')).status, 0);
	const served = run('serve', '--listen', '127.0.0.1:0', '--db', `sqlite:${back}`, '--key', other);
	assert.equal(served.status, 1);
	assert.match(served.stderr, /另一把密钥/);
});

test('a copy in which a value was changed, or that is cut short, is told', async t => {
	if (site.pg) return t.skip('a server is copied by its own means');
	await job('backup');
	const names = readdirSync(copies).filter(n => n.endsWith('.db')).sort();
	const name = names.at(-1), path = join(copies, name);
	execFileSync('sqlite3', [path, "UPDATE hotline SET subject = 'x' WHERE id = (SELECT MIN(id) FROM hotline)"]);
	const changed = await job('backup_check', { file: name });
	assert.equal(changed.state, 'refused');
	assert.match(changed.said, /与日志不符，1 处：hotline \d+ subject与日志不符/);
	execFileSync('truncate', ['-s', '-40960', path]);
	const cut = await job('backup_check', { file: name });
	assert.equal(cut.state, 'refused');
	assert.match(cut.said, /不是完好的数据库|打不开：database disk image is malformed/);
	for (const file of ['../yifa.db', db, 'nothing.db', ''])
		assert.match((await job('backup_check', { file })).said, /没有这个备份/);
});

test('the index of search is made anew, and tells how much was wrong', async () => {
	site.sql("UPDATE search SET body = 'x' WHERE id IN (SELECT id FROM operator ORDER BY id LIMIT 3)");
	site.sql("UPDATE person SET name_order = '' WHERE id IN (SELECT id FROM person ORDER BY id LIMIT 2)");
	const done = await job('search');
	assert.equal(done.state, 'done', done.said);
	assert.match(done.said, /已重建，5 条有出入/);
	assert.match((await job('search')).said, /没有出入/);
});

test('dues and tallies are computed again', async () => {
	const done = await job('recount');
	assert.equal(done.state, 'done', done.said);
	assert.match(done.said, /重新计算/);
	const verify = run('journal', 'verify', '--db', site.url);
	assert.equal(verify.status, 0, verify.stdout + verify.stderr);
});

test('nobody else begins one, and nobody begins what is none', async () => {
	for (const name of ['security', 'audit', 'clerk', 'leader']) {
		const who = await site.sign_in(name);

		assert.equal((await who.post('/jobs', { kind: 'search' })).status, 403, name);
		assert.doesNotMatch((await who.get('/jobs')).text, /data-t="upkeep"/);
	}
	assert.equal((await site.stranger().ask('/jobs', { method: 'POST', body: new URLSearchParams({ kind: 'search' }) })).status, 303, 'to sign in');
	for (const kind of ['import', 'report', '', 'x'])
		assert.equal((await system.post('/jobs', { kind })).status, 422, kind);
	if (site.pg)
		assert.match((await job('backup')).said, /pg_dump/);
});

test('the command line shows and cancels', async () => {
	const words = (...w) => run('jobs', ...w, '--user', 'system', '--db', site.url);
	const list = JSON.parse(words('list').stdout);
	assert.ok(list.length > 3);
	assert.equal(JSON.parse(words('show', list[0].id).stdout).id, list[0].id);
	const none = words('show', '1');
	assert.equal(none.status, 2);
	assert.match(none.stderr, /没有这个作业/);
	const late = words('cancel', list[0].id);
	assert.equal(late.status, 1);
	assert.match(late.stderr, /已经结束|正在写这个数据库/);
	const other = JSON.parse(run('jobs', '--user', 'clerk', '--db', site.url).stdout);
	assert.equal(other.length, 0);
	assert.equal(run('jobs', 'show', list[0].id, '--user', 'clerk', '--db', site.url).status, 2);
});

test('killed in the middle, it is taken again; cancelled, it leaves nothing', async t => {
	if (site.pg) return t.skip('shown on SQLite');
	const before = readdirSync(copies).length;
	const path = await begin('backup');

	await site.again();
	system.base = site.base;
	assert.equal((await over(path)).state, 'done');
	assert.ok(!readdirSync(copies).some(n => n.endsWith('.part')));

	/* Both runners are busy for a while: it waits, and has not begun when it is cancelled. */
	const busy = [await begin('search'), await begin('recount')];
	const cancelled = await begin('backup_check', { file: readdirSync(copies).filter(n => n.endsWith('.db'))[0] });
	assert.equal((await system.post(`${cancelled}/cancel`, {})).status, 303);
	assert.equal((await over(cancelled)).state, 'cancelled');
	for (const path of busy)
		assert.equal((await over(path)).state, 'done');
	assert.ok(readdirSync(copies).length > before);
	assert.ok(existsSync(copies));
});
