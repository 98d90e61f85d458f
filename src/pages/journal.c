/*
 * journal.c - one entry with its proof, and the heads for those who watch over the journal
 */
#include "journal/held.h"
#include "ledger/replay.h"
#include "pages/pages.h"
#include "web/history.h"
#include "web/papers.h"

enum { FINDINGS_SHOWN = 50, HEADS_SHOWN = 20 };

static const unsigned watchers = AUDIT_ADMIN | HEADS | SUPERVISOR;

/* The entry of the address, if this visitor may see it; `*ret_values`: with what it changed. */
static bool entry_seen(struct visit *v, struct journal_row *ret, const struct table **ret_t,
                       bool *ret_values)
{
	int64_t position, record;

	if (!str_int(v->seg[0], &position) || !journal_row(&v->tx, v->viewer.org, position, ret)) {
		visit_missing(v);
		return false;
	}
	*ret_t = table_of(v->p, j_text(ret, J_LEDGER));
	record = j_int(ret, J_RECORD);
	*ret_values = *ret_t && record && may_open(*ret_t, v->viewer.roles) &&
	              may_view(&v->tx, v->p, &v->viewer, *ret_t, record);
	if (*ret_values || v->viewer.roles & watchers)
		return true;
	visit_missing(v);
	return false;
}

/* --- an entry --------------------------------------------------------------------------------- */

static void put_links(struct visit *v, const struct table *t, const struct journal_row *e,
                      bool values)
{
	struct head h;
	int64_t position = j_int(e, J_POSITION);

	html(v->out, "<p class=\"mt8\">");
	if (t && values)
		html(v->out, "<a class=\"u\" href=\"", record_url(v->arena, t, j_int(e, J_RECORD)),
		     "\">记录</a> ");
	if (!head_last(&v->tx, v->viewer.org, INT64_MAX, &h) || h.size < position)
		html(v->out, "这一条还没有签名的日志头，稍后可以下载证明。");
	else if ((t && values && sees_leaf(t, v->viewer.roles)) || !t)
		html(v->out, "<a class=\"u\" href=\"",
		     url_of(arena_fmt(v->arena, "/journal/%lld/proof", (long long)position)),
		     "\" download>下载证明</a>，用 yifa journal check 文件 核对，不需要数据库。");
	else
		html(v->out, "证明包含全部字段，只给能看到全部字段的人员。");
	html(v->out, "</p>");
}

void entry_get(struct visit *v)
{
	struct journal_row e;
	const struct table *t;
	unsigned char leaf[SM3_SIZE];
	struct str title;
	struct json j;
	bool values;

	if (!entry_seen(v, &e, &t, &values))
		return;
	if (v->json) {
		json_init(&j, v->out);
		json_entry(v, &j, t, &e, values);
		v->reply->type = S("application/json");
		return;
	}
	title = arena_fmt(v->arena, "日志第 %lld 条", (long long)j_int(&e, J_POSITION));
	journal_leaf_hash(&e, leaf);
	ui_open(v, &(struct page){ .menu = "journal",
	                           .title = title,
	                           .crumbs = { { S("日志"), S("/journal") }, { title, S("") } } });
	ui_heading(v, title, t ? str_of(t->l->label) : S(""));
	html(v->out, "</div></div>\n<section class=\"card\"><div class=\"bd\"><ul class=\"tl\">");
	put_entry(v, t, &e, values);
	html(v->out, "</ul><p class=\"mt12\">散列（SM3）<code class=\"hash\">",
	     hex_text(v->arena, leaf, sizeof leaf), "</code></p>");
	put_links(v, t, &e, values);
	html(v->out, "</div></section>\n");
	entry_papers_list(v, values ? t : NULL, j_int(&e, J_POSITION));
	ui_close(v);
}

void proof_get(struct visit *v)
{
	struct journal_row e;
	const struct table *t;
	struct held p = { 0 };
	bool values;

	if (!entry_seen(v, &e, &t, &values))
		return;
	if (t && (!values || !sees_leaf(t, v->viewer.roles))) {
		visit_error(v, 403, S("您不能下载这条日志的证明。"),
		            S("证明包含记录的全部字段，只给能看到全部字段的人员。"));
		return;
	}
	if (!head_last(&v->tx, v->viewer.org, INT64_MAX, &p.head) ||
	    p.head.size < j_int(&e, J_POSITION)) {
		visit_problem(v, 409, S("这一条还没有签名的日志头。"), S(""), S("请稍后再下载。"));
		return;
	}
	if (!held_prove(&v->tx, &p, j_int(&e, J_POSITION))) {
		tx_fault(&v->tx, "日志树缺少结点");
		return;
	}
	held_write(v->out, &p);
	v->reply->type = S("application/json");
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"entry-%lld.json\"",
	                       (long long)j_int(&e, J_POSITION)));
}

