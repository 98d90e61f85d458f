/*
 * public_set.c - the double-publicity data set: looked at, and given out with a purpose
 *
 * GET shows the first rows, masked as they will be given out; POST keeps the entry and only then
 * gives the file.
 */
#include "ledger/export.h"
#include "ledger/reveal.h"
#include "pages/pages.h"
#include "report/public_set.h"
#include "web/api.h"

enum { SHOWN = 50 };

struct asking {
	struct visit *v;
	enum public_set_of of;
	int year;
	struct public_set set;
};

static bool asked(struct asking *k)
{
	struct period d = period_of_year(k->year = year_asked(k->v));

	k->of = PUBLIC_PENALTY;
	public_set_named(pair_of(&k->v->query, "set"), &k->of);
	if (!may_open(table_of(k->v->p, S("publicity")), k->v->viewer.roles)) {
		visit_missing(k->v);
		return false;
	}
	return public_set(&k->v->tx, k->v->p, &k->v->viewer, k->of, &d, &k->set);
}

static void put_tabs(struct asking *k)
{
	struct visit *v = k->v;

	html(v->out, "<nav class=\"tabs\" aria-label=\"数据集\">");
	for (int of = 0; of < N_PUBLIC_SETS; of++)
		html(v->out, "<a href=\"/double-publicity?set=",
		     str_of(public_set_key((enum public_set_of)of)), "&amp;year=", k->year, "\"",
		     when(of == (int)k->of, " class=\"on\" aria-current=\"page\""), ">",
		     str_of(public_set_label((enum public_set_of)of)), "</a>");
	html(v->out, "</nav>\n");
}

static void put_rows(struct asking *k)
{
	struct visit *v = k->v;
	const struct grid *g = &k->set.grid;

	if (!g->n_rows) {
		ui_empty(v, S("这一年没有应当报送的"), S("作出决定并登记公示之后列在这里。"));
		return;
	}
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"数据\"><table class=\"tbl dense mw-tbl\"><caption class=\"sr\">双公示数据</caption><thead><tr>");
	for (size_t c = 0; c < g->n_columns; c++)
		html(v->out, "<th scope=\"col\" class=\"nowrap\">", str_of(g->columns[c].label),
		     "</th>");
	html(v->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < g->n_rows && i < SHOWN; i++) {
		html(v->out, "<tr>");
		for (size_t c = 0; c < g->n_columns; c++) {
			html(v->out, "<td",
			     when(g->columns[c].is != GRID_TEXT, " class=\"nowrap num\""), ">");
			ui_text(v, grid_text(g, c, g->rows[i][c]));
			html(v->out, "</td>");
		}
		html(v->out, "</tr>\n");
	}
	html(v->out, "</tbody></table></div>\n");
}

static void put_form(struct asking *k)
{
	struct visit *v = k->v;

	html(v->out,
	     "<section class=\"card\"><header><h2>导出</h2></header><div class=\"bd\"><form class=\"row gap8 wrap\" method=\"post\" action=\"/double-publicity?set=",
	     str_of(public_set_key(k->of)), "&amp;year=", k->year, "\">");
	ui_csrf(v);
	html(v->out,
	     "<label for=\"f-format\">格式</label><select class=\"sel\" id=\"f-format\" name=\"format\"><option value=\"xlsx\">XLSX</option><option value=\"csv\">CSV</option><option value=\"json\">JSON</option></select>"
	     "<label for=\"f-purpose\">用途</label><select class=\"sel\" id=\"f-purpose\" name=\"purpose\" required>");
	for (size_t i = 0; i < n_purposes; i++)
		html(v->out, "<option value=\"", str_of(purposes[i].key), "\"",
		     when(str_is(str_of(purposes[i].key), "open"), " selected"), ">",
		     str_of(purposes[i].label), "</option>");
	html(v->out,
	     "</select><label for=\"f-why\">说明</label><input class=\"in\" id=\"f-why\" name=\"why\" maxlength=\"500\"><button class=\"btn btn-p\" type=\"submit\">导出数据</button></form>");
	ui_field_says(v, S("purpose"));
	ui_field_says(v, S("why"));
	html(v->out, "</div></section>\n");
}

static void put_page(struct asking *k)
{
	struct visit *v = k->v;

	ui_open(v, &(struct page){ .title = S("双公示数据"),
	                           .menu = "double-publicity",
	                           .crumbs = { { S("执法公示"), S("/publicity") },
	                                       { S("双公示数据"), S("") } } });
	ui_heading(v, arena_fmt(v->arena, "%d 年双公示数据", k->year),
	           arena_fmt(v->arena,
	                     "%zu 条；自然人隐去姓名和证件，未成年人、不予公示和已撤回的不列入",
	                     k->set.grid.n_rows));
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有导出"));
	html(v->out, "<div class=\"stack mb14\">");
	ui_note(v, NOTE_AMBER, S("数据项以国家标准为准"),
	        S("双公示数据的国家标准不在本系统已核对的依据之内，列名和次序为通行写法；启用前由本局与信用信息平台核对。"));
	if (k->set.minors)
		ui_note(v, NOTE_INFO, arena_fmt(v->arena, "未成年人 %zu 条没有列入", k->set.minors),
		        S(""));
	if (k->set.hidden)
		ui_note(v, NOTE_INFO,
		        arena_fmt(v->arena, "另有 %zu 条不在您的权限内，没有列入", k->set.hidden),
		        S(""));
	html(v->out, "</div>\n<section class=\"card mb14\">");
	put_tabs(k);
	put_rows(k);
	html(v->out, "</section>\n");
	put_form(k);
	ui_close(v);
}

void public_set_get(struct visit *v)
{
	struct asking k = { .v = v };
	struct json j;

	if (!asked(&k))
		return;
	if (!v->json) {
		put_page(&k);
		return;
	}
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	grid_json(&k.set.grid, &j);
}

/* --- given out ------------------------------------------------------------------------------- */

static void give(struct asking *k, struct str format)
{
	struct visit *v = k->v;
	struct json j;

	v->reply->type = S("text/csv; charset=utf-8");
	if (str_is(format, "json")) {
		v->reply->type = S("application/json");
		json_init(&j, v->out);
		grid_json(&k->set.grid, &j);
	} else if (str_is(format, "xlsx")) {
		if (!grid_xlsx(&v->tx, &k->set.grid, v->out))
			return;
		v->reply->type = S(XLSX_TYPE);
	} else {
		grid_csv(&k->set.grid, false, v->out);
	}
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"double-publicity-%s-%d.%.*s\"",
	                       public_set_key(k->of), k->year, P(format)));
}

void public_set_post(struct visit *v)
{
	struct asking k = { .v = v };
	struct str format = pair_of(&v->form, "format");
	struct actor who = visit_actor(v);
	struct reveal a = { .p = v->p,
		            .who = &who,
		            .t = table_of(v->p, S("publicity")),
		            .what = EXPORT,
		            .purpose = pair_of(&v->form, "purpose"),
		            .why = pair_of(&v->form, "why") };

	if (!asked(&k))
		return;
	if (str_index("csv,xlsx,json", format) < 0)
		format = S("csv");
	a.conds = arena_fmt(v->arena, "双公示 %s %d", public_set_key(k.of), k.year);
	if (visit_write(v, reveal_keep, &a))
		give(&k, format);
	else if (visit_shows_refusal(v))
		put_page(&k);
}
