/*
 * import.c - the order of an import, and its answer
 *
 * What is read lives in an arena of the import.  The writing transaction has another, given back
 * after each row; refusals have the caller's.
 */
#include "base/json.h"
#include "ledger/import_inner.h"

#include <string.h>

static const size_t READ_LIMIT = (size_t)6 << 30, ROW_LIMIT = (size_t)1 << 30;

bool may_import_history(unsigned roles)
{
	return (roles & (CLERK | CHIEF | LEGAL | SECRETARY | HEADS | SYSTEM_ADMIN)) != 0;
}

enum { SHEET_NAME = 31 };

struct str import_sheet_name(struct arena *a, const struct ledger *l, const struct field *rows)
{
	struct str s = arena_fmt(a, "%s.%s", l->key, rows->key);

	s.n = s.n < SHEET_NAME ? s.n : SHEET_NAME;
	return s;
}

bool im_go(struct im *im, int64_t done)
{
	if (!im->in->go || im->in->go(im->in->arg, done, 2 * (int64_t)im->main.n))
		return true;
	return refuse_with(im->r, (struct refusal){ .say = S("已取消：一行也没有导入。") });
}

/* --- writing ------------------------------------------------------------------------------------ */

/* The column a refusal speaks of: its field, or `<verb>_on` where that says the step's day. */
static struct str column_of_field(const struct im *im, struct str field)
{
	for (size_t i = 0; i < im->main.n_columns; i++)
		if (str_eq(im->main.columns[i].name, field) ||
		    (field.n && im->main.columns[i].is == IM_FIELD &&
		     str_is(field, im->main.columns[i].f->key)))
			return im->main.columns[i].name;
	for (size_t i = 0; i < im->main.n_columns; i++)
		if (im->main.columns[i].is == IM_ON && field.n &&
		    str_eq(str_of(im->main.columns[i].s->day), field))
			return im->main.columns[i].name;
	return field;
}

static void place(struct im *im, size_t from, const struct im_row *row)
{
	for (size_t i = from; i < im->r->n; i++) {
		struct refusal *x = &im->r->list[i];
		const struct field *f = field_of(im->t->l, x->field);
		if (!x->line)
			x->line = row->line;
		x->field = arena_str(im->r->arena, column_of_field(im, x->field));
		if (f && !x->value.n && !x->warning)
			x->value = arena_str(im->r->arena, im_cell(&im->main, row, f));
	}
}

/* Warnings beyond what is kept are counted and forgotten. */
static void warnings_cut(struct im *im, size_t from, struct arena_mark mark, size_t refused)
{
	im->result->warned += (int64_t)(im->r->n - from);
	if (im->r->n <= IMPORT_WARNINGS || im->r->n_refused != refused)
		return;
	refusals_cut(im->r, from);
	arena_rewind(im->r->arena, mark);
}

static void one_row(struct im *im, struct tx *tx, size_t i)
{
	struct arena_mark mark = arena_mark(tx->arena), said = arena_mark(im->r->arena);
	size_t from = im->r->n, refused = im->r->n_refused;
	struct im_row *row = &im->main.list[i];

	if (!row->id)
		row->does = IM_NEW;
	if (im_walk(im, tx, i))
		im->result->updated += row->does == IM_UPDATE;
	place(im, from, row);
	if (im->r->n_refused == refused)
		im_keep_warnings(im, tx, row, from);
	arena_rewind(tx->arena, mark);
	if (im->r->n_refused == refused)
		warnings_cut(im, from, said, refused);
}

static bool write_rows(struct tx *tx, void *arg)
{
	struct im *im = arg;

	im->result->created = im->result->updated = im->result->same = 0;
	im->result->warned = (int64_t)(im->r->n - im->r->n_refused);
	for (size_t i = 0; i < im->main.n; i++) /* a second try begins anew */
		if (im->main.list[i].does == IM_NEW)
			im->main.list[i].id = 0;
	im->begun.n = 0;
	im->n_kept = 0;
	im->result->batch = arena_fmt(im->a, "%lld", (long long)tx_new_id(tx));
	for (size_t i = 0; i < im->main.n && !tx->r->fault && !im_full(im) &&
	                   im_go(im, (int64_t)(im->main.n + i));
	     i++)
		if (im->main.list[i].does == IM_SAME)
			im->result->same++;
		else
			one_row(im, tx, i);
	if (im->r->n_refused)
		im->result->created = im->result->updated = 0;
	else
		im_keep(im, tx);
	if (im->in->dry_run || im->r->n_refused)
		return false;
	return !im->in->at_end || im->in->at_end(im->in->arg, tx, im->result, im->r);
}

