/*
 * reissue.c - yifa reissue LEDGER NUMBER PAPER --reason TEXT [--set FIELD=VALUE]…
 *
 * A paper that is wrong is withdrawn and made anew, as on its page: the common verb `reissue`
 * (ledger/papers.h) says which papers may be and what may be corrected with them.
 */
#include "base/json.h"
#include "cmd/app.h"
#include "ledger/papers.h"

struct asking {
	struct app *app;
	struct record r;
	struct paper_order old, fresh;
	struct entry *e;
	size_t n;
};

/* The paper and why, then what is corrected. */
static bool entries_read(struct asking *k)
{
	struct app *app = k->app;
	struct str said;

	k->e = arena_array(&app->arena, struct entry, app->n_given + 2);
	k->e[k->n++] = (struct entry){
		.key = S("paper"), .text = arena_fmt(&app->arena, "%lld", (long long)k->old.id)
	};
	k->e[k->n++] = (struct entry){ .key = S("reason"), .text = app_option(app, "reason") };
	for (size_t at = 0; app_next(app, "set", &at, &said);) {
		struct str key, value;
		if (!str_cut(said, '=', &key, &value))
			return app_no(app, NOT_UNDERSTOOD, "--set 写作 字段=值：%.*s", P(said)),
			       false;
		k->e[k->n++] = (struct entry){ .key = str_trim(key), .text = str_trim(value) };
	}
	return true;
}

static bool run(struct tx *tx, void *arg)
{
	struct asking *k = arg;
	const struct app *app = k->app;
	struct paper_order *list;
	size_t n;

	if (!record_load(tx, k->r.t, app->account.org, k->r.id, &k->r) ||
	    !common_take(tx, &app->program, &app->actor, &k->r, S("reissue"), DAY_NONE, k->e, k->n))
		return false;
	n = record_papers(tx, k->r.t, app->account.org, k->r.id, &list);
	for (size_t i = 0; i < n; i++)
		if (list[i].replaces == k->old.id)
			k->fresh = list[i];
	return !tx->r->fault;
}

static struct str number_or_label(const struct paper_order *o)
{
	return o->number.n ? o->number : o->label;
}

static void say(struct app *app, const struct asking *k)
{
	struct json j;

	if (!app->json) {
		buf_fmt(&app->out, "已撤回重制“%.*s”：%.*s 作废，由 %.*s 代替。\n", P(k->old.label),
		        P(number_or_label(&k->old)), P(number_or_label(&k->fresh)));
		return;
	}
	json_init(&j, &app->out);
	json_open(&j, '{');
	json_pair(&j, "paper", k->old.paper);
	json_pair(&j, "void", k->old.number);
	json_pair(&j, "number", k->fresh.number);
	json_key(&j, "entry");
	json_int(&j, k->fresh.position);
	json_close(&j, '}');
	buf_putc(&app->out, '\n');
}

enum exit_code cmd_reissue(struct app *app)
{
	struct asking k = { .app = app };
	struct paper_order *list;
	size_t n;

	if (!app_papers(app, &k.r, &list, &n) || !app_paper(app, list, n, &k.old) ||
	    !entries_read(&k))
		return app->code;
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, run, &k))
		return app_refused(app, REFUSED);
	say(app, &k);
	return DONE;
}
