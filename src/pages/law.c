/*
 * law.c - what is known of a term or a statute, and where it is used
 */
#include "ledger/verbs.h"
#include "pages/pages.h"

static bool cites(const struct basis *b, const struct ledger *l, struct str name, bool term)
{
	if (term)
		return b->term && str_is(name, b->term);
	return b->article && str_is(name, b->law ? b->law : l->law);
}

static bool clock_cites(const struct clockset *c, const struct ledger *l, struct str name,
                        bool term)
{
	for (size_t i = 0; i < c->n_rows; i++)
		if (cites(&c->rows[i].basis, l, name, term))
			return true;
	return false;
}

static void put_use(struct visit *v, const struct table *t, struct str what)
{
	if (may_open(t, v->viewer.roles))
		html(v->out, "<tr><td><a href=\"/", str_of(t->l->key), "\">", str_of(t->l->label),
		     "</a></td><td>", what, "</td></tr>\n");
}

static void put_uses(struct visit *v, struct str name, bool term)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>用在哪里</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"tbl dense\"><caption class=\"sr\">用在哪里</caption><thead><tr><th scope=\"col\">台账</th><th scope=\"col\">环节、期限或者条件</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		const struct ledger *l = t->l;
		for (size_t k = 0; k < l->n_steps; k++)
			if (cites(&l->steps[k].basis, l, name, term))
				put_use(v, t, arena_fmt(v->arena, "办理“%s”", l->steps[k].label));
		for (size_t k = 0; k < t->n_clocks; k++)
			if (clock_cites(&t->clocks[k], l, name, term))
				put_use(v, t, clock_label(v->arena, t, &t->clocks[k]));
		for (size_t k = 0; k < l->n_rules; k++)
			if (cites(&l->rules[k].basis, l, name, term))
				put_use(v, t, str_of(l->rules[k].say));
		for (size_t k = 0; k < l->n_needs; k++)
			if (cites(&l->needs[k].basis, l, name, term))
				put_use(v, t, str_of(l->needs[k].say));
	}
	html(v->out, "</tbody></table></div></section>\n");
}

static void put_version(struct visit *v, const struct term *t)
{
	html(v->out, "<dl class=\"rec\"><dt>数值</dt><dd>", term_text(v->arena, t),
	     "</dd><dt>依据</dt><dd>", term_cite(v->arena, t), "</dd><dt>内容</dt><dd>", t->gist,
	     "</dd><dt>有效期</dt><dd>自 ");
	ui_text(v, day_text(v->arena, t->from));
	html(v->out, " 至 ");
	ui_text(v, day_text(v->arena, t->to));
	html(v->out, "</dd>");
	if (t->is_setting)
		html(v->out, "<dt>设定</dt><dd>", t->issuer.n ? t->issuer : S("由本机关设定"), " ",
		     t->document, "</dd>");
	html(v->out,
	     when(t->rolls, "<dt>顺延</dt><dd>最后一日是节假日的，顺延至其后第一个工作日</dd>"),
	     "</dl>\n");
}

/* One version of a term, for programs. */
void term_json(struct visit *v, struct json *j, const struct term *t)
{
	json_open(j, '{');
	json_pair(j, "id", t->id);
	json_pair(j, "gist", t->gist);
	json_pair(j, "text", term_text(v->arena, t));
	json_pair(j, "basis", term_cite(v->arena, t));
	json_key(j, "from");
	json_day(j, t->from);
	json_key(j, "to");
	json_day(j, t->to);
	json_key(j, "setting");
	json_bool(j, t->is_setting);
	json_pair(j, "issuer", t->issuer);
	json_pair(j, "document", t->document);
	json_close(j, '}');
}

static void put_statute_json(struct json *j, const struct statute *s)
{
	json_open(j, '{');
	json_pair(j, "name", s->name);
	json_pair(j, "number", s->number);
	json_pair(j, "issuer", s->issuer);
	json_key(j, "from");
	json_day(j, s->from);
	json_key(j, "to");
	json_day(j, s->to);
	json_close(j, '}');
}

/* The versions of a term, or of a statute with its terms; of all statutes where `name` is empty. */
static void put_json(struct visit *v, struct str name)
{
	const struct law *law = law_of(v->p, v->viewer.org);
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "statutes");
	json_open(&j, '[');
	for (size_t i = 0; i < law->n_statutes; i++)
		if (!name.n || str_eq(law->statutes[i].name, name))
			put_statute_json(&j, &law->statutes[i]);
	json_close(&j, ']');
	json_key(&j, "terms");
	json_open(&j, '[');
	for (size_t i = 0; name.n && i < law->n_terms; i++)
		if (str_eq(law->terms[i].id, name) || str_eq(law->terms[i].statute, name))
			term_json(v, &j, &law->terms[i]);
	json_close(&j, ']');
	json_close(&j, '}');
}

