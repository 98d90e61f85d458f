/*
 * numbers.c - series of numbers of papers: what is next, what became of each, blocks for work without
 * the network
 *
 * Reserving a block and giving it back are steps with a purpose and entries of the journal
 * (ledger/numbers.h); whoever is of the bureau may look.
 */
#include "ledger/numbers.h"
#include "pages/pages.h"

/* A series of a year, counted. */
struct series_tally {
	struct series_of s;
	int64_t n[N_NUMBER_IS];
};

static struct series_tally count(struct visit *v, const struct series_of *s)
{
	struct number_of *list;
	size_t n = numbers_of(&v->tx, v->viewer.org, s->series, s->year, &list);
	struct series_tally c = { .s = *s };

	for (size_t i = 0; i < n; i++)
		c.n[list[i].is]++;
	return c;
}

static struct str series_url(struct visit *v, const struct series_of *s)
{
	return arena_fmt(v->arena, "/numbers?series=%.*s&year=%d", P(s->series), s->year);
}

static struct str span_text(struct visit *v, const struct number_block *b)
{
	return arena_fmt(v->arena, "%.*s〔%d〕%lld号至%lld号", P(b->series), b->year,
	                 (long long)b->from, (long long)b->to);
}

static struct str person_of(struct visit *v, int64_t id)
{
	return id ? person_name(&v->tx, v->p, v->viewer.org, id) : S("");
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void begin_json(struct visit *v, struct json *j)
{
	v->reply->type = S("application/json");
	json_init(j, v->out);
	json_open(j, '{');
}

static void series_json(struct visit *v, struct json *j, const struct series_of *s)
{
	struct series_tally c = count(v, s);

	json_open(j, '{');
	json_pair(j, "series", s->series);
	json_key(j, "year");
	json_int(j, s->year);
	json_key(j, "next");
	json_int(j, s->last + 1);
	json_pair(j, "next_text",
	          number_text(&v->tx, v->viewer.org, s->series, s->year, s->last + 1));
	for (int i = 0; i < N_NUMBER_IS; i++) {
		json_key(j, number_is_key((enum number_is)i));
		json_int(j, c.n[i]);
	}
	json_close(j, '}');
}

static void block_json(struct visit *v, struct json *j, const struct number_block *b)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, b->id);
	json_pair(j, "series", b->series);
	json_key(j, "year");
	json_int(j, b->year);
	json_key(j, "from");
	json_int(j, b->from);
	json_key(j, "to");
	json_int(j, b->to);
	json_pair(j, "person", person_of(v, b->person));
	json_pair(j, "device", b->device);
	json_pair(j, "purpose", b->purpose);
	json_key(j, "day");
	json_day(j, b->day);
	json_key(j, "returned_on");
	json_day(j, b->returned_on);
	json_pair(j, "reason", b->reason);
	json_close(j, '}');
}

static void all_json(struct visit *v)
{
	struct series_of *list;
	struct number_block *blocks;
	size_t n = series_list(&v->tx, v->viewer.org, &list);
	struct json j;

	begin_json(v, &j);
	json_key(&j, "series");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		series_json(v, &j, &list[i]);
	json_close(&j, ']');
	json_key(&j, "blocks");
	json_open(&j, '[');
	n = number_blocks(&v->tx, v->viewer.org, &blocks);
	for (size_t i = 0; i < n; i++)
		block_json(v, &j, &blocks[i]);
	json_close(&j, ']');
	json_close(&j, '}');
}

static void number_json(struct visit *v, struct json *j, const struct series_of *s,
                        const struct number_of *x)
{
	json_open(j, '{');
	json_key(j, "n");
	json_int(j, x->n);
	json_pair(j, "number", number_text(&v->tx, v->viewer.org, s->series, s->year, x->n));
	json_pair(j, "is", str_of(number_is_key(x->is)));
	json_key(j, "day");
	json_day(j, x->day);
	json_pair(j, "why", x->why);
	json_pair(j, "person", person_of(v, x->person));
	json_pair(j, "href",
	          x->record ? arena_fmt(v->arena, "/%.*s/%lld", P(x->ledger), (long long)x->record)
	                    : S(""));
	json_close(j, '}');
}

