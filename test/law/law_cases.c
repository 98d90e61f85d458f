/*
 * law_cases.c - runs the stories of the files beside it (README.md has the form)
 *
 * Every step goes through step_take, on a copy of a database in which the prelude was played.  The
 * last line is `N passed, N failed`; a failure names file and line, what was expected and what was,
 * and the command that runs this case alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "drop.h"
#include "ledger/conds.h"
#include "ledger/figures.h"
#include "ledger/step.h"
#include "ledgers/ledgers.h"

enum { MAX_NAMES = 512, MAX_LINES = 8000 };

struct name {
	struct str key;
	const struct table *t;
	int64_t id;
};

struct run {
	struct arena a; /* of the case                                         */
	struct law law;
	struct program p;
	struct db *db;
	struct world world;
	struct refusals r;
	struct name names[MAX_NAMES];
	size_t n_names;
	struct str lines[MAX_LINES];
	size_t n_lines;
	const char *file;
	struct str title;
	size_t at;
	bool fixed_today, failed;
	bool first; /* stop at the first failure                           */
	int passed, failures;
};

static const struct {
	const char *who, *person;
	unsigned roles;
} cast[] = {
	{ "officer", "officer", OFFICER },
	{ "officer2", "officer2", OFFICER },
	{ "officer3", "officer3", OFFICER },
	{ "clerk", "clerk", CLERK },
	{ "chief", "chief", CHIEF | OFFICER },
	{ "reviewer", "reviewer", REVIEWER | LEGAL },
	{ "legal", "legal", LEGAL },
	{ "head", "head", HEAD },
	{ "deputy", "deputy", DEPUTY },
	{ "leader", "leader", LEADER },
	{ "secretary", "secretary", SECRETARY },
	{ "disclosure_head", "disclosure_head", DISCLOSURE_HEAD },
	{ "system", NULL, SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY },
	{ "outside", NULL, OUTSIDE },
	{ "operator", NULL, OPERATOR | OUTSIDE },
	{ "superior", NULL, SUPERIOR | OUTSIDE },
	{ "ministry", NULL, MINISTRY | OUTSIDE },
};

static void fail(struct run *run, const char *f, ...) __attribute__((format(printf, 2, 3)));

static void fail(struct run *run, const char *f, ...)
{
	va_list ap;

	if (!run->failed)
		printf("not ok %s: %.*s\n", run->file, P(run->title));
	run->failed = true;
	va_start(ap, f);
	printf("#   %s:%zu: ", run->file, run->at + 1);
	vprintf(f, ap);
	printf("\n");
	va_end(ap);
}

static void print_refusals(struct run *run)
{
	for (size_t i = 0; i < run->r.n; i++) {
		const struct refusal *x = &run->r.list[i];
		printf("#     %s [%.*s] %.*s %.*s %.*s%s%.*s\n", x->warning ? "warned" : "refused",
		       P(x->field), P(x->say), P(x->why), P(x->basis), x->value.n ? " 值：" : "",
		       P(x->value));
	}
	if (run->r.fault)
		printf("#     fault %.*s\n", P(run->r.fault_say));
}

static struct name *name_of(struct run *run, struct str key)
{
	for (size_t i = run->n_names; i-- > 0;)
		if (str_eq(run->names[i].key, key))
			return &run->names[i];
	return NULL;
}

static void name_add(struct run *run, struct str key, const struct table *t, int64_t id)
{
	must(run->n_names < MAX_NAMES);
	run->names[run->n_names++] = (struct name){ arena_str(&run->a, key), t, id };
}

static struct str word(struct str *rest)
{
	struct str s = *rest = str_trim(*rest);
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*rest = str_trim(str_from(s, n));
	return (struct str){ s.p, n };
}

static bool is_indented(struct str line)
{
	return str_starts(line, S("    ")) || str_starts(line, S("\t\t"));
}

/* --- values ----------------------------------------------------------------------------------- */

