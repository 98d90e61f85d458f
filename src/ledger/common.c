/*
 * common.c - the verbs that every ledger has: amend, void, undo, merge, split, reopen, hand_over
 *
 * They are steps too: dated, journalled, kept among the record's steps.  A reason is always asked.
 * What they may not do they refuse; what was there before stands in the journal.
 */
#include <string.h>

#include "access/accounts.h"
#include "ledger/attach.h"
#include "ledger/common.h"
#include "ledger/papers.h"
#include "ledger/search.h"
#include "ledger/verbs.h"

enum common {
	AMEND,
	REISSUE,
	VOID,
	UNDO,
	MERGE,
	SPLIT,
	REOPEN,
	HAND_OVER,
	ATTACH,
	DETACH,
	ERASE,
	N_COMMON
};

static const struct step steps[N_COMMON] = {
	[AMEND] = { "amend", "更正", ANY, SAME, STAFF | LEGAL | SECRETARY | HEADS, NULL,
	            HOUSE("更正留痕") },
	[REISSUE] = { "reissue", "撤回重制", ANY, SAME, CHIEF | HEADS, NULL,
	              HOUSE("发出的文书不改，撤回后重新制发，原文号作废") },
	[VOID] = { "void", "作废", ANY, SAME, CHIEF | HEADS | LEGAL | SECRETARY | ENGINE, NULL,
	           HOUSE("作废须经批准，编号保留") },
	[UNDO] = { "undo", "撤销上一步", ANY, SAME, CHIEF | HEADS, NULL,
	           HOUSE("只能撤销最后一步") },
	[MERGE] = { "merge", "并案", ANY, SAME, CHIEF | HEADS | CLERK, NULL,
	            HOUSE("并入的两个编号都保留") },
	[SPLIT] = { "split", "撤销并案", ANY, SAME, CHIEF | HEADS | CLERK, NULL,
	            HOUSE("并入可以分开") },
	[REOPEN] = { "reopen", "重新办理", ANY, SAME, HEADS, NULL,
	             HOUSE("终结的记录经批准重新办理") },
	[HAND_OVER] = { "hand_over", "移交", ANY, SAME, CHIEF | HEADS, NULL,
	                HOUSE("移交写明交接人") },
	[ATTACH] = { "attach", "添加附件", ANY, SAME, ~0u, NULL, HOUSE("附件按内容存证") },
	[DETACH] = { "detach", "撤下附件", ANY, SAME, CHIEF | HEADS | CLERK | LEGAL | SECRETARY,
	             NULL, HOUSE("撤下附件写明理由，原件留存") },
	[ERASE] = { "erase", "删除个人信息", ANY, SAME, CHIEF | HEADS, NULL,
	            LAW("个人信息保护法", "47") },
};

static enum common common_of(struct str verb)
{
	enum common c = 0;

	while (c < N_COMMON && !str_is(verb, steps[c].verb))
		c++;
	return c;
}

bool is_common(struct str verb)
{
	return common_of(verb) < N_COMMON;
}

bool common_no(struct taking *k, const char *field, const char *say, const char *why,
               const char *way)
{
	refuse_basis(k, field, str_of(say), str_of(why), &k->s->basis, str_of(way), false);
	return false;
}

void common_exec(struct taking *k, const char *sets, struct val a, struct val b)
{
	db_exec(k->tx,
	        stmt_intern(
			k->t->program,
			arena_fmt(
				k->tx->arena,
				"UPDATE \"%s\" SET version = version + 1, %s WHERE org = $1 AND id = $2",
				k->t->l->key, sets)),
	        k->who->org, k->id, a, b);
}

static struct str entry_text(const struct taking *k, const char *key)
{
	const struct entry *e = entry_of(k->e, k->n, str_of(key));

	return e ? str_trim(e->text) : S("");
}

/* Why it is done: `why`, or `reason` where that is not a field that is being amended. */
static struct str reason_of(const struct taking *k)
{
	struct str why = entry_text(k, "why");

	return why.n ? why : entry_text(k, "reason");
}

static bool is_reason(const struct taking *k, struct str key)
{
	if (str_is(key, "why"))
		return !field_of(k->t->l, key);
	return str_is(key, "reason") && !(field_of(k->t->l, key) && entry_text(k, "why").n);
}

static bool was_firm(struct taking *k)
{
	struct taken *list;

	for (size_t i = 0, n = record_steps(k->tx, &k->before, &list); i < n; i++) {
		const struct step *s = step_of(k->t->l, list[i].verb);
		if (s && s->is & FIRM)
			return true;
	}
	return false;
}

/* --- amend ------------------------------------------------------------------------------------ */

static bool may_amend(struct taking *k)
{
	bool firm = was_firm(k);

	for (size_t i = 0; i < k->n; i++) {
		const struct field *f = field_of(k->t->l, k->e[i].key);
		if (is_reason(k, k->e[i].key))
			continue;
		if (!f || f->tally)
			return common_no(k, k->e[i].key.p,
			                 f ? "由各行算出的字段不能更正。" : "没有这个字段。", "",
			                 "");
		if (firm && f->flags & PRINTED)
			return common_no(k, f->key, "已印在发出的文书上，不能直接更正。", f->label,
			                 "请撤回原文书，重新制发。");
	}
	return true;
}

