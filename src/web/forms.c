/*
 * forms.c - the form of a step, from the table to the page and back to step_take()
 */
#include "base/sm3.h"
#include "ledger/verbs.h"
#include "ledger/numbers.h"
#include "ledger/papers.h"
#include "web/drafts.h"
#include "web/marks.h"
#include "web/pages.h"

/* --- verbs that every ledger has ------------------------------------------------------------- */

static const struct field reason_field = { "reason", TEXT, "理由", MUST };
static const struct field to_field = { "to", REF, "接收人", MUST, .of = "person" };
static const struct field approver_field = { "approver", REF, "批准人", 0, .of = "person" };
static const struct field late_field = { "reason", TEXT, "补录理由", 0,
	                                 .hint = "事后补录时写明没有当日登记的原因" };
static const struct field number_field = {
	"paper_number", TEXT, "已用的预留文号", 0,
	.hint = "离线时已在文书上写了预留的号的，照写；几份用分号隔开。不填由系统编号"
};
static const struct field day_field = { "day", DATE, "办理日期", 0, .hint = "不填为今天" };

/* clang-format off */
static const struct { const char *verb, *label, *basis; const struct field *fields[3]; } common[] = {
	{ "amend",     "更正",       "更正留痕，原值保留在日志中",       { &reason_field } },
	{ "reissue",   "撤回重制",   "发出的文书不改，撤回后重新制发，原文号作废", { &reason_field } },
	{ "void",      "作废",       "作废须经批准，编号保留，不再使用", { &reason_field, &approver_field } },
	{ "undo",      "撤销上一步", "只能撤销最后一步，已对外生效的不能撤销", { NULL } },
	{ "hand_over", "移交",       "移交写明交接人",                   { &to_field, &reason_field } },
	{ "merge",     "并案",       "并入的两个编号都保留",             { &reason_field } },
	{ "split",     "撤销并案",       "并入可以分开",                     { &reason_field } },
	{ "erase",     "删除个人信息", "删除后不能恢复，日志只留散列",     { &reason_field } },
	{ "reopen",    "重新办理",   "终结的记录经批准重新办理",         { &reason_field } },
};
/* clang-format on */
enum { N_COMMON = sizeof(common) / sizeof(common[0]) };

static void add_field(struct form *f, const struct field *field, bool must)
{
	if (field && f->n_fields < MAX_FORM_FIELDS)
		f->fields[f->n_fields++] = (struct form_field){ field, must };
}

/* Merging names the other record of the same ledger. */
static void add_into(struct form *f)
{
	struct field *into = arena_new(f->v->arena, struct field);
	const struct field made = { "into", REF, "并入的记录", MUST, .of = f->t->l->key };

	memcpy(into, &made, sizeof(made));
	add_field(f, into, true);
}

static const struct field why_field = { "why", TEXT, "更正的理由", 0 };

static bool has_field(const struct form *f, const char *key)
{
	for (size_t i = 0; i < f->n_fields; i++)
		if (!strcmp(f->fields[i].f->key, key))
			return true;
	return false;
}

static void add_amended(struct form *f, struct str key)
{
	const struct field *field = field_of(f->t->l, key);

	for (size_t i = 0; i < f->n_fields; i++)
		if (str_is(key, f->fields[i].f->key))
			return;
	if (field && may_see(f->t, f->v->viewer.roles, field))
		add_field(f, field, false);
}

/* What is amended: named in the address by a page, by its keys in a JSON body. */
static void add_amends(struct form *f)
{
	struct str rest = pair_of(&f->v->query, "fields"), key;

	while (str_item(&rest, &key))
		add_amended(f, key);
	for (size_t i = 0; f->v->json_body && i < f->v->form.n; i++) {
		struct str name = f->v->form.list[i].key, tail;
		if (str_is(name, "why") && !field_of(f->t->l, name))
			add_field(f, &why_field, false);
		else if (!str_is(name, "reason") || pair_has(&f->v->form, "why"))
			add_amended(f, str_cut(name, '.', &key, &tail) ? key : name);
	}
}

