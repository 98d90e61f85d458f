/*
 * reissue.mjs - a paper withdrawn and made anew: number, mark, journal, catalogue, what is refused
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './_serve.mjs';

const site = await serve({ today: '2024-12-31' });
test.after(() => site.stop());

const head = await site.sign_in('head');
const officer = await site.sign_in('officer');
const dir = mkdtempSync(join(tmpdir(), 'yifa-reissue-'));
const load = async (who, id) => (await who.json(`/case/${id}`)).body;

async function all() {
	const list = (await head.json('/case?view=all&size=200')).body.records;

	return Promise.all(list.map(r => load(head, r.id)));
}
const cases = await all();

/* A case that is told today, so that its notice is not served yet. */
async function told() {
	const at = cases.find(r => r.state === 'investigated') && (await Promise.all(cases.filter(r => r.state === 'investigated').map(r => load(officer, r.id)))).find(r => r.acts?.some(a => a.may && a.verb === 'notify'));

	assert.ok(at, 'a case can be notified');
	const taken = await officer.post_json(`/case/${at.id}/notify`, { version: at.version });
	assert.equal(taken.status, 200, taken.text);
	return load(head, at.id);
}
const seen = await told();
const old = seen.papers.find(p => p.paper === 'notice');

async function printed(paper) {
	const answer = await fetch(site.base + paper.href, { method: 'POST', redirect: 'manual',
		headers: { cookie: head.cookie, 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ csrf: await head.token(), purpose: 'handle' }) });
	const file = join(dir, 'paper.pdf');

	assert.equal(answer.status, 200);
	writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
	return execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
}

test('what is refused: no reason, no paper, another field, who is no head, what is out of our hands', async () => {
	const post = (who, id, body) => who.post_json(`/case/${id}/reissue`, body);
	const asked = { version: seen.version, paper: old.id, reason: '住所写错' };

	for (const [body, say] of [[{ ...asked, reason: '' }, /写明理由/], [{ ...asked, paper: '' }, /哪一份/], [{ ...asked, paper: '1' }, /哪一份|不是|没有/], [{ ...asked, facts: '改写事实' }, /不填这个字段/]]) {
		const no = await post(head, seen.id, body);
		assert.equal(no.status, 422, no.text);
		assert.match(no.text, say);
	}
	assert.match((await post(officer, seen.id, asked)).text, /您无权“撤回重制”/);
	const served = cases.find(r => r.state === 'closed' && r.papers.some(p => p.paper === 'decision' && !p.void_on));
	const paper = served.papers.find(p => p.paper === 'decision');
	const no = await post(head, served.id, { version: served.version, paper: paper.id, reason: '写错' });
	assert.equal(no.status, 422);
	assert.match(no.text, /不能撤回重制/);
	const report = served.papers.find(p => p.paper === 'closing');
	assert.match((await post(head, served.id, { version: served.version, paper: report.id, reason: '写错' })).text, /不能撤回重制|哪一份|不是/);
});

test('withdrawn and made anew: the next number, both say so wherever they are', async () => {
	assert.match((await head.get(old.href)).text, new RegExp(`href="/case/${seen.id}/reissue\\?paper=${old.id}"[^>]*>撤回重制`));
	assert.match((await head.get(`/case/${seen.id}/reissue?paper=${old.id}`)).text, new RegExp(`<option[^>]*value="${old.id}"`));
	const before = (await head.json('/numbers')).body.series.find(s => s.series === '罚告' && s.year === 2024);
	const law = `${seen.fields.law}（更正）`;
	const taken = await head.post_json(`/case/${seen.id}/reissue`, { version: seen.version, paper: old.id, reason: '条款写错', law });

	assert.equal(taken.status, 200, taken.text);
	const now = taken.body.record, gone = now.papers.find(p => p.id === old.id), fresh = now.papers.find(p => p.replaces === old.number);
	assert.equal(now.fields.law, law);
	assert.equal(now.state, seen.state);
	assert.equal(gone.void_on, '2024-12-31');
	assert.equal(gone.replaced_by, fresh.number);
	assert.match(fresh.number, new RegExp(`罚告〔2024〕${before.next}号$`));
	const after = (await head.json('/numbers')).body.series.find(s => s.series === '罚告' && s.year === 2024);
	assert.deepEqual([after.used, after.void, after.lost], [before.used, before.void + 1, 0]);

	const was = await printed(gone), is = await printed(fresh);
	assert.ok(was.includes(`无效：2024-12-31撤回重制：条款写错；由${fresh.number}代替`), was.slice(0, 300));
	assert.ok(is.includes(`代替${old.number}`) && is.includes('（更正）') && !is.includes('无效'));
	assert.ok(!was.includes('（更正）'), 'what it said stays');

	const page = (await head.get(`/case/${seen.id}`)).text;
	assert.match(page, /已撤回重制/);
	assert.ok(page.includes(`代替${old.number}`) && page.includes('撤回重制'));
	const entry = (await head.json(`/journal/${gone.entry}`)).body;
	assert.equal(entry.papers[0].replaced_by, fresh.number);
	assert.match((await head.get(`/journal/${gone.entry}`)).text, /撤回重制/);
	assert.ok((await head.json(`/case/${seen.id}/journal`)).body.some(e => e.verb === 'reissue'));
	const verified = await head.post('/journal', {});
	assert.match(verified.text, /不符 0 处/);
	const again = await head.post_json(`/case/${seen.id}/reissue`, { version: now.version, paper: old.id, reason: '再来' });
	assert.equal(again.status, 422);
});

