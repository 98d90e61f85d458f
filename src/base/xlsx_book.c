/*
 * xlsx_book.c - the workbook: its sheets, shared strings and formats of numbers
 *
 * Which part is which sheet is said by relations: of the package to the workbook, of the workbook to
 * its sheets, strings and styles.
 */
#include "base/xlsx_inner.h"

#include <string.h>
#include <zip.h>

bool xlsx_is(struct str bytes)
{
	return str_starts(bytes, S("PK\x03\x04"));
}

bool xlsx_is_old(struct str bytes)
{
	return str_starts(bytes, S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"));
}

static bool is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

/* _x000D_ stands for a carriage return, _x005F_ for the underscore of a text that looks like that. */
struct str xlsx_unescape(struct arena *a, struct str s)
{
	char *out;
	size_t n = 0;
	unsigned code;
	int len;

	if (!str_has(s, S("_x")))
		return arena_str(a, s);
	out = arena_array(a, char, s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		char part[8] = "";
		if (s.n - i >= 7 && s.p[i] == '_' && s.p[i + 1] == 'x' && s.p[i + 6] == '_') {
			memcpy(part, s.p + i + 2, 4);
			if (strspn(part, "0123456789abcdefABCDEF") == 4 &&
			    sscanf(part, "%4x%n", &code, &len) == 1 && code && code < 0x80) {
				out[n++] = (char)code;
				i += 6;
				continue;
			}
		}
		out[n++] = s.p[i];
	}
	return (struct str){ out, n };
}

/* --- relations -------------------------------------------------------------------------------- */

struct relation {
	struct str id, type, part;
};
struct relations {
	struct str folder;
	struct relation *list;
	size_t n, cap;
};

static void no_end(struct xml *m, const char *name)
{
	(void)m;
	(void)name;
}

static void on_relation(struct xml *m, const char *name, const char **atts)
{
	struct relations *r = m->arg;
	struct arena *a = m->x->a;
	const char *id = xml_att(atts, "Id"), *type = xml_att(atts, "Type"),
		   *target = xml_att(atts, "Target"), *mode = xml_att(atts, "TargetMode");

	if (!is(name, "Relationship") || !id || !type || !target || (mode && is(mode, "External")))
		return;
	if (r->n == XLSX_MOST_SHEETS * 4) {
		xlsx_stop(m, "工作簿的部分太多");
		return;
	}
	arena_grow(a, r->list, r->n, r->cap);
	r->list[r->n++] = (struct relation){ arena_str(a, str_of(id)), arena_str(a, str_of(type)),
		                             target[0] == '/' ? arena_str(a, str_of(target + 1))
		                                              : arena_fmt(a, "%.*s%s", P(r->folder),
		                                                          target) };
}

static bool relations_read(struct xlsx *x, struct relations *r, struct str part, struct str folder)
{
	struct xml m = { .x = x, .start = on_relation, .end = no_end, .arg = r };

	*r = (struct relations){ .folder = folder };
	return xlsx_part(&m, part, false);
}

/* Types end in /officeDocument, /sharedStrings … under two namespaces. */
static struct str part_typed(const struct relations *r, struct str end)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_ends(r->list[i].type, end))
			return r->list[i].part;
	return S("");
}

static struct str part_with_id(const struct relations *r, struct str id)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->list[i].id, id))
			return r->list[i].part;
	return S("");
}

/* --- sheets ----------------------------------------------------------------------------------- */

static void on_workbook(struct xml *m, const char *name, const char **atts)
{
	struct xlsx *x = m->x;
	const char *title = xml_att(atts, "name"), *id = xml_att(atts, "id"),
		   *state = xml_att(atts, "state"), *epoch = xml_att(atts, "date1904");
	struct str part;

	if (is(name, "workbookPr") && epoch)
		x->from_1904 = is(epoch, "1") || is(epoch, "true");
	if (!is(name, "sheet") || !title || !id)
		return;
	part = part_with_id(m->arg, str_of(id));
	if (!part.n)
		return;
	if (x->n_sheets == XLSX_MOST_SHEETS) {
		xlsx_stop(m, "工作表太多");
		return;
	}
	arena_grow(x->a, x->sheets, x->n_sheets, x->cap_sheets);
	x->sheets[x->n_sheets++] = (struct xlsx_sheet){ arena_str(x->a, str_of(title)), part,
		                                        state && !is(state, "visible") };
}

/* --- shared strings ----------------------------------------------------------------------------- */

struct strings {
	struct buf now;
	bool in, phonetic;
};

static void on_string(struct xml *m, const char *name, const char **atts)
{
	struct strings *s = m->arg;

	(void)atts;
	if (is(name, "si")) {
		s->in = true;
		buf_clear(&s->now);
	}
	s->phonetic |= is(name, "rPh");
	if (is(name, "t") && s->in && !s->phonetic) {
		buf_clear(&m->text);
		m->keeps = true;
	}
}

