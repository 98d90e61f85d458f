/*
 * check.c - are the tables sound?  Every ledger's form, every statement on an empty database (and on
 * the PostgreSQL that --db or YIFA_DB names, which is left as it was), the settings that are still empty
 *
 * An empty setting is a legal state: it is listed and refuses nothing here.  With --dues the dues and
 * tallies that stand in the database are computed again, with --search what records are found by is
 * compared; --mend stores what was computed.  With --people: which open records wait for nobody.
 */
#include "cmd/index.h"
#include "cmd/files.h"
#include "cmd/recheck.h"
#include "ledger/check.h"
#include "ledger/figures.h"
#include "ledger/papers.h"
#include "ledgers/ledgers.h"

static struct db *empty_database(struct app *app, const char *url)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers = arena_array(&app->arena, const struct ledger *, n);
	struct str error = S("");
	struct db *db = db_open(url, false, &error);

	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	if (db && schema_migrate(db, &app->law, ledgers, n, &app->world, &error))
		return db;
	if (db)
		db_close_all(db);
	finding(&app->program, S("tables"), "%.*s", P(error));
	return NULL;
}

static size_t prepared_on(struct app *app, const char *url)
{
	struct db *db = empty_database(app, url);
	struct tx tx;
	size_t n;

	if (!db)
		return 0;
	tx = tx_read(db, &app->world, &app->arena, &app->r);
	n = statements_check(&tx, &app->program);
	tx_end(&tx);
	db_close_all(db);
	return n;
}

static size_t prepared(struct app *app)
{
	struct str url = app_url(app);
	size_t n = prepared_on(app, "sqlite::memory:");

	if (str_starts(url, S("postgres")))
		prepared_on(app, arena_fmt(&app->arena, "scratch:%.*s", P(url)).p);
	return n;
}

static bool is_empty_setting(const struct app *app, size_t i)
{
	const struct term *t = &app_law_now(app)->terms[i];

	return t->is_setting && t->kind != TERM_RULE && !t->has_value;
}

static void answer_json(struct app *app, size_t statements)
{
	struct json j;

	json_init(&j, &app->out);
	json_open(&j, '{');
	json_key(&j, "ledgers");
	json_int(&j, (int64_t)app->program.n_tables);
	json_key(&j, "statements");
	json_int(&j, (int64_t)statements);
	json_key(&j, "terms");
	json_int(&j, (int64_t)app_law_now(app)->n_terms);
	json_key(&j, "statutes");
	json_int(&j, (int64_t)app->law.n_statutes);
	json_key(&j, "settings_empty");
	json_open(&j, '[');
	for (size_t i = 0; i < app_law_now(app)->n_terms; i++)
		if (is_empty_setting(app, i))
			json_str(&j, app_law_now(app)->terms[i].id);
	json_close(&j, ']');
	json_key(&j, "findings");
	json_open(&j, '[');
	for (size_t i = 0; i < app->program.n_findings; i++) {
		json_open(&j, '{');
		json_pair(&j, "where", app->program.findings[i].where);
		json_pair(&j, "what", app->program.findings[i].what);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(&app->out, '\n');
}

static void answer_text(struct app *app, size_t statements)
{
	struct buf *out = &app->out;
	size_t empty = 0;

	for (size_t i = 0; i < app_law_now(app)->n_terms; i++)
		if (is_empty_setting(app, i)) {
			buf_fmt(out, "设置尚未写明：%.*s  %.*s\n", P(app_law_now(app)->terms[i].id),
			        P(app_law_now(app)->terms[i].gist));
			empty++;
		}
	buf_fmt(out,
	        "台账 %zu 本，语句 %zu 条，期限和规则 %zu 条，法律 %zu 部，尚未写明的设置 %zu 项。\n",
	        app->program.n_tables, statements, app_law_now(app)->n_terms, app->law.n_statutes,
	        empty);
	buf_fmt(out, app->program.n_findings ? "有 %zu 处不对。\n" : "没有发现问题（%zu）。\n",
	        app->program.n_findings);
}

/* True when nothing differs, or when it was mended. */
static bool caches_stand(struct app *app)
{
	bool mend = app_has(app, "mend"), ok;
	struct buf lines;
	size_t n = 0;

	if (!app_has(app, "dues") &&
	    (!mend || app_has(app, "search") || app_has(app, "files") || app_has(app, "people")))
		return true;
	buf_init(&lines, 4 << 20);
	ok = app_recheck(app, mend, &lines, &n);
	if (ok && n)
		app_no(app, mend ? DONE : REFUSED, "%.*s%s%zu处。", P(buf_str(&lines)),
		       mend ? "期限和合计已经重算：" : "期限和合计与重算的不同：", n);
	buf_drop(&lines);
	return ok && (mend || !n);
}

/* The same for what records are found by. */
static bool index_stands(struct app *app)
{
	bool mend = app_has(app, "mend");
	size_t n = 0;

	if (!app_has(app, "search"))
		return true;
	if ((!app->db && !app_db(app, false)) || !app_search_check(app, mend, &n))
		return false;
	if (n)
		app_no(app, mend ? DONE : REFUSED,
		       mend ? "检索索引已经改正：%zu处。" : "检索索引与记录不同：%zu处。", n);
	return mend || !n;
}

/* And for the bytes of files; --mend takes away what no row names. */
static bool files_stand(struct app *app)
{
	size_t n = 0;

	if (!app_has(app, "files"))
		return true;
	if (!app_files_check(app, app_has(app, "mend"), &n))
		return false;
	if (n)
		app_no(app, REFUSED, "附件有 %zu 个不对。请从备份恢复。", n);
	return !n;
}

/* And that somebody may move on what is open. */
static bool people_stand(struct app *app)
{
	struct buf lines;
	size_t n = 0;
	bool ok;

	if (!app_has(app, "people"))
		return true;
	buf_init(&lines, 4 << 20);
	ok = app_people(app, &lines, &n);
	if (ok && n)
		app_no(app, REFUSED, "%.*s%zu 组记录没有人可以办理。请授予岗位，或者指定代理。",
		       P(buf_str(&lines)), n);
	buf_drop(&lines);
	return ok && !n;
}

enum exit_code cmd_check(struct app *app)
{
	size_t statements;

	ledger_check(&app->program);
	papers_check(&app->program);
	statements = prepared(app);
	if (app->r.fault)
		return app_refused(app, FAULTED);
	if (app->json)
		answer_json(app, statements);
	else
		answer_text(app, statements);
	for (size_t i = 0; i < app->program.n_findings; i++)
		app_no(app, REFUSED, "%.*s：%.*s", P(app->program.findings[i].where),
		       P(app->program.findings[i].what));
	if (!caches_stand(app) || !index_stands(app) || !files_stand(app) || !people_stand(app))
		return app->code;
	return app->program.n_findings ? REFUSED : DONE;
}
