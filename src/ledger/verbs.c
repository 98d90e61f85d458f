/*
 * verbs.c - gates, effects, tallies and grants, written as SQL once at start
 *
 * The gates of a verb are one statement with a column for each: the step's own .only and .when, its
 * RULES, its NEEDS.  A column is true when the gate stands open.
 */
#include <string.h>

#include "ledger/accrue.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

static struct str row_name(struct program *p, const struct table *t, const char *what, size_t i)
{
	return arena_fmt(p->arena, "%s.%s[%zu]", t->l->key, what, i);
}

/* What is asked when a record is amended: rules without a verb, and those that name it. */
static const struct step amend = { .verb = "amend", .label = "更正" };

static bool at_verb(const char *list, const char *verb)
{
	return !list || str_index(list, str_of(verb)) >= 0;
}

static bool put_rule(struct writer *w, const struct rule *r)
{
	if (!put_where(w, w->me, r->when, "CASE WHEN ", " IS FALSE THEN TRUE ELSE ") ||
	    !put_fragment(w, w->me, r->holds))
		return false;
	put(w, r->when ? " END" : "");
	return true;
}

/* --- the statement of gates ------------------------------------------------------------------ */

static void add_gate(struct verb *v, struct gate g)
{
	v->gate[v->n_gates++] = g;
}

/* The step's own fragment; NULL: none. */
static void put_own(struct writer *w, struct verb *v, const char *fragment, bool only)
{
	if (!fragment)
		return;
	put(w, ",\n ");
	put_fragment(w, w->me, fragment);
	add_gate(v, (struct gate){ .only = only });
}

static void gates_compile(struct program *p, struct table *t, struct verb *v, struct scope *me)
{
	const struct ledger *l = t->l;
	struct writer w;

	writer_init(&w, p, p->arena, arena_fmt(p->arena, "%s.%s", l->key, v->s->verb));
	w.me = me;
	v->gate = arena_array(p->arena, struct gate, 2 + l->n_rules + l->n_needs);
	put(&w, "SELECT 1");
	put_own(&w, v, v->s->only, true);
	put_own(&w, v, v->s->when, false);
	for (size_t i = 0; i < l->n_rules; i++)
		if (at_verb(l->rules[i].at, v->s->verb)) {
			w.where = row_name(p, t, "RULES", i);
			put(&w, ",\n ");
			put_rule(&w, &l->rules[i]);
			add_gate(v, (struct gate){ .rule = &l->rules[i] });
		}
	for (size_t i = 0; i < l->n_needs; i++)
		if (at_verb(l->needs[i].at, v->s->verb)) {
			w.where = row_name(p, t, "NEEDS", i);
			put(&w, ",\n ");
			put_need(&w, &l->needs[i]);
			add_gate(v, (struct gate){ .need = &l->needs[i] });
		}
	buf_fmt(&w.out, "\nFROM \"%s\" m WHERE m.org = $1 AND m.id = $2", l->key);
	v->gates = writer_query(&w);
}

/* --- effects --------------------------------------------------------------------------------- */

/*
 * theirs=rows.column: those rows of mine that name the row of .each in this column; theirs=ref.field:
 * a field of what my reference leads to.
 */
static bool carry_naming(struct program *p, struct str where, const struct table *t,
                         struct effect *e, struct carry *c, struct str mine)
{
	struct str head, column;
	const struct field *rows, *by;

	if (!str_cut(mine, '.', &head, &column) || !(rows = field_of(t->l, head)))
		return false;
	if (rows->kind == REF) {
		*c = (struct carry){ .field = c->field,
			             .column = c->column,
			             .how = CARRY_THROUGH,
			             .mine = head,
			             .naming = column };
		if (!table_of(p, str_of(rows->of)) ||
		    !field_of(table_of(p, str_of(rows->of))->l, column))
			finding(p, where, "带去的字段不存在：%.*s", P(mine));
		return true;
	}
	if (rows->kind != ROWS)
		return false;
	by = row_field(rows, column);
	*c = (struct carry){
		.field = c->field, .how = CARRY_FIELD, .mine = head, .naming = column
	};
	if (!by || by->kind != ROW || !e->o->each || !str_is(str_of(by->of), e->o->each))
		finding(p, where, "这一列不指向逐行办理的行：%.*s", P(mine));
	return true;
}

