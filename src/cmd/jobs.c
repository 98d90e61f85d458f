/*
 * jobs.c - long work on the command line: what there is, how far it is, an end of it
 *
 * One sees one's own, a system administrator all.  Counts are those that the program which runs it has
 * kept, every two seconds; it hears of an end as quickly.
 */
#include "cmd/app.h"
#include "ledger/job.h"

static bool sees(const struct app *app, const struct job_row *j)
{
	return j->account == app->account.id || app->account.roles & SYSTEM_ADMIN;
}

/* Names of files and what was refused are of the starter's records. */
static void hide(const struct app *app, struct job_row *j)
{
	if (j->account != app->account.id)
		j->label = j->said = S("");
}

static void put_json(struct json *j, const struct job_row *r)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, r->id);
	json_pair(j, "kind", r->kind);
	json_pair(j, "label", r->label);
	json_pair(j, "state", r->state);
	json_key(j, "done");
	json_int(j, r->done);
	json_key(j, "total");
	json_int(j, r->total);
	json_pair(j, "said", r->said);
	json_key(j, "made_at");
	json_at(j, r->made_at);
	json_key(j, "ended_at");
	json_at(j, r->ended_at);
	json_close(j, '}');
}

static void put_line(struct app *app, const struct job_row *r)
{
	buf_fmt(&app->out, "%-20lld %.16s  %s  %lld/%lld  %.*s  %.*s\n", (long long)r->id,
	        instant_text(&app->arena, r->made_at).p, job_state_label(r->state),
	        (long long)r->done, (long long)r->total, P(r->label.n ? r->label : r->kind),
	        P(r->said));
}

static void put_row(struct app *app, struct json *j, struct job_row *r)
{
	hide(app, r);
	if (app->json)
		put_json(j, r);
	else
		put_line(app, r);
}

static enum exit_code list(struct app *app)
{
	struct tx tx = app_read(app);
	bool all = app_has(app, "all") && app->account.roles & SYSTEM_ADMIN;
	struct job_row *rows;
	size_t n = jobs_of(&tx, app->account.org, all ? 0 : app->account.id, &rows);
	struct json j;

	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_row(app, &j, &rows[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

/* One that is not his is not there. */
static bool load(struct app *app, struct job_row *ret)
{
	struct tx tx;
	int64_t id;
	bool found;

	if (app->n_words < 2 || !str_int(app->words[1], &id))
		return app_no(app, NOT_UNDERSTOOD, "写作 yifa jobs show|cancel ID。"), false;
	tx = app_read(app);
	found = job_load(&tx, app->account.org, id, ret) && sees(app, ret);
	tx_end(&tx);
	return found || (app_no(app, NOT_UNDERSTOOD, "没有这个作业：%lld。", (long long)id), false);
}

static enum exit_code show(struct app *app)
{
	struct job_row row;
	struct json j;

	if (!load(app, &row))
		return app->code;
	json_init(&j, &app->out);
	put_row(app, &j, &row);
	if (app->json)
		buf_putc(&app->out, '\n');
	return DONE;
}

static bool cancel_row(struct tx *tx, void *arg)
{
	const struct job_row *r = arg;

	return job_cancel(tx, r->org, r->id);
}

static enum exit_code cancel(struct app *app)
{
	struct job_row row;

	if (!load(app, &row))
		return app->code;
	if (job_is_over(&row))
		return app_no(app, REFUSED, "作业已经结束（%s），不能取消。",
		              job_state_label(row.state));
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, cancel_row, &row))
		return app->r.fault ? app_refused(app, FAULTED)
		                    : app_no(app, REFUSED, "作业已经结束，不能取消。");
	buf_putz(&app->out, "已请求取消。\n");
	return DONE;
}

enum exit_code cmd_jobs(struct app *app)
{
	static const struct {
		const char *word;
		enum exit_code (*run)(struct app *app);
	} table[] = {
		{ "list", list },
		{ "show", show },
		{ "cancel", cancel },
	};
	struct near n;

	if (!app->n_words)
		return list(app);
	near_init(&n, app->words[0]);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (str_is(app->words[0], table[i].word))
			return table[i].run(app);
		near_see(&n, str_of(table[i].word));
	}
	return app_unknown(app, "没有这个词", &n);
}
