/*
 * row.c - what a step writes of the record itself: its row, its stays, its tallies
 *
 * Strategy.  Columns gather as changes and are written by one statement, INSERT for a new record,
 * UPDATE of what differs for an old one: a wide row with its indexes is touched once.
 */
#include "base/buf.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

bool val_eq(struct val a, struct val b)
{
	return a.is == b.is &&
	       (a.is == VAL_INT ? a.i == b.i : a.is == VAL_NULL || str_eq(a.s, b.s));
}

/* --- changes --------------------------------------------------------------------------------- */

static struct changed *change_of(const struct taking *k, const char *key)
{
	for (size_t i = 0; i < k->n_changes; i++)
		if (str_is(str_of(k->changes[i].key), key))
			return &k->changes[i];
	return NULL;
}

void change(struct taking *k, const char *key, struct val v)
{
	struct changed *c = change_of(k, key);

	if (!k->changes)
		k->changes = arena_array(k->tx->arena, struct changed, k->t->n_columns);
	if (!c)
		c = &k->changes[k->n_changes++];
	*c = (struct changed){ key, v };
}

/* The value of a column as it will be. */
struct val coming(const struct taking *k, const char *key)
{
	const struct changed *c = change_of(k, key);

	return c ? c->v : k->begins ? NULL_VAL : record_val(&k->before, str_of(key));
}

static void put_insert(struct buf *b, const struct taking *k)
{
	buf_fmt(b, "INSERT INTO \"%s\" (org, id", k->t->l->key);
	for (size_t i = 0; i < k->n_changes; i++)
		buf_fmt(b, ", \"%s\"", k->changes[i].key);
	buf_putz(b, ") VALUES ($1, $2");
	for (size_t i = 0; i < k->n_changes; i++)
		buf_fmt(b, ", $%zu", 3 + i);
	buf_putc(b, ')');
}

static void put_update(struct buf *b, const struct taking *k)
{
	buf_fmt(b, "UPDATE \"%s\" SET ", k->t->l->key);
	for (size_t i = 0; i < k->n_changes; i++)
		buf_fmt(b, "%s\"%s\" = $%zu", i ? ", " : "", k->changes[i].key, 3 + i);
	buf_putz(b, " WHERE org = $1 AND id = $2");
}

/* What stands already is not written again, and its indexes are left alone. */
static void drop_same(struct taking *k)
{
	size_t n = 0;

	for (size_t i = 0; i < k->n_changes; i++)
		if (!val_eq(k->changes[i].v, record_val(&k->before, str_of(k->changes[i].key))))
			k->changes[n++] = k->changes[i];
	k->n_changes = n;
}

void row_write(struct taking *k)
{
	struct val *v = arena_array(k->tx->arena, struct val, 2 + k->n_changes);
	struct buf b;

	if (!k->begins)
		drop_same(k);
	if (!k->n_changes)
		return;
	buf_init(&b, 1 << 16);
	(k->begins ? put_insert : put_update)(&b, k);
	v[0] = VAL(k->who->org);
	v[1] = VAL(k->id);
	for (size_t i = 0; i < k->n_changes; i++)
		v[2 + i] = k->changes[i].v;
	db_exec_v(k->tx, stmt_text(k->tx->arena, buf_str(&b)), 2 + k->n_changes, v);
	buf_drop(&b);
	k->n_changes = 0;
}

bool after_load(struct taking *k)
{
	return record_load(k->tx, k->t, k->who->org, k->id, &k->after);
}

/* --- beginning and moving --------------------------------------------------------------------- */

static struct str number_next(struct taking *k)
{
	const struct entry *e = entry_of(k->e, k->n, S("number"));
	const char *mark = k->t->l->series ? k->t->l->series : k->t->l->label;
	int year = day_year(k->day);

	if (e && e->text.n)
		return e->text;
	return arena_fmt(k->tx->arena, "%s〔%d〕%lld号", mark, year,
	                 (long long)series_next(k->tx, k->who->org, str_of(mark), year));
}

/* The section of the hat under which it is done. */
static int64_t section_of(const struct taking *k)
{
	const struct viewer *v = k->who->viewer;
	const struct hat *h = v ? viewer_hat(v, k->s->by, k->day) : NULL;

	if (!h && v && v->n_hats) /* recorded for an outside party, or an effect                 */
		h = viewer_hat(v, ~0u, k->day);
	return h ? h->section : v ? v->section : k->who->section;
}

void row_begin(struct taking *k)
{
	const struct actor *who = k->who;

	k->id = tx_new_id(k->tx);
	change(k, "number", VAL(number_next(k)));
	change(k, "handler", VAL(who->done_by ? who->done_by : who->entered_by));
	if (section_of(k))
		change(k, "in_section", VAL(section_of(k)));
	change(k, "begun_on", VAL(k->day));
	change(k, "begun_by", VAL(who->done_by));
	change(k, "defects", VAL(0));
	change(k, "imported", VAL(who->mode != LIVE_WORK));
}

static bool is_final(const struct taking *k, struct str state)
{
	int i = state_index(k->t->l, state);

	return i >= 0 && k->t->l->states[i].is == FINAL;
}

void stays_write(struct taking *k)
{
	int64_t org = k->who->org;
	bool was_final = !k->begins && is_final(k, k->from), now_final = is_final(k, k->to);

	if (k->begins || (was_final && !now_final)) {
		db_exec(k->tx, &k->t->insert_open, org, k->id, k->day);
		k->sides |= SIDE_OPEN;
	}
	if (k->begins || !str_eq(k->from, k->to)) {
		if (!k->begins)
			db_exec(k->tx, &k->t->close_state, org, k->id, k->day);
		db_exec(k->tx, &k->t->insert_state, org, k->id, k->to, k->day);
		k->sides |= SIDE_STATE;
	}
	if (now_final && !was_final) {
		db_exec(k->tx, &k->t->close_open, org, k->id, k->day);
		k->sides |= SIDE_CLOSE;
	}
}

void row_move(struct taking *k)
{
	struct val version = k->begins ? VAL(0) : record_val(&k->before, S("version"));
	struct val ended = coming(k, "ended_on");

	/* what the bureau received as a whole is of the section that first works on it        */
	if (!k->begins && !k->engine && k->s->by & k->who->roles & STAFF && section_of(k) &&
	    record_val(&k->before, S("in_section")).is == VAL_NULL)
		change(k, "in_section", VAL(section_of(k)));
	change(k, "state", VAL(k->to));
	change(k, "version", VAL(version.i + 1));
	change(k, "ended_on",
	       !is_final(k, k->to)    ? NULL_VAL
	       : ended.is == VAL_NULL ? VAL(k->day)
	                              : ended);
	change(k, k->v->by, k->who->done_by ? VAL(k->who->done_by) : NULL_VAL);
	if (k->v->on)
		change(k, k->v->on, VAL(k->day));
}

/* --- tallies --------------------------------------------------------------------------------- */

void tallies_write(struct taking *k)
{
	const struct query *q = &k->t->tallies;
	struct args x = taking_args(k);
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	const char *empty;

	if (!*q->st.sql)
		return;
	bind_args(k->p, q, &x, EMPTY_SETTING, v, &empty);
	db_exec_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
}
