/*
 * may.c - rights as predicates
 */
#include <string.h>

#include "base/ids.h"
#include "ledger/may_inner.h"
#include "ledger/verbs.h"

static const unsigned recorders = STAFF | LEGAL | SECRETARY | REVIEWER | HEADS | LEADER |
                                  DISCLOSURE_HEAD;

bool grants(const struct grant *g, unsigned roles, const char *what)
{
	return g->who & roles && str_index(g->may, str_of(what)) >= 0;
}

bool may_take(const struct step *s, unsigned roles)
{
	return (s->by & roles) || (s->by & OUTSIDE && roles & recorders);
}

bool may_begin(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_steps; i++)
		if (t->l->steps[i].from == NEW && may_take(&t->l->steps[i], roles))
			return true;
	return false;
}

const struct step *may_move(const struct table *t, unsigned roles, size_t state)
{
	for (size_t i = 0; i < t->l->n_steps; i++) {
		const struct step *s = &t->l->steps[i];
		if (s->to != SAME && s->from != ANY && s->from & IN(state) && s->by & roles &&
		    t->l->states[state].is != FINAL)
			return s;
	}
	return NULL;
}

static bool acts_in(const struct ledger *l, unsigned roles, size_t state)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].from != ANY && l->steps[i].from & IN(state) &&
		    l->steps[i].by & roles)
			return true;
	return false;
}

static bool acts_at_all(const struct ledger *l, unsigned roles)
{
	for (size_t i = 0; i < l->n_states; i++)
		if (acts_in(l, roles, i))
			return true;
	return false;
}

bool may_open(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_access; i++)
		if (grants(&t->l->access[i], roles, "list"))
			return true;
	return acts_at_all(t->l, roles) || may_begin(t, roles);
}

bool may_look(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_access; i++)
		if (grants(&t->l->access[i], roles, "view"))
			return true;
	return may_open(t, roles);
}

/* Some step that these roles take fills the field: the act needs to see it. */
static bool fills(const struct ledger *l, unsigned roles, const struct field *f)
{
	bool may;

	for (size_t i = 0; i < l->n_steps; i++)
		if (may_take(&l->steps[i], roles) && l->steps[i].fill &&
		    fill_has(l->steps[i].fill, str_of(f->key), &may))
			return true;
	return false;
}

bool may_see(const struct table *t, unsigned roles, const struct field *f)
{
	bool granted = false;

	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		bool named = g->fields && str_index(g->fields, str_of(f->key)) >= 0;
		if (!grants(g, roles, "view") && !grants(g, roles, "list"))
			continue;
		granted = true;
		if (named || (!g->fields && !(f->flags & SECRET)))
			return true;
	}
	if (f->flags & SECRET)
		return false;
	return granted ? fills(t->l, roles, f) : acts_at_all(t->l, roles) || may_begin(t, roles);
}

bool is_personal(const struct field *f)
{
	return f->flags & PERSONAL && (f->kind == TEXT || f->kind == DATE);
}

struct str personal_mask(struct arena *a, const struct field *f, struct str text)
{
	size_t chars = str_chars(text), n = 0;

	if (f->kind == DATE && text.n > 4) /* of a birth date the year                        */
		return arena_fmt(a, "%.4s-**-**", text.p);
	if (!text.n || f->kind != TEXT)
		return text;
	if (f->form && !strcmp(f->form, "phone"))
		return phone_mask(a, text);
	if (f->form || (text.n == chars && chars >= 8))
		return uscc_mask(a, text);
	if (chars <= 4)
		return name_mask(a, text);
	if (!strcmp(f->key, "name")) /* of an organisation                                   */
		return text;
	for (size_t i = 0; i < 6 && n < text.n; i++)
		for (n++; n < text.n && ((unsigned char)text.p[n] & 0xc0) == 0x80; n++)
			;
	return arena_fmt(a, "%.*s****", (int)n, text.p);
}

/* --- the predicate --------------------------------------------------------------------------- */