test('by its form, as people do', async () => {
	const now = await load(head, seen.id), paper = now.papers.find(p => p.paper === 'notice' && !p.void_on);
	const answer = await head.post(`/case/${seen.id}/reissue?paper=${paper.id}`, { version: String(now.version), paper: paper.id, reason: '名称写错' });

	assert.equal(answer.status, 303, answer.text.slice(0, 3000));
	const after = await load(head, seen.id);
	assert.equal(after.papers.find(p => p.id === paper.id).void_why, '名称写错');
	assert.equal(after.papers.filter(p => p.paper === 'notice' && !p.void_on).length, 1);
});

test('on the command line: refused while another program writes, without a reason, or of what is no paper; else as on the page', async () => {
	const now = await load(head, seen.id), paper = now.papers.find(p => p.paper === 'notice' && !p.void_on);
	const copy = join(dir, 'yifa.db');
	if (!site.pg)
		execFileSync('sqlite3', [join(site.dir, 'yifa.db'), `.backup ${copy}`]);
	const yifa = (db, ...words) => spawnSync(process.env.YIFA ?? 'build/yifa', [...words, '--db', db, '--key', join(site.dir, 'yifa.key'), '--today', '2024-12-31'], { encoding: 'utf8' });
	const on = site.pg ? site.url : `sqlite:${copy}`, reissue = ['reissue', 'case', now.fields?.number ?? now.number, 'notice'];

	if (!site.pg) {
		const busy = yifa(site.url, ...reissue, '--user', 'head', '--reason', '写错');
		assert.deepEqual([busy.status, /正在写这个数据库/.test(busy.stderr)], [3, true], busy.stderr);
	}
	const no = (words, user, status, say) => {
		const r = yifa(on, ...words, '--user', user);
		assert.equal(r.status, status, r.stderr);
		assert.match(r.stderr, say);
	};
	no(reissue, 'head', 1, /写明理由/);
	no([...reissue, '--reason', '写错'], 'officer', 1, /您无权“撤回重制”/);
	no([...reissue.slice(0, 3), 'nothing', '--reason', '写错'], 'head', 2, /没有这种文书/);
	no([...reissue, '--reason', '写错', '--set', 'law'], 'head', 2, /字段=值/);
	no([...reissue, '--reason', '写错', '--set', 'facts=别的'], 'head', 1, /不填这个字段|不能随文书/);
	const said = yifa(on, ...reissue, '--reason', '条款写错', '--set', `law=${now.fields.law}（再更正）`, '--user', 'head', '--json');
	assert.equal(said.status, 0, said.stderr);
	const done = JSON.parse(said.stdout);
	assert.equal(done.void, paper.number);
	const list = JSON.parse(yifa(on, 'paper', ...reissue.slice(1, 3), '--user', 'head', '--json').stdout);
	assert.equal(list.find(p => p.number === paper.number).void_why, '条款写错');
	assert.deepEqual(list.filter(p => p.paper === 'notice' && !p.void_on).map(p => p.number), [done.number]);
	assert.match(yifa(on, 'journal', 'verify', '--user', 'head').stdout, /不符 0。/);
});

test('in other ledgers too: an opinion is made anew until it is adopted', async () => {
	const clerk = await site.sign_in('clerk'), reviewer = await site.sign_in('reviewer');
	const asked = await clerk.post_json('/legal_review/new/ask', { object: 'letter', asked_on: '2024-12-31' });
	assert.equal(asked.status, 201, asked.text);
	const at = `/legal_review/${asked.body.id}`;
	const given = await reviewer.post_json(`${at}/opine`, { version: asked.body.version, reviewer: '孙某', opinion: 'correct', opinions: [{ point: '删去第二条' }] });
	assert.equal(given.status, 200, given.text);
	const load_ = async () => (await head.json(at)).body;
	const first = (await load_()).papers.find(p => p.paper === 'opinion');
	const again = await head.post_json(`${at}/reissue`, { version: (await load_()).version, paper: first.id, reason: '条号写错', opinions: [{ n: 1, point: '删去第三条' }] });
	assert.equal(again.status, 200, again.text);
	const all_ = (await load_()).papers;
	const [old_, new_] = ['void', 'new'].map(is => all_.find(p => p.paper === 'opinion' && !!p.void_on === (is === 'void')));
	assert.equal(Number(new_.number.match(/(\d+)号$/)[1]), Number(old_.number.match(/(\d+)号$/)[1]) + 1);
	const adopted = await clerk.post_json(`${at}/adopt`, { version: (await load_()).version, opinions: [{ n: 1, point: '删去第三条', adopted: true }] });
	assert.equal(adopted.status, 200, adopted.text);
	const late = await head.post_json(`${at}/reissue`, { version: (await load_()).version, paper: new_.id, reason: '再改' });
	assert.equal(late.status, 422);
	assert.match(late.text, /不能撤回重制/);
});
