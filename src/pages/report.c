/*
 * report.c - the annual report and its siblings on screen: parts, text, what stands behind a number
 *
 * Every number is a link.  Without script the link opens the page again with the panel filled; with
 * it only the panel changes.  The text, its figures and its checks are those of report_build(), so
 * that the page and the printed report cannot differ.
 */
#include <pthread.h>

#include "pages/pages.h"
#include "report/report.h"

enum { DOWNLOAD_LIMIT = 32 << 20 };

/* The reports that have a page; the first is written and frozen, the others are figures alone. */
/* clang-format off */
static const struct shown_report { const char *kind, *name, *title; bool written; } shown_reports[] = {
	{ "annual",      "法治政府年报",     "法治政府建设情况报告",     true },
	{ "enforcement", "行政执法统计",     "行政执法统计情况",         false },
	{ "disclosure",  "政府信息公开年报", "政府信息公开工作年度报告", false },
};
/* clang-format on */
enum { N_SHOWN = sizeof shown_reports / sizeof *shown_reports };

struct reporting {
	struct visit *v;
	const struct shown_report *kind;
	struct report r;
	struct str shown; /* figure in the panel                                         */
	size_t section;   /* headings written so far                                     */
	bool may_write;
	size_t checked, total, hand, failed, words;
};

/* --- the paper ------------------------------------------------------------------------------- */

static const struct figure_use *use_of(struct reporting *k, struct str id)
{
	for (size_t i = 0; i < k->r.n_uses; i++)
		if (str_eq(k->r.uses[i]->ref.id, id))
			return k->r.uses[i];
	return NULL;
}

static void put_figure(struct reporting *k, const struct run *run)
{
	struct visit *v = k->v;
	const struct figure_use *u = use_of(k, run->key);
	struct str key = url_encode(v->arena, run->key);
	int year = k->r.ask.year;

	html(v->out, "<a class=\"fig", when(u && !u->kept, " w"), when(u && u->conflict, " x"),
	     when(str_eq(run->key, k->shown), " on"), "\" href=\"/report/", str_of(k->kind->kind),
	     "/", year, "?fig=", key, "#src\" hx-get=\"/figure/", key, "?year=", year,
	     "\" hx-target=\"#src\" hx-swap=\"innerHTML\">", run->text, "</a>");
}

static void put_runs(struct reporting *k, const struct runs *runs)
{
	struct visit *v = k->v;

	for (size_t i = 0; i < runs->n; i++) {
		const struct run *run = &runs->list[i];
		switch (run->is) {
		case RUN_FIGURE:
		case RUN_OPEN:
			if (run->key.n)
				put_figure(k, run);
			else
				html(v->out, "<span class=\"typo\">", run->text, "</span>");
			break;
		case RUN_STRONG: html(v->out, "<b>", run->text, "</b>"); break;
		case RUN_HAND:
			html(v->out, "<span class=\"typo\" title=\"手写的数字，没有指标\">",
			     run->text, "</span>");
			break;
		default: html(v->out, run->text);
		}
	}
}

static void put_table(struct reporting *k, const struct block *b)
{
	struct visit *v = k->v;

	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"统计表\"><table class=\"tbl dense\">");
	for (size_t i = 0; i < b->n_cells; i++) {
		bool label = i % b->columns == 0; /* what, not how many */
		if (label)
			html(v->out, when(i, "</tr>"), "<tr>");
		html(v->out, when(i < b->columns, "<th scope=\"col\""),
		     when(i >= b->columns, "<td"), when(!label, " class=\"r\""), ">");
		put_runs(k, &b->cells[i]);
		html(v->out, when(i < b->columns, "</th>"), when(i >= b->columns, "</td>"));
	}
	html(v->out, "</tr></table></div>\n");
}

/* The way to the words of the part that begins here. */
static void put_edit(struct reporting *k)
{
	struct visit *v = k->v;

	if (!k->may_write)
		return;
	html(v->out, "<a class=\"edit noprint\" href=\"/report/annual/", k->r.ask.year,
	     "/text?section=", (int64_t)k->section, "\" aria-label=\"编辑这一部分的正文\">");
	ui_icon(v, "edit");
	html(v->out, "</a>");
}

