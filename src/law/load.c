/*
 * load.c - reads the law from its files
 *
 * A table of columns says where each cell goes, so that an error can name file, line and column.
 * The first error ends the reading: a law that was read in part is no law.
 */
#include "law/load.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/must.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 24, LARGEST_FILE = 8 << 20 };

bool load_fail(struct load *l, const char *column, const char *say)
{
	int line = l->csv.line > 0 ? (int)l->csv.line : 1;

	if (column)
		*l->ret_error = arena_fmt(l->arena, "%s 第%d行 %s列：%s", l->file, line, column,
		                          say);
	else
		*l->ret_error = arena_fmt(l->arena, "%s 第%d行：%s", l->file, line, say);
	return false;
}

static bool read_file(struct load *l, const char *path, struct str *ret_text)
{
	FILE *f = fopen(path, "rb");
	char some[4096];
	struct buf b;
	size_t n;

	if (!f) {
		*l->ret_error = arena_fmt(l->arena, "%s：%s", path, strerror(errno));
		return false;
	}
	buf_init(&b, LARGEST_FILE);
	while ((n = fread(some, 1, sizeof(some), f)) > 0)
		buf_put(&b, (struct str){ some, n });
	*ret_text = arena_str(l->arena, buf_str(&b));
	if (b.over || ferror(f))
		*l->ret_error = arena_fmt(l->arena, "%s：%s", path,
		                          b.over ? "文件过大" : "读取失败");
	buf_drop(&b);
	fclose(f);
	return l->ret_error->n == 0;
}

/* The text of law/<name>, from the folder or from the program. */
bool load_text(struct load *l, const char *dir, const char *name, struct str *ret_text)
{
	const struct embedded *e;

	l->file = arena_fmt(l->arena, "%s/%s", dir ? dir : "law", name).p;
	if (dir)
		return read_file(l, l->file, ret_text);
	e = embedded_find(l->file);
	if (!e) {
		*l->ret_error = arena_fmt(l->arena, "%s：程序中没有这个文件", l->file);
		return false;
	}
	*ret_text = (struct str){ (const char *)e->data, e->n };
	return true;
}

bool load_open(struct load *l, const char *dir, const char *name, const char *columns)
{
	struct str text, rest = str_of(columns), column;

	if (!load_text(l, dir, name, &text))
		return false;
	sm3_add(&l->sum, text);
	csv_init(&l->csv, text, l->arena);
	l->columns = columns;
	l->n_columns = 0;
	if (!csv_row(&l->csv))
		return load_fail(l, NULL, l->csv.error ? l->csv.error : "缺少表头");
	for (; str_item(&rest, &column); l->n_columns++) {
		size_t i = 0;

		must(l->n_columns < MOST_COLUMNS);
		while (i < l->csv.n && !str_eq(str_trim(l->csv.cells[i]), column))
			i++;
		if (i == l->csv.n)
			return load_fail(l, arena_z(l->arena, column), "缺少这一列");
		l->at[l->n_columns] = i;
	}
	l->width = l->csv.n;
	return true;
}

bool load_row(struct load *l, bool *ret_more)
{
	*ret_more = csv_row(&l->csv);
	if (l->csv.error)
		return load_fail(l, NULL, l->csv.error);
	if (*ret_more && l->csv.n != l->width)
		return load_fail(
			l, NULL,
			arena_fmt(l->arena, "应有%d格，实有%d格", (int)l->width, (int)l->csv.n).p);
	return true;
}

struct str load_cell(const struct load *l, const char *column)
{
	int i = str_index(l->columns, str_of(column));

	must(i >= 0);
	return str_trim(l->csv.cells[l->at[i]]);
}

bool load_pick(struct load *l, const char *column, const char *keys, int *ret_i)
{
	struct str s = load_cell(l, column);
	int i = str_index(keys, s);

	if (i < 0)
		return load_fail(l, column, arena_fmt(l->arena, "“%.*s”不是%s之一", P(s), keys).p);
	*ret_i = i;
	return true;
}

