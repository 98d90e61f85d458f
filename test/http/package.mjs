/*
 * package.mjs - the file of a case as a package: purpose, job, pages of attachments, rights, tokens
 */
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { serve } from './_serve.mjs';
import { chunk, jpeg, png } from './_files.mjs';

const made = {};
const site = await serve({ today: '2024-12-31', prepare: run => {
	made.cases = run('token', 'add', 'cases', '--user', 'head', '--ledgers', 'case', '--verbs', 'package', '--per-minute', '60000');
	made.blind = run('token', 'add', 'blind', '--user', 'head', '--ledgers', 'case', '--verbs', 'archive');
	made.other = run('token', 'add', 'other', '--user', 'head', '--ledgers', 'hotline', '--verbs', '*');
} });
test.after(() => site.stop());

const dir = mkdtempSync(join(tmpdir(), 'yifa-package-'));
const head = await site.sign_in('head');
const clerk = await site.sign_in('clerk');
const seen = (await head.json('/case?view=all&size=200')).body.records;
const whole = await Promise.all(seen.map(async r => (await head.json(`/case/${r.id}`)).body));
const closed = whole.find(r => r.state === 'closed' && r.papers.some(p => p.paper === 'decision'));
const at = `/case/${closed.id}`;
const sm3 = data => createHash('sm3').update(data).digest('hex');

