/*
 * sessions.h - who is signed in
 *
 * The browser holds a random token; the database only its SM3, so a copy of the database opens no
 * session.  Each session has a token of its own for forms (CSRF).  A session ends eight hours after
 * it was last used; being used is written at most every five minutes.
 */
#ifndef ACCESS_SESSIONS_H
#define ACCESS_SESSIONS_H

#include "access/accounts.h"

enum { SESSION_HOURS = 8, SESSION_TOUCH_MINUTES = 5, FRESH_MINUTES = 10 };

struct session {
	struct account who;
	struct str hash;        /* SM3 of the token: names the session inside the program      */
	struct str csrf;
	bool half;              /* the password was right, a second factor is still asked      */
	struct instant strong;  /* when a second factor was last shown                         */
	bool stale;             /* its use should be written: session_touch()                  */
};

/*
 * *ret_token is what the browser is given, once.  Of an account with a second factor the session is
 * half: it opens nothing but the question for the factor, until session_whole().
 */
bool session_begin(struct tx *tx, const struct account *who, struct str address,
                   struct str *ret_token);
/* False: no such session, it has ended, or the account is closed. */
bool session_find(struct tx *tx, struct str token, struct session *ret);
void session_touch(struct tx *tx, const struct session *s);
void session_end(struct tx *tx, const struct session *s);
/* All of an account but `but` (a session's hash, empty: none). */
void sessions_end(struct tx *tx, int64_t org, int64_t account, struct str but);
/* One of an account, by the first 16 digits of its hash. */
void session_end_named(struct tx *tx, int64_t org, int64_t account, struct str name);
/* Of an account (0: of all in the bureau), the last used first. */
struct seen_session { struct str name, account, address; struct instant created, seen; int64_t account_id; };
size_t sessions_of(struct tx *tx, int64_t org, int64_t account, struct seen_session **ret);
/* A second factor was shown just now. */
void session_whole(struct tx *tx, const struct session *s);
void session_strong(struct tx *tx, const struct session *s);
/* ... within ten minutes: asked before factors are added or taken away. */
bool session_fresh(struct tx *tx, const struct session *s);
/*
 * What a security key is asked to sign.  It is good for five minutes and for one answer: asking for
 * it takes it away, right or wrong, so both happen in transactions that write and stand.
 */
void session_ask(struct tx *tx, const struct session *s, struct str challenge);
bool session_answered(struct tx *tx, const struct session *s, struct str *ret_challenge);

#endif
