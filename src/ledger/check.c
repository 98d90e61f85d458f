/*
 * check.c - the form of declared tables
 *
 * Each check is a small walk over one kind of row.  A finding names the ledger and the row.
 */
#include "ledger/check.h"

#include "ledger/asides.h"
#include "ledger/papers.h"

#include "base/ids.h"
#include "ledger/anomalies.h"
#include "ledger/figures.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

struct checking {
	struct program *p;
	const struct table *t;
	const struct ledger *l;
};

static struct str at(const struct checking *c, const char *what, size_t i)
{
	return arena_fmt(c->p->arena, "%s.%s[%zu]", c->l->key, what, i);
}

/* --- bases ------------------------------------------------------------------------------------ */

static int first_article(struct str s)
{
	int n = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		n = n * 10 + (s.p[i] - '0');
	return n;
}

static void check_article(const struct checking *c, struct str where, struct str law,
                          struct str articles)
{
	int last = statute_last_article(c->p->law, law, DAY_NONE), n = first_article(articles);

	if (!statute_known(c->p->law, law))
		finding(c->p, where, "没有这部法律：%.*s", P(law));
	else if (last && n > last)
		finding(c->p, where, "《%.*s》没有第%d条", P(law), n);
}

static void check_basis(const struct checking *c, struct str where, const struct basis *b)
{
	if (!b->term && !b->article && !b->house)
		finding(c->p, where, "没有依据");
	if (b->term && !term_on(c->p->law, str_of(b->term), DAY_NONE))
		finding(c->p, where, "没有这一条期限或者规则：%s", b->term);
	if (b->article)
		check_article(c, where, str_of(b->law ? b->law : c->l->law), str_of(b->article));
}

/* --- fields ----------------------------------------------------------------------------------- */

static size_t items(const char *list)
{
	struct str rest = str_of(list), item;
	size_t n = 0;

	while (str_item(&rest, &item))
		n++;
	return n;
}

static bool aside_of(const struct ledger *l, const char *key)
{
	for (size_t i = 0; i < l->n_asides; i++)
		if (!strcmp(l->asides[i].key, key))
			return true;
	return false;
}

/* .cites names a REF: of a column, one of the same row. */
static void check_cites(const struct checking *c, struct str where, const struct field *f)
{
	const struct field *ref = f->cites ? field_of(c->l, str_of(f->cites)) : NULL;

	for (size_t i = 0; i < f->n_rows; i++) {
		const struct field *x = &f->rows[i],
				   *to = x->cites ? row_field(f, str_of(x->cites)) : NULL;
		if (x->cites && (x->kind != TEXT || !to || to->kind != REF))
			finding(c->p, where, "“%s.%s”带入的依据没有来处：%s", f->key, x->key,
			        x->cites);
	}
	if (f->cites && (f->kind != TEXT || !ref || ref->kind != REF))
		finding(c->p, where, "“%s”带入的依据没有来处：%s", f->key, f->cites);
}

static void check_kind(const struct checking *c, struct str where, const struct field *f)
{
	struct str rest = str_of(f->of), key;

	if ((f->kind == PICK || f->kind == PICKS) &&
	    (!f->of || !f->labels || items(f->of) != items(f->labels)))
		finding(c->p, where, "“%s”的选项与名称不是一一对应", f->key);
	while ((f->kind == REF || f->kind == REFS) && str_item(&rest, &key))
		if (!table_of(c->p, key))
			finding(c->p, where, "“%s”指向不存在的台账：%.*s", f->key, P(key));
	if (f->form && !form_known(f->form))
		finding(c->p, where, "不认识的写法：%s", f->form);
	if ((f->fit || f->suggest) && f->kind != REF && f->kind != REFS)
		finding(c->p, where, "“%s”不指向记录，谈不上挑选", f->key);
	if (f->suggest && !aside_of(c->l, f->suggest))
		finding(c->p, where, "没有这一行参考：%s", f->suggest);
	if (f->kind == ROWS && !f->n_rows)
		finding(c->p, where, "“%s”没有列", f->key);
	check_cites(c, where, f);
}

