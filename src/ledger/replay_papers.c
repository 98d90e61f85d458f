/*
 * replay_papers.c - the papers of a record, made again out of its entries
 *
 * An entry tells each order whole, with its data; here the SM3 of the data is computed again, and the
 * rows of paper_orders are compared: one changed, one deleted, one put in.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/replay_inner.h"

/* clang-format off */
enum { ORDERS, STRAYS, COPIES, RESERVED, RETURNED, TEMPLATES, LANE_ERASED, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ORDERS] = { "SELECT id, paper, row, number, series, year, n, day, template, data, position, void_on, void_why, replaces FROM paper_orders"
	             " WHERE org = $1 AND ledger = $2 AND record = $3 ORDER BY id", NULL },
	[STRAYS] = { "SELECT COUNT(*) FROM paper_orders o WHERE o.org = $1 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.org = $1"
	             " AND j.position = o.position AND j.ledger = o.ledger AND j.record = o.record)", NULL },
	[COPIES] = { "SELECT COUNT(*) FROM paper_copies c WHERE c.org = $1 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.org = $1"
	             " AND j.position = c.position AND j.verb = 'render' AND j.body LIKE '%\"sm3\":\"' || c.sm3 || '\"%')", NULL },
	[RESERVED] = { "SELECT COUNT(*) FROM number_blocks b WHERE b.org = $1 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.org = $1"
	             " AND j.position = b.position AND j.ledger = 'paper_number' AND j.verb = 'reserve' AND j.record = b.id"
	             " AND j.body LIKE '%\"from\":' || CAST(b.from_n AS text) || ',%' AND j.body LIKE '%\"to\":' || CAST(b.to_n AS text) || ',%')", NULL },
	[RETURNED] = { "SELECT COUNT(*) FROM number_blocks b WHERE b.org = $1 AND (b.returned_on IS NULL) = EXISTS (SELECT 1 FROM journal j"
	             " WHERE j.org = $1 AND j.ledger = 'paper_number' AND j.verb = 'return' AND j.record = b.id)", NULL },
	[TEMPLATES] = { "SELECT sm3, body FROM paper_templates WHERE org = $1", NULL },
	[LANE_ERASED] = { "SELECT body FROM journal WHERE org = $1 AND ledger = $2 AND verb = 'erase' AND position > $3"
	             " AND record IN (SELECT o.file FROM paper_orders o WHERE o.org = $1 AND o.position = $3)", NULL },
};
/* clang-format on */

/* --- telling ---------------------------------------------------------------------------------- */

static struct told_order *told_order_of(struct replay *w, int64_t id)
{
	for (size_t i = 0; i < w->n_orders; i++)
		if (w->orders[i].id == id)
			return &w->orders[i];
	return NULL;
}

/* Every sealed value of the data stands beside the entry under the name that it says. */
static void take_sealed(struct replay *w, json_t *at)
{
	const char *key;
	json_t *v;
	size_t i;

	if (json_is_array(at))
		json_array_foreach(at, i, v) take_sealed(w, v);
	if (!json_is_object(at))
		return;
	if (json_is_string(json_object_get(at, "at")) &&
	    json_is_string(json_object_get(at, "sm3"))) {
		replay_sealed(w, replay_text(w, json_object_get(at, "at")), at);
		return;
	}
	json_object_foreach(at, key, v) take_sealed(w, v);
}

static void check_data(struct replay *w, json_t *data, struct str sm3)
{
	char *text = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS);

	if (!text || !str_eq(sm3_hex(w->tx->arena, str_of(text)), sm3))
		replay_say(w, S("papers"), w->position, S("文书的数据与它的散列不符，被改动过。"));
	free(text);
}

static void take_order(struct replay *w, json_t *x)
{
	struct told_order o = {
		.id = json_integer_value(json_object_get(x, "id")),
		.row = json_integer_value(json_object_get(x, "row")),
		.n = json_integer_value(json_object_get(x, "n")),
		.year = json_integer_value(json_object_get(x, "year")),
		.replaces = json_integer_value(json_object_get(x, "replaces")),
		.paper = replay_text(w, json_object_get(x, "paper")),
		.number = replay_text(w, json_object_get(x, "number")),
		.series = replay_text(w, json_object_get(x, "series")),
		.template = replay_text(w, json_object_get(x, "template")),
		.data = replay_text(w, json_object_get(x, "sm3")),
		.position = w->position,
		.day = val_to_day(w->e->v[J_DAY]),
		.gone = DAY_NONE,
	};

	take_sealed(w, json_object_get(x, "data"));
	check_data(w, json_object_get(x, "data"), o.data);
	arena_grow(w->tx->arena, w->orders, w->n_orders, w->cap_orders);
	w->orders[w->n_orders++] = o;
}

