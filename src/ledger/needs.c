/*
 * needs.c - a row of NEEDS as SQL: what it counts, and which records stand in its way
 */
#include "ledger/may.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

/* Only records begun after my last step of .since, by the order of entry. */
static void put_since(struct writer *w, const struct need *n, const struct path *path)
{
	const struct scope *record = path->end->rows || path->end->stays ? path->end->of
	                                                                 : path->end;

	if (!n->since)
		return;
	buf_fmt(&w->out,
	        " AND (SELECT s.entered_at FROM \"%s_steps\" s WHERE s.org = %.*s.org AND s.of = %.*s.id AND s.n = 1)"
	        " >= (SELECT MAX(s.entered_at) FROM \"%s_steps\" s WHERE s.org = m.org AND s.of = m.id AND s.verb = '%s')",
	        record->l->key, P(record->alias), P(record->alias), w->me->l->key, n->since);
}

static void put_back(struct writer *w, const struct need *n, const struct path *path)
{
	if (!n->back)
		return;
	put(w, " AND ");
	put_name(w, path->end, str_of(n->dated));
	put(w, " <= $3 AND ");
	put_name(w, path->end, str_of(n->dated));
	put(w, " >= ");
	put_term(w, n->back, TERM_BACK);
}

/* FROM … WHERE … of a path, with what narrows it but for .where. */
static bool put_reach(struct writer *w, const struct need *n, const char *words, struct path *path)
{
	if (!path_resolve(w, w->me, str_of(words), path)) {
		w->bad = true;
		finding(w->p, w->where, "路径不通：%s", words);
		return false;
	}
	buf_fmt(&w->out, " FROM %.*s WHERE %.*s", P(path->from), P(path->where));
	if (n) {
		put_since(w, n, path);
		put_back(w, n, path);
	}
	return true;
}

bool put_where(struct writer *w, const struct scope *sc, const char *where, const char *before,
               const char *after)
{
	if (!where)
		return true;
	put(w, before);
	if (!put_fragment(w, sc, where))
		return false;
	put(w, after);
	return true;
}

static bool put_count(struct writer *w, const struct need *n, const char *words, const char *where)
{
	struct path path;

	put(w, "(SELECT COUNT(*)");
	if (!put_reach(w, n, words, &path) || !put_where(w, path.end, where, " AND ", ""))
		return false;
	put(w, ")");
	return true;
}

/* For each row of mine a record that names it. */
static bool put_each(struct writer *w, const struct need *n)
{
	struct path path;

	buf_fmt(&w->out,
	        "NOT EXISTS (SELECT 1 FROM \"%s_%s\" e WHERE e.org = m.org AND e.of = m.id AND NOT EXISTS (SELECT 1",
	        w->me->l->key, n->each);
	if (!put_reach(w, n, n->path, &path))
		return false;
	buf_fmt(&w->out, " AND %.*s.\"%s\" = e.n", P(path.end->alias), n->match ? n->match : "n");
	if (!put_where(w, path.end, n->where, " AND ", ""))
		return false;
	put(w, "))");
	return true;
}

static bool put_share(struct writer *w, const struct need *n)
{
	if (!put_count(w, n, n->path, n->where))
		return false;
	put(w, " * ");
	put_term(w, n->share, TERM_DENOM);
	put(w, n->more ? " > " : " >= ");
	if (!put_count(w, NULL, n->among.path, n->among.where))
		return false;
	put(w, " * ");
	put_term(w, n->share, TERM_VALUE);
	return true;
}

static bool put_exists(struct writer *w, const struct need *n)
{
	struct path path;

	put(w, "NOT EXISTS (SELECT 1");
	if (!put_reach(w, n, n->path, &path))
		return false;
	if (n->how == EVERY ? !put_where(w, path.end, n->where ? n->where : "TRUE", " AND (",
	                                 ") IS NOT TRUE")
	                    : !put_where(w, path.end, n->where, " AND ", ""))
		return false;
	put(w, ")");
	return true;
}

static bool put_need_core(struct writer *w, const struct need *n)
{
	if (n->each)
		return put_each(w, n);
	if (n->share)
		return put_share(w, n);
	if (n->how == NONE || n->how == EVERY)
		return put_exists(w, n);
	if (!put_count(w, n, n->path, n->where))
		return false;
	put(w, n->how == FEWER ? " < " : " >= ");
	if (n->least_term)
		put_term(w, n->least_term, TERM_VALUE);
	else
		buf_fmt(&w->out, "%d", n->least ? n->least : 1);
	return true;
}

