/*
 * expect.c - what stands after a step: fields, counts, figures, and records that effects opened
 */
#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/papers.h"
#include "report/money.h"
#include "run.h"

/* --- expectations ----------------------------------------------------------------------------- */

static bool compare(struct str is, struct str op, struct str want)
{
	if (str_is(op, "="))
		return str_eq(is, want);
	if (str_is(op, "!="))
		return !str_eq(is, want);
	return str_is(op, "<") ? str_cmp(is, want) < 0 : str_is(op, ">") && str_cmp(is, want) > 0;
}

/* A value as a case writes it: keys, not labels; ids stay names. */
static struct str plain(struct run *run, struct tx *tx, const struct column *c, struct val v)
{
	if (c->kind == REF && v.is == VAL_INT) {
		for (size_t i = 0; i < run->n_names; i++)
			if (run->names[i].id == v.i)
				return arena_fmt(&run->a, "@%.*s", P(run->names[i].key));
		return arena_fmt(&run->a, "%lld", (long long)v.i);
	}
	if (c->kind == YESNO && v.is == VAL_INT)
		return v.i ? S("yes") : S("no");
	if (v.is == VAL_TEXT)
		return v.s;
	if (c->kind == TIME && v.is == VAL_INT && v.i % 60000000 == 0) /* as a case writes it */
		return (struct str){ column_text(tx, &run->p, c, v, 1).p, 16 };
	return column_text(tx, &run->p, c, v, 1);
}

static struct str dotted(struct run *run, struct tx *tx, struct str path)
{
	struct str name, key;
	struct name *n;
	struct record r;
	const struct column *c;
	const struct field *f;

	if (!str_cut(path, '.', &name, &key) || !(n = name_of(run, name)) ||
	    !record_load(tx, n->t, 1, n->id, &r)) {
		fail(run, "没有这条记录：%.*s", P(path));
		return S("?");
	}
	if ((f = field_of(n->t->l, key)) &&
	    (f->kind == PICKS || f->kind == REFS || f->kind == ROWS)) {
		struct row *rows;
		size_t count = record_rows(tx, &r, f, &rows);
		struct str out = S("");
		if (f->kind == ROWS)
			return arena_fmt(&run->a, "%zu", count);
		for (size_t i = 0; i < count; i++)
			out = arena_fmt(
				&run->a, "%.*s%s%.*s", P(out), i ? ";" : "",
				P(plain(run, tx,
			                &(struct column){ .kind = f->kind == REFS ? REF : TEXT,
			                                  .field = f },
			                rows[i].v[0])));
		return out;
	}
	if (!(c = column_of(n->t, key))) {
		fail(run, "没有这个字段：%.*s", P(path));
		return S("?");
	}
	return plain(run, tx, c, record_val(&r, key));
}

/* count LEDGER[.ROWS] [where COND & COND] = N */
static struct str counted(struct run *run, struct tx *tx, struct str *rest, struct str *ret_op,
                          struct str *ret_want)
{
	struct str words = word(rest), conds = S(""), tail = *rest, ledger = words, rows = S("");
	bool of_rows = str_cut(words, '.', &ledger, &rows);
	struct table *t = table_of(&run->p, ledger);
	struct figure_value v;
	struct period d = period_of_year(2024);
	struct spec s = { .t = t,
		          .measure = COUNT,
		          .rows = of_rows ? arena_z(&run->a, rows) : NULL };

	for (size_t i = tail.n; i-- > 0;) /* the last ` = ` ends the conditions */
		if (i + 2 < tail.n && !memcmp(tail.p + i, " = ", 3)) {
			conds = (struct str){ tail.p, i };
			*ret_want = str_trim(str_from(tail, i + 3));
			break;
		}
	if (!conds.n && str_starts(tail, S("=")))
		*ret_want = str_trim(str_from(tail, 1));
	*ret_op = S("=");
	conds = str_trim(conds);
	if (str_starts(conds, S("where ")))
		conds = str_trim(str_from(conds, 6));
	if (conds.n) {
		char *z = arena_z(&run->a, conds);
		struct str at;
		for (char *c = z; *c; c++)
			if (*c == '&')
				*c = '\n';
		while ((at = str_of(strchr(z, '@'))).n) { /* names become ids                  */
			size_t n = 1;
			while (n < at.n && (at.p[n] == '_' || (at.p[n] >= 'a' && at.p[n] <= 'z') ||
			                    (at.p[n] >= '0' && at.p[n] <= '9')))
				n++;
			z = arena_fmt(&run->a, "%.*s%.*s%s", (int)(at.p - z), z,
			              P(value_text(run, (struct str){ at.p, n })), at.p + n)
			                    .n
			            ? arena_z(&run->a,
			                      arena_fmt(&run->a, "%.*s%.*s%s", (int)(at.p - z), z,
			                                P(value_text(run, (struct str){ at.p, n })),
			                                at.p + n))
			            : z;
		}
		s.conds = z;
	}
	if (!t || !spec_count(tx, &run->p, 1, &s, &d, &v)) {
		fail(run, "数不了：%.*s", P(*rest));
		print_refusals(run);
		return S("?");
	}
	return arena_fmt(&run->a, "%lld", (long long)v.n);
}

