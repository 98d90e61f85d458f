/*
 * routes.mjs - every address of the route tables, as strangers, tokens, other roles, other methods and junk
 * come to it: what is asked is read from src/web/routes.c and src/pages/routes.c, so a new route is asked too
 *
 *     YIFA=build/yifa node --test test/http/routes.mjs
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { serve, TODAY } from './_serve.mjs';

const ROLES = ['clerk', 'officer', 'chief', 'head', 'secretary', 'legal', 'reviewer', 'disclosure', 'deputy', 'leader', 'market', 'system', 'security', 'audit'];
const routes = ['src/web/routes.c', 'src/pages/routes.c'].flatMap(file => [...readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
	.matchAll(/\{ METHOD_(GET|POST),\s*"([^"]+)",\s*POLICY\((\w+)\),\s*(\w+)(.*)\}/g)]
	.map(([, method, path, policy, run, rest]) => ({ method, path, policy, run, by_token: /by_token = true/.test(rest) })));
/* What goes into the braces of an address so that it leads somewhere. */
const there = { ledger: 'hotline', verb: 'accept', what: 'accept', clock: 'accept', year: '2024', key: 'case.total', name: '行政处罚法', position: '1', source: 'hotline' };
let site, people, hotline, secret, token;

const fill = (path, words = {}) => path.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(words[key] ?? there[key] ?? '1'));
const name = r => `${r.method} ${r.path}`;
const size = () => site.sql('SELECT position FROM journal_head WHERE org = 1');

before(async () => {
	site = await serve({ prepare: run => { token = run('token', 'add', 'narrow', '--user', 'clerk', '--ledgers', 'hotline', '--verbs', 'receive'); } });
	people = Object.fromEntries(await Promise.all(ROLES.map(async n => [n, await site.sign_in(n)])));
	hotline = (await people.clerk.json('/hotline?view=all')).body.records[0].id;
	there.id = hotline;
	const accusation = await people.clerk.post_json('/petition/new/register', { channel: 'letter', petitioner: '王某', subject: '反映干部', received_on: TODAY, route: 'accusation', accused_name: '赵某' });
	assert.equal(accusation.status, 201, accusation.text);
	secret = accusation.body.record.id;
});
after(async () => { assert.equal(await site.stop(), 0); });

