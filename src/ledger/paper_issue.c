/*
 * paper_issue.c - the papers of a step, in its transaction
 *
 * Strategy.  A paper is evaluated whole: its holes in one statement, each list in one.  Then its
 * template is walked as it will be printed, so that a hole behind a condition that does not hold is
 * neither asked for nor kept; what was reached and is empty is missing.  The data are written twice,
 * with personal values sealed (for the entry) and masked (for a preview).
 */
#include "base/json.h"
#include "ledger/papers.h"
#include "ledger/may.h"
#include "ledger/verbs.h"

#include <stdlib.h>

/* A value read, and whether the paper comes to it. */
struct datum {
	const struct paper_value *v;
	struct str text;
	bool yes, reached;
};

struct list_data {
	const struct paper_list *l;
	struct datum *d;
	size_t n; /* rows; l->n to each                                          */
	bool reached;
};

struct issuing {
	struct taking *k;
	const struct paper_sql *s;
	struct issued *x;
	struct datum *holes;
	struct list_data *lists;
	struct str missing; /* labels                                                   */
	const char *field;  /* the first of them that is a field                        */
	struct val *raw;    /* of the list just read                                    */
};

static struct arena *arena_of(const struct issuing *w)
{
	return w->k->tx->arena;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* All rows of a statement: `width` columns from column `first` on. */
static size_t read_rows(struct taking *k, const struct query *q, int64_t row, size_t first,
                        size_t width, struct val **ret)
{
	struct args x = taking_args(k);
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms), *list = NULL;
	size_t n = 0, cap = 0;
	const char *empty;
	struct rows r;

	x.months = row; /* the parameter that papers have for the row at hand */
	bind_args(k->p, q, &x, EMPTY_SETTING, v, &empty);
	if (empty) {
		refuse_basis(
			k, NULL, arena_fmt(k->tx->arena, "设置“%s”尚未写明，不能制作文书。", empty),
			S(""), &k->s->basis, S("请先在设置中写明数值、发布机关和文号。"), false);
		return 0;
	}
	r = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	while (db_row_next(&r))
		for (size_t i = 0; i < width; i++) {
			struct val c = db_col(&r, first + i);
			arena_grow(k->tx->arena, list, n, cap);
			if (c.is == VAL_TEXT)
				c.s = arena_str(k->tx->arena, c.s);
			list[n++] = c;
		}
	*ret = list;
	return n / width;
}

/* --- what a value says ------------------------------------------------------------------------ */

static struct str money_text(struct arena *a, struct str format, int64_t fen)
{
	struct str s = fen_text_cn(a, (struct fen){ fen });

	if (str_is(format, "大写"))
		return fen_words_cn(a, fen);
	if (str_is(format, "数"))
		return fen_text(a, (struct fen){ fen });
	if (str_ends(s, S(".00")))
		s.n -= 3;
	return arena_fmt(a, "%.*s元", P(s));
}

/* 2024年12月20日10时30分, or the time of day alone. */
static struct str time_text(struct arena *a, struct str format, struct instant t)
{
	struct str s = instant_text(a,
	                            t); /* 2024-12-20T10:30:00+08:00                            */

	if (s.n < 16)
		return S("");
	return arena_fmt(a, "%.*s%.2s时%.2s分",
	                 P(str_is(format, "时") ? S("") : day_text_cn(a, instant_day(t))), s.p + 11,
	                 s.p + 14);
}

static struct str state_text(const struct ledger *l, struct str key)
{
	int i = state_index(l, key);

	return i >= 0 ? str_of(l->states[i].label) : key;
}

/* Without the stop that the sentence of the template brings itself. */
static struct str in_sentence(struct str s)
{
	s = str_trim(s);
	while (str_ends(s, S("。")) || str_ends(s, S("；")) || str_ends(s, S("，")))
		s = str_trim((struct str){ s.p, s.n - 3 });
	return s;
}

static struct str value_text(const struct issuing *w, const struct paper_value *x, struct val v)
{
	struct arena *a = arena_of(w);
	struct field plain = { .key = "", .kind = x->kind };

	if (val_unset(v))
		return S("");
	if (x->of)
		return state_text(x->of, v.s);
	switch (x->kind) {
	case DATE: return day_text_cn(a, (struct day){ (int32_t)v.i });
	case TIME: return time_text(a, x->format, (struct instant){ v.i });
	case MONEY: return money_text(a, x->format, v.i);
	case NUMBER:
		if (str_is(x->format, "字"))
			return number_cn(a, v.i);
		break;
	default: break;
	}
	return in_sentence(
		field_text(w->k->tx, w->k->p, x->field ? x->field : &plain, v, w->k->who->org));
}

/* 第59条 as papers write it: 第五十九条. */
static struct str in_numerals(struct arena *a, struct str s)
{
	struct str out = S("");
	size_t i = 0;

