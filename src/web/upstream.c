/*
 * upstream.c - POST /api/upstream/{source}: what systems above us send
 *
 * A matter is known by the number of its source.  That number is claimed as the first thing of the
 * transaction which takes the step, so a message that comes twice, even at once, begins one record;
 * the second is answered with the same record and changes nothing.  Of each field a short salted
 * hash of what was sent is kept: only what the source itself changed since is amended, never what
 * was put right here in between; what it may not change is refused by name.
 */
#include "base/sm3.h"
#include "ledger/verbs.h"
#include "ledgers/upstreams.h"
#include "web/api.h"
#include "web/pages.h"

enum { MAX_TAKEN = 40, HASH_CHARS = 8 };

/* clang-format off */
enum { CLAIM, FIND, KEEP, N_SQL };
static const struct stmt sql[N_SQL] = {
	[CLAIM] = { "INSERT INTO upstream_numbers (org, source, number, record, salt, sent, made_at) VALUES ($1, $2, $3, 0, $4, '', $5)"
	            " ON CONFLICT (org, source, number) DO NOTHING" },
	[FIND]  = { "SELECT record, salt, sent FROM upstream_numbers WHERE org = $1 AND source = $2 AND number = $3" },
	[KEEP]  = { "UPDATE upstream_numbers SET record = $4, sent = $5, seen_at = $6 WHERE org = $1 AND source = $2 AND number = $3" },
};
/* clang-format on */

struct coming {
	struct visit *v;
	const struct upstream *u;
	const struct step *s;
	const struct table *t;
	struct actor who;
	struct str number;
	struct entry e[MAX_TAKEN];
	size_t n;
	struct str salt, sent; /* of the row: field:hash,…                            */
	int64_t id;
	bool begun;
};

/* --- the message ------------------------------------------------------------------------------- */

static const struct upstream *row_of(struct str source, struct str event)
{
	for (size_t i = 0; i < n_upstreams; i++)
		if (str_is(source, upstreams[i].source) &&
		    (!event.n || str_is(event, upstreams[i].event)))
			return &upstreams[i];
	return NULL;
}

static bool is_begun_by(const struct upstream *u)
{
	return u == row_of(str_of(u->source), S(""));
}

static bool is_theirs(const struct upstream *u, struct str key)
{
	struct str rest = str_of(u->map), item, theirs, ours;

	while (str_item(&rest, &item))
		if (str_cut(item, '=', &theirs, &ours) && str_eq(theirs, key))
			return true;
	return str_is(key, "event") || str_index(u->ignored, key) >= 0;
}

static bool keys_stand(struct coming *c)
{
	struct visit *v = c->v;

	for (size_t i = 0; i < v->form.n; i++)
		if (!is_theirs(c->u, v->form.list[i].key))
			refuse_with(&v->r, (struct refusal){
						   .field = v->form.list[i].key,
						   .say = arena_fmt(
							   v->arena, "“%s”的消息没有这一项：%.*s。",
							   c->u->label, P(v->form.list[i].key)),
						   .way = S("对照表见 doc/api.md。") });
	return !v->r.n_refused;
}

static void add(struct coming *c, struct str key, struct str text)
{
	if (c->n < MAX_TAKEN)
		c->e[c->n++] = (struct entry){ .key = key, .text = text };
}

static void read_message(struct coming *c)
{
	struct str rest = str_of(c->u->map), item, theirs, ours;

	c->number = str_trim(pair_of(&c->v->form, "number"));
	while (str_item(&rest, &item)) {
		const struct field *f;
		struct str text;
		if (!str_cut(item, '=', &theirs, &ours) ||
		    !pair_has(&c->v->form, arena_z(c->v->arena, theirs)))
			continue;
		f = field_of(c->t->l, ours);
		text = pair_of(&c->v->form, arena_z(c->v->arena, theirs));
		if (f && f->kind == DATE && text.n > 10)
			text.n = 10;
		if (is_begun_by(c->u) || !str_is(ours, c->u->number))
			add(c, ours, text);
	}
	rest = str_of(c->u->fixed);
	while (str_item(&rest, &item))
		if (str_cut(item, '=', &ours, &theirs))
			add(c, ours, theirs);
}

