/*
 * _serve.mjs - the program, serving a demo database of its own, for tests that speak HTTP
 *
 *     const site = await serve();            made once for a file of tests
 *     const who = await site.sign_in('officer');
 *     const page = await who.get('/case');   { status, headers, text }
 *     await site.stop();
 *
 * The demo database is a copy of YIFA_DEMO_DB, or made for this file; YIFA names the program.  The port is
 * one that the system gives.  YIFA_TEST_PG (scripts/with-postgres) puts it on PostgreSQL: the demo is
 * copied into a template there, of which each file of tests gets a database.
 */
import { spawn, execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

export const TODAY = '2024-12-20';
const program = resolve(process.env.YIFA ?? 'build/yifa');
const password = process.env.YIFA_PASSWORD ?? 'yifa-2024';

/* Puts the demo's database and its key into a folder: a copy of YIFA_DEMO_DB (./check makes it once), or one made now. */
export function demo(into, kept = process.env.YIFA_DEMO_DB) {
	if (kept) {
		copyFileSync(kept, join(into, 'yifa.db'));
		copyFileSync(join(dirname(kept), 'yifa.key'), join(into, 'yifa.key'));
		return;
	}
	execFileSync(program, ['demo', '--dir', into, '--no-serve'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/* The demo in PostgreSQL: a template that the first one makes while others wait, and a database of it. */
function database(dir, server) {
	const psql = (...words) => execFileSync('psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', `${server}/postgres`, ...words], { encoding: 'utf8', stdio: 'pipe' }).trim();
	const name = `t${process.pid}_${Date.now()}`;

	if (psql('-c', "SELECT count(*) FROM pg_database WHERE datname = 'yifa_demo'") === '0') {
		psql('-c', `CREATE DATABASE ${name}`);
		execFileSync(program, ['copy', '--from', `sqlite:${join(dir, 'yifa.db')}`, '--to', `${server}/${name}`], { stdio: ['ignore', 'ignore', 'inherit'] });
		psql('-c', `COMMENT ON DATABASE ${name} IS '${readFileSync(join(dir, 'yifa.key')).toString('hex')}'`);
		try {
			psql('-c', `ALTER DATABASE ${name} RENAME TO yifa_demo`);
		} catch { /* another file was quicker: its template is the same */
			psql('-c', `DROP DATABASE ${name}`);
		}
	}
	psql('-c', `CREATE DATABASE ${name} TEMPLATE yifa_demo`);
	/* Whoever made the template sealed it with his key. */
	writeFileSync(join(dir, 'yifa.key'), Buffer.from(psql('-c', "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'yifa_demo'"), 'hex'), { mode: 0o600 });
	return { url: `${server}/${name}`, drop: () => psql('-c', `DROP DATABASE ${name} WITH (FORCE)`) };
}

/* The first line of output is the address. */
function address_of(child) {
	return new Promise((done, failed) => {
		const lines = createInterface({ input: child.stdout });

		lines.on('line', line => {
			const m = line.match(/http:\/\/[\d.]+:\d+/);
			if (m) done(m[0]);
		});
		child.on('exit', code => failed(new Error(`yifa serve ended with ${code}`)));
	});
}

class Visitor {
	constructor(base, cookie) { this.base = base; this.cookie = cookie; }

	async ask(path, options = {}) {
		const answer = await fetch(this.base + path, { redirect: 'manual', ...options,
			headers: { ...(this.cookie ? { cookie: this.cookie } : {}), ...options.headers } });

		return { status: answer.status, headers: answer.headers, text: await answer.text() };
	}

	get(path, headers) { return this.ask(path, { headers }); }

	async json(path) {
		const answer = await this.get(path, { accept: 'application/json' });

		return { ...answer, body: JSON.parse(answer.text) };
	}

	async token() {
		this.csrf ??= (await this.get('/ledgers')).text.match(/name="csrf" value="([0-9a-f]+)"/)[1];
		return this.csrf;
	}

	async post(path, fields, headers) {
		return this.ask(path, { method: 'POST', headers, body: new URLSearchParams({ csrf: await this.token(), ...fields }) });
	}

	async post_json(path, body) {
		const answer = await this.ask(path, { method: 'POST', body: JSON.stringify(body), headers: {
			'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': await this.token() } });

		return { ...answer, body: answer.text ? JSON.parse(answer.text) : null };
	}
}

class Bearer {
	constructor(base, token) { this.base = base; this.token = token; }

	async ask(path, options = {}) {
		const answer = await fetch(this.base + path, { redirect: 'manual', ...options, headers: { authorization: `Bearer ${this.token}`, ...options.headers } });
		const text = await answer.text();

		return { status: answer.status, headers: answer.headers, text, body: /json/.test(answer.headers.get('content-type')) ? JSON.parse(text) : null };
	}

	get_json(path) { return this.ask(path); }

	send(path, body, headers) {
		return this.ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
	}
}

/*
 * prepare(run): before it serves, run(...words) runs a command on its database and gives what it printed.
 * today: the day it is, 2024-12-20 when not said.  from: a database to copy instead of the demo's.
 * options: further words for `yifa serve`; env: more of its environment; log: what it says on standard
 * error is kept in site.said instead of shown.
 */
export async function serve({ prepare, options = [], env = {}, log = false, today = TODAY, from } = {}) {
	const dir = mkdtempSync(join(tmpdir(), 'yifa-http-'));

	demo(dir, from);
	if (!statSync(join(dir, 'yifa.db')).size)
		throw new Error('the demo database is empty');
	const server = process.env.YIFA_TEST_PG;
	const { url, drop } = server ? database(dir, server) : { url: `sqlite:${join(dir, 'yifa.db')}` };
	const home = server ? { ...process.env, YIFA_KEY_FILE: join(dir, 'yifa.key'), YIFA_FILES: join(dir, 'yifa.db.files') } : process.env;
	await prepare?.((...words) => execFileSync(program, [...words, '--db', url, '--today', TODAY], { encoding: 'utf8', env: home }).trim());
	const said = [];
	const start = () => {
		const child = spawn(program, ['serve', '--db', url, '--listen', '127.0.0.1:0', '--today', today, ...options],
			{ stdio: ['ignore', 'pipe', log ? 'pipe' : 'inherit'], env: { ...home, ...env } });
		child.stderr?.setEncoding('utf8').on('data', text => said.push(text));
		return child;
	};
	const end = signal => new Promise(done => { site.child.on('exit', done); site.child.kill(signal); });
	const first = start();
	const site = {
		base: await address_of(first), child: first, dir, url, password, pg: !!server,
		/* The environment in which a command works on this database beside the server. */
		home,
		get said() { return said.join(''); },
		stranger: cookie => new Visitor(site.base, cookie),
		/* Behind the program: statements of any length, and what they print. */
		sql: text => (server ? execFileSync('psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', url, '-f', '-'], { encoding: 'utf8', input: text })
			: execFileSync('sqlite3', ['-bail', '-cmd', '.timeout 30000', join(dir, 'yifa.db')], { encoding: 'utf8', input: `${text};` })).trim(),
		/* Killed, and begun again at another address; visitors keep their cookies: visitor.base = site.base. */
		async again(signal = 'SIGKILL') {
			await end(signal);
			site.child = start();
			site.base = await address_of(site.child);
		},
		/* A program that carries a token: bearer(secret).get_json(path), .send(path, body, headers). */
		bearer: token => new Bearer(site.base, token),
		async sign_in(name, secret = password) {
			const visitor = new Visitor(site.base);
			const answer = await visitor.ask('/sign-in', { method: 'POST', body: new URLSearchParams({ name, password: secret, to: '/' }) });

			if (answer.status !== 303)
				throw new Error(`${name} could not sign in: ${answer.status}`);
			visitor.cookie = answer.headers.get('set-cookie').split(';')[0];
			return visitor;
		},
		async stop() {
			const code = await end('SIGTERM');

			drop?.();
			rmSync(dir, { recursive: true, force: true });
			return code;
		},
	};
	return site;
}
