/*
 * style.mjs - what pages load: within its budget (gzip), and no rule that no page asks for
 *
 *     YIFA=build/yifa node --test test/http/style.mjs
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { serve } from './_serve.mjs';

let site, clerk;

before(async () => { site = await serve(); clerk = await site.sign_in('clerk'); });
after(() => site?.stop());

const weight = bytes => gzipSync(bytes, { level: 9 }).length / 1024;

test('assets stay within their budgets', () => {
	const of = name => weight(readFileSync(`assets/${name}`));
	assert.ok(of('ui.css') <= 14, `ui.css is ${of('ui.css').toFixed(1)} KB`);
	assert.ok(of('ui.js') + of('key.js') <= 10, 'own script');
	assert.ok(of('icons.svg') <= 8, 'icons');
});

test('the HTML of every kind of page is at most 30 KB on the wire', async () => {
	const [brief] = (await clerk.json('/case.json?view=all&size=1')).body.records;
	for (const path of ['/', '/case?view=all', brief.href, '/case/new/propose', '/report/annual/2024', '/law', '/anomalies', '/money?year=2024', '/styleguide'])
		assert.ok(weight((await clerk.get(path)).text) <= 30, path);
});

/* Words in the strings of what writes pages: a class is one of them, or nobody asks for it. */
function words() {
	const files = ['web', 'pages', 'paper', 'report'].flatMap(d => readdirSync(`src/${d}`).map(f => `src/${d}/${f}`)).filter(f => /\.[ch]$/.test(f));
	const said = new Set();
	for (const file of files)
		for (const [, text] of readFileSync(file, 'utf8').matchAll(/"((?:[^"\\]|\\.)*)"/g))
			for (const word of text.match(/[A-Za-z][\w-]*/g) ?? []) said.add(word);
	for (const word of ['ui.js', 'key.js'].flatMap(f => readFileSync(`assets/${f}`, 'utf8').match(/[A-Za-z][\w-]*/g))) said.add(word);
	return said;
}

test('no rule of the stylesheet is for a class that no page bears', () => {
	const css = readFileSync('assets/ui.css', 'utf8').replace(/\/\*.*?\*\//gs, '').replace(/url\([^)]*\)/g, '');
	const classes = new Set([...css.matchAll(/\.([A-Za-z][\w-]*)(?=[^{}]*\{)/g)].map(m => m[1]).filter(c => !/^[wl]\d+$/.test(c)));
	const said = words();
	assert.ok(classes.size > 100);
	assert.deepEqual([...classes].filter(c => !said.has(c)).sort(), []);
});