/* A PDF of n pages that says its number on each. */
function pdf(n) {
	const objects = ['<</Type/Catalog/Pages 2 0 R>>', `<</Type/Pages/Count ${n}/Kids[${[...Array(n).keys()].map(i => `${4 + 2 * i} 0 R`).join(' ')}]>>`,
		'<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'];
	let out = '%PDF-1.4\n';
	const places = [];

	for (let i = 0; i < n; i++) {
		const text = `BT /F1 24 Tf 72 720 Td (LEAF ${i + 1} OF ${n}) Tj ET`;
		objects.push(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents ${5 + 2 * i} 0 R>>`, `<</Length ${text.length}>>stream\n${text}\nendstream\n`);
	}
	objects.forEach((body, i) => { places.push(out.length); out += `${i + 1} 0 obj${body}endobj\n`; });
	const start = out.length;
	out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n` + places.map(p => `${String(p).padStart(10, '0')} 00000 n \n`).join('');
	return Buffer.from(`${out}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
}

function encrypted() {
	const [from, to] = [join(dir, 'plain.pdf'), join(dir, 'locked.pdf')];

	writeFileSync(from, pdf(2));
	execFileSync('qpdf', ['--encrypt', 'secret', 'owner', '256', '--', from, to]);
	return readFileSync(to);
}

/* A few hundred bytes that ask for forty gigabytes. */
function bomb() {
	const head = Buffer.alloc(13);

	head.writeUInt32BE(60000, 0);
	head.writeUInt32BE(60000, 4);
	head.set([8, 6, 0, 0, 0], 8);
	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.alloc(1000))), chunk('IEND', Buffer.alloc(0))]);
}

async function upload(who, to, files) {
	const form = new FormData();

	form.set('csrf', await who.token());
	form.set('reason', '补充归档');
	for (const [name, bytes] of files)
		form.append('file', new Blob([bytes]), name);
	const answer = await who.ask(`${to}/files`, { method: 'POST', body: form, headers: { accept: 'application/json' } });
	assert.equal(answer.status, 201, answer.text);
}

/* Until the job is over; asking is the clock. */
async function over(ask, path) {
	for (;;) {
		const job = (await ask(path)).body;
		if (!['waiting', 'running'].includes(job.state)) return job;
	}
}

async function bytes(path, headers) {
	const answer = await fetch(site.base + path, { headers });

	return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}

let opened = 0;
function open(zip) {
	const to = join(dir, String(++opened));

	mkdirSync(to);
	writeFileSync(`${to}.zip`, zip);
	execFileSync('python3', ['-m', 'zipfile', '-e', `${to}.zip`, to]);
	return { at: to, read: name => readFileSync(join(to, name)), manifest: JSON.parse(readFileSync(join(to, 'manifest.json'))) };
}

const text_of = (file, from, to) => execFileSync('pdftotext', ['-enc', 'UTF-8', '-f', String(from), '-l', String(to), file, '-'], { encoding: 'utf8' }).replace(/\s/g, '');
/* The one picture of a page, as it is coded in the book. */
function image_of(book, page, dir) {
	const root = join(dir, `page-${page}`);

	execFileSync('pdfimages', ['-j', '-f', String(page), '-l', String(page), book, root]);
	return readFileSync(`${root}-000.jpg`);
}
const pages_of = file => Number(/Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))[1]);

async function packed(who, path) {
	const answer = await who.post(`${path}/package`, { purpose: 'file' });

	assert.equal(answer.status, 303, answer.text.slice(0, 500));
	const job = await over(p => who.json(p), answer.headers.get('location'));
	assert.equal(job.state, 'done', job.said);
	const file = await bytes(job.file, { cookie: who.cookie });
	assert.equal(file.status, 200);
	return { job, file };
}

test('the purpose comes first and is an entry', async () => {
	assert.match((await head.get(at)).text, new RegExp(`href="${at}/package"[^>]*>导出案卷`));
	assert.match((await head.get(`${at}/package`)).text, /name="purpose"/);
	const no = await head.post(`${at}/package`, {});
	assert.equal(no.status, 422);
	assert.match(no.text, /应当写明用途/);
	const before = (await head.json(`${at}/journal`)).body.length;
	await packed(head, at);
	const after = (await head.json(`${at}/journal`)).body;
	assert.equal(after.length, before + 1);
	assert.equal(after.filter(e => e.verb === 'package').length, 1);
	assert.match((await head.get(`${at}/journal`)).text, /导出案卷/);
});

test('attachments become numbered pages; what cannot be turned has a page that names it and lies beside', async () => {
	const files = [['现场照片.jpg', jpeg({ gps: true, orientation: 6 })], ['截图.png', png({})], ['三十页.pdf', pdf(30)], ['坏.pdf', Buffer.from('%PDF-1.7\nnothing of a PDF follows\n')],
		['加密.pdf', encrypted()], ['炸弹.png', bomb()], ['说明\u{F0000}.txt', Buffer.from('一些文字\n')]];
	await upload(head, at, files);
	const { job, file } = await packed(head, at);
	assert.match(decodeURIComponent(file.headers.get('content-disposition')), /案卷 .*〔\d+〕\d+号\.zip/);
	assert.equal(job.done, job.total);
	const zip = open(file.body), m = zip.manifest, book = join(zip.at, '卷宗.pdf');

	assert.equal(m.files.length, files.length);
	for (const [i, [, data]] of files.entries()) {
		assert.equal(m.files[i].sm3, sm3(data));
		assert.deepEqual(zip.read(m.files[i].at), data, 'it lies there as it was');
	}
	for (const [name, hash] of Object.entries(m.parts))
		assert.equal(sm3(zip.read(name)), hash, name);
	const before = m.catalogue_pages;
	assert.equal(pages_of(book), before + m.pages, 'the catalogue stands in front');
	assert.deepEqual(m.files.map(f => f.pages), [1, 1, 30, 1, 1, 1, 1]);
	assert.deepEqual(m.files.map(f => f.remark), ['', '', '', 'PDF 损坏，打不开。', 'PDF 加了密码，打不开。', '图片的像素过多，没有展开。', '这种文件不能转成页。']);
	let next = 1;
	for (const part of [...m.papers, ...m.files]) {
		assert.equal(part.page, part.pages ? next : 0);
		next += part.pages;
	}
	assert.equal(next, m.pages + 1);
	const long = m.files[2];
	const first = long.page + before, last = first + 29;
	assert.match(text_of(book, first, first), /附件3.*三十页\.pdf.*卷内第\d+页/);
	assert.match(text_of(book, last, last), new RegExp(`三十页\\.pdf.*卷内第${long.page + 29}页`));
	const leaves = [first, first + 1, last].map(page => image_of(book, page, zip.at));
	assert.equal(new Set(leaves.map(sm3)).size, 3, 'each page is its own picture');
	const slip = m.files[4];
	assert.match(text_of(book, slip.page + before, slip.page + before), new RegExp(`附件说明.*加密\\.pdf.*${slip.size}字节.*${slip.sm3}.*加了密码`));
	assert.match(text_of(book, m.files[6].page + before, m.files[6].page + before), /说明〓\.txt/);
	const front = text_of(book, 1, before);
	for (const part of [...m.papers.map(p => p.label), '现场照片.jpg', `${long.page}-${long.page + 29}`])
		assert.ok(front.includes(part), part);
	assert.match(zip.read('目录.csv').toString(), /说明\u{F0000}\.txt/u);
	const picture = m.files[0];
	assert.match(execFileSync('pdfimages', ['-list', '-f', String(picture.page + before), '-l', String(picture.page + before), book], { encoding: 'utf8' }), /jpeg/);
	assert.ok(!zip.read('卷宗.pdf').includes('GPSMARK'), 'where a photo was taken stays in the original');
	execFileSync('qpdf', ['--check', book]);
});

test('same records, same bytes', async () => {
	const one = open((await packed(head, at)).file.body), two = open((await packed(head, at)).file.body);

	for (const name of ['卷宗.pdf', '目录.csv'])
		assert.deepEqual(one.read(name), two.read(name), name);
	assert.deepEqual(one.manifest.files, two.manifest.files);
});

test('what one may not see of a file is said and not given', async () => {
	const lane = closed.lanes.find(l => l.ledger === 'legal_review') ?? closed.lanes[0];
	const { file } = await packed(head, at);
	const all = open(file.body).manifest;
	const answer = await site.bearer(made.cases).send(`${at}/package`, { purpose: 'inspect' });

	assert.equal(answer.status, 202, answer.text);
	assert.equal(answer.body.kind, 'package');
	assert.equal(answer.headers.get('location'), `/jobs/${answer.body.id}`);
	const job = await over(p => site.bearer(made.cases).get_json(p), `/jobs/${answer.body.id}`);
	assert.equal(job.state, 'done', job.said);
	assert.match(job.said, /无权查看/);
	const part = open((await bytes(job.file, { authorization: `Bearer ${made.cases}` })).body).manifest;
	const names = list => list.map(p => `${p.ledger} ${p.label} ${p.number}`);
	assert.deepEqual(names(part.papers), names(all.papers), 'nothing is left out in silence');
	for (const p of part.papers) {
		assert.equal(p.withheld, p.ledger !== 'case', p.label);
		assert.equal(p.pages > 0, p.ledger === 'case');
	}
	assert.ok(lane && part.papers.some(p => p.withheld));
	assert.equal((await site.bearer(made.other).get_json(`/jobs/${answer.body.id}`)).status, 404);
	assert.equal((await bytes(job.file, { authorization: `Bearer ${made.other}` })).status, 404);
});

test('rights: a token without the verb, who does not print, who did not start it, ledgers without papers', async () => {
	assert.equal((await site.bearer(made.blind).send(`${at}/package`, { purpose: 'file' })).status, 403);
	assert.equal((await site.bearer(made.other).send(`${at}/package`, { purpose: 'file' })).status, 404);
	const audit = await site.sign_in('audit');
	assert.equal((await audit.post(`${at}/package`, { purpose: 'file' })).status, 403);
	const { job } = await packed(head, at);
	assert.equal((await clerk.get(job.file)).status, 404);
	assert.equal((await clerk.get(`/jobs/${job.id}`)).status, 404);
	const operator = (await head.json('/operator?view=all')).body.records[0];
	assert.equal((await head.get(`/operator/${operator.id}/package`)).status, 404);
});
