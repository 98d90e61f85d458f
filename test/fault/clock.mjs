/*
 * clock.mjs - the clock of the machine is set back while the program runs, and set right again
 *
 * The program runs under libfaketime, whose clock is a file.  Nobody is thrown out, no step is entered
 * before the one it follows, work that was begun ends, and with the clock right all goes on.
 *
 *     YIFA=build/yifa node --test test/fault/clock.mjs
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { demo } from '../http/_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa'), password = 'yifa-2024';
/* After the demo was made, which its journal knows: the day after tomorrow, and the one after that. */
const later = days => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10), DAY = later(2), NEXT = later(3);
const dir = mkdtempSync(join(tmpdir(), 'yifa-clock-'));
let child, base, clerk, system, serial = 0;

/* What the machine says from now on; 02:00 is ten in the morning here. */
const set_clock = text => writeFileSync(join(dir, 'clock'), `@${text}`);

/* Debian puts it into the folder of its architecture. */
const preload = readdirSync('/usr/lib').map(folder => `/usr/lib/${folder}/faketime/libfaketimeMT.so.1`)
	.find(existsSync);

async function sign_in(name) {
	const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name, password, to: '/' }) });
	assert.equal(answer.status, 303, name);
	const cookie = answer.headers.get('set-cookie').split(';')[0];
	const csrf = (await (await fetch(`${base}/ledgers`, { headers: { cookie } })).text()).match(/name="csrf" value="([0-9a-f]+)"/)[1];
	const ask = async (path, body) => {
		const got = await fetch(base + path, { method: body ? 'POST' : 'GET', redirect: 'manual', body: body && JSON.stringify(body),
			headers: { cookie, accept: 'application/json', ...(body ? { 'content-type': 'application/json', 'x-csrf-token': csrf } : {}) } });
		const text = await got.text();
		return { status: got.status, text, body: /json/.test(got.headers.get('content-type')) ? JSON.parse(text) : null };
	};
	return { ask };
}

const ticket = () => clerk.ask('/hotline/new/receive', { ticket_number: `CLOCK-${++serial}`, kind: 'complaint', subject: '噪声', received_at: `${DAY}T09:00`, received_on: DAY });
const sql = text => execFileSync('sqlite3', ['-cmd', '.timeout 30000', join(dir, 'yifa.db'), text], { encoding: 'utf8' }).trim();
const entries = () => +sql('SELECT position FROM journal_head WHERE org = 1');

before(async () => {
	assert.ok(preload, 'libfaketime is not here: scripts/deps test');
	demo(dir);
	set_clock(`${DAY} 02:00:00`);
	child = spawn(program, ['serve', '--db', `sqlite:${join(dir, 'yifa.db')}`, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'],
		env: { ...process.env, LD_PRELOAD: preload, FAKETIME_TIMESTAMP_FILE: join(dir, 'clock'), FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', TZ: 'UTC' } });
	base = await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.on('exit', code => failed(new Error(`yifa serve ended with ${code}`)));
	});
	[clerk, system] = [await sign_in('clerk'), await sign_in('system')];
});
after(async () => {
	const ended = new Promise(done => child.on('exit', done));
	child.kill('SIGTERM');
	assert.equal(await ended, 0);
	rmSync(dir, { recursive: true });
});

test('an hour back: who is signed in stays so, no step is entered, and why is told', async () => {
	const first = await ticket();
	assert.equal(first.status, 201, first.text);
	const was = entries();

	set_clock(`${DAY} 01:00:00`);
	assert.equal((await clerk.ask('/hotline?view=all')).status, 200, 'the session of ten o’clock holds at nine');
	for (let i = 0; i < 3; i++) {
		const { status, body, text } = await ticket();
		assert.equal(status, 422, text);
		assert.ok(body.refusals.some(r => /时钟/.test(r.say)), text);
	}
	const moved = await clerk.ask(`${first.body.href}/accept`, { version: first.body.version, accepted_at: `${DAY}T09:10` });
	assert.equal(moved.status, 422, moved.text);
	assert.equal(entries(), was);
	assert.equal(sql("SELECT COUNT(*) FROM hotline WHERE ticket_number LIKE 'CLOCK-%'"), '1');
});

test('set right again, work goes on; a few minutes back are taken, and instants never go back', async () => {
	set_clock(`${DAY} 02:30:00`);
	assert.equal((await ticket()).status, 201);
	set_clock(`${DAY} 02:27:00`);
	assert.equal((await ticket()).status, 201);
	const at = sql('SELECT at FROM journal WHERE org = 1 ORDER BY position DESC LIMIT 3').split('\n').map(Number);
	assert.ok(at[0] >= at[1] && at[1] >= at[2], at.join());
});

test('a job that was begun ends, though the clock goes back under its lease', async () => {
	set_clock(`${DAY} 03:00:00`);
	const begun = await system.ask('/jobs', { kind: 'search' });
	assert.ok([200, 201, 202, 303].includes(begun.status), begun.text);
	set_clock(`${DAY} 02:10:00`);
	const ended = async () => sql("SELECT COUNT(*) FROM jobs WHERE state IN ('waiting', 'running')") === '0';
	for (let i = 0; i < 600 && !await ended(); i++) await new Promise(done => setTimeout(done, 50));
	assert.ok(await ended(), sql('SELECT kind, state FROM jobs'));
});

test('a day on, everything is whole', async () => {
	set_clock(`${NEXT} 02:00:00`);
	clerk = await sign_in('clerk');
	assert.equal((await ticket()).status, 201);
	const verified = JSON.parse(execFileSync(program, ['journal', 'verify', '--json', '--db', `sqlite:${join(dir, 'yifa.db')}`], { encoding: 'utf8', maxBuffer: 1 << 28 }));
	assert.equal(verified.whole, true, JSON.stringify(verified.findings));
});
