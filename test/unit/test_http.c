/*
 * test_http.c - framing, addresses, forms, routes; and web_answer() without a socket
 */
#include "../database.h"
#include "kit.h"

#include "ledgers/ledgers.h"
#include "pages/pages.h"
#include "web/proxy.h"
#include "web/ranges.h"

/* --- framing --------------------------------------------------------------------------------- */

struct framing_case {
	const char *what;
	const char *headers[8]; /* name, value, … */
	bool ok;
};

/* clang-format off */
static const struct framing_case framing_cases[] = {
	{ "one host", { "Host", "a" }, true },
	{ "a length", { "Host", "a", "Content-Length", "12" }, true },
	{ "chunked", { "Host", "a", "Transfer-Encoding", "chunked" }, true },
	{ "names know no case", { "hOST", "a", "TRANSFER-ENCODING", "Chunked" }, true },
	{ "no host", { "Content-Length", "1" }, false },
	{ "an empty host", { "Host", "" }, false },
	{ "two hosts", { "Host", "a", "host", "a" }, false },
	{ "two lengths, though alike", { "Host", "a", "Content-Length", "3", "Content-Length", "3" }, false },
	{ "a list of lengths", { "Host", "a", "Content-Length", "3, 3" }, false },
	{ "a signed length", { "Host", "a", "Content-Length", "+3" }, false },
	{ "a negative length", { "Host", "a", "Content-Length", "-3" }, false },
	{ "a length with a blank", { "Host", "a", "Content-Length", "3 " }, false },
	{ "an empty length", { "Host", "a", "Content-Length", "" }, false },
	{ "a hexadecimal length", { "Host", "a", "Content-Length", "0x3" }, false },
	{ "a length nobody has", { "Host", "a", "Content-Length", "9999999999999" }, false },
	{ "length and encoding", { "Host", "a", "Content-Length", "3", "Transfer-Encoding", "chunked" }, false },
	{ "another encoding", { "Host", "a", "Transfer-Encoding", "gzip, chunked" }, false },
	{ "chunked, nearly", { "Host", "a", "Transfer-Encoding", "xchunked" }, false },
	{ "two encodings", { "Host", "a", "Transfer-Encoding", "chunked", "Transfer-Encoding", "chunked" }, false },
	{ "a newline in a value", { "Host", "a", "X", "1\r\nY: 2" }, false },
	{ "a blank in a name", { "Host", "a", "X Y", "1" }, false },
	{ "a blank behind a name", { "Host", "a", "Content-Length ", "1" }, false },
	{ "an empty name", { "Host", "a", "", "1" }, false },
};
/* clang-format on */

/* Heads as the library leaves them; 0 stands for NUL. */
static const struct {
	const char *what;
	struct str head;
	size_t n_target, n_headers;
	bool ok;
} head_cases[] = {
	{ "one header", S("GET\0/h\0HTTP/1.1\0\0Host\0 a\0\0\0\0"), 2, 1, true },
	{ "none", S("GET\0/h\0HTTP/1.1\0\0\0\0"), 2, 0, true },
	{ "an empty value", S("GET\0/h\0HTTP/1.1\0\0X\0\0\0Y\0 b\0\0\0\0"), 2, 2, true },
	{ "a query", S("GET\0/h\0a\0b\0HTTP/1.1\0\0\0\0"), 6, 0, true },
	{ "bare LF, first line", S("GET\0/h\0HTTP/1.1\0Host\0 a\0\0\0\0"), 2, 1, false },
	{ "bare LF, header", S("GET\0/h\0HTTP/1.1\0\0A\0 a\0B\0 b\0\0\0\0"), 2, 2, false },
	{ "bare LF, end", S("GET\0/h\0HTTP/1.1\0\0A\0 a\0\0\0"), 2, 1, false },
	{ "NUL in a value", S("GET\0/h\0HTTP/1.1\0\0A\0 a\0b\0\0\0\0"), 2, 1, false },
	{ "NULs in a value", S("GET\0/h\0HTTP/1.1\0\0A\0 a\0\0b\0\0\0\0\0"), 2, 1, false },
	{ "nothing", S(""), 2, 0, false },
	{ "shorter than it says", S("GET\0/h"), 9, 0, false },
};

