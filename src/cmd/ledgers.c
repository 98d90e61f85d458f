/*
 * ledgers.c - every ledger as data: fields, states, steps, clocks, figures
 *
 * The CSV is doc/keys.csv: a key changes only on purpose.
 */
#include "base/csv.h"
#include "cmd/app.h"
#include "ledger/figures.h"
#include "ledger/verbs.h"
#include "web/openapi.h"

static const char *const kinds[N_KINDS] = {
	[TEXT] = "text",   [DATE] = "date",   [TIME] = "time",   [NUMBER] = "number",
	[MONEY] = "money", [HOURS] = "hours", [YESNO] = "yesno", [PICK] = "pick",
	[REF] = "ref",     [PICKS] = "picks", [REFS] = "refs",   [ROWS] = "rows",
	[ROW] = "row",
};

static const char *const measures[N_MEASURES] = {
	[NOTHING] = "",          [COUNT] = "count", [SUM] = "sum",
	[DISTINCT] = "distinct", [MIN] = "min",     [MAX] = "max",
	[MEAN] = "mean",         [SHARE] = "share", [FLOW] = "flow",
};

static void put_z(struct json *j, const char *key, const char *z)
{
	json_pair(j, key, str_of(z));
}

static void put_list(struct json *j, const char *key, const char *list)
{
	struct str rest = str_of(list), item;

	json_key(j, key);
	json_open(j, '[');
	while (str_item(&rest, &item))
		json_str(j, item);
	json_close(j, ']');
}

static void put_basis(struct app *app, struct json *j, const struct ledger *l,
                      const struct basis *b)
{
	json_pair(j, "basis", basis_text(&app->program, &app->arena, l, b));
}

