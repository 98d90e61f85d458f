/*
 * upstreams.h - systems above us that send us their matters, as tables
 *
 * A row says what a message of a source means here: which step of which ledger, which field holds
 * the number by which the source knows the matter, and which of their words is which of our fields.
 * POST /api/upstream/{source} reads these rows (web/upstream.c); doc/api.md is the manual.
 */
#ifndef LEDGERS_UPSTREAMS_H
#define LEDGERS_UPSTREAMS_H

#include <stddef.h>

struct upstream {
	const char *source, *label;     /* 12345; 区12345平台                                  */
	const char *event;              /* what their message is; the first of a source begins */
	const char *ledger, *verb;
	const char *number;             /* our field that holds their number                   */
	const char *map;                /* "theirs=ours,…"; a DATE takes the day of an instant  */
	const char *fixed;              /* "ours=value,…": what their messages do not say      */
	const char *changes;            /* of a message that begins: ours that they may correct later */
	const char *ignored;            /* theirs that mean nothing here                       */
};

extern const struct upstream upstreams[];
extern const size_t n_upstreams;

#endif
