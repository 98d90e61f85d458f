/*
 * figures.c - measures, written as SQL and read back
 *
 * One writer for every figure, declared or asked for: FROM and WHERE are the same for the number,
 * its breakdown and the list of records behind it, so that they cannot disagree.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/conds.h"
#include "ledger/figures.h"
#include "ledger/record.h"
#include "store/dialect.h"

struct figure_sql {
	struct query q;
};

/* A figure being written. */
struct making {
	struct writer w;
	const struct spec *s;
	struct tx *tx; /* for conditions; NULL at the start of the program    */
	int64_t org;
	struct scope record, row, group;
	const struct scope *sc; /* innermost                                           */
};

struct period period_of_year(int year)
{
	return (struct period){ day_make(year, 1, 1), day_year_end(year), day_year_end(year) };
}

void spec_of(const struct table *t, const struct figure *f, struct spec *ret)
{
	struct str rest = str_of(f->by), item;

	*ret = (struct spec){
		.t = t,
		.measure = f->measure,
		.on = f->on,
		.during = f->during,
		.rows = f->rows,
		.field = f->field,
		.where = f->where,
		.among = f->among,
		.per = f->per,
		.everyone = f->everyone.path,
		.everyone_where = f->everyone.where,
		.staying = f->staying,
		.unit = f->unit,
	};
	while (ret->n_by < 4 && str_item(&rest, &item))
		ret->by[ret->n_by++] = arena_z(t->program->arena, item);
}

const struct figure *figure_of(const struct program *p, struct str key,
                               const struct table **ret_table)
{
	struct str ledger, name;
	struct table *t;

	if (!str_cut(key, '.', &ledger, &name) || !(t = table_of(p, ledger)))
		return NULL;
	for (size_t i = 0; i < t->l->n_figures; i++)
		if (str_is(name, t->l->figures[i].key)) {
			*ret_table = t;
			return &t->l->figures[i];
		}
	return NULL;
}

/* --- parts of the statement ------------------------------------------------------------------- */

static void making_init(struct making *m, struct program *p, struct arena *a, const struct spec *s,
                        struct tx *tx, int64_t org, struct str where)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL;

	memset(m, 0, sizeof *m);
	writer_init(&m->w, p, a, where);
	m->s = s;
	m->tx = tx;
	m->org = org;
	m->record = (struct scope){ .l = s->t->l, .alias = S("t") };
	m->sc = &m->record;
	m->w.me = &m->record;
	if (s->rows &&
	    (!rows || (rows->kind != ROWS && rows->kind != REFS && rows->kind != PICKS))) {
		m->w.bad = true;
		finding(p, where, "没有这组行：%s", s->rows);
	} else if (rows) {
		m->row = (struct scope){ .l = s->t->l,
			                 .rows = rows,
			                 .alias = S("r"),
			                 .of = &m->record,
			                 .outer = &m->record };
		m->sc = &m->row;
	}
}

static void put_from(struct making *m)
{
	buf_fmt(&m->w.out, " FROM \"%s\" t", m->s->t->l->key);
	if (m->sc->rows)
		buf_fmt(&m->w.out, ", \"%s_%s\" r", m->s->t->l->key, m->sc->rows->key);
}

/* During "from,to": to is the first day out; a name that ends in `until` is the last day in. */
static void put_during(struct making *m)
{
	struct str from = str_of(m->s->during), to = S("");
	bool last_in;

	str_cut(str_of(m->s->during), ',', &from, &to);
	last_in = str_ends(to, S("until"));
	put(&m->w, " AND ");
	put_name(&m->w, m->sc, str_trim(from));
	put(&m->w, " <= $8");
	if (!to.n)
		return;
	put(&m->w, " AND (");
	put_name(&m->w, m->sc, str_trim(to));
	put(&m->w, " IS NULL OR ");
	put_name(&m->w, m->sc, str_trim(to));
	put(&m->w, last_in ? " >= $8)" : " > $8)");
}

