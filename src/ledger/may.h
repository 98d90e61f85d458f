/*
 * may.h - what a person may see of a ledger, and what may be done with a record now
 *
 * A right is a row of ACCESS: roles, what, within which records, which fields.  The rows that name
 * one of the viewer's roles are joined by OR to one predicate, which lists, counts and record pages
 * share.  Being asked to act grants exactly the view the act needs: a role of which ACCESS says
 * nothing sees the records in the states in which it takes a step, a role bound to its section also
 * those that are in no section yet; whoever began a record sees it.  Above all of it stands
 * `.hidden_from` of the ledger.
 *
 *     put(&w, " AND ");
 *     put_may(&w, t, &viewer, false);          -> ((m."owner" = $5 OR …) OR FALSE)
 *
 * A viewer has hats (access/hats.h): the section of a grant is that of the hats whose roles it names.
 *
 * The record has the alias m.  Parameters are those of bind_args(): $1 org, $5 the viewer's person.
 */
#ifndef LEDGER_MAY_H
#define LEDGER_MAY_H

#include "access/accounts.h"
#include "ledger/fragment.h"
#include "ledger/step.h"

/* Sees anything of the ledger at all: for menus. */
bool may_open(const struct table *t, unsigned roles);
/* Sees a record of it at all, though it may have no list: who is shown some fields only. */
bool may_look(const struct table *t, unsigned roles);
/* May begin a record of it. */
bool may_begin(const struct table *t, unsigned roles);
/* May take the step, or record it for an outside party. */
bool may_take(const struct step *s, unsigned roles);
/* The first step by which these roles move a record on from a state; NULL: none. */
const struct step *may_move(const struct table *t, unsigned roles, size_t state);
/* Is the ledger one of those that the viewer's token is for?  Without a token all are. */
bool viewer_covers(const struct viewer *v, const struct table *t);
/* Writes the predicate, in brackets. */
void put_may(struct writer *w, const struct table *t, const struct viewer *v, bool lists);
/*
 * Where every list grant of these roles is narrow: records of these people (the viewer and those he acts
 * for), of these sections and of those below them, in a state in which they act.  False: some grant
 * reaches further.  For an index that is asked before the predicate, so it gives at least what put_may()
 * allows.
 */
enum { MAX_REACH = 32 };
struct may_reach {
	int64_t people[MAX_REACH];      size_t n_people;
	int64_t sections[MAX_REACH];    size_t n_sections;
	const char *states[MAX_STATES]; size_t n_states;
	bool unplaced[MAX_STATES];      /* of a state: only what is in no section              */
};
bool may_reach(const struct table *t, const struct viewer *v, struct may_reach *ret);
/* One record.  False too when there is no such record. */
bool may_view(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t, int64_t id);
/* Every record of the ledger may be viewed by these roles: no need to ask for each. */
bool may_view_all(const struct table *t, unsigned roles);
/* Every record of the ledger stands in the lists of this viewer. */
bool may_list_all(const struct table *t, const struct viewer *v);
/*
 * What a REF points at, as this viewer may read it: its title, or that it is not his to see.  Names
 * of colleagues are always told.  *ret_to: the ledger it leads to; NULL: no link.
 */
struct str ref_seen(struct tx *tx, const struct program *p, const struct viewer *v, const struct field *f, int64_t id,
                    const struct table **ret_to);
/* What a record is called, as far as this viewer may read it; its number otherwise. */
struct str title_seen(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r, bool unmasked);
/* May the viewer point at that record from another?  Colleagues always, others when he sees them. */
bool may_refer(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t, int64_t id);
/* Fields: SECRET ones only when a row of ACCESS names them. */
bool may_see(const struct table *t, unsigned roles, const struct field *f);

/* A personal value as lists and pages show it: 139****0000, 91********5X, 张**. */
struct str personal_mask(struct arena *a, const struct field *f, struct str text);
/* Is it masked where it is shown, and erased when that is asked: PERSONAL text or day? */
bool is_personal(const struct field *f);

/* Values for the parameters of q, for a viewer on a day. */
struct val *viewer_args(struct tx *tx, const struct program *p, const struct query *q, const struct viewer *v);

/*
 * What may be done with a record now, in the order of the table: every step from its present state,
 * with what stands against it.  Gates that hang on what the step itself fills in are asked when it
 * is taken, not here.
 */
struct reason { struct str say, basis, way; const struct in_the_way *records; size_t n_records; bool more; };
struct act {
	const struct step *s;
	bool mine;                      /* the viewer's roles may take it                      */
	bool may;                       /* nothing known stands against it                     */
	struct str who;                 /* whose it is                                         */
	struct str basis;
	struct reason *against;         size_t n_against;
	size_t asked;                   /* gates that were asked                               */
};
size_t record_acts(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r, struct act **ret);

#endif
