/*
 * entry.c - from what people write to what stands in columns
 *
 * Each kind of field has one parser.  A refusal names the field and shows what stood there.
 */
#include <string.h>

#include "base/ids.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

const struct entry *entry_of(const struct entry *e, size_t n, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(e[i].key, key))
			return &e[i];
	return NULL;
}

static bool no(struct tx *tx, const char *at, const struct field *f, struct str text,
               const char *say)
{
	return refuse_with(tx->r,
	                   (struct refusal){ .field = str_of(at),
	                                     .say = arena_fmt(tx->arena, "%s：%s", f->label, say),
	                                     .value = text });
}

static bool parse_date(struct tx *tx, const struct field *f, struct str text, const char *at,
                       struct val *ret)
{
	struct day d;

	if (!day_parse(text, &d))
		return no(tx, at, f, text, "没有这一天，日期写作 2024-03-01。");
	*ret = VAL(d);
	return true;
}

static bool parse_time(struct tx *tx, const struct field *f, struct str text, const char *at,
                       struct val *ret)
{
	struct instant t;
	struct day d;

	if (day_parse(text, &d))
		t = instant_of_day(d);
	else if (!instant_parse(text, &t))
		return no(tx, at, f, text, "时间写作 2024-03-01T09:30。");
	*ret = VAL(t);
	return true;
}

static bool parse_number(struct tx *tx, const struct field *f, struct str text, const char *at,
                         struct val *ret)
{
	int64_t n;

	if (!str_int(text, &n))
		return no(tx, at, f, text, "应当是整数。");
	*ret = VAL(n);
	return true;
}

static bool parse_money(struct tx *tx, const struct field *f, struct str text, const char *at,
                        struct val *ret)
{
	struct fen m;

	if (!fen_parse(text, &m))
		return no(tx, at, f, text, "金额以元为单位，至多两位小数，写作 3000.00。");
	*ret = VAL(m);
	return true;
}

static bool parse_hours(struct tx *tx, const struct field *f, struct str text, const char *at,
                        struct val *ret)
{
	int64_t n;

	if (!tenth_parse(text, &n) || n % 5)
		return no(tx, at, f, text, "学时以 0.5 为最小单位，写作 2.5。");
	*ret = VAL(n);
	return true;
}

static bool parse_yesno(struct tx *tx, const struct field *f, struct str text, const char *at,
                        struct val *ret)
{
	static const char *const yes = "yes,true,1,是,on", *const not = "no,false,0,否";

	if (str_index(yes, text) < 0 && str_index(not, text) < 0)
		return no(tx, at, f, text, "应当是“是”或者“否”。");
	*ret = VAL(str_index(yes, text) >= 0);
	return true;
}

static bool parse_pick(struct tx *tx, const struct field *f, struct str text, const char *at,
                       struct val *ret)
{
	int i = str_index(f->of, text);

	if (i < 0 && f->labels)
		i = str_index(f->labels, text);
	if (i < 0)
		return no(tx, at, f, text, "不在可选的范围内。");
	*ret = VAL(str_nth(f->of, i));
	return true;
}

enum { TEXT_CHARS = 20000 };

/*
 * What cannot be seen: control characters other than line ends and tabs, and the marks that turn
 * the direction of reading (U+202A..202E, U+2066..2069), by which a name is made to read as another.
 */
static bool has_unseen(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		unsigned char last = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
		if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
			return true;
		if (c != 0xe2 || !last)
			continue;
		if ((unsigned char)s.p[i + 1] == 0x80 && last >= 0xaa && last <= 0xae)
			return true;
		if ((unsigned char)s.p[i + 1] == 0x81 && last >= 0xa6 && last <= 0xa9)
			return true;
	}
	return false;
}

static bool parse_text(struct tx *tx, const struct field *f, struct str text, const char *at,
                       struct val *ret)
{
	const char *wrong = f->form ? form_check(f->form, text) : NULL;
	size_t bad;