static void put_on(struct making *m)
{
	struct str name = str_of(m->s->on);
	const struct field *f = m->sc->rows && m->sc->rows->kind == ROWS
	                                ? row_field(m->sc->rows, name)
	                                : NULL;
	enum kind kind = DATE;

	f = f ? f : field_of(m->s->t->l, name);
	if (f)
		kind = f->kind;
	put(&m->w, " AND ");
	put_name(&m->w, m->sc, name);
	put(&m->w,
	    kind == TIME
	            ? " BETWEEN $6 * 86400000000 - 28800000000 AND ($7 + 1) * 86400000000 - 28800000001"
	            : " BETWEEN $6 AND $7");
}

static void put_base(struct making *m)
{
	put(&m->w, " WHERE t.org = $1 AND t.void_on IS NULL");
	if (m->sc->rows)
		put(&m->w, " AND r.org = t.org AND r.of = t.id");
	if (m->s->on)
		put_on(m);
	if (m->s->during)
		put_during(m);
}

static bool put_filter(struct making *m, const char *fragment, const char *conds)
{
	if (fragment) {
		put(&m->w, " AND ");
		if (!put_fragment(&m->w, m->sc, fragment))
			return false;
	}
	return !conds || put_conds(&m->w, m->tx, m->org, m->sc, conds);
}

/* The numerator of a share as a boolean. */
static bool put_numerator(struct making *m)
{
	put(&m->w, "(TRUE");
	if (!put_filter(m, m->s->where, m->s->conds))
		return false;
	put(&m->w, ")");
	return true;
}

static bool put_field_of(struct making *m)
{
	if (m->s->field)
		return put_fragment(&m->w, m->sc, m->s->field);
	m->w.bad = true;
	finding(m->w.p, m->w.where, "没有写明量的是哪个字段");
	return false;
}

static bool put_measure(struct making *m)
{
	switch (m->s->measure) {
	case COUNT: put(&m->w, "COUNT(*), 1, COUNT(*)"); return true;
	case DISTINCT:
		put(&m->w, "COUNT(DISTINCT ");
		if (!put_field_of(m))
			return false;
		put(&m->w, "), 1, COUNT(*)");
		return true;
	case SUM:
	case MIN:
	case MAX:
		put(&m->w, m->s->measure == SUM   ? "COALESCE(SUM("
		           : m->s->measure == MIN ? "MIN(("
		                                  : "MAX((");
		if (!put_field_of(m))
			return false;
		put(&m->w, m->s->measure == SUM ? "), 0), 1, COUNT(*)" : ")), 1, COUNT(*)");
		return true;
	case MEAN:
		put(&m->w, "COALESCE(SUM(");
		if (!put_field_of(m))
			return false;
		put(&m->w, "), 0), COUNT(");
		put_field_of(m);
		put(&m->w, "), COUNT(*)");
		return true;
	case SHARE:
		put(&m->w, "COALESCE(SUM(CASE WHEN ");
		if (!put_numerator(m))
			return false;
		put(&m->w, " THEN 1 ELSE 0 END), 0), COUNT(*), COUNT(*)");
		return true;
	default:
		m->w.bad = true;
		finding(m->w.p, m->w.where, "不认识的量法");
		return false;
	}
}

/* What the WHERE of the statement narrows to: for a share its denominator. */
static bool put_narrow(struct making *m)
{
	return m->s->measure == SHARE ? put_filter(m, m->s->among, m->s->among_conds)
	                              : put_filter(m, m->s->where, m->s->conds);
}

/* --- per person ------------------------------------------------------------------------------- */

static const char *staying_from(const struct spec *s, struct arena *a, struct str *ret_to)
{
	struct str from = str_of(s->staying), to = S("");

	str_cut(str_of(s->staying), ',', &from, &to);
	*ret_to = str_trim(to);
	return arena_z(a, str_trim(from));
}

/* Months in the period that the group was there, both ends counted. */
static void put_months(struct making *m)
{
	struct arena *a = m->w.a;
	struct str to, from_expr, to_expr;
	const char *from;

	if (!m->s->staying) {
		put(&m->w, "$9");
		return;
	}
	from = staying_from(m->s, a, &to);
	from_expr = arena_fmt(a, "CASE WHEN g.\"%s\" > $6 THEN g.\"%s\" ELSE $6 END", from, from);
	to_expr = arena_fmt(a, "CASE WHEN g.\"%.*s\" <= $7 THEN g.\"%.*s\" - 1 ELSE $7 END", P(to),
	                    P(to));
	put_str(&m->w, sql_month(a, to_expr));
	put(&m->w, " - ");
	put_str(&m->w, sql_month(a, from_expr));
	put(&m->w, " + 1");
}

