/*
 * numbers.c - blocks of numbers reserved and given back; what became of each number
 */
#include "ledger/numbers.h"

#include "base/json.h"
#include "journal/journal.h"

/* clang-format off */
enum { KEEP, BLOCK, RETURN, ORDERS, BLOCKS, ALL_BLOCKS, SERIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[KEEP]   = { "INSERT INTO number_blocks (org, id, series, year, from_n, to_n, person, device, day, position, purpose)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", NULL },
	[BLOCK]  = { "SELECT series, year, from_n, to_n, returned_on FROM number_blocks WHERE org = $1 AND id = $2", NULL },
	[RETURN] = { "UPDATE number_blocks SET returned_on = $3, reason = $4, returned_by = $5 WHERE org = $1 AND id = $2", NULL },
	[ORDERS] = { "SELECT n, ledger, record, day, void_on, void_why FROM paper_orders WHERE org = $1 AND series = $2 AND year = $3 ORDER BY n", NULL },
	[BLOCKS] = { "SELECT from_n, to_n, person, day, returned_on, reason FROM number_blocks WHERE org = $1 AND series = $2 AND year = $3 ORDER BY from_n", NULL },
	[ALL_BLOCKS] = { "SELECT id, series, year, from_n, to_n, person, device, day, returned_on, reason, purpose FROM number_blocks WHERE org = $1 ORDER BY id", NULL },
	[SERIES] = { "SELECT mark, year, next - 1 FROM series WHERE org = $1 AND mark LIKE '文书·%' ORDER BY year DESC, mark", NULL },
};
/* clang-format on */

static const struct {
	const char *key, *label;
} fates[N_NUMBER_IS] = {
	[NUMBER_USED] = { "used", "使用" },
	[NUMBER_VOID] = { "void", "作废" },
	[NUMBER_RESERVED] = { "reserved", "预留" },
	[NUMBER_RETURNED] = { "returned", "预留未用，作废" },
	[NUMBER_LOST] = { "lost", "没有登记" },
};

const char *number_is_key(enum number_is i)
{
	return fates[i].key;
}

const char *number_is_label(enum number_is i)
{
	return fates[i].label;
}

static bool among(const struct str *list, size_t n, struct str series)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i], series))
			return true;
	return false;
}

size_t series_kinds(const struct program *p, struct arena *a, struct str **ret)
{
	struct str *list = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].l->n_papers; k++) {
			struct str s = str_of(p->tables[i].l->papers[k].series);
			if (!s.n || among(list, n, s))
				continue;
			arena_grow(a, list, n, cap);
			list[n++] = s;
		}
	*ret = list;
	return n;
}

bool step_numbered(const struct ledger *l, const struct step *s)
{
	for (size_t i = 0; i < l->n_papers; i++)
		if (l->papers[i].series && str_index(l->papers[i].at, str_of(s->verb)) >= 0)
			return true;
	return false;
}

bool may_reserve(unsigned roles)
{
	return (roles & (STAFF | SECRETARY | HEADS)) != 0;
}

static bool block_stands(struct tx *tx, const struct program *p, const struct actor *who,
                         const struct number_block *b)
{
	struct str basis = S("本局规定：文号不跳号、不重复"), *kinds;
	size_t n = series_kinds(p, tx->arena, &kinds);

	if (!may_reserve(who->roles))
		return refuse(tx->r, NULL, S("您无权预留文号。"), basis);
	if (!among(kinds, n, b->series))
		return refuse(tx->r, "series", S("没有这一类文号。"), basis);
	if (b->count < 1 || b->count > MOST_RESERVED)
		return refuse(tx->r, "count",
		              arena_fmt(tx->arena, "一次预留 1 至 %d 个文号。", MOST_RESERVED),
		              basis);
	if (!b->person)
		return refuse(tx->r, "person", S("应当写明给谁预留。"), basis);
	if (!str_trim(b->device).n)
		return refuse(tx->r, "device", S("应当写明用在哪一台设备。"), basis);
	return str_trim(b->purpose).n || refuse(tx->r, "purpose", S("应当写明用途。"), basis);
}

static int64_t enter(struct tx *tx, const struct actor *who, int64_t id, const char *verb,
                     struct str body)
{
	return journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                                   .day = world_today(tx->world),
	                                                   .at = world_now(tx->world),
	                                                   .actor = who->entered_by,
	                                                   .done_by = who->done_by,
	                                                   .ledger = S("paper_number"),
	                                                   .record = id,
	                                                   .verb = str_of(verb),
	                                                   .body = body,
	                                                   .origin = str_of(who->origin) });
}

static struct str reserve_body(struct tx *tx, const struct number_block *b)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_pair(j, "device", b->device);
	json_key(j, "from");
	json_int(j, b->from);
	json_key(j, "person");
	json_int(j, b->person);
	json_pair(j, "purpose", str_trim(b->purpose));
	json_pair(j, "series", b->series);
	json_key(j, "to");
	json_int(j, b->to);
	json_key(j, "year");
	json_int(j, b->year);
	return json_end(&t, tx->arena);
}

bool block_reserve(struct tx *tx, const struct program *p, const struct actor *who,
                   struct number_block *b)
{
	struct str mark = numbers_mark(tx->arena, b->series);
	int64_t position;

