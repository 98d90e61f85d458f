// nginx.mjs - deploy/nginx.conf as it stands, in front of the program: TLS, HTTP/2, broken framing;
// the units of systemd
//
//     YIFA=build/yifa node --test test/http/nginx.mjs
//
// Only ports, certificate and the place of the program are changed in the file.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { connect as connect_h2 } from 'node:http2';
import { createServer } from 'node:net';
import { connect as connect_tls } from 'node:tls';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from './_serve.mjs';

const deploy = join(dirname(fileURLToPath(import.meta.url)), '../../deploy');
const nginx = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find(p => spawnSync(p, ['-v']).status === 0);
const without = !nginx && 'no nginx on this machine: scripts/deps test';
let site, dir, child, tls, plain;

const free = () => new Promise(done => {
	const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

before(async () => {
	site = await serve();
	if (without) return;
	dir = mkdtempSync(join(tmpdir(), 'yifa-nginx-'));
	[tls, plain] = [await free(), await free()];
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=yifa.example', '-keyout', join(dir, 'key.pem'), '-out', join(dir, 'fullchain.pem')], { stdio: 'ignore' });
	const conf = readFileSync(join(deploy, 'nginx.conf'), 'utf8')
		.replace(/^\tlisten \[::\].*\n/gm, '').replace('listen 80;', `listen 127.0.0.1:${plain};`).replace('listen 443 ssl', `listen 127.0.0.1:${tls} ssl`)
		.replaceAll('/etc/yifa/tls', dir).replace('127.0.0.1:8080', site.base.slice('http://'.length)).replace(/10r\/m/, '1000r/m');
	writeFileSync(join(dir, 'nginx.conf'), `daemon off;\nmaster_process off;\npid ${dir}/pid;\nerror_log ${dir}/error.log;\nevents {}\nhttp {\naccess_log off;\n`
		+ ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(n => `${n}_temp_path ${dir}/${n};\n`).join('') + conf + '}\n');
	child = spawn(nginx, ['-c', join(dir, 'nginx.conf'), '-p', dir], { stdio: 'ignore' });
	for (let i = 0; ; i++) {
		const up = await new Promise(done => { const s = connect_tls({ port: tls, host: '127.0.0.1', rejectUnauthorized: false }, () => { s.destroy(); done(true); }); s.on('error', () => done(false)); });
		if (up) break;
		if (child.exitCode !== null || i > 400) assert.fail(readFileSync(join(dir, 'error.log'), 'utf8'));
		await new Promise(done => setTimeout(done, 25));
	}
});
after(async () => {
	if (child) {
		const dead = new Promise(done => child.once('exit', done));
		child.kill('SIGTERM');
		await dead;
		rmSync(dir, { recursive: true, force: true });
	}
	assert.equal(await site.stop(), 0);
});

/* Bytes as they are, over TLS; all that came back until the end. */
function raw(text) {
	return new Promise(done => {
		let answer = '';
		const s = connect_tls({ port: tls, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] }, () => s.write(text, 'latin1'));

		s.setTimeout(20000, () => s.destroy());
		s.on('data', d => { answer += d; });
		s.on('error', () => {});
		s.on('close', () => done(answer));
	});
}
const codes = answer => [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(m => +m[1]);

test('HTTP/2 over TLS, and plain HTTP is sent there', { skip: without }, async () => {
	const h2 = connect_h2(`https://127.0.0.1:${tls}`, { rejectUnauthorized: false });
	const got = await new Promise((done, failed) => {
		const r = h2.request({ ':path': '/sign-in', ':authority': 'yifa.example' });
		let text = '', head;
		r.on('response', h => { head = h; });
		r.on('data', d => { text += d; });
		r.on('end', () => done({ head, text }));
		r.on('error', failed);
	});

	h2.close();
	assert.equal(got.head[':status'], 200);
	assert.match(got.head['strict-transport-security'], /max-age=63072000/);
	assert.match(got.head['content-security-policy'], /default-src/);
	assert.match(got.text, /<html lang="zh-CN"/);
	const away = await fetch(`http://127.0.0.1:${plain}/case`, { redirect: 'manual', headers: { host: 'yifa.example' } });
	assert.equal(away.status, 308);
	assert.match(away.headers.get('location'), /^https:\/\/.*\/case$/);
	const curl = spawnSync('curl', ['-sk', '--http2', '-o', '/dev/null', '-w', '%{http_version} %{response_code}', `https://127.0.0.1:${tls}/health`], { encoding: 'utf8' });
	assert.equal(curl.stdout, '2 200');
});

test('signed in through it: a page, a step, and /metrics stays inside', { skip: without }, async () => {
	const curl = (...words) => spawnSync('curl', ['-sk', '--http2', '-b', join(dir, 'jar'), '-c', join(dir, 'jar'), ...words], { encoding: 'utf8' }).stdout;
	const at = `https://127.0.0.1:${tls}`;

	assert.equal(curl('-o', '/dev/null', '-w', '%{response_code}', '-d', `name=clerk&password=${site.password}&to=/`, `${at}/sign-in`), '303');
	assert.match(readFileSync(join(dir, 'jar'), 'utf8'), /#HttpOnly_127\.0\.0\.1\tFALSE\t\/\tTRUE\t0\tyifa\t/);
	const csrf = curl(`${at}/ledgers`).match(/name="csrf" value="([0-9a-f]+)"/)[1];
	const made = JSON.parse(curl('-H', 'content-type: application/json', '-H', 'accept: application/json', '-H', `x-csrf-token: ${csrf}`,
		'-d', JSON.stringify({ ticket_number: 'NG-1', kind: 'complaint', subject: '噪声', received_at: '2024-12-20T09:00', received_on: '2024-12-20' }), `${at}/hotline/new/receive`));
	assert.match(made.href, /^\/hotline\/\d+$/);
	assert.equal(curl('-o', '/dev/null', '-w', '%{response_code}', `${at}/metrics`), '403');
});

const smuggled = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
const broken = {
	'two Content-Length': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde',
	'the same Content-Length twice': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd',
	'a list of lengths': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 4\r\n\r\nabcd',
	'a signed length': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd',
	'length and encoding': `POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: ${5 + smuggled.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
	'an encoding that is none': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
	'a blank before the colon': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
	'a folded header': 'GET /health HTTP/1.1\r\nHost: a\r\nX-One: b\r\n c: d\r\n\r\n',
	'a NUL in a value': 'GET /health HTTP/1.1\r\nHost: a\r\nX-One: b\0c\r\n\r\n',
	'no Host': 'GET /health HTTP/1.1\r\nX-One: b\r\n\r\n',
	'two Hosts': 'GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
	'a version that is none': 'GET /health HTTP/3.7\r\nHost: a\r\n\r\n',
	'a chunk size that is no number': 'POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n',
};

for (const [name, text] of Object.entries(broken))
	test(`framing through nginx: ${name} is refused, and nothing behind it is answered`, { skip: without }, async () => {
		const answer = await raw(text + smuggled);

		assert.ok(codes(answer).every(c => c === 400 || c === 501 || c === 505), answer.slice(0, 400));
		assert.doesNotMatch(answer, /^ok$/m, 'what was smuggled was answered');
	});

test('framing through nginx: bare line feeds reach the program as one request, or none', { skip: without }, async () => {
	const answer = await raw('GET /health HTTP/1.1\nHost: a\nConnection: close\n\n');

	assert.ok([200, 400].includes(codes(answer)[0]) && codes(answer).length === 1, answer.slice(0, 300));
});

test('units: systemd-analyze verify has nothing to say of ours', t => {
	if (spawnSync('systemd-analyze', ['--version']).status !== 0)
		return t.skip('no systemd here');
	const at = mkdtempSync(join(tmpdir(), 'yifa-units-'));
	for (const name of ['yifa.service', 'yifa-backup.service', 'yifa-backup.timer'])
		/* the program is not installed on the machine that tests */
		writeFileSync(join(at, name), readFileSync(join(deploy, name), 'utf8').replaceAll('/usr/local/bin/yifa', '/bin/true'));
	const got = spawnSync('systemd-analyze', ['verify', ...['yifa.service', 'yifa-backup.service', 'yifa-backup.timer'].map(n => join(at, n))], { encoding: 'utf8' });
	const ours = got.stderr.split('\n').filter(line => line.includes('yifa'));
	rmSync(at, { recursive: true });
	assert.deepEqual(ours, []);
});
