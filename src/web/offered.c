/*
 * offered.c - a form that another record fills: from an inspection to a case in one step
 *
 * The address says which record: /case/new/propose?carry=inspection.123.  What it carries stands in
 * the form to be looked at; of a form or a JSON body that was sent it fills what was not sent at all.
 */
#include "ledger/offers.h"
#include "ledger/verbs.h"
#include "web/api.h"
#include "web/forms.h"
#include "web/pages.h"

static struct url offer_url(struct visit *v, const struct offer *o, const struct record *r)
{
	return url_of(arena_fmt(v->arena, "/%s/new/%s?carry=%s.%lld", o->to->l->key, o->s->verb,
	                        r->t->l->key, (long long)r->id));
}

/* --- into the form ---------------------------------------------------------------------------- */

static void add(struct form *f, struct str name, const struct field *field, const struct entry *e)
{
	struct arena *a = f->v->arena;
	struct str text = e->typed ? control_text(a, field, e->val) : e->text;

	if (text.n)
		pair_add(a, &f->v->form, name, text);
}

static void add_rows(struct form *f, const struct field *rows, const struct entry *e)
{
	struct arena *a = f->v->arena;

	pair_add(a, &f->v->form, e->key, S(""));
	for (size_t i = 0; i < e->n_rows; i++)
		for (size_t c = 0; c < e->rows[i].n_cells; c++) {
			const struct entry *cell = &e->rows[i].cells[c];
			const struct field *column = row_field(rows, cell->key);
			if (column)
				add(f,
				    arena_fmt(a, "%.*s.%zu.%.*s", P(e->key), i + 1, P(cell->key)),
				    column, cell);
		}
}

static void add_entry(struct form *f, const struct entry *e)
{
	const struct field *field = field_of(f->t->l, e->key);
	struct str key = arena_str(f->v->arena, e->key);

	if (!field || pair_has(&f->v->form, key.p))
		return;
	if (e->rowed) {
		add_rows(f, field, e);
	} else if (e->set) {
		for (size_t i = 0; i < e->n_values; i++)
			add(f, key, field, &(struct entry){ .typed = true, .val = e->values[i] });
	} else {
		add(f, key, field, e);
	}
}

/* The record that the address names, when the visitor may see it and it offers this step. */
static bool offered_by(struct form *f, struct record *ret, struct offer *ret_offer)
{
	struct visit *v = f->v;
	struct str key, id;
	struct table *t;
	struct offer *list;
	int64_t n_id;
	size_t n;

	if (!str_cut(pair_of(&v->query, "carry"), '.', &key, &id) || !(t = table_of(v->p, key)) ||
	    !str_int(id, &n_id) || !may_view(&v->tx, v->p, &v->viewer, t, n_id) ||
	    !record_load(&v->tx, t, v->viewer.org, n_id, ret))
		return false;
	n = record_offers(&v->tx, v->p, &v->viewer, ret, v->today, &list);
	for (size_t i = 0; i < n; i++)
		if (list[i].to == f->t && list[i].s == f->s) {
			*ret_offer = list[i];
			return true;
		}
	return false;
}

void form_offered(struct form *f)
{
	struct visit *v = f->v;
	struct record r;
	struct offer o;
	struct entry *list;
	size_t n;

	if (!pair_has(&v->query, "carry") || !offered_by(f, &r, &o))
		return;
	n = offer_entries(&v->tx, v->p, &v->viewer, &o, &r, v->today, &list);
	for (size_t i = 0; i < n; i++)
		add_entry(f, &list[i]);
	f->offered = arena_fmt(v->arena, "%s %.*s", r.t->l->label, P(record_text(&r, S("number"))));
	f->sent = true;
}

/* --- on the page of the record, and in its JSON ------------------------------------------------ */

void put_offers(struct visit *v, const struct record *r)
{
	struct offer *list;
	size_t n = record_offers(&v->tx, v->p, &v->viewer, r, v->today, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card\" id=\"offers\"><header><h2>由此办理</h2><span class=\"muted f13\">带入本记录的事实，核对补充后办理</span></header><ul class=\"actlist\">\n");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<li><span class=\"grow\"><span class=\"t\">", list[i].label,
		     "</span><span class=\"d\">");
		ui_law(v, basis_text(v->p, v->arena, r->t->l, &list[i].e->o->basis), S(""));
		html(v->out, "</span></span><a class=\"btn\" href=\"", offer_url(v, &list[i], r),
		     "\">", list[i].label, "</a></li>\n");
	}
	html(v->out, "</ul></section>\n");
}

void offers_json(struct visit *v, struct json *j, const struct record *r)
{
	struct offer *list;
	size_t n = record_offers(&v->tx, v->p, &v->viewer, r, v->today, &list);

	json_key(j, "offers");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_pair(j, "ledger", str_of(list[i].to->l->key));
		json_pair(j, "verb", str_of(list[i].s->verb));
		json_pair(j, "label", list[i].label);
		json_pair(j, "href", offer_url(v, &list[i], r).s);
		json_close(j, '}');
	}
	json_close(j, ']');
}
