/*
 * files.mjs - files at records: streaming in, what is refused, who sees what at every address, what
 * goes out to whom, ZIP, withdrawal, and what a broken upload leaves (nothing)
 *
 *     YIFA=build/yifa node --test test/http/files.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFile, execFileSync } from 'node:child_process';
import { serve, TODAY } from './_serve.mjs';
import { jpeg, png, pdf } from './_files.mjs';

let site, clerk, chief, head, system, home, path;

before(async () => {
	site = await serve();
	[clerk, chief, head, system] = await Promise.all(['clerk', 'chief', 'head', 'system'].map(name => site.sign_in(name)));
	home = join(site.dir, 'yifa.db.files');
	path = await ticket('A');
});
after(async () => { assert.equal(await site.stop(), 0); });

async function ticket(number) {
	const answer = await clerk.post_json('/hotline/new/receive', { ticket_number: number, kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });

	assert.equal(answer.status, 201, answer.text);
	return answer.body.href;
}

/* Sends files by a form, as the page does. */
async function upload(who, to, files, fields = {}, headers = {}) {
	const form = new FormData();

	form.set('csrf', await who.token());
	for (const [key, value] of Object.entries(fields))
		form.set(key, value);
	for (const [name, bytes] of files)
		form.append('file', new Blob([bytes]), name);
	const answer = await who.ask(`${to}/files`, { method: 'POST', body: form, headers: { accept: 'application/json', ...headers } });

	try { answer.body = JSON.parse(answer.text); } catch { answer.body = null; }
	return answer;
}

async function bytes(who, at, headers = {}) {
	const answer = await fetch(site.base + at, { redirect: 'manual', headers: { cookie: who.cookie ?? '', ...headers } });

	return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

const sm3 = data => createHash('sm3').update(data).digest('hex');
const stored = hash => join(home, hash.slice(0, 2), hash.slice(2));
const drafts = () => readdirSync(join(home, 'tmp'));

/* Waits for what another process does; no fixed time. */
async function until(what, say) {
	for (let i = 0; i < 2000; i++) {
		if (what()) return;
		await new Promise(done => setImmediate(done));
		await (await fetch(site.base + '/assets/favicon.svg')).text();
	}
	assert.fail(say);
}

test('a file goes in, stands under its SM3, and comes out as it was', async () => {
	const photo = jpeg({ gps: true });
	const answer = await upload(clerk, path, [['现场 照片.JPG', photo]]);

	assert.equal(answer.status, 201, answer.text);
	const [file] = answer.body.files;
	assert.equal(file.name, '现场 照片.JPG');
	assert.equal(file.type, 'image/jpeg');
	assert.equal(file.size, photo.length);
	assert.equal(file.sm3, sm3(photo));
	assert.deepEqual(readFileSync(stored(file.sm3)), photo);
	const out = await bytes(clerk, file.href);
	assert.equal(out.status, 200);
	assert.deepEqual(out.body, photo);
	assert.equal(out.headers.get('etag'), `"${file.sm3}"`);
	assert.match(out.headers.get('content-disposition'), /^inline; filename="file\.jpg"; filename\*=UTF-8''%E7%8E%B0/);
	assert.equal(out.headers.get('x-content-type-options'), 'nosniff');
	assert.match(out.headers.get('content-security-policy'), /sandbox/);
	assert.equal((await bytes(clerk, file.href, { 'if-none-match': `"${file.sm3}"` })).status, 304);
	assert.deepEqual((await clerk.json(path)).body.files, answer.body.files);
	assert.match((await clerk.get(path)).text, /现场 照片\.JPG/);
	assert.match((await clerk.get(`${path}/files`)).text, /data-upload/);
});

test('raw bytes with a name in the address are a file too', async () => {
	const to = await ticket('RAW');
	const answer = await clerk.ask(`${to}/files.json?name=${encodeURIComponent('纪要.pdf')}`, { method: 'POST', body: pdf('raw'),
		headers: { 'content-type': 'application/octet-stream', 'x-csrf-token': await clerk.token() } });

	assert.equal(answer.status, 201, answer.text);
	assert.equal(JSON.parse(answer.text).files[0].name, '纪要.pdf');
	const without = await clerk.ask(`${to}/files?name=a.pdf`, { method: 'POST', body: pdf('x'), headers: { 'content-type': 'application/octet-stream' } });
	assert.equal(without.status, 403);
	assert.deepEqual(drafts(), []);
});

test('what it is counts, not what it is called: refused by name with the reason', async () => {
	const to = await ticket('TYPES');
	const wrong = {
		'照片.jpg': '<!doctype html><html><script>alert(1)</script></html>',
		'图.svg': '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
		'报告.pdf': Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(200)]),
		'资料.docx': zip([['evil.sh', '#!/bin/sh']]),
		'宏.docx': zip([['[Content_Types].xml', '<Types/>'], ['word/document.xml', '<w/>'], ['word/vbaProject.bin', 'x']]),
		'空.txt': '',
	};

	for (const [name, data] of Object.entries(wrong)) {
		const answer = await upload(clerk, to, [[name, data]]);
		assert.equal(answer.status, 422, `${name}: ${answer.text}`);
		assert.match(answer.body.refusals[0].say, new RegExp(name.replace('.', '\\.')), name);
	}
	assert.deepEqual((await clerk.json(to)).body.files, []);
	assert.deepEqual(drafts(), []);
	const page = await upload(clerk, to, [['a.jpg', wrong['照片.jpg']]], {}, { accept: 'text/html' });
	assert.equal(page.status, 422);
	assert.match(page.text, /data-t="refusals"/);
	const disguised = await upload(clerk, to, [['病毒.exe', jpeg({})]]);
	assert.equal(disguised.status, 201);
	const out = await bytes(clerk, disguised.body.files[0].href);
	assert.match(decodeURIComponent(out.headers.get('content-disposition')), /病毒\.exe\.jpg$/);
});

