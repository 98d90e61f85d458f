// doc.mjs - the examples of doc/api.md, run as they stand there
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serve } from './_serve.mjs'

const text = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../doc/api.md'), 'utf8')
const examples = [...text.matchAll(/```sh\n([^]*?)```/g)].map(m => m[1])
let site, token

before(async () => {
	site = await serve({ prepare: run => { token = run('token', 'add', 'doc', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', 'receive') } })
})
after(() => site.stop())

const run = async script => JSON.parse((await promisify(execFile)('bash', ['-euc', script], { env: { ...process.env, YIFA: site.base, TOKEN: token } })).stdout)

test('each example answers what the page says', async () => {
	assert.equal(examples.length, 6)
	const answers = []
	for (const example of examples)
		answers.push(await run(example))
	const [list, filtered, taken, refused, figures, upstream] = answers

	assert.deepEqual(Object.keys(list), ['ledger', 'view', 'count', 'more', 'next', 'records'])
	assert.equal(list.records.length, 2)
	assert.ok(filtered.records.every(r => r.fields.kind === 'complaint'))
	assert.deepEqual(Object.keys(taken), ['id', 'href', 'number', 'state', 'version', 'position', 'warnings', 'record'])
	assert.equal(taken.record.fields.dispatches[0].to, '区文化和旅游局')
	assert.deepEqual((await run(examples[2])), taken, 'sent again it is answered the same')
	assert.deepEqual(Object.keys(refused.refusals[0]), ['field', 'row', 'say', 'why', 'basis', 'way'])
	assert.equal(upstream.record.fields.ticket_number, 'Q-0001')
	assert.equal((await run(examples[5])).id, upstream.id)
	assert.ok(figures.length > 1 && figures.every(f => f.key.startsWith('hotline.')), figures.map(f => f.key).join())
})