/* The people a viewer stands for today: himself ($5), and those he acts for. */
static void put_people(struct writer *w, const struct viewer *v)
{
	put(w, "($5");
	for (size_t i = 0; i < v->n_hats; i++)
		if (v->hats[i].person && hat_in_force(&v->hats[i], v->day)) {
			put(w, ", ");
			put_val(w, VAL(v->hats[i].person));
		}
	put(w, ")");
}

static void put_own(struct writer *w, const struct table *t, const struct viewer *v)
{
	const struct column *owner = column_of(t, S("handler"));

	if (owner && owner->kind == REF) {
		put(w, "m.handler IN ");
		put_people(w, v);
		put(w, " OR ");
	}
	put(w, "m.begun_by IN ");
	put_people(w, v);
}

static void put_section(struct writer *w, int64_t section)
{
	put(w, " OR m.in_section IN (SELECT s.id FROM \"org\" s WHERE s.org = $1 AND (s.id = ");
	put_val(w, VAL(section));
	put(w, " OR s.parent = ");
	put_val(w, VAL(section));
	put(w, "))");
}

/* One of `roles` is held today in the bureau as a whole. */
static bool is_everywhere(const struct viewer *v, unsigned roles)
{
	for (size_t i = 0; i < v->n_hats; i++)
		if (v->hats[i].roles & roles && !v->hats[i].section &&
		    hat_in_force(&v->hats[i], v->day))
			return true;
	return !v->n_hats && !v->section;
}

/* Sections in which one of `roles` is held today; a hat of the bureau as a whole covers all. */
static bool put_sections(struct writer *w, const struct viewer *v, unsigned roles)
{
	if (is_everywhere(v, roles))
		return false;
	for (size_t i = 0; i < v->n_hats; i++)
		if (v->hats[i].roles & roles && hat_in_force(&v->hats[i], v->day))
			put_section(w, v->hats[i].section);
	if (!v->n_hats)
		put_section(w, v->section);
	return true;
}

void put_scope(struct writer *w, const struct table *t, const struct viewer *v,
               const struct grant *g)
{
	if (g->scope != OWN && g->scope != SECTION) {
		put(w, "TRUE");
		return;
	}
	put(w, "(");
	put_own(w, t, v);
	if (g->scope == SECTION && !put_sections(w, v, g->who))
		put(w, " OR TRUE");
	put(w, ")");
}

/* Roles of the viewer to which ACCESS gives some records of the ledger within these scopes. */
static unsigned roles_granted(const struct ledger *l, unsigned roles, bool lists, unsigned scopes)
{
	unsigned granted = 0;

	for (size_t i = 0; i < l->n_access; i++)
		if (scopes & 1u << l->access[i].scope && !l->access[i].fields &&
		    grants(&l->access[i], roles, lists ? "list" : "view"))
			granted |= l->access[i].who & roles;
	return granted;
}

/* What the grants of these roles except (.where) is excepted for those who act in a state as well. */
static void put_excepted(struct writer *w, const struct table *t, const struct scope *me,
                         unsigned roles, bool lists)
{
	size_t n = 0;

	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (!grants(g, roles, lists ? "list" : "view"))
			continue;
		put(w, n++ ? " OR " : " AND (");
		if (g->where)
			put_fragment(w, me, g->where);
		else
			put(w, "TRUE");
	}
	put(w, n ? ")" : "");
}

/* `also` stands first: an index of lists knows it, so the row need not be read. */
static void put_states(struct writer *w, const struct table *t, const struct scope *me,
                       unsigned roles, bool lists, const char *also)
{
	size_t n = 0;

	for (size_t i = 0; i < t->l->n_states; i++) {
		if (!acts_in(t->l, roles, i))
			continue;
		if (!n++)
			buf_fmt(&w->out, " OR (%sm.state IN ('%s'", also, t->l->states[i].key);
		else
			buf_fmt(&w->out, ", '%s'", t->l->states[i].key);
	}
	if (!n)
		return;
	put(w, ")");
	put_excepted(w, t, me, roles, lists);
	put(w, ")");
}

