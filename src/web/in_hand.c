/*
 * in_hand.c - all that one person has in hand goes to another: what there is, to whom, why
 *
 * Offered beside a record of the ledger that handlers are of.  The counts are those of the viewer's
 * lists; what is handed over is everything, in one transaction (ledger/hand_over.h): one record that
 * refuses, refuses all.
 */
#include "ledger/hand_over.h"
#include "web/pages.h"
#include "web/ui.h"

bool is_handler_of(const struct table *t)
{
	return str_is(S("person"), t->l->key);
}

bool may_hand_all(const struct visit *v)
{
	return is_handler_of(v->t) && v->viewer.roles & (CHIEF | HEADS);
}

struct handing {
	struct visit *v;
	struct actor who;
	int64_t to;
	struct str reason;
	struct handed *list;
	size_t n;
};

static bool job(struct tx *tx, void *arg)
{
	struct handing *h = arg;

	h->n = hand_over_all(tx, h->v->p, &h->who, h->v->id, h->to, world_today(tx->world),
	                     h->reason, &h->list);
	return !tx->r->n_refused && !tx->r->fault;
}

/* Open records of each ledger, as the viewer's lists have them; how many there are. */
static int64_t put_counts(struct visit *v)
{
	int64_t all = 0;

	html(v->out,
	     "<table class=\"tbl\"><caption class=\"sr\">名下在办</caption><thead><tr><th scope=\"col\">台账</th><th scope=\"col\" class=\"r\">在办</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		const struct column *handler = column_of(t, S("handler"));
		struct list_ask ask = { .t = t, .viewer = v->viewer, .view = VIEW_OPEN };
		int64_t n;
		if (!handler || handler->field || !may_open(t, v->viewer.roles))
			continue;
		ask.conds = arena_fmt(v->arena, "handler=%lld", (long long)v->id).p;
		if (!(n = list_count(&v->tx, v->p, &ask)))
			continue;
		all += n;
		html(v->out, "<tr><th scope=\"row\" class=\"b4\">", str_of(t->l->label),
		     "</th><td class=\"r\"><a href=\"/", str_of(t->l->key),
		     "?view=open&amp;where=handler%3D", v->id, "\">", n, "</a></td></tr>\n");
	}
	html(v->out, "</tbody></table>\n");
	return all;
}

static void put_input(struct visit *v, const char *key, const char *label)
{
	html(v->out, "<div class=\"field", when(ui_field_wrong(v, str_of(key)), " err"),
	     "\"><label for=\"f-", str_of(key),
	     "\"><span class=\"req\" aria-hidden=\"true\">*</span>", str_of(label),
	     "</label><input class=\"in\" id=\"f-", str_of(key), "\" name=\"", str_of(key),
	     "\" required value=\"", pair_of(&v->form, key), "\">");
	ui_field_says(v, str_of(key));
	html(v->out, "</div>\n");
}

static void put_form(struct visit *v, const struct url *at)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>移交给</h2></header><div class=\"bd\"><form class=\"narrow\" method=\"post\" action=\"",
	     *at, "/in-hand\" data-guard data-t=\"form\">");
	ui_csrf(v);
	put_input(v, "to", "接收人（姓名或者编号）");
	put_input(v, "reason", "理由");
	html(v->out,
	     "<p class=\"f13 muted mt12\">一次移交全部在办记录；有一件不能移交，全部不移交。</p><div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">全部移交</button><a class=\"btn\" href=\"",
	     *at, "\">取消</a></div></form></div></section>\n");
}

static void show(struct visit *v)
{
	struct url at = record_url(v->arena, v->t, v->id);
	struct str name = person_name(&v->tx, v->p, v->viewer.org, v->id);
	int64_t all;

	ui_open(v, &(struct page){ .title = S("名下在办全部移交"),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { name, at.s },
	                                       { S("名下在办全部移交"), S("") } } });
	ui_heading(v, S("名下在办全部移交"), name);
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有移交"));
	html(v->out, "<section class=\"card mb14\"><header><h2>名下在办</h2></header>\n");
	all = put_counts(v);
	if (!all)
		ui_empty(v, S("名下没有在办的记录"), S(""));
	html(v->out, "</section>\n");
	if (all)
		put_form(v, &at);
	ui_close(v);
}

static bool is_offered(struct visit *v)
{
	if (!is_handler_of(v->t))
		visit_missing(v);
	else if (!may_hand_all(v))
		visit_error(v, 403, S("“移交”不由您的岗位办理。"),
		            arena_fmt(v->arena, "由%.*s办理。",
		                      P(roles_text(v->arena, CHIEF | HEADS))));
	else
		return true;
	return false;
}

void in_hand_get(struct visit *v)
{
	if (is_offered(v))
		show(v);
}

static bool read_to(struct visit *v, int64_t *ret)
{
	static const struct field f = { "to", REF, "接收人", MUST, .of = "person" };
	struct str text = str_trim(pair_of(&v->form, "to"));
	struct val val;

	if (!text.n)
		return refuse(&v->r, "to", S("请填写接收人。"), S("移交写明交接人"));
	if (!value_parse(&v->tx, v->p, v->viewer.org, &f, text, "to", &val) || val.is != VAL_INT)
		return false;
	*ret = val.i;
	return true;
}

static struct str said(struct visit *v, const struct handing *h)
{
	size_t records = 0, named = 0;

	for (size_t i = 0; i < h->n; i++) {
		records += h->list[i].n;
		named += h->list[i].named;
	}
	return arena_fmt(
		v->arena, "已移交 %zu 件%s", records,
		named ? arena_fmt(v->arena, "；另有 %zu 件在办记录仍写着该人员，请逐件更换", named)
				.p
		      : "");
}

void in_hand_post(struct visit *v)
{
	struct handing h = { .v = v,
		             .who = visit_actor(v),
		             .reason = str_trim(pair_of(&v->form, "reason")) };

	if (!is_offered(v))
		return;
	if (read_to(v, &h.to) && visit_write(v, job, &h)) {
		visit_moved(v, record_url(v->arena, v->t, v->id).s, said(v, &h));
		return;
	}
	v->status = 422;
	if (!v->r.fault)
		show(v);
}
