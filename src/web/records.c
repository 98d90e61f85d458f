/*
 * records.c - the page of a record
 *
 * Head, ruler of the clock that presses most, step bar of the main line, lanes; what can be done
 * now and what stands against it; fields; beside them gates, dues and the timeline.
 */
#include "ledger/reveal.h"
#include "ledger/verbs.h"
#include "web/api.h"
#include "web/files.h"
#include "web/papers.h"
#include "web/marks.h"
#include "web/told.h"
#include "web/pages.h"
#include "web/walk.h"

enum { MAX_PATH = 16 };

struct showing {
	struct visit *v;
	struct record r;
	struct due_item *dues;
	size_t n_dues;
	struct act *acts;
	size_t n_acts;
	struct lane *lanes;
	size_t n_lanes;
	bool ended;
};

/* --- head ------------------------------------------------------------------------------------ */

static void meta(struct visit *v, const char *label, struct str text)
{
	if (text.n)
		html(v->out, "<span>", str_of(label), " <b>", text, "</b></span>");
}

size_t record_common(struct visit *v, const struct record *r, bool ended, struct common_act *ret,
                     size_t room)
{
	/* clang-format off */
	static const struct { struct common_act act; unsigned by; bool open, ended; } common[] = {
		{ { "amend",     "更正",       "edit" },          STAFF | LEGAL | SECRETARY | HEADS, true, true },
		{ { "hand_over", "移交",       "user-share" },    CHIEF | HEADS, true, false },
		{ { "undo",      "撤销上一步", "arrow-back-up" }, CHIEF | HEADS, true, true },
		{ { "void",      "作废",       "ban" },           CHIEF | HEADS | LEGAL | SECRETARY, true, true },
		{ { "reopen",    "重新办理",   "refresh" },       HEADS, false, true },
		{ { "erase",     "删除个人信息", "trash" },       CHIEF | HEADS, true, true },
	};
	/* clang-format on */
	size_t n = 0;

	if (day_set(record_day(r, S("void_on"))))
		return 0;
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]) && n < room; i++)
		if (common[i].by & v->viewer.roles && (ended ? common[i].ended : common[i].open) &&
		    !step_of(r->t->l, str_of(common[i].act.verb)) &&
		    (!str_is(str_of(common[i].act.verb), "erase") ||
		     has_erasable(r->t, v->viewer.roles)))
			ret[n++] = common[i].act;
	return n;
}

static void put_common_act(struct showing *s, const struct common_act *act, bool button)
{
	struct visit *v = s->v;

	html(v->out, "<a", when(button, " class=\"btn\""), " href=\"",
	     record_url(v->arena, s->r.t, s->r.id), "/", str_of(act->verb), "\">");
	ui_icon(v, act->icon);
	html(v->out, str_of(act->label), "</a>");
}

/* What every record has: the first at hand, the rest behind one button, so that the title has room. */
static void put_common(struct showing *s)
{
	struct visit *v = s->v;
	struct common_act list[8];
	size_t n = record_common(v, &s->r, s->ended, list, 8);
	bool all = may_hand_all(v);

	if (n)
		put_common_act(s, &list[0], true);
	if (n < 2 && !all)
		return;
	html(v->out, "<details class=\"pop right\" data-t=\"more\"><summary class=\"btn\">");
	ui_icon(v, "dots");
	html(v->out, "更多</summary><div class=\"pop-in own\">");
	for (size_t i = 1; i < n; i++)
		put_common_act(s, &list[i], false);
	if (all)
		html(v->out, "<a href=\"", record_url(v->arena, s->r.t, s->r.id),
		     "/in-hand\">名下在办全部移交</a>");
	html(v->out, "</div></details>");
}

/* The fields that the ledger wants under the title; a reference is a link. */
static void put_head_fields(struct showing *s)
{
	struct visit *v = s->v;
	struct str rest = str_of(s->r.t->l->head), key;

	while (str_item(&rest, &key)) {
		const struct field *f = field_of(s->r.t->l, key);
		struct shown shown;
		if (!may_see(s->r.t, v->viewer.roles, f))
			continue;
		show_value(v, f, record_val(&s->r, key), &shown);
		if (!shown.text.n)
			continue;
		html(v->out, "<span>", shown.label, " <b>");
		put_shown(v, &shown);
		html(v->out, "</b></span>");
	}
}

