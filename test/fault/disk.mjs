// disk - the disk is really full: a small file system of its own, filled to its last block
//
//     node --test test/fault/disk.mjs
//
// Needs to mount a tmpfs (root, or a machine that lets us); where that is refused it says so, and
// kill.mjs (files may not grow) and test_db.c (a_full_disk) are what shows it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pdf } from '../http/_files.mjs';
import { demo } from '../http/_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa'), TODAY = '2024-12-20';
let dir, disk, mounted, child, base, headers;

before(() => {
	dir = mkdtempSync(join(tmpdir(), 'yifa-disk-'));
	disk = join(dir, 'disk');
	spawnSync('mkdir', [disk]);
	mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'yifa-test', disk]).status === 0;
});
after(() => {
	child?.kill('SIGKILL');
	if (mounted) spawnSync('umount', ['-l', disk]);
	rmSync(dir, { recursive: true, force: true });
});

const filler = () => join(disk, 'filler');
/* Every byte that the disk has left. */
function fill() {
	const fd = openSync(filler(), 'a');
	for (let size = 1 << 20; size; size >>= 1)
		try { for (;;) writeSync(fd, Buffer.alloc(size)); } catch (e) { assert.equal(e.code, 'ENOSPC'); }
	closeSync(fd);
}

async function start() {
	child = spawn(program, ['serve', '--db', `sqlite:${disk}/yifa.db`, '--listen', '127.0.0.1:0', '--today', TODAY], { stdio: ['ignore', 'pipe', 'inherit'] });
	base = await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.once('exit', code => failed(new Error(`serve ended with ${code}`)));
	});
	const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'clerk', password: 'yifa-2024', to: '/' }) });
	const cookie = answer.headers.get('set-cookie').split(';')[0];
	const page = await (await fetch(`${base}/ledgers`, { headers: { cookie } })).text();
	headers = { cookie, accept: 'application/json', 'x-csrf-token': page.match(/name="csrf" value="([0-9a-f]+)"/)[1] };
}

let n = 0;
async function step() {
	const body = JSON.stringify({ ticket_number: `F-${++n}`, kind: 'complaint', subject: '噪声'.repeat(900), received_at: `${TODAY}T09:00`, received_on: TODAY });
	const answer = await fetch(`${base}/hotline/new/receive`, { method: 'POST', body, headers: { ...headers, 'content-type': 'application/json' } });
	return { status: answer.status, body: await answer.json(), n };
}
async function send(href) {
	const form = new FormData();
	form.set('csrf', headers['x-csrf-token']);
	form.append('file', new Blob([Buffer.concat([pdf('full'), Buffer.alloc(3 << 20, 7)])]), 'full.pdf');
	const answer = await fetch(`${base}${href}/files`, { method: 'POST', body: form, headers });
	return { status: answer.status, text: await answer.text() };
}
const run = (...words) => spawnSync(program, [...words, '--db', `sqlite:${disk}/yifa.db`, '--today', TODAY], { encoding: 'utf8' });

test('the disk is full: steps and files answer 5xx, reading goes on, nothing is half there; with room, work goes on', async t => {
	if (!mounted) return t.skip('no file system may be mounted here');
	demo(disk);
	await start();
	const taken = [];
	for (let i = 0; i < 3; i++) taken.push(await step());
	assert.ok(taken.every(s => s.status === 201), JSON.stringify(taken.map(s => s.body)));
	const path = taken[0].body.href;

	fill();
	const file = await send(path);
	assert.ok(file.status >= 500, `${file.status} ${file.text}`);
	/* what SQLite has set aside already may take a few */
	let full;
	for (let i = 0; i < 20000 && !full; i++) {
		const s = await step();
		if (s.status === 201) taken.push(s);
		else full = s;
	}
	assert.ok(full, 'the disk never was full');
	assert.ok(full.status >= 500, `${full.status} ${JSON.stringify(full.body)}`);
	assert.equal((await fetch(base + path, { headers })).status, 200, 'reading goes on');
	assert.equal((await fetch(`${base}/health`)).status, 200);

	rmSync(filler());
	const again = await step();
	assert.equal(again.status, 201, JSON.stringify(again.body));
	assert.equal((await send(path)).status, 201);
	const dead = new Promise(done => child.once('exit', done));
	child.kill('SIGTERM');
	assert.equal(await dead, 0);
	for (const words of [['journal', 'verify'], ['check', '--dues', '--search', '--files']]) {
		const got = run(...words);
		assert.equal(got.status, 0, got.stdout.slice(0, 2000) + got.stderr);
	}
	const count = JSON.parse(run('count', 'hotline', '--where', 'ticket_number~F-', '--json').stdout).value;
	assert.equal(count, taken.length + 1, 'what was acknowledged and nothing else');
	t.diagnostic(`${taken.length} taken before it was full`);
});