static bool put_group_total(struct making *m)
{
	put(&m->w, "(SELECT COALESCE(SUM(");
	if (!put_field_of(m))
		return false;
	put(&m->w, "), 0)");
	put_from(m);
	put_base(m);
	buf_fmt(&m->w.out,
	        str_is(str_of(m->s->per), "of") ? " AND t.id = g.id" : " AND t.\"%s\" = g.id",
	        m->s->per);
	if (!put_filter(m, m->s->measure == SHARE ? m->s->among : m->s->where, m->s->conds))
		return false;
	put(&m->w, ")");
	return true;
}

/* FROM (SELECT id, total, months FROM everyone there at the cut-off) x */
static bool put_groups(struct making *m)
{
	struct table *g = m->s->everyone ? table_of(m->w.p, str_of(m->s->everyone)) : NULL;
	struct scope person;

	if (!g) {
		m->w.bad = true;
		finding(m->w.p, m->w.where, "每一组是谁没有写明");
		return false;
	}
	person = (struct scope){ .l = g->l, .alias = S("g") };
	put(&m->w, " FROM (SELECT g.id AS id, ");
	if (!put_group_total(m))
		return false;
	put(&m->w, " AS total, ");
	put_months(m);
	buf_fmt(&m->w.out, " AS months FROM \"%s\" g WHERE g.org = $1 AND g.void_on IS NULL",
	        g->l->key);
	if (m->s->staying) {
		struct str to;
		const char *from = staying_from(m->s, m->w.a, &to);
		buf_fmt(&m->w.out,
		        " AND g.\"%s\" <= $8 AND (g.\"%.*s\" IS NULL OR g.\"%.*s\" > $8)", from,
		        P(to), P(to));
	}
	if (m->s->everyone_where) {
		put(&m->w, " AND ");
		put_fragment(&m->w, &person, m->s->everyone_where);
	}
	put(&m->w, ") x");
	return true;
}

static bool put_share_of_groups(struct making *m)
{
	m->group = (struct scope){ .l = m->s->t->l, .group = true, .alias = S("x") };
	put(&m->w, "SELECT COALESCE(SUM(CASE WHEN ");
	if (!put_fragment(&m->w, &m->group, m->s->where))
		return false;
	put(&m->w, " THEN 1 ELSE 0 END), 0), COUNT(*), COUNT(*)");
	return true;
}

static bool write_per(struct making *m)
{
	static const char *const over[N_MEASURES] = { [MIN] = "MIN(x.total)",
		                                      [MAX] = "MAX(x.total)",
		                                      [SUM] = "COALESCE(SUM(x.total), 0)",
		                                      [COUNT] = "COUNT(*)" };

	if (m->s->measure == SHARE) {
		if (!put_share_of_groups(m))
			return false;
	} else if (m->s->measure == MEAN) {
		put(&m->w, "SELECT COALESCE(SUM(x.total), 0), COUNT(*), COUNT(*)");
	} else {
		buf_fmt(&m->w.out, "SELECT %s, 1, COUNT(*)",
		        over[m->s->measure] ? over[m->s->measure] : "NULL");
	}
	return put_groups(m);
}

/* --- work in progress ------------------------------------------------------------------------- */

static bool write_flow(struct making *m)
{
	buf_fmt(&m->w.out,
	        "SELECT COALESCE(SUM(CASE WHEN s.\"from\" < $6 THEN 1 ELSE 0 END), 0), 1, COUNT(*),"
	        " COALESCE(SUM(CASE WHEN s.\"from\" >= $6 THEN 1 ELSE 0 END), 0),"
	        " COALESCE(SUM(CASE WHEN s.\"to\" <= $7 THEN 1 ELSE 0 END), 0),"
	        " COALESCE(SUM(CASE WHEN s.\"to\" <= $7 AND s.\"from\" >= $6 THEN 1 ELSE 0 END), 0),"
	        " COALESCE(SUM(CASE WHEN s.\"to\" IS NULL OR s.\"to\" > $7 THEN 1 ELSE 0 END), 0)"
	        " FROM \"%s_open\" s, \"%s\" t WHERE t.org = $1 AND t.void_on IS NULL AND s.org = t.org AND s.of = t.id"
	        " AND s.\"from\" <= $7 AND (s.\"to\" IS NULL OR s.\"to\" >= $6)",
	        m->s->t->l->key, m->s->t->l->key);
	return put_filter(m, m->s->where, m->s->conds);
}