	while (i < s.n) {
		size_t from = i;
		int64_t n = 0;
		while (i < s.n && (s.p[i] < '0' || s.p[i] > '9'))
			i++;
		out = arena_fmt(a, "%.*s%.*s", P(out), (int)(i - from), s.p + from);
		for (from = i; i < s.n && i < from + 9 && s.p[i] >= '0' && s.p[i] <= '9'; i++)
			n = n * 10 + (s.p[i] - '0');
		if (i > from)
			out = arena_fmt(a, "%.*s%.*s", P(out), P(number_cn(a, n)));
	}
	return out;
}

/* Laws of the state by their full name. */
static struct str full_name(const struct issuing *w, struct str statute)
{
	const struct law *law = w->k->p->law;

	for (size_t i = 0; i < law->n_statutes; i++)
		if (str_eq(law->statutes[i].name, statute) && str_is(law->statutes[i].kind, "law"))
			return arena_fmt(arena_of(w), "中华人民共和国%.*s", P(statute));
	return statute;
}

static struct str cite_text(const struct issuing *w, const struct paper_value *x)
{
	struct arena *a = arena_of(w);
	const struct term *t = x->article.n ? NULL : term_on(w->k->p->law, x->term, w->k->day);
	struct str statute = t ? t->statute : x->term, article = t ? t->article : x->article, s,
		   tail;

	s = law_cite(a, full_name(w, statute), article);
	tail = law_cite(a, S(""), article);
	return arena_fmt(a, "%.*s%.*s", (int)(s.n - tail.n), s.p, P(in_numerals(a, tail)));
}

static struct str law_text(const struct issuing *w, const struct paper_value *x)
{
	const struct term *t;

	if (x->from == PAPER_CITE)
		return cite_text(w, x);
	t = term_on(w->k->p->law, x->term, w->k->day);
	return t && t->has_value ? term_text(arena_of(w), t) : S("");
}

/* In force on the day of the step; of a setting: and it has a value. */
static bool law_holds(const struct issuing *w, const struct paper_value *x)
{
	const struct term *t = term_on(w->k->p->law, x->term, w->k->day);

	return t && term_in_force(t, w->k->day) && (!t->is_setting || t->has_value);
}

static struct datum datum_of(const struct issuing *w, const struct paper_value *x, struct val v)
{
	struct datum d = { .v = x };

	switch (x->from) {
	case PAPER_SQL: d.text = value_text(w, x, v); break;
	case PAPER_IF: d.yes = v.is == VAL_INT && v.i != 0; break;
	case PAPER_IF_LAW: d.yes = law_holds(w, x); break;
	case PAPER_NUMBER: d.text = w->x->o.number; break;
	case PAPER_LABEL: d.text = str_of(w->s->paper->label); break;
	case PAPER_DAY: d.text = day_text_cn(arena_of(w), w->k->day); break;
	case PAPER_TERM:
	case PAPER_CITE: d.text = law_text(w, x); break;
	}
	return d;
}

static size_t evaluate(struct issuing *w, const struct paper_list *l, struct datum **ret)
{
	size_t n = read_rows(w->k, &l->q, w->x->o.row, l->n ? 1 : 0, l->n ? l->n : 1, &w->raw);
	struct datum *d = arena_array(arena_of(w), struct datum, n * l->n + 1);

	for (size_t i = 0; l->n && i < n * l->n; i++)
		d[i] = datum_of(w, &l->values[i % l->n], w->raw[i]);
	*ret = d;
	return n;
}

/* --- what the paper comes to ------------------------------------------------------------------ */

static struct str node_key(const struct issuing *w, const struct node *n)
{
	return n->is == NODE_IF || n->is == NODE_EACH ? n->source
	       : n->format.n ? arena_fmt(arena_of(w), "%.*s|%.*s", P(n->text), P(n->format))
	                     : n->text;
}

static struct datum *find(const struct paper_list *l, struct datum *d, struct str key)
{
	for (size_t i = 0; d && i < l->n; i++)
		if (str_eq(l->values[i].key, key))
			return &d[i];
	return NULL;
}

static void miss(struct issuing *w, const struct datum *d, bool optional)
{
	struct arena *a = arena_of(w);
	struct str label = d->v->from == PAPER_TERM ? arena_fmt(a, "设置“%.*s”", P(d->v->term))
	                                            : d->v->label;

	if (d->text.n || optional || str_has(w->missing, label))
		return;
	w->missing = arena_fmt(a, "%.*s%s%.*s", P(w->missing), w->missing.n ? "、" : "", P(label));
	if (!w->field && d->v->field)
		w->field = d->v->field->key;
}

static void reach(struct issuing *w, const struct nodes *list, const struct paper_list *l,
                  struct datum *items);

