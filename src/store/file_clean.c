/*
 * file_clean.c - walks the parts of a JPEG or PNG and hands on those that make the picture
 */
#include "store/file_clean.h"

#include <string.h>

struct out {
	bool (*put)(void *, struct str);
	void *arg;
};

static bool put(const struct out *o, const void *p, size_t n)
{
	return o->put(o->arg, (struct str){ p, n });
}

static unsigned byte(struct str s, size_t at)
{
	return (unsigned char)s.p[at];
}

/* --- JPEG ------------------------------------------------------------------------------------ */

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP0 = 0xe0, APP1 = 0xe1, APP14 = 0xee };

static unsigned two(struct str s, size_t at, bool little)
{
	return little ? byte(s, at) | byte(s, at + 1) << 8 : byte(s, at) << 8 | byte(s, at + 1);
}

static size_t four(struct str s, size_t at, bool little)
{
	return little ? two(s, at, true) | (size_t)two(s, at + 2, true) << 16
	              : (size_t)two(s, at, false) << 16 | two(s, at + 2, false);
}

/* How the picture is turned, 1 to 8; 0: not said.  tiff: what follows "Exif\0\0". */
static unsigned orientation(struct str tiff)
{
	bool little;
	size_t at;

	if (tiff.n < 8 || (memcmp(tiff.p, "II", 2) != 0 && memcmp(tiff.p, "MM", 2) != 0))
		return 0;
	little = tiff.p[0] == 'I';
	at = four(tiff, 4, little);
	if (at > tiff.n || tiff.n - at < 2)
		return 0;
	for (unsigned n = two(tiff, at, little), i = 0; i < n; i++) {
		size_t entry = at + 2 + 12 * (size_t)i;
		unsigned turned;
		if (entry > tiff.n || tiff.n - entry < 12)
			return 0;
		if (two(tiff, entry, little) != 0x0112)
			continue;
		turned = two(tiff, entry + 8, little);
		return turned >= 1 && turned <= 8 ? turned : 0;
	}
	return 0;
}

static bool put_orientation(const struct out *o, unsigned turned)
{
	unsigned char exif[] = { 0xff, APP1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,    'M', 'M',
		                 0,    42,   0, 0,  0,   8,   0,   1,   1, 0x12, 0,   3,
		                 0,    0,    0, 1,  0,   0,   0,   0,   0, 0,    0,   0 };

	exif[JPEG_TURN_AT] = (unsigned char)turned;
	return turned < 2 || put(o, exif, sizeof(exif));
}

/* Tables, frames, restart intervals; Adobe's mark says how colours are coded. */
static bool keeps(unsigned marker, struct str body)
{
	if (marker == APP14)
		return body.n >= 12 && !memcmp(body.p, "Adobe", 5);
	return (marker >= 0xc0 && marker <= 0xcf) || (marker >= 0xdb && marker <= 0xdf);
}

static bool put_segment(const struct out *o, unsigned marker, struct str segment, struct str body)
{
	static const unsigned char jfif[] = { 0xff, APP0, 0, 16, 'J', 'F', 'I', 'F', 0,
		                              1,    1,    0, 0,  1,   0,   1,   0,   0 };

	if (marker == APP0 && body.n >= 5 && !memcmp(body.p, "JFIF", 5))
		return put(o, jfif, sizeof(jfif));
	if (marker == APP1 && body.n > 6 && !memcmp(body.p, "Exif\0", 6))
		return put_orientation(o, orientation(str_from(body, 6)));
	if (marker == APP14 && keeps(marker, body)) {
		static const unsigned char head[] = { 0xff, APP14, 0, 14 };
		return put(o, head, sizeof(head)) && put(o, body.p, 12);
	}
	return !keeps(marker, body) || put(o, segment.p, segment.n);
}

/* Where the coded data that begins at `at` ends: at the next marker that is no part of it. */
static size_t scan_end(struct str in, size_t at)
{
	for (; at + 1 < in.n; at++)
		if (byte(in, at) == 0xff && byte(in, at + 1) != 0 && byte(in, at + 1) != 0xff &&
		    !(byte(in, at + 1) >= 0xd0 && byte(in, at + 1) <= 0xd7))
			return at;
	return in.n;
}

static bool put_scan(const struct out *o, struct str in, size_t from, size_t head, size_t *ret_at)
{
	size_t end = scan_end(in, from + head);

	*ret_at = end;
	return end < in.n && put(o, in.p + from, end - from);
}

bool jpeg_clean(struct str in, bool (*put_)(void *, struct str), void *arg)
{
	struct out o = { put_, arg };
	size_t at = 2;
	bool framed = false, scanned = false;

	if (in.n < 4 || byte(in, 0) != 0xff || byte(in, 1) != SOI || !put(&o, in.p, 2))
		return false;
	while (at + 1 < in.n && byte(in, at) == 0xff) {
		unsigned marker = byte(in, at + 1);
		size_t n;
		if (marker == 0xff) {
			at++;
			continue;
		}
		if (marker == EOI)
			return framed && scanned && put(&o, in.p + at, 2);
		if (in.n - at < 4 || (n = 2 + two(in, at + 2, false)) < 4 || n > in.n - at)
			return false;
		if (marker == SOS) {
			scanned = true;
			if (!framed || !put_scan(&o, in, at, n, &at))
				return false;
			continue;
		}
		framed |= marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
		          marker != 0xcc;
		if (!put_segment(&o, marker, (struct str){ in.p + at, n },
		                 (struct str){ in.p + at + 4, n - 4 }))
			return false;
		at += n;
	}
	return false;
}

/* --- PNG ------------------------------------------------------------------------------------- */

/* What pixels need, and nothing in which text could stand. */
static bool is_pixels(struct str name)
{
	return str_is(name, "IHDR") || str_is(name, "PLTE") || str_is(name, "IDAT") ||
	       str_is(name, "IEND") || str_is(name, "tRNS") || str_is(name, "gAMA") ||
	       str_is(name, "cHRM") || str_is(name, "sRGB");
}

bool png_clean(struct str in, bool (*put_)(void *, struct str), void *arg)
{
	static const char magic[] = "\x89PNG\r\n\x1a\n";
	struct out o = { put_, arg };
	bool pixels = false;
	size_t at = 8;

	if (in.n < 8 || memcmp(in.p, magic, 8) != 0 || !put(&o, in.p, 8))
		return false;
	while (in.n - at >= 12) {
		size_t n = four(in, at, false);
		struct str name = { in.p + at + 4, 4 };
		if (n > in.n - at - 12 || (at == 8) != str_is(name, "IHDR"))
			return false;
		pixels |= str_is(name, "IDAT");
		if (is_pixels(name) && !put(&o, in.p + at, n + 12))
			return false;
		if (str_is(name, "IEND"))
			return pixels && n == 0;
		at += n + 12;
	}
	return false;
}
