/*
 * fuzz_multipart.c - any bytes as a multipart body, in pieces of any size
 *
 * However it is cut, the same parts come with the same bytes; after a refusal nothing comes.
 */
#include "base/buf.h"
#include "base/must.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	struct buf all;
	bool open, refused;
};

static bool part(void *arg, struct str name, bool is_file, struct str filename)
{
	struct seen *s = arg;

	must(!s->open && !s->refused && utf8_ok(name, NULL) && utf8_ok(filename, NULL) && name.n);
	s->open = true;
	buf_fmt(&s->all, "[%d %.*s %.*s]", is_file, P(name), P(filename));
	return true;
}

static bool data_(void *arg, struct str bytes)
{
	struct seen *s = arg;

	must(s->open && !s->refused && bytes.n);
	buf_put(&s->all, bytes);
	return true;
}

static bool end(void *arg)
{
	struct seen *s = arg;

	must(s->open && !s->refused);
	s->open = false;
	buf_putc(&s->all, '.');
	return true;
}

static const struct multipart_sink sink = { part, data_, end };

/* The first byte says how large pieces are; 0: all at once. */
static bool run(struct str body, size_t piece, struct seen *s)
{
	struct multipart m;

	*s = (struct seen){ 0 };
	buf_init(&s->all, 1 << 20);
	must(multipart_begin(&m, S("multipart/form-data; boundary=\"B\""), &sink, s));
	while (body.n) {
		size_t n = piece && piece < body.n ? piece : body.n;
		if (!multipart_feed(&m, (struct str){ body.p, n }))
			s->refused = true;
		body = str_from(body, n);
	}
	return multipart_end(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = { (const char *)data, size };
	struct seen whole, cut;
	size_t piece = size ? 1 + data[size - 1] % 7 : 1;
	bool a = run(body, 0, &whole), b = run(body, piece, &cut);

	must(a == b && (!a || !whole.open));
	must(whole.refused == cut.refused);
	if (!whole.refused)
		must(str_eq(buf_str(&whole.all), buf_str(&cut.all)));
	buf_drop(&whole.all);
	buf_drop(&cut.all);
	return 0;
}
