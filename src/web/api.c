/*
 * api.c - what a JSON body may say, and the answer of a step that was taken
 *
 * Bodies become the form that a browser would have sent (json_form.c) and take its way.  A browser
 * sends only what the form asked for; a program may send anything, so here each key is asked for
 * its place and its shape.
 */
#include "base/sm3.h"
#include "web/api.h"

/* --- what was sent ---------------------------------------------------------------------------- */

static const struct field *form_field_of(const struct form *f, struct str key)
{
	for (size_t i = 0; i < f->n_fields; i++)
		if (str_is(key, f->fields[i].f->key))
			return f->fields[i].f;
	return NULL;
}

static bool is_set(const struct field *f)
{
	return f->kind == PICKS || f->kind == REFS;
}

static bool no(struct form *f, struct str key, struct str say, const char *way)
{
	return refuse_with(&f->v->r,
	                   (struct refusal){ .field = key, .say = say, .way = str_of(way) });
}

/* parties.2.name: a cell of a table that the form has. */
static bool cell_stands(struct form *f, struct str key)
{
	struct str rows = key, rest, at, column;
	const struct field *field;

	if (!str_cut(key, '.', &rows, &rest) || !str_cut(rest, '.', &at, &column))
		return false;
	field = form_field_of(f, rows);
	if (!field || field->kind != ROWS)
		return no(f, rows, arena_fmt(f->v->arena, "“%.*s”没有各行。", P(rows)),
		          "各行只能写给表格字段。");
	if (str_is(column, "n") || row_field(field, column))
		return true;
	return no(f, key, arena_fmt(f->v->arena, "“%s”没有这一列：%.*s。", field->label, P(column)),
	          "列的名字见 /api/openapi.json。");
}

static bool plain_stands(struct form *f, struct str key, struct str value)
{
	bool list = str_ends(key, S("[]"));
	struct str name = list ? (struct str){ key.p, key.n - 2 } : key;
	const struct field *field = form_field_of(f, name);

	if (!field)
		return no(
			f, name,
			arena_fmt(f->v->arena, "“%.*s”不填这个字段：%.*s。", P(f->label), P(name)),
			"这一步填写的字段见 /api/openapi.json。");
	if (list && !is_set(field) && field->kind != ROWS)
		return no(f, name, arena_fmt(f->v->arena, "“%s”不是数组。", field->label),
		          "请写一个值。");
	if (!list && field->kind == ROWS && value.n)
		return no(f, name, arena_fmt(f->v->arena, "“%s”写作各行的数组。", field->label),
		          "如 [{\"列\": \"值\"}]。");
	return true;
}

bool json_sent_stands(struct form *f)
{
	static const char beside[] = "csrf,version,reason";
	const struct visit *v = f->v;
	bool ok = true;
	int64_t version;

	for (size_t i = 0; i < v->form.n; i++) {
		const struct pair *p = &v->form.list[i];
		if (!form_field_of(f, p->key) && str_index(beside, p->key) >= 0)
			continue;
		ok &= str_has(p->key, S(".")) ? cell_stands(f, p->key)
		                              : plain_stands(f, p->key, p->value);
	}
	if (f->r.id && !str_int(pair_of(&v->form, "version"), &version))
		ok = no(f, S("version"), S("应当写明看到的是记录的第几版。"),
		        "读取记录，把其中的 version 一起发来；别人改过的会答复 409。");
	return ok;
}

/* --- what it points at ------------------------------------------------------------------------- */

struct pointing {
	struct form *f;
	const struct field *field;
	const char *at;
	int64_t was; /* what stands there already: it may stay                      */
};

static bool ref_stands(struct pointing *k, struct str text)
{
	struct visit *v = k->f->v;
	size_t before = v->r.n;
	const struct table *t;
	struct val id;

	if (!value_parse(&v->tx, v->p, v->viewer.org, k->field, str_trim(text), k->at, &id)) {
		refusals_cut(&v->r, before); /* the step says it                           */
		return true;
	}
	if (id.is != VAL_INT || id.i == k->was)
		return true;
	t = record_find(&v->tx, v->p, k->field, v->viewer.org, id.i);
	if (!t || may_refer(&v->tx, v->p, &v->viewer, t, id.i))
		return true;
	return no(k->f, str_of(k->at), arena_fmt(v->arena, "%s：没有这条记录。", k->field->label),
	          "请从您可以查看的记录中选择。");
}

static bool set_stands(struct pointing *k, struct str list)
{
	struct str item;
	bool ok = true;

	while (str_set_item(&list, &item))
		ok &= ref_stands(k, item);
	return ok;
}

static bool rows_stand(struct form *f, const struct field *rows, const struct entry *e)
{
	struct arena *a = f->v->arena;
	bool ok = true;

	for (size_t i = 0; i < e->n_rows; i++)
		for (size_t c = 0; c < e->rows[i].n_cells; c++) {
			const struct field *cell = row_field(rows, e->rows[i].cells[c].key);
			struct pointing k = { f, cell, NULL, 0 };
			if (!cell || cell->kind != REF || e->rows[i].n)
				continue;
			k.at = arena_fmt(a, "%s.%zu.%s", rows->key, i + 1, cell->key).p;
			ok &= ref_stands(&k, e->rows[i].cells[c].text);
		}
	return ok;
}

