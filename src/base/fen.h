/*
 * fen.h - money
 *
 * Integer fen (1 yuan = 100 fen).  Text is yuan with at most two decimals.
 */
#ifndef BASE_FEN_H
#define BASE_FEN_H

#include "base/arena.h"

struct fen { int64_t n; };

/* "3000", "3,000.00", "0.5"; no sign but a leading '-'; no exponent; at most 2 decimals; |yuan| < 10^13. */
bool fen_parse(struct str s, struct fen *ret_fen);
struct str fen_text(struct arena *a, struct fen m);        /* 3000.00                          */
struct str fen_text_cn(struct arena *a, struct fen m);     /* 3,000.00                         */
/* In ten thousands of yuan with up to four decimals, no trailing zeros: 14.3415. */
struct str fen_text_wan(struct arena *a, struct fen m);

/* Tenths: hours of study, "2.5" -> 25. */
bool tenth_parse(struct str s, int64_t *ret_tenths);
struct str tenth_text(struct arena *a, int64_t tenths);

#endif
