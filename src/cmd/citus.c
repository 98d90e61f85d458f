/*
 * citus.c - yifa ledgers --citus: the statements that spread the tables over a Citus cluster by `org`
 *
 * A table goes by `org` when its primary key and every unique index of it hold `org`: what Citus asks
 * of a distributed table.  The others stay on the coordinator, each named with why.
 */
#include "cmd/app.h"

#include "ledgers/ledgers.h"
#include "store/fixed.h"

static bool names(const char *list, const char *column)
{
	return str_index(list, str_of(column)) >= 0;
}

static bool has_column(const struct sql_table *t, const char *column)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (!strcmp(t->columns[i].name, column))
			return true;
	return false;
}

/* Why it stays on the coordinator; NULL: it goes by org. */
static const char *stays(const struct sql_table *t)
{
	if (!has_column(t, "org"))
		return "is of the database as a whole";
	if (!names(t->key, "org") && !has_column(t, "of") && !names(t->key, "id"))
		return "is found before the bureau is known";
	for (size_t i = 0; i < t->n_indexes; i++)
		if (t->indexes[i][0] == '!' && !names(t->indexes[i] + 1, "org"))
			return "has to be unique over all bureaus";
	return NULL;
}

static void put_table(struct buf *out, const struct sql_table *t)
{
	const char *why = stays(t);

	if (why)
		buf_fmt(out, "-- %s: local, it %s\n", t->name, why);
	else
		buf_fmt(out, "SELECT create_distributed_table('\"%s\"', 'org');\n", t->name);
}

enum exit_code put_citus(struct app *app)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	struct sql_tables tables = { .arena = &app->arena };

	for (size_t i = 0; i < n_fixed_tables; i++)
		tables_add(&tables, fixed_tables[i]);
	for (size_t i = 0; i < n; i++)
		tables_of_ledger(&tables, list[i].l);
	if (tables.error.n)
		return app_no(app, FAULTED, "%.*s", P(tables.error));
	buf_putz(
		&app->out,
		"-- Written by `yifa ledgers --citus` and compared by a test; see deploy/README.md.\n");
	for (size_t i = 0; i < tables.n; i++)
		put_table(&app->out, &tables.list[i]);
	return DONE;
}
