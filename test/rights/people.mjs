/*
 * people.mjs - bugbank 40: what is open can be moved on by somebody, and it is told when nobody can
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

let site;
const said = {};

before(async () => {
	site = await serve({ prepare: run => {
		const people = () => {
			try {
				return { code: 0, text: run('check', '--people') };
			} catch (x) {
				return { code: x.status, text: String(x.stderr) };
			}
		};

		said.whole = people();
		run('user', 'close', 'reviewer', '--user', 'system');
		said.without = people();
	} });
});
after(async () => { assert.equal(await site.stop(), 0); });

test('in the demo somebody may move on whatever is open', () => {
	assert.equal(said.whole.code, 0, said.whole.text);
});

test('bugbank 40: the only reviewer has gone, and what waits for him is named', () => {
	assert.equal(said.without.code, 1);
	assert.match(said.without.text, /“[^”]+” \d+ 件（[^）]*例如 \d+）：没有在岗的[^。]*可以办理/);
});
