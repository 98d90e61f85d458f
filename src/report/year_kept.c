/*
 * year_kept.c - counting the numbers of a desk once, and reading them
 */
#include <string.h>

#include "report/report.h"
#include "report/year_kept.h"

enum { KEEP_ARENA = 1 << 30, MAX_KEPT = 4096 };

const struct year_groups year_shown[] = {
	{ "inspection.visits", "month:" },
	{ "hazard.found", "month:" },
	{ "case.opened", "month:" },
	{ "case.total", "domain" },
};
const size_t n_year_shown = sizeof year_shown / sizeof *year_shown;

enum { WHEN, VALUE, GROUPS, CLEAR, ADD, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[WHEN]   = { "SELECT at FROM year_kept WHERE org = $1 AND year = $2 AND key = 'at' AND part = 0", NULL },
	[VALUE]  = { "SELECT has, n, d, records FROM year_kept WHERE org = $1 AND year = $2 AND key = $3 AND part = 0", NULL },
	[GROUPS] = { "SELECT name, label, has, n, d FROM year_kept WHERE org = $1 AND year = $2 AND key = $3 AND part > 0 ORDER BY part", NULL },
	[CLEAR]  = { "DELETE FROM year_kept WHERE org = $1", NULL },
	[ADD]    = { "INSERT INTO year_kept (org, year, key, part, name, label, has, n, d, records, at)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", NULL },
};
/* clang-format on */

/* --- reading --------------------------------------------------------------------------------- */

static bool is_large(struct tx *tx, const struct program *p, int64_t org)
{
	int64_t all = 0, n;

	for (size_t i = 0; i < p->n_tables && all <= LARGE_RECORDS; i++) {
		struct str text = arena_fmt(
			tx->arena,
			"SELECT COUNT(*) FROM (SELECT 1 FROM \"%s\" WHERE org = "
			"$1 LIMIT %d) c",
			p->tables[i].l->key, LARGE_RECORDS + 1);
		if (db_one(tx, stmt_intern(p->tables[i].program, text), VALS(org), &n))
			all += n;
	}
	return all > LARGE_RECORDS;
}

struct year_source year_source(struct tx *tx, const struct program *p, int64_t org, int year)
{
	struct year_source y = { .large = is_large(tx, p, org) };
	struct rows q;

	if (!y.large)
		return y;
	q = db_query(tx, &sql[WHEN], org, (int64_t)year);
	if (db_row(&q, &y.at)) {
		y.kept = true;
		db_close(&q);
	}
	return y;
}

bool year_value(struct tx *tx, int64_t org, int year, struct str key, struct figure_value *ret)
{
	struct figure_value v = { .why = S("") };
	struct rows q = db_query(tx, &sql[VALUE], org, (int64_t)year, key);
	int64_t has;

	if (!db_row(&q, &has, &v.n, &v.d, &v.records))
		return false;
	db_close(&q);
	v.has = has != 0;
	*ret = v;
	return true;
}

size_t year_groups(struct tx *tx, struct arena *a, int64_t org, int year, struct str key,
                   struct group **ret)
{
	struct rows q = db_query(tx, &sql[GROUPS], org, (int64_t)year, key);
	struct group *list = NULL, g = { .value.why = S("") };
	int64_t has;
	size_t n = 0, cap = 0;

	while (db_row(&q, &g.key[0], &g.label[0], &has, &g.value.n, &g.value.d)) {
		arena_grow(a, list, n, cap);
		g.value.has = has != 0;
		list[n] = g;
		list[n].key[0] = arena_str(a, g.key[0]);
		list[n++].label[0] = arena_str(a, g.label[0]);
	}
	*ret = list;
	return n;
}

bool is_shown_share(const struct figure *f)
{
	return f->measure == SHARE && !f->per;
}

bool year_progress(struct tx *tx, const struct program *p, int64_t org, int year, struct day cutoff,
                   struct year_progress *ret)
{
	struct report_ask ask = { .kind = S("annual"), .org = org, .year = year, .cutoff = cutoff };
	struct report r;

	if (!report_build(tx, p, &ask, &r))
		return false;
	*ret = (struct year_progress){ 0 };
	for (size_t i = 0; i < r.n_sections; i++) {
		ret->checked += (int64_t)r.sections[i].checked;
		ret->total += (int64_t)r.sections[i].total;
	}
	for (size_t i = 0; i < r.n_checks; i++)
		ret->failed += !r.checks[i].ok && !r.checks[i].warning;
	return true;
}

/* --- counting -------------------------------------------------------------------------------- */

