/*
 * text.c - what stands in the tables becomes names, words, days and entries
 */
#include "demo/play.h"

#include <string.h>

#include "base/ids.h"

/* splitmix64, of the affair. */
uint64_t affair_random(struct affair *a)
{
	uint64_t z = a->seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int64_t number_below(struct affair *a, int64_t n)
{
	return n > 0 ? (int64_t)(affair_random(a) % (uint64_t)n) : 0;
}

/* --- names ------------------------------------------------------------------------------------ */

const struct named *name_find(const struct names *names, struct str key)
{
	for (size_t i = names->n; i-- > 0;)
		if (str_eq(names->list[i].key, key))
			return &names->list[i];
	return NULL;
}

const struct named *name_of(const struct play *play, const struct affair *a, struct str key)
{
	const struct named *n = name_find(&a->names, key);

	return n ? n : name_find(&play->names, key);
}

void name_add(struct play *play, struct names *names, struct str key, const struct table *t,
              int64_t id)
{
	arena_grow(&play->keep, names->list, names->n, names->cap);
	names->list[names->n++] = (struct named){ arena_str(&play->keep, key), t, id };
}

/* pool* is any of those known to all that begin so; pool% the next in turn, pool%7 seven further. */
static const struct named *name_pick(struct play *play, struct affair *a, struct str key)
{
	struct str prefix, rest;
	bool turns = str_cut(key, '%', &prefix, &rest), any = str_ends(key, S("*"));
	int64_t offset = 0, n = 0, pick;

	if (!turns && !any)
		return name_of(play, a, key);
	if (any)
		prefix = (struct str){ key.p, key.n - 1 };
	else if (rest.n && !str_int(rest, &offset))
		return NULL;
	for (size_t i = 0; i < play->names.n; i++)
		n += str_starts(play->names.list[i].key, prefix);
	if (!n)
		return NULL;
	pick = any ? number_below(a, n) : (a->number - 1 + offset) % n;
	for (size_t i = 0; i < play->names.n; i++)
		if (str_starts(play->names.list[i].key, prefix) && pick-- == 0)
			return &play->names.list[i];
	return NULL;
}

/* --- holes ------------------------------------------------------------------------------------ */

static const struct bound *bound_of(const struct affair *a, struct str key)
{
	for (size_t i = a->n_bound; i-- > 0;)
		if (str_eq(a->bound[i].key, key))
			return &a->bound[i];
	return NULL;
}

static struct str bind(struct play *play, struct affair *a, struct str key, struct str value)
{
	if (a->n_bound == a->cap_bound) {
		size_t cap = a->cap_bound ? a->cap_bound * 2 : 8;
		struct bound *list = arena_array(&play->keep, struct bound, cap);
		if (a->n_bound)
			memcpy(list, a->bound, a->n_bound * sizeof *list);
		a->bound = list;
		a->cap_bound = cap;
	}
	a->bound[a->n_bound++] = (struct bound){ arena_str(&play->keep, key),
		                                 arena_str(&play->keep, value) };
	return a->bound[a->n_bound - 1].value;
}

/* A sum of days: +6, +6+3, -10. */
static bool day_sum(struct str s, int *ret)
{
	*ret = 0;
	while (s.n) {
		size_t n = 1;
		int64_t v;
		while (n < s.n && s.p[n] != '+' && s.p[n] != '-')
			n++;
		if (!str_int((struct str){ s.p, n }, &v))
			return false;
		*ret += (int)v;
		s = str_from(s, n);
	}
	return true;
}

/* {day}, {day+5}, {day-5w} */
static struct str day_hole(struct play *play, struct affair *a, struct str rest)
{
	struct day d = a->day;
	bool worked = str_ends(rest, S("w"));
	int n;

	if (worked)
		rest.n--;
	if (!day_sum(rest, &n))
		play_wrong(play, a, arena_fmt(&play->step, "天数看不懂：%.*s", P(rest)));
	if (!worked)
		d = day_add(d, n);
	else if (!workdays_add(play->law, d, n, &d))
		play_wrong(play, a, S("日历不够长"));
	return day_text(&play->step, d);
}

/* 18 characters with both check digits: the two are found by trying. */
static struct str uscc_hole(struct play *play, struct affair *a)
{
	for (int i = 0; i < 31 * 11; i++) {
		struct str s = arena_fmt(
			&play->step, "91120199MA0%05d%c%c", (int)(1000 + play->names.n * 7 % 90000),
			"0X987654321"[i % 11], "0123456789ABCDEFGHJKLMNPQRTUWXY"[i / 11]);
		if (uscc_ok(s))
			return s;
	}
	play_wrong(play, a, S("没有合适的统一社会信用代码"));
	return S("");
}

static struct str record_hole(struct play *play, struct affair *a, struct str name, struct str key)
{
	const struct named *n = name_of(play, a, name);
	struct tx tx = tx_read(play->db, &play->world, &play->step, play->r);
	struct str s = S("");
	struct record r;
	const struct column *c;

	if (n && record_load(&tx, n->t, play->org, n->id, &r) && (c = column_of(n->t, key)))
		s = arena_str(&play->step,
		              column_text(&tx, play->p, c, record_val(&r, key), play->org));
	else
		play_wrong(play, a, arena_fmt(&play->step, "没有 %.*s.%.*s", P(name), P(key)));
	tx_end(&tx);
	return s;
}

/* {60-e.found_points}: a number less that of a record, never below 0. */
static bool less_hole(struct play *play, struct affair *a, struct str hole, struct str *ret)
{
	struct str from, what, name, key;
	int64_t n, less = 0;

	if (!str_cut(hole, '-', &from, &what) || !str_int(from, &n) ||
	    !str_cut(what, '.', &name, &key))
		return false;
	str_int(record_hole(play, a, name, key), &less);
	*ret = arena_fmt(&play->step, "%lld", (long long)(n > less ? n - less : 0));
	return true;
}

static bool range_hole(struct affair *a, struct str hole, int64_t *ret)
{
	struct str lo, hi;
	int64_t from, to;

	if (!str_cut(hole, '.', &lo, &hi) || !str_starts(hi, S(".")) || !str_int(lo, &from) ||
	    !str_int(str_from(hi, 1), &to))
		return false;
	*ret = from + number_below(a, to - from + 1);
	return true;
}

static struct str word_hole(struct play *play, struct affair *a, struct str hole)
{
	const struct bound *b = bound_of(a, hole);
	char last = hole.n ? hole.p[hole.n - 1] : 0;
	bool fresh = last == '*' || last == '%';
	const char *const *list;
	struct str key = { hole.p, hole.n - (fresh ? 1 : 0) };
	size_t n;

	if (b)
		return b->value;
	if ((b = bound_of(a, key)) && str_starts(b->value, S("list:")))
		key = str_from(b->value, 5);
	if (!(list = words_of(key, &n))) {
		play_wrong(play, a, arena_fmt(&play->step, "没有这个词表：{%.*s}", P(key)));
		return S("");
	}
	if (last == '%')
		return text_fill(play, a, str_of(list[(size_t)(a->number - 1) % n]));
	key = text_fill(play, a, str_of(list[number_below(a, (int64_t)n)]));
	return fresh ? key : bind(play, a, hole, key);
}

/* {8 x text}: eight parts; # is 1 to 8 and [key] a hole. */
static bool times_hole(struct play *play, struct affair *a, struct str hole, struct str *ret)
{
	struct str count, body;
	const struct bound *b;
	int64_t n;

	if (!str_cut(hole, ' ', &count, &body) || !str_starts(body, S("x ")))
		return false;
	b = bound_of(a, count);
	if (!str_int(b ? b->value : count, &n))
		return false;
	*ret = S("");
	for (int64_t i = 1; i <= n; i++) {
		struct str one = S(""), rest = str_from(body, 2);
		for (size_t at = 0; at < rest.n; at++)
			one = rest.p[at] == '#'
			              ? arena_fmt(&play->step, "%.*s%lld", P(one), (long long)i)
			              : arena_fmt(&play->step, "%.*s%c", P(one),
			                          rest.p[at] == '['   ? '{'
			                          : rest.p[at] == ']' ? '}'
			                                              : rest.p[at]);
		one = text_fill(play, a, one);
		*ret = arena_fmt(&play->step, "%.*s%s%.*s", P(*ret), i > 1 ? "|" : "", P(one));
	}
	return true;
}

static struct str hole_text(struct play *play, struct affair *a, struct str hole)
{
	struct str head, tail;
	int64_t n;

	if (times_hole(play, a, hole, &head))
		return head;
	if (str_is(hole, "n"))
		return arena_fmt(&play->step, "%d", a->number);
	if (str_starts(hole, S("n:")) && str_int(str_from(hole, 2), &n))
		return arena_fmt(&play->step, "%0*d", (int)n, a->number);
	if (str_is(hole, "year"))
		return arena_fmt(&play->step, "%d", day_year(a->day));
	if (str_is(hole, "uscc"))
		return uscc_hole(play, a);
	if (str_starts(hole, S("day")) && (hole.n == 3 || hole.p[3] == '+' || hole.p[3] == '-'))
		return day_hole(play, a, str_from(hole, 3));
	if (less_hole(play, a, hole, &head))
		return head;
	if (range_hole(a, hole, &n))
		return arena_fmt(&play->step, "%lld", (long long)n);
	if (str_cut(hole, '.', &head, &tail))
		return record_hole(play, a, head, tail);
	return word_hole(play, a, hole);
}

struct str text_fill(struct play *play, struct affair *a, struct str text)
{
	struct str out = S("");

	while (text.n) {
		const char *open = memchr(text.p, '{', text.n), *close;
		size_t plain = open ? (size_t)(open - text.p) : text.n;
		struct str filled = S("");

		close = open ? memchr(open, '}', text.n - plain) : NULL;
		if (close)
			filled = hole_text(play, a,
			                   (struct str){ open + 1, (size_t)(close - open) - 1 });
		out = arena_fmt(&play->step, "%.*s%.*s%.*s", P(out), (int)plain, text.p, P(filled));
		text = close ? str_from(text, (size_t)(close - text.p) + 1) : S("");
	}
	return out;
}

/* --- entries ---------------------------------------------------------------------------------- */

/* @name, and sets of them, become ids. */
static struct str value_text(struct play *play, struct affair *a, struct str value)
{
	struct str rest = str_trim(value), item, out = S("");

	if (!str_starts(rest, S("@")))
		return rest;
	while (str_set_item(&rest, &item)) {
		const struct named *n = name_pick(play, a, str_from(item, 1));
		if (!n)
			play_wrong(play, a, arena_fmt(&play->step, "没有这个名字：%.*s", P(item)));
		out = arena_fmt(&play->step, "%.*s%s%lld", P(out), out.n ? ";" : "",
		                (long long)(n ? n->id : 0));
	}
	return out;
}

static void add_row(struct play *play, struct affair *a, struct entry *e, struct str text)
{
	struct entry_row *rows = arena_array(&play->step, struct entry_row, e->n_rows + 1), *row;
	struct str item, key, value;
	int64_t n;

	if (e->n_rows)
		memcpy(rows, e->rows, e->n_rows * sizeof *rows);
	e->rows = rows;
	row = &rows[e->n_rows++];
	row->cells = arena_array(&play->step, struct entry, 16);
	while (str_item(&text, &item)) {
		if (!str_cut(item, ':', &key, &value))
			play_wrong(play, a,
			           arena_fmt(&play->step, "行里应当是 列:值：%.*s", P(item)));
		else if (str_is(str_trim(key), "n") && str_int(str_trim(value), &n))
			row->n = n;
		else
			row->cells[row->n_cells++] = (struct entry){
				.key = str_trim(key), .text = value_text(play, a, value)
			};
	}
}

/* key=value, key+row, key++row (added to those there are). */
static void add_entry(struct play *play, struct affair *a, struct entry *list, size_t *n,
                      struct str part)
{
	size_t at = 0;
	struct str key, rest;
	bool add;

	while (at < part.n && part.p[at] != '=' && part.p[at] != '+')
		at++;
	key = str_trim((struct str){ part.p, at });
	rest = str_from(part, at + 1);
	if (at == part.n)
		play_wrong(play, a, arena_fmt(&play->step, "看不懂：%.*s", P(part)));
	if (at == part.n || part.p[at] == '=') {
		list[(*n)++] = (struct entry){ .key = key, .text = value_text(play, a, rest) };
		return;
	}
	add = str_starts(rest, S("+"));
	rest = str_from(rest, add ? 1 : 0);
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].key, key)) {
			add_row(play, a, &list[i], rest);
			return;
		}
	list[*n] = (struct entry){ .key = key, .rowed = true, .add = add };
	add_row(play, a, &list[(*n)++], rest);
}

