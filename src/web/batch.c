/*
 * batch.c - one step taken on many records, with an answer for each
 *
 * Chosen on the list (rows, or all of the filter), the form of the step is filled in once, and then
 * step_take() is asked for each record by itself: every rule, gate and right speaks as it would on
 * the record's own page.  Each answer is kept: a step and its answer are one transaction, so what is
 * called done is done, and what a stopped machine left is seen as not yet handled.  A batch is
 * claimed by its id before it begins: a form that is sent twice is taken once.
 *
 * Which steps: those that decide nothing towards a party (ui/README.md 8).  A step that is an ACT or
 * FIRM, issues a paper, asks for another person's hand (.not_by), writes rows or ends the record is
 * taken on the record's page.  The rest, and handing over, may be taken for many.
 */
#include "web/api.h"
#include "web/forms.h"
#include "web/lists.h"
#include "web/pages.h"

/* Each record is a durable transaction of its own; more than these is work for an import. */
enum { MAX_BATCH = 500, SHOWN_TITLES = 20 };

enum { CLAIM, ADD_ROW, ANSWER, FINISH, FIND, ANSWERS, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[CLAIM]   = { "INSERT INTO batches (org, batch, account, ledger, verb, made_at, asked) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	              " ON CONFLICT (org, batch) DO NOTHING" },
	[ADD_ROW] = { "INSERT INTO batch_rows (org, batch, record, n, done, say, basis) VALUES ($1, $2, $3, $4, 0, '', '')"
	              " ON CONFLICT (org, batch, record) DO NOTHING" },
	[ANSWER]  = { "UPDATE batch_rows SET done = $4, say = $5, basis = $6 WHERE org = $1 AND batch = $2 AND record = $3" },
	[FINISH]  = { "UPDATE batches SET done_at = $3 WHERE org = $1 AND batch = $2" },
	[FIND]    = { "SELECT verb, asked FROM batches WHERE org = $1 AND batch = $2 AND account = $3 AND ledger = $4" },
	[ANSWERS] = { "SELECT record, done, say, basis FROM batch_rows WHERE org = $1 AND batch = $2 ORDER BY n" },
};
/* clang-format on */

/* --- which steps ----------------------------------------------------------------------------- */

static bool issues_paper(const struct ledger *l, const struct step *s)
{
	for (size_t i = 0; i < l->n_papers; i++)
		if (str_index(l->papers[i].at, str_of(s->verb)) >= 0)
			return true;
	return false;
}

static bool fills_rows(const struct ledger *l, const struct step *s)
{
	struct str rest = str_of(s->fill), item;

	while (str_item(&rest, &item)) {
		const struct field *f = field_of(
			l, (struct str){ item.p, item.n - (item.p[item.n - 1] == '?') });
		if (f && f->kind == ROWS)
			return true;
	}
	return false;
}

static bool may_batch(const struct visit *v, const struct step *s)
{
	const struct ledger *l = v->t->l;

	return s->from != NEW && may_take(s, v->viewer.roles) &&
	       !(s->is & (ACT | FIRM | REOPENS)) && !s->not_by &&
	       !(s->to >= 0 && l->states[s->to].is == FINAL) && !issues_paper(l, s) &&
	       !fills_rows(l, s);
}

static bool may_hand_over(const struct visit *v)
{
	return v->viewer.roles & (CHIEF | HEADS) && !step_of(v->t->l, S("hand_over"));
}

/* Nothing of a final state is in anybody's hand. */
static bool asks_ended(const struct visit *v)
{
	int i = state_index(v->t->l, pair_of(&v->query, "state"));

	return i >= 0 && v->t->l->states[i].is == FINAL;
}

static bool is_over(const struct record *r)
{
	return day_set(record_day(r, S("ended_on"))) || day_set(record_day(r, S("void_on"))) ||
	       day_set(record_day(r, S("merged_on")));
}

/* What is over is not handed over: left out of what was chosen, *ret_over counted. */
static size_t in_hand(struct visit *v, int64_t *ids, size_t n, size_t *ret_over)
{
	size_t kept = 0;
	struct record r;

	for (size_t i = 0; i < n; i++)
		if (!may_view(&v->tx, v->p, &v->viewer, v->t, ids[i]) ||
		    !record_load(&v->tx, v->t, v->viewer.org, ids[i], &r) || !is_over(&r))
			ids[kept++] = ids[i];
	*ret_over = n - kept;
	return kept;
}

static bool is_batch_verb(const struct visit *v, struct str verb)
{
	const struct step *s = step_of(v->t->l, verb);

	return s ? may_batch(v, s) : str_is(verb, "hand_over") && may_hand_over(v);
}

bool has_batch(struct visit *v)
{
	if (may_hand_over(v))
		return true;
	for (size_t i = 0; i < v->t->l->n_steps; i++)
		if (may_batch(v, &v->t->l->steps[i]))
			return true;
	return false;
}

/* --- the bar --------------------------------------------------------------------------------- */

static void put_verb(struct visit *v, struct str verb, struct str label)
{
	html(v->out, "<button class=\"btn btn-s\" type=\"submit\" name=\"verb\" value=\"", verb,
	     "\">", label, "</button>");
}

void put_batch_bar(struct visit *v, const struct list_page *page)
{
	int64_t n = page->count.n;

	html(v->out, "<form class=\"bulk noprint\" id=\"bulk\" method=\"post\" action=\"/",
	     str_of(v->t->l->key), "/batch\" aria-label=\"批量办理\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"query\" value=\"",
	     list_query(v, &v->query, NULL), "\"><b role=\"status\">勾选记录后办理</b>");
	if (n > (int64_t)page->n_rows && n <= MAX_BATCH && !page->count.more)
		html(v->out,
		     "<label><input class=\"ck\" type=\"checkbox\" name=\"all\" value=\"1\"> 全部 ",
		     n, " 条</label>");
	for (size_t i = 0; i < v->t->l->n_steps; i++)
		if (may_batch(v, &v->t->l->steps[i]))
			put_verb(v, str_of(v->t->l->steps[i].verb),
			         str_of(v->t->l->steps[i].label));
	if (may_hand_over(v) && !asks_ended(v))
		put_verb(v, S("hand_over"), S("移交"));
	html(v->out,
	     "<span class=\"muted f13 grow\">逐件校验，不符合条件的列出原因</span></form>\n");
}

/* --- what was chosen ------------------------------------------------------------------------- */

static size_t add_id(int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return n;
	if (n <= MAX_BATCH && id > 0)
		ids[n++] = id;
	return n;
}

static size_t all_of_filter(struct visit *v, int64_t *ids)
{
	struct pairs query = { 0 };
	struct list_ask ask;
	struct list_page page;
	size_t n = 0;

	if (!form_parse(v->arena, pair_of(&v->form, "query"), &query))
		return 0;
	ask = list_asked(v, &query);
	ask.bare = true;
	ask.size = MAX_PAGE;
	do {
		if (!list_page(&v->tx, v->p, &ask, &page))
			return 0;
		for (size_t i = 0; i < page.n_rows; i++)
			n = add_id(ids, n, page.rows[i].r.id);
		ask.after = page.next;
	} while (page.next.n && n <= MAX_BATCH);
	return n;
}

static size_t chosen(struct visit *v, int64_t *ids)
{
	struct str rest = pair_of(&v->form, "ids"), item;
	size_t n = 0;
	int64_t id;

	if (pair_has(&v->form, "all"))
		return all_of_filter(v, ids);
	while (str_item(&rest, &item))
		if (str_int(item, &id))
			n = add_id(ids, n, id);
	for (size_t i = 0; i < v->form.n; i++)
		if (str_is(v->form.list[i].key, "id") && str_int(v->form.list[i].value, &id))
			n = add_id(ids, n, id);
	return n;
}

/* False: the answer is written. */
static bool is_batch_sound(struct visit *v, struct str verb, size_t n)
{
	if (!is_batch_verb(v, verb))
		visit_error(
			v, 403, S("这一步不能批量办理。"),
			S("决定、审核、送达、公示等步骤逐件办理；您的岗位不办理的步骤也不能批量。"));
	else if (!n)
		visit_error(v, 422, S("没有选择记录。"), S("请返回列表，勾选要办理的记录。"));
	else if (n > MAX_BATCH)
		visit_error(v, 422, arena_fmt(v->arena, "一次最多办理 %d 件。", MAX_BATCH),
		            S("请加条件缩小范围，分几次办理。"));
	else
		return true;
	return false;
}

/* --- the form -------------------------------------------------------------------------------- */

static void put_titles(struct visit *v, const int64_t *ids, size_t n)
{
	html(v->out, "<section class=\"card mb14\"><header><h2>已选 ", (int64_t)n,
	     " 件</h2></header><ul class=\"todo\">\n");
	for (size_t i = 0; i < n && i < SHOWN_TITLES; i++) {
		struct record r;
		if (!may_view(&v->tx, v->p, &v->viewer, v->t, ids[i]) ||
		    !record_load(&v->tx, v->t, v->viewer.org, ids[i], &r))
			continue;
		html(v->out, "<li><a class=\"grow\" href=\"", record_url(v->arena, v->t, ids[i]),
		     "\">", record_text(&r, S("number")), " ", visit_title(v, &r), "</a>");
		ui_state(v, &r);
		html(v->out, "</li>\n");
	}
	if (n > SHOWN_TITLES)
		html(v->out, "<li class=\"muted\">另有 ", (int64_t)(n - SHOWN_TITLES), " 件</li>");
	html(v->out, "</ul></section>\n");
}

static struct str ids_text(struct visit *v, const int64_t *ids, size_t n)
{
	struct buf b;
	struct str out;

