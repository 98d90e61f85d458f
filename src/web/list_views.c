/*
 * list_views.c - how a person likes lists: saved queries, columns, density, rows on a page
 *
 * A saved view is the query of an address under a name.  It is its maker's; shared, everyone of the
 * maker's section finds it too.  It holds no rights: who opens it sees what his own rights let him.
 */
#include "web/lists.h"
#include "web/pages.h"

enum { MAX_VIEWS = 12, MAX_NAME = 20, MAX_QUERY = 2000, MAX_COLUMNS = 64 };

enum { GET_PREFERENCE, SET_PREFERENCE, VIEWS, ADD_VIEW, DROP_VIEW, COUNT_VIEWS, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[GET_PREFERENCE] = { "SELECT value FROM preferences WHERE org = $1 AND account = $2 AND key = $3" },
	[SET_PREFERENCE] = { "INSERT INTO preferences (org, account, key, value) VALUES ($1, $2, $3, $4)"
	                     " ON CONFLICT (org, account, key) DO UPDATE SET value = excluded.value" },
	[VIEWS]          = { "SELECT id, account, section, name, query FROM list_views WHERE org = $1 AND ledger = $2"
	                     " AND (account = $3 OR section = $4) ORDER BY made_at, id LIMIT 24" },
	[ADD_VIEW]       = { "INSERT INTO list_views (org, id, account, section, ledger, name, query, made_at)"
	                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[DROP_VIEW]      = { "DELETE FROM list_views WHERE org = $1 AND id = $2 AND account = $3" },
	[COUNT_VIEWS]    = { "SELECT COUNT(*) FROM list_views WHERE org = $1 AND account = $2 AND ledger = $3" },
};
/* clang-format on */

/* --- preferences ----------------------------------------------------------------------------- */

struct str preference_get(struct visit *v, struct str key)
{
	struct str value = S("");

	db_one(&v->tx, &sql[GET_PREFERENCE], VALS(v->viewer.org, v->who.who.id, key), &value);
	return arena_str(v->arena, value);
}

size_t page_size_of(struct visit *v)
{
	int64_t n;

	if (str_int(preference_get(v, S("rows")), &n) && n >= PAGE_SIZE && n <= MAX_PAGE)
		return (size_t)n;
	return PAGE_SIZE;
}

struct str columns_of(struct visit *v)
{
	return preference_get(v, arena_fmt(v->arena, "columns:%s", v->t->l->key));
}

bool is_dense(struct visit *v)
{
	return str_is(preference_get(v, S("density")), "dense");
}

struct setting_up {
	const struct visit *v;
	struct str columns, density, rows;
};

static bool set_preferences(struct tx *tx, void *arg)
{
	const struct setting_up *s = arg;
	const struct visit *v = s->v;
	struct str key = arena_fmt(tx->arena, "columns:%s", v->t->l->key);

	db_exec(tx, &sql[SET_PREFERENCE], v->viewer.org, v->who.who.id, key, s->columns);
	db_exec(tx, &sql[SET_PREFERENCE], v->viewer.org, v->who.who.id, S("density"), s->density);
	db_exec(tx, &sql[SET_PREFERENCE], v->viewer.org, v->who.who.id, S("rows"), s->rows);
	return true;
}

struct ticked {
	struct str key;
	int64_t place;
};

static bool is_ticked(const struct ticked *list, size_t n, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].key, key))
			return true;
	return false;
}

static int64_t place_of(struct visit *v, struct str key)
{
	int64_t at = 50;

	str_int(pair_of(&v->form, arena_fmt(v->arena, "place.%.*s", P(key)).p), &at);
	return at < 1 ? 1 : at > 99 ? 99 : at;
}

/* Keys that were ticked, each once, by the place that was given; equal places stay in order. */
static struct str columns_sent(struct visit *v)
{
	struct ticked list[MAX_COLUMNS];
	struct str out = S("");
	size_t n = 0;

	for (size_t i = 0; i < v->form.n && n < MAX_COLUMNS; i++) {
		struct str key = v->form.list[i].value;
		int64_t place;
		size_t at = n;
		if (!str_is(v->form.list[i].key, "column") || is_ticked(list, n, key) ||
		    !list_may_show(v->t, v->viewer.roles, key))
			continue;
		place = place_of(v, key);
		for (; at && list[at - 1].place > place; at--)
			list[at] = list[at - 1];
		list[at] = (struct ticked){ key, place };
		n++;
	}
	for (size_t i = 0; i < n; i++)
		out = arena_fmt(v->arena, "%.*s%s%.*s", P(out), i ? "," : "", P(list[i].key));
	return out;
}

/* As an address holds it: encoded. */
static bool is_query(struct str query)
{
	for (size_t i = 0; i < query.n; i++)
		if (query.p[i] <= ' ' || query.p[i] >= 0x7f)
			return false;
	return query.n > 0 && query.n <= MAX_QUERY;
}

