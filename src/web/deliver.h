/*
 * deliver.h - sends what steps left in the outbox for hooks
 *
 * One thread beside the server.  It takes a message by a lease, so that two processes on one
 * database do not both send it, writes what may be told with the rights that the hook's account has
 * now, posts it, and keeps a receipt.  A failure waits longer each time, with chance in it; after
 * the last try the message is given up and shown on /hooks, where it can be sent again.
 *
 * A message tells ids and what is neither personal nor secret; whoever wants more reads the record
 * with a token.  It is sent at least once: receivers look at Yifa-Delivery.
 *
 * It goes nowhere else than it says: no redirects, no proxies, http and https only; addresses that
 * are not of the public network only when they are named (`allow`), looked at after the name was
 * resolved, when the connection is made.
 *
 *     struct deliver *d = deliver_start(&web, "10.0.0.0/8", &error);
 *     web_serve(&web, listen);
 *     deliver_stop(d);
 */
#ifndef WEB_DELIVER_H
#define WEB_DELIVER_H

#include "ledger/hooks.h"
#include "web/web.h"
#include "web/ranges.h"

struct deliver;

/* `allow`: ranges separated by commas, 127.0.0.1/32,10.0.0.0/8,fd00::/8.  NULL: *ret_error says why. */
struct deliver *deliver_start(struct web *web, struct str allow, const char **ret_error);
/* Waits for the message in hand. */
void deliver_stop(struct deliver *d);

/* --- parts of it, for tests -------------------------------------------------------------------- */

/* May a message go to this address (16 bytes, as above)? */
bool address_stands(const struct ranges *allow, const unsigned char address[16]);

/* What is told of a step, with the rights of `who` now.  False: the record is not his to see. */
bool letter_body(struct tx *tx, const struct program *p, const struct account *who, const struct letter *x,
                 struct buf *out);

struct posting { const struct ranges *allow; struct str url, body, secret, sign, event; int64_t delivery; struct instant at; };
struct posted { int status; struct str say; int64_t ms; };
/* One attempt; status 0: there was no answer, say why. */
void letter_post(struct arena *a, const struct posting *x, struct posted *ret);

#endif
