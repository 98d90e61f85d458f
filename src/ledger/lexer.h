/*
 * lexer.h - the tokens of a fragment, for those who translate it
 *
 *     struct lexer lx = { .rest = str_of(fragment) };
 *     for (lexer_next(&lx); lx.t.is != T_END; lexer_next(&lx))
 *             …
 *
 * T_NAME is lower-case words joined by dots, T_WORD upper case, T_TEXT keeps its quotes, T_PARAM and
 * T_TERM are without $ and { }.  T_BAD is a character the language does not have.
 */
#ifndef LEDGER_LEXER_H
#define LEDGER_LEXER_H

#include "base/str.h"

enum token_kind { T_END, T_NAME, T_WORD, T_NUMBER, T_TEXT, T_PARAM, T_TERM, T_OP, T_BAD };

struct token { enum token_kind is; struct str s; };
struct lexer { struct str rest; struct token t; };

void lexer_next(struct lexer *lx);
bool lexer_op(const struct lexer *lx, const char *op);

#endif