/* The paper that is withdrawn, and what may be corrected with it. */
static void add_recalled(struct form *f)
{
	struct str only = pair_of(&f->v->query, "paper"), ids = S(""), labels = S(""), rest, key;
	struct field *which = arena_new(f->v->arena, struct field);
	struct paper_order *list;
	size_t n = record_papers(&f->v->tx, f->t, f->v->viewer.org, f->r.id, &list);

	for (size_t i = 0; i < n; i++) {
		const struct paper_sql *s = paper_of(f->t, list[i].paper);
		struct str id = arena_fmt(f->v->arena, "%lld", (long long)list[i].id);
		if (day_set(list[i].void_on) || !s || !s->paper->recall ||
		    (only.n && !str_eq(only, id)))
			continue;
		ids = arena_fmt(f->v->arena, "%.*s%s%.*s", P(ids), ids.n ? "," : "", P(id));
		labels = arena_fmt(f->v->arena, "%.*s%s%.*s %.*s", P(labels), labels.n ? "," : "",
		                   P(list[i].label), P(list[i].number));
		rest = str_of(s->paper->corrects);
		while (str_item(&rest, &key))
			add_amended(f, key);
	}
	const struct field made = { "paper",
		                    PICK,
		                    "撤回哪一份",
		                    MUST,
		                    .of = arena_z(f->v->arena, ids),
		                    .labels = arena_z(f->v->arena, labels) };
	memcpy(which, &made, sizeof(made));
	add_field(f, which, true);
}

/* As ledger/erase.c has it: personal text, and rows with some. */
static bool is_erasable(const struct field *field)
{
	for (size_t i = 0; field->kind == ROWS && i < field->n_rows; i++)
		if (is_personal(&field->rows[i]))
			return true;
	return is_personal(field);
}

bool has_erasable(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++)
		if (is_erasable(&t->l->fields[i]) && may_see(t, roles, &t->l->fields[i]))
			return true;
	return false;
}

/* Which values: those of the ledger, chosen one by one. */
static void add_erased(struct form *f)
{
	struct field *which = arena_new(f->v->arena, struct field);
	struct str keys = S(""), labels = S("");

	for (size_t i = 0; i < f->t->l->n_fields; i++) {
		const struct field *field = &f->t->l->fields[i];
		if (!is_erasable(field) || !may_see(f->t, f->v->viewer.roles, field))
			continue;
		keys = arena_fmt(f->v->arena, "%.*s%s%s", P(keys), keys.n ? "," : "", field->key);
		labels = arena_fmt(f->v->arena, "%.*s%s%s", P(labels), labels.n ? "," : "",
		                   field->label);
	}
	const struct field made = { "fields",
		                    PICKS,
		                    "删除哪些内容",
		                    MUST,
		                    .of = arena_z(f->v->arena, keys),
		                    .labels = arena_z(f->v->arena, labels),
		                    .hint = "删除后不能恢复；日志只留散列，仍可核对" };
	memcpy(which, &made, sizeof(made));
	add_field(f, which, true);
}

/* Where `reason` is a field that is amended, why it is goes by another name. */
static bool adds_why(struct form *f, struct str verb)
{
	if (!str_is(verb, "amend") || !has_field(f, "reason"))
		return false;
	if (!has_field(f, "why"))
		add_field(f, &why_field, true);
	return true;
}

static bool make_common(struct form *f, struct str verb)
{
	for (size_t i = 0; i < N_COMMON; i++) {
		if (!str_is(verb, common[i].verb))
			continue;
		f->label = str_of(common[i].label);
		f->basis = arena_fmt(f->v->arena, "本局规定：%s", common[i].basis);
		if (str_is(verb, "amend"))
			add_amends(f);
		if (str_is(verb, "reissue"))
			add_recalled(f);
		if (str_is(verb, "merge"))
			add_into(f);
		if (str_is(verb, "erase"))
			add_erased(f);
		bool why = adds_why(f, verb);
		for (size_t k = 0; k < 3 && !why; k++)
			add_field(f, common[i].fields[k],
			          common[i].fields[k] && common[i].fields[k]->flags & MUST);
		return true;
	}
	return false;
}