static struct str figured(struct run *run, struct tx *tx, struct str *rest)
{
	struct str key = word(rest), year = word(rest);
	const struct table *t;
	const struct figure *f = figure_of(&run->p, key, &t);
	struct figure_value v;
	struct spec s;
	int64_t y = 2024;
	struct period d;

	str_int(year, &y);
	d = period_of_year((int)y);
	if (!f) {
		fail(run, "没有这个指标：%.*s", P(key));
		return S("?");
	}
	spec_of(t, f, &s);
	if (!spec_count(tx, &run->p, 1, &s, &d, &v)) {
		fail(run, "数不了：%.*s", P(key));
		print_refusals(run);
	}
	if (s.measure == FLOW)
		return arena_fmt(&run->a, "%lld+%lld=%lld+%lld", (long long)v.flow[0],
		                 (long long)v.flow[1], (long long)v.flow[2], (long long)v.flow[4]);
	return figure_text(&run->a, &s, &v);
}

/* broken NAME = a,b: the standards that the record breaks, in order of the table; — for none. */
static struct str broken(struct run *run, struct tx *tx, struct str name, int64_t *ret_points)
{
	struct name *n = name_of(run, name);
	struct str out = S("");
	struct review v;
	struct record r;

	if (!n || !record_load(tx, n->t, 1, n->id, &r) || !review_record(tx, &run->p, &r, &v)) {
		fail(run, "没有可以评查的记录：%.*s", P(name));
		return S("?");
	}
	for (size_t i = 0; i < v.n_marks; i++)
		if (v.marks[i].is == MARK_BROKEN)
			out = arena_fmt(&run->a, "%.*s%s%s", P(out), out.n ? "," : "",
			                v.marks[i].s->key);
	*ret_points = v.deducted;
	return out;
}

/* Is the key among the standards broken: broken NAME has KEY */
static bool broken_line(struct run *run, struct tx *tx, struct str rest)
{
	int64_t points = 0;
	struct str is = broken(run, tx, word(&rest), &points), op = word(&rest);
	bool has = str_index(arena_z(&run->a, is), rest) >= 0;

	if (str_is(op, "has"))
		return has || (fail(run, "没有认定“%.*s”，只有 %.*s", P(rest), P(is)), false);
	if (str_is(op, "lacks"))
		return !has || (fail(run, "不应认定“%.*s”", P(rest)), false);
	if (str_is(rest, "—"))
		rest = S("");
	if (str_is(op, "costs"))
		is = arena_fmt(&run->a, "%lld", (long long)points);
	return compare(is, S("="), rest) ||
	       (fail(run, "评查认定 %.*s，应当是 %.*s", P(is), P(rest)), false);
}

/* anomaly LEDGER KEY = N: what the board counts for the head of the bureau. */
static struct str on_board(struct run *run, struct tx *tx, struct str *rest)
{
	struct table *t = table_of(&run->p, word(rest));
	struct str key = word(rest);
	struct viewer v = { .org = 1, .roles = HEAD, .day = world_today(&run->world) };
	struct anomaly *list;
	size_t n = anomalies(tx, &run->p, &v, &list);

	for (size_t i = 0; i < n; i++)
		if (list[i].t == t && str_eq(list[i].key, key))
			return arena_fmt(&run->a, "%lld", (long long)list[i].count);
	fail(run, "没有这种异常：%.*s", P(key));
	return S("?");
}

/* papers NAME: the keys of what was issued, in order; paper NAME KEY: the number of the last. */
static struct str orders_of(struct run *run, struct tx *tx, struct str name, struct str key)
{
	struct name *n = name_of(run, name);
	struct paper_order *list;
	size_t m = n ? record_papers(tx, n->t, 1, n->id, &list) : 0;
	struct str out = S("");