/* @name becomes an id; sets of names too. */
static struct str value_text(struct run *run, struct str v)
{
	struct str rest = str_trim(v), item, out = S("");

	if (str_is(rest, "—"))
		return S("");
	if (!str_starts(rest, S("@")))
		return rest;
	while (str_set_item(&rest, &item)) {
		struct name *n = name_of(run, str_from(item, 1));
		if (!n)
			fail(run, "没有这个名字：%.*s", P(item));
		out = arena_fmt(&run->a, "%.*s%s%lld", P(out), out.n ? ";" : "",
		                (long long)(n ? n->id : 0));
	}
	return out;
}

static void add_row(struct run *run, struct entry *e, struct str text)
{
	struct entry_row *rows = arena_array(&run->a, struct entry_row, e->n_rows + 1), *row;
	struct str rest = text, item;

	if (e->n_rows)
		memcpy(rows, e->rows, e->n_rows * sizeof *rows);
	e->rows = rows;
	row = &rows[e->n_rows++];
	row->cells = arena_array(&run->a, struct entry, 32);
	while (str_item(&rest, &item)) {
		struct str key, value;
		int64_t n;
		if (!str_cut(item, ':', &key, &value))
			fail(run, "行里应当是 列: 值 —— %.*s", P(item));
		else if (str_is(str_trim(key), "n") && str_int(str_trim(value), &n))
			row->n = n;
		else
			row->cells[row->n_cells++] = (struct entry){
				.key = str_trim(key), .text = value_text(run, value)
			};
	}
}

/* `field = value`, `field + col: value, …`, `field += …` */
static void add_entry(struct run *run, struct entry *list, size_t *n, struct str line)
{
	struct str rest = line, key = word(&rest), op = word(&rest);

	if (str_is(op, "=")) {
		list[(*n)++] = (struct entry){ .key = key, .text = value_text(run, rest) };
		return;
	}
	if (!str_is(op, "+") && !str_is(op, "+=")) {
		fail(run, "看不懂：%.*s", P(line));
		return;
	}
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].key, key)) {
			add_row(run, &list[i], rest);
			return;
		}
	list[*n] = (struct entry){ .key = key, .rowed = true, .add = str_is(op, "+=") };
	add_row(run, &list[(*n)++], rest);
}

/* --- who -------------------------------------------------------------------------------------- */

static bool actor_of(struct run *run, struct str who, struct actor *ret)
{
	struct name *clerk = name_of(run, S("clerk")), *n;

	*ret = (struct actor){ .org = 1,
		               .origin = "test",
		               .when = INSTANT_NONE,
		               .entered_by = clerk ? clerk->id : 0,
		               .entry_roles = CLERK };
	if (str_starts(who, S("@"))) {
		if (!(n = name_of(run, str_from(who, 1))))
			return false;
		ret->done_by = n->id;
		ret->roles = STAFF | LEGAL | REVIEWER;
		return true;
	}
	for (size_t i = 0; i < sizeof cast / sizeof *cast; i++)
		if (str_is(who, cast[i].who)) {
			n = cast[i].person ? name_of(run, str_of(cast[i].person)) : NULL;
			ret->roles = cast[i].roles | (cast[i].roles & OUTSIDE ? CLERK : 0);
			ret->done_by = n ? n->id : 0;
			return true;
		}
	return false;
}

/* --- steps ------------------------------------------------------------------------------------ */

struct call {
	struct run *run;
	const struct actor *who;
	const struct table *t;
	int64_t id;
	struct str verb;
	struct day day;
	struct entry *e;
	size_t n;
	int64_t ret_id;
};

static bool do_step(struct tx *tx, void *arg)
{
	struct call *c = arg;

	return step_take(tx, &c->run->p, c->who, c->t, c->id, c->verb, c->day, c->e, c->n,
	                 &c->ret_id);
}

