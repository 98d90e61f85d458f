/*
 * paper_compile.c - a template becomes statements
 *
 * Strategy.  The nodes are walked once.  Each hole of the paper is a column of one SELECT over the
 * record (and the row of .each), each {{#each}} a SELECT of its own whose columns are its items; a
 * condition is a column like any other.  Names and conditions are the fragment language's, so what
 * it does not know reaches no database.
 */
#include "ledger/fragment.h"
#include "ledger/papers.h"
#include "ledger/verbs.h"

#include <string.h>

const struct prose_form paper_form = { .metas = "title,number,to,signer,date,line" };

/* The row of .each is $9, which papers do not need for months. */
#define ROW_PLACE "$9"

struct compiling {
	struct program *p;
	struct table *t;
	struct paper_sql *s;
	struct scope me, row; /* row: of .each                                             */
	const struct scope *at;
	struct str where; /* for findings                                             */
};

/* What is being gathered: the holes of the paper, or the items of a list. */
struct gathering {
	struct paper_list *list;
	struct writer *w;
	const struct scope *sc;
};

static void walk(struct compiling *c, const struct nodes *list, struct gathering *holes,
                 struct gathering *items);

static void bad(const struct compiling *c, int line, struct str what, const char *say)
{
	finding(c->p, arena_fmt(c->p->arena, "%.*s 第%d行", P(c->where), line), "%s：%.*s", say,
	        P(what));
}

static struct paper_value *value_add(struct compiling *c, struct gathering *g, struct str key)
{
	struct paper_list *l = g->list;

	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->values[i].key, key))
			return NULL;
	arena_grow(c->p->arena, l->values, l->n, l->cap);
	l->values[l->n] = (struct paper_value){ .key = key };
	return &l->values[l->n++];
}

/* --- what a name is --------------------------------------------------------------------------- */

static bool is_row(const struct scope *sc)
{
	return sc->rows || sc->stays;
}

static const struct field *rows_value(const struct compiling *c, const struct field *set)
{
	struct field *f = arena_new(c->p->arena, struct field);

	*f = *set;
	f->kind = set->kind == REFS ? REF : PICK;
	return f;
}

/* A reference that no field declares: a person, but for those of the record itself. */
static const struct field *automatic_ref(const struct compiling *c, struct str key)
{
	struct field *f = arena_new(c->p->arena, struct field);

	*f = (struct field){ .key = arena_z(c->p->arena, key), .kind = REF, .of = "person" };
	if (str_is(key, "in_section"))
		f->of = "org";
	return f;
}

static void describe_row(const struct compiling *c, const struct named *n, struct paper_value *v)
{
	const struct field *f = n->at->stays                ? NULL
	                        : n->at->rows->kind == ROWS ? row_field(n->at->rows, n->key)
	                                                    : rows_value(c, n->at->rows);

	v->kind = NUMBER;
	if (n->at->stays) {
		v->kind = str_is(n->key, "state") ? PICK : DATE;
		v->of = str_is(n->key, "state") ? n->at->l : NULL;
	} else if (f && !str_is(n->key, "n")) {
		v->field = f;
		v->kind = f->kind;
	}
}

static void describe(const struct compiling *c, const struct named *n, struct paper_value *v)
{
	if (is_row(n->at)) {
		describe_row(c, n, v);
		return;
	}
	v->field = field_of(n->at->l, n->key);
	if (v->field)
		v->kind = v->field->kind;
	else if (auto_column(c->p->law, n->at->l, n->key, &v->kind) && v->kind == REF)
		v->field = automatic_ref(c, n->key);
	if (str_is(n->key, "state"))
		v->of = n->at->l;
}

/* The field whose record this record is a lane of; NULL: none. */
static const struct field *lane_of(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (l->fields[i].flags & LANE && l->fields[i].kind == REF)
			return &l->fields[i];
	return NULL;
}

/* Where a personal value is erased: `parties` of the record, `~case.parties` of its lane's. */
static void personal_of(struct compiling *c, int line, const struct named *n, struct paper_value *v)
{
	const struct field *lane = lane_of(c->t->l);
	const char *field = is_row(n->at) && n->at->rows ? n->at->rows->key
	                    : v->field                   ? v->field->key
	                                                 : "";

	if (!v->field || !(v->field->flags & (PERSONAL | SECRET)))
		return;
	if (v->field->flags & SECRET)
		bad(c, line, v->key, "保密的字段不写在文书上");
	else if (n->at->l == c->t->l)
		v->personal = str_of(field);
	else if (lane && points_at(lane, str_of(n->at->l->key)))
		v->personal = arena_fmt(c->p->arena, "~%s.%s", n->at->l->key, field);
	else
		bad(c, line, v->key, "其他台账的个人信息不写在文书上");
}

