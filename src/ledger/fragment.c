/*
 * fragment.c - the walk over a fragment
 *
 * One token at a time, written as it is understood.  Words in upper case are operators, in lower
 * case names; nothing else passes.  Paths are path.c's.
 */
#include <string.h>

#include "ledger/fragment.h"
#include "ledger/lexer.h"
#include "store/dialect.h"

static bool bad(struct writer *w, const char *what, struct str s)
{
	w->bad = true;
	finding(w->p, w->where, "%s：%.*s", what, P(s));
	return false;
}

void writer_init(struct writer *w, struct program *p, struct arena *a, struct str where)
{
	*w = (struct writer){ .p = p, .a = a, .where = where };
	buf_init(&w->out, 1 << 20);
}

struct query writer_query(struct writer *w)
{
	struct query q = { .terms = w->terms, .n_terms = w->n_terms };

	q.st.sql = arena_z(w->a, buf_str(&w->out));
	buf_drop(&w->out);
	return q;
}

void put(struct writer *w, const char *z)
{
	buf_putz(&w->out, z);
}

void put_str(struct writer *w, struct str s)
{
	buf_put(&w->out, s);
}

static size_t term_slot(struct writer *w, const char *id, int how)
{
	for (size_t i = 0; i < w->n_terms; i++)
		if ((int)w->terms[i].how == how && !strcmp(w->terms[i].id, id))
			return i;
	arena_grow(w->a, w->terms, w->n_terms, w->cap_terms);
	w->terms[w->n_terms] = (struct term_arg){ id, (unsigned)how, NULL_VAL };
	return w->n_terms++;
}

struct str val_place(struct writer *w, struct val v)
{
	arena_grow(w->a, w->terms, w->n_terms, w->cap_terms);
	w->terms[w->n_terms++] = (struct term_arg){ "literal", TERM_LITERAL, v };
	return arena_fmt(w->a, "$%zu", N_ARGS + w->n_terms);
}

void put_val(struct writer *w, struct val v)
{
	buf_put(&w->out, val_place(w, v));
}

void put_term(struct writer *w, const char *id, int how)
{
	const struct term *t = term_on(w->p->law, str_of(id), DAY_NONE);

	if (!t)
		bad(w, "没有这一条期限或者数额", str_of(id));
	buf_fmt(&w->out, "$%zu", N_ARGS + 1 + term_slot(w, id, how));
}

/* With what follows it is added or taken from: PostgreSQL must be told that both are numbers. */
static bool is_reckoned(const struct lexer *lx)
{
	struct str rest = str_trim(lx->rest);

	return str_starts(rest, S("+")) || str_starts(rest, S("-"));
}

static bool put_param(struct writer *w, struct str name, bool reckoned)
{
	static const char *const names[N_ARGS] = {
		[ARG_DAY] = "day",       [ARG_TODAY] = "today", [ARG_USER] = "user",
		[ARG_FROM] = "from",     [ARG_TO] = "to",       [ARG_CUTOFF] = "cutoff",
		[ARG_MONTHS] = "months",
	};
	if (str_is(name, "day") && w->day.n) {
		put_str(w, w->day);
		return true;
	}
	for (int i = 0; i < N_ARGS; i++)
		if (names[i] && str_is(name, names[i])) {
			buf_fmt(&w->out, reckoned ? "CAST($%d AS BIGINT)" : "$%d", i + 1);
			return true;
		}
	return bad(w, "没有这个参数", name);
}

static bool put_tokens(struct writer *w, struct lexer *lx, const struct scope *sc, int depth);

/*
 * Words over a path: SOME(path: fragment), COUNT(path: fragment), and of its last column
 * SUM, MIN and MAX.  A sum of nothing is 0; the least and the most of nothing are NULL.
 */
static const struct over {
	const char *word, *before, *after;
	bool column;
} overs[] = {
	{ "SOME", "EXISTS (SELECT 1", "", false },
	{ "COUNT", "(SELECT COUNT(*)", "", false },
	{ "SUM", "(SELECT COALESCE(SUM(", "), 0)", true },
	{ "MIN", "(SELECT MIN(", ")", true },
	{ "MAX", "(SELECT MAX(", ")", true },
};

static const struct over *over_of(struct str word)
{
	for (size_t i = 0; i < sizeof overs / sizeof *overs; i++)
		if (str_is(word, overs[i].word))
			return &overs[i];
	return NULL;
}

static void put_over_head(struct writer *w, const struct over *o, const struct path *path)
{
	put(w, o->before);
	if (o->column)
		put_str(w, path->value);
	put(w, o->after);
	put(w, " FROM ");
	put_str(w, path->from);
	put(w, " WHERE ");
	put_str(w, path->where);
	put(w, " AND (");
}

static const char *about(struct writer *w, const struct over *o, const char *what)
{
	return arena_fmt(w->a, "%s %s", o->word, what).p;
}

