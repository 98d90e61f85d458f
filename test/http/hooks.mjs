// hooks.mjs - what other systems are told: signed, once the step stands, again until it arrives
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { serve, TODAY } from './_serve.mjs'

let site, clerk, system, inbox, secret
const ticket = number => ({ ticket_number: number, kind: 'complaint', subject: '噪声扰民', caller: '欧阳小明', phone: '13912345678', received_at: `${TODAY}T09:00`, received_on: TODAY })

// A system of another bureau: keeps what it is sent, answers as it is told.
class Inbox {
	constructor() {
		this.got = []
		this.answers = {}
		this.waiting = []
		this.server = createServer(async (req, res) => {
			let body = ''
			for await (const part of req) body += part
			const path = req.url.slice(1), answer = this.answers[path]?.shift() ?? { status: 200 }
			this.got.push({ path, headers: req.headers, body, json: JSON.parse(body) })
			res.writeHead(answer.status, answer.headers).end()
			for (const wake of this.waiting.splice(0)) wake()
		})
	}

	async open() {
		this.server.listen(0, '127.0.0.1')
		await once(this.server, 'listening')
		this.base = `http://127.0.0.1:${this.server.address().port}`
	}

	of(path) { return this.got.filter(m => m.path === path) }

	async until(path, n) {
		while (this.of(path).length < n) await new Promise(wake => this.waiting.push(wake))
		return this.of(path)
	}
}

// Asks /hooks until it is so: what came of a message is written after it was answered.
async function eventually(so) {
	for (;;) {
		const { body } = await system.json('/hooks')
		const found = so(body)
		if (found) return found
	}
}

before(async () => {
	site = await serve({ options: ['--hooks-to', '127.0.0.1/32'], prepare: run => {
		for (const role of ['clerk', 'officer']) {
			run('user', 'add', `${role}-system`, '--roles', role, '--user', 'system')
			run('user', 'roles', `${role}-system`, '--roles', role, '--user', 'security')
		}
		secret = run('token', 'add', 'same rights', '--user', 'security', '--account', 'officer-system', '--ledgers', 'petition')
	} })
	clerk = await site.sign_in('clerk')
	system = await site.sign_in('system')
	inbox = new Inbox()
	await inbox.open()
})
after(async () => {
	await site.stop()
	inbox.server.close()
	inbox.server.closeAllConnections()
})

const subscribe = (name, more) => system.post_json('/hooks', { name, url: `${inbox.base}/${name}`, account: 'clerk-system', ledgers: 'hotline', wait: 1, ...more })

test('a hook is asked for by an administrator, with an address, ledgers and an account', async () => {
	assert.equal((await clerk.post_json('/hooks', {})).status, 403)
	assert.equal((await clerk.json('/hooks')).status, 403)
	const bad = await system.post_json('/hooks', { name: '', url: 'ftp://x/', account: 'nobody', ledgers: 'nothing' })
	assert.deepEqual(bad.body.refusals.map(r => r.field), ['account', 'ledgers'])
	for (const url of ['ftp://x/', 'file:///etc/passwd', 'http://', 'http://u:p@host/', 'https://host/#x', 'javascript:1', `http://x/${'a'.repeat(500)}`, 'http://x/ y'])
		assert.deepEqual((await subscribe('bad', { url })).body.refusals.map(r => r.field), ['url'], url)
	for (const account of ['clerk', 'head'])
		assert.deepEqual((await subscribe('bad', { account })).body.refusals.map(r => r.field), ['account'], 'three administrators: no rights of a colleague')
	assert.equal((await subscribe('bad', { sign: 'md5' })).body.refusals[0].field, 'sign')
})

test('a step is told: signed, with ids and open fields, without personal ones', async () => {
	const hook = (await subscribe('all')).body, hook256 = (await subscribe('sha', { sign: 'sha256', verbs: 'receive' })).body

	assert.match(hook.secret, /^[0-9a-f]{48}$/)
	assert.equal((await system.json('/hooks')).body.hooks.find(h => h.id === hook.id).secret, undefined)
	const begun = (await clerk.post_json('/hotline/new/receive', ticket('H-1'))).body
	await clerk.post_json(`${begun.href}/accept`, { version: begun.version, accepted_at: `${TODAY}T09:20` })
	const [first, second] = await inbox.until('all', 2), [sha] = await inbox.until('sha', 1)
	const got = [first, second].find(m => m.json.verb === 'receive')

	assert.deepEqual([got.json.ledger, got.json.id, got.json.number, got.json.href], ['hotline', begun.id, begun.number, begun.href])
	assert.equal(got.headers['yifa-event'], 'hotline.receive')
	assert.equal(got.json.fields.kind, 'complaint')
	for (const secret of ['欧阳', '13912345678', 'caller', 'phone'])
		assert.ok(!got.body.includes(secret), secret)
	const hmac = createHmac('sha256', hook256.secret).update(`${sha.headers['yifa-timestamp']}.${sha.body}`).digest('hex')
	assert.equal(sha.headers['yifa-signature'], `sha256=${hmac}`)
	assert.match(got.headers['yifa-signature'], /^sm3=[0-9a-f]{64}$/)
	if (crypto_has_sm3()) {
		const sm3 = createHmac('sm3', hook.secret).update(`${got.headers['yifa-timestamp']}.${got.body}`).digest('hex')
		assert.equal(got.headers['yifa-signature'], `sm3=${sm3}`)
	}
})