test('one of several is wrong: none is kept', async () => {
	const to = await ticket('ALL');
	const answer = await upload(clerk, to, [['好.pdf', pdf('good')], ['坏.pdf', '<html><body></body></html>']]);

	assert.equal(answer.status, 422);
	assert.deepEqual((await clerk.json(to)).body.files, []);
	const both = await upload(clerk, to, [['一.pdf', pdf('1')], ['二.pdf', pdf('2')]]);
	assert.equal(both.body.files.length, 2);
	const again = await upload(clerk, to, [['三.pdf', pdf('1')]]);
	assert.equal(again.status, 422);
	assert.match(again.body.refusals[0].say, /内容完全相同/);
	assert.equal((await upload(clerk, to, Array.from({ length: 21 }, (_, i) => [`${i}.pdf`, pdf(`many ${i}`)]))).status, 413);
	assert.deepEqual(drafts(), []);
});

test('names: no path, no control, no turned direction; safe in a header', async () => {
	const to = await ticket('NAMES');
	const answer = await upload(clerk, to, [['..\\..\\etc\\x\u202egpj.pdf', pdf('n1')], ['a"b;c\u200b.pdf', pdf('n2')]]);

	assert.equal(answer.status, 201, answer.text);
	assert.deepEqual(answer.body.files.map(f => f.name), ['xgpj.pdf', 'a%22b;c.pdf']);
	for (const f of answer.body.files)
		assert.match((await bytes(clerk, f.href)).headers.get('content-disposition'), /^attachment; filename="file\.pdf"; filename\*=UTF-8''[\w.%~-]+$/);
});

test('who does not see the record sees no file of it, at any address; nor whether there is one', async () => {
	const { body } = await upload(clerk, await ticket('SECRET'), [['s.jpg', jpeg({ gps: true })]]);
	const [{ href }] = body.files, at = href.replace(/\/files\/.*/, '');
	const addresses = [href, `${href}/public`, `${at}/files`, `${at}/files.json`, `${at}/files.zip`];
	const stranger = site.stranger();

	for (const address of addresses) {
		assert.notEqual((await bytes(system, address)).status, 200, `system ${address}`);
		assert.equal((await bytes(stranger, address)).status, address.endsWith('.json') ? 401 : 303, `stranger ${address}`);
	}
	assert.notEqual((await system.ask(`${href}/detach`, { method: 'POST', body: new URLSearchParams({ csrf: await system.token(), reason: 'x' }) })).status, 303);
	assert.notEqual((await upload(system, at, [['x.pdf', pdf('x')]])).status, 201);
	assert.equal((await stranger.ask(`${at}/files`, { method: 'POST', body: new FormData() })).status, 303);
});

