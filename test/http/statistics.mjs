// statistics.mjs - the enforcement statistics of a year: what its totals close with, where each number leads
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { serve, TODAY } from './_serve.mjs'

const program = resolve(process.env.YIFA ?? 'build/yifa')
const at = '/report/enforcement/2024'
let site, head, officer, report, figure

before(async () => {
	site = await serve()
	;[head, officer] = await Promise.all(['head', 'officer'].map(n => site.sign_in(n)))
	report = (await head.json(at)).body
	figure = new Map(report.figures.map(f => [f.key, f]))
})
after(() => site.stop())

const run = (...words) => execFileSync(program, [...words, '--db', site.url, '--user', 'head', '--today', TODAY], { encoding: 'utf8', maxBuffer: 1 << 28 })
const year = ['--date', 'decided_on', '--from', '2024-01-01', '--to', TODAY]
const counted = words => JSON.parse(run('count', ...words, '--json')).value

test('every closing sum of it holds, and it holds many', () => {
	assert.equal(report.sound, true)
	assert.deepEqual(report.checks.filter(c => !c.ok), [])
	assert.ok(report.checks.length >= 25, `${report.checks.length} checks`)
	assert.ok(report.figures.length >= 150, `${report.figures.length} figures`)
})

test('what it shares with the annual report is the same number, of the same records', async () => {
	const annual = (await head.json('/report/annual/2024')).body
	const shared = annual.figures.filter(f => figure.has(f.key))

	for (const key of ['case.total', 'case.ordinary', 'case.simple', 'case.money', 'correction.enforcement'])
		assert.ok(shared.some(f => f.key === key), key)
	for (const f of shared) {
		assert.equal(f.value, figure.get(f.key).value, f.key)
		assert.deepEqual(f.records.map(r => r.id).sort(), figure.get(f.key).records.map(r => r.id).sort(), f.key)
	}
})

/* The same asked with the words of the command line, knowing nothing of the figures. */
const asked = {
	'case.total': ['case', '--where', 'ending=penalty', ...year],
	'case.ordinary': ['case', '--where', 'ending=penalty', '--where', 'procedure=ordinary', ...year],
	'case.simple': ['case', '--where', 'ending=penalty', '--where', 'procedure=simple', ...year],
	'case.kinds': ['case.penalties', '--where', 'ending=penalty', ...year],
	'case.kinds[kind=fine]': ['case.penalties', '--where', 'ending=penalty', '--where', 'kind=fine', ...year],
	'case.kinds[kind=warning,procedure=simple]': ['case.penalties', '--where', 'ending=penalty', '--where', 'kind=warning', '--where', 'procedure=simple', ...year],
	'case.spared': ['case', '--where', 'ending in minor,first_breach,no_fault,under_14,incapable,not_proved,out_of_time', ...year],
	'case.opened': ['case', '--date', 'opened_on', '--from', '2024-01-01', '--to', TODAY],
	'correction.issued': ['correction', '--where', 'state!=withdrawn', '--date', 'issued_on', '--from', '2024-01-01', '--to', TODAY],
	'coercive_measure.kinds': ['coercive_measure', '--date', 'from', '--from', '2024-01-01', '--to', TODAY],
	'referral.sent': ['referral', '--date', 'sent_on', '--from', '2024-01-01', '--to', TODAY],
	'reconsideration.outcomes': ['reconsideration', '--date', 'decided_on', '--from', '2024-01-01', '--to', TODAY],
	'payment.at_court': ['payment', '--date', 'applied_on', '--from', '2024-01-01', '--to', TODAY],
}

test('its totals are what yifa count counts', () => {
	for (const [key, words] of Object.entries(asked)) {
		assert.ok(figure.has(key), key)
		assert.equal(figure.get(key).value, counted(words), key)
		assert.ok(figure.get(key).value > 0, `${key}: nothing of it in the year`)
	}
})

test('money closes to the fen: decided, by kind, by field', () => {
	const fen = key => Math.round(figure.get(key).value * 1e6)
	const all = counted(['case.penalties', '--measure', 'sum:amount', '--where', 'ending=penalty', '--where', 'kind in fine,confiscate_gains', ...year])

	assert.equal(fen('case.money'), Math.round(Number(all) * 100))
	for (const by of [['kind=fine', 'kind=confiscate_gains'], ['procedure=ordinary', 'procedure=simple'], ['culture', 'relics', 'publication', 'film', 'tourism'].map(d => `domain=${d}`)])
		assert.equal(by.reduce((sum, x) => sum + fen(`case.money[${x}]`), 0), fen('case.money'), by.join())
})

test('every number opens the records it counts', async () => {
	const page = (await head.get(at)).text
	const links = new Set([...page.matchAll(/hx-get="(\/figure\/[^"]+)"/g)].map(m => m[1].replaceAll('&amp;', '&')))
	/* A person or a row may stand for several, a sum for none. */
	const plain = report.figures.filter(f => ['件', '份', '宗'].includes(f.unit) && !/\.(flow|quantity)/.test(f.key))

	assert.ok(links.size >= 150, `${links.size} links`)
	assert.ok(plain.length >= 90, `${plain.length} counts`)
	for (const f of plain)
		assert.equal(f.records.filter(r => r.counted).length, f.value, f.key)
	for (const link of [...links].filter((x, i) => i % 8 === 0)) {
		const { status, body } = await head.json(link)
		assert.equal(status, 200, link)
		for (const r of body.records.slice(0, 1))
			assert.equal((await head.get(r.href)).status, 200, r.href)
	}
})

test('the reports of a year lead to each other; an officer may read them', async () => {
	for (const kind of ['annual', 'enforcement', 'disclosure']) {
		const { status, text } = await officer.get(`/report/${kind}/2024`)
		assert.equal(status, 200, kind)
		for (const other of ['annual', 'enforcement', 'disclosure'])
			assert.ok(text.includes(`href="/report/${other}/2024"`), `${kind} → ${other}`)
		assert.equal(text.includes('/report/annual/2024/frozen'), kind === 'annual', kind)
	}
	assert.equal((await head.get('/report/nothing/2024')).status, 404)
	assert.equal((await head.get('/report/enforcement/1024')).status, 404)
})

test('it is written in every format, and says there what it says here', async () => {
	const begins = { pdf: '%PDF-', docx: 'PK', md: '# ' }

	for (const [end, magic] of Object.entries(begins)) {
		const { status, text, headers } = await head.get(`${at}.${end}`)
		assert.equal(status, 200, end)
		assert.ok(text.startsWith(magic), end)
		assert.match(headers.get('content-disposition'), new RegExp(`enforcement-2024\\.${end}`))
	}
	const md = (await head.get(`${at}.md`)).text
	const row = label => md.match(new RegExp(`^\\| ${label} \\|(.*)\\|$`, 'm'))[1].match(/\[([\d.]+)\]/g).map(x => x.slice(1, -1))
	assert.deepEqual(row('罚款'), ['[procedure=ordinary]', '[procedure=simple]', ''].map(s => String(figure.get(`case.kinds[kind=fine${s ? ',' + s.slice(1, -1) : ''}]`).value)).concat(String(figure.get('case.money[kind=fine]').value)))
	for (const format of ['md', 'html', 'pdf', 'docx', 'json'])
		assert.ok(run('report', 'enforcement', '--year', '2024', '--format', format).length > 1000, format)
})
