/*
 * test_coverage.c - every rule of law has its place, or the reason why it has none
 *
 * test/law/coverage.csv is a lawyer's table: a rule of law (a row of law/terms.csv), where it stands,
 * the law case that fails without it (scripts/mutate), or why there is none.  `where` names, joined by
 * " | ": a table of a ledger in which a row cites the rule or a number of it (`case.RULES`), a row that
 * says it without citing it (`payment.CLOCKS court`), a template of a paper that cites it
 * (`paper case.notice`), a unit test (`unit test_ids`).  How each law counts its days is asked of
 * the terms themselves.
 */
#include "program_kit.h"

#include "base/csv.h"

enum { OF_SECTION, RULE, WHERE, CASE, WHY, N_CELLS };

/* Rules of the sections of law.md that are read here: penalty, officers, inspection, remedies, numbering. */
static const struct {
	int section, n;
} sections[] = {
	{ 1, 123 }, { 2, 9 }, { 3, 18 }, { 14, 19 }, { 16, 14 },
};

static struct str tree_text(struct str path)
{
	return file_text(arena_fmt(&arena, "%s/%.*s", root(), P(path)));
}

/* --- where --------------------------------------------------------------------------------------- */

/* Of the tables of a ledger: where its rows are, and their basis and two texts that say which they are. */
static const struct part {
	const char *key;
	size_t rows, n, size, basis, text, more;
} parts[] = {
#define ROWS_OF(key, field, T, text, more) \
	{ \
		key, offsetof(struct ledger, field), offsetof(struct ledger, n_##field), \
			sizeof(struct T), offsetof(struct T, basis), offsetof(struct T, text), \
			offsetof(struct T, more) \
	}
	ROWS_OF("FIELDS", fields, field, key, label),
	ROWS_OF("STEPS", steps, step, verb, label),
	ROWS_OF("CLOCKS", clocks, clock, key, from),
	ROWS_OF("RULES", rules, rule, holds, say),
	ROWS_OF("NEEDS", needs, need, path, say),
	ROWS_OF("OPENS", opens, open, path, carry),
	ROWS_OF("FIGURES", figures, figure, key, label),
	ROWS_OF("ASIDES", asides, aside, key, label),
	ROWS_OF("STANDARDS", standards, standard, key, label),
	ROWS_OF("PAPERS", papers, paper, key, label),
	ROWS_OF("ACCESS", access, grant, may, fields),
};

static const struct ledger *ledger_named(struct str key)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(key, list[i].l->key))
			return list[i].l;
	return NULL;
}

static const char *text_at(const char *row, size_t at)
{
	return *(const char *const *)(row + at);
}

/* The rule itself, or one of its numbers: `review-answer-simple` is of `review-answer`. */
static bool is_of_rule(const char *term, struct str rule)
{
	return term && str_starts(str_of(term), rule) &&
	       (term[rule.n] == '\0' || term[rule.n] == '-');
}

static bool row_stands(const struct part *t, const char *row, struct str rule, struct str words)
{
	const struct basis *b = (const struct basis *)(row + t->basis);
	const char *text = text_at(row, t->text), *more = text_at(row, t->more);

	if (!words.n)
		return is_of_rule(b->term, rule);
	return (text && str_has(str_of(text), words)) || (more && str_has(str_of(more), words));
}

/* "case.RULES" or "payment.CLOCKS court". */
static bool stands_in_ledger(struct str place, struct str rule)
{
	struct str table = place, words = S(""), key;
	const struct ledger *l;

	if (!str_cut(place, ' ', &table, &words)) {
		table = place;
		words = S("");
	}
	if (!str_cut(table, '.', &key, &table) || !(l = ledger_named(key)))
		return false;
	for (size_t i = 0; i < COUNT(parts); i++) {
		const struct part *t = &parts[i];
		const char *rows = *(const char *const *)((const char *)l + t->rows);
		size_t n = *(const size_t *)((const char *)l + t->n);

		for (size_t k = 0; str_is(table, t->key) && k < n; k++)
			if (row_stands(t, rows + k * t->size, rule, words))
				return true;
	}
	return false;
}

static bool stands(struct str place, struct str rule)
{
	struct str kind = S(""), name = S("");

	if (str_cut(place, ' ', &kind, &name) && str_is(kind, "paper"))
		return str_has(
			tree_text(arena_fmt(&arena, "law/templates/papers/%.*s.txt", P(name))),
			rule);
	if (str_is(kind, "unit"))
		return tree_text(arena_fmt(&arena, "test/unit/%.*s.c", P(name))).n > 0;
	return stands_in_ledger(place, rule);
}

