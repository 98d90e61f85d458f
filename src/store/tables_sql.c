/*
 * tables_sql.c - definitions of tables and indexes in the words of a driver
 *
 * A name that is longer than the database keeps is cut and ends in a part of its hash, so that two
 * long ones stay two.
 */
#include "store/inner.h"
#include "base/must.h"
#include "base/sm3.h"

#include <string.h>

void sql_column_text(struct buf *out, const struct driver *d, const struct sql_table *t,
                     const struct sql_column *c)
{
	bool row_id = d->is_row_id(t, c);

	buf_fmt(out, "\"%s\" %s", c->name, row_id ? "INTEGER PRIMARY KEY" : d->types[c->type]);
	if (c->type == COLUMN_TEXT)
		buf_putz(out, " NOT NULL DEFAULT ''");
	else if (c->rest && !row_id)
		buf_fmt(out, " %s", c->rest);
}

static bool has_column(const struct sql_table *t, const char *name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return true;
	return false;
}

/* Where many databases are one, org comes first in every key. */
static void key_text(struct buf *out, const struct driver *d, const struct sql_table *t)
{
	bool bare = d->many && has_column(t, "org") && strncmp(t->key, "org", 3) != 0 &&
	            has_column(t, "of");

	buf_putz(out, bare ? ", PRIMARY KEY (\"org\", " : ", PRIMARY KEY (");
	sql_names(out, str_of(t->key));
	buf_putc(out, ')');
}

void sql_table_text(struct buf *out, const struct driver *d, const struct sql_table *t)
{
	bool keyed = false;

	must(strlen(t->name) <= d->longest_name);
	buf_fmt(out, "CREATE TABLE \"%s\" (", t->name);
	for (size_t i = 0; i < t->n_columns; i++) {
		buf_putz(out, i ? ", " : "");
		sql_column_text(out, d, t, &t->columns[i]);
		keyed |= d->is_row_id(t, &t->columns[i]);
	}
	if (!keyed)
		key_text(out, d, t);
	buf_putc(out, ')');
}

/* --- indexes --------------------------------------------------------------------------------- */

/* Index names tell of the columns, and of which rows are left out. */
static void put_name_end(struct buf *out, const char *where)
{
	static const struct {
		const char *column, *end;
	} ends[] = {
		{ "ended_on", "_open" },
		{ "!ended_on", "_ended" },
		{ "in_section", "_unplaced" },
	};
	struct str rest = str_of(where), column;

	while (str_item(&rest, &column))
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
			if (str_is(column, ends[i].column))
				buf_putz(out, ends[i].end);
}

/* "org, x WHERE y": the columns; *ret_where: y, or NULL. */
static struct str parse_index(const char *list, const char **ret_where)
{
	static const char mark[] = " WHERE ";
	const char *at = strstr(list, mark);

	*ret_where = at ? at + sizeof mark - 1 : NULL;
	return at ? (struct str){ list, (size_t)(at - list) } : str_of(list);
}

void sql_index_name(struct buf *out, const struct driver *d, const char *table, struct str index)
{
	struct arena a;
	struct buf name;
	struct str columns, column, whole;
	const char *where;

	arena_init(&a, 1 << 16);
	buf_init(&name, 1 << 12);
	buf_fmt(&name, "ix_%s", table);
	columns = parse_index(arena_z(&a, index), &where);
	while (str_item(&columns, &column))
		if (!str_is(column, "org"))
			buf_fmt(&name, "_%.*s", P(column));
	put_name_end(&name, where);
	whole = buf_str(&name);
	if (whole.n > d->longest_name)
		whole = arena_fmt(&a, "%.*s_%.8s", (int)(d->longest_name - 9), whole.p,
		                  sm3_hex(&a, whole).p);
	buf_put(out, whole);
	buf_drop(&name);
	arena_drop(&a);
}

/* A row id that comes last is in every index of it already. */
static struct str without_id(const struct driver *d, const struct sql_table *t, struct str columns)
{
	static const struct sql_column id = { "id", COLUMN_INT, NULL };
	struct str end = S(", id");

	if (d->is_row_id(t, &id) && str_ends(columns, end))
		columns.n -= end.n;
	return columns;
}

static void where_text(struct buf *out, const char *where)
{
	struct str rest = str_of(where), column;

	for (size_t i = 0; str_item(&rest, &column); i++) {
		bool set = str_starts(column, S("!"));
		buf_fmt(out, "%s\"%.*s\" IS %sNULL", i ? " AND " : " WHERE ",
		        P(set ? str_from(column, 1) : column), set ? "NOT " : "");
	}
}

void sql_index_text(struct buf *out, const struct driver *d, const struct sql_table *t,
                    const char *list)
{
	bool unique = list[0] == '!';
	const char *where;
	struct str columns = parse_index(list + unique, &where);

	buf_fmt(out, "CREATE %sINDEX IF NOT EXISTS \"", unique ? "UNIQUE " : "");
	sql_index_name(out, d, t->name, str_of(list + unique));
	buf_fmt(out, "\" ON \"%s\" (", t->name);
	sql_names(out, without_id(d, t, columns));
	buf_putc(out, ')');
	where_text(out, where);
}
