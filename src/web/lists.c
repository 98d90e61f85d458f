/*
 * lists.c - the page of a ledger: views, query, table, pager
 *
 * The address holds the query, so every filtered list can be passed on.  Conditions of the form
 * become conditions of people (conds.h); `where` takes more of them as they are, one a line, which
 * is how a figure links to its records.
 */
#include "web/api.h"
#include "web/lists.h"
#include "ledger/import.h"
#include "web/pages.h"
#include "web/walk.h"

enum { MAX_FILTERS = 8, FIRST_FILTERS = 1 };

/* --- what is asked --------------------------------------------------------------------------- */

bool is_filter(const struct visit *v, const struct field *f)
{
	return f->flags & LIST && (f->kind == PICK || f->kind == PICKS || f->kind == YESNO) &&
	       may_see(v->t, v->viewer.roles, f);
}

/* A value on one line, since a newline ends a condition. */
static struct str one_line(struct arena *a, struct str s)
{
	char *p = arena_z(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '\n' || p[i] == '\r')
			p[i] = ' ';
	return str_trim((struct str){ p, s.n });
}

const struct field *title_field(const struct table *t)
{
	const struct field *f = t->l->title ? field_of(t->l, str_of(t->l->title)) : NULL;

	return f && f->kind == TEXT ? f : NULL;
}

static struct str asked_in(struct visit *v, const struct pairs *query, const char *key)
{
	return one_line(v->arena, pair_of(query, key));
}

static struct str asked(struct visit *v, const char *key)
{
	return asked_in(v, &v->query, key);
}

static struct str add_cond(struct visit *v, struct str conds, const char *key, const char *op,
                           struct str value)
{
	if (!value.n)
		return conds;
	return arena_fmt(v->arena, "%.*s%s%s\"%.*s\"\n", P(conds), key, op, P(value));
}

static struct str conds_of(struct visit *v, const struct pairs *query)
{
	struct str conds = pair_of(query, "where");
	const struct field *title = title_field(v->t);

	if (conds.n)
		conds = arena_fmt(v->arena, "%.*s\n", P(conds));
	conds = add_cond(v, conds, "number", "~", asked_in(v, query, "number"));
	if (title)
		conds = add_cond(v, conds, title->key, title->flags & PERSONAL ? "=" : "~",
		                 asked_in(v, query, "q"));
	for (size_t i = 0; i < v->t->l->n_fields; i++)
		if (list_asks(v, &v->t->l->fields[i]))
			conds = add_cond(v, conds, v->t->l->fields[i].key, "=",
			                 asked_in(v, query, v->t->l->fields[i].key));
	return conds;
}

struct list_ask list_asked(struct visit *v, const struct pairs *query)
{
	struct list_ask ask = { .t = v->t,
		                .viewer = v->viewer,
		                .view = v->t->n_clocks ? VIEW_OPEN : VIEW_ALL,
		                .conds = conds_of(v, query).p,
		                .state = asked_in(v, query, "state"),
		                .sort = asked_in(v, query, "sort"),
		                .after = pair_of(query, "after") };

	if (pair_of(query, "where").n)
		ask.view = VIEW_ALL;
	view_of(asked_in(v, query, "view"), &ask.view);
	ask.up = str_is(asked_in(v, query, "up"), "1");
	return ask;
}

static bool is_of_page(struct str key)
{
	return str_is(key, "after") || str_is(key, "chip") || str_is(key, "op") ||
	       str_is(key, "value");
}

struct str list_query(struct visit *v, const struct pairs *query, const char *without)
{
	struct str out = S("");

	for (size_t i = 0; i < query->n; i++) {
		const struct pair *q = &query->list[i];
		if (!q->value.n || is_of_page(q->key) || (without && str_is(q->key, without)) ||
		    (without && !strcmp(without, "sort") && str_is(q->key, "up")))
			continue;
		out = arena_fmt(v->arena, "%.*s%s%.*s=%.*s", P(out), out.n ? "&" : "",
		                P(url_encode(v->arena, q->key)), P(url_encode(v->arena, q->value)));
	}
	return out;
}

struct url list_url(struct visit *v, const char *key, struct str value)
{
	struct str out = list_query(v, &v->query, key);

	if (key && value.n)
		out = arena_fmt(v->arena, "%.*s%s%s=%.*s", P(out), out.n ? "&" : "", key,
		                P(url_encode(v->arena, value)));
	return url_of(arena_fmt(v->arena, "/%s%s%.*s", v->t->l->key, out.n ? "?" : "", P(out)));
}

