/*
 * pinyin.c - readings of characters
 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/terms.h"
#include "law/load.h"
#include "law/pinyin.h"

static int by_char(const void *a, const void *b)
{
	const struct spoken *x = a, *y = b;

	return str_cmp(x->character, y->character);
}

/* A file of readings into a sorted list. */
static bool load_spoken(struct load *l, const char *dir, const char *file, const char *columns,
                        struct spoken **ret, size_t *ret_n)
{
	struct str rest = str_of(columns), key;
	struct spoken *list = NULL, r;
	size_t n = 0, cap = 0;
	bool more;

	str_item(&rest, &key);
	if (!load_open(l, dir, file, columns))
		return false;
	while (load_row(l, &more) && more) {
		r = (struct spoken){ load_cell(l, arena_z(l->arena, key)), load_cell(l, "pinyin") };
		if (!r.pinyin.n)
			return load_fail(l, "pinyin", "不能为空");
		arena_grow(l->arena, list, n, cap);
		list[n++] = r;
	}
	if (n)
		qsort(list, n, sizeof *list, by_char);
	*ret = list;
	*ret_n = n;
	return l->ret_error->n == 0;
}

bool load_pinyin(struct load *l, struct law *law, const char *dir)
{
	return load_spoken(l, dir, "pinyin.csv", "char,pinyin", &law->readings, &law->n_readings) &&
	       load_spoken(l, dir, "surnames.csv", "surname,pinyin", &law->surnames,
	                   &law->n_surnames);
}

static struct str reading_of(const struct spoken *list, size_t n, struct str c)
{
	struct spoken key = { c, S("") }, *found;

	found = n ? bsearch(&key, list, n, sizeof *list, by_char) : NULL;
	return found ? found->pinyin : S("");
}

/* The surname that `s` begins with, when it is read otherwise than its characters; else empty. */
static struct str surname_of(const struct law *law, struct str s, struct str *ret_said)
{
	size_t one = char_bytes(s), two = one < s.n ? one + char_bytes(str_from(s, one)) : one;

	for (size_t n = two;; n = one) {
		struct str name = { s.p, n };
		*ret_said = reading_of(law->surnames, law->n_surnames, name);
		if (ret_said->n)
			return name;
		if (n == one)
			return S("");
	}
}

enum said_how { WHOLE, INITIALS };

/* One reading more: "chan yu", or of it "cy".  What is not read in letters gives no initial. */
static void put_said(struct buf *out, struct str said, bool letters, enum said_how how)
{
	if (how == WHOLE && out->n)
		buf_putc(out, ' ');
	if (how == WHOLE || letters) {
		buf_put(out, said);
		return;
	}
	for (size_t i = 0; i < said.n; i++)
		if ((!i || said.p[i - 1] == ' ') && (unsigned char)said.p[i] < 0x80)
			buf_putc(out, said.p[i]);
}

/* Readings of the characters, words of letters as they stand. */
static void put_name(const struct law *law, struct buf *out, struct str rest, bool person,
                     enum said_how how)
{
	struct str c, said = S("");
	struct run run;

	while (run_next(&rest, &run))
		for (struct str s = run.text; s.n; s = str_from(s, c.n)) {
			bool letters = run.is == RUN_WORD;
			c = person && !letters && !out->n ? surname_of(law, s, &said) : S("");
			if (!c.n) {
				c = (struct str){ s.p, letters ? s.n : char_bytes(s) };
				said = letters ? c : reading_of(law->readings, law->n_readings, c);
			}
			put_said(out, said.n ? said : c, letters, how);
		}
}

static struct str read_out(const struct law *law, struct arena *a, struct str name, bool person,
                           enum said_how how)
{
	struct buf normal, out;
	struct str said;

	buf_init(&normal, 1 << 17);
	buf_init(&out, 1 << 18);
	terms_normal(&normal, name);
	put_name(law, &out, buf_str(&normal), person, how);
	said = arena_str(a, buf_str(&out));
	buf_drop(&normal);
	buf_drop(&out);
	return said;
}

struct str pinyin_of(const struct law *law, struct arena *a, struct str name, bool person)
{
	return read_out(law, a, name, person, WHOLE);
}

struct str pinyin_initials(const struct law *law, struct arena *a, struct str name, bool person)
{
	return read_out(law, a, name, person, INITIALS);
}

static struct str most(struct str s)
{
	size_t n = s.n < ORDER_BYTES ? s.n : ORDER_BYTES;

	while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return (struct str){ s.p, n };
}

/* A tab stands before every letter and blank, so a name stands before those that it begins. */
struct str pinyin_order(const struct law *law, struct arena *a, struct str name, bool person)
{
	struct str said = most(pinyin_of(law, a, name, person));

	return name.n ? arena_fmt(a, "%.*s\t%.*s", P(said), P(most(name))) : S("");
}
