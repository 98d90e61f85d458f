/*
 * step_up.mjs - a signature asks for a fresh factor where the bureau demands it, and nowhere else
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

let site, head, id;

before(async () => {
	site = await serve({ prepare: run => run('setting', 'set', 'step-up', '10', '--issuer', '海澜区文化和旅游局', '--document', '1号', '--from', '2024-01-01', '--user', 'head') });
	head = await site.sign_in('head');
	id = JSON.parse((await head.get('/case.json?view=all&state=investigated')).text).records[0].id;
});
after(async () => { assert.equal(await site.stop(), 0); });

const sign = () => head.post(`/case/${id}/spare`, { decided_on: '2024-12-20', ending: 'spared' });

test('a decision is not signed before the factor is shown, and is judged by its own rules after', async () => {
	const first = await sign();

	assert.equal(first.status, 422);
	assert.match(first.text, /签署前要验证身份/);
	assert.equal((await head.post('/account/verify', { again: 'wrong' })).status, 422);
	assert.match((await sign()).text, /签署前要验证身份/);
	assert.equal((await head.post('/account/verify', { again: site.password })).status, 303);
	assert.doesNotMatch((await sign()).text, /签署前要验证身份/);
});
