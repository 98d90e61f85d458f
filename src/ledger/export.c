/*
 * export.c - writing records out
 */
#include "base/csv.h"
#include "ledger/conds.h"
#include "ledger/list.h"
#include "ledger/export_inner.h"

/* --- which records ---------------------------------------------------------------------------- */

static bool ids_query(struct tx *tx, const struct export *x, struct query *ret)
{
	struct scope sc = { .l = x->t->l, .alias = S("m") };
	struct writer w;
	bool ok = true;

	writer_init(&w, x->t->program, tx->arena, str_of(x->t->l->key));
	w.me = &sc;
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.void_on IS NULL",
	        x->t->l->key);
	if (!x->everything) {
		put(&w, " AND ");
		put_may(&w, x->t, &x->viewer, true);
	}
	if (x->conds)
		ok = (x->everything || conds_asked(tx, x->t, x->viewer.roles, x->conds)) &&
		     put_conds(&w, tx, x->viewer.org, &sc, x->conds);
	put(&w, " ORDER BY m.id");
	*ret = writer_query(&w);
	return ok && !tx->r->fault;
}

/* --- cells ------------------------------------------------------------------------------------- */

struct str export_ref(struct tx *tx, const struct export *x, const char *ledgers, int64_t id)
{
	struct str rest = str_of(ledgers), key, number = S("");

	while (!number.n && str_item(&rest, &key)) {
		struct table *t = table_of(x->p, key);
		if (t)
			db_one(tx,
			       stmt_intern(
				       t->program,
				       arena_fmt(
					       tx->arena,
					       "SELECT number FROM \"%s\" WHERE org = $1 AND id = $2",
					       t->l->key)),
			       VALS(x->viewer.org, id), &number);
	}
	return number.n ? arena_str(tx->arena, number)
	                : arena_fmt(tx->arena, "%lld", (long long)id);
}

/* As value_parse() reads it. */
struct str export_cell(const struct sheet *s, const struct field *f, struct val v)
{
	struct arena *a = s->tx->arena;
	bool masked = is_personal(f) && !s->x->unmasked;
	struct str text;

	if (val_unset(v))
		return S("");
	switch (f->kind) {
	case DATE:
		text = day_text(a, (struct day){ (int32_t)v.i });
		return masked ? personal_mask(a, f, text) : text;
	case TIME: return instant_text(a, (struct instant){ v.i });
	case MONEY: return fen_text(a, (struct fen){ v.i });
	case HOURS: return tenth_text(a, v.i);
	case YESNO: return v.i ? S("yes") : S("no");
	case REF:
	case REFS: return export_ref(s->tx, s->x, f->of, v.i);
	case TEXT: return masked ? personal_mask(a, f, v.s) : v.s;
	default: return v.is == VAL_TEXT ? v.s : arena_fmt(a, "%lld", (long long)v.i);
	}
}

static struct str set_text(const struct sheet *s, const struct record *r, const struct field *f)
{
	struct buf b;
	struct row *rows;
	struct str all;

	buf_init(&b, 1 << 20);
	for (size_t n = record_rows(s->tx, r, f, &rows), i = 0; i < n; i++) {
		buf_putz(&b, i ? "；" : "");
		buf_put(&b, export_cell(s, f, rows[i].v[0]));
	}
	all = arena_str(s->tx->arena, buf_str(&b));
	buf_drop(&b);
	return all;
}

static struct str field_cell(const struct sheet *s, const struct record *r, const struct field *f)
{
	if (f->kind == PICKS || f->kind == REFS)
		return set_text(s, r, f);
	return export_cell(s, f, record_val(r, str_of(f->key)));
}

static const struct field day_field = { .key = "on", .kind = DATE, .label = "日期" };
static const struct field person_field = {
	.key = "by", .kind = REF, .label = "人员", .of = "person"
};

