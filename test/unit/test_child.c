/*
 * test_child.c - another program with limits: what it says, how it ends, what it may not have
 */
#include "kit.h"

#include "base/child.h"

#include <fcntl.h>
#include <unistd.h>

static enum child_end said(const char *const *argv, struct child c, size_t most, const char *input,
                           struct str *ret)
{
	int in = child_file(str_of(input));
	enum child_end end;
	struct buf out;

	assert_true(in >= 0);
	buf_init(&out, most);
	c.argv = argv;
	c.in = in;
	end = child_run(&c, &out);
	*ret = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	close(in);
	return end;
}

static const struct child plenty = { .memory = (size_t)256 << 20, .seconds = 10 };

static void bytes_in_bytes_out(void **state)
{
	const char *const argv[] = { "/bin/cat", "/proc/self/fd/0", NULL };
	struct str out;

	(void)state;
	assert_int_equal(said(argv, plenty, 1 << 16, "一二三", &out), CHILD_WELL);
	assert_str(out, "一二三");
	assert_int_equal(said(argv, plenty, 1 << 16, "", &out), CHILD_WELL);
	assert_str(out, "");
}

static void the_input_is_read_from_its_beginning_each_time(void **state)
{
	const char *const argv[] = { "/bin/cat", NULL };
	int in = child_file(S("again"));

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct buf out;
		buf_init(&out, 1 << 10);
		assert_int_equal(child_run(&(struct child){ argv, in, plenty.memory, 10 }, &out),
		                 CHILD_WELL);
		assert_str(buf_str(&out), "again");
		buf_drop(&out);
	}
	close(in);
}

static void nothing_of_ours_goes_along(void **state)
{
	const char *const all[] = { "/bin/sh", "-c", "env; ls /proc/self/fd", NULL };
	int open_here = open("/dev/null", O_RDONLY); /* without O_CLOEXEC                     */
	struct str out;

	(void)state;
	assert_true(open_here > 2);
	setenv("SECRET", "s3cr3t", 1);
	assert_int_equal(said(all, plenty, 1 << 16, "", &out), CHILD_WELL);
	assert_false(str_has(out, S("s3cr3t")));
	assert_true(str_has(out, S("0\n1\n2\n")));
	assert_false(str_has(out, arena_fmt(&arena, "\n%d\n", open_here + 1)));
	close(open_here);
}

static void ends_that_are_not_well(void **state)
{
	const char *const missing[] = { "/usr/bin/no-such-program", NULL };
	const char *const no[] = { "/bin/sh", "-c", "echo why >&2; exit 3", NULL };
	const char *const shot[] = { "/bin/sh", "-c", "kill -SEGV $$", NULL };
	struct str out;

	(void)state;
	assert_int_equal(said(missing, plenty, 100, "", &out), CHILD_MISSING);
	assert_int_equal(said(no, plenty, 100, "", &out), CHILD_BADLY);
	assert_str(out, "why\n");
	assert_int_equal(said(shot, plenty, 100, "", &out), CHILD_BADLY);
}

static void limits_hold(void **state)
{
	const char *const talker[] = { "/bin/sh", "-c", "while :; do echo more; done", NULL };
	const char *const busy[] = { "/bin/sh", "-c", "while :; do :; done", NULL };
	const char *file = arena_fmt(&arena, "/tmp/yifa-child-%d", (int)getpid()).p;
	const char *const writer[] = { "/bin/sh", "-c", "echo x > $0", file, NULL };
	const char *const eater[] = { "/usr/bin/awk", "BEGIN { s = \"x\"; for (;;) s = s s }",
		                      NULL };
	struct str out;

	(void)state;
	assert_int_equal(said(talker, plenty, 1000, "", &out), CHILD_BADLY);
	assert_true(out.n <= 1000);
	assert_int_equal(
		said(busy, (struct child){ .memory = plenty.memory, .seconds = 1 }, 100, "", &out),
		CHILD_BADLY);
	assert_int_equal(said(eater, plenty, 1000, "", &out), CHILD_BADLY);
	assert_int_equal(said(writer, plenty, 1000, "", &out), CHILD_BADLY);
	assert_int_equal(unlink(file), 0); /* it may make a file and put nothing into it      */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_in_bytes_out),
		cmocka_unit_test(the_input_is_read_from_its_beginning_each_time),
		cmocka_unit_test(nothing_of_ours_goes_along),
		cmocka_unit_test(ends_that_are_not_well),
		cmocka_unit_test(limits_hold),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
