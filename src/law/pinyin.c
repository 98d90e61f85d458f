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

bool load_pinyin(struct load *l, struct law *law, const char *dir)
{
	size_t cap = 0;
	bool more;

	if (!load_open(l, dir, "pinyin.csv", "char,pinyin"))
		return false;
	while (load_row(l, &more) && more) {
		struct spoken r = { load_cell(l, "char"), load_cell(l, "pinyin") };
		if (!r.pinyin.n)
			return load_fail(l, "pinyin", "不能为空");
		arena_grow(l->arena, law->readings, law->n_readings, cap);
		law->readings[law->n_readings++] = r;
	}
	if (law->n_readings)
		qsort(law->readings, law->n_readings, sizeof *law->readings, by_char);
	return l->ret_error->n == 0;
}

static struct str reading_of(const struct law *law, struct str c)
{
	struct spoken key = { c, S("") }, *found;

	found = law->n_readings ? bsearch(&key, law->readings, law->n_readings,
	                                  sizeof *law->readings, by_char)
	                        : NULL;
	return found ? found->pinyin : S("");
}

/* Readings of the characters, words of letters as they stand. */
static struct str read_out(const struct law *law, struct arena *a, struct str name, bool initials)
{
	struct buf normal, out;
	struct str rest, said;
	struct run run;

	buf_init(&normal, 1 << 12);
	buf_init(&out, 1 << 12);
	terms_normal(&normal, name);
	rest = buf_str(&normal);
	while (run_next(&rest, &run))
		for (struct str s = run.text; s.n;) {
			struct str c = { s.p, run.is == RUN_WORD ? s.n : char_bytes(s) };
			struct str r = run.is == RUN_WORD ? c : reading_of(law, c);
			s = str_from(s, c.n);
			r = r.n ? r : c;
			if (out.n && !initials)
				buf_putc(&out, ' ');
			if (initials && run.is == RUN_CHARS)
				r.n = (unsigned char)r.p[0] < 0x80 ? 1 : 0;
			buf_put(&out, r);
		}
	said = arena_str(a, buf_str(&out));
	buf_drop(&normal);
	buf_drop(&out);
	return said;
}

struct str pinyin_of(const struct law *law, struct arena *a, struct str name)
{
	return read_out(law, a, name, false);
}

struct str pinyin_initials(const struct law *law, struct arena *a, struct str name)
{
	return read_out(law, a, name, true);
}