/* The word already read. */
static bool put_over(struct writer *w, struct lexer *lx, const struct scope *sc,
                     const struct over *o)
{
	struct path path;
	struct str words;

	lexer_next(lx);
	if (!lexer_op(lx, "("))
		return bad(w, about(w, o, "之后应当是 ("), lx->t.s);
	lexer_next(lx);
	words = lx->t.s;
	if (lx->t.is != T_NAME || !path_resolve(w, sc, words, &path))
		return bad(w, about(w, o, "的路径不通"), words);
	if (o->column != path.column)
		return bad(
			w,
			about(w, o, o->column ? "的路径应当到一个列为止" : "的路径不应当到列为止"),
			words);
	lexer_next(lx);
	if (!lexer_op(lx, ":"))
		return bad(w, about(w, o, "的路径之后应当是 :"), lx->t.s);
	put_over_head(w, o, &path);
	lexer_next(lx);
	if (!put_tokens(w, lx, path.end, 1))
		return false;
	put(w, "))");
	return true;
}

/* x IN (list) goes on as it is; x IN path becomes a subquery. */
static bool put_in(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	struct path path;

	put(w, " IN ");
	lexer_next(lx);
	if (lx->t.is != T_NAME)
		return true;
	if (!path_resolve(w, sc, lx->t.s, &path))
		return bad(w, "IN 的路径不通", lx->t.s);
	put(w, "(SELECT ");
	put_str(w, path.value);
	put(w, " FROM ");
	put_str(w, path.from);
	put(w, " WHERE ");
	put_str(w, path.where);
	put(w, ")");
	lexer_next(lx);
	return true;
}

/* The next name or parameter as SQL, taken back from what was written. */
static bool take_day(struct writer *w, struct lexer *lx, const struct scope *sc, struct str *ret)
{
	size_t from = w->out.n;

	lexer_next(lx);
	if (!(lx->t.is == T_NAME    ? put_name(w, sc, lx->t.s)
	      : lx->t.is == T_PARAM ? put_param(w, lx->t.s, true)
	                            : bad(w, "YEARS 的两边应当是日期", lx->t.s)))
		return false;
	*ret = arena_str(w->a, str_from(buf_str(&w->out), from));
	w->out.n = from;
	lexer_next(lx);
	return true;
}

/* YEARS(day, day), the word already read. */
static bool put_years(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	struct str from, to;

	lexer_next(lx);
	if (!lexer_op(lx, "("))
		return bad(w, "YEARS 之后应当是 (", lx->t.s);
	if (!take_day(w, lx, sc, &from))
		return false;
	if (!lexer_op(lx, ","))
		return bad(w, "YEARS 要两个日期", lx->t.s);
	if (!take_day(w, lx, sc, &to))
		return false;
	if (!lexer_op(lx, ")"))
		return bad(w, "YEARS 的括号没有关上", lx->t.s);
	put_str(w, sql_years(w->a, from, to));
	lexer_next(lx);
	return true;
}

static bool put_word(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	static const char *const words = "AND,OR,NOT,IS,NULL,TRUE,FALSE,LENGTH";
	const struct over *o = over_of(lx->t.s);

	if (o) {
		if (!put_over(w, lx, sc, o))
			return false;
		lexer_next(lx);
		return true;
	}
	if (str_is(lx->t.s, "IN"))
		return put_in(w, lx, sc);
	if (str_is(lx->t.s, "YEARS"))
		return put_years(w, lx, sc);
	if (str_index(words, lx->t.s) < 0)
		return bad(w, "语言中没有这个词", lx->t.s);
	put(w, " ");
	put_str(w, lx->t.s);
	put(w, " ");
	lexer_next(lx);
	return true;
}

static bool put_value(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	struct token t = lx->t;

	switch (t.is) {
	case T_NAME:
		if (!put_name(w, sc, t.s))
			return false;
		break;
	case T_NUMBER:
	case T_TEXT: put_str(w, t.s); break;
	case T_PARAM:
		if (!put_param(w, t.s, is_reckoned(lx)))
			return false;
		break;
	case T_TERM: put_term(w, arena_z(w->a, t.s), TERM_VALUE); break;
	default: return bad(w, "语言中没有这个符号", t.s);
	}
	lexer_next(lx);
	return true;
}

/* Until the bracket that closes `depth`, or the end when depth is 0. */
static bool put_tokens(struct writer *w, struct lexer *lx, const struct scope *sc, int depth)
{
	int open = depth;

	while (lx->t.is != T_END) {
		if (lexer_op(lx, ")") && --open < depth && depth)
			return true;
		if (open < 0 || lexer_op(lx, ":"))
			return bad(w, "括号不配对", lx->t.s);
		if (lx->t.is == T_OP) {
			open += lexer_op(lx, "(");
			put(w, " ");
			put_str(w, lx->t.s);
			put(w, " ");
			lexer_next(lx);
		} else if (!(lx->t.is == T_WORD ? put_word(w, lx, sc) : put_value(w, lx, sc))) {
			return false;
		}
	}
	return open == 0 && !depth ? true : bad(w, "括号没有关上", S(""));
}

bool put_fragment(struct writer *w, const struct scope *sc, const char *fragment)
{
	struct lexer lx = { .rest = str_of(fragment) };
	bool ok;

	put(w, "(");
	lexer_next(&lx);
	if (lx.t.is == T_END)
		return bad(w, "空的条件", S(""));
	ok = put_tokens(w, &lx, sc, 0);
	put(w, ")");
	return ok;
}