static bool told(const struct run *run, struct str words, bool warning)
{
	for (size_t i = 0; i < run->r.n; i++) {
		const struct refusal *x = &run->r.list[i];
		if (x->warning == warning &&
		    (str_has(x->say, words) || str_has(x->why, words) || str_has(x->basis, words) ||
		     str_has(x->field, words) || str_has(x->way, words)))
			return true;
	}
	return false;
}

static void judge_line(struct run *run, struct str head, struct str words)
{
	bool warning = !str_is(head, "refused"), quiet = str_is(head, "quiet");

	if (told(run, words, warning) != quiet)
		return;
	run->at++;
	fail(run, quiet ? "不应当说“%.*s”：" : "没有说“%.*s”，而是：", P(words));
	print_refusals(run);
	run->at--;
}

static bool is_verdict(struct str head)
{
	return str_is(head, "refused") || str_is(head, "warned") || str_is(head, "quiet");
}

/* The lines `refused …`, `warned …` and `quiet …` after a step. */
static void judge(struct run *run, bool ok)
{
	bool expects_refusal = false;
	size_t at = run->at;

	for (; run->at + 1 < run->n_lines; run->at++) {
		struct str line = str_trim(run->lines[run->at + 1]), rest = line,
			   head = word(&rest);
		if (!is_verdict(head))
			break;
		expects_refusal |= str_is(head, "refused");
		judge_line(run, head, rest);
	}
	if (ok && expects_refusal) {
		size_t now = run->at;
		run->at = at;
		fail(run, "应当被拒绝，却办成了");
		run->at = now;
	}
	if (!ok && !expects_refusal) {
		size_t now = run->at;
		run->at = at;
		fail(run, "没有办成：");
		print_refusals(run);
		run->at = now;
	}
}

static void step_line(struct run *run, struct day day, struct str rest)
{
	struct str who = word(&rest), verb = word(&rest), what = word(&rest), as = word(&rest),
		   name = word(&rest);
	struct entry *list = arena_array(&run->a, struct entry, 64);
	size_t n = 0;
	struct actor actor;
	struct call c = { .run = run, .who = &actor, .verb = verb, .day = day, .e = list };
	struct name *record = name_of(run, what);
	bool ok;

	while (run->at + 1 < run->n_lines && is_indented(run->lines[run->at + 1]) &&
	       str_trim(run->lines[run->at + 1]).n) {
		struct str line = str_trim(run->lines[run->at + 1]), first = line,
			   head = word(&first);
		if (is_verdict(head))
			break;
		run->at++;
		add_entry(run, list, &n, line);
	}
	c.n = n;
	c.t = record ? record->t : table_of(&run->p, what);
	c.id = record ? record->id : 0;
	if (str_is(as, "as")) {
		c.t = table_of(&run->p, what);
		c.id = 0;
	}
	if (!c.t || !actor_of(run, who, &actor)) {
		fail(run, "没有这个台账、记录或者人：%.*s %.*s", P(who), P(what));
		return;
	}
	if (!run->fixed_today)
		run->world.today = day;
	refusals_init(&run->r, &run->a);
	ok = tx_run(run->db, &run->world, &run->a, &run->r, do_step, &c);
	judge(run, ok);
	if (ok && str_is(as, "as"))
		name_add(run, name, c.t, c.ret_id);
}

/* --- expectations ----------------------------------------------------------------------------- */

static bool compare(struct str is, struct str op, struct str want)
{
	if (str_is(op, "="))
		return str_eq(is, want);
	if (str_is(op, "!="))
		return !str_eq(is, want);
	return str_is(op, "<") ? str_cmp(is, want) < 0 : str_is(op, ">") && str_cmp(is, want) > 0;
}

