/*
 * test_law_ids.c - the law as data is whole, and what is often got wrong has its case
 *
 * test/law/law_ids.txt lists every term that must be a row of law/terms.csv.  What is not known for
 * certain is an empty setting, never a guess.  The files of law cases are read as text.
 */
#include "kit.h"

#include <glob.h>

#include "base/csv.h"
#include "law/law.h"

enum { MAX_CASES = 2000, N_OFTEN_WRONG = 15 };

static struct law law;
static struct str titles[MAX_CASES];
static size_t n_titles;

static struct str read_file(struct str path)
{
	struct str s = file_text(path);

	if (!s.n)
		fail_msg("cannot open %.*s", P(path));
	return s;
}

static struct str line_of(struct str *rest)
{
	struct str line;

	if (!str_cut(*rest, '\n', &line, rest)) {
		line = *rest;
		*rest = S("");
	}
	return str_trim(line);
}

/* --- terms ------------------------------------------------------------------------------------- */

static void every_id_is_a_row(void **state)
{
	struct str rest = read_file(arena_fmt(&arena, "%s/test/law/law_ids.txt", root()));
	int missing = 0, n = 0;

	(void)state;
	while (rest.n) {
		struct str id = line_of(&rest);
		if (!id.n || id.p[0] == '#')
			continue;
		n++;
		if (!term_on(&law, id, DAY_NONE)) {
			print_message("%.*s is no row of law/terms.csv\n", P(id));
			missing++;
		}
	}
	assert_int_equal(missing, 0);
	assert_true(n > 300);
}

/*
 * A term whose number is a gap or comes from memory alone is left empty, as a setting.  A confidence
 * that names a verified part as well ("number memory-low", "present value GAP") is of the number too.
 */
static bool is_uncertain(const struct term *t)
{
	return t->kind != TERM_RULE &&
	       (str_has(t->confidence, S("GAP")) || str_has(t->confidence, S("memory-low")));
}

static void what_is_uncertain_is_an_empty_setting(void **state)
{
	int guessed = 0, n = 0;

	(void)state;
	for (size_t i = 0; i < law.n_terms; i++) {
		const struct term *t = &law.terms[i];
		if (!is_uncertain(t))
			continue;
		n++;
		if (t->has_value || !t->is_setting) {
			print_message("%.*s (%.*s)%s%s\n", P(t->id), P(t->confidence),
			              t->has_value ? " has a value" : "",
			              t->is_setting ? "" : " is no setting");
			guessed++;
		}
	}
	assert_int_equal(guessed, 0);
	assert_true(n > 20);
}

/* The other way round: a number that is neither a setting nor empty has a source. */
static void what_has_a_value_has_a_source(void **state)
{
	int bare = 0;

	(void)state;
	for (size_t i = 0; i < law.n_terms; i++) {
		const struct term *t = &law.terms[i];
		if (t->has_value && !t->is_setting && !t->confidence.n) {
			print_message("%.*s has a value and no confidence\n", P(t->id));
			bare++;
		}
	}
	assert_int_equal(bare, 0);
}

/* --- cases ------------------------------------------------------------------------------------- */

static void read_titles(struct str text)
{
	while (text.n) {
		struct str line = line_of(&text);
		if (str_starts(line, S("case ")) && n_titles < MAX_CASES)
			titles[n_titles++] = str_trim(str_from(line, 5));
	}
}

static bool has_case(int n)
{
	struct str mark = arena_fmt(&arena, "often-wrong %d ", n);

	for (size_t i = 0; i < n_titles; i++)
		if (str_starts(titles[i], mark))
			return true;
	return false;
}

static void each_often_wrong_rule_has_a_case(void **state)
{
	int missing = 0;

	(void)state;
	for (int n = 1; n <= N_OFTEN_WRONG; n++)
		if (!has_case(n)) {
			print_message("no case begins with: often-wrong %d\n", n);
			missing++;
		}
	assert_int_equal(missing, 0);
}

/* How a law is read where readings differ; the bureau may change them, and then these cases. */
static void each_open_reading_has_a_case(void **state)
{
	static const char *const readings[] = {
		"reading 58 ", /* review after every hearing that was held               */
		"reading 42 ", /* any officer without certificate on a visit is a defect */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(readings); i++) {
		size_t n = 0;
		for (size_t k = 0; k < n_titles; k++)
			n += str_starts(titles[k], str_of(readings[i]));
		if (!n)
			fail_msg("no case begins with: %s", readings[i]);
	}
}

static int open_law(void **state)
{
	struct str error = S("");
	glob_t files;

	kit_open(state);
	if (!law_load(&law, &arena, law_dir(), &error))
		return -1;
	if (glob(arena_fmt(&arena, "%s/test/law/*.txt", root()).p, 0, NULL, &files) != 0)
		return -1;
	for (size_t i = 0; i < files.gl_pathc; i++)
		read_titles(read_file(str_of(files.gl_pathv[i])));
	globfree(&files);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_id_is_a_row),
		cmocka_unit_test(what_is_uncertain_is_an_empty_setting),
		cmocka_unit_test(what_has_a_value_has_a_source),
		cmocka_unit_test(each_often_wrong_rule_has_a_case),
		cmocka_unit_test(each_open_reading_has_a_case),
	};

	return cmocka_run_group_tests(tests, open_law, kit_close);
}
