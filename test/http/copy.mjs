/*
 * copy.mjs - a bureau that has attachments moves to another database and back: folder to S3 to folder,
 * with equal journals, and each file comes out as it went in
 *
 *     YIFA=build/yifa node --test test/http/copy.mjs
 *
 * On PostgreSQL (scripts/with-postgres) it comes from there and goes by another database of it.
 */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';
import { bucket } from './_s3.mjs';
import { jpeg, pdf } from './_files.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
const photo = jpeg(), document = pdf();
let site, s3, record, env, middle;

/* Beside this process, which is the bucket too. */
const run_with = (more, ...words) => new Promise(done => execFile(program, words, { env: { ...env, ...more }, encoding: 'utf8', maxBuffer: 1 << 26 },
	(error, out, err) => done({ code: error ? error.code : 0, out, err })));
const run = (...words) => run_with({}, ...words);
const at = name => join(site.dir, name);

async function attach(who, name, bytes, type) {
	const form = new FormData();

	form.set('csrf', await who.token());
	form.append('file', new Blob([bytes], { type }), name);
	const answer = await who.ask(`/hotline/${record}/files`, { method: 'POST', body: form, headers: { accept: 'application/json' } });
	assert.equal(answer.status, 201, answer.text);
	return JSON.parse(answer.text).files.find(f => f.name === name);
}

before(async () => {
	s3 = await bucket();
	site = await serve();
	const clerk = await site.sign_in('clerk');

	record = (await clerk.json('/hotline?view=all')).body.records[0].id;
	await attach(clerk, '现场.jpg', photo, 'image/jpeg');
	const gone = await attach(clerk, '误传.pdf', document, 'application/pdf');
	assert.equal((await clerk.post_json(`/hotline/${record}/files/${gone.id}/detach`, { reason: '传错' })).status, 200);
	env = { ...process.env, ...s3.env, YIFA_KEY_FILE: at('yifa.key'), YIFA_FILES_TMP: at('tmp') };
	const ended = new Promise(done => site.child.on('exit', done));
	site.child.kill('SIGTERM');
	assert.equal(await ended, 0);
	middle = site.pg ? `${process.env.YIFA_TEST_PG}/copied_${process.pid}` : `sqlite:${at('middle.db')}`;
	if (site.pg) execFileSync('psql', ['-q', `${process.env.YIFA_TEST_PG}/postgres`, '-c', `CREATE DATABASE copied_${process.pid}`]);
});
after(async () => {
	await s3.stop();
	rmSync(site.dir, { recursive: true, force: true });
});

test('there: from a folder into a bucket; the files are counted, the journal is the same', async () => {
	const { code, out, err } = await run('copy', '--from', site.url, '--to', middle, '--from-files', at('yifa.db.files'), '--to-files', `s3://${s3.name}/moved`, '--json');

	assert.equal(code, 0, err);
	const told = JSON.parse(out);
	assert.deepEqual([told.files, told.files_left], [2, 0], 'the withdrawn one is evidence and goes along');
	assert.equal([...s3.objects.keys()].filter(key => /(^|\/)moved\/[0-9a-f]{2}\//.test(key)).length, 2, [...s3.objects.keys()].join());
	assert.equal((await run_with({ YIFA_FILES: `s3://${s3.name}/moved` }, 'check', '--files', '--db', middle)).code, 0);
	env.told = out;
});

test('and back: from the bucket into a folder, equal in every table, and the file opens from its record', async () => {
	const back = `sqlite:${at('back.db')}`, { code, out, err } = await run('copy', '--from', middle, '--from-files', `s3://${s3.name}/moved`, '--to', back, '--json');

	assert.equal(code, 0, err);
	assert.equal(out, env.told, 'tables, rows, entries, the SM3 of the journal, files');
	for (const url of [site.url, middle, back]) {
		const verified = JSON.parse((await run('journal', 'verify', '--json', '--db', url)).out);
		assert.equal(verified.whole, true, url);
	}
	assert.equal((await run('check', '--files', '--db', back)).code, 0);
	const again = await serve({ from: at('back.db'), options: ['--files', at('back.db.files')] });
	try {
		const clerk = await again.sign_in('clerk'), { files } = (await clerk.json(`/hotline/${record}/files`)).body;
		assert.deepEqual(files.map(f => f.name), ['现场.jpg']);
		const got = await fetch(`${again.base}${files[0].href}`, { headers: { cookie: clerk.cookie } });
		assert.deepEqual(Buffer.from(await got.arrayBuffer()), Buffer.from(photo));
	} finally {
		assert.equal(await again.stop(), 0);
	}
});

test('without a place for them the files stay, and their number is told; a changed one stops it before any row', async () => {
	const alone = await run('copy', '--from', middle, '--to', `sqlite:${at('alone.db')}`);
	if (site.pg) {
		assert.equal(alone.code, 0, alone.err);
		assert.match(alone.out, /附件 2 个没有随同.*--from-files/);
	} else {
		assert.notEqual(alone.code, 0, 'beside a file they are looked for, and are not there');
		assert.match(alone.err, /文件 [0-9a-f]{12}/);
	}
	const folder = at('yifa.db.files'), [head] = readdirSync(folder).filter(n => /^[0-9a-f]{2}$/.test(n)), [tail] = readdirSync(join(folder, head));
	copyFileSync(join(folder, head, tail), at('kept'));
	rmSync(join(folder, head, tail));
	writeFileSync(join(folder, head, tail), 'other bytes');
	const spoilt = await run('copy', '--from', site.url, '--from-files', folder, '--to', `sqlite:${at('spoilt.db')}`);
	assert.notEqual(spoilt.code, 0);
	assert.match(spoilt.err, new RegExp(`${head}${tail}`.slice(0, 12)));
	assert.equal(JSON.parse((await run('count', 'hotline', '--json', '--user', 'clerk', '--today', TODAY, '--db', `sqlite:${at('spoilt.db')}`)).out || '{"value":0}').value, 0);
	rmSync(join(folder, head, tail));
	copyFileSync(at('kept'), join(folder, head, tail));
});