static bool is_generated(const struct checking *c, struct str key)
{
	struct ledger bare = *c->l; /* a field hides the column it collides with             */
	enum kind kind;
	struct str verb;

	bare.n_fields = 0;
	if (!auto_column(c->p->law, &bare, key, &kind))
		return false;
	for (size_t i = 0; i < c->l->n_steps;
	     i++) { /* a step's own day may be a field of that name */
		verb = arena_fmt(c->p->arena, "%s_on", c->l->steps[i].verb);
		if (str_eq(verb, key))
			return !c->l->steps[i].day || !str_is(key, c->l->steps[i].day);
	}
	return true;
}

static void check_field(const struct checking *c, size_t i)
{
	const struct field *f = &c->l->fields[i];
	struct str where = at(c, "FIELDS", i), key = str_of(f->key);

	check_kind(c, where, f);
	check_basis(c, where, &f->basis);
	if (is_generated(c, key))
		finding(c->p, where, "“%s”与自动产生的列重名", f->key);
	if ((f->kind == REF || f->kind == REFS || f->kind == ROWS) && table_of(c->p, key) &&
	    !points_at(f, key))
		finding(c->p, where, "“%s”与台账同名，却不指向它", f->key);
	for (size_t k = 0; k < f->n_rows; k++)
		check_kind(c, where, &f->rows[k]);
	for (size_t k = 0; k < i; k++)
		if (str_is(key, c->l->fields[k].key))
			finding(c->p, where, "“%s”写了两次", f->key);
}

/* --- steps and states ------------------------------------------------------------------------- */

static bool known_verb(const struct checking *c, struct str verb)
{
	return step_of(c->l, verb) || is_common(verb);
}

static void check_verbs(const struct checking *c, struct str where, const char *list)
{
	struct str rest = str_of(list), verb;

	while (str_item(&rest, &verb))
		if (!known_verb(c, verb))
			finding(c->p, where, "没有这一步：%.*s", P(verb));
}

static bool known_clock(const struct checking *c, struct str key)
{
	for (size_t i = 0; i < c->t->n_clocks; i++)
		if (str_is(key, c->t->clocks[i].key))
			return true;
	return false;
}

static void check_clocks_named(const struct checking *c, struct str where, const char *list)
{
	struct str rest = str_of(list), key;

	while (str_item(&rest, &key))
		if (!known_clock(c, key))
			finding(c->p, where, "没有这个期限：%.*s", P(key));
}

static void check_fill(const struct checking *c, struct str where, const char *fill)
{
	struct str rest = str_of(fill), item;

	while (str_item(&rest, &item)) {
		const struct field *f;
		if (item.p[item.n - 1] == '?')
			item.n--;
		if (!(f = field_of(c->l, item)))
			finding(c->p, where, "没有这个字段：%.*s", P(item));
		else if (f->tally)
			finding(c->p, where, "算出来的字段不能填：%.*s", P(item));
	}
}

static bool has_competence_gate(const struct checking *c, const char *verb)
{
	for (size_t i = 0; i < c->l->n_needs; i++)
		if (str_index(c->l->needs[i].at, str_of(verb)) >= 0 &&
		    str_has(str_of(c->l->needs[i].path), S("officers")))
			return true;
	return false;
}

static bool from_state(const struct checking *c, const struct step *s, size_t state)
{
	return s->from == ANY ? c->l->states[state].is != FINAL
	                      : state < MAX_STATES && (s->from & IN(state)) != 0;
}

static void check_step_day(const struct checking *c, struct str where, const char *key,
                           enum kind kind)
{
	const struct field *f = key ? field_of(c->l, str_of(key)) : NULL;

