/*
 * sums.c - why a report can be believed: what is checked of it
 *
 * Totals equal their parts, work in progress closes, a share names its denominator, no figure is
 * open, the required parts are there and say something, shortcomings have causes, no number was
 * typed.  Each check says in words what was compared, with the numbers.
 *
 * Sums are of integers in stored units, so they are exact.
 */
#include "report/report.h"

const char *const check_keys[N_CHECKS] = {
	[CHECK_SUM] = "sum",     [CHECK_LE] = "le",     [CHECK_FLOW] = "flow",
	[CHECK_SHARE] = "share", [CHECK_OPEN] = "open", [CHECK_PART] = "part",
	[CHECK_CAUSE] = "cause", [CHECK_HAND] = "hand", [CHECK_WORD] = "word",
};

struct check *report_check(struct report *r, enum check_kind kind)
{
	struct check *c;

	arena_grow(r->tx->arena, r->checks, r->n_checks, r->cap_checks);
	c = &r->checks[r->n_checks++];
	*c = (struct check){ .kind = kind };
	return c;
}

void check_use(struct check *c, struct figure_use *u)
{
	if (c->n_uses < MAX_CHECKED)
		c->uses[c->n_uses++] = u;
}

/* What a failed check was about is in conflict. */
static void judge(struct check *c)
{
	for (size_t i = 0; !c->ok && !c->warning && i < c->n_uses; i++)
		c->uses[i]->conflict = true;
}

/* --- closing sums ----------------------------------------------------------------------------- */

struct addend {
	struct figure_use *use;
	int64_t n;
	bool kept;
};

static struct addend addend_of(struct report *r, struct str text)
{
	struct ref ref;
	struct str why;
	struct addend t = { 0 };

	if (!ref_resolve(r->p, r->tx->arena, text, &ref, &why))
		return t;
	t.use = report_use(r, &ref);
	t.kept = t.use->kept;
	t.n = ref.part == REF_VALUE ? t.use->value.n : flow_part(&t.use->value, ref.part);
	return t;
}

/* Money is summed in fen and shown as the figure shows it. */
static struct str addend_text(struct report *r, const struct addend *t, int64_t n)
{
	struct figure_value v = { .has = true, .n = n, .d = 1 };

	return t->use->spec.measure == FLOW ? arena_fmt(r->tx->arena, "%lld", (long long)n)
	                                    : figure_text(r->tx->arena, &t->use->spec, &v);
}

/* "权责事项 245 = 其中行政处罚 234 + …" */
static void check_sum(struct report *r, const struct sum *s)
{
	struct arena *a = r->tx->arena;
	struct addend left = addend_of(r, s->left), t;
	struct check *c = report_check(r, s->le ? CHECK_LE : CHECK_SUM);
	struct str say;
	int64_t total = 0;
	bool kept = left.kept;

	c->line = s->line;
	if (!left.use)
		return;
	check_use(c, left.use);
	say = arena_fmt(a, "%.*s %.*s %s ", P(left.use->label), P(addend_text(r, &left, left.n)),
	                s->le ? "≤" : "=");
	for (size_t i = 0; i < s->n; i++) {
		t = addend_of(r, s->right[i]);
		if (!t.use)
			return;
		check_use(c, t.use);
		kept |= t.kept;
		total += t.n;
		say = arena_fmt(a, "%.*s%s%.*s %.*s", P(say), i ? " + " : "", P(t.use->label),
		                P(addend_text(r, &t, t.n)));
	}
	c->ok = s->le ? left.n <= total : left.n == total;
	if (!c->ok && !s->le)
		say = arena_fmt(a, "%.*s，右边合计 %.*s，不相等", P(say),
		                P(addend_text(r, &left, total)));
	else if (!c->ok)
		say = arena_fmt(a, "%.*s，不成立", P(say));
	c->say = say;
	judge(c);
	/* Where no ledger is kept there is nothing to add up: the open figures say so. */
	if (!kept)
		r->n_checks--;
}

/* Brought in + new = ended + carried out. */
static void check_flow(struct report *r, struct figure_use *u)
{
	const int64_t *f = u->value.flow;
	struct check *c = report_check(r, CHECK_FLOW);

	c->ok = f[FLOW_BROUGHT] + f[FLOW_NEW] == f[FLOW_ENDED] + f[FLOW_CARRIED];
	c->say = arena_fmt(r->tx->arena,
	                   "%.*s：上年结转 %lld + 新收 %lld %s 办结 %lld + 结转下年 %lld",
	                   P(u->label), (long long)f[FLOW_BROUGHT], (long long)f[FLOW_NEW],
	                   c->ok ? "=" : "≠", (long long)f[FLOW_ENDED], (long long)f[FLOW_CARRIED]);
	check_use(c, u);
	judge(c);
}

