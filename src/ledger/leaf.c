/*
 * leaf.c - the journal entry of a step
 *
 * The body, canonical JSON, keys in order of bytes:
 *
 *     after, before   columns of the record that changed
 *     defects         keys of the rows added to <l>_defects
 *     erased          fields whose values were erased from the journal
 *     for             person for whom a deputy did it
 *     imported        true: not done here and now
 *     papers          orders of the papers that the step issues, each with its data: papers.h
 *     papers_void     ids of orders that became void
 *     reason          why
 *     rows            {"parties":[[n,…],…],"officers":[…]}: ROWS and sets that were filled in, whole
 *     side            what was written beside the record, see enum side
 *     time            instant of the step, as _steps keeps it
 *
 * What is empty is left out, but for after and before.  A personal value is {"sm3":"…"}; see journal.h.
 */
#include <stdlib.h>

#include "base/json.h"
#include "journal/journal.h"
#include "ledger/attach.h"
#include "ledger/hooks.h"
#include "ledger/papers.h"

const char *const side_names[N_SIDES] = {
	"step", "state", "open", "close", "step_cut", "state_cut", "close_cut",
};

struct leaf {
	struct taking *k;
	struct json j;
	struct personal *sealed;
	size_t n, cap;
};

static void put_sealed(struct leaf *w, struct str at, struct val v)
{
	struct arena *a = w->k->tx->arena;
	struct personal p = { .field = at, .value = personal_text(a, v) };

	json_open(&w->j, '{');
	json_pair(&w->j, "sm3", personal_seal(w->k->tx, &p));
	json_close(&w->j, '}');
	arena_grow(a, w->sealed, w->n, w->cap);
	w->sealed[w->n++] = p;
}

static void put_value(struct leaf *w, struct val v)
{
	switch (v.is) {
	case VAL_NULL: json_null(&w->j); break;
	case VAL_INT: json_int(&w->j, v.i); break;
	default: json_str(&w->j, v.s);
	}
}

static bool goes_aside(const struct field *f, struct val v)
{
	return f && f->flags & PERSONAL && !val_unset(v);
}

static int by_key(const void *a, const void *b)
{
	const struct column *const *x = a, *const *y = b;

	return str_cmp((*x)->key, (*y)->key);
}

/* The columns that changed, of one side: `before.` or nothing stands before their names. */
static void put_side(struct leaf *w, const struct column **cols, size_t n, const struct record *r,
                     const char *where)
{
	const struct table *t = w->k->t;

	json_open(&w->j, '{');
	for (size_t i = 0; i < n; i++) {
		struct val v = r->v[cols[i] - t->columns];
		json_key_str(&w->j, cols[i]->key);
		if (*where && goes_aside(cols[i]->field, v) && w->k->erased.n)
			json_null(&w->j); /* it would be kept anew                          */
		else if (goes_aside(cols[i]->field, v))
			put_sealed(w, arena_fmt(w->k->tx->arena, "%s%.*s", where, P(cols[i]->key)),
			           v);
		else
			put_value(w, v);
	}
	json_close(&w->j, '}');
}

/* --- rows and sets --------------------------------------------------------------------------- */

static int by_field(const void *a, const void *b)
{
	const struct field *const *x = a, *const *y = b;

	return str_cmp(str_of((*x)->key), str_of((*y)->key));
}

/* By name, and those that are set: a table that gains a column later leaves this entry true. */
static void put_row(struct leaf *w, const struct field *f, const struct row *row)
{
	struct arena *a = w->k->tx->arena;
	const struct field **list = arena_array(a, const struct field *, f->n_rows);

	for (size_t c = 0; c < f->n_rows; c++)
		list[c] = &f->rows[c];
	qsort(list, f->n_rows, sizeof *list, by_field);
	json_open(&w->j, '{');
	json_key(&w->j, ROW_NUMBER);
	json_int(&w->j, row->n);
	for (size_t c = 0; c < f->n_rows; c++) {
		struct val v = row->v[list[c] - f->rows];
		if (val_unset(v))
			continue;
		json_key_str(&w->j, str_of(list[c]->key));
		if (goes_aside(list[c], v))
			put_sealed(
				w,
				arena_fmt(a, "%s.%lld.%s", f->key, (long long)row->n, list[c]->key),
				v);
		else
			put_value(w, v);
	}
	json_close(&w->j, '}');
}

