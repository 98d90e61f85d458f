/*
 * take.c - from a form that was sent to a step that was taken
 *
 * Success goes back to the record (303) and says so there.  A refusal shows the form again with
 * 422; a record that somebody else has changed since the form was opened is a 409.
 */
#include "access/repeats.h"
#include "base/sm3.h"
#include "web/api.h"
#include "web/drafts.h"
#include "web/papers.h"
#include "web/pages.h"

struct taking_form {
	const struct program *p;
	struct actor who;
	const struct table *t;
	int64_t id, version;
	struct str verb;
	struct day day;
	struct entry *e;
	size_t n;
	int64_t ret_id;
	bool conflict;
	struct str ret_by, ret_verb;
	int64_t ret_version; /* of the record now                                   */
	struct form *f;
	struct repeat repeat; /* key empty: it has no name                           */
	bool tried;           /* it could be done, and was taken back                */
	bool repeated;        /* it was done before: repeat holds the answer         */
};

static bool is_stale(struct tx *tx, struct taking_form *k)
{
	struct taken *steps;
	struct record r;
	size_t n;

	if (!k->id || k->version < 0 || !record_load(tx, k->t, k->who.org, k->id, &r) ||
	    record_int(&r, S("version")) == k->version)
		return false;
	n = record_steps(tx, &r, &steps);
	k->conflict = true;
	k->ret_version = record_int(&r, S("version"));
	k->ret_by = n ? person_name(tx, k->p, k->who.org, steps[n - 1].entered_by) : S("");
	if (n) {
		const struct step *s = step_of(k->t->l, steps[n - 1].verb);
		k->ret_verb = s ? str_of(s->label) : S("");
	}
	return true;
}

static int status_of(const struct taking_form *k)
{
	return k->id ? 200 : 201;
}

/* May the answer hold the record?  A token that only writes does not read. */
static struct taken_answer answer_for(const struct taking_form *k)
{
	const struct visit *v = k->f->v;

	return (struct taken_answer){ k->t, k->ret_id, k->id == 0, v->by_token && !v->token.reads };
}

/* The answer as it will be sent, kept in the transaction of the step. */
static void keep_answer(struct tx *tx, struct taking_form *k)
{
	struct visit *v = k->f->v;
	struct taken_answer answer = answer_for(k);
	struct tx reads = v->tx;
	struct buf b;
	struct json j;

	k->repeat.status = status_of(k);
	k->repeat.location = record_url(tx->arena, k->t, k->ret_id).s;
	if (!v->json) { /* a browser is only sent to the record                             */
		repeat_keep(tx, k->who.org, v->who.who.id, &k->repeat);
		return;
	}
	buf_init(&b, REPLY_LIMIT);
	json_init(&j, &b);
	v->tx = *tx;
	taken_json(v, &j, &answer);
	v->tx = reads;
	k->repeat.body = arena_str(tx->arena, buf_str(&b));
	buf_drop(&b);
	repeat_keep(tx, k->who.org, v->who.who.id, &k->repeat);
}

/* True: nothing more is to be done, *ret says how it ended. */
static bool is_repeated(struct tx *tx, struct taking_form *k, bool *ret)
{
	if (!k->repeat.key.n)
		return false;
	switch (repeat_claim(tx, k->who.org, k->f->v->who.who.id, &k->repeat)) {
	case REPEAT_NEW: return false;
	case REPEAT_SAME: k->repeated = *ret = true; return true;
	default: *ret = repeat_refuse(k->f->v, tx->r); return true;
	}
}

static bool take(struct tx *tx, void *arg)
{
	struct taking_form *k = arg;
	bool ok;

	k->conflict = k->repeated = false;
	if (is_repeated(tx, k, &ok))
		return ok;
	/* Held before it is read: where many write, two who saw the same version would both find it unchanged. */
	tx_hold_org(tx, k->who.org);
	if (k->id)
		tx_hold(tx, k->t->l->key, k->who.org, k->id);
	if (is_stale(tx, k))
		return false;
	k->ret_id = k->id;
	ok = step_take(tx, k->p, &k->who, k->t, k->id, k->verb, k->day, k->e, k->n, &k->ret_id);
	k->f->v->entry = ok ? tx->entry : 0;
	if (ok)
		draft_drop(tx, k->f->v, k->f);
	if (ok && k->repeat.key.n)
		keep_answer(tx, k);
	return ok;
}

