/*
 * play.c - the agenda: which move is next, and taking it
 *
 * The agenda is a heap by day and then by the order in which the tables name the affairs.  A move
 * that nobody worked on (a weekend, a holiday) never comes up, since days are counted in working
 * days; affairs that run on calendar days say so.
 */
#include "demo/play.h"

#include <string.h>

#include "base/must.h"
#include "ledger/figures.h"

void play_wrong(struct play *play, const struct affair *a, struct str say)
{
	const struct move *m = &a->script->moves[a->at];

	play->failed = true;
	refuse(play->r, NULL,
	       arena_fmt(&play->step, "演示 %.*s %s 第%d件 第%zu步（%s）：%.*s",
	                 P(day_text(&play->step, a->day)), a->script->key, a->number, a->at + 1,
	                 a->at < a->script->n ? m->what : "", P(say)),
	       S(""));
}

/* --- the agenda ------------------------------------------------------------------------------- */

static bool is_before(const struct affair *a, const struct affair *b)
{
	return a->day.n != b->day.n ? a->day.n < b->day.n : a->order < b->order;
}

static void swap(struct affair **a, struct affair **b)
{
	struct affair *t = *a;

	*a = *b;
	*b = t;
}

static void agenda_put(struct play *play, struct affair *a)
{
	size_t i = play->n_agenda;

	if (a->day.n > play->last.n)
		return;
	if (play->n_agenda == play->cap_agenda) {
		size_t cap = play->cap_agenda ? play->cap_agenda * 2 : 1024;
		struct affair **list = arena_array(&play->keep, struct affair *, cap);
		if (play->n_agenda)
			memcpy(list, play->agenda, play->n_agenda * sizeof *list);
		play->agenda = list;
		play->cap_agenda = cap;
	}
	play->agenda[play->n_agenda++] = a;
	for (; i && is_before(play->agenda[i], play->agenda[(i - 1) / 2]); i = (i - 1) / 2)
		swap(&play->agenda[i], &play->agenda[(i - 1) / 2]);
}

static struct affair *agenda_take(struct play *play)
{
	struct affair *a = play->agenda[0], **h = play->agenda;

	h[0] = h[--play->n_agenda];
	for (size_t i = 0, c; (c = 2 * i + 1) < play->n_agenda; i = c) {
		if (c + 1 < play->n_agenda && is_before(h[c + 1], h[c]))
			c++;
		if (is_before(h[i], h[c]))
			break;
		swap(&h[i], &h[c]);
	}
	return a;
}

static struct day later(const struct play *play, struct day d, int after)
{
	if (after == WORK && (!calendar_has(play->law, day_year(d)) || is_worked(play->law, d)))
		return d;
	if (after == WORK)
		after = 1;
	if (after <= 0)
		return day_add(d, -after);
	if (!workdays_add(play->law, d, after, &d))
		return day_add(play->last, 1);
	return d;
}

/* --- finding scripts and beginning affairs ---------------------------------------------------- */

static const struct script *script_of(const struct play *play, struct str key)
{
	for (size_t i = 0; i < play->n_parts; i++)
		for (size_t k = 0; k < play->parts[i]->n_scripts; k++)
			if (str_is(key, play->parts[i]->scripts[k].key))
				return &play->parts[i]->scripts[k];
	return NULL;
}

static uint64_t seed_of(const char *key, int number)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	return h + (uint64_t)number * UINT64_C(0x9e3779b97f4a7c15);
}

static void affair_begin(struct play *play, const struct series *s, int i)
{
	struct affair *a = arena_new(&play->keep, struct affair);
	struct day from, to;
	struct str key = str_of(s->script);

	*a = (struct affair){ .number = i + 1, .order = play->begun++ };
	must(day_parse(str_of(s->from), &from));
	to = from;
	must(!s->to || day_parse(str_of(s->to), &to));
	a->script = script_of(play, key);
	if (!a->script) {
		play->failed = true;
		refuse(play->r, NULL, arena_fmt(&play->step, "演示：没有脚本 %s", s->script),
		       S(""));
		return;
	}
	a->seed = seed_of(s->script, i + (int)(seed_of(s->from, s->n) % 1000));
	a->day = day_add(from, s->n > 1 ? (int)((int64_t)(to.n - from.n) * i / (s->n - 1)) : 0);
	if (s->days == WORKED && !is_worked(play->law, a->day))
		must(workdays_add(play->law, a->day, a->day.n > from.n ? -1 : 1, &a->day));
	a->with = s->with;
	agenda_put(play, a);
}

