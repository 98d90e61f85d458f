// upstream.mjs - tickets of the 12345 line and petitions, as systems above us send them
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { serve, TODAY } from './_serve.mjs'
import { Platform } from '../upstream/simulator.mjs'

let site, clerk, system, platform, petitions
const made = {}

before(async () => {
	site = await serve({ options: ['--hooks-to', '127.0.0.1'], prepare: run => {
		run('user', 'add', '12345', '--roles', 'clerk', '--user', 'system')
		run('user', 'roles', '12345', '--roles', 'clerk', '--user', 'security')
		made.hotline = run('token', 'add', '12345', '--user', 'security', '--account', '12345', '--ledgers', 'hotline', '--verbs', 'receive,withdraw,visit_back')
		made.petition = run('token', 'add', 'xinfang', '--user', 'security', '--account', '12345', '--ledgers', 'petition', '--verbs', 'register')
	} })
	clerk = await site.sign_in('clerk')
	system = await site.sign_in('system')
	platform = new Platform(site.base, made.hotline, TODAY)
	petitions = new Platform(site.base, made.petition, TODAY)
})
after(async () => {
	await site.stop()
	platform.close()
})

const count = async number => (await clerk.json(`/hotline?view=all&where=${encodeURIComponent(`ticket_number=${number}`)}`)).body.count

test('a ticket becomes a record, entered for nobody, in the words of our ledger', async () => {
	const answer = await platform.send(platform.ticket(1))

	assert.equal(answer.status, 201, answer.text)
	const record = (await clerk.json(answer.body.href)).body
	assert.deepEqual([record.fields.ticket_number, record.fields.kind, record.fields.subject, record.fields.received_on], [platform.ticket(1).number, 'complaint', '图书馆开放时间', TODAY])
	assert.equal(record.fields.phone, '139****0000')
})

test('the same ticket again, alone or twenty at once, is the same record and changes nothing', async () => {
	const first = await platform.send(platform.ticket(2)), again = await platform.send(platform.ticket(2))
	assert.deepEqual([again.status, again.body.id, again.body.version, again.body.position], [200, first.body.id, first.body.version, first.body.position])
	const all = await Promise.all(Array.from({ length: 20 }, () => platform.send(platform.ticket(3))))
	assert.deepEqual(all.map(a => a.status).sort(), [...Array(19).fill(200), 201])
	assert.equal(new Set(all.map(a => a.body.id)).size, 1)
	assert.equal(await count(platform.ticket(3).number), 1)
})

test('what the platform may correct is amended; what it may not is refused by name', async () => {
	const first = await platform.send(platform.ticket(4))
	const mended = await platform.send({ ...platform.ticket(4), title: '广场舞噪声，夜间十点以后' })
	assert.deepEqual([mended.status, mended.body.id], [200, first.body.id])
	assert.ok(mended.body.version > first.body.version)
	const record = (await clerk.json(first.body.href)).body
	assert.equal(record.fields.subject, '广场舞噪声，夜间十点以后')
	assert.deepEqual([record.steps.at(-1).verb, record.steps.at(-1).reason], ['amend', '区12345平台更正'])
	const other = await platform.send({ ...platform.ticket(4), title: '广场舞噪声，夜间十点以后', type: '咨询' })
	assert.equal(other.status, 422)
	assert.deepEqual(other.body.refusals.map(r => r.field), ['kind'])
	assert.equal((await clerk.json(first.body.href)).body.version, mended.body.version)
})

test('a late copy of a ticket does not undo what the bureau put right', async () => {
	const first = await platform.send(platform.ticket(5))
	const amended = await clerk.post_json(`${first.body.href}/amend`, { version: first.body.version, subject: '经核实：广场舞噪声', reason: '核实' })
	assert.equal(amended.status, 200)
	assert.equal((await platform.send(platform.ticket(5))).status, 200)
	assert.equal((await platform.send({ ...platform.ticket(5), phone: '13911111111' })).status, 200)
	assert.equal((await clerk.json(first.body.href)).body.fields.subject, '经核实：广场舞噪声')
})

test('a ticket that was typed in before is found by its number', async () => {
	const t = platform.ticket(6)
	const typed = await clerk.post_json('/hotline/new/receive', { ticket_number: t.number, kind: 'advice', subject: '建议', received_at: `${TODAY}T09:00`, received_on: TODAY })
	const sent = await platform.send(t)
	assert.deepEqual([typed.status, sent.status, sent.body.id, sent.body.version], [201, 200, typed.body.id, typed.body.version])
})

