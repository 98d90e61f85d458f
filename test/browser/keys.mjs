/*
 * keys.mjs - security keys in Chromium with its virtual authenticator: enrol, sign in, sign, and what
 * is not believed
 *
 *     YIFA=build/yifa node --test test/browser/keys.mjs
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve } from '../http/_serve.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');

let site, base, browser, page, cdp, authenticator;

before(async () => {
	site = await serve({ prepare: run => run('setting', 'set', 'step-up', '10', '--issuer', '海澜区文化和旅游局', '--document', '1号', '--from', '2024-01-01', '--user', 'head') });
	base = site.base.replace('127.0.0.1', 'localhost');
	browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
	page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage();
	page.said = [];
	page.on('pageerror', e => page.said.push(e.message));
	page.on('console', m => { if (m.type() === 'error') page.said.push(m.text()); });
	cdp = await page.context().newCDPSession(page);
	await cdp.send('WebAuthn.enable');
	({ authenticatorId: authenticator } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: {
		protocol: 'ctap2', transport: 'usb', hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } }));
});
after(async () => {
	await browser?.close();
	assert.equal(await site?.stop(), 0);
});

async function password(name) {
	await page.goto(`${base}/sign-in`);
	await page.fill('#f-name', name);
	await page.fill('#f-password', site.password);
	await Promise.all([page.waitForNavigation(), page.click('button[type=submit]')]);
}

const by_key = action => Promise.all([page.waitForNavigation(), page.click(`form[data-key][action="${action}"] button`)]);

test('a key is enrolled only after the owner showed himself, and gives recovery codes', async () => {
	await password('head');
	await page.goto(`${base}/account`);
	await page.fill('#f-label', '办公室的钥匙');
	await by_key('/account/key');
	assert.match(await page.textContent('[data-t=refusals]'), /验证身份/);
	await page.fill('#f-again', site.password);
	await Promise.all([page.waitForNavigation(), page.click('form[action="/account/verify"] button')]);
	await page.fill('#f-label', '办公室的钥匙');
	await by_key('/account/key');
	assert.equal(await page.locator('[data-t=codes] li').count(), 10);
	await page.goto(`${base}/account`);
	assert.match(await page.textContent('[data-t=keys]'), /办公室的钥匙/);
	assert.deepEqual(page.said.filter(s => !/422/.test(s)), []);
});

test('the same key is not enrolled twice', async () => {
	await page.fill('#f-label', '又一次');
	await page.click('form[data-key=create] button');
	await page.waitForFunction(() => /已经登记过/.test(document.querySelector('form[data-key=create] [data-say]').textContent));
});

test('signing in asks for the key, and half a session opens nothing', async () => {
	await page.context().clearCookies();
	await password('head');
	assert.match(await page.textContent('h1'), /第二步/);
	await page.goto(`${base}/account`);
	assert.match(page.url(), /sign-in/);
	await password('head');
	await by_key('/sign-in/code');
	assert.equal(page.url(), `${base}/`);
});

test('a decision is signed after the key, not before it was shown lately', async () => {
	const answer = await page.evaluate(async () => (await fetch('/case.json?view=all&state=investigated')).json());
	const id = answer.records[0].id;

	await page.goto(`${base}/account?to=/case/${id}`);
	await by_key('/account/verify');
	assert.equal(page.url(), `${base}/case/${id}`);
});

/* What the key says to this question is caught and sent by hand, changed. */
async function caught() {
	await page.goto(`${base}/account`);
	return page.evaluate(async () => {
		const form = document.querySelector('form[data-key=get]');

		HTMLFormElement.prototype.submit = function () { window.done(Object.fromEntries(new FormData(this))); };
		return new Promise(done => { window.done = done; form.requestSubmit(); });
	});
}
const send = fields => page.evaluate(async f => {
	const r = await fetch('/account/verify', { method: 'POST', body: new URLSearchParams(f), redirect: 'manual' });
	return r.type === 'opaqueredirect' ? 'taken' : r.status + await r.text();
}, fields);

/* How often the key says it has signed. */
const signed = fields => Buffer.from(fields.auth, 'base64url').readUInt32BE(33);
let believed = 0;

test('an answer is taken once', async () => {
	const fields = await caught();

	assert.equal(await send(fields), 'taken');
	believed = signed(fields);
	assert.match(await send(fields), /^422[^]*过期/);
});

test('another origin, a changed signature, a counter that goes back are not believed', async () => {
	let fields = await caught();
	const client = JSON.parse(Buffer.from(fields.client, 'base64url'));
	assert.match(await send({ ...fields, client: Buffer.from(JSON.stringify({ ...client, origin: 'https://yifa.example' })).toString('base64url') }), /^422[^]*别的网址/);
	assert.match(await send(fields), /^422[^]*过期/, 'a wrong answer used the question up');
	fields = await caught();
	const signature = Buffer.from(fields.signature, 'base64url');
	signature[signature.length - 1] ^= 1;
	assert.match(await send({ ...fields, signature: signature.toString('base64url') }), /^422[^]*签名不对/);
	const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator });
	await cdp.send('WebAuthn.removeCredential', { authenticatorId: authenticator, credentialId: credentials[0].credentialId });
	await cdp.send('WebAuthn.addCredential', { authenticatorId: authenticator, credential: { ...credentials[0], signCount: 0 } });
	/* a key that Chromium takes back may count on where it was: then it is believed (test_webauthn has all cases) */
	fields = await caught();
	if (signed(fields) <= believed)
		assert.match(await send(fields), /^422[^]*计数倒退/);
	else
		assert.equal(await send(fields), 'taken');
});

test('a key that did not verify its person opens nothing', async () => {
	await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false });
	await page.goto(`${base}/account`);
	await page.click('form[data-key=get] button');
	await page.waitForFunction(() => /没有完成/.test(document.querySelector('form[data-key=get] [data-say]').textContent));
	await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
});
