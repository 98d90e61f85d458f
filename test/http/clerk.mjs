/*
 * clerk.mjs - a working day at the pages: an application for information from receipt to answer, by
 * forms alone; what is refused and why; what was typed stays; lists forth and back
 *
 *     YIFA=build/yifa node --test test/http/clerk.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';

let site, clerk, chief, head;

before(async () => {
	site = await serve();
	[clerk, chief, head] = await Promise.all(['clerk', 'chief', 'head'].map(name => site.sign_in(name)));
});
after(async () => { assert.equal(await site.stop(), 0); });

const said = answer => answer.text.match(/data-t="refusals"[\s\S]{0,800}/)?.[0];

/* Opens the form that a page leads to, fills it and sends it, with the version it bore. */
async function act(who, path, verb, fields) {
	const form = await who.get(`${path}/${verb}`);

	assert.equal(form.status, 200, `${verb}: ${form.text.match(/data-t="error"[\s\S]{0,300}/)?.[0]}`);
	return who.post(`${path}/${verb}`, { version: form.text.match(/name="version" value="(\d+)"/)[1], ...fields });
}

const application = { applicant_kind: 'citizen', applicant: '欧阳一', subject: '演出备案情况', channel: 'web', received_on: TODAY, confirmed_on: TODAY };

async function received(more) {
	const answer = await clerk.post('/info_request/new/receive', { ...application, ...more });

	assert.equal(answer.status, 303, said(answer));
	return answer.headers.get('location');
}

test('an application goes from receipt to its end through the buttons of its page', async () => {
	const path = await received();
	const page = await clerk.get(path);

	assert.match(page.text, /答复期限|依法答复期限|期限/);
	assert.match(page.text, /20个工作日 · |20个工作日/);
	const offered = [...page.text.matchAll(new RegExp(`href="${path}/(\\w+)"`, 'g'))].map(m => m[1]);
	assert.ok(offered.length > 1, offered.join());
	for (const verb of new Set(offered))
		assert.equal((await clerk.get(`${path}/${verb}`)).status, 200, verb);

	const denied = await act(chief, path, 'answer', { answered_on: TODAY, result: 'refused_third_party', reason: '涉及第三方' });
	assert.equal(denied.status, 422);
	assert.match(said(denied), /未征求第三方意见，不得以保护第三方为由不予公开/);
	assert.match(said(denied), /《政府信息公开条例》第32条/);
	assert.match(denied.text, /涉及第三方/);

	const answered = await act(chief, path, 'answer', { answered_on: TODAY, result: 'given', form_given: 'electronic' });
	assert.equal(answered.status, 303, said(answered));
	const end = await clerk.json(path);
	assert.equal(end.body.state, 'answered');
	assert.equal(end.body.clocks.find(c => c.clock === 'answer').done, TODAY);
	assert.match((await clerk.get(path)).text, /按期/);
	assert.match((await clerk.get(path)).text, new RegExp(`${TODAY}</time>答复`));
});

test('an impossible day is refused beside its field, and everything typed is still there', async () => {
	const answer = await clerk.post('/info_request/new/receive', { ...application, subject: '“夜间演出”备案 <甲>', received_on: '2024-02-30' });

	assert.equal(answer.status, 422);
	assert.match(answer.text, /id="e-received_on"/);
	assert.match(answer.text, /“夜间演出”备案 &lt;甲&gt;/);
	assert.match(answer.text, /value="欧阳一"/);
	assert.match(answer.text, /<option value="citizen" selected>/);
	assert.match(answer.text, /value="2024-02-30"/);
});

test('a refused step says what, the article, and the way on', async () => {
	const refused = await clerk.post('/info_request/new/receive', { received_on: TODAY });

	assert.equal(refused.status, 422);
	assert.match(said(refused), /申请人应当填写/);
	assert.match(refused.text, /class="msg" id="e-applicant"[\s\S]{0,400}《政府信息公开条例》第29条/);
});