/* Days and persons of steps; a field of the same name stands among the fields. */
struct str export_step_cell(const struct sheet *s, const struct record *r, const struct step *step,
                            const char *what)
{
	struct str key = arena_fmt(s->tx->arena, "%s_%s", step->verb, what);

	return export_cell(s, what[0] == 'o' ? &day_field : &person_field, record_val(r, key));
}

bool export_step_is_field(const struct sheet *s, const struct step *step, const char *what)
{
	return field_of(s->x->t->l, arena_fmt(s->tx->arena, "%s_%s", step->verb, what)) != NULL;
}

/* --- one record -------------------------------------------------------------------------------- */

void export_fields(struct sheet *s)
{
	const struct export *x = s->x;

	s->fields = arena_array(s->tx->arena, const struct field *, x->t->l->n_fields);
	for (size_t i = 0; i < x->t->l->n_fields; i++) {
		const struct field *f = &x->t->l->fields[i];
		if (x->everything || may_see(x->t, x->viewer.roles, f))
			s->fields[s->n_fields++] = f;
	}
}

static void put_cells(const struct sheet *s, const struct record *r)
{
	const struct ledger *l = s->x->t->l;
	struct buf *out = s->x->out;

	csv_cell(out, r ? record_text(r, S("number")) : S("number"), false);
	for (size_t i = 0; i < s->n_fields; i++)
		if (s->fields[i]->kind != ROWS)
			csv_cell(out,
			         r ? field_cell(s, r, s->fields[i]) : str_of(s->fields[i]->key),
			         false);
	for (size_t i = 0; i < l->n_steps; i++)
		for (int by = 0; by < 2; by++) {
			const char *what = by ? "by" : "on";
			if (!export_step_is_field(s, &l->steps[i], what))
				csv_cell(out,
				         r ? export_step_cell(s, r, &l->steps[i], what)
				           : arena_fmt(s->tx->arena, "%s_%s", l->steps[i].verb,
				                       what),
				         false);
		}
	csv_cell(out, r ? record_text(r, S("state")) : S("state"), true);
}

static void put_rows(const struct sheet *s, const struct record *r, const struct field *f)
{
	struct row *rows;

	for (size_t n = record_rows(s->tx, r, f, &rows), i = 0; i < n; i++) {
		csv_cell(s->x->out, record_text(r, S("number")), false);
		csv_cell(s->x->out, arena_fmt(s->tx->arena, "%lld", (long long)rows[i].n), false);
		for (size_t c = 0; c < f->n_rows; c++)
			csv_cell(s->x->out, export_cell(s, &f->rows[c], rows[i].v[c]),
			         c + 1 == f->n_rows);
	}
}

static void put_rows_header(const struct export *x)
{
	csv_cell(x->out, S("of"), false);
	csv_cell(x->out, S("n"), false);
	for (size_t c = 0; c < x->rows->n_rows; c++)
		csv_cell(x->out, str_of(x->rows->rows[c].key), c + 1 == x->rows->n_rows);
}

/* --- JSON -------------------------------------------------------------------------------------- */

static void json_cell(const struct sheet *s, struct json *j, const struct field *f, struct val v)
{
	if (v.is == VAL_NULL)
		json_null(j);
	else if (f->kind == NUMBER || f->kind == ROW)
		json_int(j, v.i);
	else if (f->kind == YESNO)
		json_bool(j, v.i != 0);
	else if (f->kind == HOURS)
		json_raw(j, tenth_text(s->tx->arena, v.i));
	else if (f->kind == REF || f->kind == REFS)
		json_id(j, v.i);
	else
		json_str(j, export_cell(s, f, v));
}

