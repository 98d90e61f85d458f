/*
 * json.h - writing JSON as a stream, into a buf
 *
 * No tree: begin, key, value, end.  The writer knows where commas go.  Integers stay exact; money
 * goes as text of yuan, ids as text.
 *
 *     struct json j;
 *     json_init(&j, out);
 *     json_open(&j, '{');
 *     json_key(&j, "value"); json_int(&j, 30);
 *     json_close(&j, '}');
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/day.h"
#include "base/fen.h"

struct json { struct buf *out; int depth; bool comma[32]; bool after_key; };

void json_init(struct json *j, struct buf *out);
void json_open(struct json *j, char brace);             /* '{' or '['                           */
void json_close(struct json *j, char brace);            /* '}' or ']'                           */
void json_key(struct json *j, const char *key);
void json_key_str(struct json *j, struct str key);
void json_str(struct json *j, struct str s);
void json_pair(struct json *j, const char *key, struct str s);   /* a key and its text        */
void json_int(struct json *j, int64_t n);
void json_bool(struct json *j, bool b);
void json_null(struct json *j);
void json_day(struct json *j, struct day d);            /* "2024-03-01", unset: null            */
void json_at(struct json *j, struct instant t);
void json_id(struct json *j, int64_t id);               /* as text; 0: null                     */
void json_raw(struct json *j, struct str number);       /* a number already in text             */

/*
 * An object of its own, as text: begin opens it, end closes it and gives its text in an arena.  What
 * would be longer than `limit` bytes is cut there, as buf.h does.
 *
 *     struct json_text t;
 *     struct json *j = json_begin(&t, 1 << 16);
 *     json_pair(j, "reason", reason);
 *     body = json_end(&t, tx->arena);
 */
struct json_text { struct buf buf; struct json j; };
struct json *json_begin(struct json_text *t, size_t limit);
struct str json_end(struct json_text *t, struct arena *a);

#endif
