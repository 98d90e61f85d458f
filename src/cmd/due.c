/*
 * due.c - what is due, late, provisional, over all ledgers the user may open
 */
#include "cmd/app.h"
#include "ledger/list.h"

static const char *const states[N_DUE_STATES] = {
	[DUE_NONE] = "none",   [DUE_FINE] = "fine", [DUE_SOON] = "soon",
	[DUE_TODAY] = "today", [DUE_LATE] = "late",
};

static void put_item(struct json *j, const struct due_item *d)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(d->t->l->key));
	json_key(j, "id");
	json_id(j, d->id);
	json_pair(j, "number", d->number);
	json_pair(j, "clock", d->clock);
	json_key(j, "due");
	if (d->timed)
		json_at(j, d->due_at);
	else
		json_day(j, d->due);
	json_pair(j, "state", str_of(states[d->is]));
	json_key(j, "left");
	json_int(j, d->left);
	json_pair(j, "unit", str_of(d->unit));
	json_pair(j, "basis", d->basis);
	json_key(j, "provisional");
	json_bool(j, d->provisional);
	json_pair(j, "title", d->title);
	json_close(j, '}');
}

static void put_line(struct app *app, const struct due_item *d)
{
	buf_fmt(&app->out, "%.*s  %.*s  %s %.*s  %.*s%s  %.*s\n", P(day_text(&app->arena, d->due)),
	        P(due_words(&app->arena, d)), d->t->l->label, P(d->number), P(d->label),
	        d->provisional ? "（暂定）" : "", P(d->basis));
}

enum exit_code cmd_due(struct app *app)
{
	struct viewer v = app_viewer(app);
	struct due_ask ask = { .viewer = app->setting_up ? NULL : &v };
	struct due_item *list;
	int64_t within = 0;
	struct json j;
	struct tx tx;
	size_t n;

	if (app->n_words && !(ask.only = app_table(app, app->words[0])))
		return app->code;
	if ((ask.only && !app_may_open(app, ask.only)) || !app_int(app, "within", &within))
		return app->code;
	if (within < 0 || within > 3660)
		return app_no(app, NOT_UNDERSTOOD, "--within 是今天起的天数，0 到 3660。");
	ask.within = (int)within;
	tx = app_read(app);
	n = due_list(&tx, &app->program, app->account.org, world_today(&app->world), &ask, &list);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		if (app->json)
			put_item(&j, &list[i]);
		else
			put_line(app, &list[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