static void put_rows_of(struct leaf *w, const struct field *f)
{
	struct record r = { w->k->t, w->k->who->org, w->k->id, NULL };
	struct row *rows;
	size_t n = record_rows(w->k->tx, &r, f, &rows);

	json_key(&w->j, f->key);
	json_open(&w->j, '[');
	for (size_t x = 0; x < n; x++)
		if (f->kind == ROWS)
			put_row(w, f, &rows[x]);
		else
			put_value(w, rows[x].v[0]);
	json_close(&w->j, ']');
}

/* ROWS and sets that were filled in, each once. */
static size_t filled_rows(struct taking *k, const struct field **ret)
{
	const struct ledger *l = k->t->l;
	size_t n = 0;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		bool many = f->kind == ROWS || f->kind == REFS || f->kind == PICKS;
		if (many && entry_of(k->e, k->n, str_of(f->key)))
			ret[n++] = f;
	}
	qsort(ret, n, sizeof *ret, by_field);
	return n;
}

static void put_rows(struct leaf *w)
{
	const struct field **list;
	size_t n;

	if (!w->k->n)
		return;
	list = arena_array(w->k->tx->arena, const struct field *, w->k->t->l->n_fields);
	n = filled_rows(w->k, list);
	if (!n)
		return;
	json_key(&w->j, "rows");
	json_open(&w->j, '{');
	for (size_t i = 0; i < n; i++)
		put_rows_of(w, list[i]);
	json_close(&w->j, '}');
}

/* --- the whole -------------------------------------------------------------------------------- */

/* Columns that this step changed; of a new record those that are set. */
static size_t changed(struct taking *k, const struct column **ret)
{
	size_t n = 0;

	for (size_t i = 0; i < k->t->n_columns; i++) {
		struct val v = k->after.v[i];
		if (k->begins ? !val_unset(v) : !val_eq(k->before.v[i], v))
			ret[n++] = &k->t->columns[i];
	}
	qsort(ret, n, sizeof *ret, by_key);
	return n;
}

static void put_defects(struct leaf *w)
{
	if (!w->k->n_defects)
		return;
	json_key(&w->j, "defects");
	json_open(&w->j, '[');
	for (size_t i = 0; i < w->k->n_defects; i++)
		json_str(&w->j, str_of(w->k->defects[i]));
	json_close(&w->j, ']');
}

static void put_text(struct leaf *w, const char *key, struct str s)
{
	if (!s.n)
		return;
	json_pair(&w->j, key, s);
}

static void put_sides(struct leaf *w)
{
	if (w->k->sides) {
		json_key(&w->j, "side");
		json_open(&w->j, '[');
		for (size_t i = 0; i < N_SIDES; i++)
			if (w->k->sides & 1U << i)
				json_str(&w->j, str_of(side_names[i]));
		json_close(&w->j, ']');
	}
	if (w->k->sides & SIDE_STEP) {
		json_key(&w->j, "time");
		put_value(w, VAL(w->k->at));
	}
}

/* The name may be that of a person, so it can be erased; the hash says what it was. */
static void put_file(struct leaf *w)
{
	const struct attached *f = w->k->file;

	if (!f)
		return;
	json_key(&w->j, "file");
	json_open(&w->j, '{');
	put_text(w, "field", f->field);
	json_key(&w->j, "id");
	json_int(&w->j, f->id);
	json_key(&w->j, "name");
	put_sealed(w, S("file.name"), VAL(f->name));
	json_key(&w->j, "size");
	json_int(&w->j, f->size);
	put_text(w, "sm3", f->sm3);
	put_text(w, "type", f->type);
	json_close(&w->j, '}');
}

