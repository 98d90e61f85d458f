/*
 * freeze.c - what a report said, kept, and later compared with the records
 *
 * A freeze is one row of report_freezes (its body is the canonical JSON of what was kept), one of
 * figures_frozen for each figure, one of records_frozen for each record behind it with the SM3 of
 * its row.  A record that stands behind a figure more than once (by several of its rows) has n from
 * 0 on.  Comparing counts the same figure for the same period with today's records, and tells the
 * records apart by id and hash.
 */
#include "report/report.h"
#include "base/json.h"
#include "base/must.h"
#include "base/sm3.h"
#include "journal/journal.h"

#include <stdlib.h>
#include <string.h>

enum { PUT_FREEZE, PUT_FIGURE, PUT_RECORD, NEWEST, FIGURES, RECORDS, N_SQL };
static const struct stmt sql[N_SQL] = {
	[PUT_FREEZE] = { "INSERT INTO report_freezes (org, id, kind, year, cutoff, frozen_at, \"by\", body)"
	                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[PUT_FIGURE] = { "INSERT INTO figures_frozen (org, \"freeze\", figure, value, among, unit, rule, records)"
	                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[PUT_RECORD] = { "INSERT INTO records_frozen (org, \"freeze\", figure, ledger, record, n, counted, hash)"
	                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[NEWEST] = { "SELECT id, cutoff, frozen_at FROM report_freezes WHERE org = $1 AND kind = $2 AND year = $3"
	             " ORDER BY frozen_at DESC, id DESC LIMIT 1" },
	[FIGURES] = { "SELECT figure, value, among, unit FROM figures_frozen WHERE org = $1 AND \"freeze\" = $2 ORDER BY figure" },
	[RECORDS] = { "SELECT ledger, record, n, counted, hash FROM records_frozen WHERE org = $1 AND \"freeze\" = $2"
	              " AND figure = $3 ORDER BY ledger, record, n" },
};

/* --- records ---------------------------------------------------------------------------------- */

static void put_val(struct json *j, struct val v)
{
	if (v.is == VAL_INT)
		json_int(j, v.i);
	else if (v.is == VAL_TEXT)
		json_str(j, v.s);
	else
		json_null(j);
}

static int by_key(const void *a, const void *b)
{
	return str_cmp(**(struct str *const *)a, **(struct str *const *)b);
}

/* The record's own columns, sorted by key; `version` counts steps and says nothing of the record. */
static void put_columns(struct json *j, struct tx *tx, const struct record *rec)
{
	const struct table *t = rec->t;
	const struct str **keys = arena_array(tx->arena, const struct str *, t->n_columns + 1);
	size_t n = 0;

	for (size_t i = 0; i < t->n_columns; i++)
		if (!str_is(t->columns[i].key, "version"))
			keys[n++] = &t->columns[i].key;
	qsort(keys, n, sizeof(*keys), by_key);
	for (size_t i = 0; i < n; i++) {
		json_key_str(j, *keys[i]);
		put_val(j, record_val(rec, *keys[i]));
	}
}

static void put_rows(struct json *j, struct tx *tx, const struct record *rec, const struct field *f)
{
	struct row *rows;
	size_t n = record_rows(tx, rec, f, &rows), width = f->kind == ROWS ? f->n_rows : 1;

	json_key(j, f->key);
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '[');
		for (size_t c = 0; c < width; c++)
			put_val(j, rows[i].v[c]);
		json_close(j, ']');
	}
	json_close(j, ']');
}

struct str record_hash(struct tx *tx, const struct record *rec)
{
	const struct ledger *l = rec->t->l;
	struct json j;
	struct buf b;
	struct str hash;

	buf_init(&b, 8 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "record");
	json_open(&j, '{');
	put_columns(&j, tx, rec);
	json_close(&j, '}');
	json_key(&j, "rows");
	json_open(&j, '{');
	for (size_t i = 0; i < l->n_fields; i++)
		if (l->fields[i].kind == ROWS || l->fields[i].kind == PICKS ||
		    l->fields[i].kind == REFS)
			put_rows(&j, tx, rec, &l->fields[i]);
	json_close(&j, '}');
	json_close(&j, '}');
	hash = sm3_hex(tx->arena, buf_str(&b));
	buf_drop(&b);
	return hash;
}

/* A record behind a figure, with its hash; `n` tells apart those that stand twice. */
struct kept_record {
	struct str ledger;
	int64_t id, n;
	bool counted;
	struct str hash, number;
};

static int by_record(const void *a, const void *b)
{
	const struct kept_record *x = a, *y = b;
	int c = str_cmp(x->ledger, y->ledger);

	if (c || x->id != y->id)
		return c ? c : x->id < y->id ? -1 : 1;
	return (x->n > y->n) - (x->n < y->n);
}

static void number_again(struct kept_record *list, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (list[i].id == list[i - 1].id && str_eq(list[i].ledger, list[i - 1].ledger))
			list[i].n = list[i - 1].n + 1;
}

static size_t records_of(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                         const struct period *d, struct kept_record **ret)
{
	struct behind *list;
	size_t n = figure_records(tx, p, org, s, d, NULL, &list, NULL);
	struct kept_record *kept = arena_array(tx->arena, struct kept_record, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct record rec;

		kept[i] = (struct kept_record){ .ledger = str_of(list[i].t->l->key),
			                        .id = list[i].id,
			                        .counted = list[i].counted,
			                        .number = list[i].number };
		if (record_load(tx, list[i].t, org, list[i].id, &rec))
			kept[i].hash = record_hash(tx, &rec);
	}
	qsort(kept, n, sizeof(*kept), by_record);
	number_again(kept, n);
	*ret = kept;
	return n;
}

/* --- freezing --------------------------------------------------------------------------------- */

/* What a figure's number is kept as: that of work in progress is what is carried out. */
static struct val kept_value(const struct figure_use *u)
{
	if (!u->kept || !u->value.has)
		return NULL_VAL;
	return val_int(u->spec.measure == FLOW ? u->value.flow[FLOW_CARRIED] : u->value.n);
}

static void put_body_figure(struct json *j, const struct figure_use *u,
                            const struct kept_record *list, size_t n)
{
	json_open(j, '{');
	json_key(j, "among");
	json_int(j, u->value.d);
	json_pair(j, "key", u->ref.id);
	json_key(j, "records");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		json_str(j, list[i].hash);
	json_close(j, ']');
	json_key(j, "value");
	put_val(j, kept_value(u));
	json_close(j, '}');
}

static void freeze_figure(struct tx *tx, struct report *r, int64_t id, struct figure_use *u,
                          struct json *j)
{
	struct kept_record *list;
	size_t n = records_of(tx, r->p, r->ask.org, &u->spec, &r->period, &list);

	db_exec(tx, &sql[PUT_FIGURE], r->ask.org, id, u->ref.id, kept_value(u), u->value.d, u->unit,
	        u->rule, (int64_t)n);
	for (size_t i = 0; i < n; i++)
		db_exec(tx, &sql[PUT_RECORD], r->ask.org, id, u->ref.id, list[i].ledger, list[i].id,
		        list[i].n, (int64_t)list[i].counted, list[i].hash);
	put_body_figure(j, u, list, n);
}

bool report_freeze(struct tx *tx, struct report *r, int64_t by, int64_t *ret_id,
                   struct str *ret_digest)
{
	int64_t id = tx_new_id(tx);
	struct str body, digest;
	struct json j;
	struct buf b, text;

	must(r->tx == tx && tx->writes);
	buf_init(&b, 256 << 20);
	buf_init(&text, 64 << 20);
	document_markdown(&r->doc, &text);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "cutoff");
	json_day(&j, r->period.cutoff);
	json_key(&j, "figures");
	json_open(&j, '[');
	for (size_t i = 0; i < r->n_uses; i++)
		freeze_figure(tx, r, id, r->uses[i], &j);
	json_close(&j, ']');
	json_pair(&j, "kind", r->ask.kind);
	json_pair(&j, "template", r->template_hash);
	json_pair(&j, "text", buf_str(&text));
	json_key(&j, "year");
	json_int(&j, r->ask.year);
	json_close(&j, '}');
	body = buf_str(&b);
	digest = sm3_hex(tx->arena, body);
	if (b.over || text.over)
		fault(tx->r, S("报告太大，不能冻结。"));
	db_exec(tx, &sql[PUT_FREEZE], r->ask.org, id, r->ask.kind, r->ask.year, r->period.cutoff,
	        world_now(tx->world), by, body);
	buf_drop(&text);
	buf_drop(&b);
	if (tx->r->fault)
		return false;
	*ret_id = id;
	*ret_digest = digest;
	return true;
}

