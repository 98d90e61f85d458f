/*
 * ui.c - the page around every page: menu, head, notices
 */
#include "ledger/job.h"
#include "web/ui.h"

/* clang-format off */
static const struct { const char *label, *icon; } chapters[] = {
	{ "名录",       "building-store" },
	{ "职能与权责", "scale" },
	{ "制度与合同", "file-certificate" },
	{ "行政决策",   "users" },
	{ "行政执法",   "gavel" },
	{ "突发事件应对", "alert-triangle" },
	{ "矛盾纠纷化解", "messages" },
	{ "监督与公开", "eye" },
	{ "服务与科技", "database" },
	{ "党的领导与学法", "book" },
};
/* clang-format on */
enum { N_CHAPTERS = sizeof(chapters) / sizeof(chapters[0]) };

const char *chapter_label(int chapter)
{
	return chapter >= 0 && chapter < N_CHAPTERS ? chapters[chapter].label : "其他";
}

const char *chapter_icon(int chapter)
{
	return chapter >= 0 && chapter < N_CHAPTERS ? chapters[chapter].icon : "folder";
}

struct url icon_url(struct visit *v, const char *name)
{
	struct url sprite = asset_url(v->arena, "icons.svg");

	return url_of(arena_fmt(v->arena, "%.*s#%s", P(sprite.s), name));
}

void ui_icon(struct visit *v, const char *name)
{
	html(v->out, "<svg class=\"i\" aria-hidden=\"true\"><use href=\"", icon_url(v, name),
	     "\"/></svg>");
}

/* --- name of the bureau ---------------------------------------------------------------------- */

static const struct stmt bureau_sql = { "SELECT name FROM org WHERE org = $1 AND kind = 'bureau'"
	                                " AND void_on IS NULL ORDER BY id LIMIT 1" };

struct str ui_bureau(struct visit *v)
{
	struct str name = S("");

	if (v->signed_in && v->tx.conn)
		db_one(&v->tx, &bureau_sql, VALS(v->viewer.org), &name);
	return name.n ? name : S("文化和旅游局");
}

/* --- menu ------------------------------------------------------------------------------------ */

static void menu_link(struct visit *v, struct str href, const char *icon, const char *label,
                      bool on)
{
	html(v->out, "<a href=\"", url_of(href), "\"",
	     when(on, " class=\"on\" aria-current=\"page\""), ">");
	if (icon)
		ui_icon(v, icon);
	html(v->out, str_of(label));
}

/* Open items, red when one is overdue; only in the group that is open, and where terms run. */
static void menu_count(struct visit *v, const struct table *t)
{
	struct list_ask ask = { .t = t, .viewer = v->viewer, .view = VIEW_OPEN };
	int64_t n, late;

	if (!t->n_clocks || !(n = list_count(&v->tx, v->p, &ask)))
		return;
	ask.view = VIEW_LATE;
	late = list_count(&v->tx, v->p, &ask);
	html(v->out, "<span class=\"n", when(late, " red"), "\">");
	if (n > COUNT_STOP)
		html(v->out, COUNT_STOP, "+");
	else
		html(v->out, n);
	html(v->out, "<span class=\"sr\"> 件在办", when(late, "，有逾期"), "</span></span>");
}

static void menu_chapter(struct visit *v, const struct page *page, int chapter)
{
	bool open = page->t && page->t->chapter == chapter, begun = false;

	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		if (t->chapter != chapter || !may_open(t, v->viewer.roles))
			continue;
		if (!begun) {
			html(v->out, "<details", when(open, " open"), "><summary>");
			ui_icon(v, chapter_icon(chapter));
			html(v->out, str_of(chapter_label(chapter)));
			html(v->out, "<svg class=\"i caret\" aria-hidden=\"true\"><use href=\"",
			     icon_url(v, "chevron-right"), "\"/></svg></summary>");
			begun = true;
		}
		menu_link(v, arena_fmt(v->arena, "/%s", t->l->key), NULL, t->l->label,
		          page->t == t);
		if (open)
			menu_count(v, t);
		html(v->out, "</a>");
	}
	html(v->out, when(begun, "</details>"));
}

static bool is_menu(const struct page *page, const char *name)
{
	return page->menu && str_is(str_of(page->menu), name);
}