/* A share says of how many; one of none has no value, which the text must say and not hide. */
static void check_share(struct report *r, struct figure_use *u)
{
	struct check *c = report_check(r, CHECK_SHARE);

	c->ok = u->value.d > 0;
	c->warning = !c->ok;
	c->say = c->ok ? arena_fmt(r->tx->arena, "%.*s %.*s%.*s：%lld / %lld", P(u->label),
	                           P(u->text), P(u->unit), (long long)u->value.n,
	                           (long long)u->value.d)
	               : arena_fmt(r->tx->arena, "%.*s：分母为零，没有数值", P(u->label));
	check_use(c, u);
}

/* --- open figures, parts, hands --------------------------------------------------------------- */

static void check_open(struct report *r)
{
	for (size_t i = 0; i < r->n_uses; i++) {
		struct figure_use *u = r->uses[i];
		struct check *c;

		if (u->kept || !u->uses)
			continue;
		c = report_check(r, CHECK_OPEN);
		c->say = arena_fmt(r->tx->arena, "%.*s：%s台账截至统计日没有任何记录，不能写作零",
		                   P(u->label), u->ref.t->l->label);
		check_use(c, u);
		r->n_open++;
	}
}

static void check_parts(struct report *r)
{
	struct str basis = S("");
	const struct term *term = term_on(law_of(r->p, r->ask.org), S("report-content"),
	                                  r->period.to);

	if (term)
		basis = term_cite(r->tx->arena, term);
	for (int i = 0; i < N_PARTS; i++) {
		struct check *c = report_check(r, CHECK_PART);

		c->ok = r->has_part[i] && r->part_chars[i] > 0;
		c->say = arena_fmt(r->tx->arena, "“%s”部分%s（%.*s）", part_labels[i],
		                   c->ok            ? "已写"
		                   : r->has_part[i] ? "没有内容"
		                                    : "没有",
		                   P(basis));
	}
}

/* The law asks for shortcomings with their causes; the ledger refuses one without. */
static void check_causes(struct report *r)
{
	const struct table *t = table_of(r->p, S("shortcoming"));
	struct ref ref;
	struct str why;
	struct figure_use *u;
	struct check *c;

	if (!t || !ref_resolve(r->p, r->tx->arena, S("shortcoming.found"), &ref, &why))
		return;
	u = report_use(r, &ref);
	c = report_check(r, CHECK_CAUSE);
	c->ok = u->value.n > 0;
	c->say = c->ok ? arena_fmt(r->tx->arena, "本年度列出存在问题%lld项，均有原因",
	                           (long long)u->value.n)
	               : S("本年度没有登记存在问题及其原因");
	check_use(c, u);
}

static void check_hands(struct report *r)
{
	struct check *c = report_check(r, CHECK_HAND);
	struct str which = S("");

	for (size_t i = 0; i < r->n_hands && i < 8; i++)
		which = arena_fmt(r->tx->arena, "%.*s%s“%.*s”（第%d行）", P(which), i ? "、" : "",
		                  P(r->hands[i].text), r->hands[i].line);
	c->ok = !r->n_hands;
	c->warning = true;
	c->say = c->ok ? S("正文中的数字都绑定了指标")
	               : arena_fmt(r->tx->arena, "手写的数字%zu处：%.*s%s", r->n_hands, P(which),
	                           r->n_hands > 8 ? "等" : "");
}

static void count_sections(struct report *r)
{
	for (size_t i = 0; i < r->n_mentions; i++) {
		const struct figure_use *u = r->mentions[i].use;

		if (r->mentions[i].section >= r->n_sections)
			continue;
		r->sections[r->mentions[i].section].total++;
		r->sections[r->mentions[i].section].checked += u->kept && !u->conflict;
	}
	for (size_t i = 0; i < r->n_hands; i++)
		if (r->hands[i].section < r->n_sections)
			r->sections[r->hands[i].section].hand++;
}

void report_checks(struct report *r)
{
	bool annual = str_is(r->ask.kind, "annual");
	size_t used = r->n_uses;

	for (size_t i = 0; i < r->template.n_sums; i++)
		check_sum(r, &r->template.sums[i]);
	for (size_t i = 0; i < used; i++) {
		if (r->uses[i]->kept && r->uses[i]->spec.measure == FLOW)
			check_flow(r, r->uses[i]);
		if (r->uses[i]->kept && r->uses[i]->spec.measure == SHARE)
			check_share(r, r->uses[i]);
	}
	check_open(r);
	if (annual) {
		check_parts(r);
		check_causes(r);
	}
	check_hands(r);
	count_sections(r);
}

bool report_sound(const struct report *r)
{
	for (size_t i = 0; i < r->n_checks; i++)
		if (!r->checks[i].ok && !r->checks[i].warning)
			return false;
	return true;
}
