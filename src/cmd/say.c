/*
 * say.c - how a command says no
 *
 * One sentence, then why, the basis, the way on.  With --json the reasons are JSON, on stderr too.
 */
#include "cmd/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void put_err(struct str s)
{
	fwrite(s.p, 1, s.n, stderr);
}

static void err_json(struct refusals *r)
{
	struct buf b;
	struct json j;

	buf_init(&b, 1 << 26);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "refusals");
	json_refusals(&j, r);
	json_close(&j, '}');
	buf_putc(&b, '\n');
	put_err(buf_str(&b));
	buf_drop(&b);
}

enum exit_code app_no(struct app *app, enum exit_code code, const char *f, ...)
{
	struct refusals r;
	struct str say;
	va_list ap;

	va_start(ap, f);
	say = arena_vfmt(&app->arena, f, ap);
	va_end(ap);
	app->code = code;
	if (app->json) {
		refusals_init(&r, &app->arena);
		refuse(&r, NULL, say, S(""));
		err_json(&r);
	} else {
		put_err(say);
		fputc('\n', stderr);
	}
	return code;
}

void json_refusals(struct json *j, const struct refusals *r)
{
	json_open(j, '[');
	for (size_t i = 0; i < r->n; i++) {
		if (r->list[i].warning)
			continue;
		json_open(j, '{');
		json_pair(j, "field", r->list[i].field);
		json_pair(j, "say", r->list[i].say);
		json_pair(j, "why", r->list[i].why);
		json_pair(j, "basis", r->list[i].basis);
		json_pair(j, "way", r->list[i].way);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_part(struct str s)
{
	if (s.n) {
		fputs("  ", stderr);
		put_err(s);
		fputc('\n', stderr);
	}
}

enum exit_code app_refused(struct app *app, enum exit_code code)
{
	const struct refusals *r = &app->r;

	if (r->fault)
		return app_no(app, FAULTED, "%.*s", P(r->fault_say));
	app->code = code;
	if (app->json) {
		err_json(&app->r);
		return code;
	}
	for (size_t i = 0; i < r->n; i++) {
		if (r->list[i].warning)
			continue;
		put_err(r->list[i].say);
		fputc('\n', stderr);
		put_part(r->list[i].why);
		put_part(r->list[i].basis);
		put_part(r->list[i].way);
	}
	return code;
}

/* --- nearest names ---------------------------------------------------------------------------- */

enum { MAX_WORD = 64 };

/* Edits between two words, by bytes; a word that holds the other is near. */
static int distance(struct str a, struct str b)
{
	int row[MAX_WORD + 1], diagonal, left;

	if (a.n > MAX_WORD || b.n > MAX_WORD)
		return MAX_WORD;
	if (a.n > 2 && (str_has(b, a) || (b.n > 2 && str_has(a, b))))
		return 1;
	for (int i = 0; i <= (int)b.n; i++)
		row[i] = i;
	for (size_t i = 0; i < a.n; i++) {
		diagonal = (int)i;
		row[0] = (int)i + 1;
		for (size_t k = 0; k < b.n; k++) {
			int change = diagonal + (a.p[i] != b.p[k]);
			left = row[k] + 1;
			diagonal = row[k + 1];
			row[k + 1] = diagonal + 1 < left ? diagonal + 1 : left;
			if (change < row[k + 1])
				row[k + 1] = change;
		}
	}
	return row[b.n];
}

void near_init(struct near *n, struct str word)
{
	*n = (struct near){ .word = word, .far = { MAX_WORD, MAX_WORD, MAX_WORD } };
}

void near_see(struct near *n, struct str name)
{
	int far = distance(n->word, name), at = 3;

	if (far > 2 && far * 2 > (int)n->word.n)
		return;
	for (int i = 0; i < 3; i++)
		if (n->best[i].n && str_eq(n->best[i], name))
			return;
	while (at > 0 && far < n->far[at - 1])
		at--;
	if (at == 3)
		return;
	for (int i = 2; i > at; i--) {
		n->best[i] = n->best[i - 1];
		n->far[i] = n->far[i - 1];
	}
	n->best[at] = name;
	n->far[at] = far;
}

enum exit_code app_unknown(struct app *app, const char *what, const struct near *n)
{
	struct str list = S("");

	for (int i = 0; i < 3; i++)
		if (n->best[i].n)
			list = arena_fmt(&app->arena, "%.*s%s%.*s", P(list), list.n ? "、" : "",
			                 P(n->best[i]));
	return app_no(app, NOT_UNDERSTOOD, "%s：%.*s。%s%.*s%s", what, P(n->word),
	              list.n ? "最接近的是：" : "", P(list), list.n ? "。" : "");
}

void near_fields(struct near *n, const struct table *t, const struct field *rows)
{
	for (size_t i = 0; rows && i < rows->n_rows; i++)
		near_see(n, str_of(rows->rows[i].key));
	for (size_t i = 0; i < t->l->n_fields; i++)
		near_see(n, str_of(t->l->fields[i].key));
	for (size_t i = 0; i < t->n_columns; i++)
		near_see(n, t->columns[i].key);
}