function crypto_has_sm3() {
	try {
		createHmac('sm3', 'x')
		return true
	} catch {
		return false
	}
}

test('a refused step tells nothing', async () => {
	const n = inbox.of('all').length
	assert.equal((await clerk.post_json('/hotline/new/receive', { ...ticket('H-2'), subject: '' })).status, 422)
	const begun = (await clerk.post_json('/hotline/new/receive', ticket('H-3'))).body
	const all = await inbox.until('all', n + 1)
	assert.deepEqual(all.slice(n).map(m => m.json.id), [begun.id])
})

test('what fails is tried again, the same message under the same number', async () => {
	await subscribe('again', { verbs: 'receive' })
	inbox.answers.again = [{ status: 500 }, { status: 302, headers: { location: `${inbox.base}/elsewhere` } }]
	await clerk.post_json('/hotline/new/receive', ticket('H-4'))
	const got = await inbox.until('again', 3)
	assert.equal(new Set(got.map(m => m.headers['yifa-delivery'])).size, 1)
	assert.equal(inbox.of('elsewhere').length, 0, 'redirects are not followed')
	await eventually(body => body.last.find(m => m.id === got[0].headers['yifa-delivery'] && m.state === '已送达' && m.tries === 3))
})

test('what is given up is shown, and sent again by hand', async () => {
	await subscribe('dead', { verbs: 'receive', tries: 2 })
	inbox.answers.dead = [{ status: 503 }, { status: 503 }]
	await clerk.post_json('/hotline/new/receive', ticket('H-5'))
	await inbox.until('dead', 2)
	const dead = await eventually(body => body.dead.find(m => m.say === '答复 503'))
	assert.ok((await system.get('/hooks')).text.includes(`/hooks/letter/${dead.id}/resend`))
	assert.equal((await clerk.post_json(`/hooks/letter/${dead.id}/resend`, {})).status, 403)
	assert.equal((await system.post_json(`/hooks/letter/${dead.id}/resend`, {})).status, 200)
	await inbox.until('dead', 3)
	assert.equal((await system.post_json(`/hooks/letter/${dead.id}/resend`, {})).status, 404)
})

test('one that is gone (410) is not asked again', async () => {
	await subscribe('gone', { verbs: 'receive' })
	inbox.answers.gone = [{ status: 410 }]
	await clerk.post_json('/hotline/new/receive', ticket('H-6'))
	await eventually(body => body.dead.find(m => m.say === '答复 410' && m.tries === 1))
})

test('addresses of this machine and of the house are refused unless they are named', async () => {
	for (const [name, url] of [['meta', 'http://169.254.169.254/'], ['six', 'http://[::1]:9/'], ['ten', 'http://10.0.0.1/'], ['mapped', 'http://[::ffff:10.0.0.1]/'], ['zero', 'http://0.0.0.0/']]) {
		const hook = (await subscribe(name, { url, verbs: 'receive', tries: 1 })).body
		await clerk.post_json('/hotline/new/receive', ticket(`H-${name}`))
		const dead = await eventually(body => body.dead.find(m => m.hook === hook.id))
		assert.match(dead.say, /^没有送到/, name)
		await system.post_json(`/hooks/${hook.id}/close`, {})
	}
})

test('a hook tells what its account may see at that time, and nothing when it may not', async () => {
	const hook = (await subscribe('officer', { account: 'officer-system', ledgers: 'petition' })).body
	const letter = { channel: 'letter', petitioner: '王某', subject: '环境卫生', received_on: TODAY }
	const seen = await clerk.post_json('/petition/new/register', letter)
	const hidden = await clerk.post_json('/petition/new/register', { ...letter, route: 'accusation', accused_name: '赵某' })
	assert.deepEqual([seen.status, hidden.status], [201, 201], hidden.text)
	const letters = await eventually(body => {
		const mine = body.last.filter(m => m.hook === hook.id && m.state === '已送达')
		return mine.length === 2 && mine
	})
	const same = site.bearer(secret)
	for (const m of letters) {
		const may = (await same.get_json(`/petition/${m.record}`)).status === 200
		assert.equal(inbox.of('officer').some(got => got.json.id === m.record), may, m.say)
	}
	assert.ok(letters.some(m => m.say.includes('不在账号的权限内')), 'one of them the officer may not see')
})

test('a closed hook is told nothing more', async () => {
	const { body } = await system.json('/hooks')
	for (const h of body.hooks) if (!h.closed_at) await system.post_json(`/hooks/${h.id}/close`, {})
	const n = inbox.got.length
	await clerk.post_json('/hotline/new/receive', ticket('H-7'))
	const hook = (await subscribe('last', { verbs: 'receive' })).body
	await clerk.post_json('/hotline/new/receive', ticket('H-8'))
	await inbox.until('last', 1)
	assert.equal(inbox.got.slice(n).filter(m => m.path !== 'last').length, 0)
	assert.ok(hook.id)
})
