/*
 * _story.mjs - the stories of test/law, read for the API (test/law/README.md has their form)
 *
 *     const { cases } = read_stories('test/law/walk.txt')      [{ title, law, given, when, then, lines }]
 *     const house = await keep_house()                         the database after the prelude, kept once
 *     const told = await play(house, cases[0])                 what went otherwise, in words; [] when nothing did
 *
 * Each case has a copy of that database, served as of each of its days in turn: the program is started
 * anew for a day, so a case is also a string of restarts.  Every step is sent by the account of who must
 * take it, with its token, and carries the version of the record as that account sees it.
 */
import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const program = resolve(process.env.YIFA ?? 'build/yifa')
const teller = resolve(program, '../law-cases')
const DAY = /^\d{4}-\d{2}-\d{2}$/
const PROSE = ['law', 'given', 'when', 'then']

/* --- reading -------------------------------------------------------------------------------------- */

const words_of = list => Object.fromEntries(list.split(',').map(x => x.split('=')).filter(x => x.length > 1).map(([k, ...v]) => [k.trim(), v.join('=').trim()]))
const is_head = line => /^(case|story) /.test(line)

/* Lines without stories, each `like` with the lines of its story; as story.c. */
function told_lines(raw) {
	const stories = new Map()
	const out = []
	const tell = (text, no, words, depth) => {
		const line = text.replace(/\{([^{}]*)\}/g, (all, key) => words[key] ?? all)
		const [head, name, ...rest] = line.trim().split(/\s+/)
		const story = head === 'like' && depth < 6 ? stories.get(name) : null

		if (!story) {
			out.push({ no, text: line })
			return
		}
		for (const inner of story.lines)
			tell(inner, no, { ...story.words, ...words_of(rest.join(' ')) }, depth + 1)
	}

	raw.forEach((line, i) => {
		const m = line.match(/^story\s+(\S+)\s*(.*)$/)
		if (!m)
			return
		const end = raw.findIndex((x, k) => k > i && is_head(x))
		stories.set(m[1], { words: words_of(m[2]), lines: raw.slice(i + 1, end < 0 ? raw.length : end) })
	})
	let within = false
	raw.forEach((line, i) => {
		if (is_head(line))
			within = line.startsWith('story ')
		if (!within)
			tell(line, i + 1, {}, 0)
	})
	return out
}

export function read_stories(path) {
	const cases = []

	for (const { no, text } of told_lines(readFileSync(path, 'utf8').split('\n'))) {
		const [head, ...rest] = text.trim().split(/\s+/)

		if (text.startsWith('case ')) {
			cases.push({ path, no, title: text.slice(5).trim(), lines: [] })
		} else if (/^ {2}\S/.test(text) && PROSE.includes(head) && cases.length) {
			const last = cases.at(-1)
			last[head] = [...(last[head] ?? []), rest.join(' ')]
			last.lines.push({ no, text })
		} else if (cases.length && head && !head.startsWith('#')) {
			cases.at(-1).lines.push({ no, text })
		}
	}
	return cases
}

/* --- the house ------------------------------------------------------------------------------------ */

export const CAST = ['officer', 'officer2', 'officer3', 'clerk', 'chief', 'reviewer', 'legal', 'head', 'deputy', 'leader', 'secretary', 'disclosure_head']
const OUTSIDE = ['outside', 'operator', 'superior', 'ministry']

