// cli.test.mjs - the command line: names, JSON shapes and exit codes are a contract
//
//     node --test test/http/cli.test.mjs
import { test } from 'node:test'
import assert from 'node:assert/strict'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { Place, program, root } from './yifa.lib.mjs'

const place = new Place()

function base() {
	const p = new Place()
	p.file('org.csv', `name,kind,level
		示例区文化和旅游局,bureau,district
		示例区教育局,department,district
	`)
	p.file('person.csv', `name,code,on,section
		张三,P1,2020-01-01,执法队
		李四,P2,2020-01-01,执法队
		李四,P3,2020-01-01,法制科
	`)
	assert.equal(p.run('import', 'org', p.path('org.csv')).code, 0)
	assert.equal(p.run('import', 'person', p.path('person.csv')).code, 0)
	return p
}
const seeded = base()

const ITEMS = `code,name,kind,change,from,state,published_on
	A1,娱乐场所设立审批,licence,added,2023-01-10,in_force,2023-01-05
	A2,违规接纳未成年人的处罚,penalty,新增,2023-02-10,有效,2023-02-05
	A3,娱乐场所的检查,inspection,added,2023-02-10,in_force,2023-02-05
	A4,出版物市场的检查,inspection,added,2025-02-10,in_force,2025-02-05
`

// --- exit codes -------------------------------------------------------------------------------

const NOT_UNDERSTOOD = [
	['unknown command', ['cuont', 'person'], /count/],
	['unknown ledger', ['count', 'persn'], /没有这个台账.*person/],
	['unknown rows', ['count', 'inspection.finding'], /findings/],
	['unknown field in --where', ['count', 'person', '--where', 'sectoin=x'], /section/],
	['unknown field in --by', ['count', 'person', '--by', 'sectoin'], /section/],
	['unknown measure', ['count', 'person', '--measure', 'summ:x'], /sum/],
	['unknown choice in --where', ['count', 'power_item', '--where', 'kind=x'], /不在可选的范围内/],
	['condition without an operator', ['count', 'person', '--where', 'name'], /看不懂/],
	['date 2024-02-30', ['count', 'person', '--date', 'on', '--from', '2024-02-30'], /没有这一天：2024-02-30/],
	['date 2024-02-30 in --on', ['count', 'person', '--on', '2024-02-30'], /没有这一天/],
	['amount 1e9.999 in --where', ['count', 'case.penalties', '--where', 'amount>=1e9.999'], /金额/],
	['figures without a period', ['figures'], /--year/],
	['unknown figure', ['records', 'case.totl', '--year', '2024'], /case\.total/],
	['unknown term', ['clock', 'info-anser', '--from', '2024-09-24'], /info-answer/],
	['unknown clock', ['clock', 'info_request.anwser', '--from', '2024-09-24'], /answer/],
	['unknown verb in --event', ['clock', 'info_request.answer', '--from', '2024-09-24', '--event', 'aks=2024-09-27'], /ask/],
	['date 2024-02-30 in --event', ['clock', 'info_request.answer', '--from', '2024-01-02', '--event', 'ask=2024-02-30'], /没有这一天/],
	['unknown option', ['count', 'person', '--wher', 'x'], /--where/],
	['option without its value', ['count', 'person', '--where'], /缺少值/],
	['unknown user', ['count', 'person', '--user', 'nobody-here'], /没有这个账号/],
	['unknown format', ['export', 'person', '--format', 'xls'], /xlsx/],
	['unknown file', ['import', 'person', '/nonexistent/x.csv'], /打不开/],
	['unknown report', ['report', 'anual', '--year', '2024'], /annual/],
	['unknown record', ['explain', 'info_request', '无此号', 'answer'], /没有这条记录/],
	['too many words', ['count', 'person', 'org'], /用法/],
]
for (const [name, words, says] of NOT_UNDERSTOOD)
	test('exit 2, with the way on: ' + name, () => {
		const r = seeded.run(...words)
		assert.equal(r.code, 2, r.err)
		assert.match(r.err, says)
		assert.equal(r.out, '')
	})

