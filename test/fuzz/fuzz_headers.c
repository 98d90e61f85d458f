/*
 * fuzz_headers.c - any bytes as the header lines of a request
 *
 * A list that framing_check() believes has one Host, at most one length, which is digits, no length
 * beside an encoding, and no byte by which another reader would cut it elsewhere.  Saying one header
 * twice or putting a length beside an encoding is never believed.  A range lies inside its file.
 */
#include "base/must.h"
#include "web/http.h"
#include "web/serve_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t count_of(const struct pairs *h, const char *lower)
{
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++) {
		struct str key = h->list[i].key;
		size_t at = 0;
		while (at < key.n && lower[at] && (key.p[at] | 0x20) == (lower[at] | 0x20))
			at++;
		n += at == key.n && !lower[at];
	}
	return n;
}

/* No byte that ends a line or a text for somebody. */
static bool is_one_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\r' || s.p[i] == '\n' || s.p[i] == '\0')
			return false;
	return true;
}

static void believed(const struct pairs *h)
{
	struct str length = header_of(h, "content-LENGTH"),
		   encoding = header_of(h, "transfer-encoding");

	must(count_of(h, "host") == 1 && header_of(h, "HOST").n);
	must(count_of(h, "content-length") + count_of(h, "transfer-encoding") <= 1);
	for (size_t i = 0; i < length.n; i++)
		must(length.p[i] >= '0' && length.p[i] <= '9');
	must(!encoding.n || encoding.n == 7);
	for (size_t i = 0; i < h->n; i++) {
		must(h->list[i].key.n && is_one_line(h->list[i].key) &&
		     is_one_line(h->list[i].value));
		must(!str_has(h->list[i].key, S(" ")) && !str_has(h->list[i].key, S(":")));
	}
}

static void ranged(struct str header)
{
	for (int64_t size = 0; size < 3000; size += 1 + size / 2) {
		int64_t from = 0, n = 0;
		if (range_parse(header, size, &from, &n) == RANGE_PART)
			must(from >= 0 && n > 0 && n <= size && from <= size - n);
	}
}

/* A line is NAME:VALUE; what has no colon is a name with an empty value. */
static void read_lines(struct arena *a, struct str s, struct pairs *ret)
{
	while (s.n && ret->n < 200) {
		struct str line = s, key, value = S("");
		if (!str_cut(s, '\n', &line, &s))
			s = S("");
		if (!str_cut(line, ':', &key, &value))
			key = line;
		if (value.n && value.p[0] == ' ')
			value = str_from(value, 1);
		pair_add(a, ret, key, value);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pairs h = { 0 };
	struct arena a;

	arena_init(&a, 16 << 20);
	read_lines(&a, (struct str){ (const char *)data, size }, &h);
	ranged(header_of(&h, "Range"));
	if (!framing_check(&h)) {
		believed(&h);
		must(cookie_of(&h, "yifa").n <= header_of(&h, "Cookie").n);
		pair_add(&a, &h, S("hOST"), S("other"));
		must(framing_check(&h));
		h.n--;
		pair_add(&a, &h, S("Content-Length"), S("1"));
		pair_add(&a, &h, S("Transfer-Encoding"), S("chunked"));
		must(framing_check(&h));
	}
	arena_drop(&a);
	return 0;
}
