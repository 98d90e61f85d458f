/*
 * _book.mjs - workbooks by hand, right and wrong ones
 *
 *     zip(workbook(sheet(`<row r="1">${cell('A1', 'name')}</row>`)))       the bytes of an XLSX
 */
import { crc32, deflateRawSync } from 'node:zlib';

/* A ZIP of [name, bytes]; sizes as they are, unless `says` claims another. */
export function zip(list, says) {
	const parts = [], ends = [];
	let at = 0;

	for (const [name, text] of list) {
		const raw = Buffer.from(text), data = deflateRawSync(raw, { level: 9 }), head = Buffer.alloc(30), end = Buffer.alloc(46), key = Buffer.from(name);
		for (const [b, o] of [[head, 4], [end, 6]]) {
			b.writeUInt16LE(20, o); b.writeUInt16LE(8, o + 4); b.writeUInt32LE(crc32(raw), o + 10);
			b.writeUInt32LE(data.length, o + 14); b.writeUInt32LE(says ?? raw.length, o + 18); b.writeUInt16LE(key.length, o + 22);
		}
		head.writeUInt32LE(0x04034b50, 0); end.writeUInt32LE(0x02014b50, 0); end.writeUInt32LE(at, 42);
		parts.push(head, key, data); ends.push(end, key);
		at += head.length + key.length + data.length;
	}
	const directory = Buffer.concat(ends), tail = Buffer.alloc(22);
	tail.writeUInt32LE(0x06054b50, 0); tail.writeUInt16LE(list.length, 8); tail.writeUInt16LE(list.length, 10);
	tail.writeUInt32LE(directory.length, 12); tail.writeUInt32LE(at, 16);
	return Buffer.concat([...parts, directory, tail]);
}

const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';
const rels = (id, kind, to) => `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${to}"/></Relationships>`;
const book = '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="org" sheetId="1" r:id="rId1"/></sheets></workbook>';
export const sheet = rows => `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
export const cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
export const workbook = (xml, more = []) => [['[Content_Types].xml', types], ['_rels/.rels', rels('rId1', 'officeDocument', 'xl/workbook.xml')],
	['xl/workbook.xml', book], ['xl/_rels/workbook.xml.rels', rels('rId1', 'worksheet', 'worksheets/sheet1.xml')], ['xl/worksheets/sheet1.xml', xml], ...more];