static void one_json(struct visit *v, const struct series_of *s, const struct number_of *list)
{
	struct json j;

	begin_json(v, &j);
	json_pair(&j, "series", s->series);
	json_key(&j, "year");
	json_int(&j, s->year);
	json_key(&j, "next");
	json_int(&j, s->last + 1);
	json_key(&j, "numbers");
	json_open(&j, '[');
	for (int64_t i = 0; i < s->last; i++)
		number_json(v, &j, s, &list[i]);
	json_close(&j, ']');
	json_close(&j, '}');
}

/* --- the page --------------------------------------------------------------------------------- */

/* From column `numeric` on the heads stand right, as the numbers below them. */
static void open_table(struct visit *v, const char *title, const char *const *heads, size_t n,
                       size_t numeric)
{
	html(v->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
	     str_of(title), "\"><table class=\"tbl\"><caption class=\"sr\">", str_of(title),
	     "</caption><thead><tr>");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<th scope=\"col\"", when(i >= numeric, " class=\"r\""), ">",
		     str_of(heads[i]), "</th>");
	html(v->out, "</tr></thead><tbody>\n");
}

static void put_series(struct visit *v, const struct series_of *s)
{
	struct series_tally c = count(v, s);

	html(v->out, "<tr><th scope=\"row\"><a class=\"u\" href=\"", url_of(series_url(v, s)),
	     "\">", s->series, "〔", s->year, "〕</a></th><td class=\"nowrap\">",
	     number_text(&v->tx, v->viewer.org, s->series, s->year, s->last + 1), "</td>");
	for (int i = 0; i < N_NUMBER_IS; i++)
		html(v->out, "<td class=\"r num", when(i == NUMBER_LOST && c.n[i], " c-r"), "\">",
		     c.n[i], "</td>");
	html(v->out, "</tr>\n");
}

static void put_list(struct visit *v)
{
	static const char *const heads[] = { "类别和年度", "下一个",         "使用",    "作废",
		                             "预留",       "预留未用，作废", "没有登记" };
	struct series_of *list;
	size_t n = series_list(&v->tx, v->viewer.org, &list);

	html(v->out,
	     "<section class=\"card mb14\" data-t=\"series\"><header><h2>各类文号</h2></header>");
	if (!n) {
		ui_empty(v, S("还没有给过文号"),
		         S("制发编号的文书以后，在这里看到每一个号的去向。"));
	} else {
		open_table(v, "各类文号", heads, sizeof(heads) / sizeof(heads[0]), 2);
		for (size_t i = 0; i < n; i++)
			put_series(v, &list[i]);
		html(v->out, "</tbody></table></div>");
	}
	html(v->out, "</section>\n");
}

static void put_return(struct visit *v, const struct number_block *b)
{
	if (!may_reserve(v->viewer.roles))
		return;
	html(v->out, "<form class=\"row gap8\" method=\"post\" action=\"/numbers/", b->id,
	     "/return\">");
	ui_csrf(v);
	html(v->out,
	     "<input class=\"in\" name=\"reason\" maxlength=\"500\" required aria-label=\"没有用完的理由：",
	     span_text(v, b),
	     "\" placeholder=\"没有用完的理由\"><button class=\"btn btn-s\" type=\"submit\">收回</button></form>");
}

static void put_block(struct visit *v, const struct number_block *b)
{
	html(v->out, "<tr><th scope=\"row\" class=\"nowrap\">", span_text(v, b), "</th><td>",
	     person_of(v, b->person), "，", b->device, "</td><td>", b->purpose,
	     "</td><td class=\"nowrap\">", b->day, "</td><td>");
	if (day_set(b->returned_on))
		html(v->out, b->returned_on, "收回：", b->reason);
	else
		put_return(v, b);
	html(v->out, "</td></tr>\n");
}

static void put_blocks(struct visit *v)
{
	static const char *const heads[] = { "号段", "给谁、用在哪里", "用途", "预留之日", "收回" };
	struct number_block *list;
	size_t n = number_blocks(&v->tx, v->viewer.org, &list);

	html(v->out,
	     "<section class=\"card mb14\" data-t=\"blocks\"><header><h2>离线预留的号段</h2></header>");
	if (!n) {
		ui_empty(v, S("没有预留的号段"), S("没有网络的现场执法，出发前预留。"));
	} else {
		open_table(v, "离线预留的号段", heads, sizeof(heads) / sizeof(heads[0]), 99);
		for (size_t i = 0; i < n; i++)
			put_block(v, &list[i]);
		html(v->out, "</tbody></table></div>");
	}
	html(v->out, "</section>\n");
}