	if (key && (!f || f->kind != kind))
		finding(c->p, where, "“%s”不是一个%s字段", key, kind == DATE ? "日期" : "时间");
}

/* stage/medium, both of the columns of .process */
static void check_leaves(const struct checking *c, struct str where, const char *list)
{
	const struct field *rows = c->l->process ? field_of(c->l, str_of(c->l->process)) : NULL;
	const struct field *stage = rows ? row_field(rows, S("stage")) : NULL;
	const struct field *medium = rows ? row_field(rows, S("medium")) : NULL;
	struct str rest = str_of(list), item, a, b;

	while (str_item(&rest, &item))
		if (!stage || !medium || !str_cut(item, '/', &a, &b) ||
		    str_index(stage->of, a) < 0 || str_index(medium->of, b) < 0)
			finding(c->p, where, "全过程记录没有这个环节或者形式：%.*s", P(item));
}

/* A set that the step takes, of records that are each somebody's. */
static void check_hands(const struct checking *c, struct str where, const struct step *s)
{
	const struct field *f = s->hands ? field_of(c->l, str_of(s->hands)) : NULL;
	const struct table *of = f && f->kind == REFS ? table_of(c->p, str_of(f->of)) : NULL;
	bool may_be_empty;

	if (s->hands && (!of || !field_of_person(of->l)))
		finding(c->p, where, "“%s”不是一组属于人员的记录", s->hands);
	else if (s->hands && !(s->fill && fill_has(s->fill, str_of(s->hands), &may_be_empty)))
		finding(c->p, where, "“%s”不由“%s”填写", s->hands, s->verb);
}

static void check_step(const struct checking *c, size_t i)
{
	const struct step *s = &c->l->steps[i];
	struct str where = at(c, "STEPS", i);

	check_basis(c, where, &s->basis);
	check_fill(c, where, s->fill);
	check_step_day(c, where, s->day, DATE);
	check_step_day(c, where, s->time, TIME);
	check_clocks_named(c, where, s->within);
	check_clocks_named(c, where, s->after);
	check_verbs(c, where, s->not_by);
	check_leaves(c, where, s->leaves);
	check_hands(c, where, s);
	if (s->is & ACT && !has_competence_gate(c, s->verb))
		finding(c->p, where, "“%s”对当事人实施，却没有执法资格的关口", s->verb);
	if (s->to != SAME && (s->to < 0 || (size_t)s->to >= c->l->n_states))
		finding(c->p, where, "“%s”去往不存在的状态", s->verb);
	for (size_t k = 0; k < c->l->n_states; k++)
		if (c->l->states[k].is == FINAL && s->from != NEW && from_state(c, s, k) &&
		    s->to != SAME && c->l->states[s->to].is != FINAL && !(s->is & REOPENS))
			finding(c->p, where, "“%s”离开终结的状态，却没有 REOPENS", s->verb);
}

static bool reached(const struct checking *c, size_t state)
{
	for (size_t i = 0; i < c->l->n_steps; i++)
		if (c->l->steps[i].to == (int)state)
			return true;
	return false;
}

static bool left(const struct checking *c, size_t state)
{
	for (size_t i = 0; i < c->l->n_steps; i++)
		if (c->l->steps[i].from != NEW && c->l->steps[i].to != SAME &&
		    c->l->steps[i].to != (int)state && from_state(c, &c->l->steps[i], state))
			return true;
	return false;
}

static void check_state(const struct checking *c, size_t i)
{
	struct str where = at(c, "STATES", i);

	if (!c->l->states[i].key) {
		finding(c->p, where, "状态没有写");
		return;
	}
	if (!reached(c, i))
		finding(c->p, where, "没有哪一步到达“%s”", c->l->states[i].label);
	if (c->l->states[i].is != FINAL && !left(c, i))
		finding(c->p, where, "没有哪一步离开“%s”", c->l->states[i].label);
}

/* --- clocks, gates, effects, figures, papers, access ------------------------------------------- */