static void reach_each(struct issuing *w, const struct node *n)
{
	for (size_t i = 0; i < w->s->n_lists; i++) {
		struct list_data *x = &w->lists[i];
		if (!str_eq(x->l->key, n->source))
			continue;
		x->reached = true;
		for (size_t row = 0; row < x->n; row++)
			reach(w, &n->body, x->l, &x->d[row * x->l->n]);
		return;
	}
}

static void reach(struct issuing *w, const struct nodes *list, const struct paper_list *l,
                  struct datum *items)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];
		bool inner = items && (n->is == NODE_ITEM || n->is == NODE_IF);
		struct datum *d = NULL;

		if (n->is == NODE_HOLE || n->is == NODE_ITEM || n->is == NODE_IF)
			d = find(inner ? l : &w->s->holes, inner ? items : w->holes,
			         node_key(w, n));
		if (d)
			d->reached = true;
		if (d && (n->is == NODE_HOLE || n->is == NODE_ITEM))
			miss(w, d, n->optional);
		if (n->is == NODE_EACH)
			reach_each(w, n);
		else if (n->is == NODE_IF)
			reach(w, d && d->yes ? &n->body : &n->other, l, items);
		else
			reach(w, &n->body, l, items);
	}
}

/* --- the data --------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct datum *const *x = a, *const *y = b;

	return str_cmp((*x)->v->key, (*y)->v->key);
}

/* `parties.paper.ID.h`: erased with what is erased of `parties`. */
static struct str seal(struct issuing *w, const struct datum *d, size_t nth)
{
	struct issued *x = w->x;
	struct personal p = { .value = d->text,
		              .field = arena_fmt(arena_of(w), "%.*s.paper.%lld.%zu",
		                                 P(d->v->personal), (long long)x->o.id, nth) };
	struct str hash = personal_seal(w->k->tx, &p);

	arena_grow(arena_of(w), x->sealed, x->n_sealed, x->cap_sealed);
	x->sealed[x->n_sealed++] = p;
	return hash;
}

/* {"sm3":…,"at":…}: `at` is the field under which the value stands beside the entry. */
static void put_datum(struct issuing *w, struct json *j, const struct datum *d, bool sealed)
{
	if (d->v->from == PAPER_IF || d->v->from == PAPER_IF_LAW) {
		json_bool(j, d->yes);
	} else if (!d->v->personal.n || !d->text.n) {
		json_str(j, d->text);
	} else if (!sealed) {
		json_str(j, personal_mask(arena_of(w), d->v->field, d->text));
	} else {
		struct str hash = seal(w, d, w->x->n_sealed);
		json_open(j, '{');
		json_pair(j, "at", w->x->sealed[w->x->n_sealed - 1].field);
		json_pair(j, "sm3", hash);
		json_close(j, '}');
	}
}

static void put_data(struct issuing *w, struct json *j, struct datum *d, size_t n, bool sealed)
{
	struct datum **order = arena_array(arena_of(w), struct datum *, n + 1);
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (d[i].reached)
			order[m++] = &d[i];
	if (m)
		qsort(order, m, sizeof *order, by_key);
	for (size_t i = 0; i < m; i++) {
		json_key_str(j, order[i]->v->key);
		put_datum(w, j, order[i], sealed);
	}
}

static int by_list(const void *a, const void *b)
{
	const struct list_data *x = a, *y = b;

	return str_cmp(x->l->key, y->l->key);
}

static void put_lists(struct issuing *w, struct json *j, bool sealed)
{
	for (size_t i = 0; i < w->s->n_lists; i++) {
		const struct list_data *x = &w->lists[i];
		if (!x->reached || (i && str_eq(x->l->key, w->lists[i - 1].l->key)))
			continue;
		json_key_str(j, x->l->key);
		json_open(j, '[');
		for (size_t row = 0; row < x->n; row++) {
			json_open(j, '{');
			put_data(w, j, &x->d[row * x->l->n], x->l->n, sealed);
			json_close(j, '}');
		}
		json_close(j, ']');
	}
}

/* {"holes":{…},"lists":{…}}, keys in order. */
static struct str data_of(struct issuing *w, bool sealed)
{
	struct str text;
	struct json j;
	struct buf b;

	buf_init(&b, 4 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "holes");
	json_open(&j, '{');
	put_data(w, &j, w->holes, w->s->holes.n, sealed);
	json_close(&j, '}');
	json_key(&j, "lists");
	json_open(&j, '{');
	put_lists(w, &j, sealed);
	json_close(&j, '}');
	json_close(&j, '}');
	text = arena_str(arena_of(w), buf_str(&b));
	if (b.over)
		tx_fault(w->k->tx, "一份文书的数据超过 4 MiB");
	buf_drop(&b);
	return text;
}

