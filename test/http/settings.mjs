// settings.mjs - what the law leaves to the bureau: set by a page, in force at once, by another process within a second
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { pdf } from './_files.mjs'
import { serve, TODAY } from './_serve.mjs'

let site, head, officer, system
const program = resolve(process.env.YIFA ?? 'build/yifa')
const run = (...words) => execFileSync(program, [...words, '--db', site.url, '--today', TODAY], { encoding: 'utf8', stdio: 'pipe', env: { ...process.env, YIFA_KEY_FILE: `${site.dir}/yifa.key` } })

before(async () => {
	site = await serve()
	head = await site.sign_in('head')
	officer = await site.sign_in('officer')
	system = await site.sign_in('system')
})
after(() => site.stop())

const fields = { value: '3', issuer: '海澜区文化和旅游局', document: '海文旅〔2024〕9号', from: '2024-01-01' }
/* The recount is a job of its own: asked for until it has ended. */
async function recounted(who) {
	for (;;) {
		const job = (await who.json('/jobs')).body.find(j => j.kind === 'recheck')
		if (job && ['done', 'failed', 'refused', 'interrupted'].includes(job.state)) return job
	}
}

test('who heads the bureau sees the form, an officer does not and is refused', async () => {
	assert.match((await head.get('/law/case-filing-days-local')).text, /name="document"/)
	assert.doesNotMatch((await officer.get('/law/case-filing-days-local')).text, /name="document"/)
	const answer = await officer.post('/law/case-filing-days-local', fields)
	assert.equal(answer.status, 403)
	assert.match(answer.text, /您无权修改这一项设置/)
})

test('what rests on a statute is not the system administrator\'s, what rests on none is', async () => {
	assert.equal((await system.post('/law/case-filing-days-local', fields)).status, 403)
	assert.equal((await system.post('/law/late-entry', { ...fields, value: '5' })).status, 303)
	assert.match((await officer.get('/settings')).text, /5个工作日/)
})

test('refused by field: value, document, day, and what the law fixes', async () => {
	const bad = async (path, more) => (await head.post(path, { ...fields, ...more })).text

	assert.match(await bad('/law/case-filing-days-local', { value: '三' }), /不能作为case-filing-days-local的值/)
	assert.match(await bad('/law/case-filing-days-local', { document: ' ' }), /请写明文号/)
	assert.match(await bad('/law/case-filing-days-local', { from: '2024-02-30' }), /请写明自哪一天起生效/)
	assert.match(await bad('/law/decision-limit', {}), /由法律规定，不能设定/)
	assert.equal((await head.post('/law/no-such-term', fields)).status, 404)
})

test('set by a page: in force at once, its dues counted again by a job with a notice', async () => {
	const before = run('due', '--json', '--user', 'head')

	assert.equal((await head.post('/law/case-filing-days-local', fields)).status, 303)
	assert.match((await head.get('/law/case-filing-days-local')).text, /3个工作日/)
	const job = await recounted(head)
	assert.equal(job.state, 'done', job.said)
	assert.match(job.said, /重新计算，[1-9]\d* 项期限有变动/)
	assert.notEqual(run('due', '--json', '--user', 'head'), before)
	assert.match(run('check', '--dues'), /没有发现问题|（0）/)
	assert.match((await head.get('/notices')).text, /重新计算期限/)
})

const by_another = () => run('setting', 'set', 'hearing-amount-culture', '4321', '--issuer', '市文化和旅游局', '--document', '津文旅〔2024〕1号', '--from', '2024-01-01', '--user', 'head')

/* SQLite has one writer, and says so; on PostgreSQL another process may, and this one has it without a restart. */
test('set by another process', async () => {
	if (site.url.startsWith('sqlite:')) {
		assert.throws(by_another, /正在写这个数据库/)
		return
	}
	by_another()
	for (;;)
		if (/4321元/.test((await officer.get('/law/hearing-amount-culture')).text)) break
})

test('a setting in words', async () => {
	assert.equal((await head.post('/law/enforcement-doc-number', { ...fields, value: '海文旅' })).status, 303)
	assert.match((await officer.get('/law/enforcement-doc-number')).text, /<dd>海文旅<\/dd>/)
	assert.match(run('setting', 'list'), /enforcement-doc-number +海文旅/)
})

test('every setting and what followed from it is in the journal, and verifies', async () => {
	assert.match(run('journal', 'verify', '--user', 'audit'), /不符 0。/)
})

test('how large files are and how many hang at a record is the bureau\'s to set', async () => {
	const clerk = await site.sign_in('clerk'), { href } = (await clerk.json('/hotline.json?view=all')).body.records[0]
	const send = async body => clerk.ask(`${href}/files?name=a.pdf`, { method: 'POST', body, headers: { 'x-csrf-token': await clerk.token(), 'content-type': 'application/pdf', accept: 'application/json' } })
	const large = text => Buffer.concat([pdf(text), Buffer.alloc(2 << 20, 10)])

	assert.equal((await send(large('before'))).status, 201)
	assert.equal((await system.post('/law/file-limit-pdf', { ...fields, value: '1' })).status, 303)
	const refused = await send(large('after'))
	assert.equal(refused.status, 422, refused.text)
	assert.match(refused.text, /PDF不得超过 1 MB/)
	const there = (await clerk.json(href)).body.files.length
	assert.equal((await system.post('/law/file-count', { ...fields, value: String(there + 1) })).status, 303)
	assert.equal((await send(pdf('last'))).status, 201)
	const full = await send(pdf('one too many'))
	assert.equal(full.status, 422, full.text)
	assert.match(full.text, new RegExp(`一条记录最多${there + 1}个附件`))
})
