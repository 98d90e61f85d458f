/*
 * public_set.c - the double-publicity data set, filled from the records it is about
 *
 * Strategy.  The lane `publicity` says what is due and done, the record it shows has the content.
 * Each column is a row of a table: where its value comes from, and nothing of it is written in code
 * but the few ways a value is found.
 */
#include "base/ids.h"
#include "ledger/papers.h"
#include "report/public_set.h"

/* Where a value comes from. */
enum from {
	OF_PUBLICITY, /* a field of the lane                                                  */
	OF_OBJECT,    /* a field of the case or licence                                       */
	OF_PARTY,     /* a column of the party; personal ones are masked                      */
	OF_PENALTIES, /* the kinds of the party's penalties, or the sum of one kind           */
	OF_PAPER,     /* the number of the last paper of that kind                            */
	OF_BUREAU,    /* a field of the bureau                                                */
};

struct source {
	struct grid_column column;
	enum from from;
	const char *name;
};

/* clang-format off */

/* GAP: the national standard of both sets was not read; names and order are those in common use. */
static const struct source penalty[] = {
	{ { "party_name",   "行政相对人名称",       GRID_TEXT },  OF_PARTY,     "name" },
	{ { "party_kind",   "行政相对人类别",       GRID_TEXT },  OF_PARTY,     "kind" },
	{ { "party_code",   "统一社会信用代码",     GRID_TEXT },  OF_PARTY,     "code" },
	{ { "number",       "行政处罚决定书文号",   GRID_TEXT },  OF_PAPER,     "decision,spot" },
	{ { "breach",       "违法行为类型",         GRID_TEXT },  OF_OBJECT,    "power_item" },
	{ { "facts",        "违法事实",             GRID_TEXT },  OF_OBJECT,    "facts" },
	{ { "law",          "处罚依据",             GRID_TEXT },  OF_OBJECT,    "law" },
	{ { "kinds",        "处罚类别",             GRID_TEXT },  OF_PENALTIES, NULL },
	{ { "fine",         "罚款金额",             GRID_MONEY }, OF_PENALTIES, "fine" },
	{ { "gains",        "没收违法所得金额",     GRID_MONEY }, OF_PENALTIES, "confiscate_gains" },
	{ { "decided_on",   "处罚决定日期",         GRID_DAY },   OF_OBJECT,    "decided_on" },
	{ { "show_until",   "公示截止日期",         GRID_DAY },   OF_PUBLICITY, "show_due" },
	{ { "credit_class", "失信信息类别",         GRID_TEXT },  OF_PUBLICITY, "credit_class" },
	{ { "organ",        "处罚机关",             GRID_TEXT },  OF_BUREAU,    "name" },
	{ { "organ_code",   "处罚机关统一社会信用代码", GRID_TEXT }, OF_BUREAU, "uscc" },
	{ { "published_on", "公示日期",             GRID_DAY },   OF_PUBLICITY, "published_on" },
};

static const struct source licence[] = {
	{ { "party_name",   "行政相对人名称",       GRID_TEXT },  OF_OBJECT,    "applicant" },
	{ { "number",       "行政许可决定文书号",   GRID_TEXT },  OF_OBJECT,    "number" },
	{ { "item",         "许可类别",             GRID_TEXT },  OF_OBJECT,    "subject" },
	{ { "action",       "许可事项",             GRID_TEXT },  OF_OBJECT,    "action" },
	{ { "licence",      "许可证书编号",         GRID_TEXT },  OF_OBJECT,    "licence_number" },
	{ { "content",      "许可内容",             GRID_TEXT },  OF_OBJECT,    "matter" },
	{ { "decided_on",   "许可决定日期",         GRID_DAY },   OF_OBJECT,    "decided_on" },
	{ { "valid_until",  "有效期至",             GRID_DAY },   OF_OBJECT,    "valid_until" },
	{ { "organ",        "许可机关",             GRID_TEXT },  OF_BUREAU,    "name" },
	{ { "organ_code",   "许可机关统一社会信用代码", GRID_TEXT }, OF_BUREAU, "uscc" },
	{ { "published_on", "公示日期",             GRID_DAY },   OF_PUBLICITY, "published_on" },
};

static const struct data_set {
	const char *key, *label, *ledger;
	const struct source *sources; size_t n;
} sets[N_PUBLIC_SETS] = {
	[PUBLIC_PENALTY] = { "penalty", "行政处罚", "case", penalty, sizeof penalty / sizeof *penalty },
	[PUBLIC_LICENCE] = { "licence", "行政许可", "licence", licence, sizeof licence / sizeof *licence },
};

/* clang-format on */

const char *public_set_key(enum public_set_of of)
{
	return sets[of].key;
}