	if (!utf8_ok(text, &bad))
		return no(tx, at, f, S(""), "不是有效的 UTF-8 文字。");
	if (has_unseen(text))
		return no(tx, at, f, S(""), "含有看不见的控制字符，请重新输入。");
	if (text.n > TEXT_CHARS && str_chars(text) > TEXT_CHARS)
		return no(tx, at, f, S(""), "最多填写两万字。");
	if (wrong)
		return no(tx, at, f, text, wrong);
	*ret = VAL(text);
	return true;
}

/* --- references ------------------------------------------------------------------------------ */

/* Records of t that bear this number, name or code; through the title when the title is a reference. */
static struct str find_sql(struct tx *tx, const struct program *p, const struct table *t)
{
	const struct field *title = field_of(t->l, str_of(t->l->title));
	struct str by = S("");

	if (title && title->kind == TEXT) {
		by = arena_fmt(tx->arena, " OR \"%s\" = $2", title->key);
	} else if (title && title->kind == REF && table_of(p, str_of(title->of))) {
		const struct ledger *l = table_of(p, str_of(title->of))->l;
		by = arena_fmt(
			tx->arena,
			" OR \"%s\" IN (SELECT o.id FROM \"%s\" o WHERE o.org = $1 AND o.\"%s\" = $2)",
			title->key, l->key, l->title);
	}
	if (field_of(t->l, S("uscc")))
		by = arena_fmt(tx->arena, "%.*s OR uscc = $2", P(by));
	if (field_of(t->l, S("code")))
		by = arena_fmt(tx->arena, "%.*s OR code = $2", P(by));
	return arena_fmt(
		tx->arena,
		"SELECT id FROM \"%s\" WHERE org = $1 AND void_on IS NULL AND (number = $2%.*s) ORDER BY id LIMIT 3",
		t->l->key, P(by));
}

/* How many records the text names, up to 2; the first of them. */
static int find_named(struct tx *tx, const struct program *p, int64_t org, const struct field *f,
                      struct str text, int64_t *ret_id)
{
	struct str rest = str_of(f->of), key;
	int found = 0;

	while (str_item(&rest, &key)) {
		struct table *t = table_of(p, key);
		struct rows q;
		int64_t id;
		if (!t)
			continue;
		q = db_query(tx, stmt_intern(t->program, find_sql(tx, p, t)), org, text);
		while (db_row(&q, &id))
			if (!found++)
				*ret_id = id;
	}
	return found;
}

static bool parse_ref(struct tx *tx, const struct program *p, int64_t org, const struct field *f,
                      struct str text, const char *at, struct val *ret)
{
	int64_t id = 0;
	int found;

	if (str_int(text, &id) && id > 0 && record_find(tx, p, f, org, id)) {
		*ret = VAL(id);
		return true;
	}
	found = find_named(tx, p, org, f, text, &id);
	if (found > 1)
		return no(tx, at, f, text,
		          "有两条以上同名的记录，请改用编号或者统一社会信用代码。");
	if (!found)
		return no(tx, at, f, text, "没有这条记录。");
	*ret = VAL(id);
	return true;
}

bool value_parse(struct tx *tx, const struct program *p, int64_t org, const struct field *f,
                 struct str text, const char *at, struct val *ret)
{
	text = f->kind == TEXT ? text : str_trim(text);
	if (!text.n) {
		*ret = f->kind == TEXT || f->kind == PICK ? VAL(S("")) : NULL_VAL;
		return true;
	}
	switch (f->kind) {
	case DATE: return parse_date(tx, f, text, at, ret);
	case TIME: return parse_time(tx, f, text, at, ret);
	case NUMBER:
	case ROW: return parse_number(tx, f, text, at, ret);
	case MONEY: return parse_money(tx, f, text, at, ret);
	case HOURS: return parse_hours(tx, f, text, at, ret);
	case YESNO: return parse_yesno(tx, f, text, at, ret);
	case PICK:
	case PICKS: return parse_pick(tx, f, text, at, ret);
	case REF:
	case REFS: return parse_ref(tx, p, org, f, text, at, ret);
	default: return parse_text(tx, f, text, at, ret);
	}
}

