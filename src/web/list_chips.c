/*
 * list_chips.c - the conditions of a list as chips: each can be read, and taken away by itself
 *
 * A chip is a line of `where`, a condition of people (ledger/conds.h): fine>="20000.00".  The form
 * beside them makes one of three controls, a field that its row lets be listed, how it is compared,
 * and a value; it works without script because the server writes the line and goes to the address.
 */
#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "web/lists.h"

/* clang-format off */
enum { IS, IS_NOT, HAS, FROM, UP_TO, EMPTY, FILLED, N_OPS };
static const struct { const char *key, *sign, *label; } ops[N_OPS] = {
	[IS]     = { "is",     "=",  "是" },
	[IS_NOT] = { "is_not", "!=", "不是" },
	[HAS]    = { "has",    "~",  "含有" },
	[FROM]   = { "from",   ">=", "不小于（不早于）" },
	[UP_TO]  = { "to",     "<=", "不大于（不晚于）" },
	[EMPTY]  = { "empty",  "=",  "没有填写" },
	[FILLED] = { "filled", "!=", "已填写" },
};
/* clang-format on */

static bool is_asked(const struct visit *v, const struct field *f)
{
	return f->flags & (LIST | SORT) && f->kind != ROWS && f->kind != ROW &&
	       may_see(v->t, v->viewer.roles, f);
}

/* --- adding ---------------------------------------------------------------------------------- */

static int op_of(struct str key)
{
	for (int i = 0; i < N_OPS; i++)
		if (str_is(key, ops[i].key))
			return i;
	return IS;
}

/* Words of yes and no are those of the form. */
static struct str value_asked(const struct field *f, struct str value)
{
	if (f->kind != YESNO)
		return value;
	return str_is(value, "是") ? S("yes") : str_is(value, "否") ? S("no") : value;
}

bool chips_add(struct visit *v)
{
	const struct field *f = field_of(v->t->l, pair_of(&v->query, "chip"));
	int op = op_of(pair_of(&v->query, "op"));
	struct str value = str_trim(pair_of(&v->query, "value")), where, line, rest;

	if (!pair_has(&v->query, "chip"))
		return false;
	where = pair_of(&v->query, "where");
	rest = list_query(v, &v->query, "where");
	if (f && is_asked(v, f) && (value.n || op == EMPTY || op == FILLED)) {
		line = op == EMPTY || op == FILLED
		               ? arena_fmt(v->arena, "%s%s", f->key, ops[op].sign)
		               : arena_fmt(v->arena, "%s%s\"%.*s\"", f->key, ops[op].sign,
		                           P(value_asked(f, value)));
		where = arena_fmt(v->arena, "%.*s%s%.*s", P(where), where.n ? "\n" : "", P(line));
	}
	visit_redirect(v, arena_fmt(v->arena, "/%s?%.*s%swhere=%.*s", v->t->l->key, P(rest),
	                            rest.n ? "&" : "", P(url_encode(v->arena, where))));
	return true;
}

/* --- reading --------------------------------------------------------------------------------- */

/* Label of a choice, 是 and 否, else the value as it was written. */
static struct str value_read(const struct field *f, struct str value)
{
	int at;

	if (f->kind == YESNO)
		return str_is(value, "yes") ? S("是") : str_is(value, "no") ? S("否") : value;
	if ((f->kind == PICK || f->kind == PICKS) && f->labels &&
	    (at = str_index(f->of, value)) >= 0)
		return str_nth(f->labels, at);
	return value;
}

static const char *op_read(const struct field *f, struct str sign, bool empty)
{
	bool day = f && (f->kind == DATE || f->kind == TIME);

	if (empty)
		return str_is(sign, "=") ? "没有填写" : "已填写";
	if (str_is(sign, "="))
		return "：";
	if (str_is(sign, "!="))
		return "不是";
	if (str_is(sign, "~"))
		return "含有";
	if (str_is(sign, ">="))
		return day ? "不早于" : "不小于";
	if (str_is(sign, "<="))
		return day ? "不晚于" : "不大于";
	return str_is(sign, "<") ? day ? "早于" : "小于" : day ? "晚于" : "大于";
}

