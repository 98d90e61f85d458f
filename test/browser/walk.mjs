// walk.mjs - three scenarios of test/law/walk.txt in Chromium: every step found on its page, filled in and sent by its user
//
//     YIFA_SHOTS=DIR node --test test/browser/walk.mjs     keeps a picture of every form and every answer
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { keep_house, Playing, read_stories } from '../http/_story.mjs'
import { fresh_violations, launch, open, sideways } from './_look.mjs'

const shots = process.env.YIFA_SHOTS
const cases = read_stories('test/law/walk.txt')
const house = keep_house()
const fresh = { 1366: fresh_violations(), 390: fresh_violations() }
let browser

before(async () => { browser = await launch() })
after(() => browser?.close())

/* A row of a form has its place; a row with a number of its own has that number's. */
const named = name => `[name="${name}"]`

class Looking extends Playing {
	constructor(story, width) {
		super(house, story)
		this.width = width
		this.taken = 0
		this.pages = new Map()
	}

	async sign_in(account) {
		const kept = this.pages.get(account)

		if (kept?.base === this.site.base)
			return kept.page
		await kept?.page.context().close()
		const page = await open(browser, this.site, account, { viewport: { width: this.width, height: 844 } })
		this.pages.set(account, { page, base: this.site.base })
		return page
	}

	async shoot(page, what) {
		if (!shots)
			return
		const dir = join(shots, this.story.title.slice(0, 2))
		mkdirSync(dir, { recursive: true })
		await page.screenshot({ path: join(dir, `${String(++this.taken).padStart(3, '0')}-${what}.png`), fullPage: true })
	}

	/* The way a person goes: the record, what may be done there, its form.  What is not offered has its address. */
	async open_form(page, ledger, record, verb, line, account) {
		const at = `${this.site.base}/${ledger}/${record?.id ?? 'new'}/${verb}`

		if (!record) {
			await page.goto(at)
			return
		}
		const answer = await page.goto(`${this.site.base}/${ledger}/${record.id}`)
		if (answer.status() !== 200)
			this.fail(line, `${account} 看不到要办的记录：${answer.status()}`)
		await this.shoot(page, `${ledger}-${verb}-page`)
		const link = page.locator(`a[href="/${ledger}/${record.id}/${verb}"]:visible`).first()
		if (await link.count())
			await Promise.all([page.waitForURL(at), link.click()])
		else
			await page.goto(at)
	}

	async fill(page, name, value) {
		const field = page.locator(named(name))
		const kind = await field.last().evaluate(e => e.matches('select') ? 'select' : e.type)

		if (kind === 'checkbox') {
			const want = new Set(value.split(/[;；]/))
			for (const box of await page.locator(`input[type=checkbox]${named(name)}`).all())
				await box.setChecked(want.has(await box.getAttribute('value')))
		} else if (kind === 'select') {
			await field.last().selectOption(value)
		} else {
			await field.last().fill(value)
		}
	}

	async fill_rows(page, key, rows, add) {
		const taken = add ? await page.locator(`input[name^="${key}."][name$=".n"]`).evaluateAll(list => list.filter(e => e.value).length) : 0

		for (const [i, row] of rows.entries()) {
			const at = taken + i + 1
			if (!await page.locator(`[name^="${key}.${at}."]`).count())
				await page.click(`button[name=more][value=${key}]`)
			for (const [column, value] of Object.entries(row))
				if (column !== 'n')
					await this.fill(page, `${key}.${at}.${column}`, value)
		}
	}

	async send({ line, account, ledger, record, verb, filling, day }) {
		const page = await this.sign_in(account)
		const { body, added } = this.filled(filling, new Set())

		await this.open_form(page, ledger, record, verb, line, account)
		const form = page.locator('form[data-t=form]')
		if (await form.count()) {
			for (const [key, value] of Object.entries(body))
				await (Array.isArray(value) ? this.fill_rows(page, key, value, added.has(key)) : this.fill(page, key, value))
			if (day)
				await this.fill(page, 'day', day)
			await this.shoot(page, `${ledger}-${verb}-form`)
			await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), form.locator('.form-btns button[type=submit]').first().click()])
		}
		await this.shoot(page, `${ledger}-${verb}-answer`)
		await this.accessible(page, line)
		const m = page.url().match(new RegExp(`/${ledger}/(\\d+)(\\?|#|$)`))
		const done = Boolean(m) && !(await form.count())

		return { done, fault: false, id: m?.[1], said: await page.locator('main').innerText() }
	}

	async accessible(page, line) {
		const found = await fresh[this.width](page)
		if (found.length)
			this.fail(line, `axe：${found.join('；')}`)
		const over = await sideways(page)
		if (over)
			this.fail(line, `页面宽出 ${over} 像素`)
	}

	async play() {
		try {
			return await super.play()
		} finally {
			for (const { page } of this.pages.values())
				await page.context().close()
		}
	}
}

/* Side by side: while one waits for its server the other fills in a form. */
describe('walked', { concurrency: 2 }, () => {
	for (const [number, what, width] of [['02', 'ordinary procedure with a hearing, to the archive', 1366], ['39', 'simple procedure on the spot, on a phone', 390], ['14', 'a refusal and the way on', 1366]])
		test(`${what} (scenario ${number}), through the pages`, async () => {
			assert.deepEqual(await new Looking(cases.find(c => c.title.startsWith(number)), width).play(), [])
		})
})
