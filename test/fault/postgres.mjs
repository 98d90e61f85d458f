// postgres - what an officer sees when the database server stumbles, and that nothing is done twice
//
//     node --test test/fault/postgres.mjs
//
// The program reaches its server through a proxy in this test, which cuts the connection where it is
// told to: before COMMIT reaches the server, or after it did and before the answer comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { cluster } from './postgres.lib.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa'), TODAY = '2024-12-20', NAME = 'faults';
let dir, pg, proxy, child, base, headers, csrf, n = 0;

/*
 * cut 'before': the next COMMIT of a step is not passed on; 'after': it is, and its answer is not.
 * The program's COMMIT is one message with the count of its session (store/postgres.c).
 */
class Proxy {
	cut = null; open = true; cuts = 0; sockets = new Set();

	listen() {
		this.server = createServer(client => this.pass(client));
		return new Promise(done => this.server.listen(0, '127.0.0.1', () => done(this.server.address().port)));
	}
	pass(client) {
		if (!this.open) return client.destroy();
		const server = connect(pg.port, '127.0.0.1');
		const end = () => { client.destroy(); server.destroy(); };
		let dead = false, mine = false;
		for (const s of [client, server]) {
			this.sockets.add(s);
			s.on('error', end).on('close', () => { this.sockets.delete(s); end(); });
		}
		client.on('data', bytes => {
			/* Of the step that is meant: sessions and jobs commit too. */
			mine ||= bytes.includes(`PG-${n}`);
			const commits = mine && this.cut && bytes.includes('UPDATE commits SET n') && bytes.includes('COMMIT');
			if (!commits) return server.write(bytes);
			const how = this.cut;
			this.cut = null;
			this.cuts++;
			if (this.shut) this.shut_but(client, server);
			if (how === 'before') return end();
			dead = true;
			server.write(bytes);
		});
		/* The first byte of the answer tells that the server has done it. */
		server.on('data', bytes => (dead ? end() : client.write(bytes)));
	}
	/* Nothing gets through any more, but what the step has sent. */
	shut_but(...these) {
		this.open = false;
		for (const s of this.sockets) if (!these.includes(s)) s.destroy();
	}
	drop() { for (const s of this.sockets) s.destroy(); }
	close() { this.drop(); this.server.close(); }
}

before(async () => {
	pg = await cluster();
	if (!pg) return;
	dir = mkdtempSync(join(tmpdir(), 'yifa-faults-'));
	execFileSync(program, ['demo', '--dir', dir, '--no-serve'], { stdio: ['ignore', 'ignore', 'inherit'] });
	execFileSync(program, ['copy', '--from', `sqlite:${join(dir, 'yifa.db')}`, '--to', pg.url(NAME)], { stdio: ['ignore', 'ignore', 'inherit'] });
	proxy = new Proxy();
	const port = await proxy.listen();
	child = spawn(program, ['serve', '--db', `postgresql://yifa@127.0.0.1:${port}/${NAME}`, '--key', join(dir, 'yifa.key'), '--files', join(dir, 'files'), '--listen', '127.0.0.1:0', '--today', TODAY],
		{ stdio: ['ignore', 'pipe', 'ignore'] });
	base = await new Promise((done, failed) => {
		createInterface({ input: child.stdout }).on('line', line => { const m = line.match(/http:\/\/[\d.]+:\d+/); if (m) done(m[0]); });
		child.once('exit', code => failed(new Error(`serve ended with ${code}`)));
	});
	const answer = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'clerk', password: 'yifa-2024', to: '/' }) });
	const cookie = answer.headers.get('set-cookie').split(';')[0];
	csrf = (await (await fetch(`${base}/ledgers`, { headers: { cookie } })).text()).match(/name="csrf" value="([0-9a-f]+)"/)[1];
	headers = { cookie };
});
after(() => {
	child?.kill('SIGKILL');
	proxy?.close();
	pg?.stop();
	if (dir) rmSync(dir, { recursive: true, force: true });
});

