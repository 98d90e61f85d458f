/*
 * sets.c - fields that a step fills by itself (STEPS .set)
 *
 * "result='opened',lapsed=TRUE,told_on=$day".  A piece is read once at start; what is wrong with it
 * is a finding.  Whoever names the field all the same (an import, the API) may only name this value.
 *
 * "law=$cites.power_item": what the record that is named there cites, in its rows `basis`.
 *
 * The same for what is no step: columns and fields with .cites, when a row leaves them empty or the REF is
 * amended.
 *
 * "earlier_fine=$was.fine": what that field held before this step.
 *
 * "found=$found.case": the rows of `found` become what stands against the file of that case now, and
 * stay as they are; its columns are those of `columns` below.
 */
#include <string.h>

#include "ledger/standards.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

static bool is_key(const struct field *f, struct str text)
{
	return str_index(f->of, text) >= 0;
}

/* What is kept of a mark, in the order of found_row(). */
static const char *const columns[] = { "standard", "part", "text", "points", "basis", "file" };
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static bool holds_found(const struct field *rows)
{
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (!row_field(rows, str_of(columns[i])))
			return false;
	return true;
}

/* A REF of the ledger behind a word: $found.case, $cites.power_item. */
static const struct field *ref_after(const struct table *t, struct str text, const char *word)
{
	const struct field *f = str_starts(text, str_of(word))
	                                ? field_of(t->l, str_from(text, strlen(word)))
	                                : NULL;

	return f && f->kind == REF ? f : NULL;
}

/* 'text', TRUE, FALSE, NULL, $day, $found.FIELD, $cites.FIELD, as far as the field can hold it. */
static bool set_value(const struct table *t, const struct field *f, struct str text,
                      struct set_field *ret)
{
	bool quoted = text.n > 1 && text.p[0] == '\'' && text.p[text.n - 1] == '\'';
	struct str inner = quoted ? (struct str){ text.p + 1, text.n - 2 } : S("");

	*ret = (struct set_field){ .f = f };
	if (str_starts(text, S("$was."))) {
		ret->was = field_of(t->l, str_from(text, strlen("$was.")));
		return ret->was && ret->was->kind == f->kind && column_of(t, str_of(ret->was->key));
	}
	if (str_is(text, "NULL")) {
		ret->v = f->kind == TEXT || f->kind == PICK ? VAL(S("")) : NULL_VAL;
		return f->kind != ROWS && f->kind != PICKS && f->kind != REFS;
	}
	switch (f->kind) {
	case TEXT:
		ret->v = VAL(inner);
		ret->cites = ref_after(t, text, "$cites.");
		return quoted || ret->cites;
	case PICK: ret->v = VAL(inner); return quoted && is_key(f, inner);
	case YESNO:
		ret->v = VAL(str_is(text, "TRUE"));
		return str_is(text, "TRUE") || str_is(text, "FALSE");
	case DATE: ret->is_day = true; return str_is(text, "$day");
	case ROWS: ret->found = ref_after(t, text, "$found."); return ret->found && holds_found(f);
	default: return false;
	}
}

static void set_compile(struct program *p, struct str where, const struct table *t, struct verb *v,
                        struct str piece)
{
	struct str key = piece, text = S("");
	const struct field *f;
	bool may_be_empty = true;

	str_cut(piece, '=', &key, &text);
	f = field_of(t->l, str_trim(key));
	if (!f || f->tally || !set_value(t, f, str_trim(text), &v->sets[v->n_sets]))
		finding(p, where, "这一步定不了这个值：%.*s", P(piece));
	else if (v->s->fill && fill_has(v->s->fill, str_of(f->key), &may_be_empty) && !may_be_empty)
		finding(p, where, "“%s”由这一步定，填写处应当写成可以不填（%s?）", f->label,
		        f->key);
	else
		v->n_sets++;
}

void sets_compile(struct program *p, struct table *t, struct verb *v)
{
	struct str rest = str_of(v->s->set), piece;
	size_t pieces = 1;

	if (!rest.n)
		return;
	for (size_t i = 0; i < rest.n; i++)
		pieces += rest.p[i] == ',';
	v->sets = arena_array(p->arena, struct set_field, pieces);
	while (str_item(&rest, &piece))
		set_compile(p, arena_fmt(p->arena, "%s.%s .set", t->l->key, v->s->verb), t, v,
		            piece);
}

bool sets_field(const struct verb *v, const struct field *f)
{
	for (size_t i = 0; i < v->n_sets; i++)
		if (v->sets[i].f == f)
			return true;
	return false;
}

struct str set_field_text(const struct set_field *x)
{
	int i = x->f->kind == PICK && x->f->labels ? str_index(x->f->of, x->v.s) : -1;

	if (x->is_day)
		return S("当日");
	if (x->found)
		return S("系统评查发现的问题");
	if (x->cites)
		return S("所选记录载明的依据");
	if (x->was)
		return str_of(x->was->label);
	if (val_unset(x->v))
		return S("空");
	if (x->f->kind == YESNO)
		return x->v.i ? S("是") : S("否");
	return i >= 0 ? str_nth(x->f->labels, i) : x->v.s;
}

/* Text of a column of a row, '' when the rows have no such column. */
static struct str cell_text(const struct field *rows, const struct row *row, const char *column)
{
	const struct field *f = row_field(rows, str_of(column));
	struct val v = f ? row->v[f - rows->rows] : NULL_VAL;

	return v.is == VAL_TEXT ? v.s : S("");
}

/* 《娱乐场所管理条例》第48条；…: what the `basis` rows of the record cite. */
static struct str cited(struct taking *k, const struct record *r)
{
	const struct field *rows = field_of(r->t->l, S("basis"));
	struct arena *a = k->tx->arena;
	struct str out = S("");
	struct row *list;
	size_t n = rows && rows->kind == ROWS ? record_rows(k->tx, r, rows, &list) : 0;

