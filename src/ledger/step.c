/*
 * step.c - taking a step
 *
 * The order is the one of step.h.  Each part refuses by itself and the walk goes on where it can,
 * so that all reasons are told at once; at the end either everything stands or nothing does.
 */
#include <string.h>

#include "ledger/may.h"
#include "ledger/papers.h"
#include "ledger/search.h"
#include "ledger/standards.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

enum { MAX_DEPTH = 8 };

void refuse_basis(struct taking *k, const char *field, struct str say, struct str why,
                  const struct basis *b, struct str way, bool warning)
{
	struct refusal what = { .field = str_of(field),
		                .say = say,
		                .why = why,
		                .way = way,
		                .basis = b ? basis_text(k->p, k->tx->arena, k->t->l, b) : S("") };

	if (warning)
		warn_with(k->tx->r, what);
	else
		refuse_with(k->tx->r, what);
}

static bool refuse_step(struct taking *k, struct str say, struct str why, struct str way)
{
	refuse_basis(k, NULL, say, why, &k->s->basis, way, false);
	return false;
}

/* --- right, state, once, other person --------------------------------------------------------- */

static struct str states_text(struct taking *k, unsigned from)
{
	struct str list = S("");

	for (size_t i = 0; i < k->t->l->n_states; i++)
		if (from & IN(i))
			list = arena_fmt(k->tx->arena, "%.*s%s“%s”", P(list), list.n ? "、" : "",
			                 k->t->l->states[i].label);
	return list;
}

static bool may_state(struct taking *k)
{
	const struct ledger *l = k->t->l;
	int at;
	unsigned from = k->s->from;

	if (k->begins)
		return from == NEW ? true
		                   : refuse_step(k,
		                                 arena_fmt(k->tx->arena, "“%s”不能开始一条记录。",
		                                           k->s->label),
		                                 S(""), S(""));
	at = state_index(l, k->from);
	if (from == ANY)
		from = 0;
	for (size_t i = 0; k->s->from == ANY && i < l->n_states; i++)
		from |= l->states[i].is == FINAL ? 0 : IN(i);
	if (at >= 0 && from & IN(at))
		return true;
	return refuse_step(k, arena_fmt(k->tx->arena, "现在不能“%s”。", k->s->label),
	                   arena_fmt(k->tx->arena, "记录处于“%s”，这一步只能在%.*s办理。",
	                             at >= 0 ? l->states[at].label : "", P(states_text(k, from))),
	                   S(""));
}

/* Roles held on the day of the step; of one acted for, it is kept for whom. */
static unsigned roles_of_day(struct taking *k, unsigned asked)
{
	const struct viewer *v = k->who->viewer;
	const struct hat *h = v ? viewer_hat(v, asked, k->day) : NULL;

	if (h && !k->engine)
		k->acted_for = h->person;
	return v ? viewer_roles(v, k->day) : k->who->roles;
}

static bool may_role(struct taking *k)
{
	const struct actor *who = k->who;
	const unsigned recorders = STAFF | LEGAL | SECRETARY | REVIEWER | HEADS | LEADER |
	                           DISCLOSURE_HEAD;
	unsigned roles = roles_of_day(k, k->s->by & OUTSIDE ? k->s->by | recorders : k->s->by);

	if (k->engine ? k->s->by != 0 : (k->s->by & roles) != 0)
		return true;
	if (k->s->by & OUTSIDE && roles & recorders)
		return true;
	if (who->mode != LIVE_WORK)
		return true;
	if (who->roles & k->s->by)
		return refuse_step(k,
		                   arena_fmt(k->tx->arena, "您在%.*s没有办理“%s”的岗位。",
		                             P(day_text(k->tx->arena, k->day)), k->s->label),
		                   S("权限按办理当日的岗位和代理核对。"),
		                   S("请当日在岗的人员办理，或者请安全管理员核对岗位的起止日期。"));
	if (k->s->by == ENGINE)
		return refuse_step(
			k, arena_fmt(k->tx->arena, "“%s”由系统随其他记录办理。", k->s->label),
			S(""), S(""));
	return refuse_step(k, arena_fmt(k->tx->arena, "您无权办理“%s”。", k->s->label), S(""),
	                   S("请有权的人员办理，或者请管理员核对岗位。"));
}