void ui_brand(struct visit *v)
{
	html(v->out,
	     "<svg class=\"mark\" viewBox=\"0 0 40 40\" aria-hidden=\"true\"><path d=\"M20 2l15 "
	     "5v12c0 9.5-6.2 15.9-15 19C11.2 34.9 5 28.5 5 19V7z\" fill=\"#fff\" "
	     "fill-opacity=\".12\" stroke=\"#fff\" stroke-width=\"1.6\"/><path d=\"M20 10v18M14 "
	     "28h12M11 14l9-2.5 9 2.5\" fill=\"none\" stroke=\"#fff\" stroke-width=\"1.8\" "
	     "stroke-linecap=\"round\"/><path d=\"M7.5 21l3.5-7 3.5 7a3.5 2.6 0 01-7 0zM25.5 "
	     "21l3.5-7 3.5 7a3.5 2.6 0 01-7 0z\" fill=\"#f0b429\"/></svg>");
}

/* Those who are of the bureau, as the policy of its pages asks (web.c). */
#define ALL_BUREAU \
	(~(unsigned)(OPERATOR | PUBLIC | OUTSIDE | SYSTEM_ADMIN | SECURITY_ADMIN | AUDIT_ADMIN | \
	             ENGINE))

/* What only some offices see, and what is one's own: who is asked for none of its roles sees it. */
static const struct {
	const char *href, *icon, *label, *menu;
	unsigned roles;
} offices[] = {
	{ "/admin", "settings", "管理", "admin", SYSTEM_ADMIN | SECURITY_ADMIN | AUDIT_ADMIN },
	{ "/hooks", "send", "对外通知", "hooks", SYSTEM_ADMIN | SECURITY_ADMIN },
	{ "/journal", "history", "办理日志", "journal", AUDIT_ADMIN | HEADS | SUPERVISOR },
	{ "/numbers", "file-text", "文号", "numbers", ALL_BUREAU },
}, own[] = {
	{ "/account", "user", "我的账户", "", 0 },
	{ "/jobs", "clock", "我的作业", "", 0 },
	{ "/imports", "table-import", "导入的批次", "", ALL_BUREAU },
	{ "/tokens", "key", "我的凭据", "", 0 },
};

static void menu_offices(struct visit *v, const struct page *page)
{
	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		if (v->viewer.roles & offices[i].roles) {
			menu_link(v, str_of(offices[i].href), offices[i].icon, offices[i].label,
			          is_menu(page, offices[i].menu));
			html(v->out, "</a>");
		}
}

static void put_menu(struct visit *v, const struct page *page)
{
	int year = day_year(v->today);

	html(v->out, "<aside class=\"side\" id=\"menu\"><a class=\"brand\" href=\"/\">");
	ui_brand(v);
	html(v->out, "<span><b>法治政府建设平台</b><small>", ui_bureau(v), "</small></span></a>\n");
	html(v->out, "<nav class=\"nav\" aria-label=\"主菜单\">");
	menu_link(v, S("/"), "layout-dashboard", "工作台", is_menu(page, "desk"));
	html(v->out, "</a>");
	for (int i = 1; i < N_CHAPTERS; i++)
		menu_chapter(v, page, i);
	menu_chapter(v, page, 0);
	if (v->viewer.roles & ALL_BUREAU) {
		menu_link(v, arena_fmt(v->arena, "/report/annual/%d", year), "report",
		          "法治政府年报", is_menu(page, "report"));
		html(v->out, "</a>");
	}
	if (v->viewer.roles & ALL_BUREAU) {
		menu_link(v, S("/money"), "coin", "罚没款", is_menu(page, "money"));
		html(v->out, "</a>");
		menu_link(v, S("/double-publicity"), "speakerphone", "双公示数据",
		          is_menu(page, "double-publicity"));
		html(v->out, "</a>");
		menu_link(v, S("/anomalies"), "alert-triangle", "异常", is_menu(page, "anomalies"));
		html(v->out, "</a>");
	}
	menu_link(v, S("/law"), "stack-2", "法规库", is_menu(page, "law"));
	html(v->out, "</a>");
	menu_link(v, S("/ledgers"), "list-details", "全部台账", is_menu(page, "ledgers"));
	html(v->out, "</a>");
	menu_offices(v, page);
	html(v->out, "</nav>\n<div class=\"side-foot\">", v->today, " · 版本 ", S(YIFA_VERSION),
	     when(v->web->demo, " · 演示"), "</div></aside>\n");
}

