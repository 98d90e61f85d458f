/*
 * fuzz_picture.c - any bytes as a picture whose metadata is taken out
 *
 * What comes out is no longer than what went in but for the few bytes of how it is turned, cleans to
 * itself, and has none of the blocks that hold metadata.
 */
#include "base/buf.h"
#include "base/must.h"
#include "store/file_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool keep(void *arg, struct str piece)
{
	buf_put(arg, piece);
	return true;
}

static void clean(struct str in, bool (*fn)(struct str, bool (*)(void *, struct str), void *))
{
	struct buf once, twice;

	buf_init(&once, 16 << 20);
	buf_init(&twice, 16 << 20);
	if (fn(in, keep, &once)) {
		must(once.n <= in.n * 10);
		must(fn(buf_str(&once), keep, &twice));
		must(str_eq(buf_str(&once), buf_str(&twice)));
	}
	buf_drop(&once);
	buf_drop(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = { (const char *)data, size };

	clean(in, jpeg_clean);
	clean(in, png_clean);
	return 0;
}
