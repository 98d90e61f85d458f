/*
 * program.c - ledgers resolved: keys, columns, the plain statements
 *
 * What needs the fragment language (gates, effects, clocks, tallies, grants) is verbs.c's;
 * figures are figures.c's.
 */
#include <stdio.h>
#include <string.h>

#include "ledger/asides.h"
#include "ledger/figures.h"
#include "ledger/offers.h"
#include "ledger/laws.h"
#include "ledger/standards.h"
#include "ledger/papers.h"
#include "ledger/verbs.h"

struct stmt_slot {
	struct str sql;
	struct stmt st;
	struct stmt_slot *next;
};

void finding(struct program *p, struct str where, const char *f, ...)
{
	va_list ap;

	arena_grow(p->arena, p->findings, p->n_findings, p->cap_findings);
	va_start(ap, f);
	p->findings[p->n_findings++] = (struct finding){ arena_str(p->arena, where),
		                                         arena_vfmt(p->arena, f, ap) };
	va_end(ap);
}

struct table *table_of(const struct program *p, struct str key)
{
	for (size_t i = 0; i < p->n_tables; i++)
		if (str_is(key, p->tables[i].l->key))
			return &p->tables[i];
	return NULL;
}

const struct field *row_field(const struct field *rows, struct str key)
{
	for (size_t i = 0; i < rows->n_rows; i++)
		if (str_is(key, rows->rows[i].key))
			return &rows->rows[i];
	return NULL;
}

const struct field *field_of(const struct ledger *l, struct str key)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (str_is(key, l->fields[i].key))
			return &l->fields[i];
	return NULL;
}

const struct step *step_of(const struct ledger *l, struct str verb)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (str_is(verb, l->steps[i].verb))
			return &l->steps[i];
	return NULL;
}

int state_index(const struct ledger *l, struct str key)
{
	for (size_t i = 0; i < l->n_states; i++)
		if (l->states[i].key && str_is(key, l->states[i].key))
			return (int)i;
	return -1;
}

const struct column *column_of(const struct table *t, struct str key)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_eq(key, t->columns[i].key))
			return &t->columns[i];
	return NULL;
}

bool points_at(const struct field *f, struct str key)
{
	return (f->kind == REF || f->kind == REFS) && f->of && str_index(f->of, key) >= 0;
}

const struct field a_person = { .key = "person", .kind = REF, .label = "人员", .of = "person" };

const struct field *field_of_person(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (l->fields[i].kind == REF && str_is(S("person"), l->fields[i].of))
			return &l->fields[i];
	return NULL;
}

const struct field *lane_next(const struct table *t, struct lane_walk *w,
                              const struct table **ret_of)
{
	const struct program *p = t->program;

	for (; w->table < p->n_tables; w->table++, w->field = 0)
		while (w->field < p->tables[w->table].l->n_fields) {
			const struct field *f = &p->tables[w->table].l->fields[w->field++];
			if (f->kind != REF || !(f->flags & LANE) ||
			    !points_at(f, str_of(t->l->key)))
				continue;
			*ret_of = &p->tables[w->table];
			return f;
		}
	return NULL;
}

bool fill_has(const char *fill, struct str key, bool *ret_may_be_empty)
{
	struct str rest = str_of(fill), item;

	while (str_item(&rest, &item)) {
		bool may = item.n && item.p[item.n - 1] == '?';
		struct str name = { item.p, item.n - may };
		if (str_eq(name, key)) {
			*ret_may_be_empty = may;
			return true;
		}
	}
	return false;
}

/* A chained table whose nodes never move; the arena is only touched under the lock. */
const struct stmt *stmt_intern(struct program *p, struct str sql)
{
	struct stmt_slot **at, *slot;
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < sql.n; i++)
		hash = (hash ^ (unsigned char)sql.p[i]) * 16777619u;
	pthread_mutex_lock(&p->lock);
	at = &p->interned[hash % N_INTERNED];
	while ((slot = *at) && !str_eq(slot->sql, sql))
		at = &slot->next;
	if (!slot) {
		*at = slot = arena_new(p->arena, struct stmt_slot);
		slot->sql = arena_str(p->arena, sql);
		slot->st.sql = slot->sql.p;
	}
	pthread_mutex_unlock(&p->lock);
	return &slot->st;
}

struct str basis_text(const struct program *p, struct arena *a, const struct ledger *l,
                      const struct basis *b)
{
	const struct term *t = b->term ? term_on(p->law, str_of(b->term), DAY_NONE) : NULL;
	struct str cite = t ? term_cite(a, t) : S("");

	if (b->term)
		return cite.n ? cite : t ? t->gist : str_of(b->term);
	if (b->article)
		return law_cite(a, str_of(b->law ? b->law : l->law), str_of(b->article));
	if (b->house)
		return arena_fmt(a, "本局规定：%s", b->house);
	return S("");
}

