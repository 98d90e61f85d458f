/*
 * test_openapi.c - every route stands in /api/openapi.json, or here with a reason
 */
#include "../engine.h"
#include "kit.h"

#include "pages/pages.h"
#include "web/openapi.h"

#define FORM     "a form for people"
#define SESSION  "of a person's own session"
#define ADMIN    "of the three administrators, by session"
#define SCREEN   "how a person's list looks"
#define STREAMED "a file looked over by a person before it is written; programs send steps"

/* A route that a program has no use for: the method, its path, why. */
static const struct {
	enum method method;
	const char *path, *why;
} apart[] = {
	{ METHOD_GET, "/styleguide", "the parts of our pages" },
	{ METHOD_GET, "/sign-in", SESSION },
	{ METHOD_POST, "/sign-in", SESSION },
	{ METHOD_POST, "/sign-out", SESSION },
	{ METHOD_POST, "/sign-in/code", SESSION },
	{ METHOD_GET, "/account", SESSION },
	{ METHOD_POST, "/account/password", SESSION },
	{ METHOD_GET, "/account/totp", SESSION },
	{ METHOD_POST, "/account/totp", SESSION },
	{ METHOD_POST, "/account/totp-off", SESSION },
	{ METHOD_POST, "/account/key/ask", SESSION },
	{ METHOD_POST, "/account/key", SESSION },
	{ METHOD_POST, "/account/key/{id}/drop", SESSION },
	{ METHOD_POST, "/account/sessions-end", SESSION },
	{ METHOD_POST, "/account/verify", SESSION },
	{ METHOD_GET, "/tokens", SESSION },
	{ METHOD_POST, "/tokens", SESSION },
	{ METHOD_POST, "/tokens/{id}/revoke", SESSION },
	{ METHOD_GET, "/notices", SESSION },
	{ METHOD_POST, "/notices/read", SESSION },
	{ METHOD_GET, "/jobs", SESSION },
	{ METHOD_POST, "/jobs/{job}/cancel", SESSION },
	{ METHOD_POST, "/jobs", ADMIN },
	{ METHOD_GET, "/admin", ADMIN },
	{ METHOD_POST, "/admin/account", ADMIN },
	{ METHOD_GET, "/admin/account/{id}", ADMIN },
	{ METHOD_POST, "/admin/account/{id}/{what}", ADMIN },
	{ METHOD_GET, "/admin/deputies", ADMIN },
	{ METHOD_POST, "/admin/deputies", ADMIN },
	{ METHOD_GET, "/admin/sessions", ADMIN },
	{ METHOD_GET, "/admin/settings", ADMIN },
	{ METHOD_GET, "/admin/journal", ADMIN },
	{ METHOD_GET, "/hooks", ADMIN },
	{ METHOD_POST, "/hooks", ADMIN },
	{ METHOD_POST, "/hooks/{id}/close", ADMIN },
	{ METHOD_POST, "/hooks/letter/{id}/resend", ADMIN },
	{ METHOD_GET, "/journal", ADMIN },
	{ METHOD_POST, "/journal", ADMIN },
	{ METHOD_GET, "/journal/{position}", ADMIN },
	{ METHOD_GET, "/journal/{position}/proof", ADMIN },
	{ METHOD_POST, "/law/{name}", "a setting is made by a person with a document" },
	{ METHOD_GET, "/report/annual/{year}/text", FORM },
	{ METHOD_POST, "/report/annual/{year}/text", FORM },
	{ METHOD_POST, "/report/annual/{year}/freeze", FORM },
	{ METHOD_GET, "/imports", STREAMED },
	{ METHOD_GET, "/imports/{batch}", STREAMED },
	{ METHOD_POST, "/imports/{batch}/undo", STREAMED },
	{ METHOD_GET, "/{ledger}/template.xlsx", STREAMED },
	{ METHOD_GET, "/{ledger}/import", STREAMED },
	{ METHOD_POST, "/{ledger}/import", STREAMED },
	{ METHOD_GET, "/{ledger}/import/{job}", STREAMED },
	{ METHOD_GET, "/{ledger}/import/{job}/errors", STREAMED },
	{ METHOD_POST, "/{ledger}/import/{job}/confirm", STREAMED },
	{ METHOD_GET, "/{ledger}/new", FORM },
	{ METHOD_GET, "/{ledger}/new/{verb}", FORM },
	{ METHOD_POST, "/{ledger}/new/{verb}/draft", FORM },
	{ METHOD_POST, "/{ledger}/new/{verb}/papers", FORM },
	{ METHOD_POST, "/{ledger}/{id}/{verb}/draft", FORM },
	{ METHOD_POST, "/{ledger}/{id}/{verb}/papers", FORM },
	{ METHOD_POST, "/{ledger}/check", FORM },
	{ METHOD_GET, "/{ledger}/export", FORM },
	{ METHOD_GET, "/{ledger}/{id}/unmask", FORM },
	{ METHOD_GET, "/{ledger}/{id}/print", FORM },
	{ METHOD_GET, "/{ledger}/{id}/package", FORM },
	{ METHOD_GET, "/{ledger}/{id}/{verb}", FORM },
	{ METHOD_GET, "/{ledger}/{id}/in-hand", FORM },
	{ METHOD_POST, "/{ledger}/{id}/in-hand", FORM },
	{ METHOD_POST, "/{ledger}/columns", SCREEN },
	{ METHOD_POST, "/{ledger}/views", SCREEN },
	{ METHOD_POST, "/{ledger}/batch", FORM },
	{ METHOD_POST, "/{ledger}/batch/{verb}", FORM },
	{ METHOD_GET, "/{ledger}/batch/{id}", FORM },
};

