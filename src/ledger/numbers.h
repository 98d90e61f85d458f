/*
 * numbers.h - series of numbers of papers, without gaps
 *
 * A number is used by a paper (which may have become void), or was reserved for work without the
 * network and not come back yet, or was reserved and given back with a reason: it is void.  There is
 * no fourth.  Numbers are never given twice.
 *
 *     struct number_block b = { .series = S("当罚"), .year = 2024, .count = 10, .person = p, .device = S("执法一号") };
 *     block_reserve(tx, &actor, &b)           b.from, b.to
 *
 * Reserving and giving back are entries of the ledger `paper_number`.
 */
#ifndef LEDGER_NUMBERS_H
#define LEDGER_NUMBERS_H

#include "journal/verify.h"
#include "ledger/step.h"

/* What an officer needs in a day without the network, and what is still looked through. */
enum { MOST_RESERVED = 50 };

struct number_block {
	int64_t id;
	struct str series;
	int year;
	int64_t count, from, to;
	int64_t person;                 /* for whom                                            */
	struct str device;
	struct day day, returned_on;
	struct str reason;
};

struct str number_text(struct tx *tx, int64_t org, struct str series, int year, int64_t n);
/* The key of a series among all counters. */
struct str numbers_mark(struct arena *a, struct str series);

#endif