/* Of a role that ACCESS is silent about; of one bound to its section, what is in no section yet. */
void put_acting(struct writer *w, const struct table *t, const struct scope *me,
                const struct viewer *v, bool lists)
{
	const unsigned wide = 1u << BUREAU | 1u << SUBORDINATES | 1u << EVERYBODY,
		       section = 1u << SECTION;
	unsigned all = roles_granted(t->l, v->roles, lists, wide);
	unsigned bound = roles_granted(t->l, v->roles, lists, section) & ~all;

	put_states(w, t, me, v->roles & ~(all | bound), lists, "");
	put_states(w, t, me, bound, lists, "m.in_section IS NULL AND ");
	put_states(w, t, me, all, lists, "");
}

bool viewer_covers(const struct viewer *v, const struct table *t)
{
	return !v->ledgers || str_index(v->ledgers, str_of(t->l->key)) >= 0;
}

/* Some grant gives every record: nothing else need be asked. */
static bool gives_all(const struct table *t, const struct viewer *v, bool lists)
{
	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (grants(g, v->roles, lists ? "list" : "view") && !g->where && g->scope != OWN &&
		    (g->scope != SECTION || is_everywhere(v, g->who)))
			return true;
	}
	return false;
}

static void put_granted(struct writer *w, const struct table *t, const struct scope *me,
                        const struct viewer *v, bool lists)
{
	bool any = false;

	put(w, "(FALSE");
	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (!grants(g, v->roles, lists ? "list" : "view"))
			continue;
		any = true;
		put(w, " OR (");
		put_scope(w, t, v, g);
		if (g->where) {
			put(w, " AND ");
			put_fragment(w, me, g->where);
		}
		put(w, ")");
	}
	put_acting(w, t, me, v, lists);
	if (v->person && (any || may_begin(t, v->roles)))
		put(w, " OR m.begun_by = $5");
	put(w, ")");
}

void put_may(struct writer *w, const struct table *t, const struct viewer *v, bool lists)
{
	struct scope *me = arena_new(w->a, struct scope);

	if (!viewer_covers(v, t)) {
		put(w, "(FALSE)");
		return;
	}
	*me = (struct scope){ .l = t->l, .alias = S("m") };
	put(w, "(");
	if (gives_all(t, v, lists))
		put(w, "TRUE");
	else
		put_granted(w, t, me, v, lists);
	if (t->l->hidden_from) {
		put(w, " AND (");
		put_fragment(w, me, t->l->hidden_from);
		put(w, ") IS NOT TRUE");
	}
	put(w, ")");
}

static bool reach_add(int64_t *list, size_t *n, int64_t id)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == id)
			return true;
	if (*n == MAX_REACH)
		return false;
	list[(*n)++] = id;
	return true;
}

/* The sections that put_sections() writes; false: the bureau as a whole. */
static bool reach_sections(const struct viewer *v, unsigned roles, struct may_reach *ret)
{
	if (!v->n_hats)
		return v->section && reach_add(ret->sections, &ret->n_sections, v->section);
	for (size_t i = 0; i < v->n_hats; i++)
		if (v->hats[i].roles & roles && hat_in_force(&v->hats[i], v->day) &&
		    (!v->hats[i].section ||
		     !reach_add(ret->sections, &ret->n_sections, v->hats[i].section)))
			return false;
	return true;
}

static bool reach_people(const struct viewer *v, struct may_reach *ret)
{
	bool fits = reach_add(ret->people, &ret->n_people, v->person);

	for (size_t i = 0; i < v->n_hats && fits; i++)
		if (v->hats[i].person && hat_in_force(&v->hats[i], v->day))
			fits = reach_add(ret->people, &ret->n_people, v->hats[i].person);
	return fits;
}