/* A condition as people read it; one that is not of the simple kind stays as it was written. */
static struct str cond_read(struct visit *v, struct str line)
{
	static const char *const signs[] = { "!=", ">=", "<=", "=", "~", "<", ">" };
	struct str name, value;
	size_t n = 0;

	while (n < line.n && ((line.p[n] >= 'a' && line.p[n] <= 'z') || line.p[n] == '_' ||
	                      (line.p[n] >= '0' && line.p[n] <= '9')))
		n++;
	name = (struct str){ line.p, n };
	if (cond_is_watch(name) && n < line.n) {
		value = anomaly_label(v->arena, v->t, str_trim(str_from(line, n + 1)));
		return value.n ? arena_fmt(v->arena, "%s：%.*s",
		                           str_is(name, "anomaly")  ? "异常"
		                           : str_is(name, "broken") ? "评查认定"
		                                                    : "应当评查",
		                           P(value))
		               : line;
	}
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		const struct field *f = field_of(v->t->l, name);
		if (!str_starts(str_from(line, n), str_of(signs[i])) ||
		    !list_column_label(v->t, name).n)
			continue;
		value = str_trim(str_from(line, n + strlen(signs[i])));
		if (value.n > 1 && value.p[0] == '"')
			value = (struct str){ value.p + 1, value.n - 2 };
		return arena_fmt(v->arena, "%.*s%s%.*s", P(list_column_label(v->t, name)),
		                 op_read(f, str_of(signs[i]), !value.n),
		                 P(f ? value_read(f, value) : value));
	}
	return line;
}

/* What narrows the list, in words, and the list without it. */
struct chip {
	struct url without;
	struct str text;
};
enum { MAX_CHIPS = 64 };
struct chips {
	struct chip list[MAX_CHIPS];
	size_t n;
};

static void add_chip(struct chips *c, struct url without, struct str text)
{
	if (c->n < MAX_CHIPS)
		c->list[c->n++] = (struct chip){ without, text };
}

static void put_chip(struct visit *v, const struct chip *c)
{
	html(v->out, "<a class=\"chip\" href=\"", c->without,
	     "\"><span class=\"sr\">去掉条件 </span>", c->text);
	ui_icon(v, "x");
	html(v->out, "</a>");
}

/* `where` without its line at `at`. */
static struct str where_without(struct visit *v, size_t at)
{
	struct str rest = pair_of(&v->query, "where"), line, out = S("");

	for (size_t i = 0; str_line(&rest, &line); i++)
		if (i != at)
			out = arena_fmt(v->arena, "%.*s%s%.*s", P(out), out.n ? "\n" : "", P(line));
	return out;
}

static void add_where_chips(struct visit *v, struct chips *c)
{
	struct str rest = pair_of(&v->query, "where"), line;

	for (size_t i = 0; str_line(&rest, &line); i++)
		add_chip(c, list_url(v, "where", where_without(v, i)), cond_read(v, line));
}

/* What the query form asks stands among the chips too, so that all that narrows the list is seen. */
static void add_query_chips(struct visit *v, struct chips *c)
{
	const struct ledger *l = v->t->l;
	struct str number = pair_of(&v->query, "number"), q = pair_of(&v->query, "q"),
		   state = pair_of(&v->query, "state");
	int at = state_index(l, state);

	if (number.n)
		add_chip(c, list_url(v, "number", S("")),
		         arena_fmt(v->arena, "编号含有%.*s", P(number)));
	if (q.n && title_field(v->t))
		add_chip(c, list_url(v, "q", S("")),
		         arena_fmt(v->arena, "%s含有%.*s", title_field(v->t)->label, P(q)));
	if (at >= 0)
		add_chip(c, list_url(v, "state", S("")),
		         arena_fmt(v->arena, "状态：%s", l->states[at].label));
	for (size_t i = 0; i < l->n_fields; i++) {
		struct str value = pair_of(&v->query, l->fields[i].key);
		if (is_filter(v, &l->fields[i]) && value.n)
			add_chip(c, list_url(v, l->fields[i].key, S("")),
			         arena_fmt(v->arena, "%s：%.*s", l->fields[i].label,
			                   P(value_read(&l->fields[i], value))));
	}
}

static void find_chips(struct visit *v, struct chips *ret)
{
	ret->n = 0;
	add_query_chips(v, ret);
	add_where_chips(v, ret);
}

