/*
 * web.c - from a request to a handler: session, route, policy, transaction
 *
 * The order: address and form decoded; session found; route; policy; token of the form; handler;
 * faults.  Whatever fails on the way answers with a page that says how to go on.
 */
#include "web/pages.h"
#include "web/api.h"
#include "web/web.h"
#include "access/admin.h"
#include "base/must.h"
#include "base/sm3.h"
#include "ledger/laws.h"
#include "web/intake.h"
#include "web/ui.h"

static const char csp[] = "default-src 'self'; script-src 'self'; style-src 'self'; "
			  "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
			  "form-action 'self'; frame-ancestors 'self'";

void web_init(struct web *web, struct db *db, const struct program *p, const struct world *world)
{
	*web = (struct web){ .db = db, .p = p, .world = *world };
	pthread_mutex_init(&web->lock, NULL);
	pthread_mutex_init(&web->brakes.lock, NULL);
	pthread_mutex_init(&web->addresses.lock, NULL);
}

/* Each request reads a world of its own; a fixed one moves on, so that no two see one instant. */
static void world_copy(struct visit *v)
{
	struct web *web = v->web;

	pthread_mutex_lock(&web->lock);
	web->visits++;
	if (day_set(web->world.today))
		web->world.tick += 1000;
	v->world = web->world;
	if (v->world.seed)
		v->world.seed ^= (uint64_t)web->visits * 0x9e3779b97f4a7c15u;
	pthread_mutex_unlock(&web->lock);
}

/* --- routes ---------------------------------------------------------------------------------- */

static bool is_capture(struct str part)
{
	return part.n > 2 && part.p[0] == '{';
}

/* Does the path fit the pattern?  Captured segments go to seg. */
static bool fits(const char *pattern, struct str path, struct str *seg, size_t *ret_n)
{
	struct str p = str_from(str_of(pattern), 1), rest = str_from(path, 1);
	size_t n = 0;

	for (;;) {
		struct str want = p, have = rest;
		bool more_p = str_cut(p, '/', &want, &p), more = str_cut(rest, '/', &have, &rest);
		if (is_capture(want) ? !have.n : !str_eq(want, have))
			return false;
		if (is_capture(want) && n < MAX_SEGMENTS)
			seg[n++] = have;
		if (more != more_p)
			return false;
		if (!more) {
			*ret_n = n;
			return true;
		}
	}
}

struct looking {
	enum method method;
	struct str path;
	struct str *seg;
	size_t *n_seg;
	bool *other;
};

static const struct route *look(const struct looking *k, const struct route *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!fits(list[i].path, k->path, k->seg, k->n_seg))
			continue;
		if (list[i].method == k->method)
			return &list[i];
		*k->other = true;
	}
	return NULL;
}

/* What a path takes, of all routes that fit it: GET, HEAD, POST. */
static struct str allowed(struct visit *v)
{
	struct str seg[MAX_SEGMENTS];
	size_t n;
	bool get, post, other = false;

	get = route_find(v->web, METHOD_GET, v->path, seg, &n, &other) != NULL;
	post = route_find(v->web, METHOD_POST, v->path, seg, &n, &other) != NULL;
	return get && post ? S("GET, HEAD, POST") : get ? S("GET, HEAD") : S("POST");
}

const struct route *route_find(const struct web *web, enum method method, struct str path,
                               struct str *seg, size_t *ret_n_seg, bool *ret_other_method)
{
	struct looking k = { method, path, seg, ret_n_seg, ret_other_method };
	const struct route *r = look(&k, web->pages, web->n_pages);

	return r ? r : look(&k, web_routes, n_web_routes);
}

size_t web_body_limit(const struct req *req)
{
	struct str seg[MAX_SEGMENTS];
	size_t n;
	bool other = false;
	const struct route *r = route_find(req->web, req->method, req->path, seg, &n, &other);

	return r && r->body_limit ? r->body_limit : BODY_LIMIT;
}

/* --- what was asked -------------------------------------------------------------------------- */

