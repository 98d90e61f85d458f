/*
 * journal.c - is the journal whole?
 *
 * For now: the positions run from 1 to the head without a gap, and every record of every ledger
 * has its entry.  Heads, proofs and witnesses come later.
 */
#include "cmd/app.h"

/* clang-format off */
enum { ORGS, POSITIONS, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ORGS]      = { "SELECT org, position FROM journal_head ORDER BY org", "every bureau's journal is verified" },
	[POSITIONS] = { "SELECT COUNT(*), COALESCE(MIN(position), 1), COALESCE(MAX(position), 0) FROM journal WHERE org = $1" },
};
/* clang-format on */

struct verified {
	int64_t entries, gaps, unknown;
};

/* Records that no entry tells of: put in past step_take(). */
static int64_t unknown_records(struct app *app, struct tx *tx, int64_t org)
{
	int64_t n, all = 0;

	for (size_t i = 0; i < app->program.n_tables; i++) {
		const char *key = app->program.tables[i].l->key;
		const struct stmt *st = stmt_intern(
			&app->program,
			arena_fmt(
				&app->arena,
				"SELECT COUNT(*) FROM \"%s\" m WHERE m.org = $1 AND NOT EXISTS (SELECT 1"
				" FROM journal j WHERE j.org = $1 AND j.ledger = '%s' AND j.record = m.id)",
				key, key));
		if (db_one(tx, st, VALS(org), &n))
			all += n;
	}
	return all;
}

static void verify(struct app *app, struct tx *tx, struct verified *v)
{
	struct rows q = db_query(tx, &sql[ORGS]);
	int64_t org, head, n = 0, first = 1, last = 0, orgs[64], heads[64];
	size_t n_orgs = 0;

	while (db_row(&q, &org, &head))
		if (n_orgs < 64) {
			orgs[n_orgs] = org;
			heads[n_orgs++] = head;
		}
	for (size_t i = 0; i < n_orgs; i++) {
		db_one(tx, &sql[POSITIONS], VALS(orgs[i]), &n, &first, &last);
		v->entries += n;
		v->gaps += heads[i] - n;
		v->gaps += first != 1 || last != heads[i] ? n == heads[i] : 0;
		v->unknown += unknown_records(app, tx, orgs[i]);
	}
}

enum exit_code cmd_journal(struct app *app)
{
	struct verified v = { 0 };
	struct json j;
	struct tx tx;
	bool whole;

	if (!str_is(app->words[0], "verify"))
		return str_index("head,prove,witness", app->words[0]) >= 0
		               ? app_no(app, REFUSED,
		                        "journal %.*s 在以后的版本提供，本版本只有 journal verify。",
		                        P(app->words[0]))
		               : app_no(app, NOT_UNDERSTOOD,
		                        "没有这个命令：journal %.*s。写 journal verify。",
		                        P(app->words[0]));
	tx = app_read(app);
	verify(app, &tx, &v);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED);
	whole = !v.gaps && !v.unknown;
	if (app->json) {
		json_init(&j, &app->out);
		json_open(&j, '{');
		json_key(&j, "whole");
		json_bool(&j, whole);
		json_key(&j, "entries");
		json_int(&j, v.entries);
		json_key(&j, "gaps");
		json_int(&j, v.gaps);
		json_key(&j, "unknown_records");
		json_int(&j, v.unknown);
		json_close(&j, '}');
		buf_putc(&app->out, '\n');
	} else {
		buf_fmt(&app->out, "日志 %lld 条，缺号 %lld 处，没有日志的记录 %lld 条。\n",
		        (long long)v.entries, (long long)v.gaps, (long long)v.unknown);
	}
	return whole ? DONE : app_no(app, REFUSED, "日志不完整。");
}
