/*
 * serve_file.c - one file: whole, part, or its public copy
 */
#include "web/serve_file.h"
#include "store/file_clean.h"

#include <sys/mman.h>
#include <unistd.h>

/* --- ranges ---------------------------------------------------------------------------------- */

static bool number(struct str s, int64_t *ret)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n && str_int(s, ret);
}

enum range range_parse(struct str header, int64_t size, int64_t *ret_from, int64_t *ret_n)
{
	struct str first, last;
	int64_t from = 0, to = size - 1;

	if (!str_starts(header, S("bytes=")) || str_has(header, S(",")) ||
	    !str_cut(str_from(header, 6), '-', &first, &last))
		return RANGE_ALL;
	first = str_trim(first);
	last = str_trim(last);
	if (!first.n) {
		if (!number(last, &to))
			return RANGE_ALL;
		from = to < size ? size - to : 0;
		if (!to)
			return RANGE_NONE;
		to = size - 1;
	} else if (!number(first, &from) || (last.n && !number(last, &to)) || to < from) {
		return first.n && number(first, &from) && from >= size ? RANGE_NONE : RANGE_ALL;
	}
	if (from >= size)
		return RANGE_NONE;
	*ret_from = from;
	*ret_n = (to < size ? to : size - 1) - from + 1;
	return RANGE_PART;
}

struct str disposition(struct arena *a, bool shown, struct str name)
{
	size_t dot = name.n;
	struct str end;

	while (dot && name.p[dot - 1] != '.')
		dot--;
	end = dot ? str_from(name, dot - 1) : S("");
	for (size_t i = 0; i < end.n; i++)
		if ((unsigned char)end.p[i] < 0x21 || (unsigned char)end.p[i] > 0x7e ||
		    end.p[i] == '"' || end.p[i] == '\\')
			end = S("");
	return arena_fmt(a, "%s; filename=\"file%.*s\"; filename*=UTF-8''%.*s",
	                 shown ? "inline" : "attachment", P(end), P(url_encode(a, name)));
}

/* --- sending --------------------------------------------------------------------------------- */

static bool part_of(struct visit *v, const struct sent_file *f, int64_t from, int64_t n)
{
	struct str error = S("");

	if (f->fd >= 0)
		v->reply->part = (struct file_part){ .fd = f->fd, .at = from, .n = n };
	else if (!file_part_open(v->web->files, f->sm3, from, n, &v->reply->part, &error)) {
		fault(&v->r, error);
		return false;
	}
	v->reply->parted = true;
	return true;
}

static void headers(struct visit *v, const struct sent_file *f)
{
	visit_header(v, "ETag", f->etag);
	visit_header(v, "Cache-Control", S("private, no-cache"));
	visit_header(v, "Accept-Ranges", S("bytes"));
	visit_header(v, "Content-Disposition", disposition(v->arena, f->shown, f->name));
	visit_header(v, "Content-Security-Policy",
	             S("default-src 'none'; img-src 'self'; media-src 'self'; "
	               "style-src 'unsafe-inline'; sandbox"));
	v->reply->type = f->type;
	v->done = true;
}

static enum range range_of(struct visit *v, const struct sent_file *f, int64_t *ret_from,
                           int64_t *ret_n)
{
	struct str only = header_of(&v->req->headers, "If-Range");

	if (only.n && !str_eq(only, f->etag))
		return RANGE_ALL;
	return range_parse(header_of(&v->req->headers, "Range"), f->size, ret_from, ret_n);
}

static void send_none(struct visit *v, const struct sent_file *f, int status)
{
	if (f->fd >= 0)
		close(f->fd);
	v->status = status;
}

/* RFC 9110, 13.1.2: a list of tags, weak ones too, or `*` for whatever is there. */
static bool is_known(const struct visit *v, const struct sent_file *f)
{
	struct str tags = header_of(&v->req->headers, "If-None-Match");

	return str_has(tags, f->etag) || str_is(str_trim(tags), "*");
}

void file_send(struct visit *v, const struct sent_file *f)
{
	int64_t from = 0, n = f->size;
	enum range range;

	buf_clear(v->out);
	headers(v, f);
	if (is_known(v, f)) {
		send_none(v, f, 304);
		return;
	}
	range = range_of(v, f, &from, &n);
	if (range == RANGE_NONE) {
		visit_header(v, "Content-Range",
		             arena_fmt(v->arena, "bytes */%lld", (long long)f->size));
		send_none(v, f, 416);
		return;
	}
	if (!part_of(v, f, from, n) || range != RANGE_PART)
		return;
	v->status = 206;
	visit_header(v, "Content-Range",
	             arena_fmt(v->arena, "bytes %lld-%lld/%lld", (long long)from,
	                       (long long)(from + n - 1), (long long)f->size));
}

/* --- public copies --------------------------------------------------------------------------- */

bool only_public(const struct visit *v)
{
	const unsigned outside = OPERATOR | PUBLIC | OUTSIDE;

	return !(v->viewer.roles & ~outside);
}

struct str neutral_name(struct arena *a, size_t n, const struct attached *f)
{
	const struct file_type *t = file_type_named(f->type);

	return arena_fmt(a, "附件%zu.%.*s", n, P(t ? str_nth(t->ends, 0) : S("bin")));
}

struct writing {
	int fd;
	int64_t n;
};

static bool write_piece(void *arg, struct str s)
{
	struct writing *w = arg;

	w->n += (int64_t)s.n;
	while (s.n) {
		ssize_t n = write(w->fd, s.p, s.n);
		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

/* The picture as a file: what flows is written down first.  -1: it broke off, or there is no room. */
static int as_file(struct visit *v, struct file_part *p)
{
	struct writing w = { p->flows ? file_scratch(v->web->files) : p->fd, 0 };
	char piece[16384];
	int64_t n = 0;

	if (!p->flows)
		return p->fd;
	while (w.fd >= 0 && (n = file_part_read(p, piece, sizeof(piece))) > 0)
		if (!write_piece(&w, (struct str){ piece, (size_t)n }))
			n = -1;
	close(p->fd);
	if (w.fd >= 0 && n == 0)
		return w.fd;
	fault(&v->r, S("附件没有读完"));
	if (w.fd >= 0)
		close(w.fd);
	return -1;
}

static bool clean(const struct attached *f, int fd, struct writing *w)
{
	size_t n = (size_t)f->size;
	void *at = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
	bool jpeg = str_is(f->type, "image/jpeg"), ok;

	if (at == MAP_FAILED)
		return false;
	ok = (jpeg ? jpeg_clean : png_clean)((struct str){ at, n }, write_piece, w);
	munmap(at, n);
	return ok;
}

int public_copy(struct visit *v, const struct attached *f, int64_t *ret_size)
{
	const struct file_type *t = file_type_named(f->type);
	struct file_part part;
	struct str error = S("");
	struct writing w = { -1, 0 };
	bool ok;

	if (!t || !t->cleaned || !v->web->files)
		return -1;
	if (!file_part_open(v->web->files, f->sm3, 0, f->size, &part, &error)) {
		fault(&v->r, error);
		return -1;
	}
	part.fd = as_file(v, &part);
	w.fd = part.fd < 0 ? -1 : file_scratch(v->web->files);
	ok = w.fd >= 0 && clean(f, part.fd, &w);
	if (part.fd >= 0)
		close(part.fd);
	if (ok) {
		*ret_size = w.n;
		return w.fd;
	}
	if (w.fd >= 0)
		close(w.fd);
	return -1;
}
