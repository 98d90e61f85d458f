/*
 * figures.c - all declared figures of a period, and the records behind one
 *
 * `kept` tells a true zero from a ledger that nobody keeps: it is true once the ledger has a record.
 */
#include "cmd/app.h"
#include "ledger/figures.h"

static bool is_kept(struct tx *tx, const struct table *t, int64_t org)
{
	const struct stmt *st = stmt_intern(
		t->program,
		arena_fmt(tx->arena, "SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE org = $1)",
	                  t->l->key));
	int64_t kept = 0;

	return db_one(tx, st, VALS(org), &kept) && kept;
}

static void put_flow(struct json *j, const struct figure_value *v)
{
	static const char *const parts[N_FLOW] = { "brought_in", "new", "ended", "ended_of_new",
		                                   "carried_out" };

	json_key(j, "flow");
	json_open(j, '{');
	for (int i = 0; i < N_FLOW; i++) {
		json_key(j, parts[i]);
		json_int(j, v->flow[i]);
	}
	json_close(j, '}');
}

struct shown {
	struct str key, value, rule;
	const struct figure *f;
	struct figure_value v;
	bool kept;
};

static void put_json(struct json *j, const struct shown *x)
{
	json_open(j, '{');
	json_key(j, "key");
	json_str(j, x->key);
	json_key(j, "label");
	json_str(j, str_of(x->f->label));
	json_key(j, "value");
	if (x->v.has)
		json_raw(j, x->value);
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
		put_flow(j, &x->v);
	json_close(j, '}');
}

static void put_line(struct app *app, const struct shown *x)
{
	buf_fmt(&app->out, "%-40.*s %s：%.*s%s%s\n", P(x->key), x->f->label,
	        P(x->v.has ? x->value : x->v.why), x->v.has ? x->f->unit : "",
	        x->kept ? "" : "（没有记录：台账未建立）");
}

static void figures_of(struct app *app, struct tx *tx, const struct table *t, int64_t org,
                       const struct period *d, struct json *j)
{
	bool kept = is_kept(tx, t, org);

	for (size_t i = 0; i < t->l->n_figures && !tx->r->fault; i++) {
		struct shown x = { .f = &t->l->figures[i], .kept = kept };
		struct spec s;
		spec_of(t, x.f, &s);
		figure_count(tx, &app->program, org, t, x.f, d, &x.v);
		x.key = arena_fmt(&app->arena, "%s.%s", t->l->key, x.f->key);
		x.value = figure_text(&app->arena, &s, &x.v);
		x.rule = figure_rule(&app->arena, &app->program, t, x.f);
		if (app->json)
			put_json(j, &x);
		else
			put_line(app, &x);
	}
}

enum exit_code cmd_figures(struct app *app)
{
	struct period d;
	struct json j;
	struct tx tx;
	int64_t org;

	if (!app_period(app, &d) || !app_org(app, &org))
		return app->code;
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	tx = app_read(app);
	for (size_t i = 0; i < app->program.n_tables; i++)
		figures_of(app, &tx, &app->program.tables[i], org, &d, &j);
	tx_end(&tx);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	if (app->r.fault || app->r.n_refused) {
		buf_clear(&app->out);
		return app_refused(app, FAULTED);
	}
	return DONE;
}

/* --- behind one ------------------------------------------------------------------------------- */

static const struct figure *figure_named(struct app *app, const struct table **ret_table)
{
	struct str word = app->words[0];
	const struct figure *f = figure_of(&app->program, word, ret_table);
	struct near near;

	if (f)
		return f;
	near_init(&near, word);
	for (size_t i = 0; i < app->program.n_tables; i++)
		for (size_t k = 0; k < app->program.tables[i].l->n_figures; k++)
			near_see(&near,
			         arena_fmt(&app->arena, "%s.%s", app->program.tables[i].l->key,
			                   app->program.tables[i].l->figures[k].key));
	app_unknown(app, "没有这个指标", &near);
	return NULL;
}

static void put_behind(struct app *app, struct json *j, const struct behind *b)
{
	if (!app->json) {
		buf_fmt(&app->out, "%.*s\t%.*s\t%.*s\t%s\n", P(day_text(&app->arena, b->on)),
		        P(b->number), P(b->label), b->counted ? "" : "不计");
		return;
	}
	json_open(j, '{');
	json_key(j, "ledger");
	json_str(j, str_of(b->t->l->key));
	json_key(j, "id");
	json_id(j, b->id);
	json_key(j, "number");
	json_str(j, b->number);
	json_key(j, "label");
	json_str(j, b->label);
	json_key(j, "on");
	json_day(j, b->on);
	json_key(j, "counted");
	json_bool(j, b->counted);
	json_key(j, "href");
	json_str(j, arena_fmt(&app->arena, "/%s/%lld", b->t->l->key, (long long)b->id));
	json_close(j, '}');
}

enum exit_code cmd_records(struct app *app)
{
	const struct table *t = NULL;
	const struct figure *f = figure_named(app, &t);
	struct behind *list;
	struct period d;
	struct spec s;
	struct json j;
	struct tx tx;
	int64_t org;
	size_t n;

	if (!f || !app_may_open(app, t) || !app_period(app, &d) || !app_org(app, &org))
		return app->code;
	spec_of(t, f, &s);
	tx = app_read(app);
	n = figure_records(&tx, &app->program, org, &s, &d, &list);
	tx_end(&tx);
	if (app->r.fault || app->r.n_refused)
		return app_refused(app, FAULTED);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_behind(app, &j, &list[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
