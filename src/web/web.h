/*
 * web.h - one visit: a request on its way through policy, handler and page
 *
 * web_answer() finds the route, asks its policy, and calls its handler with a struct visit.  The
 * handler reads through v->tx (a transaction that cannot write), writes HTML into v->out and sets
 * v->status.  To change something it calls visit_write(), which runs a job in a writing transaction
 * and opens v->tx anew.
 *
 * A handler is written as if nothing could fail: after a fault the page is dropped and a 500 with a
 * number goes out instead.
 *
 *     static void hello(struct visit *v)
 *     {
 *             ui_open(v, &(struct page){ .title = S("问候") });
 *             html(v->out, "<p>", v->who.who.name, "</p>");
 *             ui_close(v);
 *     }
 *     { METHOD_GET, "/hello", POLICY(SIGNED_IN), hello }
 */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include <pthread.h>

#include "access/sessions.h"
#include "access/tokens.h"
#include "base/html.h"
#include "base/json.h"
#include "ledger/list.h"
#include "web/brake.h"
#include "web/http.h"

enum { MAX_SEGMENTS = 6, N_FLASHES = 64, FLASH_TEXT = 600 };

struct visit;

/* Who may come.  NO_POLICY is not for use: a route that has none does not compile. */
enum policy {
	NO_POLICY,
	ANYONE,         /* no session asked                                                    */
	SIGNED_IN,      /* any account                                                         */
	BUREAU_ONLY,    /* ... of the bureau: no outside party, no administrator               */
	ADMIN_ONLY,     /* ... one of the three administrators                                 */
	LEDGER_OPEN,    /* the first segment is a ledger, of which the visitor sees something  */
	RECORD_SEEN,    /* ... and the second the id of a record that the visitor sees         */
	N_POLICIES
};
#define POLICY(p) ((p) + 0 * (int)sizeof(struct { _Static_assert((p) > NO_POLICY && (p) < N_POLICIES, \
	"a route needs a policy"); int _; }))

struct route {
	enum method method;
	const char *path;       /* /{ledger}/{id}/clock/{clock}: a word in braces is any segment */
	int policy;             /* POLICY(…)                                                   */
	void (*run)(struct visit *);
	size_t body_limit;      /* 0: BODY_LIMIT                                               */
	bool by_token;          /* a token may come here, within its scope                     */
	const char *covers;     /* ... which reads, and has this ledger; "*": all, "": the handler
	                           asks.  For what sums over records                   */
	const char *asks;       /* what a program may write behind the `?`; NULL: the handler looks */
	bool (*streams)(struct visit *); /* the body goes to v->web->files as it comes; asked
	                           before it is read: false, and answered: not from this one   */
};

/* Said once on the next page of a session: the result of a step. */
struct flash { char session[65], text[FLASH_TEXT]; };

/* An office of fifty behind one address, each a page a second. */
enum { ADDRESS_A_MINUTE = 3000 };

struct web {
	struct db *db;
	const struct program *p;
	struct world world;             /* copied for each request                             */
	const struct route *pages;      size_t n_pages;         /* of src/pages                 */
	struct file_store *files;       /* NULL: no place was given for files                  */
	int64_t most_file;              /* largest file, in bytes                              */
	struct str origin;              /* https://host, for security keys; empty: not said     */
	const struct ranges *proxies;   /* beside this machine (proxy.h); NULL: none             */
	const char *backups;            /* folder of copies; NULL: a server's, copied by its own means */
	bool demo;                      /* says so on every page                               */
	struct jobs *jobs;              /* runners (jobs.h); NULL: none                        */
	struct brakes brakes;           /* of tokens                                           */
	struct brakes addresses;        /* of callers                                          */
	int64_t a_minute;               /* requests of one address; 0: ADDRESS_A_MINUTE        */
	pthread_mutex_t lock;           /* over what follows                                   */
	int64_t visits;
	struct flash flashes[N_FLASHES];
	size_t n_flashed;
};

struct visit {
	struct web *web;
	const struct req *req;
	struct reply *reply;
	struct arena *arena;
	struct world world;
	struct refusals r;
	struct tx tx;                   /* reads; not open while visit_write() runs            */
	const struct program *p;
	struct buf *out;
	int status;

