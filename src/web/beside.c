/*
 * beside.c - what to look at while deciding, on the page of a record, on its forms and in its JSON
 */
#include "ledger/asides.h"
#include "web/api.h"
#include "web/forms.h"
#include "web/pages.h"
#include "web/walk.h"

static void put_value(struct visit *v, const struct aside_found *f, const char *what, int64_t n)
{
	struct shown s;

	show_value(v, f->measured, VAL(n), &s);
	html(v->out, str_of(what), " ");
	put_shown(v, &s);
}

static void put_names(struct visit *v, const struct aside_found *f)
{
	for (size_t i = 0; i < f->n_ids; i++) {
		struct record r;
		struct str title;
		if (!record_load(&v->tx, f->to, v->viewer.org, f->ids[i], &r))
			continue;
		title = record_title(&v->tx, v->p, &r);
		html(v->out, when(i > 0, "、"), "<a class=\"u\" href=\"",
		     record_url(v->arena, f->to, r.id), "\">", record_text(&r, S("number")), " ",
		     title, "</a>");
	}
}

static void put_one(struct visit *v, const struct ledger *l, const struct aside_found *f)
{
	html(v->out, "<li><span class=\"grow\"><span class=\"t\">", str_of(f->a->label), "：",
	     (int64_t)f->n, " ", str_of(f->a->unit), "</span><span class=\"d\">");
	if (f->measured && f->n) {
		html(v->out, "<b>");
		put_value(v, f, "最低", f->least);
		put_value(v, f, "，中位", f->middle);
		put_value(v, f, "，最高", f->most);
		html(v->out, "</b>");
	}
	html(v->out, "<span>");
	put_names(v, f);
	html(v->out, "</span>");
	ui_law(v, basis_text(v->p, v->arena, l, &f->a->basis), S(""));
	html(v->out, "</span></span></li>\n");
}

/* That nothing was found is a fact, too. */
static void put_none(struct visit *v, const struct aside_found *list, size_t n)
{
	size_t none = 0;

	for (size_t i = 0; i < n; i++) {
		if (list[i].n)
			continue;
		html(v->out, when(!none, "<li class=\"muted f13\"><span>没有查到："),
		     when(none, "、"), str_of(list[i].a->label));
		none++;
	}
	html(v->out, when(none, "</span></li>\n"));
}

void put_asides(struct visit *v, const struct record *r)
{
	struct aside_found *list;
	size_t n = record_asides(&v->tx, v->p, &v->viewer, r, v->today, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card mb14 noprint\" id=\"asides\"><header><h2>办理参考</h2><span class=\"muted f13\">数字按全局统计，记录按您的权限列出</span></header><ul class=\"actlist\">\n");
	for (size_t i = 0; i < n; i++)
		if (list[i].n)
			put_one(v, r->t->l, &list[i]);
	put_none(v, list, n);
	html(v->out, "</ul></section>\n");
}

static void put_number(struct visit *v, struct json *j, const char *key,
                       const struct aside_found *f, int64_t n)
{
	json_key(j, key);
	if (f->measured && f->n)
		json_str(j, control_text(v->arena, f->measured, VAL(n)));
	else
		json_null(j);
}

void asides_json(struct visit *v, struct json *j, const struct record *r)
{
	struct aside_found *list;
	size_t n = record_asides(&v->tx, v->p, &v->viewer, r, v->today, &list);

	json_key(j, "asides");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct aside_found *f = &list[i];
		json_open(j, '{');
		json_pair(j, "key", str_of(f->a->key));
		json_pair(j, "label", str_of(f->a->label));
		json_key(j, "count");
		json_int(j, (int64_t)f->n);
		put_number(v, j, "least", f, f->least);
		put_number(v, j, "median", f, f->middle);
		put_number(v, j, "most", f, f->most);
		json_key(j, "records");
		json_open(j, '[');
		for (size_t k = 0; k < f->n_ids; k++)
			json_str(j, record_url(v->arena, f->to, f->ids[k]).s);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}