static struct str back_to_list(struct visit *v)
{
	struct str query = pair_of(&v->form, "query");

	return is_query(query) ? arena_fmt(v->arena, "/%s?%.*s", v->t->l->key, P(query))
	                       : arena_fmt(v->arena, "/%s", v->t->l->key);
}

void columns_post(struct visit *v)
{
	bool reset = pair_has(&v->form, "reset");
	struct setting_up s = { .v = v,
		                .columns = reset ? S("") : columns_sent(v),
		                .density = str_is(pair_of(&v->form, "density"), "dense")
		                                   ? S("dense")
		                                   : S("") };
	int64_t rows;

	if (str_int(pair_of(&v->form, "rows"), &rows) && rows >= PAGE_SIZE && rows <= MAX_PAGE)
		s.rows = arena_fmt(v->arena, "%lld", (long long)rows);
	if (visit_write(v, set_preferences, &s))
		visit_moved(v, back_to_list(v), reset ? S("已恢复默认列") : S("已保存显示设置"));
}

/* Columns that are shown, in their order, then the others that may be. */
static void put_column(struct visit *v, struct str key, struct str label, bool shown, size_t place)
{
	html(v->out, "<li><label><input class=\"ck\" type=\"checkbox\" name=\"column\" value=\"",
	     key, "\"", when(shown, " checked"), "> ", label,
	     "</label><input class=\"in place\" type=\"number\" min=\"1\" max=\"99\" name=\"place.",
	     key, "\" value=\"", (int64_t)place, "\" aria-label=\"", label, "的次序\"></li>\n");
}

static bool is_column_shown(const struct list_page *page, struct str key)
{
	for (size_t i = 0; i < page->n_columns; i++)
		if (str_eq(page->columns[i].key, key))
			return true;
	return false;
}

static void put_columns(struct visit *v, const struct list_page *page)
{
	size_t n = 1;

	for (size_t i = 0; i < page->n_columns; i++)
		put_column(v, page->columns[i].key, page->columns[i].label, true, n++);
	for (size_t i = 0; i < v->t->n_columns; i++) {
		struct str key = v->t->columns[i].key;
		if (!is_column_shown(page, key) && list_may_show(v->t, v->viewer.roles, key))
			put_column(v, key, list_column_label(v->t, key), false, n++);
	}
}

static void put_choice(struct visit *v, const char *name, const char *label,
                       const char *const (*list)[2], size_t n, struct str chosen)
{
	html(v->out, "<label>", str_of(label), " <select class=\"sel\" name=\"", str_of(name),
	     "\">");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<option value=\"", str_of(list[i][0]), "\"",
		     when(str_is(chosen, list[i][0]), " selected"), ">", str_of(list[i][1]),
		     "</option>");
	html(v->out, "</select></label>\n");
}

void put_column_form(struct visit *v, const struct list_page *page)
{
	static const char *const density[][2] = { { "", "普通" }, { "dense", "紧凑" } };
	static const char *const sizes[][2] = { { "20", "20 条" },
		                                { "50", "50 条" },
		                                { "100", "100 条" } };

	html(v->out, "<details class=\"pop\"><summary class=\"btn btn-s\">");
	ui_icon(v, "columns-3");
	html(v->out, "显示设置</summary><form class=\"pop-in\" method=\"post\" action=\"/",
	     str_of(v->t->l->key), "/columns\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"query\" value=\"",
	     list_query(v, &v->query, NULL), "\"><div class=\"row wrap mb8\">");
	put_choice(v, "density", "行高", density, 2, preference_get(v, S("density")));
	put_choice(v, "rows", "每页", sizes, 3, arena_fmt(v->arena, "%zu", page_size_of(v)));
	html(v->out, "</div><fieldset><legend>列和次序</legend><ul class=\"cols\">\n");
	put_columns(v, page);
	html(v->out,
	     "</ul></fieldset><div class=\"row mt8\"><button class=\"btn btn-p btn-s\" type=\"submit\">保存设置</button>"
	     "<button class=\"btn btn-s\" type=\"submit\" name=\"reset\" value=\"1\">恢复默认列</button></div></form></details>\n");
}

/* --- saved views ----------------------------------------------------------------------------- */

struct saved {
	int64_t id, account, section;
	struct str name, query;
};

static size_t saved_views(struct visit *v, struct saved *list, size_t max)
{
	/* no section: -1 is nobody's, so that NULL meets NULL nowhere */
	int64_t section = v->viewer.section ? v->viewer.section : -1;
	struct rows q = db_query(&v->tx, &sql[VIEWS], v->viewer.org, str_of(v->t->l->key),
	                         v->who.who.id, section);
	struct saved s;
	size_t n = 0;

	while (db_row(&q, &s.id, &s.account, &s.section, &s.name, &s.query))
		if (n < max) {
			s.name = arena_str(v->arena, s.name);
			s.query = arena_str(v->arena, s.query);
			list[n++] = s;
		}
	return n;
}