	const struct route *route;
	struct str path;                /* decoded, without .json                              */
	struct str seg[MAX_SEGMENTS];   size_t n_seg;
	struct pairs query, form;       /* form: of a POST                                     */
	struct upload uploads[MAX_UPLOADS]; size_t n_uploads;
	bool json;                      /* wants JSON                                          */
	bool json_body;                 /* form was sent as JSON                               */
	bool partial;                   /* wants only the content: HX-Request                  */

	bool signed_in;
	bool half;                      /* password right, second factor still asked: who      */
	struct session who;
	bool by_token;                  /* ... by this token, not by a session                 */
	struct token token;
	const char *origin;             /* of steps, for the journal: web, api/17              */
	struct viewer viewer;
	struct day today;
	const struct table *t;          /* LEDGER_OPEN, RECORD_SEEN                            */
	int64_t id;                     /* RECORD_SEEN                                         */
	int64_t began;                  /* world_ticks()                                       */
	bool unmasked;                  /* personal values are shown: an entry says for what   */
	int64_t entry;                  /* position of the entry this answer rests on; 0: none */
	bool done;                      /* a page was written                                  */
	bool away;                      /* the database was not there: what was typed is shown  */
};

void web_init(struct web *web, struct db *db, const struct program *p, const struct world *world);

extern const struct route web_routes[];
extern const size_t n_web_routes;
/* The route of a path; NULL: none.  *ret_other_method: there is one with another method. */
const struct route *route_find(const struct web *web, enum method method, struct str path, struct str *seg,
                               size_t *ret_n_seg, bool *ret_other_method);

/*
 * Runs fn in a transaction that writes.  v->tx is ended before and opened again after it; refusals
 * are in v->r.
 */
bool visit_write(struct visit *v, bool (*fn)(struct tx *, void *), void *arg);
/* What the record is called, as far as the visitor may read it. */
struct str visit_title(struct visit *v, const struct record *r);
/* The actor of this visitor, for step_take(). */
struct actor visit_actor(const struct visit *v);

void visit_redirect(struct visit *v, struct str to);            /* 303                          */
/* As redirect, and says it on the next page. */
void visit_moved(struct visit *v, struct str to, struct str say);
void visit_header(struct visit *v, const char *name, struct str value);
struct str flash_take(struct visit *v);

/* --- tokens (bearer.c) ----------------------------------------------------------------------- */

bool bearer_sent(const struct visit *v);
/* Signs the visit in by its token; false: answered with 401. */
bool bearer_find(struct visit *v);
/* False: too many in a minute, answered with 429. */
bool bearer_brake(struct visit *v);
/* May this token come to this route?  False: answered with 403.  Without a token: true. */
bool bearer_may(struct visit *v);
/* Does it cover the ledger?  False: answered with 403. */
bool bearer_covers(struct visit *v, const char *ledger);
/* The same for a step. */
bool bearer_takes(struct visit *v, const struct table *t, struct str verb);

/* --- errors (errors.c) ----------------------------------------------------------------------- */

/* Drops what was written and answers with the status: what, why, the way on. */
void visit_error(struct visit *v, int status, struct str say, struct str why);
void visit_missing(struct visit *v);                            /* 404                          */
/* As visit_error, with the way on; empty: the usual one of the status. */
void visit_problem(struct visit *v, int status, struct str say, struct str why, struct str way);
/* On such a page: the form of a step as it was sent, to be sent again (again.c). */
void put_again(struct visit *v);
/* JSON of what stands in v->r, with 422. */
void visit_refused_json(struct visit *v);
/*
 * After something was refused: a program has its answer.  True: a person is still to be shown the
 * page, which is a 422.  After a fault false: that has a page of its own.
 */
bool visit_shows_refusal(struct visit *v);
/* [{"field","row","say","why","basis","way"}] of the refusals, or of the warnings. */
void refusals_json(struct json *j, const struct refusals *r, bool warnings);
/* Without a page around it: for what cannot be trusted or is too large. */
void web_plain_error(const struct req *req, struct reply *reply, int status, struct str say);

/* --- assets (assets.c) ----------------------------------------------------------------------- */

/* "ui.css" -> /assets/ui.1a2b3c4d5e6f.css, which may be kept for ever. */
struct url asset_url(struct arena *a, const char *name);
bool asset_answer(const struct req *req, struct reply *reply);

#endif
