/*
 * search_body.c - what a record is found by, as lines of a body; the index kept
 *
 * One walk over the texts of a record serves the index (everything but SECRET), the proof for roles
 * that see only a part, and the excerpt shown with a hit.
 */
#include <string.h>

#include "base/terms.h"
#include "law/pinyin.h"
#include "ledger/names.h"
#include "ledger/attach.h"
#include "ledger/search.h"
#include "ledger/search_marks.h"

/* Rows and files of one record that are read at most: what comes after is not found. */
enum { MAX_ROWS = 200, MAX_FILES = 100 };

/* --- the walk over texts --------------------------------------------------------------------- */

struct text {
	const struct field *f; /* that says how it is shown; NULL: number, name of a file */
	struct str label, text;
	bool title;
};

struct texts {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v; /* NULL: everything but SECRET                         */
	const struct record *r;
	bool (*take)(struct texts *, const struct text *); /* true: enough                */
	void *arg;
};

static bool seen(const struct texts *k, const struct field *f)
{
	return !(f->flags & SECRET) && (!k->v || may_see(k->r->t, k->v->roles, f));
}

static bool rows_of(struct texts *k, const struct field *f)
{
	struct row *rows = NULL;
	size_t n = 0;
	bool any = false, done = false;

	for (size_t c = 0; c < f->n_rows; c++)
		any |= f->rows[c].kind == TEXT && !(f->rows[c].flags & SECRET);
	if (any)
		n = record_rows(k->tx, k->r, f, &rows);
	for (size_t i = 0; i < n && i < MAX_ROWS && !done; i++)
		for (size_t c = 0; c < f->n_rows && !done; c++) {
			const struct field *column = &f->rows[c];
			if (column->kind != TEXT || column->flags & SECRET || !rows[i].v[c].s.n)
				continue;
			done = k->take(k, &(struct text){ column, str_of(f->label), rows[i].v[c].s,
			                                  false });
		}
	return done;
}

static bool files_of(struct texts *k)
{
	struct attached *list;
	size_t n = record_files(k->tx, k->v, k->r->t, k->r->org, k->r->id, &list);
	bool done = false;

	for (size_t i = 0; i < n && i < MAX_FILES && !done; i++) {
		const struct field *f = field_of(k->r->t->l, list[i].field);
		if (!f || !(f->flags & SECRET))
			done = k->take(k, &(struct text){ NULL, S("附件"), list[i].name, false });
	}
	return done;
}

static void texts_walk(struct texts *k)
{
	const struct ledger *l = k->r->t->l;
	bool done = k->take(
		k, &(struct text){ NULL, S("编号"), record_text(k->r, S("number")), false });

	for (size_t i = 0; i < l->n_fields && !done; i++) {
		const struct field *f = &l->fields[i];
		if (!seen(k, f))
			continue;
		if (f->kind == ROWS)
			done = rows_of(k, f);
		else if (f->kind == TEXT && record_text(k->r, str_of(f->key)).n)
			done = k->take(k, &(struct text){ f, str_of(f->label),
			                                  record_text(k->r, str_of(f->key)),
			                                  l->title && !strcmp(l->title, f->key) });
	}
	if (!done)
		files_of(k);
}

/* As it may be shown: the mask where it is personal. */
static struct str shown(struct arena *a, const struct text *t)
{
	return t->f && t->f->flags & PERSONAL ? personal_mask(a, t->f, t->text) : t->text;
}

/* --- the body -------------------------------------------------------------------------------- */

struct body {
	struct buf *out;
	struct buf personal;
};

static void put_normal(struct buf *out, const char *mark, struct str text)
{
	if (!text.n || out->n + text.n + 8 > SEARCH_BODY)
		return;
	buf_putz(out, mark);
	terms_normal(out, text);
	buf_putc(out, '\n');
}

static bool is_phone(const struct field *f)
{
	return f->form && !strcmp(f->form, "phone");
}

