/*
 * api.h - what programs get and send: whole records, answers of steps, the description of it all
 *
 * The addresses and handlers are those of the pages; here is only what JSON says differently from
 * a page.  doc/api.md is the manual for whoever calls it.
 */
#ifndef WEB_API_H
#define WEB_API_H

#include "access/repeats.h"
#include "web/forms.h"

/*
 * A record with all that its page shows: fields (masked where the page masks), names and ways of
 * what it points at, dues, states, steps taken, steps possible with what stands against them, lanes.
 */
void record_whole_json(struct visit *v, struct json *j, const struct record *r);

/*
 * Are the keys of a JSON body those of the form, each in its shape: text, an array of values, an
 * array of rows?  Refuses each that is not, by name.
 */
bool json_sent_stands(struct form *f);
/* Every record that a sent field points at is one the visitor may see; others do not exist for him. */
bool refs_sent_stand(struct form *f, const struct entry *e, size_t n);

/* A step that was taken, on its way out. */
struct taken_answer {
	const struct table *t;
	int64_t id;
	bool begun;
	bool bare;              /* the record is not the caller's to read                      */
};
/* {"id","href","number","state","version","position","warnings","record"}, read through v->tx. */
void taken_json(struct visit *v, struct json *j, const struct taken_answer *x);

/* The name that the sender gave to this request, or that of its form (`once`), and what it is.  False: it is
 * none, answered. */
bool repeat_of(struct visit *v, struct repeat *ret);
/* Answers what was answered the first time. */
void repeat_answer(struct visit *v, const struct repeat *x);
/* The name belongs to another request. */
bool repeat_refuse(const struct visit *v, struct refusals *r);

/* The steps that every ledger has, as this visitor may take them of this record now. */
struct common_act { const char *verb, *label, *icon; };
size_t record_common(struct visit *v, const struct record *r, bool ended, struct common_act *ret, size_t room);

/* What a program wrote behind the `?` is what its route asks.  False: it is not, answered with 422. */
bool query_stands(struct visit *v);
/* Is it one of those that every list has, beside its fields? */
bool list_parameter(struct str key);

/* /api/upstream/{source} */
void upstream_post(struct visit *v);
/* /api/openapi.json */
void openapi_get(struct visit *v);
#endif