static void heads(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(head_cases); i++)
		if ((head_check(head_cases[i].head, head_cases[i].n_target,
		                head_cases[i].n_headers) == NULL) != head_cases[i].ok)
			fail_msg("%s", head_cases[i].what);
}

static void framing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(framing_cases); i++) {
		const struct framing_case *c = &framing_cases[i];
		struct pairs h = { 0 };
		for (size_t k = 0; k + 1 < COUNT(c->headers) && c->headers[k]; k += 2)
			pair_add(&arena, &h, str_of(c->headers[k]), str_of(c->headers[k + 1]));
		if ((framing_check(&h) == NULL) != c->ok)
			fail_msg("%s: %s", c->what, framing_check(&h) ? framing_check(&h) : "ok");
	}
}

/* --- addresses and forms --------------------------------------------------------------------- */

static void decoding(void **state)
{
	struct str s;

	(void)state;
	assert_true(url_decode(&arena, S("a%20b+c"), true, &s));
	assert_str(s, "a b c");
	assert_true(url_decode(&arena, S("a+c"), false, &s));
	assert_str(s, "a+c");
	assert_true(url_decode(&arena, S("%E6%A1%88"), false, &s));
	assert_str(s, "案");
	assert_false(url_decode(&arena, S("%"), false, &s));
	assert_false(url_decode(&arena, S("%4"), false, &s));
	assert_false(url_decode(&arena, S("%zz"), false, &s));
	assert_false(url_decode(&arena, S("%00"), false, &s));
	assert_false(url_decode(&arena, S("%ff"), false, &s));
	assert_str(url_encode(&arena, S("a b/案?")), "a%20b%2F%E6%A1%88%3F");
}

static void forms(void **state)
{
	struct pairs p;

	(void)state;
	assert_true(form_parse(&arena, S("a=1&b=&c&&a=2&d=%3D"), &p));
	assert_int_equal(p.n, 5);
	assert_str(pair_of(&p, "a"), "1");
	assert_str(pair_of(&p, "d"), "=");
	assert_true(pair_has(&p, "c"));
	assert_false(pair_has(&p, "e"));
	assert_false(form_parse(&arena, S("a=%GG"), &p));
}

static void multipart(void **state)
{
	struct str body = S(
		"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n"
		"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"t.csv\"\r\n"
		"Content-Type: text/csv\r\n\r\n\xff\xfe\r\n--x--\r\n");
	struct str type = S("multipart/form-data; boundary=x");
	struct upload up[MAX_UPLOADS];
	struct pairs p;
	size_t n;

	(void)state;
	assert_true(multipart_parse(&arena, type, body, &p, up, &n));
	assert_int_equal(p.n, 1);
	assert_str(pair_of(&p, "a"), "1\r\n2");
	assert_int_equal(n, 1);
	assert_str(up[0].key, "f");
	assert_str(up[0].file, "t.csv");
	assert_int_equal(up[0].body.n, 2);
	for (size_t cut = 0; cut < body.n - 4; cut++)
		assert_false(
			multipart_parse(&arena, type, (struct str){ body.p, cut }, &p, up, &n));
	assert_false(multipart_parse(&arena, S("multipart/form-data"), body, &p, up, &n));
}

static void json_forms(void **state)
{
	struct pairs p;
	struct str say;

	(void)state;
	assert_true(
		json_form_parse(&arena,
	                        S("{\"a\":\"x\",\"n\":12,\"y\":true,\"z\":null,\"s\":[\"p\",\"q\"],"
	                          "\"r\":[{\"k\":\"1\"},{\"k\":\"2\"}]}"),
	                        &p, &say));
	assert_str(pair_of(&p, "a"), "x");
	assert_str(pair_of(&p, "n"), "12");
	assert_str(pair_of(&p, "y"), "yes");
	assert_true(pair_has(&p, "z"));
	assert_str(pair_of(&p, "s"), "p；q");
	assert_str(pair_of(&p, "r.2.k"), "2");
	assert_false(json_form_parse(&arena, S("[1]"), &p, &say));
	assert_false(json_form_parse(&arena, S("{\"a\":1.5}"), &p, &say));
	assert_false(json_form_parse(&arena, S("{\"a\":1,\"a\":2}"), &p, &say));
}

