/*
 * fuzz_form.c - any bytes as a form: in the address, in a body, as parts held in memory
 *
 * What was read is valid UTF-8 within its bounds, and written again it is read as the same pairs.
 */
#include "base/must.h"
#include "web/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str written(struct arena *a, const struct pairs *p)
{
	struct buf out;
	struct str text;

	buf_init(&out, 64 << 20);
	for (size_t i = 0; i < p->n; i++)
		buf_fmt(&out, "%s%.*s=%.*s", i ? "&" : "", P(url_encode(a, p->list[i].key)),
		        P(url_encode(a, p->list[i].value)));
	text = arena_str(a, buf_str(&out));
	buf_drop(&out);
	return text;
}

static void look_at(const struct pairs *p)
{
	must(p->n <= MAX_PAIRS);
	for (size_t i = 0; i < p->n; i++)
		must(utf8_ok(p->list[i].key, NULL) && utf8_ok(p->list[i].value, NULL));
}

static void as_pairs(struct arena *a, struct str body)
{
	struct pairs p, again;

	if (!form_parse(a, body, &p))
		return;
	look_at(&p);
	must(form_parse(a, written(a, &p), &again) && again.n == p.n);
	for (size_t i = 0; i < p.n; i++) {
		must(str_eq(p.list[i].key, again.list[i].key));
		must(str_eq(p.list[i].value, again.list[i].value));
	}
}

static void as_parts(struct arena *a, struct str body)
{
	struct upload uploads[MAX_UPLOADS];
	struct pairs p = { 0 };
	size_t n = 0;

	if (!multipart_parse(a, S("multipart/form-data; boundary=B"), body, &p, uploads, &n))
		return;
	look_at(&p);
	must(n <= MAX_UPLOADS);
	for (size_t i = 0; i < n; i++)
		must(utf8_ok(uploads[i].file, NULL) && uploads[i].body.n <= body.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = { (const char *)data, size };
	struct arena a;

	arena_init(&a, 256 << 20);
	as_pairs(&a, body);
	as_parts(&a, body);
	arena_drop(&a);
	return 0;
}
