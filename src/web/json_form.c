/*
 * json_form.c - the JSON body of a request, as the form that a browser would have sent
 *
 * Forms and programs take one way from here on.  What a form cannot say is refused here by its key:
 * a fraction, an object in an object, rows without end.
 */
#include <jansson.h>

#include "web/http.h"

struct reading {
	struct arena *a;
	struct pairs *to;
	struct str say; /* what is wrong; empty: nothing                               */
};

enum { LONG_KEY = 60 };

static void wrong(struct reading *k, const char *key, const char *say)
{
	if (!k->say.n)
		k->say = arena_fmt(k->a, "“%s”%s", strlen(key) > LONG_KEY ? "…" : key, say);
}

/* What the parser says may end in half a character of what was sent. */
static struct str unreadable(struct arena *a, const json_error_t *e)
{
	struct str text = str_of(e->text);
	size_t bad;

	return arena_fmt(a, "不是 JSON：第%d行第%d列，%.*s。", e->line, e->column,
	                 P(utf8_ok(text, &bad) ? text : S("看不懂")));
}

/* A plain value as text; null is empty. */
static struct str plain(struct reading *k, const char *key, json_t *v)
{
	if (json_is_string(v))
		return arena_str(k->a, (struct str){ json_string_value(v), json_string_length(v) });
	if (json_is_integer(v))
		return arena_fmt(k->a, "%lld", (long long)json_integer_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? S("yes") : S("no");
	if (json_is_real(v))
		wrong(k, key, "不收小数：金额和小时写作文字，如 \"3000.00\"。");
	else if (!json_is_null(v))
		wrong(k, key, "里面只能是文字、整数、true、false 或者 null。");
	return S("");
}

static void put(struct reading *k, struct str key, struct str value)
{
	if (k->to->n < MAX_PAIRS)
		pair_add(k->a, k->to, key, value);
	else
		wrong(k, key.p, "之后的内容太多，一次写不下。");
}

static void put_row(struct reading *k, const char *field, size_t at, json_t *row)
{
	const char *column;
	json_t *cell;

	json_object_foreach(row, column, cell)
	{
		if (strchr(column, '.'))
			wrong(k, column, "不是字段的名字。");
		put(k, arena_fmt(k->a, "%s.%zu.%s", field, at, column), plain(k, column, cell));
	}
}

static void put_array(struct reading *k, const char *field, json_t *list)
{
	struct buf set;
	size_t i, rows = 0;
	json_t *item;

	buf_init(&set, BODY_LIMIT * 4);
	json_array_foreach(list, i, item)
	{
		if (json_is_object(item))
			put_row(k, field, ++rows, item);
		else
			buf_fmt(&set, "%s%.*s", i ? "；" : "", P(plain(k, field, item)));
		if (k->say.n)
			break;
	}
	if (rows > MAX_JSON_ROWS)
		wrong(k, field, "一次最多 500 行。");
	if (rows && rows != json_array_size(list))
		wrong(k, field, "里面要么都是行，要么都是值。");
	put(k, arena_fmt(k->a, "%s[]", field), S(""));
	put(k, arena_str(k->a, str_of(field)), arena_str(k->a, buf_str(&set)));
	buf_drop(&set);
}

static void put_key(struct reading *k, const char *key, json_t *v)
{
	if (strchr(key, '.') || strchr(key, '['))
		wrong(k, key, "不是字段的名字。");
	else if (json_is_array(v))
		put_array(k, key, v);
	else if (json_is_object(v))
		wrong(k, key, "不收对象：各行写作数组。");
	else
		put(k, arena_str(k->a, str_of(key)), plain(k, key, v));
}

bool json_form_parse(struct arena *a, struct str body, struct pairs *ret, struct str *ret_say)
{
	json_error_t error;
	json_t *root = json_loadb(body.p ? body.p : "", body.n, JSON_REJECT_DUPLICATES, &error), *v;
	struct reading k = { .a = a, .to = ret };
	const char *key;

	*ret = (struct pairs){ 0 };
	if (!root)
		k.say = unreadable(a, &error);
	else if (!json_is_object(root))
		k.say = S("应当是一个 JSON 对象，以字段名为键。");
	json_object_foreach(root, key, v)
	{
		put_key(&k, key, v);
		if (k.say.n)
			break;
	}
	json_decref(root);
	if (k.say.n)
		*ret_say = k.say;
	return !k.say.n;
}
