/*
 * path.c - names and paths: from the words of the tables to columns and joins
 *
 * A name is looked up in the innermost record or row and then outwards.  A path hops from there
 * to other records; every hop joins on org, so that the statement routes on a distributed table.
 */
#include <string.h>

#include "ledger/fragment.h"

static struct scope *scope_new(struct writer *w, struct scope s)
{
	struct scope *n = arena_new(w->a, struct scope);

	*n = s;
	return n;
}

static struct str alias_new(struct writer *w)
{
	return arena_fmt(w->a, "t%d", ++w->n_alias);
}

static bool is_row(const struct scope *sc)
{
	return sc->rows || sc->stays;
}

/* Key by which an outer scope may be named: the rows' field, or the ledger. */
static bool scope_is(const struct scope *sc, struct str key)
{
	if (sc->group)
		return false;
	return str_is(key, sc->rows ? sc->rows->key : sc->stays ? "states" : sc->l->key);
}

static bool is_single(const struct field *f)
{
	return f->kind != ROWS && f->kind != REFS && f->kind != PICKS;
}

static bool row_has(const struct scope *sc, struct str key)
{
	if (str_is(key, "n"))
		return true;
	if (sc->stays)
		return str_index("state,from,to", key) >= 0;
	if (sc->rows->kind != ROWS)
		return str_is(key, "value");
	for (size_t i = 0; i < sc->rows->n_rows; i++)
		if (str_is(key, sc->rows->rows[i].key))
			return true;
	return false;
}

static bool record_has(struct writer *w, const struct scope *sc, struct str key)
{
	const struct field *f = field_of(sc->l, key);
	enum kind kind;

	return f ? is_single(f) : auto_column(w->p->law, sc->l, key, &kind);
}

static bool has(struct writer *w, const struct scope *sc, struct str key)
{
	if (sc->group)
		return str_index("total,months,id", key) >= 0;
	return is_row(sc) ? row_has(sc, key) : record_has(w, sc, key);
}

static const struct scope *row_scope(const struct scope *sc)
{
	while (sc && !is_row(sc))
		sc = sc->outer;
	return sc;
}

/* The scope that a first word selects by being me, of, outer, or the key of a scope; NULL: none. */
static const struct scope *scope_named(struct writer *w, const struct scope *sc, struct str word)
{
	if (str_is(word, "me"))
		return w->me;
	if (str_is(word, "of")) {
		const struct scope *row = row_scope(sc);
		return row ? row->of : NULL;
	}
	if (str_is(word, "outer")) {
		const struct scope *record = sc && is_row(sc) ? sc->of : sc;
		return record ? record->outer : NULL;
	}
	for (; sc; sc = sc->outer)
		if (scope_is(sc, word))
			return sc;
	return NULL;
}

static void put_column(struct writer *w, const struct scope *sc, struct str key)
{
	put_str(w, sc->alias);
	put(w, ".\"");
	put_str(w, key);
	put(w, "\"");
}

static bool lost(struct writer *w, const char *what, struct str name)
{
	w->bad = true;
	finding(w->p, w->where, "%s：%.*s", what, P(name));
	return false;
}

/* ref.column of a single reference, or of the last of some rows. */
static bool find_through(struct writer *w, const struct scope *sc, struct str name, bool rows_too,
                         struct named *ret)
{
	struct path path;
	struct str head = name, tail = S("");

	for (size_t i = name.n; i-- > 0;)
		if (name.p[i] == '.') {
			head = (struct str){ name.p, i };
			tail = str_from(name, i + 1);
			break;
		}
	if (!tail.n || !path_resolve(w, sc, head, &path) || (is_row(path.end) && !rows_too) ||
	    !has(w, path.end, tail))
		return lost(w, "没有这个名字", name);
	*ret = (struct named){ path.end, tail, path };
	return true;
}

bool named_find(struct writer *w, const struct scope *sc, struct str name, bool rows_too,
                struct named *ret)
{
	struct str head, tail;

