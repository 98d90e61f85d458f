/*
 * fuzz_template.c - any bytes as a template of a report
 *
 * What is refused has a reason; what is read has nodes whose texts lie inside of the text, on
 * lines that exist.
 */
#include "base/must.h"
#include "report/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const struct nodes *list, struct str text, int lines, int depth)
{
	must(depth < 16);
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];

		must(n->line >= 1 && n->line <= lines);
		must(!n->text.n || n->is == NODE_LINE ||
		     (n->text.p >= text.p && n->text.p + n->text.n <= text.p + text.n));
		walk(&n->body, text, lines, depth + 1);
		walk(&n->other, text, lines, depth + 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct refusals r;
	struct template t;
	struct arena a;
	int lines = 1;

	arena_init(&a, 256 << 20);
	refusals_init(&r, &a);
	for (size_t i = 0; i < size; i++)
		lines += data[i] == '\n';
	if (template_parse(&t, &a, text, &r))
		walk(&t.nodes, text, lines, 0);
	else
		must(r.n_refused > 0 || r.fault);
	arena_drop(&a);
	return 0;
}