static void put_head(struct showing *s)
{
	struct visit *v = s->v;
	const struct record *r = &s->r;
	const struct column *owner = column_of(r->t, S("handler"));
	struct str title = visit_title(v, r), names = record_names(v, r);

	html(v->out,
	     "<div class=\"casehead\"><div class=\"row start\"><div class=\"grow\"><h1 data-t=\"title\">",
	     names, when(names.n && title.n, " · "), title.n ? title : record_text(r, S("number")),
	     "</h1><div class=\"meta\">");
	meta(v, "编号", record_text(r, S("number")));
	if (owner && owner->kind == REF)
		meta(v, "经办", person_name(&v->tx, v->p, r->org, record_int(r, S("handler"))));
	meta(v, "登记", day_text(v->arena, record_day(r, S("begun_on"))));
	meta(v, "办结", day_text(v->arena, record_day(r, S("ended_on"))));
	put_head_fields(s);
	if (record_int(r, S("defects")))
		html(v->out, "<span class=\"tag tag-r\">缺陷 ", record_int(r, S("defects")),
		     " 处</span>");
	if (record_val(r, S("imported")).i)
		html(v->out, "<span class=\"tag\">导入</span>");
	html(v->out, "</div></div><div class=\"row\">");
	ui_state(v, r);
	html(v->out,
	     "<div class=\"row wrap noprint\"><button class=\"btn js\" type=\"button\" data-print>");
	ui_icon(v, "printer");
	html(v->out, "打印</button>");
	put_common(s);
	html(v->out, "</div></div></div></div>\n");
}

/* --- ruler ----------------------------------------------------------------------------------- */

static struct url clock_url(struct showing *s, const struct due_item *d)
{
	return url_of(arena_fmt(s->v->arena, "/%s/%lld/clock/%.*s", s->r.t->l->key,
	                        (long long)s->r.id, P(d->clock)));
}

static size_t marks_of(struct showing *s, struct ui_mark *marks, size_t max)
{
	struct taken *steps;
	size_t n = record_steps(&s->v->tx, &s->r, &steps), m = 0;

	for (size_t i = 0; i < n && m < max; i++) {
		const struct step *step = step_of(s->r.t->l, steps[i].verb);
		if (step && step->to != SAME)
			marks[m++] = (struct ui_mark){ str_of(step->label), steps[i].on };
	}
	return m;
}

static void put_ruler(struct showing *s)
{
	struct visit *v = s->v;
	const struct due_item *d = s->dues;
	struct ui_mark marks[MAX_PATH];
	struct str words;

	if (!s->n_dues)
		return;
	words = due_words(v->arena, d);
	html(v->out, "<div class=\"clock\"><div class=\"big\"><span>", d->label,
	     when(d->is == DUE_LATE, "已过"), when(d->is != DUE_LATE, "剩余"),
	     "</span><div><b class=\"c-", str_of(due_class(d)), "\">",
	     d->is == DUE_TODAY && !d->timed ? (int64_t)0
	                                     : (int64_t)(d->left < 0 ? -d->left : d->left),
	     "</b> <span>",
	     str_of(!strcmp(d->unit, "wd")  ? "个工作日"
	            : !strcmp(d->unit, "h") ? "小时"
	            : !strcmp(d->unit, "m") ? "分钟"
	                                    : "日"),
	     when(d->is == DUE_LATE, "（逾期）"), "</span></div>");
	html(v->out, "<span>", d->due, " ", str_of(day_week_cn(d->due)), " 届满",
	     when(d->provisional, "（暂定）"), "</span></div><div class=\"grow\">");
	ui_ruler(v, d, marks, marks_of(s, marks, MAX_PATH));
	html(v->out, "</div><div class=\"none cw236 f13 c-5\">");
	ui_law(v, d->basis, d->term ? d->term->id : S(""));
	html(v->out, "<div class=\"mt6\">", d->label, " · ", d->term_text,
	     "</div><div class=\"mt6\"><a class=\"u\" href=\"", clock_url(s, d),
	     "\">逐日说明</a><span class=\"sr\">", words, "</span></div></div></div>\n");
}

/* --- step bar -------------------------------------------------------------------------------- */