test('--help of a command says how it is called, whatever stands beside it, and does nothing', () => {
	for (const words of [['count', '--help'], ['help', 'count'], ['count', 'person', '--wher', 'x', '-h']]) {
		const r = seeded.run(...words)
		assert.equal(r.code, 0, r.err)
		assert.match(r.out, /yifa count +LEDGER/)
		assert.doesNotMatch(r.out, /yifa serve/)
	}
	assert.match(seeded.run('--help').out, /yifa serve/)
	assert.equal(seeded.run('cuont', '--help').code, 2)
})

test('exit 1: a later command says so', () => {
	for (const words of [['draw', 'run']]) {
		const r = seeded.run(...words)
		assert.equal(r.code, 1, words.join(' '))
		assert.match(r.err, /以后的版本/)
	}
})

test('exit 3: a database that cannot be opened', () => {
	const p = new Place()
	assert.equal(p.run('count', 'person').code, 3)
})

test('an unknown ledger is told before a database is looked for', () => {
	assert.equal(new Place().run('count', 'persn').code, 2)
})

test('--today for writing is refused unless the database is a demo', () => {
	const r = seeded.run('import', 'org', seeded.path('org.csv'), '--today', '2024-03-01')
	assert.equal(r.code, 1)
	assert.match(r.err, /演示/)
	assert.equal(seeded.run('due', '--today', '2024-03-01').code, 0)
})

test('without a user only commands that need no right run', () => {
	const p = new Place().copyOf(seeded)
	assert.equal(p.run('user', 'add', 'someone', '--roles', 'clerk').code, 0)
	assert.equal(p.run('count', 'person').code, 1)
	assert.equal(p.run('ledgers').code, 0)
	assert.equal(p.run('clock', 'info-answer', '--from', '2024-09-24').code, 0)
	assert.equal(p.run('count', 'person', '--user', 'someone').code, 0)
})

test('refusals are JSON with --json', () => {
	const r = seeded.run('count', 'persn', '--json')
	assert.match(JSON.parse(r.err).refusals[0].say, /persn/)
})

// --- shapes -----------------------------------------------------------------------------------

test('ledgers: every ledger with fields, states, steps, clocks, figures', () => {
	const { value } = place.json('ledgers')
	const item = value.find((l) => l.key === 'power_item')
	assert.ok(value.length >= 60)
	assert.equal(item.label, '权责清单')
	const kind = item.fields.find((f) => f.key === 'kind')
	assert.deepEqual([kind.kind, kind.of[0], kind.must], ['pick', 'licence', true])
	assert.deepEqual(item.states.find((s) => s.key === 'ended').final, true)
	const begin = item.steps.find((s) => s.verb === 'begin')
	assert.deepEqual([begin.from, begin.to, begin.by], [['published'], 'in_force', ['legal']])
	assert.ok(item.clocks.some((c) => c.key === 'publish'))
	assert.ok(item.figures.some((f) => f.key === 'total'))
})

test('ledgers --csv is doc/keys.csv: a key changes only on purpose', () => {
	const r = place.run('ledgers', '--csv')
	const kept = readFileSync(join(root, 'doc/keys.csv'), 'utf8')
	assert.equal(r.out, kept, 'build/yifa ledgers --csv > doc/keys.csv')
})

test('show: the procedure with articles', () => {
	const r = place.run('show', 'info_request')
	assert.equal(r.code, 0)
	assert.match(r.out, /《政府信息公开条例》第33条：20个工作日/)
})

test('clock: a bare term over the National Day holidays', () => {
	const { value } = place.json('clock', 'info-answer', '--from', '2024-09-24')
	assert.equal(value.last_day, '2024-10-25')
	assert.equal(value.act_by, '2024-10-25')
	assert.equal(value.last_at, null)
	assert.equal(value.provisional, false)
	assert.equal(value.setting, null)
	assert.deepEqual(value.basis, ['《政府信息公开条例》第33条'])
	assert.equal(value.days.filter((d) => d.counted).length, 20)
})

test('clock: starts again when the supplement arrives, even late', () => {
	const { value } = place.json('clock', 'info_request.answer', '--from', '2024-09-24',
		'--event', 'ask=2024-09-27', '--event', 'supplement=2024-11-04')
	assert.equal(value.last_day, '2024-12-02')
})

