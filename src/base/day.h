/*
 * day.h - civil days and instants
 *
 * struct day is a civil day in China (UTC+8, no summer time since 1991), not an instant: days
 * since 1970-01-01, as the database keeps them.  struct instant is microseconds since the epoch,
 * UTC.  Each wraps one integer, so that a day is never passed where a count is wanted.
 *
 * An unset day or instant is DAY_NONE / INSTANT_NONE; day_set(d) asks.
 *
 *     struct day d;
 *     if (day_parse(S("2024-02-30"), &d))   -> false: there is no such day
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include "base/arena.h"

struct day { int32_t n; };
struct instant { int64_t us; };

#define DAY_NONE     ((struct day){ INT32_MIN })
#define INSTANT_NONE ((struct instant){ INT64_MIN })

static inline bool day_set(struct day d) { return d.n != INT32_MIN; }
static inline bool instant_set(struct instant t) { return t.us != INT64_MIN; }
static inline struct day day_add(struct day d, int n) { return (struct day){ d.n + n }; }

struct day day_make(int year, int month, int mday);       /* the day must exist              */
bool day_exists(int year, int month, int mday);
void day_split(struct day d, int *ret_year, int *ret_month, int *ret_mday);
int  day_year(struct day d);
int  day_weekday(struct day d);                           /* 0 Sunday … 6 Saturday           */
/* Calendar months later; a day that the month lacks becomes its last day. */
struct day day_add_months(struct day d, int months);
struct day day_year_end(int year);                        /* 31 December                      */

/* "2024-03-01", also "2024/3/1", "20240301" and "2024年3月1日"; nothing else; 1900 to 2999. */
bool day_parse(struct str s, struct day *ret_day);
struct str day_text(struct arena *a, struct day d);       /* 2024-03-01; unset: empty         */
const char *day_week_cn(struct day d);                   /* 星期二                              */
struct str day_text_cn(struct arena *a, struct day d);    /* 2024年3月1日                      */

/* "2024-03-01T09:30[:15[.5]][+08:00|Z]", a blank for the T; no zone means +08:00. */
bool instant_parse(struct str s, struct instant *ret_at);
struct str instant_text(struct arena *a, struct instant t); /* 2024-03-01T09:30:00+08:00      */
struct day instant_day(struct instant t);                 /* the civil day it falls on in China */
struct instant instant_of_day(struct day d);              /* 00:00 in China                   */

#endif
