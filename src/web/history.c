/*
 * history.c - the entries of one record, with what each changed
 */
#include "ledger/body.h"
#include "ledger/reveal.h"
#include "web/history.h"
#include "web/papers.h"
#include "web/pages.h"

enum { MOST = 500 };

struct str entry_label(struct visit *v, const struct table *t, struct str verb)
{
	/* clang-format off */
	static const struct { const char *verb, *label; } list[] = {
		{ "undo", "撤销上一步" }, { "recompute", "重算期限" }, { "erase", "删除个人信息" },
		{ "render", "生成文书" }, { "set", "设置" }, { "key", "签名密钥" }, { "freeze", "固化报告" },
	};
	/* clang-format on */
	enum reveal_what what;

	(void)v;
	if (reveal_of(verb, &what))
		return str_of(reveal_label(what));
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (str_is(verb, list[i].verb))
			return str_of(list[i].label);
	return t ? verb_label(t->l, verb) : verb;
}

bool sees_leaf(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++)
		if (!may_see(t, roles, &t->l->fields[i]))
			return false;
	return true;
}

/* --- what changed ----------------------------------------------------------------------------- */

struct diff {
	struct visit *v;
	const struct table *t;
	struct body body;
};

static struct str value_text(const struct diff *d, const struct field *f, struct body_side x)
{
	struct visit *v = d->v;
	const struct table *to;

	if (x.sealed)
		return S("（个人信息）");
	if (f->kind == REF && x.v.is == VAL_INT)
		return ref_seen(&v->tx, v->p, &v->viewer, f, x.v.i, &to);
	return field_text(&v->tx, v->p, f, x.v, v->viewer.org);
}

typedef void change_fn(const struct diff *d, void *arg, const struct field *f, struct str before,
                       struct str after);

static void each_change(const struct diff *d, change_fn *fn, void *arg)
{
	for (size_t i = 0; i < d->body.n; i++) {
		const struct body_change *c = &d->body.changes[i];
		const struct field *f = field_of(d->t->l, c->key);
		if (!f || !may_see(d->t, d->v->viewer.roles, f))
			continue;
		if (c->rows)
			fn(d, arg, f, S(""), arena_fmt(d->v->arena, "%zu 行", c->n_rows));
		else
			fn(d, arg, f, value_text(d, f, c->before), value_text(d, f, c->after));
	}
}

static void put_change(const struct diff *d, void *arg, const struct field *f, struct str before,
                       struct str after)
{
	(void)arg;
	html(d->v->out, "<dt>", str_of(f->label), "</dt><dd>");
	if (before.n)
		html(d->v->out, "<del>", before, "</del> → ");
	ui_text(d->v, after);
	html(d->v->out, "</dd>");
}

/* The reason of a step, the purpose of an unmasking. */
static struct str why_text(const struct diff *d)
{
	/* Said inside the bureau: who is shown some fields only is not shown it, but where it is one of them. */
	static const struct field reason = { .key = "reason" };
	struct str key = d->body.purpose;

	if (d->t && !may_see(d->t, d->v->viewer.roles, &reason))
		return S("");
	for (size_t i = 0; i < n_purposes; i++)
		if (str_is(key, purposes[i].key))
			key = str_of(purposes[i].label);
	if (d->body.reason.n || !d->body.why.n)
		return d->body.reason.n ? d->body.reason : key;
	return arena_fmt(d->v->arena, "%.*s：%.*s", P(key), P(d->body.why));
}

static struct diff diff_of(struct visit *v, const struct table *t, const struct journal_row *e)
{
	struct diff d = { v, t, { 0 } };

	body_read(v->arena, j_text(e, J_BODY), &d.body);
	return d;
}

/* --- one entry -------------------------------------------------------------------------------- */

static struct str at_text(struct visit *v, const struct journal_row *e)
{
	struct str text = instant_text(v->arena, (struct instant){ j_int(e, J_AT) });

	return text.n > 16 ? arena_fmt(v->arena, "%.10s %.8s", text.p, text.p + 11) : text;
}

