/*
 * test_template.c - the language of report templates, and the templates we ship
 */
#include "program_kit.h"

#include "base/embedded.h"
#include "report/template.h"

static struct refusals refusals;

static bool parse(const char *text, struct template *t)
{
	refusals_init(&refusals, &arena);
	return template_parse(t, &arena, str_of(text), &refusals);
}

/* Form, then names; the first refusal's text, or "". */
static struct str refused(const char *text)
{
	struct template t;

	if (parse(text, &t) && template_check(&t, &program, &refusals))
		return S("");
	return refusals.list[0].say;
}

static void nodes_nest(void **state)
{
	const struct node *n;
	struct template t;

	(void)state;
	assert_true(parse(
		"# 标题\n{{#if case.total > 0}}办案{{case.total|约}}。{{else}}没有。{{/if}}\n",
		&t));
	assert_int_equal(t.nodes.n, 4);
	n = &t.nodes.list[2];
	assert_int_equal(n->is, NODE_IF);
	assert_int_equal(n->op, IF_GT);
	assert_int_equal(n->line, 2);
	assert_int_equal(n->body.n, 3);
	assert_int_equal(n->other.n, 1);
	assert_int_equal(n->body.list[1].is, NODE_HOLE);
	assert_str(n->body.list[1].text, "case.total");
	assert_str(n->body.list[1].format, "约");
}

static void braces_are_text_outside_lists(void **state)
{
	struct template t;

	(void)state;
	assert_true(parse("a{b}c", &t));
	for (size_t i = 0; i < t.nodes.n; i++)
		assert_int_equal(t.nodes.list[i].is, NODE_TEXT);
	assert_true(parse("{{#each shortcoming}}{text}{{/each}}", &t));
	assert_int_equal(t.nodes.list[0].body.list[0].is, NODE_ITEM);
}

static void sums_are_read(void **state)
{
	struct template t;

	(void)state;
	assert_true(parse(
		"@sum power_item.total = power_item.total[kind=licence] + power_item.kind.other\n"
		"@le hazard.fixed <= hazard.found\n@word 12345\n",
		&t));
	assert_int_equal(t.n_sums, 2);
	assert_str(t.sums[0].left, "power_item.total");
	assert_int_equal(t.sums[0].n, 2);
	assert_str(t.sums[0].right[0], "power_item.total[kind=licence]");
	assert_true(t.sums[1].le);
	assert_int_equal(t.n_words, 1);
}

static void errors_name_line_and_hole(void **state)
{
	static const struct {
		const char *text, *say;
	} cases[] = {
		{ "一\n{{case.totl}}", "模板第2行 {{case.totl}}：没有指标“case.totl”" },
		{ "一\n二{{case.total", "模板第2行：{{ 没有在本行闭合" },
		{ "{{#if case.total}}", "模板第1行：{{#if}} 没有 {{/if}}" },
		{ "{{/if}}", "模板第1行：多出来的结束标记" },
		{ "@title 甲{{/if}}", "多出来的结束标记" },
		{ "{{case.total[domain=none]}}", "执法领域没有“none”这一项" },
		{ "{{case.total[facts=x]}}", "“facts”不是可选的字段" },
		{ "{{case.total.new}}", "只有收结指标才分" },
		{ "{{case.flow}}", "写明是上年结转" },
		{ "{{case.total|大写}}", "没有“大写”这种写法" },
		{ "{{#each nothing}}{n}{{/each}}", "没有这个台账" },
		{ "{{#each honour}}{nothing}{{/each}}", "表彰台账没有这个字段" },
		{ "{{#each petition}}{petitioner}{{/each}}", "个人信息和保密的字段不写入报告" },
		{ "@sum case.total = case.published", "比率、平均和最值不能相加" },
		{ "@sum case.total", "勾稽式应当写成" },
		{ "@part all", "没有这一部分" },
		{ "@frob", "没有这种标记" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str say = refused(cases[i].text);

		if (!str_has(say, str_of(cases[i].say)))
			fail_msg("%s: %.*s", cases[i].text, P(say));
		assert_true(refusals.list[0].line > 0);
	}
}

static void suffixes_and_keys(void **state)
{
	struct ref r;
	struct str why;

	(void)state;
	assert_true(ref_resolve(&program, &arena, S("power_item.kind.other"), &r, &why));
	assert_int_equal(r.part, REF_VALUE);
	assert_true(ref_resolve(&program, &arena, S("case.flow.carried_out"), &r, &why));
	assert_int_equal(r.part, REF_CARRIED);
	assert_str(r.id, "case.flow");
	assert_true(ref_resolve(&program, &arena, r.id, &r, &why));
	assert_true(ref_resolve(&program, &arena, S("case.total[domain=culture+tourism].last"), &r,
	                        &why));
	assert_int_equal(r.part, REF_LAST);
	assert_str(r.id, "case.total[domain=culture+tourism]");
}

static void ours_are_sound(void **state)
{
	(void)state;
	for (size_t i = embedded_from("law/templates/"); i < n_embedded_files; i++) {
		const struct embedded *f = &embedded_files[i];
		struct template t;

		if (!str_starts(str_of(f->path), S("law/templates/")))
			break;
		if (str_starts(str_of(f->path), S("law/templates/papers/")))
			continue; /* of another language: test_papers.c                       */
		refusals_init(&refusals, &arena);
		if (!template_parse(&t, &arena, (struct str){ (const char *)f->data, f->n },
		                    &refusals) ||
		    !template_check(&t, &program, &refusals))
			fail_msg("%s: %.*s", f->path, P(refusals.list[0].say));
	}
}

/* Every figure that the published report of 2024 states stands in the prose. */
static void annual_states_every_figure(void **state)
{
	const struct embedded *f = embedded_find("law/templates/annual.txt");
	char line[512];
	FILE *in = fopen(arena_fmt(&arena, "%s/../test/law/figures-2024.csv", law_dir()).p, "r");

	(void)state;
	assert_non_null(f);
	assert_non_null(in);
	assert_non_null(fgets(line, sizeof(line), in));
	while (fgets(line, sizeof(line), in)) {
		char *comma = strchr(line, ',');

		assert_non_null(comma);
		*comma = '\0';
		if (!strstr((const char *)f->data, arena_fmt(&arena, "{{%s}}", line).p))
			fail_msg("not in the prose: %s", line);
	}
	fclose(in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_nest),
		cmocka_unit_test(braces_are_text_outside_lists),
		cmocka_unit_test(sums_are_read),
		cmocka_unit_test(errors_name_line_and_hole),
		cmocka_unit_test(suffixes_and_keys),
		cmocka_unit_test(ours_are_sound),
		cmocka_unit_test(annual_states_every_figure),
	};

	return cmocka_run_group_tests(tests, open_program, kit_close);
}
