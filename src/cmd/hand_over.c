/*
 * hand_over.c - yifa hand-over FROM TO --reason TEXT [--date D]
 */
#include "ledger/hand_over.h"
#include "cmd/app.h"

struct asking {
	struct app *app;
	struct day day;
	struct str reason;
	struct handed *list;
	size_t n;
};

static bool run(struct tx *tx, void *arg)
{
	static const struct field person[2] = { { "from", REF, "移交人", MUST, .of = "person" },
		                                { "to", REF, "接收人", MUST, .of = "person" } };
	struct asking *k = arg;
	const struct app *app = k->app;
	struct val who[2];

	for (int i = 0; i < 2; i++)
		if (!value_parse(tx, &app->program, app->account.org, &person[i], app->words[i],
		                 person[i].key, &who[i]))
			return false;
	k->n = hand_over_all(tx, &app->program, &app->actor, who[0].i, who[1].i, k->day, k->reason,
	                     &k->list);
	return !tx->r->n_refused && !tx->r->fault;
}

static void put_handed(struct app *app, struct json *j, const struct handed *h)
{
	if (!app->json) {
		buf_fmt(&app->out, "%s：移交 %zu 条", h->t->l->label, h->n);
		if (h->named)
			buf_fmt(&app->out, "；另有 %zu 条仍列其为执法人员，请逐条更换", h->named);
		buf_putc(&app->out, '\n');
		return;
	}
	json_open(j, '{');
	json_pair(j, "ledger", str_of(h->t->l->key));
	json_key(j, "handed_over");
	json_int(j, (int64_t)h->n);
	json_key(j, "named");
	json_int(j, (int64_t)h->named);
	json_close(j, '}');
}

enum exit_code cmd_hand_over(struct app *app)
{
	struct asking k = { .app = app, .day = DAY_NONE, .reason = app_option(app, "reason") };
	struct json j;

	if (!app_day(app, "date", &k.day))
		return app->code;
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, run, &k))
		return app_refused(app, REFUSED);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < k.n; i++)
		put_handed(app, &j, &k.list[i]);
	if (app->json)
		json_close(&j, ']');
	if (app->json || !k.n)
		buf_putz(&app->out, app->json ? "\n" : "名下没有在办的记录。\n");
	return DONE;
}