bool entry_value(struct taking *k, const struct field *f, const struct entry *e, const char *at,
                 struct val *ret)
{
	if (e->typed) {
		*ret = e->val;
		if (e->val.is == VAL_NULL && (f->kind == TEXT || f->kind == PICK))
			*ret = VAL(S(""));
		return true;
	}
	return value_parse(k->tx, k->p, k->who->org, f, e->text, at, ret);
}

/* --- rows and sets --------------------------------------------------------------------------- */

enum { KEPT_ROW, KEEP_ROW, N_SQL };
static const struct stmt sql_rows[N_SQL] = {
	[KEPT_ROW] = { "SELECT last FROM row_numbers WHERE org = $1 AND of = $2 AND field = $3",
	               NULL },
	[KEEP_ROW] = { "INSERT INTO row_numbers (org, of, field, last) VALUES ($1, $2, $3, $4)"
	               " ON CONFLICT (org, of, field) DO UPDATE SET last = $4",
	               NULL },
};

bool set_write(struct taking *k, const struct field *f, const struct entry *e)
{
	const struct field_sql *sql = field_sql_of(k->t, f);
	struct tx *tx = k->tx;
	struct str rest = e->text, item;
	bool ok = true;

	if (!e->add)
		db_exec(tx, &sql->clear, k->who->org, k->id);
	for (size_t i = 0; e->set && i < e->n_values; i++)
		db_exec(tx, &sql->insert, k->who->org, k->id, e->values[i]);
	while (!e->set && str_set_item(&rest, &item)) {
		struct val v;
		if (value_parse(tx, k->p, k->who->org, f, item, f->key, &v))
			db_exec(tx, &sql->insert, k->who->org, k->id, v);
		else
			ok = false;
	}
	return ok;
}

/* One cell of row `at` of the form. */
static bool cell_value(struct taking *k, const struct field *f, const struct field *c,
                       const struct entry_row *row, size_t at, struct val *ret)
{
	const struct entry *e = entry_of(row->cells, row->n_cells, str_of(c->key));
	struct str name = arena_fmt(k->tx->arena, "%s.%zu.%s", f->key, at + 1, c->key), say;

	*ret = c->kind == TEXT || c->kind == PICK ? VAL(S("")) : NULL_VAL;
	if (e && !entry_value(k, c, e, name.p, ret))
		return false;
	if (!(c->flags & MUST) || !val_unset(*ret))
		return true;
	say = arena_fmt(k->tx->arena, "%s第%zu行：%s应当填写。", f->label, at + 1, c->label);
	return refuse_with(k->tx->r, (struct refusal){ .field = name, .say = say });
}

struct entry entry_own(struct taking *k, const struct entry *e)
{
	struct entry own = *e;

	if (e->n_rows) {
		own.rows = arena_array(k->tx->arena, struct entry_row, e->n_rows);
		memcpy(own.rows, e->rows, e->n_rows * sizeof *own.rows);
	}
	return own;
}

/* What is left empty in a column with .cites becomes what the record named beside it cites, in the entry too. */
static void row_cites(struct taking *k, const struct field *f, struct entry_row *row,
                      struct val *cells)
{
	for (size_t i = 0; i < f->n_rows; i++) {
		const struct field *c = &f->rows[i],
				   *ref = c->cites ? row_field(f, str_of(c->cites)) : NULL;
		struct entry *list;
		struct str said;
		if (!ref || !val_unset(cells[i]) || !cited_by(k, ref, cells[ref - f->rows], &said))
			continue;
		cells[i] = VAL(said);
		list = arena_array(k->tx->arena, struct entry, row->n_cells + 1);
		if (row->n_cells)
			memcpy(list, row->cells, row->n_cells * sizeof *list);
		list[row->n_cells] = (struct entry){ .key = str_of(c->key),
			                             .typed = true,
			                             .val = cells[i] };
		row->cells = list;
		row->n_cells++;
	}
}