static void put_block(struct reporting *k, const struct block *b)
{
	struct visit *v = k->v;

	if (b->is == BLOCK_HEADING) {
		html(v->out, when(b->level < 2, "<h2"), when(b->level >= 2, "<h3"), " id=\"s-",
		     (int64_t)k->section, "\">");
		put_runs(k, &b->text);
		put_edit(k);
		k->section++;
		html(v->out, when(b->level < 2, "</h2>\n"), when(b->level >= 2, "</h3>\n"));
	} else if (b->is == BLOCK_TABLE && b->columns) {
		put_table(k, b);
	} else if (b->is == BLOCK_PARAGRAPH || b->is == BLOCK_NOTE) {
		html(v->out, "<p>");
		put_runs(k, &b->text);
		html(v->out, "</p>\n");
	}
}

static void put_paper(struct reporting *k)
{
	struct visit *v = k->v;
	const struct document *d = &k->r.doc;
	size_t end = document_end(d);

	html(v->out, "<article class=\"paper\" lang=\"zh-CN\" data-t=\"paper\"><p class=\"ttl1\">");
	for (size_t i = 0; i < d->n_titles; i++)
		html(v->out, when(i, "<br>"), d->titles[i]);
	html(v->out, "</p>\n");
	if (d->draft.n || d->subtitle.n)
		html(v->out, "<div class=\"fb\">", d->subtitle.n ? d->subtitle : d->draft,
		     "</div>\n");
	for (size_t i = 0; i < end; i++)
		put_block(k, &d->blocks[i]);
	if (d->signer.n)
		html(v->out, "<p class=\"t-r mt16\">", d->signer, "<br>", d->date, "</p>\n");
	html(v->out, "</article>\n");
}

/* --- beside it ------------------------------------------------------------------------------- */

static void count(struct reporting *k)
{
	for (size_t i = 0; i < k->r.n_sections; i++) {
		k->checked += k->r.sections[i].checked;
		k->total += k->r.sections[i].total;
		k->hand += k->r.sections[i].hand;
	}
	for (size_t i = 0; i < k->r.n_checks; i++) {
		bool word = k->r.checks[i].kind == CHECK_WORD || k->r.checks[i].kind == CHECK_HAND;
		if (!k->r.checks[i].ok && word)
			k->words++;
		else if (!k->r.checks[i].ok)
			k->failed++;
	}
}

static void put_outline(struct reporting *k)
{
	struct visit *v = k->v;

	html(v->out, "<nav class=\"card outline sticky py8\" aria-label=\"报告目录\">\n");
	for (size_t i = 0; i < k->r.n_sections; i++) {
		const struct section *s = &k->r.sections[i];
		bool done = s->checked == s->total;
		html(v->out, "<a href=\"#s-", (int64_t)i, "\">",
		     when(s->level < 2, "<b class=\"b5\">"), s->heading,
		     when(s->level < 2, "</b>"));
		if (s->total)
			html(v->out, "<span class=\"c", when(done, " c-g"), when(!done, " c-a"),
			     "\">", when(done, "✓ "), (int64_t)s->checked, "/", (int64_t)s->total,
			     "</span>");
		else if (s->hand)
			html(v->out, "<span class=\"c\">手写</span>");
		html(v->out, "</a>\n");
	}
	html(v->out, "<a href=\"#checks\"", when(k->words, " class=\"c-r\""), ">");
	ui_icon(v, "alert-circle");
	html(v->out, "文字校核<span class=\"c\">", (int64_t)k->words,
	     " 处</span></a><a href=\"#checks\"", when(k->failed, " class=\"c-r\""), ">");
	ui_icon(v, "sum");
	html(v->out, "勾稽和完整性<span class=\"c\">", (int64_t)k->failed,
	     " 处</span></a></nav>\n");
}

static void put_bar(struct reporting *k)
{
	struct visit *v = k->v;

	html(v->out, "<section class=\"card repbar\" data-t=\"repbar\"><span>数据截至 <b>",
	     k->r.period.cutoff,
	     "</b></span><span class=\"sep\"></span><span class=\"due g\">已核对 ",
	     (int64_t)k->checked, "</span><span class=\"due a\">待核对 ",
	     (int64_t)(k->total - k->checked), "</span>");
	if (k->failed)
		html(v->out, "<span class=\"due r\">校验未过 ", (int64_t)k->failed, "</span>");
	if (k->hand)
		html(v->out, "<span class=\"due n\">手写数字 ", (int64_t)k->hand, "</span>");
	html(v->out, when(!report_sound(&k->r), "<span class=\"sep\"></span><span>草稿</span>"),
	     "</section>\n");
}