static bool may_once(struct taking *k)
{
	size_t n = 0;

	for (size_t i = 0; k->s->is & ONCE && i < k->n_events; i++)
		n += str_is(k->events[i].verb, k->s->verb);
	return n ? refuse_step(k, arena_fmt(k->tx->arena, "“%s”只能办理一次。", k->s->label), S(""),
	                       S(""))
	         : true;
}

static bool may_person(struct taking *k)
{
	struct str rest = str_of(k->s->not_by), verb;

	while (!k->begins && k->who->done_by && str_item(&rest, &verb)) {
		int64_t by = record_int(&k->before, arena_fmt(k->tx->arena, "%.*s_by", P(verb)));
		const struct step *other = step_of(k->t->l, verb);
		if (by && (by == k->who->done_by || by == k->acted_for))
			return refuse_step(k,
			                   arena_fmt(k->tx->arena, "办理“%s”的人员不得办理“%s”。",
			                             other ? other->label : "", k->s->label),
			                   S(""), S("请由其他人员办理。"));
	}
	return true;
}

/* Somebody else has changed the record since the form was shown. */
static bool may_version(struct taking *k)
{
	int64_t now = k->begins ? 0 : record_int(&k->before, S("version"));

	if (!k->who->seen || k->engine || now == k->who->seen)
		return true;
	refuse_basis(k, "version", S("记录已被他人改动。"),
	             arena_fmt(k->tx->arena, "您看到的是第%lld版，现在是第%lld版。",
	                       (long long)k->who->seen, (long long)now),
	             NULL, S("请重新载入，核对差异后再办理。"), false);
	return false;
}

/* A signature: a factor shown within so many minutes.  The bureau demands it or not (`step-up`). */
static bool may_sign(struct taking *k)
{
	const struct term *t = term_on(law_of(k->p, k->who->org), S("step-up"), k->today);
	const struct viewer *v = k->who->viewer;

	if (!(k->s->is & SIGNS) || k->engine || !v || k->who->mode != LIVE_WORK || !t ||
	    !t->has_value)
		return true;
	if (instant_set(v->strong) && k->now.us - v->strong.us <= t->n * 60 * 1000000)
		return true;
	refuse_basis(k, "factor", arena_fmt(k->tx->arena, "“%s”签署前要验证身份。", k->s->label),
	             arena_fmt(k->tx->arena, "本局要求%lld分钟内验证过。", (long long)t->n), NULL,
	             S("请在“我的账户”（/account）中验证一次，再回来办理。"), false);
	return false;
}

static bool may(struct taking *k)
{
	bool ok = may_state(k);

	if (!may_version(k))
		return false;

	if (!k->begins && day_set(record_day(&k->before, S("void_on"))))
		return refuse_step(k, S("记录已作废，不能办理。"), S(""), S(""));
	if (!k->begins && day_set(record_day(&k->before, S("merged_on"))))
		return refuse_step(k, S("记录已并入另一条记录，请在那一条办理。"), S(""), S(""));
	return may_role(k) && ok && may_once(k) && may_person(k) && may_sign(k);
}

/* --- the day ---------------------------------------------------------------------------------- */

static struct day day_of_fields(struct taking *k)
{
	const struct entry *e = k->s->day ? entry_of(k->e, k->n, str_of(k->s->day)) : NULL;
	struct day d;

	if (e && e->typed && e->val.is == VAL_INT)
		return (struct day){ (int32_t)e->val.i };
	return e && day_parse(str_trim(e->text), &d) ? d : DAY_NONE;
}

