// postgres.lib.mjs - a PostgreSQL of a test's own: made in a folder, on loopback, gone afterwards
//
//     const pg = await cluster()          null: no PostgreSQL on this machine
//     pg.url('name')                      postgresql://… of a database, made when it is first asked for
//     pg.kill(), await pg.start()         as when the machine takes it away, and back
//     pg.sql('name', 'SELECT …')          what the last of the statements prints
//     pg.stop()
//
// PostgreSQL will not run as root: then it runs as the user `postgres` that its package makes.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const versions = '/usr/lib/postgresql'
const bin = name => {
	const newest = existsSync(versions) ? readdirSync(versions).sort((a, b) => b - a)[0] : undefined
	return newest && existsSync(join(versions, newest, 'bin', name)) ? join(versions, newest, 'bin', name) : null
}

const free = () => new Promise(done => {
	const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)) })
})

/* The numbers of the user it runs as; none of ours when we are not root. */
function owner() {
	if (process.getuid() !== 0) return {}
	const line = readFileSync('/etc/passwd', 'utf8').split('\n').find(l => l.startsWith('postgres:'))
	return line ? { uid: +line.split(':')[2], gid: +line.split(':')[3] } : null
}

export async function cluster() {
	const who = owner()
	if (!bin('initdb') || !who) return null
	const dir = mkdtempSync(join(tmpdir(), 'yifa-pg-')), data = join(dir, 'data'), port = await free(), made = new Set()
	if (who.uid !== undefined) chownSync(dir, who.uid, who.gid)
	chmodSync(dir, 0o700)
	const one = (name, ...words) => {
		const got = spawnSync(bin(name), words, { ...who, cwd: dir, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })
		if (got.status !== 0) throw new Error(`${name}: ${got.stderr}`)
	}
	let child
	const pg = {
		port,
		async start() {
			child = spawn(bin('postgres'), ['-D', data, '-p', String(port), '-k', dir, '-c', 'listen_addresses=127.0.0.1'], { ...who, cwd: dir, stdio: 'ignore' })
			const up = () => spawnSync(bin('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'yifa']).status === 0
			for (let i = 0; !up(); i++) {
				if (child.exitCode !== null || i > 600) throw new Error('PostgreSQL does not start')
				await new Promise(done => setTimeout(done, 50))
			}
		},
		url(name) {
			if (!made.has(name)) one('createdb', '-h', '127.0.0.1', '-p', String(port), '-U', 'yifa', '-T', 'template0', '-E', 'UTF8', name)
			made.add(name)
			return `postgresql://yifa@127.0.0.1:${port}/${name}`
		},
		sql(name, text) {
			const got = spawnSync('psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', `postgresql://yifa@127.0.0.1:${port}/${name}`, '-c', text], { encoding: 'utf8' })
			if (got.status !== 0) throw new Error(got.stderr)
			return got.stdout.trim()
		},
		/* SIGQUIT: it and all its processes end at once, nothing is written out; the next start recovers. */
		async kill() {
			const dead = new Promise(done => child.once('exit', done))
			child.kill('SIGQUIT')
			await dead
		},
		stop() {
			child?.kill('SIGQUIT')
			rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
		},
	}
	one('initdb', '-D', data, '-U', 'yifa', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
	await pg.start()
	return pg
}
