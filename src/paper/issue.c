/*
 * issue.c - rendering what was ordered, and giving it out
 */
#include "paper/issue.h"

#include "base/json.h"
#include "paper/fill.h"

/* clang-format off */
enum { COPY, KEEP, N_SQL };
static const struct stmt sql[N_SQL] = {
	[COPY] = { "SELECT sm3, size, pages FROM paper_copies WHERE org = $1 AND paper = $2 AND format = $3", NULL },
	[KEEP] = { "INSERT INTO paper_copies (org, paper, format, sm3, size, pages, position) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	           " ON CONFLICT (org, paper, format) DO NOTHING", NULL },
};

static const struct { const char *key, *type; } formats[] = {
	{ "pdf",  "application/pdf" },
	{ "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "html", "text/html; charset=utf-8" },
};
/* clang-format on */

enum { LARGEST = 64 << 20 };

bool paper_format(struct str format, struct str *ret_type)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_is(format, formats[i].key)) {
			*ret_type = str_of(formats[i].type);
			return true;
		}
	return false;
}

struct str paper_file_name(struct arena *a, const struct paper_order *o, struct str format)
{
	return arena_fmt(a, "%.*s%s%.*s.%.*s", P(o->label), o->number.n ? " " : "", P(o->number),
	                 P(format));
}

/* --- the document ----------------------------------------------------------------------------- */

static void put_proof(struct document *d, const struct paper_order *o, struct str site)
{
	struct arena *a = d->arena;

	d->qr = arena_fmt(a, "yifa:1\n%.*s\n%lld\n%.*s/journal/%lld/proof", P(o->data),
	                  (long long)o->position, P(site), (long long)o->position);
	d->proof = arena_fmt(a, "数据校验 SM3 %.*s　日志第%lld条", P(o->data),
	                     (long long)o->position);
}

bool paper_document(struct tx *tx, int64_t org, const struct paper_order *o, struct str site,
                    struct document *ret)
{
	struct str text, data;

	document_init(ret, tx->arena);
	if (!paper_data(tx, org, o, &data) || !paper_template(tx, org, o->template, &text) ||
	    !paper_fill(ret, arena_str(tx->arena, text), data, tx->r))
		return false;
	ret->made = o->day;
	ret->seal = true;
	if (day_set(o->void_on))
		ret->draft = arena_fmt(tx->arena, "无效：%.*s", P(paper_gone(tx, org, o)));
	put_proof(ret, o, site);
	if (o->replaces)
		ret->proof = arena_fmt(tx->arena, "%.*s　代替%.*s", P(ret->proof),
		                       P(paper_number_of(tx, org, o->replaces)));
	return true;
}

bool paper_write(const struct document *d, struct str format, struct refusals *r, struct buf *out,
                 int *ret_pages)
{
	*ret_pages = 0;
	if (str_is(format, "pdf"))
		return document_pdf_pages(d, NULL, r, out, ret_pages);
	if (str_is(format, "docx"))
		return document_docx(d, r, out);
	document_html_page(d, out);
	return true;
}

/* --- keeping ---------------------------------------------------------------------------------- */

static bool keep_bytes(struct tx *tx, struct paper_ask *ask)
{
	struct file_draft d = { .fd = -1 };
	bool ok = ask->store && file_draft_begin(ask->store, &d, LARGEST) &&
	          file_draft_put(&d, buf_str(&ask->bytes)) && file_draft_end(&d) &&
	          file_draft_keep(&d);

	if (ok) {
		ask->sm3 = arena_str(tx->arena, str_of(d.sm3));
		ask->size = d.size;
	} else {
		tx_fault(tx, "文书存不下：%s", ask->store ? d.error : "没有写明附件放在哪里");
	}
	if (ask->store)
		file_draft_drop(&d);
	return ok;
}

bool paper_render(struct tx *tx, struct paper_ask *ask)
{
	struct document d;
	int64_t pages = 0;

	buf_init(&ask->bytes, LARGEST);
	if (!day_set(ask->order.void_on) &&
	    db_one(tx, &sql[COPY], VALS(ask->who->org, ask->order.id, ask->format), &ask->sm3,
	           &ask->size, &pages)) {
		ask->pages = (int)pages;
		return true;
	}
	if (tx->r->fault || !paper_document(tx, ask->who->org, &ask->order, ask->site, &d) ||
	    !paper_write(&d, ask->format, tx->r, &ask->bytes, &ask->pages))
		return false;
	ask->fresh = !day_set(ask->order.void_on);
	return !ask->fresh || keep_bytes(tx, ask);
}

/* --- entries ---------------------------------------------------------------------------------- */

static struct str render_body(struct tx *tx, const struct paper_ask *ask)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_pair(j, "fonts", str_of(paper_fonts_official.body));
	json_pair(j, "format", ask->format);
	json_key(j, "order");
	json_int(j, ask->order.id);
	json_key(j, "size");
	json_int(j, ask->size);
	json_pair(j, "sm3", ask->sm3);
	json_pair(j, "version", S(YIFA_VERSION));
	return json_end(&t, tx->arena);
}

/* Somebody else may have rendered it meanwhile: then his bytes are the paper's. */
static bool keep_copy(struct tx *tx, struct paper_ask *ask)
{
	int64_t pages, position;

	if (db_one(tx, &sql[COPY], VALS(ask->who->org, ask->order.id, ask->format), &ask->sm3,
	           &ask->size, &pages)) {
		ask->sm3 = arena_str(tx->arena, ask->sm3);
		return true;
	}
	position = journal_append(tx,
	                          &(struct journal_entry){ .org = ask->who->org,
	                                                   .day = world_today(tx->world),
	                                                   .at = world_now(tx->world),
	                                                   .actor = ask->who->entered_by,
	                                                   .done_by = ask->who->done_by,
	                                                   .ledger = str_of(ask->t->l->key),
	                                                   .record = ask->id,
	                                                   .verb = S("render"),
	                                                   .body = render_body(tx, ask),
	                                                   .origin = str_of(ask->who->origin) });
	db_exec(tx, &sql[KEEP], ask->who->org, ask->order.id, ask->format, ask->sm3, ask->size,
	        (int64_t)ask->pages, position);
	return position != 0;
}

bool paper_give(struct tx *tx, void *arg)
{
	struct paper_ask *ask = arg;
	struct reveal a = { .p = ask->p,
		            .who = ask->who,
		            .t = ask->t,
		            .id = ask->id,
		            .what = PRINT,
		            .purpose = ask->purpose,
		            .why = ask->why,
		            .paper = ask->order.id,
		            .format = ask->format,
		            .unmasked = true };

	if ((ask->fresh && !keep_copy(tx, ask)) || !reveal_keep(tx, &a))
		return false;
	ask->position = a.position;
	return true;
}
