/*
 * ids.h - identifiers that carry a check
 *
 * uscc: 统一社会信用代码, GB 32100-2015; the organisation code inside it, GB 11714.
 * id card: 公民身份号码, GB 11643-1999.
 */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include "base/arena.h"

bool uscc_ok(struct str s);             /* 18 characters, alphabet and both check digits        */
bool id_card_ok(struct str s);          /* 18 characters, birth date exists, check digit        */
struct str uscc_mask(struct arena *a, struct str s);        /* 91********5X                      */
struct str phone_mask(struct arena *a, struct str s);       /* 139****0000                       */
struct str name_mask(struct arena *a, struct str s);        /* 张**                              */

/*
 * The written form of a TEXT field (`.form`): "uscc", "id_card", "phone", "certificate", "url",
 * "sm3", "area".  Returns NULL when it holds, else what is wrong, as a Chinese sentence.
 * An unknown form is a bug that ledger_check() names: form_known().
 */
bool form_known(const char *form);
const char *form_check(const char *form, struct str text);

/*
 * Ids of records: 41 bits of milliseconds since 2020-01-01, 10 of node, 12 of sequence.
 * Not in order across threads; never twice in one process.
 */
struct world;
int64_t id_next(struct world *w, int node);

#endif