/* --- holes ------------------------------------------------------------------------------------ */

/* `term ID`, `cite ID`, `cite STATUTE ARTICLE`. */
static bool add_law(struct compiling *c, int line, struct str text, struct paper_value *v)
{
	struct str word, rest;
	bool term;

	if (!str_cut(text, ' ', &word, &rest) || !(str_is(word, "term") || str_is(word, "cite")))
		return false;
	term = str_is(word, "term");
	v->from = term ? PAPER_TERM : PAPER_CITE;
	v->term = str_trim(rest);
	if (!term && str_cut(v->term, ' ', &v->term, &v->article)) {
		v->article = str_trim(v->article);
		if (!statute_known(c->p->law, v->term))
			bad(c, line, v->term, "没有这部法律");
	} else if (!term_on(c->p->law, v->term, DAY_NONE)) {
		bad(c, line, v->term, "没有这一条期限或者数额");
	}
	v->label = v->term;
	return true;
}

static bool add_own(struct compiling *c, int line, struct str text, struct paper_value *v)
{
	static const struct {
		const char *name;
		enum paper_from from;
	} own[] = { { "paper.number", PAPER_NUMBER },
		    { "paper.label", PAPER_LABEL },
		    { "paper.day", PAPER_DAY } };

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (str_is(text, own[i].name)) {
			v->from = own[i].from;
			return true;
		}
	return add_law(c, line, text, v);
}

/* The bureau's own record in the register of bodies, and the government it answers to. */
static bool put_bureau(struct gathering *g, struct str text, struct paper_value *v)
{
	static const struct {
		const char *name, *column, *kind, *label;
	} known[] = { { "bureau.name", "name", "bureau", "本局名称" },
		      { "bureau.address", "address", "bureau", "本局地址" },
		      { "bureau.phone", "phone", "bureau", "本局联系电话" },
		      { "bureau.visit_rules", "visit_rules", "bureau", "行政检查纪律（机构台账）" },
		      { "government", "name", "government", "本级人民政府（机构台账）" } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(text, known[i].name)) {
			buf_fmt(&g->w->out,
			        "(SELECT o.\"%s\" FROM \"org\" o WHERE o.org = $1 AND o.kind = '%s'"
			        " AND o.void_on IS NULL ORDER BY o.id LIMIT 1)",
			        known[i].column, known[i].kind);
			v->label = str_of(known[i].label);
			v->kind = TEXT;
			return true;
		}
	return false;
}

static void put_column_of(struct compiling *c, struct gathering *g, const struct node *n,
                          struct paper_value *v)
{
	struct named named = { 0 };

	put(g->w, ",\n ");
	if (put_bureau(g, n->text, v))
		return;
	if (!named_find(g->w, g->sc, n->text, true, &named)) {
		put(g->w, "NULL");
		return;
	}
	put_named(g->w, &named);
	describe(c, &named, v);
	v->label = v->field && v->field->label ? str_of(v->field->label) : n->text;
	personal_of(c, n->line, &named, v);
	if (v->kind == ROWS || v->kind == ROW)
		bad(c, n->line, n->text, "这个字段是一组行，写明是哪一列");
}

static struct str key_of(struct compiling *c, const struct node *n)
{
	return n->format.n ? arena_fmt(c->p->arena, "%.*s|%.*s", P(n->text), P(n->format))
	                   : n->text;
}

static void add_hole(struct compiling *c, struct gathering *g, const struct node *n)
{
	struct paper_value *v = value_add(c, g, key_of(c, n));

	if (!v)
		return;
	v->format = n->format;
	v->name = v->label = n->text;
	v->optional = n->optional;
	if (!paper_format_known(n->format))
		bad(c, n->line, n->format, "没有这种写法");
	if (!add_own(c, n->line, n->text, v))
		put_column_of(c, g, n, v);
	else
		put(g->w, ",\n NULL");
}

