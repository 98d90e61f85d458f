/*
 * archive_list.c - the catalogue of a file, for people, for a spreadsheet and for programs
 */
#include "paper/archive_inner.h"

#include "base/csv.h"
#include "base/json.h"

static struct str pages_text(struct archive *w, const struct part *p)
{
	if (!p->pages)
		return S("—");
	if (p->pages == 1)
		return arena_fmt(w->a, "%d", p->first);
	return arena_fmt(w->a, "%d-%d", p->first, p->first + p->pages - 1);
}

static struct day day_of(const struct part *p)
{
	return p->order ? p->order->day : p->file.id ? instant_day(p->file.at) : DAY_NONE;
}

static struct str number_of(const struct part *p)
{
	return p->order ? p->order->number : S("");
}

/* What is written beside it: the reason, else where it lies as a file. */
static struct str remark_of(struct archive *w, const struct part *p)
{
	struct str where = p->at.n ? arena_fmt(w->a, "原件在附件文件夹 %02d", p->nth) : S("");

	if (p->remark.n && where.n)
		return arena_fmt(w->a, "%.*s%.*s", P(p->remark), P(where));
	return p->remark.n ? p->remark : where;
}

static void cell(struct document *d, struct str text)
{
	document_cell(d);
	document_text(d, text);
}

static struct day last_day(const struct archive *w)
{
	struct day last = DAY_NONE;

	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].order)
			last = w->parts[i].order->day;
	return last;
}

void archive_catalogue(struct archive *w, struct document *d)
{
	static const char *const heads[] = {
		"序号", "文书或者附件", "文号", "日期", "页码", "备注"
	};
	enum { WIDE = sizeof(heads) / sizeof(heads[0]) };

	document_init(d, w->a);
	document_title(d, S("卷内目录"));
	d->number = record_text(&w->r, S("number"));
	d->made = last_day(w);
	d->front = d->ruled = true;
	document_table(d, WIDE);
	d->blocks[0].level = 1;
	for (size_t i = 0; i < WIDE; i++)
		cell(d, str_of(heads[i]));
	for (size_t i = 0; i < w->n; i++) {
		const struct part *p = &w->parts[i];
		cell(d, arena_fmt(w->a, "%zu", i + 1));
		cell(d, p->name);
		cell(d, number_of(p));
		cell(d, day_text(w->a, day_of(p)));
		cell(d, pages_text(w, p));
		cell(d, remark_of(w, p));
	}
}

static void csv_line(struct buf *b, const struct str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		csv_cell(b, cells[i], i + 1 == n);
}

struct str archive_csv(struct archive *w)
{
	const struct str heads[] = { S("序号"), S("名称"), S("文号"), S("日期"),
		                     S("页码"), S("文件"), S("SM3"),  S("备注") };
	struct str out;
	struct buf b;

	buf_init(&b, 16 << 20);
	buf_putz(&b, "\xef\xbb\xbf");
	csv_line(&b, heads, 8);
	for (size_t i = 0; i < w->n; i++) {
		const struct part *p = &w->parts[i];
		csv_line(&b,
		         (struct str[]){ arena_fmt(w->a, "%zu", i + 1),
		                         p->order || p->withheld ? p->name : p->file.name,
		                         number_of(p), day_text(w->a, day_of(p)), pages_text(w, p),
		                         p->at, p->order ? p->order->data : p->file.sm3,
		                         p->remark },
		         8);
	}
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* --- the manifest ----------------------------------------------------------------------------- */

static void put_part(struct json *j, const struct part *p)
{
	json_pair(j, "ledger", p->t ? str_of(p->t->l->key) : S(""));
	json_key(j, "page");
	json_int(j, p->first);
	json_key(j, "pages");
	json_int(j, p->pages);
	json_pair(j, "remark", p->remark);
}

static void put_paper(struct json *j, const struct part *p)
{
	const struct paper_order *o = p->order;

	json_pair(j, "data_sm3", o->data);
	json_key(j, "day");
	json_day(j, o->day);
	json_key(j, "entry");
	json_int(j, o->position);
	json_pair(j, "label", o->label);
	put_part(j, p);
	json_pair(j, "number", o->number);
	json_pair(j, "template_sm3", o->template);
	json_key(j, "void_on");
	json_day(j, o->void_on);
	json_pair(j, "void_why", o->void_why);
	json_key(j, "withheld");
	json_bool(j, p->withheld);
}

static void put_file(struct json *j, const struct part *p)
{
	json_pair(j, "at", p->at);
	put_part(j, p);
	json_pair(j, "name", p->withheld ? p->name : p->file.name);
	json_key(j, "size");
	json_int(j, p->file.size);
	json_pair(j, "sm3", p->file.sm3);
	json_pair(j, "type", p->file.type);
	json_key(j, "withheld");
	json_bool(j, p->withheld);
}

static void put_list(struct archive *w, struct json *j, const char *key, bool papers)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < w->n; i++) {
		if ((w->parts[i].order != NULL) != papers)
			continue;
		json_open(j, '{');
		if (papers)
			put_paper(j, &w->parts[i]);
		else
			put_file(j, &w->parts[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

struct str archive_manifest(struct archive *w)
{
	struct str out;
	struct json j;
	struct buf b;

	buf_init(&b, 16 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "catalogue_pages");
	json_int(&j, w->front_pages);
	put_list(w, &j, "files", false);
	json_pair(&j, "ledger", str_of(w->r.t->l->key));
	json_pair(&j, "number", record_text(&w->r, S("number")));
	json_key(&j, "pages");
	json_int(&j, w->ask->pages);
	put_list(w, &j, "papers", true);
	json_key(&j, "parts");
	json_open(&j, '{');
	json_pair(&j, "卷宗.pdf", sm3_hex(w->a, w->book));
	if (w->head.n)
		json_pair(&j, "日志头.json", sm3_hex(w->a, w->head));
	json_pair(&j, "目录.csv", sm3_hex(w->a, w->csv));
	json_close(&j, '}');
	json_close(&j, '}');
	buf_putc(&b, '\n');
	out = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return out;
}
