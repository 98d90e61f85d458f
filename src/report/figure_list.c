/*
 * figure_list.c - every figure of every ledger
 *
 * A ledger whose figures were taken over records is kept; only of the others is it asked.
 */
#include "report/figure_list.h"
#include "base/json.h"

struct listed_figure {
	const struct table *t;
	const struct figure *f;
	struct figure_value v;
	struct str text;
	bool kept;
};

static size_t n_figures(const struct program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		n += p->tables[i].l->n_figures;
	return n;
}

static bool ever(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                 const struct period *d)
{
	struct spec s = { .t = t, .measure = COUNT, .on = "begun_on" };
	struct day last = d->cutoff.n > d->to.n ? d->cutoff : d->to;
	struct period all = { day_make(1900, 1, 1), last, last };
	struct figure_value v;

	return spec_count(tx, p, org, &s, &all, &v) && v.n > 0;
}

static bool count_table(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                        const struct period *d, struct listed_figure *list)
{
	bool kept = false;

	for (size_t i = 0; i < t->l->n_figures; i++) {
		struct listed_figure *c = &list[i];
		struct spec s;

		*c = (struct listed_figure){ .t = t, .f = &t->l->figures[i] };
		spec_of(t, c->f, &s);
		if (!spec_count(tx, p, org, &s, d, &c->v))
			return false;
		c->text = s.measure == FLOW
		                  ? arena_fmt(tx->arena, "%lld", (long long)c->v.flow[FLOW_CARRIED])
		                  : figure_text(tx->arena, &s, &c->v);
		kept |= c->v.records > 0 && !s.per;
	}
	if (!kept && t->l->n_figures)
		kept = ever(tx, p, org, t, d);
	for (size_t i = 0; i < t->l->n_figures; i++)
		list[i].kept = kept;
	return true;
}

static bool count_all(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                      struct listed_figure **ret)
{
	struct listed_figure *list = arena_array(tx->arena, struct listed_figure, n_figures(p) + 1);
	size_t at = 0;

	for (size_t i = 0; i < p->n_tables; i++) {
		if (!count_table(tx, p, org, &p->tables[i], d, list + at))
			return false;
		at += p->tables[i].l->n_figures;
	}
	*ret = list;
	return !tx->r->fault;
}

static void put_flow(struct json *j, const int64_t *f)
{
	json_key(j, "flow");
	json_open(j, '{');
	json_key(j, "brought_in");
	json_int(j, f[FLOW_BROUGHT]);
	json_key(j, "new");
	json_int(j, f[FLOW_NEW]);
	json_key(j, "ended");
	json_int(j, f[FLOW_ENDED]);
	json_key(j, "carried_out");
	json_int(j, f[FLOW_CARRIED]);
	json_close(j, '}');
}

static void put_figure(struct json *j, struct arena *a, const struct program *p,
                       const struct listed_figure *c)
{
	json_open(j, '{');
	json_key(j, "key");
	json_str(j, arena_fmt(a, "%s.%s", c->t->l->key, c->f->key));
	json_key(j, "label");
	json_str(j, str_of(c->f->label));
	json_key(j, "value");
	if (c->text.n) {
		json_raw(j, c->text);
	} else {
		json_null(j);
		json_key(j, "why");
		json_str(j, c->v.why);
	}
	json_key(j, "unit");
	json_str(j, str_of(c->f->unit));
	json_key(j, "rule");
	json_str(j, figure_rule(a, p, c->t, c->f));
	json_key(j, "records");
	json_int(j, c->v.records);
	json_key(j, "kept");
	json_bool(j, c->kept);
	if (c->f->measure == FLOW)
		put_flow(j, c->v.flow);
	json_close(j, '}');
}

bool figures_json(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                  struct buf *out)
{
	struct listed_figure *list;
	struct json j;

	if (!count_all(tx, p, org, d, &list))
		return false;
	json_init(&j, out);
	json_open(&j, '[');
	for (size_t i = 0; i < n_figures(p); i++)
		put_figure(&j, tx->arena, p, &list[i]);
	json_close(&j, ']');
	buf_putc(out, '\n');
	return true;
}

/* Columns on a terminal: a Chinese character takes two. */
static size_t width(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (unsigned char)s.p[i] < 0x80 ? 1 : (unsigned char)s.p[i] >= 0xe0 ? 2 : 0;
	return n;
}

static void pad(struct buf *out, struct str s, size_t columns, bool right)
{
	size_t n = width(s);

	if (!right)
		buf_put(out, s);
	for (; n < columns; n++)
		buf_putc(out, ' ');
	if (right)
		buf_put(out, s);
}

bool figures_table(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                   struct buf *out)
{
	struct listed_figure *list;

	if (!count_all(tx, p, org, d, &list))
		return false;
	for (size_t i = 0; i < n_figures(p); i++) {
		const struct listed_figure *c = &list[i];

		pad(out, arena_fmt(tx->arena, "%s.%s", c->t->l->key, c->f->key), 36, false);
		pad(out, !c->kept ? S("未建台账") : c->text.n ? c->text : S("—"), 12, true);
		buf_putc(out, ' ');
		pad(out, str_of(c->f->unit), 6, false);
		buf_putc(out, ' ');
		buf_putz(out, c->f->label);
		buf_putc(out, '\n');
	}
	return true;
}
