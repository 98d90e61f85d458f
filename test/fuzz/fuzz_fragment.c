/*
 * fuzz_fragment.c - any bytes as a fragment of the tables, and as a path
 *
 * What the translator lets through is SQL of a small alphabet: texts are closed, brackets pair, and
 * outside of texts there is no character that could end the statement or hide the rest of it.
 */
#include "base/must.h"
#include "law/law.h"
#include "ledger/fragment.h"
#include "ledgers/ledgers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONGEST = 4096, MANY_FINDINGS = 64 };

static struct arena tables;
static struct law law;
static struct program program;

static void open_tables(void)
{
	struct str error = S("");
	size_t n;
	const struct listing *list = all_ledgers(&n);

	arena_init(&tables, 1 << 30);
	must(law_load(&law, &tables, NULL, &error));
	program_new(&program, &tables, &law, list, n);
	must(program.n_findings == 0);
	program.cap_findings = MANY_FINDINGS; /* what is found is forgotten after each input */
	program.findings = arena_array(&tables, struct finding, MANY_FINDINGS);
}

/* The first byte after a text that begins at i. */
static size_t after_text(const char *z, size_t i)
{
	for (i++; z[i]; i++)
		if (z[i] == '\'' && z[i + 1] != '\'')
			return i + 1;
		else if (z[i] == '\'')
			i++;
	must(z[i] != 0); /* a text that is not closed */
	return i;
}

static void is_harmless(const char *z)
{
	int open = 0;

	for (size_t i = 0; z[i];) {
		char c = z[i];
		if (c == '\'') {
			i = after_text(z, i);
			continue;
		}
		open += (c == '(') - (c == ')');
		must(open >= 0);
		must((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		     strchr("_ .,()\"$<>=+-*", c));
		must(!(c == '-' && z[i + 1] == '-'));
		i++;
	}
	must(open == 0);
}

static void try_fragment(struct arena *a, const char *ledger, const char *text)
{
	const struct table *t = table_of(&program, str_of(ledger));
	struct scope me = { .l = t->l, .alias = S("m") };
	struct writer w;
	struct query q;
	bool ok;

	writer_init(&w, &program, a, S("fuzz"));
	w.me = &me;
	ok = put_fragment(&w, &me, text);
	must(ok || program.n_findings);
	q = writer_query(&w);
	if (ok)
		is_harmless(q.st.sql);
	for (size_t i = 0; i < q.n_terms; i++)
		must(q.terms[i].id[0] || program.n_findings);
}

static void try_path(struct arena *a, const char *ledger, struct str text)
{
	const struct table *t = table_of(&program, str_of(ledger));
	struct scope me = { .l = t->l, .alias = S("m") };
	struct writer w;
	struct path path;

	writer_init(&w, &program, a, S("fuzz"));
	w.me = &me;
	if (path_resolve(&w, &me, text, &path)) {
		must(path.end && path.from.n && path.where.n && path.value.n);
		is_harmless(arena_z(a, path.from));
		is_harmless(arena_z(a, path.where));
	}
	writer_query(&w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const ledgers[] = { "case", "meeting", "power_item" };
	struct arena_mark mark;
	struct arena a;
	char *text;

	if (!program.tables)
		open_tables();
	if (size > LONGEST)
		return 0;
	mark = arena_mark(&tables);
	arena_init(&a, 64 << 20);
	text = arena_z(&a, (struct str){ (const char *)data, size });
	for (size_t i = 0; i < sizeof ledgers / sizeof *ledgers; i++) {
		try_fragment(&a, ledgers[i], text);
		try_path(&a, ledgers[i], str_of(text));
		program.n_findings = 0;
	}
	arena_drop(&a);
	arena_rewind(&tables, mark);
	return 0;
}