static void put_personal(struct texts *k, struct body *b, const struct text *t)
{
	struct buf normal;
	struct str s;

	buf_init(&normal, SEARCH_BODY);
	terms_normal(&normal, t->text);
	s = buf_str(&normal);
	buf_put(&b->personal, search_hash(k->tx->arena, s));
	buf_putc(&b->personal, ' ');
	if (is_phone(t->f) && s.n >= 7) {
		buf_put(&b->personal, search_phone(k->tx->arena, s));
		buf_putc(&b->personal, ' ');
	}
	buf_drop(&normal);
}

static bool put_text(struct texts *k, const struct text *t)
{
	struct body *b = k->arg;

	if (t->f && t->f->flags & PERSONAL && !str_eq(shown(k->tx->arena, t), t->text)) {
		put_personal(k, b, t);
		return false;
	}
	put_normal(b->out, t->title ? TERMS_TITLE : "", t->text);
	if (t->f && t->f->flags & PINYIN)
		put_normal(
			b->out, TERMS_INITIALS,
			pinyin_initials(k->p->law, k->tx->arena, t->text, t->f->flags & SURNAME));
	return false;
}

bool search_marked(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_access; i++)
		if (l->access[i].scope == OWN || l->access[i].scope == SECTION)
			return true;
	return false;
}

static void put_mark(struct buf *out, char kind, int64_t id)
{
	buf_fmt(out, "%s%c%lld ", TERMS_WORDS, kind, (long long)id);
}

static void put_marks(struct buf *out, const struct record *r)
{
	struct day on = record_day(r, S("begun_on"));
	struct str state = record_text(r, S("state"));

	if (day_set(on))
		put_mark(out, 'y', day_year(on));
	if (search_marked(r->t->l)) {
		put_mark(out, 'h', record_int(r, S("handler")));
		put_mark(out, 'b', record_int(r, S("begun_by")));
		put_mark(out, 's', record_int(r, S("in_section")));
		buf_fmt(out, "%st%.*s ", TERMS_WORDS, P(state));
		if (!record_int(r, S("in_section")))
			buf_fmt(out, "%su%.*s ", TERMS_WORDS, P(state));
	}
	buf_putc(out, '\n');
}

void search_body(struct tx *tx, const struct program *p, const struct viewer *v,
                 const struct record *r, struct buf *out)
{
	struct body b = { .out = out };
	struct texts k = { .tx = tx, .p = p, .v = v, .r = r, .take = put_text, .arg = &b };

	buf_init(&b.personal, 1 << 13);
	put_marks(out, r);
	texts_walk(&k);
	if (b.personal.n)
		buf_put(out, buf_str(&b.personal)); /* each begins with its mark */
	buf_drop(&b.personal);
}

/* --- where the words stand ------------------------------------------------------------------- */

struct finding_where {
	const struct words *w;
	struct str label, text;
	size_t best;
};

/* How many of the words this text holds, or is (when it is masked). */
static size_t words_held(struct texts *k, const struct words *w, const struct text *t)
{
	struct body b;
	struct buf out;
	size_t n = 0;

	buf_init(&out, SEARCH_BODY + 64);
	buf_init(&b.personal, 1 << 13);
	b.out = &out;
	k->arg = &b;
	put_text(k, t);
	buf_put(&out, buf_str(&b.personal));
	for (size_t i = 0; i < w->n; i++) {
		struct words one = { .list = { w->list[i] }, .n = 1 };
		n += words_in(&one, buf_str(&out));
	}
	buf_drop(&out);
	buf_drop(&b.personal);
	return n;
}

static bool look(struct texts *k, const struct text *t)
{
	struct finding_where *f = k->arg;
	size_t n = words_held(k, f->w, t);

	k->arg = f;
	if (n > f->best) {
		f->best = n;
		f->label = t->title ? S("") : t->label;
		f->text = shown(k->tx->arena, t);
	}
	return f->best == f->w->n;
}

bool search_where(struct tx *tx, const struct program *p, const struct viewer *v,
                  const struct record *r, const struct words *w, struct str *ret_label,
                  struct str *ret_text)
{
	struct finding_where f = { .w = w };
	struct texts k = { .tx = tx, .p = p, .v = v, .r = r, .take = look, .arg = &f };