/* --- what they sent before --------------------------------------------------------------------- */

static struct str hash_of(struct coming *c, const struct entry *e)
{
	struct arena *a = c->v->arena;
	struct str h = sm3_hex(a,
	                       arena_fmt(a, "%.*s\n%.*s\n%.*s", P(c->salt), P(e->key), P(e->text)));

	return (struct str){ h.p, HASH_CHARS };
}

static struct str sent_now(struct coming *c)
{
	struct str out = S("");

	for (size_t i = 0; i < c->n; i++)
		out = arena_fmt(c->v->arena, "%.*s%s%.*s:%.*s", P(out), i ? "," : "",
		                P(c->e[i].key), P(hash_of(c, &c->e[i])));
	return out;
}

static bool was_sent(struct coming *c, const struct entry *e)
{
	struct str rest = c->sent, item, key, hash;

	while (str_item(&rest, &item))
		if (str_cut(item, ':', &key, &hash) && str_eq(key, e->key))
			return str_eq(hash, hash_of(c, e));
	return false;
}

/* The number under which a message is claimed: an event after the first is one for each content. */
static struct str claimed(struct coming *c)
{
	if (is_begun_by(c->u))
		return c->number;
	return arena_fmt(c->v->arena, "%.*s#%s#%.16s", P(c->number), c->u->event,
	                 sm3_hex(c->v->arena, c->v->req->body).p);
}

/* --- taking it --------------------------------------------------------------------------------- */

/* The record that has the number already, however it came: 0 none. */
static int64_t record_there(struct tx *tx, struct coming *c)
{
	const struct stmt *st = stmt_intern(
		c->t->program,
		arena_fmt(
			tx->arena,
			"SELECT id FROM \"%s\" WHERE org = $1 AND \"%s\" = $2 AND void_on IS NULL ORDER BY id LIMIT 1",
			c->t->l->key, c->u->number));
	int64_t id = 0;

	db_one(tx, st, VALS(c->who.org, c->number), &id);
	return id;
}

static bool take_step(struct tx *tx, struct coming *c, int64_t id)
{
	struct entry e[MAX_TAKEN + 1];
	size_t n = c->n;
	bool may;

	memcpy(e, c->e, n * sizeof *e);
	if (!c->s->fill || !fill_has(c->s->fill, S("reason"), &may))
		e[n++] = (struct entry){ .key = S("reason"),
			                 .text = arena_fmt(tx->arena, "由%s推送", c->u->label) };
	c->begun = id == 0;
	return step_take(tx, c->v->p, &c->who, c->t, id, str_of(c->u->verb), DAY_NONE, e, n,
	                 &c->id);
}

static bool begin(struct tx *tx, struct coming *c)
{
	c->id = record_there(tx, c);
	if (!is_begun_by(c->u) && !c->id)
		return refuse_with(
			tx->r,
			(struct refusal){ .field = S("number"),
		                          .say = arena_fmt(tx->arena, "没有编号为 %.*s 的事项。",
		                                           P(c->number)),
		                          .way = S("请先发送这个事项，再发送后来的消息。") });
	if (is_begun_by(c->u) && c->id)
		return true; /* entered here before: theirs adds nothing */
	return take_step(tx, c, c->id);
}

static bool no_change(struct tx *tx, struct coming *c, const struct entry *e)
{
	const struct field *f = field_of(c->t->l, e->key);

	return refuse_with(
		tx->r,
		(struct refusal){ .field = e->key,
	                          .say = arena_fmt(tx->arena, "“%s”已经登记，不能由上游更改。",
	                                           f ? f->label : ""),
	                          .way = S("请与本局联系，由经办人员更正。") });
}

