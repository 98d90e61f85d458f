/*
 * versus.c - a form that met another's change: both versions side by side, field by field
 *
 * Somebody else has changed the record since the form was opened.  Nothing was written.  For each
 * field that this form fills and that now holds something else, both are shown, and which is to
 * stand is chosen by its sender: keep.FIELD = mine or theirs.  The form bears the new version, so
 * that it can be sent again; a third change would meet it in the same way.  No script is needed.
 */
#include "web/forms.h"

static struct str keep_name(const struct form *f, const struct field *field)
{
	return arena_fmt(f->v->arena, "keep.%s", field->key);
}

bool keeps_theirs(const struct form *f, const struct field *field)
{
	return f->sent && f->r.id && str_is(pair_of(&f->v->form, keep_name(f, field).p), "theirs");
}

/* --- values as people read them -------------------------------------------------------------- */

static struct str one_read(struct form *f, const struct field *field, struct str text)
{
	struct visit *v = f->v;
	const struct table *to;
	int64_t id;
	int at;

	if (field->kind == YESNO)
		return str_is(text, "yes") ? S("是") : str_is(text, "no") ? S("否") : text;
	if ((field->kind == PICK || field->kind == PICKS) && field->labels &&
	    (at = str_index(field->of, text)) >= 0)
		return str_nth(field->labels, at);
	if ((field->kind == REF || field->kind == REFS) && str_int(text, &id))
		return ref_seen(&v->tx, v->p, &v->viewer, field, id, &to);
	return text;
}

static struct str joined(struct arena *a, struct str all, struct str one, const char *between)
{
	return one.n ? arena_fmt(a, "%.*s%s%.*s", P(all), all.n ? between : "", P(one)) : all;
}

static struct str row_read(struct form *f, const struct field *rows, const struct row *row,
                           size_t at)
{
	struct arena *a = f->v->arena;
	struct str out = S("");

	for (size_t c = 0; c < rows->n_rows; c++) {
		const struct field *col = &rows->rows[c];
		struct str text =
			row ? control_text(a, col, row->v[c])
			    : pair_of(&f->v->form,
		                      arena_fmt(a, "%s.%zu.%s", rows->key, at, col->key).p);
		if (row && col->flags & PERSONAL && col->kind == TEXT)
			text = personal_mask(a, col, text);
		out = joined(a, out, one_read(f, col, text), "，");
	}
	return out;
}

static struct str theirs_of(struct form *f, const struct field *field)
{
	struct visit *v = f->v;
	struct str out = S("");
	struct row *rows;
	size_t n;

	if (column_of(f->t, str_of(field->key)))
		return one_read(
			f, field,
			control_text(v->arena, field, record_val(&f->r, str_of(field->key))));
	n = record_rows(&v->tx, &f->r, field, &rows);
	for (size_t i = 0; i < n; i++)
		out = joined(
			v->arena, out,
			field->kind == ROWS
				? row_read(f, field, &rows[i], 0)
				: one_read(f, field, control_text(v->arena, field, rows[i].v[0])),
			"\n");
	return out;
}

static struct str mine_of(struct form *f, const struct field *field)
{
	struct visit *v = f->v;
	struct str out = S("");

	for (size_t i = 0; field->kind != ROWS && i < v->form.n; i++)
		if (str_is(v->form.list[i].key, field->key))
			out = joined(v->arena, out, one_read(f, field, v->form.list[i].value),
			             "\n");
	for (size_t at = 1; field->kind == ROWS && at <= 60; at++)
		out = joined(v->arena, out, row_read(f, field, NULL, at), "\n");
	return out;
}

/* --- the table ------------------------------------------------------------------------------- */

static void put_side(struct form *f, const struct field *field, struct str text, bool mine)
{
	html(f->v->out, "<td><label><input class=\"ck\" type=\"radio\" name=\"",
	     keep_name(f, field), "\" value=\"", str_of(mine ? "mine" : "theirs"), "\"",
	     when(mine, " checked"), "><span><span class=\"sr\">", str_of(field->label),
	     when(mine, "保留我填写的："), when(!mine, "采用现在的："), "</span>",
	     text.n ? text : S("（空）"), "</span></label></td>");
}

void put_versus(struct form *f)
{
	struct visit *v = f->v;
	size_t n = 0;

	for (size_t i = 0; i < f->n_fields; i++) {
		const struct field *field = f->fields[i].f;
		struct str mine, theirs;
		if (field_of(f->t->l, str_of(field->key)) != field || is_kept_back(f, field))
			continue;
		mine = mine_of(f, field);
		theirs = theirs_of(f, field);
		if (!theirs.n || str_eq(mine, theirs))
			continue;
		if (!n++)
			html(v->out,
			     "<div class=\"box-0 mb14\"><table class=\"tbl versus\" data-t=\"versus\"><caption class=\"sr\">两个版本</caption><thead><tr><th scope=\"col\">项目</th><th scope=\"col\">您填写的</th><th scope=\"col\">现在的内容</th></tr></thead><tbody>\n");
		html(v->out, "<tr><th scope=\"row\">", str_of(field->label), "</th>");
		put_side(f, field, mine, true);
		put_side(f, field, theirs, false);
		html(v->out, "</tr>\n");
	}
	html(v->out, when(n, "</tbody></table></div>\n"));
}