/* --- what it looks like --------------------------------------------------------------------------- */

static bool has_error(const struct im *im, int64_t line)
{
	for (size_t i = 0; i < im->r->n; i++)
		if (im->r->list[i].line == line && !im->r->list[i].warning)
			return true;
	return false;
}

static void sample_row(const struct im *im, struct import_sample *s, const struct im_row *row)
{
	struct arena *a = im->r->arena;
	struct sample_row *to = &s->rows[s->n++];

	to->line = row->line;
	to->cells = arena_array(a, struct str, s->n_columns);
	for (size_t i = 0; row->cells && i < s->n_columns; i++)
		to->cells[i] = arena_str(a, row->cells[i]);
}

static void sample_take(const struct im *im)
{
	struct import_sample *s = im->in->sample;

	if (!s)
		return;
	*s = (struct import_sample){ .n_columns = im->main.n_columns };
	s->columns = arena_array(im->r->arena, struct str, s->n_columns);
	for (size_t i = 0; i < s->n_columns; i++)
		s->columns[i] = arena_str(im->r->arena, im->main.columns[i].name);
	for (size_t i = 0; i < im->main.n && s->n < SAMPLE_ROWS; i++)
		if (!im->r->n_refused || has_error(im, im->main.list[i].line))
			sample_row(im, s, &im->main.list[i]);
}

/* --- the order ---------------------------------------------------------------------------------- */

static bool check(struct db *db, struct world *world, struct im *im, struct arena *rows)
{
	struct tx tx = tx_read(db, world, rows, im->r);
	bool ok = im_check(im, &tx);

	tx_end(&tx);
	arena_reset(rows);
	return ok;
}

static bool run(struct db *db, struct world *world, struct im *im, struct arena *rows)
{
	if (!im_read(im) || !check(db, world, im, rows))
		return false;
	im->result->kept = tx_run(db, world, rows, im->r, write_rows, im);
	return im->r->n_refused == 0 && !im->r->fault;
}

bool import_run(struct db *db, struct world *world, const struct import *in, struct refusals *r,
                struct import_result *ret)
{
	struct arena a, rows;
	struct im im = { .in = in, .p = in->p, .t = in->t, .a = &a, .r = r, .result = ret };
	bool ok;

	*ret = (struct import_result){ 0 };
	arena_init(&a, READ_LIMIT);
	arena_init(&rows, ROW_LIMIT);
	im.names.a = im.refs.a = im.twins.a = im.begun.arena = &a;
	ok = run(db, world, &im, &rows);
	sample_take(&im);
	ret->batch = arena_str(r->arena, ret->batch);
	if (!ok)
		ret->created = ret->updated = 0;
	arena_drop(&rows);
	arena_drop(&a);
	return ok;
}

/* --- the answer ----------------------------------------------------------------------------------- */

static void put_refusals(struct json *j, const struct refusals *r, bool warnings)
{
	json_open(j, '[');
	for (size_t i = 0; i < r->n; i++) {
		const struct refusal *x = &r->list[i];
		if (x->warning != warnings)
			continue;
		json_open(j, '{');
		json_key(j, "line");
		json_int(j, x->line);
		json_pair(j, "column", x->field);
		json_pair(j, "value", x->value);
		json_pair(j, "say", x->say);
		json_pair(j, "why", x->why);
		json_pair(j, "basis", x->basis);
		json_pair(j, "way", x->way);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void import_put(struct json *j, const struct import_result *x, const struct refusals *r)
{
	json_open(j, '{');
	json_key(j, "rows");
	json_int(j, x->rows);
	json_key(j, "created");
	json_int(j, x->created);
	json_key(j, "updated");
	json_int(j, x->updated);
	json_key(j, "same");
	json_int(j, x->same);
	json_key(j, "errors");
	put_refusals(j, r, false);
	json_key(j, "warnings");
	put_refusals(j, r, true);
	json_key(j, "warned");
	json_int(j, x->warned);
	json_pair(j, "batch", x->kept ? x->batch : S(""));
	json_close(j, '}');
}
