/*
 * multipart.c - finds boundaries, heads and bodies
 *
 * The mark that ends a part begins with \r and holds no other, so a match that fails can only begin
 * anew at the byte that failed it.
 */
#include "web/multipart.h"

#include <string.h>

static bool bad(struct multipart *m)
{
	m->at = MULTI_BAD;
	return false;
}

/* What stands in name="…" or name=… of a header; false: not there. */
static bool parameter(struct str line, const char *name, struct str *ret)
{
	size_t n = strlen(name);

	for (size_t i = 0; i + n + 1 < line.n; i++) {
		struct str rest = str_from(line, i), value, after;
		bool first = i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == ';' ||
		             line.p[i - 1] == '\t';
		if (!first || strncasecmp(rest.p, name, n) != 0 || rest.p[n] != '=')
			continue;
		value = str_from(rest, n + 1);
		if (value.n && value.p[0] == '"')
			return str_cut(str_from(value, 1), '"', ret, &after);
		if (!str_cut(value, ';', ret, &after))
			*ret = value;
		*ret = str_trim(*ret);
		return true;
	}
	return false;
}

bool multipart_begin(struct multipart *m, struct str content_type,
                     const struct multipart_sink *sink, void *arg)
{
	struct str b;

	*m = (struct multipart){ .sink = sink, .arg = arg, .at = MULTI_BEFORE, .matched = 2 };
	if (!parameter(content_type, "boundary", &b) || !b.n || b.n > 70)
		return bad(m);
	for (size_t i = 0; i < b.n; i++)
		if ((unsigned char)b.p[i] < 0x20 || (unsigned char)b.p[i] > 0x7e)
			return bad(m);
	m->n_mark = 4 + b.n;
	memcpy(m->mark, "\r\n--", 4);
	memcpy(m->mark + 4, b.p, b.n);
	return true;
}

/* The line of the head that begins with this name. */
static struct str head_line(struct str head, const char *name)
{
	while (head.n) {
		struct str line = head;
		size_t at = 0;
		while (at + 1 < head.n && !(head.p[at] == '\r' && head.p[at + 1] == '\n'))
			at++;
		line.n = at + 1 < head.n ? at : head.n;
		head = str_from(head, at + 1 < head.n ? at + 2 : head.n);
		if (line.n > strlen(name) && !strncasecmp(line.p, name, strlen(name)))
			return line;
	}
	return S("");
}

static bool head_take(struct multipart *m)
{
	struct str line = head_line((struct str){ m->head, m->n_head }, "content-disposition:");
	struct str name, file = S("");
	bool is_file;

	if (!parameter(line, "name", &name) || !name.n || !utf8_ok(name, NULL))
		return bad(m);
	is_file = parameter(line, "filename", &file);
	if (!utf8_ok(file, NULL))
		file = S("");
	m->at = MULTI_BODY;
	m->matched = 0;
	return m->sink->part(m->arg, name, is_file, file) || bad(m);
}

static bool head_byte(struct multipart *m, char c)
{
	if (m->n_head == PART_HEAD)
		return bad(m);
	m->head[m->n_head++] = c;
	if (m->n_head == 2 && !memcmp(m->head, "\r\n", 2))
		return bad(m);
	if (m->n_head < 4 || memcmp(m->head + m->n_head - 4, "\r\n\r\n", 4) != 0)
		return true;
	m->n_head -= 4;
	return head_take(m);
}

/* After a mark: \r\n and another part, or -- and the end. */
static bool mark_byte(struct multipart *m, char c)
{
	m->two[m->n_two++] = c;
	if (m->n_two < 2)
		return true;
	m->n_two = 0;
	if (!memcmp(m->two, "--", 2))
		m->at = MULTI_DONE;
	else if (!memcmp(m->two, "\r\n", 2))
		m->at = MULTI_HEAD;
	else
		return bad(m);
	m->n_head = 0;
	return true;
}

/* Bytes of a body that turned out to be no mark. */
static bool give(struct multipart *m, size_t matched)
{
	if (m->at != MULTI_BODY)
		return bad(m);
	return !matched || m->sink->data(m->arg, (struct str){ m->mark, matched }) || bad(m);
}

static bool mark_found(struct multipart *m)
{
	bool in_body = m->at == MULTI_BODY;

	m->matched = 0;
	m->at = MULTI_MARK;
	return !in_body || m->sink->end(m->arg) || bad(m);
}

/* How many bytes of the piece were taken; 0: it is bad. */
static size_t body_bytes(struct multipart *m, struct str s)
{
	size_t n = 0;
	const char *next;

	if (m->matched || s.p[0] == '\r') {
		if (s.p[0] == m->mark[m->matched]) {
			if (++m->matched == m->n_mark)
				return mark_found(m) ? 1 : 0;
			return 1;
		}
		if (!give(m, m->matched))
			return 0;
		m->matched = 0;
		if (s.p[0] == '\r') {
			m->matched = 1;
			return 1;
		}
	}
	if (m->at != MULTI_BODY)
		return bad(m), 0;
	next = memchr(s.p, '\r', s.n);
	n = next ? (size_t)(next - s.p) : s.n;
	if (m->sink->data(m->arg, (struct str){ s.p, n }))
		return n;
	bad(m);
	return 0;
}

bool multipart_feed(struct multipart *m, struct str s)
{
	while (s.n && m->at != MULTI_BAD) {
		size_t n = 1;
		switch (m->at) {
		case MULTI_MARK: mark_byte(m, s.p[0]); break;
		case MULTI_HEAD: head_byte(m, s.p[0]); break;
		case MULTI_BEFORE:
		case MULTI_BODY: n = body_bytes(m, s); break;
		case MULTI_DONE: return true;
		default: return false;
		}
		s = str_from(s, n);
	}
	return m->at != MULTI_BAD;
}

bool multipart_end(struct multipart *m)
{
	return m->at == MULTI_DONE;
}
