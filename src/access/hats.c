/*
 * hats.c - the roles of a day
 */
#include "access/accounts.h"

bool hat_in_force(const struct hat *h, struct day on)
{
	return (!day_set(h->from) || h->from.n <= on.n) && (!day_set(h->to) || h->to.n >= on.n);
}

static unsigned roles_on(const struct hat *hats, size_t n, struct day on)
{
	unsigned roles = 0;

	for (size_t i = 0; i < n; i++)
		roles |= hat_in_force(&hats[i], on) ? hats[i].roles : 0;
	return roles;
}

unsigned viewer_roles(const struct viewer *v, struct day on)
{
	return v->n_hats ? roles_on(v->hats, v->n_hats, on) : v->roles;
}

const struct hat *viewer_hat(const struct viewer *v, unsigned roles, struct day on)
{
	const struct hat *found = NULL;

	for (size_t i = 0; i < v->n_hats; i++) {
		const struct hat *h = &v->hats[i];
		if (hat_in_force(h, on) && h->roles & roles &&
		    (!found || (found->person && !h->person)))
			found = h;
	}
	return found;
}

int64_t viewer_section(const struct viewer *v, struct day on)
{
	const struct hat *found = NULL;

	for (size_t i = 0; i < v->n_hats; i++) {
		const struct hat *h = &v->hats[i];
		if (hat_in_force(h, on) && h->section && (!found || (found->person && !h->person)))
			found = h;
	}
	return found ? found->section : v->section;
}

struct viewer viewer_of(const struct account *who, struct day today)
{
	return (struct viewer){ .org = who->org,
		                .person = who->person,
		                .section = who->section,
		                .roles = who->roles,
		                .hats = who->hats,
		                .n_hats = who->n_hats,
		                .day = today,
		                .strong = INSTANT_NONE };
}
