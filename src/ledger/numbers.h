/*
 * numbers.h - series of numbers of papers, without gaps
 *
 * A number is used by a paper (which may have become void), or was reserved for work without the
 * network and not come back yet, or was reserved and given back with a reason: it is void.  There is
 * no fourth.  Numbers are never given twice.
 *
 *     struct number_block b = { .series = S("当罚"), .year = 2024, .count = 10, .person = p, .device = S("执法一号"),
 *                                .purpose = S("十月夜间检查") };
 *     block_reserve(tx, p, &actor, &b)        b.id, b.from, b.to
 *
 * A reserved number is used by the step that is given it: entry `paper_number` (several: a；b).
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
	struct str device, purpose;     /* where it is used, what for                          */
	struct day day, returned_on;
	struct str reason;
};

/* Refused: a kind that no paper has, no person, too many, no device, no purpose, who is not of the staff. */
bool may_reserve(unsigned roles);
bool block_reserve(struct tx *tx, const struct program *p, const struct actor *who, struct number_block *b);
/* What was not used of it is void from now on. */
bool block_return(struct tx *tx, const struct actor *who, int64_t id, struct str reason);

enum number_is { NUMBER_USED, NUMBER_VOID, NUMBER_RESERVED, NUMBER_RETURNED, NUMBER_LOST, N_NUMBER_IS };
struct number_of {
	int64_t n;
	enum number_is is;              /* LOST: nothing says what became of it, a finding     */
	struct str ledger; int64_t record;
	struct str why;                 /* void, returned                                      */
	int64_t person;                 /* reserved for                                        */
	struct day day;
};

const char *number_is_key(enum number_is is);      /* used, void, reserved, returned, lost */
const char *number_is_label(enum number_is is);
/* Every number of a series that was given, from 1. */
size_t numbers_of(struct tx *tx, int64_t org, struct str series, int year, struct number_of **ret);
/* The series that have numbers, newest year first. */
struct series_of { struct str series; int year; int64_t last; };
size_t series_list(struct tx *tx, int64_t org, struct series_of **ret);
/* Kinds of number that papers have, in the order of the ledgers. */
size_t series_kinds(const struct program *p, struct arena *a, struct str **ret);
size_t number_blocks(struct tx *tx, int64_t org, struct number_block **ret);

struct str number_text(struct tx *tx, int64_t org, struct str series, int year, int64_t n);
/* Does a paper that the step issues bear a number? */
bool step_numbered(const struct ledger *l, const struct step *s);
/* The key of a series among all counters. */
struct str numbers_mark(struct arena *a, struct str series);

#endif
