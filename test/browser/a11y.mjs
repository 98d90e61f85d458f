/*
 * a11y.mjs - every kind of page by the list of ui/README.md section 12: axe, 1366 and 390 px, 320 px,
 * 200 % zoom, landmarks and headings, names of controls, targets, tables, focus, motion, policy
 *
 *     YIFA=build/yifa node --test test/browser/a11y.mjs
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';
import { pages } from './_pages.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let site, browser, page, paths, people = {};

async function open(name, options = {}) {
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', ...options });
	const page = await context.newPage();

	page.said = [];
	page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.said.push(m.text()); });
	page.on('pageerror', e => page.said.push(e.message));
	await page.goto(`${site.base}/sign-in`);
	await page.fill('#f-name', name);
	await page.fill('#f-password', site.password);
	await page.click('button[type=submit]');
	await page.waitForURL(`${site.base}/`);
	return page;
}

before(async () => {
	site = await serve();
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
	paths = Object.entries(await pages(site)).flatMap(([who, list]) => list.map(path => [who, path]));
	for (const who of new Set(paths.map(p => p[0]))) people[who] = await open(who);
	page = people.legal;
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

/* Each page once: what it must be, all at a time, so that the walk stays short. */
test('12: no violation of axe, the policy, language, title, landmarks, headings, tables, names', async () => {
	for (const [who, path] of paths) {
		const page = people[who];

		await page.goto(site.base + path);
		assert.deepEqual(page.said.splice(0).filter(s => !/status of 40[34]/.test(s)), [], path);
		const found = await page.evaluate(`(() => { const module = undefined, define = undefined; ${axe}; return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }); })()`);
		assert.deepEqual(found.violations.map(v => `${v.id}: ${v.nodes[0].html}`), [], path);
		const form = await page.evaluate(() => {
			const all = (s, root = document) => [...root.querySelectorAll(s)], seen = e => e.getClientRects().length > 0;
			const levels = all('h1,h2,h3,h4').filter(seen).map(h => +h.tagName[1]);
			return {
				lang: document.documentElement.lang, title: document.title, mains: all('main').length, h1: all('h1').filter(seen).length,
				skips: levels.filter((l, i) => i && l > levels[i - 1] + 1),
				tables: all('table').filter(t => !t.caption && !t.closest('.paper')).map(t => t.outerHTML.slice(0, 80)),
				heads: all('th').filter(t => !t.hasAttribute('scope')).map(t => t.outerHTML),
				styles: all('[style]').length + all('script:not([src]):not([type="application/json"])').length,
				unnamed: all('button,a[href]').filter(seen).filter(b => !(b.getAttribute('aria-label') || b.textContent.trim() || b.title) && b.getAttribute('aria-hidden') !== 'true').map(b => b.outerHTML),
				first: all('a[href]')[0]?.className,
			};
		});
		assert.equal(form.lang, 'zh-CN', path);
		assert.match(form.title, / - 法治政府建设平台$/, path);
		assert.deepEqual([form.mains, form.h1, form.skips, form.tables, form.heads, form.unnamed, form.styles], [1, 1, [], [], [], [], 0], path);
		assert.equal(form.first, 'skip', `${path}: the skip link comes first`);
	}
});

test('12: at 1366, 683 (200 %), 390 and 320 px nothing scrolls sideways, and targets are large enough', async () => {
	const wrong = new Set();

	for (const [who, path] of paths) {
		const small = people[who];

		await small.goto(site.base + path);
		for (const width of [1366, 683, 390, 320]) {
			await small.setViewportSize({ width, height: 800 });
			const [wide, seen, least] = await small.evaluate(w => {
				const box = e => e.getBoundingClientRect(), shown = e => e.getClientRects().length > 0 && box(e).width > 2;
				/* links within lines of text are excepted (WCAG 2.5.8) */
				const targets = [...document.querySelectorAll('button,.btn,input:not([type=hidden]),select,summary,.chip')].filter(e => shown(e) && !e.classList.contains('sr'));
				const least = w > 700 ? 24 : 44;
				return [document.documentElement.scrollWidth, innerWidth,
					targets.filter(e => Math.round(box(e).height) < (/^(checkbox|radio)$/.test(e.type) ? 13 : e.tagName === 'SUMMARY' && !e.className ? 24 : least)).map(e => `${Math.round(box(e).height)} ${e.outerHTML.slice(0, 90)}`)];
			}, width);
			if (wide > seen) wrong.add(`${path} is ${wide} wide at ${width}`);
			for (const one of least) wrong.add(`${width}: ${one} (${path.replace(/\d{6,}/, '…')})`);
		}
	}
	for (const one of Object.values(people)) await one.setViewportSize({ width: 1366, height: 768 });
	assert.deepEqual([...wrong], []);
});

