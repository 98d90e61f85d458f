/*
 * conds.c - parsing conditions
 */
#include <string.h>

#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/step.h"
#include "store/dialect.h"

struct parsed {
	struct str name, op, value;
};

static bool no(struct tx *tx, struct str cond, const char *say)
{
	return refuse_with(tx->r, (struct refusal){ .field = cond,
	                                            .value = cond,
	                                            .say = arena_fmt(tx->arena, "条件“%.*s”：%s",
	                                                             P(cond), say) });
}

static bool split(struct str cond, struct parsed *ret)
{
	static const char *const ops[] = { "!=", "<=", ">=", "=", "<", ">", "~", " in " };
	size_t n = 0;

	while (n < cond.n &&
	       ((cond.p[n] >= 'a' && cond.p[n] <= 'z') || (cond.p[n] >= '0' && cond.p[n] <= '9') ||
	        cond.p[n] == '_' || cond.p[n] == '.'))
		n++;
	ret->name = (struct str){ cond.p, n };
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		struct str rest = str_from(cond, n), op = str_of(ops[i]);
		if (!str_is(op, " in "))
			rest = str_trim(rest);
		if (n && str_starts(rest, op)) {
			ret->op = str_trim(op);
			ret->value = str_trim(str_from(rest, op.n));
			if (ret->value.n > 1 && ret->value.p[0] == '"' &&
			    ret->value.p[ret->value.n - 1] == '"')
				ret->value = (struct str){ ret->value.p + 1, ret->value.n - 2 };
			return true;
		}
	}
	return false;
}

static const struct field state_field = { .key = "state", .kind = TEXT, .label = "状态" };
static const struct field text_field = { .key = "text", .kind = TEXT, .label = "文字" };
static const struct field day_field = { .key = "day", .kind = DATE, .label = "日期" };
static const struct field number_field = { .key = "n", .kind = NUMBER, .label = "数" };
static const struct field time_field = { .key = "time", .kind = TIME, .label = "时间" };

static const struct field *auto_field(struct writer *w, const struct ledger *l, struct str name)
{
	enum kind kind;

	if (str_is(name, "state"))
		return &state_field;
	if (!auto_column(w->p->law, l, name, &kind))
		return NULL;
	switch (kind) {
	case DATE: return &day_field;
	case TIME: return &time_field;
	case REF: return &a_person;
	case TEXT: return &text_field;
	default: return &number_field;
	}
}

/* The field a name means in the innermost row or record that has it. */
static const struct field *field_named(struct writer *w, const struct scope *sc, struct str name,
                                       const struct scope **ret_sc)
{
	const struct field *f = NULL;

	for (; sc && !f; sc = sc->outer) {
		*ret_sc = sc;
		if (sc->rows)
			f = sc->rows->kind == ROWS ? row_field(sc->rows, name) : NULL;
		else if (!sc->stays && !sc->group)
			f = (f = field_of(sc->l, name)) ? f : auto_field(w, sc->l, name);
	}
	return f;
}

static bool put_values(struct writer *w, struct tx *tx, int64_t org, const struct field *f,
                       struct str list, bool many)
{
	struct str item;
	struct val v;
	size_t n = 0;

	if (!many) {
		if (!value_parse(tx, w->p, org, f, list, f->key, &v))
			return false;
		put_val(w, v);
		return true;
	}
	put(w, "(");
	while (str_item(&list, &item)) {
		if (!value_parse(tx, w->p, org, f, item, f->key, &v))
			return false;
		put(w, n++ ? ", " : "");
		put_val(w, v);
	}
	put(w, n ? ")" : "NULL)");
	return true;
}

/* Every text has the empty one in it. */
static void put_has(struct writer *w, struct str column, struct str part)
{
	if (part.n)
		buf_put(&w->out, sql_has(w->a, column, val_place(w, VAL(part))));
	else
		put(w, "TRUE");
}

static bool put_compare(struct writer *w, struct tx *tx, int64_t org, const struct field *f,
                        struct str column, const struct parsed *c)
{
	bool text = f->kind == TEXT || f->kind == PICK || f->kind == PICKS;

	if (!c->value.n && (str_is(c->op, "=") || str_is(c->op, "!="))) {
		buf_fmt(&w->out, text ? "%.*s %s ''" : "%.*s %s NULL", P(column),
		        str_is(c->op, "=") ? text ? "=" : "IS"
		        : text             ? "<>"
		                           : "IS NOT");
		return true;
	}
	if (str_is(c->op, "~")) {
		if (f->kind != TEXT)
			return false;
		put_has(w, column, c->value);
		return true;
	}
	buf_fmt(&w->out, "%.*s %s ", P(column),
	        str_is(c->op, "!=")   ? "<>"
	        : str_is(c->op, "in") ? "IN"
	                              : arena_z(w->a, c->op));
	return put_values(w, tx, org, f, c->value, str_is(c->op, "in"));
}