static void put_input(struct visit *v, const char *name, const char *label, const char *more)
{
	html(v->out, "<div class=\"field\"><label for=\"f-", str_of(name), "\">", str_of(label),
	     "</label><input class=\"in\" id=\"f-", str_of(name), "\" name=\"", str_of(name),
	     "\" maxlength=\"200\" required value=\"", pair_of(&v->form, name), "\"");
	html(v->out, when(str_is(str_of(more), "number"), " inputmode=\"numeric\""), ">");
	ui_field_says(v, str_of(name));
	html(v->out, "</div>\n");
}

static void put_reserve(struct visit *v)
{
	struct str *kinds, chosen = pair_of(&v->form, "series");
	size_t n = series_kinds(v->p, v->arena, &kinds);

	if (!may_reserve(v->viewer.roles))
		return;
	html(v->out,
	     "<section class=\"card mb14\"><header><h2>预留号段</h2></header><div class=\"bd\"><form class=\"narrow stack\" method=\"post\" action=\"/numbers\" data-t=\"reserve\">");
	ui_csrf(v);
	html(v->out,
	     "<div class=\"field\"><label for=\"f-series\">类别</label><select class=\"sel\" id=\"f-series\" name=\"series\" required><option value=\"\"></option>");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<option", when(str_eq(kinds[i], chosen), " selected"), ">", kinds[i],
		     "</option>");
	html(v->out, "</select>");
	ui_field_says(v, S("series"));
	html(v->out, "</div>\n");
	put_input(v, "count", "个数", "number");
	put_input(v, "person", "给谁（姓名）", "");
	put_input(v, "device", "用在哪一台设备", "");
	put_input(v, "purpose", "用途", "");
	html(v->out,
	     "<p class=\"hint\">预留的号由现场的文书使用，登记那一步时照写；没有用完的收回，收回的号作废，不再使用。</p>"
	     "<div><button class=\"btn btn-p\" type=\"submit\">预留</button></div></form></div></section>\n");
}

static void page(struct visit *v)
{
	ui_open(v, &(struct page){ .title = v->r.n_refused ? S("错误：文号") : S("文号"),
	                           .menu = "numbers",
	                           .crumbs = { { S("文号"), S("") } } });
	ui_heading(v, S("文号"), S("各类文书的号不跳号、不重复；每一个号都查得到去向"));
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有办理"));
	put_blocks(v);
	put_reserve(v);
	put_list(v);
	ui_close(v);
}

/* --- one series ------------------------------------------------------------------------------- */

static void put_number(struct visit *v, const struct series_of *s, const struct number_of *x)
{
	html(v->out, "<tr><th scope=\"row\" class=\"nowrap\">",
	     number_text(&v->tx, v->viewer.org, s->series, s->year, x->n),
	     "</th><td class=\"nowrap\"><span class=\"tag", when(x->is == NUMBER_LOST, " tag-r"),
	     "\">", str_of(number_is_label(x->is)), "</span></td><td class=\"nowrap\">", x->day,
	     "</td><td>");
	if (x->record)
		html(v->out, "<a class=\"u\" href=\"/", x->ledger, "/", x->record,
		     "\">打开记录</a> ");
	html(v->out, x->why, when(x->person, "预留给"), person_of(v, x->person), "</td></tr>\n");
}

static void one_page(struct visit *v, const struct series_of *s, const struct number_of *list)
{
	static const char *const heads[] = { "文号", "去向", "日期", "说明" };
	struct str title = arena_fmt(v->arena, "%.*s〔%d〕", P(s->series), s->year);

	ui_open(v, &(struct page){ .title = title,
	                           .menu = "numbers",
	                           .crumbs = { { S("文号"), S("/numbers") }, { title, S("") } } });
	ui_heading(
		v, title,
		arena_fmt(v->arena, "下一个是%.*s",
	                  P(number_text(&v->tx, v->viewer.org, s->series, s->year, s->last + 1))));
	html(v->out, "</div></div>\n<section class=\"card\" data-t=\"numbers\">");
	open_table(v, "每一个号", heads, sizeof(heads) / sizeof(heads[0]), 99);
	for (int64_t i = 0; i < s->last; i++)
		put_number(v, s, &list[i]);
	html(v->out, "</tbody></table></div></section>\n");
	ui_close(v);
}

