// mixed - kill -9 while people read, take steps, send files and import, again and again
//
//     node --test test/fault/mixed.mjs         KILLS=1000 for more than twenty
//
// An answer of 2xx is an acknowledgement; it is written down here and nowhere else.  After each kill
// the program is started again on what is there.  At the end every acknowledged record, file and
// import is found, no import is half there, and the journal is whole.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pdf } from '../http/_files.mjs';
import { demo } from '../http/_serve.mjs';

const TODAY = '2024-12-20', program = resolve(process.env.YIFA ?? 'build/yifa');
const kills = Number(process.env.KILLS ?? 20);
const steps = [], files = [], imports = [];
let dir, db, child, base, clerk, secretary, serial = 0, read = 0;

before(() => {
	dir = mkdtempSync(join(tmpdir(), 'yifa-mixed-'));
	db = `sqlite:${join(dir, 'yifa.db')}`;
	demo(dir);
});
after(() => { child?.kill('SIGKILL'); rmSync(dir, { recursive: true, force: true }); });

async function start() {
	child = spawn(program, ['serve', '--db', db, '--listen', '127.0.0.1:0', '--today', TODAY], { stdio: ['ignore', 'pipe', 'inherit'] });
	base = await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.once('exit', code => failed(new Error(`serve ended with ${code}`)));
	});
}

async function sign_in(name) {
	const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name, password: process.env.YIFA_PASSWORD ?? 'yifa-2024', to: '/' }) });
	const cookie = answer.headers.get('set-cookie').split(';')[0];
	const page = await (await fetch(`${base}/ledgers`, { headers: { cookie } })).text();

	return { cookie, accept: 'application/json', 'x-csrf-token': page.match(/name="csrf" value="([0-9a-f]+)"/)[1] };
}

/* A session outlives the process: it is a row. */
const ask = async (who, path, options = {}) => {
	const answer = await fetch(base + path, { redirect: 'manual', ...options, headers: { ...who, ...options.headers } });

	return { status: answer.status, text: await answer.text(), to: answer.headers.get('location') };
};

/* What each of them does, over and over; the kill ends it with an error of the connection. */
const work = {
	async reader() {
		const { status } = await ask(clerk, `/hotline?view=all&size=${10 + read++ % 40}`);
		assert.equal(status, 200);
	},
	async stepper() {
		const n = ++serial, body = JSON.stringify({ ticket_number: `M-${n}`, kind: 'complaint', subject: `噪声${n}`, received_at: `${TODAY}T09:00`, received_on: TODAY });
		const answer = await ask(clerk, '/hotline/new/receive', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
		assert.equal(answer.status, 201, answer.text);
		const { href, position } = JSON.parse(answer.text);
		steps.push({ n, href, position });
	},
	async sender() {
		if (!steps.length) return work.stepper();
		const n = ++serial, bytes = Buffer.concat([pdf(`file ${n}`), Buffer.alloc(50000 + n, n)]), form = new FormData();
		const href = steps[n % steps.length].href;
		form.set('csrf', clerk['x-csrf-token']);
		form.append('file', new Blob([bytes]), `f${n}.pdf`);
		const answer = await ask(clerk, `${href}/files`, { method: 'POST', body: form });
		if (answer.status === 422) return assert.match(answer.text, /件|多/); /* a record holds only so many */
		assert.equal(answer.status, 201, answer.text);
		const sm3 = createHash('sm3').update(bytes).digest('hex'), file = JSON.parse(answer.text).files.find(f => f.sm3 === sm3);
		assert.ok(file, answer.text);
		files.push({ href: file.href, sm3 });
	},
	async importer() {
		const n = ++serial, text = 'name,kind\n' + Array.from({ length: 30 }, (_, i) => `批${n}单位${i},other\n`).join('');
		const form = new FormData();
		form.set('csrf', secretary['x-csrf-token']);
		form.set('mode', 'live');
		form.set('file', new Blob([text]), 'org.csv');
		const { to } = await ask(secretary, '/org/import', { method: 'POST', body: form });
		if (!to) return;
		const job = async until => {
			for (;;) {
				const body = JSON.parse((await ask(secretary, to)).text);
				if (until.includes(body.state)) return body;
				await pause(10);
			}
		};
		const { sm3 } = await job(['ready', 'failed']);
		/* The name is kept before the word is given: whether it was done is then a question. */
		imports.push({ n, acknowledged: false });
		await ask(secretary, `${to}/confirm`, { method: 'POST', body: new URLSearchParams({ csrf: secretary['x-csrf-token'], sm3 }) });
		const done = await job(['done', 'failed']);
		imports.find(i => i.n === n).acknowledged = done.state === 'done';
	},
};
const pause = ms => new Promise(done => setTimeout(done, ms));

async function keep_on(what) {
	for (;;) {
		try {
			await work[what]();
		} catch (e) {
			if (e.code === 'ERR_ASSERTION') throw e;
			return;
		}
	}
}

test(`killed ${kills} times under mixed load: what was acknowledged is there, imports are whole or not there, the journal is whole`, { timeout: 3600000 }, async t => {
	await start();
	[clerk, secretary] = [await sign_in('clerk'), await sign_in('secretary')];
	for (let n = 0; n < kills; n++) {
		const from = steps.length + files.length;
		const all = Promise.all(['reader', 'reader', 'stepper', 'stepper', 'sender', 'importer'].map(keep_on));
		let wrong;
		all.catch(e => { wrong = e; });
		while (steps.length + files.length <= from + 3 && child.exitCode === null && !wrong)
			await pause(5);
		if (wrong) throw wrong;
		await pause(Math.random() * 250);
		const dead = new Promise(done => child.once('exit', (code, signal) => done(signal)));
		child.kill('SIGKILL');
		assert.equal(await dead, 'SIGKILL');
		await all;
		await start();
	}

	for (const { n, href, position } of steps) {
		const { status, text } = await ask(clerk, href);
		assert.equal(status, 200, `${href}, entry ${position}`);
		assert.equal(JSON.parse(text).fields.ticket_number, `M-${n}`);
	}
	for (const { href, sm3 } of files) {
		const answer = await fetch(base + href, { headers: clerk });
		assert.equal(answer.status, 200, href);
		assert.equal(createHash('sm3').update(Buffer.from(await answer.arrayBuffer())).digest('hex'), sm3);
	}
	for (const { n, acknowledged } of imports) {
		const { text } = await ask(secretary, `/org?view=all&size=50&where=${encodeURIComponent(`name~批${n}单位`)}`);
		const { count } = JSON.parse(text);
		assert.ok(count === 30 || (count === 0 && !acknowledged), `import ${n}: ${count} of 30, acknowledged: ${acknowledged}`);
	}
	const dead = new Promise(done => child.once('exit', done));
	child.kill('SIGTERM');
	assert.equal(await dead, 0);
	for (const words of [['journal', 'verify'], ['check', '--dues', '--files', '--search']]) {
		const got = spawnSync(program, [...words, '--db', db, '--today', TODAY], { encoding: 'utf8' });
		assert.equal(got.status, 0, words + got.stdout.slice(0, 3000) + got.stderr.slice(0, 3000));
	}
	t.diagnostic(`${steps.length} steps, ${files.length} files, ${imports.filter(i => i.acknowledged).length} of ${imports.length} imports, ${read} reads`);
});
