// api.mjs - the API: records, steps, refusals and conflicts as JSON, against what /api/openapi.json promises
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { serve, TODAY } from './_serve.mjs'
import { answer_of, check } from './schema.lib.mjs'

let site, clerk, head, spec

before(async () => {
	site = await serve()
	clerk = await site.sign_in('clerk')
	head = await site.sign_in('head')
	spec = (await clerk.json('/api/openapi.json')).body
})
after(() => site.stop())

const ticket = number => ({ ticket_number: number, kind: 'complaint', subject: '噪声扰民', received_at: `${TODAY}T09:00`, received_on: TODAY })
const promised = (answer, path, method) => {
	const schema = answer_of(spec, path, method, String(answer.status))

	assert.ok(schema, `${method} ${path} promises no ${answer.status}`)
	assert.deepEqual(check(spec, schema, answer.body), [], `${method} ${path}: ${answer.status}`)
}

test('the description names every ledger, its records, its list and its steps', async () => {
	const ledgers = (await head.json('/ledgers')).body

	assert.equal(spec.openapi, '3.1.0')
	for (const { key } of ledgers) {
		assert.ok(spec.paths[`/${key}`]?.get, key)
		assert.ok(spec.paths[`/${key}/{id}`]?.get, key)
		assert.ok(spec.components.schemas[`${key}.record`], key)
	}
	assert.ok(spec.paths['/hotline/{id}/accept'].post)
	assert.deepEqual(spec.paths['/hotline/new/receive'].post.requestBody.content['application/json'].schema.required,
		['ticket_number', 'kind', 'subject', 'received_at'])
})

test('lists and records of every ledger keep their schemas, for head and clerk', async () => {
	for (const who of [head, clerk])
		for (const { key } of (await who.json('/ledgers')).body) {
			const list = await who.json(`/${key}?view=all&size=5`)

			promised(list, `/${key}`, 'get')
			for (const brief of list.body.records.slice(0, 2))
				promised(await who.json(brief.href), `/${key}/{id}`, 'get')
		}
})

test('a step answers with the record, its version and its place in the journal', async () => {
	const begun = await clerk.post_json('/hotline/new/receive', ticket('API-1'))

	assert.equal(begun.status, 201)
	promised(begun, '/hotline/new/receive', 'post')
	assert.equal(begun.headers.get('location'), begun.body.href)
	assert.equal(begun.body.record.fields.ticket_number, 'API-1')
	assert.ok(begun.body.position > 0)
	const taken = await clerk.post_json(`${begun.body.href}/accept`, { version: begun.body.version, accepted_at: `${TODAY}T09:20` })

	assert.equal(taken.status, 200)
	promised(taken, '/hotline/{id}/accept', 'post')
	assert.ok(taken.body.version > begun.body.version)
	assert.ok(taken.body.position > begun.body.position)
	assert.equal(taken.body.record.steps.at(-1).verb, 'accept')
	assert.ok(taken.body.record.acts.some(a => a.verb === 'contact' && a.may && a.fill.includes('contacted_at')))
})

test('a record says what its page says', async () => {
	const { body } = await head.json('/case?view=open')
	const record = (await head.json(body.records[0].href)).body, page = (await head.get(body.records[0].href)).text

	for (const text of [record.label, ...record.links.map(l => l.title), ...record.acts.map(a => a.label), ...record.dues.map(d => d.label),
		...record.steps.map(s => s.label), ...record.lanes.map(l => l.number), ...record.acts.flatMap(a => a.against.map(x => x.say))])
		assert.ok(page.includes(text), text)
	for (const m of page.matchAll(/<dd data-t="([a-z_]+)"/g))
		assert.ok(m[1] in record.fields, m[1])
	for (const m of page.matchAll(/data-t="act-([a-z_]+)"/g))
		assert.ok(record.acts.some(a => a.verb === m[1]), m[1])
})

test('refusals name field, row, basis and way', async () => {
	const answer = await clerk.post_json('/hotline/new/receive', { ...ticket('API-2'), dispatches: [{ on: TODAY, to: '区局' }, { on: '2024-13-01', to: '区局' }] })

	assert.equal(answer.status, 422)
	promised(answer, '/hotline/new/receive', 'post')
	assert.deepEqual(answer.body.refusals.map(r => [r.field, r.row]), [['dispatches.2.on', 2]])
})