void put_entry(struct visit *v, const struct table *t, const struct journal_row *e, bool values)
{
	struct str by = person_name(&v->tx, v->p, v->viewer.org, j_int(e, J_DONE_BY)),
		   typed = person_name(&v->tx, v->p, v->viewer.org, j_int(e, J_ACTOR)), why;
	struct diff d = diff_of(v, t, e);

	html(v->out, "<li><time>", at_text(v, e), "</time><a class=\"u\" href=\"",
	     url_of(arena_fmt(v->arena, "/journal/%lld", (long long)j_int(e, J_POSITION))),
	     "\">第 ", j_int(e, J_POSITION), " 条</a> ", entry_label(v, t, j_text(e, J_VERB)));
	why = why_text(&d);
	if (why.n && values)
		html(v->out, "：", why);
	html(v->out, "<div class=\"by\">", by.n ? by : S("系统或者其他机关"));
	if (typed.n && j_int(e, J_ACTOR) != j_int(e, J_DONE_BY))
		html(v->out, " · ", typed, " 录入");
	html(v->out, " · ", j_text(e, J_ORIGIN), "</div>");
	if (t && values && d.body.n) {
		html(v->out, "<dl class=\"kv\">");
		each_change(&d, put_change, NULL);
		html(v->out, "</dl>");
	}
	html(v->out, "</li>\n");
}

static void json_change(const struct diff *d, void *arg, const struct field *f, struct str before,
                        struct str after)
{
	struct json *j = arg;

	(void)d;
	json_open(j, '{');
	json_pair(j, "field", str_of(f->key));
	json_pair(j, "before", before);
	json_pair(j, "after", after);
	json_close(j, '}');
}

void json_entry(struct visit *v, struct json *j, const struct table *t, const struct journal_row *e,
                bool values)
{
	struct diff d = diff_of(v, t, e);
	unsigned char leaf[SM3_SIZE];

	journal_leaf_hash(e, leaf);
	json_open(j, '{');
	json_key(j, "position");
	json_int(j, j_int(e, J_POSITION));
	json_key(j, "at");
	json_at(j, (struct instant){ j_int(e, J_AT) });
	json_key(j, "day");
	json_day(j, val_to_day(e->v[J_DAY]));
	json_pair(j, "verb", j_text(e, J_VERB));
	json_pair(j, "ledger", j_text(e, J_LEDGER));
	json_key(j, "record");
	json_id(j, j_int(e, J_RECORD));
	json_key(j, "by");
	json_id(j, j_int(e, J_DONE_BY));
	json_key(j, "entered_by");
	json_id(j, j_int(e, J_ACTOR));
	json_pair(j, "origin", j_text(e, J_ORIGIN));
	json_pair(j, "leaf", hex_text(v->arena, leaf, sizeof leaf));
	json_pair(j, "why", values ? why_text(&d) : S(""));
	json_key(j, "changes");
	json_open(j, '[');
	if (t && values)
		each_change(&d, json_change, j);
	json_close(j, ']');
	entry_papers_json(v, j, values ? t : NULL, j_int(e, J_POSITION));
	json_close(j, '}');
}

/* --- /{ledger}/{id}/journal ------------------------------------------------------------------- */

static size_t entries_of(struct visit *v, struct journal_row *ret)
{
	struct journal_row *list;
	int64_t after = 0;
	size_t n = 0, got;

	do {
		got = journal_of(&v->tx, v->viewer.org, str_of(v->t->l->key), v->id, after, &list);
		for (size_t i = 0; i < got && n < MOST; i++)
			ret[n++] = list[i];
		after = got ? j_int(&list[got - 1], J_POSITION) : 0;
	} while (got == JOURNAL_BATCH && n < MOST);
	return n;
}

void history_get(struct visit *v)
{
	struct journal_row *list = arena_array(v->arena, struct journal_row, MOST);
	size_t n = entries_of(v, list);
	struct record r;
	struct json j;

	if (v->json) {
		json_init(&j, v->out);
		json_open(&j, '[');
		for (size_t i = 0; i < n; i++)
			json_entry(v, &j, v->t, &list[i], true);
		json_close(&j, ']');
		v->reply->type = S("application/json");
		return;
	}
	if (!record_load(&v->tx, v->t, v->viewer.org, v->id, &r)) {
		visit_missing(v);
		return;
	}
	ui_open(v, &(struct page){ .title = S("日志"),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { record_text(&r, S("number")),
	                                         record_url(v->arena, v->t, v->id).s },
	                                       { S("日志"), S("") } } });
	ui_heading(v, S("日志"), visit_title(v, &r));
	html(v->out,
	     "</div></div>\n<section class=\"card\"><div class=\"bd\"><ul class=\"tl\" data-t=\"journal\">\n");
	for (size_t i = n; i-- > 0;)
		put_entry(v, v->t, &list[i], true);
	html(v->out, "</ul></div></section>\n");
	ui_close(v);
}
