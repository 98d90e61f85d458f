/*
 * csv.c - comma-separated values
 *
 * A pull parser over text in memory.  A cell is a slice of the text unless it holds doubled
 * quotes; only then it is copied.  The array of cells is made once, as large as the widest row
 * can be, so that a caller may rewind the arena after each row.
 */
#include "base/csv.h"
#include "base/must.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

enum { MOST_CELLS = 4096 };

/* No row has more cells than this; both separators are counted, since sep is set later. */
static size_t widest_row(struct str s)
{
	size_t most = 1, here = 1;
	bool quoted = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == ',' || c == '\t'))
			here++;
		else if (!quoted && c == '\n')
			here = 1;
		if (here > most)
			most = here;
	}
	return most < MOST_CELLS ? most : MOST_CELLS;
}

static struct str skip_bom(struct str s)
{
	return str_starts(s, S("\xef\xbb\xbf")) ? str_from(s, 3) : s;
}

void csv_init(struct csv *c, struct str text, struct arena *a)
{
	*c = (struct csv){ .rest = skip_bom(text), .arena = a, .next_line = 1, .sep = ',' };
	c->cap = widest_row(c->rest);
	c->cells = arena_array(a, struct str, c->cap);
}

static bool fail(struct csv *c, int64_t line, const char *say)
{
	c->error = say;
	c->line = line;
	return false;
}

/* Length of the line end at the front of s: "\r\n" 2, "\n" 1, none 0. */
static size_t line_end(struct str s)
{
	if (s.n > 0 && s.p[0] == '\n')
		return 1;
	return s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 0;
}

/* Text between quotes with the doubled ones made single. */
static struct str undouble(struct arena *a, struct str s)
{
	char *p;
	size_t n = 0;

	if (!s.n || !memchr(s.p, '"', s.n))
		return s;
	p = arena_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) {
		p[n++] = s.p[i];
		if (s.p[i] == '"')
			i++;
	}
	return (struct str){ p, n };
}

/* A cell that begins with a quote: up to the closing one.  Counts the lines it holds. */
static bool quoted_cell(struct csv *c, struct str *ret_cell)
{
	struct str s = str_from(c->rest, 1);
	size_t i = 0;
	int64_t opened = c->next_line;

	for (;; i++) {
		if (i == s.n)
			return fail(c, opened, "引号没有结束");
		if (s.p[i] == '\n')
			c->next_line++;
		if (s.p[i] != '"')
			continue;
		if (i + 1 < s.n && s.p[i + 1] == '"')
			i++;
		else
			break;
	}
	*ret_cell = undouble(c->arena, (struct str){ s.p, i });
	c->rest = str_from(s, i + 1);
	return true;
}

static bool plain_cell(struct csv *c, struct str *ret_cell)
{
	struct str s = c->rest;
	size_t i = 0;

	for (; i < s.n && s.p[i] != c->sep && line_end(str_from(s, i)) == 0; i++)
		if (s.p[i] == '"')
			return fail(c, c->next_line,
			            "引号的位置不对：有引号的单元格应当整格加引号，格内引号写两个");
	*ret_cell = (struct str){ s.p, i };
	c->rest = str_from(s, i);
	return true;
}

/* One cell and what ends it; *ret_more: the row goes on. */
static bool next_cell(struct csv *c, bool *ret_more)
{
	bool quoted = c->rest.n > 0 && c->rest.p[0] == '"';
	struct str cell;

	if (c->n == c->cap)
		return fail(c, c->next_line, "列数超过4096");
	if (!(quoted ? quoted_cell(c, &cell) : plain_cell(c, &cell)))
		return false;
	if (!utf8_ok(cell, NULL))
		return fail(c, c->next_line, "不是有效的UTF-8文字");
	c->cells[c->n++] = cell;
	*ret_more = c->rest.n > 0 && c->rest.p[0] == c->sep;
	if (*ret_more) {
		c->rest = str_from(c->rest, 1);
	} else if (c->rest.n > 0) {
		size_t end = line_end(c->rest);

		if (end == 0)
			return fail(c, c->next_line, "引号之后只能是分隔符或者行尾");
		c->rest = str_from(c->rest, end);
		c->next_line++;
	}
	return true;
}

bool csv_row(struct csv *c)
{
	size_t end;
	bool more = true;

	c->n = 0;
	if (c->error)
		return false;
	while ((end = line_end(c->rest)) > 0) {
		c->rest = str_from(c->rest, end);
		c->next_line++;
	}
	if (c->rest.n == 0)
		return false;
	c->line = c->next_line;
	while (more)
		if (!next_cell(c, &more))
			return false;
	return true;
}

/* GB18030 to UTF-8: at most two bytes of UTF-8 for each of its own. */
static bool from_gb18030(struct arena *a, struct str bytes, struct str *ret_text)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	size_t in_left = bytes.n, out_left = bytes.n * 2, failed;
	char *in = arena_z(a, bytes), *to = arena_alloc(a, out_left + 1), *out = to;

	if (cd == (iconv_t)-1)
		return false;
	failed = iconv(cd, &in, &in_left, &out, &out_left);
	iconv_close(cd);
	if (failed == (size_t)-1 || in_left > 0)
		return false;
	*ret_text = (struct str){ to, (size_t)(out - to) };
	return true;
}

struct str csv_utf8(struct arena *a, struct str bytes, const char **ret_error)
{
	struct str text;

	if (utf8_ok(bytes, NULL))
		return skip_bom(bytes);
	if (str_starts(bytes, S("\xff\xfe")) || str_starts(bytes, S("\xfe\xff"))) {
		*ret_error = "文件是UTF-16编码，请另存为UTF-8";
		return S("");
	}
	if (!from_gb18030(a, bytes, &text) || !utf8_ok(text, NULL)) {
		*ret_error = "文件既不是UTF-8也不是GB18030编码";
		return S("");
	}
	return skip_bom(text);
}

/*
 * Would a spreadsheet take the cell for a formula?  Cells that begin with apostrophes and then
 * such a sign are marked too, so that reading back drops exactly the apostrophe that was put.
 */
static bool looks_like_formula(struct str cell)
{
	size_t i = 0;

	while (i < cell.n && cell.p[i] == '\'')
		i++;
	return i < cell.n && strchr("=+-@", cell.p[i]) != NULL;
}

void csv_cell(struct buf *b, struct str cell, bool last)
{
	bool quote = false;

	for (size_t i = 0; i < cell.n; i++)
		if (strchr(",\"\r\n\t", cell.p[i]))
			quote = true;
	if (quote)
		buf_putc(b, '"');
	if (looks_like_formula(cell))
		buf_putc(b, '\''); /* as csv_mark */
	for (size_t i = 0; i < cell.n; i++) {
		if (cell.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, cell.p[i]);
	}
	if (quote)
		buf_putc(b, '"');
	buf_put(b, last ? S("\r\n") : S(","));
}

void csv_mark(struct buf *b, struct str cell)
{
	if (looks_like_formula(cell))
		buf_putc(b, '\'');
	buf_put(b, cell);
}

struct str csv_plain(struct str cell)
{
	if (cell.n > 0 && cell.p[0] == '\'' && looks_like_formula(cell))
		return str_from(cell, 1);
	return cell;
}