static bool put_term_page(struct visit *v, struct str name)
{
	const struct law *law = law_of(v->p, v->viewer.org);
	const struct term *t = term_on(law, name, DAY_NONE);

	if (!t)
		return false;
	ui_open(v, &(struct page){ .title = t->gist.n ? t->gist : name,
	                           .menu = "law",
	                           .crumbs = { { S("法规库"), S("/law") }, { name, S("") } } });
	ui_heading(v, t->gist.n ? t->gist : name, term_cite(v->arena, t));
	html(v->out,
	     "</div></div>\n<section class=\"card mb14\"><header><h2>规定</h2><span class=\"muted f13\">",
	     name, "</span></header><div class=\"bd stack\">\n");
	for (size_t i = 0; i < law->n_terms; i++)
		if (str_eq(law->terms[i].id, name))
			put_version(v, &law->terms[i]);
	html(v->out, "</div></section>\n");
	setting_form(v, term_on(law, name, DAY_NONE));
	put_uses(v, name, true);
	ui_close(v);
	return true;
}

static void put_terms_of(struct visit *v, struct str statute)
{
	const struct law *law = law_of(v->p, v->viewer.org);

	html(v->out,
	     "<section class=\"card mb14\"><header><h2>期限、数额和规则</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"tbl dense\"><caption class=\"sr\">条文</caption><thead><tr><th scope=\"col\">条</th><th scope=\"col\">内容</th><th scope=\"col\">数值</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < law->n_terms; i++)
		if (str_eq(law->terms[i].statute, statute))
			html(v->out, "<tr><td class=\"nowrap\">", law->terms[i].article,
			     "</td><td><a href=\"/law/", law->terms[i].id, "\">",
			     law->terms[i].gist.n ? law->terms[i].gist : law->terms[i].id,
			     "</a></td><td class=\"nowrap\">", term_text(v->arena, &law->terms[i]),
			     "</td></tr>\n");
	html(v->out, "</tbody></table></div></section>\n");
}

static bool put_statute(struct visit *v, struct str name)
{
	const struct law *law = law_of(v->p, v->viewer.org);

	if (!statute_known(law, name))
		return false;
	ui_open(v, &(struct page){ .title = name,
	                           .menu = "law",
	                           .crumbs = { { S("法规库"), S("/law") }, { name, S("") } } });
	ui_heading(v, name, S(""));
	html(v->out,
	     "</div></div>\n<section class=\"card mb14\"><header><h2>版本</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"tbl dense\"><caption class=\"sr\">版本</caption><thead><tr><th scope=\"col\">文号</th><th scope=\"col\">制定机关</th><th scope=\"col\">施行</th><th scope=\"col\">失效</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < law->n_statutes; i++)
		if (str_eq(law->statutes[i].name, name))
			html(v->out, "<tr><td>", law->statutes[i].number, "</td><td>",
			     law->statutes[i].issuer, "</td><td>", law->statutes[i].from,
			     "</td><td>", law->statutes[i].to, "</td></tr>\n");
	html(v->out, "</tbody></table></div></section>\n");
	put_terms_of(v, name);
	put_uses(v, name, false);
	ui_close(v);
	return true;
}

void law_get(struct visit *v)
{
	const struct law *law = law_of(v->p, v->viewer.org);

	if (v->json && (term_on(law, v->seg[0], DAY_NONE) || statute_known(law, v->seg[0])))
		put_json(v, v->seg[0]);
	else if (!put_term_page(v, v->seg[0]) && !put_statute(v, v->seg[0]))
		visit_missing(v);
}

void law_index_get(struct visit *v)
{
	const struct law *law = law_of(v->p, v->viewer.org);

	if (v->json) {
		put_json(v, S(""));
		return;
	}
	ui_open(v, &(struct page){ .title = S("法规库"),
	                           .menu = "law",
	                           .crumbs = { { S("法规库"), S("") } } });
	ui_heading(v, S("法规库"), S("台账引用的法律、法规、规章和文件"));
	html(v->out,
	     "<a class=\"btn\" href=\"/settings\">由本机关设定的事项</a></div></div>\n<section class=\"card\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"tbl dense\"><caption class=\"sr\">法规</caption><thead><tr><th scope=\"col\">名称</th><th scope=\"col\">制定机关</th><th scope=\"col\">文号</th><th scope=\"col\">施行</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < law->n_statutes; i++) {
		const struct statute *s = &law->statutes[i];
		if (i && str_eq(s->name, law->statutes[i - 1].name))
			continue;
		html(v->out, "<tr><td><a href=\"",
		     url_of(arena_fmt(v->arena, "/law/%.*s", P(url_encode(v->arena, s->name)))),
		     "\">", s->name, "</a></td><td>", s->issuer, "</td><td>", s->number,
		     "</td><td class=\"nowrap\">", s->from, "</td></tr>\n");
	}
	html(v->out, "</tbody></table></div></section>\n");
	ui_close(v);
}
