/*
 * papers.c - the templates of papers: law/templates/papers/<ledger>.<paper>.txt
 *
 * They are texts and no more here; what their holes name is ledger/papers.h's to say.
 */
#include "law/load.h"

#include "base/embedded.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "templates/papers"

static int by_name(const void *a, const void *b)
{
	const struct paper_text *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

static void add(struct load *l, struct law *law, size_t *cap, struct str file)
{
	if (!str_ends(file, S(".txt")))
		return;
	arena_grow(l->arena, law->papers, law->n_papers, *cap);
	law->papers[law->n_papers++] = (struct paper_text){
		.name = arena_str(l->arena, (struct str){ file.p, file.n - 4 })
	};
}

static bool list_folder(struct load *l, struct law *law, const char *dir)
{
	struct str path = arena_fmt(l->arena, "%s/" FOLDER, dir);
	DIR *d = opendir(path.p);
	struct dirent *e;
	size_t cap = 0;

	if (!d && errno == ENOENT) /* a folder without papers: they are not issued                */
		return true;
	if (!d)
		return load_fail(l, NULL, arena_fmt(l->arena, "%s：%s", path.p, strerror(errno)).p);
	while ((e = readdir(d)) != NULL)
		add(l, law, &cap, str_of(e->d_name));
	closedir(d);
	return true;
}

static void list_embedded(struct load *l, struct law *law)
{
	struct str folder = S("law/" FOLDER "/");
	size_t cap = 0;

	for (size_t i = embedded_from(folder.p); i < n_embedded_files; i++) {
		struct str path = str_of(embedded_files[i].path);
		if (!str_starts(path, folder))
			return;
		add(l, law, &cap, str_from(path, folder.n));
	}
}

bool load_papers(struct load *l, struct law *law, const char *dir)
{
	if (!dir)
		list_embedded(l, law);
	else if (!list_folder(l, law, dir))
		return false;
	if (law->n_papers)
		qsort(law->papers, law->n_papers, sizeof *law->papers, by_name);
	for (size_t i = 0; i < law->n_papers; i++) {
		struct paper_text *t = &law->papers[i];
		struct str name = arena_fmt(l->arena, FOLDER "/%.*s.txt", P(t->name));
		if (!load_text(l, dir, name.p, &t->text))
			return false;
		sm3_add(&l->sum, t->text);
	}
	return true;
}

const struct paper_text *paper_text_of(const struct law *law, struct str name)
{
	for (size_t i = 0; i < law->n_papers; i++)
		if (str_eq(law->papers[i].name, name))
			return &law->papers[i];
	return NULL;
}