static bool row_insert(struct taking *k, const struct field *f, struct entry_row *row, int64_t n,
                       size_t at)
{
	struct val *v = arena_array(k->tx->arena, struct val, 3 + f->n_rows);
	bool ok = true;

	v[0] = VAL(k->who->org);
	v[1] = VAL(k->id);
	v[2] = VAL(n);
	for (size_t i = 0; i < f->n_rows; i++)
		ok &= cell_value(k, f, &f->rows[i], row, at, &v[3 + i]);
	if (ok)
		row_cites(k, f, row, v + 3);
	if (ok)
		db_exec_v(k->tx, &field_sql_of(k->t, f)->insert, 3 + f->n_rows, v);
	return ok;
}

static bool row_unknown(struct taking *k, const struct field *f, const struct entry_row *row)
{
	for (size_t i = 0; i < row->n_cells; i++)
		if (!row_field(f, row->cells[i].key))
			return !refuse_with(
				k->tx->r,
				(struct refusal){ .field = str_of(f->key),
			                          .say = arena_fmt(k->tx->arena,
			                                           "%s没有这一列：%.*s。", f->label,
			                                           P(row->cells[i].key)) });
	return false;
}

/* The largest n ever given to a row of this record; numbers are never given twice. */
static int64_t last_row(struct taking *k, const struct field *f)
{
	int64_t n = 0, kept = 0;

	db_one(k->tx, &field_sql_of(k->t, f)->last, VALS(k->who->org, k->id), &n);
	db_one(k->tx, &sql_rows[KEPT_ROW], VALS(k->who->org, k->id, str_of(f->key)), &kept);
	return n > kept ? n : kept;
}

bool rows_write(struct taking *k, const struct field *f, const struct entry *e)
{
	int64_t last = k->begins ? 0 : last_row(k, f);
	bool ok = true, dropped = !e->add && !k->begins;

	if (dropped)
		db_exec(k->tx, &field_sql_of(k->t, f)->clear, k->who->org, k->id);
	for (size_t i = 0; i < e->n_rows; i++) {
		struct entry_row *row = &e->rows[i];
		int64_t n = row->n > 0 && row->n <= last ? row->n : ++last;
		if (row_unknown(k, f, row) || !row_insert(k, f, row, n, i))
			ok = false;
	}
	if (dropped && last)
		db_exec(k->tx, &sql_rows[KEEP_ROW], k->who->org, k->id, str_of(f->key), last);
	return ok;
}

/* --- fields ---------------------------------------------------------------------------------- */

static bool field_write(struct taking *k, const struct field *f, const struct entry *e)
{
	struct val v;

	switch (f->kind) {
	case ROWS: return e->rowed ? rows_write(k, f, e) : true;
	case PICKS:
	case REFS: return set_write(k, f, e);
	default:
		if (!entry_value(k, f, e, f->key, &v))
			return false;
		change(k, f->key, v);
		return true;
	}
}

static bool no_field(struct taking *k, const struct field *f, const struct entry *e)
{
	struct arena *a = k->tx->arena;
	struct str say = f ? arena_fmt(a, "“%s”这一步不填“%s”。", k->s->label, f->label)
	                   : arena_fmt(a, "没有这个字段：%.*s。", P(e->key));

	return refuse_with(k->tx->r,
	                   (struct refusal){ .field = e->key, .value = e->text, .say = say });
}

bool fields_write(struct taking *k)
{
	bool ok = true, may;

	for (size_t i = 0; i < k->n; i++) {
		const struct field *f = field_of(k->t->l, k->e[i].key);
		if (!f || f->tally || (!k->amends && !fill_has(k->s->fill, k->e[i].key, &may)))
			ok = no_field(k, f, &k->e[i]);
		else if (!field_write(k, f, &k->e[i]))
			ok = false;
	}
	return ok;
}