test('two at one record: the second is told who did what, and keeps what he typed', async () => {
	const { body } = await clerk.post_json('/hotline/new/receive', { ticket_number: 'K-1', kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });
	const version = (await clerk.get(`${body.href}/accept`)).text.match(/name="version" value="(\d+)"/)[1];
	const amended = await act(clerk, body.href, 'amend?fields=subject', { subject: '夜间噪声', reason: '写错' })
		.catch(() => clerk.post(`${body.href}/amend?fields=subject`, { version, subject: '夜间噪声', reason: '写错' }));

	assert.equal(amended.status, 303, said(amended));
	const late = await clerk.post(`${body.href}/accept`, { version, accepted_at: `${TODAY}T09:33` });
	assert.equal(late.status, 409);
	assert.match(late.text, /data-t="conflict"/);
	assert.match(late.text, /<title>错误：/);
	assert.match(late.text, new RegExp(`value="${TODAY}T09:33"`));
	const again = late.text.match(/name="version" value="(\d+)"/)[1];
	assert.notEqual(again, version);
	assert.equal((await clerk.post(`${body.href}/accept`, { version: again, accepted_at: `${TODAY}T09:33` })).status, 303);
	assert.equal((await clerk.post_json(`${body.href}/accept`, { version: +version, accepted_at: `${TODAY}T09:33` })).status, 409);
});

test('rows are added without script: three empty ones stand ready, empty ones are not kept', async () => {
	const form = (await clerk.get('/case/new/propose')).text;

	for (const n of [1, 2, 3])
		assert.match(form, new RegExp(`name="parties.${n}.name"`));
	const refused = (await clerk.post('/case/new/propose', { parties: '', 'parties.3.name': '甲文化公司', 'parties.3.kind': 'organisation' })).text;
	assert.match(refused, /name="parties.1.name"[^>]*value="甲文化公司"|value="甲文化公司"[^>]*name="parties.1.name"/);
	assert.match(refused, /name="parties.4.name"/);
});

test('thirty is thirty records', async () => {
	for (const year of [2023, 2024]) {
		const page = (await head.get(`/report/annual/${year}`)).text;
		const found = page.match(/href="\/report\/annual\/\d+\?fig=([^"#]+)#src"[^>]*>30<\/a>/);
		if (!found)
			continue;
		const panel = (await head.get(`/figure/${found[1]}?year=${year}`)).text;
		assert.match(panel, /data-t="figure-value">30</);
		assert.equal([...panel.matchAll(/>计入</g)].length, 30);
		return;
	}
	assert.fail('no number 30 in the report');
});

test('a list keeps its query through sorting and paging, and back leads to the same rows', async () => {
	const ids = text => [...text.matchAll(/<tr data-id="(\d+)"/g)].map(m => m[1]);
	const first = (await clerk.get('/person?view=all&sort=name&up=1')).text;
	const next = first.match(/rel="next" href="([^"]+)"/)[1].replace(/&amp;/g, '&');
	const second = (await clerk.get(next)).text;

	assert.match(next, /view=all/);
	assert.match(next, /sort=name/);
	assert.ok(ids(second).every(id => !ids(first).includes(id)));
	assert.deepEqual(ids((await clerk.get('/person?view=all&sort=name&up=1')).text), ids(first));
	assert.match(first, /aria-sort="ascending"/);
});

test('a decided case is not counted down to the end of limitation', async () => {
	for (const c of (await clerk.json('/case.json?view=open&state=decided')).body.records) {
		const page = (await clerk.get(`/case/${c.id}`)).text;
		assert.doesNotMatch(page, /剩 [3-9]\d\d 日/);
	}
});

test('of later steps nothing is said, of those taken a — where the form asked', async () => {
	const path = await received({ subject: '空白的内容' });
	const page = (await clerk.get(path)).text;

	assert.doesNotMatch(page, /data-t="replied_on"/);
	assert.match(page, /data-t="received_on"/);
});