/* States in the order of the shortest way from `from` to the first final state that is reached. */
static size_t way_on(const struct ledger *l, size_t from, size_t *path)
{
	int before[MAX_STATES];
	size_t queue[MAX_STATES], head = 0, tail = 0, n = 0;

	for (size_t i = 0; i < MAX_STATES; i++)
		before[i] = -1;
	queue[tail++] = from;
	before[from] = (int)from;
	while (head < tail) {
		size_t at = queue[head++];
		for (size_t i = 0; i < l->n_steps; i++) {
			const struct step *s = &l->steps[i];
			if (s->to == SAME || s->from == NEW || s->from == ANY ||
			    !(s->from & IN(at)) || before[s->to] >= 0 || s->is & REOPENS)
				continue;
			before[s->to] = (int)at;
			queue[tail++] = (size_t)s->to;
		}
	}
	for (size_t goal = 0; goal < l->n_states; goal++)
		if (l->states[goal].is == FINAL && before[goal] >= 0 && goal != from) {
			size_t back[MAX_STATES], k = 0;
			for (size_t at = goal; at != from; at = (size_t)before[at])
				back[k++] = at;
			while (k)
				path[n++] = back[--k];
			return n;
		}
	return 0;
}

static struct str span_of(struct visit *v, const struct stay *s)
{
	struct str from = day_text(v->arena, s->from), to = day_text(v->arena, s->to);

	if (!to.n || str_eq(from, to))
		return from;
	return arena_fmt(v->arena, "%.*s 至 %.*s", P(from), P(str_from(to, 5)));
}

void ui_path(struct visit *v, const struct record *r)
{
	const struct ledger *l = r->t->l;
	struct ui_step list[MAX_PATH + MAX_STATES];
	struct stay *stays;
	size_t n_stays = record_stays(&v->tx, r, &stays), n = 0, path[MAX_STATES];
	bool ended = day_set(record_day(r, S("ended_on")));
	int now = state_index(l, record_text(r, S("state")));

	for (size_t i = n_stays > 8 ? n_stays - 8 : 0; i < n_stays; i++) {
		int at = state_index(l, stays[i].state);
		bool last = i + 1 == n_stays;
		list[n++] = (struct ui_step){ at >= 0 ? str_of(l->states[at].label)
			                              : stays[i].state,
			                      span_of(v, &stays[i]),
			                      last && !ended ? STEP_NOW : STEP_DONE };
	}
	if (now >= 0 && !ended)
		for (size_t i = 0, k = way_on(l, (size_t)now, path); i < k && n < MAX_PATH; i++)
			list[n++] = (struct ui_step){ str_of(l->states[path[i]].label), S(""),
				                      STEP_LATER };
	html(v->out, "<div class=\"px16 py14 line-t\">");
	ui_steps(v, list, n);
	html(v->out, "</div>\n");
}

/* --- what can be done ------------------------------------------------------------------------ */

static void put_act(struct showing *s, const struct act *a, bool main)
{
	struct visit *v = s->v;

	html(v->out, "<li", when(main, " class=\"main-act\""), " data-t=\"act-", str_of(a->s->verb),
	     "\"><span class=\"grow\"><span class=\"t\">", str_of(a->s->label),
	     "</span><span class=\"d\">");
	ui_law(v, a->basis, S(""));
	if (!a->mine)
		html(v->out, "<span>由", a->who, "办理</span>");
	if (a->asked > a->n_against && a->mine)
		html(v->out, "<span class=\"ok-t\">✓ ", (int64_t)(a->asked - a->n_against),
		     " 项条件已具备</span>");
	for (size_t i = 0; i < a->n_against; i++) {
		html(v->out, "<span class=\"no-t\">✕ ", a->against[i].say, "</span>");
		ui_in_the_way(v, a->against[i].records, a->against[i].n_records,
		              a->against[i].more);
		html(v->out, a->against[i].way);
		ui_law(v, a->against[i].basis, S(""));
	}
	html(v->out, "</span></span>");
	if (a->may)
		html(v->out, "<a class=\"btn", when(main, " btn-p"), "\" href=\"",
		     record_url(v->arena, s->r.t, s->r.id), "/", str_of(a->s->verb), "\">",
		     str_of(a->s->label), "</a>");
	else if (a->mine)
		html(v->out, "<button class=\"btn\" type=\"button\" disabled>", str_of(a->s->label),
		     "</button>");
	if (!a->may)
		html(v->out, "<a class=\"u f13\" href=\"", record_url(v->arena, s->r.t, s->r.id),
		     "/why/", str_of(a->s->verb), "\">为什么不能</a>");
	html(v->out, "</li>\n");
}

