/*
 * cite.c - how the law is written for people
 */
#include "base/fen.h"
#include "law/law.h"

#include <inttypes.h>

static size_t digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

/*
 * One article as the tables write it: "60" -> 第60条, "33(1)" -> 第33条第1款, "64第1项" ->
 * 第64条第1项.  What does not begin with a digit (附件, 第三章) stands as it is.
 */
static struct str one_article(struct arena *a, struct str s)
{
	size_t n = digits(s);
	struct str rest = str_from(s, n), paragraph = str_from(rest, 1);
	size_t k = digits(paragraph);

	if (n == 0)
		return s;
	if (str_starts(rest, S("条")))
		return arena_fmt(a, "第%.*s", P(s));
	if (str_starts(rest, S("(")) && k > 0 && str_starts(str_from(paragraph, k), S(")")))
		return arena_fmt(a, "第%.*s条第%.*s款%.*s", (int)n, s.p, (int)k, paragraph.p,
		                 P(str_from(paragraph, k + 1)));
	return arena_fmt(a, "第%.*s条%.*s", (int)n, s.p, P(rest));
}

/* Articles are listed with commas, or with the mark that Chinese lists have. */
static bool next_article(struct str *rest, struct str *ret_item)
{
	struct str mark = S("、");
	size_t n = 0, gap = 0;

	while (n < rest->n && gap == 0) {
		gap = rest->p[n] == ',' ? 1 : str_starts(str_from(*rest, n), mark) ? mark.n : 0;
		n += gap == 0;
	}
	*ret_item = str_trim((struct str){ rest->p, n });
	*rest = str_from(*rest, n + gap);
	return ret_item->n > 0;
}

struct str law_cite(struct arena *a, struct str statute, struct str article)
{
	/* A document that is known by its number, or that brings its own marks, takes none. */
	bool bare = statute.n == 0 || str_has(statute, S("〔")) || str_has(statute, S("《"));
	struct str out = bare ? statute : arena_fmt(a, "《%.*s》", P(statute));
	struct str item;
	bool first = true;

	for (; next_article(&article, &item); first = false)
		out = arena_fmt(a, "%.*s%s%.*s", P(out), first ? "" : "、",
		                P(one_article(a, item)));
	return out;
}

struct str term_cite(struct arena *a, const struct term *t)
{
	return law_cite(a, t->statute, t->article);
}

static struct str ratio_text(struct arena *a, const struct term *t)
{
	int64_t scale = t->d > 0 && 100 % t->d == 0 ? 100 / t->d : 0, percent;

	if (scale > 0 && !__builtin_mul_overflow(t->n, scale, &percent) && t->d != 2 && t->d != 4)
		return arena_fmt(a, "%" PRId64 "%%", percent);
	return arena_fmt(a, "%" PRId64 "/%" PRId64, t->n, t->d);
}

static struct str money_text(struct arena *a, const struct term *t)
{
	struct str s = fen_text(a, (struct fen){ t->n });

	if (str_ends(s, S(".00")))
		s.n -= 3;
	return arena_fmt(a, "%.*s元", P(s));
}

struct str term_text(struct arena *a, const struct term *t)
{
	static const char *const unit[N_TERM_UNITS] = {
		[UNIT_NONE] = "",       [UNIT_DAY] = "日",     [UNIT_HOUR] = "小时",
		[UNIT_MINUTE] = "分钟", [UNIT_MONTH] = "个月", [UNIT_YEAR] = "年",
		[UNIT_NUMBER] = "",
	};

	if (!t->has_value)
		return t->kind == TERM_RULE && !t->is_setting ? S("") : S("（未设定）");
	if (t->text.n)
		return t->text;
	switch (t->unit) {
	case UNIT_FEN: return money_text(a, t);
	case UNIT_TENTH: return arena_fmt(a, "%.*s小时", P(tenth_text(a, t->n)));
	case UNIT_RATIO: return ratio_text(a, t);
	case UNIT_DAY:
		if (t->counted == COUNTED_WD)
			return arena_fmt(a, "%" PRId64 "个工作日", t->n);
		break;
	default: break;
	}
	return arena_fmt(a, "%" PRId64 "%s", t->n, unit[t->unit]);
}