static void put_checks(struct reporting *k)
{
	struct visit *v = k->v;

	html(v->out,
	     "<section class=\"card mt14 noprint\" id=\"checks\"><header><h2>校验</h2></header>"
	     "<div class=\"bd\"><ul class=\"chk\">\n");
	for (size_t i = 0; i < k->r.n_checks; i++) {
		const struct check *c = &k->r.checks[i];
		html(v->out, "<li><span class=\"", when(c->ok, "c-g"),
		     when(!c->ok && c->warning, "c-a"), when(!c->ok && !c->warning, "c-r"), "\">");
		ui_icon(v, c->ok ? "circle-check" : "alert-triangle");
		html(v->out, "</span><span class=\"grow\">", c->say, "</span></li>\n");
	}
	html(v->out, "</ul></div></section>\n");
}

/* Checks that name the figure in the panel. */
static void put_checks_of(struct reporting *k)
{
	for (size_t i = 0; i < k->r.n_checks; i++) {
		const struct check *c = &k->r.checks[i];
		for (size_t u = 0; u < c->n_uses; u++)
			if (str_eq(c->uses[u]->ref.id, k->shown)) {
				ui_note(k->v, c->ok ? NOTE_GREEN : NOTE_RED,
				        c->ok ? S("勾稽相符") : S("勾稽不符"), c->say);
				break;
			}
	}
}

static void put_source(struct reporting *k)
{
	struct visit *v = k->v;
	struct counted_figure c;

	html(v->out,
	     "<aside class=\"card src sticky\" id=\"src\" aria-label=\"数据来源\" aria-live=\"polite\">");
	if (k->shown.n && figure_take(v, k->shown, k->r.ask.year, &c)) {
		figure_panel(v, &c, k->r.ask.year, false);
		html(v->out, "<div class=\"bd stack pt0\">");
		put_checks_of(k);
		html(v->out, "</div>");
	} else {
		html(v->out,
		     "<header><h2>数据来源</h2></header><div class=\"bd muted\">点选报告中的数字，"
		     "查看口径、上年数和明细记录。</div>");
	}
	html(v->out, "</aside>\n");
}

/* --- the page -------------------------------------------------------------------------------- */

/* What will happen is said before it is done. */
static void put_freeze(struct visit *v, int year)
{
	html(v->out, "<a class=\"btn\" href=\"/report/annual/", year, "/frozen\">");
	ui_icon(v, "file-diff");
	html(v->out, "冻结后变动</a>");
	if (!may_freeze_report(v))
		return;
	html(v->out, "<details class=\"pop right\"><summary class=\"btn btn-p\">");
	ui_icon(v, "lock");
	html(v->out,
	     "冻结数据</summary><form class=\"pop-in\" method=\"post\" action=\"/report/annual/",
	     year, "/freeze\">");
	ui_csrf(v);
	html(v->out, "<b>冻结 ", year,
	     " 年度报告的数据？</b><p class=\"mt6 f13\">保存每个数字、口径和背后的记录及其校验码，记入日志，不能撤销。以后台账再有变化，列为“冻结后变动”，不改动已冻结的数字。</p><p class=\"mt8\"><button class=\"btn btn-p btn-s\" type=\"submit\">冻结数据</button></p></form></details>");
}

/* The other reports of the same year: their totals are the same figures. */
static void put_siblings(struct reporting *k, int year)
{
	struct visit *v = k->v;

	html(v->out, "<nav class=\"tabs wrap noprint mb14\" aria-label=\"年度报告和统计\">");
	for (size_t i = 0; i < N_SHOWN; i++) {
		const struct shown_report *x = &shown_reports[i];
		html(v->out, "<a href=\"/report/", str_of(x->kind), "/", year, "\"",
		     when(x == k->kind, " class=\"on\" aria-current=\"page\""), ">",
		     str_of(x->name), "</a>");
	}
	html(v->out, "</nav>\n");
}