static struct instant instant_of_fields(struct taking *k)
{
	const struct entry *e = k->s->time ? entry_of(k->e, k->n, str_of(k->s->time)) : NULL;
	struct instant t;

	if (e && e->typed && e->val.is == VAL_INT)
		return (struct instant){ e->val.i };
	return e && instant_parse(str_trim(e->text), &t) ? t : INSTANT_NONE;
}

static struct day last_step_day(const struct taking *k)
{
	struct day d = DAY_NONE;

	for (size_t i = 0; i < k->n_events; i++)
		if (!day_set(d) || d.n < k->events[i].on.n)
			d = k->events[i].on;
	return d;
}

static void day_choose(struct taking *k, struct day day)
{
	struct day named = day_of_fields(k);

	k->at = instant_of_fields(k);
	if (!instant_set(k->at) && instant_set(k->who->when))
		k->at = k->who->when;
	k->day = day_set(named)       ? named
	         : day_set(day)       ? day
	         : instant_set(k->at) ? instant_day(k->at)
	                              : k->today;
	if (!instant_set(k->at))
		k->at = k->day.n == k->today.n ? k->now : instant_of_day(k->day);
}

/* Entered long after it was done: a reason is asked, and the timeline marks it 补录. */
static bool late_stands(struct taking *k)
{
	const struct term *t = term_on(law_of(k->p, k->who->org), S("late-entry"), k->today);
	const struct entry *reason = entry_of(k->e, k->n, S("reason"));
	int days;

	if (!t || !t->has_value || k->engine || k->who->mode != LIVE_WORK ||
	    (reason && reason->text.n))
		return true;
	if (!workdays_between(k->p->law, k->day, k->today, &days) || days <= t->n)
		return true;
	refuse_basis(k, "reason", S("补录应当写明理由。"),
	             arena_fmt(k->tx->arena, "办理在%.*s，已过%d个工作日。",
	                       P(day_text(k->tx->arena, k->day)), days),
	             NULL, S("请写明为什么没有当日登记。"), false);
	return false;
}

static bool day_stands(struct taking *k)
{
	struct day last = last_step_day(k);
	const char *field = k->s->day ? k->s->day : NULL;

	if (k->day.n > k->today.n) {
		refuse_basis(k, field,
		             arena_fmt(k->tx->arena, "“%s”的日期不能在今天之后。", k->s->label),
		             arena_fmt(k->tx->arena, "填写的是%.*s，今天是%.*s。",
		                       P(day_text(k->tx->arena, k->day)),
		                       P(day_text(k->tx->arena, k->today))),
		             NULL, S("请改为实际办理的日期。"), false);
		return false;
	}
	if (day_set(last) && k->day.n < last.n) {
		refuse_basis(k, field,
		             arena_fmt(k->tx->arena, "“%s”的日期不能早于前一步。", k->s->label),
		             arena_fmt(k->tx->arena, "填写的是%.*s，前一步在%.*s。",
		                       P(day_text(k->tx->arena, k->day)),
		                       P(day_text(k->tx->arena, last))),
		             NULL, S("请核对两步的日期。"), false);
		return false;
	}
	return true;
}

/* --- the step ---------------------------------------------------------------------------------- */

static void step_write(struct taking *k)
{
	const struct entry *reason = entry_of(k->e, k->n, S("reason"));

	if (k->begins)
		k->events = arena_new(k->tx->arena, struct event);
	k->events[k->n_events++] = (struct event){ str_of(k->s->verb), k->day, k->at };
	db_exec(k->tx, &k->t->insert_step, k->who->org, k->id, str_of(k->s->verb), k->day,
	        k->who->done_by ? VAL(k->who->done_by) : NULL_VAL, k->at, k->who->entered_by,
	        reason ? reason->text : S(""), k->from, k->to, k->who->mode != LIVE_WORK);
	k->reason = reason ? reason->text : S("");
	k->sides |= SIDE_STEP;
}

