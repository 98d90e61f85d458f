/*
 * archive.c - the file of a record as one package
 *
 * Strategy.  What has text is laid out once to learn how many pages it has (what is drawn, a plate,
 * says so itself); then comes the book, with the catalogue in front, which tells them.  Parts gather
 * in the arena; the ZIP is closed at the end.
 */
#include "paper/archive_inner.h"

#include "base/must.h"
#include "journal/held.h"
#include "paper/pack.h"

enum { LARGEST = 256 << 20 };

/* --- pages ------------------------------------------------------------------------------------ */

static bool keeps_on(struct archive *w, int64_t done, int64_t total)
{
	return !w->ask->go || w->ask->go(w->ask->arg, done, total);
}

static bool page_done(void *arg, int done)
{
	struct archive *w = arg;

	return keeps_on(w, done, w->front_pages + w->ask->pages);
}

/* Pages of the parts that are text, found by setting them. */
static bool measure(struct archive *w, const struct document **list, int *first)
{
	struct book b = { .list = list, .first = first };
	struct buf out;
	size_t k = 0;
	bool ok;

	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].doc && !w->parts[i].plate)
			list[b.n++] = w->parts[i].doc;
	buf_init(&out, LARGEST);
	ok = !b.n || document_pdf_book(&b, NULL, w->tx->r, &out);
	for (size_t i = 0; ok && i < w->n; i++)
		if (w->parts[i].doc && !w->parts[i].plate) {
			w->parts[i].pages = first[k + 1] - first[k];
			k++;
		}
	buf_drop(&out);
	return ok;
}

static void number_pages(struct archive *w)
{
	int next = 1;

	for (size_t i = 0; i < w->n; i++) {
		w->parts[i].first = w->parts[i].pages ? next : 0;
		next += w->parts[i].pages;
	}
	w->ask->pages = next - 1;
}

/* Its own pages are not counted, but a reader of the PDF turns them. */
static bool catalogue(struct archive *w, struct document *front)
{
	struct buf out;
	bool ok;

	archive_catalogue(w, front);
	buf_init(&out, LARGEST);
	ok = document_pdf_pages(front, NULL, w->tx->r, &out, &w->front_pages);
	buf_drop(&out);
	return ok;
}

static bool book(struct archive *w)
{
	const struct document **list = arena_array(w->a, const struct document *, w->n + 1);
	int *first = arena_array(w->a, int, w->n + 2);
	struct book b = { .list = list, .first = first, .go = page_done, .arg = w };
	struct document front;
	struct buf out;
	bool ok;

	if (!keeps_on(w, 0, 0) || !measure(w, list, first))
		return false;
	number_pages(w);
	if (!catalogue(w, &front))
		return false;
	list[b.n++] = &front;
	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].doc)
			list[b.n++] = w->parts[i].doc;
	buf_init(&out, LARGEST);
	ok = document_pdf_book(&b, NULL, w->tx->r, &out);
	must(!ok || first[b.n] == w->ask->pages + 1);
	w->book = arena_str(w->a, buf_str(&out));
	buf_drop(&out);
	return ok;
}

/* --- the proof -------------------------------------------------------------------------------- */

/* Empty where the bureau has signed no head yet. */
static struct str head_of(struct archive *w)
{
	int64_t org = w->ask->viewer->org;
	struct held p = { 0 };
	struct str out;
	struct buf b;

	if (!head_last(w->tx, org, INT64_MAX, &p.head))
		return S("");
	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].order && w->parts[i].order->position <= p.head.size)
			held_prove(w->tx, &p, w->parts[i].order->position);
	buf_init(&b, 64 << 20);
	held_write(&b, &p);
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* --- the ZIP ---------------------------------------------------------------------------------- */

static bool pack(struct archive *w, struct buf *out)
{
	struct pack_part *list = arena_array(w->a, struct pack_part, w->n + 4);
	size_t n = 0;

	list[n++] = (struct pack_part){ S("卷宗.pdf"), w->book, true };
	list[n++] = (struct pack_part){ S("目录.csv"), w->csv, false };
	list[n++] = (struct pack_part){ S("manifest.json"), w->manifest, false };
	if (w->head.n)
		list[n++] = (struct pack_part){ S("日志头.json"), w->head, false };
	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].at.n)
			list[n++] = (struct pack_part){ w->parts[i].at, w->parts[i].bytes, true };
	return pack_parts(w->a, list, n, out) || tx_fault(w->tx, "案卷没有打成包");
}

static void count(struct archive *w)
{
	for (size_t i = 0; i < w->n; i++) {
		w->ask->papers += w->parts[i].order != NULL;
		w->ask->files += w->parts[i].order == NULL;
		w->ask->withheld += w->parts[i].withheld;
	}
}

bool archive_write(struct tx *tx, struct archive_ask *ask, struct buf *out)
{
	struct archive w = { .tx = tx, .ask = ask, .a = tx->arena };
	bool ok;

	if (!record_load(tx, ask->t, ask->viewer->org, ask->id, &w.r))
		return refuse(tx->r, NULL, S("没有这条记录。"), S(""));
	ok = archive_parts(&w) && book(&w);
	if (ok) {
		w.csv = archive_csv(&w);
		w.head = head_of(&w);
		w.manifest = archive_manifest(&w);
		count(&w);
		ok = !tx->r->fault && pack(&w, out);
	}
	archive_close(&w);
	return ok;
}