static struct str said(struct form *f)
{
	struct str text = arena_fmt(f->v->arena, "已办理：%.*s（日志第 %lld 条）", P(f->label),
	                            (long long)f->v->entry);

	for (size_t i = 0; i < f->v->r.n; i++)
		if (f->v->r.list[i].warning)
			text = arena_fmt(f->v->arena, "%.*s。提示：%.*s", P(text),
			                 P(f->v->r.list[i].say));
	return text;
}

static void answer_taken(struct form *f, const struct taking_form *k)
{
	struct visit *v = f->v;
	struct url to = record_url(v->arena, f->t, k->ret_id);
	struct taken_answer answer = answer_for(k);
	struct json j;

	if (k->repeated) {
		repeat_answer(v, &k->repeat);
		return;
	}
	if (!v->json) {
		visit_moved(v, to.s, said(f));
		return;
	}
	v->status = status_of(k);
	v->reply->type = S("application/json");
	visit_header(v, "Location", to.s);
	if (k->repeat.key.n) {
		buf_put(v->out, k->repeat.body);
		return;
	}
	json_init(&j, v->out);
	taken_json(v, &j, &answer);
}

/* Both versions, who was there first, and the record as it stands now. */
static void conflict_json(struct form *f, const struct taking_form *k)
{
	struct visit *v = f->v;
	struct record now;
	struct json j;

	v->status = 409;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "status");
	json_int(&j, 409);
	json_pair(&j, "say", S("这条记录刚被他人办理过，没有保存。"));
	json_pair(&j, "why", f->conflict);
	json_pair(&j, "way", S("请核对现在的记录，带上现在的版本再办理。"));
	json_key(&j, "seen");
	json_int(&j, k->version);
	json_key(&j, "now");
	json_int(&j, k->ret_version);
	json_key(&j, "record");
	if (!answer_for(k).bare && record_load(&v->tx, f->t, v->viewer.org, f->r.id, &now))
		record_whole_json(v, &j, &now);
	else
		json_null(&j);
	json_close(&j, '}');
}

static void answer_refused(struct form *f, const struct taking_form *k)
{
	struct visit *v = f->v;

	if (v->r.fault)
		return;
	if (k->conflict)
		f->conflict = arena_fmt(
			v->arena, "%.*s刚办理%s%.*s%s。", P(k->ret_by.n ? k->ret_by : S("他人")),
			k->ret_verb.n ? "“" : "", P(k->ret_verb.n ? k->ret_verb : S("过")),
			k->ret_verb.n ? "”" : "");
	if (k->conflict && v->json) {
		conflict_json(f, k);
	} else if (k->conflict) {
		draft_keep(f);
		if (v->r.fault)
			return;
		v->status = 409;
		if (record_load(&v->tx, f->t, v->viewer.org, f->r.id, &f->r))
			form_page(f);
		else
			visit_missing(v);
	} else if (v->json) {
		visit_refused_json(v);
	} else {
		v->status = 422;
		form_page(f);
	}
}

static void post(struct visit *v, struct str verb)
{
	struct form f;
	struct taking_form k = {
		.f = &f, .p = v->p, .t = v->t, .id = v->id, .version = -1, .verb = verb
	};
	bool ok;

	if (!repeat_of(v, &k.repeat) || !form_make(&f, v, verb))
		return;
	if (pair_has(&v->form, "more") && !v->json) {
		form_page(&f);
		return;
	}
	k.who = form_actor(&f);
	ok = !v->json_body || json_sent_stands(&f);
	str_int(pair_of(&v->form, "version"), &k.version);
	k.e = form_entries(&f, &k.n);
	ok = ok && refs_sent_stand(&f, k.e, k.n) && form_day(&f, &k.day);
	if (ok && visit_write(v, take, &k))
		answer_taken(&f, &k);
	else
		answer_refused(&f, &k);
}