	if (!block_stands(tx, p, who, b))
		return false;
	b->day = world_today(tx->world);
	b->id = tx_new_id(tx);
	for (int64_t i = 0; i < b->count; i++) {
		b->to = series_next(tx, who->org, mark, b->year);
		b->from = i ? b->from : b->to;
	}
	position = enter(tx, who, b->id, "reserve", reserve_body(tx, b));
	db_exec(tx, &sql[KEEP], who->org, b->id, b->series, (int64_t)b->year, b->from, b->to,
	        b->person, b->device, b->day, position, str_trim(b->purpose));
	return position != 0;
}

bool block_return(struct tx *tx, const struct actor *who, int64_t id, struct str reason)
{
	struct str series, out;
	int64_t year, from, to;
	struct day returned;
	struct json j;
	struct buf x;

	if (!may_reserve(who->roles))
		return refuse(tx->r, NULL, S("您无权收回文号。"),
		              S("本局规定：文号不跳号、不重复"));
	if (!db_one(tx, &sql[BLOCK], VALS(who->org, id), &series, &year, &from, &to, &returned))
		return refuse(tx->r, "block", S("没有这一段预留的文号。"), S(""));
	if (day_set(returned))
		return refuse(tx->r, "block", S("这一段文号已经收回。"), S(""));
	if (!str_trim(reason).n)
		return refuse(tx->r, "reason", S("应当写明没有用完的理由。"),
		              S("本局规定：作废的文号写明理由"));
	buf_init(&x, 1 << 16);
	json_init(&j, &x);
	json_open(&j, '{');
	json_pair(&j, "reason", str_trim(reason));
	json_close(&j, '}');
	out = arena_str(tx->arena, buf_str(&x));
	buf_drop(&x);
	db_exec(tx, &sql[RETURN], who->org, id, world_today(tx->world), str_trim(reason),
	        who->entered_by);
	return enter(tx, who, id, "return", out) != 0;
}

/* --- what became of them ---------------------------------------------------------------------- */

size_t series_list(struct tx *tx, int64_t org, struct series_of **ret)
{
	struct rows q = db_query(tx, &sql[SERIES], org);
	struct series_of s, *list = NULL;
	struct str mark, head = numbers_mark(tx->arena, S(""));
	size_t n = 0, cap = 0;
	int64_t year;

	while (db_row(&q, &mark, &year, &s.last)) {
		s.series = arena_str(tx->arena, str_from(mark, head.n));
		s.year = (int)year;
		arena_grow(tx->arena, list, n, cap);
		list[n++] = s;
	}
	*ret = list;
	return n;
}

static int64_t last_of(struct tx *tx, int64_t org, struct str series, int year)
{
	struct series_of *list;
	size_t n = series_list(tx, org, &list);

	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].series, series) && list[i].year == year)
			return list[i].last;
	return 0;
}

static void mark_blocks(struct tx *tx, int64_t org, struct str series, int year,
                        struct number_of *list, int64_t last)
{
	struct rows q = db_query(tx, &sql[BLOCKS], org, series, (int64_t)year);
	struct day day, returned;
	int64_t from, to, person;
	struct str why;

	while (db_row(&q, &from, &to, &person, &day, &returned, &why)) {
		why = arena_str(tx->arena, why);
		for (int64_t i = from; i <= to && i <= last; i++)
			list[i - 1] = (struct number_of){
				.n = i,
				.is = day_set(returned) ? NUMBER_RETURNED : NUMBER_RESERVED,
				.why = why,
				.person = person,
				.day = day_set(returned) ? returned : day
			};
	}
}

size_t numbers_of(struct tx *tx, int64_t org, struct str series, int year, struct number_of **ret)
{
	int64_t last = last_of(tx, org, series, year);
	struct number_of x, *list = arena_array(tx->arena, struct number_of, (size_t)last + 1);
	struct day gone;
	struct rows q;

	for (int64_t i = 0; i < last; i++)
		list[i] = (struct number_of){ .n = i + 1, .is = NUMBER_LOST, .day = DAY_NONE };
	mark_blocks(tx, org, series, year, list, last);
	x = (struct number_of){ 0 };
	q = db_query(tx, &sql[ORDERS], org, series, (int64_t)year);
	while (db_row(&q, &x.n, &x.ledger, &x.record, &x.day, &gone, &x.why)) {
		x.ledger = arena_str(tx->arena, x.ledger);
		x.why = arena_str(tx->arena, x.why);
		x.is = day_set(gone) ? NUMBER_VOID : NUMBER_USED;
		if (x.n >= 1 && x.n <= last)
			list[x.n - 1] = x;
	}
	*ret = list;
	return (size_t)last;
}

size_t number_blocks(struct tx *tx, int64_t org, struct number_block **ret)
{
	struct rows q = db_query(tx, &sql[ALL_BLOCKS], org);
	struct number_block b = { 0 }, *list = NULL;
	size_t n = 0, cap = 0;
	int64_t year;

	while (db_row(&q, &b.id, &b.series, &year, &b.from, &b.to, &b.person, &b.device, &b.day,
	              &b.returned_on, &b.reason, &b.purpose)) {
		b.series = arena_str(tx->arena, b.series);
		b.device = arena_str(tx->arena, b.device);
		b.purpose = arena_str(tx->arena, b.purpose);
		b.reason = arena_str(tx->arena, b.reason);
		b.year = (int)year;
		b.count = b.to - b.from + 1;
		arena_grow(tx->arena, list, n, cap);
		list[n++] = b;
	}
	*ret = list;
	return n;
}
