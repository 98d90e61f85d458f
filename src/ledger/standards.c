/*
 * standards.c - asking the standards of a record
 *
 * Strategy.  Each standard is one column of one statement: 1 when it is asked, 2 when it does not
 * hold, 4 when only its verb is missing to be asked.  An empty setting is bound very small and
 * very large, as gates do: where the two answers differ, nothing is said but its name.
 */
#include "ledger/fragment.h"
#include "ledger/standards.h"
#include "ledger/step.h"

enum { IS_ASKED = 1, FAILS = 2, IN_PLACE = 4 };

/* --- writing --------------------------------------------------------------------------------- */

static void put_states(struct writer *w, const struct standard *s)
{
	struct str rest = str_of(s->in), key;
	size_t n = 0;

	if (!s->in)
		return;
	put(w, " AND m.state IN (");
	while (str_item(&rest, &key))
		buf_fmt(&w->out, "%s'%.*s'", n++ ? ", " : "", P(key));
	put(w, ")");
}

static bool put_when(struct writer *w, const struct scope *me, const struct standard *s)
{
	bool ok;

	if (!s->when)
		return true;
	put(w, " AND (");
	ok = put_fragment(w, me, s->when);
	put(w, ") IS TRUE");
	return ok;
}

static void put_after(struct writer *w, const struct standard *s)
{
	struct str rest = str_of(s->after), verb;

	if (!s->after)
		return;
	put(w, " AND (FALSE");
	while (str_item(&rest, &verb))
		buf_fmt(&w->out, " OR m.\"%.*s_on\" IS NOT NULL", P(verb));
	put(w, ")");
}

bool put_standard_asked(struct writer *w, const struct scope *me, const struct standard *s)
{
	bool ok;

	put(w, "(TRUE");
	put_states(w, s);
	put_after(w, s);
	ok = put_when(w, me, s);
	put(w, ")");
	return ok;
}

bool put_broken(struct writer *w, const struct scope *me, const struct standard *s)
{
	bool ok;

	put(w, "(TRUE");
	put_states(w, s);
	put_after(w, s);
	ok = put_when(w, me, s);
	put(w, " AND (");
	ok = put_fragment(w, me, s->holds) && ok;
	put(w, ") IS FALSE)");
	return ok;
}

static void put_column(struct writer *w, const struct scope *me, const struct standard *s)
{
	put(w, ",\n CASE WHEN TRUE");
	put_states(w, s);
	put_when(w, me, s);
	put(w, " THEN CASE WHEN TRUE");
	put_after(w, s);
	buf_fmt(&w->out, " THEN %d ELSE %d END ELSE 0 END + CASE WHEN (", IS_ASKED | IN_PLACE,
	        IN_PLACE);
	put_fragment(w, me, s->holds);
	buf_fmt(&w->out, ") IS FALSE THEN %d ELSE 0 END", FAILS);
}

void standards_compile(struct program *p, struct table *t)
{
	struct scope *me = arena_new(p->arena, struct scope);
	struct writer w;

	t->standards.st.sql = "";
	if (!t->l->n_standards)
		return;
	*me = (struct scope){ .l = t->l, .alias = S("m") };
	writer_init(&w, p, p->arena, S(""));
	w.me = me;
	put(&w, "SELECT 1");
	for (size_t i = 0; i < t->l->n_standards; i++) {
		w.where = arena_fmt(p->arena, "%s.STANDARDS[%zu]", t->l->key, i);
		put_column(&w, me, &t->l->standards[i]);
	}
	buf_fmt(&w.out, "\nFROM \"%s\" m WHERE m.org = $1 AND m.id = $2", t->l->key);
	t->standards = writer_query(&w);
}

/* --- asking ---------------------------------------------------------------------------------- */

struct asking {
	struct tx *tx;
	const struct program *p;
	const struct table *t;
	int64_t org, id;
	struct day day; /* whose terms hold                                                    */
};

static int *ask(const struct asking *k, int64_t empty, const char **ret_empty)
{
	const struct query *q = &k->t->standards;
	struct day today = world_today(k->tx->world);
	struct args x = { .org = k->org,
		          .id = k->id,
		          .day = k->day,
		          .today = today,
		          .from = k->day,
		          .to = k->day,
		          .cutoff = today };
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	int *list = arena_array(k->tx->arena, int, k->t->l->n_standards + 1);
	struct rows rows;

	bind_args(k->p, q, &x, empty, v, ret_empty);
	rows = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	if (!db_row_next(&rows))
		return NULL;
	for (size_t i = 0; i < k->t->l->n_standards; i++)
		list[i] = (int)db_col(&rows, i + 1).i;
	db_close(&rows);
	return list;
}