test('bugbank 15: a file is not reached through another record, ledger or its bare hash', async () => {
	const mine = await ticket('MINE'), other = await ticket('OTHER');
	const { body } = await upload(clerk, other, [['o.pdf', pdf('of other')]]);
	const [{ id, sm3: hash }] = body.files;

	for (const address of [`${mine}/files/${id}`, `${mine.replace('hotline', 'petition')}/files/${id}`, `${other}/files/${hash}`, `/files/${hash}`, `${mine}/files/../../../${id}`])
		assert.equal((await bytes(clerk, address)).status, 404, address);
	/* Who knows a hash cannot hang the file at a record of his own. */
	for (const verb of ['attach', 'files'])
		assert.notEqual((await clerk.post(`${mine}/${verb}`, { sm3: hash, name: 'x.pdf', size: 1, type: 'application/pdf', version: 1 })).status, 303);
	assert.deepEqual((await clerk.json(mine)).body.files, []);
});

test('bugbank 31: the evidence keeps where and when, the public copy has nothing of it', async () => {
	const photo = jpeg({ gps: true, orientation: 6 }), picture = png({ text: 'GPS 北纬39' });
	const { body } = await upload(clerk, await ticket('EXIF'), [['p.jpg', photo], ['p.png', picture]]);
	const [a, b] = body.files;
	const clean = await bytes(clerk, a.public_href), cleaned = await bytes(clerk, b.public_href);

	assert.ok((await bytes(clerk, a.href)).body.includes('GPSMARK'));
	for (const mark of ['GPSMARK', 'XMPMARK', 'COMMENT', 'ICCMARK', 'TRAILER', 'MAKERNOTE'])
		assert.ok(!clean.body.includes(mark), mark);
	assert.equal(clean.status, 200);
	assert.ok(clean.body.includes('Exif'), 'how it is turned is kept');
	assert.ok(!cleaned.body.includes('GPS') && !cleaned.body.includes('tEXt') && !cleaned.body.includes('AFTER'));
	assert.match(clean.headers.get('content-disposition'), /filename\*=UTF-8''%E9%99%84%E4%BB%B61\.jpg$/);
	assert.notEqual(clean.headers.get('etag'), `"${a.sm3}"`);
	/* A PDF has none: refused by name. */
	const document = (await upload(clerk, await ticket('PDF'), [['d.pdf', pdf('d')]])).body.files[0];
	assert.equal(document.public_href, null);
	assert.equal((await bytes(clerk, `${document.href}/public`)).status, 422);
});

test('bugbank 16: no name, thumbnail or old copy of a picture goes out with the public one', async () => {
	const thumbnail = Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from('THUMBMARK'), Buffer.from([0xff, 0xd9])]);
	const plain = jpeg({ gps: true }), photo = Buffer.concat([plain.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, thumbnail.length + 8]), Buffer.from('Exif\0\0'), thumbnail, plain.subarray(2)]);
	const to = await ticket('NAMES');
	const { body } = await upload(clerk, to, [['张三身份证110101199001011234.jpg', photo], ['李四.png', png({ text: '李四' })]]);
	for (const file of body.files) {
		const out = await bytes(clerk, file.public_href);
		const said = [...out.headers].map(h => h.join(': ')).join('\n');

		assert.equal(out.status, 200);
		for (const mark of ['张三', '李四', '110101199001011234', 'THUMBMARK', 'GPSMARK'])
			assert.ok(!out.body.includes(mark) && !decodeURIComponent(said).includes(mark), mark);
		assert.ok([403, 404].includes((await bytes(system, file.public_href)).status), 'nor to whom the record is not shown');
	}
	const first = await bytes(clerk, body.files[0].public_href);
	assert.equal(first.body.indexOf(Buffer.from([0xff, 0xd8, 0xff])), first.body.lastIndexOf(Buffer.from([0xff, 0xd8, 0xff])), 'one picture, not two');
	/* The evidence has all of it. */
	assert.ok((await bytes(clerk, body.files[0].href)).body.includes('THUMBMARK'));
});

