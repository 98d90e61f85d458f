/*
 * files_s3.mjs - files in a bucket of S3: signed, streamed, refused by name, broken off, swept
 *
 *     YIFA=build/yifa node --test test/http/files_s3.mjs
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, TODAY } from './_serve.mjs';
import { bucket } from './_s3.mjs';
import { jpeg, pdf } from './_files.mjs';

const program = process.env.YIFA ?? 'build/yifa';
const sm3 = data => createHash('sm3').update(data).digest('hex');
const key = hash => `yifa/a/${hash.slice(0, 2)}/${hash.slice(2)}`;
let s3, site, clerk, scratch;

before(async () => {
	scratch = mkdtempSync(join(tmpdir(), 'yifa-s3-'));
	s3 = await bucket({ page: 2 });
	site = await serve({ options: ['--files', `s3://${s3.name}/yifa/a`], env: { ...s3.env, YIFA_FILES_TMP: scratch }, log: true });
	clerk = await site.sign_in('clerk');
});
after(async () => {
	const code = await site.stop();
	await s3.stop();
	rmSync(scratch, { recursive: true });
	assert.equal(code, 0, site.said);
});

const drafts = () => readdirSync(join(scratch, 'tmp'));
/* A draft goes when its request is over, which may be after its answer is out. */
async function no_drafts(how) {
	for (const end = Date.now() + 5000; drafts().length && Date.now() < end;)
		await new Promise(setImmediate);
	assert.deepEqual(drafts(), [], how);
}

/* What is written to the log is read here a moment later. */
async function says(what) {
	for (const end = Date.now() + 5000; !what.test(site.said) && Date.now() < end;)
		await new Promise(setImmediate);
	assert.match(site.said, what);
}

async function ticket(number) {
	const answer = await clerk.post_json('/hotline/new/receive', { ticket_number: number, kind: 'complaint', subject: '噪声', received_at: `${TODAY}T09:00`, received_on: TODAY });

	assert.equal(answer.status, 201, answer.text);
	return answer.body.href;
}

async function upload(to, files) {
	const form = new FormData();

	form.set('csrf', await clerk.token());
	for (const [name, bytes] of files)
		form.append('file', new Blob([bytes]), name);
	const answer = await clerk.ask(`${to}/files`, { method: 'POST', body: form, headers: { accept: 'application/json' } });

	return { ...answer, body: JSON.parse(answer.text) };
}

async function failing(fail, fn) {
	s3.fail = fail;
	try { return await fn(); } finally { s3.fail = () => undefined; }
}

const only = (method, how, times = Infinity) => request => request.method === method && times-- > 0 ? how : undefined;

/* The bytes, or that they broke off. */
async function bytes(at, headers = {}) {
	const answer = await fetch(site.base + at, { headers: { cookie: clerk.cookie, ...headers } });

	try {
		return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
	} catch (e) {
		return { status: answer.status, broken: e.cause?.code ?? e.message };
	}
}

function mp4(size) {
	const head = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypmp42'), 0, 0, 0, 0, ...Buffer.from('mp42isom')]);
	const body = Buffer.alloc(size, 'v');

	head.copy(body);
	for (let i = 1 << 10; i < size; i += 1 << 10) body.writeUInt32BE(i, i);
	return body;
}

const run = (args, env = {}) => new Promise(done => execFile(program, [...args, '--db', site.url],
	{ env: { ...site.home, ...s3.env, YIFA_FILES_TMP: scratch, YIFA_FILES: `s3://${s3.name}/yifa/a`, ...env } },
	(error, stdout, stderr) => done({ status: error ? error.code : 0, stdout, stderr })));

test('a file goes into the bucket under its SM3, signed with its SHA-256, and comes out as it was', async () => {
	const photo = jpeg({ gps: true });
	const { status, text, body } = await upload(await ticket('S3-1'), [['现场.jpg', photo]]);

	assert.equal(status, 201, text);
	const [file] = body.files;
	assert.deepEqual([...s3.objects.keys()], [key(sm3(photo))]);
	assert.deepEqual(s3.objects.get(key(file.sm3)), photo);
	await no_drafts();
	const out = await bytes(file.href);
	assert.equal(out.status, 200);
	assert.equal(out.headers.get('content-length'), String(photo.length));
	assert.deepEqual(out.body, photo);
	const clean = await bytes(file.public_href);
	assert.equal(clean.status, 200);
	assert.ok(!clean.body.includes('GPSMARK') && clean.body.includes('JFIF'));
});

