/*
 * count.c - a number asked for by words
 *
 * The words become a struct spec; figures.c counts.  Names are looked up first, so that an unknown
 * one is told with the nearest that there is.
 */
#include "cmd/app.h"
#include "ledger/figures.h"

struct asking {
	struct app *app;
	struct spec s;
	struct period d;
	int64_t org;
	const struct field *rows;
};

static bool known(struct asking *q, const char *what, struct str name)
{
	const struct ledger *l = q->s.t->l;
	struct near near;
	enum kind kind;

	if ((q->rows && q->rows->kind == ROWS && row_field(q->rows, name)) || field_of(l, name) ||
	    (q->rows && (str_is(name, "value") || str_is(name, "n"))) ||
	    auto_column(&q->app->law, l, name, &kind))
		return true;
	near_init(&near, name);
	near_fields(&near, q->s.t, q->rows);
	app_unknown(q->app, what, &near);
	return false;
}

static bool what_is_counted(struct asking *q)
{
	struct str word = q->app->words[0], key = word, rows = S("");
	bool has_rows = str_cut(word, '.', &key, &rows);
	struct near near;

	if (!(q->s.t = app_table(q->app, key)))
		return false;
	if (!has_rows)
		return true;
	q->rows = field_of(q->s.t->l, rows);
	if (q->rows && (q->rows->kind == ROWS || q->rows->kind == REFS || q->rows->kind == PICKS)) {
		q->s.rows = q->rows->key;
		return true;
	}
	near_init(&near, rows);
	for (size_t i = 0; i < q->s.t->l->n_fields; i++)
		if (q->s.t->l->fields[i].kind == ROWS || q->s.t->l->fields[i].kind == REFS ||
		    q->s.t->l->fields[i].kind == PICKS)
			near_see(&near, str_of(q->s.t->l->fields[i].key));
	app_unknown(q->app, "没有这组行", &near);
	return false;
}

/* The conditions of one option, joined by newlines. */
static bool conds_of(struct asking *q, const char *option, const char **ret)
{
	struct str all = S(""), one;
	size_t at = 0;

	while (app_next(q->app, option, &at, &one)) {
		size_t n = 0;
		while (n < one.n && ((one.p[n] >= 'a' && one.p[n] <= 'z') || one.p[n] == '_' ||
		                     (one.p[n] >= '0' && one.p[n] <= '9')))
			n++;
		for (size_t i = 0; i < one.n; i++)
			if (one.p[i] == '\n')
				return app_no(q->app, NOT_UNDERSTOOD, "条件写在一行里。"), false;
		if (n && !known(q, "没有这个字段", (struct str){ one.p, n }))
			return false;
		all = arena_fmt(&q->app->arena, "%.*s%s%.*s", P(all), all.n ? "\n" : "", P(one));
	}
	*ret = all.n ? all.p : NULL;
	return true;
}

static bool measure_of(struct asking *q)
{
	static const char *const names[N_MEASURES] = {
		[COUNT] = "count", [SUM] = "sum",   [DISTINCT] = "distinct", [MIN] = "min",
		[MAX] = "max",     [MEAN] = "mean", [SHARE] = "share",
	};
	struct str text = app_option(q->app, "measure"), name = text, field = S("");
	bool of = str_cut(text, ':', &name, &field);
	struct near near;

	q->s.measure = COUNT;
	if (!app_has(q->app, "measure"))
		return true;
	near_init(&near, name);
	for (int i = COUNT; i <= SHARE; i++) {
		near_see(&near, str_of(names[i]));
		if (!str_is(name, names[i]))
			continue;
		q->s.measure = (enum measure)i;
		if ((i == COUNT) == of)
			return app_no(q->app, NOT_UNDERSTOOD,
			              i == COUNT ? "count 不带字段。"
			                         : "--measure 写作 sum:字段、share:条件。"),
			       false;
		if (i == SHARE)
			q->s.conds = arena_z(&q->app->arena, field);
		else if (of)
			q->s.field = arena_z(&q->app->arena, field);
		return i == SHARE || !of || known(q, "没有这个字段", field);
	}
	app_unknown(q->app, "没有这种量法", &near);
	return false;
}

