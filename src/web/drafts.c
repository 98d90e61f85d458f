/*
 * drafts.c - forms that are kept while they are being filled in
 */
#include "web/drafts.h"
#include "web/pages.h"

enum { GET_DRAFT, SET_DRAFT, DROP_DRAFT, DROP_OLD, DROP_MORE, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[GET_DRAFT]  = { "SELECT body, saved_at FROM drafts WHERE org = $1 AND account = $2 AND ledger = $3 AND record = $4"
	                 " AND verb = $5 AND saved_at > $6" },
	[SET_DRAFT]  = { "INSERT INTO drafts (org, account, ledger, record, verb, body, saved_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	                 " ON CONFLICT (org, account, ledger, record, verb) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at" },
	[DROP_DRAFT] = { "DELETE FROM drafts WHERE org = $1 AND account = $2 AND ledger = $3 AND record = $4 AND verb = $5" },
	[DROP_OLD]   = { "DELETE FROM drafts WHERE org = $1 AND saved_at <= $2" },
	[DROP_MORE]  = { "DELETE FROM drafts WHERE org = $1 AND account = $2 AND saved_at < (SELECT MIN(d.saved_at) FROM"
	                 " (SELECT saved_at FROM drafts WHERE org = $1 AND account = $2 ORDER BY saved_at DESC LIMIT $3) d)" },
};
/* clang-format on */

static const int64_t DAY_US = INT64_C(24) * 3600 * 1000000;

static struct instant oldest(struct world *w)
{
	return (struct instant){ world_now(w).us - DRAFT_DAYS * DAY_US };
}

/* Amending other fields is another form. */
static struct str form_key(const struct form *f)
{
	struct str fields = pair_of(&f->v->query, "fields");

	return fields.n ? arena_fmt(f->v->arena, "%.*s:%.*s", P(f->verb), P(fields)) : f->verb;
}

struct url draft_url(const struct form *f)
{
	struct arena *a = f->v->arena;
	struct str fields = pair_of(&f->v->query, "fields"),
		   to = f->r.id ? arena_fmt(a, "/%s/%lld/%.*s/draft", f->t->l->key,
	                                    (long long)f->r.id, P(f->verb))
	                        : arena_fmt(a, "/%s/new/%.*s/draft", f->t->l->key, P(f->verb));

	return url_of(fields.n ? arena_fmt(a, "%.*s?fields=%.*s", P(to), P(url_encode(a, fields)))
	                       : to);
}

void draft_restore(struct form *f)
{
	struct visit *v = f->v;
	struct str body = S("");

	if (!db_one(&v->tx, &sql[GET_DRAFT],
	            VALS(v->viewer.org, v->who.who.id, str_of(f->t->l->key), f->r.id, form_key(f),
	                 oldest(&v->world)),
	            &body, &f->saved))
		return;
	f->restored = f->sent = form_parse(v->arena, arena_str(v->arena, body), &v->form);
}

void draft_drop(struct tx *tx, const struct visit *v, const struct form *f)
{
	db_exec(tx, &sql[DROP_DRAFT], v->viewer.org, v->who.who.id, str_of(f->t->l->key), f->r.id,
	        form_key(f));
}

/* --- saving ---------------------------------------------------------------------------------- */

struct drafting {
	struct form *f;
	struct str body;
};

static bool save(struct tx *tx, void *arg)
{
	struct drafting *d = arg;
	const struct visit *v = d->f->v;

	db_exec(tx, &sql[DROP_OLD], v->viewer.org, oldest(tx->world));
	if (!d->body.n) {
		draft_drop(tx, v, d->f);
		return true;
	}
	db_exec(tx, &sql[SET_DRAFT], v->viewer.org, v->who.who.id, str_of(d->f->t->l->key),
	        d->f->r.id, form_key(d->f), d->body, world_now(tx->world));
	db_exec(tx, &sql[DROP_MORE], v->viewer.org, v->who.who.id, (int64_t)MOST_DRAFTS);
	return true;
}

/* What was sent, but for the token and the buttons; empty when nothing was typed. */
static struct str body_of(struct visit *v)
{
	struct buf b;
	struct str out;

	buf_init(&b, MAX_DRAFT);
	for (size_t i = 0; i < v->form.n; i++) {
		const struct pair *p = &v->form.list[i];
		if (!p->key.n || str_is(p->key, "csrf") || str_is(p->key, "more") ||
		    str_is(p->key, "drop"))
			continue;
		buf_fmt(&b, "%s%.*s=%.*s", b.n ? "&" : "", P(url_encode(v->arena, p->key)),
		        P(url_encode(v->arena, p->value)));
	}
	out = b.over ? S("") : arena_str(v->arena, buf_str(&b));
	if (b.over)
		refuse(&v->r, "", S("草稿太大，没有保存。请先办理或者删减。"), S(""));
	buf_drop(&b);
	return out;
}

void draft_keep(struct form *f)
{
	struct visit *v = f->v;
	struct refusals said = v->r;
	struct drafting d = { .f = f };

	refusals_init(&v->r, v->arena);
	d.body = body_of(v);
	if (!v->r.n_refused)
		visit_write(v, save, &d);
	if (!v->r.fault)
		v->r = said;
}

static void answer_saved(struct form *f, bool dropped)
{
	struct visit *v = f->v;
	struct str at = arena_fmt(v->arena, "%.5s",
	                          instant_text(v->arena, world_now(&v->world)).p + 11);
	struct str path = draft_url(f).s;
	struct json j;

	if (!v->json) {
		struct str query = S(""), bare = path;
		str_cut(path, '?', &bare, &query);
		bare.n -= sizeof("/draft") - 1;
		visit_moved(
			v, arena_fmt(v->arena, "%.*s%s%.*s", P(bare), query.n ? "?" : "", P(query)),
			dropped ? S("已丢弃草稿") : arena_fmt(v->arena, "已保存草稿 %.*s", P(at)));
		return;
	}
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_pair(&j, "saved", at);
	json_close(&j, '}');
}

static void draft(struct visit *v, struct str verb)
{
	struct form f;
	struct drafting d = { .f = &f };
	bool drop = pair_has(&v->form, "drop");

	if (!form_make(&f, v, verb))
		return;
	d.body = drop ? S("") : body_of(v);
	if (!v->r.n_refused && visit_write(v, save, &d))
		answer_saved(&f, drop);
	else if (!v->r.fault)
		visit_error(v, 422, S("草稿没有保存。"), v->r.n ? v->r.list[0].say : S(""));
}

void draft_post(struct visit *v)
{
	draft(v, v->seg[2]);
}

void new_draft_post(struct visit *v)
{
	draft(v, v->seg[1]);
}