bool refs_sent_stand(struct form *f, const struct entry *e, size_t n)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const struct field *field = form_field_of(f, e[i].key);
		struct pointing k = { f, field, field ? field->key : "", 0 };
		if (!field)
			continue;
		if (f->r.id && field->kind == REF && column_of(f->t, e[i].key))
			k.was = record_int(&f->r, e[i].key);
		if (field->kind == REF)
			ok &= ref_stands(&k, e[i].text);
		else if (field->kind == REFS && !f->r.id)
			ok &= set_stands(&k, e[i].text);
		else if (field->kind == ROWS)
			ok &= rows_stand(f, field, &e[i]);
	}
	return ok;
}

/* --- the answer -------------------------------------------------------------------------------- */

/* clang-format off */
enum { POSITION, N_SQL };
static const struct stmt sql[N_SQL] = {
	[POSITION] = { "SELECT MAX(position) FROM journal WHERE org = $1 AND ledger = $2 AND record = $3" },
};
/* clang-format on */

void taken_json(struct visit *v, struct json *j, const struct taken_answer *x)
{
	struct record r;
	int64_t position = 0;
	bool found = record_load(&v->tx, x->t, v->viewer.org, x->id, &r);

	db_one(&v->tx, &sql[POSITION], VALS(v->viewer.org, str_of(x->t->l->key), x->id), &position);
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, x->id);
	json_pair(j, "href", record_url(v->arena, x->t, x->id).s);
	json_pair(j, "number", found ? record_text(&r, S("number")) : S(""));
	json_pair(j, "state", found ? record_text(&r, S("state")) : S(""));
	json_key(j, "version");
	json_int(j, found ? record_int(&r, S("version")) : 0);
	json_key(j, "position");
	json_int(j, position);
	json_key(j, "warnings");
	refusals_json(j, &v->r, true);
	json_key(j, "record");
	if (found && !x->bare && may_view(&v->tx, v->p, &v->viewer, x->t, x->id))
		record_whole_json(v, j, &r);
	else
		json_null(j);
	json_close(j, '}');
}

/* --- requests that come twice ------------------------------------------------------------------ */

bool repeat_of(struct visit *v, struct repeat *ret)
{
	ret->key = header_of(&v->req->headers, "Idempotency-Key");
	if (!ret->key.n && !v->json)
		ret->key = pair_of(&v->form, "once"); /* a form's own name: forms.c          */
	if (!ret->key.n)
		return true;
	/* The answer is for the one who asked: another token of the account may not read it. */
	ret->request = sm3_hex(v->arena,
	                       arena_fmt(v->arena, "%lld\n%.*s\n%.*s\n%.*s",
	                                 (long long)(v->by_token ? v->token.id : 0), P(v->path),
	                                 P(v->req->query), P(sm3_hex(v->arena, v->req->body))));
	if (repeat_key_ok(ret->key))
		return true;
	visit_error(v, 400, S("Idempotency-Key 看不懂。"),
	            S("应当是一到一百个可见的 ASCII 字符。"));
	return false;
}

void repeat_answer(struct visit *v, const struct repeat *x)
{
	visit_header(v, "Idempotent-Replayed", S("true"));
	if (!v->json) {
		visit_redirect(v, x->location);
		return;
	}
	v->status = x->status;
	v->reply->type = S("application/json");
	visit_header(v, "Location", x->location);
	buf_put(v->out, x->body);
}

bool repeat_refuse(const struct visit *v, struct refusals *r)
{
	if (!v->json && !header_of(&v->req->headers, "Idempotency-Key").n)
		return refuse_with(
			r, (struct refusal){ .say = S("这张表已经办理过，没有再办一次。"),
		                             .way = S("要再登记一件，请核对后再按一次。") });
	return refuse_with(
		r, (struct refusal){ .field = S("Idempotency-Key"),
	                             .say = S("这个键已经用于另一个请求。"),
	                             .way = S("重发同一个请求才用同一个键；新的请求请换一个。") });
}

/* --- what stands behind the `?` ---------------------------------------------------------------- */

static void year_stands(struct visit *v, struct str text)
{
	int64_t year;

	if (text.n && (!str_int(text, &year) || year < 2000 || year > 2099))
		refuse_with(&v->r, (struct refusal){
					   .field = S("year"),
					   .say = arena_fmt(v->arena, "“%.*s”不是年度。", P(text)),
					   .way = S("写 2000 到 2099，或者不写。") });
}

/* People carry addresses about, and a page ignores what it does not know; a program would believe that it was heard. */
bool query_stands(struct visit *v)
{
	if (!v->route->asks || !(v->json || v->by_token))
		return true;
	for (size_t i = 0; i < v->query.n; i++) {
		const struct pair *one = &v->query.list[i];
		if (str_index(v->route->asks, one->key) < 0)
			refuse_with(
				&v->r,
				(struct refusal){
					.field = one->key,
					.say = arena_fmt(v->arena, "这个地址没有参数“%.*s”。",
			                                 P(one->key)),
					.way = S(
						"参数见 /api/openapi.json；POST 的内容写在正文里。") });
		else if (str_is(one->key, "year"))
			year_stands(v, one->value);
	}
	if (!v->r.n_refused)
		return true;
	visit_refused_json(v);
	return false;
}