/* --- comparing -------------------------------------------------------------------------------- */

static size_t frozen_records(struct tx *tx, int64_t org, int64_t id, struct str figure,
                             struct kept_record **ret)
{
	struct rows q = db_query(tx, &sql[RECORDS], org, id, figure);
	struct kept_record one = { 0 }, *list = NULL;
	size_t n = 0, cap = 0;

	while (db_row(&q, &one.ledger, &one.id, &one.n, &one.counted, &one.hash)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = one;
		list[n].ledger = arena_str(tx->arena, one.ledger);
		list[n++].hash = arena_str(tx->arena, one.hash);
	}
	*ret = list;
	return n;
}

struct compared {
	struct tx *tx;
	const struct program *p;
	int64_t org;
};

static void drift(struct compared *c, struct frozen_figure *f, enum drift is,
                  const struct kept_record *k)
{
	struct drifted d = {
		.is = is, .t = table_of(c->p, k->ledger), .id = k->id, .number = k->number
	};
	struct record rec;

	if (!d.number.n && d.t && record_load(c->tx, d.t, c->org, k->id, &rec))
		d.number = record_text(&rec, S("number"));
	arena_grow(c->tx->arena, f->records, f->n_records, f->cap_records);
	f->records[f->n_records++] = d;
	f->differs = true;
}

