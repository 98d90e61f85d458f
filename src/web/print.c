/*
 * print.c - what only paper shows: where a page came from, who printed it and when
 *
 * The browser prints the page itself.  A line at the foot of each sheet names the source, so that a sheet
 * found on a desk leads back to its record.  A print that was asked for with its purpose (reveal.c) also
 * bears a code with its entry of the journal.
 */
#include <qrencode.h>

#include "web/ui.h"

/* Modules of a row that follow each other are one stroke. */
static void put_stroke(struct visit *v, const QRcode *q, int x, int y)
{
	int n = 1;

	if (!(q->data[y * q->width + x] & 1) || (x && q->data[y * q->width + x - 1] & 1))
		return;
	while (x + n < q->width && q->data[y * q->width + x + n] & 1)
		n++;
	html(v->out, "M", (int64_t)x, " ", (int64_t)y, "h", (int64_t)n, "v1h-", (int64_t)n, "z");
}

static void put_code(struct visit *v, struct str text)
{
	QRcode *q = QRcode_encodeString8bit(arena_z(v->arena, text), 0, QR_ECLEVEL_M);

	if (!q)
		return;
	html(v->out, "<svg class=\"qr\" role=\"img\" aria-label=\"核验码\" viewBox=\"0 0 ",
	     (int64_t)q->width, " ", (int64_t)q->width, "\"><path d=\"");
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++)
			put_stroke(v, q, x, y);
	html(v->out, "\"/></svg>");
	QRcode_free(q);
}

void ui_print_code(struct visit *v)
{
	if (!v->entry)
		return;
	html(v->out, "<div class=\"po code\" data-t=\"print-code\">");
	put_code(v, arena_fmt(v->arena, "yifa:1\n%.*s/journal/%lld", P(v->web->origin),
	                      (long long)v->entry));
	html(v->out, "<p>扫码核验</p></div>\n");
}

struct str ui_printed(struct visit *v)
{
	struct str at = instant_text(v->arena, world_now(&v->world));

	return arena_fmt(v->arena, "打印时间 %.*s %.*s · 打印人 %.*s", 10, at.p, 5, at.p + 11,
	                 P(person_name(&v->tx, v->p, v->viewer.org, v->viewer.person)));
}

void ui_source(struct visit *v)
{
	struct str at = v->t && v->id ? record_url(v->arena, v->t, v->id).s : v->path;

	if (!v->signed_in || !v->tx.conn)
		return;
	html(v->out, "<p class=\"po source\" data-t=\"source\">源：", ui_bureau(v), " · ", at);
	if (v->entry)
		html(v->out, " · 日志第 ", v->entry, " 条");
	html(v->out, " · ", ui_printed(v), "</p>\n");
}