/* --- query ----------------------------------------------------------------------------------- */

static void put_input(struct visit *v, const char *key, struct str label, bool first)
{
	html(v->out, "<div class=\"q\"><label for=\"q-", str_of(key), "\">", label,
	     "</label><input class=\"in\" id=\"q-", str_of(key), "\" name=\"", str_of(key),
	     "\" value=\"", asked(v, key), "\"", when(first, " data-first"), "></div>\n");
}

static void put_option(struct visit *v, struct str key, struct str label, struct str chosen)
{
	html(v->out, "<option value=\"", key, "\"", when(key.n && str_eq(key, chosen), " selected"),
	     ">", label, "</option>");
}

static void put_select(struct visit *v, const struct field *f)
{
	struct str keys = str_of(f->of), key, chosen = asked(v, f->key);

	html(v->out, "<div class=\"q\"><label for=\"q-", str_of(f->key), "\">", str_of(f->label),
	     "</label><select class=\"sel\" id=\"q-", str_of(f->key), "\" name=\"", str_of(f->key),
	     "\">");
	put_option(v, S(""), S("全部"), S(""));
	if (f->kind == YESNO) {
		put_option(v, S("yes"), S("是"), chosen);
		put_option(v, S("no"), S("否"), chosen);
	}
	for (int i = 0; f->kind != YESNO && str_item(&keys, &key); i++)
		put_option(v, key, f->labels ? str_nth(f->labels, i) : key, chosen);
	html(v->out, "</select></div>\n");
}

static void put_states(struct visit *v)
{
	html(v->out,
	     "<div class=\"q\"><label for=\"q-state\">状态</label><select class=\"sel\" id=\"q-state\" name=\"state\">");
	put_option(v, S(""), S("全部"), S(""));
	for (size_t i = 0; i < v->t->l->n_states; i++)
		if (v->t->l->states[i].key)
			put_option(v, str_of(v->t->l->states[i].key),
			           str_of(v->t->l->states[i].label), asked(v, "state"));
	html(v->out, "</select></div>\n");
}

static void put_hidden(struct visit *v, const char *key)
{
	struct str value = pair_of(&v->query, key);

	if (value.n)
		html(v->out, "<input type=\"hidden\" name=\"", str_of(key), "\" value=\"", value,
		     "\">");
}

static void put_buttons(struct visit *v)
{
	html(v->out, "<div class=\"row\"><button class=\"btn btn-p\" type=\"submit\">");
	ui_icon(v, "search");
	html(v->out, "查询</button><a class=\"btn\" href=\"/", str_of(v->t->l->key),
	     "\">重置</a></div>\n");
}

static size_t filters_more(const struct visit *v, const struct field **list)
{
	size_t n = 0;

	for (size_t i = 0; i < v->t->l->n_fields && n < MAX_FILTERS; i++)
		if (is_filter(v, &v->t->l->fields[i]))
			list[n++] = &v->t->l->fields[i];
	return n;
}

/* Number, title, state and one more, then the buttons; the rest opens below, and is open when it asks. */
static void put_query(struct visit *v)
{
	const struct field *list[MAX_FILTERS];
	size_t n = filters_more(v, list), first = FIRST_FILTERS + !title_field(v->t);
	bool open = false;

	html(v->out,
	     "<form class=\"query\" role=\"search\" aria-label=\"查询条件\" method=\"get\" action=\"/",
	     str_of(v->t->l->key), "\" hx-get=\"/", str_of(v->t->l->key),
	     "\" hx-target=\"#list\" hx-select=\"#list\" hx-swap=\"outerHTML\" hx-push-url=\"true\">\n");
	put_hidden(v, "view");
	put_hidden(v, "sort");
	put_hidden(v, "up");
	put_hidden(v, "where");
	put_input(v, "number", S("编号"), true);
	if (title_field(v->t))
		put_input(v, "q", str_of(title_field(v->t)->label), false);
	put_states(v);
	for (size_t i = 0; i < n && i < first; i++)
		put_select(v, list[i]);
	put_buttons(v);
	for (size_t i = first; i < n; i++)
		open |= asked(v, list[i]->key).n > 0;
	if (n > first)
		html(v->out, "<details class=\"more-q\"", when(open, " open"), "><summary>展开 ",
		     (int64_t)(n - first), " 项</summary><div class=\"query\">\n");
	for (size_t i = first; i < n; i++)
		put_select(v, list[i]);
	html(v->out, when(n > first, "</div></details>\n"), "</form>\n");
}

