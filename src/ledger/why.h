/*
 * why.h - why somebody can, or can not
 *
 * The same rights as may.h, asked one by one, so that a person sees which hat, which row of ACCESS,
 * which scope, state, condition or gate decided.  It decides nothing itself: `may` is the answer of
 * may_view(), may_see() and record_acts().
 *
 *     struct why why;
 *     why_of(&tx, p, &viewer, table, id, S("decide"), &why);
 *     why.lines[i].holds, .what, .facts, .basis
 *
 * `what` is view, list, a verb of the ledger or the key of a field.  Without a record (id 0) scopes
 * and conditions are told and not asked.
 */
#ifndef LEDGER_WHY_H
#define LEDGER_WHY_H

#include "base/json.h"
#include "ledger/may.h"

enum why_says { WHY_YES, WHY_NO, WHY_DEPENDS };

struct why_line {
	enum why_says says;
	struct str what;                /* 角色“执法人员”可 view,list，范围：本科室              */
	struct str facts;               /* what is so: 记录在市场管理科，您在执法支队           */
	struct str basis;
};

struct why {
	bool may;
	struct str label;               /* 查看, or the label of the step or field             */
	struct why_line *lines;         size_t n, cap;
};

/* False when `what` is none of the ledger's. */
bool why_of(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t, int64_t id,
            struct str what, struct why *ret);

/* {"may":true,"label":"…","lines":[{"says":"yes","what":…,"facts":…,"basis":…}]} */
void why_json(struct json *j, const struct why *why);

#endif