/* --- drafts of papers ------------------------------------------------------------------------- */

/* The step is taken and taken back: only the papers that it would issue are kept in mind. */
static bool try(struct tx *tx, void *arg)
{
	struct taking_form *k = arg;

	k->who.preview->n = 0;
	k->tried = step_take(tx, k->p, &k->who, k->t, k->id, k->verb, k->day, k->e, k->n,
	                     &k->ret_id);
	return false;
}

static void preview(struct visit *v, struct str verb)
{
	struct form f;
	struct arena lasting;
	struct previews papers = { .arena = &lasting };
	struct taking_form k = {
		.f = &f, .p = v->p, .t = v->t, .id = v->id, .version = -1, .verb = verb
	};

	if (!form_make(&f, v, verb))
		return;
	arena_init(&lasting, 64 << 20);
	k.who = form_actor(&f);
	k.who.preview = &papers;
	k.e = form_entries(&f, &k.n);
	if (refs_sent_stand(&f, k.e, k.n) && form_day(&f, &k.day))
		visit_write(v, try, &k);
	if (k.tried && !v->r.n_refused && !v->r.fault)
		previews_show(v, &papers, f.label);
	else
		answer_refused(&f, &k);
	arena_drop(&lasting);
}

void preview_post(struct visit *v)
{
	preview(v, v->seg[2]);
}

void new_preview_post(struct visit *v)
{
	preview(v, v->seg[1]);
}

/* --- the form --------------------------------------------------------------------------------- */

static void show(struct visit *v, struct str verb)
{
	struct form f;

	if (!form_make(&f, v, verb))
		return;
	draft_restore(&f);
	form_page(&f);
}

void form_get(struct visit *v)
{
	show(v, v->seg[2]);
}

void form_post(struct visit *v)
{
	post(v, v->seg[2]);
}

void new_verb_get(struct visit *v)
{
	show(v, v->seg[1]);
}

void new_verb_post(struct visit *v)
{
	post(v, v->seg[1]);
}

/* One way to begin: its form.  Several: a choice. */
void new_get(struct visit *v)
{
	const struct ledger *l = v->t->l;
	const struct step *only = NULL;
	size_t n = 0;

	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].from == NEW && l->steps[i].by & ~(unsigned)ENGINE) {
			only = &l->steps[i];
			n++;
		}
	if (n == 1 && may_take(only, v->viewer.roles)) {
		visit_redirect(v, arena_fmt(v->arena, "/%s/new/%s", l->key, only->verb));
		return;
	}
	ui_open(v, &(struct page){
			   .title = S("新登记"),
			   .t = v->t,
			   .crumbs = { { str_of(l->label), arena_fmt(v->arena, "/%s", l->key) },
	                               { S("新登记"), S("") } } });
	ui_heading(v, S("新登记"), str_of(l->label));
	html(v->out, "</div></div>\n<section class=\"card\"><ul class=\"actlist\">\n");
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct step *s = &l->steps[i];
		if (s->from != NEW || !(s->by & ~(unsigned)ENGINE))
			continue;
		html(v->out, "<li><span class=\"grow\"><span class=\"t\">", str_of(s->label),
		     "</span><span class=\"d\">");
		ui_law(v, basis_text(v->p, v->arena, l, &s->basis), S(""));
		html(v->out, "<span>由", roles_text(v->arena, s->by & ~(unsigned)ENGINE),
		     "办理</span></span></span>");
		if (may_take(s, v->viewer.roles))
			html(v->out, "<a class=\"btn\" href=\"/", str_of(l->key), "/new/",
			     str_of(s->verb), "\">", str_of(s->label), "</a>");
		html(v->out, "</li>\n");
	}
	html(v->out, "</ul></section>\n");
	ui_close(v);
}
