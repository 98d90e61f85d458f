/*
 * walk.c - the walk over a record, and its two outputs
 */
#include "ledger/verbs.h"
#include "web/walk.h"

/* A record that the visitor may not view has no title here, and no way to it. */
static void show_ref(struct visit *v, const struct field *f, int64_t id, struct shown *ret)
{
	const struct table *to;

	ret->text = ref_seen(&v->tx, v->p, &v->viewer, f, id, &to);
	if (to)
		ret->href = record_url(v->arena, to, id);
}

void show_value(struct visit *v, const struct field *f, struct val val, struct shown *ret)
{
	*ret = (struct shown){
		.key = str_of(f->key), .label = str_of(f->label), .kind = f->kind, .v = val
	};
	if (val_unset(val))
		return;
	if ((f->kind == REF || f->kind == REFS) && val.is == VAL_INT) {
		show_ref(v, f, val.i, ret);
		return;
	}
	ret->text = field_text(&v->tx, v->p, f, val, v->viewer.org);
	if (is_personal(f) && !v->unmasked) {
		ret->text = personal_mask(v->arena, f, ret->text);
		ret->kind = TEXT;
		ret->v = VAL(ret->text);
		ret->masked = true;
	}
	if (f->kind == TIME)
		ret->text = arena_fmt(v->arena, "%.10s %.5s", ret->text.p,
		                      ret->text.n > 16 ? ret->text.p + 11 : "");
	if (f->kind == MONEY)
		ret->text = fen_text_cn(v->arena, (struct fen){ val.i });
}

/* --- the walk -------------------------------------------------------------------------------- */

static bool is_rows(const struct field *f)
{
	return f->kind == ROWS || f->kind == REFS || f->kind == PICKS;
}

/* Text of a ROW: the first text of the row it means. */
static struct str row_text(struct visit *v, const struct record *r, const struct field *f,
                           int64_t n)
{
	const struct field *rows = field_of(r->t->l, str_of(f->of));
	struct row *list;

	if (!rows || rows->kind != ROWS)
		return arena_fmt(v->arena, "第%lld行", (long long)n);
	for (size_t i = 0, count = record_rows(&v->tx, r, rows, &list); i < count; i++)
		for (size_t c = 0; list[i].n == n && c < rows->n_rows; c++)
			if (rows->rows[c].kind == TEXT && !val_unset(list[i].v[c])) {
				struct shown s;
				show_value(v, &rows->rows[c], list[i].v[c], &s);
				return s.text;
			}
	return arena_fmt(v->arena, "第%lld行", (long long)n);
}

void walk_values(struct walk *w, const struct record *r)
{
	const struct ledger *l = r->t->l;
	struct shown s;

	w->l = l;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		if (is_rows(f) || !may_see(r->t, w->v->viewer.roles, f))
			continue;
		show_value(w->v, f, record_val(r, str_of(f->key)), &s);
		if (f->kind == ROW && s.text.n)
			s.text = row_text(w->v, r, f, s.v.i);
		w->as->value(w, &s);
	}
}

static void walk_set(struct walk *w, const struct record *r, const struct field *f)
{
	struct row *rows;
	size_t n = record_rows(&w->v->tx, r, f, &rows);
	struct shown *list = arena_array(w->v->arena, struct shown, n + 1);

	list[0] = (struct shown){ .key = str_of(f->key),
		                  .label = str_of(f->label),
		                  .kind = f->kind };
	for (size_t i = 0; i < n; i++)
		show_value(w->v, f, rows[i].v[0], &list[i]);
	w->as->set(w, list, n);
}

static void walk_table(struct walk *w, const struct record *r, const struct field *f)
{
	struct shown *cells = arena_array(w->v->arena, struct shown, f->n_rows);
	struct row *rows;
	size_t n = record_rows(&w->v->tx, r, f, &rows);

	w->as->rows_open(w, f, n);
	for (size_t i = 0; i < n; i++) {
		for (size_t c = 0; c < f->n_rows; c++) {
			show_value(w->v, &f->rows[c], rows[i].v[c], &cells[c]);
			if (f->rows[c].kind == ROW && cells[c].text.n)
				cells[c].text = row_text(w->v, r, &f->rows[c], rows[i].v[c].i);
		}
		w->as->row(w, f, rows[i].n, cells);
	}
	w->as->rows_close(w, f, n);
}