static void string_end(struct xml *m, const char *name)
{
	struct strings *s = m->arg;
	struct xlsx *x = m->x;

	if (is(name, "t") && m->keeps) {
		m->keeps = false;
		buf_put(&s->now, buf_str(&m->text));
	}
	if (is(name, "rPh"))
		s->phonetic = false;
	if (!is(name, "si") || !s->in)
		return;
	s->in = false;
	if (x->n_strings == XLSX_MOST_STRINGS || s->now.over) {
		xlsx_stop(m, "工作簿里的文字太多");
		return;
	}
	arena_grow(x->a, x->strings, x->n_strings, x->cap_strings);
	x->strings[x->n_strings++] = xlsx_unescape(x->a, buf_str(&s->now));
}

static bool strings_read(struct xlsx *x, struct str part)
{
	struct strings s = { .in = false };
	struct xml m = { .x = x, .start = on_string, .end = string_end, .arg = &s };
	bool ok;

	buf_init(&s.now, XLSX_CELL);
	ok = !part.n || xlsx_part(&m, part, false);
	buf_drop(&s.now);
	return ok;
}

/* --- formats of numbers ------------------------------------------------------------------------- */

struct styles {
	struct {
		int64_t id;
		enum xlsx_format is;
	} own[1024];
	size_t n;
	bool in;
};

static enum xlsx_format format_by_id(const struct styles *s, int64_t id)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->own[i].id == id)
			return s->own[i].is;
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	                       (id >= 50 && id <= 58)
	               ? XLSX_DATED
	               : XLSX_PLAIN;
}

static void on_style(struct xml *m, const char *name, const char **atts)
{
	struct styles *s = m->arg;
	struct xlsx *x = m->x;
	const char *id = xml_att(atts, "numFmtId"), *code = xml_att(atts, "formatCode");
	int64_t n = 0;

	if (id && !str_int(str_of(id), &n))
		n = 0;
	if (is(name, "numFmt") && id && code && s->n < sizeof(s->own) / sizeof(s->own[0])) {
		s->own[s->n].id = n;
		s->own[s->n++].is = xlsx_format_of(str_of(code));
	}
	if (is(name, "cellXfs"))
		s->in = true;
	if (!is(name, "xf") || !s->in || x->n_formats == XLSX_MOST_FORMATS)
		return;
	arena_grow(x->a, x->formats, x->n_formats, x->cap_formats);
	x->formats[x->n_formats++] = (unsigned char)format_by_id(s, n);
}

static void style_end(struct xml *m, const char *name)
{
	struct styles *s = m->arg;

	if (is(name, "cellXfs"))
		s->in = false;
}

static bool styles_read(struct xlsx *x, struct str part)
{
	struct styles *s = arena_new(x->a, struct styles);
	struct xml m = { .x = x, .start = on_style, .end = style_end, .arg = s };

	return !part.n || xlsx_part(&m, part, false);
}

/* --- the book ----------------------------------------------------------------------------------- */

static struct str folder_of(struct str part)
{
	while (part.n && part.p[part.n - 1] != '/')
		part.n--;
	return part;
}

static bool book_read(struct xlsx *x)
{
	struct relations r;
	struct str book, folder;
	struct xml m = { .x = x, .start = on_workbook, .end = no_end, .arg = &r };

	if (!relations_read(x, &r, S("_rels/.rels"), S("")))
		return false;
	book = part_typed(&r, S("/officeDocument"));
	if (!book.n)
		book = S("xl/workbook.xml");
	folder = folder_of(book);
	return relations_read(x, &r,
	                      arena_fmt(x->a, "%.*s_rels/%.*s.rels", P(folder),
	                                P(str_from(book, folder.n))),
	                      folder) &&
	       xlsx_part(&m, book, true) && strings_read(x, part_typed(&r, S("/sharedStrings"))) &&
	       styles_read(x, part_typed(&r, S("/styles")));
}

bool xlsx_open(struct xlsx *x, struct arena *a, struct str bytes)
{
	zip_error_t e;
	zip_source_t *source;

	*x = (struct xlsx){ .a = a, .size = bytes.n };
	zip_error_init(&e);
	source = zip_source_buffer_create(bytes.p, bytes.n, 0, &e);
	x->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &e) : NULL;
	if (source && !x->zip)
		zip_source_free(source);
	zip_error_fini(&e);
	if (!x->zip)
		return x->error = "文件不是完整的 XLSX 工作簿", false;
	if (!book_read(x))
		return false;
	if (!x->n_sheets)
		return x->error = "工作簿里没有工作表", false;
	return true;
}

void xlsx_close(struct xlsx *x)
{
	if (x->zip)
		zip_discard(x->zip);
	x->zip = NULL;
}