static void add_if(struct compiling *c, struct gathering *g, const struct node *n)
{
	struct paper_value *v = value_add(c, g, n->source);
	struct str word;

	if (!v)
		return;
	v->from = PAPER_IF;
	put(g->w, ",\n ");
	if (str_cut(n->text, ' ', &word, &v->term) && str_is(word, "law")) {
		v->from = PAPER_IF_LAW;
		put(g->w, "NULL");
		if (!term_on(c->p->law, v->term, DAY_NONE))
			bad(c, n->line, v->term, "没有这一条期限或者数额");
	} else if (!put_fragment(g->w, g->sc, arena_z(c->p->arena, n->text)))
		put(g->w, "NULL");
}

/* --- lists ------------------------------------------------------------------------------------ */

/* FROM and WHERE of the record and, in a paper of .each, of its row. */
static void put_base(struct compiling *c, struct writer *w, struct str more)
{
	const char *l = c->t->l->key;

	buf_fmt(&w->out, "\nFROM \"%s\" m", l);
	if (c->s->paper->each)
		buf_fmt(&w->out, ", \"%s_%s\" e", l, c->s->paper->each);
	if (more.n)
		buf_fmt(&w->out, ", %.*s", P(more));
	put(w, " WHERE m.org = $1 AND m.id = $2");
	if (c->s->paper->each)
		put(w, " AND e.org = m.org AND e.of = m.id AND e.n = " ROW_PLACE);
}

static void add_each(struct compiling *c, const struct node *n, struct gathering *holes)
{
	struct paper_list list = { .key = n->source };
	struct writer w;
	struct path path;
	struct gathering g = { &list, &w, NULL };

	writer_init(&w, c->p, c->p->arena,
	            arena_fmt(c->p->arena, "%.*s 第%d行", P(c->where), n->line));
	w.me = &c->me;
	if (!path_resolve(&w, c->at, n->text, &path)) {
		bad(c, n->line, n->text, "路径不通");
		buf_drop(&w.out);
		return;
	}
	g.sc = path.end;
	put(&w, "SELECT 1");
	walk(c, &n->body, holes, &g);
	put_base(c, &w, path.from);
	buf_fmt(&w.out, " AND %.*s", P(path.where));
	if (n->where.n) {
		put(&w, " AND ");
		put_fragment(&w, path.end, arena_z(c->p->arena, n->where));
	}
	buf_fmt(&w.out, " ORDER BY %.*s", P(path.value));
	list.q = writer_query(&w);
	arena_grow(c->p->arena, c->s->lists, c->s->n_lists, c->s->cap_lists);
	c->s->lists[c->s->n_lists++] = list;
}

static bool counts_items(struct str name)
{
	return str_is(name, "n") || str_is(name, "N");
}

static void walk(struct compiling *c, const struct nodes *list, struct gathering *holes,
                 struct gathering *items)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];

		if (n->is == NODE_HOLE)
			add_hole(c, holes, n);
		else if (n->is == NODE_ITEM && !counts_items(n->text))
			add_hole(c, items, n);
		else if (n->is == NODE_IF)
			add_if(c, items ? items : holes, n);
		if (n->is == NODE_EACH && items) {
			bad(c, n->line, n->text, "列举之内不能再列举");
		} else if (n->is == NODE_EACH) {
			add_each(c, n, holes);
		} else {
			walk(c, &n->body, holes, items);
			walk(c, &n->other, holes, items);
		}
	}
}

/* --- the paper -------------------------------------------------------------------------------- */

static struct query fragment_query(struct compiling *c, const struct scope *sc, const char *select,
                                   const char *fragment)
{
	struct writer w;

	writer_init(&w, c->p, c->p->arena, c->where);
	w.me = &c->me;
	put(&w, select);
	if (fragment) {
		put(&w, " AND ");
		put_fragment(&w, sc, fragment);
	}
	if (sc == &c->row)
		put(&w, " ORDER BY e.n");
	return writer_query(&w);
}

static void compile_corrects(struct compiling *c)
{
	struct str rest = str_of(c->s->paper->corrects), key;

	while (str_item(&rest, &key))
		if (!field_of(c->t->l, key))
			bad(c, 0, key, "没有这个字段");
}

/* The rows of .each, else one row 0 of the record. */
static const char *select_of(struct compiling *c)
{
	const char *l = c->t->l->key;

	if (!c->s->paper->each)
		return arena_fmt(c->p->arena,
		                 "SELECT 0 FROM \"%s\" m WHERE m.org = $1 AND m.id = $2", l)
		        .p;
	return arena_fmt(c->p->arena,
	                 "SELECT e.n FROM \"%s_%s\" e, \"%s\" m WHERE m.org = $1 AND m.id = $2"
	                 " AND e.org = m.org AND e.of = m.id",
	                 l, c->s->paper->each, l)
	        .p;
}