test('a large video: ranges are asked of S3 as they are asked of us; the memory does not follow', async () => {
	const video = mp4(24 << 20), { body } = await upload(await ticket('S3-2'), [['v.mp4', video]]);
	const [{ href, sm3: hash }] = body.files;

	assert.equal(hash, sm3(video));
	const part = await bytes(href, { range: 'bytes=1000-1999' });
	assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 1000-1999/${video.length}`]);
	assert.deepEqual(part.body, video.subarray(1000, 2000));
	assert.deepEqual((await bytes(href, { range: 'bytes=-7' })).body, video.subarray(-7));
	assert.equal(sm3((await bytes(href)).body), hash);
	const zip = await bytes(`${href.replace(/\/\d+$/, '')}.zip`);
	assert.ok(zip.status === 200 && zip.body.includes(video.subarray(0, 4096)));
	await no_drafts();
});

test('what S3 refuses is told by name and leaves nothing', async () => {
	const to = await ticket('S3-3');
	const ways = [['refuse', /“证据\.pdf”没有收下：.*没有权限（403 AccessDenied）/], ['error', /存储服务出错（500 InternalError）/], ['cut', /S3 连接中断/], ['spoil', /内容在路上变了（400 XAmzContentSHA256Mismatch）/]];

	for (const [how, say] of ways) {
		const before = s3.objects.size;
		const answer = await failing(only('PUT', how), () => upload(to, [['证据.pdf', pdf(`refused ${how}`)]]));
		assert.equal(answer.status, 503, `${how}: ${answer.text}`);
		assert.match(answer.body.why, say, how);
		assert.equal(answer.headers.get('retry-after'), '5');
		assert.equal(s3.objects.size, before, how);
		await no_drafts(how);
		assert.deepEqual((await clerk.json(to)).body.files, [], how);
	}
	assert.doesNotMatch(site.said, /wJalrXUtnFEMI/, 'the secret is in no log');
});

test('a bucket that does not answer is given up', async () => {
	const answer = await failing(only('PUT', 'stall'), async () => upload(await ticket('S3-4'), [['慢.pdf', pdf('slow')]]));

	assert.equal(answer.status, 503);
	assert.match(answer.body.why, /“慢\.pdf”没有收下：.*等不到回答/);
	await no_drafts();
});

test('what may pass is tried again', async () => {
	const answer = await failing(only('PUT', 'error', 2), async () => upload(await ticket('S3-5'), [['再.pdf', pdf('again')]]));

	assert.equal(answer.status, 201, answer.text);
});

test('a download that breaks off is fetched on; when it cannot be, it ends short and everybody is told', async () => {
	const video = mp4(6 << 20), { body } = await upload(await ticket('S3-6'), [['cut.mp4', video]]);
	const [{ href }] = body.files;
	const asked = s3.asked.length;

	const whole = await failing(only('GET', 'cut', 2), () => bytes(href));
	assert.equal(sm3(whole.body), sm3(video));
	assert.equal(s3.asked.length - asked, 3);
	const cut = await failing(only('GET', 'cut'), () => bytes(href));
	assert.equal(cut.status, 200);
	assert.ok(cut.broken, 'the body is shorter than was announced');
	await says(/"event":"download_cut"/);
	assert.match((await site.stranger().get('/metrics')).text, /yifa_downloads_cut_total 1\n/);
	const refused = await failing(only('GET', 'refuse'), () => bytes(href));
	assert.equal(refused.status, 500);
	await says(/取不到：S3 拒绝：没有权限（403 AccessDenied）/);
	const zip = await failing(only('GET', 'cut'), () => bytes(`${href.replace(/\/\d+$/, '')}.zip`));
	assert.equal(zip.status, 500, 'no half of an archive');
	s3.objects.set(key(sm3(video)), video.subarray(0, 1000));
	assert.equal((await bytes(href)).status, 500);
	await says(/比登记的短/);
	s3.objects.set(key(sm3(video)), video);
});

test('check --files asks S3 for each; the sweep takes the old that no row names, page by page', async () => {
	const stray = ['1', '2', '3', '4', '5'].map(sm3).map(key), young = key(sm3('young')), foreign = ['yifa/a/readme.txt', 'yifa/ab/x', 'other/thing'];
	const named = [...s3.objects.keys()];

	for (const k of stray) { s3.objects.set(k, Buffer.from('x')); s3.ages.set(k, 100000); }
	s3.objects.set(young, Buffer.from('x'));
	for (const k of foreign) { s3.objects.set(k, Buffer.from('x')); s3.ages.set(k, 100000); }
	for (const k of named) s3.ages.set(k, 100000);
	/* The file of another test that S3 answered for, and no row was written: kept once, named never. */
	const sound = await run(['check', '--files', '--mend']);
	assert.equal(sound.status, 0, sound.stderr);
	assert.match(sound.stderr, /删去没有记录指向的文件 5 个/);
	assert.deepEqual([...s3.objects.keys()].sort(), [...named, young, ...foreign].sort());
	const gone = named[0], was = s3.objects.get(gone);
	s3.objects.delete(gone);
	const found = await run(['check', '--files']);
	assert.equal(found.status, 1);
	assert.match(found.stderr, new RegExp(`${gone.slice(7).replace('/', '')} 不见了`));
	s3.objects.set(gone, Buffer.concat([was.subarray(0, -1), Buffer.from('X')]));
	assert.match((await run(['check', '--files'])).stderr, /内容已经改变/);
	s3.objects.set(gone, was);
	const refused = await failing(only('DELETE', 'refuse'), () => { s3.objects.set(stray[0], Buffer.from('x')); s3.ages.set(stray[0], 100000); return run(['check', '--files', '--mend']); });
	assert.equal(refused.status, 3, refused.stderr);
	assert.match(refused.stderr, /删不掉：S3 拒绝：没有权限/);
});

test('a backup carries the files out of the bucket into a folder', async () => {
	const answer = await run(['backup', join(site.dir, 'backup.db')]);

	if (site.pg) {
		assert.match(answer.stderr, /pg_dump/);
		return;
	}
	assert.equal(answer.status, 0, answer.stderr);
	const [two] = readdirSync(join(site.dir, 'backup.db.files')).filter(n => n.length === 2);
	assert.ok(two);
});

test('keys come from a file that only its owner reads; what is missing is told by name', async () => {
	const file = join(scratch, 'keys'), none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
	const check = env => run(['check', '--files'], env);

	assert.match((await check({ ...none })).stderr, /没有 S3 的密钥：AWS_ACCESS_KEY_ID/);
	assert.match((await check({ AWS_SECRET_ACCESS_KEY: '' })).stderr, /没有 S3 的密钥：AWS_SECRET_ACCESS_KEY/);
	writeFileSync(file, `[other]\naws_access_key_id = wrong\n[default]\naws_access_key_id = ${s3.env.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${s3.env.AWS_SECRET_ACCESS_KEY}\n`);
	chmodSync(file, 0o644);
	assert.match((await check({ ...none, YIFA_S3_CREDENTIALS: file })).stderr, /别人也能读，请改成 0600/);
	chmodSync(file, 0o600);
	assert.equal((await check({ ...none, YIFA_S3_CREDENTIALS: file })).status, 0);
	assert.match((await check({ AWS_SECRET_ACCESS_KEY: 'wrong' })).stderr, /读不出来/);
	assert.match((await check({ AWS_ENDPOINT_URL: 'http://s3.example' })).stderr, /不加密/);
	assert.match((await check({ AWS_ENDPOINT_URL: 's3.example' })).stderr, /看不懂/);
	assert.match((await check({ YIFA_FILES: 's3://Evidence' })).stderr, /存储桶的名字看不懂/);
	assert.match((await check({ YIFA_FILES: 's3://evidence/../x' })).stderr, /存储桶的名字看不懂/);
	assert.match((await check({ YIFA_S3_STYLE: 'other' })).stderr, /path 或者 virtual/);
});

test('the other style of addresses, and a token of a session', async () => {
	const other = await bucket({ style: 'virtual' });

	try {
		other.objects.set('x/y', Buffer.from('1'));
		const answer = await run(['backup', join(site.dir, 'virtual.db')]);
		if (site.pg) {
			assert.match(answer.stderr, /pg_dump/);
			return;
		}
		assert.equal(answer.status, 0);
		const restored = await new Promise(done => execFile(program, ['restore', join(site.dir, 'virtual.db'), '--db', `sqlite:${join(site.dir, 'v.db')}`, '--files', 's3://evidence'],
			{ env: { ...process.env, ...other.env, AWS_SESSION_TOKEN: 'session/token+1', YIFA_FILES_TMP: scratch } }, (error, stdout, stderr) => done({ status: error ? error.code : 0, stderr })));
		assert.equal(restored.status, 0, restored.stderr);
		assert.ok([...other.objects.keys()].filter(k => /^[0-9a-f]{2}\/[0-9a-f]{62}$/.test(k)).length >= 3);
		assert.ok(other.asked.every(a => !a.includes('/evidence')));
	} finally {
		await other.stop();
	}
});
