/*
 * words.c - from fragments to Chinese
 *
 * A walk over the tokens with a small state: the field last named, so that a choice after it reads
 * as its label; the ledger a path leads to, so that what stands inside SOME( ) is read there.
 */
#include "ledger/words.h"

#include "base/buf.h"
#include "ledger/lexer.h"

struct sayer {
	struct arena *a;
	const struct program *p;
	const struct ledger *l;
	const struct field *rows;
	const struct field *named; /* the field last named                                */
	bool day;                  /* it is a day or an instant */
	struct buf out;
};

static const struct {
	const char *key, *say;
} automatic[] = {
	{ "state", "状态" },        { "id", "本记录" },
	{ "number", "编号" },       { "begun_on", "开始之日" },
	{ "ended_on", "终结之日" }, { "begun_by", "开始的人" },
	{ "void_on", "作废之日" },  { "merged_on", "并案之日" },
	{ "defects", "缺陷数" },    { "n", "行号" },
	{ "from", "起" },           { "to", "止" },
	{ "total", "合计" },        { "months", "在岗月数" },
	{ "imported", "导入" },
};

static const struct {
	const char *word, *say;
} words[] = {
	{ "AND", "，并且" }, { "OR", "，或者" }, { "NOT", "不属于：" },
	{ "TRUE", "有" },    { "FALSE", "否" },  { "IN", "是其中之一：" },
	{ "=", "是" },       { "<>", "不是" },   { "<=", "不大于" },
	{ ">=", "不小于" },  { "<", "小于" },    { ">", "大于" },
	{ "+", "加" },       { "-", "减" },      { "*", "乘" },
	{ "(", "（" },       { ")", "）" },      { ",", "、" },
};

static const struct {
	const char *name, *say;
} params[] = {
	{ "day", "当日" }, { "today", "今天" },    { "user", "办理人" },     { "from", "期初" },
	{ "to", "期末" },  { "cutoff", "截止日" }, { "months", "期内月数" },
};

static struct str last_word(struct str name)
{
	for (size_t i = name.n; i-- > 0;)
		if (name.p[i] == '.')
			return str_from(name, i + 1);
	return name;
}

static const struct field *field_in(const struct ledger *l, const struct field *rows,
                                    struct str key)
{
	const struct field *f = rows && rows->kind == ROWS ? row_field(rows, key) : NULL;

	return f ? f : field_of(l, key);
}

/* <verb>_on, <verb>_by, <clock>_due, <clock>_done */
static struct str generated(struct arena *a, const struct ledger *l, struct str key)
{
	static const struct {
		const char *tail, *say;
	} tails[] = { { "_on", "之日" },
		      { "_by", "的人" },
		      { "_due", "的最后一日" },
		      { "_done", "办理之日" },
		      { "_owed", "金额" } };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		struct str tail = str_of(tails[i].tail),
			   head = { key.p, key.n > tail.n ? key.n - tail.n : 0 };
		const struct step *s = str_ends(key, tail) ? step_of(l, head) : NULL;
		if (s)
			return arena_fmt(a, "“%s”%s", s->label, tails[i].say);
		if (str_ends(key, tail) && i >= 2)
			return arena_fmt(a, "期限（%.*s）%s", P(head), tails[i].say);
	}
	return S("");
}

struct str name_words(struct arena *a, const struct program *p, const struct ledger *l,
                      const struct field *rows, struct str name)
{
	struct str key = last_word(name), made;
	const struct field *f = field_in(l, rows, key);
	struct table *t = table_of(p, key);

	if (f)
		return str_of(f->label);
	if ((made = generated(a, l, key)).n)
		return made;
	for (size_t i = 0; i < sizeof automatic / sizeof *automatic; i++)
		if (str_is(key, automatic[i].key))
			return str_of(automatic[i].say);
	return t ? str_of(t->l->label) : key;
}

/* Follows one word of a path; true when the next one only names the way back. */
static bool go_word(struct sayer *y, struct str word, struct str *label)
{
	const struct field *f = field_in(y->l, y->rows, word);
	struct table *t = f ? NULL : table_of(y->p, word);

	if (f && (f->kind == ROWS || f->kind == PICKS)) {
		y->rows = f;
		*label = str_of(f->label);
	} else if (f) {
		struct table *to = table_of(y->p, str_of(f->of));
		y->l = to ? to->l : y->l;
		y->rows = NULL;
		*label = str_of(f->label);
	} else if (t) {
		y->l = t->l;
		y->rows = NULL;
		*label = str_of(t->l->label);
	} else if (str_is(word, "states")) {
		*label = S("所处状态");
	}
	return t != NULL;
}

/* The ledger and rows that a path ends at, as far as its words tell; and what it is called. */
static struct str go(struct sayer *y, struct str path)
{
	struct str word, rest = path, label = last_word(path);
	bool back = false;

	while (rest.n) {
		if (!str_cut(rest, '.', &word, &rest)) {
			word = rest;
			rest = S("");
		}
		if (back) {
			const struct field *f = field_of(y->l, word);
			back = false;
			y->rows = f && f->kind == ROWS ? f : y->rows;
		} else {
			back = go_word(y, word, &label);
		}
	}
	return label;
}