static bool write_count(struct making *m)
{
	if (m->s->measure == FLOW)
		return write_flow(m);
	if (m->s->per)
		return write_per(m);
	put(&m->w, "SELECT ");
	if (!put_measure(m))
		return false;
	put_from(m);
	put_base(m);
	return put_narrow(m);
}

/* --- breakdowns ------------------------------------------------------------------------------- */

/* A set breaks down by its values: its child table joins as b0, b1 … */
static const struct field *by_field(struct making *m, const char *by)
{
	struct str name = str_of(by);
	const struct field *f = m->sc->rows && m->sc->rows->kind == ROWS
	                                ? row_field(m->sc->rows, name)
	                                : NULL;

	return f ? f : field_of(m->s->t->l, name);
}

static bool is_set(const struct field *f)
{
	return f && (f->kind == PICKS || f->kind == REFS);
}

static bool put_by(struct making *m, size_t i)
{
	struct str by = str_of(m->s->by[i]), month, name;
	const struct field *f = by_field(m, m->s->by[i]);

	if (is_set(f)) {
		buf_fmt(&m->w.out, "b%zu.value", i);
		return true;
	}
	if (str_cut(by, ':', &month, &name) && str_is(month, "month")) {
		struct writer part = m->w;
		buf_init(&part.out, 4096);
		if (!put_name(&part, m->sc, name))
			return false;
		put_str(&m->w, sql_month(m->w.a, arena_str(m->w.a, buf_str(&part.out))));
		buf_drop(&part.out);
		return true;
	}
	return put_name(&m->w, m->sc, by);
}

static bool write_groups(struct making *m)
{
	put(&m->w, "SELECT ");
	if (!put_measure(m))
		return false;
	for (size_t i = 0; i < m->s->n_by; i++) {
		put(&m->w, ", ");
		if (!put_by(m, i))
			return false;
	}
	put_from(m);
	for (size_t i = 0; i < m->s->n_by; i++)
		if (is_set(by_field(m, m->s->by[i])))
			buf_fmt(&m->w.out,
			        " LEFT JOIN \"%s_%s\" b%zu ON b%zu.org = t.org AND b%zu.of = t.id",
			        m->s->t->l->key, m->s->by[i], i, i, i);
	put_base(m);
	if (!put_narrow(m))
		return false;
	put(&m->w, " GROUP BY ");
	for (size_t i = 0; i < m->s->n_by; i++)
		buf_fmt(&m->w.out, "%s%zu", i ? ", " : "", 4 + i);
	put(&m->w, " ORDER BY 1 DESC, 4");
	return true;
}

/* --- running ---------------------------------------------------------------------------------- */

static int months_between(struct day a, struct day b)
{
	int ya, ma, yb, mb, d;

	day_split(a, &ya, &ma, &d);
	day_split(b, &yb, &mb, &d);
	return (yb - ya) * 12 + mb - ma + 1;
}

static struct rows run(struct tx *tx, const struct program *p, int64_t org, const struct query *q,
                       const struct period *d)
{
	struct args x = { .org = org,
		          .day = d->cutoff,
		          .today = world_today(tx->world),
		          .from = d->from,
		          .to = d->to,
		          .cutoff = d->cutoff,
		          .months = months_between(d->from, d->to) };
	struct val *v = arena_array(tx->arena, struct val, N_ARGS + q->n_terms);
	const char *empty;

	bind_args(p, q, &x, EMPTY_SETTING, v, &empty);
	return db_query_v(tx, &q->st, N_ARGS + q->n_terms, v);
}

/* Texts with conditions come and go: the statement is interned by its text. */
static bool finish(struct making *m, bool ok, struct query *ret)
{
	*ret = writer_query(&m->w);
	ret->st = *stmt_intern(m->w.p, str_of(ret->st.sql));
	return ok && !m->w.bad;
}

