/*
 * show.c - the procedure of a ledger, printed for lawyers
 *
 * Everything stands in the declaration; here it only gets its words: states, steps with who decides
 * and what is filled in, gates with what they say, periods with their present values, effects,
 * figures, each with its article.
 */
#include "cmd/app.h"
#include "ledger/figures.h"
#include "ledger/verbs.h"

struct showing {
	struct app *app;
	const struct table *t;
	const struct ledger *l;
	struct buf *out;
};

static void put_basis(struct showing *s, const struct basis *b)
{
	const struct term *t = b->term ? term_on(app_law_now(s->app), str_of(b->term), DAY_NONE)
	                               : NULL;
	struct str cite = basis_text(&s->app->program, &s->app->arena, s->l, b);
	struct str value = t ? term_text(&s->app->arena, t) : S("");

	if (cite.n || value.n)
		buf_fmt(s->out, "  〔%.*s%s%.*s〕", P(cite), value.n ? "：" : "", P(value));
	buf_putc(s->out, '\n');
}

static void put_names(struct showing *s, const char *list)
{
	struct str rest = str_of(list), item;
	bool first = true;

	while (str_item(&rest, &item)) {
		bool may = item.p[item.n - 1] == '?';
		const struct field *f = field_of(s->l, (struct str){ item.p, item.n - may });
		buf_fmt(s->out, "%s%s%s", first ? "" : "、", f ? f->label : "",
		        may ? "（可不填）" : "");
		first = false;
	}
}

/* Labels of the steps in a list of verbs. */
static void put_verbs(struct showing *s, const char *verbs)
{
	struct str rest = str_of(verbs), item;
	bool first = true;

	while (str_item(&rest, &item)) {
		const struct step *step = step_of(s->l, item);
		buf_fmt(s->out, "%s“%.*s”", first ? "" : "、",
		        P(step ? str_of(step->label) : item));
		first = false;
	}
}

static void put_from(struct showing *s, const struct step *step)
{
	bool first = true;

	if (step->from == NEW) {
		buf_putz(s->out, "开始");
		return;
	}
	if (step->from == ANY) {
		buf_putz(s->out, "任一未终结的状态");
		return;
	}
	for (size_t i = 0; i < s->l->n_states; i++)
		if (step->from & IN(i)) {
			buf_fmt(s->out, "%s%s", first ? "" : "、", s->l->states[i].label);
			first = false;
		}
}

static void show_fields(struct showing *s)
{
	buf_putz(s->out, "\n一、登记的内容\n");
	for (size_t i = 0; i < s->l->n_fields; i++) {
		const struct field *f = &s->l->fields[i];
		buf_fmt(s->out, "  %s（%s）%s%s", f->label, f->key, f->flags & MUST ? " 必填" : "",
		        f->flags & PERSONAL ? " 个人信息" : "");
		if (f->labels)
			buf_fmt(s->out, "：%s", f->labels);
		put_basis(s, &f->basis);
	}
}

static void show_states(struct showing *s)
{
	buf_putz(s->out, "\n二、状态\n");
	for (size_t i = 0; i < s->l->n_states; i++)
		buf_fmt(s->out, "  %s（%s）%s\n", s->l->states[i].label, s->l->states[i].key,
		        s->l->states[i].is == FINAL ? " 终结" : "");
}

static void show_needs(struct showing *s, const struct step *step)
{
	for (size_t i = 0; i < s->l->n_rules; i++) {
		const struct rule *r = &s->l->rules[i];
		if (!r->at || str_index(r->at, str_of(step->verb)) < 0)
			continue;
		buf_fmt(s->out, "      %s%s", r->is & WARN ? "提醒：" : "", r->say);
		put_basis(s, &r->basis);
	}
	for (size_t i = 0; i < s->l->n_needs; i++) {
		const struct need *n = &s->l->needs[i];
		if (str_index(n->at, str_of(step->verb)) < 0)
			continue;
		buf_fmt(s->out, "      %s%s",
		        n->defect      ? "记为缺陷："
		        : n->is & WARN ? "提醒："
		                       : "",
		        n->say);
		put_basis(s, &n->basis);
	}
}

static void show_effects(struct showing *s, const struct step *step)
{
	for (size_t i = 0; i < s->l->n_opens; i++) {
		const struct open *o = &s->l->opens[i];
		const struct table *to = table_of(&s->app->program, str_of(o->path));
		if (str_index(o->at, str_of(step->verb)) < 0)
			continue;
		if (to && !o->take)
			buf_fmt(s->out, "      同时开始一条“%s”", to->l->label);
		else
			buf_fmt(s->out, "      同时办理 %s 的“%s”", o->path,
			        o->take ? o->take : "");
		put_basis(s, &o->basis);
	}
}

/* 系统填写：结果为“立案” */
static void show_sets(struct showing *s, const struct step *step)
{
	const struct verb *v = &s->t->verbs[step - s->l->steps];

	for (size_t i = 0; i < v->n_sets; i++)
		buf_fmt(s->out, "%s%s为“%.*s”%s", i ? "、" : "      由这一步确定：",
		        v->sets[i].f->label, P(set_field_text(&v->sets[i])),
		        i + 1 < v->n_sets ? "" : "\n");
}