/* The last day before which the term has already run, counted back from day. */
static struct val back_day(const struct term *t, struct day day)
{
	int64_t n = t->n;

	switch (t->unit) {
	case UNIT_MONTH: return val_day(day_add_months(day, (int)-n));
	case UNIT_YEAR: return val_day(day_add_months(day, (int)(-12 * n)));
	default: return val_day(day_add(day, (int)-n));
	}
}

void bind_args(const struct program *p, const struct query *q, const struct args *x, int64_t empty,
               struct val *v, const char **ret_empty)
{
	const struct val fixed[N_ARGS] = {
		[ARG_ORG] = VAL(x->org),
		[ARG_ID] = VAL(x->id),
		[ARG_DAY] = VAL(x->day),
		[ARG_TODAY] = VAL(x->today),
		[ARG_USER] = x->user ? VAL(x->user) : NULL_VAL,
		[ARG_FROM] = VAL(x->from),
		[ARG_TO] = VAL(x->to),
		[ARG_CUTOFF] = VAL(x->cutoff),
		[ARG_MONTHS] = VAL(x->months),
	};
	const struct law *law = law_of(p, x->org);

	*ret_empty = NULL;
	memcpy(v, fixed, sizeof fixed);
	for (size_t i = 0; i < q->n_terms; i++) {
		struct val *to = &v[N_ARGS + i];
		const struct term *t = NULL;
		if (q->terms[i].how == TERM_LITERAL) {
			*to = q->terms[i].val;
			continue;
		}
		t = term_on(law, str_of(q->terms[i].id), x->day);
		if (!t || !t->has_value) {
			*to = VAL(empty);
			if (!*ret_empty)
				*ret_empty = q->terms[i].id;
		} else if (q->terms[i].how == TERM_BACK) {
			*to = back_day(t, x->day);
		} else {
			*to = VAL(q->terms[i].how == TERM_DENOM ? t->d : t->n);
		}
	}
}

/* --- columns --------------------------------------------------------------------------------- */

static void add_column(struct program *p, struct table *t, struct str key, const struct field *f)
{
	enum kind kind = TEXT;

	if (f)
		kind = f->kind;
	else if (!auto_column(p->law, t->l, key, &kind))
		return;
	if (!f && field_of(t->l, key))
		return;
	t->columns[t->n_columns++] = (struct column){ key, kind, f };
}

static size_t column_index(const struct table *t, struct str key)
{
	const struct column *c = column_of(t, key);

	return c ? (size_t)(c - t->columns) : 0;
}

static void columns_of_clocks(struct program *p, struct table *t)
{
	for (size_t i = 0; i < t->n_clocks; i++) {
		add_column(p, t, arena_fmt(p->arena, "%s_due", t->clocks[i].key), NULL);
		add_column(p, t, arena_fmt(p->arena, "%s_done", t->clocks[i].key), NULL);
		if (t->clocks[i].accrues)
			add_column(p, t, arena_fmt(p->arena, "%s_owed", t->clocks[i].key), NULL);
	}
	for (size_t i = 0; i < t->n_clocks; i++) {
		struct clockset *c = &t->clocks[i];
		c->due = column_index(t, arena_fmt(p->arena, "%s_due", c->key));
		c->done = column_index(t, arena_fmt(p->arena, "%s_done", c->key));
		c->owed = column_index(t, arena_fmt(p->arena, "%s_owed", c->key));
	}
}

static void columns_of(struct program *p, struct table *t)
{
	static const char *const automatic[] = { "id",       "number",    "state",
		                                 "version",  "handler",   "in_section",
		                                 "begun_on", "begun_by",  "ended_on",
		                                 "void_on",  "merged_on", "merged_into",
		                                 "defects",  "imported" };
	const struct ledger *l = t->l;

	t->columns = arena_array(p->arena, struct column,
	                         14 + l->n_fields + 2 * l->n_steps + 3 * l->n_clocks);
	for (size_t i = 0; i < sizeof automatic / sizeof *automatic; i++)
		add_column(p, t, str_of(automatic[i]), NULL);
	for (size_t i = 0; i < l->n_fields; i++)
		if (l->fields[i].kind != ROWS && l->fields[i].kind != REFS &&
		    l->fields[i].kind != PICKS)
			add_column(p, t, str_of(l->fields[i].key), &l->fields[i]);
	for (size_t i = 0; i < l->n_steps; i++) {
		add_column(p, t, arena_fmt(p->arena, "%s_on", l->steps[i].verb), NULL);
		add_column(p, t, arena_fmt(p->arena, "%s_by", l->steps[i].verb), NULL);
	}
	columns_of_clocks(p, t);
}

