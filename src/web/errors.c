/*
 * errors.c - answers that are no page of ours: what, why, and the way on
 */
#include "web/ui.h"

static const char *title_of_status(int status)
{
	switch (status) {
	case 400: return "请求看不懂";
	case 401: return "请先登录";
	case 403: return "不能查看或者办理";
	case 404: return "没有这一页";
	case 405: return "不接受这种请求";
	case 409: return "有人先办理了";
	case 413: return "内容过大";
	case 422: return "没有办理";
	default: return "没有办成";
	}
}

static void put_json(struct visit *v, struct str say, struct str why)
{
	struct json j;

	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "status");
	json_int(&j, v->status);
	json_key(&j, "say");
	json_str(&j, say);
	json_key(&j, "why");
	json_str(&j, why);
	json_close(&j, '}');
}

void visit_error(struct visit *v, int status, struct str say, struct str why)
{
	struct str title = str_of(title_of_status(status));

	buf_clear(v->out);
	v->out->over = false;
	v->status = status;
	v->done = true;
	if (v->json) {
		v->reply->type = S("application/json");
		put_json(v, say, why);
		return;
	}
	ui_open(v, &(struct page){ .title = title, .crumbs = { { title, S("") } } });
	html(v->out,
	     "<section class=\"card mx-auto mw860\"><div class=\"bd p24\" data-t=\"error\"><h1 class=\"f20\">",
	     say, "</h1><p class=\"mt8\">", why,
	     "</p><p class=\"mt16 row\"><a class=\"btn btn-p\" href=\"/\">",
	     "回到工作台</a><a class=\"btn\" href=\"/ledgers\">查看全部台账</a></p></div></section>\n");
	ui_close(v);
}

void visit_missing(struct visit *v)
{
	visit_error(
		v, 404, S("没有这一页，或者您不能查看。"),
		S("地址可能写错，记录可能不在您的岗位可以查看的范围内。可以从台账中按编号查询。"));
}

void visit_conflict(struct visit *v, struct str by)
{
	visit_error(v, 409, S("这条记录刚被他人办理过，没有保存。"),
	            arena_fmt(v->arena, "%.*s请返回记录重新打开，核对后再办理。", P(by)));
}

void visit_refused_json(struct visit *v)
{
	struct json j;

	buf_clear(v->out);
	v->status = 422;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "refusals");
	json_open(&j, '[');
	for (size_t i = 0; i < v->r.n; i++) {
		const struct refusal *x = &v->r.list[i];
		if (x->warning)
			continue;
		json_open(&j, '{');
		json_key(&j, "field");
		json_str(&j, x->field);
		json_key(&j, "say");
		json_str(&j, x->say);
		json_key(&j, "why");
		json_str(&j, x->why);
		json_key(&j, "basis");
		json_str(&j, x->basis);
		json_key(&j, "way");
		json_str(&j, x->way);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
}

void web_plain_error(const struct req *req, struct reply *reply, int status, struct str say)
{
	reply->status = status;
	reply->type = S("text/plain; charset=utf-8");
	buf_init(&reply->body, REPLY_LIMIT);
	buf_put(&reply->body, say);
	buf_putc(&reply->body, '\n');
	pair_add(req->arena, &reply->headers, S("Cache-Control"), S("no-store"));
	pair_add(req->arena, &reply->headers, S("X-Content-Type-Options"), S("nosniff"));
}
