/*
 * journal.c - appending entries
 *
 * The head is taken first (its row is locked by that), read once, and the entry and its personal
 * values are written with the position it gave.
 */
#include "journal/journal.h"

enum { LAST_AT, APPEND, PERSONAL_ADD, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[LAST_AT]      = { "SELECT at FROM journal WHERE org = $1 AND position = $2", NULL },
	[APPEND]       = { "INSERT INTO journal (org, position, at, day, actor, done_by, ledger, record, verb, from_state, to_state, body, origin)"
	                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", NULL },
	[PERSONAL_ADD] = { "INSERT INTO journal_personal (org, position, field, salt, value) VALUES ($1, $2, $3, $4, $5)", NULL },
};
/* clang-format on */

/* False: the clock of the machine was set back, and it was said. */
static bool instant_of(struct tx *tx, struct instant now, struct instant last, struct instant *ret)
{
	*ret = now;
	if (day_set(tx->world->today) || !instant_set(last) || now.us >= last.us)
		return true;
	*ret = last;
	if (last.us - now.us <= JOURNAL_SLACK)
		return true;
	return refuse_with(
		tx->r,
		(struct refusal){ .say = S("机器的时钟比上一条日志早，不能登记。"),
	                          .why = arena_fmt(tx->arena, "上一条日志在%.*s，现在是%.*s。",
	                                           P(instant_text(tx->arena, last)),
	                                           P(instant_text(tx->arena, now))),
	                          .way = S("请管理员校准服务器时间后再办理。") });
}

int64_t journal_append(struct tx *tx, const struct journal_entry *e)
{
	int64_t position = position_next(tx, e->org);
	struct instant last = INSTANT_NONE, at;

	db_one(tx, &sql[LAST_AT], VALS(e->org, position - 1), &last);
	if (tx->r->fault || !instant_of(tx, e->at, last, &at))
		return 0;
	db_exec(tx, &sql[APPEND], e->org, position, at, e->day, e->actor, e->done_by, e->ledger,
	        e->record, e->verb, e->from, e->to, e->body, e->origin);
	for (size_t i = 0; i < e->n_personal; i++)
		db_exec(tx, &sql[PERSONAL_ADD], e->org, position, e->personal[i].field,
		        e->personal[i].salt, e->personal[i].value);
	if (!tx->entry)
		tx->entry = position;
	return position;
}

struct str personal_hash(struct arena *a, struct str salt, struct str value)
{
	unsigned char digest[SM3_SIZE];
	struct sm3 h;

	sm3_init(&h);
	sm3_add(&h, salt);
	sm3_add(&h, value);
	sm3_end(&h, digest);
	return hex_text(a, digest, sizeof digest);
}

struct str personal_text(struct arena *a, struct val v)
{
	return v.is == VAL_INT ? arena_fmt(a, "%lld", (long long)v.i) : v.s;
}

struct str personal_seal(struct tx *tx, struct personal *p)
{
	unsigned char salt[SALT_HEX / 2];

	world_random(tx->world, salt, sizeof salt);
	p->salt = hex_text(tx->arena, salt, sizeof salt);
	return personal_hash(tx->arena, p->salt, p->value);
}