	if (str_cut(name, '.', &head, &tail)) {
		const struct scope *to = scope_named(w, sc, head);
		if (to && has(w, to, tail)) {
			*ret = (struct named){ .at = to, .key = tail };
			return true;
		}
		return find_through(w, sc, name, rows_too, ret);
	}
	for (; sc; sc = sc->outer)
		if (has(w, sc, name)) {
			*ret = (struct named){ .at = sc, .key = name };
			return true;
		}
	return lost(w, "没有这个名字", name);
}

void put_named(struct writer *w, const struct named *n)
{
	if (!n->path.from.n) {
		put_column(w, n->at, n->key);
		return;
	}
	put(w, "(SELECT ");
	put_column(w, n->at, n->key);
	put(w, " FROM ");
	put_str(w, n->path.from);
	put(w, " WHERE ");
	put_str(w, n->path.where);
	if (is_row(n->at))
		buf_fmt(&w->out, " ORDER BY %.*s DESC LIMIT 1", P(n->path.value));
	put(w, ")");
}

bool put_name(struct writer *w, const struct scope *sc, struct str name)
{
	struct named n = { 0 };

	if (!named_find(w, sc, name, false, &n))
		return false;
	put_named(w, &n);
	return true;
}

/* --- hops ------------------------------------------------------------------------------------ */

struct walk {
	struct writer *w;
	const struct scope *outer; /* scope in which the path stands                      */
	const struct scope *at;
	struct str from, where, rest, value;
	bool column;
};

static void join(struct walk *k, struct str table, struct str alias, const char *f, ...)
	__attribute__((format(printf, 4, 5)));

static void join(struct walk *k, struct str table, struct str alias, const char *f, ...)
{
	struct arena *a = k->w->a;
	va_list ap;
	struct str cond;

	va_start(ap, f);
	cond = arena_vfmt(a, f, ap);
	va_end(ap);
	k->from = arena_fmt(a, "%.*s%s\"%.*s\" %.*s", P(k->from), k->from.n ? ", " : "", P(table),
	                    P(alias));
	k->where = arena_fmt(a, "%.*s%s%.*s.org = %.*s.org AND %.*s", P(k->where),
	                     k->where.n ? " AND " : "", P(alias), P(k->at->alias), P(cond));
}

static bool next_word(struct walk *k, struct str *ret_word)
{
	struct str before, after;

	if (!k->rest.n)
		return false;
	if (str_cut(k->rest, '.', &before, &after)) {
		*ret_word = before;
		k->rest = after;
	} else {
		*ret_word = k->rest;
		k->rest = S("");
	}
	return true;
}

static void stand_at_record(struct walk *k, const struct ledger *l, struct str alias)
{
	k->at = scope_new(k->w, (struct scope){ .l = l, .alias = alias, .outer = k->outer });
	k->value = arena_fmt(k->w->a, "%.*s.id", P(alias));
}

static void stand_at_row(struct walk *k, const struct field *rows, const struct scope *of,
                         struct str alias)
{
	/* The record of the row is the next scope outwards; it hides nothing that it does not have. */
	const struct scope *record = scope_new(
		k->w, (struct scope){ .l = of->l, .alias = of->alias, .outer = k->outer });

	k->at = scope_new(k->w, (struct scope){ .l = of->l,
	                                        .rows = rows,
	                                        .stays = !rows,
	                                        .alias = alias,
	                                        .of = record,
	                                        .outer = record });
	k->value = arena_fmt(k->w->a, "%.*s.%s", P(alias),
	                     rows && rows->kind != ROWS ? "value" : "n");
}

/* The ledger a REF or REFS leads to; of several, the next word says which. */
static struct table *target(struct walk *k, const struct field *f)
{
	struct str of = str_of(f->of), word, rest = k->rest;

	if (str_index(f->of, of) == 0) /* one key only */
		return table_of(k->w->p, of);
	if (!next_word(k, &word) || str_index(f->of, word) < 0) {
		k->rest = rest;
		return NULL;
	}
	return table_of(k->w->p, word);
}

static bool hop_ref(struct walk *k, const struct field *f)
{
	struct table *to = target(k, f);
	struct str t = alias_new(k->w);

	if (!to)
		return false;
	join(k, str_of(to->l->key), t, "%.*s.id = %.*s.\"%s\" AND %.*s.void_on IS NULL", P(t),
	     P(k->at->alias), f->key, P(t));
	stand_at_record(k, to->l, t);
	return true;
}

