/*
 * forms.h - the form of a step: what it asks for, how it is shown, what came back
 *
 * A form is a step of a record (or of one to begin) with the fields it fills.  Shown, its values
 * come from the record or the address; sent, from the browser; refused, it shows again what was
 * typed with what is wrong beside it.
 *
 * Names: field; field.1.column and field.1.n for rows; several of one name for sets; day, reason,
 * version and csrf beside them.
 */
#ifndef WEB_FORMS_H
#define WEB_FORMS_H

#include "ledger/asides.h"
#include "web/ui.h"

enum { MAX_FORM_FIELDS = 64, EMPTY_ROWS = 3, MAX_OPTIONS = 300 };

struct option { struct str key, label; };
struct options { const char *of, *fit; struct day on; struct option *list; size_t n; bool too_many; };

struct form_field { const struct field *f; bool must; };

struct form {
	struct visit *v;
	const struct table *t;
	const struct step *s;           /* NULL: a verb that every ledger has                  */
	struct str verb, label, basis;
	struct record r;                /* id 0: begins                                        */
	struct form_field fields[MAX_FORM_FIELDS]; size_t n_fields;
	bool sent;                      /* values are those of v->form                         */
	bool asks_day;                  /* the step's day is no field of it                    */
	struct str conflict;            /* who changed what since the form was opened          */
	bool restored;                  /* values are those of a draft, saved at .saved        */
	struct instant saved;
	struct str offered;             /* the record whose facts were carried into it; empty: none */
	struct options options[24];     size_t n_options;
	const char *suggest;            /* the aside that was asked what to propose            */
	struct str suggested;           /* id of what it found                                 */
	struct aside_found suggesting;
};

/* False: there is no such step; the answer is written. */
bool form_make(struct form *f, struct visit *v, struct str verb);
/* The form of a step for records that are not named in the address; false as above. */
bool form_make_many(struct form *f, struct visit *v, struct str verb);
/* Who acts by this form: a step that only an outside party takes is recorded for it. */
struct actor form_actor(const struct form *f);
/* Fills in what the record of ?carry= offers (offered.c). */
void form_offered(struct form *f);
/* The day that was typed beside the fields; unset when none was.  False with a refusal. */
bool form_day(const struct form *f, struct day *ret);
/* Does the ledger hold personal values that can be erased, among the fields these roles see? */
bool has_erasable(const struct table *t, unsigned roles);
/* Writes the page with the form. */
void form_page(struct form *f);
/* What came back, as entries of step_take(). */
struct entry *form_entries(struct form *f, size_t *ret_n);

/* --- conflicts (versus.c) -------------------------------------------------------------------- */

/* Original, mine and theirs, where another has changed what this form fills. */
void put_versus(struct form *f);
/* The sender chose what the record holds now: the field is not filled by this form. */
bool keeps_theirs(const struct form *f, const struct field *field);

/* --- fields (fields.c) ----------------------------------------------------------------------- */

void field_control(struct form *f, const struct form_field *ff);
/* Its value does not come out in a form. */
bool is_kept_back(const struct form *f, const struct field *field);
/* Records that a REF may point at, found once for each form; `on`: day of its .fit_on. */
const struct options *form_options(struct form *f, const struct field *field, struct day on);
/* What .suggest proposes, as its control holds it; empty: nothing.  The line that says why. */
struct str form_suggested(struct form *f, const struct field *field);
void put_suggested(struct form *f, const struct field *field);
/* It can be checked by itself while it is typed (checks.c). */
bool is_checked_alone(const struct field *f);
/* A value as its control holds it. */
struct str control_text(struct arena *a, const struct field *f, struct val val);

#endif