/* --- head ------------------------------------------------------------------------------------ */

static void put_crumbs(struct visit *v, const struct page *page)
{
	html(v->out, "<nav class=\"crumb\" aria-label=\"当前位置\">");
	for (size_t i = 0; i < 4 && page->crumbs[i].label.n; i++) {
		const struct crumb *c = &page->crumbs[i];
		bool last = i == 3 || !page->crumbs[i + 1].label.n;
		if (i)
			ui_icon(v, "chevron-right");
		if (last)
			html(v->out, "<b aria-current=\"page\">", c->label, "</b>");
		else if (c->href.n)
			html(v->out, "<a href=\"", url_of(c->href), "\">", c->label, "</a>");
		else
			html(v->out, "<span>", c->label, "</span>");
	}
	html(v->out, "</nav>");
}

/* One box over all ledgers; on a phone a way to its page.  The page of search has it larger. */
static void put_box(struct visit *v, const struct page *page)
{
	if (is_menu(page, "search"))
		return;
	html(v->out, "<form class=\"omni\" role=\"search\" aria-label=\"全局检索\" method=\"get\" "
	             "action=\"/search\">");
	ui_icon(v, "search");
	html(v->out,
	     "<input name=\"q\" type=\"search\" maxlength=\"200\" autocomplete=\"off\" "
	     "aria-label=\"检索全部台账\" placeholder=\"名称、文号、代码、拼音首字母\" data-cmd>"
	     "<kbd aria-hidden=\"true\">Ctrl K</kbd></form>"
	     "<a class=\"tool omni-s\" href=\"/search\" aria-label=\"检索\">");
	ui_icon(v, "search");
	html(v->out, "</a>");
}