static bool is_date(const struct checking *c, struct str key)
{
	const struct column *column = column_of(c->t, key);

	return column && column->kind == DATE;
}

static void check_clock(const struct checking *c, size_t i)
{
	const struct clock *k = &c->l->clocks[i];
	const struct term *t = k->basis.term ? term_on(c->p->law, str_of(k->basis.term), DAY_NONE)
	                                     : NULL;
	struct str where = at(c, "CLOCKS", i), rest = str_of(k->in_state), state;

	check_basis(c, where, &k->basis);
	check_verbs(c, where, k->on_step);
	while (str_item(&rest, &state))
		if (state_index(c->l, state) < 0)
			finding(c->p, where, "没有这个状态：%.*s", P(state));
	if (k->kept && !is_date(c, str_of(k->kept)))
		finding(c->p, where, "期限何时办到不是日期字段：%s", k->kept);
	if (k->does == RUNS && (!k->from || !column_of(c->t, str_of(k->from))))
		finding(c->p, where, "期限从哪个字段起算没有写明：%s", k->from ? k->from : "");
	if ((k->does == RUNS || k->does == EXTENDS) && t && t->unit == UNIT_NONE)
		finding(c->p, where, "“%s”没有长度，不能起算或者延长", k->basis.term);
}

static void check_gates(const struct checking *c)
{
	for (size_t i = 0; i < c->l->n_rules; i++) {
		check_basis(c, at(c, "RULES", i), &c->l->rules[i].basis);
		check_verbs(c, at(c, "RULES", i), c->l->rules[i].at);
	}
	for (size_t i = 0; i < c->l->n_needs; i++) {
		const struct need *n = &c->l->needs[i];
		struct str where = at(c, "NEEDS", i);
		check_basis(c, where, &n->basis);
		check_verbs(c, where, n->at);
		check_verbs(c, where, n->since);
		if (n->each && !field_of(c->l, str_of(n->each)))
			finding(c->p, where, "没有这组行：%s", n->each);
		if (n->back && !n->dated)
			finding(c->p, where, "往前看多久写了，按哪一天没有写");
	}
	for (size_t i = 0; i < c->l->n_asides; i++)
		check_basis(c, at(c, "ASIDES", i), &c->l->asides[i].basis);
	for (size_t i = 0; i < c->l->n_opens; i++) {
		check_basis(c, at(c, "OPENS", i), &c->l->opens[i].basis);
		check_verbs(c, at(c, "OPENS", i), c->l->opens[i].at);
	}
}

static bool ranks_people(const struct checking *c, const struct figure *f)
{
	struct str rest = str_of(f->by), by;
	struct spec s;

	spec_of(c->t, f, &s);
	for (s.n_by = 0; s.n_by < 4 && str_item(&rest, &by);)
		s.by[s.n_by++] = arena_z(c->p->arena, by);
	return spec_ranks_people(&s);
}

static void check_figures(const struct checking *c)
{
	for (size_t i = 0; i < c->l->n_figures; i++) {
		const struct figure *f = &c->l->figures[i];
		check_basis(c, at(c, "FIGURES", i), &f->basis);
		if (ranks_people(c, f))
			finding(c->p, at(c, "FIGURES", i), "罚没款不得按人统计：%s", f->key);
		if (!f->unit || !*f->unit)
			finding(c->p, at(c, "FIGURES", i), "没有单位");
		for (size_t k = 0; k < i; k++)
			if (str_is(str_of(f->key), c->l->figures[k].key))
				finding(c->p, at(c, "FIGURES", i), "“%s”写了两次", f->key);
	}
}

