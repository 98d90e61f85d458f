/*
 * files.mjs - kill -9 while a file comes, and between the store and the commit: never a row without
 * bytes; what is left over is swept
 *
 *     YIFA=build/yifa node --test test/fault/files.mjs
 *
 * The point between is held by a bucket that keeps the bytes and does not answer.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { bucket } from '../http/_s3.mjs';
import { pdf } from '../http/_files.mjs';
import { demo } from '../http/_serve.mjs';

const TODAY = '2024-12-20', program = resolve(process.env.YIFA ?? 'build/yifa');
const sm3 = data => createHash('sm3').update(data).digest('hex');
let dir, s3, child, base, cookie, csrf;

const db = () => `sqlite:${join(dir, 'yifa.db')}`;
const env = () => ({ ...process.env, ...s3.env, YIFA_S3_PATIENCE: '60', YIFA_FILES_TMP: join(dir, 'tmp'), YIFA_FILES: 's3://evidence' });
/* Not in this thread: the bucket lives here. */
const run = (...words) => new Promise(done => execFile(program, [...words, '--db', db()], { env: env() }, (error, stdout, stderr) => done({ status: error ? error.code : 0, stderr })));

before(async () => {
	dir = mkdtempSync(join(tmpdir(), 'yifa-fault-'));
	s3 = await bucket();
	demo(dir);
});
after(async () => {
	child?.kill('SIGKILL');
	await s3.stop();
	rmSync(dir, { recursive: true, force: true });
});

async function start(...words) {
	child = spawn(program, ['serve', '--db', db(), '--listen', '127.0.0.1:0', '--today', TODAY, ...words], { stdio: ['ignore', 'pipe', 'inherit'], env: env() });
	base = await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.once('exit', code => failed(new Error(`ended with ${code}`)));
	});
	const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'clerk', password: 'yifa-2024', to: '/' }) });
	cookie = answer.headers.get('set-cookie').split(';')[0];
	csrf = (await (await fetch(`${base}/ledgers`, { headers: { cookie } })).text()).match(/name="csrf" value="([0-9a-f]+)"/)[1];
}

async function kill() {
	const gone = new Promise(done => child.once('exit', (code, signal) => done(signal)));

	child.kill('SIGKILL');
	assert.equal(await gone, 'SIGKILL');
}

async function ticket(number) {
	const answer = await fetch(`${base}/hotline/new/receive`, { method: 'POST', headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json', accept: 'application/json' },
		body: JSON.stringify({ ticket_number: number, kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY }) });

	assert.equal(answer.status, 201);
	return (await answer.json()).href;
}

const upload = (to, name, bytes) => fetch(`${base}${to}/files?name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes,
	headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/pdf', accept: 'application/json' } });
const files = async to => (await (await fetch(`${base}${to}/files.json`, { headers: { cookie } })).json()).files;

test('killed between store and commit: bytes without a row, which the sweep takes when they are old', async () => {
	const bytes = pdf('between'), hash = sm3(bytes), key = `${hash.slice(0, 2)}/${hash.slice(2)}`;

	await start();
	const to = await ticket('FAULT-1');
	assert.equal((await upload(to, 'kept.pdf', pdf('kept'))).status, 201);
	const held = new Promise(done => { s3.fail = request => request.method === 'PUT' ? (done(), 'hold') : undefined; });
	const sent = upload(to, 'between.pdf', bytes).then(a => a.status, () => 'cut');
	await held;
	while (!s3.objects.has(key)) await new Promise(setImmediate);
	await kill();
	assert.equal(await sent, 'cut', 'nobody was told that it was taken');
	s3.fail = () => undefined;
	await start();
	assert.deepEqual((await files(to)).map(f => f.name), ['kept.pdf']);
	assert.deepEqual(readdirSync(join(dir, 'tmp', 'tmp')), [], 'the next start removes the draft');
	await kill();
	assert.equal((await run('check', '--files', '--mend')).status, 0);
	assert.ok(s3.objects.has(key), 'it is young: an upload of just now would look the same');
	s3.ages.set(key, 90000);
	assert.match((await run('check', '--files', '--mend')).stderr, /删去没有记录指向的文件 1 个/);
	assert.ok(!s3.objects.has(key));
	assert.equal(s3.objects.size, 1);
});

test('a row whose bytes are gone is found', async () => {
	const [key] = s3.objects.keys(), was = s3.objects.get(key);

	s3.objects.delete(key);
	const found = await run('check', '--files');
	assert.equal(found.status, 1);
	assert.match(found.stderr, new RegExp(`${key.replace('/', '')} 不见了（hotline`));
	s3.objects.set(key, was);
	assert.equal((await run('check', '--files')).status, 0);
});

test('bugbank 36: killed while a file comes no row stays and the next start takes the half away; killed after the answer it is there', async () => {
	const home = join(dir, 'files');

	await start('--files', home);
	const to = await ticket('FAULT-2'), { hostname, port } = new URL(base);
	const socket = connect(+port, hostname, () => {
		socket.write(`POST ${to}/files?name=v.mp4 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nX-CSRF-Token: ${csrf}\r\nContent-Type: video/mp4\r\nContent-Length: 9000000\r\n\r\n`);
		socket.write(Buffer.alloc(100000));
	});
	socket.on('error', () => {});
	while (!readdirSync(join(home, 'tmp')).length) await new Promise(setImmediate);
	await kill();
	assert.equal(readdirSync(join(home, 'tmp')).length, 1);
	await start('--files', home);
	assert.deepEqual(readdirSync(join(home, 'tmp')), []);
	assert.deepEqual(await files(to), []);
	const { files: [f] } = await (await upload(to, 'whole.pdf', pdf('whole'))).json();
	await kill();
	assert.ok(existsSync(join(home, f.sm3.slice(0, 2), f.sm3.slice(2))), 'acknowledged is kept');
});
