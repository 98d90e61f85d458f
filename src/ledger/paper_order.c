/*
 * paper_order.c - issue orders: kept, made void, read again, erased
 *
 * A row of paper_orders says what the entry of its step says; replay.c compares the two.
 */
#include <jansson.h>
#include <string.h>

#include "ledger/papers.h"

/* clang-format off */
enum { KEEP, TEMPLATE, ALIVE, VOID, ERASE_LANES, FORGET_COPIES, OF_RECORD, OF_FILE, ONE, NUMBERED, OF_ENTRY, NUMBER_OF, TEXT_OF, ENTRY, BESIDE, N_SQL };
#define ORDER_COLUMNS "id, ledger, paper, record, row, number, series, n, year, day, template, data, position, void_on, void_why, replaces," \
	" COALESCE((SELECT MAX(r.id) FROM paper_orders r WHERE r.org = o.org AND r.replaces = o.id), 0)"
static const struct stmt sql[N_SQL] = {
	[KEEP]     = { "INSERT INTO paper_orders (org, id, ledger, record, file, paper, row, number, series, year, n, day, template, data, position, replaces)"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)", NULL },
	[TEMPLATE] = { "INSERT INTO paper_templates (org, sm3, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", NULL },
	[ALIVE]    = { "SELECT id FROM paper_orders WHERE org = $1 AND ledger = $2 AND record = $3 AND void_on IS NULL"
	               " AND ($4 = 0 OR position = $4) ORDER BY id", NULL },
	[VOID]     = { "UPDATE paper_orders SET void_on = $3, void_why = $4 WHERE org = $1 AND id = $2", NULL },
	[ERASE_LANES] = { "DELETE FROM journal_personal WHERE org = $1 AND field >= $3 AND field < $4"
	               " AND position IN (SELECT o.position FROM paper_orders o WHERE o.org = $1 AND o.file = $2)", NULL },
	[FORGET_COPIES] = { "DELETE FROM paper_copies WHERE org = $1 AND paper IN (SELECT o.id FROM paper_orders o WHERE o.org = $1 AND o.file = $2)", NULL },
	[OF_RECORD] = { "SELECT " ORDER_COLUMNS " FROM paper_orders o WHERE org = $1 AND ledger = $2 AND record = $3 ORDER BY id", NULL },
	[OF_FILE]  = { "SELECT " ORDER_COLUMNS " FROM paper_orders o WHERE org = $1 AND file = $2 ORDER BY day, id", NULL },
	[ONE]      = { "SELECT " ORDER_COLUMNS " FROM paper_orders o WHERE org = $1 AND id = $2", NULL },
	[NUMBERED] = { "SELECT " ORDER_COLUMNS " FROM paper_orders o WHERE org = $1 AND number = $2 ORDER BY void_on IS NULL DESC, id DESC LIMIT 1", NULL },
	[OF_ENTRY] = { "SELECT " ORDER_COLUMNS " FROM paper_orders o WHERE org = $1 AND position = $2 ORDER BY id", NULL },
	[NUMBER_OF] = { "SELECT number FROM paper_orders WHERE org = $1 AND id = $2", NULL },
	[TEXT_OF]  = { "SELECT body FROM paper_templates WHERE org = $1 AND sm3 = $2", NULL },
	[ENTRY]    = { "SELECT body FROM journal WHERE org = $1 AND position = $2", NULL },
	[BESIDE]   = { "SELECT value FROM journal_personal WHERE org = $1 AND position = $2 AND field = $3", NULL },
};
/* clang-format on */

/* --- keeping ---------------------------------------------------------------------------------- */

/* In whose file the papers of a record lie: of the record whose lane it is, else its own. */
static int64_t file_of(const struct taking *k)
{
	for (size_t i = 0; i < k->t->l->n_fields; i++) {
		const struct field *f = &k->t->l->fields[i];
		if (f->flags & LANE && f->kind == REF && k->after.v &&
		    record_int(&k->after, str_of(f->key)))
			return record_int(&k->after, str_of(f->key));
	}
	return k->id;
}

