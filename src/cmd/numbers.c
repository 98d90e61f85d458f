/*
 * numbers.c - numbers of papers: each one of a series, blocks reserved for work without the network
 */
#include "cmd/app.h"
#include "ledger/numbers.h"

struct reserving {
	struct app *app;
	struct number_block b;
	int64_t id;
	struct str reason;
};

static bool reserve(struct tx *tx, void *arg)
{
	struct reserving *k = arg;

	return block_reserve(tx, &k->app->program, &k->app->actor, &k->b);
}

static bool give_back(struct tx *tx, void *arg)
{
	struct reserving *k = arg;

	return block_return(tx, &k->app->actor, k->id, k->reason);
}

static bool year_of(struct app *app, int64_t *ret)
{
	*ret = day_year(world_today(&app->world));
	return app_int(app, "year", ret);
}

static bool run(struct reserving *k, bool (*fn)(struct tx *, void *))
{
	struct app *app = k->app;

	return tx_run(app->db, &app->world, &app->arena, &app->r, fn, k) ||
	       (app_refused(app, REFUSED), false);
}

static enum exit_code take_block(struct app *app)
{
	struct reserving k = { .app = app };
	struct table *t = app_table(app, S("person"));
	struct record person;
	int64_t year;
	struct tx tx;
	bool ok;

	if (app->n_words != 2 || !app_has(app, "person"))
		return app_no(
			app, NOT_UNDERSTOOD,
			"numbers reserve 类别 --count 个数 --person 人员 --device 设备 --purpose 用途。");
	if (!year_of(app, &year) || !app_int(app, "count", &k.b.count))
		return app->code;
	tx = app_read(app);
	ok = app_record(app, &tx, t, app_option(app, "person"), &person);
	tx_end(&tx);
	if (!ok)
		return app->code;
	k.b.series = app->words[1];
	k.b.year = (int)year;
	k.b.person = person.id;
	k.b.device = app_option(app, "device");
	k.b.purpose = app_option(app, "purpose");
	if (run(&k, reserve))
		buf_fmt(&app->out, "%lld  %.*s〔%d〕%lld号至%lld号\n", (long long)k.b.id,
		        P(k.b.series), k.b.year, (long long)k.b.from, (long long)k.b.to);
	return app->code;
}

static enum exit_code return_block(struct app *app)
{
	struct reserving k = { .app = app, .reason = app_option(app, "reason") };

	if (app->n_words != 2 || !str_int(app->words[1], &k.id))
		return app_no(app, NOT_UNDERSTOOD, "numbers return 号段 --reason 理由。");
	run(&k, give_back);
	return app->code;
}

static void list_series(struct app *app, struct tx *tx)
{
	struct series_of *list;
	struct number_block *blocks;
	size_t n = series_list(tx, app->account.org, &list);

	for (size_t i = 0; i < n; i++)
		buf_fmt(&app->out, "%.*s〔%d〕 1 至 %lld\n", P(list[i].series), list[i].year,
		        (long long)list[i].last);
	n = number_blocks(tx, app->account.org, &blocks);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&app->out, "预留 %lld  %.*s〔%d〕%lld号至%lld号  %.*s  %.*s%s%.*s\n",
		        (long long)blocks[i].id, P(blocks[i].series), blocks[i].year,
		        (long long)blocks[i].from, (long long)blocks[i].to, P(blocks[i].device),
		        P(day_text(&app->arena, blocks[i].day)),
		        day_set(blocks[i].returned_on) ? "  已收回：" : "", P(blocks[i].reason));
}

static void list_numbers(struct app *app, struct tx *tx, int64_t year)
{
	struct number_of *list;
	size_t n = numbers_of(tx, app->account.org, app->words[0], (int)year, &list);

	for (size_t i = 0; i < n; i++) {
		buf_fmt(&app->out, "%.*s  %s  %.*s",
		        P(number_text(tx, app->account.org, app->words[0], (int)year, list[i].n)),
		        number_is_label(list[i].is), P(day_text(&app->arena, list[i].day)));
		if (list[i].record)
			buf_fmt(&app->out, "  %.*s %lld", P(list[i].ledger),
			        (long long)list[i].record);
		buf_fmt(&app->out, "%s%.*s\n", list[i].why.n ? "  " : "", P(list[i].why));
		if (list[i].is == NUMBER_LOST)
			app_no(app, REFUSED, "第%lld号没有登记。", (long long)list[i].n);
	}
	if (!n)
		app_no(app, DONE, "这一类没有给过文号。");
}

enum exit_code cmd_numbers(struct app *app)
{
	int64_t year;
	struct tx tx;

	if (app->n_words && str_is(app->words[0], "reserve"))
		return take_block(app);
	if (app->n_words && str_is(app->words[0], "return"))
		return return_block(app);
	if (!year_of(app, &year))
		return app->code;
	tx = app_read(app);
	if (app->n_words)
		list_numbers(app, &tx, year);
	else
		list_series(app, &tx);
	tx_end(&tx);
	return app->code;
}
