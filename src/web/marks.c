/*
 * marks.c - a file measured against its standards, on pages and as JSON
 */
#include "ledger/anomalies.h"
#include "web/marks.h"

static bool take(struct visit *v, const struct record *r, struct file_marks *ret)
{
	return has_review(r->t) && may_watch(r->t, v->viewer.roles) &&
	       review_file(&v->tx, v->p, &v->viewer, r, ret);
}

/* --- the card -------------------------------------------------------------------------------- */

/* Which record of the file it is, when not the one whose page this is. */
static void put_of(struct visit *v, const struct record *r, const struct record *of)
{
	if (of->id != r->id)
		html(v->out, "<a class=\"u\" href=\"", record_url(v->arena, of->t, of->id), "\">",
		     str_of(of->t->l->label), " ", record_text(of, S("number")), "</a>");
}

static void put_broken_mark(struct visit *v, const struct record *r, const struct file_mark *m)
{
	html(v->out, "<li data-t=\"mark-", str_of(m->m.s->key), "\"><span class=\"c-a\">");
	ui_icon(v, "alert-triangle");
	html(v->out, "</span><span class=\"grow\">", str_of(m->m.s->label),
	     " <b class=\"c-r nowrap\">扣 ", m->m.points,
	     " 分</b><span class=\"f12 muted row gap8 wrap\">");
	ui_law(v, m->m.basis, m->m.s->basis.term ? str_of(m->m.s->basis.term) : S(""));
	put_of(v, r, &m->of);
	html(v->out, "</span><span class=\"f12 muted\">", str_of(m->m.s->way),
	     "</span></span></li>");
}

static void put_kept(struct visit *v, const struct record *r, const struct file_marks *f)
{
	if (!f->sum.kept)
		return;
	html(v->out, "<details><summary class=\"f13 c-5\">已合格 ", (int64_t)f->sum.kept,
	     " 项</summary><ul class=\"chk\">");
	for (size_t i = 0; i < f->n; i++) {
		if (f->list[i].m.is != MARK_KEPT || !f->list[i].m.s->points)
			continue;
		html(v->out, "<li><span class=\"c-g\">");
		ui_icon(v, "circle-check");
		html(v->out, "</span><span class=\"grow\"><span class=\"sr\">没有：</span>",
		     str_of(f->list[i].m.s->label), " ");
		put_of(v, r, &f->list[i].of);
		html(v->out, "</span></li>");
	}
	html(v->out, "</ul></details>");
}

static void put_unset(struct visit *v, const struct file_marks *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].m.is == MARK_UNSET) {
			html(v->out, "<li><span class=\"c-5\">");
			ui_icon(v, "info-circle");
			html(v->out, "</span><span class=\"grow\">", str_of(f->list[i].m.s->label),
			     "：设置<a class=\"u\" href=\"/law/", str_of(f->list[i].m.unset), "\">",
			     str_of(f->list[i].m.unset), "</a>尚未写明，没有评</span></li>");
		}
}

void marks_card(struct visit *v, const struct record *r)
{
	struct file_marks f;

	if (!take(v, r, &f) || !f.n)
		return;
	html(v->out,
	     "<section class=\"card\" id=\"review\"><header><h2>案卷评查</h2><span class=\"more ",
	     when(!f.sum.broken, "c-g"), when(f.sum.broken, "c-a"), "\">", f.sum.score, " / ",
	     f.sum.full, " 分</span></header><div class=\"bd\"><ul class=\"chk\">");
	for (size_t i = 0; i < f.n; i++)
		if (f.list[i].m.is == MARK_BROKEN && f.list[i].m.s->points)
			put_broken_mark(v, r, &f.list[i]);
	put_unset(v, &f);
	html(v->out, "</ul>");
	put_kept(v, r, &f);
	html(v->out, "</div></section>\n");
}

/* --- records of the process ------------------------------------------------------------------- */

struct leaving {
	struct visit *v;
	const struct field *rows, *stage, *medium;
	struct row *list;
	size_t n, shown;
};

/* What was recorded in sound and picture is recorded in words, too. */
static bool is_left(const struct leaving *k, struct str stage, struct str medium)
{
	for (size_t i = 0; i < k->n; i++) {
		struct val s = k->list[i].v[k->stage - k->rows->rows],
			   m = k->list[i].v[k->medium - k->rows->rows];
		if (s.is == VAL_TEXT && m.is == VAL_TEXT && str_eq(s.s, stage) &&
		    (str_eq(m.s, medium) || str_is(medium, "text")))
			return true;
	}
	return false;
}

static struct str label_in(const struct field *f, struct str key)
{
	int at = str_index(f->of, key);

	return at >= 0 ? str_nth(f->labels, at) : key;
}