/* One piece of .carry: theirs=mine, or one name for both. */
static void carry_parse(struct program *p, struct str where, const struct table *t,
                        struct effect *e, struct str piece)
{
	struct carry *c = &e->carries[e->n_carries++];
	struct str theirs = piece, mine = piece, head;

	if (str_cut(piece, '=', &theirs, &mine)) {
		theirs = str_trim(theirs);
		mine = str_trim(mine);
	}
	c->field = theirs;
	str_cut(theirs, '.', &c->field, &c->column);
	if (mine.n > 1 && mine.p[0] == '\'') {
		c->how = CARRY_TEXT;
		c->mine = (struct str){ mine.p + 1, mine.n - 2 };
	} else if (str_starts(mine, S("$masked."))) {
		c->how = CARRY_MASKED;
		c->mine = str_from(mine, strlen("$masked."));
		if (!field_of(t->l, c->mine) || field_of(t->l, c->mine)->kind != TEXT)
			finding(p, where, "遮盖后带去的不是文字：%.*s", P(mine));
	} else if (str_is(mine, "$day")) {
		c->how = CARRY_DAY;
	} else if (str_is(mine, "id")) {
		c->how = CARRY_ID;
	} else if (str_cut(mine, '.', &head, &c->mine) && str_is(head, "row")) {
		const struct field *rows = e->o->each ? field_of(t->l, str_of(e->o->each)) : NULL;
		c->how = CARRY_ROW;
		if (!rows || (!str_is(c->mine, "n") && !row_field(rows, c->mine)))
			finding(p, where, "带去的行没有这一列：%.*s", P(mine));
	} else if (!carry_naming(p, where, t, e, c, mine)) {
		enum kind k;
		c->how = CARRY_FIELD;
		c->mine = mine;
		if (!field_of(t->l, mine) && !auto_column(p->law, t->l, mine, &k))
			finding(p, where, "带去的字段不存在：%.*s", P(mine));
	}
}

/* Pieces are split at commas outside of quotes. */
static void carries_parse(struct program *p, struct str where, const struct table *t,
                          struct effect *e)
{
	struct str s = str_of(e->o->carry);
	size_t from = 0, pieces = 1;
	bool quoted = false;

	if (!s.n)
		return;
	for (size_t i = 0; i < s.n; i++)
		pieces += s.p[i] == ',';
	e->carries = arena_array(p->arena, struct carry, pieces);
	for (size_t i = 0; i <= s.n; i++)
		if (i == s.n || (s.p[i] == ',' && !quoted)) {
			carry_parse(p, where, t, e, str_trim((struct str){ s.p + from, i - from }));
			from = i + 1;
		} else if (s.p[i] == '\'') {
			quoted = !quoted;
		}
}

/* Does the step that begins the other record take what is carried? */
static void carry_check(struct program *p, struct str where, const struct effect *e)
{
	const struct ledger *l = (e->begins ? e->begins : e->reached)->l;
	const struct step *s = step_of(l, str_of(e->verb));
	bool may;

	for (size_t i = 0; s && i < e->n_carries; i++)
		if (!fill_has(s->fill, e->carries[i].field, &may))
			finding(p, where, "%s.%s 不收这个字段：%.*s", l->key, s->verb,
			        P(e->carries[i].field));
	if (s && !(s->by & ENGINE) && e->begins && !e->o->offer)
		finding(p, where, "%s.%s 不能由系统办理（by 缺 ENGINE）", l->key, s->verb);
}

static const char *first_new_verb(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].from == NEW)
			return l->steps[i].verb;
	return "";
}

