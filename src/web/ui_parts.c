/*
 * ui_parts.c - the small components: dues, citations, notes, steps, rulers
 */
#include "web/ui.h"

void ui_csrf(struct visit *v)
{
	html(v->out, "<input type=\"hidden\" name=\"csrf\" value=\"", v->who.csrf, "\">");
}

void ui_text(struct visit *v, struct str text)
{
	html(v->out, text.n ? text : S("—"));
}

struct url record_url(struct arena *a, const struct table *t, int64_t id)
{
	return url_of(arena_fmt(a, "/%s/%lld", t->l->key, (long long)id));
}

/* --- citations ------------------------------------------------------------------------------- */

/* The statute of 《statute》第n条; empty when it is none. */
static struct str statute_of(struct str basis)
{
	struct str open = S("《"), close = S("》");
	const char *end;

	if (!str_starts(basis, open))
		return S("");
	end = memmem(basis.p, basis.n, close.p, close.n);
	return end ? (struct str){ basis.p + open.n, (size_t)(end - basis.p) - open.n } : S("");
}

void ui_law(struct visit *v, struct str basis, struct str term)
{
	struct str name = term.n ? term : statute_of(basis);

	if (!basis.n)
		return;
	if (name.n)
		html(v->out, "<a class=\"law\" href=\"",
		     url_of(arena_fmt(v->arena, "/law/%.*s", P(url_encode(v->arena, name)))),
		     "\">");
	else
		html(v->out, "<span class=\"law\">");
	ui_icon(v, "book");
	html(v->out, basis, when(name.n, "</a>"), when(!name.n, "</span>"));
}

/* --- dues ------------------------------------------------------------------------------------ */

const char *due_class(const struct due_item *d)
{
	if (!d)
		return "n";
	switch (d->is) {
	case DUE_LATE: return "r";
	case DUE_TODAY:
	case DUE_SOON: return "a";
	case DUE_FINE: return "g";
	default: return "n";
	}
}

int due_share(const struct due_item *d, struct day today)
{
	int whole, passed;

	if (!day_set(d->start) || !day_set(d->due) || d->due.n <= d->start.n)
		return d->is == DUE_LATE || d->is == DUE_TODAY ? 100 : 0;
	whole = d->due.n - d->start.n;
	passed = today.n - d->start.n;
	return passed <= 0 ? 0 : passed >= whole ? 100 : passed * 100 / whole;
}

void ui_due(struct visit *v, const struct due_item *d)
{
	struct str title;

	if (!d) {
		html(v->out, "<span class=\"due n\">不计时</span>");
		return;
	}
	title = arena_fmt(v->arena, "自 %.*s 起，%.*s，至 %.*s；%.*s%s",
	                  P(day_text(v->arena, d->start)), P(d->term_text),
	                  P(day_text(v->arena, d->due)), P(d->basis),
	                  d->provisional ? "；所涉年份的放假安排尚未公布，为暂定" : "");
	html(v->out, "<span class=\"due ", str_of(due_class(d)), "\" title=\"", title, "\">",
	     due_words(v->arena, d), when(d->provisional, "（暂定）"), "</span>");
}

/* --- notes ----------------------------------------------------------------------------------- */

void ui_note(struct visit *v, enum note kind, struct str head, struct str say)
{
	static const char *const icons[] = { "info-circle", "lock", "alert-circle",
		                             "circle-check" };

	html(v->out, "<div class=\"note", when(kind == NOTE_AMBER, " note-a"),
	     when(kind == NOTE_RED, " note-r"), when(kind == NOTE_GREEN, " note-g"), "\">");
	ui_icon(v, icons[kind]);
	html(v->out, "<span><b>", head, "</b>");
	if (say.n)
		html(v->out, "<br>", say);
	html(v->out, "</span></div>\n");
}