bool load_day(struct load *l, const char *column, struct day *ret_day)
{
	struct str s = load_cell(l, column);

	*ret_day = DAY_NONE;
	if (s.n > 0 && !day_parse(s, ret_day))
		return load_fail(l, column, arena_fmt(l->arena, "没有“%.*s”这一天", P(s)).p);
	return true;
}

bool load_int(struct load *l, const char *column, int64_t *ret_n)
{
	struct str s = load_cell(l, column);

	*ret_n = 0;
	if (s.n > 0 && (!str_int(s, ret_n) || *ret_n < 0))
		return load_fail(l, column, arena_fmt(l->arena, "“%.*s”不是非负整数", P(s)).p);
	return true;
}

static bool load_rolls(struct load *l, struct term *t)
{
	int i = 1;

	if (load_cell(l, "rolls").n > 0 && !load_pick(l, "rolls", "yes,no", &i))
		return false;
	t->rolls = i == 0;
	return true;
}

/*
 * A setting is what the law leaves to an authority.  A rule of the bureau itself (`house`) is one
 * too when it has a value, since the bureau may change it.
 */
static bool load_setting(struct load *l, struct term *t)
{
	int i = -1;

	if (load_cell(l, "setting").n > 0 && !load_pick(l, "setting", "setting,house", &i))
		return false;
	t->is_setting = i == 0 || (i == 1 && t->unit != UNIT_NONE);
	return true;
}

static bool load_value(struct load *l, struct term *t)
{
	struct str s = load_cell(l, "value"), n = s, d;

	t->d = 1;
	t->has_value = s.n > 0;
	if (!t->has_value)
		return true;
	if (str_cut(s, '/', &n, &d) && (t->unit != UNIT_RATIO || !str_int(d, &t->d) || t->d <= 0))
		return load_fail(l, "value", "只有比例可以写成n/d，且d大于零");
	if (!str_int(n, &t->n) || t->n < 0)
		return load_fail(l, "value", arena_fmt(l->arena, "“%.*s”不是非负整数", P(s)).p);
	return true;
}

/* The empty cell is the first of the keys of unit and counted. */
static bool load_pick_or_none(struct load *l, const char *column, const char *keys, int *ret_i)
{
	struct str s = load_cell(l, column);

	*ret_i = -1;
	if (s.n > 0 && !str_eq(s, S("-")) && !str_eq(s, S("–")) &&
	    !load_pick(l, column, keys, ret_i))
		return false;
	*ret_i += 1;
	return true;
}

/* A period needs both a unit and what it is counted in; days are working days or calendar days. */
static bool units_agree(struct load *l, const struct term *t)
{
	static const enum counted need[N_TERM_UNITS] = {
		[UNIT_HOUR] = COUNTED_H,
		[UNIT_MINUTE] = COUNTED_CLOCK,
		[UNIT_MONTH] = COUNTED_M,
		[UNIT_YEAR] = COUNTED_Y,
	};

	if (t->unit == UNIT_DAY && t->counted != COUNTED_WD && t->counted != COUNTED_CD)
		return load_fail(l, "counted", "以日计的，应当写明WD（工作日）或者CD（自然日）");
	if (need[t->unit] != COUNTED_NONE && t->counted != need[t->unit] &&
	    t->counted != COUNTED_CLOCK)
		return load_fail(l, "counted", "与单位不符");
	return true;
}

static bool load_term(struct load *l, struct term *t)
{
	int kind, unit, counted;

	t->id = load_cell(l, "id");
	t->statute = load_cell(l, "statute");
	t->article = load_cell(l, "article");
	t->confidence = load_cell(l, "confidence");
	t->gist = load_cell(l, "gist");
	t->extend_by = load_cell(l, "extend_by");
	if (t->id.n == 0)
		return load_fail(l, "id", "不能为空");
	if (!load_pick(l, "kind", "within,at_least,at_most,every,before,amount,rate,rule", &kind) ||
	    !load_pick_or_none(l, "unit", "day,hour,minute,month,year,fen,tenth_hour,ratio,number",
	                       &unit) ||
	    !load_pick_or_none(l, "counted", "WD,CD,H,M,Y,clock", &counted))
		return false;
	t->kind = (enum term_kind)kind;
	t->unit = (enum term_unit)unit;
	t->counted = (enum counted)counted;
	if (!load_value(l, t) || !units_agree(l, t) || !load_rolls(l, t) || !load_setting(l, t) ||
	    !load_int(l, "extend_max", &t->extend_max) || !load_day(l, "in_force_from", &t->from) ||
	    !load_day(l, "in_force_to", &t->to))
		return false;
	if (day_set(t->from) && day_set(t->to) && t->to.n < t->from.n)
		return load_fail(l, "in_force_to", "早于生效之日");
	return true;
}

