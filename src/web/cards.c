/*
 * cards.c - whom a record is about: a card for each row of CARDS, and their names
 *
 * A card tells no more than the pages it leads to: what the viewer may not open is a name, and no
 * value of it is shown.
 */
#include "web/pages.h"
#include "web/walk.h"

enum { MAX_VALUES = 6, MAX_ABOUT = 12, MAX_NAMES = 4 };

/* The values that a path leads to. */
struct found {
	struct visit *v;
	const struct field *f;
	struct shown list[MAX_VALUES];
	size_t n;
};

static void from_record(struct found *g, const struct record *r, struct str path);

static struct str next_hop(struct str *path)
{
	struct str hop = *path, rest = S("");

	if (!str_cut(*path, '.', &hop, &rest))
		hop = *path;
	*path = rest;
	return hop;
}

static void from_value(struct found *g, const struct field *f, struct val val, struct str path)
{
	struct visit *v = g->v;
	const struct table *to = NULL;
	struct record r;

	if (g->n == MAX_VALUES || val_unset(val))
		return;
	if (!path.n) {
		g->f = f;
		show_value(v, f, val, &g->list[g->n++]);
	} else if ((f->kind == REF || f->kind == REFS) && val.is == VAL_INT) {
		ref_seen(&v->tx, v->p, &v->viewer, f, val.i, &to);
		if (to && record_load(&v->tx, to, v->viewer.org, val.i, &r))
			from_record(g, &r, path);
	}
}

static void from_record(struct found *g, const struct record *r, struct str path)
{
	const struct field *f = field_of(r->t->l, next_hop(&path)), *column = NULL;
	struct row *rows;

	if (!f || !may_see(r->t, g->v->viewer.roles, f))
		return;
	if (f->kind == ROWS)
		column = row_field(f, next_hop(&path));
	if (f->kind != ROWS && f->kind != REFS && f->kind != PICKS) {
		from_value(g, f, record_val(r, str_of(f->key)), path);
		return;
	}
	for (size_t i = 0, n = record_rows(&g->v->tx, r, f, &rows); i < n; i++)
		from_value(g, column ? column : f, rows[i].v[column ? column - f->rows : 0], path);
}

/* --- one card -------------------------------------------------------------------------------- */

static void put_pair(struct found *g)
{
	struct visit *v = g->v;

	if (!g->n)
		return;
	html(v->out, "<dt>", str_of(g->f->label), "</dt><dd>");
	for (size_t i = 0; i < g->n; i++) {
		html(v->out, when(i, "、"));
		put_shown(v, &g->list[i]);
	}
	html(v->out, "</dd>");
}

/* A row is called by its first text; who it points at gives the link, and the name where there is no text. */
static struct shown name_of_row(struct visit *v, const struct field *f, const struct row *row)
{
	struct shown text = { 0 }, points_at = { 0 };

	for (size_t i = f->n_rows; i-- > 0;) {
		if (f->rows[i].kind == TEXT && !val_unset(row->v[i]))
			show_value(v, &f->rows[i], row->v[i], &text);
		if (f->rows[i].kind == REF && !val_unset(row->v[i]))
			show_value(v, &f->rows[i], row->v[i], &points_at);
	}
	if (!text.text.n)
		return points_at;
	text.href = points_at.href;
	return text;
}

/* The row or the record pointed at: its name, then what the card shows of it. */
static void put_about(struct visit *v, const struct card *c, const struct field *f,
                      const struct row *row)
{
	struct str rest = str_of(c->show), path;
	struct shown name;

	if (f->kind == ROWS)
		name = name_of_row(v, f, row);
	else
		show_value(v, f, row->v[0], &name);
	html(v->out, "<div class=\"about\"><b>");
	put_shown(v, &name);
	html(v->out, "</b><dl class=\"dl\">");
	while (str_item(&rest, &path)) {
		struct found g = { .v = v };
		const struct field *column = f->kind == ROWS ? row_field(f, next_hop(&path)) : f;
		from_value(&g, column, row->v[f->kind == ROWS ? column - f->rows : 0], path);
		put_pair(&g);
	}
	html(v->out, "</dl></div>\n");
}

static void put_card(struct visit *v, const struct record *r, const struct card *c)
{
	const struct field *f = field_of(r->t->l, str_of(c->field));
	struct val one = record_val(r, str_of(c->field));
	struct row *rows, single = { .v = &one };
	size_t n = 1;

	if (!may_see(r->t, v->viewer.roles, f))
		return;
	if (f->kind == REF)
		rows = &single, n = !val_unset(one);
	else
		n = record_rows(&v->tx, r, f, &rows);
	if (!n)
		return;
	html(v->out, "<section class=\"card\" id=\"card-", str_of(c->field), "\"><header><h2>",
	     str_of(f->label), "</h2>");
	if (n > 1)
		html(v->out, "<span class=\"more c-5\">", (int64_t)n, "</span>");
	html(v->out, "</header><div class=\"bd\">\n");
	for (size_t i = 0; i < n && i < MAX_ABOUT; i++)
		put_about(v, c, f, &rows[i]);
	html(v->out, "</div></section>\n");
}

void put_whom(struct visit *v, const struct record *r)
{
	for (size_t i = 0; i < r->t->l->n_cards; i++)
		put_card(v, r, &r->t->l->cards[i]);
}

/* --- names ----------------------------------------------------------------------------------- */

const struct field *names_field(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if (f->kind == ROWS && f->flags & MUST && row_field(f, S("name")) &&
		    may_see(t, roles, f))
			return f;
	}
	return NULL;
}

struct str record_names(struct visit *v, const struct record *r)
{
	const struct field *f = names_field(r->t, v->viewer.roles);
	const struct field *name = f ? row_field(f, S("name")) : NULL;
	struct str names = S("");
	struct row *rows;
	size_t n = f ? record_rows(&v->tx, r, f, &rows) : 0;

	for (size_t i = 0; i < n && i < MAX_NAMES; i++) {
		struct shown one;
		show_value(v, name, rows[i].v[name - f->rows], &one);
		names = arena_fmt(v->arena, "%.*s%s%.*s", P(names), i ? "、" : "", P(one.text));
	}
	return n > MAX_NAMES ? arena_fmt(v->arena, "%.*s等", P(names)) : names;
}