void walk_rows(struct walk *w, const struct record *r)
{
	const struct ledger *l = r->t->l;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		if (!is_rows(f) || !may_see(r->t, w->v->viewer.roles, f))
			continue;
		if (f->kind == ROWS)
			walk_table(w, r, f);
		else
			walk_set(w, r, f);
	}
}

void walk_head(struct walk *w, const struct record *r)
{
	for (size_t i = 0; i < r->t->n_columns && i < HEAD_COLUMNS; i++) {
		const struct column *c = &r->t->columns[i];
		struct shown s = { .key = c->key, .label = c->key, .kind = c->kind, .v = r->v[i] };
		if (c->field)
			continue;
		if (!val_unset(s.v))
			s.text = column_text(&w->v->tx, w->v->p, c, s.v, r->org);
		w->as->value(w, &s);
	}
}

/* --- HTML ------------------------------------------------------------------------------------ */

void put_shown(struct visit *v, const struct shown *s)
{
	if (s->href.s.n)
		html(v->out, "<a href=\"", s->href, "\">", s->text, "</a>");
	else if (s->masked)
		html(v->out, "<span class=\"mask-v\">", s->text, "</span>");
	else
		html(v->out, s->text);
	if (s->kind == MONEY && s->text.n)
		html(v->out, " 元");
}

/* Some step that was taken asks for it: empty is then a fact.  Of later steps nothing is said. */
static bool is_asked(const struct walk *w, struct str key)
{
	for (size_t i = 0; i < w->n_steps; i++) {
		const struct step *step = step_of(w->l, w->steps[i].verb);
		bool may_be_empty = true;
		if (step && step->fill && fill_has(step->fill, key, &may_be_empty) && !may_be_empty)
			return true;
	}
	return false;
}

enum { LONG_TEXT = 30 };

static void html_value(struct walk *w, const struct shown *s)
{
	if (!s->text.n && !is_asked(w, s->key))
		return;
	w->shown++;
	html(w->v->out, "<div", when(str_chars(s->text) > LONG_TEXT, " class=\"full\""), "><dt>",
	     s->label, "</dt><dd data-t=\"", s->key, "\">");
	if (s->text.n)
		put_shown(w->v, s);
	else
		html(w->v->out, "—");
	html(w->v->out, "</dd></div>\n");
}

static void html_set(struct walk *w, const struct shown *s, size_t n)
{
	if (!n)
		return;
	w->shown++;
	html(w->v->out, "<dl class=\"rec\"><div class=\"full\"><dt>", s->label,
	     "</dt><dd data-t=\"", s->key, "\">");
	for (size_t i = 0; i < n; i++) {
		html(w->v->out, when(i, "、"));
		put_shown(w->v, &s[i]);
	}
	html(w->v->out, "</dd></div></dl>\n");
}

static void html_rows_open(struct walk *w, const struct field *f, size_t n)
{
	if (!n)
		return;
	w->shown++;
	html(w->v->out, "<h3 class=\"f14 mt16 mb6 anchor\" id=\"t-", str_of(f->key), "\">",
	     str_of(f->label), " <span class=\"muted b4\">", (int64_t)n,
	     " 行</span></h3><div class=\"box-0 scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
	     str_of(f->label), "\"><table class=\"tbl dense\"><caption class=\"sr\">",
	     str_of(f->label), "</caption><thead><tr>");
	for (size_t c = 0; c < f->n_rows; c++)
		html(w->v->out, "<th scope=\"col\"", when(f->rows[c].kind == MONEY, " class=\"r\""),
		     ">", str_of(f->rows[c].label), "</th>");
	html(w->v->out, "</tr></thead><tbody>\n");
}

static void html_row(struct walk *w, const struct field *f, int64_t n, const struct shown *cells)
{
	(void)n;
	html(w->v->out, "<tr>");
	for (size_t c = 0; c < f->n_rows; c++) {
		html(w->v->out, "<td", when(f->rows[c].kind == MONEY, " class=\"r\""), ">");
		if (cells[c].text.n)
			put_shown(w->v, &cells[c]);
		else
			html(w->v->out, "—");
		html(w->v->out, "</td>");
	}
	html(w->v->out, "</tr>\n");
}

static void html_rows_close(struct walk *w, const struct field *f, size_t n)
{
	(void)f;
	html(w->v->out, when(n, "</tbody></table></div>\n"));
}