void put_saved_views(struct visit *v)
{
	struct saved list[2 * MAX_VIEWS];
	size_t n = saved_views(v, list, 2 * MAX_VIEWS);
	struct str now = list_query(v, &v->query, NULL);

	for (size_t i = 0; i < n; i++) {
		bool on = str_eq(now, list[i].query);
		html(v->out, "<a href=\"/", str_of(v->t->l->key), "?", list[i].query, "\"",
		     when(on, " class=\"on\" aria-current=\"page\""), ">", list[i].name,
		     when(list[i].account != v->who.who.id, "<span class=\"c\">科室</span>"),
		     "</a>");
	}
}

static void put_droppable(struct visit *v)
{
	struct saved list[2 * MAX_VIEWS];
	size_t n = saved_views(v, list, 2 * MAX_VIEWS), mine = 0;

	for (size_t i = 0; i < n; i++) {
		if (list[i].account != v->who.who.id)
			continue;
		if (!mine++)
			html(v->out,
			     "<p class=\"mt12 muted f13\">我保存的视图</p><ul class=\"cols\">\n");
		html(v->out, "<li><span class=\"grow\">", list[i].name,
		     when(list[i].section, "（科室共用）"),
		     "</span><button class=\"btn btn-s\" type=\"submit\" name=\"drop\" value=\"",
		     list[i].id, "\" formnovalidate>删除<span class=\"sr\">", list[i].name,
		     "</span></button></li>\n");
	}
	if (mine)
		html(v->out, "</ul>");
}

void put_view_forms(struct visit *v)
{
	html(v->out, "<details class=\"pop ml-auto noprint\"><summary class=\"btn btn-t btn-s\">");
	ui_icon(v, "plus");
	html(v->out, "存为常用视图</summary><form class=\"pop-in\" method=\"post\" action=\"/",
	     str_of(v->t->l->key), "/views\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"query\" value=\"",
	     list_query(v, &v->query, NULL),
	     "\"><div class=\"field\"><label for=\"view-name\">视图名称</label><input class=\"in\" id=\"view-name\" name=\"name\" maxlength=\"",
	     MAX_NAME, "\" autocomplete=\"off\"></div>");
	if (v->viewer.section)
		html(v->out,
		     "<p class=\"mt8\"><label><input class=\"ck\" type=\"checkbox\" name=\"shared\" value=\"1\"> 本科室共用</label></p>");
	html(v->out,
	     "<p class=\"mt8\"><button class=\"btn btn-p btn-s\" type=\"submit\">保存视图</button></p>");
	put_droppable(v);
	html(v->out, "</form></details>\n");
}

struct viewing {
	const struct visit *v;
	struct str name, query;
	bool shared;
	int64_t drop;
};

static bool save_view(struct tx *tx, void *arg)
{
	const struct viewing *s = arg;
	const struct visit *v = s->v;
	int64_t n = 0;

	if (s->drop) {
		db_exec(tx, &sql[DROP_VIEW], v->viewer.org, s->drop, v->who.who.id);
		return true;
	}
	db_one(tx, &sql[COUNT_VIEWS], VALS(v->viewer.org, v->who.who.id, str_of(v->t->l->key)), &n);
	if (n >= MAX_VIEWS)
		return refuse(tx->r, "name", S("每个台账最多保存十二个视图，请先删除不用的。"),
		              S(""));
	db_exec(tx, &sql[ADD_VIEW], v->viewer.org, tx_new_id(tx), v->who.who.id,
	        s->shared ? VAL(v->viewer.section) : NULL_VAL, str_of(v->t->l->key), s->name,
	        s->query, world_now(tx->world));
	return true;
}

static bool is_view_named(struct visit *v, const struct viewing *s)
{
	size_t n = str_chars(s->name);

	if (!n)
		return refuse(&v->r, "name", S("请写视图名称。"), S(""));
	if (n > MAX_NAME || (s->query.n && !is_query(s->query)))
		return refuse(&v->r, "name", S("视图名称不超过二十个字，条件不宜过长。"), S(""));
	return true;
}

void views_post(struct visit *v)
{
	struct viewing s = { .v = v,
		             .name = str_trim(pair_of(&v->form, "name")),
		             .query = pair_of(&v->form, "query"),
		             .shared = v->viewer.section && pair_has(&v->form, "shared") };

	str_int(pair_of(&v->form, "drop"), &s.drop);
	if ((s.drop || is_view_named(v, &s)) && visit_write(v, save_view, &s))
		visit_moved(v, s.drop ? arena_fmt(v->arena, "/%s", v->t->l->key) : back_to_list(v),
		            s.drop ? S("已删除视图")
		                   : arena_fmt(v->arena, "已保存视图“%.*s”", P(s.name)));
	else if (!v->r.fault)
		visit_error(v, 422, S("视图没有保存。"), v->r.n ? v->r.list[0].say : S(""));
}