/* --- plain statements ------------------------------------------------------------------------ */

/* @ is the ledger's key, # that of its field. */
static void stmt_fmt(struct program *p, struct stmt *st, const char *f, const char *key,
                     const char *field)
{
	struct buf b;

	buf_init(&b, 1 << 16);
	for (const char *c = f; *c; c++)
		if (*c == '@' || *c == '#')
			buf_putz(&b, *c == '@' ? key : field);
		else
			buf_putc(&b, *c);
	st->sql = arena_z(p->arena, buf_str(&b));
	buf_drop(&b);
}

/* title_st: only where the title is a text of the record itself. */
static void select_of(struct program *p, struct table *t)
{
	const struct field *title = field_of(t->l, str_of(t->l->title));
	struct buf b;

	buf_init(&b, 1 << 16);
	buf_putz(&b, "SELECT ");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_fmt(&b, "%sm.\"%.*s\"", i ? ", " : "", P(t->columns[i].key));
	t->select = arena_z(p->arena, buf_str(&b));
	buf_fmt(&b, " FROM \"%s\" m WHERE m.org = $1 AND m.id = $2", t->l->key);
	t->select_st.sql = arena_z(p->arena, buf_str(&b));
	buf_drop(&b);
	if (title && title->kind == TEXT)
		stmt_fmt(p, &t->title_st,
		         "SELECT \"#\", number FROM \"@\" WHERE org = $1 AND id = $2", t->l->key,
		         title->key);
}

#define NEXT_N "(SELECT COALESCE(MAX(n), 0) + 1 FROM \"@_"
#define MINE   " WHERE org = $1 AND of = $2"