static void put_left(struct leaving *k, const struct step *s, struct day on)
{
	struct str rest = str_of(s->leaves), item, stage, medium;
	struct visit *v = k->v;

	while (str_item(&rest, &item)) {
		bool left;
		str_cut(item, '/', &stage, &medium);
		left = is_left(k, stage, medium);
		if (!k->shown++)
			html(v->out,
			     "<section class=\"card\" id=\"process\"><header><h2>全过程记录</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"全过程记录\"><table class=\"tbl dense\"><caption class=\"sr\">各步骤应当留下的记录</caption><thead><tr><th scope=\"col\">步骤</th><th scope=\"col\">办理之日</th><th scope=\"col\">应当有</th><th scope=\"col\">归集</th></tr></thead><tbody>\n");
		html(v->out, "<tr data-t=\"left-", str_of(s->verb), "\"><td>", str_of(s->label),
		     "</td><td class=\"nowrap\">", on, "</td><td>", label_in(k->stage, stage),
		     " · ", label_in(k->medium, medium), "</td><td>",
		     left ? MARKUP("<span class=\"due g\">有</span>")
		          : MARKUP("<span class=\"due r\">缺</span>"),
		     "</td></tr>\n");
	}
}

void process_card(struct visit *v, const struct record *r)
{
	const struct ledger *l = r->t->l;
	struct leaving k = { .v = v };
	struct taken *steps;
	size_t n;

	k.rows = l->process ? field_of(l, str_of(l->process)) : NULL;
	if (!k.rows || !may_see(r->t, v->viewer.roles, k.rows))
		return;
	k.stage = row_field(k.rows, S("stage"));
	k.medium = row_field(k.rows, S("medium"));
	k.n = record_rows(&v->tx, r, k.rows, &k.list);
	n = record_steps(&v->tx, r, &steps);
	for (size_t i = 0; i < n; i++) {
		const struct step *s = step_of(l, steps[i].verb);
		if (s && s->leaves)
			put_left(&k, s, steps[i].on);
	}
	html(v->out, when(k.shown, "</tbody></table></div></section>\n"));
}

/* --- before a step --------------------------------------------------------------------------- */

static size_t put_marks_of(struct visit *v, const struct review *w, enum marked is)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_marks; i++) {
		const struct mark *m = &w->marks[i];
		if (m->is != is || !m->s->points)
			continue;
		if (!n++)
			html(v->out, "<ul class=\"chk\">");
		html(v->out, "<li><span class=\"grow\">", str_of(m->s->label),
		     " <b class=\"c-r\">扣 ", m->points, " 分</b> ");
		ui_law(v, m->basis, m->s->basis.term ? str_of(m->s->basis.term) : S(""));
		html(v->out, " <span class=\"muted\">", str_of(m->s->way), "</span></span></li>");
	}
	html(v->out, when(n, "</ul>"));
	return n;
}

static size_t count_of(const struct review *w, enum marked is, int64_t *ret_points)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_marks; i++)
		if (w->marks[i].is == is && w->marks[i].s->points) {
			*ret_points += w->marks[i].points;
			n++;
		}
	return n;
}

void marks_before(struct visit *v, const struct record *r, struct str verb)
{
	int64_t coming = 0, broken = 0;
	struct review w;

	if (!r->id || !has_review(r->t) || !may_watch(r->t, v->viewer.roles) ||
	    !review_before(&v->tx, v->p, r, verb, &w))
		return;
	if (!count_of(&w, MARK_COMING, &coming) + !count_of(&w, MARK_BROKEN, &broken) == 2)
		return;
	html(v->out, "<div class=\"note note-a\" data-t=\"marks\">");
	ui_icon(v, "clipboard-check");
	html(v->out, "<div class=\"grow\"><b>案卷评查：");
	if (coming)
		html(v->out, "这一步之后还缺的要扣 ", coming, " 分", when(broken, "，"));
	if (broken)
		html(v->out, "现有的扣 ", broken, " 分");
	html(v->out, "</b>");
	put_marks_of(v, &w, MARK_COMING);
	if (coming && broken)
		html(v->out, "<details><summary class=\"f13\">现有的</summary>");
	put_marks_of(v, &w, MARK_BROKEN);
	html(v->out, when(coming && broken, "</details>"), "</div></div>\n");
}

/* --- as JSON --------------------------------------------------------------------------------- */

static const char *const marked_keys[] = {
	[MARK_NOT_ASKED] = "", [MARK_KEPT] = "kept",   [MARK_BROKEN] = "broken",
	[MARK_COMING] = "",    [MARK_UNSET] = "unset",
};

static void put_mark(struct json *j, const struct file_mark *m)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(m->of.t->l->key));
	json_key(j, "id");
	json_id(j, m->of.id);
	json_pair(j, "key", str_of(m->m.s->key));
	json_pair(j, "label", str_of(m->m.s->label));
	json_pair(j, "is", str_of(marked_keys[m->m.is]));
	json_pair(j, "part", str_of(m->m.s->part));
	json_key(j, "points");
	json_int(j, m->m.points);
	json_pair(j, "basis", m->m.basis);
	json_pair(j, "way", str_of(m->m.s->way));
	json_pair(j, "unset", str_of(m->m.unset));
	json_close(j, '}');
}

void marks_json(struct visit *v, struct json *j, const struct record *r)
{
	struct file_marks f;
	bool has = take(v, r, &f);

	json_key(j, "review");
	json_open(j, '[');
	for (size_t i = 0; has && i < f.n; i++)
		if (f.list[i].m.s->points)
			put_mark(j, &f.list[i]);
	json_close(j, ']');
	json_key(j, "review_score");
	if (has)
		json_int(j, f.sum.score);
	else
		json_null(j);
}
