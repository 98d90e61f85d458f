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

static void index_name(struct buf *out, const struct driver *d, const char *table,
                       struct str columns)
{
	struct arena a;
	struct buf name;
	struct str column, whole;

	arena_init(&a, 1 << 16);
	buf_init(&name, 1 << 12);
	buf_fmt(&name, "ix_%s", table);
	while (str_item(&columns, &column))
		if (!str_is(column, "org"))
			buf_fmt(&name, "_%.*s", P(column));
	whole = buf_str(&name);
	if (whole.n > d->longest_name)
		whole = arena_fmt(&a, "%.*s_%.8s", (int)(d->longest_name - 9), whole.p,
		                  sm3_hex(&a, whole).p);
	buf_put(out, whole);
	buf_drop(&name);
	arena_drop(&a);
}

void sql_index_text(struct buf *out, const struct driver *d, const struct sql_table *t,
                    const char *list)
{
	const char *where = strstr(list, " WHERE ");
	bool unique = list[0] == '!';
	struct str columns;

	list += unique;
	columns = where ? (struct str){ list, (size_t)(where - list) } : str_of(list);
	buf_fmt(out, "CREATE %sINDEX IF NOT EXISTS \"", unique ? "UNIQUE " : "");
	index_name(out, d, t->name, columns);
	buf_fmt(out, "\" ON \"%s\" (", t->name);
	sql_names(out, columns);
	buf_putc(out, ')');
	if (where)
		buf_fmt(out, " WHERE \"%s\" IS NULL", where + strlen(" WHERE "));
}