void ui_empty(struct visit *v, struct str head, struct str say)
{
	html(v->out, "<div class=\"empty\">");
	ui_icon(v, "inbox");
	html(v->out, "<b>", head, "</b>", say, "</div>\n");
}

void ui_state(struct visit *v, const struct record *r)
{
	struct str key = record_text(r, S("state"));
	int i = state_index(r->t->l, key);
	bool final = i >= 0 && r->t->l->states[i].is == FINAL;

	if (day_set(record_day(r, S("void_on"))))
		html(v->out, "<span class=\"tag\">已作废</span> ");
	else if (day_set(record_day(r, S("merged_on"))))
		html(v->out, "<span class=\"tag\">已并案</span> ");
	html(v->out, "<span class=\"tag", when(final, " tag-g"), when(!final, " tag-b"), "\">",
	     i >= 0 ? str_of(r->t->l->states[i].label) : key, "</span>");
}

/* --- steps, ruler, lanes --------------------------------------------------------------------- */

void ui_steps(struct visit *v, const struct ui_step *s, size_t n)
{
	html(v->out, "<ol class=\"steps\" aria-label=\"办理环节\">");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<li", when(s[i].is == STEP_DONE, " class=\"done\""),
		     when(s[i].is == STEP_NOW, " class=\"now\" aria-current=\"step\""), "><b>",
		     s[i].label, "</b><small>", s[i].small, "</small></li>");
	html(v->out, "</ol>\n");
}

static struct str month_day(struct arena *a, struct day d)
{
	int y, m, n;

	day_split(d, &y, &m, &n);
	return arena_fmt(a, "%02d-%02d", m, n);
}

static int place(const struct due_item *d, struct day on, struct day end)
{
	int whole, at;

	if (!day_set(d->start) || !day_set(on) || on.n <= d->start.n)
		return 0;
	whole = end.n - d->start.n;
	at = on.n - d->start.n;
	return whole <= 0 || at >= whole ? 100 : at * 100 / whole;
}

static void put_mark(struct visit *v, int at, const char *kind, struct str text)
{
	html(v->out, "<div class=\"mk ", str_of(kind), at < 6 ? MARKUP(" at-l") : MARKUP(""),
	     at > 94 ? MARKUP(" at-r") : MARKUP(""), " l", at, "\"><span>", text, "</span></div>");
}

/* The year is said where the scale goes over one. */
static struct str end_day(struct visit *v, const struct due_item *d, struct day day)
{
	return d->due.n - d->start.n < 300 ? month_day(v->arena, day) : day_text(v->arena, day);
}

/* Working days and hours are not counted by looking at a scale of days. */
static struct str today_text(struct visit *v, const struct due_item *d)
{
	return strcmp(d->unit, "cd")
	               ? S("今天")
	               : arena_fmt(v->arena, "今天 第 %d 日", v->today.n - d->start.n);
}

enum { LABEL = 15 }; /* of a hundred: how wide a label is */

/* When it is late, the scale goes to today and the due day stands before its end. */
void ui_ruler(struct visit *v, const struct due_item *d, const struct ui_mark *marks, size_t n)
{
	struct day end = d->due.n < v->today.n ? v->today : d->due;
	int now = place(d, v->today, end), due = place(d, d->due, end);
	int last[2] = { 0, -LABEL }; /* below, where the start stands; above */

	html(v->out, "<div class=\"ruler\" role=\"img\" aria-label=\"期限标尺：自 ", d->start,
	     " 起，", d->term_text, "，至 ", d->due, "，", due_words(v->arena, d),
	     "\"><div class=\"track\"><div class=\"used w", now, "\"></div>");
	if (now < 100)
		html(v->out, "<div class=\"warn w", 100 - now < 25 ? 100 - now : 25, "\"></div>");
	html(v->out, "</div>");
	put_mark(v, 0, "", arena_fmt(v->arena, "%.*s 起算", P(end_day(v, d, d->start))));
	for (size_t i = 0; i < n; i++) {
		int at = place(d, marks[i].on, end);
		bool below = at - last[0] >= LABEL && at <= 100 - LABEL;
		if (marks[i].on.n <= d->start.n ||
		    (!below && (at - last[1] < LABEL || now - at < LABEL)))
			continue;
		put_mark(v, at, below ? "" : "up",
		         arena_fmt(v->arena, "%.*s %.*s", P(month_day(v->arena, marks[i].on)),
		                   P(marks[i].label)));
		last[!below] = at;
	}
	if (v->today.n >= d->start.n)
		put_mark(v, now, "today", today_text(v, d));
	put_mark(v, due, "", arena_fmt(v->arena, "%.*s 届满", P(end_day(v, d, d->due))));
	html(v->out, "</div>");
}