static void put_actions(struct reporting *k, int year)
{
	/* clang-format off */
	static const struct { const char *end, *icon, *label; } ways[] = {
		{ "docx", "file-type-doc", "导出 Word" }, { "pdf", "file-type-pdf", "导出版式文件" }, { "md", "file-text", "导出文本" },
	};
	/* clang-format on */
	struct visit *v = k->v;
	struct str kind = str_of(k->kind->kind);

	html(v->out, "<a class=\"btn\" href=\"/report/", kind, "/", year - 1, "\">", year - 1,
	     " 年度</a>");
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		html(v->out, "<a class=\"btn\" href=\"/report/", kind, "/", year, ".",
		     str_of(ways[i].end), "\" download>");
		ui_icon(v, ways[i].icon);
		html(v->out, str_of(ways[i].label), "</a>");
	}
	if (k->kind->written)
		put_freeze(v, year);
}

static void put_page(struct reporting *k)
{
	struct visit *v = k->v;
	int year = k->r.ask.year;
	struct str title = arena_fmt(v->arena, "%d 年度%s", year, k->kind->title);

	count(k);
	k->may_write = k->kind->written && may_write_report(v);
	ui_open(v, &(struct page){ .title = title,
	                           .menu = "report",
	                           .crumbs = { { str_of(k->kind->name), S("") },
	                                       { arena_fmt(v->arena, "%d 年度", year), S("") } } });
	html(v->out, "<div class=\"ph noprint\"><div><h1>", title,
	     "</h1></div><div class=\"acts\">");
	put_actions(k, year);
	html(v->out, "</div></div>\n");
	put_siblings(k, year);
	if (k->kind->written)
		report_stage(v, year);
	put_bar(k);
	html(v->out, "<div class=\"rep\">\n");
	put_outline(k);
	put_paper(k);
	put_source(k);
	html(v->out, "</div>\n");
	put_checks(k);
	ui_close(v);
}

/* --- ways out -------------------------------------------------------------------------------- */

static struct str type_of(struct str format)
{
	if (str_is(format, "pdf"))
		return S("application/pdf");
	if (str_is(format, "docx"))
		return S("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	return S("text/markdown; charset=utf-8");
}

/* One at a time: a page with fonts takes memory. */
static void download(struct visit *v, struct report_ask *ask)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	bool ok;

	v->out->max = DOWNLOAD_LIMIT;
	pthread_mutex_lock(&lock);
	ok = report_write(&v->tx, v->p, ask, v->out);
	pthread_mutex_unlock(&lock);
	if (!ok && !v->r.fault) {
		visit_error(v, 422, S("报告还不能导出。"), v->r.n ? v->r.list[0].say : S(""));
		return;
	}
	v->reply->type = type_of(ask->format);
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"%.*s-%d.%.*s\"",
	                       P(str_is(ask->kind, "annual") ? S("report") : ask->kind), ask->year,
	                       P(ask->format)));
}

bool report_asked(struct visit *v, struct report_ask *ret)
{
	struct str year = v->seg[0], format = S("");
	int64_t n;

	str_cut(v->seg[0], '.', &year, &format);
	if (!str_int(year, &n) || n < 2000 || n >= 2100)
		return false;
	if (format.n && !str_is(format, "pdf") && !str_is(format, "docx") && !str_is(format, "md"))
		return false;
	*ret = (struct report_ask){ .kind = S("annual"),
		                    .org = v->viewer.org,
		                    .year = (int)n,
		                    .cutoff = v->today.n < day_year_end((int)n).n ? v->today
		                                                                  : DAY_NONE,
		                    .format = format };
	return true;
}

static void report_show(struct visit *v, const struct shown_report *kind)
{
	struct reporting k = { .v = v, .kind = kind, .shown = pair_of(&v->query, "fig") };
	struct report_ask ask;

	if (!report_asked(v, &ask)) {
		visit_missing(v);
		return;
	}
	ask.kind = str_of(kind->kind);
	if (ask.format.n) {
		download(v, &ask);
		return;
	}
	if (!report_build(&v->tx, v->p, &ask, &k.r)) {
		if (!v->r.fault)
			visit_error(v, 422, S("报告还不能生成。"),
			            v->r.n ? v->r.list[0].say : S(""));
		return;
	}
	if (v->json) {
		v->reply->type = S("application/json");
		report_json(&k.r, v->out);
		return;
	}
	put_page(&k);
}

void report_get(struct visit *v)
{
	report_show(v, &shown_reports[0]);
}

void report_enforcement_get(struct visit *v)
{
	report_show(v, &shown_reports[1]);
}

void report_disclosure_get(struct visit *v)
{
	report_show(v, &shown_reports[2]);
}
