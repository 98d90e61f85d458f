/*
 * framing.c - may this request's framing be believed?
 *
 * Pure functions over the headers, and over the bytes of the head, as they came.  Two readers that understand one request in two
 * ways are how requests are smuggled past a proxy; what is ambiguous is refused.
 */
#include <string.h>
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
	/* Of two, one reader takes the first and another the last. */
	static const char *const once[] = { "Authorization", "Content-Type", "Idempotency-Key",
		                            "Origin", "X-CSRF-Token" };
	size_t lengths = header_count(h, "Content-Length");
	size_t encodings = header_count(h, "Transfer-Encoding");

	for (size_t i = 0; i < h->n; i++)
		if (!is_token(h->list[i].key) || !is_clean(h->list[i].value))
			return "a header with a character that may not be there";
	if (header_count(h, "Host") != 1 || !header_of(h, "Host").n)
		return "no Host, or more than one";
	for (size_t i = 0; i < sizeof once / sizeof *once; i++)
		if (header_count(h, once[i]) > 1)
			return "a header twice that may stand once";
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

/* --- the bytes of the head --------------------------------------------------------------------- */

/* One part, up to its NUL, which is passed over. */
static bool part(struct str *rest)
{
	const char *end = memchr(rest->p, 0, rest->n);

	if (!end)
		return false;
	*rest = str_from(*rest, (size_t)(end - rest->p) + 1);
	return true;
}

/* A NUL, where a separator stood, or a CR, or an LF. */
static bool nul(struct str *rest)
{
	if (!rest->n || *rest->p)
		return false;
	*rest = str_from(*rest, 1);
	return true;
}

/* Where the address has its ? and & the library may have written NULs too. */
static bool first_line(struct str *rest, size_t n_target)
{
	if (!part(rest) || rest->n < n_target)
		return false;
	*rest = str_from(*rest, n_target);
	return nul(rest) && part(rest) && nul(rest);
}

static bool header(struct str *rest)
{
	return rest->n && *rest->p && part(rest) && part(rest) && nul(rest);
}

const char *head_check(struct str head, size_t n_target, size_t n_headers)
{
	bool ok = first_line(&head, n_target);

	for (size_t i = 0; ok && i < n_headers; i++)
		ok = header(&head);
	if (ok && nul(&head) && nul(&head) && !head.n)
		return NULL;
	return "a line of the head that does not end with CR LF, or holds a NUL";
}
