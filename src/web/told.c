/*
 * told.c - warnings of imports beside their record
 */
#include "ledger/batch.h"
#include "web/told.h"

enum { SHOWN = 50 };

static size_t told(struct visit *v, const struct record *r, struct batch_warning **ret)
{
	return batch_warnings(&v->tx, v->viewer.org, 0, r->id, SHOWN, ret);
}

void told_card(struct visit *v, const struct record *r)
{
	struct batch_warning *list;
	size_t n = told(v, r, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card\" data-t=\"told\"><header><h2>导入时的提醒</h2><span class=\"more c-a\">",
	     (int64_t)n, " 条</span></header><div class=\"bd\"><ul class=\"chk\">");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<li><span class=\"c-a\">");
		ui_icon(v, "alert-triangle");
		html(v->out, "</span><span class=\"grow\">", list[i].say);
		if (list[i].basis.n)
			html(v->out, " <span class=\"muted\">", list[i].basis, "</span>");
		html(v->out, "</span></li>");
	}
	html(v->out, "</ul></div></section>\n");
}

void told_json(struct visit *v, struct json *j, const struct record *r)
{
	struct batch_warning *list;
	size_t n = told(v, r, &list);

	json_key(j, "import_warnings");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_key(j, "line");
		json_int(j, list[i].line);
		json_pair(j, "field", list[i].field);
		json_pair(j, "say", list[i].say);
		json_pair(j, "basis", list[i].basis);
		json_close(j, '}');
	}
	json_close(j, ']');
}