/* --- steps ----------------------------------------------------------------------------------- */

/* Some paper of this step has a number, and a block of its kind is out; a program may always say. */
static bool takes_number(const struct form *f)
{
	struct visit *v = f->v;
	struct number_block *blocks;
	size_t n;

	if (v->json_body || !step_numbered(f->t->l, f->s))
		return step_numbered(f->t->l, f->s);
	n = number_blocks(&v->tx, v->viewer.org, &blocks);
	for (size_t i = 0; i < f->t->l->n_papers; i++) {
		const struct paper *x = &f->t->l->papers[i];
		if (!x->series || str_index(x->at, str_of(f->s->verb)) < 0)
			continue;
		for (size_t k = 0; k < n; k++)
			if (!day_set(blocks[k].returned_on) && str_is(blocks[k].series, x->series))
				return true;
	}
	return false;
}

static void make_fill(struct form *f)
{
	const struct verb *v = &f->t->verbs[f->s - f->t->l->steps];
	struct str rest = str_of(f->s->fill), item;
	bool may_be_empty;

	f->asks_day = true;
	while (str_item(&rest, &item)) {
		bool may = item.p[item.n - 1] == '?';
		const struct field *field = field_of(f->t->l, (struct str){ item.p, item.n - may });
		if (!field || field->tally || sets_field(v, field))
			continue;
		add_field(f, field, !may || field->flags & MUST);
		if (f->s->day && !strcmp(f->s->day, field->key))
			f->asks_day = false;
	}
	if (f->asks_day)
		add_field(f, &day_field, false);
	if (!f->s->fill || !fill_has(f->s->fill, S("reason"), &may_be_empty))
		add_field(f, &late_field, false);
	if (takes_number(f))
		add_field(f, &number_field, false);
}

/* A form shows what the act needs; who may not act is told whose it is. */
static void not_yours(struct visit *v, struct str label, unsigned by)
{
	visit_error(v, 403, arena_fmt(v->arena, "“%.*s”不由您的岗位办理。", P(label)),
	            by ? arena_fmt(v->arena, "由%.*s办理。您的岗位是%.*s。",
	                           P(roles_text(v->arena, by)),
	                           P(roles_text(v->arena, v->viewer.roles)))
	               : S("由系统在条件具备时办理。"));
}

bool form_make(struct form *f, struct visit *v, struct str verb)
{
	*f = (struct form){ .v = v,
		            .t = v->t,
		            .verb = verb,
		            .sent = v->req->method == METHOD_POST,
		            .s = step_of(v->t->l, verb) };
	if (v->id && !record_load(&v->tx, v->t, v->viewer.org, v->id, &f->r)) {
		visit_missing(v);
		return false;
	}
	if (f->s && (f->s->from == NEW) == (v->id == 0)) {
		if (!may_take(f->s, v->viewer.roles)) {
			not_yours(v, str_of(f->s->label), f->s->by & ~(unsigned)ENGINE);
			return false;
		}
		f->label = str_of(f->s->label);
		f->basis = basis_text(v->p, v->arena, v->t->l, &f->s->basis);
		make_fill(f);
		if (!v->id)
			form_offered(f);
		return true;
	}
	if (!f->s && v->id && make_common(f, verb))
		return true;
	visit_missing(v);
	return false;
}

bool form_make_many(struct form *f, struct visit *v, struct str verb)
{
	*f = (struct form){ .v = v,
		            .t = v->t,
		            .verb = verb,
		            .sent = pair_has(&v->form, "batch"),
		            .s = step_of(v->t->l, verb) };
	if (f->s && f->s->from != NEW && may_take(f->s, v->viewer.roles)) {
		f->label = str_of(f->s->label);
		f->basis = basis_text(v->p, v->arena, v->t->l, &f->s->basis);
		make_fill(f);
		return true;
	}
	if (!f->s && make_common(f, verb))
		return true;
	visit_missing(v);
	return false;
}

struct actor form_actor(const struct form *f)
{
	struct actor who = visit_actor(f->v);

	if (f->s && f->s->by == OUTSIDE)
		who.done_by = 0;
	return who;
}