/* The next part of a text of parts separated by |. */
static bool next_part(struct str *rest, struct str *ret_part)
{
	if (!rest->n)
		return false;
	if (!str_cut(*rest, '|', ret_part, rest)) {
		*ret_part = *rest;
		*rest = S("");
	}
	return true;
}

size_t text_entries(struct play *play, struct affair *a, struct str fill, struct entry **ret)
{
	struct entry *list = arena_array(&play->step, struct entry, 64);
	struct str part;
	size_t n = 0;

	while (next_part(&fill, &part) && n < 64)
		if (str_trim(part).n)
			add_entry(play, a, list, &n, str_trim(part));
	*ret = list;
	return n;
}

/* In a binding & stands for the | that would end it. */
static struct str bars(struct play *play, struct str value)
{
	char *z = arena_z(&play->step, value);

	for (char *p = z; *p; p++)
		if (*p == '&')
			*p = '|';
	return (struct str){ z, value.n };
}

/* name=@pool* names a record of this affair; key=text binds a word. */
void text_bind(struct play *play, struct affair *a, const char *with)
{
	struct str rest = str_of(with), part, key, value;

	while (next_part(&rest, &part)) {
		if (!str_cut(part, '=', &key, &value)) {
			play_wrong(play, a, arena_fmt(&play->step, "看不懂：%.*s", P(part)));
			continue;
		}
		value = text_fill(play, a, str_trim(value));
		if (str_starts(value, S("@")) && !memchr(value.p, ';', value.n)) {
			const struct named *n = name_pick(play, a, str_from(value, 1));
			if (n)
				name_add(play, &a->names, str_trim(key), n->t, n->id);
			else
				play_wrong(play, a,
				           arena_fmt(&play->step, "没有这个名字：%.*s", P(value)));
			continue;
		}
		bind(play, a, str_trim(key), bars(play, value));
	}
}