/* --- table ----------------------------------------------------------------------------------- */

/* Those whom a record is about stand before what it is called. */
static bool names_before(const struct visit *v, const struct list_column *c)
{
	return v->t->l->title && str_is(c->key, v->t->l->title) &&
	       names_field(v->t, v->viewer.roles);
}

static void put_heads(struct visit *v, const struct list_page *page, bool batch, bool acts)
{
	html(v->out, "<thead><tr>",
	     when(batch,
	          "<th scope=\"col\" class=\"ckc\"><input class=\"ck\" type=\"checkbox\" aria-label=\"选择本页全部\"></th>"));
	for (size_t c = 0; c < page->n_columns; c++) {
		const struct list_column *col = &page->columns[c];
		bool now = str_eq(col->key, page->sort);
		if (names_before(v, col))
			html(v->out, "<th scope=\"col\">",
			     str_of(names_field(v->t, v->viewer.roles)->label), "</th>");
		html(v->out, "<th scope=\"col\"", when(col->c->kind == MONEY, " class=\"r\""),
		     when(now && page->up, " aria-sort=\"ascending\""),
		     when(now && !page->up, " aria-sort=\"descending\""), ">");
		if (col->sorts) {
			struct url to = list_url(v, "sort", col->key);
			html(v->out, "<a href=\"",
			     url_of(arena_fmt(v->arena, "%.*s%s", P(to.s),
			                      now && !page->up ? "&up=1" : "")),
			     "\">", col->label,
			     "<svg class=\"i sort\" aria-hidden=\"true\"><use href=\"",
			     icon_url(v, "arrows-sort"), "\"/></svg></a>");
		} else {
			html(v->out, col->label);
		}
		html(v->out, "</th>");
		if (str_is(col->key, "state") && v->t->n_clocks)
			html(v->out, "<th scope=\"col\">办理期限</th>");
	}
	html(v->out, when(acts, "<th scope=\"col\" class=\"actcol\">操作</th>"), "</tr></thead>\n");
}

/* MM-DD in the present year. */
static struct str short_day(struct visit *v, const struct list_column *c, struct str text)
{
	struct day d;

	if (c->c->kind == DATE && day_parse(text, &d) && day_year(d) == day_year(v->today))
		return str_from(text, 5);
	if (c->c->kind == TIME && text.n > 16)
		return arena_fmt(v->arena, "%.*s %.*s", 10, text.p, 5, text.p + 11);
	return text;
}

static void put_due(struct visit *v, const struct due_item *d)
{
	html(v->out, "<td class=\"duecell\" data-l=\"期限\">");
	ui_due(v, d);
	if (d)
		html(v->out, "<div class=\"bar\"><i class=\"", str_of(due_class(d)), " w",
		     due_share(d, v->today), "\"></i></div>");
	html(v->out, "</td>");
}

/* On a phone a row is a card, and each cell bears the name of its column. */
static void cell_open(struct visit *v, const struct list_column *c, const char *class)
{
	html(v->out, "<td class=\"", str_of(class), "\" data-l=\"", c->label, "\">");
}

static void put_cell(struct visit *v, const struct list_row *row, const struct list_column *c,
                     struct str text)
{
	bool number = str_is(c->key, "number"),
	     title = v->t->l->title && str_is(c->key, v->t->l->title);

	if (str_is(c->key, "state") && !c->c->field) {
		cell_open(v, c, "");
		ui_state(v, &row->r);
	} else if (number || title) {
		cell_open(v, c, number ? "nowrap" : "");
		html(v->out, "<a class=\"ell mw250 inl\" title=\"", text, "\" href=\"",
		     record_url(v->arena, v->t, row->r.id), "\">", text.n ? text : S("（无）"),
		     "</a>");
	} else if (c->c->kind == MONEY || c->c->kind == DATE || c->c->kind == TIME) {
		cell_open(v, c, c->c->kind == MONEY ? "nowrap r" : "nowrap");
		ui_text(v, short_day(v, c, text));
	} else {
		cell_open(v, c, "");
		html(v->out, "<div class=\"ell mw176\" title=\"", text, "\">");
		ui_text(v, text);
		html(v->out, "</div>");
	}
	html(v->out, "</td>");
}

static void put_names(struct visit *v, const struct record *r)
{
	struct str names = record_names(v, r);

	html(v->out, "<td data-l=\"", str_of(names_field(r->t, v->viewer.roles)->label),
	     "\"><div class=\"ell mw250\" title=\"", names, "\">");
	ui_text(v, names);
	html(v->out, "</div></td>");
}