void papers_keep(struct taking *k, int64_t position)
{
	int64_t org = k->who->org;

	for (size_t i = 0; i < k->n_issued && position; i++) {
		const struct paper_order *o = &k->issued[i].o;
		db_exec(k->tx, &sql[TEMPLATE], org, o->template, k->issued[i].s->text);
		db_exec(k->tx, &sql[KEEP], org, o->id, o->ledger, o->record, file_of(k), o->paper,
		        o->row, o->number, o->series, (int64_t)o->year, o->n, o->day, o->template,
		        o->data, position, o->replaces);
	}
}

void papers_preview(struct taking *k)
{
	struct previews *p = k->who->preview;

	for (size_t i = 0; i < k->n_issued; i++) {
		struct issued x = k->issued[i];
		x.shown = arena_str(p->arena, x.shown);
		x.o.number = arena_str(p->arena, x.o.number);
		x.o.data = arena_str(p->arena, x.o.data);
		arena_grow(p->arena, p->list, p->n, p->cap);
		p->list[p->n++] = x;
	}
}

void paper_void(struct taking *k, int64_t id, struct str why)
{
	arena_grow(k->tx->arena, k->voided, k->n_voided, k->cap_voided);
	k->voided[k->n_voided++] = id;
	db_exec(k->tx, &sql[VOID], k->who->org, id, k->day, why);
}

void papers_void(struct taking *k, int64_t position, struct str why)
{
	struct rows q = db_query(k->tx, &sql[ALIVE], k->who->org, str_of(k->t->l->key), k->id,
	                         position);
	int64_t id;

	while (db_row(&q, &id)) {
		arena_grow(k->tx->arena, k->voided, k->n_voided, k->cap_voided);
		k->voided[k->n_voided++] = id;
	}
	for (size_t i = 0; i < k->n_voided; i++)
		db_exec(k->tx, &sql[VOID], k->who->org, k->voided[i], k->day, why);
}

