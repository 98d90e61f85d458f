/*
 * search.c - one box over all ledgers, for the command line
 */
#include "cmd/app.h"
#include "ledger/search.h"

static void put_hit(struct app *app, const struct search_hit *h)
{
	buf_fmt(&app->out, "  %.*s  %.*s  %.*s%s", P(h->number), P(h->title), P(h->state),
	        day_set(h->void_on) ? "（已作废）" : "");
	if (h->where.n)
		buf_fmt(&app->out, "  %.*s：%.*s", P(h->where), P(h->text));
	buf_putc(&app->out, '\n');
}

static void put_group(struct app *app, const struct search_group *g)
{
	buf_fmt(&app->out, "%s  %lld%s 条\n", g->t->l->label, (long long)g->count,
	        g->more ? "+" : "");
	for (size_t i = 0; i < g->n_hits; i++)
		put_hit(app, &g->hits[i]);
}

static void answer(struct app *app, const struct search_ask *ask, const struct search_found *found)
{
	struct json j;

	if (app->json) {
		json_init(&j, &app->out);
		search_json(&j, ask->text, found);
		buf_putc(&app->out, '\n');
		return;
	}
	for (size_t i = 0; i < found->n_groups; i++)
		put_group(app, &found->groups[i]);
	if (!found->n_groups)
		buf_putz(&app->out, found->words.n ? "没有找到。\n" : "请写出要找的词。\n");
	if (found->next.n)
		buf_fmt(&app->out, "还有。继续：--after %.*s\n", P(found->next));
}

enum exit_code cmd_search(struct app *app)
{
	struct search_ask ask = { .viewer = app_viewer(app), .text = app->words[0] };
	struct str ledger = app_option(app, "ledger");
	struct search_found found;
	int64_t year = 0;
	struct tx tx;
	bool ok;

	if (ledger.n && !(ask.only = app_table(app, ledger)))
		return app->code;
	if ((ask.only && !app_may_open(app, ask.only)) || !app_int(app, "year", &year))
		return app->code;
	if (year && (year < 1949 || year > 2999))
		return app_no(app, NOT_UNDERSTOOD, "--year 是四位的年份。");
	ask.year = (int)year;
	ask.after = app_option(app, "after");
	tx = app_read(app);
	ok = search(&tx, &app->program, &ask, &found);
	if (ok)
		answer(app, &ask, &found);
	tx_end(&tx);
	return ok ? DONE : app_refused(app, FAULTED);
}