static void each_compile(struct program *p, struct table *t, struct effect *e, struct scope *me,
                         struct str where)
{
	const struct field *rows = field_of(t->l, str_of(e->o->each));
	struct writer w;
	struct scope sc;

	if (!rows || (rows->kind != ROWS && rows->kind != REFS && rows->kind != PICKS)) {
		finding(p, where, "没有这组行：%s", e->o->each);
		return;
	}
	if (e->o->gone) { /* what is no longer there cannot be asked                              */
		if (e->o->where)
			finding(p, where, "撤出的行不能再有条件：%s", e->o->where);
		return;
	}
	sc = (struct scope){ .l = t->l, .rows = rows, .alias = S("e"), .of = me, .outer = me };
	writer_init(&w, p, p->arena, where);
	w.me = me;
	buf_fmt(&w.out,
	        "SELECT e.%s FROM \"%s_%s\" e, \"%s\" m WHERE m.org = $1 AND m.id = $2 AND e.org = m.org AND e.of = m.id",
	        rows->kind == ROWS ? "n" : "value", t->l->key, rows->key, t->l->key);
	put_where(&w, &sc, e->o->where, " AND ", "");
	put(&w, " ORDER BY 1");
	e->each = writer_query(&w);
}

static void reach_compile(struct program *p, struct effect *e, struct scope *me, struct str where)
{
	struct writer w;
	struct path path;

	writer_init(&w, p, p->arena, where);
	w.me = me;
	if (!path_resolve(&w, me, str_of(e->o->path), &path)) {
		finding(p, where, "路径不通：%s", e->o->path);
		buf_drop(&w.out);
		return;
	}
	e->reached = table_of(p, str_of(path.end->l->key));
	buf_fmt(&w.out, "SELECT %.*s FROM \"%s\" m, %.*s WHERE m.org = $1 AND m.id = $2 AND %.*s",
	        P(path.value), me->l->key, P(path.from), P(path.where));
	put_where(&w, path.end, e->o->where, " AND ", "");
	put(&w, " ORDER BY 1");
	e->reach = writer_query(&w);
}

void effect_compile(struct program *p, struct table *t, struct effect *e, struct scope *me,
                    struct str where)
{
	struct table *to = table_of(p, str_of(e->o->path));
	const struct step *s = to && e->o->take ? step_of(to->l, str_of(e->o->take)) : NULL;

	if (to && (!e->o->take || (s && s->from == NEW))) {
		e->begins = to;
		e->verb = e->o->take ? e->o->take : first_new_verb(to->l);
	} else if (e->o->take) {
		e->verb = e->o->take;
		reach_compile(p, e, me, where);
		if (e->reached && !step_of(e->reached->l, str_of(e->verb)) &&
		    !is_common(str_of(e->verb)))
			finding(p, where, "%s 没有这一步：%s", e->reached->l->key, e->verb);
	} else {
		finding(p, where, "没有这个台账：%s", e->o->path);
	}
	if (e->o->each)
		each_compile(p, t, e, me, where);
	else if (e->o->gone)
		finding(p, where, "撤出的是哪一组行没有写明");
	carries_parse(p, where, t, e);
	if (e->begins || e->reached)
		carry_check(p, where, e);
}

static void effects_compile(struct program *p, struct table *t, struct verb *v, struct scope *me)
{
	const struct ledger *l = t->l;
	struct writer w;

	writer_init(&w, p, p->arena, S(""));
	w.me = me;
	put(&w, "SELECT 1");
	v->effects = arena_array(p->arena, struct effect, l->n_opens);
	for (size_t i = 0; i < l->n_opens; i++) {
		if (l->opens[i].offer || !at_verb(l->opens[i].at, v->s->verb))
			continue;
		w.where = row_name(p, t, "OPENS", i);
		put(&w, ",\n ");
		if (!l->opens[i].when)
			put(&w, "TRUE");
		else
			put_fragment(&w, me, l->opens[i].when);
		v->effects[v->n_effects] = (struct effect){ .o = &l->opens[i] };
		if (l->opens[i].gone && v->s->from == NEW)
			finding(p, w.where, "“%s”开始一条记录，没有可以撤出的行", v->s->verb);
		effect_compile(p, t, &v->effects[v->n_effects++], me, w.where);
	}
	buf_fmt(&w.out, "\nFROM \"%s\" m WHERE m.org = $1 AND m.id = $2", l->key);
	v->when = writer_query(&w);
}