/* --- one paper -------------------------------------------------------------------------------- */

static bool was_signed(struct taking *k, const struct paper *x)
{
	struct str rest = str_of(x->signed_by), verb;

	while (str_item(&rest, &verb)) {
		bool taken = false;
		for (size_t i = 0; i < k->n_events; i++)
			taken |= str_eq(k->events[i].verb, verb);
		if (!taken) {
			const struct step *s = step_of(k->t->l, verb);
			refuse_basis(k, NULL,
			             arena_fmt(k->tx->arena, "“%s”须经“%s”才能制发。", x->label,
			                       s ? s->label : ""),
			             S(""), &x->basis, S(""), false);
			return false;
		}
	}
	return true;
}

static bool nothing_missing(struct issuing *w)
{
	const struct paper *x = w->s->paper;

	reach(w, &w->s->prose.nodes, NULL, NULL);
	if (w->missing.n)
		refuse_basis(w->k, w->field,
		             arena_fmt(arena_of(w), "“%s”缺少：%.*s。", x->label, P(w->missing)),
		             S("文书上应当载明的事项没有填写。"), &x->basis,
		             S("请补充填写以后再办理。"), false);
	return !w->missing.n;
}

static void issue_one(struct taking *k, const struct paper_sql *s, int64_t row)
{
	struct issued *x = &k->issued[k->n_issued];
	struct issuing w = { .k = k, .s = s, .x = x };

	*x = (struct issued){ .s = s };
	x->o = (struct paper_order){ .id = tx_new_id(k->tx),
		                     .ledger = str_of(k->t->l->key),
		                     .paper = str_of(s->paper->key),
		                     .label = str_of(s->paper->label),
		                     .record = k->id,
		                     .row = row,
		                     .day = k->day,
		                     .template = s->sm3,
		                     .void_on = DAY_NONE };
	if (!paper_number(k, s->paper, k->n_issued, &x->o))
		return;
	evaluate(&w, &s->holes, &w.holes);
	w.lists = arena_array(k->tx->arena, struct list_data, s->n_lists + 1);
	for (size_t i = 0; i < s->n_lists; i++) {
		w.lists[i].l = &s->lists[i];
		w.lists[i].n = evaluate(&w, &s->lists[i], &w.lists[i].d);
	}
	if (s->n_lists)
		qsort(w.lists, s->n_lists, sizeof *w.lists, by_list);
	if (!nothing_missing(&w))
		return;
	x->data = data_of(&w, true);
	x->o.data = sm3_hex(k->tx->arena, x->data);
	if (k->who->preview)
		x->shown = data_of(&w, false);
	k->n_issued++;
}

static void issue(struct taking *k, const struct paper_sql *s)
{
	struct val *rows, one = VAL(0);
	size_t n = 1;

	if (!read_rows(k, &s->when, 0, 0, 1, &rows) || !was_signed(k, s->paper))
		return;
	rows = &one;
	if (s->paper->each)
		n = read_rows(k, &s->rows, 0, 0, 1, &rows);
	for (size_t i = 0; i < n; i++) {
		arena_grow(k->tx->arena, k->issued, k->n_issued, k->cap_issued);
		issue_one(k, s, rows[i].i);
	}
}

bool paper_recalls(struct taking *k, const struct paper_sql *s, const struct paper_order *o)
{
	struct val *rows;
	size_t n = s->recall.st.sql ? read_rows(k, &s->recall, 0, 0, 1, &rows) : 0;

	for (size_t i = 0; i < n; i++)
		if (rows[i].i == o->row)
			return true;
	return false;
}

void paper_reissue(struct taking *k, const struct paper_sql *s, const struct paper_order *old)
{
	struct val *rows;
	size_t n = k->n_issued;

	if (!read_rows(k, &s->when, 0, 0, 1, &rows)) {
		refuse_basis(k, "paper",
		             arena_fmt(k->tx->arena, "现在不应当制发“%s”。", s->paper->label),
		             S(""), &s->paper->basis, S(""), false);
		return;
	}
	paper_void(k, old->id, k->reason);
	arena_grow(k->tx->arena, k->issued, k->n_issued, k->cap_issued);
	issue_one(k, s, old->row);
	if (k->n_issued > n)
		k->issued[n].o.replaces = old->id;
}

/* What was done elsewhere had its papers there. */
void papers_issue(struct taking *k)
{
	if (k->who->mode != LIVE_WORK)
		return;
	for (size_t i = 0; i < k->t->l->n_papers; i++) {
		const struct paper_sql *s = &k->t->papers[i];
		if (s->text.n && str_index(s->paper->at, str_of(k->s->verb)) >= 0)
			issue(k, s);
	}
	if (k->who->preview)
		papers_preview(k);
}