/* --- what must be filled ---------------------------------------------------------------------- */

static bool is_empty(struct taking *k, const struct record *r, const struct field *f)
{
	struct row *rows;
	struct val v;

	if (f->kind == ROWS || f->kind == REFS || f->kind == PICKS)
		return record_rows(k->tx, r, f, &rows) == 0;
	v = record_val(r, str_of(f->key));
	return val_unset(v);
}

void must_stand(struct taking *k)
{
	for (size_t i = 0; i < k->v->n_fills; i++) {
		const struct field *f = k->v->fills[i].f;
		bool based = f->basis.term || f->basis.article || f->basis.house;
		if (is_empty(k, &k->after, f))
			refuse_basis(k, f->key, arena_fmt(k->tx->arena, "%s应当填写。", f->label),
			             S(""), based ? &f->basis : NULL, S(""),
			             !(f->flags & MUST) && k->who->mode != LIVE_WORK);
	}
}

/* --- the walk --------------------------------------------------------------------------------- */

/* The field of the step's day is filled from the day when it was not. */
static void day_entry(struct taking *k, struct entry *extra)
{
	bool may_be;
	const struct field *f = k->s->day ? field_of(k->t->l, str_of(k->s->day)) : NULL;
	struct entry *e;

	if (!f || f->tally || entry_of(k->e, k->n, str_of(f->key)) ||
	    !fill_has(k->s->fill, str_of(f->key), &may_be))
		return;
	e = arena_array(k->tx->arena, struct entry, k->n + 1);
	if (k->n)
		memcpy(e, k->e, k->n * sizeof *e);
	*extra = (struct entry){ .key = str_of(f->key), .typed = true, .val = VAL(k->day) };
	e[k->n++] = *extra;
	k->e = e;
}

/* `number`, `reason` and `paper_number` are not fields unless the ledger says so; they are taken out here. */
static void entries_split(struct taking *k)
{
	struct entry *e = arena_array(k->tx->arena, struct entry, k->n + 1);
	size_t n = 0;
	bool may_be;

	for (size_t i = 0; i < k->n; i++) {
		bool aside = (str_is(k->e[i].key, "number") || str_is(k->e[i].key, "reason") ||
		              str_is(k->e[i].key, "paper_number")) &&
		             !fill_has(k->s->fill, k->e[i].key, &may_be);
		if (aside && str_is(k->e[i].key, "paper_number"))
			k->numbers = &k->e[i];
		if (!aside)
			e[n++] = entry_own(k, &k->e[i]);
	}
	k->e = e;
	k->n = n;
}

/* False when what was filled in could not be read: the gates would only add noise. */
static bool write_all(struct taking *k)
{
	struct entry extra;

	if (k->begins)
		row_begin(k);
	step_write(k);
	entries_split(k);
	day_entry(k, &extra);
	if (!fields_write(k))
		return false;
	sets_write(k);
	row_move(k);
	row_write(k);
	stays_write(k);
	tallies_write(k);
	if (!after_load(k))
		return false;
	must_stand(k);
	return !k->tx->r->fault;
}

static bool stands(const struct taking *k, size_t refused)
{
	return k->tx->r->n_refused == refused && !k->tx->r->fault;
}

static void begun_add(struct taking *k)
{
	struct begun *b = k->begins ? k->who->begun : NULL;

	if (!b)
		return;
	arena_grow(b->arena, b->list, b->n, b->cap);
	b->list[b->n++] = (struct begun_record){ k->t, k->id };
}

bool step_run(struct taking *k)
{
	size_t refused = k->tx->r->n_refused;
	int *before;

	if (!may(k) || !day_stands(k) || !late_stands(k))
		return false;
	tx_save(k->tx);
	before = standards_before(k);
	effects_before(k);
	if (write_all(k)) {
		clocks_write(k);
		gates_ask(k);
	}
	if (stands(k, refused))
		papers_issue(k);
	if (stands(k, refused)) {
		search_step(k);
		step_journal(k);
	}
	if (stands(k, refused))
		effects_take(k);
	if (stands(k, refused))
		standards_warn(k, before);
	if (stands(k, refused)) {
		tx_release(k->tx);
		begun_add(k);
		return true;
	}
	tx_rollback(k->tx);
	return false;
}

