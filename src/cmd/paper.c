/*
 * paper.c - the papers of a record: a list, or the bytes of one
 *
 * Giving a paper out is an entry with its purpose, written before a byte leaves; the first time its
 * rendering is kept and is an entry too (paper/issue.h).
 */
#include <unistd.h>

#include "base/json.h"
#include "cmd/app.h"
#include "paper/issue.h"

struct giving {
	struct app *app;
	struct record r;
	struct paper_ask ask;
};

/* --- the list --------------------------------------------------------------------------------- */

static void list_json(struct app *app, const struct paper_order *list, size_t n)
{
	struct json j;

	json_init(&j, &app->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_pair(&j, "paper", list[i].paper);
		json_pair(&j, "label", list[i].label);
		json_pair(&j, "number", list[i].number);
		json_key(&j, "row");
		json_int(&j, list[i].row);
		json_key(&j, "day");
		json_day(&j, list[i].day);
		json_pair(&j, "sm3", list[i].data);
		json_key(&j, "entry");
		json_int(&j, list[i].position);
		json_key(&j, "void_on");
		json_day(&j, list[i].void_on);
		json_pair(&j, "void_why", list[i].void_why);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	buf_putc(&app->out, '\n');
}

static void list_text(struct app *app, const struct paper_order *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&app->out, "%.*s  %.*s  %.*s  %.*s  第%lld条", P(list[i].paper),
		        P(list[i].label), P(list[i].number.n ? list[i].number : S("—")),
		        P(day_text(&app->arena, list[i].day)), (long long)list[i].position);
		if (day_set(list[i].void_on))
			buf_fmt(&app->out, "  作废：%.*s", P(list[i].void_why));
		buf_putc(&app->out, '\n');
	}
	if (!n)
		buf_putz(&app->out, "这条记录没有制发过文书。\n");
}

/* --- which one -------------------------------------------------------------------------------- */

bool app_paper(struct app *app, const struct paper_order *list, size_t n, struct paper_order *ret)
{
	struct str kind = app->words[2];
	int64_t row = 0;
	size_t found = 0;

	if (!app_int(app, "row", &row))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct paper_order *o = &list[i];
		bool named = str_eq(o->number, kind);
		if (!named &&
		    (!str_eq(o->paper, kind) || day_set(o->void_on) || (row && o->row != row)))
			continue;
		*ret = *o;
		found++;
		if (named)
			return true;
	}
	if (found == 1)
		return true;
	return app_no(app, NOT_UNDERSTOOD,
	              found ? "这种文书有%zu份，请写明文号，或者 --row 第几行。"
	                    : "这条记录没有这种文书（%zu）：写文书的键或者文号。",
	              found),
	       false;
}

/* --- giving ----------------------------------------------------------------------------------- */

static bool may_write(struct giving *g)
{
	struct app *app = g->app;
	struct str error;

	if (!app_has(app, "o"))
		return app_no(app, NOT_UNDERSTOOD, "请写明写到哪个文件：-o 文件。"), false;
	if (app_has(app, "today") && !app_is_demo(app))
		return app_no(app, REFUSED, "打印文书要记入日志，--today 只能用于演示数据库。"),
		       false;
	if (db_lock(app->db, &error))
		return true;
	return app_no(app, REFUSED,
	              "打印文书要先记入日志。%.*s\nyifa serve 正在运行时，请在网页上打印。",
	              P(error)),
	       false;
}

static void purpose_read(struct giving *g)
{
	struct str said = str_trim(app_option(g->app, "purpose"));

	g->ask.purpose = said.n ? S("other") : S("handle");
	g->ask.why = said;
	for (size_t i = 0; i < n_purposes; i++)
		if (str_is(said, purposes[i].key) && !str_is(said, "other")) {
			g->ask.purpose = said;
			g->ask.why = S("");
		}
}

static bool format_read(struct giving *g)
{
	struct str o = app_option(g->app, "o"), type;

	g->ask.format = app_has(g->app, "format") ? app_option(g->app, "format")
	                : str_ends(o, S(".docx")) ? S("docx")
	                : str_ends(o, S(".html")) ? S("html")
	                                          : S("pdf");
	return paper_format(g->ask.format, &type) ||
	       (app_no(g->app, NOT_UNDERSTOOD, "没有这种格式：%.*s。格式分为 pdf、docx 和 html。",
	               P(g->ask.format)),
	        false);
}

/* The kept bytes, whole. */
static bool read_kept(struct giving *g, struct str *ret)
{
	struct app *app = g->app;
	struct file_part part;
	struct str error = S("");
	char some[1 << 16];
	int64_t n;

	if (!file_part_open(app->files, g->ask.sm3, 0, g->ask.size, &part, &error))
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	buf_clear(&g->ask.bytes);
	while ((n = file_part_read(&part, some, sizeof some)) > 0)
		buf_put(&g->ask.bytes, (struct str){ some, (size_t)n });
	close(part.fd);
	*ret = buf_str(&g->ask.bytes);
	return n == 0 || (app_no(app, FAULTED, "文书读不出来。"), false);
}

static bool render(struct giving *g)
{
	struct app *app = g->app;
	struct tx tx = app_read(app);
	bool ok = paper_render(&tx, &g->ask);

	tx_end(&tx);
	return (ok && tx_run(app->db, &app->world, &app->arena, &app->r, paper_give, &g->ask)) ||
	       (app_refused(app, REFUSED), false);
}

static enum exit_code give(struct giving *g)
{
	struct app *app = g->app;
	struct str bytes = S("");

	if (!may_write(g) || !format_read(g) || !app_files(app))
		return app->code;
	purpose_read(g);
	g->ask.p = &app->program;
	g->ask.who = &app->actor;
	g->ask.t = g->r.t;
	g->ask.id = g->r.id;
	g->ask.store = app->files;
	if (render(g)) {
		bytes = buf_str(&g->ask.bytes);
		if (!g->ask.sm3.n || read_kept(g, &bytes))
			app_write(app, arena_z(&app->arena, app_option(app, "o")), bytes);
	}
	buf_drop(&g->ask.bytes);
	return app->code;
}

bool app_papers(struct app *app, struct record *ret, struct paper_order **ret_list, size_t *ret_n)
{
	struct table *t = app_table(app, app->words[0]);
	struct tx tx;
	bool ok;

	if (!t)
		return false;
	tx = app_read(app);
	ok = app_record(app, &tx, t, app->words[1], ret);
	*ret_n = ok ? record_papers(&tx, t, app->account.org, ret->id, ret_list) : 0;
	tx_end(&tx);
	return ok;
}

enum exit_code cmd_paper(struct app *app)
{
	struct giving g = { .app = app };
	struct paper_order *list;
	size_t n;

	if (!app_papers(app, &g.r, &list, &n))
		return app->code;
	if (app->n_words == 3)
		return app_paper(app, list, n, &g.ask.order) ? give(&g) : app->code;
	if (app->json)
		list_json(app, list, n);
	else
		list_text(app, list, n);
	return app->code;
}