static void put_me(struct visit *v)
{
	struct str name = person_name(&v->tx, v->p, v->viewer.org, v->viewer.person), first;
	size_t n = 1;

	if (!name.n)
		name = v->who.who.name;
	while (n < name.n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
		n++;
	first = (struct str){ name.p, n < name.n ? n : name.n };
	html(v->out,
	     "<details class=\"pop right\"><summary class=\"me\"><span class=\"ava\" aria-hidden=\"true\">",
	     first, "</span><span><b data-t=\"me\">", name, "</b><small>",
	     roles_text(v->arena, v->viewer.roles), "</small></span>");
	ui_icon(v, "chevron-down");
	html(v->out, "</summary><nav class=\"pop-in own\" aria-label=\"我的\">\n");
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (!own[i].roles || v->viewer.roles & own[i].roles) {
			menu_link(v, str_of(own[i].href), own[i].icon, own[i].label, false);
			html(v->out, "</a>\n");
		}
	html(v->out, "</nav></details>");
	html(v->out, "<form method=\"post\" action=\"/sign-out\">");
	ui_csrf(v);
	html(v->out, "<button class=\"btn btn-t btn-s\" type=\"submit\">");
	ui_icon(v, "logout");
	html(v->out, "退出</button></form>");
}

static void put_notices(struct visit *v)
{
	int64_t n = v->tx.conn ? notices_unread(&v->tx, v->viewer.org, v->who.who.id) : 0;

	if (n > 99)
		n = 99;
	html(v->out, "<a class=\"tool bell\" href=\"/notices\" aria-label=\"通知");
	if (n)
		html(v->out, "，", n, " 条未读");
	html(v->out, "\">");
	ui_icon(v, "bell");
	if (n)
		html(v->out, "<span class=\"dot\" data-t=\"unread\">", n, "</span>");
	html(v->out, "</a>");
}

static void put_head(struct visit *v, const struct page *page)
{
	html(v->out, "<header class=\"top\"><a class=\"tool menu-btn\" href=\"#menu\" data-menu "
	             "aria-label=\"打开菜单\">");
	ui_icon(v, "menu-2");
	html(v->out, "</a>");
	put_crumbs(v, page);
	put_box(v, page);
	put_notices(v);
	put_me(v);
	html(v->out, "</header>\n");
}

static void put_scripts(struct visit *v)
{
	html(v->out,
	     "<meta name=\"htmx-config\" content='{\"includeIndicatorCSS\":false,\"mode\":"
	     "\"same-origin\",\"noSwap\":[204,304]}'>\n<link rel=\"icon\" href=\"",
	     asset_url(v->arena, "favicon.svg"), "\">\n<link rel=\"stylesheet\" href=\"",
	     asset_url(v->arena, "ui.css"), "\">\n<script defer src=\"",
	     asset_url(v->arena, "vendor/htmx.min.js"), "\"></script>\n<script defer src=\"",
	     asset_url(v->arena, "ui.js"), "\"></script>\n");
}

void ui_open(struct visit *v, const struct page *page)
{
	bool bare = page->bare || !v->signed_in;

	v->done = true;
	if (v->partial) {
		html(v->out, "<title>", page->title, " - 法治政府建设平台</title>\n");
		return;
	}
	html(v->out,
	     "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\n"
	     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	     "<title>",
	     page->title, " - 法治政府建设平台</title>\n");
	put_scripts(v);
	html(v->out, "</head>\n<body><a class=\"skip\" href=\"#main\">跳到主要内容</a>\n");
	if (bare) {
		html(v->out, "<main class=\"main\" id=\"main\">\n");
		return;
	}
	html(v->out, "<div class=\"app\">\n");
	put_menu(v, page);
	html(v->out, "<div>\n");
	put_head(v, page);
	html(v->out, "<main class=\"main", when(page->across, " land"), "\" id=\"main\">\n");
}

static void put_keys(struct visit *v)
{
	html(v->out,
	     "<div class=\"mask\" id=\"keys\" data-layer hidden><div class=\"dlg\" role=\"dialog\" "
	     "aria-modal=\"true\" aria-label=\"快捷键\"><header>快捷键</header><div class=\"bd\">"
	     "<dl class=\"dl\"><dt><kbd>J</kbd> <kbd>K</kbd></dt><dd>下移、上移</dd><dt><kbd>X</kbd>"
	     "</dt><dd>选择</dd><dt><kbd>Enter</kbd></dt><dd>打开</dd><dt><kbd>/</kbd></dt><dd>"
	     "查询</dd><dt><kbd>C</kbd></dt><dd>新建</dd><dt><kbd>Esc</kbd></dt><dd>关闭</dd></dl>"
	     "</div><footer><button class=\"btn\" type=\"button\" data-close>关闭</button></footer>"
	     "</div></div>\n");
}

/* Shown by the page itself five minutes before the session ends; the button puts the end off. */
static void put_session_note(struct visit *v)
{
	html(v->out,
	     "<div class=\"note note-a session\" id=\"session-note\" role=\"alertdialog\" aria-label=\"登录即将到期\" hidden data-after=\"",
	     SESSION_HOURS * 3600 - 300, "\">");
	ui_icon(v, "clock");
	html(v->out,
	     "<span><b>登录状态还有 5 分钟到期</b><br>填写的内容已存草稿，重新登录后可以恢复。</span><button class=\"btn btn-s\" type=\"button\">继续使用</button></div>\n");
}

void ui_close(struct visit *v)
{
	struct str said = v->partial ? S("") : flash_take(v);

	if (v->partial)
		return;
	ui_source(v);
	html(v->out, "</main>\n");
	if (v->signed_in) {
		html(v->out, "</div></div>\n");
		put_keys(v);
		put_session_note(v);
	}
	html(v->out, "<div class=\"toasts\" role=\"status\" aria-live=\"polite\">");
	if (said.n) {
		html(v->out, "<div class=\"toast\" data-t=\"toast\">");
		ui_icon(v, "circle-check");
		html(v->out, said, "</div>");
	}
	html(v->out, "</div>\n</body></html>\n");
}

void ui_heading(struct visit *v, struct str title, struct str sub)
{
	html(v->out, "<div class=\"ph\"><div><h1>", title, "</h1>");
	if (sub.n)
		html(v->out, "<div class=\"sub\">", sub, "</div>");
	html(v->out, "</div><div class=\"acts\">");
}