void ui_lanes(struct visit *v, const struct lane *lanes, size_t n)
{
	if (!n)
		return;
	html(v->out, "<div class=\"lanes\" aria-label=\"并行事项\">");
	for (size_t i = 0; i < n; i++) {
		const struct record *r = &lanes[i].r;
		bool ended = day_set(record_day(r, S("ended_on")));
		html(v->out, "<a href=\"", record_url(v->arena, r->t, r->id), "\"",
		     when(ended, " class=\"done\""),
		     when(!ended && lanes[i].due && lanes[i].due->is == DUE_LATE,
		          " class=\"late\""),
		     "><b>", str_of(r->t->l->label), "</b><span class=\"muted\">",
		     record_text(r, S("number")), "</span>");
		ui_state(v, r);
		if (lanes[i].due)
			ui_due(v, lanes[i].due);
		html(v->out, "</a>");
	}
	html(v->out, "</div>\n");
}

/* --- timeline -------------------------------------------------------------------------------- */

struct str verb_label(const struct ledger *l, struct str verb)
{
	/* clang-format off */
	static const struct { const char *verb, *label; } common[] = {
		{ "amend", "更正" }, { "reissue", "撤回重制" }, { "void", "作废" }, { "merge", "并案" }, { "split", "撤销并案" },
		{ "reopen", "重新办理" }, { "hand_over", "移交" },
		{ "attach", "添加附件" }, { "detach", "撤下附件" },
	};
	/* clang-format on */
	const struct step *s = step_of(l, verb);

	for (size_t i = 0; !s && i < sizeof(common) / sizeof(common[0]); i++)
		if (str_is(verb, common[i].verb))
			return str_of(common[i].label);
	return s ? str_of(s->label) : verb;
}

/* Who typed it and when, where that is not who did it and the day it was done. */
static void put_entry(struct visit *v, const struct taken *s, struct str typed)
{
	struct str at = instant_text(v->arena, s->at);

	if (s->entered_by != s->by && typed.n)
		html(v->out, " · ", typed, " 录入");
	if (at.n > 16)
		html(v->out, " · ", arena_fmt(v->arena, "%.10s %.5s", at.p, at.p + 11), " 登记");
}

static void put_taken(struct visit *v, const struct record *r, const struct taken *s, bool last)
{
	struct str by = person_name(&v->tx, v->p, r->org, s->by);
	struct str typed = person_name(&v->tx, v->p, r->org, s->entered_by);

	html(v->out, "<li", when(last, " class=\"k\""), "><time>", s->on, "</time>",
	     verb_label(r->t->l, s->verb));
	if (s->reason.n)
		html(v->out, "：", s->reason);
	html(v->out, "<div class=\"by\">", by.n ? by : S("其他机关或者当事人"));
	put_entry(v, s, typed);
	html(v->out, when(s->imported, " · 导入"), "</div></li>");
}

void ui_timeline(struct visit *v, const struct record *r)
{
	struct taken *steps;
	size_t n = record_steps(&v->tx, r, &steps);

	html(v->out, "<ul class=\"tl\">");
	for (size_t i = n; i-- > 0;)
		put_taken(v, r, &steps[i], i + 1 == n);
	html(v->out, "</ul>");
}