/* One request as it is, its status line and headers, its bytes after them. */
function raw(method, path, cookie) {
	const { hostname, port } = new URL(site.base);

	return new Promise((done, failed) => {
		const socket = connect(+port, hostname, () => socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`));
		let text = '';

		socket.setEncoding('latin1').on('data', d => { text += d; }).on('error', failed).on('close', () => {
			const [head, ...rest] = text.split('\r\n\r\n');
			done({ status: +head.split(' ')[1], head, body: rest.join('\r\n\r\n') });
		});
	});
}

test('the tables were read', () => {
	assert.ok(routes.length > 110, `${routes.length} routes`);
	assert.ok(['ANYONE', 'SIGNED_IN', 'BUREAU_ONLY', 'ADMIN_ONLY', 'LEDGER_OPEN', 'RECORD_SEEN'].every(p => routes.some(r => r.policy === p)));
});

test('a stranger is sent to sign in, by every address that is not for anyone', async () => {
	for (const r of routes.filter(r => r.policy !== 'ANYONE')) {
		const page = await site.stranger().ask(fill(r.path), { method: r.method });
		assert.equal(page.status, 303, name(r));
		assert.match(page.headers.get('location'), /^\/sign-in/, name(r));
		const json = await site.stranger().ask(fill(r.path), { method: r.method, headers: { accept: 'application/json' } });
		assert.equal(json.status, 401, name(r));
	}
});

test('no POST is taken without its token, with another one, or from another site; nothing is written', async () => {
	const was = size(), csrf = await people.clerk.token();
	const send = (r, fields, headers) => people.clerk.ask(fill(r.path), { method: 'POST', headers, body: new URLSearchParams(fields) });

	for (const r of routes.filter(r => r.method === 'POST' && r.policy !== 'ANYONE')) {
		for (const [what, fields, headers] of [['none', {}], ['another', { csrf: 'f'.repeat(csrf.length) }], ['empty', { csrf: '' }],
			['from elsewhere', { csrf }, { origin: 'https://evil.example' }], ['from a sandbox', { csrf }, { origin: 'null' }],
			['cross-site', { csrf }, { 'sec-fetch-site': 'cross-site' }], ['from a subdomain', { csrf }, { 'sec-fetch-site': 'same-site' }]]) {
			const { status } = await send(r, fields, headers);
			assert.ok([403, 404].includes(status), `${name(r)}, token ${what}: ${status}`);
		}
	}
	assert.equal(size(), was);
});

test('a token of forms comes from a form, not from the address', async () => {
	const was = size(), csrf = await people.clerk.token();

	assert.equal((await people.clerk.ask(`/hotline/new/receive?csrf=${csrf}`, { method: 'POST', body: new URLSearchParams({ ticket_number: 'X' }) })).status, 403);
	assert.equal(size(), was);
});

test('a program\'s token opens what says so and nothing else', async () => {
	for (const r of routes.filter(r => !r.by_token && r.policy !== 'ANYONE')) {
		const { status } = await site.bearer(token).ask(fill(r.path), { method: r.method });
		assert.ok([403, 404].includes(status), `${name(r)}: ${status}`);
	}
	for (const r of routes.filter(r => r.by_token && r.method === 'GET')) {
		const { status, text } = await site.bearer(token).ask(fill(r.path, { ledger: 'case', id: secret }));
		assert.ok([403, 404].includes(status) || ['/api/openapi', '/ledgers', '/law', '/law/{name}', '/settings', '/figures', '/figure/{key}'].includes(r.path), `${name(r)}: ${status} ${text.slice(0, 200)}`);
	}
});

test('pages of administrators are theirs alone, those of the bureau not for administrators', async () => {
	for (const r of routes.filter(r => ['ADMIN_ONLY', 'BUREAU_ONLY'].includes(r.policy)))
		for (const who of r.policy === 'ADMIN_ONLY' ? ['clerk', 'officer', 'head', 'leader', 'legal'] : ['system', 'security', 'audit']) {
			const csrf = r.method === 'POST' ? await people[who].token() : '';
			const { status } = await people[who].ask(fill(r.path), { method: r.method, ...(csrf ? { body: new URLSearchParams({ csrf }) } : {}) });
			assert.equal(status, 403, `${name(r)} as ${who}`);
		}
});

test('a record that somebody may not see is not there for him, by any address of a record', async () => {
	const was = size();
	let hidden = 0;

	for (const who of ROLES) {
		const { status } = await people[who].get(`/petition/${secret}`);
		if (status === 200) continue;
		hidden++;
		const csrf = await people[who].token();
		for (const r of routes.filter(r => r.policy === 'RECORD_SEEN')) {
			const words = { ledger: 'petition', id: secret, verb: 'amend', what: 'amend', clock: 'reply', file: '1', paper: '1' };
			const answer = await people[who].ask(fill(r.path, words), { method: r.method, ...(r.method === 'POST' ? { body: new URLSearchParams({ csrf, purpose: 'verify', reason: 'x' }) } : {}) });
			assert.equal(answer.status, status, `${name(r)} as ${who}`);
			assert.doesNotMatch(answer.text, /赵某|反映干部/, `${name(r)} as ${who}`);
		}
	}
	assert.ok(hidden > 6, `${hidden} may not see it`);
	assert.equal(size(), was);
});

test('HEAD has the status and headers of GET, and no body', async () => {
	const { cookie } = people.clerk;

	for (const r of routes.filter(r => r.method === 'GET')) {
		const head = await raw('HEAD', fill(r.path), cookie), get = await raw('GET', fill(r.path), cookie);
		const names = answer => answer.head.split('\r\n').slice(1).map(l => l.split(':')[0].toLowerCase()).filter(l => !['date', 'content-length', 'set-cookie'].includes(l)).sort().join();
		assert.equal(head.status, get.status, name(r));
		assert.equal(head.body, '', name(r));
		assert.equal(names(head), names(get), name(r));
		assert.ok(get.status < 500, `${name(r)}: ${get.status}`);
	}
});

test('other methods are 405 and say which are taken', async () => {
	const { cookie } = people.clerk, takes = new Map();

	for (const r of routes) takes.set(r.path, [...(takes.get(r.path) ?? []), r.method]);
	for (const path of takes.keys())
		for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND']) {
			const { status, head } = await raw(method, fill(path), cookie);
			assert.equal(status, 405, `${method} ${path}`);
			const allow = head.match(/^allow: (.*)$/mi)?.[1].split(', ') ?? [];
			for (const one of takes.get(path)) assert.ok(allow.includes(one), `${method} ${path}: ${allow}`);
		}
});

test('junk where a name or a number belongs is never a fault, and never markup', async () => {
	const junk = ['0', '-1', '9223372036854775807', '9223372036854775808', '1e3', '..', '.', "'", '"><script>alert(1)</script>', '%', 'ï¿½', '台账', 'a'.repeat(3000), ' ', 'new', '1;2', '\\'];
	const admin = people.system;

	for (const r of routes.filter(r => r.method === 'GET' && r.path.includes('{')))
		for (const word of junk)
			for (const [, key] of r.path.matchAll(/\{(\w+)\}/g)) {
				const at = fill(r.path, { [key]: word });
				const answer = await (r.policy === 'ADMIN_ONLY' ? admin : people.clerk).get(at);
				assert.ok(answer.status < 500, `${at}: ${answer.status}`);
				assert.doesNotMatch(answer.text, /<script[^<]*alert/, at);
			}
});