static struct str child(struct walk *k, const struct ledger *l, const char *key)
{
	return arena_fmt(k->w->a, "%s_%s", l->key, key);
}

static bool hop_set(struct walk *k, const struct field *f)
{
	struct str c = alias_new(k->w), t;
	struct table *to;

	if (is_row(k->at))
		return false;
	join(k, child(k, k->at->l, f->key), c, "%.*s.of = %.*s.id", P(c), P(k->at->alias));
	stand_at_row(k, f, k->at, c);
	if (f->kind != REFS)
		return true;
	if (!(to = target(k, f)))
		return false;
	t = alias_new(k->w);
	join(k, str_of(to->l->key), t, "%.*s.id = %.*s.value AND %.*s.void_on IS NULL", P(t), P(c),
	     P(t));
	stand_at_record(k, to->l, t);
	return true;
}

/* A ROW: the row of this record, or of the record of the lane, that has this n. */
static bool hop_row(struct walk *k, const struct field *f)
{
	const struct scope *record = is_row(k->at) ? k->at->of : k->at;
	struct str ref, rows = str_of(f->of), c = alias_new(k->w), owner;
	const struct ledger *l = record->l;
	const struct field *over;

	owner = arena_fmt(k->w->a, "%.*s.id", P(record->alias));
	if (str_cut(str_of(f->of), '.', &ref, &rows)) {
		const struct field *to = field_of(l, ref);
		struct table *t = to ? table_of(k->w->p, str_of(to->of)) : NULL;
		if (!t)
			return false;
		l = t->l;
		owner = arena_fmt(k->w->a, "%.*s.\"%.*s\"", P(record->alias), P(ref));
	}
	over = field_of(l, rows);
	if (!over || over->kind != ROWS)
		return false;
	join(k, child(k, l, over->key), c, "%.*s.of = %.*s AND %.*s.n = %.*s.\"%s\"", P(c),
	     P(owner), P(c), P(k->at->alias), f->key);
	stand_at_row(k, over, record, c);
	return true;
}

static bool hop_field(struct walk *k, const struct field *f)
{
	switch (f->kind) {
	case REF: return hop_ref(k, f);
	case ROWS:
	case REFS:
	case PICKS: return hop_set(k, f);
	case ROW: return hop_row(k, f);
	default: return false;
	}
}

/* The innermost record, from here outwards, that f can point at. */
static const struct scope *pointed(struct walk *k, const struct field *f)
{
	for (const struct scope *sc = k->at; sc; sc = sc->outer)
		if (!is_row(sc) && !sc->group && points_at(f, str_of(sc->l->key)))
			return sc;
	return NULL;
}

/* LEDGER.FIELD.same: the records with the same value. */
static bool hop_same(struct walk *k, const struct ledger *l, const struct field *f)
{
	struct str t = alias_new(k->w);

	while (k->at && (is_row(k->at) || k->at->l != l))
		k->at = k->at->outer;
	if (!k->at)
		return false;
	join(k, str_of(l->key), t, "%.*s.\"%s\" = %.*s.\"%s\" AND %.*s.void_on IS NULL", P(t),
	     f->key, P(k->at->alias), f->key, P(t));
	stand_at_record(k, l, t);
	return true;
}

/* LEDGER.ROWS.COLUMN: the rows of other records that name me. */
static bool hop_back_rows(struct walk *k, const struct ledger *l, const struct field *rows)
{
	struct str word, c = alias_new(k->w), t = alias_new(k->w);
	const struct field *f;

	if (!next_word(k, &word) || !(f = row_field(rows, word)) || f->kind != REF ||
	    !(k->at = pointed(k, f)))
		return false;
	join(k, child(k, l, rows->key), c, "%.*s.\"%s\" = %.*s.id", P(c), f->key, P(k->at->alias));
	join(k, str_of(l->key), t, "%.*s.id = %.*s.of AND %.*s.void_on IS NULL", P(t), P(c), P(t));
	stand_at_record(k, l, t);
	stand_at_row(k, rows, k->at, c);
	return true;
}