	buf_init(&b, MAX_BATCH * 24);
	for (size_t i = 0; i < n; i++)
		buf_fmt(&b, "%s%lld", i ? "," : "", (long long)ids[i]);
	out = arena_str(v->arena, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* A number nobody else draws, so that a batch is told apart before it has a row. */
static int64_t batch_id(struct visit *v)
{
	unsigned char p[8];
	uint64_t n = 0;

	world_random(&v->world, p, sizeof(p));
	for (size_t i = 0; i < sizeof(p); i++)
		n = n << 8 | p[i];
	return (int64_t)(n >> 11) | 1;
}

static void put_over(struct visit *v, size_t over)
{
	if (over)
		ui_note(v, NOTE_INFO, arena_fmt(v->arena, "所选的另有 %zu 件已经办结", over),
		        S("办结的记录不在任何人手上，不移交。"));
}

static void batch_page(struct form *f, const int64_t *ids, size_t n, size_t over, int64_t batch)
{
	struct visit *v = f->v;
	struct str ledger = str_of(v->t->l->key);

	ui_open(v, &(struct page){ .title = arena_fmt(v->arena, "%s批量%.*s",
	                                              v->r.n_refused ? "错误：" : "", P(f->label)),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { S("批量办理"), S("") } } });
	ui_heading(v, arena_fmt(v->arena, "批量办理：%.*s", P(f->label)),
	           S("填写一次，逐件校验；每件是否办成分别列出"));
	html(v->out, "</div></div>\n<p class=\"mb10\">");
	ui_law(v, f->basis, S(""));
	html(v->out, "</p>\n");
	ui_refusals(v, S("未办理"));
	put_over(v, over);
	put_titles(v, ids, n);
	html(v->out, "<section class=\"card\"><div class=\"bd\"><form method=\"post\" action=\"/",
	     ledger, "/batch/", f->verb, "\" data-guard data-t=\"form\">\n");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"ids\" value=\"", ids_text(v, ids, n),
	     "\"><input type=\"hidden\" name=\"batch\" value=\"", batch,
	     "\"><div class=\"form\">\n");
	for (size_t i = 0; i < f->n_fields; i++)
		field_control(f, &f->fields[i]);
	html(v->out,
	     "</div>\n<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">",
	     f->label, " ", (int64_t)n, " 件</button><a class=\"btn\" href=\"/", ledger,
	     "\">取消</a></div></form></div></section>\n");
	ui_close(v);
}

void batch_post(struct visit *v)
{
	int64_t *ids = arena_array(v->arena, int64_t, MAX_BATCH + 2);
	size_t n = chosen(v, ids);
	struct str verb = pair_of(&v->form, "verb");
	size_t over = 0;
	struct form f;

	if (str_is(verb, "hand_over") && may_hand_over(v))
		n = in_hand(v, ids, n, &over);
	if (v->r.fault || !is_batch_sound(v, verb, n) || !form_make_many(&f, v, verb))
		return;
	batch_page(&f, ids, n, over, batch_id(v));
}

/* --- taking ---------------------------------------------------------------------------------- */

struct batch_taking {
	struct visit *v;
	const struct form *f;
	struct actor who;
	int64_t batch, id;
	const int64_t *ids;
	size_t n;
	struct day day;
	struct entry *e;
	size_t n_e;
	struct str say, basis;
	bool claimed;
};

static bool claim(struct tx *tx, void *arg)
{
	struct batch_taking *k = arg;

	k->claimed = db_changed(tx, &sql[CLAIM], k->who.org, k->batch, k->v->who.who.id,
	                        str_of(k->v->t->l->key), k->f->verb, world_now(tx->world),
	                        (int64_t)k->n) > 0;
	for (size_t i = 0; i < k->n && k->claimed; i++)
		db_exec(tx, &sql[ADD_ROW], k->who.org, k->batch, k->ids[i], (int64_t)i + 1);
	return true;
}

static struct str warnings_of(struct tx *tx)
{
	struct str out = S("");

