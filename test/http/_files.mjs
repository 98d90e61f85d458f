/*
 * _files.mjs - small files that are what they say: a JPEG with everything phones put into it, a PNG
 * with text, a PDF
 */
import { crc32, deflateSync } from 'node:zlib';

const segment = (marker, body) => {
	const head = Buffer.from([0xff, marker, 0, 0]);

	head.writeUInt16BE(body.length + 2, 2);
	return Buffer.concat([head, body]);
};

/* An 8 by 8 grey picture that browsers decode. */
export function jpeg({ gps, orientation = 1 } = {}) {
	const exif = Buffer.concat([Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), Buffer.from([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
		Buffer.from('GPSMARK 39.12N 117.2E MAKERNOTE')]);
	const meta = gps ? [segment(0xe1, exif), segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x>XMPMARK</x>')),
		segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01ICCMARK')), segment(0xfe, Buffer.from('COMMENT by 张三'))] : [];
	const counts = Buffer.alloc(16);

	counts[0] = 1;
	return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')), ...meta,
		segment(0xdb, Buffer.concat([Buffer.from([0]), Buffer.alloc(64, 1)])),
		segment(0xc0, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
		segment(0xc4, Buffer.concat([Buffer.from([0]), counts, Buffer.from([0])])),
		segment(0xc4, Buffer.concat([Buffer.from([0x10]), counts, Buffer.from([0])])),
		segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0x3f, 0xff, 0xd9]),
		gps ? Buffer.from('TRAILER of a motion photo') : Buffer.alloc(0)]);
}

export const chunk = (name, body) => {
	const out = Buffer.alloc(12 + body.length);

	out.writeUInt32BE(body.length, 0);
	out.write(name, 4, 'latin1');
	body.copy(out, 8);
	out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
	return out;
};

export function png({ text = '' } = {}) {
	const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);

	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('tEXt', Buffer.from(`Comment\0${text}`)),
		chunk('eXIf', Buffer.from('MM\0*GPS')), chunk('IDAT', deflateSync(Buffer.from([0, 128]))), chunk('IEND', Buffer.alloc(0)), Buffer.from('AFTER')]);
}

export const pdf = text => Buffer.from(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% ${text}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