test('ranges of a video: one range, its end, what is not there', async () => {
	const video = mp4(300000);
	const { body } = await upload(clerk, await ticket('VIDEO'), [['执法记录.mp4', video]]);
	const { href, type, sm3: hash } = body.files[0];
	const range = async (r, more) => { const x = await bytes(clerk, href, { range: r, ...more }); return [x.status, x.headers.get('content-range'), x.body]; };

	assert.equal(type, 'video/mp4');
	assert.deepEqual(await range('bytes=0-99'), [206, 'bytes 0-99/300000', video.subarray(0, 100)]);
	assert.deepEqual(await range('bytes=299990-'), [206, 'bytes 299990-299999/300000', video.subarray(299990)]);
	assert.deepEqual(await range('bytes=-5'), [206, 'bytes 299995-299999/300000', video.subarray(299995)]);
	assert.deepEqual((await range('bytes=300000-')).slice(0, 2), [416, 'bytes */300000']);
	assert.equal((await range('bytes=1-2,5-6'))[0], 200);
	assert.equal((await range('bytes=9-1'))[0], 200);
	assert.equal((await range('bytes=0-1', { 'if-range': `"${hash}"` }))[0], 206);
	assert.equal((await range('bytes=0-1', { 'if-range': '"another"' }))[0], 200);
});

test('bugbank 4: a ZIP has safe names, all different, and the list of SM3', async () => {
	const to = await ticket('ZIP');
	const names = ['../../a.pdf', '/etc/passwd.pdf', 'A.PDF', 'a.pdf', '清单.csv', `${'长'.repeat(300)}.pdf`, 'CON.pdf', '=cmd.pdf', '.hidden.pdf'];
	const { body } = await upload(clerk, to, names.map((n, i) => [n, n.endsWith('csv') ? `a,b\n1,${i}\n` : pdf(`zip ${i}`)]));
	const out = await bytes(clerk, `${to}/files.zip`);

	assert.equal(body.files.length, names.length);
	assert.equal(out.status, 200);
	const entries = unzip(out.body);
	assert.equal(entries.length, names.length + 1);
	assert.equal(new Set(entries.map(e => e.name.toLowerCase())).size, entries.length);
	for (const e of entries) {
		assert.doesNotMatch(e.name, /\.\.|[/\\]|^\./, e.name);
		assert.ok(Buffer.byteLength(e.name) <= 130, e.name);
	}
	const list = entries.find(e => e.name === '清单.csv').data.toString();
	for (const f of body.files) {
		assert.ok(list.includes(f.sm3), f.name);
		assert.ok(entries.some(e => sm3(e.data) === f.sm3));
	}
	assert.doesNotMatch(list, /(^|,)=cmd/m);
});

test('withdrawn with a reason it is given out nowhere, and the bytes stay', async () => {
	const to = await ticket('DETACH');
	const [{ id, href, sm3: hash }] = (await upload(clerk, to, [['w.jpg', jpeg({})]])).body.files;
	const detach = reason => clerk.ask(`${href}/detach.json`, { method: 'POST', headers: { accept: 'application/json' }, body: new URLSearchParams({ csrf: clerk.csrf, reason }) });

	assert.equal((await detach('')).status, 422);
	assert.equal((await detach('传错记录')).status, 200);
	assert.equal((await detach('再撤')).status, 422);
	for (const address of [href, `${href}/public`, `${to}/files.zip`])
		assert.equal((await bytes(clerk, address)).status, 404, address);
	assert.deepEqual((await clerk.json(to)).body.files, []);
	assert.ok(existsSync(stored(hash)));
	const page = (await clerk.get(to)).text;
	assert.match(page, /添加附件/);
	assert.match(page, /撤下附件：传错记录/);
	assert.doesNotMatch(page, new RegExp(`files/${id}"`));
	assert.equal((await upload(clerk, to, [['w.jpg', jpeg({})]])).status, 201, 'it can be attached again');
});