bool form_day(const struct form *f, struct day *ret)
{
	struct str text = str_trim(pair_of(&f->v->form, "day"));

	*ret = DAY_NONE;
	if (!f->asks_day || !text.n || day_parse(text, ret))
		return true;
	return refuse(&f->v->r, "day", S("没有这一天，日期写作 2024-03-01。"), S(""));
}

/* --- the page -------------------------------------------------------------------------------- */

static void put_against(struct form *f)
{
	struct act *acts;
	size_t n = f->s && f->r.id && (!f->sent || f->restored)
	                   ? record_acts(&f->v->tx, f->v->p, &f->v->viewer, &f->r, &acts)
	                   : 0;

	for (size_t i = 0; i < n; i++) {
		if (acts[i].s != f->s)
			continue;
		if (!acts[i].mine)
			ui_note(f->v, NOTE_AMBER, S("您的岗位不能办理这一步"),
			        arena_fmt(f->v->arena, "由%.*s办理。", P(acts[i].who)));
		for (size_t k = 0; k < acts[i].n_against; k++)
			ui_note(f->v, NOTE_AMBER, acts[i].against[k].say, acts[i].against[k].basis);
	}
}

/* What was typed stays; it may be sent again once the change was looked at. */
static void put_conflict(struct form *f)
{
	struct visit *v = f->v;

	if (!f->conflict.n)
		return;
	html(v->out,
	     "<div class=\"note note-r\" role=\"alert\" tabindex=\"-1\" data-t=\"conflict\">");
	ui_icon(v, "alert-circle");
	html(v->out, "<span><b>没有保存：这条记录刚被他人办理过</b><br>", f->conflict,
	     "填写的内容还在下面，不一致的项目逐项选择后可以再办理。<a class=\"u\" target=\"_blank\" rel=\"noopener\" href=\"",
	     record_url(v->arena, f->t, f->r.id), "\">查看现在的记录</a></span></div>\n");
}

/* Amending begins with what is to be amended. */
static void put_amendable(struct form *f)
{
	struct visit *v = f->v;

	html(v->out,
	     "<section class=\"card\"><header><h2>选择要更正的内容</h2></header><ul class=\"actlist\">\n");
	for (size_t i = 0; i < f->t->l->n_fields; i++) {
		const struct field *field = &f->t->l->fields[i];
		if (field->tally || !may_see(f->t, v->viewer.roles, field))
			continue;
		html(v->out, "<li><span class=\"grow\">", str_of(field->label),
		     when(field->flags & PRINTED, " <span class=\"muted f12\">印在文书上</span>"),
		     "</span><a class=\"btn btn-s\" href=\"?fields=", str_of(field->key),
		     "\">更正<span class=\"sr\">", str_of(field->label), "</span></a></li>\n");
	}
	html(v->out, "</ul></section>\n");
}

static struct url back_url(struct form *f)
{
	return f->r.id ? record_url(f->v->arena, f->t, f->r.id)
	               : url_of(arena_fmt(f->v->arena, "/%s", f->t->l->key));
}

static struct url action_url(struct form *f)
{
	struct str to = f->r.id ? arena_fmt(f->v->arena, "/%s/%lld/%.*s", f->t->l->key,
	                                    (long long)f->r.id, P(f->verb))
	                        : arena_fmt(f->v->arena, "/%s/new/%.*s", f->t->l->key, P(f->verb));
	struct str fields = pair_of(&f->v->query, "fields");

	if (f->offered.n)
		return url_of(
			arena_fmt(f->v->arena, "%.*s?carry=%.*s", P(to),
		                  P(url_encode(f->v->arena, pair_of(&f->v->query, "carry")))));
	return url_of(fields.n ? arena_fmt(f->v->arena, "%.*s?fields=%.*s", P(to),
	                                   P(url_encode(f->v->arena, fields)))
	                       : to);
}

static void put_version(struct form *f)
{
	struct visit *v = f->v;

	if (f->r.id)
		html(v->out, "<input type=\"hidden\" name=\"version\" value=\"",
		     f->sent && !f->conflict.n
		             ? pair_of(&v->form, "version")
		             : arena_fmt(v->arena, "%lld",
		                         (long long)record_int(&f->r, S("version"))),
		     "\">");
}

