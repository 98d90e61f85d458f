// import.test.mjs - large files, full disks, kills: an import is whole or is not there
//
//     node --test test/fault/import.test.mjs
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { Place, program } from '../http/yifa.lib.mjs'

function persons(n, badAt) {
	const rows = ['name,code,on,section']
	for (let i = 0; i < n; i++)
		rows.push(`人员${i},K${i},${i === badAt ? '2021-02-30' : '2021-02-' + String(1 + (i % 28)).padStart(2, '0')},科室${i % 9}`)
	return rows.join('\n') + '\n'
}

test('a file of 100,000 rows with one bad row is refused before anything is written', () => {
	const p = new Place()
	assert.equal(p.run('migrate').code, 0)
	const size = statSync(p.path('yifa.db')).size
	const r = p.json('import', 'person', p.file('big.csv', persons(100000, 99990)), '--history')
	assert.equal(r.code, 1)
	assert.equal(r.value.rows, 100000)
	assert.equal(r.value.errors.length, 1)
	assert.deepEqual([r.value.errors[0].line, r.value.errors[0].column], [99992, 'on'])
	assert.equal(statSync(p.path('yifa.db')).size, size)
	assert.equal(p.json('count', 'person').value.value, 0)
})

test('disk full: a fault, and nothing half-done', () => {
	const p = new Place()
	p.run('migrate')
	const file = p.file('big.csv', persons(20000, -1))
	const blocks = Math.ceil(statSync(p.path('yifa.db')).size / 1024) + 512
	const r = spawnSync('bash', ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, program, 'import', 'person', file,
		'--history', '--db', p.db], { encoding: 'utf8' })
	assert.equal(r.status, 3, r.stderr)
	assert.match(r.stderr, /磁盘/)
	assert.equal(p.json('count', 'person').value.value, 0)
	assert.equal(p.run('journal', 'verify').code, 0)
})

// Kills it once its log of pages has grown: in the middle of the one transaction.
async function killed(p, file) {
	const child = spawn(program, ['import', 'person', file, '--history', '--db', p.db], { stdio: 'ignore' })
	const ended = new Promise((done) => child.on('exit', (code, signal) => done(signal)))
	let grown = false
	while (!grown && child.exitCode === null) {
		try {
			grown = statSync(p.path('yifa.db-wal')).size > 2 << 20
		} catch {}
		await turn()
	}
	child.kill('SIGKILL')
	return ended
}

test('kill -9 in the middle of an import: nothing half-done, and it can be done again', async () => {
	const p = new Place()
	p.run('migrate')
	const file = p.file('big.csv', persons(60000, -1))
	assert.equal(await killed(p, file), 'SIGKILL')
	assert.equal(p.json('count', 'person').value.value, 0)
	assert.equal(p.run('journal', 'verify').code, 0)
	assert.equal(p.run('import', 'person', p.file('small.csv', persons(100, -1)), '--history').code, 0)
	assert.equal(p.json('count', 'person').value.value, 100)
})
