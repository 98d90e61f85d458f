/*
 * law_cases.c - runs the stories of the files beside it (README.md has the form)
 *
 * Every step goes through step_take, on a copy of a database in which the prelude was played.  The
 * last line is `N passed, N failed`; a failure names file and line, what was expected and what was,
 * and the command that runs this case alone.
 */
#include "../database.h"
#include "drop.h"
#include "run.h"

#include "ledger/replay.h"

void fail(struct run *run, const char *f, ...)
{
	va_list ap;

	if (!run->failed)
		printf("not ok %s: %.*s\n", run->file, P(run->title));
	run->failed = true;
	va_start(ap, f);
	printf("#   %s:%zu: ", run->file, run->at < run->n_lines ? run->numbers[run->at] : 0);
	vprintf(f, ap);
	printf("\n");
	va_end(ap);
}

void print_refusals(struct run *run)
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

struct name *name_of(struct run *run, struct str key)
{
	for (size_t i = run->n_names; i-- > 0;)
		if (str_eq(run->names[i].key, key))
			return &run->names[i];
	return NULL;
}

void name_add(struct run *run, struct str key, const struct table *t, int64_t id)
{
	must(run->n_names < MAX_NAMES);
	run->names[run->n_names++] = (struct name){ arena_str(&run->a, key), t, id };
}

struct str word(struct str *rest)
{
	struct str s = *rest = str_trim(*rest);
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*rest = str_trim(str_from(s, n));
	return (struct str){ s.p, n };
}

/* --- lines -------------------------------------------------------------------------------------- */

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

/* What a scenario says to its reader: what there is, what happens, what follows, by which article. */
static bool is_prose(struct str head)
{
	return str_index("given,when,then,law", head) >= 0;
}

static void line_run(struct run *run, struct str line)
{
	struct str rest = line, head = word(&rest);
	struct day day;

	if (!head.n || head.p[0] == '#' || is_prose(head))
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

static void lines_of(struct run *run, struct arena *a, struct str text)
{
	struct str *raw = arena_array(a, struct str, MAX_LINES), line;
	size_t n = 0;

	while (text.n && n < MAX_LINES) {
		if (!str_cut(text, '\n', &line, &text)) {
			line = text;
			text = S("");
		}
		raw[n++] = line;
	}
	stories_tell(run, a, raw, n);
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
	struct db *db = db_open(test_db(), false, &error);

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
	lines_of(run, a, read_file(a, run->file));
	for (run->at = 0; run->at < run->n_lines; run->at++)
		line_run(run, str_trim(run->lines[run->at]));
}

/* Settings and calendars of a case are its own. */
struct kept {
	struct term *terms;
	size_t n_terms, n_years, n_names;
};

static void untold(void *arg, const struct finding_at *f)
{
	fail(arg, "日志与记录不符：%.*s %lld %.*s：%.*s", P(f->ledger), (long long)f->record,
	     P(f->field), P(f->say));
}

/* Whatever the case did, its rows are what their entries say. */
static void journal_told(struct run *run)
{
	struct tx tx = tx_read(run->db, &run->world, &run->a, &run->r);
	struct verifying v = { .tx = &tx, .org = 1, .found = untold, .arg = run };

	records_verify(&v, &run->p);
	tx_end(&tx);
}

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
	journal_told(run);
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
	lines_of(run, a, read_file(a, path));
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

/* FILE [TITLE], or --first FILE…, or --each FILE… */
static void files_run(struct run *run, struct db *base, struct arena *a, int argc, char **argv)
{
	if (!run->first && !run->each) {
		file_run(run, base, a, argv[1], argc > 2 ? str_of(argv[2]) : S(""));
		return;
	}
	for (int i = 2; i < argc && !(run->first && run->failures); i++)
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
	printf("law-cases FILE [TITLE] | --each FILE… | --prelude\n");
	return 2;
}

int main(int argc, char **argv)
{
	static struct run run;
	struct arena a;
	struct db *base;
	bool only_prelude;

	if (argc < 2 || !strcmp(argv[1], "--rows"))
		return usage(argc, argv);
	only_prelude = !strcmp(argv[1], "--prelude");
	run.first = !strcmp(argv[1], "--first");
	run.each = !strcmp(argv[1], "--each");
	arena_init(&a, 1 << 30);
	arena_init(&run.a, 1 << 30);
	world_fixed(&run.world, day_make(2022, 1, 1), 7);
	refusals_init(&run.r, &run.a);
	load_program(&run, &a);
	base = run.db = fresh(&run, &a);
	prelude(&run, &a);
	if (run.failed)
		run.failures++;
	if (only_prelude)
		run.failures += !prelude_keep(&run);
	else
		files_run(&run, base, &a, argc, argv);
	db_close_all(base);
	arena_drop(&run.a);
	arena_drop(&a);
	if (only_prelude)
		return run.failures != 0;
	printf("%d passed, %d failed\n", run.passed, run.failures);
	return run.failures || !run.passed;
}