/* --- moves ------------------------------------------------------------------------------------ */

/* ~name# is known to all, # being the next number of its kind. */
static void name_new(struct play *play, struct affair *a, struct str name, const struct table *t,
                     int64_t id)
{
	struct str key = str_starts(name, S("~")) ? str_from(name, 1) : name;
	size_t n = 1;

	if (!name.n)
		return;
	if (str_ends(key, S("#"))) {
		key.n--;
		for (size_t i = 0; i < play->names.n; i++)
			n += str_starts(play->names.list[i].key, key);
		key = arena_fmt(&play->step, "%.*s%zu", P(key), n);
	}
	name_add(play, name.p[0] == '~' ? &play->names : &a->names, key, t, id);
}

struct call {
	struct play *play;
	struct actor who;
	const struct table *t;
	int64_t id, ret_id;
	struct str verb;
	struct day day;
	struct entry *e;
	size_t n;
};

static bool do_step(struct tx *tx, void *arg)
{
	struct call *c = arg;

	return step_take(tx, c->play->p, &c->who, c->t, c->id, c->verb, c->day, c->e, c->n,
	                 &c->ret_id);
}

static void tell(struct play *play, const struct affair *a, const struct refusals *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct refusal *x = &r->list[i];
		if (!x->warning)
			play_wrong(play, a,
			           arena_fmt(&play->step, "[%.*s] %.*s %.*s %.*s %.*s", P(x->field),
			                     P(x->say), P(x->why), P(x->basis), P(x->value)));
	}
	if (r->fault)
		play_wrong(play, a, r->fault_say);
}

/* WHO VERB RECORD or WHO VERB LEDGER as NAME */
static bool move_take(struct play *play, struct affair *a, struct str who, struct str rest,
                      struct str fill)
{
	struct call c = { .play = play, .verb = str_word(&rest), .day = a->day };
	struct str what = str_word(&rest), as = str_word(&rest), name = str_word(&rest);
	const struct named *n = str_is(as, "as") ? NULL : name_of(play, a, what);
	struct refusals r;
	bool was = play->failed, ok;

	c.t = n ? n->t : table_of(play->p, what);
	c.id = n ? n->id : 0;
	if (!c.t || (!n && !str_is(as, "as")) || !actor_of(play, who, &c.who)) {
		play_wrong(play, a, S("没有这个人、台账或者记录"));
		return false;
	}
	play->failed = false;
	c.n = text_entries(play, a, fill, &c.e);
	ok = !play->failed;
	play->failed = play->failed || was;
	refusals_init(&r, &play->step);
	if (!ok)
		return false;
	play->steps++;
	if (!tx_run(play->db, &play->world, &play->step, &r, do_step, &c)) {
		tell(play, a, &r);
		return false;
	}
	if (str_is(as, "as"))
		name_new(play, a, name, c.t, c.ret_id);
	return true;
}

/* find LEDGER as NAME: the newest that fulfils the conditions. */
static bool move_find(struct play *play, struct affair *a, struct str rest, struct str fill)
{
	struct str ledger = str_word(&rest), as = str_word(&rest), name = str_word(&rest),
		   conds = S(""), part;
	struct table *t = table_of(play->p, ledger);
	struct entry *e;
	struct spec s = { .t = t, .measure = COUNT };
	struct period d = { day_make(2000, 1, 1), play->last, play->last };
	struct behind *list;
	struct refusals r;
	struct tx tx;
	size_t n = 0;

	(void)as;
	for (size_t i = 0, n_e = text_entries(play, a, fill, &e); i < n_e; i++) {
		part = arena_fmt(&play->step, "%.*s=%.*s", P(e[i].key), P(e[i].text));
		conds = arena_fmt(&play->step, "%.*s%s%.*s", P(conds), conds.n ? "\n" : "",
		                  P(part));
	}
	s.conds = conds.p;
	refusals_init(&r, &play->step);
	tx = tx_read(play->db, &play->world, &play->step, &r);
	if (t)
		n = figure_records(&tx, play->p, play->org, &s, &d, NULL, &list, NULL);
	if (n)
		name_new(play, a, name, t, list[n - 1].id);
	tx_end(&tx);
	tell(play, a, &r);
	if (!n)
		play_wrong(play, a, arena_fmt(&play->step, "找不到记录：%.*s", P(conds)));
	return n > 0;
}

