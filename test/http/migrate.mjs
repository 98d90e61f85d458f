// migrate.mjs - databases of older versions, kept as SQL, are brought up to date
//
//     YIFA=build/yifa node --test test/http/migrate.mjs
//
// test/databases/VERSION.sql.gz is the dump of a small database that program made.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Place, root } from './yifa.lib.mjs'

const kept = join(root, 'test/databases')

// Python has SQLite with it; node of Debian 12 has not.
function load(p, name) {
	const got = spawnSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.stdin.read())', p.path('yifa.db')],
		{ input: gunzipSync(readFileSync(join(kept, name))), encoding: 'utf8' })
	assert.equal(got.status, 0, got.stderr)
}

const dump = p => spawnSync('python3', ['-c', "import sqlite3, sys; print('\\n'.join(sqlite3.connect(sys.argv[1]).iterdump()))", p.path('yifa.db')], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout

for (const name of readdirSync(kept).filter(f => f.endsWith('.sql.gz')))
	test(`${name}: migrated, everything is there, accounts too, and work goes on`, () => {
		const p = new Place()
		load(p, name)
		const done = p.run('migrate')
		assert.equal(done.code, 0, done.err)
		assert.equal(p.json('count', 'person', '--user', 'boss').value.value, 2)
		assert.equal(p.json('user', 'list', '--user', 'boss').value.length, 1)
		const more = p.run('import', 'person', p.file('more.csv', 'name,code,on,section\n人员丙,K3,2023-03-01,办公室\n'), '--history', '--user', 'boss')
		assert.notEqual(more.code, 3, more.err)
		assert.match(p.run('export', 'person', '--user', 'boss').out, /K1[^]*K2/)
		assert.equal(p.run('check', '--dues', '--search').code, 0)
		const again = p.run('migrate')
		assert.equal(again.code, 0, again.err)
	})

// A right is a row of the program's tables, and what a database remembers of accounts is roles alone.
test('bugbank 33: migrated from an older version, an account may what it may in a new one, and no more', () => {
	const old = new Place(), fresh = new Place()
	load(old, readdirSync(kept).filter(f => f.endsWith('.sql.gz'))[0])
	assert.equal(old.run('migrate').code, 0)
	const [boss] = old.json('user', 'list', '--user', 'boss').value
	assert.equal(fresh.run('user', 'add', 'first', '--roles', 'system_admin').code, 0)
	assert.equal(fresh.run('user', 'add', 'guard', '--roles', 'security_admin', '--user', 'first').code, 0)
	assert.equal(fresh.run('user', 'add', 'boss', '--user', 'first').code, 0)
	const given = fresh.run('user', 'roles', 'boss', '--roles', boss.roles, '--user', 'guard')
	assert.equal(given.code, 0, given.err)
	let allowed = 0
	for (const ledger of ['case', 'hotline', 'person', 'file_review', 'annual_report'])
		for (const what of ['view', 'list']) {
			const [a, b] = [old, fresh].map(p => p.run('why', 'boss', ledger, what, '--user', 'boss'))
			assert.equal(a.code, b.code, `${ledger} ${what}: ${a.out}${a.err} / ${b.out}${b.err}`)
			allowed += a.code === 0 && /可以/.test(a.out)
		}
	assert.ok(allowed > 0, 'it may something')
})

test('a table or column that went away is refused by name, and the file is as it was', () => {
	const p = new Place()
	load(p, readdirSync(kept).filter(f => f.endsWith('.sql.gz'))[0])
	const got = spawnSync('python3', ['-c', "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('ALTER TABLE person ADD COLUMN colour TEXT'); c.execute(\"UPDATE person SET colour = 'red'\"); c.execute('DELETE FROM meta'); c.commit()", p.path('yifa.db')], { encoding: 'utf8' })
	assert.equal(got.status, 0, got.stderr)
	const before = dump(p)
	const done = p.run('migrate')
	assert.notEqual(done.code, 0)
	assert.match(done.err, /colour/)
	assert.equal(dump(p), before)
})

test('a table of rows that gains a column leaves the entries of before true', () => {
	const p = new Place()
	const made = p.run('import', 'person', p.file('one.csv', 'name,code,on,section\n人员丁,K4,2023-03-01,办公室\n'), `person.secondments=${p.file('rows.csv', 'of,direction,body,from\nK4,out,某局,2024-02-01\n')}`, '--history')
	assert.equal(made.code, 0, made.err)
	const sql = text => {
		const got = spawnSync('sqlite3', [p.path('yifa.db'), text], { encoding: 'utf8' })
		assert.equal(got.status, 0, got.stderr)
		return got.stdout
	}
	/* What nobody filled in is not in the entry: neither are columns that are yet to come. */
	assert.match(sql("SELECT body FROM journal WHERE ledger = 'person'"), /"secondments":\[\{"#":1,"body":"某局","direction":"out","from":19754\}\]/)
	sql('ALTER TABLE person_secondments DROP COLUMN document; DELETE FROM meta')
	assert.equal(p.run('migrate').code, 0)
	assert.match(sql('SELECT sql FROM sqlite_schema WHERE name = \'person_secondments\''), /"document"/)
	const verified = p.run('journal', 'verify')
	assert.equal(verified.code, 0, verified.out + verified.err)
})
