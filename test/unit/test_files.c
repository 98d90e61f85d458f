/*
 * test_files.c - names, ranges, drafts and the store of files
 */
#include "kit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/file_kind.h"
#include "store/files.h"
#include "web/serve_file.h"

static struct arena a;

static void range(const char *header, enum range want, int64_t from, int64_t n)
{
	int64_t got_from = -1, got_n = -1;

	assert_int_equal(range_parse(str_of(header), 100, &got_from, &got_n), want);
	if (want == RANGE_PART) {
		assert_int_equal(got_from, from);
		assert_int_equal(got_n, n);
	}
}

static void ranges(void **state)
{
	(void)state;
	range("bytes=0-9", RANGE_PART, 0, 10);
	range("bytes=90-", RANGE_PART, 90, 10);
	range("bytes=90-1000", RANGE_PART, 90, 10);
	range("bytes=-10", RANGE_PART, 90, 10);
	range("bytes=-1000", RANGE_PART, 0, 100);
	range("bytes=100-", RANGE_NONE, 0, 0);
	range("bytes=-0", RANGE_NONE, 0, 0);
	range("bytes=5-1", RANGE_ALL, 0, 0);
	range("bytes=--1", RANGE_ALL, 0, 0);
	range("bytes=+1-2", RANGE_ALL, 0, 0);
	range("bytes=1-2,4-5", RANGE_ALL, 0, 0);
	range("lines=1-2", RANGE_ALL, 0, 0);
	range("bytes=99999999999999999999-", RANGE_ALL, 0, 0);
	range("", RANGE_ALL, 0, 0);
}

static void name(const char *given, const char *want)
{
	struct str got = file_name_safe(&a, str_of(given), file_type_named(S("image/jpeg")));

	if (!str_is(got, want))
		fail_msg("%s became %.*s and not %s", given, P(got), want);
}

static void names(void **state)
{
	(void)state;
	name("照片.jpg", "照片.jpg");
	name("A.JPG", "A.jpg");
	name("../../etc/passwd", "passwd.jpg");
	name("C:\\Windows\\a.jpeg", "a.jpeg");
	name("x.exe", "x.exe.jpg");
	name("CON.jpg", "_CON.jpg");
	name(".htaccess", "_.htaccess.jpg");
	name("-rf.jpg", "_-rf.jpg");
	name("a\tb\n.jpg", "ab.jpg");
	name("gpj\xe2\x80\xae"
	     "exe.jpg",
	     "gpjexe.jpg");
	name("a . . .jpg", "a.jpg");
	name("", "未命名.jpg");
	name("\xff\xfe", "未命名.jpg");
	name("a<b>|c?.jpg", "a_b__c_.jpg");
}

static struct file_store *store(const char *dir)
{
	struct str error = S("");
	struct file_store *s = file_store_open(&a, dir, &error);

	assert_non_null(s);
	return s;
}

/* SM3 of "abc", from the standard. */
static const char abc[] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

static void drafts(void **state)
{
	char dir[] = "/tmp/yifa-files-XXXXXX", two[3] = "";
	struct file_store *s;
	struct file_draft d;
	struct file_part part;
	struct str error;

	(void)state;
	assert_non_null(mkdtemp(dir));
	s = store(dir);
	assert_true(file_draft_begin(s, &d, 3));
	assert_true(file_draft_put(&d, S("ab")));
	assert_true(file_draft_put(&d, S("c")));
	assert_false(file_draft_put(&d, S("d")));
	assert_true(d.over);
	file_draft_drop(&d);
	assert_true(file_draft_begin(s, &d, 3));
	assert_true(file_draft_put(&d, S("abc")));
	assert_true(file_draft_end(&d));
	assert_string_equal(d.sm3, abc);
	assert_int_equal(file_check(s, str_of(abc), 3), FILE_MISSING);
	assert_true(file_draft_keep(&d));
	file_draft_drop(&d);
	assert_int_equal(file_check(s, str_of(abc), 3), FILE_FINE);
	assert_int_equal(file_check(s, str_of(abc), 4), FILE_CHANGED);
	assert_true(file_part_open(s, str_of(abc), 1, 2, &part, &error));
	assert_int_equal(pread(part.fd, two, 2, part.at), 2);
	assert_string_equal(two, "bc");
	close(part.fd);
	assert_false(file_part_open(s, str_of(abc), 1, 3, &part, &error));
	assert_false(file_part_open(s, S("../../../etc/passwd"), 0, 1, &part, &error));
	assert_int_equal(rmdir(dir), -1);
	unlink(arena_fmt(&a, "%s/66/%s", dir, abc + 2).p);
	rmdir(arena_fmt(&a, "%s/66", dir).p);
	unlink(arena_fmt(&a, "%s/lock", dir).p);
	assert_int_equal(rmdir(arena_fmt(&a, "%s/tmp", dir).p), 0);
	assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges),
		cmocka_unit_test(names),
		cmocka_unit_test(drafts),
	};
	int failed;

	arena_init(&a, 1 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_drop(&a);
	return failed;
}