test('clock: a step that cannot follow is refused', () => {
	const r = place.run('clock', 'info_request.answer', '--from', '2024-09-24',
		'--event', 'answer=2024-09-27', '--event', 'ask=2024-09-30')
	assert.equal(r.code, 1)
	assert.match(r.err, /现在不能“告知补正”/)
})

test('clock: missing calendar year is refused by name', () => {
	const r = place.run('clock', 'info-answer', '--from', '2035-03-01')
	assert.equal(r.code, 1)
	assert.match(r.err, /2035年工作日历尚未导入/)
})

test('clock: an empty setting is named', () => {
	const r = place.json('clock', 'powers-days', '--from', '2024-03-01')
	assert.equal(r.code, 1)
	assert.equal(r.value.setting, 'powers-days')
	assert.equal(r.value.last_day, null)
})

test('setting: a value with its document, from its day on', () => {
	const p = new Place().copyOf(seeded)
	assert.equal(p.run('setting', 'set', 'powers-days', '20', '--issuer', '区委编办', '--document', '编办〔2024〕1号', '--from', '2024-01-01').code, 0)
	assert.equal(p.json('clock', 'powers-days', '--from', '2024-03-01').code, 1, 'a bare clock asks no database')
	const value = p.json('setting', 'list').value.find((s) => s.id === 'powers-days' && s.value)
	assert.equal(value.document, '编办〔2024〕1号')
	assert.equal(p.run('setting', 'set', 'info-answer', '20', '--issuer', 'x', '--document', 'y', '--from', '2024-01-01').code, 1)
	assert.equal(p.run('journal', 'verify').code, 0)
})

test('check: the tables are sound', () => {
	const { code, value } = place.json('check')
	assert.equal(code, 0)
	assert.deepEqual(value.findings, [])
	assert.ok(value.statements > 1000)
})

test('check --dues: what stands in the database is what is computed; --mend changes nothing then', () => {
	const p = new Place().copyOf(seeded)
	for (const option of ['--dues', '--mend'])
		assert.deepEqual([p.run('check', option).code, p.run('check', option).err], [0, ''])
	assert.equal(new Place().run('check', '--dues').code, 3, 'no database')
})

test('figures: a figure whose ledger is empty is zero and not kept', () => {
	const f = seeded.json('figures', '--year', '2024').value
	const item = f.find((x) => x.key === 'power_item.total')
	assert.deepEqual([item.value, item.unit, item.records, item.kept], [0, '项', 0, false])
	assert.match(item.rule, /权责清单/)
	assert.equal(f.find((x) => x.key === 'person.in_post').kept, true)
})

test('count: a share with denominator 0 is null, with why', () => {
	const { code, value } = seeded.json('count', 'case', '--measure', 'share:ending=penalty')
	assert.equal(code, 0)
	assert.equal(value.value, null)
	assert.match(value.why, /分母/)
	const f = seeded.json('figures', '--year', '2024').value
	assert.equal(f.find((x) => x.key === 'case.on_time')?.value ?? null, null)
})

test('count: conditions, breakdown, stock of a day', () => {
	assert.equal(seeded.json('count', 'person').value.value, 3)
	assert.equal(seeded.json('count', 'person', '--where', 'section=执法队').value.value, 2)
	assert.equal(seeded.json('count', 'person', '--where', 'section="执法队"', '--where', 'name~李').value.value, 1)
	assert.equal(seeded.json('count', 'person', '--where', 'section in 执法队,法制科').value.value, 3)
	assert.equal(seeded.json('count', 'person', '--where', 'rank=').value.value, 3)
	assert.deepEqual(seeded.json('count', 'person', '--by', 'section').value.by,
		[{ key: '执法队', label: '执法队', value: 2 }, { key: '法制科', label: '法制科', value: 1 }])
	assert.equal(seeded.json('count', 'person', '--on', '2019-12-31').value.value, 0)
	assert.equal(seeded.json('count', 'person', '--date', 'on', '--from', '2020-01-01', '--to', '2020-01-01').value.value, 3)
})

// --- import and export ------------------------------------------------------------------------

