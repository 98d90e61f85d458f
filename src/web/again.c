/*
 * again.c - what was typed, when the database was away: it stands on the page, and can be sent again
 *
 * Who it was is not known then, so the page shows only what came with the request itself; the token of
 * the form goes along and is asked for when it is sent again.  Of steps alone: they have no passwords.
 */
#include "ledger/common.h"
#include "web/ui.h"

/* The ledger of a step's form; NULL: it was no step. */
static const struct table *table_asked(struct visit *v)
{
	struct str seg[MAX_SEGMENTS], verb;
	bool other = false;
	size_t n;
	const struct route *r = route_find(v->web, v->req->method, v->path, seg, &n, &other);
	const struct table *t;

	if (!r || (r->policy != LEDGER_OPEN && r->policy != RECORD_SEEN) || n < 2)
		return NULL;
	t = table_of(v->p, seg[0]);
	verb = seg[n - 1];
	return t && (step_of(t->l, verb) || is_common(verb)) ? t : NULL;
}

/* Columns of rows are named parties.2.name. */
static struct str label_of(const struct table *t, struct str key)
{
	struct str rows = key, rest = S(""), at = S(""), column = S("");
	const struct field *f;

	str_cut(key, '.', &rows, &rest);
	f = field_of(t->l, rows);
	if (f && f->kind == ROWS && str_cut(rest, '.', &at, &column))
		f = row_field(f, column);
	if (f)
		return str_of(f->label);
	return str_is(key, "reason") || str_is(key, "why") ? S("理由") : S("");
}

void put_again(struct visit *v)
{
	const struct table *t = v->req->method == METHOD_POST ? table_asked(v) : NULL;
	struct str label;

	if (!t || !v->form.n || v->n_uploads || v->req->intake)
		return;
	html(v->out,
	     "<form class=\"card mx-auto mw860 mt16\" method=\"post\" data-t=\"again\" action=\"",
	     url_of(v->path),
	     "\"><header><h2>您填写的内容</h2></header><div class=\"bd stack\"><dl class=\"rec two\">\n");
	for (size_t i = 0; i < v->form.n; i++)
		if (v->form.list[i].value.n && (label = label_of(t, v->form.list[i].key)).n)
			html(v->out, "<dt>", label, "</dt><dd>", v->form.list[i].value, "</dd>\n");
	html(v->out, "</dl>");
	for (size_t i = 0; i < v->form.n; i++)
		html(v->out, "<input type=\"hidden\" name=\"", v->form.list[i].key, "\" value=\"",
		     v->form.list[i].value, "\">\n");
	html(v->out,
	     "<p><button class=\"btn btn-p\" type=\"submit\">再提交一次</button></p></div></form>\n");
}
