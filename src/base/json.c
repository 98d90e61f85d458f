/*
 * json.c - writes JSON as a stream
 *
 * comma[depth] says whether something already stands at this depth; a value that follows a key
 * needs no comma of its own.
 */
#include "base/json.h"
#include "base/must.h"

#include <stdio.h>

enum { MAX_DEPTH = 31 };

void json_init(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out };
}

/* Before each key, and before each value that has no key. */
static void separate(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (j->comma[j->depth])
		buf_putc(j->out, ',');
	j->comma[j->depth] = true;
}

void json_open(struct json *j, char brace)
{
	must(j->depth < MAX_DEPTH);
	separate(j);
	buf_putc(j->out, brace);
	j->comma[++j->depth] = false;
}

void json_close(struct json *j, char brace)
{
	must(j->depth > 0 && !j->after_key);
	j->depth--;
	buf_putc(j->out, brace);
}

/* What stands for byte c in text; NULL: itself. */
static const char *escape(unsigned char c, char room[8])
{
	switch (c) {
	case '"': return "\\\"";
	case '\\': return "\\\\";
	case '\n': return "\\n";
	case '\r': return "\\r";
	case '\t': return "\\t";
	}
	if (c >= 0x20 && c != 0x7f)
		return NULL;
	snprintf(room, 8, "\\u%04x", c);
	return room;
}

static void put_text(struct buf *out, struct str s)
{
	size_t from = 0;
	char room[8];

	buf_putc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		const char *e = escape((unsigned char)s.p[i], room);

		if (!e)
			continue;
		buf_put(out, (struct str){ s.p + from, i - from });
		buf_putz(out, e);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
	buf_putc(out, '"');
}

void json_key(struct json *j, const char *key)
{
	json_key_str(j, str_of(key));
}

void json_key_str(struct json *j, struct str key)
{
	must(!j->after_key);
	separate(j);
	put_text(j->out, key);
	buf_putc(j->out, ':');
	j->after_key = true;
}

void json_str(struct json *j, struct str s)
{
	separate(j);
	put_text(j->out, s);
}

void json_int(struct json *j, int64_t n)
{
	separate(j);
	buf_int(j->out, n);
}

void json_bool(struct json *j, bool b)
{
	separate(j);
	buf_putz(j->out, b ? "true" : "false");
}

void json_null(struct json *j)
{
	separate(j);
	buf_putz(j->out, "null");
}

void json_day(struct json *j, struct day d)
{
	int year, month, mday;

	if (!day_set(d)) {
		json_null(j);
		return;
	}
	day_split(d, &year, &month, &mday);
	separate(j);
	buf_fmt(j->out, "\"%04d-%02d-%02d\"", year, month, mday);
}

void json_at(struct json *j, struct instant t)
{
	struct arena a;

	if (!instant_set(t)) {
		json_null(j);
		return;
	}
	arena_init(&a, 1 << 10);
	json_str(j, instant_text(&a, t));
	arena_drop(&a);
}

void json_id(struct json *j, int64_t id)
{
	if (id == 0) {
		json_null(j);
		return;
	}
	separate(j);
	buf_putc(j->out, '"');
	buf_int(j->out, id);
	buf_putc(j->out, '"');
}

void json_raw(struct json *j, struct str number)
{
	separate(j);
	buf_put(j->out, number);
}

void json_pair(struct json *j, const char *key, struct str s)
{
	json_key(j, key);
	json_str(j, s);
}

struct json *json_begin(struct json_text *t, size_t limit)
{
	buf_init(&t->buf, limit);
	json_init(&t->j, &t->buf);
	json_open(&t->j, '{');
	return &t->j;
}

struct str json_end(struct json_text *t, struct arena *a)
{
	struct str text;

	json_close(&t->j, '}');
	text = arena_str(a, buf_str(&t->buf));
	buf_drop(&t->buf);
	return text;
}