/* --- the form -------------------------------------------------------------------------------- */

static void put_carried(struct visit *v)
{
	for (size_t i = 0; i < v->query.n; i++) {
		const struct pair *q = &v->query.list[i];
		if (q->value.n && !str_is(q->key, "after") && !str_is(q->key, "chip") &&
		    !str_is(q->key, "op") && !str_is(q->key, "value"))
			html(v->out, "<input type=\"hidden\" name=\"", q->key, "\" value=\"",
			     q->value, "\">");
	}
}

static const char *control_kind(const struct field *f)
{
	switch (f->kind) {
	case DATE:
	case TIME: return "date";
	case PICK:
	case PICKS:
	case YESNO: return "pick";
	case MONEY:
	case NUMBER:
	case HOURS: return "number";
	default: return "text";
	}
}

/* Choices of a field, for the control of the value to offer. */
static void put_choices(struct visit *v, const struct field *f)
{
	struct str keys = str_of(f->of), key;

	html(v->out, "<datalist id=\"chip-", str_of(f->key), "\">");
	if (f->kind == YESNO)
		html(v->out, "<option value=\"是\"></option><option value=\"否\"></option>");
	for (int i = 0; f->kind != YESNO && str_item(&keys, &key); i++)
		html(v->out, "<option value=\"", f->labels ? str_nth(f->labels, i) : key,
		     "\"></option>");
	html(v->out, "</datalist>");
}

static void put_chip_form(struct visit *v)
{
	const struct ledger *l = v->t->l;

	html(v->out, "<details class=\"pop noprint\"><summary class=\"chip add\">");
	ui_icon(v, "filter");
	html(v->out, "加条件</summary><form class=\"pop-in\" method=\"get\" action=\"/",
	     str_of(l->key), "\" data-chip-form>");
	put_carried(v);
	html(v->out,
	     "<div class=\"field\"><label for=\"chip\">项目</label><select class=\"sel\" id=\"chip\" name=\"chip\">");
	for (size_t i = 0; i < l->n_fields; i++)
		if (is_asked(v, &l->fields[i]))
			html(v->out, "<option value=\"", str_of(l->fields[i].key),
			     "\" data-kind=\"", str_of(control_kind(&l->fields[i])), "\">",
			     str_of(l->fields[i].label), "</option>");
	html(v->out,
	     "</select></div><div class=\"field mt8\"><label for=\"chip-op\">比较</label><select class=\"sel\" id=\"chip-op\" name=\"op\">");
	for (int i = 0; i < N_OPS; i++)
		html(v->out, "<option value=\"", str_of(ops[i].key), "\">", str_of(ops[i].label),
		     "</option>");
	html(v->out,
	     "</select></div><div class=\"field mt8\"><label for=\"chip-value\">内容</label><input class=\"in\" id=\"chip-value\" name=\"value\" autocomplete=\"off\"><div class=\"hint\">日期写作 2024-03-01，金额按元；选项写名称</div></div>");
	for (size_t i = 0; i < l->n_fields; i++)
		if (is_asked(v, &l->fields[i]) &&
		    (l->fields[i].kind == PICK || l->fields[i].kind == PICKS ||
		     l->fields[i].kind == YESNO))
			put_choices(v, &l->fields[i]);
	html(v->out,
	     "<p class=\"mt8\"><button class=\"btn btn-p btn-s\" type=\"submit\">加入条件</button></p></form></details>");
}

void put_chips(struct visit *v)
{
	struct chips c;

	find_chips(v, &c);
	html(v->out, "<div class=\"chips\" role=\"group\" aria-label=\"筛选条件\">");
	for (size_t i = 0; i < c.n; i++)
		put_chip(v, &c.list[i]);
	put_chip_form(v);
	if (c.n > 1)
		html(v->out, "<a class=\"c-5 f13\" href=\"/", str_of(v->t->l->key),
		     "\">清除全部条件</a>");
	html(v->out, "</div>\n");
}

void put_asked(struct visit *v)
{
	struct chips c;

	find_chips(v, &c);
	for (size_t i = 0; i < c.n; i++)
		html(v->out, "；", c.list[i].text);
}