/* A state in which a clock stands is beside the way: a pause, a test, a question to others. */
static bool is_aside(const struct ledger *l, int state)
{
	for (size_t i = 0; i < l->n_clocks; i++)
		if (l->clocks[i].does == STANDS &&
		    str_is(str_of(l->clocks[i].in_state), l->states[state].key))
			return true;
	return false;
}

/* The one that stands out moves the record on; what ends it does so only where nothing else can. */
static bool leads_on(const struct showing *s, const struct step *step)
{
	const struct ledger *l = s->r.t->l;

	if (step->to == SAME || step->to < 0 || is_aside(l, step->to))
		return false;
	if (l->states[step->to].is != FINAL)
		return true;
	for (size_t i = 0; i < s->n_acts; i++)
		if (s->acts[i].may && s->acts[i].s != step)
			return false;
	return true;
}

/* What moves the record on stands first. */
static const struct act *leading(const struct showing *s)
{
	for (size_t i = 0; i < s->n_acts; i++)
		if (s->acts[i].mine && s->acts[i].may && leads_on(s, s->acts[i].s))
			return &s->acts[i];
	return NULL;
}

static size_t put_acts_of(struct showing *s, bool mine, bool may, const struct act *lead)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_acts; i++) {
		const struct act *a = &s->acts[i];
		if (a->mine != mine || a->may != may || a == lead)
			continue;
		put_act(s, a, false);
		n++;
	}
	return n;
}

static void put_acts(struct showing *s)
{
	struct visit *v = s->v;
	const struct act *lead = leading(s);
	size_t others = 0;

	html(v->out,
	     "<section class=\"card noprint\" id=\"acts\"><header><h2>现在可以办理</h2><span class=\"muted f13\">按当前环节和您的权限列出；灰色项写明尚缺的条件</span></header>");
	for (size_t i = 0; i < s->n_acts; i++)
		others += !s->acts[i].mine;
	html(v->out, "<ul class=\"actlist\">\n");
	if (lead)
		put_act(s, lead, true);
	if (!(put_acts_of(s, true, true, lead) + put_acts_of(s, true, false, lead)) && !lead)
		html(v->out, "<li><span class=\"grow\"><span class=\"t\">",
		     when(s->ended, "记录已经办结"), when(!s->ended, "现在没有由您办理的环节"),
		     "</span></span></li>");
	html(v->out, "</ul>\n");
	if (others) {
		html(v->out,
		     "<details class=\"line-t\"><summary class=\"px16 py8 f13 c-5\">由其他岗位办理 ",
		     (int64_t)others, " 项</summary><ul class=\"actlist\">\n");
		put_acts_of(s, false, false, lead);
		html(v->out, "</ul></details>\n");
	}
	html(v->out, "</section>\n");
}

/* --- fields ---------------------------------------------------------------------------------- */

/* Ways to the tables below the fields, with how many rows each has. */
static void put_tables_nav(struct showing *s)
{
	struct visit *v = s->v;
	const struct ledger *l = s->r.t->l;
	size_t n = 0;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		struct row *rows;
		size_t count;
		if (f->kind != ROWS || !may_see(s->r.t, v->viewer.roles, f) ||
		    !(count = record_rows(&v->tx, &s->r, f, &rows)))
			continue;
		if (!n++)
			html(v->out,
			     "<nav class=\"tabs wrap\" aria-label=\"登记内容\"><a class=\"on\" href=\"#fields\">登记内容</a>");
		html(v->out, "<a href=\"#t-", str_of(f->key), "\">", str_of(f->label),
		     " <span class=\"c\">", (int64_t)count, "</span></a>");
	}
	if (n)
		html(v->out, "</nav><h2 class=\"po\">登记内容</h2>\n");
	else
		html(v->out, "<header><h2>登记内容</h2></header>\n");
}