static void cookies(void **state)
{
	struct pairs h = { 0 };

	(void)state;
	pair_add(&arena, &h, S("Cookie"), S("a=1; yifa=abc; yifax=no"));
	assert_str(cookie_of(&h, "yifa"), "abc");
	assert_str(cookie_of(&h, "b"), "");
}

/* --- answers --------------------------------------------------------------------------------- */

static struct arena long_arena;
static struct law law;
static struct program program;
static struct world world;
static struct web web;
static struct db *db;

static int answers_open(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;
	struct str error = S("");

	kit_open(state);
	arena_init(&long_arena, 1 << 30);
	ledgers = arena_array(&long_arena, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	if (!law_load(&law, &long_arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	program_new(&program, &long_arena, &law, list, n);
	world_fixed(&world, D("2024-12-20"), 7);
	db = db_open(test_db(), false, &error);
	if (!db || !schema_migrate(db, &law, ledgers, n, &world, &error))
		fail_msg("%.*s", P(error));
	web_init(&web, db, &program, &world);
	pages_install(&web);
	return 0;
}

static int answers_close(void **state)
{
	db_close_all(db);
	arena_drop(&long_arena);
	return kit_close(state);
}

static struct reply reply;

static struct str header_sent(const char *name)
{
	return header_of(&reply.headers, name);
}

static void ask(enum method method, const char *path, const char *query, const char *body,
                const char *cookie)
{
	struct req req = { .web = &web,
		           .arena = &arena,
		           .method = method,
		           .path = str_of(path),
		           .query = str_of(query),
		           .body = str_of(body) };

	buf_drop(&reply.body);
	reply = (struct reply){ 0 };
	pair_add(&arena, &req.headers, S("Host"), S("localhost"));
	if (body)
		pair_add(&arena, &req.headers, S("Content-Type"),
		         S("application/x-www-form-urlencoded"));
	if (cookie)
		pair_add(&arena, &req.headers, S("Cookie"), arena_fmt(&arena, "yifa=%s", cookie));
	web_answer(&req, &reply);
}

static void strangers(void **state)
{
	(void)state;
	ask(METHOD_GET, "/case", "", NULL, NULL);
	assert_int_equal(reply.status, 303);
	assert_str(header_sent("Location"), "/sign-in?to=%2Fcase");
	ask(METHOD_GET, "/case.json", "", NULL, NULL);
	assert_int_equal(reply.status, 401);
	ask(METHOD_GET, "/sign-in", "", NULL, NULL);
	assert_int_equal(reply.status, 200);
	assert_true(str_has(header_sent("Content-Security-Policy"), S("default-src 'self'")));
	assert_false(str_has(header_sent("Content-Security-Policy"), S("unsafe")));
	assert_str(header_sent("Cache-Control"), "no-store");
	ask(METHOD_GET, "/%zz", "", NULL, NULL);
	assert_int_equal(reply.status, 400);
	ask(METHOD_GET, "/a/b/c/d/e/f/g", "", NULL, NULL);
	assert_int_equal(reply.status, 404);
	ask(METHOD_POST, "/ledgers", "", "a=1", NULL);
	assert_int_equal(reply.status, 405);
}

static void assets(void **state)
{
	struct url css = asset_url(&arena, "ui.css");

	(void)state;
	ask(METHOD_GET, arena_z(&arena, css.s), "", NULL, NULL);
	assert_int_equal(reply.status, 200);
	assert_true(reply.n_file > 1000);
	assert_true(str_has(header_sent("Cache-Control"), S("immutable")));
	ask(METHOD_GET, "/assets/ui.css", "", NULL, NULL);
	assert_int_equal(reply.status, 200);
	assert_false(str_has(header_sent("Cache-Control"), S("immutable")));
	ask(METHOD_GET, "/assets/../law/terms.csv", "", NULL, NULL);
	assert_int_not_equal(reply.status, 200);
	ask(METHOD_GET, "/assets/nothing.css", "", NULL, NULL);
	assert_int_not_equal(reply.status, 200);
}

static bool make_account(struct tx *tx, void *arg)
{
	struct account who = { .org = 1, .name = S("tester"), .roles = CLERK };

	return account_make(tx, &who, *(struct str *)arg, S(""), NULL);
}

static void signing_in(void **state)
{
	struct str hash = password_hash(&arena, S("open sesame")), cookie, token;
	struct refusals r;
	const char *session;

	(void)state;
	refusals_init(&r, &arena);
	assert_true(tx_run(db, &world, &arena, &r, make_account, &hash));
	ask(METHOD_POST, "/sign-in", "", "name=tester&password=wrong", NULL);
	assert_int_equal(reply.status, 422);
	ask(METHOD_POST, "/sign-in", "", "name=nobody&password=wrong", NULL);
	assert_int_equal(reply.status, 422);
	ask(METHOD_POST, "/sign-in", "", "name=tester&password=open+sesame&to=//evil", NULL);
	assert_int_equal(reply.status, 303);
	assert_str(header_sent("Location"), "/");
	cookie = header_sent("Set-Cookie");
	assert_true(str_starts(cookie, S("yifa=")));
	assert_true(str_has(cookie, S("HttpOnly")));
	assert_true(str_has(cookie, S("SameSite=Lax")));
	assert_true(str_cut(str_from(cookie, 5), ';', &token, &cookie));
	session = arena_z(&arena, token);
	ask(METHOD_GET, "/ledgers", "", NULL, session);
	assert_int_equal(reply.status, 200);
	assert_true(str_has(buf_str(&reply.body), S("12345工单")));
	ask(METHOD_POST, "/hotline/new/receive", "", "subject=x", session);
	assert_int_equal(reply.status, 403);
	ask(METHOD_GET, "/hotline/new/receive", "", NULL, session);
	assert_int_equal(reply.status, 200);
	ask(METHOD_GET, "/hotline/12345", "", NULL, session);
	assert_int_equal(reply.status, 404);
	ask(METHOD_GET, "/hotline/new/nothing", "", NULL, session);
	assert_int_equal(reply.status, 404);
	ask(METHOD_GET, "/hotline", "sort=phone", NULL, session);
	assert_int_equal(reply.status, 422);
	ask(METHOD_GET, "/hotline", "after=rubbish", NULL, session);
	assert_int_equal(reply.status, 422);
	buf_drop(&reply.body);
}

/* Of a peer that is no proxy the headers are air. */
static void behind_a_proxy(void **state)
{
	static const struct {
		const char *peer, *said, *want;
	} cases[] = {
		{ "127.0.0.1", "192.0.2.1", "192.0.2.1" },
		{ "::1", "192.0.2.1", "192.0.2.1" },
		{ "10.0.0.5", "192.0.2.1", "192.0.2.1" },
		{ "10.0.0.6", "192.0.2.1", "10.0.0.6" },
		{ "198.51.100.1", "a, b", "198.51.100.1" },
		{ "127.0.0.1", "1.2.3.4,", "127.0.0.1" },
		{ "127.0.0.1", "9.9.9.9, ::FFFF:1.2.3.4", "1.2.3.4" },
		{ "", "192.0.2.1", "" },
	};
	struct ranges proxies;

	(void)state;
	assert_true(ranges_parse(S("10.0.0.5"), &proxies));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pairs h = { 0 };
		pair_add(&arena, &h, S("x-forwarded-for"), S("203.0.113.9"));
		pair_add(&arena, &h, S("X-Forwarded-For"), str_of(cases[i].said));
		assert_str(client_address(&arena, &proxies, str_of(cases[i].peer), &h),
		           cases[i].want);
	}
}

static void every_route_has_a_policy(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_web_routes; i++)
		assert_true(web_routes[i].policy > NO_POLICY && web_routes[i].policy < N_POLICIES);
	for (size_t i = 0; i < web.n_pages; i++)
		assert_true(web.pages[i].policy > NO_POLICY && web.pages[i].policy < N_POLICIES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(framing),
		cmocka_unit_test(heads),
		cmocka_unit_test(decoding),
		cmocka_unit_test(forms),
		cmocka_unit_test(multipart),
		cmocka_unit_test(json_forms),
		cmocka_unit_test(cookies),
		cmocka_unit_test(strangers),
		cmocka_unit_test(assets),
		cmocka_unit_test(signing_in),
		cmocka_unit_test(every_route_has_a_policy),
		cmocka_unit_test(behind_a_proxy),
	};

	return cmocka_run_group_tests_name("http", tests, answers_open, answers_close);
}