	if (!n)
		fail(run, "没有这条记录：%.*s", P(name));
	for (size_t i = 0; i < m; i++)
		if (day_set(list[i].void_on))
			continue;
		else if (!key.n)
			out = arena_fmt(&run->a, "%.*s%s%.*s", P(out), out.n ? "," : "",
			                P(list[i].paper));
		else if (str_eq(list[i].paper, key))
			out = list[i].number.n ? arena_str(&run->a, list[i].number) : S("无文号");
	return out;
}

/* money YEAR COLUMN = 8000.00, of the total; `off` and `report_off` are what does not close. */
static struct str in_money(struct run *run, struct tx *tx, struct str *rest)
{
	struct str year = word(rest), key = word(rest);
	struct period d;
	struct money m;
	struct grid g;
	int64_t y = 0;

	str_int(year, &y);
	d = period_of_year((int)y);
	if (!money_build(tx, &run->p, 1, &d, &m)) {
		fail(run, "算不出罚没款");
		return S("?");
	}
	if (str_is(key, "report_off"))
		return fen_text(&run->a, (struct fen){ m.report.off });
	if (str_is(key, "surcharge"))
		return fen_text(&run->a, (struct fen){ m.surcharge.accrued });
	money_grid(&m, &run->a, &g);
	for (size_t c = 0; c < g.n_columns; c++)
		if (str_is(key, g.columns[c].key))
			return grid_text(&g, c, g.rows[0][c]);
	fail(run, "罚没款没有这一列：%.*s", P(key));
	return S("?");
}

void expect_line(struct run *run, struct str rest)
{
	struct tx tx = tx_read(run->db, &run->world, &run->a, &run->r);
	struct str what = word(&rest), op = S("="), want = S(""), is;

	refusals_init(&run->r, &run->a);
	if (str_is(what, "broken")) {
		broken_line(run, &tx, rest);
		tx_end(&tx);
		return;
	}
	if (str_is(what, "money")) {
		is = in_money(run, &tx, &rest);
		op = word(&rest);
		want = rest;
	} else if (str_is(what, "anomaly")) {
		is = on_board(run, &tx, &rest);
		op = word(&rest);
		want = rest;
	} else if (str_is(what, "papers")) {
		is = orders_of(run, &tx, word(&rest), S(""));
		op = word(&rest);
		want = rest;
	} else if (str_is(what, "paper")) {
		struct str name = word(&rest);
		is = orders_of(run, &tx, name, word(&rest));
		op = word(&rest);
		want = rest;
	} else if (str_is(what, "count")) {
		is = counted(run, &tx, &rest, &op, &want);
	} else {
		is = str_is(what, "figure") ? figured(run, &tx, &rest) : dotted(run, &tx, what);
		op = word(&rest);
		want = rest;
	}
	if (str_is(want, "—"))
		want = S("");
	if (str_is(what, "figure") && str_ends(want, S(".00")))
		want.n -= 3;
	if (!compare(is, op, want))
		fail(run, "%.*s 是“%.*s”，应当 %.*s “%.*s”", P(what), P(is), P(op), P(want));
	tx_end(&tx);
}

/* open LEDGER as NAME [where COND & …] */
void open_line(struct run *run, struct str rest)
{
	struct str ledger = word(&rest), as = word(&rest), name = word(&rest);
	struct table *t = table_of(&run->p, ledger);
	struct tx tx = tx_read(run->db, &run->world, &run->a, &run->r);
	struct period d = period_of_year(2024);
	struct spec s = { .t = t, .measure = COUNT };
	struct behind *list;
	size_t n;

	(void)as;
	refusals_init(&run->r, &run->a);
	if (str_starts(rest, S("where ")))
		rest = str_trim(str_from(rest, 6));
	if (rest.n) {
		struct str out = S(""), part = rest, one;
		while (part.n) {
			struct str k, v;
			if (!str_cut(part, '&', &one, &part)) {
				one = part;
				part = S("");
			}
			one = str_trim(one);
			if (str_cut(one, '=', &k, &v) && str_starts(str_trim(v), S("@")))
				one = arena_fmt(&run->a, "%.*s=%.*s", P(str_trim(k)),
				                P(value_text(run, v)));
			out = arena_fmt(&run->a, "%.*s%s%.*s", P(out), out.n ? "\n" : "", P(one));
		}
		s.conds = out.p;
	}
	n = t ? figure_records(&tx, &run->p, 1, &s, &d, NULL, &list, NULL) : 0;
	if (n != 1) {
		fail(run, "有 %zu 条，应当正好一条：%.*s", n, P(ledger));
		print_refusals(run);
	}
	if (n)
		name_add(run, name, t, list[n - 1].id);
	tx_end(&tx);
}