struct kept_row {
	struct str key, name, label;
	int64_t part;
	struct figure_value v;
};

struct keeping {
	struct tx tx;
	const struct program *p;
	int64_t org;
	int year;
	struct period period;
	struct instant at;
	struct kept_row *list;
	size_t n;
};

static void keep(struct keeping *k, struct kept_row c)
{
	if (k->n < MAX_KEPT)
		k->list[k->n++] = c;
}

static void keep_number(struct keeping *k, const char *key, int64_t n)
{
	keep(k, (struct kept_row){ .key = str_of(key), .v = { .has = true, .n = n } });
}

static bool keep_value(struct keeping *k, struct str key, struct ref *ref, struct spec *spec)
{
	struct kept_row c = { .key = key };
	struct str why = S("");

	if (!ref_resolve(k->p, k->tx.arena, key, ref, &why))
		return false;
	spec_of_ref(k->tx.arena, ref, spec);
	spec->n_by = 0;
	if (!spec_count(&k->tx, k->p, k->org, spec, &k->period, &c.v))
		return false;
	keep(k, c);
	return true;
}

struct str year_breakdown(const struct figure *f, const char *head)
{
	struct str rest = str_of(f->by), item;

	while (str_item(&rest, &item))
		if (str_starts(item, str_of(head)))
			return item;
	return S("");
}

static void keep_groups(struct keeping *k, const struct year_groups *shown)
{
	struct arena *a = k->tx.arena;
	struct period whole = period_of_year(k->year);
	struct group *groups;
	struct spec spec;
	struct ref ref;
	struct str by;
	size_t n;

	if (!keep_value(k, str_of(shown->key), &ref, &spec) ||
	    !(by = year_breakdown(ref.f, shown->by)).n)
		return;
	spec.by[0] = arena_z(a, by);
	spec.n_by = 1;
	n = spec_groups(&k->tx, k->p, k->org, &spec, &whole, &groups);
	for (size_t i = 0; i < n; i++)
		keep(k, (struct kept_row){ .key = arena_fmt(a, "%s|%.*s", shown->key, P(by)),
		                           .name = groups[i].key[0],
		                           .label = groups[i].label[0],
		                           .part = (int64_t)i + 1,
		                           .v = groups[i].value });
}

static void keep_shares(struct keeping *k)
{
	for (size_t i = 0; i < k->p->n_tables; i++) {
		const struct ledger *l = k->p->tables[i].l;
		for (size_t f = 0; f < l->n_figures; f++) {
			struct ref ref;
			struct spec spec;
			if (is_shown_share(&l->figures[f]))
				keep_value(
					k,
					arena_fmt(k->tx.arena, "%s.%s", l->key, l->figures[f].key),
					&ref, &spec);
		}
	}
}

static void keep_progress(struct keeping *k)
{
	struct year_progress g;

	if (!year_progress(&k->tx, k->p, k->org, k->year, world_today(k->tx.world), &g))
		return;
	keep_number(k, "report.checked", g.checked);
	keep_number(k, "report.total", g.total);
	keep_number(k, "report.failed", g.failed);
}

static bool write_kept(struct tx *tx, void *arg)
{
	const struct keeping *k = arg;

	db_exec(tx, &sql[CLEAR], k->org);
	for (size_t i = 0; i < k->n; i++) {
		const struct kept_row *c = &k->list[i];
		db_exec(tx, &sql[ADD], k->org, (int64_t)k->year, c->key, c->part, c->name, c->label,
		        (int64_t)c->v.has, c->v.n, c->v.d, c->v.records, k->at);
	}
	return !tx->r->fault;
}

bool year_keep(struct db *db, const struct program *p, struct world *world, struct refusals *r,
               int64_t org)
{
	struct day today = world_today(world), end = day_year_end(day_year(today));
	struct keeping k = { .p = p, .org = org, .year = day_year(today) };
	struct arena a;
	bool ok;

	arena_init(&a, KEEP_ARENA);
	k.list = arena_array(&a, struct kept_row, MAX_KEPT);
	k.period = report_period(k.year, today.n < end.n ? today : DAY_NONE);
	k.at = world_now(world);
	k.tx = tx_read(db, world, &a, r);
	keep_number(&k, "at", 0);
	for (size_t i = 0; i < n_year_shown; i++)
		keep_groups(&k, &year_shown[i]);
	keep_shares(&k);
	keep_progress(&k);
	tx_end(&k.tx);
	ok = !r->fault && tx_run(db, world, &a, r, write_kept, &k);
	arena_drop(&a);
	return ok;
}
