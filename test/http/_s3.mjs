/*
 * _s3.mjs - a bucket in memory that checks signatures of AWS version 4, and fails on demand
 *
 *     const s3 = await bucket();            { env, objects, asked, fail, stop }
 *     s3.fail = (request) => 'refuse'       for each request: undefined, or how it fails:
 *         'error'    500 InternalError
 *         'refuse'   403 AccessDenied
 *         'cut'      half of the answer (of the body when it is a PUT), then the connection is closed
 *         'stall'    half of it, then silence
 *         'spoil'    a PUT arrives with one byte changed
 *         'hold'     a PUT is kept and never answered
 *
 * The signature is computed here from the request as it came (docs.aws.amazon.com, "Signature
 * calculations: transferring payload in a single chunk"), the SHA-256 of the body included.  Keys in
 * `objects` are whole; `age` of one is in seconds.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';

const ID = 'AKIDEXAMPLE', SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', REGION = 'cn-north-1';
const sha256 = data => createHash('sha256').update(data).digest('hex');
const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
const encode = s => encodeURIComponent(s).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/* Undefined when it is right, else the code of the error. */
export function wrong_signature(request, body, secret = SECRET) {
	const m = (request.headers.authorization ?? '').match(/^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/);

	if (!m) return 'AccessDenied';
	const [, id, day, region, names, signature] = m;
	const date = request.headers['x-amz-date'], hash = request.headers['x-amz-content-sha256'];
	const signed = names.split(';');

	if (id !== ID) return 'InvalidAccessKeyId';
	if (region !== REGION || !date?.startsWith(day)) return 'AuthorizationHeaderMalformed';
	for (const must of ['host', 'x-amz-date', 'x-amz-content-sha256'])
		if (!signed.includes(must)) return 'AccessDenied';
	if (Object.keys(request.headers).some(h => h.startsWith('x-amz-') && !signed.includes(h))) return 'AccessDenied';
	if (hash !== sha256(body)) return 'XAmzContentSHA256Mismatch';
	const url = new URL(request.url, 'http://x');
	const query = [...url.searchParams].map(([k, v]) => `${encode(k)}=${encode(v)}`).sort().join('&');
	const path = url.pathname.split('/').map(p => encode(decodeURIComponent(p))).join('/');
	const canonical = [request.method, path, query, ...signed.map(h => `${h}:${request.headers[h].trim()}`), '', names, hash].join('\n');
	const key = [day, region, 's3', 'aws4_request'].reduce(hmac, `AWS4${secret}`);

	return hmac(key, ['AWS4-HMAC-SHA256', date, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n')).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
}

function read(request) {
	return new Promise((done, failed) => {
		const pieces = [];
		request.on('data', d => pieces.push(d));
		request.on('end', () => done(Buffer.concat(pieces)));
		request.on('error', failed);
	});
}

const refuse = (answer, status, code) => answer.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>no</Message></Error>`);

export async function bucket({ name = 'evidence', style = 'path', page = 1000 } = {}) {
	const s3 = { objects: new Map(), asked: [], fail: () => undefined, name, ages: new Map(), stalled: 0 };
	const sockets = new Set();

	const key_of = request => {
		const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
		if (style === 'virtual')
			return request.headers.host.startsWith(`${name}.`) ? path.slice(1) : null;
		return path === `/${name}` || path.startsWith(`/${name}/`) ? path.slice(name.length + 2) : null;
	};

	const list = (request, answer) => {
		const query = new URL(request.url, 'http://x').searchParams, after = query.get('continuation-token')?.replace(/^\/\+/, '') ?? '';
		const all = [...s3.objects.keys()].filter(k => k.startsWith(query.get('prefix')) && k > after).sort();
		const some = all.slice(0, page), more = all.length > page;
		const row = k => `<Contents><Key>${k}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>${s3.objects.get(k).length}</Size></Contents>`;

		answer.writeHead(200, { 'content-type': 'application/xml' });
		answer.end(`<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>${name}</Name><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>/+${some.at(-1)}</NextContinuationToken>` : ''}${some.map(row).join('')}</ListBucketResult>`);
	};

	/* Sends it, or half of it. */
	const send = (request, answer, status, headers, body, how) => {
		answer.writeHead(status, { ...headers, 'content-length': body.length });
		if (request.method === 'HEAD' || !how) return answer.end(request.method === 'HEAD' ? undefined : body);
		answer.write(body.subarray(0, body.length >> 1), () => { if (how === 'cut') request.socket.destroy(); else s3.stalled++; });
	};

	const get = (request, answer, key, how) => {
		const whole = s3.objects.get(key), range = request.headers.range?.match(/^bytes=(\d+)-(\d+)$/);
		const headers = { etag: `"${sha256(whole).slice(0, 32)}"`, 'last-modified': new Date(Date.now() - 1000 * (s3.ages.get(key) ?? 0)).toUTCString() };

		if (!range) return send(request, answer, 200, headers, whole, how);
		const from = +range[1], to = Math.min(+range[2], whole.length - 1);
		if (from >= whole.length) return refuse(answer, 416, 'InvalidRange');
		send(request, answer, 206, { ...headers, 'content-range': `bytes ${from}-${to}/${whole.length}` }, whole.subarray(from, to + 1), how);
	};

	const server = createServer(async (request, answer) => {
		const how = s3.fail(request);
		s3.asked.push(`${request.method} ${request.url}`);
		if (how === 'cut' && request.method === 'PUT') return request.once('data', () => request.socket.destroy());
		let body;
		try { body = await read(request); } catch { return; }
		if (how === 'spoil') body[body.length - 1] ^= 1;
		if (how === 'error') return refuse(answer, 500, 'InternalError');
		if (how === 'stall' && request.method === 'PUT') { s3.stalled++; return; }
		const wrong = how === 'refuse' ? 'AccessDenied' : wrong_signature(request, body);
		if (wrong) return refuse(answer, wrong === 'XAmzContentSHA256Mismatch' ? 400 : 403, wrong);
		const key = key_of(request);
		if (key === null) return refuse(answer, 404, 'NoSuchBucket');
		if (!key && request.method === 'GET') return list(request, answer);
		if (request.method === 'PUT') { s3.objects.set(key, body); s3.ages.delete(key); return how === 'hold' ? undefined : answer.writeHead(200).end(); }
		if (request.method === 'DELETE') { s3.objects.delete(key); return answer.writeHead(204).end(); }
		if (!s3.objects.has(key)) return refuse(answer, 404, 'NoSuchKey');
		get(request, answer, key, how);
	});

	server.on('connection', socket => { sockets.add(socket); socket.on('close', () => sockets.delete(socket)); });
	await new Promise(done => server.listen(0, '127.0.0.1', done));
	const host = style === 'virtual' ? 'localhost' : '127.0.0.1';

	s3.env = { AWS_ACCESS_KEY_ID: ID, AWS_SECRET_ACCESS_KEY: SECRET, AWS_REGION: REGION, AWS_ENDPOINT_URL: `http://${host}:${server.address().port}`, YIFA_S3_STYLE: style, YIFA_S3_PATIENCE: '1' };
	s3.stop = () => new Promise(done => { sockets.forEach(s => s.destroy()); server.close(done); });
	return s3;
}