static int by_id_and_day(const void *a, const void *b)
{
	const struct term *x = a, *y = b;
	int c = str_cmp(x->id, y->id);

	return c ? c : (x->from.n > y->from.n) - (x->from.n < y->from.n);
}

/* Rows are gathered in an array that doubles in the arena. */
static void *grow(struct arena *a, void *p, size_t n, size_t size)
{
	void *q;

	if (n < 64 ? n != 0 : (n & (n - 1)) != 0)
		return p;
	q = arena_alloc(a, (n < 64 ? 64 : n * 2) * size);
	if (n > 0)
		memcpy(q, p, n * size);
	return q;
}

static bool load_terms(struct load *l, struct law *law, const char *dir)
{
	bool more;

	if (!load_open(l, dir, "terms.csv",
	               "id,kind,value,unit,counted,from_event,rolls,extend_by,extend_max,"
	               "statute,article,in_force_from,in_force_to,confidence,setting,gist"))
		return false;
	while (load_row(l, &more) && more) {
		law->terms = grow(l->arena, law->terms, law->n_terms, sizeof(struct term));
		if (!load_term(l, &law->terms[law->n_terms]))
			return false;
		law->n_terms++;
	}
	if (l->ret_error->n > 0)
		return false;
	if (law->n_terms > 0)
		qsort(law->terms, law->n_terms, sizeof(struct term), by_id_and_day);
	for (size_t i = 1; i < law->n_terms; i++)
		if (by_id_and_day(&law->terms[i - 1], &law->terms[i]) == 0)
			return load_fail(
				l, "in_force_from",
				arena_fmt(l->arena, "%.*s有两个同日生效的版本", P(law->terms[i].id))
					.p);
	return true;
}

static bool load_statute(struct load *l, struct statute *s)
{
	int64_t last;

	s->name = load_cell(l, "name");
	s->kind = load_cell(l, "kind");
	s->number = load_cell(l, "number");
	s->issuer = load_cell(l, "issuer");
	s->status = load_cell(l, "status");
	if (s->name.n == 0)
		return load_fail(l, "name", "不能为空");
	if (!load_day(l, "in_force_from", &s->from) || !load_day(l, "in_force_to", &s->to) ||
	    !load_int(l, "last_article", &last))
		return false;
	s->last_article = (int)last;
	return true;
}

static bool load_statutes(struct load *l, struct law *law, const char *dir)
{
	bool more;

	if (!load_open(l, dir, "statutes.csv",
	               "name,kind,number,issuer,in_force_from,in_force_to,last_article,"
	               "status,source"))
		return false;
	while (load_row(l, &more) && more) {
		law->statutes = grow(l->arena, law->statutes, law->n_statutes,
		                     sizeof(struct statute));
		if (!load_statute(l, &law->statutes[law->n_statutes]))
			return false;
		law->n_statutes++;
	}
	return l->ret_error->n == 0;
}

bool law_load(struct law *law, struct arena *a, const char *dir, struct str *ret_error)
{
	struct str error = S("");
	struct load l = { .arena = a, .ret_error = &error };

	unsigned char digest[SM3_SIZE];
	bool ok;

	*law = (struct law){ .arena = a };
	sm3_init(&l.sum);
	ok = load_statutes(&l, law, dir) && load_terms(&l, law, dir) &&
	     load_calendars(&l, law, dir) && load_papers(&l, law, dir);
	sm3_end(&l.sum, digest);
	law->sm3 = hex_text(a, digest, SM3_SIZE);
	sm3_init(&l.sum); /* how a name is spoken is no law                                     */
	ok = ok && load_pinyin(&l, law, dir);
	sm3_end(&l.sum, digest);
	if (!ok)
		*ret_error = error;
	return ok;
}
