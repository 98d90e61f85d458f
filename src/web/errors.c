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
	case 415: return "不收这种格式";
	case 429: return "请求过于频繁";
	case 503: return "暂时不能服务";
	default: return "没有办成";
	}
}

/* What a program, or whoever reads its log, can do now. */
static struct str way_of_status(int status)
{
	switch (status) {
	case 400: return S("请核对地址、请求头和正文，格式见 /api/openapi.json。");
	case 401: return S("请带上会话或者凭据：Authorization: Bearer。");
	case 403: return S("请由有权的岗位办理，或者请系统管理员核对岗位和凭据的范围。");
	case 404: return S("请从台账列表取得记录的地址。");
	case 405: return S("请按 /api/openapi.json 中的方法请求。");
	case 409: return S("请重新读取记录，核对差异后带上现在的版本再办理。");
	case 413: return S("请分成几次发送。");
	case 415: return S("请按 application/json 或者表单发送。");
	case 429: return S("请按 Retry-After 的秒数等待后再试。");
	default: return S("请稍后再试；仍不成的，把编号告诉系统管理员。");
	}
}

static void put_json(struct visit *v, struct str say, struct str why, struct str way)
{
	struct json j;

	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "status");
	json_int(&j, v->status);
	json_pair(&j, "say", say);
	json_pair(&j, "why", why);
	json_pair(&j, "way", way);
	json_close(&j, '}');
}

void visit_error(struct visit *v, int status, struct str say, struct str why)
{
	visit_problem(v, status, say, why, S(""));
}

/* What was not found may be found by its number or name. */
static void put_search(struct visit *v)
{
	html(v->out,
	     "<form class=\"row mt16\" role=\"search\" action=\"/search\"><input class=\"in grow\" name=\"q\" aria-label=\"编号、名称或者代码\" placeholder=\"编号、名称或者代码\"><button class=\"btn btn-p\" type=\"submit\">查找</button></form>");
}

void visit_problem(struct visit *v, int status, struct str say, struct str why, struct str way)
{
	struct str title = str_of(title_of_status(status));

	buf_clear(v->out);
	v->out->over = false;
	v->status = status;
	v->done = true;
	if (v->json) {
		v->reply->type = S("application/json");
		put_json(v, say, why, way.n ? way : way_of_status(status));
		return;
	}
	ui_open(v, &(struct page){ .title = title, .crumbs = { { title, S("") } } });
	html(v->out,
	     "<section class=\"card mx-auto mw860\"><div class=\"bd p24\" data-t=\"error\"><h1 class=\"f20\">",
	     say, "</h1><p class=\"mt8\">", why, "</p>");
	if (way.n || status == 403)
		html(v->out, "<p class=\"mt8 c-5\">",
		     way.n ? way : S("需要办理的，请联系系统管理员核对您的岗位。"), "</p>");
	if (status == 404 && v->signed_in)
		put_search(v);
	html(v->out, "<p class=\"mt16 row wrap\"><a class=\"btn", when(status != 404, " btn-p"),
	     "\" href=\"/\">回到工作台</a><a class=\"btn\" href=\"/ledgers\">查看全部台账</a></p></div></section>\n");
	if (v->away)
		put_again(v);
	ui_close(v);
}

void visit_missing(struct visit *v)
{
	visit_error(
		v, 404, S("没有这一页，或者您不能查看。"),
		S("地址可能写错，记录可能不在您的岗位可以查看的范围内。可以从台账中按编号查询。"));
}

/* The row of a field that is named parties.2.name; 0: none. */
static int64_t row_of(struct str field)
{
	struct str rows, rest, at, column;
	int64_t n;

	return str_cut(field, '.', &rows, &rest) && str_cut(rest, '.', &at, &column) &&
	                       str_int(at, &n)
	               ? n
	               : 0;
}

static void put_says(struct json *j, const struct refusal *x)
{
	int64_t row = row_of(x->field);

	json_open(j, '{');
	json_pair(j, "field", x->field);
	json_key(j, "row");
	if (row)
		json_int(j, row);
	else
		json_null(j);
	json_pair(j, "say", x->say);
	json_pair(j, "why", x->why);
	json_pair(j, "basis", x->basis);
	json_pair(j, "way", x->way);
	json_close(j, '}');
}

void refusals_json(struct json *j, const struct refusals *r, bool warnings)
{
	json_open(j, '[');
	for (size_t i = 0; i < r->n; i++)
		if (r->list[i].warning == warnings)
			put_says(j, &r->list[i]);
	json_close(j, ']');
}

void visit_refused_json(struct visit *v)
{
	struct json j;

	buf_clear(v->out);
	v->status = 422;
	v->done = true;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "status");
	json_int(&j, 422);
	json_key(&j, "refusals");
	refusals_json(&j, &v->r, false);
	json_close(&j, '}');
}

bool visit_shows_refusal(struct visit *v)
{
	if (v->r.fault)
		return false;
	v->status = 422;
	if (v->json)
		visit_refused_json(v);
	return !v->json;
}

static bool wants_json(const struct req *req)
{
	return str_starts(header_of(&req->headers, "Accept"), S("application/json")) ||
	       str_starts(header_of(&req->headers, "Content-Type"), S("application/json")) ||
	       str_ends(req->path, S(".json"));
}

void web_plain_error(const struct req *req, struct reply *reply, int status, struct str say)
{
	struct visit v = { .req = req, .reply = reply, .out = &reply->body, .status = status };

	reply->status = status;
	reply->type = S("text/plain; charset=utf-8");
	buf_init(&reply->body, REPLY_LIMIT);
	if (wants_json(req)) {
		reply->type = S("application/json");
		put_json(&v, str_of(title_of_status(status)), say, way_of_status(status));
	} else {
		buf_put(&reply->body, say);
		buf_putc(&reply->body, '\n');
	}
	pair_add(req->arena, &reply->headers, S("Cache-Control"), S("no-store"));
	pair_add(req->arena, &reply->headers, S("X-Content-Type-Options"), S("nosniff"));
}
