/*
 * calendar.c - which days are worked
 */
#include "cmd/app.h"

static int worked_days(const struct law *law, int year)
{
	int n = 0;

	for (struct day d = day_make(year, 1, 1); d.n <= day_year_end(year).n; d.n++)
		n += is_worked(law, d);
	return n;
}

static void year_line(struct app *app, struct json *j, const struct calendar_year *y)
{
	int n = worked_days(&app->law, y->year);

	if (!app->json) {
		buf_fmt(&app->out, "%d  工作日 %d 天%s\n", y->year, n,
		        y->provisional ? "  暂定：放假安排尚未公布" : "");
		return;
	}
	json_open(j, '{');
	json_key(j, "year");
	json_int(j, y->year);
	json_key(j, "worked");
	json_int(j, n);
	json_key(j, "provisional");
	json_bool(j, y->provisional);
	json_close(j, '}');
}

static bool is_weekend(struct day d)
{
	return day_weekday(d) == 0 || day_weekday(d) == 6;
}

/* Days off on weekdays, and worked weekends. */
static void day_line(struct app *app, struct json *j, struct day d)
{
	bool worked = is_worked(&app->law, d);

	if (worked != is_weekend(d))
		return;
	if (!app->json) {
		buf_fmt(&app->out, "%.*s  %s\n", P(day_text(&app->arena, d)),
		        worked                       ? "调休上班"
		        : is_statutory(&app->law, d) ? "法定节假日"
		                                     : "放假");
		return;
	}
	json_open(j, '{');
	json_key(j, "day");
	json_day(j, d);
	json_key(j, "worked");
	json_bool(j, worked);
	json_key(j, "statutory");
	json_bool(j, is_statutory(&app->law, d));
	json_close(j, '}');
}

enum exit_code cmd_calendar(struct app *app)
{
	struct json j;
	int64_t year = 0;

	if (app->n_words && (!str_int(app->words[0], &year) || year < 1900 || year > 2999))
		return app_no(app, NOT_UNDERSTOOD, "不是年份：%.*s。", P(app->words[0]));
	if (year && !calendar_has(&app->law, (int)year))
		return app_no(app, REFUSED,
		              "%.*s。请在 --law 文件夹的 calendars/ 里放入这一年的日历。",
		              P(calendar_missing((int)year)));
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; !year && i < app->law.n_years; i++)
		year_line(app, &j, &app->law.years[i]);
	if (year)
		for (struct day d = day_make((int)year, 1, 1); d.n <= day_year_end((int)year).n;
		     d.n++)
			day_line(app, &j, d);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
