// tokens.mjs - credentials of programs: scopes, ends, brakes; and requests that come twice
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { serve, TODAY } from './_serve.mjs'

let site, clerk, whole, narrow, writer, slow, system
const made = {}

before(async () => {
	site = await serve({ prepare: run => {
		const add = (key, ...words) => { made[key] = run('token', 'add', key, ...words) }

		add('whole', '--user', 'clerk', '--ledgers', '*', '--verbs', '*')
		add('narrow', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', 'hotline.receive,accept')
		add('writer', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', 'receive', '--no-read')
		add('slow', '--user', 'clerk', '--ledgers', 'hotline', '--per-minute', '3')
		run('user', 'add', 'hotline-system', '--roles', 'clerk', '--user', 'system')
		run('user', 'roles', 'hotline-system', '--roles', 'clerk', '--user', 'security')
		for (const [who, as] of [['security', 'head'], ['system', 'head'], ['system', 'hotline-system'], ['officer', 'head']])
			assert.throws(() => run('token', 'add', 'x', '--user', who, '--account', as, '--ledgers', '*'), `${who} for ${as}`)
		add('system', '--user', 'security', '--account', 'hotline-system', '--ledgers', 'hotline', '--verbs', 'receive')
		made.closed = run('token', 'add', 'closed', '--user', 'clerk', '--ledgers', '*')
		const list = JSON.parse(run('token', 'list', '--user', 'clerk', '--json'))
		run('token', 'revoke', list.find(t => t.name === 'closed').id, '--user', 'clerk')
	} })
	clerk = await site.sign_in('clerk');
	[whole, narrow, writer, slow, system] = ['whole', 'narrow', 'writer', 'slow', 'system'].map(key => site.bearer(made[key]))
})
after(() => site.stop())

const ticket = number => ({ ticket_number: number, kind: 'complaint', subject: '噪声扰民', received_at: `${TODAY}T09:00`, received_on: TODAY })

test('a token reads and steps as its account, without a token of forms', async () => {
	assert.match(made.whole, /^yifa_[0-9a-f]{48}$/)
	const session = (await clerk.json('/hotline?view=all')).body, token = (await whole.get_json('/hotline?view=all')).body

	assert.deepEqual(token.records.map(r => r.id), session.records.map(r => r.id))
	const begun = await whole.send('/hotline/new/receive', ticket('T-1'))
	assert.equal(begun.status, 201)
	assert.equal((await whole.send(`${begun.body.href}/accept`, { version: begun.body.version, accepted_at: `${TODAY}T09:30` })).status, 200)
})

test('unknown, wrong and revoked tokens are 401, even beside a session', async () => {
	for (const header of ['Bearer yifa_00', 'Bearer ', `Bearer ${made.closed}`, 'Basic eDp5', `bearer`])
		for (const more of [{}, { cookie: clerk.cookie }]) {
			const answer = await site.stranger().ask('/hotline', { headers: { authorization: header, ...more } })
			assert.equal(answer.status, 401, header)
			assert.match(answer.headers.get('www-authenticate'), /^Bearer/)
		}
})

test('bugbank 15: a token sees its ledgers and nothing else by any address', async () => {
	assert.equal((await narrow.get_json('/hotline')).status, 200)
	assert.deepEqual((await narrow.get_json('/ledgers')).body.map(l => l.key), ['hotline'])
	for (const path of ['/case', '/operator', '/', '/tokens', '/account', '/figure/case.total', '/report/annual/2024', '/hotline/new/receive'])
		assert.equal((await narrow.get_json(path)).status, 403, path)
	const other = (await clerk.json('/case?view=all')).body.records[0]
	for (const path of [other.href, `${other.href}/amend`, `${other.href}/clock/decide`])
		assert.ok([403, 404].includes((await narrow.get_json(path)).status), path)
	const records = (await clerk.json('/hotline?view=all&size=200')).body.records.filter(r => r.fields.operator)
	const mine = (await clerk.json(records[0].href)).body.links.find(l => l.field === 'operator')
	const its = (await narrow.get_json(records[0].href)).body.links.find(l => l.field === 'operator')
	assert.ok(mine.href)
	assert.equal(its.href, null, 'bugbank 1: what a record points at has rights of its own')
	assert.notEqual(its.title, mine.title)
})

test('a token takes its steps and no other; one that only writes reads nothing', async () => {
	const begun = await narrow.send('/hotline/new/receive', ticket('T-2'))
	assert.equal(begun.status, 201)
	assert.equal((await narrow.send(`${begun.body.href}/amend`, { version: begun.body.version, subject: 'x', reason: 'y' })).status, 403)
	assert.equal((await narrow.send('/petition/new/register', { channel: 'letter' })).status, 403)
	const blind = await writer.send('/hotline/new/receive', ticket('T-3'))
	assert.equal(blind.status, 201)
	assert.equal(blind.body.record, null)
	for (const path of ['/hotline', blind.body.href])
		assert.equal((await writer.get_json(path)).status, 403)
})

test('bugbank 14: a system account has rights of its own, and the journal tells it from people', async () => {
	const begun = await system.send('/hotline/new/receive', ticket('T-4'))
	assert.equal(begun.status, 201, begun.text)
	assert.equal(begun.body.record.steps?.[0].by ?? null, null)
	const list = (await clerk.json('/tokens')).body
	assert.ok(!list.some(t => t.name === 'system'), 'not among the clerk\'s own')

	/* The journal names the token, and no person. */
	const [origin, actor] = site.sql("SELECT origin || '|' || COALESCE(CAST(actor AS text), '') FROM journal WHERE ledger = 'hotline' AND body LIKE '%\"T-4\"%' ORDER BY position LIMIT 1").split('|')
	assert.match(origin, /^api\/\d+$/)
	assert.ok(actor === '' || actor === '0', actor)
	assert.equal(site.sql("SELECT COUNT(*) FROM journal WHERE ledger = 'hotline' AND body LIKE '%\"T-4\"%' AND origin = 'web'"), '0')

	/* It has its steps alone, of its ledgers alone, whatever is asked of it. */
	assert.equal((await system.send(`${begun.body.href}/accept`, { version: begun.body.version, accepted_at: `${TODAY}T09:30` })).status, 403)
	for (const path of ['/petition', '/case', '/person', '/admin', '/jobs'])
		assert.ok([403, 404].includes((await system.get_json(path)).status), path)
	assert.equal((await system.send('/petition/new/register', { channel: 'letter' })).status, 403)
	/* A token for all steps has no more of them than its account: voiding is not a clerk's. */
	const voided = await whole.send(`${begun.body.href}/void`, { version: begun.body.version, reason: '误收' })
	assert.ok([403, 422].includes(voided.status), voided.text)
	assert.equal(site.sql("SELECT COUNT(*) FROM hotline WHERE ticket_number = 'T-4' AND void_on IS NOT NULL"), '0')
})

test('a token asks only so often: 429 with the seconds to wait', async () => {
	const answers = []
	for (let i = 0; i < 5; i++)
		answers.push(await slow.get_json('/hotline?size=1'))
	assert.deepEqual(answers.map(a => a.status), [200, 200, 200, 429, 429])
	assert.ok(+answers[3].headers.get('retry-after') > 0)
	assert.ok(answers[3].body.way)
})

test('one\'s own tokens: made once seen, listed without the secret, taken back', async () => {
	const bad = await clerk.post_json('/tokens', { ledgers: 'nothing', days: 400 })
	assert.deepEqual(bad.body.refusals.map(r => r.field), ['name', 'ledgers', 'days'])
	const one = await clerk.post_json('/tokens', { name: '试', ledgers: 'hotline', verbs: '' })
	assert.equal(one.status, 201)
	const program = site.bearer(one.body[0].token)
	assert.equal((await program.get_json('/hotline')).status, 200)
	assert.equal((await program.send('/hotline/new/receive', ticket('T-5'))).status, 403)
	const listed = (await clerk.json('/tokens')).body.find(t => t.id === one.body[0].id)
	assert.equal(listed.token, undefined)
	assert.ok(listed.seen_at)
	assert.equal((await (await site.sign_in('officer')).post_json(`/tokens/${listed.id}/revoke`, {})).status, 404)
	assert.equal((await clerk.post_json(`/tokens/${listed.id}/revoke`, {})).status, 200)
	assert.equal((await program.get_json('/hotline')).status, 401)
	const page = await clerk.get('/tokens')
	assert.ok(page.text.includes('已撤销') && !page.text.includes(one.body[0].token))
})

test('Idempotency-Key: the same request is done once and answered the same', async () => {
	const key = { 'idempotency-key': 'order-1' }
	const first = await whole.send('/hotline/new/receive', ticket('I-1'), key), again = await whole.send('/hotline/new/receive', ticket('I-1'), key)

	assert.equal(first.status, 201)
	assert.equal(again.status, 201)
	assert.equal(again.text, first.text)
	assert.equal(again.headers.get('location'), first.headers.get('location'))
	assert.equal(again.headers.get('idempotent-replayed'), 'true')
	const other = await whole.send('/hotline/new/receive', ticket('I-2'), key)
	assert.equal(other.status, 422)
	assert.equal(other.body.refusals[0].field, 'Idempotency-Key')
	const accept = { version: first.body.version, accepted_at: `${TODAY}T09:40` }
	const one = await whole.send(`${first.body.href}/accept`, accept, { 'idempotency-key': 'order-2' })
	const two = await whole.send(`${first.body.href}/accept`, accept, { 'idempotency-key': 'order-2' })
	assert.deepEqual([one.status, two.status, two.text === one.text], [200, 200, true])
	assert.equal((await whole.send(`${first.body.href}/accept`, accept)).status, 409)
	assert.equal((await whole.get_json('/hotline?view=all&where=' + encodeURIComponent('ticket_number=I-1'))).body.count, 1)
})

test('a refusal keeps no claim: mended and sent again under its name it is done', async () => {
	const key = { 'idempotency-key': 'order-3' }
	assert.equal((await whole.send('/hotline/new/receive', { ...ticket('I-3'), subject: '' }, key)).status, 422)
	assert.equal((await whole.send('/hotline/new/receive', ticket('I-3'), key)).status, 201)
})

test('twenty at once under one name are one', async () => {
	const answers = await Promise.all(Array.from({ length: 20 }, () => whole.send('/hotline/new/receive', ticket('I-4'), { 'idempotency-key': 'order-4' })))
	assert.deepEqual([...new Set(answers.map(a => a.body.id))].length, 1)
	assert.ok(answers.every(a => a.status === 201))
	assert.equal((await whole.get_json('/hotline?view=all&where=' + encodeURIComponent('ticket_number=I-4'))).body.count, 1)
})

test('names of requests belong to an account, and must be plain', async () => {
	const key = { 'idempotency-key': 'order-1' }
	assert.equal((await system.send('/hotline/new/receive', ticket('I-5'), key)).status, 201)
	assert.equal((await whole.send('/hotline/new/receive', ticket('I-6'), { 'idempotency-key': 'a b' })).status, 400)
	assert.equal((await whole.send('/hotline/new/receive', ticket('I-6'), { 'idempotency-key': 'x'.repeat(101) })).status, 400)
})