static void compile_rows(struct compiling *c)
{
	const struct paper *x = c->s->paper;
	const char *select = select_of(c);

	c->s->when = fragment_query(
		c, &c->me,
		arena_fmt(c->p->arena, "SELECT 1 FROM \"%s\" m WHERE m.org = $1 AND m.id = $2",
	                  c->t->l->key)
			.p,
		x->when);
	if (x->each)
		c->s->rows = fragment_query(c, &c->row, select, x->where);
	else if (x->where)
		bad(c, 0, str_of(x->where), "没有 .each，不能写 .where");
	if (x->recall)
		c->s->recall = fragment_query(c, c->at, select, x->recall);
	compile_corrects(c);
}

static void compile_text(struct compiling *c)
{
	struct refusals r;
	struct writer w;
	struct gathering g = { &c->s->holes, &w, c->at };

	refusals_init(&r, c->p->arena);
	if (!prose_parse(&c->s->prose, c->p->arena, c->s->text, &paper_form, NULL, &r))
		for (size_t i = 0; i < r.n; i++)
			finding(c->p, c->where, "%.*s", P(r.list[i].say));
	writer_init(&w, c->p, c->p->arena, c->where);
	w.me = &c->me;
	put(&w, "SELECT 1");
	walk(c, &c->s->prose.nodes, &g, NULL);
	put_base(c, &w, S(""));
	c->s->holes.q = writer_query(&w);
}

static void compile(struct program *p, struct table *t, const struct paper *x, struct paper_sql *s)
{
	struct compiling c = { .p = p, .t = t, .s = s };
	const struct paper_text *text;
	const struct field *rows = x->each ? field_of(t->l, str_of(x->each)) : NULL;

	s->paper = x;
	c.where = arena_fmt(p->arena, "papers/%s.%s.txt", t->l->key, x->key);
	text = paper_text_of(p->law, arena_fmt(p->arena, "%s.%s", t->l->key, x->key));
	if (!text || (x->each && (!rows || rows->kind != ROWS)))
		return;
	s->text = text->text;
	s->sm3 = sm3_hex(p->arena, text->text);
	c.me = (struct scope){ .l = t->l, .alias = S("m") };
	c.row = (struct scope){
		.l = t->l, .rows = rows, .alias = S("e"), .of = &c.me, .outer = &c.me
	};
	c.at = rows ? &c.row : &c.me;
	compile_rows(&c);
	compile_text(&c);
}

void papers_compile(struct program *p, struct table *t)
{
	t->papers = arena_array(p->arena, struct paper_sql, t->l->n_papers);
	for (size_t i = 0; i < t->l->n_papers; i++)
		compile(p, t, &t->l->papers[i], &t->papers[i]);
}

const struct paper_sql *paper_of(const struct table *t, struct str key)
{
	for (size_t i = 0; i < t->l->n_papers; i++)
		if (str_is(key, t->l->papers[i].key))
			return &t->papers[i];
	return NULL;
}

static bool has_template(const struct law *law, struct str name)
{
	for (size_t i = 0; i < law->n_papers; i++)
		if (str_eq(law->papers[i].name, name))
			return true;
	return false;
}

/* A row without a template would issue nothing and say nothing. */
static void rows_check(struct program *p)
{
	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].l->n_papers; k++) {
			const struct ledger *l = p->tables[i].l;
			struct str name = arena_fmt(p->arena, "%s.%s", l->key, l->papers[k].key);
			if (!has_template(p->law, name))
				finding(p, str_of(l->key), "文书没有模板：papers/%.*s.txt",
				        P(name));
		}
}

void papers_check(struct program *p)
{
	if (p->law->n_papers)
		rows_check(p);
	for (size_t i = 0; i < p->law->n_papers; i++) {
		struct str name = p->law->papers[i].name, ledger = name, paper = S("");
		const struct table *t;

		str_cut(name, '.', &ledger, &paper);
		t = table_of(p, ledger);
		if (!t || !paper_of(t, paper))
			finding(p, arena_fmt(p->arena, "papers/%.*s.txt", P(name)),
			        "没有台账声明这种文书");
	}
}