/* The box belongs to the form of the batch bar, which stands above the table. */
static void put_box(struct visit *v, const struct list_row *row)
{
	html(v->out,
	     "<td class=\"ckc\"><input class=\"ck\" type=\"checkbox\" form=\"bulk\" name=\"id\" value=\"",
	     row->r.id, "\" aria-label=\"选择 ", record_text(&row->r, S("number")), "\"></td>");
}

/* The step by which this viewer moves the record on, one press away; its form says what is missing. */
static const struct step *next_step(const struct visit *v, const struct record *r)
{
	int state = state_index(r->t->l, record_text(r, S("state")));

	if (state < 0 || day_set(record_day(r, S("void_on"))))
		return NULL;
	return may_move(r->t, v->viewer.roles, (size_t)state);
}

static bool has_acts(const struct visit *v, const struct list_page *page)
{
	for (size_t i = 0; i < page->n_rows; i++)
		if (next_step(v, &page->rows[i].r))
			return true;
	return false;
}

static void put_next(struct visit *v, const struct record *r)
{
	const struct step *s = next_step(v, r);

	html(v->out, "<td class=\"actcol\" data-l=\"操作\">");
	if (s)
		html(v->out, "<a class=\"ell mw96 inl\" title=\"", str_of(s->label), "\" href=\"",
		     record_url(v->arena, r->t, r->id), "/", str_of(s->verb), "\">",
		     str_of(s->label), "<span class=\"sr\"> ", record_text(r, S("number")),
		     "</span></a>");
	html(v->out, "</td>");
}

static void put_row(struct visit *v, const struct list_page *page, const struct list_row *row,
                    bool batch, bool acts)
{
	html(v->out, "<tr data-id=\"", row->r.id, "\">");
	if (batch)
		put_box(v, row);
	for (size_t c = 0; c < page->n_columns; c++) {
		if (names_before(v, &page->columns[c]))
			put_names(v, &row->r);
		put_cell(v, row, &page->columns[c], row->cells[c]);
		if (str_is(page->columns[c].key, "state") && v->t->n_clocks)
			put_due(v, row->due);
	}
	if (acts)
		put_next(v, &row->r);
	html(v->out, "</tr>\n");
}

static void put_pager(struct visit *v, const struct list_page *page)
{
	html(v->out, "<div class=\"pager\"><span>共 ", page->count.n, when(page->count.more, "+"),
	     " 条 · 每页 ", (int64_t)page_size_of(v),
	     " 条</span><span class=\"ml12 keys\"><kbd>J</kbd> <kbd>K</kbd> 上下移动 <kbd>X</kbd> 选择 <kbd>Enter</kbd> 打开 <kbd>/</kbd> 查询 <kbd>?</kbd> 全部快捷键</span><span class=\"ml-auto row wrap\">");
	put_column_form(v, page);
	html(v->out, "<button class=\"btn btn-s js\" type=\"button\" data-print>");
	ui_icon(v, "printer");
	html(v->out, "打印</button>");
	if (pair_of(&v->query, "after").n)
		html(v->out, "<a class=\"btn btn-s\" href=\"", list_url(v, NULL, S("")),
		     "\">首页</a>");
	if (page->next.n)
		html(v->out, "<a class=\"btn btn-s\" rel=\"next\" href=\"",
		     list_url(v, "after", page->next), "\">下一页</a>");
	html(v->out, "</span></div>\n");
}

/* Why nothing stands here, and the way on. */
static void put_none(struct visit *v, const struct list_ask *ask)
{
	bool narrowed = ask->conds[0] || ask->state.n;

	if (narrowed)
		ui_empty(v, S("没有符合条件的记录"), S("条件列在上面，可以逐个去掉。"));
	else if (ask->view != VIEW_ALL)
		ui_empty(v, S("这个视图里没有记录"), S("已经办结的记录在“全部”中。"));
	else
		ui_empty(v, S("还没有记录"), S("登记或者导入后列在这里；只列出您的权限内的记录。"));
	html(v->out, "<p class=\"empty-acts\">");
	if (narrowed)
		html(v->out, "<a class=\"btn\" href=\"/", str_of(v->t->l->key),
		     "?view=", str_of(view_key(ask->view)), "\">清除条件</a>");
	if (ask->view != VIEW_ALL)
		html(v->out, "<a class=\"btn\" href=\"", list_url(v, "view", S("all")),
		     "\">查看全部</a>");
	html(v->out, "</p>\n");
}