/* --- the journal as a whole ------------------------------------------------------------------- */

static bool watches(struct visit *v)
{
	if (v->viewer.roles & watchers)
		return true;
	visit_error(
		v, 403, S("您不能查看日志的全貌。"),
		S("日志头和核对由审计管理员、局领导和司法行政部门查看；一条记录的日志在它的页面上。"));
	return false;
}

static void found(void *arg, const struct finding_at *f)
{
	struct visit *v = arg;
	const struct table *t = table_of(v->p, f->ledger);

	html(v->out, "<li>");
	if (t)
		html(v->out, str_of(t->l->label), " ", f->record, " ");
	else
		html(v->out, f->ledger, " ");
	if (f->position)
		html(v->out, "第 ", f->position, " 条 ");
	html(v->out, f->say, "</li>\n");
}

static void put_verified(struct visit *v)
{
	struct verifying c = { .tx = &v->tx, .org = v->viewer.org, .found = found, .arg = v };

	html(v->out,
	     "<section class=\"card mb14\" data-t=\"verified\"><header><h2>核对结果</h2></header><div class=\"bd\"><ul>");
	journal_verify(&c);
	records_verify(&c, v->p);
	html(v->out, "</ul><p>日志 ", c.entries, " 条，日志头 ", c.heads, " 个，记录 ", c.records,
	     " 条，不符 ", c.n_found, " 处。</p></div></section>\n");
}

static void put_heads(struct visit *v)
{
	struct head h;
	int64_t most = INT64_MAX;

	html(v->out,
	     "<section class=\"card\"><header><h2>签名的日志头</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"日志头\"><table class=\"tbl\"><caption class=\"sr\">日志头</caption><thead><tr><th scope=\"col\">条数</th><th scope=\"col\">签名时间</th><th scope=\"col\">根散列</th><th scope=\"col\">公钥</th></tr></thead><tbody>\n");
	for (int i = 0; i < HEADS_SHOWN && head_last(&v->tx, v->viewer.org, most, &h); i++) {
		html(v->out, "<tr><td>", h.size, "</td><td>",
		     arena_fmt(v->arena, "%.19s", instant_text(v->arena, h.at).p), "</td><td>",
		     arena_fmt(v->arena, "%.16s…", h.root.p), "</td><td>",
		     arena_fmt(v->arena, "%.16s…", h.key.p), "</td></tr>\n");
		most = h.size - 1;
	}
	html(v->out, "</tbody></table></div></section>\n");
}

static void journal_page(struct visit *v, bool verify)
{
	int64_t size = journal_size(&v->tx, v->viewer.org),
		covered = tree_size(&v->tx, v->viewer.org);

	ui_open(v, &(struct page){ .menu = "journal",
	                           .title = S("日志"),
	                           .crumbs = { { S("日志"), S("") } } });
	ui_heading(v, S("日志"),
	           arena_fmt(v->arena, "共 %lld 条，日志树已整理 %lld 条", (long long)size,
	                     (long long)covered));
	html(v->out, "<form method=\"post\" action=\"/journal\">");
	ui_csrf(v);
	html(v->out,
	     "<button class=\"btn btn-p\" type=\"submit\">核对日志和台账</button></form></div></div>\n");
	if (verify)
		put_verified(v);
	put_heads(v);
	ui_close(v);
}

static void heads_json(struct visit *v)
{
	struct held p = { 0 };

	if (head_last(&v->tx, v->viewer.org, INT64_MAX, &p.head))
		held_write(v->out, &p);
	else
		buf_putz(v->out, "null\n");
	v->reply->type = S("application/json");
}

void journal_get(struct visit *v)
{
	if (!watches(v))
		return;
	if (v->json)
		heads_json(v);
	else
		journal_page(v, false);
}

void journal_post(struct visit *v)
{
	if (watches(v))
		journal_page(v, true);
}
