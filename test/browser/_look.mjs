/*
 * _look.mjs - one Chromium, people signed in, and what is asked of every page: axe, nothing sideways
 *
 *     const browser = await launch();
 *     const page = await open(browser, site, 'clerk', { viewport: { width: 390, height: 844 } });
 *     assert.deepEqual(await violations(page), []);
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const wide = { width: 1366, height: 768 }, phone = { width: 390, height: 844 };

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });

/* A page of somebody signed in (the page of sign-in itself is web.mjs's); what the console complains of is kept in page.said. */
export async function open(browser, site, name, options = {}) {
	const page = await (await browser.newContext({ viewport: wide, locale: 'zh-CN', ...options })).newPage();

	page.said = [];
	page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.said.push(m.text()); });
	page.on('pageerror', e => page.said.push(e.message));
	const answer = await page.context().request.post(`${site.base}/sign-in`, { form: { name, password: site.password ?? 'yifa-2024', to: '/' }, maxRedirects: 0 });
	if (answer.status() !== 303)
		throw new Error(`${name} could not sign in: ${answer.status()}`);
	return page;
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/* What axe finds against WCAG 2.2 A and AA; `rules`: only these, for what depends on the width alone. */
export async function violations(page, rules) {
	const asked = rules ? { runOnly: { type: 'rule', values: rules } } : { runOnly: tags };
	const found = await page.evaluate(`(() => { if (!window.axe) { const module = undefined, define = undefined; ${axe} } return window.axe.run(${JSON.stringify(asked)}); })()`);

	return found.violations.map(v => `${v.id}: ${v.nodes[0].html}`);
}

/*
 * The same where a page has something that axe has not seen yet: an element of a name, with classes, a role
 * and a state, below another.  A template is asked once, not at each of its hundred records.
 *
 *     const fresh = fresh_violations();     once for a width
 */
export function fresh_violations() {
	const seen = new Set();

	return async page => {
		const shapes = await page.evaluate(() => {
			const shape = e => [e.tagName, e.getAttribute('class'), e.getAttribute('role'), e.type, e.disabled, e.hidden, e.hasAttribute('aria-invalid'), e.hasAttribute('aria-label'), e.labels?.length].join('|');
			return [...new Set([...document.querySelectorAll('*')].map(e => `${e.parentElement ? shape(e.parentElement) : ''}>${shape(e)}`))];
		});
		const fresh = shapes.filter(shape => !seen.has(shape));

		fresh.forEach(shape => seen.add(shape));
		return fresh.length ? violations(page) : [];
	};
}

/* Pixels by which the page is wider than its window. */
export const sideways = page => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
