/*
 * html.c - HTML from typed pieces
 *
 * The one escaper of the program.  Markup comes from literals alone; whatever else is written
 * here has a type, and the type decides.
 */
#include "base/html.h"
#include "base/must.h"

void html_text(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *e;

		switch (s.p[i]) {
		case '&': e = "&amp;"; break;
		case '<': e = "&lt;"; break;
		case '>': e = "&gt;"; break;
		case '"': e = "&quot;"; break;
		case '\'': e = "&#39;"; break;
		default: continue;
		}
		buf_put(out, (struct str){ s.p + from, i - from });
		buf_putz(out, e);
		from = i + 1;
	}
	buf_put(out, str_from(s, from));
}

/*
 * Our own paths, fragments and queries, and http(s).  Not "//host" nor "/\host", which browsers
 * take for another site, and nothing with control characters, which browsers drop before they look.
 */
static bool url_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return false;
	if (s.n > 0 && s.p[0] == '/')
		return s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\');
	return str_starts(s, S("#")) || str_starts(s, S("?")) || str_starts(s, S("https://")) ||
	       str_starts(s, S("http://"));
}

static void put_day(struct buf *out, struct day d)
{
	int year, month, mday;

	if (!day_set(d))
		return;
	day_split(d, &year, &month, &mday);
	buf_fmt(out, "%04d-%02d-%02d", year, month, mday);
}

/* For people: day, hour and minute in China. */
static void put_at(struct buf *out, struct instant t)
{
	struct day d = instant_day(t);
	int minute;

	if (!instant_set(t))
		return;
	put_day(out, d);
	minute = (int)((t.us - instant_of_day(d).us) / 60000000);
	buf_fmt(out, " %02d:%02d", minute / 60, minute % 60);
}

static void put_fen(struct buf *out, struct fen m)
{
	struct arena a;

	arena_init(&a, 1 << 10);
	buf_put(out, fen_text_cn(&a, m));
	arena_drop(&a);
}

/*
 * Does the literal end in an attribute's name and `=`, so that a value behind it would have no
 * quotes?  `?id=` and `&id=` inside a quoted link do not: the name of an attribute has a blank before it.
 */
__attribute__((unused)) static bool ends_unquoted(struct str lit)
{
	size_t i = lit.n;

	if (!str_ends(lit, S("=")))
		return false;
	for (i--; i > 0 && lit.p[i - 1] != ' '; i--)
		if ((lit.p[i - 1] < 'a' || lit.p[i - 1] > 'z') && lit.p[i - 1] != '-')
			return false;
	if (i == 0 || i + 1 == lit.n)
		return false;
	/* Inside a tag: the last bracket before it, if any, opens. */
	for (; i > 0; i--)
		if (lit.p[i - 1] == '<' || lit.p[i - 1] == '>')
			return lit.p[i - 1] == '<';
	return true;
}

__attribute__((unused)) static bool is_value(const struct piece *p)
{
	return p->is != PIECE_LIT && p->is != PIECE_MARKUP;
}

static void put_piece(struct buf *out, const struct piece *p)
{
	switch (p->is) {
	case PIECE_LIT:
	case PIECE_MARKUP: buf_put(out, p->s); break;
	case PIECE_TEXT: html_text(out, p->s); break;
	case PIECE_URL: html_text(out, url_ok(p->s) ? p->s : S("#")); break;
	case PIECE_INT: buf_int(out, p->i); break;
	case PIECE_DAY: put_day(out, (struct day){ (int32_t)p->i }); break;
	case PIECE_AT: put_at(out, (struct instant){ p->i }); break;
	case PIECE_FEN: put_fen(out, (struct fen){ p->i }); break;
	}
}

void html_put(struct buf *out, size_t n, const struct piece *pieces)
{
	for (size_t i = 0; i < n; i++) {
#ifndef NDEBUG
		if (i > 0 && pieces[i - 1].is == PIECE_LIT && is_value(&pieces[i]))
			must(!ends_unquoted(pieces[i - 1].s));
#endif
		put_piece(out, &pieces[i]);
	}
}