/* Which fields a step leaves filled. */
static void fills_compile(struct program *p, struct table *t, struct verb *v)
{
	bool may_be_empty;

	v->fills = arena_array(p->arena, struct must_fill, t->l->n_fields);
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		bool by_step = v->s->fill && fill_has(v->s->fill, str_of(f->key), &may_be_empty) &&
		               !may_be_empty;
		if (f->flags & MUST || by_step)
			v->fills[v->n_fills++] = (struct must_fill){ f, by_step };
	}
	v->on = arena_fmt(p->arena, "%s_on", v->s->verb).p;
	v->by = arena_fmt(p->arena, "%s_by", v->s->verb).p;
	if (field_of(t->l, str_of(v->on)))
		v->on = NULL;
}

void verbs_compile(struct program *p, struct table *t)
{
	struct scope *me = arena_new(p->arena, struct scope);

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	t->verbs = arena_array(p->arena, struct verb, t->l->n_steps);
	for (size_t i = 0; i < t->l->n_steps; i++) {
		t->verbs[i].s = &t->l->steps[i];
		fills_compile(p, t, &t->verbs[i]);
		sets_compile(p, t, &t->verbs[i]);
		gates_compile(p, t, &t->verbs[i], me);
		effects_compile(p, t, &t->verbs[i], me);
	}
	t->amend = arena_new(p->arena, struct verb);
	t->amend->s = &amend;
	fills_compile(p, t, t->amend);
	gates_compile(p, t, t->amend, me);
}

/* --- clocks ---------------------------------------------------------------------------------- */

static struct clockset *clockset_of(struct program *p, struct table *t, const char *key)
{
	for (size_t i = 0; i < t->n_clocks; i++)
		if (!strcmp(t->clocks[i].key, key))
			return &t->clocks[i];
	t->clocks[t->n_clocks] = (struct clockset){
		.key = key, .rows = arena_array(p->arena, struct clock, t->l->n_clocks)
	};
	return &t->clocks[t->n_clocks++];
}

static void put_speaks(struct writer *w, struct table *t)
{
	put(w, "SELECT 1");
	for (size_t i = 0, at = 1; i < t->n_clocks; i++) {
		struct clockset *c = &t->clocks[i];
		c->first = at;
		for (size_t k = 0; k < c->n_rows; k++, at++) {
			put(w, ",\n ");
			w->where = arena_fmt(w->a, "%s.CLOCKS %s", t->l->key, c->key);
			if (c->rows[k].when)
				put_fragment(w, w->me, c->rows[k].when);
			else
				put(w, "TRUE");
		}
	}
	buf_fmt(&w->out, "\nFROM \"%s\" m WHERE m.org = $1 AND m.id = $2", t->l->key);
}

static unsigned from_mask(const struct ledger *l, const struct step *s)
{
	unsigned mask = 0;

	for (size_t i = 0; i < l->n_states && i < MAX_STATES; i++)
		if (s->from != NEW &&
		    (s->from == ANY ? l->states[i].is != FINAL : (s->from & IN(i)) != 0))
			mask |= IN(i);
	return mask;
}

/* A minimum, or a row that says it is a chance. */
static bool is_chance(const struct program *p, const struct clockset *c)
{
	bool minimum = false;

	for (size_t i = 0; i < c->n_rows; i++) {
		const char *id = c->rows[i].basis.term;
		const struct term *t = id ? term_on(p->law, str_of(id), DAY_NONE) : NULL;
		if (c->rows[i].window)
			return true;
		minimum |= c->rows[i].does == RUNS && t && t->kind == TERM_AT_LEAST;
	}
	return minimum;
}

