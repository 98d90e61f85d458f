/*
 * money.c - the ledger of fines and confiscated gains
 *
 * Strategy.  Each figure is asked for once, broken down by kind, domain and year of decision; its
 * groups are added to the total and to one line of each breakdown.  Nothing is read a second time,
 * so the parts of a breakdown come to the total by construction, and the closing sum is the check.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/accrue.h"
#include "report/money.h"

static const char *const by_keys[] = { "all", "kind", "domain", "year" };
static const char *const by_labels[] = { "合计", "按款项", "按执法领域", "按决定年度" };

const char *money_by_key(enum money_by by)
{
	return by_keys[by];
}

const char *money_by_label(enum money_by by)
{
	return by_labels[by];
}

/* Which figures make a column: added or taken away, of the day before or of the period. */
struct part {
	enum money_column to;
	const char *figure;
	int sign;
	bool before;
};

static const struct part parts[] = {
	{ MONEY_OPENING, "payment.owing", 1, true },
	{ MONEY_OPENING, "payment.back", -1, true },
	{ MONEY_OPENING, "payment.back_done", 1, true },
	{ MONEY_LEVIED, "payment.levied", 1, false },
	{ MONEY_RECEIVED, "payment.received", 1, false },
	{ MONEY_REFUNDED, "payment.refunds", 1, false },
	{ MONEY_CANCELLED, "payment.cancelled", 1, false },
	{ MONEY_REDUCED, "payment.reduced", 1, false },
	{ MONEY_REDUCED, "payment.unreduced", -1, false },
	{ MONEY_ENDED, "payment.ended", 1, false },
	{ MONEY_OWING, "payment.owing", 1, false },
	{ MONEY_BACK, "payment.back", 1, false },
	{ MONEY_BACK, "payment.back_done", -1, false },
	{ MONEY_FORCED, "payment.forced", 1, false },
	{ MONEY_DEFERRED, "payment.deferred", 1, false },
	{ MONEY_BEFORE_COURT, "payment.before_court", 1, false },
};

struct building {
	struct tx *tx;
	const struct program *p;
	int64_t org;
	struct money *m;
	size_t cap;
};

static bool spec_named(const struct building *b, const char *figure, struct spec *ret)
{
	const struct table *t;
	const struct figure *f = figure_of(b->p, str_of(figure), &t);

	if (!f)
		return tx_fault(b->tx, "没有这个指标：%s", figure);
	spec_of(t, f, ret);
	return true;
}

static struct money_line *line_of(struct building *b, enum money_by by, struct str key,
                                  struct str label)
{
	struct money *m = b->m;

	for (size_t i = 0; i < m->n_lines; i++)
		if (m->lines[i].by == by && str_eq(m->lines[i].key, key))
			return &m->lines[i];
	arena_grow(b->tx->arena, m->lines, m->n_lines, b->cap);
	m->lines[m->n_lines] = (struct money_line){
		.by = by, .key = key, .label = label.n && !str_is(label, "—") ? label : S("未写明")
	};
	return &m->lines[m->n_lines++];
}

/* The day before the period, as a cut-off. */
static struct period day_before(const struct period *d)
{
	struct day last = day_add(d->from, -1);

	return (struct period){ last, last, last };
}

static bool add_part(struct building *b, const struct part *part)
{
	struct period d = part->before ? day_before(&b->m->d) : b->m->d;
	struct group *groups;
	struct spec s;
	size_t n;

	if (!spec_named(b, part->figure, &s))
		return false;
	n = spec_groups(b->tx, b->p, b->org, &s, &d, &groups);
	for (size_t i = 0; i < n; i++) {
		int64_t v = part->sign * groups[i].value.n;
		line_of(b, MONEY_ALL, S(""), S("合计"))->v[part->to] += v;
		for (int by = 0; by < 3; by++)
			line_of(b, (enum money_by)(MONEY_BY_KIND + by), groups[i].key[by],
			        groups[i].label[by])
				->v[part->to] += v;
	}
	return !b->tx->r->fault;
}

/* Of the kinds of payment the label stands at the field; a breakdown by of.kind knows only the key. */
static void name_kinds(struct building *b)
{
	const struct table *t = table_of(b->p, S("payment"));
	const struct field *f = t ? field_of(t->l, S("kind")) : NULL;

	for (size_t i = 0; f && i < b->m->n_lines; i++) {
		struct money_line *l = &b->m->lines[i];
		int at = l->by == MONEY_BY_KIND ? str_index(f->of, l->key) : -1;
		if (at >= 0)
			l->label = str_nth(f->labels, at);
	}
}

