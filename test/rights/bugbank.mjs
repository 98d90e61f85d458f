// bugbank.mjs - rows of the bugbank that are properties of the tables of rights (test/rights/LEDGER.csv)
//
//     node --test test/rights/bugbank.mjs
//
// The tables are what the engine answered (test/unit/test_rights.c compares them), so what holds of
// them holds of it.
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const REACH = ['—', '本人', '在办', '科室', '全局']
const tables = readdirSync(here).filter(f => f.endsWith('.csv')).map(f => {
	const [head, ...lines] = readFileSync(join(here, f), 'utf8').trim().split('\n').map(l => l.split(','))

	return { ledger: f.slice(0, -4), roles: head.slice(2), lines: lines.map(([state, what, ...cells]) => ({ state, what, cells })) }
})
/* Some ledgers have a step whose verb is `list`: its cells say 可 and not how far. */
const is_reach = l => ['view', 'list'].includes(l.what) && l.cells.every(c => REACH.includes(c)) && l.cells.some(c => c !== '—')
const view_of = (t, l) => t.lines.find(v => v.state === l.state && v.what === 'view')
const steps_of = t => t.lines.filter(l => l.state && l.what !== 'view' && !is_reach(l))

test('every cell is a word of the tables, and there are as many as ledgers, states and verbs ask', () => {
	const cells = tables.flatMap(t => t.lines.flatMap(l => l.cells))

	assert.ok(tables.length >= 69 && cells.length > 10000, `${tables.length} tables, ${cells.length} cells`)
	for (const t of tables)
		for (const l of t.lines) {
			assert.equal(l.cells.length, t.roles.length, `${t.ledger} ${l.state} ${l.what}`)
			for (const c of l.cells)
				assert.ok([...REACH, '可'].includes(c), `${t.ledger} ${l.state} ${l.what}: ${c}`)
		}
})

test('bugbank 3: what a list shows may be opened, for every role in every state', () => {
	for (const t of tables)
		for (const l of t.lines.filter(l => l.what === 'list' && is_reach(l))) {
			const view = view_of(t, l)
			if (view) l.cells.forEach((c, i) => assert.ok(REACH.indexOf(c) <= REACH.indexOf(view.cells[i]), `${t.ledger} ${l.state} ${t.roles[i]}: lists ${c}, opens ${view.cells[i]}`))
		}
})

test('bugbank 10: who may take a step may open the record it is taken of', () => {
	for (const t of tables)
		for (const l of steps_of(t)) {
			const view = view_of(t, l)
			l.cells.forEach((c, i) => assert.ok(c !== '可' || view.cells[i] !== '—', `${t.ledger} ${l.state}: ${t.roles[i]} may ${l.what} and not view`))
		}
})

test('bugbank 40: a state that is left by steps is left by one that some role may take', () => {
	for (const t of tables) {
		const states = new Set(steps_of(t).map(l => l.state))
		for (const state of states)
			assert.ok(steps_of(t).some(l => l.state === state && l.cells.includes('可')), `${t.ledger} ${state}: nobody may take any of its steps`)
	}
})
