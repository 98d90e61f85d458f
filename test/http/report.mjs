/*
 * report.mjs - the report is written in place: words by version, conflicts, freezing, what moved since
 *
 *     YIFA=build/yifa node --test test/http/report.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from './_serve.mjs';

let site, clerk, legal, officer;
const at = '/report/annual/2024';

before(async () => {
	site = await serve();
	[clerk, legal, officer] = await Promise.all(['clerk', 'legal', 'officer'].map(n => site.sign_in(n)));
});
after(() => site?.stop());

const plain = s => s.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
async function part(who, section) {
	const text = (await who.get(`${at}/text?section=${section}`)).text;
	return { text: plain(text.match(/name="text"[^>]*>\n?([^<]*)<\/textarea>/)[1]), version: text.match(/name="version" value="(\d+)"/)[1] };
}

test('words of a part are kept as a version, and the figures in them stay figures', async () => {
	const page = (await clerk.get(at)).text;
	assert.match(page, /text\?section=1"/);
	const was = await part(clerk, 1);
	assert.match(was.text, /\{\{/);
	const saved = await clerk.post(`${at}/text?section=1`, { text: `${was.text}\n本段由经办人员补充，全年办理案件{{case.total}}。\n`, version: was.version, reason: '补充' });
	assert.equal(saved.status, 303, saved.text.slice(0, 400));
	const now = (await clerk.get(at)).text;
	assert.match(now, /本段由经办人员补充，全年办理案件<a class="fig/);
	assert.equal((await part(clerk, 1)).version, String(+was.version + 1));
	assert.doesNotMatch((await clerk.get('/report/annual/2023')).text, /本段由经办人员补充/, 'another year is another text');
});

test('a figure that is not there is refused with its hole, and what was written stays', async () => {
	const was = await part(clerk, 2);
	const refused = await clerk.post(`${at}/text?section=2`, { text: `${was.text}\n案件{{case.nothing}}。`, version: was.version, reason: '补充' });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /case\.nothing/);
	assert.match(plain(refused.text), /案件\{\{case\.nothing\}\}。/);
	assert.equal((await clerk.post(`${at}/text?section=2`, { text: was.text, version: was.version, reason: '' })).status, 422);
});

test('bugbank 30: two who write at once see both versions', async () => {
	const was = await part(clerk, 3);
	assert.equal((await legal.post(`${at}/text?section=3`, { text: `${was.text}\n法制科写的一段。`, version: was.version, reason: '审核' })).status, 303);
	const met = await clerk.post(`${at}/text?section=3`, { text: `${was.text}\n经办写的一段。`, version: was.version, reason: '补充' });
	assert.equal(met.status, 409);
	assert.match(met.text, /法制科写的一段/);
	assert.match(met.text, /经办写的一段/);
	assert.match((await clerk.get(at)).text, /法制科写的一段/);
});

test('who does not write the report does not write it; who may not freeze does not freeze', async () => {
	assert.equal((await officer.get(`${at}/text?section=1`)).status, 403);
	assert.equal((await officer.post(`${at}/text?section=1`, { text: 'x', version: '1', reason: 'x' })).status, 403);
	assert.equal((await clerk.post(`${at}/freeze`, {})).status, 403);
	assert.doesNotMatch((await clerk.get(at)).text, /冻结 2024 年度报告的数据/);
	assert.equal((await clerk.get('/report/annual/2024/text?section=999')).status, 404);
});

test('freezing keeps the numbers; a record that comes later is told as moved', async () => {
	assert.equal((await legal.get(`${at}/frozen`)).status, 404);
	const done = await legal.post(`${at}/freeze`, {});
	assert.equal(done.status, 303, done.text.slice(-900));
	assert.equal(done.headers.get('location'), `${at}/frozen`);
	assert.match((await legal.get(`${at}/frozen`)).text, /冻结以后没有变动/);
	await clerk.post_json('/hotline/new/receive', { ticket_number: 'R-1', kind: 'complaint', subject: '冻结以后', received_at: '2024-12-20T09:00', received_on: '2024-12-20' });
	const moved = (await legal.get(`${at}/frozen`)).text;
	assert.match(moved, /后增/);
	assert.match(moved, /冻结后变动 [1-9]/);
});
