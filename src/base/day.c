/*
 * day.c - civil days and instants
 *
 * The arithmetic is that of the proleptic Gregorian calendar by eras of 400 years, with years
 * that begin in March so that the leap day is the last.  China has had one offset, +08:00, and no
 * summer time since 1991, so an instant becomes a day by one division.
 */
#include "base/day.h"
#include "base/must.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2999, DAYS_OF_ERA = 146097, DAYS_TO_1970 = 719468 };

#define SECOND   INT64_C(1000000)
#define DAY_US   (86400 * SECOND)
#define CHINA_US (8 * 3600 * SECOND)

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

bool day_exists(int year, int month, int mday)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && mday >= 1 &&
	       mday <= month_length(year, month);
}

struct day day_make(int year, int month, int mday)
{
	int y = month <= 2 ? year - 1 : year;
	int era = y / 400, of_era = y % 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

	must(day_exists(year, month, mday));
	return (struct day){ era * DAYS_OF_ERA + of_era * 365 + of_era / 4 - of_era / 100 +
		             of_year - DAYS_TO_1970 };
}

/* Division towards minus infinity. */
static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

void day_split(struct day d, int *ret_year, int *ret_month, int *ret_mday)
{
	int64_t z = (int64_t)d.n + DAYS_TO_1970;
	int64_t era = floor_div(z, DAYS_OF_ERA);
	int of_era = (int)(z - era * DAYS_OF_ERA);
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_ERA - 1)) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*ret_mday = of_year - (153 * m + 2) / 5 + 1;
	*ret_month = m < 10 ? m + 3 : m - 9;
	*ret_year = (int)(y + era * 400) + (*ret_month <= 2);
}

int day_year(struct day d)
{
	int year, month, mday;

	day_split(d, &year, &month, &mday);
	return year;
}

int day_weekday(struct day d)
{
	int64_t n = (int64_t)d.n + 4; /* 1970-01-01 was a Thursday */

	return (int)(n - floor_div(n, 7) * 7);
}

struct day day_add_months(struct day d, int months)
{
	int year, month, mday;
	int64_t m;

	day_split(d, &year, &month, &mday);
	m = (int64_t)year * 12 + month - 1 + months;
	year = (int)floor_div(m, 12);
	month = (int)(m - (int64_t)year * 12) + 1;
	if (mday > month_length(year, month))
		mday = month_length(year, month);
	return day_make(year, month, mday);
}

struct day day_year_end(int year)
{
	return day_make(year, 12, 31);
}

/* Takes `least` to `most` digits off the front of *s. */
static bool take_digits(struct str *s, size_t least, size_t most, int *ret_n)
{
	size_t i = 0;
	int n = 0;

	for (; i < s->n && i < most && s->p[i] >= '0' && s->p[i] <= '9'; i++)
		n = n * 10 + (s->p[i] - '0');
	if (i < least)
		return false;
	*s = str_from(*s, i);
	*ret_n = n;
	return true;
}

static bool take(struct str *s, struct str what)
{
	if (!str_starts(*s, what))
		return false;
	*s = str_from(*s, what.n);
	return true;
}

/* Takes a day off the front of *s. */
static bool take_day(struct str *s, struct day *ret_day)
{
	struct str t = *s;
	int year, month, mday;
	bool ok;

	if (!take_digits(&t, 4, 4, &year))
		return false;
	if (take(&t, S("-")))
		ok = take_digits(&t, 2, 2, &month) && take(&t, S("-")) &&
		     take_digits(&t, 2, 2, &mday);
	else if (take(&t, S("/")))
		ok = take_digits(&t, 1, 2, &month) && take(&t, S("/")) &&
		     take_digits(&t, 1, 2, &mday);
	else if (take(&t, S("年")))
		ok = take_digits(&t, 1, 2, &month) && take(&t, S("月")) &&
		     take_digits(&t, 1, 2, &mday) && take(&t, S("日"));
	else
		ok = take_digits(&t, 2, 2, &month) && take_digits(&t, 2, 2, &mday);
	if (!ok || year < FIRST_YEAR || year > LAST_YEAR || !day_exists(year, month, mday))
		return false;
	*s = t;
	*ret_day = day_make(year, month, mday);
	return true;
}

