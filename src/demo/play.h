/*
 * play.h - scripts, and the agenda that plays them day by day
 *
 * A script is how one affair goes: its moves in order, each so many working days after the one
 * before it.  A series begins so many affairs of a script between two days.  The player keeps all
 * affairs in one agenda ordered by day; what falls after the last day is not played, so the affair
 * is open at the end of the year, as it would be.
 *
 *     SCRIPT("typical", { 0, "chief mark typical_case as t", "case=@c|title=某案|…" },
 *                       { 3, "head approve t" })
 *
 * A move says WHO VERB RECORD, or WHO VERB LEDGER as NAME when it begins a record; a name that
 * begins with ~ is known to all affairs and ends with # where a number goes.  Four moves are none
 * of a person: `find LEDGER as NAME` (its text: conditions joined by |), `then SCRIPT` (goes on
 * with the moves of another, and comes back), `play SCRIPT` (begins another affair beside this one,
 * with its names) and `bind`; the text of the last three is bindings, as in .with.  `then nothing`
 * does nothing.
 *
 * Text is `field=value|rows+column:value,column:value|…`.  In it
 *     @name       a record; @name* any of those that begin so; @name% the next in turn,
 *                 @name%7 from the seventh on
 *     {key}       what .with binds, else a word of the list of that name, the same all through
 *     {key*}      a new word each time; {key%} the words in turn; key bound to list:other: of that
 *     {day} {day+5} {day-5w}   the day of the move, in days or (w) working days; {year}
 *     {n} {n:4}   number of the affair in its series from 1, padded
 *     {7..20}     a number, new each time; {x.field}  what a record holds
 *     {8 x text}  the text eight times, as parts; in it # is 1 to 8 and [key] a hole
 * Bindings are `key=text|name=@record|…`; an & in a text of theirs becomes a |.
 *
 * Everything random comes of the script's name and the number of the affair, so a new row in one
 * table moves nothing in another.
 */
#ifndef DEMO_PLAY_H
#define DEMO_PLAY_H

#include <stdio.h>

#include "ledger/step.h"

#define DAYS(n) (-(n)) /* a move so many calendar days after the one before it */
#define WORK    (-9999) /* on the same day when it is worked, else on the next that is */

struct move { int after; const char *what, *fill; };
struct script { const char *key; const struct move *moves; size_t n; };
/* `n` affairs, spread from `from` to `to` (NULL: all on `from`). */
struct series { const char *script; int n; const char *from, *to; enum { WORKED, ANY_DAY } days; const char *with; };
struct part { const struct script *scripts; size_t n_scripts; const struct series *series; size_t n_series; };

#define SCRIPT(key, ...) { key, (const struct move[]){ __VA_ARGS__ }, \
	sizeof((const struct move[]){ __VA_ARGS__ }) / sizeof(struct move) }
#define PART(name, scripts, series) const struct part name = { scripts, sizeof scripts / sizeof *scripts, \
	series, sizeof series / sizeof *series }

#define PART_OF_SCRIPTS(name, scripts) const struct part name = { scripts, sizeof scripts / sizeof *scripts, NULL, 0 }

struct named { struct str key; const struct table *t; int64_t id; };
struct names { struct named *list; size_t n, cap; };
struct bound { struct str key, value; };

/* One affair under way. */
struct affair {
	const struct script *script;
	const char *with;               /* bindings, until it begins                           */
	size_t at;                      /* next move                                           */
	struct day day;                 /* of that move                                        */
	int order, number;              /* in the agenda; in the series                        */
	uint64_t seed;
	struct names names;
	struct bound *bound;            size_t n_bound, cap_bound;
	const struct script *back[6];   size_t back_at[6], depth;       /* after `then`        */
};

/* The whole play. */
struct play {
	struct db *db;
	const struct program *p;
	const struct law *law;
	struct refusals *r;
	FILE *progress;
	struct world world;
	struct arena keep, step;        /* for the run; for one move                           */
	const struct part *const *parts; size_t n_parts;
	struct affair **agenda;         size_t n_agenda, cap_agenda;
	int begun;                      /* affairs begun so far                                */
	struct names names;             /* known to all                                        */
	struct day last;
	int64_t steps, org;
	bool go_on;                     /* tells every refusal instead of the first            */
	bool failed;
};

/* Begins the affairs of all parts and plays them; false: play->r holds why. */
bool play_all(struct play *play);

/* words.c: the list of that name, NULL when there is none. */
const char *const *words_of(struct str key, size_t *ret_n);

/* cast.c: persons by name, with their roles. */
bool actor_of(struct play *play, struct str who, struct actor *ret);

/* text.c: what stands in the tables becomes entries. */
struct str text_fill(struct play *play, struct affair *a, struct str text);
size_t text_entries(struct play *play, struct affair *a, struct str fill, struct entry **ret);
void text_bind(struct play *play, struct affair *a, const char *with);
uint64_t affair_random(struct affair *a);
const struct named *name_find(const struct names *names, struct str key);
const struct named *name_of(const struct play *play, const struct affair *a, struct str key);
void name_add(struct play *play, struct names *names, struct str key, const struct table *t, int64_t id);
/* Keeps a refusal that says where in the tables the mistake is. */
void play_wrong(struct play *play, const struct affair *a, struct str say);

#endif
