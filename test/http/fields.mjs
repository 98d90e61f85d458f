/*
 * fields.mjs - SQL and script in every text field of every ledger, by JSON and by form
 *
 *     YIFA=build/yifa node --test test/http/fields.mjs
 *
 * Each TEXT field of each ledger is amended on a record of the demo year by whoever may.  It is
 * taken, and then read back as it was sent and shown escaped; or refused by words.  Never a fault, and
 * at the end the journal is whole and no table is gone.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { serve, TODAY } from './_serve.mjs';

const program = resolve(process.env.YIFA ?? 'build/yifa');
const ledgers = JSON.parse(spawnSync(program, ['ledgers', '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout);
const names = ['head', 'chief', 'secretary', 'clerk', 'officer', 'legal', 'leader'];
const said = n => `'); DROP TABLE "case";--<script>alert(${n})</script>" onfocus="alert(${n})`;
/* A `<` alone opens a tag: what stands behind it need not be as it was sent. */
const ALIVE = /<script[^<]*alert|" onfocus="alert/;
const tally = { taken: 0, masked: 0, refused: 0, nobody: [] };
let site, people;

before(async () => { site = await serve(); people = await Promise.all(names.map(n => site.sign_in(n))); });
after(async () => { assert.equal(await site.stop(), 0); });

/* Records of a ledger that somebody may amend, with who. */
async function found(key) {
	const list = [];

	for (const who of people) {
		const answer = await who.get(`/${key}?view=all&size=10`, { accept: 'application/json' });
		assert.ok([200, 403].includes(answer.status), `${key}: ${answer.status}`);
		if (answer.status === 200)
			list.push(...JSON.parse(answer.text).records.slice(0, 4).map(r => ({ who, path: `/${key}/${r.id}` })));
	}
	return list;
}

/* One value by JSON or by form; the status, and what was said. */
async function amend(at, field, value, by) {
	const path = `${at.path}/amend?fields=${field}`, { version } = (await at.who.json(at.path)).body;

	/* why it is amended is `reason`, or `why` where a field of the ledger has that name */
	const why = { [field === 'reason' ? 'why' : 'reason']: '更正' };

	if (by === 'json')
		return at.who.post_json(path, { version, [field]: value, ...why });
	return at.who.post(path, { version: String(version), [field]: value, ...why }, { accept: 'text/html' });
}

async function shown(at, field, value, key) {
	const record = (await at.who.json(at.path)).body, page = await at.who.get(at.path);

	if (JSON.stringify(record.masked ?? []).includes(`"${field}"`))
		tally.masked++;
	else
		assert.equal(record.fields[field], value, `${key}.${field}`);
	tally.taken++;
	for (const text of [page.text, (await at.who.get(`${at.path}/amend?fields=${field}`)).text]) {
		assert.doesNotMatch(text, ALIVE, `${key}.${field}`);
	}
}

let serial = 0;
async function try_field(key, field, places, by) {
	const value = said(++serial);

	for (const at of places) {
		const answer = await amend(at, field.key, value, by);
		assert.ok(answer.status < 500, `${key}.${field.key} ${by}: ${answer.status} ${answer.text}`);
		if (answer.status === 200 || answer.status === 303)
			return shown(at, field.key, value, key);
		if (answer.status === 422 && field.form) { /* a telephone number, an identifier: said why */
			tally.refused++;
			return;
		}
	}
	tally.nobody.push(`${key}.${field.key}`);
}

for (const { key, fields } of ledgers)
	test(`${key}: SQL and script in its text fields stay text`, async () => {
		const places = await found(key), texts = fields.filter(f => f.kind === 'text');

		for (const field of texts)
			for (const by of ['json', 'form'])
				await try_field(key, field, places, by);
		for (const who of people) {
			const list = await who.get(`/${key}?view=all&size=50`);
			assert.doesNotMatch(list.text, ALIVE);
		}
	});

test('what was written: most fields took it, nothing else changed', t => {
	t.diagnostic(`${tally.taken} taken (${tally.masked} masked), ${tally.refused} refused by their form, ${tally.nobody.length} that nobody could amend: ${tally.nobody.slice(0, 40)}`);
	assert.ok(tally.taken > 300, `${tally.taken}`);
	for (const words of [['journal', 'verify'], ['check', '--dues', '--search']])
		assert.equal(spawnSync(program, [...words, '--db', site.url, '--today', TODAY], { encoding: 'utf8', env: site.home }).status, 0, words.join(' '));
});