/* The name of this form, so that pressing twice, or going back and sending it again, does it once. */
static void put_once(struct form *f)
{
	struct visit *v = f->v;
	unsigned char name[32];

	world_random(&v->world, name, sizeof name);
	html(v->out, "<input type=\"hidden\" name=\"once\" value=\"",
	     hex_text(v->arena, name, sizeof name), "\">");
}

/* A field that stays as the record has it, by choice of the sender. */
static void put_theirs(struct form *f, const struct field *field)
{
	html(f->v->out, "<div class=\"field\"><input type=\"hidden\" name=\"keep.",
	     str_of(field->key), "\" value=\"theirs\"><b class=\"f13\">", str_of(field->label),
	     "</b><div class=\"hint\">采用记录现在的内容</div></div>\n");
}

/* Ctrl S and the clock of the page save it too; without script the button does. */
static void put_draft_button(struct form *f)
{
	struct visit *v = f->v;

	html(v->out,
	     "<button class=\"btn\" type=\"submit\" formnovalidate data-draft formaction=\"",
	     draft_url(f), "\">");
	ui_icon(v, "device-floppy");
	html(v->out, "存草稿</button><a class=\"btn\" href=\"", back_url(f),
	     "\">取消</a><span class=\"muted f13\" role=\"status\" data-draft-say></span>");
}

/* What the step would issue, without taking it; in a page of its own, so that the form stays. */
static void put_preview_button(struct form *f)
{
	struct visit *v = f->v;
	bool issues = false;

	for (size_t i = 0; i < f->t->l->n_papers; i++)
		issues |= f->t->papers[i].text.n && str_index(f->t->l->papers[i].at, f->verb) >= 0;
	if (!issues)
		return;
	html(v->out,
	     "<button class=\"btn\" type=\"submit\" formtarget=\"_blank\" data-t=\"preview\" formaction=\"",
	     url_of(f->r.id ? arena_fmt(v->arena, "/%s/%lld/%.*s/papers", f->t->l->key,
	                                (long long)f->r.id, P(f->verb))
	                    : arena_fmt(v->arena, "/%s/new/%.*s/papers", f->t->l->key, P(f->verb))),
	     "\">");
	ui_icon(v, "eye");
	html(v->out, "预览文书</button>");
}

static void put_form(struct form *f)
{
	struct visit *v = f->v;

	html(v->out, "<section class=\"card\"><div class=\"bd\"><form method=\"post\" action=\"",
	     action_url(f), "\" data-guard data-check=\"/", str_of(f->t->l->key),
	     "/check\" data-t=\"form\">\n");
	/* Enter sends the form by its first button: this one, not one that adds rows. */
	html(v->out,
	     "<button class=\"sr\" type=\"submit\" tabindex=\"-1\" aria-hidden=\"true\"></button>\n");
	ui_csrf(v);
	put_version(f);
	put_once(f);
	if (f->conflict.n)
		put_versus(f);
	html(v->out, "<div class=\"form\">\n");
	for (size_t i = 0; i < f->n_fields; i++)
		if (!f->conflict.n && keeps_theirs(f, f->fields[i].f))
			put_theirs(f, f->fields[i].f);
		else
			field_control(f, &f->fields[i]);
	html(v->out,
	     "</div>\n<p class=\"f12 muted mt12\">带 <span class=\"req\" aria-hidden=\"true\">*</span><span class=\"sr\">星号</span> 的必须填写。</p>"
	     "<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">",
	     f->label, "</button>");
	put_preview_button(f);
	put_draft_button(f);
	html(v->out, "</div></form></div></section>\n");
}