static void put_int(struct leaf *w, const char *key, int64_t n)
{
	json_key(&w->j, key);
	json_int(&w->j, n);
}

static void put_paper(struct leaf *w, const struct issued *x)
{
	json_open(&w->j, '{');
	json_key(&w->j, "data");
	json_raw(&w->j, x->data);
	put_int(w, "id", x->o.id);
	put_int(w, "n", x->o.n);
	put_text(w, "number", x->o.number);
	put_text(w, "paper", x->o.paper);
	if (x->o.replaces)
		put_int(w, "replaces", x->o.replaces);
	put_int(w, "row", x->o.row);
	put_text(w, "series", x->o.series);
	put_text(w, "sm3", x->o.data);
	put_text(w, "template", x->o.template);
	put_int(w, "year", x->o.year);
	json_close(&w->j, '}');
}

static void put_papers(struct leaf *w)
{
	struct taking *k = w->k;

	if (k->n_issued) {
		json_key(&w->j, "papers");
		json_open(&w->j, '[');
		for (size_t i = 0; i < k->n_issued; i++)
			put_paper(w, &k->issued[i]);
		json_close(&w->j, ']');
	}
	if (k->n_voided) {
		json_key(&w->j, "papers_void");
		json_open(&w->j, '[');
		for (size_t i = 0; i < k->n_voided; i++)
			json_int(&w->j, k->voided[i]);
		json_close(&w->j, ']');
	}
}

/* Values that papers seal stand beside the entry like all others. */
static void add_sealed(struct leaf *w)
{
	for (size_t i = 0; i < w->k->n_issued; i++)
		for (size_t n = 0; n < w->k->issued[i].n_sealed; n++) {
			arena_grow(w->k->tx->arena, w->sealed, w->n, w->cap);
			w->sealed[w->n++] = w->k->issued[i].sealed[n];
		}
}

static void put_body(struct leaf *w)
{
	struct taking *k = w->k;
	const struct column **list = arena_array(k->tx->arena, const struct column *,
	                                         k->t->n_columns);
	size_t n = changed(k, list);

	json_open(&w->j, '{');
	json_key(&w->j, "after");
	put_side(w, list, n, &k->after, "");
	json_key(&w->j, "before");
	put_side(w, list, k->begins ? 0 : n, &k->before, "before.");
	put_defects(w);
	put_text(w, "erased", k->erased);
	put_file(w);
	if (k->acted_for) {
		json_key(&w->j, "for");
		json_int(&w->j, k->acted_for);
	}
	if (k->sides & SIDE_STEP && k->who->mode != LIVE_WORK) {
		json_key(&w->j, "imported");
		json_bool(&w->j, true);
	}
	put_papers(w);
	put_text(w, "reason", k->reason);
	put_rows(w);
	put_sides(w);
	json_close(&w->j, '}');
}

static struct str journal_body(struct leaf *w)
{
	struct buf b;
	struct str body;

	buf_init(&b, (size_t)16 << 20);
	json_init(&w->j, &b);
	put_body(w);
	body = arena_str(w->k->tx->arena, buf_str(&b));
	if (b.over)
		tx_fault(w->k->tx, "一步的日志超过 16 MiB");
	buf_drop(&b);
	return body;
}

void step_journal(struct taking *k)
{
	struct leaf w = { .k = k };
	struct journal_entry e = {
		.org = k->who->org,
		.day = k->day,
		.at = k->now,
		.actor = k->who->entered_by,
		.done_by = k->who->done_by,
		.ledger = str_of(k->t->l->key),
		.record = k->id,
		.verb = str_of(k->s->verb),
		.from = k->from,
		.to = k->to,
		.origin = k->engine ? S("engine") : str_of(k->who->origin),
	};

	if (!k->after.v && !after_load(k))
		return;
	e.body = journal_body(&w);
	add_sealed(&w);
	e.personal = w.sealed;
	e.n_personal = w.n;
	hooks_note(k);
	papers_keep(k, journal_append(k->tx, &e));
}