/* Writes the fields, and asks whether the record is still lawful. */
static bool write_amended(struct taking *k)
{
	struct entry *e = arena_array(k->tx->arena, struct entry, k->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++)
		if (!is_reason(k, k->e[i].key) && !str_is(k->e[i].key, k->reissues ? "paper" : ""))
			e[n++] = entry_own(k, &k->e[i]);
	k->e = e;
	k->n = n;
	k->amends = true;
	common_exec(k, "state = state", NULL_VAL, NULL_VAL);
	if (!fields_write(k))
		return false;
	row_write(k);
	tallies_write(k);
	k->n_events = record_events(k->tx, &k->before, &k->events);
	if (!after_load(k))
		return false;
	k->v = k->t->amend; /* what is written must still be lawful                            */
	must_stand(k);
	clocks_write(k);
	gates_ask(k);
	return true;
}

static bool take_amend(struct taking *k)
{
	cites_follow(k);
	return may_amend(k) && write_amended(k);
}

/* --- a paper withdrawn and made anew ------------------------------------------------------------- */

static bool order_named(struct taking *k, struct paper_order *ret)
{
	int64_t id;

	if (str_int(entry_text(k, "paper"), &id) &&
	    paper_order_of(k->tx, k->p, k->who->org, id, ret) && ret->record == k->id &&
	    str_is(ret->ledger, k->t->l->key) && paper_of(k->t, ret->paper))
		return !day_set(ret->void_on) ||
		       common_no(k, "paper", "这份文书已经作废。", ret->number.p, "");
	return common_no(k, "paper", "应当写明撤回哪一份文书。", "", "");
}

/* Only slips of the pen: what the paper's row names. */
static bool may_correct(struct taking *k, const struct paper *x)
{
	for (size_t i = 0; i < k->n; i++) {
		struct str key = k->e[i].key;
		if (is_reason(k, key) || str_is(key, "paper"))
			continue;
		if (!field_of(k->t->l, key) || !x->corrects || str_index(x->corrects, key) < 0)
			return common_no(k, key.p, "这一项不能随文书重制更正。", x->label,
			                 "实体内容有错的，依法定程序重新办理。");
	}
	return true;
}

static bool take_reissue(struct taking *k)
{
	const struct paper_sql *s;
	struct paper_order o;

	if (!order_named(k, &o))
		return false;
	s = paper_of(k->t, o.paper);
	if (!paper_recalls(k, s, &o)) {
		refuse_basis(
			k, "paper", arena_fmt(k->tx->arena, "“%s”不能撤回重制。", s->paper->label),
			s->paper->recall ? S("已经送达或者已经办理下一步。")
					 : S("这种文书由在场人签字确认，或者不单独撤回。"),
			&s->paper->basis, S("确有错误的，依法定程序撤销或者重新办理。"), false);
		return false;
	}
	k->reissues = true;
	k->reason = reason_of(k);
	if (!may_correct(k, s->paper) || !write_amended(k))
		return false;
	paper_reissue(k, s, &o);
	return true;
}

/* --- void, merge, split, hand over, reopen ----------------------------------------------------- */

static bool take_void(struct taking *k)
{
	common_exec(k, "void_on = $3, ended_on = COALESCE(ended_on, $3)", VAL(k->day), NULL_VAL);
	db_exec(k->tx, &k->t->close_open, k->who->org, k->id, k->day);
	k->sides |= SIDE_CLOSE;
	papers_void(k, 0, reason_of(k));
	return true;
}

static bool take_merge(struct taking *k)
{
	struct field into = {
		.key = "into", .kind = REF, .label = "并入的记录", .of = k->t->l->key
	};
	struct record to;
	struct val v;

	if (!value_parse(k->tx, k->p, k->who->org, &into, entry_text(k, "into"), "into", &v))
		return false;
	if (v.is == VAL_NULL || v.i == k->id)
		return common_no(k, "into", "应当写明并入哪一条记录。", "", "");
	if (!record_load(k->tx, k->t, k->who->org, v.i, &to) ||
	    day_set(record_day(&to, S("void_on"))) || day_set(record_day(&to, S("merged_on"))))
		return common_no(k, "into", "要并入的记录已经作废或者并入其他记录。", "", "");
	common_exec(k, "merged_on = $3, merged_into = $4, ended_on = COALESCE(ended_on, $3)",
	            VAL(k->day), v);
	db_exec(k->tx, &k->t->close_open, k->who->org, k->id, k->day);
	k->sides |= SIDE_CLOSE;
	return true;
}

static bool take_split(struct taking *k)
{
	int state = state_index(k->t->l, k->from);
	bool final = state >= 0 && k->t->l->states[state].is == FINAL;

	if (!day_set(record_day(&k->before, S("merged_on"))))
		return common_no(k, NULL, "记录没有并入其他记录，不能分开。", "", "");
	common_exec(k,
	            final ? "merged_on = NULL, merged_into = NULL"
	                  : "merged_on = NULL, merged_into = NULL, ended_on = NULL",
	            NULL_VAL, NULL_VAL);
	if (!final) {
		db_exec(k->tx, &k->t->insert_open, k->who->org, k->id, k->day);
		k->sides |= SIDE_OPEN;
	}
	return true;
}