	for (size_t i = 0; i < tx->r->n; i++)
		if (tx->r->list[i].warning)
			out = arena_fmt(tx->arena, "%.*s%.*s", P(out), P(tx->r->list[i].say));
	return out;
}

static bool take_one(struct tx *tx, void *arg)
{
	struct batch_taking *k = arg;
	const struct visit *v = k->v;
	int64_t id = k->id;

	if (!may_view(tx, v->p, &v->viewer, v->t, id))
		return refuse(tx->r, "id", S("没有这条记录，或者不在您的权限内。"), S(""));
	if (!step_take(tx, v->p, &k->who, v->t, id, k->f->verb, k->day, k->e, k->n_e, &id))
		return false;
	db_exec(tx, &sql[ANSWER], k->who.org, k->batch, k->id, 1, warnings_of(tx), S(""));
	return true;
}

static bool keep_refusal(struct tx *tx, void *arg)
{
	struct batch_taking *k = arg;

	db_exec(tx, &sql[ANSWER], k->who.org, k->batch, k->id, 2, k->say, k->basis);
	return true;
}

static bool finish(struct tx *tx, void *arg)
{
	struct batch_taking *k = arg;

	db_exec(tx, &sql[FINISH], k->who.org, k->batch, world_now(tx->world));
	return true;
}

/* The refusals of one record, as its answer says them. */
static void read_refusals(struct batch_taking *k)
{
	const struct refusals *r = &k->v->r;

	k->say = k->basis = S("");
	for (size_t i = 0; i < r->n; i++) {
		if (r->list[i].warning)
			continue;
		k->say = arena_fmt(k->v->arena, "%.*s%.*s%.*s%.*s", P(k->say), P(r->list[i].say),
		                   P(r->list[i].why), P(r->list[i].way));
		if (!k->basis.n)
			k->basis = r->list[i].basis;
	}
}

/* What one record took of the arena is given back before the next. */
static void take_each(struct batch_taking *k)
{
	struct visit *v = k->v;

	for (size_t i = 0; i < k->n && !v->r.fault; i++) {
		struct arena_mark mark = arena_mark(v->arena);
		k->id = k->ids[i];
		refusals_init(&v->r, v->arena);
		if (!visit_write(v, take_one, k) && !v->r.fault) {
			read_refusals(k);
			refusals_init(&v->r, v->arena);
			visit_write(v, keep_refusal, k);
		}
		if (v->r.fault)
			return;
		refusals_init(&v->r, v->arena);
		arena_rewind(v->arena, mark);
	}
	refusals_init(&v->r, v->arena);
	visit_write(v, finish, k);
}

void batch_take_post(struct visit *v)
{
	int64_t *ids = arena_array(v->arena, int64_t, MAX_BATCH + 2);
	struct form f;
	struct batch_taking k = { .v = v, .f = &f, .ids = ids, .n = chosen(v, ids) };

	if (v->r.fault || !is_batch_sound(v, v->seg[1], k.n) || !form_make_many(&f, v, v->seg[1]))
		return;
	k.who = form_actor(&f);
	k.e = form_entries(&f, &k.n_e);
	if (!str_int(pair_of(&v->form, "batch"), &k.batch) || k.batch <= 0)
		k.batch = batch_id(v);
	if (!refs_sent_stand(&f, k.e, k.n_e) || !form_day(&f, &k.day)) {
		v->status = 422;
		batch_page(&f, ids, k.n, 0, k.batch);
		return;
	}
	if (!visit_write(v, claim, &k))
		return;
	if (k.claimed)
		take_each(&k);
	if (!v->r.fault)
		visit_redirect(
			v, arena_fmt(v->arena, "/%s/batch/%lld", v->t->l->key, (long long)k.batch));
}

/* --- the answers ----------------------------------------------------------------------------- */

struct answered {
	int64_t id, done;
	struct str say, basis;
};

static size_t answers_of(struct visit *v, int64_t batch, struct answered *list)
{
	struct rows q = db_query(&v->tx, &sql[ANSWERS], v->viewer.org, batch);
	struct answered a;
	size_t n = 0;

	while (db_row(&q, &a.id, &a.done, &a.say, &a.basis))
		if (n < MAX_BATCH) {
			a.say = arena_str(v->arena, a.say);
			a.basis = arena_str(v->arena, a.basis);
			list[n++] = a;
		}
	return n;
}

static void put_answer(struct visit *v, const struct answered *a)
{
	struct record r;
	bool seen = may_view(&v->tx, v->p, &v->viewer, v->t, a->id) &&
	            record_load(&v->tx, v->t, v->viewer.org, a->id, &r);

	html(v->out, "<tr data-t=\"answer\"><td>",
	     when(a->done == 1, "<span class=\"due g\">已办理</span>"),
	     when(a->done == 2, "<span class=\"due r\">未办理</span>"),
	     when(!a->done, "<span class=\"due n\">尚未办理</span>"), "</td><td>");
	if (seen)
		html(v->out, "<a href=\"", record_url(v->arena, v->t, a->id), "\">",
		     record_text(&r, S("number")), "</a><div class=\"t2\">", visit_title(v, &r),
		     "</div>");
	else
		html(v->out, "—");
	html(v->out, "</td><td>", a->say, " ");
	ui_law(v, a->basis, S(""));
	html(v->out, "</td></tr>\n");
}

static void answers_json(struct visit *v, const struct answered *list, size_t n)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_key(&j, "id");
		json_id(&j, list[i].id);
		json_key(&j, "done");
		json_bool(&j, list[i].done == 1);
		json_pair(&j, "say", list[i].say);
		json_pair(&j, "basis", list[i].basis);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

static void answers_html(struct visit *v, struct str label, const struct answered *list, size_t n)
{
	int64_t of[3] = { 0 };

	for (size_t i = 0; i < n; i++)
		of[list[i].done % 3]++;
	ui_open(v, &(struct page){ .title = S("批量办理结果"),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { S("批量办理结果"), S("") } } });
	ui_heading(v, arena_fmt(v->arena, "批量办理：%.*s", P(label)),
	           arena_fmt(v->arena, "成功 %lld 件，未办理 %lld 件%s", (long long)of[1],
	                     (long long)(of[2] + of[0]),
	                     of[0] ? "（其中有办理中断的，可以重新选择办理）" : ""));
	html(v->out, "<a class=\"btn\" href=\"/", str_of(v->t->l->key),
	     "\">返回列表</a></div></div>\n<section class=\"card\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"逐件结果\"><table class=\"tbl\"><caption class=\"sr\">逐件结果</caption><thead><tr><th scope=\"col\">结果</th><th scope=\"col\">记录</th><th scope=\"col\">原因</th></tr></thead><tbody>\n");
	for (int done = 2; done >= 0; done--)
		for (size_t i = 0; i < n; i++)
			if (list[i].done == (done == 2 ? 2 : 1 - done))
				put_answer(v, &list[i]);
	html(v->out, "</tbody></table></div></section>\n");
	ui_close(v);
}

void batch_get(struct visit *v)
{
	struct answered *list = arena_array(v->arena, struct answered, MAX_BATCH);
	struct str verb = S("");
	const struct step *s;
	int64_t batch, asked;
	size_t n;

	if (!str_int(v->seg[1], &batch) ||
	    !db_one(&v->tx, &sql[FIND],
	            VALS(v->viewer.org, batch, v->who.who.id, str_of(v->t->l->key)), &verb,
	            &asked)) {
		visit_missing(v);
		return;
	}
	verb = arena_str(v->arena, verb);
	s = step_of(v->t->l, verb);
	n = answers_of(v, batch, list);
	if (v->json)
		answers_json(v, list, n);
	else
		answers_html(v, s ? str_of(s->label) : S("移交"), list, n);
}