bool put_need(struct writer *w, const struct need *n)
{
	bool ok;

	if (!put_where(w, w->me, n->when, "CASE WHEN ", " IS FALSE THEN TRUE ELSE "))
		return false;
	if (n->on)
		w->day = arena_fmt(w->a, "m.\"%s\"", n->on);
	ok = put_need_core(w, n);
	w->day = S("");
	put(w, n->when ? " END" : "");
	return ok;
}

/* --- which records stand in the way -------------------------------------------------------------- */

enum { NAMED = 6 };

/* Those that NONE may be and those that EVERY one should be: the others count what is missing. */
static bool can_name(const struct need *n)
{
	return (n->how == NONE || n->how == EVERY) && !n->each && !n->share;
}

/* SELECT the records reached that should not be there, or are not as they should be. */
static bool put_failing(struct writer *w, const struct need *n, const struct table **ret)
{
	const struct scope *record;
	struct path path;
	bool ok;

	if (!path_resolve(w, w->me, str_of(n->path), &path))
		return false;
	record = path.end->rows || path.end->stays ? path.end->of : path.end;
	*ret = table_of(w->p, str_of(record->l->key));
	w->day = n->on ? arena_fmt(w->a, "m.\"%s\"", n->on) : S("");
	buf_fmt(&w->out,
	        "SELECT DISTINCT %.*s.id FROM \"%s\" m, %.*s WHERE m.org = $1 AND m.id = $2 AND %.*s",
	        P(record->alias), w->me->l->key, P(path.from), P(path.where));
	put_since(w, n, &path);
	put_back(w, n, &path);
	ok = n->how == EVERY ? put_where(w, path.end, n->where ? n->where : "TRUE", " AND (",
	                                 ") IS NOT TRUE")
	                     : put_where(w, path.end, n->where, " AND ", "");
	w->day = S("");
	buf_fmt(&w->out, " ORDER BY 1 LIMIT %d", NAMED + 1);
	return ok && *ret && record != w->me;
}

static bool is_seen(struct tx *tx, const struct program *p, const struct viewer *v,
                    const struct table *t, int64_t id)
{
	return !v || may_view(tx, p, v, t, id);
}

struct blocking need_blocking(struct tx *tx, const struct program *p, const struct viewer *v,
                              const struct table *t, const struct need *n, const struct args *x)
{
	struct blocking b = { .list = arena_array(tx->arena, struct in_the_way, NAMED + 1) };
	struct scope me = { .l = t->l, .alias = S("m") };
	const struct table *to = NULL;
	int64_t ids[NAMED + 1], id;
	size_t found = 0;
	const char *empty;
	struct query q;
	struct writer w;
	struct val *vals;
	struct rows rows;
	bool ok;

	if (!can_name(n))
		return b;
	writer_init(&w, t->program, tx->arena, str_of(t->l->key));
	w.me = &me;
	ok = put_failing(&w, n, &to);
	q = writer_query(&w);
	if (!ok)
		return b;
	vals = arena_array(tx->arena, struct val, N_ARGS + q.n_terms);
	bind_args(p, &q, x, EMPTY_SETTING, vals, &empty);
	rows = db_query_v(tx, stmt_text(tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms, vals);
	while (db_row(&rows, &id))
		if (found <= NAMED)
			ids[found++] = id;
	for (size_t i = 0; i < found; i++) {
		struct record r;
		if (!is_seen(tx, p, v, to, ids[i]) || !record_load(tx, to, x->org, ids[i], &r))
			continue;
		if (b.n == NAMED) {
			b.more = true;
			break;
		}
		b.list[b.n++] = (struct in_the_way){ str_of(to->l->key),
			                             record_text(&r, S("number")), ids[i] };
		b.label = str_of(to->l->label);
	}
	return b;
}

struct str blocking_text(struct arena *a, const struct blocking *b)
{
	struct str out = S("");

	for (size_t i = 0; i < b->n; i++)
		out = arena_fmt(a, "%.*s%s%.*s", P(out), i ? "、" : "", P(b->list[i].number));
	return b->n ? arena_fmt(a, "%.*s%.*s%s。", P(b->label), P(out), b->more ? "等" : "") : out;
}