static struct str text_words(const struct sayer *y, struct str quoted)
{
	struct str key = { quoted.p + 1, quoted.n - 2 };
	int i = y->named && y->named->of ? str_index(y->named->of, key) : -1, state;

	if (!key.n)
		return S("空");
	if (i >= 0 && y->named->labels)
		return arena_fmt(y->a, "“%.*s”", P(str_nth(y->named->labels, i)));
	state = state_index(y->l, key);
	if (!y->named && state >= 0)
		return arena_fmt(y->a, "“%s”", y->l->states[state].label);
	return arena_fmt(y->a, "“%.*s”", P(key));
}

static void say_walk(struct sayer *y, struct lexer *lx, int depth);

/* SOME(path: fragment) */
static void say_some(struct sayer *y, struct lexer *lx)
{
	struct sayer inner = *y;
	struct str path, label;

	lexer_next(lx);
	lexer_next(lx);
	path = lx->t.s;
	inner.named = NULL;
	label = go(&inner, path);
	buf_fmt(&y->out, "有“%.*s”：（", P(label));
	lexer_next(lx);
	lexer_next(lx);
	inner.out = y->out;
	say_walk(&inner, lx, 1);
	y->out = inner.out;
	buf_putz(&y->out, "）");
}

static void say_null(struct sayer *y, struct lexer *lx)
{
	lexer_next(lx);
	if (lx->t.is == T_WORD && str_is(lx->t.s, "NOT")) {
		lexer_next(lx);
		buf_putz(&y->out, "已有");
	} else {
		buf_putz(&y->out, str_is(lx->t.s, "NULL") ? "未有" : "是");
	}
	if (lx->t.is == T_WORD && !str_is(lx->t.s, "NULL"))
		buf_putz(&y->out, str_is(lx->t.s, "TRUE") ? "" : "否");
}

/* Days are early and late, not small and large. */
static const char *day_words(const struct sayer *y, struct str op)
{
	static const struct {
		const char *op, *say;
	} days[] = { { "<=", "不晚于" }, { ">=", "不早于" }, { "<", "早于" }, { ">", "晚于" } };

	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (y->day && str_is(op, days[i].op))
			return days[i].say;
	return NULL;
}

static void say_word(struct sayer *y, struct lexer *lx)
{
	const char *day = day_words(y, lx->t.s);

	if (day) {
		buf_putz(&y->out, day);
		return;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_is(lx->t.s, words[i].word)) {
			buf_putz(&y->out, words[i].say);
			return;
		}
	buf_put(&y->out, lx->t.s);
}

static void say_name(struct sayer *y, struct str name)
{
	struct str key = last_word(name);
	enum kind kind = NUMBER;

	y->named = field_in(y->l, y->rows, key);
	if (y->named)
		kind = y->named->kind;
	else if (y->rows || !auto_column(y->p->law, y->l, key, &kind))
		kind = str_ends(key, S("_on")) || str_is(key, "from") || str_is(key, "to") ? DATE
		                                                                           : NUMBER;
	y->day = kind == DATE || kind == TIME;
	buf_put(&y->out, name_words(y->a, y->p, y->l, y->rows, name));
}

static void say_param(struct sayer *y, struct str name)
{
	for (size_t i = 0; i < sizeof params / sizeof *params; i++)
		if (str_is(name, params[i].name))
			buf_putz(&y->out, params[i].say);
}

static void say_term(struct sayer *y, struct str id)
{
	const struct term *t = term_on(y->p->law, id, DAY_NONE);

	buf_put(&y->out, t ? term_text(y->a, t) : id);
}

static void say_token(struct sayer *y, struct lexer *lx)
{
	switch (lx->t.is) {
	case T_NAME: say_name(y, lx->t.s); break;
	case T_TEXT: buf_put(&y->out, text_words(y, lx->t.s)); break;
	case T_PARAM: say_param(y, lx->t.s); break;
	case T_TERM: say_term(y, lx->t.s); break;
	case T_WORD:
		if (str_is(lx->t.s, "SOME"))
			say_some(y, lx);
		else if (str_is(lx->t.s, "IS"))
			say_null(y, lx);
		else
			say_word(y, lx);
		break;
	default: say_word(y, lx);
	}
}

/* Until the end, or the bracket that closes `depth`. */
static void say_walk(struct sayer *y, struct lexer *lx, int depth)
{
	int open = depth;

	for (; lx->t.is != T_END && lx->t.is != T_BAD; lexer_next(lx)) {
		open += lexer_op(lx, "(");
		if (lexer_op(lx, ")") && --open < depth && depth)
			return;
		say_token(y, lx);
	}
}

struct str fragment_words(struct arena *a, const struct program *p, const struct ledger *l,
                          const struct field *rows, const char *fragment)
{
	struct sayer y = { .a = a, .p = p, .l = l, .rows = rows };
	struct lexer lx = { .rest = str_of(fragment) };
	struct str s;

	buf_init(&y.out, 1 << 16);
	lexer_next(&lx);
	say_walk(&y, &lx, 0);
	s = arena_str(a, buf_str(&y.out));
	buf_drop(&y.out);
	return s;
}