static void check_papers(const struct checking *c)
{
	for (size_t i = 0; i < c->l->n_papers; i++) {
		check_basis(c, at(c, "PAPERS", i), &c->l->papers[i].basis);
		check_verbs(c, at(c, "PAPERS", i), c->l->papers[i].at);
		check_verbs(c, at(c, "PAPERS", i), c->l->papers[i].signed_by);
		if (c->l->papers[i].each && !field_of(c->l, str_of(c->l->papers[i].each)))
			finding(c->p, at(c, "PAPERS", i), "没有这组行：%s", c->l->papers[i].each);
		if (c->l->papers[i].corrects &&
		    str_index(c->l->papers[i].corrects, S("reason")) >= 0)
			finding(c->p, at(c, "PAPERS", i),
			        "“reason”是撤回重制自己的理由，不能随文书更正");
	}
}

/* Points are counted in parts of a review, and on the board a row says what to do. */
static void check_standard(const struct checking *c, size_t i)
{
	const struct standard *s = &c->l->standards[i];
	struct str where = at(c, "STANDARDS", i), rest = str_of(s->in), state;

	check_basis(c, where, &s->basis);
	check_verbs(c, where, s->after);
	while (str_item(&rest, &state))
		if (state_index(c->l, state) < 0)
			finding(c->p, where, "没有这个状态：%.*s", P(state));
	if (!s->points && !(s->is & ANOMALY))
		finding(c->p, where, "“%s”既不扣分也不列为异常", s->key);
	if (s->points && !term_on(c->p->law, str_of(s->points), DAY_NONE))
		finding(c->p, where, "没有这一条扣分：%s", s->points);
	if (s->points && (!s->part || str_index(REVIEW_PARTS, str_of(s->part)) < 0))
		finding(c->p, where, "“%s”没有写明属于评查的哪一部分", s->key);
	if (!s->way)
		finding(c->p, where, "“%s”没有写明怎么办", s->key);
	for (size_t k = 0; k < i; k++)
		if (str_is(str_of(s->key), c->l->standards[k].key))
			finding(c->p, where, "“%s”写了两次", s->key);
}

static void check_access(const struct checking *c)
{
	if (!c->l->n_access)
		finding(c->p, str_of(c->l->key), "没有写明谁能看（ACCESS）");
	for (size_t i = 0; i < c->l->n_access; i++) {
		struct str rest = str_of(c->l->access[i].may), item;
		while (str_item(&rest, &item))
			if (str_index("view,list,print,export,count", item) < 0 &&
			    !known_verb(c, item))
				finding(c->p, at(c, "ACCESS", i), "没有这项权利：%.*s", P(item));
		check_basis(c, at(c, "ACCESS", i), &c->l->access[i].basis);
		rest = str_of(c->l->access[i].fields);
		while (str_item(&rest, &item))
			if (!field_of(c->l, item) && !column_of(c->t, item) &&
			    !str_is(item, "files"))
				finding(c->p, at(c, "ACCESS", i), "没有这个字段：%.*s", P(item));
	}
}

static void check_one(struct program *p, const struct table *t)
{
	struct checking c = { p, t, t->l };

	for (size_t i = 0; i < t->l->n_fields; i++)
		check_field(&c, i);
	for (size_t i = 0; i < t->l->n_states; i++)
		check_state(&c, i);
	for (size_t i = 0; i < t->l->n_steps; i++)
		check_step(&c, i);
	for (size_t i = 0; i < t->l->n_clocks; i++)
		check_clock(&c, i);
	for (size_t i = 0; i < t->l->n_standards; i++)
		check_standard(&c, i);
	check_gates(&c);
	check_figures(&c);
	check_papers(&c);
	check_access(&c);
	page_check(p, t);
	if (t->l->law && !statute_known(p->law, str_of(t->l->law)))
		finding(p, str_of(t->l->key), "没有这部法律：%s", t->l->law);
	if (t->l->n_states > MAX_STATES)
		finding(p, str_of(t->l->key), "状态超过 %d 个", MAX_STATES);
}

void ledger_check(struct program *p)
{
	for (size_t i = 0; i < p->n_tables; i++)
		check_one(p, &p->tables[i]);
}