test('import --history: undated steps between take the day of the next; counted as of a day', () => {
	const p = new Place().copyOf(seeded)
	const { code, value } = p.json('import', 'power_item', p.file('items.csv', ITEMS), '--history')
	assert.equal(code, 0)
	assert.deepEqual([value.rows, value.created, value.updated, value.errors], [4, 4, 0, []])
	assert.ok(value.warnings.length > 0)
	assert.match(value.batch, /^\d+$/)
	const count = p.json('count', 'power_item', '--by', 'kind', '--on', '2024-12-31').value
	assert.equal(count.value, 3)
	assert.deepEqual(count.by.map((b) => [b.key, b.value]).sort(), [['inspection', 1], ['licence', 1], ['penalty', 1]])
	const f = p.json('figures', '--year', '2024').value
	assert.equal(f.find((x) => x.key === 'power_item.total').value, 3)
	const r = p.json('records', 'power_item.total', '--year', '2024').value
	assert.equal(r.length, 3)
	assert.deepEqual(Object.keys(r[0]), ['ledger', 'id', 'number', 'label', 'on', 'counted', 'href'])
	assert.equal(p.json('export', 'power_item', '--format', 'json').value.every((x) => x.imported), true)
	assert.equal(p.run('journal', 'verify').code, 0)
})

test('import: the same file twice makes nothing new', () => {
	const p = new Place().copyOf(seeded)
	const file = p.file('items.csv', ITEMS)
	p.run('import', 'power_item', file, '--history')
	assert.deepEqual((({ created, updated, same }) => [created, updated, same])(p.json('import', 'power_item', file, '--history').value), [0, 0, 4])
	assert.equal(p.json('count', 'power_item').value.value, 4)
})

test('import --dry-run does all and keeps nothing', () => {
	const p = new Place().copyOf(seeded)
	const { code, value } = p.json('import', 'power_item', p.file('items.csv', ITEMS), '--history', '--dry-run')
	assert.deepEqual([code, value.created, value.batch], [0, 4, ''])
	assert.equal(p.json('count', 'power_item').value.value, 0)
})

test('import: rows in a second file, labels for keys, sets, references by name', () => {
	const p = new Place().copyOf(seeded)
	p.file('operator.csv', `名称,统一社会信用代码,行业,经营状态,纳入监管之日,number
		甲歌厅,91120118MA06A1B265,娱乐场所；performance,营业,2021-03-01,主体1
		乙网吧,91120118MA06E5F67Y,internet,open,2021-03-01,主体2
	`)
	p.file('operator.licences.csv', `of,kind,number,from
		主体1,娱乐经营许可证,津娱120000001,2021-03-01
		主体1,营业执照,ABC123456,2021-02-01
	`)
	const r = p.json('import', 'operator', p.path('operator.csv'), '--history')
	assert.equal(r.code, 0, r.out)
	assert.equal(r.value.created, 2)
	assert.equal(p.json('count', 'operator.licences').value.value, 2)
	assert.equal(p.json('count', 'operator', '--where', 'sectors=performance').value.value, 1)
})

test('export is what an import reads back', () => {
	const from = new Place().copyOf(seeded)
	from.run('import', 'power_item', from.file('items.csv', ITEMS), '--history')
	assert.equal(from.run('export', 'power_item', '-o', from.path('power_item.csv')).code, 0)
	const to = new Place().copyOf(seeded)
	const r = to.json('import', 'power_item', from.path('power_item.csv'), '--history')
	assert.equal(r.code, 0, r.out)
	assert.equal(r.value.created, 4)
	assert.equal(to.run('export', 'power_item').out, from.run('export', 'power_item').out)
})

