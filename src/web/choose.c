/*
 * choose.c - what a form offers for a reference, and what it proposes
 */
#include "ledger/asides.h"
#include "ledger/choices.h"
#include "web/forms.h"

/* People and bodies are known by their names, what is numbered by its number too. */
static struct str label_of(struct visit *v, const struct table *t, const struct record *r,
                           bool several)
{
	struct str title = visit_title(v, r), number = record_text(r, S("number"));

	if (several)
		return arena_fmt(v->arena, "%s · %.*s %.*s", t->l->label, P(number), P(title));
	if (str_index("person,officer,org", str_of(t->l->key)) >= 0)
		return title;
	return arena_fmt(v->arena, "%.*s %.*s", P(number), P(title));
}

static void options_of(struct form *f, const struct table *t, const struct field *field,
                       struct options *o)
{
	struct visit *v = f->v;
	struct record me = f->r;
	struct choosing c = { &v->tx, v->p, &v->viewer, field, &me, o->on };
	int64_t ids[MAX_OPTIONS + 1];
	size_t n;

	me.t = f->t;
	n = choices(&c, t, ids, MAX_OPTIONS);
	o->too_many |= n + o->n > MAX_OPTIONS;
	for (size_t i = n; i-- > 0 && !o->too_many;) {
		struct record r;
		if (record_load(&v->tx, t, v->viewer.org, ids[i], &r))
			o->list[o->n++] = (struct option){
				arena_fmt(v->arena, "%lld", (long long)ids[i]),
				label_of(v, t, &r, str_has(str_of(field->of), S(",")))
			};
	}
}

/* Fields that point at the same ledgers share one list, unless they say what fits. */
static bool is_same(const struct options *o, const struct field *field, struct day on)
{
	return str_is(str_of(o->of), field->of) && o->fit == field->fit && o->on.n == on.n;
}

const struct options *form_options(struct form *f, const struct field *field, struct day on)
{
	struct str rest = str_of(field->of), key;
	struct options *o;

	if (!field->fit)
		on = DAY_NONE;
	for (size_t i = 0; i < f->n_options; i++)
		if (is_same(&f->options[i], field, on))
			return &f->options[i];
	if (f->n_options == sizeof(f->options) / sizeof(f->options[0]))
		return NULL;
	o = &f->options[f->n_options++];
	*o = (struct options){ .of = field->of,
		               .fit = field->fit,
		               .on = on,
		               .list = arena_array(f->v->arena, struct option, MAX_OPTIONS + 1) };
	while (str_item(&rest, &key)) {
		const struct table *t = table_of(f->v->p, key);
		if (t && !o->too_many)
			options_of(f, t, field, o);
	}
	return o;
}

/* --- what is proposed --------------------------------------------------------------------------- */

/* The one record that the aside finds; nothing where it finds none or several. */
static void suggest(struct form *f, const char *key)
{
	struct visit *v = f->v;
	struct aside_found *list;
	size_t n;

	if (f->suggest)
		return;
	f->suggest = key;
	n = f->r.id ? record_asides(&v->tx, v->p, &v->viewer, &f->r, v->today, &list) : 0;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i].a->key, key) && list[i].n == 1 && list[i].n_ids == 1) {
			f->suggested = arena_fmt(v->arena, "%lld", (long long)list[i].ids[0]);
			f->suggesting = list[i];
		}
}

struct str form_suggested(struct form *f, const struct field *field)
{
	if (!field->suggest)
		return S("");
	suggest(f, field->suggest);
	return f->suggested;
}

void put_suggested(struct form *f, const struct field *field)
{
	struct visit *v = f->v;
	const struct aside_found *x = &f->suggesting;
	struct record r;

	if (!form_suggested(f, field).n ||
	    !record_load(&v->tx, x->to, v->viewer.org, x->ids[0], &r))
		return;
	html(v->out, "<p class=\"hint\" data-t=\"suggested\">", str_of(field->label), "：",
	     str_of(x->a->label), "是<a class=\"u\" href=\"", record_url(v->arena, x->to, r.id),
	     "\">", visit_title(v, &r), "</a>，已选在第一行，可以改选。 ");
	ui_law(v, basis_text(v->p, v->arena, f->t->l, &x->a->basis), str_of(x->a->basis.term));
	html(v->out, "</p>");
}
