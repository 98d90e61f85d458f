/*
 * hats.h - what somebody may stand for, and from when to when
 *
 * A hat is a set of roles worn in one section (0: in the bureau as a whole) from a day to a day, both
 * included.  It comes of a post, of the roles of an account that has no posts, or of acting for
 * another (代理): then `person` is the one acted for.  A right on a day is asked of the hats of that
 * day, so what was done last year is judged by the posts of last year.
 *
 *     struct viewer v = viewer_of(&account, world_today(&world));
 *     if (v.roles & CHIEF) …
 *
 * Memory: hats live as long as the account they came with.
 */
#ifndef ACCESS_HATS_H
#define ACCESS_HATS_H

#include "base/day.h"
#include "base/str.h"

struct hat {
	unsigned roles;
	int64_t section;                /* an org; 0: the bureau as a whole                    */
	int64_t person;                 /* acted for; 0: oneself                               */
	int64_t account;                /* acted for; 0: oneself                               */
	int64_t post;                   /* 0: the roles of the account                         */
	struct day from, to;            /* both included; unset: open                          */
	struct str of;                  /* name of the account acted for                       */
};

/* Who looks, on which day. */
struct viewer {
	int64_t org, person, section;
	unsigned roles;                 /* of the hats in force on the day                     */
	const struct hat *hats;         size_t n_hats;  /* all there are; none: roles, section */
	struct day day;
	struct instant strong;          /* when a second factor was last shown; unset: never   */
	const char *ledgers;            /* of a token: these only, separated by commas; NULL: all */
};

struct account;
struct viewer viewer_of(const struct account *who, struct day today);

bool hat_in_force(const struct hat *h, struct day on);
/* Roles of all the hats of a day; those of a viewer without hats hold on any. */
unsigned viewer_roles(const struct viewer *v, struct day on);
/* The section one works in on that day, one's own before one acted for; 0: the bureau as a whole. */
int64_t viewer_section(const struct viewer *v, struct day on);
/* The hat under which one of `roles` is held on a day, one's own before another's; NULL: none. */
const struct hat *viewer_hat(const struct viewer *v, unsigned roles, struct day on);

#endif