test('export: a cell that looks like a formula is written with a leading apostrophe', () => {
	const p = new Place()
	p.run('import', 'org', p.file('org.csv', 'name,kind\n=SUM(A1),department\n'))
	assert.match(p.run('export', 'org').out, /,'=SUM\(A1\),/)
	assert.equal(p.json('export', 'org').value[0].name, '=SUM(A1)')
	p.run('export', 'org', '-o', p.path('o.csv'))
	assert.equal(p.json('import', 'org', p.path('o.csv')).value.same, 1)
})

test('export: personal values are masked; a purpose unmasks and stands in the journal', () => {
	const p = new Place()
	p.run('import', 'operator', p.file('x.csv', 'name,no_code_reason,sectors,status,on,phone\n甲,stall,other,open,2021-01-01,13900000000\n'))
	const first = p.json('journal', 'verify').value.entries
	assert.match(p.run('export', 'operator').out, /139\*+0000/)
	assert.equal(p.json('journal', 'verify').value.entries, first + 1, 'a masked export is an entry too')
	const before = p.json('journal', 'verify').value.entries
	assert.match(p.run('export', 'operator', '--purpose', '核对电话').out, /13900000000/)
	assert.equal(p.json('journal', 'verify').value.entries, before + 1)
})

test('import: GB18030 is read', () => {
	const p = new Place()
	const gb = Buffer.concat([Buffer.from('name,kind\n'), Buffer.from([0xbe, 0xd6]), Buffer.from(',department\n')])
	assert.equal(p.run('import', 'org', p.file('gb.csv', gb)).code, 0)
	assert.equal(p.json('export', 'org').value[0].name, '局')
})

// What a file is refused for; every error names line and column, and nothing is written.
const BAD = [
	['unknown column', 'person', 'name,code,on,sectoin\n甲,Z1,2024-01-01,x\n', [], 1, 'sectoin', /没有这一列/],
	['date 2024-02-30', 'person', 'name,code,on\n甲,Z1,2024-02-30\n', [], 2, 'on', /没有这一天/],
	['dated in the future', 'person', 'name,code,on\n甲,Z1,2999-01-01\n', ['--history'], 2, 'on', /今天之后/],
	['dated before the step it follows', 'person', 'name,code,on,leave_on,off_why\n甲,Z1,2024-05-01,2024-04-01,transfer\n', ['--history'], 2, 'leave_on', /早于前一步/],
	['step out of order', 'power_item', 'code,name,kind,change,draft_on,published_on,site\nA1,项,licence,added,2024-01-02,2024-01-03,网站\n', [], 2, 'edit_on|apply_on|opine_on|decide_on', /现在不能“公布”/],
	['uscc with a wrong check digit', 'operator', 'name,uscc,sectors,status,on\n甲,91120118MA00000018,other,open,2021-01-01\n', ['--history'], 2, 'uscc', /校验位/],
	['amount 1e9.999', 'contract', 'title,counterparty,amount\n合同,某公司,1e9.999\n', ['--history'], 2, 'amount', /至多两位小数/],
	['must be filled', 'power_item', 'code,kind,change,draft_on\nA1,licence,added,2024-01-02\n', ['--history'], 2, 'name', /事项名称应当填写/],
	['unknown choice', 'power_item', 'code,name,kind,change,draft_on\nA1,项,许可证,added,2024-01-02\n', ['--history'], 2, 'kind', /可选的范围/],
	['unknown state', 'power_item', 'code,name,kind,change,draft_on,state\nA1,项,licence,added,2024-01-02,生效中\n', ['--history'], 2, 'state', /没有这个状态/],
	['unknown reference', 'org', 'name,kind,parent\n某科,section,没有的局\n', [], 2, 'parent', /没有这条记录/],
	['two persons of one name', 'officer', 'person,joined_on\n李四,2024-01-01\n', ['--history'], 2, 'person', /同名/],
	['a reference to a later row', 'org', 'name,kind,parent\n某科,section,后来的局\n后来的局,bureau,\n', [], 2, 'parent', /之后/],
	['a number given twice', 'org', 'number,name,kind\n1,某局,bureau\n1,某院,court\n', [], 3, 'number', /两次/],
	['a row too short', 'org', 'name,kind,parent\n某局,bureau\n', [], 2, '', /表头有3列/],
	['an unclosed quote', 'org', 'name,kind\n"某局,bureau\n', [], 2, '', /引号/],
	['invalid UTF-8', 'org', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0xff, 0x0a]), [], 1, '', /UTF-8/],
	['an empty file', 'org', '', [], 1, '', /空的/],
	['history without a day', 'power_item', 'code,name,kind,change\nA1,项,licence,added\n', ['--history'], 2, 'draft_on', /开始之日/],
]
for (const [name, ledger, text, options, line, column, says] of BAD)
	test('bad input is refused with line and column: ' + name, () => {
		const p = new Place().copyOf(seeded)
		const before = p.json('journal', 'verify').value.entries
		const r = p.json('import', ledger, p.file('bad.csv', text), ...options)
		assert.equal(r.code, 1, r.out + r.err)
		assert.deepEqual([r.value.created, r.value.updated], [0, 0])
		const e = r.value.errors.find((x) => says.test(x.say))
		assert.ok(e, JSON.stringify(r.value.errors))
		assert.equal(e.line, line)
		assert.match(e.column, new RegExp('^(' + column + ')$'))
		assert.equal(p.json('journal', 'verify').value.entries, before)
	})