test('a form without its token, or from elsewhere, sends nothing in', async () => {
	const to = await ticket('CSRF');
	const form = new FormData();

	form.append('file', new Blob([pdf('x')]), 'x.pdf');
	form.append('csrf', await clerk.token());       /* after the file: too late */
	assert.equal((await clerk.ask(`${to}/files`, { method: 'POST', body: form })).status, 403);
	assert.equal((await upload(clerk, to, [['x.pdf', pdf('x')]], {}, { origin: 'https://elsewhere.example' })).status, 403);
	assert.deepEqual(drafts(), []);
	assert.deepEqual((await clerk.json(to)).body.files, []);
});

/* Sends the head and some of the body, and hangs up. */
function broken(who, to, csrf, size) {
	const { hostname, port } = new URL(site.base);
	const head = `--B\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${csrf}\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="v.mp4"\r\n\r\n`;

	return new Promise(done => {
		const socket = connect(+port, hostname, () => {
			socket.write(`POST ${to}/files HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${who.cookie}\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: ${size}\r\n\r\n${head}`);
			socket.write(mp4(100000));
			done(socket);
		});
		socket.on('error', () => {});
	});
}

test('a broken connection leaves nothing', async () => {
	const to = await ticket('BROKEN');
	const socket = await broken(clerk, to, await clerk.token(), 5000000);

	await until(() => drafts().length === 1, 'the upload did not begin');
	socket.destroy();
	await until(() => drafts().length === 0, 'a temporary stayed');
	assert.deepEqual((await clerk.json(to)).body.files, []);
	assert.equal((await upload(clerk, to, [['v.mp4', mp4(1000)]])).status, 201);
});

test('a body that says it is larger than any file is answered before it is read', async () => {
	const { hostname, port } = new URL(site.base), csrf = await clerk.token();
	const answer = await new Promise(done => {
		const socket = connect(+port, hostname, () => socket.write(`POST ${path}/files HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${clerk.cookie}\r\nX-CSRF-Token: ${csrf}\r\nAccept: application/json\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 99999999999\r\n\r\n`));
		let text = '';
		socket.on('data', d => { text += d; });
		socket.on('close', () => done(text));
		socket.on('error', () => {});
	});

	assert.match(answer, /^HTTP\/1\.1 413 /);
	assert.match(answer, /一个文件最大/);
});