static bool decode(struct visit *v, struct str *ret_say)
{
	const struct req *q = v->req;
	struct str type = header_of(&q->headers, "Content-Type");

	*ret_say = S("地址或者表单的编码不正确。");
	if (!q->path.n || q->path.p[0] != '/' || !url_decode(v->arena, q->path, false, &v->path) ||
	    !form_parse(v->arena, q->query, &v->query) || v->query.n > MAX_QUERY_PAIRS)
		return false;
	v->json_body = str_starts(type, S("application/json"));
	if (q->method != METHOD_POST)
		return true;
	if (q->intake) {
		v->form = q->intake->form;
		return true;
	}
	if (str_starts(type, S("multipart/form-data")))
		return multipart_parse(v->arena, type, q->body, &v->form, v->uploads,
		                       &v->n_uploads);
	if (v->json_body)
		return json_form_parse(v->arena, q->body, &v->form, ret_say);
	return form_parse(v->arena, q->body, &v->form);
}

static void wants(struct visit *v)
{
	/* Wanted before it is known whether the address can be read. */
	struct str accept = header_of(&v->req->headers, "Accept");

	v->partial = str_is(header_of(&v->req->headers, "HX-Request"), "true") &&
	             !str_is(header_of(&v->req->headers, "HX-History-Restore-Request"), "true");
	v->json = str_starts(accept, S("application/json")) ||
	          (v->json_body && !str_has(accept, S("text/html")));
	if (str_ends(v->path, S(".json"))) {
		v->json = true;
		v->path.n -= sizeof(".json") - 1;
	}
	if (v->path.n > 1 && v->path.p[v->path.n - 1] == '/')
		v->path.n--;
}

static void find_session(struct visit *v)
{
	struct str token = cookie_of(&v->req->headers, "yifa");

	if (!session_find(&v->tx, token, &v->who))
		return;
	if (v->who.half) {
		v->half = true;
		return;
	}
	v->signed_in = true;
	v->viewer = viewer_of(&v->who.who, world_today(&v->world));
	v->viewer.strong = v->who.strong;
}

static bool touch(struct tx *tx, void *arg)
{
	struct visit *v = arg;

	if (v->by_token)
		token_touch(tx, &v->token);
	else
		session_touch(tx, &v->who);
	return true;
}

/* --- policy ---------------------------------------------------------------------------------- */

static void to_sign_in(struct visit *v)
{
	if (v->json) {
		visit_error(v, 401, S("请先登录。"), S(""));
		return;
	}
	visit_redirect(v,
	               arena_fmt(v->arena, "/sign-in?to=%.*s",
	                         P(url_encode(v->arena,
	                                      v->req->method == METHOD_GET ? v->path : S("/")))));
	if (v->partial)
		visit_header(v, "HX-Redirect", S("/sign-in"));
}

static bool policy_table(struct visit *v, bool (*may)(const struct table *t, unsigned roles))
{
	v->t = table_of(v->p, v->seg[0]);
	if (!v->t) {
		visit_missing(v);
		return false;
	}
	if (may(v->t, v->viewer.roles))
		return true;
	visit_error(v, 403, arena_fmt(v->arena, "您不能查看“%s”。", v->t->l->label),
	            arena_fmt(v->arena,
	                      "您的岗位是%.*s，没有这本台账的权限。需要时请联系系统管理员。",
	                      P(roles_text(v->arena, v->viewer.roles))));
	return false;
}

static bool policy_record(struct visit *v)
{
	if (!policy_table(v, may_look))
		return false;
	if (str_int(v->seg[1], &v->id) && v->id > 0 &&
	    may_view(&v->tx, v->p, &v->viewer, v->t, v->id))
		return true;
	visit_missing(v);
	return false;
}

/* The draft of the report and its figures are work of the bureau and of those who watch over it. */
static bool policy_bureau(struct visit *v)
{
	const unsigned others = OPERATOR | PUBLIC | OUTSIDE | SYSTEM_ADMIN | SECURITY_ADMIN |
	                        AUDIT_ADMIN | ENGINE;

	if (v->viewer.roles & ~others)
		return true;
	visit_error(v, 403, S("您不能查看报告和指标。"),
	            arena_fmt(v->arena, "您的岗位是%.*s。年度报告由本局工作人员编制和核对。",
	                      P(roles_text(v->arena, v->viewer.roles))));
	return false;
}