static void put_fields(struct showing *s)
{
	struct visit *v = s->v;
	struct walk w = { .as = &as_html, .v = v };

	w.n_steps = record_steps(&v->tx, &s->r, &w.steps);
	html(v->out, "<section class=\"card\" id=\"fields\">");
	put_tables_nav(s);
	html(v->out, "<div class=\"bd\"><dl class=\"rec two\">\n");
	walk_values(&w, &s->r);
	html(v->out, "</dl>\n");
	walk_rows(&w, &s->r);
	if (!w.shown)
		ui_empty(v, S("还没有登记内容"), S("办理各环节时填写。"));
	html(v->out, "</div></section>\n");
}

/* --- beside ---------------------------------------------------------------------------------- */

static void put_gates(struct showing *s)
{
	struct visit *v = s->v;
	size_t asked = 0, open = 0;

	for (size_t i = 0; i < s->n_acts; i++) {
		asked += s->acts[i].asked;
		open += s->acts[i].asked - (s->acts[i].n_against < s->acts[i].asked
		                                    ? s->acts[i].n_against
		                                    : s->acts[i].asked);
	}
	if (!asked)
		return;
	html(v->out, "<section class=\"card\"><header><h2>程序校验</h2><span class=\"more ",
	     when(open == asked, "c-g"), when(open != asked, "c-a"), "\">", (int64_t)open, " / ",
	     (int64_t)asked, " 具备</span></header><div class=\"bd\"><ul class=\"chk\">");
	for (size_t i = 0; i < s->n_acts; i++) {
		const struct act *a = &s->acts[i];
		if (!a->asked)
			continue;
		html(v->out, "<li><span class=\"", when(!a->n_against, "c-g"),
		     when(a->n_against, "c-a"), "\">");
		ui_icon(v, a->n_against ? "alert-triangle" : "circle-check");
		html(v->out, "</span><span class=\"grow\">", str_of(a->s->label),
		     when(!a->n_against, "的条件已具备"), when(a->n_against, "尚缺条件"),
		     "</span></li>");
	}
	html(v->out, "</ul></div></section>\n");
}

static void put_done_clock(struct showing *s, const struct clockset *c)
{
	struct visit *v = s->v;
	struct val due = record_val(&s->r, arena_fmt(v->arena, "%s_due", c->key)),
		   done = record_val(&s->r, arena_fmt(v->arena, "%s_done", c->key));
	struct day due_on, done_on;

	if (c->accrues || due.is == VAL_NULL || done.is == VAL_NULL)
		return;
	due_on = c->timed ? instant_day((struct instant){ due.i }) : val_to_day(due);
	done_on = c->timed ? instant_day((struct instant){ done.i }) : val_to_day(done);
	html(v->out, "<li><span class=\"grow\">", clock_label(v->arena, s->r.t, c), "<p>", due_on,
	     " 届满，", done_on, " 办理 · <a class=\"u\" href=\"",
	     url_of(arena_fmt(v->arena, "/%s/%lld/clock/%s", s->r.t->l->key, (long long)s->r.id,
	                      c->key)),
	     "\">逐日说明</a></p></span>",
	     done.i > due.i ? MARKUP("<span class=\"due r\">逾期办理</span>")
	                    : MARKUP("<span class=\"due g\">按期</span>"),
	     "</li>");
}

/* Does a clock run, or was one kept? */
static bool has_dues(struct showing *s)
{
	for (size_t i = 0; i < s->r.t->n_clocks; i++)
		if (record_val(&s->r, arena_fmt(s->v->arena, "%s_due", s->r.t->clocks[i].key)).is !=
		            VAL_NULL &&
		    record_val(&s->r, arena_fmt(s->v->arena, "%s_done", s->r.t->clocks[i].key))
		                    .is != VAL_NULL)
			return true;
	return s->n_dues > 0;
}

