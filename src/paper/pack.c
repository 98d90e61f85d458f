/*
 * pack.c - a ZIP written in memory by libzip
 */
#include "paper/pack.h"

#include <zip.h>

/* 2008-01-01 00:00:00 for all; libzip would write the time in the zone of the machine, which must not show. */
enum { PACKED_ON = 28 << 9 | 1 << 5 | 1 };

static bool add(struct arena *a, zip_t *z, const struct pack_part *part)
{
	zip_source_t *s = zip_source_buffer(z, part->bytes.p, part->bytes.n, 0);
	zip_int64_t at = s ? zip_file_add(z, arena_z(a, part->name), s, ZIP_FL_ENC_UTF_8) : -1;

	if (s && at < 0)
		zip_source_free(s);
	return at >= 0 &&
	       zip_set_file_compression(z, (zip_uint64_t)at,
	                                part->stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
	                                part->stored ? 0 : 9) == 0 &&
	       zip_file_set_dostime(z, (zip_uint64_t)at, 0, PACKED_ON, 0) == 0;
}

static bool read_back(zip_source_t *s, struct buf *out)
{
	char piece[8192];
	zip_int64_t n;

	if (zip_source_open(s) < 0)
		return false;
	while ((n = zip_source_read(s, piece, sizeof(piece))) > 0)
		buf_put(out, (struct str){ piece, (size_t)n });
	zip_source_close(s);
	return n == 0 && !out->over;
}

bool pack_parts(struct arena *a, const struct pack_part *list, size_t n, struct buf *out)
{
	zip_source_t *s = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = s ? zip_open_from_source(s, ZIP_TRUNCATE, NULL) : NULL;
	bool ok = z != NULL;

	if (!z) {
		if (s)
			zip_source_free(s);
		return false;
	}
	zip_source_keep(s);
	for (size_t i = 0; ok && i < n; i++)
		ok = add(a, z, &list[i]);
	if (!ok || zip_close(z) != 0) {
		zip_discard(z);
		ok = false;
	}
	ok = ok && read_back(s, out);
	zip_source_free(s);
	return ok;
}
