// walk.mjs - the scenarios of a penalty case (test/law/walk.txt) through the API, each step by who must take it
//
// build/law-cases plays the same file in process: what is decided there and otherwise here is a defect.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { keep_house, play, read_stories } from './_story.mjs'

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
