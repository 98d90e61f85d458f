/*
 * why.c - rights asked one by one
 */
#include "ledger/may_inner.h"
#include "ledger/why.h"

struct asking {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct table *t;
	int64_t id;
	struct record r;
	struct why *why;
};

static void say(struct asking *k, enum why_says says, struct str what, struct str facts,
                struct str basis)
{
	struct why *w = k->why;

	arena_grow(k->tx->arena, w->lines, w->n, w->cap);
	w->lines[w->n++] = (struct why_line){ says, what, facts, basis };
}

static enum why_says yes(bool holds)
{
	return holds ? WHY_YES : WHY_NO;
}

/* --- hats ------------------------------------------------------------------------------------- */

static struct str section_name(struct asking *k, int64_t section)
{
	const struct table *t = table_of(k->p, S("org"));

	return section && t ? title_of(k->tx, k->p, t, k->v->org, section) : S("全局");
}

static void say_hats(struct asking *k)
{
	struct arena *a = k->tx->arena;

	for (size_t i = 0; i < k->v->n_hats; i++) {
		const struct hat *h = &k->v->hats[i];
		struct str from = day_set(h->from) ? arena_fmt(a, "自%.*s", P(day_text(a, h->from)))
		                                   : S("");
		struct str to = day_set(h->to) ? arena_fmt(a, "至%.*s", P(day_text(a, h->to)))
		                               : S("");
		say(k, yes(hat_in_force(h, k->v->day)),
		    arena_fmt(a, "%s%.*s：%.*s，%.*s",
		              h->account ? "代理"
		              : h->post  ? "岗位"
		                         : "账号的角色",
		              P(h->of), P(roles_text(a, h->roles)), P(section_name(k, h->section))),
		    arena_fmt(a, "%.*s%.*s%s", P(from), P(to),
		              hat_in_force(h, k->v->day) ? "" : "，今天不在期内"),
		    S(""));
	}
	if (!k->v->n_hats)
		say(k, WHY_YES, arena_fmt(a, "角色：%.*s", P(roles_text(a, k->v->roles))), S(""),
		    S(""));
}

/* --- records ----------------------------------------------------------------------------------- */

/* One part of the predicate over the one record. */
typedef void put_part(struct writer *w, struct asking *k, const struct grant *g, struct scope *me);

static bool holds(struct asking *k, const struct grant *g, put_part *put_it)
{
	struct scope *me = arena_new(k->tx->arena, struct scope);
	struct writer w;
	struct query q;
	struct val *vals;
	struct rows r;
	bool found;

	*me = (struct scope){ .l = k->t->l, .alias = S("m") };
	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	buf_fmt(&w.out, "SELECT 1 FROM \"%s\" m WHERE m.org = $1 AND m.id = $2 AND (",
	        k->t->l->key);
	put_it(&w, k, g, me);
	put(&w, ")");
	q = writer_query(&w);
	vals = viewer_args(k->tx, k->p, &q, k->v);
	vals[ARG_ID] = VAL(k->id);
	r = db_query_v(k->tx, stmt_intern(k->t->program, str_of(q.st.sql)), N_ARGS + q.n_terms,
	               vals);
	found = db_row_next(&r);
	db_close(&r);
	return found;
}

static void part_scope(struct writer *w, struct asking *k, const struct grant *g, struct scope *me)
{
	(void)me;
	put_scope(w, k->t, k->v, g);
}

static void part_where(struct writer *w, struct asking *k, const struct grant *g, struct scope *me)
{
	(void)k;
	put_fragment(w, me, g->where);
}

static void part_hidden(struct writer *w, struct asking *k, const struct grant *g, struct scope *me)
{
	(void)g;
	put_fragment(w, me, k->t->l->hidden_from);
}

static void part_acting(struct writer *w, struct asking *k, const struct grant *g, struct scope *me)
{
	(void)g;
	put(w, "FALSE");
	put_acting(w, k->t, me, k->v, false);
}

static const char *const scope_labels[] = { [OWN] = "本人的记录",
	                                    [SECTION] = "本科室的记录",
	                                    [BUREAU] = "全局的记录",
	                                    [SUBORDINATES] = "下级的记录",
	                                    [EVERYBODY] = "公开" };

static struct str where_it_is(struct asking *k)
{
	int64_t section = record_int(&k->r, S("in_section"));
	struct str handler = person_name(k->tx, k->p, k->r.org, record_int(&k->r, S("handler")));

