/*
 * options.c - the words of the command line
 *
 * An option is known when the common list or the command's own names it; a value follows in the
 * same word after `=` or in the next.  `--` ends the options.
 */
#include "cmd/app.h"

#include "cmd/words.h"
#include "ledger/figures.h"

static const char common[] = "db=,files=,today=,user=,law=,key=,json";

bool app_has(const struct app *app, const char *option)
{
	for (size_t i = 0; i < app->n_given; i++)
		if (str_is(app->given[i].name, option))
			return true;
	return false;
}

struct str app_option(const struct app *app, const char *option)
{
	for (size_t i = app->n_given; i-- > 0;)
		if (str_is(app->given[i].name, option))
			return app->given[i].value;
	return S("");
}

bool app_next(const struct app *app, const char *option, size_t *at, struct str *ret_value)
{
	for (; *at < app->n_given; ++*at)
		if (str_is(app->given[*at].name, option)) {
			*ret_value = app->given[(*at)++].value;
			return true;
		}
	return false;
}

bool app_day(struct app *app, const char *option, struct day *ret_day)
{
	struct str text = app_option(app, option);

	if (!app_has(app, option))
		return true;
	if (day_parse(text, ret_day))
		return true;
	app_no(app, NOT_UNDERSTOOD, "--%s：没有这一天：%.*s。日期写作 2024-03-01。", option,
	       P(text));
	return false;
}

bool app_int(struct app *app, const char *option, int64_t *ret_n)
{
	struct str text = app_option(app, option);

	if (!app_has(app, option) || str_int(text, ret_n))
		return true;
	app_no(app, NOT_UNDERSTOOD, "--%s 应当是整数：%.*s。", option, P(text));
	return false;
}

struct table *app_table(struct app *app, struct str key)
{
	struct table *t = table_of(&app->program, key);
	struct near n;

	if (t)
		return t;
	near_init(&n, key);
	for (size_t i = 0; i < app->program.n_tables; i++) {
		const struct ledger *l = app->program.tables[i].l;
		if (str_is(key, l->label))
			return &app->program.tables[i];
		near_see(&n, str_of(l->key));
	}
	app_unknown(app, "没有这个台账", &n);
	return NULL;
}

bool app_period(struct app *app, struct period *ret)
{
	int64_t year = 0;
	struct day from = DAY_NONE, to = DAY_NONE, cutoff = DAY_NONE;

	if (!app_int(app, "year", &year) || !app_day(app, "from", &from) ||
	    !app_day(app, "to", &to) || !app_day(app, "cutoff", &cutoff))
		return false;
	if (app_has(app, "year") ? year < 1900 || year > 2999 || day_set(from) || day_set(to)
	                         : !day_set(from) || !day_set(to)) {
		app_no(app, NOT_UNDERSTOOD,
		       "应当写明期间：--year 2024，或者 --from 2024-01-01 --to 2024-12-31。");
		return false;
	}
	*ret = app_has(app, "year") ? period_of_year((int)year) : (struct period){ from, to, to };
	if (day_set(cutoff))
		ret->cutoff = cutoff;
	if (ret->from.n > ret->to.n) {
		app_no(app, NOT_UNDERSTOOD, "期间的起止颠倒。");
		return false;
	}
	return true;
}

/* --- reading the words ------------------------------------------------------------------------ */

/* Does the list name this option?  *ret_takes: a value follows. */
static bool listed(const char *list, struct str name, bool *ret_takes, bool *ret_many)
{
	struct str rest = str_of(list), item, key, tail;

	while (str_item(&rest, &item)) {
		bool takes = str_cut(item, '=', &key, &tail);
		if (!str_eq(takes ? key : item, name))
			continue;
		*ret_takes = takes;
		*ret_many = takes && tail.n;
		return true;
	}
	return false;
}

static void see_listed(struct near *n, struct app *app, const char *list)
{
	struct str rest = str_of(list), item, key, tail;

	while (str_item(&rest, &item))
		near_see(n, arena_fmt(&app->arena, "--%.*s",
		                      P(str_cut(item, '=', &key, &tail) ? key : item)));
}

static bool unknown_option(struct app *app, struct str name)
{
	struct near n;

	near_init(&n, arena_fmt(&app->arena, "--%.*s", P(name)));
	see_listed(&n, app, app->command->options);
	see_listed(&n, app, common);
	app_unknown(app, "没有这个选项", &n);
	return false;
}

static bool read_option(struct app *app, struct str word, int argc, char **argv, int *at)
{
	struct str name = word, value = S("");
	bool joined = str_cut(word, '=', &name, &value), takes, many;

	if (!listed(app->command->options, name, &takes, &many) &&
	    !listed(common, name, &takes, &many))
		return unknown_option(app, name);
	if (joined && !takes)
		return app_no(app, NOT_UNDERSTOOD, "--%.*s 不带值。", P(name)), false;
	if (takes && !joined) {
		if (*at + 1 >= argc || str_starts(str_of(argv[*at + 1]), S("--")))
			return app_no(app, NOT_UNDERSTOOD, "--%.*s 缺少值。", P(name)), false;
		value = str_of(argv[++*at]);
	}
	if (!many && app_has(app, arena_z(&app->arena, name)))
		return app_no(app, NOT_UNDERSTOOD, "--%.*s 写了两次。", P(name)), false;
	app->given[app->n_given++] = (struct given){ name, value };
	return true;
}

bool app_words(struct app *app, int argc, char **argv)
{
	const struct command *c = app->command;
	bool only_words = (c->needs & FOR_ALL) != 0, takes, many;

	app->words = arena_array(&app->arena, struct str, argc + 1);
	app->given = arena_array(&app->arena, struct given, argc + 1);
	for (int i = 0; i < argc; i++) {
		struct str word = str_of(argv[i]);
		if (!utf8_ok(word, NULL))
			return app_no(app, NOT_UNDERSTOOD, "第%d个词不是有效的 UTF-8 文字。",
			              i + 1),
			       false;
		if (!only_words && str_is(word, "--"))
			only_words = true;
		else if (!only_words && str_is(word, "-o") &&
		         listed(c->options, S("o"), &takes, &many)) {
			if (!read_option(app, S("o"), argc, argv, &i))
				return false;
		} else if (only_words || !str_starts(word, S("--")))
			app->words[app->n_words++] = word;
		else if (!read_option(app, str_from(word, 2), argc, argv, &i))
			return false;
	}
	app->json = app_has(app, "json");
	if ((int)app->n_words < c->least || (int)app->n_words > c->most)
		return app_no(app, NOT_UNDERSTOOD, "%s\n用法：yifa %s %s",
		              (int)app->n_words < c->least ? "少了词。" : "多了词。", c->name,
		              c->words),
		       false;
	return true;
}