/* Both lists are in the same order: one walk over the two. */
static void compare_records(struct compared *c, struct frozen_figure *f,
                            const struct kept_record *was, size_t n_was,
                            const struct kept_record *now, size_t n_now)
{
	size_t i = 0, k = 0;

	while (i < n_was || k < n_now) {
		int order = i == n_was ? 1 : k == n_now ? -1 : by_record(&was[i], &now[k]);
		bool same = i < n_was && k < n_now && was[i].id == now[k].id &&
		            was[i].n == now[k].n && str_eq(was[i].ledger, now[k].ledger);

		if (same) {
			if (!str_eq(was[i].hash, now[k].hash) || was[i].counted != now[k].counted)
				drift(c, f, DRIFT_CHANGED, &now[k]);
			i++;
			k++;
		} else if (order < 0) {
			drift(c, f, DRIFT_GONE, &was[i++]);
		} else {
			drift(c, f, DRIFT_ADDED, &now[k++]);
		}
	}
}

static struct str text_of(struct tx *tx, const struct spec *s, struct figure_value v)
{
	return s->measure == FLOW ? arena_fmt(tx->arena, "%lld", (long long)v.n)
	                          : figure_text(tx->arena, s, &v);
}

/* One figure: its frozen number against today's. */
static void compare_figure(struct compared *c, int64_t freeze, const struct period *d,
                           struct frozen_figure *f, struct val value, int64_t among)
{
	struct figure_value was = { .has = value.is == VAL_INT, .n = value.i, .d = among }, now;
	struct kept_record *before, *after = NULL;
	size_t n_before = frozen_records(c->tx, c->org, freeze, f->key, &before), n_after = 0;
	struct spec s;
	struct ref ref;
	struct str why;