static void read_value(struct rows *q, const struct spec *s, struct figure_value *v)
{
	struct val n = db_col(q, 0), d = db_col(q, 1);

	*v = (struct figure_value){
		.has = n.is == VAL_INT, .n = n.i, .d = d.i, .records = db_col(q, 2).i
	};
	if (s->measure == FLOW) {
		v->flow[FLOW_BROUGHT] = n.i;
		for (int i = 1; i < N_FLOW; i++)
			v->flow[i] = db_col(q, (size_t)i + 2).i;
	}
	if ((s->measure == SHARE || s->measure == MEAN) && !v->d) {
		v->has = false;
		v->why = S("分母为零，没有数值。");
	} else if (!v->has) {
		v->why = S("没有记录。");
	}
}

static bool refused_by_findings(struct tx *tx, struct program *p, size_t from)
{
	for (size_t i = from; i < p->n_findings; i++)
		refuse_with(tx->r, (struct refusal){ .say = p->findings[i].what });
	p->n_findings = from;
	return false;
}

static bool make(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                 bool (*write)(struct making *), struct query *ret)
{
	struct program *pp = s->t->program;
	size_t findings = p->n_findings;
	struct making m;
	bool ok;

	making_init(&m, pp, tx->arena, s, tx, org, S("count"));
	ok = finish(&m, write(&m), ret);
	return ok || refused_by_findings(tx, pp, findings);
}

bool spec_count(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                const struct period *d, struct figure_value *ret)
{
	struct query q;
	struct rows r;

	*ret = (struct figure_value){ .why = S("没有数值。") };
	if (!make(tx, p, org, s, write_count, &q))
		return false;
	r = run(tx, p, org, &q, d);
	if (db_row_next(&r))
		read_value(&r, s, ret);
	db_close(&r);
	return !tx->r->fault;
}

bool figure_count(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                  const struct figure *f, const struct period *d, struct figure_value *ret)
{
	struct spec s;

	spec_of(t, f, &s);
	return spec_count(tx, p, org, &s, d, ret);
}

static struct str by_label(struct tx *tx, const struct program *p, int64_t org,
                           const struct spec *s, const char *by, struct val v)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL;
	const struct field *f = rows && rows->kind == ROWS ? row_field(rows, str_of(by)) : NULL;
	struct str month, name;
	int state;

	if (v.is == VAL_NULL || (v.is == VAL_TEXT && !v.s.n))
		return S("—");
	if (str_cut(str_of(by), ':', &month, &name))
		return arena_fmt(tx->arena, "%lld-%02lld", (long long)(v.i / 12),
		                 (long long)(v.i % 12 + 1));
	if (str_is(str_of(by), "state") && (state = state_index(s->t->l, v.s)) >= 0)
		return str_of(s->t->l->states[state].label);
	f = f ? f : field_of(s->t->l, str_of(by));
	if (f)
		return field_text(tx, p, f, v, org);
	return v.is == VAL_TEXT ? v.s : arena_fmt(tx->arena, "%lld", (long long)v.i);
}

static struct str by_key_text(struct tx *tx, const char *by, struct val v)
{
	struct str month, name;

	if (v.is == VAL_INT && str_cut(str_of(by), ':', &month, &name))
		return arena_fmt(tx->arena, "%lld-%02lld", (long long)(v.i / 12),
		                 (long long)(v.i % 12 + 1));
	return v.is == VAL_TEXT  ? arena_str(tx->arena, v.s)
	       : v.is == VAL_INT ? arena_fmt(tx->arena, "%lld", (long long)v.i)
	                         : S("");
}

size_t spec_groups(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                   const struct period *d, struct group **ret)
{
	size_t n = 0, cap = 32;
	struct group *list = arena_array(tx->arena, struct group, cap);
	struct query q;
	struct rows r;

	*ret = list;
	if (!s->n_by || s->per || s->measure == FLOW || !make(tx, p, org, s, write_groups, &q))
		return 0;
	r = run(tx, p, org, &q, d);
	while (db_row_next(&r)) {
		if (n == cap) {
			struct group *more = arena_array(tx->arena, struct group, cap * 2);
			memcpy(more, list, n * sizeof *list);
			list = more;
			cap *= 2;
		}
		read_value(&r, s, &list[n].value);
		for (size_t i = 0; i < s->n_by; i++) {
			struct val v = db_col(&r, 3 + i);
			if (v.is == VAL_TEXT)
				v.s = arena_str(tx->arena, v.s);
			list[n].key[i] = by_key_text(tx, s->by[i], v);
			list[n].label[i] = by_label(tx, p, org, s, s->by[i], v);
		}
		n++;
	}
	*ret = list;
	return n;
}

