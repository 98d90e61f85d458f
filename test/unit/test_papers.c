/*
 * test_papers.c - every template of a paper, filled and rendered
 *
 * Each is filled twice, with every condition true (PDF) and with every one false (HTML), each list
 * with two rows; values are longer than real ones.  A row of a table with another number of cells, a heading too
 * deep, a character without a glyph would be refused.
 */
#include "program_kit.h"
#include "paper_kit.h"

#include "paper/issue.h"

static void render(const struct table *t, const struct paper_sql *s, bool yes)
{
	struct refusals r;
	struct document d;
	struct buf out;
	int pages = 0;

	refusals_init(&r, &arena);
	document_init(&d, &arena);
	buf_init(&out, 16 << 20);
	if (!paper_fill(&d, s->text, paper_sample(s, yes), &r) ||
	    !paper_write(&d, yes ? S("pdf") : S("html"), &r, &out, &pages))
		fail_msg("%s.%s: %.*s", t->l->key, s->paper->key, P(r.n ? r.list[0].say : S("?")));
	assert_true(out.n > 0);
	if (yes)
		assert_in_range(pages, 1, 4);
	buf_drop(&out);
}

static void every_template_renders(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < program.n_tables; i++)
		for (size_t k = 0; k < program.tables[i].l->n_papers; k++) {
			const struct paper_sql *s = &program.tables[i].papers[k];
			if (!s->text.n)
				continue;
			render(&program.tables[i], s, true);
			render(&program.tables[i], s, false);
			n++;
		}
	assert_in_range(n, 40, 1000);
}

/* A paper that asks for a number says it, and none prints one that it does not take. */
static void numbers_are_printed(void **state)
{
	(void)state;
	for (size_t i = 0; i < program.n_tables; i++)
		for (size_t k = 0; k < program.tables[i].l->n_papers; k++) {
			const struct paper_sql *s = &program.tables[i].papers[k];
			if (s->text.n &&
			    (s->paper->series != NULL) != str_has(s->text, S("{{paper.number}}")))
				fail_msg("%s.%s", program.tables[i].l->key, s->paper->key);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_template_renders),
		cmocka_unit_test(numbers_are_printed),
	};

	return cmocka_run_group_tests(tests, open_program, kit_close);
}
