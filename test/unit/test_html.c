/*
 * test_html.c - HTML from typed pieces: the type is the escape
 */
#include "kit.h"

#include "base/html.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static struct buf out;

static void assert_out(const char *want)
{
	assert_str(buf_str(&out), want);
	buf_clear(&out);
}

static int open_out(void **state)
{
	buf_init(&out, 1 << 16);
	return kit_open(state);
}

static int drop_out(void **state)
{
	buf_drop(&out);
	return kit_close(state);
}

static void literals_pass_and_text_is_escaped(void **state)
{
	struct str name = S("<b>\"O'Neil\" & 张</b>"), none = { NULL, 0 };

	(void)state;
	html(&out, "<li title=\"", name, "\">", name, "</li>");
	assert_out("<li title=\"&lt;b&gt;&quot;O&#39;Neil&quot; &amp; 张&lt;/b&gt;\">"
	           "&lt;b&gt;&quot;O&#39;Neil&quot; &amp; 张&lt;/b&gt;</li>");
	html(&out, "", S(""), none);
	assert_out("");
}

static void each_type_has_its_form(void **state)
{
	struct instant at;

	(void)state;
	assert_true(instant_parse(S("2024-03-01T09:05:59"), &at));
	html(&out, 7, " ", INT64_MIN, " ", (size_t)3, " ", D("2024-03-01"), " ", at, " ",
	     (struct fen){ 123456 });
	assert_out("7 -9223372036854775808 3 2024-03-01 2024-03-01 09:05 1,234.56");
	html(&out, DAY_NONE, INSTANT_NONE, MARKUP("<hr>"), when(true, " checked"),
	     when(false, " hidden"));
	assert_out("<hr> checked");
}

static void links_go_nowhere_else(void **state)
{
	static const char *const good[] = {
		"/case/7", "/", "#top", "?page=2", "https://example.cn/a", "http://example.cn"
	};
	static const char *const bad[] = { "javascript:alert(1)",
		                           "//evil.example",
		                           "/\\evil.example",
		                           "data:text/html,x",
		                           "",
		                           "/\t/evil.example",
		                           " /x",
		                           "HTTPS://x",
		                           "mailto:a@b",
		                           "case/7",
		                           "/\x7f" };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		html(&out, "<a href=\"", URL(str_of(good[i])), "\">");
		assert_out(arena_fmt(&arena, "<a href=\"%s\">", good[i]).p);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		html(&out, "<a href=\"", URL(str_of(bad[i])), "\">");
		assert_out("<a href=\"#\">");
	}
	html(&out, URL(S("/x?a=1&b=\"2\"")));
	assert_out("/x?a=1&amp;b=&quot;2&quot;");
}

/* An `=` before a value is no mistake inside quotes or in text. */
static void an_equals_sign_in_quotes_is_fine(void **state)
{
	(void)state;
	html(&out, "<a href=\"/x?id=", 7, "&amp;n=", 8, "\">n=", 9, "</a><p>a=", 1);
	assert_out("<a href=\"/x?id=7&amp;n=8\">n=9</a><p>a=1");
}

/* ... but a value that would stand as an attribute without quotes is a bug. */
static void an_attribute_without_quotes_stops(void **state)
{
	static const char *const literal[] = { "<a href=", "<td data-n=", "\" class=" };
	int status;

	(void)state;
	for (size_t i = 0; i < COUNT(literal); i++) {
		pid_t child = fork();

		if (child == 0) {
			signal(SIGABRT, SIG_DFL);
			fclose(stderr);
			html_put(&out, 2,
			         (struct piece[]){ piece_lit(literal[i]), piece_text(S("x")) });
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(literals_pass_and_text_is_escaped),
		cmocka_unit_test(each_type_has_its_form),
		cmocka_unit_test(links_go_nowhere_else),
		cmocka_unit_test(an_equals_sign_in_quotes_is_fine),
		cmocka_unit_test(an_attribute_without_quotes_stops),
	};

	return cmocka_run_group_tests(tests, open_out, drop_out);
}