static void show_step(struct showing *s, const struct step *step)
{
	buf_fmt(s->out, "  %s（%s）：", step->label, step->verb);
	put_from(s, step);
	buf_fmt(s->out, " → %s", step->to == SAME ? "状态不变" : s->l->states[step->to].label);
	put_basis(s, &step->basis);
	buf_fmt(s->out, "      由%.*s决定", P(roles_text(&s->app->arena, step->by)));
	if (step->not_by) {
		buf_putz(s->out, "，不得是办理");
		put_verbs(s, step->not_by);
		buf_putz(s->out, "的人员");
	}
	buf_putc(s->out, '\n');
	if (step->fill) {
		buf_putz(s->out, "      填写：");
		put_names(s, step->fill);
		buf_putc(s->out, '\n');
	}
	show_sets(s, step);
	if (step->within)
		buf_fmt(s->out, "      应当在期限内办理：%s\n", step->within);
	if (step->after)
		buf_fmt(s->out, "      期限届满之后才能办理：%s\n", step->after);
	if (step->say)
		buf_fmt(s->out, "      %s\n", step->say);
	show_needs(s, step);
	show_effects(s, step);
}

static void show_clock_row(struct showing *s, const struct clock *c)
{
	const struct step *on = c->on_step ? step_of(s->l, str_of(c->on_step)) : NULL;
	const struct field *from = c->from ? field_of(s->l, str_of(c->from)) : NULL;
	int state = c->in_state ? state_index(s->l, str_of(c->in_state)) : -1;

	switch (c->does) {
	case RUNS: buf_fmt(s->out, "      自“%s”起算", from ? from->label : c->from); break;
	case ENDS: buf_fmt(s->out, "      “%s”就是最后一日", from ? from->label : c->from); break;
	case RESTARTS: buf_fmt(s->out, "      自“%s”重新起算", on ? on->label : c->on_step); break;
	case STANDS:
		buf_fmt(s->out, "      处于“%s”的日子不计入",
		        state >= 0 ? s->l->states[state].label : c->in_state);
		break;
	case EXTENDS: buf_fmt(s->out, "      “%s”延长", on ? on->label : c->on_step); break;
	case STOPS: buf_fmt(s->out, "      “%s”终止", on ? on->label : c->on_step); break;
	default: buf_fmt(s->out, "      逾期加算，以“%s”为基数", c->of ? c->of : "");
	}
	if (c->when)
		buf_fmt(s->out, "（条件：%s）", c->when);
	put_basis(s, &c->basis);
}

static void show_clocks(struct showing *s)
{
	buf_putz(s->out, "\n四、期限\n");
	for (size_t i = 0; i < s->t->n_clocks; i++) {
		buf_fmt(s->out, "  %s\n", s->t->clocks[i].key);
		for (size_t k = 0; k < s->t->clocks[i].n_rows; k++)
			show_clock_row(s, &s->t->clocks[i].rows[k]);
	}
}

/* What a good file keeps, with the deduction where it does not, and what stands on the board. */
static void show_standards(struct showing *s)
{
	if (s->l->n_standards)
		buf_putz(s->out, "\n评查标准和异常\n");
	for (size_t i = 0; i < s->l->n_standards; i++) {
		const struct standard *x = &s->l->standards[i];
		const struct term *t = x->points
		                               ? term_on(&s->app->law, str_of(x->points), DAY_NONE)
		                               : NULL;
		buf_fmt(s->out, "  %s", x->label);
		if (t && t->has_value)
			buf_fmt(s->out, "，扣%lld分", (long long)t->n);
		buf_putz(s->out, x->is & ANOMALY ? "，列为异常" : "");
		put_basis(s, &x->basis);
	}
}

static void show_rest(struct showing *s)
{
	buf_putz(s->out, "\n五、始终应当成立\n");
	for (size_t i = 0; i < s->l->n_rules; i++)
		if (!s->l->rules[i].at) {
			buf_fmt(s->out, "  %s", s->l->rules[i].say);
			put_basis(s, &s->l->rules[i].basis);
		}
	show_standards(s);
	buf_putz(s->out, "\n六、文书\n");
	for (size_t i = 0; i < s->l->n_papers; i++) {
		buf_fmt(s->out, "  %s：", s->l->papers[i].label);
		put_verbs(s, s->l->papers[i].at);
		put_basis(s, &s->l->papers[i].basis);
	}
	buf_putz(s->out, "\n七、指标\n");
	for (size_t i = 0; i < s->l->n_figures; i++)
		buf_fmt(s->out, "  %s（%s.%s，%s）：%.*s\n", s->l->figures[i].label, s->l->key,
		        s->l->figures[i].key, s->l->figures[i].unit,
		        P(figure_rule(&s->app->arena, &s->app->program, s->t, &s->l->figures[i])));
}

enum exit_code cmd_show(struct app *app)
{
	struct showing s = { .app = app, .out = &app->out };

	if (!(s.t = app_table(app, app->words[0])))
		return app->code;
	s.l = s.t->l;
	buf_fmt(s.out, "%s（%s）  依据：《%s》\n", s.l->label, s.l->key, s.l->law);
	show_fields(&s);
	show_states(&s);
	buf_putz(s.out, "\n三、步骤\n");
	for (size_t i = 0; i < s.l->n_steps; i++)
		show_step(&s, &s.l->steps[i]);
	show_clocks(&s);
	show_rest(&s);
	return DONE;
}