	texts_walk(&k);
	if (!f.best)
		return false;
	*ret_label = f.label;
	*ret_text = f.text;
	return true;
}

/* --- keeping the index ----------------------------------------------------------------------- */

static struct str normal_number(struct arena *a, const struct record *r)
{
	struct str number;
	struct buf b;

	buf_init(&b, 1 << 10);
	terms_normal(&b, record_text(r, S("number")));
	number = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return number;
}

static void body_of(struct tx *tx, const struct program *p, const struct record *r, struct buf *out)
{
	buf_init(out, SEARCH_BODY + (1 << 14));
	search_body(tx, p, NULL, r, out);
}

void search_index(struct tx *tx, const struct program *p, const struct record *r)
{
	struct buf body;

	body_of(tx, p, r, &body);
	search_put(tx, r->org, r->id, str_of(r->t->l->key), normal_number(tx->arena, r),
	           buf_str(&body));
	buf_drop(&body);
	names_write(tx, p, r);
}

/* Columns that stand in a body. */
static bool is_found_by(const struct ledger *l, const struct column *c)
{
	static const char marks[] = "handler,begun_by,in_section,state";

	if (c->field)
		return c->kind == TEXT && !(c->field->flags & SECRET);
	return str_is(c->key, "number") || str_is(c->key, "begun_on") ||
	       (str_index(marks, c->key) >= 0 && search_marked(l));
}

static bool rows_changed(const struct taking *k)
{
	for (size_t i = 0; i < k->n; i++) {
		const struct field *f = field_of(k->t->l, k->e[i].key);
		if (f && f->kind == ROWS)
			return true;
	}
	return false;
}

static bool changed(const struct taking *k)
{
	if (k->begins || rows_changed(k) || str_index("attach,detach", str_of(k->s->verb)) >= 0)
		return true;
	for (size_t i = 0; i < k->t->n_columns; i++)
		if (!val_eq(k->before.v[i], k->after.v[i]) &&
		    is_found_by(k->t->l, &k->t->columns[i]))
			return true;
	return false;
}

void search_step(struct taking *k)
{
	if (k->tx->r->fault || (!k->after.v && !after_load(k)))
		return;
	if (changed(k))
		search_index(k->tx, k->p, &k->after);
}

/* --- compared with the records --------------------------------------------------------------- */

static const char ids_after[] =
	"SELECT m.id, s.number, s.body FROM \"%s\" m LEFT JOIN search s ON s.org = m.org AND s.id = m.id"
	" WHERE m.org = $1 AND m.id > $2 ORDER BY m.id LIMIT $3";

struct indexed {
	int64_t id;
	struct str number, body;
};

static bool differs(struct tx *tx, const struct program *p, const struct table *t, int64_t org,
                    const struct indexed *is, bool mend)
{
	struct record r;
	struct buf body;
	bool same;

	if (!record_load(tx, t, org, is->id, &r))
		return false;
	body_of(tx, p, &r, &body);
	same = str_eq(buf_str(&body), is->body) &&
	       str_eq(normal_number(tx->arena, &r), is->number) && names_hold(tx, p, &r);
	buf_drop(&body);
	if (!same && mend)
		search_index(tx, p, &r);
	return !same;
}

size_t search_recheck(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                      bool mend, size_t limit, int64_t *from)
{
	struct indexed *list = arena_array(tx->arena, struct indexed, limit), *at;
	struct rows q = db_query(
		tx, stmt_intern(t->program, arena_fmt(tx->arena, ids_after, t->l->key)), org, *from,
		(int64_t)limit);
	size_t n = 0, wrong = 0;

	while (n < limit && (at = &list[n], db_row(&q, &at->id, &at->number, &at->body))) {
		at->number = arena_str(tx->arena, at->number);
		at->body = arena_str(tx->arena, at->body);
		n++;
	}
	db_close(&q);
	for (size_t i = 0; i < n; i++) {
		struct arena_mark mark = arena_mark(tx->arena);
		wrong += differs(tx, p, t, org, &list[i], mend);
		arena_rewind(tx->arena, mark);
	}
	*from = n == limit ? list[n - 1].id : -1;
	return wrong;
}