static void put_restored(struct form *f)
{
	struct visit *v = f->v;
	struct str at = instant_text(v->arena, f->saved);

	html(v->out, "<form class=\"note draftbar\" method=\"post\" action=\"", draft_url(f),
	     "\" data-t=\"draft\">");
	ui_icon(v, "device-floppy");
	ui_csrf(v);
	html(v->out, "<span><b>草稿 ", arena_fmt(v->arena, "%.5s %.5s", at.p + 5, at.p + 11),
	     " 保存</b>，没有办完的内容已恢复。</span><button class=\"btn btn-s\" type=\"submit\" name=\"drop\" value=\"1\">丢弃草稿</button></form>\n");
}

void form_page(struct form *f)
{
	struct visit *v = f->v;
	struct str number = f->r.id ? record_text(&f->r, S("number")) : S("新登记");
	struct str title = f->r.id ? visit_title(v, &f->r) : str_of(f->t->l->label);

	ui_open(v, &(struct page){ .title = v->r.n_refused || f->conflict.n
	                                            ? arena_fmt(v->arena, "错误：%.*s", P(f->label))
	                                            : f->label,
	                           .t = f->t,
	                           .crumbs = { { str_of(f->t->l->label),
	                                         arena_fmt(v->arena, "/%s", f->t->l->key) },
	                                       { number, f->r.id ? back_url(f).s : S("") },
	                                       { f->label, S("") } } });
	ui_heading(v, f->label, title);
	html(v->out, "</div></div>\n");
	html(v->out, "<p class=\"mb10\">");
	ui_law(v, f->basis, S(""));
	html(v->out, "</p>\n<div class=\"stack mb14\">");
	put_against(f);
	if (f->s)
		marks_before(v, &f->r, f->verb);
	put_conflict(f);
	if (f->restored)
		put_restored(f);
	if (f->offered.n && v->req->method != METHOD_POST)
		ui_note(v, NOTE_INFO, arena_fmt(v->arena, "已带入“%.*s”的内容", P(f->offered)),
		        S("请核对，补充缺少的项目后办理；个人信息不带入。"));
	html(v->out, "</div>\n");
	ui_refusals(v, S("未办理"));
	if (f->s && f->r.id)
		put_asides(v, &f->r);
	if (str_is(f->verb, "amend") && !f->s && f->n_fields < 2)
		put_amendable(f);
	else
		put_form(f);
	ui_close(v);
}

/* --- what came back -------------------------------------------------------------------------- */

/* Browsers send two characters for a line's end. */
static struct str plain_lines(struct arena *a, struct str s)
{
	char *p = arena_array(a, char, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
	return (struct str){ p, n };
}

static struct str set_text(struct form *f, const struct field *field)
{
	struct buf all;
	struct str out;

	buf_init(&all, BODY_LIMIT * 4);
	for (size_t i = 0; i < f->v->form.n; i++) {
		const struct pair *p = &f->v->form.list[i];
		if (str_is(p->key, field->key) && p->value.n)
			buf_fmt(&all, "%s%.*s", all.n ? "；" : "", P(p->value));
	}
	out = arena_str(f->v->arena, buf_str(&all));
	buf_drop(&all);
	return out;
}

/* A masked cell that came back empty, of a row that is kept, is what it was. */
static struct str cell_kept(struct form *f, const struct field *rows, size_t column, int64_t n)
{
	const struct field *c = &rows->rows[column];
	struct row *list;
	size_t count = n && f->r.id && c->kind == TEXT && c->flags & PERSONAL
	                       ? record_rows(&f->v->tx, &f->r, rows, &list)
	                       : 0;