/* What a step writes beside the record, and what is read of it. */
static void statements_of(struct program *p, struct table *t)
{
	/* clang-format off */
	const struct { struct stmt *st; const char *sql; } list[] = {
		{ &t->exists_st,     "SELECT 1 FROM \"@\" WHERE org = $1 AND id = $2" },
		{ &t->insert_step,   "INSERT INTO \"@_steps\" (org, of, n, verb, \"on\", by, entered_at, entered_by, reason,"
		                     " from_state, to_state, imported) VALUES ($1, $2, " NEXT_N "steps\"" MINE "),"
		                     " $3, $4, $5, $6, $7, $8, $9, $10, $11)" },
		{ &t->insert_state,  "INSERT INTO \"@_states\" (org, of, n, state, \"from\", \"to\") VALUES ($1, $2, "
		                     NEXT_N "states\"" MINE "), $3, $4, NULL)" },
		{ &t->close_state,   "UPDATE \"@_states\" SET \"to\" = $3" MINE " AND \"to\" IS NULL" },
		{ &t->insert_open,   "INSERT INTO \"@_open\" (org, of, n, \"from\", \"to\") VALUES ($1, $2, "
		                     NEXT_N "open\"" MINE "), $3, NULL)" },
		{ &t->close_open,    "UPDATE \"@_open\" SET \"to\" = $3" MINE " AND \"to\" IS NULL" },
		{ &t->insert_defect, "INSERT INTO \"@_defects\" (org, of, n, key, verb, \"on\") VALUES ($1, $2, "
		                     NEXT_N "defects\"" MINE "), $3, $4, $5)" },
		{ &t->add_defect,    "UPDATE \"@\" SET defects = defects + 1 WHERE org = $1 AND id = $2" },
		{ &t->steps_st,      "SELECT n, verb, \"on\", by, entered_at, entered_by, reason, from_state, to_state, imported"
		                     " FROM \"@_steps\"" MINE " ORDER BY n" },
		{ &t->events_st,     "SELECT verb, \"on\", entered_at FROM \"@_steps\"" MINE " ORDER BY n" },
		{ &t->stays_st,      "SELECT state, \"from\", \"to\" FROM \"@_states\"" MINE " ORDER BY n" },
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		stmt_fmt(p, list[i].st, list[i].sql, t->l->key, "");
}

/* Every column that clocks_write() writes, in its order. */
static void set_clocks_of(struct program *p, struct table *t)
{
	struct buf b;
	int n = 2;

	buf_init(&b, 1 << 16);
	buf_fmt(&b, "UPDATE \"%s\" SET ", t->l->key);
	for (size_t i = 0; i < t->n_clocks; i++)
		if (t->clocks[i].accrues) {
			n++;
			buf_fmt(&b, "%s\"%s_owed\" = $%d", i ? ", " : "", t->clocks[i].key, n);
		} else {
			n += 2;
			buf_fmt(&b, "%s\"%s_due\" = $%d, \"%s_done\" = $%d", i ? ", " : "",
			        t->clocks[i].key, n - 1, t->clocks[i].key, n);
		}
	buf_putz(&b, " WHERE org = $1 AND id = $2");
	t->set_clocks.sql = t->n_clocks ? arena_z(p->arena, buf_str(&b)) : "";
	buf_drop(&b);
}

static void statements_of_rows(struct program *p, const struct table *t, const struct field *f,
                               struct field_sql *ret)
{
	struct buf cols, slots;

	buf_init(&cols, 1 << 16);
	buf_init(&slots, 1 << 16);
	for (size_t i = 0; i < f->n_rows; i++) {
		buf_fmt(&cols, ", \"%s\"", f->rows[i].key);
		buf_fmt(&slots, ", $%zu", 4 + i);
	}
	ret->select.sql = arena_fmt(p->arena, "SELECT n%.*s FROM \"%s_%s\"" MINE " ORDER BY n",
	                            P(buf_str(&cols)), t->l->key, f->key)
	                          .p;
	ret->insert.sql = arena_fmt(
				  p->arena,
				  "INSERT INTO \"%s_%s\" (org, of, n%.*s) VALUES ($1, $2, $3%.*s)",
				  t->l->key, f->key, P(buf_str(&cols)), P(buf_str(&slots)))
	                          .p;
	stmt_fmt(p, &ret->last, "SELECT COALESCE(MAX(n), 0) FROM \"@_#\"" MINE, t->l->key, f->key);
	buf_drop(&cols);
	buf_drop(&slots);
}

static void statements_of_fields(struct program *p, struct table *t)
{
	t->field_sql = arena_array(p->arena, struct field_sql, t->l->n_fields);
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		struct field_sql *s = &t->field_sql[i];
		if (f->kind != ROWS && f->kind != PICKS && f->kind != REFS)
			continue;
		stmt_fmt(p, &s->clear, "DELETE FROM \"@_#\"" MINE, t->l->key, f->key);
		if (f->kind == ROWS) {
			statements_of_rows(p, t, f, s);
			continue;
		}
		stmt_fmt(p, &s->select, "SELECT value FROM \"@_#\"" MINE " ORDER BY value",
		         t->l->key, f->key);
		stmt_fmt(
			p, &s->insert,
			"INSERT INTO \"@_#\" (org, of, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
			t->l->key, f->key);
	}
}

const struct field *field_beyond(const struct program *p, const struct field *f, struct str key)
{
	struct str of = str_of(f->of), to;
	const struct table *t;

	if (f->kind == ROWS)
		return row_field(f, key);
	if ((f->kind != REF && f->kind != REFS) || !str_item(&of, &to) || !(t = table_of(p, to)))
		return NULL;
	return field_of(t->l, key);
}

static void title_check(struct program *p, struct table *t)
{
	if (!t->l->title || !field_of(t->l, str_of(t->l->title)))
		finding(p, str_of(t->l->key), "标题字段不存在：%s", t->l->title ? t->l->title : "");
}

void program_new(struct program *p, struct arena *a, const struct law *law,
                 const struct listing *list, size_t n)
{
	*p = (struct program){ .arena = a, .law = law, .laws = laws_new(a), .n_tables = n };
	pthread_mutex_init(&p->lock, NULL);
	p->interned = arena_array(a, struct stmt_slot *, N_INTERNED);
	p->tables = arena_array(a, struct table, n);
	for (size_t i = 0; i < n; i++)
		p->tables[i] = (struct table){
			.l = list[i].l, .program = p, .index = (int)i, .chapter = list[i].chapter
		};
	for (size_t i = 0; i < n; i++) {
		struct table *t = &p->tables[i];
		clocks_compile(p, t);
		columns_of(p, t);
		select_of(p, t);
		statements_of(p, t);
		set_clocks_of(p, t);
		statements_of_fields(p, t);
		title_check(p, t);
	}
	for (size_t i = 0; i < n; i++) {
		struct table *t = &p->tables[i];
		tallies_compile(p, t);
		verbs_compile(p, t);
		offers_compile(p, t);
		asides_compile(p, t);
		grants_resolve(p, t);
		standards_compile(p, t);
		figures_compile(p, t);
		papers_compile(p, t);
	}
}
