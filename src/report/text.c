/*
 * text.c - the words of a report: kept by year, version after version
 *
 * The program carries a template for every year (law/templates/); what a bureau writes instead is a
 * version of its own, in the same language (template.h), so that a number in it is still a figure.
 * A version is never overwritten, and its entry in the journal holds the SM3 of the text.
 */
#include "base/embedded.h"
#include "base/json.h"
#include "base/sm3.h"
#include "journal/journal.h"
#include "report/report.h"

enum { MAX_TEXT = 256 << 10 };

enum { NEWEST, ADD, N_SQL };
static const struct stmt sql[N_SQL] = {
	[NEWEST] = { "SELECT body, version, person, made_at FROM report_texts WHERE org = $1 AND kind = $2 AND year = $3"
	             " ORDER BY version DESC LIMIT 1" },
	[ADD] = { "INSERT INTO report_texts (org, kind, year, version, body, made_at, person, reason)"
	          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
};

/* law/templates/annual-2026.txt before annual.txt: headings are data, per year. */
static bool embedded_words(struct tx *tx, const struct report_ask *ask, struct str *ret)
{
	const struct embedded *f = embedded_find(
		arena_fmt(tx->arena, "law/templates/%.*s-%d.txt", P(ask->kind), ask->year).p);

	if (!f)
		f = embedded_find(arena_fmt(tx->arena, "law/templates/%.*s.txt", P(ask->kind)).p);
	if (!f)
		return refuse(tx->r, "kind", S("没有这种报告的模板。"), S(""));
	*ret = (struct str){ (const char *)f->data, f->n };
	return true;
}

bool report_words(struct tx *tx, const struct report_ask *ask, struct report_words *ret)
{
	struct report_words w = { 0 };

	if (db_one(tx, &sql[NEWEST], VALS(ask->org, ask->kind, (int64_t)ask->year), &w.body,
	           &w.version, &w.by, &w.at))
		w.body = arena_str(tx->arena, w.body);
	else if (tx->r->fault || !embedded_words(tx, ask, &w.body))
		return false;
	*ret = w;
	return true;
}

bool report_is_approved(struct tx *tx, const struct program *p, const struct report_ask *ask)
{
	struct spec s = { .t = table_of(p, S("annual_report")), .measure = COUNT };
	struct period period = report_period(ask->year, DAY_NONE);
	struct figure_value v;

	s.conds = arena_fmt(tx->arena,
	                    "year=%d\nstate in approved,submitted,published,withheld,archived",
	                    ask->year)
	                  .p;
	return s.t && spec_count(tx, p, ask->org, &s, &period, &v) && v.n > 0;
}

static void enter(struct tx *tx, const struct report_ask *ask, const struct report_actor *who,
                  int64_t version, struct str body, struct str reason)
{
	struct buf b;
	struct json j;

	buf_init(&b, 8 << 10);
	json_init(&j, &b);
	json_open(&j, '{');
	json_pair(&j, "digest", sm3_hex(tx->arena, body));
	json_pair(&j, "kind", ask->kind);
	json_pair(&j, "reason", reason);
	json_key(&j, "version");
	json_int(&j, version);
	json_key(&j, "year");
	json_int(&j, ask->year);
	json_close(&j, '}');
	journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = who->entered_by,
	                                            .done_by = who->done_by,
	                                            .ledger = S("report"),
	                                            .verb = S("write"),
	                                            .body = arena_str(tx->arena, buf_str(&b)),
	                                            .origin = str_of(who->origin) });
	buf_drop(&b);
}

static bool may_change(struct tx *tx, const struct program *p, const struct report_ask *ask,
                       int64_t seen, int64_t version)
{
	if (seen != version)
		return refuse(tx->r, "version", S("正文刚被他人修改过，没有保存。"), S(""));
	if (report_is_approved(tx, p, ask))
		return refuse_with(
			tx->r,
			(struct refusal){ .say = S("党组已经审议的报告不再修改。"),
		                          .way = S("确需修改的，先在年度报告台账退回修改。") });
	return true;
}

bool report_words_save(struct tx *tx, const struct program *p, const struct report_ask *ask,
                       const struct report_actor *who, int64_t seen, struct str body,
                       struct str reason)
{
	struct report_words old;
	struct template t;

	if (body.n > MAX_TEXT)
		return refuse(tx->r, "text", S("正文太长。"), S(""));
	if (!str_trim(reason).n)
		return refuse(tx->r, "reason", S("请写明修改的理由。"), S(""));
	if (!report_words(tx, ask, &old) || !may_change(tx, p, ask, seen, old.version) ||
	    !template_parse(&t, tx->arena, body, tx->r) || !template_check(&t, p, tx->r))
		return false;
	db_exec(tx, &sql[ADD], who->org, ask->kind, (int64_t)ask->year, old.version + 1, body,
	        world_now(tx->world), who->done_by, str_trim(reason));
	enter(tx, ask, who, old.version + 1, body, str_trim(reason));
	return !tx->r->fault;
}