test('bugbank 29: a write says which version it saw; another one is 409 with both and the record', async () => {
	const { body } = await clerk.post_json('/hotline/new/receive', ticket('API-3'))
	const blind = await clerk.post_json(`${body.href}/accept`, { accepted_at: `${TODAY}T09:20` })

	assert.equal(blind.status, 422)
	assert.equal(blind.body.refusals[0].field, 'version')
	await clerk.post_json(`${body.href}/accept`, { version: body.version, accepted_at: `${TODAY}T09:20` })
	const late = await clerk.post_json(`${body.href}/accept`, { version: body.version, accepted_at: `${TODAY}T09:20` })

	assert.equal(late.status, 409)
	promised(late, '/hotline/{id}/accept', 'post')
	assert.equal(late.body.seen, body.version)
	assert.equal(late.body.now, late.body.record.version)
	assert.ok(late.body.now > late.body.seen)
})

test('a body says nothing that its form does not ask', async () => {
	const { body } = await clerk.post_json('/hotline/new/receive', ticket('API-4'))
	const bad = [
		[{ state: 'closed' }, 'state'], [{ org: 2 }, 'org'], [{ id: '1' }, 'id'], [{ rating: 'satisfied' }, 'rating'],
		[{ dispatches: '区局' }, 'dispatches'], [{ subject: ['a', 'b'] }, 'subject'], [{ dispatches: [{ whom: 'x' }] }, 'dispatches.1.whom'],
		[{ subject: [{ a: 1 }] }, 'subject'],
	]

	for (const [more, field] of bad) {
		const answer = await clerk.post_json('/hotline/new/receive', { ...ticket('API-4'), ...more })
		assert.equal(answer.status, 422, JSON.stringify(more))
		assert.ok(answer.body.refusals.some(r => r.field === field), `${field}: ${JSON.stringify(answer.body)}`)
	}
	assert.equal((await clerk.json(body.href)).body.fields.subject, '噪声扰民')
})

