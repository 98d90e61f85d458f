/*
 * xlsx_sheet.c - rows and cells of one sheet
 */
#include "base/xlsx_inner.h"

#include <string.h>

struct sheet {
	struct xlsx *x;
	bool (*row)(void *, const struct xlsx_row *);
	void *arg;
	struct xlsx_notes *notes;
	struct xlsx_row now;
	struct xlsx_cell cells[XLSX_MOST_COLUMNS];
	size_t column, style; /* of the present cell                                            */
	char type[12];
	bool in_row, in_cell, formula, phonetic;
	struct str value, inline_text;
};

static bool is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

/* "AB12" -> 27; false when it is none. */
static bool column_named(const char *ref, size_t *ret_column)
{
	size_t n = 0, i = 0;

	for (; ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++)
		n = n * 26 + (size_t)(ref[i] - 'A') + 1;
	if (!i || n > 16384)
		return false;
	*ret_column = n - 1;
	return true;
}

static void row_begin(struct xml *m, struct sheet *s, const char **atts)
{
	const char *r = xml_att(atts, "r"), *hidden = xml_att(atts, "hidden");
	int64_t line = s->now.line + 1;

	if (r && (!str_int(str_of(r), &line) || line <= s->now.line || line > 1048576)) {
		xlsx_stop(m, "工作簿损坏：行号不对");
		return;
	}
	s->now = (struct xlsx_row){ .line = line, .cells = s->cells };
	s->now.hidden = hidden && (is(hidden, "1") || is(hidden, "true"));
	s->in_row = true;
	s->column = 0;
}

static void cell_begin(struct xml *m, struct sheet *s, const char **atts)
{
	const char *r = xml_att(atts, "r"), *t = xml_att(atts, "t"), *style = xml_att(atts, "s");
	int64_t n = 0;

	if (r && !column_named(r, &s->column)) {
		xlsx_stop(m, "工作簿损坏：格子的地址不对");
		return;
	}
	snprintf(s->type, sizeof(s->type), "%s", t ? t : "n");
	s->style = style && str_int(str_of(style), &n) && n >= 0 ? (size_t)n : 0;
	s->value = s->inline_text = S("");
	s->formula = s->phonetic = false;
	s->in_cell = true;
}

static void on_start(struct xml *m, const char *name, const char **atts)
{
	struct sheet *s = m->arg;

	if (is(name, "row") && !s->in_row)
		row_begin(m, s, atts);
	else if (is(name, "c") && s->in_row && !s->in_cell)
		cell_begin(m, s, atts);
	else if (is(name, "mergeCell"))
		s->notes->merged++;
	if (!s->in_cell)
		return;
	s->formula |= is(name, "f");
	s->phonetic |= is(name, "rPh");
	if (is(name, "v") || (is(name, "t") && !s->phonetic)) {
		buf_clear(&m->text);
		m->keeps = true;
	}
}

/* --- one cell --------------------------------------------------------------------------------- */

static struct xlsx_cell text_cell(struct str text)
{
	return (struct xlsx_cell){ text.n ? XLSX_TEXT : XLSX_NONE, text, NULL };
}

static struct xlsx_cell shared(const struct sheet *s)
{
	int64_t n;

	if (!str_int(str_trim(s->value), &n) || n < 0 || (size_t)n >= s->x->n_strings)
		return (struct xlsx_cell){ XLSX_WRONG, s->value, "这一格的文字在文件里找不到。" };
	return text_cell(s->x->strings[n]);
}

static struct xlsx_cell cell_of(const struct sheet *s)
{
	enum xlsx_format f = s->style < s->x->n_formats ? s->x->formats[s->style] : XLSX_PLAIN;

	if (s->formula)
		return (struct xlsx_cell){
			XLSX_WRONG, s->value,
			"这一格是公式：请复制这一列，选择性粘贴为“数值”后再导入。"
		};
	if (is(s->type, "s"))
		return s->value.n ? shared(s) : text_cell(S(""));
	if (is(s->type, "inlineStr"))
		return text_cell(s->inline_text);
	if (is(s->type, "str") || is(s->type, "d"))
		return text_cell(s->value);
	if (is(s->type, "b") && s->value.n)
		return (struct xlsx_cell){ XLSX_YESNO, str_is(s->value, "1") ? S("yes") : S("no"),
			                   NULL };
	if (is(s->type, "e"))
		return (struct xlsx_cell){ XLSX_WRONG, s->value,
			                   "这一格是表格软件报的错误，请改正。" };
	return xlsx_number(s->x->a, s->value, f, s->x->from_1904);
}

static void cell_end(struct xml *m, struct sheet *s)
{
	struct xlsx_cell c = cell_of(s);

	s->in_cell = false;
	if (c.is == XLSX_NONE) {
		s->column++;
		return;
	}
	if (s->column >= XLSX_MOST_COLUMNS) {
		xlsx_stop(m, "超过1024列");
		return;
	}
	for (; s->now.n <= s->column; s->now.n++)
		s->cells[s->now.n] = (struct xlsx_cell){ 0 };
	s->cells[s->column++] = c;
}

static void row_end(struct xml *m, struct sheet *s)
{
	s->in_row = false;
	if (!s->now.n)
		return;
	s->notes->hidden += s->now.hidden;
	if (!s->row(s->arg, &s->now))
		xlsx_stop(m, NULL);
}

/* An element that has text is over: <v> once, <t> as often as there are runs. */
static void text_end(struct xml *m, struct sheet *s, const char *name)
{
	struct str text = buf_str(&m->text);

	m->keeps = false;
	if (is(name, "v"))
		s->value = arena_str(s->x->a, text);
	else
		s->inline_text = s->inline_text.n
		                         ? arena_fmt(s->x->a, "%.*s%.*s", P(s->inline_text),
		                                     P(xlsx_unescape(s->x->a, text)))
		                         : xlsx_unescape(s->x->a, text);
}

static void on_end(struct xml *m, const char *name)
{
	struct sheet *s = m->arg;

	if (is(name, "row") && !s->in_cell)
		row_end(m, s);
	if (!s->in_cell)
		return;
	if (m->keeps && (is(name, "v") || is(name, "t")))
		text_end(m, s, name);
	else if (is(name, "rPh"))
		s->phonetic = false;
	else if (is(name, "c"))
		cell_end(m, s);
}

/* --- the sheet -------------------------------------------------------------------------------- */

static struct xml xml_of(struct sheet *s)
{
	return (struct xml){ .x = s->x, .start = on_start, .end = on_end, .arg = s };
}

static struct sheet *sheet_new(struct xlsx *x, bool (*row)(void *, const struct xlsx_row *),
                               void *arg, struct xlsx_notes *notes)
{
	struct sheet *s = arena_new(x->a, struct sheet);

	*notes = (struct xlsx_notes){ 0 };
	s->x = x;
	s->row = row;
	s->arg = arg;
	s->notes = notes;
	return s;
}

bool xlsx_read(struct xlsx *x, size_t sheet, bool (*row)(void *arg, const struct xlsx_row *),
               void *arg, struct xlsx_notes *ret_notes)
{
	struct sheet *s = sheet_new(x, row, arg, ret_notes);
	struct xml m = xml_of(s);

	return xlsx_part(&m, x->sheets[sheet].part, true);
}

bool xlsx_sheet_xml(struct xlsx *x, struct str xml, bool (*row)(void *arg, const struct xlsx_row *),
                    void *arg, struct xlsx_notes *ret_notes)
{
	struct sheet *s = sheet_new(x, row, arg, ret_notes);
	struct xml m = xml_of(s);

	return xlsx_xml(&m, xml);
}