static void put_dues(struct showing *s)
{
	struct visit *v = s->v;

	if (!has_dues(s))
		return;
	html(v->out,
	     "<section class=\"card\" id=\"dues\"><header><h2>期限</h2></header><ul class=\"todo\">");
	for (size_t i = 0; i < s->n_dues; i++) {
		const struct due_item *d = &s->dues[i];
		html(v->out, "<li><span class=\"grow\">", d->label, "<p>", d->term_text, " · ",
		     d->basis, "</p><p>", d->due, " 届满 · <a class=\"u\" href=\"", clock_url(s, d),
		     "\">逐日说明</a></p></span>");
		ui_due(v, d);
		html(v->out, "</li>");
	}
	for (size_t i = 0; i < s->r.t->n_clocks; i++)
		put_done_clock(s, &s->r.t->clocks[i]);
	html(v->out, "</ul></section>\n");
}

/* The entries behind the timeline, and what is an entry itself. */
static void put_reveals(struct showing *s)
{
	struct visit *v = s->v;
	struct str at = record_url(v->arena, s->r.t, s->r.id).s;

	html(v->out, "<p class=\"noprint\"><a class=\"u\" href=\"",
	     url_of(arena_fmt(v->arena, "%.*s/journal", P(at))), "\">日志和证明</a>");
	if (!v->unmasked && may_unmask(s->r.t, v->viewer.roles))
		html(v->out, " · <a class=\"u\" href=\"",
		     url_of(arena_fmt(v->arena, "%.*s/unmask", P(at))), "\">显示个人信息</a>");
	html(v->out, " · <a class=\"u\" href=\"", url_of(arena_fmt(v->arena, "%.*s/print", P(at))),
	     "\">打印</a></p>");
}

static void put_receipt(struct visit *v)
{
	if (v->entry)
		ui_note(v, NOTE_INFO, v->unmasked ? S("显示完整的个人信息") : S("打印件"),
		        arena_fmt(v->arena, "已记入日志第 %lld 条，离开本页后恢复遮盖。",
		                  (long long)v->entry));
}

static void put_page(struct showing *s)
{
	struct visit *v = s->v;
	const struct table *t = s->r.t;
	struct str number = record_text(&s->r, S("number"));

	ui_open(v, &(struct page){ .title = number.n ? number : str_of(t->l->label),
	                           .t = t,
	                           .crumbs = { { str_of(chapter_label(t->chapter)), S("") },
	                                       { str_of(t->l->label),
	                                         arena_fmt(v->arena, "/%s", t->l->key) },
	                                       { number, S("") } } });
	put_receipt(v);
	html(v->out, "<section class=\"card mb14\">");
	ui_print_code(v);
	put_head(s);
	put_ruler(s);
	ui_path(v, &s->r);
	ui_lanes(v, s->lanes, s->n_lanes);
	html(v->out, "</section>\n<div class=\"grid g-case\"><div class=\"stack min0\">\n");
	if (!leading(s)) /* nothing presses: what there is comes before what may be done */
		put_asides(v, &s->r);
	put_acts(s);
	put_offers(v, &s->r);
	if (leading(s))
		put_asides(v, &s->r);
	papers_card(v, &s->r);
	put_fields(s);
	process_card(v, &s->r);
	files_card(v, &s->r);
	html(v->out, "</div>\n<aside class=\"stack\" aria-label=\"校验、期限和日志\">\n");
	put_whom(v, &s->r);
	put_gates(s);
	marks_card(v, &s->r);
	told_card(v, &s->r);
	put_dues(s);
	put_related(v, &s->r);
	html(v->out,
	     "<section class=\"card\" id=\"log\"><header><h2>办理日志</h2></header><div class=\"bd\">");
	ui_timeline(v, &s->r);
	put_reveals(s);
	html(v->out, "</div></section>\n</aside></div>\n");
	ui_close(v);
}

static void put_json(struct visit *v, const struct record *r)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	record_whole_json(v, &j, r);
}

void record_get(struct visit *v)
{
	struct showing s = { .v = v };

	if (!record_load(&v->tx, v->t, v->viewer.org, v->id, &s.r)) {
		visit_missing(v);
		return;
	}
	if (v->json) {
		put_json(v, &s.r);
		return;
	}
	s.ended = day_set(record_day(&s.r, S("ended_on")));
	s.n_dues = record_dues(&v->tx, v->p, &s.r, v->today, &s.dues);
	s.n_acts = record_acts(&v->tx, v->p, &v->viewer, &s.r, &s.acts);
	s.n_lanes = record_lanes(&v->tx, v->p, &v->viewer, &s.r, &s.lanes);
	put_page(&s);
}