const char *public_set_label(enum public_set_of of)
{
	return sets[of].label;
}

bool public_set_named(struct str key, enum public_set_of *ret)
{
	for (int i = 0; i < N_PUBLIC_SETS; i++)
		if (str_is(key, sets[i].key)) {
			*ret = (enum public_set_of)i;
			return true;
		}
	return false;
}

/* --- one row ---------------------------------------------------------------------------------- */

struct filling {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct data_set *set;
	struct public_set *ret;
	struct record lane, object, bureau;
	const struct field *parties, *penalties;
	struct row *rows;
	size_t n_rows;           /* penalties                           */
	const struct row *party; /* NULL: the set has none                              */
	bool citizen;
};

static struct val party_cell(struct filling *k, const char *name)
{
	const struct field *f = row_field(k->parties, str_of(name));
	struct val v = k->party->v[f - k->parties->rows];

	if (v.is != VAL_TEXT || !v.s.n)
		return NULL_VAL;
	if (f->kind == PICK)
		return VAL(field_text(k->tx, k->p, f, v, k->v->org));
	if (!k->citizen || !(f->flags & PERSONAL))
		return v;
	return str_is(str_of(name), "name") ? VAL(name_mask(k->tx->arena, v.s)) : NULL_VAL;
}

static int64_t int_at(const struct field *rows, const struct row *row, const char *column)
{
	const struct field *f = row_field(rows, str_of(column));
	struct val v = f ? row->v[f - rows->rows] : NULL_VAL;

	return v.is == VAL_INT ? v.i : 0;
}

/* Kinds of what was imposed on the party, or the sum of one kind. */
static struct val penalties_cell(struct filling *k, const char *kind)
{
	const struct field *f = row_field(k->penalties, S("kind"));
	struct str kinds = S("");
	int64_t sum = 0;

	for (size_t i = 0; i < k->n_rows; i++) {
		struct val is = k->rows[i].v[f - k->penalties->rows];
		if (int_at(k->penalties, &k->rows[i], "party") != k->party->n || is.is != VAL_TEXT)
			continue;
		if (kind && str_is(is.s, kind))
			sum += int_at(k->penalties, &k->rows[i], "amount");
		kinds = arena_fmt(k->tx->arena, "%.*s%s%.*s", P(kinds), kinds.n ? "；" : "",
		                  P(field_text(k->tx, k->p, f, is, k->v->org)));
	}
	return kind ? VAL(sum) : VAL(kinds);
}

static struct val paper_cell(struct filling *k, const char *kinds)
{
	struct paper_order *list;
	size_t n = record_papers(k->tx, k->object.t, k->v->org, k->object.id, &list);
	struct str number = S("");

	for (size_t i = 0; i < n; i++)
		if (!day_set(list[i].void_on) && list[i].number.n &&
		    str_index(kinds, list[i].paper) >= 0)
			number = list[i].number;
	return number.n ? VAL(number) : VAL(record_text(&k->object, S("number")));
}

static struct val record_cell(struct filling *k, const struct record *r, const char *name)
{
	const struct column *c = column_of(r->t, str_of(name));
	struct val v = c ? record_val(r, c->key) : NULL_VAL;

	if (!c || val_unset(v))
		return NULL_VAL;
	return c->kind == PICK || c->kind == REF ? VAL(column_text(k->tx, k->p, c, v, k->v->org))
	                                         : v;
}

static struct val cell(struct filling *k, const struct source *s)
{
	switch (s->from) {
	case OF_PARTY: return party_cell(k, s->name);
	case OF_PENALTIES: return penalties_cell(k, s->name);
	case OF_PAPER: return paper_cell(k, s->name);
	case OF_PUBLICITY: return record_cell(k, &k->lane, s->name);
	case OF_BUREAU: return k->bureau.id ? record_cell(k, &k->bureau, s->name) : NULL_VAL;
	default: return record_cell(k, &k->object, s->name);
	}
}

static void put_row(struct filling *k)
{
	struct val *row = grid_row(&k->ret->grid);

	for (size_t i = 0; i < k->set->n; i++)
		row[i] = cell(k, &k->set->sources[i]);
}

static bool is_text(const struct filling *k, const char *column, const char *text)
{
	const struct field *f = row_field(k->parties, str_of(column));
	struct val v = f ? k->party->v[f - k->parties->rows] : NULL_VAL;

	return v.is == VAL_TEXT && str_is(v.s, text);
}

static bool is_penalised(const struct filling *k)
{
	for (size_t i = 0; i < k->n_rows; i++)
		if (int_at(k->penalties, &k->rows[i], "party") == k->party->n)
			return true;
	return false;
}