bool may_reach(const struct table *t, const struct viewer *v, struct may_reach *ret)
{
	unsigned bound;

	*ret = (struct may_reach){ 0 };
	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (!grants(g, v->roles, "list"))
			continue;
		if (g->scope != OWN && (g->scope != SECTION || !reach_sections(v, g->who, ret)))
			return false;
	}
	bound = roles_granted(t->l, v->roles, true, 1u << SECTION);
	for (size_t i = 0; i < t->l->n_states; i++) {
		if (!acts_in(t->l, v->roles, i))
			continue;
		ret->unplaced[ret->n_states] = !acts_in(t->l, v->roles & ~bound, i);
		ret->states[ret->n_states++] = t->l->states[i].key;
	}
	return reach_people(v, ret);
}

struct val *viewer_args(struct tx *tx, const struct program *p, const struct query *q,
                        const struct viewer *v)
{
	struct day today = world_today(tx->world);
	struct args x = { .org = v->org,
		          .day = today,
		          .today = today,
		          .user = v->person,
		          .from = today,
		          .to = today,
		          .cutoff = today };
	struct val *vals = arena_array(tx->arena, struct val, N_ARGS + q->n_terms);
	const char *empty;

	bind_args(p, q, &x, EMPTY_SETTING, vals, &empty);
	return vals;
}

bool may_view(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t,
              int64_t id)
{
	struct writer w;
	struct query q;
	struct val *vals;
	struct rows r;
	bool found;

	writer_init(&w, t->program, tx->arena, str_of(t->l->key));
	buf_fmt(&w.out, "SELECT 1 FROM \"%s\" m WHERE m.org = $1 AND m.id = $2 AND ", t->l->key);
	put_may(&w, t, v, false);
	q = writer_query(&w);
	vals = viewer_args(tx, p, &q, v);
	vals[ARG_ID] = VAL(id);
	r = db_query_v(tx, stmt_text(tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms, vals);
	found = db_row_next(&r);
	db_close(&r);
	return found;
}

bool may_list_all(const struct table *t, const struct viewer *v)
{
	return viewer_covers(v, t) && !t->l->hidden_from && gives_all(t, v, true);
}

bool may_view_all(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (grants(g, roles, "view") && !g->where && !t->l->hidden_from &&
		    g->scope != OWN && g->scope != SECTION)
			return true;
	}
	return false;
}

static bool sees(struct tx *tx, const struct program *p, const struct viewer *v,
                 const struct table *t, int64_t id)
{
	return may_look(t, v->roles) && viewer_covers(v, t) &&
	       (may_view_all(t, v->roles) || may_view(tx, p, v, t, id));
}

bool may_refer(struct tx *tx, const struct program *p, const struct viewer *v,
               const struct table *t, int64_t id)
{
	struct viewer person = *v;

	person.ledgers = NULL; /* a token for one ledger still writes whom its records are about */
	return t == table_of(p, S("person")) || sees(tx, p, &person, t, id);
}

struct str ref_seen(struct tx *tx, const struct program *p, const struct viewer *v,
                    const struct field *f, int64_t id, const struct table **ret_to)
{
	const struct table *t = record_find(tx, p, f, v->org, id);
	bool seen = t && sees(tx, p, v, t, id);

	*ret_to = seen ? t : NULL;
	if (!t)
		return S("");
	if (!seen && t != table_of(p, S("person")))
		return S("（不在您的权限内）");
	return title_of(tx, p, t, v->org, id);
}

struct str title_seen(struct tx *tx, const struct program *p, const struct viewer *v,
                      const struct record *r, bool unmasked)
{
	const struct field *f = r->t->l->title ? field_of(r->t->l, str_of(r->t->l->title)) : NULL;
	struct str number = record_text(r, S("number")), text = S("");
	const struct table *to;

	if (!f || !may_see(r->t, v->roles, f))
		return number;
	if (f->kind == REF)
		text = ref_seen(tx, p, v, f, record_int(r, str_of(f->key)), &to);
	else if (f->flags & PERSONAL && !unmasked)
		text = personal_mask(tx->arena, f, record_text(r, str_of(f->key)));
	else
		text = record_title(tx, p, r);
	return text.n ? text : number;
}