	for (size_t i = 0; i < n; i++) {
		struct str law = cell_text(rows, &list[i], "law");
		bool marked = str_starts(law, S("《"));
		out = arena_fmt(a, "%.*s%s%s%.*s%s%.*s", P(out), i ? "；" : "", marked ? "" : "《",
		                P(law), marked ? "" : "》",
		                P(cell_text(rows, &list[i], "article")));
	}
	return out;
}

/* As an entry of the step, so that the journal has the rows too. */
static void add_entry(struct taking *k, const struct entry *e)
{
	struct entry *list = arena_array(k->tx->arena, struct entry, k->n + 1);

	if (k->n)
		memcpy(list, k->e, k->n * sizeof *list);
	list[k->n++] = *e;
	k->e = list;
}

bool cited_by(struct taking *k, const struct field *ref, struct val id, struct str *ret)
{
	const struct table *t = id.is == VAL_INT ? record_find(k->tx, k->p, ref, k->who->org, id.i)
	                                         : NULL;
	struct record r;

	if (!t || !record_load(k->tx, t, k->who->org, id.i, &r))
		return false;
	*ret = cited(k, &r);
	return true;
}

/* Nothing is said where no record is named. */
static void cites_write(struct taking *k, const struct set_field *x)
{
	struct str said;

	if (cited_by(k, x->cites, coming(k, x->cites->key), &said))
		change(k, x->f->key, VAL(said));
}

/* The field still says what the record that it follows cited before, or nothing. */
static bool follows(struct taking *k, const struct field *f, const struct field *ref)
{
	struct val now = record_val(&k->before, str_of(f->key));
	struct str was;

	return val_unset(now) ||
	       (cited_by(k, ref, record_val(&k->before, str_of(ref->key)), &was) &&
	        val_eq(now, VAL(was)));
}

void cites_follow(struct taking *k)
{
	for (size_t i = 0; i < k->t->l->n_fields; i++) {
		const struct field *f = &k->t->l->fields[i], *ref;
		const struct entry *e;
		struct val id;
		struct str said;
		if (!f->cites || entry_of(k->e, k->n, str_of(f->key)) ||
		    !(e = entry_of(k->e, k->n, str_of(f->cites))))
			continue;
		ref = field_of(k->t->l, str_of(f->cites));
		if (entry_value(k, ref, e, ref->key, &id) && follows(k, f, ref) &&
		    cited_by(k, ref, id, &said))
			add_entry(k, &(struct entry){ .key = str_of(f->key),
			                              .typed = true,
			                              .val = VAL(said) });
	}
}

/* Another value was named for a field that this step fills. */
static bool other_named(struct taking *k, const struct set_field *x, struct val v)
{
	struct val given = NULL_VAL;

	for (size_t i = 0; i < k->n_changes; i++)
		if (str_is(str_of(x->f->key), k->changes[i].key))
			given = k->changes[i].v;
	return !val_unset(given) && !val_eq(given, v);
}

/* --- what a review finds --------------------------------------------------------------------- */

static struct entry_row found_row(struct taking *k, const struct file_mark *m)
{
	const struct val cells[N_COLUMNS] = { VAL(str_of(m->m.s->key)),
		                              VAL(str_of(m->m.s->part)),
		                              VAL(str_of(m->m.s->label)),
		                              VAL(m->m.points),
		                              VAL(m->m.basis),
		                              VAL(record_text(&m->of, S("number"))) };
	struct entry_row row = { .cells = arena_array(k->tx->arena, struct entry, N_COLUMNS),
		                 .n_cells = N_COLUMNS };

	for (size_t i = 0; i < N_COLUMNS; i++)
		row.cells[i] = (struct entry){ .key = str_of(columns[i]),
			                       .typed = true,
			                       .val = cells[i] };
	return row;
}

static void found_write(struct taking *k, const struct set_field *x)
{
	struct val id = coming(k, x->found->key);
	struct entry e = { .key = str_of(x->f->key), .rowed = true };
	const struct table *t = id.is == VAL_INT
	                                ? record_find(k->tx, k->p, x->found, k->who->org, id.i)
	                                : NULL;
	struct file_marks f;
	struct record r;

	if (!t || !record_load(k->tx, t, k->who->org, id.i, &r) ||
	    !review_file(k->tx, k->p, NULL, &r, &f))
		return;
	e.rows = arena_array(k->tx->arena, struct entry_row, f.n + 1);
	for (size_t i = 0; i < f.n; i++)
		if (f.list[i].m.is == MARK_BROKEN && f.list[i].m.s->points)
			e.rows[e.n_rows++] = found_row(k, &f.list[i]);
	rows_write(k, x->f, &e);
	add_entry(k, &e);
}

void sets_write(struct taking *k)
{
	for (size_t i = 0; i < k->v->n_sets; i++) {
		const struct set_field *x = &k->v->sets[i];
		struct val v = x->is_day ? VAL(k->day)
		               : x->was  ? record_val(&k->before, str_of(x->was->key))
		                         : x->v;

		if (x->found || x->cites) {
			(x->found ? found_write : cites_write)(k, x);
			continue;
		}
		if (other_named(k, x, v))
			refuse_basis(k, x->f->key,
			             arena_fmt(k->tx->arena, "“%s”这一步，%s只能是“%.*s”。",
			                       k->s->label, x->f->label, P(set_field_text(x))),
			             S(""), &k->s->basis, S("不填即可，或者改办另一步。"), false);
		change(k, x->f->key, v);
	}
}