test('a large video streams: the memory of the server does not follow its size', async () => {
	const to = await ticket('BIG'), size = Number(process.env.VIDEO_MB ?? 300) * (1 << 20), first = mp4(1 << 16);
	const rss = () => +readFileSync(`/proc/${site.child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1] / 1024;
	const before = rss();
	let sent = 0;
	const body = new ReadableStream({ pull(c) {
		if (sent >= size) return c.close();
		const piece = sent ? Buffer.alloc(1 << 20) : first;
		sent += piece.length;
		c.enqueue(piece);
	} });
	const answer = await fetch(`${site.base}${to}/files?name=big.mp4`, { method: 'POST', body, duplex: 'half',
		headers: { cookie: clerk.cookie, 'x-csrf-token': await clerk.token(), 'content-type': 'video/mp4', accept: 'application/json' } });
	const text = await answer.text();

	assert.equal(answer.status, 201, text);
	const file = JSON.parse(text).files[0];
	assert.equal(file.size, sent);
	assert.equal(statSync(stored(file.sm3)).size, sent);
	assert.ok(rss() - before < 48, `grew by ${rss() - before} MB`);
});

/* ---- the command line, on the database of this server ---- */

const program = process.env.YIFA ?? 'build/yifa';
/* Not in this thread: the connections of the server go on. */
function run_on(url, ...words) {
	return new Promise(done => execFile(program, [...words, '--db', url], { env: url === site.url && site.pg ? site.home : { ...process.env, YIFA_FILES: '' } },
		(error, stdout, stderr) => done({ status: error ? error.code : 0, stdout, stderr })));
}
const run = (...words) => run_on(site.url, ...words);

test('check --files finds what is missing and what was changed; the sweep spares the young and the named', async () => {
	const to = await ticket('CHECK');
	const { files } = (await upload(clerk, to, [['1.pdf', pdf('check 1')], ['2.pdf', pdf('check 2')]])).body;
	const [a, b] = files.map(f => stored(f.sm3)), kept = [readFileSync(a), readFileSync(b)];

	const sound = await run('check', '--files');
	assert.equal(sound.status, 0, sound.stderr);
	unlinkSync(a);
	chmodSync(b, 0o600);
	writeFileSync(b, Buffer.concat([kept[1].subarray(0, -1), Buffer.from('X')]));
	const found = await run('check', '--files');
	assert.equal(found.status, 1);
	assert.match(found.stderr, new RegExp(`${files[0].sm3} 不见了（hotline`));
	assert.match(found.stderr, new RegExp(`${files[1].sm3} 内容已经改变`));
	assert.equal((await bytes(clerk, files[0].href)).status, 500);
	writeFileSync(a, kept[0]);
	writeFileSync(b, kept[1]);

	const stray = (text, old) => {
		const path = stored(sm3(text));
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
		if (old) utimesSync(path, 1e9, 1e9);
		return path;
	};
	const young = stray('young', false), old = stray('old', true), temporary = join(home, 'tmp', 'upload-dead');
	utimesSync(a, 1e9, 1e9);
	writeFileSync(temporary, 'of a process that is gone');
	const swept = await run('check', '--files', '--mend');
	assert.equal(swept.status, 0, swept.stderr);
	assert.deepEqual([young, old, a, temporary].map(existsSync), [true, false, true, false]);
});

test('the journal of what was attached and withdrawn stands', async () => {
	const verified = await run('journal', 'verify', '--user', 'audit');

	assert.equal(verified.status, 0, verified.stderr + verified.stdout);
});

const sql = text => site.sql(text), value = sql;

test('a row of files changed, withdrawn, brought back or put in behind the engine is found', async () => {
	const to = await ticket('BEHIND'), [gone, here, other] = (await upload(clerk, to, ['1', '2', '3'].map(n => [`${n}.pdf`, pdf(`behind ${n}`)]))).body.files.map(f => f.id);
	const detached = await clerk.post(`${to}/files/${gone}/detach`, { reason: '重复' }), twin = BigInt(other) + 1n;
	const set = (id, what, back) => [`UPDATE files SET ${what} WHERE id = ${id}`, `UPDATE files SET ${back} WHERE id = ${id}`];

	assert.equal(detached.status, 303);
	const day = value(`SELECT void_on FROM files WHERE id = ${gone}`), at = value(`SELECT added_at FROM files WHERE id = ${here}`);
	const cases = [
		[...set(here, `void_on = ${day}`, 'void_on = NULL'), /附件被撤下，日志里没有记载/],
		[...set(gone, 'void_on = NULL', `void_on = ${day}`), /撤下的附件又出现了/],
		[...set(gone, `void_on = ${day} - 1`, `void_on = ${day}`), /附件撤下的日期与日志不符/],
		[...set(here, "name = 'x.pdf'", "name = '2.pdf'"), /附件的登记与日志不符/],
		[...set(here, "ledger = 'case'", "ledger = 'hotline'"), /附件的登记与日志不符/],
		[...set(here, 'added_at = added_at - 1', `added_at = ${at}`), /附件的登记与日志不符/],
		[`INSERT INTO files (org, id, sm3, size, type, name, ledger, record, field, added_at, added_by) SELECT org, ${twin}, sm3, size, type, name, ledger, record, 'x', added_at, added_by FROM files WHERE id = ${other}`, `DELETE FROM files WHERE id = ${twin}`, /附件的登记日志里没有/],
		[`UPDATE files SET id = ${twin} WHERE id = ${other}`, `UPDATE files SET id = ${other} WHERE id = ${twin}`, /附件的登记不见了/],
	];

	for (const [wrong, right, say] of cases) {
		sql(wrong);
		const found = await run('journal', 'verify', '--user', 'audit');
		sql(right);
		assert.equal(found.status, 1, wrong);
		assert.match(found.stdout + found.stderr, say, wrong);
	}
	assert.equal((await run('journal', 'verify', '--user', 'audit')).status, 0);
});

/* An account of the demo as another role, from its next sign-in on. */
async function turned(name, roles) {
	sql(`UPDATE accounts SET roles = ${roles} WHERE name = '${name}'; UPDATE posts SET roles = ${roles}, section = NULL WHERE account = (SELECT id FROM accounts WHERE name = '${name}')`);
	return site.sign_in(name);
}

const OPERATOR = 1 << 8, PUBLIC = 1 << 9, OUTSIDE = 1 << 18;

test('bugbank 15, 16, 31: outside parties get public copies under neutral names, at every address, or nothing', async () => {
	const [show] = (await clerk.json('/show.json?view=all')).body.records, at = show.href ?? `/show/${show.id}`;
	const [item] = (await clerk.json('/power_item.json?view=all&state=in_force')).body.records, published = item.href ?? `/power_item/${item.id}`;
	const reason = '补交', sent = await upload(clerk, at, [['张三家中.jpg', jpeg({ gps: true })], ['张三笔录.pdf', pdf('statement of 张三')]], { reason });
	const ofitem = await upload(clerk, published, [['张三流程图.jpg', jpeg({ gps: true, orientation: 3 })]], { reason });

	assert.equal(sent.status, 201, sent.text);
	assert.equal(ofitem.status, 201, ofitem.text);
	const [photo, statement] = sent.body.files.slice(-2), [chart] = ofitem.body.files.slice(-1);
	sql(`UPDATE "show" SET handler = (SELECT person FROM accounts WHERE name = 'clerk2') WHERE id = ${at.split('/')[2]}`);
	const marks = ['张三', 'GPSMARK', 'XMPMARK', 'MAKERNOTE', 'TRAILER', photo.sm3, statement.sm3, chart.sm3, photo.sm3.slice(0, 12)];
	const nothing_of_them = async (who, addresses) => {
		const seen = {};
		for (const address of addresses) {
			const out = await bytes(who, address);
			for (const mark of marks)
				assert.ok(!out.body.includes(mark) && ![...out.headers.values()].some(v => decodeURIComponent(v.replace(/%(?![0-9a-f]{2})/gi, '%25')).includes(mark)), `${address}: ${mark}`);
			seen[address] = out.status;
		}
		return seen;
	};
	const of = (record, files) => [record, `${record}.json`, `${record}/history`, `${record}/history.json`, `${record}/files`, `${record}/files.json`, `${record}/files.zip`,
		...files.flatMap(f => [f.href, `${f.href}/public`])];

	/* Whose record it is: sees it, with public copies. */
	const owner = await turned('clerk2', OPERATOR), seen = await nothing_of_them(owner, of(at, [photo, statement]));
	assert.deepEqual([seen[at], seen[`${at}/files.json`], seen[photo.href], seen[`${photo.href}/public`], seen[statement.href], seen[`${statement.href}/public`]], [200, 200, 200, 200, 422, 422]);
	const list = (await owner.json(`${at}/files.json`)).body.files, n = list.findIndex(f => f.id === photo.id);
	assert.equal(list[n].name, `附件${n + 1}.jpg`);
	assert.equal(list[n].href ?? list[n].sm3 ?? list[n].size, undefined);
	assert.equal(list.find(f => f.id === statement.id).public_href, null);
	assert.deepEqual(unzip((await bytes(owner, `${at}/files.zip`)).body).map(e => e.name).sort(), [`附件${n + 1}.jpg`, '清单.csv'].sort());
	assert.equal((await upload(owner, at, [['x.pdf', pdf('x')]])).status, 403);
	assert.notEqual((await nothing_of_them(owner, of(published, [chart])))[chart.href], 200);

	/* The public sees the published fields of an item, and no file: no grant names them. */
	const citizen = await turned('officer2', PUBLIC), open = await nothing_of_them(citizen, of(published, [chart]));
	assert.equal(open[published], 200);
	assert.deepEqual([open[chart.href], open[`${chart.href}/public`], open[`${published}/files.zip`]], [404, 404, 404]);
	assert.deepEqual((await citizen.json(`${published}/files.json`)).body.files, []);
	for (const [address, status] of Object.entries(await nothing_of_them(citizen, of(at, [photo, statement]))))
		assert.notEqual(status, 200, address);

	/* Another body that acts on shows sees public copies, too. */
	const body = await turned('reviewer', OUTSIDE), acts = await nothing_of_them(body, of(at, [photo, statement]));
	assert.notEqual(acts[statement.href], 200);
	assert.notEqual(acts[`${statement.href}/public`], 200);
	for (const [address, status] of Object.entries(await nothing_of_them(body, of(published, [chart]))))
		assert.notEqual(status, 200, address);
});

test('a backup takes the files along, and they come back with it', async () => {
	const at = join(site.dir, 'backup.db'), back = join(site.dir, 'back.db');
	const answer = await run('backup', at);

	if (site.pg) {
		assert.equal(answer.status, 1);
		assert.match(answer.stderr, /请用 pg_dump -Fc 备份，或者用 yifa copy/);
		return;
	}
	const named = JSON.parse((await clerk.ask(`${path}/files.json`)).text).files;

	assert.equal(answer.status, 0, answer.stderr);
	const restored = await run_on(`sqlite:${back}`, 'restore', at);
	assert.equal(restored.status, 0, restored.stderr);
	for (const f of named)
		assert.equal(sm3(readFileSync(join(`${back}.files`, f.sm3.slice(0, 2), f.sm3.slice(2)))), f.sm3);
	assert.equal((await run_on(`sqlite:${back}`, 'check', '--files')).status, 0);
});

test('where only pictures and films belong, a PDF is refused and a photo taken', async () => {
	const officer = await site.sign_in('officer');
	const found = await officer.json('/hazard.json?view=all');
	const to = found.body.records[0].href ?? `/hazard/${found.body.records[0].id}`;

	const wrong = await upload(officer, to, [['a.pdf', pdf('hazard')]], { field: 'photos_before', reason: '补交' });
	assert.equal(wrong.status, 422, wrong.text);
	assert.match(wrong.body.refusals[0].say, /“a\.pdf”是PDF，整改前照片不收/);
	const right = await upload(officer, to, [['a.jpg', jpeg({})]], { field: 'photos_before', reason: '补交' });
	assert.equal(right.status, 201, right.text);
	assert.equal(right.body.files.at(-1).field, 'photos_before');
	assert.equal((await upload(officer, to, [['b.jpg', jpeg({ gps: true })]], { field: 'operator', reason: '补交' })).status, 422);
});

/* ---- containers, made here ---- */

function mp4(size) {
	const head = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypmp42'), 0, 0, 0, 0, ...Buffer.from('mp42isom')]);

	return Buffer.concat([head, Buffer.alloc(size - head.length, 'v')]);
}

function zip(entries) {
	return execFileSync('python3', ['-c', `
import sys, json, zipfile, io
b = io.BytesIO()
z = zipfile.ZipFile(b, 'w')
for name, data in json.loads(sys.argv[1]): z.writestr(name, data)
z.close()
sys.stdout.buffer.write(b.getvalue())`, JSON.stringify(entries)]);
}

/* Entries of a ZIP whose files are stored as they are. */
function unzip(b) {
	const out = [];
	let end = b.length - 22;

	while (b.readUInt32LE(end) !== 0x06054b50) end--;
	for (let n = b.readUInt16LE(end + 10), at = b.readUInt32LE(end + 16); n; n--) {
		const size = b.readUInt32LE(at + 20), name = b.readUInt16LE(at + 28), local = b.readUInt32LE(at + 42);
		const from = local + 30 + b.readUInt16LE(local + 26) + b.readUInt16LE(local + 28);
		assert.equal(b.readUInt16LE(at + 10), 0, 'stored');
		const text = b.subarray(at + 46, at + 46 + name).toString();
		assert.ok(/^[\x20-\x7e]*$/.test(text) || b.readUInt16LE(at + 8) & 0x800, 'UTF-8 names');
		out.push({ name: text, data: b.subarray(from, from + size) });
		at += 46 + name + b.readUInt16LE(at + 30) + b.readUInt16LE(at + 32);
	}
	return out;
}
