/*
 * in_hand.mjs - what one has in hand, to another: all of it, or what was chosen; personal values erased
 * by choice; the desk of one's section
 *
 *     YIFA=build/yifa node --test test/http/in_hand.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, head, chief, clerk;

before(async () => {
	site = await serve();
	[head, chief, clerk] = await Promise.all(['head', 'chief', 'clerk'].map(n => site.sign_in(n)));
});
after(async () => { assert.equal(await site.stop(), 0); });

const people = async () => (await head.json('/person.json?view=all')).body.records;
const counts = text => [...text.matchAll(/handler%3D\d+">(\d+)<\/a>/g)].map(m => Number(m[1]));

async function busiest() {
	for (const one of await people()) {
		const page = await head.get(`/person/${one.id}/in-hand`);
		if (counts(page.text).length > 1) return [one, page];
	}
	throw new Error('nobody has anything in hand');
}

test('all that one has in hand goes to another, in one transaction, and its page tells how much', async () => {
	const [from, page] = await busiest(), to = (await people()).find(p => p.id !== from.id && p.state === from.state);
	const all = counts(page.text).reduce((a, b) => a + b);

	assert.match((await head.get(`/person/${from.id}`)).text, /in-hand">名下在办全部移交/);
	assert.equal((await clerk.get(`/person/${from.id}/in-hand`)).status, 403);
	assert.doesNotMatch((await clerk.get(`/person/${from.id}`)).text, /in-hand/);
	assert.equal((await clerk.post(`/person/${from.id}/in-hand`, { to: to.number, reason: '调离' })).status, 403);
	for (const [sent, say] of [[{ reason: '调离' }, /请填写接收人/], [{ to: to.number, reason: '' }, /理由/], [{ to: '没有这个人', reason: '调离' }, /没有/], [{ to: from.number, reason: '调离' }, /同一个人/]]) {
		const refused = await head.post(`/person/${from.id}/in-hand`, sent);
		assert.equal(refused.status, 422, JSON.stringify(sent));
		assert.match(refused.text, say);
	}
	assert.equal(counts((await head.get(`/person/${from.id}/in-hand`)).text).reduce((a, b) => a + b), all, 'nothing moved');
	/* Where cases name him as an officer, who follows him must be one too; the rest stays with him until then. */
	let done;
	for (const next of (await people()).filter(p => p.id !== from.id && p.state === from.state)) {
		done = await head.post(`/person/${from.id}/in-hand`, { to: next.number, reason: '调离' });
		if (done.status === 303) break;
		assert.equal(done.status, 422);
		assert.match(done.text, /罚立〔2024〕\d+号：执法人员不得少于两人，并应当具有行政执法资格/);
		assert.equal(counts((await head.get(`/person/${from.id}/in-hand`)).text).reduce((a, b) => a + b), all, 'nothing moved');
	}
	assert.equal(done.status, 303, 'nobody can follow him');
	assert.match((await head.get(done.headers.get('location'))).text, new RegExp(`已移交 ${all} 件`));
	assert.deepEqual(counts((await head.get(`/person/${from.id}/in-hand`)).text), []);
});

test('what is over is not handed over in a batch', async () => {
	const list = (await head.json('/case.json?view=all')).body.records;
	const over = list.find(c => c.ended_on), open = list.find(c => !c.ended_on);

	assert.doesNotMatch((await head.get('/case?view=all&state=closed')).text, /value="hand_over"/);
	assert.match((await head.get('/case?view=open')).text, /value="hand_over"/);
	const page = await head.post('/case/batch', { verb: 'hand_over', ids: `${over.id},${open.id}`, query: '' });
	assert.match(page.text, /另有 1 件已经办结/);
	assert.match(page.text, /已选 1 件/);
	assert.match(page.text, new RegExp(`name="ids" value="${open.id}"`));
});

test('personal values are erased by choice; none chosen, none erased', async () => {
	const id = (await head.json('/hotline.json?view=all')).body.records[0].id, at = `/hotline/${id}`;
	const form = await head.get(`${at}/erase`);
	const fields = [...form.text.matchAll(/name="fields" value="(\w+)"/g)].map(m => m[1]);

	assert.ok(fields.length > 1, form.text.slice(0, 500));
	assert.match((await head.get(at)).text, /\/erase">/);
	assert.doesNotMatch((await clerk.get(at)).text, /\/erase">/);
	const version = form.text.match(/name="version" value="(\d+)"/)[1];
	const none = await head.post(`${at}/erase`, { reason: '本人申请', version, fields: '' });
	assert.equal(none.status, 422);
	assert.match(none.text, /请选择要删除的内容/);
	const done = await head.post(`${at}/erase`, { reason: '本人申请', version, fields: fields[0] });
	assert.equal(done.status, 303, done.text.slice(0, 600));
	const now = (await head.json(`${at}.json`)).body;
	assert.ok(!now[fields[0]] && !now.fields?.[fields[0]]);
	assert.match((await head.get(`${at}/journal`)).text, /删除个人信息/);
});

test('the desk of a section shows what is due there, between one\'s own and all', async () => {
	const due = async (who, scope) => (await who.json(`/?scope=${scope}`)).body.length;
	const [mine, section, all] = await Promise.all(['mine', 'section', ''].map(s => due(chief, s)));

	assert.ok(mine <= section && section < all, `${mine} ${section} ${all}`);
	assert.match((await chief.get('/?scope=section')).text, /aria-current="true">本科室/);
	assert.doesNotMatch((await clerk.get('/')).text, /本科室/, 'the bureau as a whole is no section');
	assert.match((await clerk.get('/')).text, /id="new"[\s\S]*\/hotline\/new/);
});