static bool policy_admin(struct visit *v)
{
	if (v->viewer.roles & ADMINS)
		return true;
	visit_error(
		v, 403, S("管理页面由系统、安全、审计管理员使用。"),
		arena_fmt(v->arena, "您的岗位是%.*s。", P(roles_text(v->arena, v->viewer.roles))));
	return false;
}

static bool policy_holds(struct visit *v)
{
	switch (v->route->policy) {
	case ANYONE: return true;
	case SIGNED_IN:
	case BUREAU_ONLY:
	case ADMIN_ONLY:
	case LEDGER_OPEN:
	case RECORD_SEEN: break;
	default: must_fail("a route without a policy", __FILE__, __LINE__);
	}
	if (!v->signed_in) {
		to_sign_in(v);
		return false;
	}
	if (v->route->policy == BUREAU_ONLY)
		return policy_bureau(v);
	if (v->route->policy == ADMIN_ONLY)
		return policy_admin(v);
	if (v->route->policy == LEDGER_OPEN)
		return policy_table(v, may_open);
	return v->route->policy == SIGNED_IN || policy_record(v);
}

/* A page from elsewhere says where it is from. */
static bool site_is_ours(const struct visit *v)
{
	struct str origin = header_of(&v->req->headers, "Origin");
	struct str site = header_of(&v->req->headers, "Sec-Fetch-Site"), scheme, host;

	if (v->by_token)
		return true;
	if (site.n && !str_is(site, "same-origin") && !str_is(site, "none"))
		return false;
	if (origin.n && (!str_cut(origin, '/', &scheme, &host) ||
	                 !str_eq(str_from(host, 1), header_of(&v->req->headers, "Host"))))
		return false;
	return true;
}

/* A form from elsewhere does not know the token. */
static bool form_is_ours(struct visit *v)
{
	struct str token = header_of(&v->req->headers, "X-CSRF-Token");

	if (v->req->method != METHOD_POST || v->by_token)
		return true;
	if (!site_is_ours(v))
		return false;
	if (v->route->policy == ANYONE)
		return true;
	return str_eq(token.n ? token : pair_of(&v->form, "csrf"), v->who.csrf);
}

/* --- the walk -------------------------------------------------------------------------------- */

static void expired(struct visit *v);

/* /hotline.csv: records are given out by a step with a purpose. */
static bool is_sheet(const struct visit *v)
{
	return v->req->method == METHOD_GET && v->signed_in &&
	       !memchr(v->path.p + 1, '/', v->path.n - 1) &&
	       (str_ends(v->path, S(".csv")) || str_ends(v->path, S(".xlsx")));
}

static void route_and_run(struct visit *v)
{
	bool other = false;

	if (is_sheet(v)) {
		export_elsewhere(v);
		return;
	}
	v->route = route_find(v->web, v->req->method, v->path, v->seg, &v->n_seg, &other);
	if (!v->route && other) {
		visit_error(v, 405, S("这个地址不接受这种请求。"), S(""));
		visit_header(v, "Allow", allowed(v));
	} else if (!v->route) {
		visit_missing(v);
	} else if (policy_holds(v) && bearer_may(v) && query_stands(v)) {
		if (form_is_ours(v))
			v->route->run(v);
		else
			expired(v);
	}
}

static void on_fault(struct visit *v)
{
	struct str say = v->r.fault ? v->r.fault_say : S("the page is too large");
	bool away = v->away = v->r.fault && v->r.away;
	unsigned char p[4];
	struct str number;

	world_random(&v->world, p, sizeof(p));
	number = hex_text(v->arena, p, sizeof(p));
	/* The route and the ledger: a path has numbers of records, and what people typed into it. */
	fprintf(stderr, "incident %.*s: %s %s: %.*s\n", P(number), v->route ? v->route->path : "-",
	        v->t ? v->t->l->key : "-", P(say));
	refusals_init(&v->r, v->arena);
	v->out->over = false;
	visit_error(
		v, away ? 503 : 500, arena_fmt(v->arena, "没有办成，事故编号 %.*s。", P(number)),
		away ? say
		     : S("机器出了故障，填写的内容没有保存。请稍后再试，并把编号告诉系统管理员。"));
	if (away)
		visit_header(v, "Retry-After", S("5"));
}

