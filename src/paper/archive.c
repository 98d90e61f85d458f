/*
 * archive.c - the file of a record as one package
 *
 * Strategy.  The papers are laid out twice: once to learn how many pages each has, then with the
 * catalogue in front, which says them.  Parts gather in the arena; the ZIP is closed at the end.
 */
#include "paper/archive.h"

#include <unistd.h>

#include "base/json.h"
#include "journal/held.h"
#include "ledger/attach.h"
#include "paper/pack.h"

/* What is still opened on an office machine, and held here in memory. */
enum { LARGEST = 256 << 20, MOST_PAPERS = 1000 };

struct kept_file {
	struct attached f;
	struct str name, bytes; /* name in the package                                     */
};

struct archive {
	struct tx *tx;
	struct archive_ask *ask;
	struct arena *a;
	struct record r;
	struct paper_order *orders;
	size_t n;
	struct document *docs; /* one for each order that is not void                       */
	int *first;            /* page on which it begins, and one past the end              */
	struct kept_file *files;
	size_t n_files, cap_files;
	int64_t bytes;
	struct str book, csv, manifest, head;
};

static bool is_void(const struct paper_order *o)
{
	return day_set(o->void_on);
}

/* --- papers ----------------------------------------------------------------------------------- */

static bool documents(struct archive *w)
{
	w->docs = arena_array(w->a, struct document, w->n + 1);
	w->first = arena_array(w->a, int, w->n + 1);
	for (size_t i = 0; i < w->n; i++)
		if (!is_void(&w->orders[i]) &&
		    !paper_document(w->tx, w->ask->org, &w->orders[i], w->ask->site, &w->docs[i]))
			return false;
	return true;
}

/* Those that are printed, in order. */
static size_t printed(struct archive *w, const struct document **list, size_t *which)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (!is_void(&w->orders[i])) {
			which[n] = i;
			list[n++] = &w->docs[i];
		}
	return n;
}

static void cell(struct document *d, struct str text)
{
	document_cell(d);
	document_text(d, text);
}

static struct str page_text_of(struct archive *w, size_t i)
{
	return is_void(&w->orders[i]) ? S("—") : arena_fmt(w->a, "%d", w->first[i]);
}

static void catalogue(struct archive *w, struct document *d)
{
	static const char *const heads[] = { "序号", "文书", "文号", "日期", "页码" };

	document_init(d, w->a);
	document_title(d, S("卷内目录"));
	d->number = record_text(&w->r, S("number"));
	d->ruled = true;
	document_table(d, 5);
	d->blocks[0].level = 1;
	for (size_t i = 0; i < 5; i++)
		cell(d, str_of(heads[i]));
	for (size_t i = 0; i < w->n; i++) {
		const struct paper_order *o = &w->orders[i];
		cell(d, arena_fmt(w->a, "%zu", i + 1));
		cell(d, is_void(o) ? arena_fmt(w->a, "%.*s（已作废）", P(o->label)) : o->label);
		cell(d, o->number.n ? o->number : S("—"));
		cell(d, day_text(w->a, o->day));
		cell(d, page_text_of(w, i));
	}
	if (!w->n_files)
		return;
	document_table(d, 3);
	d->blocks[d->n_blocks - 1].level = 1;
	cell(d, S("序号"));
	cell(d, S("附件"));
	cell(d, S("位置"));
	for (size_t i = 0; i < w->n_files; i++) {
		cell(d, arena_fmt(w->a, "%zu", w->n + i + 1));
		cell(d, w->files[i].f.name);
		cell(d, w->files[i].name);
	}
}

static bool book(struct archive *w)
{
	const struct document **list = arena_array(w->a, const struct document *, w->n + 1);
	size_t *which = arena_array(w->a, size_t, w->n + 1), n = printed(w, list, which);
	int *first = arena_array(w->a, int, w->n + 2);
	struct document front;
	struct buf b;
	bool ok;

	buf_init(&b, LARGEST);
	ok = !n || document_pdf_book(list, n, NULL, w->tx->r, &b, first);
	for (size_t i = 0; ok && i < n; i++)
		w->first[which[i]] = first[i];
	w->ask->pages = ok && n ? first[n] - 1 : 0;
	buf_clear(&b);
	catalogue(w, &front);
	front.made = w->n ? w->orders[w->n - 1].day : DAY_NONE;
	front.front = true;
	for (size_t i = n; i > 0; i--)
		list[i] = list[i - 1];
	list[0] = &front;
	ok = ok && document_pdf_book(list, n + 1, NULL, w->tx->r, &b, first);
	w->book = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return ok;
}

