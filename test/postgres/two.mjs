/*
 * two.mjs - two servers on one PostgreSQL database: people work through both at once, nothing acknowledged is lost,
 * what one wrote is read and found through the other at once, a setting is in force in both within a second,
 * of two who change the same version one is told, and the journal is whole
 *
 *     scripts/with-postgres node --test test/postgres/two.mjs        ROUNDS=200 for more than twenty of each client
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { serve, TODAY } from '../http/_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa'), rounds = Number(process.env.ROUNDS ?? 20);
let site, second, clerks, heads, serial = 0;

/* The other server, on the same database and with the same key. */
async function beside() {
	const child = spawn(program, ['serve', '--db', site.url, '--listen', '127.0.0.1:0', '--today', TODAY], { stdio: ['ignore', 'pipe', 'inherit'], env: site.home });

	return { child, base: await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.once('exit', code => failed(new Error(`yifa serve ended with ${code}`)));
	}) };
}

/* One session, shown to both. */
function at_both(visitor) {
	const other = site.stranger(visitor.cookie);

	other.base = second.base;
	return [visitor, other];
}

before(async () => {
	if (!process.env.YIFA_TEST_PG)
		throw new Error('run it by scripts/with-postgres');
	site = await serve();
	second = await beside();
	[clerks, heads] = [at_both(await site.sign_in('clerk')), at_both(await site.sign_in('head'))];
});
after(async () => {
	const dead = new Promise(done => second.child.on('exit', done));

	second.child.kill('SIGTERM');
	assert.equal(await dead, 0);
	assert.equal(await site.stop(), 0);
});

const ticket = n => ({ ticket_number: `TWO-${n}`, kind: 'complaint', subject: `双机第${n}件噪声`, received_at: `${TODAY}T09:00`, received_on: TODAY });

async function found(who, q) {
	const answer = await who.ask(`/search.json?q=${encodeURIComponent(q)}`);

	assert.equal(answer.status, 200, answer.text);
	return JSON.parse(answer.text).groups.flatMap(g => g.hits);
}

/* Writes through one, and reads, finds and changes through the other. */
async function client(from, done) {
	for (let i = 0; i < rounds; i++) {
		const n = ++serial, [one, other] = (from + i) % 2 ? clerks : [...clerks].reverse();
		const made = await one.post_json('/hotline/new/receive', ticket(n));
		assert.equal(made.status, 201, made.text);
		const { href } = made.body, read = await other.json(href);
		assert.equal(read.status, 200);
		assert.equal(read.body.fields.ticket_number, `TWO-${n}`);
		assert.ok((await found(other, `TWO-${n}`)).some(h => href.endsWith(h.id)), `TWO-${n} is found at once`);
		const next = await other.post_json(`${href}/accept`, { accepted_at: `${TODAY}T09:10`, version: read.body.version });
		assert.ok(next.status < 300, next.text);
		assert.equal((await one.json(href)).body.state, 'accepted');
		done.push({ n, href });
	}
}

test('mixed load through both: nothing lost, all of it current in the other', { timeout: 600000 }, async t => {
	const done = [], numbers = new Set();

	await Promise.all([0, 1, 2, 3].map(from => client(from, done)));
	assert.equal(done.length, 4 * rounds);
	for (const { n, href } of done) {
		const { body } = await clerks[n % 2].json(href);
		assert.equal(body.fields.ticket_number, `TWO-${n}`);
		assert.equal(body.state, 'accepted');
		numbers.add(body.number);
	}
	assert.equal(numbers.size, done.length, 'each has a number of its own');
	t.diagnostic(`${done.length} records, ${2 * done.length} steps`);
});

test('two who change the same version at once: one does, the other is told', async () => {
	const { body: { href } } = await clerks[0].post_json('/hotline/new/receive', ticket(++serial));

	for (let i = 0; i < 5; i++) {
		const { body: { version } } = await clerks[0].json(href);
		const answers = await Promise.all(clerks.map((who, k) => who.post_json(`${href}/amend`, { subject: `改第${i}次，经${k}`, why: '核对', reason: '核对', version })));
		assert.deepEqual(answers.map(a => a.status < 300).sort(), [false, true], answers.map(a => `${a.status} ${a.text.slice(0, 300)}`).join('\n'));
		assert.equal(answers.find(a => a.status >= 300).status, 409);
		const won = answers.findIndex(a => a.status < 300);
		for (const who of clerks) {
			assert.equal((await who.json(href)).body.fields.subject, `改第${i}次，经${won}`);
			assert.ok((await found(who, `改第${i}次，经${won}`)).some(h => href.endsWith(h.id)));
			assert.ok(!(await found(who, `改第${i}次，经${1 - won}`)).some(h => href.endsWith(h.id)));
		}
	}
});

test('a setting made through one is in force in the other within a second', async () => {
	const path = '/law/case-filing-days-local';
	const set = await heads[0].post(path, { value: '4', issuer: '海澜区文化和旅游局', document: '海文旅〔2024〕11号', from: '2024-01-01' });
	const at = performance.now();

	assert.equal(set.status, 303, set.text);
	while (!/4个工作日/.test((await heads[1].get(path)).text))
		assert.ok(performance.now() - at < 5000, 'a second after it was set, and what a loaded machine adds');
	assert.match((await heads[0].get(path)).text, /4个工作日/);
});

test('the journal and the index are whole', () => {
	for (const words of [['journal', 'verify'], ['check', '--dues', '--search']])
		execFileSync(program, [...words, '--db', site.url, '--today', TODAY], { stdio: ['ignore', 'pipe', 'inherit'], env: site.home });
	assert.equal(site.sql('SELECT (SELECT count(*) FROM journal WHERE org = 1) = (SELECT position FROM journal_head WHERE org = 1)'), 't');
});