static void finish(struct visit *v)
{
	struct reply *reply = v->reply;

	reply->status = v->status;
	reply->route = v->route ? v->route->path : NULL;
	reply->account = v->signed_in ? v->who.who.id : 0;
	if (!reply->type.n)
		reply->type = S("text/html; charset=utf-8");
	if (!header_of(&reply->headers, "Cache-Control").n)
		visit_header(v, "Cache-Control", S("no-store"));
	visit_header(v, "Vary", S("HX-Request, Accept, Cookie"));
}

static void secure(const struct req *req, struct reply *reply)
{
	/* clang-format off */
	static const struct { const char *name, *value; } headers[] = {
		{ "Content-Security-Policy", csp },
		{ "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "SAMEORIGIN" },
		{ "Referrer-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Permissions-Policy", "camera=(self), geolocation=(self), microphone=(self)" },
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		pair_add(req->arena, &reply->headers, str_of(headers[i].name),
		         str_of(headers[i].value));
}

static void answer(struct visit *v)
{
	struct str say;
	bool decoded = decode(v, &say);

	wants(v);
	if (!decoded) {
		v->path = S("/");
		visit_error(v, 400, S("请求看不懂。"), say);
		return;
	}
	v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
	laws_refresh(&v->tx, v->p);
	v->today = world_today(&v->world);
	v->origin = "web";
	if (!bearer_sent(v))
		find_session(v);
	if (!v->r.fault && (!bearer_sent(v) || (bearer_find(v) && bearer_brake(v))))
		route_and_run(v);
	if (v->r.fault || v->out->over || v->arena->over)
		on_fault(v);
	tx_end(&v->tx);
	if (v->signed_in && (v->by_token ? v->token.stale : v->who.stale)) {
		struct refusals r;
		refusals_init(&r, v->arena);
		tx_run(v->web->db, &v->world, v->arena, &r, touch, v);
	}
}

static struct visit visit_of(const struct req *req, struct reply *reply)
{
	return (struct visit){ .web = req->web,
		               .req = req,
		               .reply = reply,
		               .arena = req->arena,
		               .p = req->web->p,
		               .out = &reply->body,
		               .status = 200,
		               .began = world_ticks() };
}

void web_answer(const struct req *req, struct reply *reply)
{
	struct visit v = visit_of(req, reply);

	secure(req, reply);
	if (asset_answer(req, reply))
		return;
	buf_init(&reply->body, REPLY_LIMIT);
	refusals_init(&v.r, v.arena);
	world_copy(&v);
	answer(&v);
	finish(&v);
}

/* --- bodies that stream ----------------------------------------------------------------------- */

static void expired(struct visit *v)
{
	visit_error(v, 403, S("页面已经过期，没有办理。"),
	            S("登录状态已变化，或者请求来自其他网站。请返回重新打开页面，再办理一次。"));
}

/* Who sends it, whether he may: all that does not need the body. */
static bool admitted(struct visit *v, struct str *ret_csrf)
{
	struct str token = header_of(&v->req->headers, "X-CSRF-Token");
	bool whole = !str_starts(header_of(&v->req->headers, "Content-Type"),
	                         S("multipart/form-data"));

	v->today = world_today(&v->world);
	if (!bearer_sent(v))
		find_session(v);
	else if (!bearer_find(v) || !bearer_brake(v))
		return false;
	if (v->r.fault || !policy_holds(v) || !bearer_may(v))
		return false;
	*ret_csrf = token.n || v->by_token ? S("") : v->who.csrf;
	if (!v->by_token && (!site_is_ours(v) || (token.n ? !str_eq(token, v->who.csrf) : whole))) {
		expired(v);
		return false;
	}
	return v->route->streams(v);
}

static bool route_streams(struct visit *v)
{
	struct req bare = *v->req;
	bool other = false, decoded;
	struct str say;

	bare.method = METHOD_GET;
	v->req = &bare;
	decoded = decode(v, &say);
	bare.method = METHOD_POST;
	if (!decoded)
		return false;
	wants(v);
	v->route = route_find(v->web, METHOD_POST, v->path, v->seg, &v->n_seg, &other);
	return v->route && v->route->streams;
}

static struct intake *intake_of(struct visit *v, struct str csrf)
{
	struct intake *in = arena_new(v->arena, struct intake);
	struct str length = header_of(&v->req->headers, "Content-Length");
	int64_t n;

	*in = (struct intake){
		.arena = v->arena, .store = v->web->files, .csrf = csrf, .limit = v->web->most_file
	};
	if (str_int(length, &n) && n > in->limit + (1 << 20)) {
		visit_error(v, 413, S("文件太大，没有收下。"),
		            arena_fmt(v->arena, "一个文件最大 %lld MB。请压缩或者分段后再上传。",
		                      (long long)(in->limit >> 20)));
		return NULL;
	}
	intake_begin(in, header_of(&v->req->headers, "Content-Type"), pair_of(&v->query, "name"));
	return in;
}

bool web_admit(const struct req *req, struct reply *reply, struct intake **ret, bool *ret_streams)
{
	struct visit v = visit_of(req, reply);
	struct str csrf = S("");
	struct intake *in = NULL;

	*ret_streams = route_streams(&v);
	v.req = req;
	if (!*ret_streams)
		return false;
	secure(req, reply);
	buf_init(&reply->body, REPLY_LIMIT);
	refusals_init(&v.r, v.arena);
	world_copy(&v);
	v.tx = tx_read(v.web->db, &v.world, v.arena, &v.r);
	if (admitted(&v, &csrf))
		in = intake_of(&v, csrf);
	if (v.r.fault)
		on_fault(&v);
	tx_end(&v.tx);
	if (!in || v.r.fault) {
		finish(&v);
		return false;
	}
	buf_drop(&reply->body);
	*reply = (struct reply){ 0 };
	*ret = in;
	return true;
}

/* --- for handlers ---------------------------------------------------------------------------- */

bool visit_write(struct visit *v, bool (*fn)(struct tx *, void *), void *arg)
{
	bool ok;

	tx_end(&v->tx);
	ok = tx_run(v->web->db, &v->world, v->arena, &v->r, fn, arg);
	v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
	return ok;
}

struct str visit_title(struct visit *v, const struct record *r)
{
	return title_seen(&v->tx, v->p, &v->viewer, r, v->unmasked);
}

struct actor visit_actor(const struct visit *v)
{
	return (struct actor){ .org = v->viewer.org,
		               .entered_by = v->viewer.person,
		               .done_by = v->viewer.person,
		               .roles = v->viewer.roles,
		               .entry_roles = v->viewer.roles,
		               .origin = v->origin,
		               .when = INSTANT_NONE,
		               .viewer = &v->viewer };
}

void visit_header(struct visit *v, const char *name, struct str value)
{
	pair_add(v->arena, &v->reply->headers, str_of(name), value);
}

void visit_redirect(struct visit *v, struct str to)
{
	buf_clear(v->out);
	v->status = 303;
	v->done = true;
	visit_header(v, "Location", to);
}

void visit_moved(struct visit *v, struct str to, struct str say)
{
	struct web *web = v->web;
	struct flash *f;

	pthread_mutex_lock(&web->lock);
	f = &web->flashes[web->n_flashed++ % N_FLASHES];
	snprintf(f->session, sizeof(f->session), "%.*s", P(v->who.hash));
	snprintf(f->text, sizeof(f->text), "%.*s", P(say));
	pthread_mutex_unlock(&web->lock);
	visit_redirect(v, to);
}

struct str flash_take(struct visit *v)
{
	struct web *web = v->web;
	struct str text = S("");

	if (!v->signed_in)
		return text;
	pthread_mutex_lock(&web->lock);
	for (size_t i = 0; i < N_FLASHES; i++)
		if (web->flashes[i].text[0] && str_is(v->who.hash, web->flashes[i].session)) {
			text = arena_str(v->arena, str_of(web->flashes[i].text));
			web->flashes[i].text[0] = 0;
		}
	pthread_mutex_unlock(&web->lock);
	return text;
}
