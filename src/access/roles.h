/*
 * roles.h - the words for roles
 *
 * A role is a bit (enum role); keys stand on the command line and in JSON, labels on pages.
 *
 *     unsigned mask;
 *     if (roles_parse(S("officer,chief"), &mask))  -> OFFICER | CHIEF
 */
#ifndef ACCESS_ROLES_H
#define ACCESS_ROLES_H

#include "base/arena.h"
#include "model/declare.h"

enum { N_ROLES = 20 };

/* Of the role number i (bit 1 << i). */
const char *role_key(int i);
const char *role_label(int i);
/* Keys or labels, separated by commas.  False when one is unknown. */
bool roles_parse(struct str list, unsigned *ret_mask);
/* 执法人员、科室负责人 */
struct str roles_text(struct arena *a, unsigned mask);
/* officer,chief */
struct str roles_keys(struct arena *a, unsigned mask);

#endif