static void take_void(struct replay *w, json_t *body, int64_t id)
{
	struct told_order *o = told_order_of(w, id);

	if (!o)
		return;
	o->gone = val_to_day(w->e->v[J_DAY]);
	o->position = w->position;
	o->why = str_is(j_text(w->e, J_VERB), "undo")
	                 ? S("所依据的步骤已撤销")
	                 : replay_text(w, json_object_get(body, "reason"));
}

void papers_take(struct replay *w, json_t *body)
{
	json_t *x;
	size_t i;

	json_array_foreach(json_object_get(body, "papers"), i, x) take_order(w, x);
	json_array_foreach(json_object_get(body, "papers_void"), i, x)
		take_void(w, body, json_integer_value(x));
}

bool papers_erased(struct replay *w, struct str field, int64_t after)
{
	struct str ledger = str_from(field, 1), key = S(""), text;
	struct rows q;
	bool erased = false;

	str_cut(ledger, '.', &ledger, &key);
	str_cut(key, '.', &key, &text);
	q = db_query(w->tx, &sql[LANE_ERASED], w->v->org, ledger, after);
	while (db_row(&q, &text)) {
		json_t *body = json_loadb(text.p, text.n, 0, NULL);
		struct str fields = replay_text(w, json_object_get(body, "erased"));
		erased |= str_index(arena_z(w->tx->arena, fields), key) >= 0;
		json_decref(body);
	}
	return erased;
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool order_is(const struct told_order *a, const struct told_order *b)
{
	return str_eq(a->paper, b->paper) && str_eq(a->number, b->number) &&
	       str_eq(a->series, b->series) && str_eq(a->template, b->template) &&
	       str_eq(a->data, b->data) && str_eq(a->why, b->why) && a->row == b->row &&
	       a->n == b->n && a->replaces == b->replaces && a->year == b->year &&
	       a->day.n == b->day.n && a->gone.n == b->gone.n;
}

void papers_compare(struct replay *w)
{
	struct rows q = db_query(w->tx, &sql[ORDERS], w->v->org, str_of(w->t->l->key), w->id);
	struct told_order o = { 0 };
	size_t n = 0;

	while (db_row(&q, &o.id, &o.paper, &o.row, &o.number, &o.series, &o.year, &o.n, &o.day,
	              &o.template, &o.data, &o.position, &o.gone, &o.why, &o.replaces)) {
		const struct told_order *t = told_order_of(w, o.id);
		w->v->rows++;
		n++;
		if (!t)
			replay_say(w, S("papers"), o.position,
			           S("文书的登记日志里没有，是绕过系统插入的。"));
		else if (!order_is(t, &o))
			replay_say(w, S("papers"), t->position,
			           S("文书的登记与日志不符，被改动过。"));
	}
	if (n < w->n_orders)
		replay_say(w, S("papers"), 0,
		           arena_fmt(w->tx->arena, "文书的登记有%zu件，日志里有%zu件：被删除。", n,
		                     w->n_orders));
}

static void count_bad(struct verifying *v, int which, const char *table, const char *say)
{
	int64_t n = 0;

	db_one(v->tx, &sql[which], VALS(v->org), &n);
	if (n)
		verify_found(v, (struct finding_at){ .ledger = str_of(table),
		                                     .say = arena_fmt(v->tx->arena, "%s（%lld）",
		                                                      say, (long long)n) });
}

void papers_strays_verify(struct verifying *v)
{
	struct rows q = db_query(v->tx, &sql[TEMPLATES], v->org);
	struct str sm3, body;
	int64_t n = 0;

	while (db_row(&q, &sm3, &body))
		if (!str_eq(sm3_hex(v->tx->arena, body), sm3))
			verify_found(v, (struct finding_at){
						.ledger = S("paper_templates"),
						.say = S("文书模板与它的散列不符，被改动过。") });
	db_one(v->tx, &sql[STRAYS], VALS(v->org), &n);
	if (n)
		verify_found(v, (struct finding_at){
					.ledger = S("paper_orders"),
					.say = arena_fmt(v->tx->arena,
		                                         "有%lld件文书的登记不属于任何日志。",
		                                         (long long)n) });
	n = 0;
	db_one(v->tx, &sql[COPIES], VALS(v->org), &n);
	if (n)
		verify_found(v,
		             (struct finding_at){ .ledger = S("paper_copies"),
		                                  .say = arena_fmt(v->tx->arena,
		                                                   "有%lld份存证的文书与日志不符。",
		                                                   (long long)n) });
	count_bad(v, RESERVED, "number_blocks", "预留的文号与日志不符。");
	count_bad(v, RETURNED, "number_blocks", "文号的收回与日志不符。");
}