/* --- attachments ------------------------------------------------------------------------------ */

static bool read_file(struct archive *w, struct kept_file *k)
{
	struct str error = S("");
	struct file_part part;
	char some[1 << 16];
	struct buf b;
	int64_t n;

	if (!w->ask->store || !file_part_open(w->ask->store, k->f.sm3, 0, k->f.size, &part, &error))
		return tx_fault(w->tx, "附件 %.*s：%.*s", P(k->f.sm3), P(error));
	buf_init(&b, LARGEST);
	while ((n = file_part_read(&part, some, sizeof some)) > 0)
		buf_put(&b, (struct str){ some, (size_t)n });
	close(part.fd);
	k->bytes = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return n == 0 || tx_fault(w->tx, "附件 %.*s 读不出来", P(k->f.sm3));
}

static bool add_files(struct archive *w, const struct table *t, int64_t id)
{
	struct attached *list;
	size_t n = record_files(w->tx, NULL, t, w->ask->org, id, &list);

	for (size_t i = 0; i < n; i++) {
		struct kept_file k = { .f = list[i] };
		if ((w->bytes += list[i].size) > LARGEST)
			return refuse_with(w->tx->r,
			                   (struct refusal){ .say = S("案卷的附件超过 256 MB。"),
			                                     .way = S("请另行下载附件。") });
		k.name = arena_fmt(w->a, "附件/%02zu-%.*s", w->n_files + 1, P(list[i].name));
		if (!read_file(w, &k))
			return false;
		arena_grow(w->a, w->files, w->n_files, w->cap_files);
		w->files[w->n_files++] = k;
	}
	return true;
}

static bool was_before(const struct archive *w, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (w->orders[k].record == w->orders[i].record)
			return true;
	return w->orders[i].record == w->r.id;
}

static bool attachments(struct archive *w)
{
	if (!add_files(w, w->r.t, w->r.id))
		return false;
	for (size_t i = 0; i < w->n; i++) {
		const struct table *t = table_of(w->ask->p, w->orders[i].ledger);
		if (t && !was_before(w, i) && !add_files(w, t, w->orders[i].record))
			return false;
	}
	return true;
}

/* --- lists ------------------------------------------------------------------------------------ */

static void csv_cell(struct buf *b, struct str s, bool last)
{
	buf_putc(b, '"');
	if (s.n && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@'))
		buf_putc(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, s.p[i]);
	}
	buf_putz(b, last ? "\"\r\n" : "\",");
}

static void csv_row(struct buf *b, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_cell(b, cells[i], i + 1 == n);
}

static struct str csv_of(struct archive *w)
{
	static const char *const heads[] = {
		"序号", "名称", "文号", "日期", "起始页", "文件", "SM3"
	};
	struct str row[7], out;
	struct buf b;

	buf_init(&b, 16 << 20);
	buf_putz(&b, "\xef\xbb\xbf");
	for (size_t i = 0; i < 7; i++)
		row[i] = str_of(heads[i]);
	csv_row(&b, row, 7);
	for (size_t i = 0; i < w->n; i++) {
		const struct paper_order *o = &w->orders[i];
		csv_row(&b,
		        (struct str[]){ arena_fmt(w->a, "%zu", i + 1),
		                        is_void(o) ? arena_fmt(w->a, "%.*s（已作废：%.*s）",
		                                               P(o->label), P(o->void_why))
		                                   : o->label,
		                        o->number, day_text(w->a, o->day), page_text_of(w, i),
		                        S("卷宗.pdf"), o->data },
		        7);
	}
	for (size_t i = 0; i < w->n_files; i++)
		csv_row(&b,
		        (struct str[]){ arena_fmt(w->a, "%zu", w->n + i + 1), w->files[i].f.name,
		                        S(""), day_text(w->a, instant_day(w->files[i].f.at)),
		                        S("—"), w->files[i].name, w->files[i].f.sm3 },
		        7);
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}

