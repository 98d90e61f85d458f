/*
 * a11y.mjs - every kind of page by the list of ui/README.md section 12: axe, 1366 and 390 px, 320 px,
 * 200 % zoom, landmarks and headings, names of controls, targets, tables, focus, motion, policy
 *
 *     YIFA=build/yifa node --test test/browser/a11y.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';
import { launch, open as open_in, phone, sideways, violations, wide } from './_look.mjs';
import { pages } from './_pages.mjs';

let site, browser, page, paths;
const open = (name, options) => open_in(browser, site, name, options);

before(async () => {
	site = await serve();
	browser = await launch();
	paths = Object.entries(await pages(site)).flatMap(([who, list]) => list.map(path => [who, path]));
	page = await open('legal');
});
after(async () => {
	await browser?.close();
	await site?.stop();
});

/* What a page is, beside what axe knows. */
const shape = page => page.evaluate(() => {
	const all = (s, root = document) => [...root.querySelectorAll(s)], seen = e => e.getClientRects().length > 0;
	const levels = all('h1,h2,h3,h4').filter(seen).map(h => +h.tagName[1]);
	const light = rgb => { const [r, g, b] = rgb.match(/[\d.]+/g).map(n => (n /= 255) <= 0.03928 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const on_white = rgb => 1.05 / (light(rgb) + 0.05);
	const boxes = all('input[type=radio],input[type=checkbox]').filter(e => e.name && e.form?.dataset.t === 'form');
	return {
		lang: document.documentElement.lang, title: document.title, mains: all('main').length, h1: all('h1').filter(seen).length,
		skips: levels.filter((l, i) => i && l > levels[i - 1] + 1),
		tables: all('table').filter(t => !t.caption && !t.closest('.paper')).map(t => t.outerHTML.slice(0, 80)),
		heads: all('th').filter(t => !t.hasAttribute('scope')).map(t => t.outerHTML),
		styles: all('[style]').length + all('script:not([src]):not([type="application/json"])').length,
		unnamed: all('button,a[href]').filter(seen).filter(b => !(b.getAttribute('aria-label') || b.textContent.trim() || b.title) && b.getAttribute('aria-hidden') !== 'true').map(b => b.outerHTML),
		misnamed: all('button[aria-label],a[href][aria-label]').filter(seen).filter(b => b.innerText.trim() && !b.getAttribute('aria-label').replace(/\s/g, '').includes(b.innerText.replace(/\s/g, ''))).map(b => b.outerHTML.slice(0, 80)),
		faint: all('.in,.sel').filter(seen).filter(e => !e.disabled && !e.readOnly && on_white(getComputedStyle(e).borderTopColor) < 3).map(e => e.outerHTML.slice(0, 80)),
		loose: boxes.filter(e => boxes.filter(o => o.name === e.name).length > 1 && !e.closest('fieldset,table')).map(e => e.outerHTML.slice(0, 80)),
		charts: all('svg[role=img]').filter(s => s.querySelectorAll('rect').length > 4 && !s.closest('section')?.querySelector('table')).length,
		toasts: all('.toasts').filter(t => t.getAttribute('role') !== 'status').length,
		first: all('a[href]')[0]?.className,
	};
});

const sound = { lang: 'zh-CN', mains: 1, h1: 1, skips: [], tables: [], heads: [], styles: 0, unnamed: [], misnamed: [], faint: [], loose: [], charts: 0, toasts: 0, first: 'skip' };

/* Targets: 24 px high on a desk, 44 on a phone; links within lines of text are excepted (WCAG 2.5.8). */
const small_targets = page => page.evaluate(() => {
	const box = e => e.getBoundingClientRect(), shown = e => e.getClientRects().length > 0 && box(e).width > 2, least = innerWidth > 700 ? 24 : 44;
	const targets = [...document.querySelectorAll('button,.btn,input:not([type=hidden]),select,summary,.chip')].filter(e => shown(e) && !e.classList.contains('sr'));
	return targets.filter(e => Math.round(box(e).height) < (/^(checkbox|radio)$/.test(e.type) ? 13 : e.tagName === 'SUMMARY' && !e.className ? 24 : least)).map(e => `${Math.round(box(e).height)} ${e.outerHTML.slice(0, 90)}`);
});

/* One page, looked at once: all that can be asked of it, at every width. */
async function look(page, path, wrong) {
	const say = (what, list) => list.forEach(one => wrong.add(`${path.replace(/\d{6,}/, '…')}: ${what} ${one}`));

	await page.setViewportSize(wide);
	await page.goto(site.base + path);
	say('console', page.said.splice(0).filter(s => !/status of 40[34]/.test(s)));
	say('axe', await violations(page));
	const { title, ...is } = await shape(page);
	say('title', / - 法治政府建设平台$/.test(title) ? [] : [title]);
	for (const key of Object.keys(sound)) say(key, JSON.stringify(is[key]) === JSON.stringify(sound[key]) ? [] : [JSON.stringify(is[key])]);
	for (const width of [1366, 683, 390, 320]) {
		await page.setViewportSize({ width, height: phone.height });
		say(`at ${width} px sideways by`, [await sideways(page)].filter(n => n));
		say(`at ${width} px small`, await small_targets(page));
		if (width === phone.width)
			say('axe on the phone', await violations(page, ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block']));
	}
}

/* Two hands walk at a time: the machine draws one page while the other is asked. */
test('12: axe at both widths, the policy, language, title, landmarks, headings, tables, names, groups, borders; nothing sideways at 1366, 683 (200 %), 390 and 320 px; targets large enough', async () => {
	const wrong = new Set(), left = [...paths];
	const walk = async () => {
		let who, hand;
		for (let next; (next = left.shift());) {
			if (next[0] !== who) {
				await hand?.context().close();
				hand = await open(who = next[0]);
				hand.said.length = 0;
			}
			await look(hand, next[1], wrong);
		}
		await hand?.context().close();
	};
	await Promise.all([walk(), walk()]);
	assert.deepEqual([...wrong], []);
	assert.ok(paths.length > 60);
});

/* What each look must see, on a page that is broken so; a look that sees nothing is no look. */
const breaks = [
	['lang', () => { document.documentElement.lang = 'en'; }],
	['mains', () => document.querySelector('main').replaceWith(...document.querySelector('main').childNodes)],
	['h1', () => document.querySelector('h1').remove()],
	['skips', () => { document.querySelector('h1').insertAdjacentHTML('afterend', '<h4>三级之外</h4>'); }],
	['tables', () => document.querySelector('#ledger caption').remove()],
	['heads', () => document.querySelector('#ledger th').removeAttribute('scope')],
	['styles', () => document.querySelector('h1').setAttribute('style', 'color:red')],
	['unnamed', () => { document.querySelector('.bell').removeAttribute('aria-label'); document.querySelector('.bell').replaceChildren(); }],
	['misnamed', () => document.querySelector('.query button').setAttribute('aria-label', '提交')],
	['faint', () => document.querySelector('.query .in').style.setProperty('border-color', '#eee')],
	['charts', () => document.querySelector('h1').insertAdjacentHTML('afterend', `<svg role="img" aria-label="图">${'<rect width="9" height="9"/>'.repeat(5)}</svg>`)],
	['toasts', () => document.querySelector('.toasts').removeAttribute('role')],
	['first', () => document.querySelector('.skip').remove()],
	['loose', () => document.querySelector('h1').insertAdjacentHTML('afterend', '<form data-t="form"><label><input type="radio" name="r">甲</label><label><input type="radio" name="r">乙</label></form>')],
];

test('12: each look sees what it looks for, on a page that is broken so', async () => {
	const path = `${site.base}/case?view=all`, broken = async how => {
		await page.goto(path);
		await page.evaluate(how);
	};

	await page.setViewportSize(wide);
	assert.deepEqual(breaks.map(([key]) => key).sort(), Object.keys(sound).sort(), 'no look without a break');
	for (const [key, how] of breaks) {
		await broken(how);
		const is = await shape(page);
		assert.notDeepEqual(is[key], sound[key], key);
	}
	await broken(() => { document.querySelector('h1').style.color = '#ccc'; });
	assert.match((await violations(page)).join(), /color-contrast/);
	await broken(() => { document.querySelector('#q-number').removeAttribute('id'); });
	assert.match((await violations(page)).join(), /label/);
	await broken(() => { document.querySelector('.query button').style.cssText = 'height:20px;min-height:0'; });
	assert.equal((await small_targets(page)).length, 1);
	await broken(() => { document.querySelector('h1').style.cssText = 'width:2000px;white-space:nowrap'; });
	assert.ok(await sideways(page) > 500);
	page.said.length = 0;
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