	return arena_fmt(k->tx->arena, "记录在%.*s，经办人%.*s", P(section_name(k, section)),
	                 P(handler.n ? handler : S("无")));
}

/* view,list as people say it: 查看、列出. */
static struct str words_of(struct asking *k, const char *may)
{
	static const struct {
		const char *key, *word;
	} words[] = {
		{ "view", "查看" }, { "list", "列出" }, { "print", "打印" }, { "import", "导入" }
	};
	struct str rest = str_of(may), item, out = S("");

	while (str_item(&rest, &item)) {
		const struct step *s = step_of(k->t->l, item);
		struct str word = s ? str_of(s->label) : item;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++)
			if (str_is(item, words[i].key))
				word = str_of(words[i].word);
		out = arena_fmt(k->tx->arena, "%.*s%s%.*s", P(out), out.n ? "、" : "", P(word));
	}
	return out;
}

/* Fields by their labels. */
static struct str labels_of(struct asking *k, const char *fields)
{
	struct str rest = str_of(fields), item, out = S("");

	while (str_item(&rest, &item)) {
		const struct field *f = field_of(k->t->l, item);
		out = arena_fmt(k->tx->arena, "%.*s%s%s", P(out), out.n ? "、" : "，只限字段：",
		                f ? f->label : "");
	}
	return out;
}

static void say_grant(struct asking *k, const struct grant *g, size_t i)
{
	struct arena *a = k->tx->arena;
	bool scope = k->id && holds(k, g, part_scope),
	     where = !g->where || (k->id && holds(k, g, part_where));
	struct str what = arena_fmt(a, "授权第%zu行：%.*s可%.*s，范围：%s%.*s", i + 1,
	                            P(roles_text(a, g->who & k->v->roles)), P(words_of(k, g->may)),
	                            scope_labels[g->scope], P(labels_of(k, g->fields)));
	struct str facts = !scope && k->id ? where_it_is(k)
	                   : g->where      ? arena_fmt(a, "条件 %s %s", g->where,
                                                  k->id ? where ? "成立" : "不成立" : "")
	                                   : S("");

	say(k, !k->id ? WHY_DEPENDS : yes(scope && where), what, facts,
	    basis_text(k->p, a, k->t->l, &g->basis));
}

static void say_view(struct asking *k, const char *what)
{
	const struct ledger *l = k->t->l;
	size_t n = 0;

	for (size_t i = 0; i < l->n_access; i++)
		if (grants(&l->access[i], k->v->roles, what)) {
			say_grant(k, &l->access[i], i);
			n++;
		}
	if (!n)
		say(k, WHY_NO,
		    arena_fmt(k->tx->arena, "没有一行授权写到您的角色可以%s“%s”。",
		              !str_is(str_of(what), "list") ? "查看" : "列出", l->label),
		    S(""), S(""));
	if (!k->id)
		return;
	if (holds(k, NULL, part_acting))
		say(k, WHY_YES,
		    arena_fmt(k->tx->arena, "记录处于“%s”，由您的角色办理，可以查看。",
		              l->states[state_index(l, record_text(&k->r, S("state")))].label),
		    S(""), S(""));
	if (k->v->person && record_int(&k->r, S("begun_by")) == k->v->person)
		say(k, WHY_YES, S("记录由您登记。"), S(""), S(""));
	if (l->hidden_from && holds(k, NULL, part_hidden))
		say(k, WHY_NO, S("回避：本台账规定这条记录对您不公开，不论其他授权。"),
		    str_of(l->hidden_from), S(""));
}

/* --- steps and fields --------------------------------------------------------------------------- */

static bool say_gates(struct asking *k, const struct step *s)
{
	struct act *acts;
	size_t n = record_acts(k->tx, k->p, k->v, &k->r, &acts);

	for (size_t i = 0; i < n; i++) {
		if (acts[i].s != s)
			continue;
		for (size_t g = 0; g < acts[i].n_against; g++)
			say(k, WHY_NO, acts[i].against[g].say, S(""), acts[i].against[g].basis);
		if (acts[i].asked > acts[i].n_against)
			say(k, WHY_YES,
			    arena_fmt(k->tx->arena, "%zu 项条件已具备",
			              acts[i].asked - acts[i].n_against),
			    S(""), S(""));
		return acts[i].may;
	}
	say(k, WHY_NO, str_of(s->say), S("这条记录没有这一步"),
	    basis_text(k->p, k->tx->arena, k->t->l, &s->basis));
	return false;
}