/* "case: often-wrong 4 …": a file of cases and how a title in it begins. */
static bool has_case(struct str name)
{
	struct str file, title;

	return str_cut(name, ':', &file, &title) &&
	       str_has(tree_text(arena_fmt(&arena, "test/law/%.*s.txt", P(file))),
	               arena_fmt(&arena, "\ncase %.*s", P(str_trim(title))));
}

/* Every part of the cell, joined by " | ", is there. */
static bool all_there(struct str cell, struct str rule, bool (*is)(struct str, struct str),
                      const char *what)
{
	bool ok = true;

	while (cell.n) {
		struct str part, rest;
		if (!str_cut(cell, '|', &part, &rest)) {
			part = cell;
			rest = S("");
		}
		if (!is(str_trim(part), rule)) {
			print_message("%.*s: no such %s: %.*s\n", P(rule), what, P(part));
			ok = false;
		}
		cell = str_trim(rest);
	}
	return ok;
}

static bool is_case(struct str name, struct str rule)
{
	(void)rule;
	return has_case(name);
}

static bool row_holds(const struct str *c)
{
	bool ok = true;

	if (!term_on(&law, c[RULE], DAY_NONE)) {
		print_message("%.*s is no row of law/terms.csv\n", P(c[RULE]));
		ok = false;
	}
	if (!c[WHY].n && !(c[WHERE].n && c[CASE].n)) {
		print_message("%.*s has no case and no reason\n", P(c[RULE]));
		ok = false;
	}
	if (!all_there(c[WHERE], c[RULE], stands, "place"))
		ok = false;
	if (!all_there(c[CASE], c[RULE], is_case, "case"))
		ok = false;
	return ok;
}

static void every_rule_has_its_place(void **state)
{
	int bad = 0, n[COUNT(sections)] = { 0 };
	struct csv c;

	(void)state;
	csv_init(&c, tree_text(S("test/law/coverage.csv")), &arena);
	assert_true(csv_row(&c));
	while (csv_row(&c)) {
		int64_t section = 0;
		assert_int_equal(c.n, N_CELLS);
		assert_true(str_int(c.cells[OF_SECTION], &section));
		for (size_t i = 0; i < COUNT(sections); i++)
			n[i] += sections[i].section == section;
		bad += !row_holds(c.cells);
	}
	assert_null(c.error);
	for (size_t i = 0; i < COUNT(sections); i++)
		assert_int_equal(n[i], sections[i].n);
	assert_int_equal(bad, 0);
}

/* --- how each law counts ------------------------------------------------------------------------- */

static bool one_of(int64_t n, const int *list)
{
	for (; *list; list++)
		if (*list == n)
			return true;
	return false;
}

/* Working days or calendar days, by the law that sets the period; a law that does not say is not asked. */
static enum counted counts(const struct term *t)
{
	static const int penalty[] = { 2, 3, 5, 7, 0 }, review[] = { 3, 5, 7, 10, 0 };

	if (str_is(t->statute, "行政处罚法"))
		return one_of(t->n, penalty) ? COUNTED_WD : COUNTED_CD;
	if (str_is(t->statute, "行政强制法"))
		return t->n <= 10 ? COUNTED_WD : COUNTED_CD;
	if (str_is(t->statute, "行政复议法") && day_set(t->from) && t->from.n >= D("2024-01-01").n)
		return one_of(t->n, review) ? COUNTED_WD : COUNTED_CD;
	return str_is(t->statute, "行政许可法") ? COUNTED_WD : t->counted;
}

static void each_law_counts_its_own_days(void **state)
{
	int bad = 0, n = 0;

	(void)state;
	for (size_t i = 0; i < law.n_terms; i++) {
		const struct term *t = &law.terms[i];
		if (!t->has_value || t->unit != UNIT_DAY)
			continue;
		n++;
		if (t->counted != counts(t)) {
			print_message("%.*s: %lld days of %.*s are counted wrong\n", P(t->id),
			              (long long)t->n, P(t->statute));
			bad++;
		}
	}
	assert_int_equal(bad, 0);
	assert_true(n > 90);
}

/* Only service and remedies roll to the next working day; payment does where the bureau says so. */
static void only_remedies_and_service_roll(void **state)
{
	static const char *const roll[] = { "行政复议法", "行政诉讼法", "民事诉讼法",
		                            "最高人民法院关于适用行政诉讼法的解释" };
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < law.n_terms; i++) {
		const struct term *t = &law.terms[i];
		bool may = str_is(t->id, "pay-days-rolled");

		for (size_t k = 0; k < COUNT(roll); k++)
			may |= str_is(t->statute, roll[k]);
		if (t->rolls && !may) {
			print_message("%.*s rolls, and its law does not say so\n", P(t->id));
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_its_place),
		cmocka_unit_test(each_law_counts_its_own_days),
		cmocka_unit_test(only_remedies_and_service_roll),
	};

	return cmocka_run_group_tests(tests, open_program, kit_close);
}
