// operations.mjs - every command of doc/operations.md, in the order of the page
//
//     YIFA=build/yifa node --test test/http/operations.mjs
//
// Boxes marked `sh` run by themselves, `sh serving` while the program serves, `sh postgres` with $PG a
// database of a cluster made for it.  /etc/yifa, /var/lib/yifa and /mnt/backup are folders of the test.
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { cluster } from '../fault/postgres.lib.mjs'

const page = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../doc/operations.md'), 'utf8')
const boxes = [...page.matchAll(/^## (.*)$|^```sh ?(\w*)\n([^]*?)^```$/gm)].reduce((list, [, title, how, script]) =>
	title ? (list.title = title, list) : (list.push({ title: list.title, how, script }), list), Object.assign([], { title: '' }))
const program = resolve(process.env.YIFA ?? 'build/yifa')
let dir, pg

before(async () => {
	dir = mkdtempSync(join(tmpdir(), 'yifa-ops-'))
	for (const name of ['etc', 'var', 'mnt', 'bin']) mkdirSync(join(dir, name))
	symlinkSync(program, join(dir, 'bin/yifa'))
	pg = await cluster()
})
after(() => { pg?.stop(); rmSync(dir, { recursive: true, force: true }) })

const env = () => ({ ...process.env, PATH: `${join(dir, 'bin')}:${process.env.PATH}`, LC_ALL: 'C.UTF-8', YIFA_DB: `sqlite:${dir}/var/yifa.db`,
	YIFA_KEY_FILE: `${dir}/etc/yifa.key`, PG: pg?.url('operations') ?? '' })
const placed = (script, address) => script.replaceAll('/etc/yifa', `${dir}/etc`).replaceAll('/var/lib/yifa', `${dir}/var`)
	.replaceAll('/mnt/backup', `${dir}/mnt`).replaceAll('http://127.0.0.1:8080', address)

async function serving(work) {
	const child = spawn(program, ['serve', '--listen', '127.0.0.1:0'], { env: env(), stdio: ['ignore', 'pipe', 'inherit'] })
	const ended = new Promise(done => child.once('exit', done))
	const address = await Promise.race([ended, new Promise(done => createInterface({ input: child.stdout }).on('line', line => {
		const m = line.match(/http:\/\/[\d.]+:\d+/)
		if (m) done(m[0])
	}))])
	assert.match(String(address), /^http/)
	try {
		return await work(address)
	} finally {
		child.kill('SIGTERM')
		assert.equal(await ended, 0)
	}
}

/* Not spawnSync: the server must not wait for us to read what it prints. */
function run(script, address) {
	return new Promise(done => {
		const child = spawn('bash', ['-euo', 'pipefail', '-c', placed(script, address)], { env: env(), cwd: dir })
		let out = ''
		child.stdout.on('data', d => { out += d })
		child.stderr.on('data', d => { out += d })
		child.on('close', code => done({ code, out }))
	})
}

test('the page has its boxes, in the sections of the brief', () => {
	assert.ok(boxes.length >= 12, `${boxes.length}`)
	for (const title of ['Install', 'Watch', 'Back up and restore', 'Move between SQLite and PostgreSQL', 'Heads held elsewhere', 'Upgrade', 'After a fault'])
		assert.ok(boxes.some(b => b.title === title), title)
})

for (const [i, { title, how, script }] of boxes.entries())
	test(`${i + 1}. ${title}: ${script.trim().split('\n').at(-1).slice(0, 60)}`, async t => {
		if (how === 'postgres' && !pg) return t.skip('no PostgreSQL on this machine: scripts/deps test')
		const got = how === 'serving' ? await serving(address => run(script, address)) : await run(script, '')
		assert.equal(got.code, 0, got.out)
	})

test('what the commands left: private files, equal journals', () => {
	for (const name of ['etc/yifa.key', 'etc/anquan.first', 'var/yifa.db', 'mnt/monday.db'])
		assert.equal(statSync(join(dir, name)).mode & 0o077, 0, name)
	const entries = db => spawnSync(program, ['journal', 'verify', '--json', '--db', db], { env: env(), encoding: 'utf8' }).stdout
	assert.ok(JSON.parse(entries(`sqlite:${dir}/mnt/trial.db`)).whole)
})

test('bugbank 21: without the key, or with one that others may read, what needs it is refused by name', () => {
	const ask = more => spawnSync(program, ['journal', 'key', '--user', 'shenji'], { env: { ...env(), ...more }, encoding: 'utf8' })
	const without = ask({ YIFA_KEY_FILE: '' })
	assert.equal(without.status, 1, without.stdout)
	assert.match(without.stderr, /密钥/)
	spawnSync('bash', ['-c', `openssl rand -hex 32 > ${dir}/etc/open.key; chmod 644 ${dir}/etc/open.key; echo short > ${dir}/etc/short.key; chmod 600 ${dir}/etc/short.key`])
	for (const name of ['open.key', 'short.key', 'none.key']) {
		const got = ask({ YIFA_KEY_FILE: join(dir, 'etc', name) })
		assert.equal(got.status, 3, name)
		assert.ok(got.stderr.includes(name))
	}
})
