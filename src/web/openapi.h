/*
 * openapi.h - the description of the API, made from the tables
 *
 *     openapi_write(&out, &program, ~0u);
 *
 * Below it is what its files share.
 */
#ifndef WEB_OPENAPI_H
#define WEB_OPENAPI_H

#include "base/buf.h"
#include "ledger/program.h"

/* OpenAPI 3.1 of every ledger that these roles may open; ~0u: of all.  A few megabytes. */
void openapi_write(struct buf *out, const struct program *p, unsigned roles);

struct json;            /* base/json.h, whose names are also those of jansson                  */

/* The description while it is written: of the ledger `t`. */
struct spec_of {
	struct json *j;
	const struct program *p;
	struct arena *a;
	const struct table *t;
	const struct ledger *l;
};

void spec_z(struct json *j, const char *key, const char *z);
void spec_s(struct json *j, const char *key, struct str s);
void spec_open(struct json *j, const char *key, char brace);
/* {"$ref":"#/components/…"}, as a value and as a member. */
void spec_ref(struct json *j, struct str to);
void spec_ref_key(struct json *j, const char *key, const char *to);
void spec_own_ref(struct spec_of *k, const char *key, const char *what);
void spec_type(struct json *j, const char *type, bool null);
void spec_list(struct json *j, const char *key, const char *list);
void spec_choices(struct json *j, const struct field *f, bool null);
/* 类别：enquiry 咨询；complaint 投诉 */
struct str spec_describe(struct spec_of *k, const struct field *f);
/* The schema of a field, as it is sent or as it is answered. */
void spec_field(struct spec_of *k, const struct field *f, bool sent);
/* state, fields, brief, record, list and taken of the ledger. */
void spec_schemas(struct spec_of *k);

/* A member of assets/openapi.json, which holds what no table says: its text. */
struct str spec_fixed(struct arena *a, const char *member);

#endif
