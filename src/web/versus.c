/*
 * versus.c - a form that met another's change: original, mine and theirs side by side, field by field
 *
 * Somebody else has changed the record since the form was opened.  Nothing was written.  For each
 * field of this form that the other has changed, what stood there when it was opened, what is typed and
 * what stands there now are shown, and which is to stand is chosen by its sender: keep.FIELD = mine or
 * theirs.  A field that the sender did not touch begins with theirs, so that nobody undoes a change
 * unseen; a field that only the sender touched is no question.  The form bears the new version, so
 * that it can be sent again; a third change would meet it in the same way.  No script is needed.
 *
 * What stood there is read from the journal.  Of rows, and of personal values, it only tells that they
 * were changed.
 */
#include "journal/journal.h"
#include "ledger/body.h"
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

/* --- what stood there ------------------------------------------------------------------------ */

enum { MOST_SINCE = 64 };

/* The entries by which others changed the record since the form was opened, in order. */
struct since {
	struct body list[MOST_SINCE];
	size_t n;
};

static const struct body_change *change_of(const struct body *b, struct str key)
{
	for (size_t i = 0; i < b->n; i++)
		if (str_eq(b->changes[i].key, key))
			return &b->changes[i];
	return NULL;
}

static bool is_after(const struct body *b, int64_t version)
{
	const struct body_change *c = change_of(b, S("version"));

	return c && c->before.v.is == VAL_INT && c->before.v.i >= version;
}

static void read_since(struct form *f, struct since *ret)
{
	struct visit *v = f->v;
	struct journal_row *list;
	int64_t after = 0, version = 0;
	size_t got;

	str_int(pair_of(&v->form, "version"), &version);
	do {
		got = journal_of(&v->tx, v->viewer.org, str_of(f->t->l->key), f->r.id, after,
		                 &list);
		for (size_t i = 0; i < got && ret->n < MOST_SINCE; i++) {
			struct body *b = &ret->list[ret->n];
			*b = (struct body){ 0 };
			if (body_read(v->arena, j_text(&list[i], J_BODY), b) &&
			    is_after(b, version))
				ret->n++;
		}
		after = got ? j_int(&list[got - 1], J_POSITION) : 0;
	} while (got == JOURNAL_BATCH && ret->n < MOST_SINCE);
}

/* The first change of a field since then tells what stood there; none: nobody changed it. */
static const struct body_change *moved(const struct since *s, const struct field *field)
{
	const struct body_change *c = NULL;

	for (size_t i = 0; i < s->n && !c; i++)
		c = change_of(&s->list[i], str_of(field->key));
	return c;
}

/* --- the table ------------------------------------------------------------------------------- */

struct question {
	struct form *f;
	const struct field *field;
	struct str was, mine, theirs;
	bool was_known;
};

/* What was chosen before; else theirs where the sender has not touched it. */
static bool begins_with_mine(const struct question *q)
{
	struct str chosen = pair_of(&q->f->v->form, keep_name(q->f, q->field).p);

	if (chosen.n)
		return !str_is(chosen, "theirs");
	return !q->was_known || !str_eq(q->was, q->mine);
}

static void put_side(const struct question *q, const char *whose, struct str text, bool checked)
{
	struct visit *v = q->f->v;

	html(v->out, "<td data-l=\"", when(!strcmp(whose, "mine"), "您填写的"),
	     when(strcmp(whose, "mine"), "现在的内容"),
	     "\"><label><input class=\"ck\" type=\"radio\" name=\"", keep_name(q->f, q->field),
	     "\" value=\"", str_of(whose), "\"", when(checked, " checked"),
	     "><span><span class=\"sr\">", str_of(q->field->label),
	     when(!strcmp(whose, "mine"), "保留我填写的："),
	     when(strcmp(whose, "mine"), "采用现在的："), "</span>", text.n ? text : S("（空）"),
	     "</span></label></td>");
}

static void put_question(const struct question *q)
{
	struct visit *v = q->f->v;
	bool mine = begins_with_mine(q);

	html(v->out, "<tr data-t=\"versus-", str_of(q->field->key), "\"><th scope=\"row\">",
	     str_of(q->field->label), "</th><td data-l=\"打开时的内容\">",
	     !q->was_known ? S("（见日志）")
	     : q->was.n    ? q->was
	                   : S("（空）"),
	     "</td>");
	put_side(q, "mine", q->mine, mine);
	put_side(q, "theirs", q->theirs, !mine);
	html(v->out, "</tr>\n");
}

static bool question_of(struct form *f, const struct since *since, const struct field *field,
                        struct question *ret)
{
	const struct body_change *c;

	if (field_of(f->t->l, str_of(field->key)) != field || is_kept_back(f, field) ||
	    !(c = moved(since, field)))
		return false;
	*ret = (struct question){ .f = f,
		                  .field = field,
		                  .mine = mine_of(f, field),
		                  .theirs = theirs_of(f, field),
		                  .was_known = !c->rows && !c->before.sealed };
	if (ret->was_known)
		ret->was = one_read(f, field, control_text(f->v->arena, field, c->before.v));
	return !str_eq(ret->mine, ret->theirs);
}

void put_versus(struct form *f)
{
	struct visit *v = f->v;
	struct since *since = arena_new(v->arena, struct since);
	struct question q;
	size_t n = 0;

	read_since(f, since);
	for (size_t i = 0; i < f->n_fields; i++) {
		if (!question_of(f, since, f->fields[i].f, &q))
			continue;
		if (!n++)
			html(v->out,
			     "<div class=\"box-0 mb14\"><table class=\"tbl versus\" data-t=\"versus\"><caption class=\"sr\">打开时、您填写的和现在的内容</caption><thead><tr><th scope=\"col\">项目</th><th scope=\"col\">打开时的内容</th><th scope=\"col\">您填写的</th><th scope=\"col\">现在的内容</th></tr></thead><tbody>\n");
		put_question(&q);
	}
	html(v->out, when(n, "</tbody></table></div>\n"),
	     when(!n,
	          "<p class=\"muted mb14\">他人改动的不是您填写的项目，可以直接再办理。</p>\n"));
}
