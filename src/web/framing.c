/*
 * framing.c - may this request's framing be believed?
 *
 * A pure function over the headers as they came.  Two readers that understand one request in two
 * ways are how requests are smuggled past a proxy; what is ambiguous is refused.
 */
#include <strings.h>

#include "web/http.h"

struct str header_of(const struct pairs *h, const char *name)
{
	struct str key = str_of(name);

	for (size_t i = 0; i < h->n; i++)
		if (h->list[i].key.n == key.n && !strncasecmp(h->list[i].key.p, name, key.n))
			return h->list[i].value;
	return S("");
}

static size_t header_count(const struct pairs *h, const char *name)
{
	struct str key = str_of(name);
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		n += h->list[i].key.n == key.n && !strncasecmp(h->list[i].key.p, name, key.n);
	return n;
}

static bool is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c <= ' ' || c >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", c))
			return false;
	}
	return s.n > 0;
}

static bool is_clean(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

/* Digits alone: no sign, no blanks, no list. */
static bool is_length(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0 && s.n <= 12;
}

static bool is_chunked(struct str s)
{
	return s.n == 7 && !strncasecmp(s.p, "chunked", 7);
}

const char *framing_check(const struct pairs *h)
{
	size_t lengths = header_count(h, "Content-Length");
	size_t encodings = header_count(h, "Transfer-Encoding");

	for (size_t i = 0; i < h->n; i++)
		if (!is_token(h->list[i].key) || !is_clean(h->list[i].value))
			return "a header with a character that may not be there";
	if (header_count(h, "Host") != 1 || !header_of(h, "Host").n)
		return "no Host, or more than one";
	if (lengths > 1)
		return "more than one Content-Length";
	if (encodings > 1)
		return "more than one Transfer-Encoding";
	if (lengths && encodings)
		return "Content-Length together with Transfer-Encoding";
	if (lengths && !is_length(header_of(h, "Content-Length")))
		return "a Content-Length that is no number";
	if (encodings && !is_chunked(header_of(h, "Transfer-Encoding")))
		return "a Transfer-Encoding other than chunked";
	return NULL;
}
