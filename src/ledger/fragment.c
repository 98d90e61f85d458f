/*
 * fragment.c - the walk over a fragment
 *
 * One token at a time, written as it is understood.  Words in upper case are operators, in lower
 * case names; nothing else passes.  Paths are path.c's.
 */
#include <ctype.h>
#include <string.h>

#include "ledger/fragment.h"

enum token_kind { T_END, T_NAME, T_WORD, T_NUMBER, T_TEXT, T_PARAM, T_TERM, T_OP, T_BAD };

struct token {
	enum token_kind is;
	struct str s;
};
struct lexer {
	struct str rest;
	struct token t;
};

static bool is_name_char(char c)
{
	return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '_' || c == '.';
}

static size_t span_name(struct str s, size_t i)
{
	while (i < s.n && is_name_char(s.p[i]))
		i++;
	return i;
}

static size_t span_upper(struct str s, size_t i)
{
	while (i < s.n && isupper((unsigned char)s.p[i]))
		i++;
	return i;
}

static size_t span_digits(struct str s, size_t i)
{
	while (i < s.n && isdigit((unsigned char)s.p[i]))
		i++;
	return i;
}

/* 'text', a doubled quote inside stays doubled, as SQL writes it too. */
static size_t span_text(struct str s, size_t i)
{
	for (i++; i < s.n; i++)
		if (s.p[i] == '\'' && !(i + 1 < s.n && s.p[i + 1] == '\''))
			return i + 1;
		else if (s.p[i] == '\'')
			i++;
	return 0;
}

static size_t span_op(struct str s)
{
	static const char *const ops[] = { "<>", "<=", ">=", "=", "<", ">", "+",
		                           "-",  "*",  "(",  ")", ",", ":" };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
		if (str_starts(s, str_of(ops[i])))
			return strlen(ops[i]);
	return 0;
}

static void take(struct lexer *lx, enum token_kind is, size_t n, size_t skip)
{
	lx->t = (struct token){ is,
		                { lx->rest.p + skip, n - skip - (skip && is == T_TERM ? 1 : 0) } };
	lx->rest = str_from(lx->rest, n);
}

static void next(struct lexer *lx)
{
	struct str s = lx->rest = str_trim(lx->rest);
	size_t n;

	if (!s.n) {
		lx->t = (struct token){ T_END, s };
	} else if (islower((unsigned char)s.p[0])) {
		take(lx, T_NAME, span_name(s, 0), 0);
	} else if (isupper((unsigned char)s.p[0])) {
		take(lx, T_WORD, span_upper(s, 0), 0);
	} else if (isdigit((unsigned char)s.p[0])) {
		take(lx, T_NUMBER, span_digits(s, 0), 0);
	} else if (s.p[0] == '\'' && (n = span_text(s, 0))) {
		take(lx, T_TEXT, n, 0);
	} else if (s.p[0] == '$' && (n = span_name(s, 1)) > 1) {
		take(lx, T_PARAM, n, 1);
	} else if (s.p[0] == '{' && memchr(s.p, '}', s.n)) {
		take(lx, T_TERM, (size_t)((const char *)memchr(s.p, '}', s.n) - s.p) + 1, 1);
	} else if ((n = span_op(s))) {
		take(lx, T_OP, n, 0);
	} else {
		lx->t = (struct token){ T_BAD, { s.p, 1 } };
	}
}

static bool is_op(const struct lexer *lx, const char *op)
{
	return lx->t.is == T_OP && str_is(lx->t.s, op);
}

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
	if (w->n_terms == w->cap_terms) {
		size_t cap = w->cap_terms ? w->cap_terms * 2 : 8;
		struct term_arg *terms = arena_array(w->a, struct term_arg, cap);
		if (w->n_terms)
			memcpy(terms, w->terms, w->n_terms * sizeof *terms);
		w->terms = terms;
		w->cap_terms = cap;
	}
	w->terms[w->n_terms] = (struct term_arg){ id, (unsigned)how, NULL_VAL };
	return w->n_terms++;
}

void put_term(struct writer *w, const char *id, int how)
{
	const struct term *t = term_on(w->p->law, str_of(id), DAY_NONE);

	if (!t)
		bad(w, "没有这一条期限或者数额", str_of(id));
	buf_fmt(&w->out, "$%zu", N_ARGS + 1 + term_slot(w, id, how));
}

static bool put_param(struct writer *w, struct str name)
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
			buf_fmt(&w->out, "$%d", i + 1);
			return true;
		}
	return bad(w, "没有这个参数", name);
}

static bool put_tokens(struct writer *w, struct lexer *lx, const struct scope *sc, int depth);

/* SOME(path: fragment), the word already read. */
static bool put_some(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	struct path path;
	struct str words;

	next(lx);
	if (!is_op(lx, "("))
		return bad(w, "SOME 之后应当是 (", lx->t.s);
	next(lx);
	words = lx->t.s;
	if (lx->t.is != T_NAME || !path_resolve(w, sc, words, &path))
		return bad(w, "SOME 的路径不通", words);
	next(lx);
	if (!is_op(lx, ":"))
		return bad(w, "SOME 的路径之后应当是 :", lx->t.s);
	put(w, "EXISTS (SELECT 1 FROM ");
	put_str(w, path.from);
	put(w, " WHERE ");
	put_str(w, path.where);
	put(w, " AND (");
	next(lx);
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
	next(lx);
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
	next(lx);
	return true;
}

static bool put_word(struct writer *w, struct lexer *lx, const struct scope *sc)
{
	static const char *const words = "AND,OR,NOT,IS,NULL,TRUE,FALSE,LENGTH";

	if (str_is(lx->t.s, "SOME")) {
		if (!put_some(w, lx, sc))
			return false;
		next(lx);
		return true;
	}
	if (str_is(lx->t.s, "IN"))
		return put_in(w, lx, sc);
	if (str_index(words, lx->t.s) < 0)
		return bad(w, "语言中没有这个词", lx->t.s);
	put(w, " ");
	put_str(w, lx->t.s);
	put(w, " ");
	next(lx);
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
		if (!put_param(w, t.s))
			return false;
		break;
	case T_TERM: put_term(w, arena_z(w->a, t.s), TERM_VALUE); break;
	default: return bad(w, "语言中没有这个符号", t.s);
	}
	next(lx);
	return true;
}

/* Until the bracket that closes `depth`, or the end when depth is 0. */
static bool put_tokens(struct writer *w, struct lexer *lx, const struct scope *sc, int depth)
{
	int open = depth;

	while (lx->t.is != T_END) {
		if (is_op(lx, ")") && --open < depth && depth)
			return true;
		if (open < 0 || is_op(lx, ":"))
			return bad(w, "括号不配对", lx->t.s);
		if (lx->t.is == T_OP) {
			open += is_op(lx, "(");
			put(w, " ");
			put_str(w, lx->t.s);
			put(w, " ");
			next(lx);
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
	next(&lx);
	if (lx.t.is == T_END)
		return bad(w, "空的条件", S(""));
	ok = put_tokens(w, &lx, sc, 0);
	put(w, ")");
	return ok;
}
