/*
 * files_zip.c - a record's files as one ZIP
 *
 * libzip writes into a nameless file and opens each file only when its turn comes, so a folder of
 * a thousand videos costs one descriptor and no memory.  Nothing is packed: photos and videos are
 * already.  Names are safe on every system and told apart without regard to case; what they were
 * called stands in the list that goes along.
 */
#include "base/csv.h"
#include "web/serve_file.h"

#include <string.h>
#include <unistd.h>
#include <zip.h>

/* --- the archive, into a descriptor ----------------------------------------------------------- */

struct sink {
	int fd;
	int64_t at, size;
	zip_error_t error;
};

static zip_int64_t sink_write(struct sink *s, const void *data, zip_uint64_t n)
{
	const char *p = data;

	for (zip_uint64_t left = n; left;) {
		ssize_t put = pwrite(s->fd, p, left, s->at);
		if (put <= 0) {
			zip_error_set(&s->error, ZIP_ER_WRITE, 0);
			return -1;
		}
		p += put;
		left -= (zip_uint64_t)put;
		s->at += put;
	}
	if (s->at > s->size)
		s->size = s->at;
	return (zip_int64_t)n;
}

static zip_int64_t sink_stat(void *data, zip_uint64_t n)
{
	zip_stat_t *st = ZIP_SOURCE_GET_ARGS(zip_stat_t, data, n, NULL);

	if (!st)
		return -1;
	zip_stat_init(st);
	st->valid = ZIP_STAT_SIZE;
	st->size = 0;
	return 0;
}

