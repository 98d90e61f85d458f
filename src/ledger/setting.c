/*
 * setting.c - settings and their entries
 */
#include "base/json.h"
#include "journal/journal.h"
#include "ledger/laws.h"
#include "ledger/setting.h"

/* clang-format off */
enum { PUT, ROWS_OF, TOLD, N_SQL };
static const struct stmt sql[N_SQL] = {
	[PUT] = { "INSERT INTO settings (org, id, value, from_day, issuer, document, set_at, set_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	          " ON CONFLICT (org, id, from_day) DO UPDATE SET value = $3, issuer = $5, document = $6, set_at = $7, set_by = $8" },
	[ROWS_OF] = { "SELECT id, value, issuer, document, from_day FROM settings WHERE org = $1 ORDER BY id, from_day" },
	[TOLD] = { "SELECT position, day, body FROM journal WHERE org = $1 AND ledger = 'setting' AND verb = 'set' ORDER BY position" },
};
/* clang-format on */

static struct str body_of(struct tx *tx, const struct setting *s)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_pair(j, "document", s->document);
	json_pair(j, "id", s->id);
	json_pair(j, "issuer", s->issuer);
	json_pair(j, "value", s->value);
	return json_end(&t, tx->arena);
}

bool setting_may(unsigned roles, const struct term *t)
{
	return roles & (HEAD | DEPUTY | LEGAL | SECRETARY) ||
	       (roles & SYSTEM_ADMIN && !t->statute.n);
}

static bool said(struct refusals *r, const char *field, struct str value, const char *say)
{
	return str_trim(value).n || refuse(r, field, str_of(say), S(""));
}

static bool may(struct tx *tx, const struct actor *who, const struct term *t)
{
	if (!t || setting_may(who->roles, t))
		return true;
	return refuse_with(
		tx->r,
		(struct refusal){
			.field = S("id"),
			.say = S("您无权修改这一项设置。"),
			.basis = term_cite(tx->arena, t),
			.way = S(
				"请局领导、法制机构或者办公室办理；不依据法律的由系统管理员办理。") });
}

bool setting_take(struct tx *tx, const struct program *p, const struct actor *who,
                  const struct setting *s)
{
	struct law law;
	size_t n = tx->r->n_refused;

	law_copy(&law, law_of(p, who->org), tx->arena);
	if (!may(tx, who, term_on(&law, s->id, s->from)))
		return false;
	said(tx->r, "issuer", s->issuer, "请写明发布机关。");
	said(tx->r, "document", s->document, "请写明文号。");
	law_set(&law, tx->r, s->id, s->value, s->from, s->issuer, s->document);
	return tx->r->n_refused == n && setting_keep(tx, who, s);
}

bool setting_keep(struct tx *tx, const struct actor *who, const struct setting *s)
{
	struct instant now = world_now(tx->world);

	db_exec(tx, &sql[PUT], who->org, s->id, s->value, s->from, s->issuer, s->document, now,
	        who->entered_by ? VAL(who->entered_by) : NULL_VAL);
	journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                            .day = s->from,
	                                            .at = now,
	                                            .actor = who->entered_by,
	                                            .done_by = who->done_by,
	                                            .ledger = S("setting"),
	                                            .verb = S("set"),
	                                            .body = body_of(tx, s),
	                                            .origin = str_of(who->origin) });
	laws_bump(tx);
	return !tx->r->fault;
}

/* --- against each other ----------------------------------------------------------------------- */

struct told {
	int64_t position;
	struct day from;
	struct str body;
	bool seen;
};

static size_t told_read(struct verifying *v, struct told **ret)
{
	struct rows q = db_query(v->tx, &sql[TOLD], v->org);
	struct told one = { 0 }, *list = NULL;
	size_t n = 0, cap = 0;

	while (db_row(&q, &one.position, &one.from, &one.body)) {
		one.body = arena_str(v->tx->arena, one.body);
		arena_grow(v->tx->arena, list, n, cap);
		list[n++] = one;
	}
	*ret = list;
	return n;
}

static void say(struct verifying *v, struct str id, int64_t position, struct str text)
{
	verify_found(v, (struct finding_at){ .position = position,
	                                     .ledger = S("setting"),
	                                     .field = id,
	                                     .say = text });
}

/* A body is canonical, so that the entry of a setting is known by this part of it. */
static struct str mark_of(struct arena *a, struct str id)
{
	return arena_fmt(a, "\"id\":\"%.*s\",\"issuer\":", P(id));
}

static void compare(struct verifying *v, const struct setting *s, struct told *list, size_t n)
{
	struct arena *a = v->tx->arena;
	struct str mark = mark_of(a, s->id);
	const struct told *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (list[i].from.n == s->from.n && str_has(list[i].body, mark)) {
			list[i].seen = true;
			last = &list[i];
		}
	if (!last)
		say(v, s->id, 0, arena_fmt(a, "设置 %.*s 没有日志，是绕过系统写入的。", P(s->id)));
	else if (!str_eq(last->body, body_of(v->tx, s)))
		say(v, s->id, last->position,
		    arena_fmt(a, "设置 %.*s 与日志不符，被改动过。", P(s->id)));
}

void settings_verify(struct verifying *v)
{
	struct told *list;
	size_t n = told_read(v, &list);
	struct setting s;
	struct rows q = db_query(v->tx, &sql[ROWS_OF], v->org);

	while (db_row(&q, &s.id, &s.value, &s.issuer, &s.document, &s.from))
		compare(v, &s, list, n);
	for (size_t i = 0; i < n; i++)
		if (!list[i].seen)
			say(v, S(""), list[i].position,
			    S("日志里的设置现在没有，或者换了生效之日：被删除或者改动。"));
}
