/*
 * list_json.c - a list as JSON, and what a program may ask it by
 *
 * A page ignores what it does not know, since people carry addresses about; a program would believe
 * that it was heard.  So here every parameter is a declared one with a value that it can have.
 */
#include "web/api.h"
#include "web/lists.h"
#include "web/walk.h"

/* Programs may ask by every field that lists are made for, pages by those that fit their form. */
bool list_asks(const struct visit *v, const struct field *f)
{
	if (!v->json)
		return is_filter(v, f);
	return f->flags & (LIST | SORT) && f->kind != ROWS && may_see(v->t, v->viewer.roles, f);
}

bool list_parameter(struct str key)
{
	return str_index("view,sort,up,after,where,number,q,state,size", key) >= 0;
}

/* A name that is no parameter would be ignored, and its sender believe that it was not. */
static bool parameters_stand(struct visit *v)
{
	for (size_t i = 0; i < v->query.n; i++) {
		struct str key = v->query.list[i].key;
		const struct field *f = field_of(v->t->l, key);
		if (list_parameter(key) || (f && list_asks(v, f)))
			continue;
		refuse_with(&v->r, (struct refusal){
					   .field = key,
					   .say = arena_fmt(v->arena, "不能按“%.*s”查询。", P(key)),
					   .way = S("可以查询的字段见 /api/openapi.json。") });
	}
	return !v->r.n_refused;
}

static bool one_of(struct visit *v, const char *key, bool ok, const char *way)
{
	if (ok || !pair_of(&v->query, key).n)
		return true;
	return refuse_with(&v->r, (struct refusal){ .field = str_of(key),
	                                            .say = arena_fmt(v->arena, "“%s”看不懂。", key),
	                                            .way = str_of(way) });
}

/* Values of a page that is not there are the first page of it; a program is told. */
static bool values_stand(struct visit *v)
{
	enum list_view view;
	int64_t size = 0;
	bool sized = str_int(pair_of(&v->query, "size"), &size) && size > 0 && size <= MAX_PAGE;

	bool ok = one_of(v, "view", view_of(pair_of(&v->query, "view"), &view),
	                 "写 all、open、mine、late 或者 soon。");

	ok &= one_of(v, "state", state_index(v->t->l, pair_of(&v->query, "state")) >= 0,
	             "状态见 /api/openapi.json。");
	ok &= one_of(v, "up",
	             str_is(pair_of(&v->query, "up"), "1") || str_is(pair_of(&v->query, "up"), "0"),
	             "写 1 或者 0。");
	ok &= one_of(v, "size", sized, "写 1 到 200。");
	return ok;
}

size_t list_size_asked(struct visit *v)
{
	int64_t size;

	return str_int(pair_of(&v->query, "size"), &size) && size > 0 && size <= MAX_PAGE
	               ? (size_t)size
	               : PAGE_SIZE;
}

bool list_query_stands(struct visit *v)
{
	if (parameters_stand(v) && values_stand(v))
		return true;
	visit_refused_json(v);
	return false;
}

void list_json(struct visit *v, const struct list_ask *ask, const struct list_page *page)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_pair(&j, "ledger", str_of(v->t->l->key));
	json_pair(&j, "view", str_of(view_key(ask->view)));
	json_key(&j, "count");
	json_int(&j, page->count.n);
	json_key(&j, "more");
	json_bool(&j, page->count.more);
	json_key(&j, "next");
	if (page->next.n)
		json_str(&j, list_url(v, "after", page->next).s);
	else
		json_null(&j);
	json_key(&j, "records");
	json_open(&j, '[');
	for (size_t i = 0; i < page->n_rows; i++)
		record_json(v, &j, &page->rows[i].r);
	json_close(&j, ']');
	json_close(&j, '}');
}
