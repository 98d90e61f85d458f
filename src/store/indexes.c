/*
 * indexes.c - the indexes that lists walk
 */
#include "store/indexes.h"
#include "store/inner.h"

#include <string.h>

bool is_equal_field(const struct field *f)
{
	return f->flags & LIST && (f->kind == PICK || f->kind == YESNO || f->kind == REF ||
	                           f->kind == TEXT || f->kind == NUMBER);
}

bool is_sort_field(const struct field *f)
{
	return f->flags & SORT && !(f->flags & (PERSONAL | SECRET)) && f->kind != ROWS &&
	       f->kind != REFS && f->kind != PICKS;
}

bool is_name_field(const struct field *f)
{
	return is_sort_field(f) && f->flags & PINYIN;
}

struct str sort_column(struct arena *a, const struct field *f)
{
	return is_name_field(f) ? arena_fmt(a, "%s_order", f->key) : str_of(f->key);
}

static const char *const rights[] = { "in_section", "handler", "begun_by" };
enum { N_RIGHTS = sizeof rights / sizeof *rights };

static bool is_of_rights(const char *key)
{
	for (size_t i = 0; i < N_RIGHTS; i++)
		if (!strcmp(key, rights[i]))
			return true;
	return false;
}

static struct str sorted(struct arena *a, const struct ledger *l, const char *sort, const char *end)
{
	struct buf list;
	struct str text;

	buf_init(&list, 4 << 10);
	buf_fmt(&list, "org, %s, id", sort);
	for (size_t i = 0; i < N_RIGHTS; i++)
		buf_fmt(&list, ", %s", rights[i]);
	for (size_t i = 0; i < l->n_fields; i++) {
		const char *key = l->fields[i].key;
		if (is_equal_field(&l->fields[i]) && strcmp(key, sort) && !is_of_rights(key))
			buf_fmt(&list, ", %s", key);
	}
	buf_putz(&list, end);
	text = arena_str(a, buf_str(&list));
	buf_drop(&list);
	return text;
}

struct str index_sorted(struct arena *a, const struct ledger *l, const char *sort)
{
	return sorted(a, l, sort, "");
}

struct str index_open(struct arena *a, const struct ledger *l, const char *sort)
{
	return sorted(a, l, sort, " WHERE ended_on");
}

struct str index_value(struct arena *a, const char *column)
{
	return arena_fmt(a, "org, %s, begun_on, id", column);
}

struct str index_value_open(struct arena *a, const char *column)
{
	return arena_fmt(a, "org, %s, begun_on, id WHERE ended_on", column);
}

struct str index_state_ended(struct arena *a, const char *sort)
{
	return arena_fmt(a, "org, state, %s, id WHERE !ended_on", sort);
}

struct str index_due(struct arena *a, const char *clock)
{
	return arena_fmt(a, "org, %s_due WHERE %s_done,ended_on", clock, clock);
}

struct str sql_by_index(const struct tx *tx, struct arena *a, const char *table, struct str index)
{
	struct buf out;
	struct str text;

	if (!tx->db->driver->by_index || !index.n)
		return S("");
	buf_init(&out, 4 << 10);
	buf_putz(&out, " INDEXED BY \"");
	sql_index_name(&out, tx->db->driver, table, index);
	buf_putz(&out, "\"");
	text = arena_str(a, buf_str(&out));
	buf_drop(&out);
	return text;
}
