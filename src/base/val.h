/*
 * val.h - one value on its way in or out of a database
 *
 * Kinds are what both databases keep: nothing, an integer (counts, ids, days, money, instants,
 * yes and no) and text.  VAL(x) makes one from a typed C value; an unset day is NULL.
 */
#ifndef BASE_VAL_H
#define BASE_VAL_H

#include "base/day.h"
#include "base/fen.h"

struct val { enum { VAL_NULL, VAL_INT, VAL_TEXT, VAL_BYTES } is; int64_t i; struct str s; };

static inline struct val val_int(int64_t i) { return (struct val){ VAL_INT, i, { 0 } }; }
static inline struct val val_i(int i) { return val_int(i); }
static inline struct val val_bool(bool b) { return val_int(b); }
static inline struct val val_str(struct str s) { return (struct val){ VAL_TEXT, 0, s }; }
static inline struct val val_day(struct day d) { return day_set(d) ? val_int(d.n) : (struct val){ VAL_NULL, 0, { 0 } }; }
static inline struct val val_at(struct instant t) { return instant_set(t) ? val_int(t.us) : (struct val){ VAL_NULL, 0, { 0 } }; }
static inline struct val val_fen(struct fen m) { return val_int(m.n); }
static inline struct val val_val(struct val v) { return v; }
/* Nothing, or the empty text that stands for it. */
static inline bool val_unset(struct val v) { return v.is == VAL_NULL || (v.is == VAL_TEXT && !v.s.n); }
#define NULL_VAL ((struct val){ VAL_NULL, 0, { 0 } })

#define VAL(x) _Generic((x), int: val_i, int64_t: val_int, bool: val_bool, struct str: val_str, \
	struct day: val_day, struct instant: val_at, struct fen: val_fen, struct val: val_val)(x)

static inline struct day val_to_day(struct val v) { return v.is == VAL_INT ? (struct day){ (int32_t)v.i } : DAY_NONE; }

#endif