/* --- refusals -------------------------------------------------------------------------------- */

bool ui_field_wrong(const struct visit *v, struct str key)
{
	for (size_t i = 0; i < v->r.n; i++)
		if (!v->r.list[i].warning && str_eq(v->r.list[i].field, key))
			return true;
	return false;
}

static void put_says(struct visit *v, const struct refusal *x)
{
	html(v->out, x->say);
	if (x->why.n)
		html(v->out, x->why);
	if (x->way.n)
		html(v->out, x->way);
	if (x->basis.n)
		html(v->out, " ");
	ui_law(v, x->basis, S(""));
}

void ui_field_says(struct visit *v, struct str key)
{
	for (size_t i = 0; i < v->r.n; i++) {
		if (v->r.list[i].warning || !str_eq(v->r.list[i].field, key))
			continue;
		html(v->out, "<div class=\"msg\" id=\"e-", key, "\">");
		ui_icon(v, "alert-circle");
		html(v->out, "<span>");
		put_says(v, &v->r.list[i]);
		html(v->out, "</span></div>");
	}
}

void ui_in_the_way(struct visit *v, const struct in_the_way *list, size_t n, bool more)
{
	for (size_t i = 0; i < n; i++)
		html(v->out, when(i > 0, "、"), when(!i, " "), "<a class=\"u nowrap\" href=\"",
		     url_of(arena_fmt(v->arena, "/%.*s/%lld", P(list[i].ledger),
		                      (long long)list[i].id)),
		     "\">", list[i].number, "</a>");
	html(v->out, when(n && more, " 等"), when(n, " "));
}

void ui_refusals(struct visit *v, struct str not_done)
{
	if (!v->r.n_refused)
		return;
	html(v->out,
	     "<div class=\"refuse\" role=\"alert\" tabindex=\"-1\" data-t=\"refusals\"><h2>");
	ui_icon(v, "alert-circle");
	html(v->out, not_done, "：", (int64_t)v->r.n_refused, " 处需要处理</h2><ul>");
	for (size_t i = 0; i < v->r.n; i++) {
		const struct refusal *x = &v->r.list[i];
		if (x->warning)
			continue;
		html(v->out, "<li>");
		if (x->field.n)
			html(v->out, "<a href=\"",
			     url_of(arena_fmt(v->arena, "#f-%.*s", P(x->field))), "\">", x->say,
			     "</a>", x->why, x->way, " ");
		else
			html(v->out, x->say, x->n_records ? S("") : x->why);
		ui_in_the_way(v, x->records, x->n_records, str_ends(x->why, S("等。")));
		html(v->out, x->field.n ? S("") : x->way, " ");
		ui_law(v, x->basis, S(""));
		html(v->out, "</li>");
	}
	html(v->out, "</ul></div>\n");
}

void ui_entry(struct visit *v, const char *key, struct str label, const char *type,
              struct str value, bool must)
{
	struct str k = str_of(key);

	html(v->out, "<div class=\"field\"><label for=\"f-", k, "\">", label,
	     "</label><input class=\"in\" id=\"f-", k, "\" name=\"", k, "\" type=\"", str_of(type),
	     "\"", when(must, " required"), " value=\"", value, "\"></div>\n");
	ui_field_says(v, k);
}

void ui_input(struct visit *v, const char *key, const char *label, const char *hint, bool must)
{
	struct str k = str_of(key);

	html(v->out, "<div class=\"field\"><label for=\"f-", k, "\">", str_of(label),
	     "</label><input class=\"in\" id=\"f-", k, "\" name=\"", k, "\" value=\"",
	     pair_of(&v->form, key), "\" aria-describedby=\"h-", k, "\"", when(must, " required"),
	     "><div class=\"hint\" id=\"h-", k, "\">", str_of(hint), "</div>");
	ui_field_says(v, k);
	html(v->out, "</div>\n");
}