static void put_field(struct json *j, const struct field *f)
{
	json_open(j, '{');
	put_z(j, "key", f->key);
	put_z(j, "label", f->label);
	put_z(j, "kind", kinds[f->kind]);
	put_list(j, "of", f->kind == ROW ? NULL : f->of);
	if (f->kind == PICK || f->kind == PICKS)
		put_list(j, "labels", f->labels);
	json_key(j, "must");
	json_bool(j, (f->flags & MUST) != 0);
	if (f->form)
		put_z(j, "form", f->form);
	if (f->kind == ROWS) {
		json_key(j, "rows");
		json_open(j, '[');
		for (size_t i = 0; i < f->n_rows; i++)
			put_field(j, &f->rows[i]);
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void put_states(struct json *j, const struct ledger *l)
{
	json_key(j, "states");
	json_open(j, '[');
	for (size_t i = 0; i < l->n_states; i++) {
		json_open(j, '{');
		put_z(j, "key", l->states[i].key);
		put_z(j, "label", l->states[i].label);
		json_key(j, "final");
		json_bool(j, l->states[i].is == FINAL);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_from(struct json *j, const struct ledger *l, const struct step *s)
{
	json_key(j, "from");
	json_open(j, '[');
	for (size_t i = 0; i < l->n_states && s->from != NEW; i++)
		if (s->from == ANY ? l->states[i].is != FINAL : (s->from & IN(i)) != 0)
			json_str(j, str_of(l->states[i].key));
	json_close(j, ']');
}

static void put_step(struct app *app, struct json *j, const struct ledger *l, const struct step *s)
{
	json_open(j, '{');
	put_z(j, "verb", s->verb);
	put_z(j, "label", s->label);
	put_from(j, l, s);
	json_key(j, "to");
	if (s->to == SAME)
		json_null(j);
	else
		json_str(j, str_of(l->states[s->to].key));
	put_list(j, "by", arena_z(&app->arena, roles_keys(&app->arena, s->by)));
	put_list(j, "fill", s->fill);
	put_z(j, "day",
	      s->day ? s->day : arena_z(&app->arena, arena_fmt(&app->arena, "%s_on", s->verb)));
	put_basis(app, j, l, &s->basis);
	json_close(j, '}');
}

/* What the term of a clock says, for its label. */
static struct str clock_label(struct app *app, const struct clockset *c)
{
	for (size_t i = 0; i < c->n_rows; i++) {
		const char *id = c->rows[i].basis.term;
		const struct term *t = id ? term_on(&app->law, str_of(id), DAY_NONE) : NULL;
		if (t && (c->rows[i].does == RUNS || c->rows[i].does == ACCRUES))
			return t->gist;
	}
	return str_of(c->key);
}

static void put_clocks(struct app *app, struct json *j, const struct table *t)
{
	json_key(j, "clocks");
	json_open(j, '[');
	for (size_t i = 0; i < t->n_clocks; i++) {
		json_open(j, '{');
		put_z(j, "key", t->clocks[i].key);
		json_pair(j, "label", clock_label(app, &t->clocks[i]));
		put_basis(app, j, t->l, &t->clocks[i].rows[0].basis);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_figures(struct app *app, struct json *j, const struct table *t)
{
	json_key(j, "figures");
	json_open(j, '[');
	for (size_t i = 0; i < t->l->n_figures; i++) {
		const struct figure *f = &t->l->figures[i];
		json_open(j, '{');
		put_z(j, "key", f->key);
		put_z(j, "label", f->label);
		put_z(j, "unit", f->unit);
		put_z(j, "measure", measures[f->measure]);
		json_pair(j, "rule", figure_rule(&app->arena, &app->program, t, f));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_ledger(struct app *app, struct json *j, const struct table *t)
{
	const struct ledger *l = t->l;

	json_open(j, '{');
	put_z(j, "key", l->key);
	put_z(j, "label", l->label);
	put_z(j, "title", l->title);
	json_key(j, "fields");
	json_open(j, '[');
	for (size_t i = 0; i < l->n_fields; i++)
		put_field(j, &l->fields[i]);
	json_close(j, ']');
	put_states(j, l);
	json_key(j, "steps");
	json_open(j, '[');
	for (size_t i = 0; i < l->n_steps; i++)
		put_step(app, j, l, &l->steps[i]);
	json_close(j, ']');
	put_clocks(app, j, t);
	put_figures(app, j, t);
	json_close(j, '}');
}

/* --- CSV -------------------------------------------------------------------------------------- */

static void key_row(struct app *app, const struct ledger *l, const char *what, struct str key,
                    struct str label)
{
	csv_cell(&app->out, str_of(l->key), false);
	csv_cell(&app->out, str_of(what), false);
	csv_cell(&app->out, key, false);
	csv_cell(&app->out, label, true);
}

static void keys_of(struct app *app, const struct table *t)
{
	const struct ledger *l = t->l;

	key_row(app, l, "ledger", str_of(l->key), str_of(l->label));
	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		key_row(app, l, "field", str_of(f->key), str_of(f->label));
		for (size_t k = 0; k < f->n_rows; k++)
			key_row(app, l, "column",
			        arena_fmt(&app->arena, "%s.%s", f->key, f->rows[k].key),
			        str_of(f->rows[k].label));
	}
	for (size_t i = 0; i < l->n_states; i++)
		key_row(app, l, "state", str_of(l->states[i].key), str_of(l->states[i].label));
	for (size_t i = 0; i < l->n_steps; i++)
		key_row(app, l, "step", str_of(l->steps[i].verb), str_of(l->steps[i].label));
	for (size_t i = 0; i < t->n_clocks; i++)
		key_row(app, l, "clock", str_of(t->clocks[i].key), clock_label(app, &t->clocks[i]));
	for (size_t i = 0; i < l->n_standards; i++)
		key_row(app, l, "standard", str_of(l->standards[i].key),
		        str_of(l->standards[i].label));
	for (size_t i = 0; i < l->n_figures; i++)
		key_row(app, l, "figure", str_of(l->figures[i].key), str_of(l->figures[i].label));
}

/* --- text ------------------------------------------------------------------------------------- */

static void line_of(struct app *app, const struct table *t)
{
	const struct ledger *l = t->l;

	buf_fmt(&app->out, "%-20s %s  字段%zu 状态%zu 步骤%zu 期限%zu 指标%zu\n", l->key, l->label,
	        l->n_fields, l->n_states, l->n_steps, t->n_clocks, l->n_figures);
}

enum exit_code cmd_ledgers(struct app *app)
{
	bool csv = app_has(app, "csv");
	struct json j;

	if (app_has(app, "openapi")) {
		openapi_write(&app->out, &app->program, ~0u);
		return DONE;
	}
	if (app_has(app, "citus"))
		return put_citus(app);
	json_init(&j, &app->out);
	if (csv)
		buf_putz(&app->out, "ledger,what,key,label\r\n");
	else if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < app->program.n_tables; i++) {
		const struct table *t = &app->program.tables[i];
		if (csv)
			keys_of(app, t);
		else if (app->json)
			put_ledger(app, &j, t);
		else
			line_of(app, t);
	}
	if (!csv && app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
