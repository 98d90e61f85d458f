// walk.mjs - the scenarios of a penalty case (test/law/walk.txt) through the API, each step by who must take it
//
// build/law-cases plays the same file in process: what is decided there and otherwise here is a defect.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep_house, play, read_stories, run_on, Served } from '../http/_story.mjs'

const AT_LEAST = 50
const AT_ONCE = 2
const cases = read_stories('test/law/walk.txt')
const house = keep_house()

test('every scenario says its law, what there was, what happened and what follows', () => {
	assert.ok(cases.length >= AT_LEAST, `${cases.length} scenarios`)
	assert.equal(new Set(cases.map(c => c.title)).size, cases.length)
	for (const c of cases) {
		for (const part of ['law', 'given', 'when', 'then'])
			assert.ok(c[part]?.[0], `${c.title}: no ${part}`)
		assert.ok(c.law.every(x => /\d/.test(x)), `${c.title}: no article`)
		assert.ok(c.lines.some(l => /^\s*(expect|refused|warned)\s/.test(l.text)), `${c.title}: nothing is asserted`)
	}
})

test('each scenario goes through the API as in process', { concurrency: AT_ONCE }, async t => {
	await Promise.all(cases.map(c => t.test(c.title, async () => {
		assert.deepEqual(await play(house, c), [], c.title)
	})))
})

/* Two officers, one without a certificate: what was done on the spot is a fact, what is planned is not done. */
const done = { columns: 'number,source,facts,act_on,procedure,officers,power_item,domain,law,law_why,state,start_on,tell_on',
	row: '旧001,inspection,未悬挂警示标志,2024-03-01,simple,张执法；王新人,12-A-001,culture,《娱乐场所管理条例》第五十一条,旧卷所载,told,2024-03-01,2024-03-01' }
const planned = { columns: 'number,source,facts,act_on,procedure,officers,state,propose_on',
	row: '旧002,inspection,接纳未成年人,2024-02-27,ordinary,张执法；王新人,proposed,2024-03-01' }

function files(key, { columns, row }) {
	const at = name => join(house.dir, `${key}-${name}.csv`)
	const number = row.split(',')[0]

	writeFileSync(at('case'), `${columns}\n${row}\n`)
	writeFileSync(at('parties'), `of,kind,name\n${number},organisation,静海某歌厅\n`)
	writeFileSync(at('penalties'), `of,party,kind,amount\n${number},1,fine,500.00\n`)
	return ['case', at('case'), `case.parties=${at('parties')}`, ...(/tell_on/.test(columns) ? [`case.penalties=${at('penalties')}`] : [])]
}

for (const [how, who, words] of [['as work', 'officer', []], ['as cases still open', 'clerk', ['--opening']]])
	test(`imported ${how}: an act already done without a certificate is kept with its defect and carries no decision`, async () => {
		const site = new Served(house)
		const import_of = key => run_on(site.db)('import', ...files(key, key === 'done' ? done : planned), ...words, '--user', who, '--today', '2024-03-04')

		try {
			import_of('done')
			await site.at('2024-03-04')
			const { body } = await site.ask('head', '/case?view=all')
			const { body: c } = await site.ask('officer', body.records[0].href)
			assert.equal(body.records.length, 1)
			assert.deepEqual([c.state, c.imported], ['told', words.length > 0])
			assert.ok(c.defects > 0, 'no defect')
			assert.equal((await site.ask('legal', '/oversight?view=all')).body.records.filter(r => r.fields?.kind === 'self_check').length > 0, true)
			const decided = await site.ask('officer', `${c.href}/decide_on_spot`, { version: c.version, decided_on: '2024-03-04', signed: 'signed', payee: '某银行', surcharge_stated: true })
			assert.equal(decided.status, 422)
			assert.match(JSON.stringify(decided.body.refusals), /有执法资格缺陷的行为不得作为决定的依据/)
			await site.stop()
			if (words.length === 0)
				assert.throws(() => import_of('planned'), e => /不得少于两人/.test(e.stdout + e.stderr), 'a planned act is refused')
		} finally {
			await site.stop()
			site.drop()
		}
	})
