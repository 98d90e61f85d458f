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

/* A page, signed in; what the console complains of is kept in page.said. */
export async function open(browser, site, name, options = {}) {
	const page = await (await browser.newContext({ viewport: wide, locale: 'zh-CN', ...options })).newPage();

	page.said = [];
	page.on('console', m => { if (['error', 'warning'].includes(m.type())) page.said.push(m.text()); });
	page.on('pageerror', e => page.said.push(e.message));
	await page.goto(`${site.base}/sign-in`);
	await page.fill('#f-name', name);
	await page.fill('#f-password', site.password ?? 'yifa-2024');
	await page.click('button[type=submit]');
	await page.waitForURL(`${site.base}/`);
	return page;
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/* What axe finds against WCAG 2.2 A and AA; `rules`: only these, for what depends on the width alone. */
export async function violations(page, rules) {
	const asked = rules ? { runOnly: { type: 'rule', values: rules } } : { runOnly: tags };
	const found = await page.evaluate(`(() => { if (!window.axe) { const module = undefined, define = undefined; ${axe} } return window.axe.run(${JSON.stringify(asked)}); })()`);

	return found.violations.map(v => `${v.id}: ${v.nodes[0].html}`);
}

/* Pixels by which the page is wider than its window. */
export const sideways = page => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