static bool series_asked(struct visit *v, struct series_of *ret)
{
	struct str series = pair_of(&v->query, "series");
	struct series_of *list;
	size_t n = series_list(&v->tx, v->viewer.org, &list);
	int year = year_asked(v);

	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].series, series) && list[i].year == year) {
			*ret = list[i];
			return true;
		}
	visit_missing(v);
	return false;
}

void numbers_get(struct visit *v)
{
	struct series_of s;
	struct number_of *list;

	if (!pair_of(&v->query, "series").n) {
		if (v->json)
			all_json(v);
		else
			page(v);
		return;
	}
	if (!series_asked(v, &s))
		return;
	s.last = (int64_t)numbers_of(&v->tx, v->viewer.org, s.series, s.year, &list);
	if (v->json)
		one_json(v, &s, list);
	else
		one_page(v, &s, list);
}

/* --- steps ------------------------------------------------------------------------------------ */

struct asking {
	struct visit *v;
	struct actor who;
	struct number_block b;
	struct str reason;
};

static bool reserve(struct tx *tx, void *arg)
{
	struct asking *k = arg;

	return block_reserve(tx, k->v->p, &k->who, &k->b);
}

static bool give_back(struct tx *tx, void *arg)
{
	struct asking *k = arg;

	return block_return(tx, &k->who, k->b.id, k->reason);
}

static void answer_no(struct visit *v)
{
	if (visit_shows_refusal(v))
		page(v);
}

static void answer_block(struct visit *v, int64_t id, struct str say)
{
	struct number_block *list;
	size_t n;
	struct json j;

	if (!v->json) {
		visit_moved(v, S("/numbers"), say);
		return;
	}
	n = number_blocks(&v->tx, v->viewer.org, &list);
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			block_json(v, &j, &list[i]);
}

/* A token has numbers of those series alone whose papers it may issue. */
static bool token_may_number(struct visit *v, struct str series)
{
	for (size_t i = 0; v->by_token && i < v->p->n_tables; i++) {
		const struct ledger *l = v->p->tables[i].l;
		for (size_t k = 0; k < l->n_papers; k++) {
			struct str rest = str_of(l->papers[k].at), verb;
			while (str_is(series, l->papers[k].series ? l->papers[k].series : "") &&
			       str_item(&rest, &verb))
				if (token_takes(&v->token, l->key, verb))
					return true;
		}
	}
	if (v->by_token)
		visit_problem(v, 403, S("凭据的范围不够。"),
		              arena_fmt(v->arena, "这个凭据不能办理制发“%.*s”的环节。", P(series)),
		              S("请用范围更大的凭据，或者由本人登录办理。"));
	return !v->by_token;
}

/* The series of a block; empty: there is none. */
static struct str block_series(struct visit *v, int64_t id)
{
	struct number_block *list;
	size_t n = number_blocks(&v->tx, v->viewer.org, &list);

	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return list[i].series;
	return S("");
}

void numbers_post(struct visit *v)
{
	static const struct field person = { "person", REF, "给谁", 0, .of = "person" };
	struct asking k = { .v = v,
		            .who = visit_actor(v),
		            .b = { .series = pair_of(&v->form, "series"),
		                   .device = pair_of(&v->form, "device"),
		                   .purpose = pair_of(&v->form, "purpose"),
		                   .year = day_year(v->today) } };
	struct val who;

	if (!token_may_number(v, k.b.series))
		return;
	if (!str_int(str_trim(pair_of(&v->form, "count")), &k.b.count))
		k.b.count = 0;
	if (value_parse(&v->tx, v->p, v->viewer.org, &person, str_trim(pair_of(&v->form, "person")),
	                "person", &who) &&
	    who.is == VAL_INT)
		k.b.person = who.i;
	if (!v->r.n_refused && visit_write(v, reserve, &k))
		answer_block(v, k.b.id,
		             arena_fmt(v->arena, "已预留：%.*s。", P(span_text(v, &k.b))));
	else
		answer_no(v);
}

/* /numbers/{block}/return */
void numbers_return_post(struct visit *v)
{
	struct asking k = { .v = v, .who = visit_actor(v), .reason = pair_of(&v->form, "reason") };

	if (!str_int(v->seg[0], &k.b.id)) {
		visit_missing(v);
		return;
	}
	if (!token_may_number(v, block_series(v, k.b.id)))
		return;
	if (visit_write(v, give_back, &k))
		answer_block(v, k.b.id, S("已收回，没有用的号作废。"));
	else
		answer_no(v);
}