test('bad input: two operators of one name are told apart by uscc only', () => {
	const p = new Place().copyOf(seeded)
	p.file('operator.csv', `name,uscc,sectors,status,on
		同名歌厅,91120118MA06A1B265,entertainment,open,2021-03-01
		同名歌厅,91120118MA06E5F67Y,entertainment,open,2021-03-01
	`)
	assert.equal(p.json('import', 'operator', p.path('operator.csv'), '--history').value.created, 2)
	const parent = (of) => p.json('import', 'operator', p.file('branch.csv',
		'name,no_code_reason,sectors,status,on,parent\n分店,stall,other,open,2022-01-01,' + of + '\n'), '--history')
	const r = parent('同名歌厅')
	assert.equal(r.code, 1)
	assert.match(r.value.errors[0].say, /同名/)
	assert.equal(parent('91120118MA06E5F67Y').code, 0)
})

test('bad input: wrong role', () => {
	const p = new Place().copyOf(seeded)
	p.run('user', 'add', 'x', '--roles', 'officer', '--person', 'P1')
	const r = p.json('import', 'power_item', p.file('items.csv', 'code,name,kind,change,draft_on\nA1,项,licence,added,2024-01-02\n'), '--user', 'x')
	assert.equal(r.code, 1)
	assert.match(r.value.errors[0].say, /无权/)
	assert.equal(p.run('import', 'power_item', p.path('items.csv'), '--history', '--user', 'x').code, 1)
})

test('bad input: a known number that says something else is refused, more of the same is taken', () => {
	const p = new Place().copyOf(seeded)
	const row = (name, off) => p.json('import', 'person', p.file('p.csv',
		`number,name,code,on,leave_on,off_why\n人1,${name},Z9,2021-01-01,${off ? '2023-01-01,transfer' : ','}\n`), '--history')
	assert.equal(row('甲', false).value.created, 1)
	assert.equal(row('甲', true).value.updated, 1)
	assert.equal(row('甲', true).value.same, 1)
	assert.equal(row('乙', true).code, 1)
	assert.equal(p.json('count', 'person', '--where', 'number=人1').value.value, 1)
})

// --- accounts, backup --------------------------------------------------------------------------

test('user: who sets up makes the first account, then only an administrator does', () => {
	const p = new Place().copyOf(seeded)
	assert.equal(p.run('user', 'add', 'boss', '--roles', 'system_admin').code, 0)
	assert.equal(p.run('user', 'add', 'x', '--roles', 'clerk').code, 1)
	assert.equal(p.run('user', 'add', 'x', '--roles', 'clerk', '--user', 'boss').code, 0)
	assert.equal(p.run('user', 'add', 'y', '--roles', 'clrk', '--user', 'boss').code, 2)
	assert.equal(p.json('user', 'list', '--user', 'boss').value.length, 2)
	assert.equal(p.run('user', 'list', '--user', 'x').code, 1)
})

test('backup and restore', () => {
	const p = new Place().copyOf(seeded)
	assert.equal(p.run('backup', p.path('b.db')).code, 0)
	assert.equal(p.run('backup', p.path('b.db')).code, 3, 'an existing file is not overwritten')
	const q = new Place()
	assert.equal(q.run('restore', p.path('b.db')).code, 0)
	assert.equal(q.json('count', 'person').value.value, 3)
	assert.equal(q.run('restore', p.path('b.db')).code, 1, 'records are not replaced without --force')
	assert.equal(q.run('restore', p.file('no.db', 'not a database')).code, 2)
})