test('JSON is strict: what cannot be meant is 400 and says where', async () => {
	const token = await clerk.token()
	const send = body => clerk.ask('/hotline/new/receive', { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-csrf-token': token } })

	for (const text of ['', '{', '[]', '"x"', '{"a":1,"a":2}', '{"fine":1.5}', '{"a":{"b":1}}', '{"rows":[{"a":[1]}]}', '{"rows":[{"a":1},2]}', '{"a.1.b":"x"}', '{"a":"\u0001"}',
		`{"dispatches":[${Array(501).fill('{"on":"2024-01-01","to":"x"}')}]}`]) {
		const answer = await send(text)
		assert.equal(answer.status, 400, text.slice(0, 40))
		assert.deepEqual(Object.keys(JSON.parse(answer.text)), ['status', 'say', 'why', 'way'])
	}
})

test('bugbank 8: a record that one may not see cannot be pointed at by its id', async () => {
	const officer = await site.sign_in('officer')
	const seen = new Set((await officer.json('/petition?view=all&size=200')).body.records?.map(r => r.id) ?? [])
	const hidden = (await head.json('/petition?view=all&size=200')).body.records.find(r => !seen.has(r.id))

	assert.ok(hidden, 'the demo has a petition that the officer does not see')
	const send = came_from => officer.post_json('/clue/new/receive', { source: 'petition', facts: '信访反映', received_on: TODAY, came_from })
	for (const name of [hidden.id, hidden.number, '999999']) {
		const { status, body } = await send(name)
		assert.equal(status, 422, name)
		assert.deepEqual(body.refusals.map(r => [r.field, r.say.includes('没有这条记录')]), [['came_from', true]])
	}
	const begun = await send([...seen][0])
	assert.equal(begun.status, 201)
	assert.equal(begun.body.record.links.find(l => l.field === 'came_from').href, `/petition/${[...seen][0]}`)
})

test('pages of a list are links; unknown parameters and values are refused by name', async () => {
	const seen = new Set()
	let path = '/hotline?view=all&size=50&sort=received_on&up=1', last = ''

	while (path) {
		const { body } = await clerk.json(path)
		for (const r of body.records) {
			assert.ok(!seen.has(r.id))
			assert.ok(r.fields.received_on >= last)
			last = r.fields.received_on
			seen.add(r.id)
		}
		path = body.next
	}
	assert.ok(seen.size >= 275)
	for (const [query, field] of [['bogus=1', 'bogus'], ['size=0', 'size'], ['size=999', 'size'], ['view=x', 'view'], ['sort=caller', 'sort'], ['state=x', 'state'], ['up=yes', 'up'],
		['caller=x', 'caller'], ['after=x', 'after'], ['where=caller~1', 'where'], ['kind=nothing', 'kind']]) {
		const answer = await clerk.json(`/hotline?${query}`)
		assert.equal(answer.status, 422, query)
		promised(answer, '/hotline', 'get')
		assert.equal(answer.body.refusals[0].field, field, query)
	}
	const some = (await clerk.json('/hotline?view=all&kind=enquiry')).body
	assert.ok(some.records.length && some.records.every(r => r.fields.kind === 'enquiry'))
})

// A small stream of numbers, so that a failure comes again.
function* numbers(seed) {
	for (;;) yield (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) >>> 8
}

/* Of a petition these are shown to the heads and to whoever handles it. */
const HIDDEN = ['accused', 'accused_name', 'petitioner', 'phone']

test('bugbank 11: no query shows a record or a field that rights hide', async () => {
	const officer = await site.sign_in('officer'), random = numbers(11)
	const pick = list => list[random.next().value % list.length]
	const keys = ['view', 'state', 'sort', 'up', 'size', 'after', 'where', 'number', 'q', 'petitioner', 'phone', 'accused', 'accused_name', 'channel', 'org', 'fields', 'limit', 'include', 'expand', 'route']
	const values = ['all', 'registered', 'received_on', '1', '200', 'i0.0', 'n.0', 't.1', 'petitioner~张', 'petitioner=', 'org=2', 'route=accusation', "1' OR '1'='1", 'accused!=', 'accused_name~赵', 'accused_name=赵某', 'phone=13800000000', '*', '%', 'petitioner<乙', 'x"\n1=1', '']
	const seen = new Set((await officer.json('/petition?view=all&size=200')).body.records?.map(r => r.id) ?? [])
	let answered = 0

	for (let i = 0; i < 400; i++) {
		const asked = Array.from({ length: 1 + random.next().value % 4 }, () => `${pick(keys)}=${encodeURIComponent(pick(values))}`).join('&')
		const query = i % 40 ? asked : 'view=all'
		const { status, body } = await officer.json(`/petition?${query}`)
		assert.ok([200, 403, 422].includes(status), `${status} ${query}`)
		for (const r of body.records ?? []) {
			answered++
			assert.ok(seen.has(r.id), query)
			for (const hidden of HIDDEN) assert.ok(!(hidden in r.fields), query)
		}
		if (HIDDEN.some(hidden => new RegExp(`(^|&)(${hidden}=|(where|sort)=${hidden})`).test(query)))
			assert.notEqual(status, 200, `asked by what is hidden: ${query}`)
	}
	for (const hidden of HIDDEN)
		for (const query of [`where=${hidden}=x`, `where=${hidden}=`, `where=${hidden}~x`, `where=${hidden}<x`, `where=${hidden}%20in%20x,y`, `sort=${hidden}`, `${hidden}=x`])
			assert.ok([403, 422].includes((await officer.json(`/petition?view=all&${query}`)).status), query)
	assert.ok(answered > 0 || !seen.size, 'some queries answer')
})

test('problems say status, what, why and the way on', async () => {
	const stranger = site.stranger()

	for (const [who, path, status] of [[stranger, '/hotline', 401], [clerk, '/hotline/1', 404], [clerk, '/nothing', 404], [await site.sign_in('system'), '/case', 403]]) {
		const { body, ...answer } = await who.json(path)
		assert.equal(answer.status, status, path)
		assert.deepEqual(check(spec, spec.components.schemas.Problem, body), [])
		assert.ok(body.say && body.way)
	}
	const other = await clerk.ask('/hotline', { method: 'DELETE', headers: { accept: 'application/json' } })
	assert.equal(other.status, 405)
	assert.ok(other.headers.get('allow'))
	const large = await clerk.ask('/hotline/new/receive', { method: 'POST', body: 'x'.repeat(2 << 20), headers: { 'content-type': 'application/json' } }).catch(() => null)
	if (large) {
		assert.equal(large.status, 413)
		assert.equal(JSON.parse(large.text).status, 413)
	}
})

test('signing in by JSON gives a session and the token of its POSTs', async () => {
	const stranger = site.stranger()
	const send = (name, password) => stranger.ask('/sign-in', { method: 'POST', body: JSON.stringify({ name, password }), headers: { 'content-type': 'application/json' } })
	const bad = await send('clerk', 'wrong')

	assert.equal(bad.status, 401)
	assert.deepEqual(check(spec, spec.components.schemas.Problem, JSON.parse(bad.text)), [])
	const good = await send('clerk', site.password), { csrf } = JSON.parse(good.text)
	assert.equal(good.status, 200)
	stranger.cookie = good.headers.get('set-cookie').split(';')[0]
	stranger.csrf = csrf
	assert.equal((await stranger.post_json('/hotline/new/receive', ticket('API-S'))).status, 201)
	stranger.csrf = 'x'
	assert.equal((await stranger.post_json('/hotline/new/receive', ticket('API-S2'))).status, 403)
})