/* Sent again: nothing new, or what they may correct. */
static bool sent_again(struct tx *tx, struct coming *c)
{
	struct entry e[MAX_TAKEN + 1];
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; i < c->n; i++) {
		if (was_sent(c, &c->e[i]))
			continue;
		if (str_index(c->u->changes, c->e[i].key) >= 0)
			e[n++] = c->e[i];
		else
			ok = no_change(tx, c, &c->e[i]);
	}
	if (!ok || !n)
		return ok;
	e[n++] = (struct entry){ .key = S("reason"),
		                 .text = arena_fmt(tx->arena, "%s更正", c->u->label) };
	return step_take(tx, c->v->p, &c->who, c->t, c->id, S("amend"), DAY_NONE, e, n, NULL);
}

static bool take(struct tx *tx, void *arg)
{
	struct coming *c = arg;
	struct str number = claimed(c), source = str_of(c->u->source);
	struct instant now = world_now(tx->world);
	unsigned char p[8];
	bool ok;

	c->begun = false;
	world_random(tx->world, p, sizeof p);
	c->salt = hex_text(tx->arena, p, sizeof p);
	if (db_changed(tx, &sql[CLAIM], c->who.org, source, number, c->salt, now)) {
		ok = begin(tx, c);
	} else {
		if (!db_one(tx, &sql[FIND], VALS(c->who.org, source, number), &c->id, &c->salt,
		            &c->sent))
			return tx_fault(tx, "the claim of an upstream number is gone");
		c->salt = arena_str(tx->arena, c->salt);
		c->sent = arena_str(tx->arena, c->sent);
		ok = !is_begun_by(c->u) || sent_again(tx, c);
	}
	if (ok)
		db_exec(tx, &sql[KEEP], c->who.org, source, number, c->id, sent_now(c), now);
	return ok;
}

/* --- the visit --------------------------------------------------------------------------------- */

static bool message_stands(struct coming *c)
{
	struct visit *v = c->v;
	struct str event = str_trim(pair_of(&v->form, "event"));

	c->u = row_of(v->seg[0], event);
	if (!c->u && row_of(v->seg[0], S(""))) {
		refuse_with(&v->r,
		            (struct refusal){
				    .field = S("event"),
				    .say = arena_fmt(v->arena, "没有这种消息：%.*s。", P(event)),
				    .way = S("消息的种类见 doc/api.md。") });
		visit_refused_json(v);
		return false;
	}
	c->t = c->u ? table_of(v->p, str_of(c->u->ledger)) : NULL;
	if (!c->t) {
		visit_missing(v);
		return false;
	}
	if (!bearer_takes(v, c->t, str_of(c->u->verb)))
		return false;
	c->s = step_of(c->t->l, str_of(c->u->verb));
	read_message(c);
	if (!keys_stand(c) || !c->number.n) {
		if (!c->number.n)
			refuse(&v->r, "number", S("应当写明上游的编号。"), S(""));
		visit_refused_json(v);
		return false;
	}
	return true;
}

void upstream_post(struct visit *v)
{
	struct coming c = { .v = v, .who = visit_actor(v) };
	struct json j;

	v->json = true;
	if (!v->json_body) {
		visit_error(v, 415, S("请按 JSON 发送。"),
		            S("Content-Type 应当是 application/json。"));
		return;
	}
	if (!message_stands(&c))
		return;
	if (c.s && c.s->by == OUTSIDE)
		c.who.done_by = 0;
	if (!visit_write(v, take, &c)) {
		if (!v->r.fault)
			visit_refused_json(v);
		return;
	}
	v->status = c.begun ? 201 : 200;
	v->reply->type = S("application/json");
	visit_header(v, "Location", record_url(v->arena, c.t, c.id).s);
	json_init(&j, v->out);
	taken_json(v, &j,
	           &(struct taken_answer){ c.t, c.id, c.begun, v->by_token && !v->token.reads });
}