bool day_parse(struct str s, struct day *ret_day)
{
	struct day d;

	if (!take_day(&s, &d) || s.n > 0)
		return false;
	*ret_day = d;
	return true;
}

struct str day_text(struct arena *a, struct day d)
{
	int year, month, mday;

	if (!day_set(d))
		return S("");
	day_split(d, &year, &month, &mday);
	return arena_fmt(a, "%04d-%02d-%02d", year, month, mday);
}

const char *day_week_cn(struct day d)
{
	static const char *const names[] = { "星期日", "星期一", "星期二", "星期三",
		                             "星期四", "星期五", "星期六" };

	return names[day_weekday(d)];
}

struct str day_text_cn(struct arena *a, struct day d)
{
	int year, month, mday;

	if (!day_set(d))
		return S("");
	day_split(d, &year, &month, &mday);
	return arena_fmt(a, "%d年%d月%d日", year, month, mday);
}

/* Takes "[:15[.5]]" off the front of *s. */
static bool take_seconds(struct str *s, int64_t *ret_us)
{
	int second;
	int64_t unit = SECOND, us;

	*ret_us = 0;
	if (!take(s, S(":")))
		return true;
	if (!take_digits(s, 2, 2, &second) || second > 59)
		return false;
	us = second * SECOND;
	if (take(s, S("."))) {
		int digit, n = 0;

		/* Up to nine digits are read; those beyond the microsecond are dropped. */
		for (; n < 9 && take_digits(s, 1, 1, &digit); n++) {
			unit /= 10;
			us += digit * unit;
		}
		if (n == 0)
			return false;
	}
	*ret_us = us;
	return true;
}

/* Takes "[+08:00|Z]" off the front of *s; nothing means China's time. */
static bool take_zone(struct str *s, int64_t *ret_us)
{
	int sign = 1, hour, minute;

	*ret_us = CHINA_US;
	if (s->n == 0)
		return true;
	*ret_us = 0;
	if (take(s, S("Z")))
		return true;
	if (take(s, S("-")))
		sign = -1;
	else if (!take(s, S("+")))
		return false;
	if (!take_digits(s, 2, 2, &hour) || !take(s, S(":")) || !take_digits(s, 2, 2, &minute) ||
	    hour > 14 || minute > 59)
		return false;
	*ret_us = sign * (hour * 60 + minute) * 60 * SECOND;
	return true;
}

bool instant_parse(struct str s, struct instant *ret_at)
{
	struct day d;
	int hour, minute;
	int64_t us, zone;

	if (!take_day(&s, &d) || !(take(&s, S("T")) || take(&s, S(" "))) ||
	    !take_digits(&s, 2, 2, &hour) || hour > 23 || !take(&s, S(":")) ||
	    !take_digits(&s, 2, 2, &minute) || minute > 59)
		return false;
	if (!take_seconds(&s, &us) || !take_zone(&s, &zone) || s.n > 0)
		return false;
	ret_at->us = d.n * DAY_US + (hour * 60 + minute) * 60 * SECOND + us - zone;
	return true;
}

struct str instant_text(struct arena *a, struct instant t)
{
	int year, month, mday, second;
	struct day d = instant_day(t);

	if (!instant_set(t))
		return S("");
	day_split(d, &year, &month, &mday);
	second = (int)((t.us - instant_of_day(d).us) / SECOND);
	return arena_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", year, month, mday, second / 3600,
	                 second / 60 % 60, second % 60);
}

struct day instant_day(struct instant t)
{
	if (!instant_set(t))
		return DAY_NONE;
	return (struct day){ (int32_t)floor_div(t.us + CHINA_US, DAY_US) };
}

struct instant instant_of_day(struct day d)
{
	if (!day_set(d))
		return INSTANT_NONE;
	return (struct instant){ d.n * DAY_US - CHINA_US };
}
