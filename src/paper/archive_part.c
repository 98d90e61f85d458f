/*
 * archive_part.c - what lies in a file: papers and attachments, with the rights of the viewer
 *
 * Nothing is left out in silence: what may not be seen, is too large or cannot be turned into pages
 * is a part like all others, with the reason in its remark.
 */
#include "paper/archive_inner.h"

#include "ledger/file_records.h"
#include "ledger/reveal.h"
#include "store/file_kind.h"

#include <unistd.h>

static struct part *add(struct archive *w)
{
	arena_grow(w->a, w->parts, w->n, w->cap);
	w->parts[w->n] = (struct part){ 0 };
	return &w->parts[w->n++];
}

static bool may_have(struct archive *w, const struct table *t, int64_t id)
{
	static const struct field whole = { .key = "files", .kind = TEXT };
	const struct viewer *v = w->ask->viewer;

	return t && may_print_papers(t, v->roles) && may_see(t, v->roles, &whole) &&
	       may_view(w->tx, w->ask->p, v, t, id);
}

static void withhold(struct part *p, struct str name)
{
	p->withheld = true;
	p->name = name;
	p->remark = S("您无权查看，没有装入。");
}

/* --- papers ----------------------------------------------------------------------------------- */

static bool add_paper(struct archive *w, const struct paper_order *o)
{
	const struct table *t = table_of(w->ask->p, o->ledger);
	struct part *p = add(w);

	p->order = o;
	p->t = t;
	p->name = o->label;
	if (!may_have(w, t, o->record)) {
		withhold(p, o->label);
	} else if (day_set(o->void_on)) {
		p->remark = paper_gone(w->tx, w->ask->viewer->org, o);
	} else {
		p->doc = arena_new(w->a, struct document);
		return paper_document(w->tx, w->ask->viewer->org, o, w->ask->site, p->doc);
	}
	return true;
}

/* --- attachments ------------------------------------------------------------------------------ */

static bool read_file(struct archive *w, struct part *p)
{
	struct str error = S("");
	struct file_part from;
	char some[1 << 16];
	struct buf b;
	int64_t n;

	if (!w->ask->store ||
	    !file_part_open(w->ask->store, p->file.sm3, 0, p->file.size, &from, &error))
		return tx_fault(w->tx, "附件 %.*s：%.*s", P(p->file.sm3), P(error));
	buf_init(&b, ARCHIVE_BYTES + 1);
	while ((n = file_part_read(&from, some, sizeof some)) > 0)
		buf_put(&b, (struct str){ some, (size_t)n });
	close(from.fd);
	p->bytes = arena_str(w->a, buf_str(&b));
	buf_drop(&b);
	return n == 0 || tx_fault(w->tx, "附件 %.*s 读不出来", P(p->file.sm3));
}

static void row(struct document *d, const char *head, struct str text)
{
	document_cell(d);
	document_text(d, str_of(head));
	document_cell(d);
	document_text(d, text);
}

/* The page that stands in the place of an attachment. */
static void slip(struct archive *w, struct part *p, const char *why)
{
	struct document *d = p->doc = arena_new(w->a, struct document);

	document_init(d, w->a);
	document_title(d, S("附件说明"));
	d->made = instant_day(p->file.at);
	d->ruled = true;
	document_table(d, 2);
	d->blocks[0].level = 1;
	row(d, "项目", S("内容"));
	row(d, "文件", p->name);
	row(d, "类型", p->file.type);
	row(d, "大小", arena_fmt(w->a, "%lld 字节", (long long)p->file.size));
	row(d, "SM3", p->file.sm3);
	row(d, "添加", instant_text(w->a, p->file.at));
	row(d, "没有成页", str_of(why));
	row(d, "存放",
	    p->at.n ? arena_fmt(w->a, "附件文件夹 %02d", p->nth)
	            : S("没有装入案卷包，在系统里另行下载"));
}

static bool plate(struct archive *w, struct part *p, int nth)
{
	struct plate *x = p->plate = arena_new(w->a, struct plate);

	*x = (struct plate){ .caption = arena_fmt(w->a, "附件%d　%.*s", nth, P(p->name)),
		             .type = p->file.type,
		             .bytes = p->bytes };
	if (!plate_open(x)) {
		p->plate = NULL;
		slip(w, p, x->why);
		p->remark = str_of(x->why);
		return true;
	}
	p->doc = arena_new(w->a, struct document);
	document_init(p->doc, w->a);
	p->doc->made = instant_day(p->file.at);
	p->doc->plate = x;
	p->pages = x->pages;
	return true;
}

/* A picture or a PDF lies in the package twice: as pages and as it was. */
static bool has_room(struct archive *w, const struct attached *f)
{
	bool turns = str_starts(f->type, S("image/")) || str_is(f->type, "application/pdf");
	int64_t cost = f->size * (turns ? 2 : 1);

	if (w->bytes + cost > ARCHIVE_BYTES)
		return false;
	w->bytes += cost;
	return true;
}

static bool add_file(struct archive *w, const struct table *t, const struct attached *f, int nth)
{
	struct part *p = add(w);

	p->t = t;
	p->nth = nth;
	p->file = *f;
	p->name = document_printable(w->a, NULL, f->name);
	if (!has_room(w, f)) {
		p->remark = S("太大，没有装入案卷包。");
		slip(w, p, "太大，没有展开。");
		return true;
	}
	p->at = arena_fmt(w->a, "附件/%02d-%.*s", nth,
	                  P(file_name_safe(w->a, f->name, file_type_named(f->type))));
	return read_file(w, p) && plate(w, p, nth);
}

static bool among(const struct attached *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return true;
	return false;
}

static bool add_files(struct archive *w, const struct file_record *at, int *nth)
{
	const struct viewer *v = w->ask->viewer;
	struct attached *all, *seen;
	size_t n = record_files(w->tx, NULL, at->t, v->org, at->id, &all);
	size_t n_seen = n && may_have(w, at->t, at->id)
	                        ? record_files(w->tx, v, at->t, v->org, at->id, &seen)
	                        : 0;

	for (size_t i = 0; i < n; i++) {
		++*nth;
		if (among(seen, n_seen, all[i].id)) {
			if (!add_file(w, at->t, &all[i], *nth))
				return false;
			continue;
		}
		withhold(add(w), arena_fmt(w->a, "“%s”的附件", at->t->l->label));
	}
	return true;
}

/* --- all of it -------------------------------------------------------------------------------- */

bool archive_parts(struct archive *w)
{
	int64_t org = w->ask->viewer->org;
	struct file_record *list;
	int nth = 0;
	size_t n = file_papers(w->tx, w->ask->t, org, w->ask->id, &w->orders);

	if (n > ARCHIVE_PAPERS)
		return refuse(w->tx->r, NULL, S("案卷的文书超过一千份。"), S(""));
	for (size_t i = 0; i < n; i++)
		if (!add_paper(w, &w->orders[i]))
			return false;
	n = file_records(w->tx, w->ask->t, org, w->ask->id, &list);
	for (size_t i = 0; i < n; i++)
		if (!add_files(w, &list[i], &nth))
			return false;
	return !w->tx->r->fault;
}

void archive_close(struct archive *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->parts[i].plate)
			plate_close(w->parts[i].plate);
}