static bool is_apart(const struct route *r)
{
	for (size_t i = 0; i < COUNT(apart); i++)
		if (apart[i].method == r->method && !strcmp(apart[i].path, r->path))
			return true;
	return false;
}

static struct str description(struct engine *e, struct buf *out)
{
	engine_load(e, "2024-12-20");
	buf_init(out, 64 << 20);
	openapi_write(out, &e->p, ~0u);
	return buf_str(out);
}

/* Where an object ends that begins at s: with the brace, strings passed over. */
static size_t object_end(struct str s)
{
	int depth = 0;
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (s.p[i] == '\\' && quoted)
			i++;
		else if (!quoted)
			depth += (s.p[i] == '{') - (s.p[i] == '}');
		if (!depth && !quoted)
			return i + 1;
	}
	return s.n;
}

/* Has the description this operation? */
static bool is_described(struct str spec, const char *path, const char *method)
{
	char key[220];
	const char *at;
	struct str rest;

	snprintf(key, sizeof key, "\"%s\":{", path);
	at = memmem(spec.p, spec.n, key, strlen(key));
	if (!at)
		return false;
	rest = str_from(spec, (size_t)(at - spec.p) + strlen(key) - 1);
	rest.n = object_end(rest);
	snprintf(key, sizeof key, "\"%s\":{", method);
	return str_has(rest, str_of(key));
}

/* As the description has it: of a ledger that has the step. */
static const char *described(const struct route *r, char text[200])
{
	static const struct {
		const char *path, *as;
	} ledgers[] = {
		{ "/{ledger}", "/hotline" },
		{ "/{ledger}/{id}", "/hotline/{id}" },
		{ "/{ledger}/{id}/{verb}", "/hotline/{id}/accept" },
		{ "/{ledger}/new/{verb}", "/hotline/new/receive" },
		{ "/{ledger}/{id}/clock/{clock}", "/hotline/{id}/clock/{clock}" },
		{ "/{ledger}/export", "/hotline/export" },
		{ "/{ledger}/{id}/unmask", "/hotline/{id}/unmask" },
		{ "/{ledger}/{id}/print", "/hotline/{id}/print" },
		{ "/{ledger}/{id}/package", "/case/{id}/package" },
		{ "/api/openapi", "/api/openapi.json" },
	};

	for (size_t i = 0; i < COUNT(ledgers); i++)
		if (!strcmp(ledgers[i].path, r->path))
			return ledgers[i].as;
	snprintf(text, 200, "%s", r->path);
	return text;
}

/* How many routes are wrong. */
static size_t look_at(struct str spec, const struct route *list, size_t n, size_t *n_described)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const char *method = list[i].method == METHOD_GET ? "get" : "post", *say = NULL;
		char text[200];
		bool there = is_described(spec, described(&list[i], text), method);
		*n_described += there;
		if (there == is_apart(&list[i]))
			say = there ? "described, and on the list of those that are not"
			            : "neither described nor on the list";
		else if (list[i].by_token && !there)
			say = "a token may come here, and it is not described";
		if (!say)
			continue;
		print_error("%s %s: %s\n", method, list[i].path, say);
		wrong++;
	}
	return wrong;
}

static void every_route(void **state)
{
	static struct web web;
	struct engine e;
	struct buf out;
	struct str spec = description(&e, &out);
	size_t n = 0;

	(void)state;
	pages_install(&web);
	assert_int_equal(look_at(spec, web.pages, web.n_pages, &n), 0);
	assert_int_equal(look_at(spec, web_routes, n_web_routes, &n), 0);
	assert_true(n > 30);
	buf_drop(&out);
	arena_drop(&e.a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(every_route) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