/* --- the records behind ----------------------------------------------------------------------- */

static bool write_behind_flow(struct making *m)
{
	buf_fmt(&m->w.out,
	        "SELECT t.id, t.number, s.\"from\", 1, 0 FROM \"%s_open\" s, \"%s\" t WHERE t.org = $1 AND t.void_on IS NULL"
	        " AND s.org = t.org AND s.of = t.id AND s.\"from\" <= $7 AND (s.\"to\" IS NULL OR s.\"to\" >= $6)",
	        m->s->t->l->key, m->s->t->l->key);
	return put_filter(m, m->s->where, m->s->conds);
}

static bool write_behind_groups(struct making *m)
{
	m->group = (struct scope){ .l = m->s->t->l, .group = true, .alias = S("x") };
	put(&m->w, "SELECT x.id, '', NULL, ");
	if (m->s->measure == SHARE) {
		put(&m->w, "CASE WHEN ");
		if (!put_fragment(&m->w, &m->group, m->s->where))
			return false;
		put(&m->w, " THEN 1 ELSE 0 END");
	} else {
		put(&m->w, "1");
	}
	put(&m->w, ", x.total");
	return put_groups(m);
}

static bool write_behind(struct making *m)
{
	if (m->s->measure == FLOW)
		return write_behind_flow(m);
	if (m->s->per)
		return write_behind_groups(m);
	put(&m->w, "SELECT t.id, t.number, ");
	if (m->s->on)
		put_name(&m->w, m->sc, str_of(m->s->on));
	else
		put(&m->w, "t.begun_on");
	put(&m->w, ", ");
	if (m->s->measure == SHARE) {
		put(&m->w, "CASE WHEN ");
		if (!put_numerator(m))
			return false;
		put(&m->w, " THEN 1 ELSE 0 END");
	} else {
		put(&m->w, "1");
	}
	put(&m->w, ", ");
	if (m->s->field && m->s->measure != DISTINCT)
		put_field_of(m);
	else
		put(&m->w, "0");
	put_from(m);
	put_base(m);
	if (!put_narrow(m))
		return false;
	put(&m->w, " ORDER BY 3, 2, 1");
	return true;
}

size_t figure_records(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                      const struct period *d, struct behind **ret)
{
	size_t n = 0, cap = 64;
	struct behind b, *list = arena_array(tx->arena, struct behind, cap);
	const struct table *t = s->per ? table_of(p, str_of(s->everyone)) : s->t;
	struct query q;
	struct rows r;

	*ret = list;
	if (!make(tx, p, org, s, write_behind, &q))
		return 0;
	r = run(tx, p, org, &q, d);
	while (db_row(&r, &b.id, &b.number, &b.on, &b.counted, &b.amount)) {
		if (n && list[n - 1].id == b.id) { /* rows of one record are shown once        */
			list[n - 1].amount += b.amount;
			continue;
		}
		if (n == cap) {
			struct behind *more = arena_array(tx->arena, struct behind, cap * 2);
			memcpy(more, list, n * sizeof *list);
			list = more;
			cap *= 2;
		}
		list[n] = b;
		list[n].t = t;
		list[n].number = arena_str(tx->arena, b.number);
		list[n++].label = S("");
	}
	for (size_t i = 0; i < n; i++)
		list[i].label = title_of(tx, p, t, org, list[i].id);
	*ret = list;
	return n;
}

/* --- words ------------------------------------------------------------------------------------ */

static struct str decimal(struct arena *a, int64_t n, int64_t d, int places)
{
	int64_t scale = 1, whole;
	bool negative = (n < 0) != (d < 0) && n;
	struct str s;