static void json_rows(const struct sheet *s, struct json *j, const struct record *r,
                      const struct field *f)
{
	struct row *rows;

	json_open(j, '[');
	for (size_t n = record_rows(s->tx, r, f, &rows), i = 0; i < n; i++) {
		if (f->kind != ROWS) {
			json_cell(s, j, f, rows[i].v[0]);
			continue;
		}
		json_open(j, '{');
		json_key(j, "n");
		json_int(j, rows[i].n);
		for (size_t c = 0; c < f->n_rows; c++) {
			json_key(j, f->rows[c].key);
			json_cell(s, j, &f->rows[c], rows[i].v[c]);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_steps(const struct sheet *s, struct json *j, const struct record *r)
{
	struct taken *list;

	json_key(j, "steps");
	json_open(j, '[');
	for (size_t n = record_steps(s->tx, r, &list), i = 0; i < n; i++) {
		json_open(j, '{');
		json_pair(j, "verb", list[i].verb);
		json_key(j, "on");
		json_day(j, list[i].on);
		json_key(j, "by");
		json_id(j, list[i].by);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void json_record(const struct sheet *s, struct json *j, const struct record *r)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, r->id);
	json_pair(j, "number", record_text(r, S("number")));
	json_pair(j, "state", record_text(r, S("state")));
	for (size_t i = 0; i < s->n_fields; i++) {
		const struct field *f = s->fields[i];
		json_key(j, f->key);
		if (f->kind == ROWS || f->kind == PICKS || f->kind == REFS)
			json_rows(s, j, r, f);
		else
			json_cell(s, j, f, record_val(r, str_of(f->key)));
	}
	json_key(j, "imported");
	json_bool(j, record_int(r, S("imported")) != 0);
	json_steps(s, j, r);
	json_close(j, '}');
}

/* --- all of them -------------------------------------------------------------------------------- */

int64_t export_count(struct tx *tx, const struct export *x)
{
	struct query q;
	struct rows r;
	int64_t n = 0;

	if (!ids_query(tx, x, &q))
		return 0;
	r = db_query_v(tx,
	               stmt_intern(x->t->program,
	                           arena_fmt(tx->arena, "SELECT COUNT(*) FROM (%s) q", q.st.sql)),
	               N_ARGS + q.n_terms, viewer_args(tx, x->p, &q, &x->viewer));
	db_row(&r, &n);
	db_close(&r);
	return n;
}

bool export_each(struct sheet *s, void (*one)(struct sheet *, const struct record *),
                 int64_t *ret_n)
{
	struct tx *tx = s->tx;
	struct query q;
	struct rows ids;
	int64_t id;

	*ret_n = 0;
	if (!ids_query(tx, s->x, &q))
		return false;
	ids = db_query_v(tx, stmt_text(tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                 viewer_args(tx, s->x->p, &q, &s->x->viewer));
	while (db_row(&ids, &id)) {
		struct arena_mark mark = arena_mark(tx->arena);
		struct record r;
		if (!record_load(tx, s->x->t, s->x->viewer.org, id, &r))
			continue;
		one(s, &r);
		arena_rewind(tx->arena, mark);
		++*ret_n;
		if (s->x->flush)
			s->x->flush(s->x->arg);
		if (s->x->go && !s->x->go(s->x->arg, *ret_n)) {
			db_close(&ids);
			return refuse(tx->r, NULL, S("已取消。"), S(""));
		}
	}
	return !tx->r->fault;
}

static void one_csv(struct sheet *s, const struct record *r)
{
	if (s->x->rows)
		put_rows(s, r, s->x->rows);
	else
		put_cells(s, r);
}

bool export_csv(struct tx *tx, const struct export *x, int64_t *ret_n)
{
	struct sheet s = { .x = x, .tx = tx };

	export_fields(&s);
	if (x->rows)
		put_rows_header(x);
	else
		put_cells(&s, NULL);
	return export_each(&s, one_csv, ret_n);
}

static void one_json(struct sheet *s, const struct record *r)
{
	json_record(s, s->out, r);
}

bool export_json(struct tx *tx, const struct export *x, int64_t *ret_n)
{
	struct json j;
	struct sheet s = { .x = x, .tx = tx, .out = &j };
	bool ok;

	export_fields(&s);
	json_init(&j, x->out);
	json_open(&j, '[');
	ok = export_each(&s, one_json, ret_n);
	json_close(&j, ']');
	return ok;
}