/* Own ones go with `parties.` of the record's entries; here those of its lanes, and what was printed. */
void papers_erase(struct taking *k, const char *key)
{
	struct arena *a = k->tx->arena;

	db_exec(k->tx, &sql[ERASE_LANES], k->who->org, k->id,
	        arena_fmt(a, "~%s.%s.", k->t->l->key, key),
	        arena_fmt(a, "~%s.%s/", k->t->l->key, key));
	db_exec(k->tx, &sql[FORGET_COPIES], k->who->org, k->id);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool order_row(struct arena *a, struct rows *q, struct paper_order *o)
{
	struct str *texts[] = { &o->ledger,   &o->paper, &o->number,  &o->series,
		                &o->template, &o->data,  &o->void_why };
	int64_t year;

	*o = (struct paper_order){ 0 };
	if (!db_row(q, &o->id, &o->ledger, &o->paper, &o->record, &o->row, &o->number, &o->series,
	            &o->n, &year, &o->day, &o->template, &o->data, &o->position, &o->void_on,
	            &o->void_why, &o->replaces, &o->replaced_by))
		return false;
	o->year = (int)year;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_str(a, *texts[i]);
	return true;
}

static void label(const struct program *p, struct paper_order *o)
{
	const struct table *t = table_of(p, o->ledger);
	const struct paper_sql *s = t ? paper_of(t, o->paper) : NULL;

	o->label = s ? str_of(s->paper->label) : o->paper;
}

static size_t orders(struct tx *tx, const struct program *p, struct rows *q,
                     struct paper_order **ret)
{
	struct paper_order o, *list = NULL;
	size_t n = 0, cap = 0;

	while (order_row(tx->arena, q, &o)) {
		label(p, &o);
		arena_grow(tx->arena, list, n, cap);
		list[n++] = o;
	}
	*ret = list;
	return n;
}

size_t record_papers(struct tx *tx, const struct table *t, int64_t org, int64_t id,
                     struct paper_order **ret)
{
	struct rows q = db_query(tx, &sql[OF_RECORD], org, str_of(t->l->key), id);

	return orders(tx, t->program, &q, ret);
}

size_t file_papers(struct tx *tx, const struct table *t, int64_t org, int64_t id,
                   struct paper_order **ret)
{
	struct rows q = db_query(tx, &sql[OF_FILE], org, id);

	return orders(tx, t->program, &q, ret);
}

size_t entry_papers(struct tx *tx, const struct program *p, int64_t org, int64_t position,
                    struct paper_order **ret)
{
	struct rows q = db_query(tx, &sql[OF_ENTRY], org, position);

	return orders(tx, p, &q, ret);
}

struct str paper_number_of(struct tx *tx, int64_t org, int64_t id)
{
	struct str number = S("");

	db_one(tx, &sql[NUMBER_OF], VALS(org, id), &number);
	return arena_str(tx->arena, number);
}

struct str paper_gone(struct tx *tx, int64_t org, const struct paper_order *o)
{
	struct str number = o->replaced_by ? paper_number_of(tx, org, o->replaced_by) : S("");

	if (!day_set(o->void_on))
		return S("");
	return arena_fmt(tx->arena, "%.*s%s：%.*s%s%.*s%s", P(day_text(tx->arena, o->void_on)),
	                 o->replaced_by ? "撤回重制" : "作废", P(o->void_why),
	                 number.n ? "；由" : "", P(number), number.n ? "代替" : "");
}

static bool one(struct tx *tx, const struct program *p, struct rows q, struct paper_order *ret)
{
	bool ok = order_row(tx->arena, &q, ret);

	db_close(&q);
	if (ok)
		label(p, ret);
	return ok;
}

bool paper_order_of(struct tx *tx, const struct program *p, int64_t org, int64_t id,
                    struct paper_order *ret)
{
	return one(tx, p, db_query(tx, &sql[ONE], org, id), ret);
}

bool paper_order_numbered(struct tx *tx, const struct program *p, int64_t org, struct str number,
                          struct paper_order *ret)
{
	return one(tx, p, db_query(tx, &sql[NUMBERED], org, number), ret);
}

bool paper_template(struct tx *tx, int64_t org, struct str sm3, struct str *ret)
{
	if (!db_one(tx, &sql[TEXT_OF], VALS(org, sm3), ret))
		return tx_fault(tx, "文书模板 %.*s 不见了", P(sm3));
	return true;
}

/* --- the data --------------------------------------------------------------------------------- */

/* Puts personal values in the places of their hashes; false: one is not there any more. */
static bool fill_in(struct tx *tx, int64_t org, const struct paper_order *o, json_t *at)
{
	const char *key;
	json_t *v, *sealed;
	void *next;
	struct str value;
	size_t i;

	if (json_is_array(at))
		json_array_foreach(at, i, v) if (!fill_in(tx, org, o, v)) return false;
	if (!json_is_object(at))
		return true;
	json_object_foreach_safe(at, next, key, v)
	{
		sealed = json_is_object(v) ? json_object_get(v, "at") : NULL;
		if (!json_is_string(sealed)) {
			if (!fill_in(tx, org, o, v))
				return false;
			continue;
		}
		if (!db_one(tx, &sql[BESIDE],
		            VALS(org, o->position, str_of(json_string_value(sealed))), &value))
			return false;
		json_object_set_new(at, key, json_stringn(value.p, value.n));
	}
	return true;
}

static json_t *data_in(json_t *body, int64_t id)
{
	json_t *list = json_object_get(body, "papers"), *x;
	size_t i;

	json_array_foreach(list, i, x) if (json_integer_value(json_object_get(x, "id")) ==
	                                   id) return json_object_get(x, "data");
	return NULL;
}

bool paper_data(struct tx *tx, int64_t org, const struct paper_order *o, struct str *ret_json)
{
	struct str text = S("");
	json_t *body, *data;
	char *out = NULL;
	bool whole = false;

	if (!db_one(tx, &sql[ENTRY], VALS(org, o->position), &text))
		return tx_fault(tx, "文书 %lld 的日志不见了", (long long)o->id);
	body = json_loadb(text.p, text.n, 0, NULL);
	data = data_in(body, o->id);
	if (data && (whole = fill_in(tx, org, o, data)))
		out = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS);
	if (out)
		*ret_json = arena_str(tx->arena, str_of(out));
	free(out);
	json_decref(body);
	if (!data)
		return tx_fault(tx, "文书 %lld 的数据不在日志里", (long long)o->id);
	return whole || refuse(tx->r, NULL, S("文书上的个人信息已经删除，不能再制作。"),
	                       S("《个人信息保护法》第47条"));
}