/* By the birth date on the day of the act; where it is not known, by the age that was noted. */
static bool is_minor(struct filling *k)
{
	const struct term *adult = term_on(k->p->law, S("age-bands-adult"), DAY_NONE);
	int64_t born = int_at(k->parties, k->party, "born_on");
	struct day act = record_day(&k->object, S("act_on"));

	if (!born)
		return is_text(k, "age_band", "under_14") || is_text(k, "age_band", "under_18");
	if (!day_set(act))
		act = record_day(&k->object, S("decided_on"));
	return adult &&
	       act.n <= day_add_months((struct day){ (int32_t)born }, (int)adult->n * 12).n;
}

/* A row for each party on whom something was imposed; minors are in no public list. */
static void put_parties(struct filling *k)
{
	struct row *parties;
	size_t n = record_rows(k->tx, &k->object, k->parties, &parties);

	k->n_rows = record_rows(k->tx, &k->object, k->penalties, &k->rows);
	for (size_t i = 0; i < n; i++) {
		k->party = &parties[i];
		k->citizen = is_text(k, "kind", "citizen");
		if (!is_penalised(k))
			continue;
		if (is_minor(k))
			k->ret->minors++;
		else
			put_row(k);
	}
}

/* Of a decision that was annulled and made anew only the lane of its own day is of the set. */
static void put_object(struct filling *k)
{
	k->parties = field_of(k->object.t->l, S("parties"));
	k->penalties = field_of(k->object.t->l, S("penalties"));
	k->party = NULL;
	if (record_day(&k->object, S("decided_on")).n != record_day(&k->lane, S("decided_on")).n)
		return;
	if (k->parties)
		put_parties(k);
	else
		put_row(k);
}

/* --- all of them ------------------------------------------------------------------------------ */

static size_t lanes_of(struct filling *k, const struct table *t, const struct period *d,
                       int64_t **ret)
{
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t id;
	size_t n = 0, cap = 0;

	writer_init(&w, t->program, k->tx->arena, str_of(t->l->key));
	put(&w, "SELECT m.id FROM \"publicity\" m WHERE m.org = $1 AND m.void_on IS NULL"
	        " AND m.state IN ('due', 'published') AND m.decided_on >= ");
	put_val(&w, VAL(d->from));
	put(&w, " AND m.decided_on <= ");
	put_val(&w, VAL(d->cutoff));
	put(&w, " AND ");
	put_may(&w, t, k->v, true);
	put(&w, " ORDER BY m.decided_on, m.id");
	q = writer_query(&w);
	rows = db_query_v(k->tx, stmt_text(k->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(k->tx, k->p, &q, k->v));
	*ret = NULL;
	while (db_row(&rows, &id)) {
		arena_grow(k->tx->arena, *ret, n, cap);
		(*ret)[n++] = id;
	}
	return n;
}

static void bureau_load(struct filling *k)
{
	static const struct stmt sql = {
		"SELECT id FROM \"org\" WHERE org = $1 AND kind = 'bureau' AND void_on IS NULL ORDER BY id LIMIT 1",
		NULL
	};
	const struct table *t = table_of(k->p, S("org"));
	int64_t id = 0;

	if (t && db_one(k->tx, &sql, VALS(k->v->org), &id))
		record_load(k->tx, t, k->v->org, id, &k->bureau);
}

static void put_lane(struct filling *k, const struct table *lanes, int64_t id)
{
	const struct table *t = table_of(k->p, str_of(k->set->ledger));
	int64_t object;

	if (!record_load(k->tx, lanes, k->v->org, id, &k->lane))
		return;
	object = record_int(&k->lane, S("object"));
	if (!t || !record_load(k->tx, t, k->v->org, object, &k->object))
		return;
	if (may_view(k->tx, k->p, k->v, t, object))
		put_object(k);
	else
		k->ret->hidden++;
}

bool public_set(struct tx *tx, const struct program *p, const struct viewer *v,
                enum public_set_of of, const struct period *d, struct public_set *ret)
{
	struct filling k = { .tx = tx, .p = p, .v = v, .set = &sets[of], .ret = ret };
	const struct table *lanes = table_of(p, S("publicity"));
	struct grid_column *columns = arena_array(tx->arena, struct grid_column, sets[of].n);
	int64_t *ids;
	size_t n;

	*ret = (struct public_set){ 0 };
	for (size_t i = 0; i < sets[of].n; i++)
		columns[i] = sets[of].sources[i].column;
	grid_init(&ret->grid, tx->arena, str_of(sets[of].label), columns, sets[of].n);
	bureau_load(&k);
	n = lanes ? lanes_of(&k, lanes, d, &ids) : 0;
	for (size_t i = 0; i < n; i++)
		put_lane(&k, lanes, ids[i]);
	return !tx->r->fault;
}