static bool take_hand_over(struct taking *k)
{
	struct field to = { .key = "to", .kind = REF, .label = "接收人", .of = "person" };
	struct val v;
	int64_t section;

	if (!value_parse(k->tx, k->p, k->who->org, &to, entry_text(k, "to"), "to", &v))
		return false;
	if (v.is == VAL_NULL)
		return common_no(k, "to", "应当写明接收人。", "", "");
	section = section_of_person(k->tx, k->who->org, v.i, k->day);
	common_exec(k, "handler = $3, in_section = COALESCE($4, in_section)", v,
	            section ? VAL(section) : NULL_VAL);
	return true;
}

/* Back to the state before the final one. */
static bool take_reopen(struct taking *k)
{
	struct stay *stays;
	size_t n = record_stays(k->tx, &k->before, &stays);
	int state = state_index(k->t->l, k->from);

	if (state < 0 || k->t->l->states[state].is != FINAL || n < 2)
		return common_no(k, NULL, "记录尚未终结，不必重新办理。", "", "");
	k->to = stays[n - 2].state;
	common_exec(k, "state = $3, ended_on = NULL", VAL(k->to), NULL_VAL);
	db_exec(k->tx, &k->t->close_state, k->who->org, k->id, k->day);
	db_exec(k->tx, &k->t->insert_state, k->who->org, k->id, k->to, k->day);
	db_exec(k->tx, &k->t->insert_open, k->who->org, k->id, k->day);
	k->sides |= SIDE_STATE | SIDE_OPEN;
	return true;
}

static bool (*const takes[N_COMMON])(struct taking *) = {
	[AMEND] = take_amend,   [REISSUE] = take_reissue,     [VOID] = take_void,
	[UNDO] = undo_take,     [MERGE] = take_merge,         [SPLIT] = take_split,
	[REOPEN] = take_reopen, [HAND_OVER] = take_hand_over, [ATTACH] = attach_take,
	[DETACH] = detach_take, [ERASE] = erase_take,
};

/* --- the walk --------------------------------------------------------------------------------- */

/* A file that comes while the record is open needs no reason. */
static bool is_timely(struct taking *k, enum common c)
{
	return c == ATTACH && !day_set(record_day(&k->before, S("ended_on")));
}

static bool may(struct taking *k, enum common c)
{
	bool engine = (k->who->roles & ENGINE) != 0,
	     draft = k->before.id && record_int(&k->before, S("begun_by")) == k->who->done_by &&
	             record_day(&k->before, S("begun_on")).n == k->today.n;

	if (!engine &&
	    (c == ATTACH ? !may_attach(k->t, k->who->roles) : !(k->s->by & k->who->roles)))
		return common_no(k, NULL, arena_fmt(k->tx->arena, "您无权“%s”。", k->s->label).p,
		                 "", "请有权的人员办理。");
	if (day_set(record_day(&k->before, S("void_on"))))
		return common_no(k, NULL, "记录已作废。", "", "");
	if (c != SPLIT && day_set(record_day(&k->before, S("merged_on"))))
		return common_no(k, NULL, "记录已并入另一条记录。", "", "先撤销并案，再办理。");
	if (!reason_of(k).n && !(c == AMEND && draft) && c != UNDO && !is_timely(k, c))
		return common_no(k, "reason", "应当写明理由。", "", "");
	if (k->day.n > k->today.n)
		return common_no(k, NULL, "日期不能在今天之后。", "", "");
	return true;
}

bool common_take(struct tx *tx, const struct program *p, const struct actor *who,
                 const struct record *r, struct str verb, struct day day, const struct entry *e,
                 size_t n)
{
	enum common c = common_of(verb);
	struct taking k = { .tx = tx,
		            .p = p,
		            .who = who,
		            .t = r->t,
		            .s = &steps[c],
		            .before = *r,
		            .id = r->id,
		            .e = e,
		            .n = n };
	struct str reason;
	size_t refused = tx->r->n_refused;

	k.today = world_today(tx->world);
	k.now = k.at = world_now(tx->world);
	k.day = day_set(day) ? day : k.today;
	k.from = k.to = record_text(r, S("state"));
	reason = reason_of(&k);
	if (!may(&k, c))
		return false;
	tx_save(tx);
	if (takes[c](&k) && tx->r->n_refused == refused && !tx->r->fault) {
		k.reason = reason;
		k.sides |= c == UNDO ? 0 : SIDE_STEP;
		if (c != UNDO)
			db_exec(tx, &k.t->insert_step, who->org, k.id, verb, k.day,
			        who->done_by ? VAL(who->done_by) : NULL_VAL, k.at, who->entered_by,
			        reason, k.from, k.to, false);
		search_step(&k);
		step_journal(&k);
	}
	if (tx->r->n_refused == refused && !tx->r->fault) {
		tx_release(tx);
		return true;
	}
	tx_rollback(tx);
	return false;
}
