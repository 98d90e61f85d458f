/*
 * parse.c - addresses, forms, cookies
 *
 * What a browser sends, made into pairs of text that is known to be UTF-8.
 */
#include "web/http.h"

void pair_add(struct arena *a, struct pairs *to, struct str key, struct str value)
{
	arena_grow(a, to->list, to->n, to->cap);
	to->list[to->n++] = (struct pair){ key, value };
}

struct str pair_of(const struct pairs *p, const char *key)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(p->list[i].key, key))
			return p->list[i].value;
	return S("");
}

bool pair_has(const struct pairs *p, const char *key)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_is(p->list[i].key, key))
			return true;
	return false;
}

/* --- urlencoded ------------------------------------------------------------------------------ */

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool url_decode(struct arena *a, struct str s, bool plus, struct str *ret)
{
	char *out = arena_array(a, char, s.n + 1);
	size_t n = 0, bad;

	for (size_t i = 0; i < s.n; i++) {
		int high, low;
		if (s.p[i] != '%') {
			out[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
			continue;
		}
		if (i + 2 >= s.n || (high = hex(s.p[i + 1])) < 0 || (low = hex(s.p[i + 2])) < 0)
			return false;
		out[n++] = (char)(high * 16 + low);
		i += 2;
	}
	*ret = (struct str){ out, n };
	return utf8_ok(*ret, &bad);
}

struct str url_encode(struct arena *a, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_array(a, char, 3 * s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    c == '-' || c == '.' || c == '_' || c == '~') {
			out[n++] = (char)c;
			continue;
		}
		out[n++] = '%';
		out[n++] = digits[c >> 4];
		out[n++] = digits[c & 15];
	}
	return (struct str){ out, n };
}

bool form_parse(struct arena *a, struct str s, struct pairs *ret)
{
	*ret = (struct pairs){ 0 };
	while (s.n) {
		struct str part = s, key, value = S("");
		if (!str_cut(s, '&', &part, &s))
			s = S("");
		if (!part.n)
			continue;
		if (!str_cut(part, '=', &key, &value))
			key = part;
		if (!url_decode(a, key, true, &key) || !url_decode(a, value, true, &value) ||
		    ret->n == MAX_PAIRS)
			return false;
		pair_add(a, ret, key, value);
	}
	return true;
}

/* --- multipart ------------------------------------------------------------------------------- */

/* What stands in name="…" of a header line; empty when it is not there. */
static struct str parameter(struct arena *a, struct str line, const char *name)
{
	struct str mark = arena_fmt(a, "%s=\"", name);

	for (size_t i = 0; i + mark.n < line.n; i++) {
		struct str rest = str_from(line, i), value, after;
		if ((i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == ';') &&
		    str_starts(rest, mark) && str_cut(str_from(rest, mark.n), '"', &value, &after))
			return value;
	}
	return S("");
}

static bool find(struct str hay, struct str needle, size_t *ret_at)
{
	const char *at = needle.n <= hay.n ? memmem(hay.p, hay.n, needle.p, needle.n) : NULL;

	if (!at)
		return false;
	*ret_at = (size_t)(at - hay.p);
	return true;
}

struct multipart {
	struct arena *a;
	struct pairs *pairs;
	struct upload *uploads;
	size_t n_uploads, n_parts;
};

static bool part_take(struct multipart *m, struct str head, struct str body)
{
	struct str name = parameter(m->a, head, "name"), file = parameter(m->a, head, "filename");
	size_t bad;

	if (!name.n || ++m->n_parts > MAX_PARTS || !utf8_ok(name, &bad))
		return false;
	if (str_has(head, S("filename="))) {
		if (m->n_uploads == MAX_UPLOADS || !utf8_ok(file, &bad))
			return false;
		m->uploads[m->n_uploads++] = (struct upload){ name, file, S(""), body };
		return true;
	}
	if (!utf8_ok(body, &bad))
		return false;
	pair_add(m->a, m->pairs, name, body);
	return true;
}

bool multipart_parse(struct arena *a, struct str content_type, struct str body, struct pairs *ret,
                     struct upload *ret_uploads, size_t *ret_n_uploads)
{
	struct multipart m = { a, ret, ret_uploads, 0, 0 };
	struct str boundary = parameter(a, content_type, "boundary"), before, mark;
	size_t at;

	*ret = (struct pairs){ 0 };
	if (!boundary.n && find(content_type, S("boundary="), &at) &&
	    !str_cut(str_from(content_type, at + 9), ';', &boundary, &before))
		boundary = str_trim(str_from(content_type, at + 9));
	if (!boundary.n || boundary.n > 70)
		return false;
	mark = arena_fmt(a, "--%.*s", P(boundary));
	if (!find(body, mark, &at) || at != 0)
		return false;
	body = str_from(body, mark.n);
	mark = arena_fmt(a, "\r\n--%.*s", P(boundary));
	while (str_starts(body, S("\r\n"))) {
		struct str part;
		size_t head;
		body = str_from(body, 2);
		if (!find(body, mark, &at))
			return false;
		part = (struct str){ body.p, at };
		body = str_from(body, at + mark.n);
		if (!find(part, S("\r\n\r\n"), &head) ||
		    !part_take(&m, (struct str){ part.p, head }, str_from(part, head + 4)))
			return false;
	}
	*ret_n_uploads = m.n_uploads;
	return str_starts(body, S("--"));
}

/* --- cookies --------------------------------------------------------------------------------- */

struct str cookie_of(const struct pairs *headers, const char *name)
{
	struct str rest = header_of(headers, "Cookie");

	while (rest.n) {
		struct str part = rest, key, value;
		if (!str_cut(rest, ';', &part, &rest))
			rest = S("");
		if (str_cut(str_trim(part), '=', &key, &value) && str_is(key, name))
			return value;
	}
	return S("");
}