/* For a share --where narrows both sides. */
static bool filters_of(struct asking *q)
{
	const char *where = NULL, *among = NULL;
	struct arena *a = &q->app->arena;

	if (!conds_of(q, "where", &where) || !conds_of(q, "among", &among))
		return false;
	if (among && q->s.measure != SHARE)
		return app_no(q->app, NOT_UNDERSTOOD,
		              "--among 是比率的分母，与 --measure share:条件 同用。"),
		       false;
	if (q->s.measure != SHARE) {
		q->s.conds = where;
		return true;
	}
	q->s.among_conds = where && among ? arena_fmt(a, "%s\n%s", where, among).p
	                   : where        ? where
	                                  : among;
	return true;
}

/* The stock of a day: as the ledger's own figures say, else from beginning to end. */
static const char *during_of(const struct asking *q)
{
	const struct ledger *l = q->s.t->l;

	for (size_t i = 0; i < l->n_figures; i++) {
		const struct figure *f = &l->figures[i];
		bool same = str_eq(str_of(f->rows), str_of(q->s.rows));
		if (f->during && same && !f->per)
			return f->during;
	}
	for (size_t i = 0; q->s.rows && i < l->n_figures; i++)
		if (l->figures[i].during && !l->figures[i].rows && !l->figures[i].per)
			return l->figures[i].during;
	return "begun_on,ended_on";
}

static bool days_of(struct asking *q)
{
	struct day today = world_today(&q->app->world), on = DAY_NONE;
	struct str date = app_option(q->app, "date");
	bool flow = app_has(q->app, "date") || app_has(q->app, "from") || app_has(q->app, "to");

	q->d = (struct period){ day_make(1900, 1, 1), day_make(2999, 12, 31), today };
	if (!app_day(q->app, "from", &q->d.from) || !app_day(q->app, "to", &q->d.to) ||
	    !app_day(q->app, "on", &on))
		return false;
	if (flow && day_set(on))
		return app_no(q->app, NOT_UNDERSTOOD,
		              "--on 数某一日的存量，不与 --date、--from、--to 同用。"),
		       false;
	if (day_set(on)) {
		q->d = (struct period){ on, on, on };
		q->s.during = during_of(q);
		return true;
	}
	if (!flow)
		return true;
	if (app_has(q->app, "to"))
		q->d.cutoff = q->d.to;
	q->s.on = date.n ? arena_z(&q->app->arena, date) : "begun_on";
	return known(q, "没有这个日期字段", str_of(q->s.on));
}

static bool groups_of(struct asking *q)
{
	struct str per = app_option(q->app, "per"), by, month, name;
	const struct field *f;
	size_t at = 0;

	while (app_next(q->app, "by", &at, &by)) {
		bool is_month = str_cut(by, ':', &month, &name);
		if (is_month && !str_is(month, "month") && !str_is(month, "year"))
			return app_no(q->app, NOT_UNDERSTOOD,
			              "--by 写作 字段、month:日期字段 或者 year:日期字段。"),
			       false;
		if (!known(q, "没有这个字段", is_month ? name : by))
			return false;
		if (q->s.n_by == 4)
			return app_no(q->app, NOT_UNDERSTOOD, "至多四个 --by。"), false;
		q->s.by[q->s.n_by++] = arena_z(&q->app->arena, by);
	}
	if (!app_has(q->app, "per"))
		return true;
	f = q->rows && q->rows->kind == ROWS ? row_field(q->rows, per) : NULL;
	f = f ? f : field_of(q->s.t->l, per);
	if (!f)
		return known(q, "没有这个字段", per);
	if (f->kind != REF || (!q->s.field && q->s.measure != COUNT))
		return app_no(q->app, NOT_UNDERSTOOD,
		              "--per 写指向一本台账的字段，并写明量哪个字段。"),
		       false;
	q->s.per = f->key;
	q->s.everyone = str_nth(f->of, 0).n ? arena_z(&q->app->arena, str_nth(f->of, 0)) : NULL;
	q->s.field = q->s.field ? q->s.field : "1";
	return true;
}

