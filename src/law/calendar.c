/*
 * calendar.c - which days are worked
 *
 * A file names the days that differ from the week: off, statutory (off too) and work.  One row of
 * kind `provisional` says that the year's arrangement is not announced yet: its dates are then
 * computed from what is known and marked.
 */
#include "base/embedded.h"
#include "base/must.h"
#include "law/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_YEAR = 1990, LAST_YEAR = 2199 };

static int place_in_year(int year, struct day d)
{
	return d.n - day_make(year, 1, 1).n;
}

/* Monday to Friday, before the file says more. */
static void fill_weeks(struct calendar_year *y)
{
	struct day d = day_make(y->year, 1, 1), end = day_year_end(y->year);

	for (int i = 0; d.n <= end.n; i++, d = day_add(d, 1)) {
		int weekday = day_weekday(d);

		y->day[i] = weekday == 0 || weekday == 6 ? 0 : DAY_WORKED;
	}
}

static bool load_calendar_row(struct load *l, struct calendar_year *y, bool seen[366])
{
	enum { OFF, WORK, STATUTORY, PROVISIONAL };
	struct day d;
	int kind, i;

	if (!load_pick(l, "kind", "off,work,statutory,provisional", &kind) ||
	    !load_day(l, "date", &d))
		return false;
	if (kind == PROVISIONAL) {
		y->provisional = true;
		return true;
	}
	if (!day_set(d) || day_year(d) != y->year)
		return load_fail(l, "date", "不在这一年");
	i = place_in_year(y->year, d);
	if (seen[i])
		return load_fail(l, "date", "同一天写了两次");
	seen[i] = true;
	y->day[i] = kind == WORK ? DAY_WORKED : kind == STATUTORY ? DAY_STATUTORY : 0;
	return true;
}

static bool load_calendar(struct load *l, struct calendar_year *y, const char *dir)
{
	bool seen[366] = { false }, more;
	struct str name = arena_fmt(l->arena, "calendars/%d.csv", y->year);

	if (!load_open(l, dir, name.p, "date,kind,label"))
		return false;
	fill_weeks(y);
	while (load_row(l, &more) && more)
		if (!load_calendar_row(l, y, seen))
			return false;
	return l->ret_error->n == 0;
}

/* "2024.csv" -> 2024; 0 for another name. */
static int year_of_name(struct str name)
{
	int64_t year;

	if (name.n != 8 || !str_ends(name, S(".csv")) || !str_int((struct str){ name.p, 4 }, &year))
		return 0;
	return year >= FIRST_YEAR && year <= LAST_YEAR ? (int)year : 0;
}

static bool list_folder(struct load *l, const char *dir, bool there[])
{
	struct str path = arena_fmt(l->arena, "%s/calendars", dir);
	DIR *d = opendir(path.p);
	struct dirent *e;

	if (!d) {
		*l->ret_error = arena_fmt(l->arena, "%s：%s", path.p, strerror(errno));
		return false;
	}
	while ((e = readdir(d)) != NULL) {
		int year = year_of_name(str_of(e->d_name));

		if (year)
			there[year - FIRST_YEAR] = true;
	}
	closedir(d);
	return true;
}

static void list_embedded(bool there[])
{
	struct str folder = S("law/calendars/");

	for (size_t i = 0; i < n_embedded_files; i++) {
		struct str path = str_of(embedded_files[i].path);
		int year = str_starts(path, folder) ? year_of_name(str_from(path, folder.n)) : 0;

		if (year)
			there[year - FIRST_YEAR] = true;
	}
}

bool load_calendars(struct load *l, struct law *law, const char *dir)
{
	bool there[LAST_YEAR - FIRST_YEAR + 1] = { false };
	size_t most = sizeof(there) / sizeof(there[0]);

	if (!dir)
		list_embedded(there);
	else if (!list_folder(l, dir, there))
		return false;
	law->years = arena_array(l->arena, struct calendar_year, most);
	for (size_t i = 0; i < most; i++) {
		struct calendar_year *y = &law->years[law->n_years];

		if (!there[i])
			continue;
		y->year = FIRST_YEAR + (int)i;
		if (law->n_years > 0 && y[-1].year + 1 != y->year) {
			*l->ret_error = arena_fmt(l->arena, "%s/calendars：缺少%d年的工作日历",
			                          dir ? dir : "law", y[-1].year + 1);
			return false;
		}
		if (!load_calendar(l, y, dir))
			return false;
		law->n_years++;
	}
	return true;
}

/* Years have no gaps, so the place of a year is a subtraction. */
static const struct calendar_year *find_year(const struct law *law, int year)
{
	int64_t i = law->n_years ? (int64_t)year - law->years[0].year : -1;

	return i >= 0 && (size_t)i < law->n_years ? &law->years[i] : NULL;
}

bool calendar_has(const struct law *law, int year)
{
	return find_year(law, year) != NULL;
}

/* The texts are constants, so that a clock can name the year without an arena. */
#define MISSING(year) #year "年工作日历尚未导入"
#define MISSING_TEN(d) \
	MISSING(d##0), MISSING(d##1), MISSING(d##2), MISSING(d##3), MISSING(d##4), MISSING(d##5), \
		MISSING(d##6), MISSING(d##7), MISSING(d##8), MISSING(d##9)
enum { FIRST_NAMED = 1980 };
static const char *const missing_text[] = {
	MISSING_TEN(198), MISSING_TEN(199), MISSING_TEN(200), MISSING_TEN(201), MISSING_TEN(202),
	MISSING_TEN(203), MISSING_TEN(204), MISSING_TEN(205), MISSING_TEN(206), MISSING_TEN(207),
};

struct str calendar_missing(int year)
{
	int i = year - FIRST_NAMED;

	if (i < 0 || i >= (int)(sizeof(missing_text) / sizeof(missing_text[0])))
		return S("工作日历尚未导入");
	return str_of(missing_text[i]);
}

static unsigned flags(const struct law *law, struct day d)
{
	int year = day_year(d);
	const struct calendar_year *y = find_year(law, year);

	must(y != NULL);
	return y->day[place_in_year(year, d)];
}

bool is_worked(const struct law *law, struct day d)
{
	return (flags(law, d) & DAY_WORKED) != 0;
}

bool is_statutory(const struct law *law, struct day d)
{
	return (flags(law, d) & DAY_STATUTORY) != 0;
}

bool is_provisional(const struct law *law, struct day d)
{
	const struct calendar_year *y = find_year(law, day_year(d));

	return !y || y->provisional;
}

bool workdays_add(const struct law *law, struct day d, int n, struct day *ret_day)
{
	int step = n < 0 ? -1 : 1;

	for (int left = n < 0 ? -n : n; left > 0;) {
		d = day_add(d, step);
		if (!calendar_has(law, day_year(d)))
			return false;
		left -= is_worked(law, d);
	}
	*ret_day = d;
	return true;
}

bool workdays_between(const struct law *law, struct day a, struct day b, int *ret_n)
{
	struct day from = a.n < b.n ? a : b, to = a.n < b.n ? b : a;
	int n = 0;

	for (struct day d = day_add(from, 1); d.n <= to.n; d = day_add(d, 1)) {
		if (!calendar_has(law, day_year(d)))
			return false;
		n += is_worked(law, d);
	}
	*ret_n = a.n <= b.n ? n : -n;
	return true;
}