/* A step of ours that keeps the clock: what another body or a party may do makes nobody late. */
static bool keeps(const struct step *s, const struct clockset *c)
{
	return s->within && str_index(s->within, str_of(c->key)) >= 0 && s->by & ~(unsigned)OUTSIDE;
}

/* Named in .within of a step, or waited for in .after. */
static bool is_named(const struct ledger *l, const struct clockset *c)
{
	struct str key = str_of(c->key);

	for (size_t i = 0; i < l->n_steps; i++)
		if (str_index(l->steps[i].within ? l->steps[i].within : "", key) >= 0 ||
		    str_index(l->steps[i].after ? l->steps[i].after : "", key) >= 0)
			return true;
	return false;
}

/* A rule asks at this step whether the due has passed: 追诉时效 is asked when a case is opened. */
static bool is_ruled(struct program *p, const struct ledger *l, const struct clockset *c,
                     const struct step *s)
{
	struct str due = arena_fmt(p->arena, "%s_due", c->key);

	for (size_t i = 0; i < l->n_rules; i++)
		if (l->rules[i].at && str_index(l->rules[i].at, str_of(s->verb)) >= 0 &&
		    str_has(str_of(l->rules[i].holds), due))
			return true;
	return false;
}

/*
 * Where a due is a duty: the states from which a step of ours that keeps the clock can still be
 * reached; where no step names it, those that a rule asks about it at.  A clock that neither names
 * (a renewal, a retention) is one everywhere.
 */
static void duty_compile(struct program *p, struct table *t, struct clockset *c)
{
	const struct ledger *l = t->l;
	unsigned mask = 0;

	if (is_chance(p, c))
		return;
	for (size_t i = 0; i < l->n_steps; i++)
		if (keeps(&l->steps[i], c))
			mask |= from_mask(l, &l->steps[i]);
	for (size_t i = 0; i < l->n_steps && !is_named(l, c); i++)
		if (is_ruled(p, l, c, &l->steps[i]))
			mask |= from_mask(l, &l->steps[i]);
	for (unsigned was = 0; mask != was;) {
		was = mask;
		for (size_t i = 0; i < l->n_steps; i++)
			if (l->steps[i].to >= 0 && mask & IN(l->steps[i].to))
				mask |= from_mask(l, &l->steps[i]);
	}
	c->duty = mask || is_named(l, c) ? mask : ~0u;
}

void put_duty(struct writer *w, const struct table *t, const struct clockset *c)
{
	size_t n = 0;

	if (c->duty == ~0u)
		return;
	put(w, " AND m.state IN (");
	for (size_t i = 0; i < t->l->n_states; i++)
		if (c->duty & IN(i))
			buf_fmt(&w->out, "%s'%s'", n++ ? ", " : "", t->l->states[i].key);
	put(w, n ? ")" : "NULL)");
}

void clocks_compile(struct program *p, struct table *t)
{
	t->clocks = arena_array(p->arena, struct clockset, t->l->n_clocks);
	for (size_t i = 0; i < t->l->n_clocks; i++) {
		const struct clock *row = &t->l->clocks[i];
		struct clockset *c = clockset_of(p, t, row->key);
		((struct clock *)(uintptr_t)c->rows)[c->n_rows++] = *row;
		c->stands |= row->does == STANDS;
		c->kept = row->kept ? row->kept : c->kept;
		if (row->does == ACCRUES)
			c->accrues = &c->rows[c->n_rows - 1];
	}
	for (size_t i = 0; i < t->n_clocks; i++) {
		t->clocks[i].timed = clock_is_timed(p->law, t->clocks[i].rows, t->clocks[i].n_rows);
		duty_compile(p, t, &t->clocks[i]);
	}
}