/* --- the answer ------------------------------------------------------------------------------- */

static void put_value(struct app *app, struct json *j, const struct spec *s,
                      const struct figure_value *v)
{
	json_key(j, "value");
	if (v->has) {
		json_raw(j, figure_text(&app->arena, s, v));
		return;
	}
	json_null(j);
	json_pair(j, "why", v->why);
}

static struct str joined(struct app *app, const struct str *parts, size_t n)
{
	struct str all = parts[0];

	for (size_t i = 1; i < n; i++)
		all = arena_fmt(&app->arena, "%.*s,%.*s", P(all), P(parts[i]));
	return all;
}

static void answer_json(struct asking *q, const struct figure_value *v, const struct group *list,
                        size_t n)
{
	struct json j;

	json_init(&j, &q->app->out);
	json_open(&j, '{');
	put_value(q->app, &j, &q->s, v);
	json_key(&j, "records");
	json_int(&j, v->records);
	json_key(&j, "by");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_pair(&j, "key", joined(q->app, list[i].key, q->s.n_by));
		json_pair(&j, "label", joined(q->app, list[i].label, q->s.n_by));
		put_value(q->app, &j, &q->s, &list[i].value);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(&q->app->out, '\n');
}

static void answer_text(struct asking *q, const struct figure_value *v, const struct group *list,
                        size_t n)
{
	struct buf *out = &q->app->out;

	for (size_t i = 0; i < n; i++) {
		buf_put(out, joined(q->app, list[i].label, q->s.n_by));
		buf_putc(out, '\t');
		buf_put(out, list[i].value.has ? figure_text(&q->app->arena, &q->s, &list[i].value)
		                               : list[i].value.why);
		buf_putc(out, '\n');
	}
	if (n)
		buf_putz(out, "合计\t");
	buf_put(out, v->has ? figure_text(&q->app->arena, &q->s, v) : v->why);
	buf_putc(out, '\n');
}

/* What may not be seen may not be counted by: each number would tell a part of it. */
static bool name_seen(struct asking *q, struct str text)
{
	const struct field *f;
	size_t n = 0;

	while (n < text.n && ((text.p[n] >= 'a' && text.p[n] <= 'z') || text.p[n] == '_' ||
	                      (text.p[n] >= '0' && text.p[n] <= '9')))
		n++;
	f = field_of(q->s.t->l, (struct str){ text.p, n });
	if (!f || q->app->setting_up || may_see(q->s.t, q->app->viewer.roles, f))
		return true;
	return app_no(q->app, REFUSED, "“%s”不在您的权限内，不能按它计数。", f->label), false;
}

static bool names_seen(struct asking *q)
{
	static const char *const words[] = { "where", "among", "by", "measure", "per" };
	struct str text, head, rest;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (size_t at = 0; app_next(q->app, words[i], &at, &text);) {
			bool after = i > 1 &&
			             str_cut(text, ':', &head, &rest); /* sum:F, month:F        */
			if (!name_seen(q, after ? rest : text))
				return false;
		}
	return true;
}

enum exit_code cmd_count(struct app *app)
{
	struct asking q = { .app = app };
	struct figure_value v;
	struct group *list = NULL;
	struct tx tx;
	size_t n = 0;

	if (!what_is_counted(&q) || !app_may_open(app, q.s.t) || !app_org(app, &q.org) ||
	    !names_seen(&q) || !measure_of(&q) || !filters_of(&q) || !days_of(&q) || !groups_of(&q))
		return app->code;
	tx = app_read(app);
	if (spec_count(&tx, &app->program, q.org, &q.s, &q.d, &v) && q.s.n_by)
		n = spec_groups(&tx, &app->program, q.org, &q.s, &q.d, &list);
	tx_end(&tx);
	if (app->r.fault || app->r.n_refused)
		return app_refused(app, NOT_UNDERSTOOD);
	if (app->json)
		answer_json(&q, &v, list, n);
	else
		answer_text(&q, &v, list, n);
	return DONE;
}