static bool unknown_verb(struct tx *tx, const struct table *t, struct str verb)
{
	return refuse_with(tx->r,
	                   (struct refusal){ .say = arena_fmt(tx->arena, "“%s”没有这一步：%.*s。",
	                                                      t->l->label, P(verb)) });
}

/* One that is not seen is not there. */
static bool no_record(struct tx *tx, const struct table *t)
{
	return refuse_with(
		tx->r,
		(struct refusal){ .say = arena_fmt(tx->arena, "“%s”没有这条记录。", t->l->label) });
}

static bool begin_taking(struct taking *k, const struct table *t, int64_t id, struct str verb,
                         struct day day)
{
	const struct step *s = step_of(t->l, verb);

	if (!s)
		return unknown_verb(k->tx, t, verb);
	k->t = t;
	k->s = s;
	k->v = &t->verbs[s - t->l->steps];
	k->begins = id == 0;
	k->id = id;
	k->today = world_today(k->tx->world);
	k->now = world_now(k->tx->world);
	if (!k->begins)
		tx_hold(k->tx, t->l->key, k->who->org, id);
	if (!k->begins && !record_load(k->tx, t, k->who->org, id, &k->before))
		return no_record(k->tx, t);
	if (!k->begins)
		k->n_events = record_events(k->tx, &k->before, &k->events);
	k->from = k->begins ? S("") : record_text(&k->before, S("state"));
	k->to = s->to == SAME ? k->from : str_of(t->l->states[s->to].key);
	day_choose(k, day);
	return true;
}

bool step_take(struct tx *tx, const struct program *p, const struct actor *who,
               const struct table *t, int64_t id, struct str verb, struct day day,
               const struct entry *e, size_t n, int64_t *ret_id)
{
	struct taking k = { .tx = tx, .p = p, .who = who, .e = e, .n = n };
	struct record r;

	tx_hold_org(tx, who->org);
	if (id && who->viewer && !may_view(tx, p, who->viewer, t, id))
		return no_record(tx, t);
	if (is_common(verb) && !step_of(t->l, verb)) {
		tx_hold(tx, t->l->key, who->org, id);
		if (!record_load(tx, t, who->org, id, &r))
			return no_record(tx, t);
		return common_take(tx, p, who, &r, verb, day, e, n);
	}
	if (!begin_taking(&k, t, id, verb, day) || !step_run(&k))
		return false;
	if (ret_id)
		*ret_id = k.id;
	return true;
}

/* The step of another record as an effect of this one; the engine's, whoever's step it is. */
bool step_under(struct taking *up, const struct table *t, int64_t id, struct str verb,
                struct day day, const struct entry *e, size_t n, int64_t *ret_id)
{
	struct taking k = { .tx = up->tx,
		            .p = up->p,
		            .who = up->who,
		            .e = e,
		            .n = n,
		            .engine = true,
		            .depth = up->depth + 1,
		            .up = up };
	struct record r;

	if (k.depth > MAX_DEPTH)
		return tx_fault(up->tx, "台账之间相互办理超过 %d 层", MAX_DEPTH);
	if (is_common(verb) && !step_of(t->l, verb)) {
		struct actor engine = *up->who;
		engine.roles |= ENGINE;
		return record_load(up->tx, t, up->who->org, id, &r) &&
		       common_take(up->tx, up->p, &engine, &r, verb, day, e, n);
	}
	if (!begin_taking(&k, t, id, verb, day) || !step_run(&k))
		return false;
	if (ret_id)
		*ret_id = k.id;
	return true;
}
