/*
 * http.h - requests and replies, and the server behind them
 *
 * The seam is web_answer(const struct req *, struct reply *): it needs no socket, so tests, fuzzers
 * and transcripts call it as the server does.  libmicrohttpd is known to http.c alone.
 *
 * A request is what came over the wire, not yet believed: path and query as they were sent, headers
 * in order, the whole body.  framing_check() says whether its framing can be trusted at all; what
 * cannot is answered with 400 and the connection is closed, because what follows on it could be
 * somebody else's request.
 *
 * Memory:  a request and its reply live in one arena, given back when the reply is sent.
 * Threads: one for each connection; handlers block.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/files.h"

struct web;
struct intake;

struct pair { struct str key, value; };
struct pairs { struct pair *list; size_t n, cap; };
/* A file of a form: its bytes as they came, or a draft of the store where the body streamed. */
struct upload { struct str key, file, type, body; struct file_draft *draft; };

enum method { METHOD_GET, METHOD_POST, METHOD_OTHER };

struct req {
	struct web *web;
	struct arena *arena;
	enum method method;
	struct str path;        /* from the first / to before the ?, still encoded             */
	struct str query;       /* after the ?, still encoded                                  */
	struct pairs headers;
	struct str body;
	struct intake *intake;  /* instead of body: it streamed (intake.h)                     */
	struct str address;     /* of the caller                                               */
};

struct reply {
	int status;
	struct str type;        /* of the content                                              */
	struct buf body;
	const unsigned char *file;      size_t n_file;  /* instead of body: constant bytes      */
	bool parted;            /* instead of body: bytes of a file; the descriptor goes along */
	struct file_part part;
	struct pairs headers;
	bool close;
	const char *route;      /* its pattern, and whose session: for watch.h                 */
	int64_t account;
	bool stored;            /* may be kept by the browser: a static file                   */
};

enum { BODY_LIMIT = 1 << 20, REPLY_LIMIT = 8 << 20, ARENA_LIMIT = 64 << 20 };

/* Answers a request; the reply is complete, whatever went wrong. */
void web_answer(const struct req *req, struct reply *reply);
/*
 * For a route that streams: true when the visitor may send the body, with the intake that takes it;
 * otherwise the reply is complete.  *ret_streams false: it is a route like others.
 */
bool web_admit(const struct req *req, struct reply *reply, struct intake **ret, bool *ret_streams);
/* Largest body that this path takes; larger ones are answered before they are read. */
size_t web_body_limit(const struct req *req);

/*
 * Listens and serves until SIGTERM or SIGINT, then finishes what it has begun.  `listen` is
 * ADDRESS:PORT, :PORT or PORT; without an address it is 127.0.0.1.  Port 0: one that is free; the
 * address is printed on standard output in any case.  Returns the exit code.
 */
int web_serve(struct web *web, const char *listen);

/*
 * NULL when the framing of a request can be trusted, else what is wrong with it: no Host or two, a
 * Content-Length that is no plain number or stands twice, together with Transfer-Encoding, an
 * encoding other than chunked, Authorization and its like twice, names or values with control
 * characters.
 */
const char *framing_check(const struct pairs *headers);

/*
 * NULL when each line of the head ended with CR LF and none held a NUL, else what is wrong.  `head`
 * is the head as the library leaves it: a NUL in place of each separator and of each CR and LF.
 * `n_target` is the length of the address as it was sent.
 *
 *     GET <0>/health<0>HTTP/1.1<0><0>Host<0> a<0><0><0><0>     one header
 */
const char *head_check(struct str head, size_t n_target, size_t n_headers);

/* Names of headers are compared without regard to case; empty when it is not there. */
struct str header_of(const struct pairs *headers, const char *name);
void pair_add(struct arena *a, struct pairs *to, struct str key, struct str value);
/* The first value of a key; empty when there is none. */
struct str pair_of(const struct pairs *p, const char *key);
bool pair_has(const struct pairs *p, const char *key);

/* --- parsing (parse.c) ----------------------------------------------------------------------- */

/* %41 and +; false on a bad escape, a NUL or bytes that are no UTF-8. */
bool url_decode(struct arena *a, struct str s, bool plus, struct str *ret);
/* Everything but letters, digits and -._~ as %XX. */
struct str url_encode(struct arena *a, struct str s);
/* More pairs than these are no form of ours: each field looks through all of them. */
enum { MAX_PAIRS = 8000, MAX_QUERY_PAIRS = 100 };
/* a=1&b=2; false when a part cannot be decoded or there are too many. */
bool form_parse(struct arena *a, struct str s, struct pairs *ret);
/* multipart/form-data; at most MAX_PARTS parts. */
enum { MAX_PARTS = 2000, MAX_UPLOADS = 4 };
bool multipart_parse(struct arena *a, struct str content_type, struct str body, struct pairs *ret,
                     struct upload *ret_uploads, size_t *ret_n_uploads);
/* --- JSON as a form (json_form.c) ------------------------------------------------------------ */

enum { MAX_JSON_ROWS = 500 };
/*
 * A JSON object of fields as a form would have sent it: rows as field.1.column, sets as a；b, an
 * array of either also as `field[]`, so that it can be told from text.  Strict: one object, no key
 * twice, no fractions (money is text), arrays of plain values or of flat objects, no more.  False
 * with a sentence in *ret_say that names the key; *ret is not to be used then.
 */
bool json_form_parse(struct arena *a, struct str body, struct pairs *ret, struct str *ret_say);
/* One cookie of the header; empty when it is not there. */
struct str cookie_of(const struct pairs *headers, const char *name);

#endif