/* A value as a case writes it: keys, not labels; ids stay names. */
static struct str plain(struct run *run, struct tx *tx, const struct column *c, struct val v)
{
	if (c->kind == REF && v.is == VAL_INT) {
		for (size_t i = 0; i < run->n_names; i++)
			if (run->names[i].id == v.i)
				return arena_fmt(&run->a, "@%.*s", P(run->names[i].key));
		return arena_fmt(&run->a, "%lld", (long long)v.i);
	}
	if (c->kind == YESNO && v.is == VAL_INT)
		return v.i ? S("yes") : S("no");
	if (v.is == VAL_TEXT)
		return v.s;
	if (c->kind == TIME && v.is == VAL_INT && v.i % 60000000 == 0) /* as a case writes it */
		return (struct str){ column_text(tx, &run->p, c, v, 1).p, 16 };
	return column_text(tx, &run->p, c, v, 1);
}

static struct str dotted(struct run *run, struct tx *tx, struct str path)
{
	struct str name, key;
	struct name *n;
	struct record r;
	const struct column *c;
	const struct field *f;

	if (!str_cut(path, '.', &name, &key) || !(n = name_of(run, name)) ||
	    !record_load(tx, n->t, 1, n->id, &r)) {
		fail(run, "没有这条记录：%.*s", P(path));
		return S("?");
	}
	if ((f = field_of(n->t->l, key)) &&
	    (f->kind == PICKS || f->kind == REFS || f->kind == ROWS)) {
		struct row *rows;
		size_t count = record_rows(tx, &r, f, &rows);
		struct str out = S("");
		if (f->kind == ROWS)
			return arena_fmt(&run->a, "%zu", count);
		for (size_t i = 0; i < count; i++)
			out = arena_fmt(
				&run->a, "%.*s%s%.*s", P(out), i ? ";" : "",
				P(plain(run, tx,
			                &(struct column){ .kind = f->kind == REFS ? REF : TEXT,
			                                  .field = f },
			                rows[i].v[0])));
		return out;
	}
	if (!(c = column_of(n->t, key))) {
		fail(run, "没有这个字段：%.*s", P(path));
		return S("?");
	}
	return plain(run, tx, c, record_val(&r, key));
}

/* count LEDGER [where COND & COND] = N */
static struct str counted(struct run *run, struct tx *tx, struct str *rest, struct str *ret_op,
                          struct str *ret_want)
{
	struct str ledger = word(rest), conds = S(""), tail = *rest;
	struct table *t = table_of(&run->p, ledger);
	struct figure_value v;
	struct period d = period_of_year(2024);
	struct spec s = { .t = t, .measure = COUNT };

	for (size_t i = tail.n; i-- > 0;) /* the last ` = ` ends the conditions */
		if (i + 2 < tail.n && !memcmp(tail.p + i, " = ", 3)) {
			conds = (struct str){ tail.p, i };
			*ret_want = str_trim(str_from(tail, i + 3));
			break;
		}
	if (!conds.n && str_starts(tail, S("=")))
		*ret_want = str_trim(str_from(tail, 1));
	*ret_op = S("=");
	conds = str_trim(conds);
	if (str_starts(conds, S("where ")))
		conds = str_trim(str_from(conds, 6));
	if (conds.n) {
		char *z = arena_z(&run->a, conds);
		struct str at;
		for (char *c = z; *c; c++)
			if (*c == '&')
				*c = '\n';
		while ((at = str_of(strchr(z, '@'))).n) { /* names become ids                  */
			size_t n = 1;
			while (n < at.n && (at.p[n] == '_' || (at.p[n] >= 'a' && at.p[n] <= 'z') ||
			                    (at.p[n] >= '0' && at.p[n] <= '9')))
				n++;
			z = arena_fmt(&run->a, "%.*s%.*s%s", (int)(at.p - z), z,
			              P(value_text(run, (struct str){ at.p, n })), at.p + n)
			                    .n
			            ? arena_z(&run->a,
			                      arena_fmt(&run->a, "%.*s%.*s%s", (int)(at.p - z), z,
			                                P(value_text(run, (struct str){ at.p, n })),
			                                at.p + n))
			            : z;
		}
		s.conds = z;
	}
	if (!t || !spec_count(tx, &run->p, 1, &s, &d, &v)) {
		fail(run, "数不了：%.*s", P(*rest));
		print_refusals(run);
		return S("?");
	}
	return arena_fmt(&run->a, "%lld", (long long)v.n);
}

