/*
 * fuzz_utf8.c - any bytes as text, through everything that cuts and escapes
 *
 * The check of UTF-8 is compared with a slow one that decodes; HTML holds no bracket of the text.
 */
#include "base/html.h"
#include "base/json.h"
#include "base/must.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Decodes by the definition: the number of bytes, or 0. */
static size_t decode(const uint8_t *p, size_t n)
{
	static const uint32_t least[5] = { 0, 1, 0x80, 0x800, 0x10000 };
	size_t length = p[0] < 0x80             ? 1
	                : (p[0] & 0xe0) == 0xc0 ? 2
	                : (p[0] & 0xf0) == 0xe0 ? 3
	                : (p[0] & 0xf8) == 0xf0 ? 4
	                                        : 0;
	uint32_t c = length == 1 ? p[0] : p[0] & (0x7fu >> length);

	if (length == 0 || length > n)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	return c < least[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) ? 0 : length;
}

static void compare(struct str s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	size_t i = 0, chars = 0, at = s.n, n;
	bool ok = utf8_ok(s, &at);

	for (; i < s.n && (n = decode(p + i, s.n - i)) > 0; i += n)
		chars++;
	must(ok == (i == s.n) && at == i);
	must(!ok || str_chars(s) == chars);
}

static void cut(struct str s)
{
	struct str a, b, rest = s, item;

	must(str_trim(s).n <= s.n);
	if (str_cut(s, '=', &a, &b))
		must(a.n + 1 + b.n == s.n);
	while (str_item(&rest, &item))
		must(item.n > 0 && !memchr(item.p, ',', item.n));
	for (rest = s; str_set_item(&rest, &item);)
		must(item.n > 0 && !str_has(item, S("；")));
}

static void escape(struct str s)
{
	struct json j;
	struct buf b;

	buf_init(&b, 64 << 20);
	html(&b, s, URL(s));
	for (size_t i = 0; i < b.n; i++)
		must(!strchr("<>\"'", b.p[i]) || b.p[i] == 0);
	buf_clear(&b);
	json_init(&j, &b);
	json_str(&j, s);
	must(b.n >= s.n + 2);
	for (size_t i = 0; i < b.n; i++)
		must((unsigned char)b.p[i] >= 0x20);
	buf_drop(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };

	compare(s);
	cut(s);
	escape(s);
	return 0;
}