static int64_t term_number(const struct asking *k, const char *id)
{
	const struct term *t = id ? term_on(k->p->law, str_of(id), k->day) : NULL;

	return t && t->has_value ? t->n : 0;
}

/* A standard stands on its basis: out of force on the day, it is not asked. */
static bool in_force(const struct asking *k, const struct standard *s)
{
	const struct term *t = s->basis.term ? term_on(k->p->law, str_of(s->basis.term), k->day)
	                                     : NULL;

	return !t || term_in_force(t, k->day);
}

static enum marked mark_of(const struct standard *s, int is, struct str verb)
{
	bool at = s->after && verb.n && str_index(s->after, verb) >= 0;

	if (is & IS_ASKED)
		return is & FAILS ? MARK_BROKEN : MARK_KEPT;
	return at && is & IN_PLACE && is & FAILS ? MARK_COMING : MARK_NOT_ASKED;
}

static void add_mark(const struct asking *k, struct review *ret, const struct standard *s,
                     enum marked is, const char *unset)
{
	struct mark *m = &ret->marks[ret->n_marks++];

	*m = (struct mark){ s, is, term_number(k, s->points),
		            basis_text(k->p, k->tx->arena, k->t->l, &s->basis),
		            is == MARK_UNSET ? unset : NULL };
	ret->kept += is == MARK_KEPT && s->points;
	ret->broken += is == MARK_BROKEN && s->points;
	ret->deducted += is == MARK_BROKEN ? m->points : 0;
}

static bool review(const struct asking *k, struct str verb, struct review *ret)
{
	const char *empty;
	int *low, *high;

	*ret = (struct review){ .full = term_number(k, "file-review-full") };
	if (!k->t->l->n_standards || !(low = ask(k, -EMPTY_SETTING, &empty)))
		return false;
	high = empty ? ask(k, EMPTY_SETTING, &empty) : low;
	ret->marks = arena_array(k->tx->arena, struct mark, k->t->l->n_standards);
	for (size_t i = 0; high && i < k->t->l->n_standards; i++) {
		const struct standard *s = &k->t->l->standards[i];
		enum marked is = mark_of(s, low[i], verb);
		if (is != mark_of(s, high[i], verb))
			is = MARK_UNSET;
		if (is != MARK_NOT_ASKED && in_force(k, s))
			add_mark(k, ret, s, is, empty);
	}
	ret->score = ret->deducted > ret->full ? 0 : ret->full - ret->deducted;
	return !k->tx->r->fault;
}

static struct asking asking_of(struct tx *tx, const struct program *p, const struct record *r)
{
	struct day ended = record_day(r, S("ended_on"));

	return (struct asking){ tx,     p,     r->t,
		                r->org, r->id, day_set(ended) ? ended : world_today(tx->world) };
}

bool review_record(struct tx *tx, const struct program *p, const struct record *r,
                   struct review *ret)
{
	struct asking k = asking_of(tx, p, r);

	return review(&k, S(""), ret);
}

bool review_before(struct tx *tx, const struct program *p, const struct record *r, struct str verb,
                   struct review *ret)
{
	struct asking k = asking_of(tx, p, r);

	return review(&k, verb, ret);
}

bool has_review(const struct table *t)
{
	for (size_t i = 0; i < t->l->n_standards; i++)
		if (t->l->standards[i].points)
			return true;
	return false;
}

/* --- at every save --------------------------------------------------------------------------- */

static struct asking asking_taken(const struct taking *k)
{
	return (struct asking){ k->tx, k->p, k->t, k->who->org, k->id, k->day };
}

/* Work of people as it is done; an import is measured when its page is opened. */
static bool is_measured(const struct taking *k)
{
	return !k->engine && k->who->mode == LIVE_WORK && has_review(k->t);
}

int *standards_before(struct taking *k)
{
	struct asking a = asking_taken(k);
	const char *empty;

	return is_measured(k) && !k->begins ? ask(&a, EMPTY_SETTING, &empty) : NULL;
}

static bool was_broken(const int *before, size_t i)
{
	return before && before[i] & IS_ASKED && before[i] & FAILS;
}

void standards_warn(struct taking *k, const int *before)
{
	struct asking a = asking_taken(k);
	struct review v;

	if (!is_measured(k) || !review(&a, S(""), &v))
		return;
	for (size_t i = 0; i < v.n_marks; i++) {
		const struct mark *m = &v.marks[i];
		if (m->is == MARK_BROKEN && m->s->points &&
		    !was_broken(before, (size_t)(m->s - k->t->l->standards)))
			refuse_basis(
				k, NULL, str_of(m->s->label),
				arena_fmt(k->tx->arena, "案卷评查扣%lld分。", (long long)m->points),
				&m->s->basis, str_of(m->s->way), true);
	}
}