export const run_on = db => (...words) => execFileSync(program, [...words, '--db', `sqlite:${db}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()

/* Tokens last a year at most: the first are of the middle of 2024, and are made anew where a case goes on longer. */
function tokens_of(db, day) {
	const run = run_on(db)

	return Object.fromEntries(CAST.map(who => [who, run('token', 'add', `walk-${day}`, '--user', who, '--ledgers', '*', '--verbs', '*', '--days', '366', '--per-minute', '60000', '--today', day)]))
}

export function keep_house() {
	const dir = mkdtempSync(join(tmpdir(), 'yifa-walk-'))
	const db = join(dir, 'house.db')

	process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
	execFileSync(teller, ['--prelude'], { env: { ...process.env, YIFA_TEST_DB: `sqlite:${db}` }, stdio: ['ignore', 'ignore', 'inherit'] })
	const names = JSON.parse(readFileSync(`${db}.names`, 'utf8'))
	return { dir, db, names, tokens: tokens_of(db, '2024-06-03'), until: '2025-06-01', n: 0 }
}

/* One case's own copy, served as of one day at a time. */
export class Served {
	constructor(house) {
		this.db = join(house.dir, `${house.n++}.db`)
		copyFileSync(house.db, this.db)
		Object.assign(this, { tokens: house.tokens, until: house.until, day: null, child: null })
	}

	async stop() {
		if (!this.child)
			return
		const ended = new Promise(done => this.child.on('exit', done))
		this.child.kill('SIGTERM')
		await ended
		this.child = this.day = null
	}

	async at(day) {
		if (day === this.day)
			return
		await this.stop()
		if (day > this.until) {
			this.tokens = tokens_of(this.db, day)
			this.until = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
		}
		this.child = spawn(program, ['serve', '--db', `sqlite:${this.db}`, '--listen', '127.0.0.1:0', '--today', day], { stdio: ['ignore', 'pipe', 'inherit'] })
		this.base = await new Promise((done, failed) => {
			createInterface({ input: this.child.stdout }).on('line', line => line.match(/http:\/\/[\d.:]+/) && done(line.match(/http:\/\/[\d.:]+/)[0]))
			this.child.on('exit', code => failed(new Error(`yifa serve ended with ${code}`)))
		})
		this.day = day
	}

	async ask(who, path, body) {
		const answer = await fetch(this.base + path, { redirect: 'manual', method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
			headers: { authorization: `Bearer ${this.tokens[who]}`, accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) } })
		const text = await answer.text()

		return { status: answer.status, body: /json/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : { text } }
	}

	drop() {
		for (const end of ['', '-wal', '-shm', '.lock'])
			rmSync(this.db + end, { force: true })
	}
}

/* --- playing -------------------------------------------------------------------------------------- */

export class Playing {
	constructor(house, story) {
		this.house = house
		this.story = story
		this.site = new Served(house)
		this.names = new Map(Object.entries(house.names))
		this.wrong = []
		this.fixed = null
		this.last = '2024-01-02'
	}

	fail(line, say) { this.wrong.push(`${this.story.path}:${line.no}: ${line.text.trim()} —— ${say}`) }

	/* @name becomes an id; sets of names too. */
	value(text) {
		const v = text.trim()

		if (v === '—')
			return ''
		return v.startsWith('@') ? v.split(/[;；]/).map(x => this.id(x.trim().slice(1))).join(';') : v
	}

	id(name) {
		if (!this.names.has(name))
			throw new Error(`没有这个名字：${name}`)
		return this.names.get(name).id
	}

	/* What is filled in below a step, as the body of a request. */
	filled(lines, sets) {
		const body = {}
		const added = new Set()

		for (const { text } of lines) {
			const [, key, op, rest] = text.trim().match(/^(\S+)\s+(\+?=|\+)\s*(.*)$/) ?? []

			if (op === '=') {
				const v = this.value(rest)
				body[key] = sets.has(key) ? v.split(/[;；]/).filter(x => x) : v
				continue
			}
			if (op === '+=')
				added.add(key)
			body[key] = [...(body[key] ?? []), Object.fromEntries(rest.split(',').map(cell => {
				const at = cell.indexOf(':')
				return [cell.slice(0, at).trim(), this.value(cell.slice(at + 1))]
			}))]
		}
		return { body, added }
	}

	/* What the form of a step asks: from the description that programs go by. */
	async form(ledger, id, verb) {
		this.house.spec ??= (await this.site.ask('head', '/api/openapi.json')).body
		const schema = this.house.spec.paths[id ? `/${ledger}/{id}/${verb}` : `/${ledger}/new/${verb}`]?.post?.requestBody.content['application/json'].schema
		const fields = schema?.properties ?? {}

		return { fields, sets: new Set(Object.keys(fields).filter(k => fields[k].type?.includes?.('array') && !fields[k].items?.properties)) }
	}

	async step(line, filling, verdicts) {
		const [day, who, verb, what, as, name] = line.text.trim().split(/\s+/)
		const record = as === 'as' ? null : this.names.get(what)
		const ledger = record?.ledger ?? what
		const account = OUTSIDE.includes(who) ? 'clerk' : who.startsWith('@') ? who.slice(1) : who
		const today = this.fixed ?? day

		await this.site.at(today)
		this.last = today
		const answer = await this.send({ line, account, ledger, record, verb, filling, day: day === today ? null : day })
		this.judge(line, answer, verdicts)
		if (as === 'as' && answer.done)
			this.names.set(name, { ledger, id: answer.id })
	}

	/* One request of a program: { done, fault, said, id }. */
	async send({ line, account, ledger, record, verb, filling, day }) {
		const form = await this.form(ledger, record?.id, verb)
		const { body, added } = this.filled(filling, form.sets)
		if (record) {
			const seen = await this.site.ask(account, `/${ledger}/${record.id}`)
			if (seen.status !== 200)
				this.fail(line, `${account} 看不到要办的记录：${seen.status} ${seen.body.say}`)
			body.version = seen.body.version
			for (const key of added)
				body[key] = [...(seen.body.fields?.[key] ?? []), ...body[key]]
		}
		if (day && 'day' in form.fields)
			body.day = day
		const answer = await this.site.ask(account, `/${ledger}/${record?.id ?? 'new'}/${verb}`, body)
		const done = answer.status < 300

		return { done, fault: answer.status >= 500, id: answer.body.id, said: JSON.stringify(done ? answer.body.warnings : (answer.body.refusals ?? answer.body)) }
	}

	judge(line, { done, fault, said }, verdicts) {
		const against = verdicts.filter(v => v.head === 'refused')

		if (!done && !against.length)
			this.fail(line, `没有办成：${said}`)
		if (done && against.length)
			this.fail(line, '应当被拒绝，却办成了')
		if (fault)
			this.fail(line, `故障：${said}`)
		for (const v of verdicts)
			if (said.includes(v.words) === (v.head === 'quiet'))
				this.fail(v, v.head === 'quiet' ? `不应当说“${v.words}”：${said}` : `没有说“${v.words}”，而是：${said}`)
	}

	name_of_id(id) {
		for (const [name, x] of [...this.names].reverse())
			if (x.id === id)
				return `@${name}`
		return id
	}

	plain(v, field) {
		if (v === null || v === undefined)
			return ''
		if (typeof v === 'boolean')
			return v ? 'yes' : 'no'
		if (Array.isArray(v))
			return typeof v[0] === 'object' ? String(v.length) : v.map(x => this.plain(x)).join(';')
		if (/^\d{4}-\d{2}-\d{2}T/.test(v))
			return v.slice(0, 16)
		return /^\d{12,}$/.test(v) ? this.name_of_id(v) : String(v)
	}

	field(record, key) {
		const clock = key.match(/^(.*)_(due|done|owed)$/)
		const found = clock && record.clocks.find(c => c.clock === clock[1])
		const step = key.match(/^(.*)_on$/)

		if (key in record.fields)
			return Array.isArray(record.fields[key]) && !record.fields[key].length ? (this.is_rows(record, key) ? '0' : '') : this.plain(record.fields[key])
		if (clock)
			return this.plain(found?.[clock[2]])
		if (key in record)
			return this.plain(record[key])
		return step ? this.plain(record.steps.filter(s => s.verb === step[1]).at(-1)?.on) : undefined
	}

	is_rows(record, key) {
		const schema = this.house.spec.components.schemas[`${record.ledger}.record`]

		return JSON.stringify(schema.properties.fields.properties?.[key] ?? {}).includes('"n"')
	}

	conds(text) {
		return text.replace(/^where\s+/, '').split('&').map(x => x.trim().replace(/@([a-z0-9_]+)/g, (all, name) => this.id(name))).filter(x => x)
	}

	async expect(line) {
		const m = line.text.trim().match(/^expect\s+(count|figure)?\s*(.*)\s(=|!=|<|>)\s(.*)$/) ?? []
		let [, kind, what, op, want] = m
		let is

		await this.site.at(this.fixed ?? this.last)
		if (kind === 'count') {
			const [, of, cond] = what.match(/^(\S+)\s*(.*)$/)
			is = run_on(this.site.db)('count', of, ...this.conds(cond).flatMap(c => ['--where', c]), '--today', this.site.day, '--user', 'head').match(/\d+/)[0]
		} else if (kind === 'figure') {
			const [key, year] = what.trim().split(/\s+/)
			const all = JSON.parse(run_on(this.site.db)('figures', '--year', year, '--json', '--today', this.site.day, '--user', 'head'))
			is = this.plain(all.find(f => f.key === key)?.value)
			want = want.replace(/\.00$/, '')
		} else {
			const [name, ...path] = what.trim().split('.')
			const x = this.names.get(name)
			const { status, body } = await this.site.ask('head', `/${x.ledger}/${x.id}`)
			is = status === 200 ? this.field(body, path.join('.')) : `${status}`
			if (body.masked?.some(f => f.field === path[0]))
				return
		}
		want = want.trim() === '—' ? '' : want.trim()
		if (is === undefined || !({ '=': is === want, '!=': is !== want, '<': is < want, '>': is > want })[op])
			this.fail(line, `是“${is}”，应当 ${op} “${want}”`)
	}

	async open(line) {
		const [, ledger, name, where] = line.text.trim().match(/^open\s+(\S+)\s+as\s+(\S+)\s*(.*)$/)
		const conds = this.conds(where)
		const query = conds.length ? `&where=${encodeURIComponent(conds.join('\n'))}` : ''

		await this.site.at(this.fixed ?? this.last)
		const { status, body } = await this.site.ask('head', `/${ledger}?view=all&size=50${query}`)
		if (status !== 200 || body.records.length !== 1)
			this.fail(line, `${status}：有 ${body.records?.length} 条，应当正好一条 ${body.say ?? ''}`)
		if (body.records?.length)
			this.names.set(name, { ledger, id: body.records.at(-1).id })
	}

	async setting(line) {
		const [, id, value] = line.text.trim().match(/^setting\s+(\S+)\s+=\s*(.*)$/)

		await this.site.stop()
		run_on(this.site.db)('setting', 'set', id, value, '--issuer', '测试', '--document', '测试〔2024〕1号', '--from', '2020-01-01', '--user', 'legal', '--today', '2024-01-01')
	}

	async line(lines, i) {
		const line = lines[i]
		const head = line.text.trim().split(/\s+/)[0]
		const below = []
		const verdicts = []

		if (DAY.test(head)) {
			let k = i + 1
			for (; k < lines.length && /^(\s{4}|\t\t)/.test(lines[k].text) && !/^\s*(refused|warned|quiet)\s/.test(lines[k].text); k++)
				below.push(lines[k])
			for (; k < lines.length && /^\s*(refused|warned|quiet)\s/.test(lines[k].text); k++) {
				const [, h, words] = lines[k].text.trim().match(/^(\S+)\s+(.*)$/)
				verdicts.push({ ...lines[k], head: h, words })
			}
			await this.step(line, below, verdicts)
			return k
		}
		if (head === 'today')
			this.fixed = line.text.trim() === 'today step' ? null : line.text.trim().split(/\s+/)[1]
		else if (head === 'expect')
			await this.expect(line)
		else if (head === 'open')
			await this.open(line)
		else if (head === 'setting')
			await this.setting(line)
		else if (!PROSE.includes(head))
			this.fail(line, '看不懂')
		return i + 1
	}


	/* A case ends with its first line that goes otherwise: what comes after it would only be told wrong. */
	async play() {
		try {
			for (let i = 0; i < this.story.lines.length && !this.wrong.length;)
				i = await this.line(this.story.lines, i)
		} finally {
			await this.site.stop()
			this.site.drop()
		}
		return this.wrong
	}
}

export const play = (house, story) => new Playing(house, story).play()
