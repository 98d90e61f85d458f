/*
 * figure_list.c - every figure of every ledger
 */
#include "report/figure_list.h"
#include "base/json.h"

struct listed_figure {
	const struct table *t;
	const struct figure *f;
	struct figure_value v;
	struct str key, text, rule;
	bool kept;
};

static bool is_kept(struct tx *tx, const struct table *t, int64_t org)
{
	const struct stmt *st = stmt_intern(
		t->program,
		arena_fmt(tx->arena, "SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE org = $1)",
	                  t->l->key));
	int64_t kept = 0;

	return db_one(tx, st, VALS(org), &kept) && kept;
}

static void put_flow(struct json *j, const int64_t *flow)
{
	static const char *const parts[N_FLOW] = {
		[FLOW_BROUGHT] = "brought_in",  [FLOW_NEW] = "new",
		[FLOW_ENDED] = "ended",         [FLOW_ENDED_NEW] = "ended_of_new",
		[FLOW_CARRIED] = "carried_out",
	};

	json_key(j, "flow");
	json_open(j, '{');
	for (int i = 0; i < N_FLOW; i++) {
		json_key(j, parts[i]);
		json_int(j, flow[i]);
	}
	json_close(j, '}');
}

static void put_json(struct json *j, const struct listed_figure *x)
{
	json_open(j, '{');
	json_key(j, "key");
	json_str(j, x->key);
	json_key(j, "label");
	json_str(j, str_of(x->f->label));
	json_key(j, "value");
	if (x->v.has)
		json_raw(j, x->text);
	else
		json_null(j);
	if (!x->v.has) {
		json_key(j, "why");
		json_str(j, x->v.why);
	}
	json_key(j, "unit");
	json_str(j, str_of(x->f->unit));
	json_key(j, "rule");
	json_str(j, x->rule);
	json_key(j, "records");
	json_int(j, x->v.records);
	json_key(j, "kept");
	json_bool(j, x->kept);
	if (x->f->measure == FLOW)
		put_flow(j, x->v.flow);
	json_close(j, '}');
}

static void put_line(struct buf *out, const struct listed_figure *x)
{
	buf_fmt(out, "%-40.*s %s：%.*s%s%s\n", P(x->key), x->f->label,
	        P(x->v.has ? x->text : x->v.why), x->v.has ? x->f->unit : "",
	        x->kept ? "" : "（没有记录：台账未建立）");
}

/* One ledger's; `j` NULL: as lines. */
static void put_table(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                      const struct period *d, struct json *j, struct buf *out)
{
	bool kept = t->l->n_figures && is_kept(tx, t, org);

	for (size_t i = 0; i < t->l->n_figures && !tx->r->fault; i++) {
		struct listed_figure x = { .t = t, .f = &t->l->figures[i], .kept = kept };
		struct spec s;

		spec_of(t, x.f, &s);
		figure_count(tx, p, org, t, x.f, d, &x.v);
		x.key = arena_fmt(tx->arena, "%s.%s", t->l->key, x.f->key);
		x.text = figure_text(tx->arena, &s, &x.v);
		x.rule = figure_rule(tx->arena, p, t, x.f);
		if (j)
			put_json(j, &x);
		else
			put_line(out, &x);
	}
}

bool figures_json(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                  struct buf *out)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '[');
	for (size_t i = 0; i < p->n_tables; i++)
		put_table(tx, p, org, &p->tables[i], d, &j, out);
	json_close(&j, ']');
	buf_putc(out, '\n');
	return !tx->r->fault && !tx->r->n_refused;
}

bool figures_lines(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                   struct buf *out)
{
	for (size_t i = 0; i < p->n_tables; i++)
		put_table(tx, p, org, &p->tables[i], d, NULL, out);
	return !tx->r->fault && !tx->r->n_refused;
}