	if (!ref_resolve(c->p, c->tx->arena, f->key, &ref, &why)) {
		f->label = why;
		f->differs = true;
		return;
	}
	spec_of_ref(c->tx->arena, &ref, &s);
	spec_count(c->tx, c->p, c->org, &s, d, &now);
	if (s.measure == FLOW)
		now.n = now.flow[FLOW_CARRIED];
	f->label = str_of(ref.f->label);
	f->was = text_of(c->tx, &s, was);
	f->now = now.has ? text_of(c->tx, &s, now) : S("");
	/* A figure that was open has nothing to compare with until its ledger has a record. */
	f->differs = was.has ? was.n != now.n || was.d != now.d || !now.has
	                     : now.has && now.records > 0;
	n_after = records_of(c->tx, c->p, c->org, &s, d, &after);
	compare_records(c, f, before, n_before, after, n_after);
}

bool report_compare_frozen(struct tx *tx, const struct program *p, int64_t org, struct str kind,
                           int year, struct frozen *ret)
{
	struct compared c = { tx, p, org };
	struct frozen f = { 0 };
	struct rows q;
	struct val *values = NULL;
	int64_t *among = NULL;
	size_t cap = 0, cap_values = 0, cap_among = 0;
	struct frozen_figure one = { 0 };
	struct val value;
	int64_t d;
	struct period period;

	if (!db_one(tx, &sql[NEWEST], VALS(org, kind, year), &f.id, &f.cutoff, &f.at))
		return false;
	q = db_query(tx, &sql[FIGURES], org, f.id);
	while (db_row(&q, &one.key, &value, &d, &one.unit)) {
		arena_grow(tx->arena, f.figures, f.n_figures, cap);
		arena_grow(tx->arena, values, f.n_figures, cap_values);
		arena_grow(tx->arena, among, f.n_figures, cap_among);
		values[f.n_figures] = value;
		among[f.n_figures] = d;
		f.figures[f.n_figures++] = (struct frozen_figure){
			.key = arena_str(tx->arena, one.key), .unit = arena_str(tx->arena, one.unit)
		};
	}
	period = report_period(year, f.cutoff);
	for (size_t i = 0; i < f.n_figures && !tx->r->fault; i++) {
		compare_figure(&c, f.id, &period, &f.figures[i], values[i], among[i]);
		f.n_differ += f.figures[i].differs;
	}
	*ret = f;
	return !tx->r->fault;
}

/* --- the whole act --------------------------------------------------------------------------- */

static void freeze_enter(struct tx *tx, const struct report_ask *ask,
                         const struct report_actor *who, int64_t id, struct str digest)
{
	struct str body = arena_fmt(tx->arena,
	                            "{\"digest\":\"%.*s\",\"kind\":\"%.*s\",\"year\":%d}",
	                            P(digest), P(ask->kind), ask->year);

	journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = who->entered_by,
	                                            .done_by = who->done_by,
	                                            .ledger = S("report"),
	                                            .record = id,
	                                            .verb = S("freeze"),
	                                            .body = body,
	                                            .origin = str_of(who->origin) });
}

bool report_freeze_now(struct tx *tx, const struct program *p, const struct report_ask *ask,
                       const struct report_actor *who, int64_t *ret_id, struct str *ret_digest)
{
	struct report r;

	if (!report_build(tx, p, ask, &r))
		return false;
	if (!report_sound(&r))
		return refuse_with(
			tx->r,
			(struct refusal){ .say = S("有核对不成立的，报告只是草稿，不能固化。"),
		                          .way = S("先看校验哪里不符，改正后再固化。") });
	if (!report_freeze(tx, &r, who->done_by, ret_id, ret_digest))
		return false;
	freeze_enter(tx, ask, who, *ret_id, *ret_digest);
	return !tx->r->fault;
}
