/*
 * figure_list.c - every figure of every ledger
 */
#include "report/figure_list.h"
#include "base/json.h"

struct listed_figure {
	const struct table *t;
	const struct figure *f;
	struct spec spec;
	struct figure_value v;
	struct str key, text;
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

void figure_members(struct json *j, struct arena *a, const struct program *p, const struct table *t,
                    const struct figure *f, struct str key, const struct spec *s,
                    const struct figure_value *v)
{
	json_pair(j, "key", key);
	json_pair(j, "label", str_of(f->label));
	json_key(j, "value");
	if (v->has)
		json_raw(j, figure_text(a, s, v));
	else
		json_null(j);
	if (!v->has)
		json_pair(j, "why", v->why);
	json_pair(j, "unit", str_of(f->unit));
	json_pair(j, "rule", figure_rule(a, p, t, f));
	if (f->measure == FLOW)
		put_flow(j, v->flow);
}

void behind_json(struct json *j, struct arena *a, const struct behind *b)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(b->t->l->key));
	json_key(j, "id");
	json_id(j, b->id);
	json_pair(j, "number", b->number);
	json_pair(j, "label", b->label);
	json_key(j, "on");
	json_day(j, b->on);
	json_key(j, "counted");
	json_bool(j, b->counted);
	json_pair(j, "href", arena_fmt(a, "/%s/%lld", b->t->l->key, (long long)b->id));
	json_close(j, '}');
}

void group_json(struct json *j, struct arena *a, const struct spec *s, const struct group *g)
{
	json_open(j, '{');
	json_pair(j, "key", g->key[0]);
	json_pair(j, "label", g->label[0]);
	json_key(j, "value");
	if (g->value.has)
		json_raw(j, figure_text(a, s, &g->value));
	else
		json_null(j);
	if (s->measure == FLOW)
		put_flow(j, g->value.flow);
	json_close(j, '}');
}

static void put_json(struct json *j, struct arena *a, const struct program *p,
                     const struct listed_figure *x)
{
	json_open(j, '{');
	figure_members(j, a, p, x->t, x->f, x->key, &x->spec, &x->v);
	json_key(j, "records");
	json_int(j, x->v.records);
	json_key(j, "kept");
	json_bool(j, x->kept);
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

		spec_of(t, x.f, &x.spec);
		figure_count(tx, p, org, t, x.f, d, &x.v);
		x.key = arena_fmt(tx->arena, "%s.%s", t->l->key, x.f->key);
		x.text = figure_text(tx->arena, &x.spec, &x.v);
		if (j)
			put_json(j, tx->arena, p, &x);
		else
			put_line(out, &x);
	}
}

static bool is_wanted(const struct figure_filter *only, const struct table *t)
{
	return !only || only->may(t, only->arg);
}

bool figures_json(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                  const struct figure_filter *only, struct buf *out)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '[');
	for (size_t i = 0; i < p->n_tables; i++)
		if (is_wanted(only, &p->tables[i]))
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