const fields = number => ({ ticket_number: number, kind: 'complaint', subject: `噪声扰民 ${number}`, received_at: `${TODAY}T09:00`, received_on: TODAY });
/* One step by JSON; `key`: its Idempotency-Key. */
async function step(number, key) {
	const answer = await fetch(`${base}/hotline/new/receive`, { method: 'POST', body: JSON.stringify(fields(number)),
		headers: { ...headers, accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf, ...(key ? { 'idempotency-key': key } : {}) } });
	return { status: answer.status, after: answer.headers.get('retry-after'), body: await answer.json() };
}
const next = () => `PG-${++n}`;
const there = number => Number(pg.sql(NAME, `SELECT count(*) FROM hotline WHERE ticket_number = '${number}'`));
const entries = number => Number(pg.sql(NAME, `SELECT count(*) FROM journal WHERE ledger = 'hotline' AND body LIKE '%"${number}"%'`));
async function works(what) {
	const number = next(), got = await step(number);
	assert.equal(got.status, 201, `${what}: ${JSON.stringify(got.body)}`);
	assert.equal(there(number), 1);
}
const skips = (name, fn) => test(name, { timeout: 300000 }, t => (pg ? fn(t) : t.skip('no PostgreSQL on this machine')));

/* Between two looks the proxy of this process goes on. */
async function until(fn) {
	while (!fn()) await new Promise(done => setTimeout(done, 20));
}

/* The first `times` steps fail with this SQLSTATE, as the server would say it; a sequence keeps count across rollbacks. */
function stumble(state, times) {
	pg.sql(NAME, `CREATE SEQUENCE stumbles; CREATE FUNCTION stumble() RETURNS trigger AS $f$ BEGIN
		IF nextval('stumbles') <= ${times} THEN RAISE EXCEPTION 'made to stumble' USING ERRCODE = '${state}'; END IF; RETURN NEW; END $f$ LANGUAGE plpgsql;
		CREATE TRIGGER stumble BEFORE INSERT ON hotline FOR EACH ROW EXECUTE FUNCTION stumble()`);
}
function steady() {
	const tries = Number(pg.sql(NAME, 'SELECT last_value FROM stumbles'));
	pg.sql(NAME, 'DROP TRIGGER stumble ON hotline; DROP FUNCTION stumble(); DROP SEQUENCE stumbles');
	return tries;
}

for (const [state, what] of [['40001', 'a serialization failure'], ['40P01', 'a deadlock']])
	skips(`${what} (${state}) is tried again and nobody hears of it; one that stays is 503`, async () => {
		stumble(state, 3);
		await works(what);
		assert.equal(steady(), 4, 'three times it stumbled');
		stumble(state, 1000);
		const number = next(), got = await step(number);
		assert.equal(got.status, 503, JSON.stringify(got.body));
		assert.ok(Number(got.after) > 0);
		assert.ok(steady() >= 10, 'it was tried ten times');
		assert.equal(there(number) + entries(number), 0);
		await works('afterwards');
	});