static void put_table(struct visit *v, const struct list_page *page)
{
	bool batch = has_batch(v), acts = has_acts(v, page);

	if (batch)
		put_batch_bar(v, page);
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"列表\"><table class=\"tbl cards",
	     when(is_dense(v), " dense"), "\" id=\"ledger\"><caption class=\"sr\">",
	     str_of(v->t->l->label), "列表</caption>");
	put_heads(v, page, batch, acts);
	html(v->out, "<tbody>\n");
	for (size_t i = 0; i < page->n_rows; i++)
		put_row(v, page, &page->rows[i], batch, acts);
	html(v->out, "</tbody></table></div>\n");
}

static void put_list(struct visit *v, const struct list_ask *ask, const struct list_page *page)
{
	html(v->out, "<section class=\"card\" id=\"list\">\n");
	put_tabs(v, ask, page);
	put_query(v);
	put_chips(v);
	if (page->n_rows)
		put_table(v, page);
	else
		put_none(v, ask);
	put_pager(v, page);
	html(v->out, "</section>\n");
}

static void put_import(struct visit *v)
{
	if (!may_begin(v->t, v->viewer.roles) && !may_import_history(v->viewer.roles))
		return;
	html(v->out, "<a class=\"btn\" data-t=\"import-link\" href=\"/", str_of(v->t->l->key),
	     "/import\">");
	ui_icon(v, "table-import");
	html(v->out, "导入</a>");
}

static void put_actions(struct visit *v)
{
	bool first = true;

	for (size_t i = 0; i < v->t->l->n_steps; i++) {
		const struct step *s = &v->t->l->steps[i];
		if (s->from == NEW && may_take(s, v->viewer.roles)) {
			html(v->out, "<a class=\"btn", when(first, " btn-p"), "\"",
			     when(first, " data-new"), " href=\"/", str_of(v->t->l->key), "/new/",
			     str_of(s->verb), "\">");
			ui_icon(v, "plus");
			html(v->out, str_of(s->label), "</a>");
			first = false;
		}
	}
	put_import(v);
	html(v->out, "<a class=\"btn\" href=\"",
	     url_of(arena_fmt(v->arena, "/%s/export?%.*s", v->t->l->key,
	                      P(list_query(v, &v->query, NULL)))),
	     "\">导出</a>");
}

/* What was asked, how many there are and how many stand here: a page of a list is not the list. */
static void put_print_head(struct visit *v, const struct list_ask *ask,
                           const struct list_page *page)
{
	html(v->out, "<p class=\"po asked\" data-t=\"print-head\">筛选条件：",
	     str_of(view_label(ask->view)));
	put_asked(v);
	html(v->out, " · 共 ", page->count.n, when(page->count.more, "+"), " 条，本页 ",
	     (int64_t)page->n_rows, " 条 · ", ui_printed(v), "</p>\n");
}

static void page_html(struct visit *v, const struct list_ask *ask, const struct list_page *page)
{
	struct str label = str_of(v->t->l->label),
		   title = arena_fmt(v->arena, "%s台账", v->t->l->label);

	ui_open(v, &(struct page){ .title = title,
	                           .t = v->t,
	                           .across = true,
	                           .crumbs = { { str_of(chapter_label(v->t->chapter)), S("") },
	                                       { label, S("") } } });
	ui_heading(v, title,
	           v->t->l->law ? arena_fmt(v->arena, "依据《%s》", v->t->l->law) : S(""));
	put_actions(v);
	html(v->out, "</div></div>\n");
	put_print_head(v, ask, page);
	put_list(v, ask, page);
	ui_close(v);
}

void list_get(struct visit *v)
{
	struct list_ask ask;
	struct list_page page;

	if (v->json ? !list_query_stands(v) : chips_add(v))
		return;
	ask = list_asked(v, &v->query);
	ask.size = v->json ? list_size_asked(v) : page_size_of(v);
	ask.columns = v->json ? S("") : columns_of(v);
	if (!v->json && !ask.columns.n)
		ask.columns = str_of(v->t->l->columns);
	if (!list_page(&v->tx, v->p, &ask, &page)) {
		if (v->r.fault)
			return;
		if (v->json)
			visit_refused_json(v);
		else
			visit_error(v, 422, S("查询条件看不懂。"),
			            v->r.n ? v->r.list[0].say : S(""));
		return;
	}
	if (v->json)
		list_json(v, &ask, &page);
	else
		page_html(v, &ask, &page);
}