static void say_step(struct asking *k, const struct step *s)
{
	struct arena *a = k->tx->arena;
	const struct ledger *l = k->t->l;
	bool mine = may_take(s, k->v->roles), gates = true, here = true;
	int at = k->id ? state_index(l, record_text(&k->r, S("state"))) : -1;

	k->why->label = arena_fmt(a, "办理“%s”", s->label);
	say(k, yes(mine), arena_fmt(a, "“%s”由%.*s办理", s->label, P(roles_text(a, s->by))),
	    arena_fmt(a, "您是%.*s", P(roles_text(a, k->v->roles))),
	    basis_text(k->p, a, l, &s->basis));
	if (k->id && at >= 0) {
		here = s->from == ANY ? l->states[at].is != FINAL : s->from & IN(at);
		say(k, yes(here), arena_fmt(a, "记录处于“%s”", l->states[at].label),
		    here ? S("") : S("这一步不能在这个状态办理"), S(""));
		say_view(k, "view");
		gates = here && say_gates(k, s);
		k->why->may = mine && here && gates && may_view(k->tx, k->p, k->v, k->t, k->id);
	} else {
		k->why->may = mine && s->from == NEW;
	}
}

static void say_field(struct asking *k, const struct field *f)
{
	struct arena *a = k->tx->arena;
	const struct ledger *l = k->t->l;

	k->why->label = arena_fmt(a, "查看“%s”", f->label);
	if (f->flags & SECRET)
		say(k, WHY_DEPENDS,
		    arena_fmt(a, "“%s”是保密字段，只有写明它的授权才可以看。", f->label), S(""),
		    S(""));
	if (f->flags & PERSONAL)
		say(k, WHY_DEPENDS,
		    arena_fmt(a, "“%s”是个人信息，平时遮盖显示，查看全文要写明用途并留痕。",
		              f->label),
		    S(""), S(""));
	for (size_t i = 0; i < l->n_access; i++) {
		const struct grant *g = &l->access[i];
		bool named = g->fields && str_index(g->fields, str_of(f->key)) >= 0;
		if ((grants(g, k->v->roles, "view") || grants(g, k->v->roles, "list")) &&
		    (named || (!g->fields && !(f->flags & SECRET))))
			say_grant(k, g, i);
	}
	k->why->may = may_see(k->t, k->v->roles, f) &&
	              (!k->id || may_view(k->tx, k->p, k->v, k->t, k->id));
	if (k->id)
		say_view(k, "view");
}

bool why_of(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t,
            int64_t id, struct str what, struct why *ret)
{
	struct asking k = { .tx = tx, .p = p, .v = v, .t = t, .id = id, .why = ret };
	const struct step *s = step_of(t->l, what);
	const struct field *f = field_of(t->l, what);
	bool view = str_is(what, "view"), list = str_is(what, "list");

	*ret = (struct why){ .lines = arena_array(tx->arena, struct why_line, 16), .cap = 16 };
	if ((!s && !f && !view && !list) || (id && !record_load(tx, t, v->org, id, &k.r)))
		return false;
	say_hats(&k);
	if (s) {
		say_step(&k, s);
	} else if (f) {
		say_field(&k, f);
	} else {
		ret->label = list ? S("列出") : S("查看");
		say_view(&k, list ? "list" : "view");
		ret->may = id ? may_view(tx, p, v, t, id) : may_open(t, v->roles);
	}
	return true;
}

static void put_line(struct json *j, const struct why_line *line)
{
	static const char *const says[] = {
		[WHY_YES] = "yes", [WHY_NO] = "no", [WHY_DEPENDS] = "depends"
	};

	json_open(j, '{');
	json_pair(j, "says", str_of(says[line->says]));
	json_pair(j, "what", line->what);
	json_pair(j, "facts", line->facts);
	json_pair(j, "basis", line->basis);
	json_close(j, '}');
}

void why_json(struct json *j, const struct why *why)
{
	json_open(j, '{');
	json_key(j, "may");
	json_bool(j, why->may);
	json_pair(j, "label", why->label);
	json_key(j, "lines");
	json_open(j, '[');
	for (size_t i = 0; i < why->n; i++)
		put_line(j, &why->lines[i]);
	json_close(j, ']');
	json_close(j, '}');
}