skips('a real deadlock with another session: the server chooses one, the step is taken once', async t => {
	const number = next(), made = await step(number);
	const deadlocks = () => Number(pg.sql(NAME, `SELECT deadlocks FROM pg_stat_database WHERE datname = '${NAME}'`));
	const from = deadlocks();
	const other = spawn('psql', ['-qAt', pg.url(NAME)], { stdio: ['pipe', 'pipe', 'pipe'] });
	const lines = createInterface({ input: other.stdout })[Symbol.asyncIterator]();
	other.stdin.write("BEGIN; SELECT 'head' FROM journal_head FOR UPDATE;\n");
	assert.equal((await lines.next()).value, 'head');
	/* The step holds its record, then waits for the head; the other then asks for the record. */
	const taken = fetch(`${base}${made.body.href}/amend`, { method: 'POST', body: JSON.stringify({ subject: '改过', reason: '更正', version: made.body.version }),
		headers: { ...headers, accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf } });
	await until(() => pg.sql(NAME, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'yifa' AND wait_event_type = 'Lock'") !== '0');
	other.stdin.write(`SELECT 'record' FROM hotline WHERE ticket_number = '${number}' FOR UPDATE; COMMIT; SELECT 'over';\n`);
	const said = [];
	other.on('error', () => {});
	other.stderr.setEncoding('utf8').on('data', text => said.push(text));
	for (let line = (await lines.next()).value; line !== 'over'; line = (await lines.next()).value);
	other.stdin.end();
	const answer = await taken;
	assert.ok(answer.status < 300, `${answer.status} ${await answer.text()}`);
	assert.equal(pg.sql(NAME, `SELECT subject FROM hotline WHERE ticket_number = '${number}'`), '改过');
	await until(() => deadlocks() > from);
	t.diagnostic(said.join('') ? 'the other session was chosen' : 'the step was chosen, and tried again');
});

skips('the connection is cut before COMMIT arrives: 503, nothing is there; the same request again is done once', async () => {
	const number = next(), key = `key-${number}`;
	proxy.cut = 'before';
	const got = await step(number, key);
	assert.equal(proxy.cuts, 1);
	assert.equal(got.status, 503, JSON.stringify(got.body));
	assert.ok(Number(got.after) > 0);
	assert.equal(there(number) + entries(number), 0);
	assert.equal((await step(number, key)).status, 201);
	const again = await step(number, key);
	assert.equal(again.status, 201);
	assert.equal(there(number), 1);
	assert.equal(entries(number), 1);
});

skips('the connection is cut between COMMIT and its answer: it is looked up, and acknowledged', async () => {
	for (let i = 0; i < 3; i++) {
		const number = next(), before = proxy.cuts;
		proxy.cut = 'after';
		const got = await step(number, `key-${number}`);
		assert.equal(proxy.cuts, before + 1);
		assert.equal(got.status, 201, JSON.stringify(got.body));
		assert.equal(there(number), 1);
		const again = await step(number, `key-${number}`);
		assert.equal(again.status, 201);
		assert.equal(again.body.id, got.body.id);
		assert.equal(there(number), 1);
		assert.equal(entries(number), 1);
	}
});

skips('nobody can tell for long what became of it: 503 says so; the same key finds what was done', async () => {
	const number = next(), key = `key-${number}`;
	proxy.cut = 'after';
	proxy.shut = true;
	const got = await step(number, key);
	assert.equal(got.status, 503, JSON.stringify(got.body));
	assert.match(got.body.why, /不知道这次的内容有没有保存/);
	proxy.shut = false;
	proxy.open = true;
	assert.equal(there(number), 1);
	const again = await step(number, key);
	assert.equal(again.status, 201, JSON.stringify(again.body));
	assert.equal(there(number), 1);
	assert.equal(entries(number), 1);
});

skips('every connection is cut while nobody works: the next request notices nothing', async () => {
	await Promise.all(Array.from({ length: 8 }, () => works('filling the pool')));
	proxy.drop();
	await Promise.all(Array.from({ length: 8 }, () => works('after the cut')));
	proxy.drop();
	assert.equal((await fetch(`${base}/hotline`, { headers })).status, 200);
});

skips('the server is gone: 503 with Retry-After and what was typed; it comes back, and the same form is taken', async () => {
	const number = next();
	await pg.kill();
	const page = await fetch(`${base}/hotline`, { headers });
	assert.equal(page.status, 503);
	assert.ok(Number(page.headers.get('retry-after')) > 0);
	const form = new URLSearchParams({ csrf, ...fields(number), subject: '<b>“写了很久”</b>' });
	const sent = await fetch(`${base}/hotline/new/receive`, { method: 'POST', redirect: 'manual', headers, body: form });
	assert.equal(sent.status, 503);
	assert.ok(Number(sent.headers.get('retry-after')) > 0);
	const text = await sent.text();
	assert.match(text, /data-t="again"/);
	assert.match(text, /<dd>&lt;b&gt;“写了很久”&lt;\/b&gt;<\/dd>/);
	assert.equal((await step(next())).status, 503);
	const secret = await fetch(`${base}/sign-in`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ name: 'clerk', password: 'yifa-2024', to: '/' }) });
	assert.equal(secret.status, 503);
	assert.doesNotMatch(await secret.text(), /yifa-2024/, 'a password is not shown again');

	await pg.start();
	/* As a browser sends the form of that page. */
	const kept = new URLSearchParams([...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(m => [m[1], m[2].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')]));
	const taken = await fetch(`${base}/hotline/new/receive`, { method: 'POST', redirect: 'manual', headers, body: kept });
	assert.equal(taken.status, 303, await taken.text());
	assert.equal(pg.sql(NAME, `SELECT subject FROM hotline WHERE ticket_number = '${number}'`), '<b>“写了很久”</b>');
});

skips('restarted under load: 2xx or 503 and nothing else, every 2xx is there once, the journal is whole', async () => {
	const took = [];
	let stop = false, wrong;
	const work = async () => {
		while (!stop) {
			const number = next(), key = `key-${number}`;
			let got = await step(number, key);
			for (let i = 0; got.status === 503 && i < 400; i++) {
				await new Promise(done => setTimeout(done, 25));
				got = await step(number, key);
			}
			if (got.status !== 201) wrong = `${got.status} ${JSON.stringify(got.body)}`;
			took.push(number);
		}
	};
	const all = Promise.all([work(), work(), work(), work()]);
	const more = async many => { while (took.length < many && !wrong) await new Promise(done => setTimeout(done, 5)); };
	for (let round = 1; round <= 3; round++) {
		await more(took.length + 12);
		await pg.kill();
		await pg.start();
	}
	await more(took.length + 12);
	stop = true;
	await all;
	assert.equal(wrong, undefined);
	for (const number of took)
		assert.equal(there(number), 1, number);
	const verify = spawn(program, ['journal', 'verify', '--db', pg.url(NAME), '--key', join(dir, 'yifa.key'), '--today', TODAY], { stdio: ['ignore', 'inherit', 'inherit'] });
	assert.equal(await new Promise(done => verify.once('exit', done)), 0);
});

skips('the database only reads: pages are there, steps are 503 and say so; then it writes again', async () => {
	/* Of new connections: those that there are go. */
	const only = how => {
		pg.sql('postgres', `ALTER DATABASE ${NAME} ${how}`);
		pg.sql('postgres', `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${NAME}' AND application_name = 'yifa'`);
	};
	only('SET default_transaction_read_only = on');
	try {
		assert.equal((await fetch(`${base}/hotline`, { headers })).status, 200, 'reading goes on');
		const number = next(), got = await step(number);
		assert.equal(got.status, 503, JSON.stringify(got.body));
		assert.match(got.body.why, /只能读/);
	} finally {
		only('RESET default_transaction_read_only');
	}
	await works('afterwards');
});

skips('its disk is full: steps are 5xx and say so, reading goes on, nothing is half there; with room, work goes on', async t => {
	const disk = join(dir, 'disk');
	spawnSync('mkdir', [disk]);
	if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700,uid=postgres,gid=postgres', 'yifa-test', disk]).status !== 0)
		return t.skip('no file system may be mounted here');
	try {
		spawnSync('chmod', ['755', dir]);
		pg.sql('postgres', `CREATE TABLESPACE small LOCATION '${disk}'`);
		pg.sql(NAME, 'CREATE TABLE hold (x text) TABLESPACE small');
		/* Every step writes there too, until it is full: the table of hotline itself would not fit. */
		pg.sql(NAME, `CREATE FUNCTION fill() RETURNS trigger AS $f$ BEGIN INSERT INTO hold SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 4000); RETURN NEW; END $f$ LANGUAGE plpgsql;
			ALTER TABLE hold ALTER x SET STORAGE EXTERNAL; CREATE TRIGGER fill BEFORE INSERT ON hotline FOR EACH ROW EXECUTE FUNCTION fill()`);
		let full, number, taken = 0;
		for (let i = 0; i < 100 && !full; i++) {
			number = next();
			const got = await step(number);
			if (got.status === 201) taken++;
			else full = got;
		}
		assert.ok(full, 'the disk never was full');
		assert.ok(full.status >= 500, JSON.stringify(full.body));
		assert.match(full.body.why, /磁盘空间不足/);
		assert.equal(there(number) + entries(number), 0);
		assert.equal((await fetch(`${base}/hotline`, { headers })).status, 200, 'reading goes on');
		t.diagnostic(`${taken} taken before it was full`);
		assert.equal(spawnSync('mount', ['-o', 'remount,size=16m', disk]).status, 0);
		await works('with room');
	} finally {
		spawnSync('umount', ['-l', disk]);
	}
});
