/*
 * hooks.h - telling other systems that a step was taken
 *
 * A hook is a subscription: an address, ledgers, verbs, a secret, the account with whose rights its
 * messages are written.  In the transaction of a step each hook that asks for it gets a row in the
 * outbox, which names the step and holds nothing of the record: what may be told is decided when it
 * is sent (web/deliver.h).  Without hooks a step does nothing here but ask whether there are any.
 *
 * Work of the past (imports of history) is not told.
 *
 * The secret is told once and kept sealed (base/seal.h): without a key there are no hooks.
 */
#ifndef LEDGER_HOOKS_H
#define LEDGER_HOOKS_H

#include "access/accounts.h"
#include "ledger/step.h"

/*
 * House choices.  30 seconds, doubled each time up to six hours: twelve tries are about a day and a
 * half, so a system that is down over a night still hears.
 */
enum { HOOK_WAIT = 30, HOOK_WAIT_MOST = 6 * 3600, HOOK_TRIES = 12, HOOK_URL_MOST = 500 };

struct hook {
	int64_t org, id, account;
	struct str name, url;
	struct str ledgers, verbs;      /* separated by commas, or *                           */
	struct str sign;                /* sm3 or sha256                                       */
	struct str sealed;
	int64_t wait, tries;            /* seconds before the second try; how many             */
	struct instant made_at, closed_at;
};

/* A message that is to be sent. */
struct letter {
	int64_t org, id, hook, record, tries;
	struct str ledger, verb, error;
	struct day day;
	struct instant made_at, next_at, done_at;
};

/* Of every step: leaf.c. */
void hooks_note(struct taking *k);

/* With an entry in the journal; *ret_secret is told once.  False with a refusal, or on a fault. */
bool hook_make(struct tx *tx, struct hook *h, int64_t made_by, const char *origin, struct str *ret_secret);
bool hook_close(struct tx *tx, int64_t org, int64_t id, int64_t by, const char *origin);
size_t hook_list(struct tx *tx, int64_t org, struct hook **ret);
bool hook_of(struct tx *tx, int64_t org, int64_t id, struct hook *ret);
struct str hook_place(struct arena *a, int64_t id);     /* of its seal                         */

/* Messages that were given up: newest first, at most `most`. */
size_t letters_dead(struct tx *tx, int64_t org, size_t most, struct letter **ret);
/* The last ones that were sent or wait. */
size_t letters_last(struct tx *tx, int64_t org, size_t most, struct letter **ret);
/* One that was given up is to be tried again.  False: it was not. */
bool letter_resend(struct tx *tx, int64_t org, int64_t id, int64_t by, const char *origin);

/* Is `key` one of a list, or the list *? */
bool hook_names(struct str list, struct str key);

#endif