static struct str figured(struct run *run, struct tx *tx, struct str *rest)
{
	struct str key = word(rest), year = word(rest);
	const struct table *t;
	const struct figure *f = figure_of(&run->p, key, &t);
	struct figure_value v;
	struct spec s;
	int64_t y = 2024;
	struct period d;

	str_int(year, &y);
	d = period_of_year((int)y);
	if (!f) {
		fail(run, "没有这个指标：%.*s", P(key));
		return S("?");
	}
	spec_of(t, f, &s);
	if (!spec_count(tx, &run->p, 1, &s, &d, &v)) {
		fail(run, "数不了：%.*s", P(key));
		print_refusals(run);
	}
	if (s.measure == FLOW)
		return arena_fmt(&run->a, "%lld+%lld=%lld+%lld", (long long)v.flow[0],
		                 (long long)v.flow[1], (long long)v.flow[2], (long long)v.flow[4]);
	return figure_text(&run->a, &s, &v);
}

static void expect_line(struct run *run, struct str rest)
{
	struct tx tx = tx_read(run->db, &run->world, &run->a, &run->r);
	struct str what = word(&rest), op = S("="), want = S(""), is;

	refusals_init(&run->r, &run->a);
	if (str_is(what, "count")) {
		is = counted(run, &tx, &rest, &op, &want);
	} else {
		is = str_is(what, "figure") ? figured(run, &tx, &rest) : dotted(run, &tx, what);
		op = word(&rest);
		want = rest;
	}
	if (str_is(want, "—"))
		want = S("");
	if (str_is(what, "figure") && str_ends(want, S(".00")))
		want.n -= 3;
	if (!compare(is, op, want))
		fail(run, "%.*s 是“%.*s”，应当 %.*s “%.*s”", P(what), P(is), P(op), P(want));
	tx_end(&tx);
}

/* open LEDGER as NAME [where COND & …] */
static void open_line(struct run *run, struct str rest)
{
	struct str ledger = word(&rest), as = word(&rest), name = word(&rest);
	struct table *t = table_of(&run->p, ledger);
	struct tx tx = tx_read(run->db, &run->world, &run->a, &run->r);
	struct period d = period_of_year(2024);
	struct spec s = { .t = t, .measure = COUNT };
	struct behind *list;
	size_t n;

	(void)as;
	refusals_init(&run->r, &run->a);
	if (str_starts(rest, S("where ")))
		rest = str_trim(str_from(rest, 6));
	if (rest.n) {
		struct str out = S(""), part = rest, one;
		while (part.n) {
			struct str k, v;
			if (!str_cut(part, '&', &one, &part)) {
				one = part;
				part = S("");
			}
			one = str_trim(one);
			if (str_cut(one, '=', &k, &v) && str_starts(str_trim(v), S("@")))
				one = arena_fmt(&run->a, "%.*s=%.*s", P(str_trim(k)),
				                P(value_text(run, v)));
			out = arena_fmt(&run->a, "%.*s%s%.*s", P(out), out.n ? "\n" : "", P(one));
		}
		s.conds = out.p;
	}
	n = t ? figure_records(&tx, &run->p, 1, &s, &d, &list) : 0;
	if (n != 1) {
		fail(run, "有 %zu 条，应当正好一条：%.*s", n, P(ledger));
		print_refusals(run);
	}
	if (n)
		name_add(run, name, t, list[n - 1].id);
	tx_end(&tx);
}