static bool move_then(struct play *play, struct affair *a, struct str key)
{
	const struct script *s = script_of(play, key);

	if (str_is(key, "nothing"))
		return true;
	if (!s || a->depth == sizeof a->back / sizeof *a->back) {
		play_wrong(play, a, arena_fmt(&play->step, "没有脚本 %.*s", P(key)));
		return false;
	}
	a->back[a->depth] = a->script;
	a->back_at[a->depth++] = a->at;
	a->script = s;
	a->at = 0;
	return true;
}

/* Another affair, from this day on; it knows what this one knows. */
static bool move_play(struct play *play, struct affair *a, struct str key, const char *with)
{
	struct affair *b = arena_new(&play->keep, struct affair);

	*b = (struct affair){ .script = script_of(play, key),
		              .number = a->number,
		              .order = play->begun++,
		              .seed = affair_random(a),
		              .names = a->names,
		              .bound = a->bound,
		              .n_bound = a->n_bound,
		              .cap_bound = a->n_bound };
	b->names.cap = b->names.n;
	if (!b->script) {
		play_wrong(play, a, arena_fmt(&play->step, "没有脚本 %.*s", P(key)));
		return false;
	}
	b->day = a->day;
	if (with)
		text_bind(play, b, with);
	b->day = later(play, a->day, b->script->moves[0].after);
	agenda_put(play, b);
	return true;
}

static bool move_next(struct play *play, struct affair *a)
{
	const struct move *m = &a->script->moves[a->at];
	struct str rest = text_fill(play, a, str_of(m->what)), head = str_word(&rest);
	struct str fill;
	bool ok;

	play->world.today = a->day;
	if (str_is(head, "then")) {
		if (m->fill)
			text_bind(play, a, m->fill);
		a->at++;
		return move_then(play, a, str_word(&rest));
	}
	if (str_is(head, "bind")) {
		text_bind(play, a, m->fill);
		ok = true;
	} else if (str_is(head, "play")) {
		ok = move_play(play, a, str_word(&rest), m->fill);
	} else {
		fill = text_fill(play, a, str_of(m->fill));
		ok = str_is(head, "find") ? move_find(play, a, rest, fill)
		                          : move_take(play, a, head, rest, fill);
	}
	a->at++;
	return ok;
}

/* --- the run ---------------------------------------------------------------------------------- */

/* To the next move, back out of the scripts that ended; false when the affair is over. */
static bool affair_goes_on(struct play *play, struct affair *a)
{
	while (a->at >= a->script->n && a->depth) {
		a->script = a->back[--a->depth];
		a->at = a->back_at[a->depth];
	}
	if (a->at >= a->script->n)
		return false;
	a->day = later(play, a->day, a->script->moves[a->at].after);
	return true;
}

static void tell_progress(struct play *play, struct day *month, struct day day)
{
	if (play->progress && (!day_set(*month) || day.n / 31 != month->n / 31)) {
		fprintf(play->progress, "\r%.*s  %lld 步", P(day_text(&play->step, day)),
		        (long long)play->steps);
		fflush(play->progress);
		*month = day;
	}
}

bool play_all(struct play *play)
{
	struct day month = DAY_NONE;

	for (size_t i = 0; i < play->n_parts; i++)
		for (size_t k = 0; k < play->parts[i]->n_series; k++)
			for (int n = 0; n < play->parts[i]->series[k].n; n++)
				affair_begin(play, &play->parts[i]->series[k], n);
	while (play->n_agenda && (!play->failed || play->go_on)) {
		struct affair *a = agenda_take(play);

		arena_reset(&play->step);
		tell_progress(play, &month, a->day);
		if (a->with) {
			text_bind(play, a, a->with);
			a->with = NULL;
		}
		if (move_next(play, a) && affair_goes_on(play, a))
			agenda_put(play, a);
	}
	if (play->progress)
		fprintf(play->progress, "\r");
	return !play->failed;
}