static int in_order(const void *a, const void *b)
{
	const struct money_line *x = a, *y = b;

	return x->by != y->by ? (int)x->by - (int)y->by : str_cmp(x->key, y->key);
}

static void close_lines(struct money *m)
{
	for (size_t i = 0; i < m->n_lines; i++) {
		struct money_line *l = &m->lines[i];
		const int64_t *v = l->v;
		l->off = v[MONEY_OPENING] + v[MONEY_LEVIED] - v[MONEY_RECEIVED] +
		         v[MONEY_REFUNDED] - v[MONEY_CANCELLED] - v[MONEY_REDUCED] -
		         v[MONEY_ENDED] - (v[MONEY_OWING] - v[MONEY_BACK]);
		m->n_open += l->off != 0;
	}
}

static bool number_of(struct building *b, const char *figure, const struct period *d, int64_t *ret)
{
	const struct table *t;
	const struct figure *f = figure_of(b->p, str_of(figure), &t);
	struct figure_value v;

	*ret = 0;
	if (!f || !figure_count(b->tx, b->p, b->org, t, f, d, &v))
		return false;
	*ret = v.has ? v.n : 0;
	return true;
}

/* Of the decisions of this period: what was cancelled until the cut-off, whenever. */
static bool cancelled_of(struct building *b, int64_t *ret)
{
	struct period d = b->m->d;
	struct spec s;
	struct figure_value v;

	if (!spec_named(b, "payment.levied", &s))
		return false;
	s.where = "cancelled_on <= $cutoff";
	s.n_by = 0;
	if (!spec_count(b->tx, b->p, b->org, &s, &d, &v))
		return false;
	*ret = v.n;
	return true;
}

static bool against_report(struct building *b)
{
	struct money_report *r = &b->m->report;

	if (!number_of(b, "payment.levied", &b->m->d, &r->levied) ||
	    !number_of(b, "payment.superseded", &b->m->d, &r->superseded) ||
	    !number_of(b, "case.money", &b->m->d, &r->reported) || !cancelled_of(b, &r->cancelled))
		return false;
	r->off = r->levied - r->cancelled - r->superseded - r->reported;
	return true;
}

/* --- surcharge ------------------------------------------------------------------------------- */

/* What is late: a sum over the bureau, like a figure. */
static const struct stmt sql_late = {
	"SELECT id FROM payment WHERE org = $1 AND ended_on IS NULL AND void_on IS NULL AND pay_done IS NULL"
	" AND pay_due < $2 ORDER BY id",
	NULL
};

/* What has grown on a record until the cut-off, less what was paid and waived. */
static int64_t grown(struct building *b, const struct table *t, int64_t id)
{
	const struct clockset *c = t->clocks;
	struct clock_facts facts;
	struct record r;
	int64_t sum;

	while (c < t->clocks + t->n_clocks && !c->accrues)
		c++;
	if (c == t->clocks + t->n_clocks || !record_load(b->tx, t, b->org, id, &r))
		return 0;
	facts = record_facts(b->tx, b->p, &r);
	if (!facts.speaks[c->first - 1 + (size_t)(c->accrues - c->rows)])
		return 0;
	sum = accrued(&(struct accruing){ b->tx, b->p, &r, c, &facts, b->m->d.cutoff }) -
	      record_int(&r, S("surcharge")) - record_int(&r, S("waived"));
	return sum > 0 ? sum : 0;
}

static void accrue(struct building *b)
{
	const struct table *t = table_of(b->p, S("payment"));
	struct rows rows = db_query(b->tx, &sql_late, b->org, b->m->d.cutoff);
	int64_t *ids = NULL, id;
	size_t n = 0, cap = 0;

	while (db_row(&rows, &id)) {
		arena_grow(b->tx->arena, ids, n, cap);
		ids[n++] = id;
	}
	for (size_t i = 0; t && i < n; i++)
		b->m->surcharge.accrued += grown(b, t, ids[i]);
}

static bool beside(struct building *b)
{
	struct money *m = b->m;

	accrue(b);
	return number_of(b, "payment.surcharge_received", &m->d, &m->surcharge.received) &&
	       number_of(b, "payment.surcharge_back", &m->d, &m->surcharge.refunded) &&
	       number_of(b, "payment.surcharge_waived", &m->d, &m->surcharge.waived) &&
	       number_of(b, "payment.instalments", &m->d, &m->instalments);
}