static zip_int64_t sink_does(void *arg, void *data, zip_uint64_t n, zip_source_cmd_t does)
{
	struct sink *s = arg;

	switch (does) {
	case ZIP_SOURCE_OPEN:
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_BEGIN_WRITE:
	case ZIP_SOURCE_COMMIT_WRITE:
	case ZIP_SOURCE_ROLLBACK_WRITE:
	case ZIP_SOURCE_REMOVE:
	case ZIP_SOURCE_FREE: return 0;
	case ZIP_SOURCE_READ: return 0;
	case ZIP_SOURCE_STAT: return sink_stat(data, n);
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&s->error, data, n);
	case ZIP_SOURCE_WRITE: return sink_write(s, data, n);
	case ZIP_SOURCE_TELL:
	case ZIP_SOURCE_TELL_WRITE: return s->at;
	case ZIP_SOURCE_SEEK:
	case ZIP_SOURCE_SEEK_WRITE:
		s->at = zip_source_seek_compute_offset((zip_uint64_t)s->at, (zip_uint64_t)s->size,
		                                       data, n, &s->error);
		return s->at < 0 ? -1 : 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(
			ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
			ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
			ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
			ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE,
			ZIP_SOURCE_REMOVE, -1);
	default: zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

/* --- a file of it ----------------------------------------------------------------------------- */

struct entry_file {
	struct visit *v;
	const struct attached *f;
	bool public;
	struct file_part part;
	zip_error_t error;
};

/* False when nothing of it may be given. */
static bool entry_open(struct entry_file *e)
{
	struct str error = S("");

	e->part = (struct file_part){ .fd = -1 };
	if (e->public)
		e->part.fd = public_copy(e->v, e->f, &e->part.n);
	else if (!file_part_open(e->v->web->files, e->f->sm3, 0, e->f->size, &e->part, &error)) {
		fault(&e->v->r, error);
		e->part.fd = -1;
	}
	return e->part.fd >= 0;
}

static zip_int64_t entry_read(struct entry_file *e, void *data, zip_uint64_t n)
{
	int64_t got = file_part_read(&e->part, data, n);

	if (got < 0)
		zip_error_set(&e->error, ZIP_ER_READ, 0);
	return got;
}

static void entry_close(struct entry_file *e)
{
	if (e->part.fd >= 0)
		close(e->part.fd);
	e->part.fd = -1;
}

static zip_int64_t entry_does(void *arg, void *data, zip_uint64_t n, zip_source_cmd_t does)
{
	struct entry_file *e = arg;
	zip_stat_t *st;

	switch (does) {
	case ZIP_SOURCE_OPEN:
		if (entry_open(e))
			return 0;
		zip_error_set(&e->error, ZIP_ER_OPEN, 0);
		return -1;
	case ZIP_SOURCE_READ: return entry_read(e, data, n);
	case ZIP_SOURCE_CLOSE: entry_close(e); return 0;
	case ZIP_SOURCE_STAT:
		st = ZIP_SOURCE_GET_ARGS(zip_stat_t, data, n, &e->error);
		if (!st)
			return -1;
		zip_stat_init(st);
		if (!e->public) {
			st->valid = ZIP_STAT_SIZE;
			st->size = (zip_uint64_t)e->f->size;
		}
		return 0;
	case ZIP_SOURCE_ERROR: return zip_error_to_data(&e->error, data, n);
	case ZIP_SOURCE_FREE: entry_close(e); return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ,
		                                      ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		                                      ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default: zip_error_set(&e->error, ZIP_ER_OPNOTSUPP, 0); return -1;
	}
}

/* --- names and the list ----------------------------------------------------------------------- */

static bool same_name(struct str a, struct str b)
{
	return a.n == b.n && !strncasecmp(a.p, b.p, a.n);
}

static bool is_taken(const struct str *names, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (same_name(names[i], name))
			return true;
	return false;
}

/* 照片.jpg, 照片 (2).jpg */
static struct str free_name(struct arena *a, const struct str *names, size_t n, struct str name)
{
	struct str found = name;
	size_t dot = name.n;

	while (dot && name.p[dot - 1] != '.')
		dot--;
	for (int i = 2; is_taken(names, n, found); i++)
		found = arena_fmt(a, "%.*s (%d)%.*s", (int)(dot ? dot - 1 : name.n), name.p, i,
		                  P(str_from(name, dot ? dot - 1 : name.n)));
	return found;
}

static void list_row(struct visit *v, struct buf *b, const struct attached *f, struct str name,
                     bool public)
{
	csv_cell(b, name, false);
	csv_cell(b, public ? S("") : f->name, false);
	csv_cell(b, f->type, false);
	csv_cell(b, public ? S("") : arena_fmt(v->arena, "%lld", (long long)f->size), false);
	csv_cell(b, public ? S("") : f->sm3, false);
	csv_cell(b, public ? S("") : instant_text(v->arena, f->at), true);
}

static bool add(zip_t *z, struct arena *a, zip_source_t *s, struct str name)
{
	zip_int64_t at = s ? zip_file_add(z, arena_z(a, name), s, ZIP_FL_ENC_UTF_8) : -1;

	if (at < 0) {
		zip_source_free(s);
		return false;
	}
	return zip_set_file_compression(z, (zip_uint64_t)at, ZIP_CM_STORE, 0) == 0;
}

static bool fill(struct visit *v, zip_t *z, const struct attached *list, size_t n, struct buf *rows)
{
	struct str *names = arena_array(v->arena, struct str, n + 1);
	bool public = only_public(v), ok = true;
	size_t used = 0;

	names[used++] = S("清单.csv");
	for (size_t i = 0; ok && i < n; i++) {
		struct entry_file *e = arena_new(v->arena, struct entry_file);
		const struct file_type *t = file_type_named(list[i].type);
		*e = (struct entry_file){ .v = v, .f = &list[i], .public = public, .part.fd = -1 };
		if (public && (!t || !t->cleaned))
			continue;
		names[used] = free_name(v->arena, names, used,
		                        public ? neutral_name(v->arena, i + 1, &list[i])
		                               : file_name_safe(v->arena, list[i].name, t));
		ok = add(z, v->arena, zip_source_function(z, entry_does, e), names[used]);
		list_row(v, rows, &list[i], names[used++], public);
	}
	return ok && add(z, v->arena, zip_source_buffer(z, rows->p, rows->n, 0), names[0]);
}

int files_zip(struct visit *v, const struct attached *list, size_t n, int64_t *ret_size)
{
	struct sink s = { .fd = file_scratch(v->web->files) };
	zip_error_t error;
	zip_source_t *to;
	struct buf rows;
	bool ok = false;
	zip_t *z;

	zip_error_init(&error);
	zip_error_init(&s.error);
	buf_init(&rows, 4 << 20);
	buf_putz(&rows, "\xef\xbb\xbf文件,原名,类型,字节,SM3,添加时间\r\n");
	to = s.fd < 0 ? NULL : zip_source_function_create(sink_does, &s, &error);
	z = to ? zip_open_from_source(to, ZIP_CREATE | ZIP_TRUNCATE, &error) : NULL;
	if (to && !z)
		zip_source_free(to);
	if (z) {
		ok = fill(v, z, list, n, &rows) && !rows.over && zip_close(z) == 0;
		if (!ok)
			zip_discard(z);
	}
	buf_drop(&rows);
	zip_error_fini(&error);
	*ret_size = s.size;
	if (ok)
		return s.fd;
	if (s.fd >= 0)
		close(s.fd);
	fault(&v->r, S("附件没有打成 ZIP"));
	return -1;
}