	for (int i = 0; i < places; i++)
		scale *= 10;
	n = llabs(n);
	d = llabs(d);
	whole = (n / d) * scale + ((n % d) * scale * 2 + d) / (2 * d);
	s = arena_fmt(a, "%s%lld.%0*lld", negative ? "-" : "", (long long)(whole / scale), places,
	              (long long)(whole % scale));
	while (s.n && s.p[s.n - 1] == '0')
		s.n--;
	if (s.n && s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

/* The kind of what is measured: fen, tenths and micros are shown in people's units. */
static enum kind measured(const struct spec *s)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL, *f = NULL;
	struct str word = str_of(s->field);

	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == ' ')
			word.n = i;
	if (rows && rows->kind == ROWS)
		f = row_field(rows, word);
	f = f ? f : field_of(s->t->l, word);
	return f && s->measure != DISTINCT && s->measure != COUNT && s->measure != SHARE ? f->kind
	                                                                                 : NUMBER;
}

struct str figure_text(struct arena *a, const struct spec *s, const struct figure_value *v)
{
	struct str unit = str_of(s->unit);
	int64_t d = s->measure == MEAN ? v->d : 1;

	if (!v->has)
		return S("");
	if (s->measure == SHARE)
		return decimal(a, v->n * 100, v->d, 2);
	if (s->measure == FLOW) /* of work in progress one number is what was new */
		return decimal(a, v->flow[FLOW_NEW], 1, 0);
	switch (measured(s)) {
	case MONEY:
		return str_is(unit, "万元") ? decimal(a, v->n, d * 1000000, 4)
		                            : decimal(a, v->n, d * 100, 2);
	case HOURS: return decimal(a, v->n, d * 10, 1);
	case TIME:
		return decimal(a, v->n,
		               d * (str_is(unit, "分钟") ? INT64_C(60000000) : INT64_C(3600000000)),
		               2);
	default: return decimal(a, v->n, d, 2);
	}
}

static const char *const measure_say[N_MEASURES] = {
	[COUNT] = "计数", [SUM] = "合计",  [DISTINCT] = "去重计数", [MIN] = "最小",
	[MAX] = "最大",   [MEAN] = "平均", [SHARE] = "比率",        [FLOW] = "收结",
};

struct str figure_rule(struct arena *a, const struct program *p, const struct table *t,
                       const struct figure *f)
{
	const struct field *on = f->on ? field_of(t->l, str_of(f->on)) : NULL;
	struct str basis = basis_text(p, a, t->l, &f->basis);

	return arena_fmt(a, "%s台账%s%s，%s%s%s%s%s%s，作废的不计。%.*s", t->l->label,
	                 f->rows ? "的行" : "", measure_say[f->measure],
	                 f->during ? "截止日有效的"
	                 : on      ? "按“"
	                 : f->on   ? "按"
	                           : "",
	                 on                    ? on->label
	                 : f->on && !f->during ? f->on
	                                       : "",
	                 on                    ? "”在期内的"
	                 : f->on && !f->during ? "在期内的"
	                                       : "",
	                 f->where ? "，条件：" : "", f->where ? f->where : "",
	                 f->among ? arena_fmt(a, "，分母：%s", f->among).p : "", P(basis));
}

void figures_compile(struct program *p, struct table *t)
{
	t->figures = arena_array(p->arena, struct figure_sql, t->l->n_figures);
	for (size_t i = 0; i < t->l->n_figures; i++) {
		struct making m;
		struct spec s;
		spec_of(t, &t->l->figures[i], &s);
		making_init(&m, p, p->arena, &s, NULL, 0,
		            arena_fmt(p->arena, "%s.%s", t->l->key, t->l->figures[i].key));
		finish(&m, write_count(&m), &t->figures[i].q);
		if (s.n_by && !s.per && s.measure != FLOW) {
			struct query q;
			making_init(
				&m, p, p->arena, &s, NULL, 0,
				arena_fmt(p->arena, "%s.%s.by", t->l->key, t->l->figures[i].key));
			finish(&m, write_groups(&m), &q);
		}
	}
}

size_t figures_prepare(struct tx *tx, struct program *p, struct table *t)
{
	for (size_t i = 0; i < t->l->n_figures; i++) {
		const char *error = db_prepare_check(tx, &t->figures[i].q.st);
		if (error)
			finding(p, arena_fmt(p->arena, "%s.%s", t->l->key, t->l->figures[i].key),
			        "语句有误：%s", error);
	}
	return t->l->n_figures;
}