bool money_build(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                 struct money *ret)
{
	struct building b = { tx, p, org, ret, 0 };

	*ret = (struct money){ .d = *d };
	line_of(&b, MONEY_ALL, S(""), S("合计"));
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!add_part(&b, &parts[i]))
			return false;
	name_kinds(&b);
	qsort(ret->lines, ret->n_lines, sizeof *ret->lines, in_order);
	close_lines(ret);
	return against_report(&b) && beside(&b) && !tx->r->fault;
}

/* --- given out ------------------------------------------------------------------------------- */

/* by, key, label, then the columns of a line in their order, then what is off. */
enum { FIRST_AMOUNT = 3 };
static const struct grid_column columns[FIRST_AMOUNT + N_MONEY + 1] = {
	{ "by", "分组", GRID_TEXT },
	{ "key", "键", GRID_TEXT },
	{ "label", "名称", GRID_TEXT },
	[FIRST_AMOUNT + MONEY_OPENING] = { "opening", "期初未结", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_LEVIED] = { "levied", "决定", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_RECEIVED] = { "received", "收缴", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_REFUNDED] = { "refunded", "退还", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_CANCELLED] = { "cancelled", "决定撤销减少", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_REDUCED] = { "reduced", "变更减少", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_ENDED] = { "ended", "终结未收", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_OWING] = { "owing", "期末应收未收", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_BACK] = { "back", "期末应退未退", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_FORCED] = { "forced", "收缴中强制执行", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_DEFERRED] = { "deferred", "应收中暂缓分期", GRID_MONEY },
	[FIRST_AMOUNT + MONEY_BEFORE_COURT] = { "before_court", "应收中申请法院", GRID_MONEY },
	[FIRST_AMOUNT + N_MONEY] = { "off", "差额", GRID_MONEY },
};

const char *money_label(enum money_column c)
{
	return columns[FIRST_AMOUNT + c].label;
}

void money_grid(const struct money *m, struct arena *a, struct grid *ret)
{
	grid_init(ret, a, S("罚没款"), columns, sizeof columns / sizeof *columns);
	for (size_t i = 0; i < m->n_lines; i++) {
		const struct money_line *l = &m->lines[i];
		struct val *row = grid_row(ret);
		row[0] = VAL(str_of(by_labels[l->by]));
		row[1] = VAL(l->key);
		row[2] = VAL(l->label);
		for (size_t c = 0; c < N_MONEY; c++)
			row[FIRST_AMOUNT + c] = VAL(l->v[c]);
		row[FIRST_AMOUNT + N_MONEY] = VAL(l->off);
	}
}

static void put_fen(struct arena *a, struct json *j, const char *key, int64_t fen)
{
	json_pair(j, key, fen_text(a, (struct fen){ fen }));
}

static void put_line(const struct money_line *l, struct arena *a, struct json *j)
{
	json_open(j, '{');
	json_pair(j, "by", str_of(by_keys[l->by]));
	json_pair(j, "key", l->key);
	json_pair(j, "label", l->label);
	for (size_t c = 0; c < N_MONEY; c++)
		put_fen(a, j, columns[FIRST_AMOUNT + c].key, l->v[c]);
	put_fen(a, j, "off", l->off);
	json_close(j, '}');
}

void money_json(const struct money *m, struct arena *a, struct json *j)
{
	json_open(j, '{');
	json_key(j, "from");
	json_day(j, m->d.from);
	json_key(j, "to");
	json_day(j, m->d.cutoff);
	json_key(j, "lines");
	json_open(j, '[');
	for (size_t i = 0; i < m->n_lines; i++)
		put_line(&m->lines[i], a, j);
	json_close(j, ']');
	json_key(j, "report");
	json_open(j, '{');
	put_fen(a, j, "levied", m->report.levied);
	put_fen(a, j, "cancelled", m->report.cancelled);
	put_fen(a, j, "superseded", m->report.superseded);
	put_fen(a, j, "reported", m->report.reported);
	put_fen(a, j, "off", m->report.off);
	json_close(j, '}');
	json_key(j, "surcharge");
	json_open(j, '{');
	put_fen(a, j, "received", m->surcharge.received);
	put_fen(a, j, "refunded", m->surcharge.refunded);
	put_fen(a, j, "waived", m->surcharge.waived);
	put_fen(a, j, "accrued", m->surcharge.accrued);
	json_close(j, '}');
	put_fen(a, j, "instalments", m->instalments);
	json_key(j, "closes");
	json_bool(j, m->n_open == 0 && m->report.off == 0);
	json_close(j, '}');
}