/* Written after every ledger has its clocks, because a fragment may name another's. */
static void speaks_compile(struct program *p, struct table *t)
{
	struct scope *me = arena_new(p->arena, struct scope);
	struct writer w;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	writer_init(&w, p, p->arena, S(""));
	w.me = me;
	put_speaks(&w, t);
	t->speaks = writer_query(&w);
	for (size_t i = 0; i < t->n_clocks; i++)
		accrue_compile(p, t, &t->clocks[i]);
}

/* --- tallies --------------------------------------------------------------------------------- */

static const char *const tally_sql[N_MEASURES] = {
	[COUNT] = "COUNT", [SUM] = "SUM", [MIN] = "MIN", [MAX] = "MAX", [DISTINCT] = "COUNT",
};

/* (SELECT SUM(r.amount) FROM case_penalties r WHERE r.of = m.id AND …) */
static void put_tally(struct writer *w, struct table *t, const struct field *f)
{
	struct str rows = str_of(f->over), column = S("");
	const struct field *over;
	struct scope sc;

	str_cut(str_of(f->over), '.', &rows, &column);
	over = field_of(t->l, rows);
	if (!over || !tally_sql[f->tally]) {
		finding(w->p, w->where, "没有这组行：%s", f->over);
		return;
	}
	sc = (struct scope){
		.l = t->l, .rows = over, .alias = S("r"), .of = w->me, .outer = w->me
	};
	put(w, "(SELECT ");
	if (f->tally == COUNT)
		put(w, "COUNT(*)");
	else
		buf_fmt(&w->out, "%s%s(%sr.\"%.*s\")%s", f->tally == SUM ? "COALESCE(" : "",
		        tally_sql[f->tally], f->tally == DISTINCT ? "DISTINCT " : "", P(column),
		        f->tally == SUM ? ", 0)" : "");
	buf_fmt(&w->out, " FROM \"%s_%s\" r WHERE r.org = m.org AND r.of = m.id", t->l->key,
	        over->key);
	put_where(w, &sc, f->where, " AND ", "");
	put(w, ")");
}

/* SELECT (SELECT …), …  or  UPDATE … SET key = (SELECT …), …: of one record. */
static struct query tallies_query(struct program *p, struct table *t, bool writes)
{
	struct scope *me = arena_new(p->arena, struct scope);
	struct writer w;
	struct query none = { .st.sql = "" }, q;
	size_t n = 0;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	writer_init(&w, p, p->arena, S(""));
	w.me = me;
	buf_fmt(&w.out, writes ? "UPDATE \"%s\" AS m SET " : "SELECT ", t->l->key);
	for (size_t i = 0; i < t->l->n_fields; i++)
		if (t->l->fields[i].tally) {
			w.where = arena_fmt(p->arena, "%s.%s", t->l->key, t->l->fields[i].key);
			put(&w, n++ ? ", " : "");
			if (writes)
				buf_fmt(&w.out, "\"%s\" = ", t->l->fields[i].key);
			put_tally(&w, t, &t->l->fields[i]);
		}
	if (!writes)
		buf_fmt(&w.out, " FROM \"%s\" m", t->l->key);
	put(&w, " WHERE m.org = $1 AND m.id = $2");
	q = writer_query(&w);
	return n ? q : none;
}

void tallies_compile(struct program *p, struct table *t)
{
	size_t findings;

	speaks_compile(p, t);
	t->tallies = tallies_query(p, t, true);
	findings = p->n_findings;
	t->tallied = tallies_query(p, t, false);
	p->n_findings = findings; /* said already                                           */
}

/* --- grants ---------------------------------------------------------------------------------- */

void grants_resolve(struct program *p, struct table *t)
{
	const struct scope me = { .l = t->l, .alias = S("m") };

	for (size_t i = 0; i < t->l->n_access; i++) {
		struct writer w;
		writer_init(&w, p, p->arena, row_name(p, t, "ACCESS", i));
		w.me = &me;
		if (t->l->access[i].where)
			put_fragment(&w, &me, t->l->access[i].where);
		buf_drop(&w.out);
	}
}
