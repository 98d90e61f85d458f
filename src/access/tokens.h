/*
 * tokens.h - credentials of programs
 *
 * A token lets a program act as an account, within a scope that is smaller than the account's
 * rights and never larger: ledgers, steps, reading.  It ends by itself.  Whoever makes it sees it
 * once; the database holds only its SM3, so a copy of the database opens nothing.
 *
 * A system of another bureau has an account of its own (no person, few roles), so that its steps
 * are told from those of people: the journal's origin is api/<id of the token>.
 *
 * Scope: ledgers `hotline,petition` or `*`; verbs `receive,hotline.close` or `*`, empty: none.
 *
 *     struct token t = { .account = who.id, .name = S("区政务热线"), .ledgers = S("hotline"),
 *                        .verbs = S("receive"), .reads = true, .expires = at };
 *     token_make(tx, &t, made_by, &secret);
 *
 * Memory: text in the arena of the transaction.
 */
#ifndef ACCESS_TOKENS_H
#define ACCESS_TOKENS_H

#include "access/accounts.h"

/* House choices: a credential is looked at once a year; a program that asks faster is told to wait. */
enum { TOKEN_DAYS = 90, TOKEN_DAYS_MOST = 366, TOKEN_A_MINUTE = 600, TOKEN_TOUCH_MINUTES = 5,
       TOKENS_MOST = 50, TOKEN_NAME_MOST = 300, TOKEN_SCOPE_MOST = 4000 };

struct token {
	int64_t org, id, account;
	struct str name, ledgers, verbs;
	bool reads;
	int64_t a_minute;               /* requests; 0: TOKEN_A_MINUTE                         */
	struct instant made_at, expires, seen_at, closed_at;
	bool stale;                     /* its use should be written: token_touch()            */
};

/* Keeps it, with an entry in the journal; *ret_secret is told once.  False on a fault. */
bool token_make(struct tx *tx, struct token *t, int64_t made_by, const char *origin, struct str *ret_secret);
/* False: unknown, ended, closed, or its account is.  *ret_who is the account it acts as. */
bool token_find(struct tx *tx, struct str secret, struct token *ret, struct account *ret_who);
void token_touch(struct tx *tx, const struct token *t);
/* Of an account, 0: of all, newest first. */
size_t token_list(struct tx *tx, int64_t org, int64_t account, struct token **ret);
/* False: there is none that is open (of that account, 0: of any). */
bool token_close(struct tx *tx, int64_t org, int64_t account, int64_t id, int64_t by, const char *origin);

bool token_covers(const struct token *t, const char *ledger);
bool token_takes(const struct token *t, const char *ledger, struct str verb);

#endif
