/*
 * measure.c - measures, written as SQL
 *
 * One writer for every figure, declared or asked for.
 */
#include "ledger/measure.h"

#include <string.h>

#include "store/dialect.h"

/* --- parts of the statement ------------------------------------------------------------------- */

void making_init(struct making *m, struct program *p, struct arena *a, const struct spec *s,
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

/* As read by read_value(): brought in, 1, records, then the other parts of enum FLOW_…. */
static void put_flow_parts(struct making *m)
{
	put(&m->w,
	    "COALESCE(SUM(CASE WHEN s.\"from\" < $6 THEN 1 ELSE 0 END), 0), 1, COUNT(*),"
	    " COALESCE(SUM(CASE WHEN s.\"from\" >= $6 THEN 1 ELSE 0 END), 0),"
	    " COALESCE(SUM(CASE WHEN s.\"to\" <= $7 THEN 1 ELSE 0 END), 0),"
	    " COALESCE(SUM(CASE WHEN s.\"to\" <= $7 AND s.\"from\" >= $6 THEN 1 ELSE 0 END), 0),"
	    " COALESCE(SUM(CASE WHEN s.\"to\" IS NULL OR s.\"to\" > $7 THEN 1 ELSE 0 END), 0)");
}

static bool put_measure(struct making *m)
{
	switch (m->s->measure) {
	case FLOW: put_flow_parts(m); return true;
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

/* The stays that touch the period. */
static void put_stays(struct making *m)
{
	buf_fmt(&m->w.out, " FROM \"%s_open\" s, \"%s\" t", m->s->t->l->key, m->s->t->l->key);
}

static bool put_stays_where(struct making *m)
{
	put(&m->w, " WHERE t.org = $1 AND t.void_on IS NULL AND s.org = t.org AND s.of = t.id"
	           " AND s.\"from\" <= $7 AND (s.\"to\" IS NULL OR s.\"to\" >= $6)");
	return put_filter(m, m->s->where, m->s->conds);
}

/* Where a number and its breakdown are taken from, and what narrows them. */
static void put_source(struct making *m)
{
	if (m->s->measure == FLOW)
		put_stays(m);
	else
		put_from(m);
}

static bool put_where(struct making *m)
{
	if (m->s->measure == FLOW)
		return put_stays_where(m);
	put_base(m);
	return put_narrow(m);
}

bool write_count(struct making *m)
{
	if (m->s->per && m->s->measure != FLOW)
		return write_per(m);
	put(&m->w, "SELECT ");
	if (!put_measure(m))
		return false;
	put_source(m);
	return put_where(m);
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
	if (str_cut(by, ':', &month, &name) && (str_is(month, "month") || str_is(month, "year"))) {
		struct writer part = m->w;
		buf_init(&part.out, 4096);
		if (!put_name(&part, m->sc, name))
			return false;
		buf_fmt(&m->w.out, "%.*s%s",
		        P(sql_month(m->w.a, arena_str(m->w.a, buf_str(&part.out)))),
		        str_is(month, "year") ? " / 12" : "");
		buf_drop(&part.out);
		return true;
	}
	return put_name(&m->w, m->sc, by);
}

bool write_groups(struct making *m)
{
	size_t first = groups_from(m->s) + 1; /* columns are numbered from 1                   */

	put(&m->w, "SELECT ");
	if (!put_measure(m))
		return false;
	for (size_t i = 0; i < m->s->n_by; i++) {
		put(&m->w, ", ");
		if (!put_by(m, i))
			return false;
	}
	put_source(m);
	for (size_t i = 0; i < m->s->n_by; i++)
		if (is_set(by_field(m, m->s->by[i])))
			buf_fmt(&m->w.out,
			        " LEFT JOIN \"%s_%s\" b%zu ON b%zu.org = t.org AND b%zu.of = t.id",
			        m->s->t->l->key, m->s->by[i], i, i, i);
	if (!put_where(m))
		return false;
	put(&m->w, " GROUP BY ");
	for (size_t i = 0; i < m->s->n_by; i++)
		buf_fmt(&m->w.out, "%s%zu", i ? ", " : "", first + i);
	buf_fmt(&m->w.out, " ORDER BY %s DESC, %zu NULLS LAST", m->s->measure == FLOW ? "3" : "1",
	        first);
	return true;
}

/* --- the records behind ----------------------------------------------------------------------- */

static bool write_behind_flow(struct making *m)
{
	put(&m->w, "SELECT t.id, t.number, s.\"from\", 1, 0");
	put_stays(m);
	return put_stays_where(m);
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

/* Rows of one record are shown as one line: its first day, what they come to together. */
bool write_behind(struct making *m)
{
	if (m->s->measure == FLOW)
		return write_behind_flow(m);
	if (m->s->per)
		return write_behind_groups(m);
	put(&m->w, "SELECT t.id, t.number, MIN(");
	put_name(&m->w, m->s->on ? m->sc : &m->record, m->s->on ? str_of(m->s->on) : S("begun_on"));
	put(&m->w, "), MAX(");
	if (m->s->measure == SHARE) {
		put(&m->w, "CASE WHEN ");
		if (!put_numerator(m))
			return false;
		put(&m->w, " THEN 1 ELSE 0 END");
	} else {
		put(&m->w, "1");
	}
	put(&m->w, "), SUM(");
	if (m->s->field && m->s->measure != DISTINCT)
		put_field_of(m);
	else
		put(&m->w, "0");
	put(&m->w, ")");
	put_from(m);
	put_base(m);
	if (!put_narrow(m))
		return false;
	put(&m->w, " GROUP BY t.id, t.number ORDER BY 3, 2, 1");
	return true;
}