const struct walk_as as_html = { html_value, html_set, html_rows_open, html_row, html_rows_close };

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_scalar(struct json *j, const struct shown *s)
{
	if (val_unset(s->v)) {
		json_null(j);
		return;
	}
	switch (s->kind) {
	case DATE: json_day(j, val_to_day(s->v)); break;
	case TIME: json_at(j, (struct instant){ s->v.i }); break;
	case REF:
	case REFS: json_id(j, s->v.i); break;
	case NUMBER:
	case ROW: json_int(j, s->v.i); break;
	case YESNO: json_bool(j, s->v.i != 0); break;
	case PICK:
	case PICKS: json_str(j, s->v.s); break;
	case MONEY:
	case HOURS: json_str(j, s->text); break;
	default: json_str(j, s->v.is == VAL_TEXT ? s->v.s : s->text);
	}
}

/* Money without separators: a program reads it. */
static void json_value(struct walk *w, const struct shown *s)
{
	struct shown plain = *s;

	if (s->kind == MONEY && s->v.is == VAL_INT)
		plain.text = fen_text(w->v->arena, (struct fen){ s->v.i });
	json_key_str(w->j, s->key);
	json_scalar(w->j, &plain);
}

static void json_set(struct walk *w, const struct shown *s, size_t n)
{
	json_key_str(w->j, s[0].key);
	json_open(w->j, '[');
	for (size_t i = 0; i < n; i++)
		json_scalar(w->j, &s[i]);
	json_close(w->j, ']');
}

static void json_rows_open(struct walk *w, const struct field *f, size_t n)
{
	(void)n;
	json_key(w->j, f->key);
	json_open(w->j, '[');
}

static void json_row(struct walk *w, const struct field *f, int64_t n, const struct shown *cells)
{
	json_open(w->j, '{');
	json_key(w->j, "n");
	json_int(w->j, n);
	for (size_t c = 0; c < f->n_rows; c++)
		json_value(w, &cells[c]);
	json_close(w->j, '}');
}

static void json_rows_close(struct walk *w, const struct field *f, size_t n)
{
	(void)f;
	(void)n;
	json_close(w->j, ']');
}

const struct walk_as as_json = { json_value, json_set, json_rows_open, json_row, json_rows_close };

/* Money that grows has no last day: what it had come to by the last step. */
static void owed_json(struct visit *v, struct json *j, const struct record *r,
                      const struct clockset *c)
{
	struct val owed = record_val(r, arena_fmt(v->arena, "%s_owed", c->key));

	json_open(j, '{');
	json_pair(j, "clock", str_of(c->key));
	json_key(j, "due");
	json_null(j);
	json_key(j, "done");
	json_null(j);
	json_pair(j, "owed", fen_text(v->arena, (struct fen){ owed.is == VAL_INT ? owed.i : 0 }));
	json_close(j, '}');
}

static void clocks_json(struct visit *v, struct json *j, const struct record *r)
{
	json_key(j, "clocks");
	json_open(j, '[');
	for (size_t i = 0; i < r->t->n_clocks; i++) {
		const struct clockset *c = &r->t->clocks[i];
		struct val due = record_val(r, arena_fmt(v->arena, "%s_due", c->key)),
			   done = record_val(r, arena_fmt(v->arena, "%s_done", c->key));
		if (c->accrues) {
			owed_json(v, j, r, c);
			continue;
		}
		if (due.is == VAL_NULL)
			continue;
		json_open(j, '{');
		json_pair(j, "clock", str_of(c->key));
		json_key(j, "due");
		if (c->timed)
			json_at(j, (struct instant){ due.i });
		else
			json_day(j, val_to_day(due));
		json_key(j, "done");
		if (done.is == VAL_NULL)
			json_null(j);
		else if (c->timed)
			json_at(j, (struct instant){ done.i });
		else
			json_day(j, val_to_day(done));
		json_close(j, '}');
	}
	json_close(j, ']');
}

void record_members_json(struct visit *v, struct json *j, const struct record *r)
{
	struct walk w = { .as = &as_json, .v = v, .j = j };

	json_pair(j, "href", record_url(v->arena, r->t, r->id).s);
	json_pair(j, "ledger", str_of(r->t->l->key));
	json_pair(j, "title", visit_title(v, r));
	walk_head(&w, r);
	json_key(j, "fields");
	json_open(j, '{');
	walk_values(&w, r);
	walk_rows(&w, r);
	json_close(j, '}');
	clocks_json(v, j, r);
}

void record_json(struct visit *v, struct json *j, const struct record *r)
{
	json_open(j, '{');
	record_members_json(v, j, r);
	json_close(j, '}');
}
