/*
 * lexer.c - the tokens of a fragment
 */
#include "ledger/lexer.h"

#include <ctype.h>
#include <string.h>

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

void lexer_next(struct lexer *lx)
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

bool lexer_op(const struct lexer *lx, const char *op)
{
	return lx->t.is == T_OP && str_is(lx->t.s, op);
}