static bool put_set_cond(struct writer *w, struct tx *tx, int64_t org, const struct scope *sc,
                         const struct field *f, const struct parsed *c)
{
	bool ok, not = str_is(c->op, "!="), none = !c->value.n;
	struct parsed inner = *c;

	if (not )
		inner.op = S("=");
	buf_fmt(&w->out,
	        "%sEXISTS (SELECT 1 FROM \"%s_%s\" c WHERE c.org = %.*s.org AND c.of = %.*s.id",
	        not != none ? "NOT " : "", sc->l->key, f->key, P(sc->alias), P(sc->alias));
	if (none) {
		put(w, ")");
		return true;
	}
	put(w, " AND ");
	ok = put_compare(w, tx, org, f, S("c.value"), &inner);
	put(w, ")");
	return ok;
}

/* The column of a field, or of what the engine keeps beside the fields. */
static struct str column_name(struct writer *w, const struct scope *in, const struct field *f,
                              struct str name)
{
	const char *key = f == field_of(in->l, name) || in->rows ? f->key : arena_z(w->a, name);

	return arena_fmt(w->a, "%.*s.\"%s\"", P(in->alias), key);
}

/* batch=ID: what an import began or updated. */
static bool put_batch(struct writer *w, struct tx *tx, const struct scope *sc, struct str cond,
                      const struct parsed *c)
{
	int64_t id;

	if (!str_int(c->value, &id) || !str_is(c->op, "="))
		return no(tx, cond, "导入批次写作 batch=批次号。");
	buf_fmt(&w->out,
	        "EXISTS (SELECT 1 FROM import_records b WHERE b.org = %.*s.org AND b.record = %.*s.id AND b.import = ",
	        P(sc->alias), P(sc->alias));
	put_val(w, VAL(id));
	put(w, ")");
	return true;
}

/* anomaly=KEY, broken=KEY, asked=KEY: what the board counts, what a review finds, of what it asks. */
static bool put_watched(struct writer *w, struct tx *tx, const struct scope *sc, struct str cond,
                        const struct parsed *c)
{
	bool open = str_is(c->name, "anomaly");

	if (str_is(c->name, "asked"))
		return (str_is(c->op, "=") && put_asked_of(w, sc, c->value)) ||
		       no(tx, cond, "没有这条评查标准。");
	return (str_is(c->op, "=") && put_anomaly(w, tx, sc, c->value, open)) ||
	       no(tx, cond, open ? "没有这种异常。" : "没有这条评查标准。");
}

bool cond_is_watch(struct str name)
{
	return str_index("anomaly,broken,asked", name) >= 0;
}

bool put_cond(struct writer *w, struct tx *tx, int64_t org, const struct scope *sc, struct str cond)
{
	struct parsed c;
	const struct scope *in = sc;
	const struct field *f;
	bool ok;

	if (!split(str_trim(cond), &c))
		return no(tx, cond, "看不懂，写作 字段=值。");
	f = field_named(w, sc, c.name, &in);
	if (!f && str_is(c.name, "batch") && !sc->rows)
		return put_batch(w, tx, sc, cond, &c);
	if (!f && cond_is_watch(c.name) && !sc->rows)
		return put_watched(w, tx, sc, cond, &c);
	if (!f || f->kind == ROWS)
		return no(tx, cond, "没有这个字段。");
	ok = f->kind == PICKS || f->kind == REFS
	             ? put_set_cond(w, tx, org, in, f, &c)
	             : put_compare(w, tx, org, f, column_name(w, in, f, c.name), &c);
	return ok || tx->r->n_refused ? ok : no(tx, cond, "这个字段不能这样比较。");
}

bool put_conds(struct writer *w, struct tx *tx, int64_t org, const struct scope *sc,
               const char *conds)
{
	struct str rest = str_of(conds), line;

	while (str_line(&rest, &line)) {
		put(w, " AND ");
		if (!put_cond(w, tx, org, sc, line))
			return false;
	}
	return true;
}

struct str conds_told(struct arena *a, const struct ledger *l, struct str conds)
{
	struct str rest = conds, line, told = S("");
	struct parsed c;

	while (str_line(&rest, &line)) {
		const struct field *f = split(line, &c) ? field_of(l, c.name) : NULL;
		if (f && f->flags & PERSONAL && c.value.n)
			line = arena_fmt(a, "%.*s %.*s （个人信息）", P(c.name), P(c.op));
		told = told.n ? arena_fmt(a, "%.*s\n%.*s", P(told), P(line)) : line;
	}
	return told;
}

bool cond_equal(struct tx *tx, const struct table *t, int64_t org, struct str cond,
                struct cond_equal *ret)
{
	struct writer w = { .p = t->program, .a = tx->arena };
	const struct field *f;
	struct parsed c;
	size_t refused = tx->r->n;
	int64_t id;

	if (!split(str_trim(cond), &c) || !str_is(c.op, "=") || !c.value.n)
		return false;
	*ret = (struct cond_equal){ .name = c.name, .field = field_of(t->l, c.name) };
	if (!ret->field && str_is(c.name, "batch")) {
		ret->v = str_int(c.value, &id) ? VAL(id) : NULL_VAL;
		return ret->v.is == VAL_INT;
	}
	f = ret->field ? ret->field : auto_field(&w, t->l, c.name);
	if (!f || f->kind == ROWS)
		return false;
	return value_parse(tx, t->program, org, f, c.value, f->key, &ret->v) && tx->r->n == refused;
}