test('out of order: what comes before its ticket is refused, and taken when it comes again', async () => {
	const t = platform.ticket(7), withdraw = { event: 'withdraw', number: t.number }
	const early = await platform.send(withdraw)
	assert.deepEqual([early.status, early.body.refusals[0].field], [422, 'number'])
	const first = await platform.send(t)
	const once = await platform.send(withdraw), twice = await platform.send(withdraw)
	assert.deepEqual([once.status, once.body.state, once.body.id], [200, 'withdrawn', first.body.id])
	assert.deepEqual([twice.status, twice.body.version], [200, once.body.version])
})

test('broken messages are refused with the field, and leave nothing', async () => {
	const t = platform.ticket(8)

	for (const [message, status, field] of [
		[{ ...t, number: '' }, 422, 'number'], [{ ...t, type: '别的' }, 422, 'kind'], [{ ...t, received_at: '昨天' }, 422, 'received_at'],
		[{ ...t, received_at: '2031-01-01T08:00' }, 422, 'received_on'], [{ ...t, secret_field: 1 }, 422, 'secret_field'], [{ ...t, title: null }, 422, 'subject'],
		[{ ...t, event: 'explode' }, 422, 'event'], [{ ...t, phone: 'x' }, 422, 'phone'],
		['{', 400], [[t], 400], [{ ...t, title: { a: 1 } }, 400]]) {
		const answer = await platform.send(message)
		assert.equal(answer.status, status, `${JSON.stringify(message)} ${answer.text}`)
		if (field) assert.ok(answer.body.refusals.some(r => r.field === field), `${field}: ${answer.text}`)
	}
	assert.equal(await count(t.number), 0)
	assert.equal((await platform.send(t)).status, 201, 'mended, it is taken')
})

test('sources, scopes and formats', async () => {
	assert.equal((await platform.send(platform.ticket(9), 'nobody')).status, 404)
	assert.equal((await petitions.send(platform.ticket(9))).status, 403, 'a token for petitions brings no tickets')
	assert.equal((await platform.send({ number: 'X', title: 'y' }, 'petition')).status, 403)
	const form = await fetch(`${site.base}/api/upstream/12345`, { method: 'POST', headers: { authorization: `Bearer ${made.hotline}` }, body: new URLSearchParams({ number: '1' }) })
	assert.equal(form.status, 415)
	assert.equal((await fetch(`${site.base}/api/upstream/12345`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status, 401)
})

test('a petition of the state\'s system is known by its number there', async () => {
	const letter = { number: 'XF-2024-7', name: '赵某', phone: '13900000001', title: '反映演出退票', people: 1, received_on: TODAY }
	const first = await petitions.send(letter, 'petition'), again = await petitions.send(letter, 'petition')
	assert.equal(first.status, 201, first.text)
	assert.deepEqual([again.status, again.body.id], [200, first.body.id])
	const record = (await clerk.json(first.body.href)).body
	assert.deepEqual([record.fields.channel, record.fields.transferred, record.fields.sender_number], ['system', true, 'XF-2024-7'])
})

test('bugbank 36: whoever was answered 201 finds the record; the reply goes back by a hook', async () => {
	const url = await platform.listen()
	const hook = await system.post_json('/hooks', { name: '12345', url, account: '12345', ledgers: 'hotline', verbs: 'reply', sign: 'sha256', wait: 1 })
	assert.equal(hook.status, 201, hook.text)
	platform.secret = hook.body.secret
	const first = await platform.send(platform.ticket(10))
	let now = first.body
	for (const [verb, more] of [['accept', { accepted_at: `${TODAY}T09:01` }], ['contact', { contacted_at: `${TODAY}T09:02` }], ['reply', { replied_on: TODAY, reply: '已责令整改', why_not: '电话核实' }]]) {
		const answer = await clerk.post_json(`${first.body.href}/${verb}`, { version: now.version, ...more })
		assert.equal(answer.status, 200, answer.text)
		now = answer.body
	}
	const reply = await platform.reply_of(first.body.id)
	assert.deepEqual([reply.event, reply.fields.reply, reply.fields.ticket_number], ['hotline.reply', '已责令整改', platform.ticket(10).number])
	const rated = await platform.send({ event: 'rating', number: platform.ticket(10).number, rating: '满意' })
	assert.equal(rated.status, 200, rated.text)
	assert.equal((await clerk.json(first.body.href)).body.fields.rating, 'satisfied')
})
