/*
 * bearer.c - a request that carries a token instead of a session
 *
 * The token's account acts, within the token's scope: only routes that say so (.by_token), only its
 * ledgers, only its steps.  No cookie is sent by itself here, so no token of forms is asked.
 */
#include "web/pages.h"
#include "web/web.h"

bool bearer_sent(const struct visit *v)
{
	return header_of(&v->req->headers, "Authorization").n > 0;
}

bool bearer_find(struct visit *v)
{
	struct str header = header_of(&v->req->headers, "Authorization");
	struct account who;

	v->json |= !str_has(header_of(&v->req->headers, "Accept"), S("text/html"));
	if (str_starts(header, S("Bearer ")) &&
	    token_find(&v->tx, str_trim(str_from(header, 7)), &v->token, &who)) {
		v->who = (struct session){ .who = who };
		v->signed_in = v->by_token = true;
		v->viewer = viewer_of(&v->who.who, world_today(&v->world));
		if (!token_covers(&v->token, "*"))
			v->viewer.ledgers = v->token.ledgers.p;
		v->origin = arena_fmt(v->arena, "api/%lld", (long long)v->token.id).p;
		return true;
	}
	if (v->r.fault)
		return false;
	visit_problem(v, 401, S("凭据无效。"), S("凭据写错、已经过期、已经撤销，或者账号已停用。"),
	              S("请在“我的凭据”页面或者用 yifa token 重新取得凭据。"));
	visit_header(v, "WWW-Authenticate", S("Bearer error=\"invalid_token\""));
	return false;
}

/* --- brakes ------------------------------------------------------------------------------------ */

bool bearer_brake(struct visit *v)
{
	int64_t rate = v->token.a_minute > 0 ? v->token.a_minute : TOKEN_A_MINUTE;
	int64_t wait = brake(&v->web->brakes, (uint64_t)v->token.id, rate, v->began);

	if (!wait)
		return true;
	visit_error(v, 429, S("请求过于频繁。"),
	            arena_fmt(v->arena, "这个凭据每分钟最多 %lld 次请求。", (long long)rate));
	visit_header(v, "Retry-After", arena_fmt(v->arena, "%lld", (long long)wait));
	return false;
}

/* --- scope ------------------------------------------------------------------------------------- */

static bool outside(struct visit *v, struct str why)
{
	visit_problem(v, 403, S("凭据的范围不够。"), why,
	              S("请用范围更大的凭据，或者由本人登录办理。"));
	return false;
}

bool bearer_covers(struct visit *v, const char *ledger)
{
	const struct table *t = table_of(v->p, str_of(ledger));

	if (!v->by_token || token_covers(&v->token, ledger))
		return true;
	return outside(v, t ? arena_fmt(v->arena, "这个凭据不包括“%s”。", t->l->label)
	                    : S("这里的内容出自全部台账，凭据应当包括全部台账（*）。"));
}

bool bearer_takes(struct visit *v, const struct table *t, struct str verb)
{
	if (!v->by_token || token_takes(&v->token, t->l->key, verb))
		return true;
	return outside(v,
	               arena_fmt(v->arena, "这个凭据不能办理“%s”的 %.*s。", t->l->label, P(verb)));
}

bool bearer_may(struct visit *v)
{
	if (!v->by_token)
		return true;
	if (!v->route->by_token)
		return outside(v, S("这个地址不能用凭据访问。"));
	if ((v->t && !bearer_covers(v, v->t->l->key)) ||
	    (v->route->covers && *v->route->covers && !bearer_covers(v, v->route->covers)))
		return false;
	if (v->route->run == form_post)
		return bearer_takes(v, v->t, v->seg[2]);
	if (v->route->run == new_verb_post)
		return bearer_takes(v, v->t, v->seg[1]);
	if (v->route->run == files_post)
		return bearer_takes(v, v->t, S("attach"));
	if (v->route->run == file_detach)
		return bearer_takes(v, v->t, S("detach"));
	if ((v->req->method == METHOD_GET || v->route->run == reveal_post) &&
	    (v->t || v->route->covers) && !v->token.reads)
		return outside(v, S("这个凭据只能办理，不能读取。"));
	return true;
}