static void setting_line(struct run *run, struct str rest)
{
	struct str id = word(&rest), eq = word(&rest);

	(void)eq;
	refusals_init(&run->r, &run->a);
	if (!law_set(&run->law, &run->r, id, rest, day_make(2020, 1, 1), S("测试"),
	             S("测试〔2024〕1号"))) {
		fail(run, "设置不成：%.*s", P(id));
		print_refusals(run);
	}
}

static void calendar_line(struct run *run, struct str rest)
{
	struct str what = word(&rest);
	int64_t year = 0;

	if (!str_is(what, "missing") || !str_int(rest, &year))
		fail(run, "看不懂：calendar %.*s", P(what));
	for (size_t i = 0; i < run->law.n_years; i++)
		if (run->law.years[i].year >= year) {
			run->law.n_years = i;
			break;
		}
}

static void line_run(struct run *run, struct str line)
{
	struct str rest = line, head = word(&rest);
	struct day day;

	if (!head.n || head.p[0] == '#')
		return;
	if (day_parse(head, &day))
		step_line(run, day, rest);
	else if (str_is(head, "expect"))
		expect_line(run, rest);
	else if (str_is(head, "open"))
		open_line(run, rest);
	else if (str_is(head, "setting"))
		setting_line(run, rest);
	else if (str_is(head, "calendar"))
		calendar_line(run, rest);
	else if (str_is(head, "today")) {
		run->fixed_today = day_parse(rest, &day);
		if (run->fixed_today)
			run->world.today = day;
		else if (!str_is(rest, "step"))
			fail(run, "看不懂：%.*s", P(line));
	} else {
		fail(run, "看不懂：%.*s", P(line));
	}
}

/* --- files ------------------------------------------------------------------------------------ */

static struct str read_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "r");
	size_t cap = 4 << 20;
	char *p = arena_alloc(a, cap);
	struct str s = { p, 0 };

	if (!f) {
		printf("# %s: 打不开\n", path);
		exit(2);
	}
	s.n = fread(p, 1, cap, f);
	fclose(f);
	return s;
}

static void lines_of(struct run *run, struct str text)
{
	struct str line;

	run->n_lines = 0;
	while (text.n && run->n_lines < MAX_LINES) {
		if (!str_cut(text, '\n', &line, &text)) {
			line = text;
			text = S("");
		}
		run->lines[run->n_lines++] = line;
	}
}

/* All ledgers, but for the row that YIFA_DROP names. */
static const struct listing *ledgers(struct arena *a, size_t *ret_n)
{
	const struct listing *list = all_ledgers(ret_n);
	const char *row = getenv("YIFA_DROP");

	if (row && !(list = drop_row(a, list, *ret_n, str_of(row)))) {
		printf("# 没有这一行：%s\n", row);
		exit(2);
	}
	return list;
}

static void load_program(struct run *run, struct arena *a)
{
	size_t n;
	const struct listing *list = ledgers(a, &n);
	struct str error = S("");

	if (!law_load(&run->law, a, getenv("YIFA_LAW"), &error)) {
		printf("# %.*s\n", P(error));
		exit(2);
	}
	program_new(&run->p, a, &run->law, list, n);
	for (size_t i = 0; i < run->p.n_findings; i++)
		printf("# 表：%.*s：%.*s\n", P(run->p.findings[i].where),
		       P(run->p.findings[i].what));
}

static struct db *fresh(struct run *run, struct arena *a)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers = arena_array(a, const struct ledger *, n);
	struct str error = S("");
	struct db *db = db_open("sqlite::memory:", false, &error);

	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	if (!db || !schema_migrate(db, &run->law, ledgers, n, &run->world, &error)) {
		printf("# %.*s\n", P(error));
		exit(2);
	}
	return db;
}

static void prelude(struct run *run, struct arena *a)
{
	run->file = "test/law/prelude.txt";
	run->title = S("prelude");
	lines_of(run, read_file(a, run->file));
	for (run->at = 0; run->at < run->n_lines; run->at++)
		line_run(run, str_trim(run->lines[run->at]));
}