static void put_papers(struct archive *w, struct json *j)
{
	json_key(j, "papers");
	json_open(j, '[');
	for (size_t i = 0; i < w->n; i++) {
		const struct paper_order *o = &w->orders[i];
		json_open(j, '{');
		json_pair(j, "data_sm3", o->data);
		json_key(j, "day");
		json_day(j, o->day);
		json_key(j, "entry");
		json_int(j, o->position);
		json_pair(j, "label", o->label);
		json_pair(j, "ledger", o->ledger);
		json_pair(j, "number", o->number);
		json_key(j, "page");
		json_int(j, is_void(o) ? 0 : w->first[i]);
		json_pair(j, "template_sm3", o->template);
		json_key(j, "void_on");
		json_day(j, o->void_on);
		json_pair(j, "void_why", o->void_why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static struct str manifest_of(struct archive *w)
{
	struct str out;
	struct json j;
	struct buf b;

	buf_init(&b, 16 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "files");
	json_open(&j, '[');
	for (size_t i = 0; i < w->n_files; i++) {
		json_open(&j, '{');
		json_pair(&j, "name", w->files[i].name);
		json_key(&j, "size");
		json_int(&j, w->files[i].f.size);
		json_pair(&j, "sm3", w->files[i].f.sm3);
		json_pair(&j, "type", w->files[i].f.type);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_pair(&j, "ledger", str_of(w->r.t->l->key));
	json_pair(&j, "number", record_text(&w->r, S("number")));
	json_key(&j, "pages");
	json_int(&j, w->ask->pages);
	put_papers(w, &j);
	json_key(&j, "parts");
	json_open(&j, '{');
	json_pair(&j, "卷宗.pdf", sm3_hex(w->a, w->book));
	json_pair(&j, "日志头.json", sm3_hex(w->a, w->head));
	json_pair(&j, "目录.csv", sm3_hex(w->a, w->csv));
	json_close(&j, '}');
	json_close(&j, '}');
	buf_putc(&b, '\n');
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* Empty where the bureau has signed no head yet. */
static struct str head_of(struct archive *w)
{
	struct held p = { 0 };
	struct str out;
	struct buf b;

	if (!head_last(w->tx, w->ask->org, INT64_MAX, &p.head))
		return S("");
	for (size_t i = 0; i < w->n; i++)
		if (w->orders[i].position <= p.head.size)
			held_prove(w->tx, &p, w->orders[i].position);
	buf_init(&b, 64 << 20);
	held_write(&b, &p);
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* --- the ZIP ---------------------------------------------------------------------------------- */

static bool pack(struct archive *w, struct buf *out)
{
	struct pack_part *list = arena_array(w->a, struct pack_part, w->n_files + 4);
	size_t n = 0;

	list[n++] = (struct pack_part){ S("卷宗.pdf"), w->book, true };
	list[n++] = (struct pack_part){ S("目录.csv"), w->csv, false };
	list[n++] = (struct pack_part){ S("manifest.json"), w->manifest, false };
	if (w->head.n)
		list[n++] = (struct pack_part){ S("日志头.json"), w->head, false };
	for (size_t i = 0; i < w->n_files; i++)
		list[n++] = (struct pack_part){ w->files[i].name, w->files[i].bytes, true };
	return pack_parts(w->a, list, n, out) || tx_fault(w->tx, "案卷没有打成包");
}

bool archive_write(struct tx *tx, struct archive_ask *ask, struct buf *out)
{
	struct archive w = { .tx = tx, .ask = ask, .a = tx->arena };

	if (!record_load(tx, ask->t, ask->org, ask->id, &w.r))
		return refuse(tx->r, NULL, S("没有这条记录。"), S(""));
	w.n = file_papers(tx, ask->t, ask->org, ask->id, &w.orders);
	if (w.n > MOST_PAPERS)
		return refuse(tx->r, NULL, S("案卷的文书超过一千份。"), S(""));
	if (!documents(&w) || !attachments(&w) || !book(&w))
		return false;
	w.csv = csv_of(&w);
	w.head = head_of(&w);
	w.manifest = manifest_of(&w);
	ask->papers = w.n;
	ask->files = w.n_files;
	return !tx->r->fault && pack(&w, out);
}
