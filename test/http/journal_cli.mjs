/*
 * journal_cli.mjs - the journal by the command line: whole, proved, witnessed, and what an edit of
 * the database is told as; exports and settings as entries; programs that have values shown
 */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
let site, served, db, path;
const made = {};

before(async () => {
	site = await serve({ prepare: run => {
		made.shows = run('token', 'add', 'shows', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', 'unmask,export,print');
		made.reads = run('token', 'add', 'reads', '--user', 'clerk', '--ledgers', 'hotline');
	} });
	db = `sqlite:${join(site.dir, 'yifa.db')}`;
	path = name => join(site.dir, name);
	served = true;
});
after(async () => {
	if (served) await site.stop();
	else rmSync(site.dir, { recursive: true, force: true });
});

const run = (...words) => spawnSync(program, [...words, '--db', db], { encoding: 'utf8', maxBuffer: 1 << 28 });
const verify = (...words) => JSON.parse(run('journal', 'verify', '--json', ...words).stdout);

test('a token has values shown, prints and exports only when scoped to it, under its own name', async () => {
	const shows = site.bearer(made.shows), reads = site.bearer(made.reads), clerk = await site.sign_in('clerk');
	let record;

	for (const r of (await reads.get_json('/hotline?view=all')).body.records) {
		record = (await reads.get_json(r.href)).body;
		if (record.fields.phone) break;
	}
	const at = `/hotline/${record.id}`;
	for (const [to, body] of [[`${at}/unmask`, { purpose: 'verify' }], [`${at}/print`, { purpose: 'file' }], ['/hotline/export', { purpose: 'inspect' }]]) {
		assert.equal((await reads.send(to, body)).status, 403, to);
		const given = await shows.send(to, body);
		assert.equal(given.status, 200, to + given.text);
		const entry = (await clerk.json(`/hotline/${record.id}/journal`)).body.at(-1);
		if (to !== '/hotline/export') assert.match(entry.origin, /^api\/\d+$/);
	}
	assert.match((await shows.send(`${at}/unmask`, { purpose: 'verify' })).body.fields.phone, /^\d+$/);
	assert.equal((await shows.send(`${at}/unmask`, {})).status, 422);
	assert.equal((await shows.send('/case/export', { purpose: 'inspect' })).status, 403);
	const spec = (await clerk.json('/api/openapi.json')).body;
	assert.ok(spec.paths['/hotline/export'].post && spec.paths['/hotline/{id}/unmask'].post);
});

test('while the pages are served an export says so by name, with the way on; afterwards it is an entry', async () => {
	const held = run('export', 'hotline', '--user', 'clerk', '--today', TODAY);
	assert.equal(held.status, 1);
	assert.equal(held.stdout, '');
	assert.match(held.stderr, /yifa serve[\s\S]*\/hotline\/export/);

	/* from here on the program is alone with its database */
	const ended = new Promise(done => site.child.on('exit', done));
	site.child.kill('SIGTERM');
	served = false;
	assert.equal(await ended, 0);
	const was = verify().entries;
	assert.match(run('export', 'hotline', '--user', 'clerk', '--today', TODAY).stdout, /\d\*{4}\d/);
	assert.equal(verify().entries, was + 1);
	assert.doesNotMatch(run('export', 'hotline', '--user', 'clerk', '--today', TODAY, '--purpose', 'verify').stdout, /\d\*{4}\d/);
	assert.equal(run('export', 'hotline', '--template', '--format', 'xlsx', '-o', path('t.xlsx'), '--user', 'clerk').status, 0);
	const now = verify();
	assert.equal(now.entries, was + 2);
	assert.equal(now.whole, true, JSON.stringify(now.findings));
});

test('head, proof, witness, check: written, held elsewhere, and held against the database', () => {
	const user = ['--user', 'clerk', '--today', TODAY];

	assert.equal(run('journal', 'head', '-o', path('head.json'), ...user).status, 0);
	assert.equal(run('journal', 'prove', '7', '-o', path('proof.json'), ...user).status, 0);
	assert.equal(execFileSync(program, ['journal', 'key', '--name', '司法局', '-o', path('w.key')], { encoding: 'utf8' }).startsWith('公钥 '), true);
	execFileSync(program, ['journal', 'witness', path('head.json'), '--sign', path('w.key'), '-o', path('seen.json')]);
	for (const file of ['head.json', 'proof.json', 'seen.json'])
		assert.equal(spawnSync(program, ['journal', 'check', path(file)]).status, 0, file);
	assert.equal(verify('--head', path('seen.json')).whole, true);
	const proof = JSON.parse(readFileSync(path('proof.json'), 'utf8'));
	writeFileSync(path('forged.json'), JSON.stringify(proof).replace('setting', 'sitting'));
	assert.equal(spawnSync(program, ['journal', 'check', path('forged.json')]).status, 1);
});

test('a setting, an entry and a row that were edited are each told by name', () => {
	const sql = text => execFileSync('sqlite3', [join(site.dir, 'yifa.db'), text]);
	const says = () => verify('--head', path('seen.json')).findings.map(f => f.say).join('\n');
	const undone = (edit, back, expected) => {
		sql(edit);
		assert.match(says(), expected);
		sql(back);
	};

	undone("UPDATE settings SET value = value || '0'", "UPDATE settings SET value = SUBSTR(value, 1, LENGTH(value) - 1)", /设置 \S+ 与日志不符/);
	undone("INSERT INTO settings (org, id, value, from_day, issuer, document) SELECT org, id, value, from_day + 9, issuer, document FROM settings LIMIT 1",
		'DELETE FROM settings WHERE from_day = (SELECT MAX(from_day) FROM settings)', /设置 \S+ 没有日志/);
	undone("UPDATE accounts SET roles = roles + 4096 WHERE name = 'clerk'", "UPDATE accounts SET roles = roles - 4096 WHERE name = 'clerk'", /账号 clerk与日志不符/);
	undone('UPDATE posts SET roles = roles + 4096 WHERE id = (SELECT MIN(id) FROM posts)', 'UPDATE posts SET roles = roles - 4096 WHERE id = (SELECT MIN(id) FROM posts)', /岗位 \S+与日志不符/);
	undone('INSERT INTO deputies SELECT org, id + 1, deputy, account, from_day, to_day, reason, made_at, made_by FROM deputies LIMIT 1',
		'DELETE FROM deputies WHERE id - 1 IN (SELECT id FROM deputies)', /代理 \S+没有日志/);
	undone("UPDATE deputies SET org = -org", 'UPDATE deputies SET org = -org', /代理 \S+日志里有，现在没有/);
	undone("UPDATE journal SET verb = 'sat' WHERE position = 9", "UPDATE journal SET verb = 'set' WHERE position = 9", /第9条/);
	undone("UPDATE hotline SET subject = subject || '！' WHERE id = (SELECT MIN(id) FROM hotline)",
		"UPDATE hotline SET subject = SUBSTR(subject, 1, LENGTH(subject) - 1) WHERE id = (SELECT MIN(id) FROM hotline)", /./);
	const end = verify('--head', path('seen.json'));
	assert.equal(end.whole, true, JSON.stringify(end.findings.slice(0, 3)));
});