	for (size_t i = 0; i < count; i++)
		if (list[i].n == n)
			return list[i].v[column].s;
	return S("");
}

static bool row_cells(struct form *f, const struct field *rows, size_t at, struct entry_row *ret)
{
	struct arena *a = f->v->arena;
	bool any = false;

	*ret = (struct entry_row){ .cells = arena_array(a, struct entry, rows->n_rows) };
	str_int(pair_of(&f->v->form, arena_fmt(a, "%s.%zu.n", rows->key, at).p), &ret->n);
	for (size_t c = 0; c < rows->n_rows; c++) {
		struct str value = pair_of(
			&f->v->form, arena_fmt(a, "%s.%zu.%s", rows->key, at, rows->rows[c].key).p);
		any |= str_trim(value).n > 0 && !str_eq(value, form_suggested(f, &rows->rows[c]));
		ret->cells[ret->n_cells++] = (struct entry){ .key = str_of(rows->rows[c].key),
			                                     .text = plain_lines(a, value) };
	}
	return any;
}

/* The largest number among the rows that were sent. */
static size_t last_row(const struct pairs *form, struct str head)
{
	struct str at, column;
	int64_t n, last = 0;

	for (size_t i = 0; i < form->n; i++)
		if (str_starts(form->list[i].key, head) &&
		    str_cut(str_from(form->list[i].key, head.n), '.', &at, &column) &&
		    str_int(at, &n) && n > last)
			last = n;
	return last < MAX_PARTS / 2 ? (size_t)last : MAX_PARTS / 2;
}

/* Empty rows in between go; the form is renumbered, so that what is refused names the row shown. */
static struct entry rows_entry(struct form *f, const struct field *rows)
{
	struct arena *a = f->v->arena;
	struct entry e = { .key = str_of(rows->key),
		           .rowed = true,
		           .rows = arena_array(a, struct entry_row, MAX_PARTS) };
	struct pairs *form = &f->v->form;
	struct str head = arena_fmt(a, "%s.", rows->key);

	for (size_t at = 1, last = last_row(form, head); at <= last && e.n_rows < MAX_JSON_ROWS;
	     at++) {
		if (row_cells(f, rows, at, &e.rows[e.n_rows]))
			e.n_rows++;
	}
	for (size_t i = 0; i < form->n; i++)
		if (str_starts(form->list[i].key, head))
			form->list[i].key = S("");
	for (size_t i = 0; i < e.n_rows; i++) {
		if (e.rows[i].n)
			pair_add(a, form, arena_fmt(a, "%s.%zu.n", rows->key, i + 1),
			         arena_fmt(a, "%lld", (long long)e.rows[i].n));
		for (size_t c = 0; c < e.rows[i].n_cells; c++)
			pair_add(a, form,
			         arena_fmt(a, "%s.%zu.%s", rows->key, i + 1, rows->rows[c].key),
			         e.rows[i].cells[c].text);
	}
	for (size_t i = 0; i < e.n_rows; i++)
		for (size_t c = 0; c < e.rows[i].n_cells; c++)
			if (!str_trim(e.rows[i].cells[c].text).n)
				e.rows[i].cells[c].text = cell_kept(f, rows, c, e.rows[i].n);
	return e;
}

/* Something was typed or chosen for it. */
static bool is_sent(const struct form *f, const struct field *field)
{
	struct str head = arena_fmt(f->v->arena, "%s.", field->key);

	for (size_t i = 0; i < f->v->form.n; i++) {
		const struct pair *p = &f->v->form.list[i];
		if ((str_is(p->key, field->key) ||
		     (field->kind == ROWS && str_starts(p->key, head))) &&
		    str_trim(p->value).n)
			return true;
	}
	return false;
}

struct entry *form_entries(struct form *f, size_t *ret_n)
{
	struct entry *e = arena_array(f->v->arena, struct entry, f->n_fields + 1);
	size_t n = 0;

	for (size_t i = 0; i < f->n_fields; i++) {
		const struct field *field = f->fields[i].f;
		if (field == &day_field || !pair_has(&f->v->form, field->key) ||
		    keeps_theirs(f, field))
			continue;
		if (is_kept_back(f, field) && !is_sent(f, field)) {
			if (column_of(f->t, str_of(field->key)))
				e[n++] = (struct entry){
					.key = str_of(field->key),
					.text = control_text(f->v->arena, field,
					                     record_val(&f->r, str_of(field->key)))
				};
			continue;
		}
		if (field->kind == ROWS)
			e[n++] = rows_entry(f, field);
		else if (field->kind == REFS || field->kind == PICKS)
			e[n++] = (struct entry){ .key = str_of(field->key),
				                 .text = set_text(f, field) };
		else
			e[n++] = (struct entry){
				.key = str_of(field->key),
				.text = plain_lines(f->v->arena, pair_of(&f->v->form, field->key))
			};
	}
	*ret_n = n;
	return e;
}