/* Settings and calendars of a case are its own. */
struct kept {
	struct term *terms;
	size_t n_terms, n_years, n_names;
};

static void case_run(struct run *run, struct db *base, size_t from, size_t to,
                     const struct kept *kept)
{
	struct str error;

	run->failed = false;
	run->fixed_today = false;
	run->n_names = kept->n_names;
	run->law.n_years = kept->n_years;
	run->law.terms = arena_array(&run->a, struct term, kept->n_terms);
	memcpy(run->law.terms, kept->terms, kept->n_terms * sizeof *kept->terms);
	run->law.n_terms = kept->n_terms;
	run->db = db_copy_memory(base, &error);
	run->title = str_trim(str_from(str_trim(run->lines[from]), 5));
	for (run->at = from + 1; run->at < to; run->at++)
		line_run(run, str_trim(run->lines[run->at]));
	db_close_all(run->db);
	if (run->failed) {
		run->failures++;
		printf("#   alone: build/law-cases %s '%.*s'\n", run->file, P(run->title));
	} else {
		run->passed++;
		printf("ok %s: %.*s\n", run->file, P(run->title));
	}
}

static bool is_case(struct str line)
{
	return str_starts(line, S("case "));
}

static void file_run(struct run *run, struct db *base, struct arena *a, const char *path,
                     struct str only)
{
	struct kept kept = { run->law.terms, run->law.n_terms, run->law.n_years, run->n_names };

	run->file = path;
	lines_of(run, read_file(a, path));
	for (size_t i = 0; i < run->n_lines; i++) {
		size_t to = i + 1;
		if (!is_case(run->lines[i]))
			continue;
		while (to < run->n_lines && !is_case(run->lines[to]))
			to++;
		if (run->first && run->failures)
			break;
		if (!only.n || str_starts(str_trim(str_from(run->lines[i], 5)), only)) {
			struct arena_mark mark = arena_mark(&run->a);
			size_t n_lines = run->n_lines;
			run->n_lines = to;
			case_run(run, base, i, to, &kept);
			run->n_lines = n_lines;
			arena_rewind(&run->a, mark);
		}
	}
	run->law.terms = kept.terms;
	run->law.n_terms = kept.n_terms;
	run->law.n_years = kept.n_years;
	run->n_names = kept.n_names;
}

/* FILE [TITLE], or --first FILE… */
static void files_run(struct run *run, struct db *base, struct arena *a, int argc, char **argv)
{
	if (!run->first) {
		file_run(run, base, a, argv[1], argc > 2 ? str_of(argv[2]) : S(""));
		return;
	}
	for (int i = 2; i < argc && !run->failures; i++)
		file_run(run, base, a, argv[i], S(""));
}

static int usage(int argc, char **argv)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);

	if (argc == 2 && !strcmp(argv[1], "--rows")) {
		drop_print(list, n);
		return 0;
	}
	printf("law-cases FILE [TITLE]\n");
	return 2;
}

int main(int argc, char **argv)
{
	static struct run run;
	struct arena a;
	struct db *base;

	if (argc < 2 || !strcmp(argv[1], "--rows"))
		return usage(argc, argv);
	run.first = !strcmp(argv[1], "--first");
	arena_init(&a, 1 << 30);
	arena_init(&run.a, 1 << 30);
	world_fixed(&run.world, day_make(2022, 1, 1), 7);
	refusals_init(&run.r, &run.a);
	load_program(&run, &a);
	base = run.db = fresh(&run, &a);
	prelude(&run, &a);
	if (run.failed)
		run.failures++;
	files_run(&run, base, &a, argc, argv);
	db_close_all(base);
	arena_drop(&run.a);
	arena_drop(&a);
	printf("%d passed, %d failed\n", run.passed, run.failures);
	return run.failures || !run.passed;
}