test('12: a page is walked by keyboard alone, in reading order, and the focus is always seen', async () => {
	await page.goto(`${site.base}/case?view=all`);
	await page.evaluate(() => document.activeElement.blur());
	let last = -1, back = 0, steps = 0;

	for (; steps < 60; steps++) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
			return { order: [...document.querySelectorAll('*')].indexOf(e), body: e === document.body, ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, name: e.outerHTML.slice(0, 80), high: r.height };
		});
		if (at.body) break;
		assert.ok(at.ring, `no focus is seen on ${at.name}`);
		back += at.order < last;
		last = at.order;
	}
	assert.ok(steps > 20, `${steps} stops`);
	assert.equal(back, 0, 'the focus goes back in the order of reading');
	await page.goto(`${site.base}/case?view=all`);
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	assert.match(page.url(), /#main$/, 'the skip link leads to the content');
});

test('12: who wants less motion gets none, and a due is told by shape and words, not by colour alone', async () => {
	const calm = await open('legal', { reducedMotion: 'reduce' });

	await calm.goto(`${site.base}/`);
	assert.deepEqual(await calm.evaluate(() => [...document.querySelectorAll('*')].filter(e => {
		const s = getComputedStyle(e);
		return parseFloat(s.transitionDuration) > 0.001 || s.animationName !== 'none';
	}).map(e => e.outerHTML.slice(0, 60))), []);
	const dues = await calm.evaluate(() => [...document.querySelectorAll('.due')].map(d => [d.textContent.trim(), getComputedStyle(d, '::before').content]));
	assert.ok(dues.length > 2);
	for (const [text, shape] of dues) assert.ok(text && shape !== 'none', `${text} ${shape}`);
	await calm.context().close();
});

test('12: an error is tied to its field, and the summary leads to it', async () => {
	const page = await open('clerk');

	await page.goto(`${site.base}/hotline/new/receive`);
	await page.click('form[data-t=form] .btn-p');
	await page.waitForSelector('[data-t=refusals]');
	const tied = await page.evaluate(() => [...document.querySelectorAll('[aria-invalid=true]')].map(e => [e.id, !!document.getElementById(e.getAttribute('aria-describedby')), e.labels.length]));
	assert.ok(tied.length > 0);
	for (const [id, said, labels] of tied) assert.ok(said && labels, id);
	assert.equal(await page.getAttribute('[data-t=refusals]', 'role'), 'alert');
	const to = await page.getAttribute('[data-t=refusals] a[href^="#f-"]', 'href');
	await page.click('[data-t=refusals] a[href^="#f-"]');
	assert.ok(await page.$(to), `${to} is on the page`);
});

test('12: the end of the session is told five minutes before, and can be put off', async () => {
	const context = await browser.newContext({ locale: 'zh-CN' }), own = await context.newPage();

	await own.clock.install();
	await own.goto(`${site.base}/sign-in`);
	await own.fill('#f-name', 'clerk');
	await own.fill('#f-password', site.password);
	await own.click('button[type=submit]');
	await own.waitForURL(`${site.base}/`);
	assert.equal(await own.isVisible('#session-note'), false);
	await own.clock.fastForward('07:56:00');
	assert.equal(await own.isVisible('#session-note'), true);
	await own.click('#session-note button');
	await own.waitForSelector('#session-note', { state: 'hidden' });
	await context.close();
});