static bool hop_back(struct walk *k, const struct ledger *l)
{
	struct str word, t, c;
	const struct field *f;

	if (!next_word(k, &word) || !(f = field_of(l, word)))
		return false;
	if (str_is(k->rest, "same")) {
		k->rest = S("");
		return hop_same(k, l, f);
	}
	if (f->kind == ROWS)
		return hop_back_rows(k, l, f);
	if ((f->kind != REF && f->kind != REFS) || !(k->at = pointed(k, f)))
		return false;
	t = alias_new(k->w);
	if (f->kind == REF) {
		join(k, str_of(l->key), t, "%.*s.\"%s\" = %.*s.id AND %.*s.void_on IS NULL", P(t),
		     f->key, P(k->at->alias), P(t));
	} else {
		c = alias_new(k->w);
		join(k, child(k, l, f->key), c, "%.*s.value = %.*s.id", P(c), P(k->at->alias));
		join(k, str_of(l->key), t, "%.*s.id = %.*s.of AND %.*s.void_on IS NULL", P(t), P(c),
		     P(t));
	}
	stand_at_record(k, l, t);
	return true;
}

/* all.LEDGER: its records, whatever they point at. */
static bool hop_all(struct walk *k)
{
	struct str word, t = alias_new(k->w);
	struct table *to;

	if (!next_word(k, &word) || !(to = table_of(k->w->p, word)))
		return false;
	join(k, word, t, "%.*s.void_on IS NULL", P(t));
	stand_at_record(k, to->l, t);
	return true;
}

static bool hop_stays(struct walk *k)
{
	struct str c = alias_new(k->w);

	if (is_row(k->at))
		return false;
	join(k, child(k, k->at->l, "states"), c, "%.*s.of = %.*s.id", P(c), P(k->at->alias));
	stand_at_row(k, NULL, k->at, c);
	return true;
}

/* A plain column at the end of a path: what x IN path compares with. */
static bool end_column(struct walk *k, struct str word)
{
	if (k->rest.n || !k->from.n || !has(k->w, k->at, word))
		return false;
	k->value = arena_fmt(k->w->a, "%.*s.\"%.*s\"", P(k->at->alias), P(word));
	k->column = true;
	return true;
}

static bool hop(struct walk *k, struct str word, bool first)
{
	struct table *t;
	const struct scope *sc = k->at;

	do { /* the first word may be of an outer scope       */
		const struct field *f = is_row(sc)  ? (sc->rows && sc->rows->kind == ROWS
		                                               ? row_field(sc->rows, word)
		                                               : NULL)
		                        : sc->group ? NULL
		                                    : field_of(sc->l, word);
		if (f && (!is_single(f) || f->kind == REF || f->kind == ROW)) {
			k->at = sc;
			return hop_field(k, f);
		}
		if (str_is(word, "states") && !is_row(sc) && !sc->group) {
			k->at = sc;
			return hop_stays(k);
		}
	} while (first && (sc = sc->outer));
	if ((t = table_of(k->w->p, word)))
		return hop_back(k, t->l);
	return end_column(k, word);
}

bool path_resolve(struct writer *w, const struct scope *sc, struct str words, struct path *ret)
{
	struct walk k = { .w = w, .outer = sc, .at = sc, .rest = words };
	struct str word, rest;
	const struct scope *named;
	bool first = true;

	if (str_cut(words, '.', &word, &rest) && str_index("me,of,outer", word) >= 0) {
		if (!(named = scope_named(w, sc, word)))
			return false;
		k.at = named;
		k.rest = rest;
		first = false;
	}
	if (str_cut(words, '.', &word, &rest) && str_is(word, "all")) {
		k.rest = rest;
		if (!hop_all(&k))
			return false;
		first = false;
	}
	while (next_word(&k, &word)) {
		if (!hop(&k, word, first))
			return false;
		first = false;
	}
	*ret = (struct path){ k.from, k.where, k.at, k.value, k.column };
	return k.from.n > 0;
}
