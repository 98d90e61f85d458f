/*
 * paper_number.c - numbers of papers: 青澜文旅罚决〔2024〕3号
 *
 * A series for each kind and year, without gaps: a number is taken in the transaction of the step,
 * so a rollback gives it back.  The mark in front is the bureau's own (机关代字, in its record of the
 * register of bodies); where it is empty, which is legal, the number begins with the kind.
 */
#include "ledger/numbers.h"
#include "ledger/papers.h"

/* clang-format off */
enum { MARK, BLOCK_OF, USED, N_SQL };
static const struct stmt sql[N_SQL] = {
	[MARK]     = { "SELECT o.mark FROM \"org\" o WHERE o.org = $1 AND o.kind = 'bureau' AND o.void_on IS NULL ORDER BY o.id LIMIT 1", NULL },
	[BLOCK_OF] = { "SELECT id FROM number_blocks WHERE org = $1 AND series = $2 AND year = $3 AND from_n <= $4 AND to_n >= $4"
	               " AND returned_on IS NULL LIMIT 1", NULL },
	[USED]     = { "SELECT id FROM paper_orders WHERE org = $1 AND series = $2 AND year = $3 AND n = $4 LIMIT 1", NULL },
};
/* clang-format on */

struct str numbers_mark(struct arena *a, struct str series)
{
	return arena_fmt(a, "文书·%.*s", P(series));
}

struct str number_text(struct tx *tx, int64_t org, struct str series, int year, int64_t n)
{
	struct str mark = S("");

	db_one(tx, &sql[MARK], VALS(org), &mark);
	return arena_fmt(tx->arena, "%.*s%.*s〔%d〕%lld号", P(mark), P(series), year, (long long)n);
}

/* The number of order in the list that was given, as it is typed: 7, or 罚决〔2024〕7号. */
static bool given(const struct taking *k, size_t nth, struct str *ret)
{
	struct str rest = k->numbers ? k->numbers->text : S("");
	size_t i = 0;

	while (str_set_item(&rest, ret))
		if (i++ == nth)
			return true;
	return false;
}

/* 罚决〔2024〕7号: the digits after the year, when mark and year are those. */
static bool read_number(struct tx *tx, int64_t org, const struct paper_order *o, struct str text,
                        int64_t *ret_n)
{
	struct str whole;

	if (str_int(text, ret_n))
		return *ret_n > 0;
	for (size_t i = 0; i + 3 < text.n; i++)
		if (str_starts(str_from(text, i), S("〕"))) {
			struct str digits = str_from(text, i + 3);
			if (!str_ends(digits, S("号")))
				return false;
			digits.n -= 3;
			if (!str_int(digits, ret_n) || *ret_n <= 0)
				return false;
			whole = number_text(tx, org, o->series, o->year, *ret_n);
			return str_eq(whole, text);
		}
	return false;
}

static bool no(struct taking *k, const struct paper *x, struct str say, struct str why)
{
	refuse_basis(k, "paper_number", say, why, &x->basis,
	             S("请核对预留的号段，或者不填号码，由系统编号。"), false);
	return false;
}

static bool reserved(struct taking *k, const struct paper *x, struct paper_order *o,
                     struct str text)
{
	struct arena *a = k->tx->arena;
	int64_t org = k->who->org, id;

	if (!read_number(k->tx, org, o, text, &o->n))
		return no(k, x, arena_fmt(a, "“%.*s”不是“%s”的文号。", P(text), x->label),
		          arena_fmt(a, "应当是%.*s这一类。",
		                    P(number_text(k->tx, org, o->series, o->year, 1))));
	if (!db_one(k->tx, &sql[BLOCK_OF], VALS(org, o->series, (int64_t)o->year, o->n), &id))
		return no(k, x, arena_fmt(a, "%.*s不在尚未收回的预留号段里。", P(text)), S(""));
	if (db_one(k->tx, &sql[USED], VALS(org, o->series, (int64_t)o->year, o->n), &id))
		return no(k, x, arena_fmt(a, "%.*s已经用过。", P(text)), S("文号不重复使用。"));
	return true;
}

bool paper_number(struct taking *k, const struct paper *x, size_t nth, struct paper_order *o)
{
	struct str text;

	if (!x->series)
		return true;
	o->series = str_of(x->series);
	o->year = day_year(k->day);
	if (!given(k, nth, &text))
		o->n = series_next(k->tx, k->who->org, numbers_mark(k->tx->arena, o->series),
		                   o->year);
	else if (!reserved(k, x, o, text))
		return false;
	o->number = number_text(k->tx, k->who->org, o->series, o->year, o->n);
	return true;
}
