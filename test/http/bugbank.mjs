/*
 * bugbank.mjs - failures of comparable systems that need several programs or people at once to show
 *
 *     YIFA=build/yifa node --test test/http/bugbank.mjs
 *
 * test/bugbank.csv names the tests of all the others.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFile, spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { serve, TODAY } from './_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa'), names = ['clerk', 'officer', 'chief', 'head', 'secretary', 'system'];
const asked = ['hotline', 'case', 'petition', 'inspection', 'person', 'decision'];
let site, people;

before(async () => { site = await serve(); people = Object.fromEntries(await Promise.all(names.map(async n => [n, await site.sign_in(n)]))); });
after(async () => { assert.equal(await site.stop(), 0); });

const list = (who, ledger) => who.get(`/${ledger}?view=all&size=50`, { accept: 'application/json' });

/* What somebody gets of each ledger: ids and fields in order, or the refusal. */
async function all_of(who) {
	const got = {};

	for (const ledger of asked) {
		const { status, text } = await list(who, ledger);
		got[ledger] = status === 200 ? JSON.parse(text).records : status;
	}
	return got;
}

test('bugbank 9: many requests of people with different rights at once, each gets his own', async () => {
	const alone = {};

	for (const name of names)
		alone[name] = await all_of(people[name]);
	assert.notDeepEqual(alone.officer.petition, alone.head.petition, 'they do differ');
	const rounds = Array.from({ length: 60 }, (_, i) => names[i % names.length]);
	await Promise.all(rounds.map(async name => assert.deepEqual(await all_of(people[name]), alone[name], name)));
});

test('bugbank 32: a backup made under load is one state; restored, everybody sees and may what he did', async () => {
	const db = `sqlite:${site.dir}/yifa.db`, run = (words, on = db) => spawnSync(program, [...words, '--db', on, '--today', TODAY, '--json'], { encoding: 'utf8' });
	const entries = on => { const got = run(['journal', 'verify'], on); assert.equal(got.status, 0, got.stdout + got.stderr); return JSON.parse(got.stdout); };
	let stop = false, n = 0;
	const load = (async () => {
		while (!stop) {
			const { status, text } = await people.clerk.post_json('/hotline/new/receive', { ticket_number: `BK-${++n}`, kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });
			assert.equal(status, 201, text);
		}
	})();
	const backup = name => promisify(execFile)(program, ['backup', join(site.dir, name), '--db', db]);

	while (n < 5)
		await new Promise(done => setImmediate(done));
	await backup('busy.db');
	const during = n;
	stop = true;
	await load;
	await backup('quiet.db');
	for (const name of ['busy', 'quiet'])
		assert.equal(run(['restore', join(site.dir, `${name}.db`)], `sqlite:${site.dir}/${name}-back.db`).status, 0);
	copyFileSync(join(site.dir, 'yifa.key'), join(site.dir, 'busy.key'));
	const count = on => JSON.parse(run(['count', 'hotline', '--where', 'ticket_number~BK-'], on).stdout).value;
	assert.ok(count(`sqlite:${site.dir}/busy-back.db`) >= 4 && count(`sqlite:${site.dir}/busy-back.db`) <= during);
	assert.equal(count(`sqlite:${site.dir}/quiet-back.db`), n);
	assert.ok(entries(`sqlite:${site.dir}/busy-back.db`).whole);
	// nodes and heads of the tree are made beside the entries, a little later
	const kept = ({ nodes, heads, ...rest }) => rest;
	assert.deepEqual(kept(entries(`sqlite:${site.dir}/quiet-back.db`)), kept(entries(db)));

	const again = await serve({ from: join(site.dir, 'quiet-back.db') });
	try {
		for (const name of names) {
			const who = await again.sign_in(name), path = JSON.parse((await list(people.head, 'case')).text).records[0].id;
			assert.deepEqual(await all_of(who), await all_of(people[name]), name);
			const [now, then] = [await who.get(`/case/${path}`, { accept: 'application/json' }), await people[name].get(`/case/${path}`, { accept: 'application/json' })];
			assert.equal(now.status, then.status);
			if (now.status === 200) assert.deepEqual(JSON.parse(now.text).acts, JSON.parse(then.text).acts, name);
		}
	} finally {
		assert.equal(await again.stop(), 0);
	}
});