test('report --freeze keeps the numbers; a record entered afterwards shows as changed after freezing', () => {
	const p = new Place()
	const made = spawnSync(program, ['demo', '--dir', p.dir, '--no-serve'], { encoding: 'utf8' })
	assert.equal(made.status, 0, made.stderr)
	const report = (...more) => p.run('report', 'annual', '--year', '2024', ...more)

	assert.equal(report('--frozen').code, 1)
	assert.equal(report('--freeze', '--user', 'officer').code, 1)
	const kept = report('--freeze', '--user', 'secretary')
	assert.equal(kept.code, 0, kept.err)
	assert.match(kept.out, /[0-9a-f]{64}/)
	assert.match(report('--frozen').out, /此后变动 0 个/)

	p.file('late.csv', `theme,date,place,channel,people
		anti_fraud,2024-12-30,云溪街道,leaflet,20
	`)
	const late = p.run('import', 'outreach', p.path('late.csv'), '--today', '2024-12-31')
	assert.equal(late.code, 0, late.err)
	assert.match(report('--frozen').out, /outreach\.[a-z.]+.*→[^]*后增/)
})

test('a day off that is announced later moves the dues that run over it, and says which', () => {
	const p = new Place().copyOf(seeded)
	const law = p.path('law')
	p.file('info_request.csv', `applicant_kind,applicant,subject,channel,received_on,arrived_on
		citizen,张某,2026年度演出备案情况,in_person,2026-11-20,2026-11-20
	`)
	cpSync(join(root, 'law'), law, { recursive: true })
	const made = p.run('import', 'info_request', p.path('info_request.csv'), '--opening', '--law', law)
	assert.equal(made.code, 0, made.err)
	const due = () => p.json('due', 'info_request', '--law', law).value[0].due
	assert.equal(p.run('migrate', '--law', law).err, '')

	const before = due()
	writeFileSync(join(law, 'calendars/2026.csv'), readFileSync(join(law, 'calendars/2026.csv'), 'utf8') + '2026-12-01,off,临时放假\n')
	const moved = p.run('migrate', '--law', law)
	assert.equal(moved.code, 0, moved.err)
	assert.match(moved.err, /答复期限原为2026-12-18，应为2026-12-21/)
	assert.ok(due() > before, `${due()} > ${before}`)
	assert.equal(p.run('migrate', '--law', law).err, '')
	assert.equal(p.run('check', '--dues', '--law', law).code, 0)
	assert.equal(p.run('journal', 'verify').code, 0)
})

test('what somebody has in hand goes to another, all of it or nothing', () => {
	const p = new Place().copyOf(seeded)
	p.file('info_request.csv', `applicant_kind,applicant,subject,channel,received_on,arrived_on
		citizen,张某,2026年度演出备案情况,in_person,2026-11-20,2026-11-20
		citizen,李某,2026年度娱乐场所名单,in_person,2026-11-20,2026-11-20
	`)
	assert.equal(p.run('user', 'add', 'boss', '--roles', 'head,clerk', '--person', 'P1', '--system', 'nobody').code, 0)
	const made = p.run('import', 'info_request', p.path('info_request.csv'), '--opening', '--user', 'boss')
	assert.equal(made.code, 0, made.err)
	const hand = (from, to, ...more) => p.json('hand-over', from, to, '--user', 'boss', ...more)
	assert.equal(hand('P1', 'P2').code, 1)
	assert.match(hand('P1', 'P2').err, /理由/)
	assert.match(hand('李四', 'P1', '--reason', '调离').err, /同名/)
	assert.match(hand('P1', 'P1', '--reason', '调离').err, /同一个人/)
	assert.deepEqual(hand('P1', 'P2', '--reason', '调离').value, [{ ledger: 'info_request', handed_over: 2, named: 0 }])
	assert.deepEqual(hand('P1', 'P2', '--reason', '调离').value, [])
	assert.equal(p.run('journal', 'verify').code, 0)
})

test('every table of a bureau is spread by org in deploy/citus.sql, as the model has them now', () => {
	const said = new Place().run('ledgers', '--citus')
	assert.equal(said.code, 0, said.err)
	assert.equal(said.out, readFileSync(join(root, 'deploy/citus.sql'), 'utf8'))
	const local = [...said.out.matchAll(/^-- (\w+): local/gm)].map(m => m[1]).sort()
	assert.deepEqual(local, ['brakes', 'commits', 'ids', 'meta', 'sessions', 'tokens'])
})
