/*
 * take.c - the steps of a case: what is filled in, who takes it, and what is said
 */
#include "run.h"

const struct cast cast[] = {
	{ "officer", "officer", OFFICER },
	{ "officer2", "officer2", OFFICER },
	{ "officer3", "officer3", OFFICER },
	{ "clerk", "clerk", CLERK },
	{ "chief", "chief", CHIEF | OFFICER },
	{ "reviewer", "reviewer", REVIEWER | LEGAL },
	{ "legal", "legal", LEGAL },
	{ "head", "head", HEAD },
	{ "deputy", "deputy", DEPUTY },
	{ "leader", "leader", LEADER },
	{ "secretary", "secretary", SECRETARY },
	{ "disclosure_head", "disclosure_head", DISCLOSURE_HEAD },
	{ "system", NULL, SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY },
	{ "outside", NULL, OUTSIDE },
	{ "operator", NULL, OPERATOR | OUTSIDE },
	{ "superior", NULL, SUPERIOR | OUTSIDE },
	{ "ministry", NULL, MINISTRY | OUTSIDE },
};
const size_t n_cast = sizeof cast / sizeof *cast;

static bool is_indented(struct str line)
{
	return str_starts(line, S("    ")) || str_starts(line, S("\t\t"));
}

/* --- values ----------------------------------------------------------------------------------- */

/* @name becomes an id; sets of names too. */
struct str value_text(struct run *run, struct str v)
{
	struct str rest = str_trim(v), item, out = S("");

	if (str_is(rest, "—"))
		return S("");
	if (!str_starts(rest, S("@")))
		return rest;
	while (str_set_item(&rest, &item)) {
		struct name *n = name_of(run, str_from(item, 1));
		if (!n)
			fail(run, "没有这个名字：%.*s", P(item));
		out = arena_fmt(&run->a, "%.*s%s%lld", P(out), out.n ? ";" : "",
		                (long long)(n ? n->id : 0));
	}
	return out;
}

static void add_row(struct run *run, struct entry *e, struct str text)
{
	struct entry_row *rows = arena_array(&run->a, struct entry_row, e->n_rows + 1), *row;
	struct str rest = text, item;

	if (e->n_rows)
		memcpy(rows, e->rows, e->n_rows * sizeof *rows);
	e->rows = rows;
	row = &rows[e->n_rows++];
	row->cells = arena_array(&run->a, struct entry, 32);
	while (str_item(&rest, &item)) {
		struct str key, value;
		int64_t n;
		if (!str_cut(item, ':', &key, &value))
			fail(run, "行里应当是 列: 值 —— %.*s", P(item));
		else if (str_is(str_trim(key), "n") && str_int(str_trim(value), &n))
			row->n = n;
		else
			row->cells[row->n_cells++] = (struct entry){
				.key = str_trim(key), .text = value_text(run, value)
			};
	}
}

/* `field = value`, `field + col: value, …`, `field += …` */
static void add_entry(struct run *run, struct entry *list, size_t *n, struct str line)
{
	struct str rest = line, key = word(&rest), op = word(&rest);

	if (str_is(op, "=")) {
		list[(*n)++] = (struct entry){ .key = key, .text = value_text(run, rest) };
		return;
	}
	if (!str_is(op, "+") && !str_is(op, "+=")) {
		fail(run, "看不懂：%.*s", P(line));
		return;
	}
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].key, key)) {
			add_row(run, &list[i], rest);
			return;
		}
	list[*n] = (struct entry){ .key = key, .rowed = true, .add = str_is(op, "+=") };
	add_row(run, &list[(*n)++], rest);
}

/* --- who -------------------------------------------------------------------------------------- */

static bool actor_of(struct run *run, struct str who, struct actor *ret)
{
	struct name *clerk = name_of(run, S("clerk")), *n;

	*ret = (struct actor){ .org = 1,
		               .origin = "test",
		               .when = INSTANT_NONE,
		               .entered_by = clerk ? clerk->id : 0,
		               .entry_roles = CLERK };
	if (str_starts(who, S("@"))) {
		if (!(n = name_of(run, str_from(who, 1))))
			return false;
		ret->done_by = n->id;
		ret->roles = STAFF | LEGAL | REVIEWER;
		return true;
	}
	for (size_t i = 0; i < n_cast; i++)
		if (str_is(who, cast[i].who)) {
			n = cast[i].person ? name_of(run, str_of(cast[i].person)) : NULL;
			ret->roles = cast[i].roles | (cast[i].roles & OUTSIDE ? CLERK : 0);
			ret->done_by = n ? n->id : 0;
			return true;
		}
	return false;
}

/* --- steps ------------------------------------------------------------------------------------ */

struct call {
	struct run *run;
	const struct actor *who;
	const struct table *t;
	int64_t id;
	struct str verb;
	struct day day;
	struct entry *e;
	size_t n;
	int64_t ret_id;
};

static bool do_step(struct tx *tx, void *arg)
{
	struct call *c = arg;

	return step_take(tx, &c->run->p, c->who, c->t, c->id, c->verb, c->day, c->e, c->n,
	                 &c->ret_id);
}

static bool told(const struct run *run, struct str words, bool warning)
{
	for (size_t i = 0; i < run->r.n; i++) {
		const struct refusal *x = &run->r.list[i];
		if (x->warning == warning &&
		    (str_has(x->say, words) || str_has(x->why, words) || str_has(x->basis, words) ||
		     str_has(x->field, words) || str_has(x->way, words)))
			return true;
	}
	return false;
}

static void judge_line(struct run *run, struct str head, struct str words)
{
	bool warning = !str_is(head, "refused"), quiet = str_is(head, "quiet");

	if (told(run, words, warning) != quiet)
		return;
	run->at++;
	fail(run, quiet ? "不应当说“%.*s”：" : "没有说“%.*s”，而是：", P(words));
	print_refusals(run);
	run->at--;
}

static bool is_verdict(struct str head)
{
	return str_is(head, "refused") || str_is(head, "warned") || str_is(head, "quiet");
}

/* The lines `refused …`, `warned …` and `quiet …` after a step. */
static void judge(struct run *run, bool ok)
{
	bool expects_refusal = false;
	size_t at = run->at;

	for (; run->at + 1 < run->n_lines; run->at++) {
		struct str line = str_trim(run->lines[run->at + 1]), rest = line,
			   head = word(&rest);
		if (!is_verdict(head))
			break;
		expects_refusal |= str_is(head, "refused");
		judge_line(run, head, rest);
	}
	if (ok && expects_refusal) {
		size_t now = run->at;
		run->at = at;
		fail(run, "应当被拒绝，却办成了");
		run->at = now;
	}
	if (!ok && !expects_refusal) {
		size_t now = run->at;
		run->at = at;
		fail(run, "没有办成：");
		print_refusals(run);
		run->at = now;
	}
}

void step_line(struct run *run, struct day day, struct str rest)
{
	struct str who = word(&rest), verb = word(&rest), what = word(&rest), as = word(&rest),
		   name = word(&rest);
	struct entry *list = arena_array(&run->a, struct entry, 64);
	size_t n = 0;
	struct actor actor;
	struct call c = { .run = run, .who = &actor, .verb = verb, .day = day, .e = list };
	struct name *record = name_of(run, what);
	bool ok;

	while (run->at + 1 < run->n_lines && is_indented(run->lines[run->at + 1]) &&
	       str_trim(run->lines[run->at + 1]).n) {
		struct str line = str_trim(run->lines[run->at + 1]), first = line,
			   head = word(&first);
		if (is_verdict(head))
			break;
		run->at++;
		add_entry(run, list, &n, line);
	}
	c.n = n;
	c.t = record ? record->t : table_of(&run->p, what);
	c.id = record ? record->id : 0;
	if (str_is(as, "as")) {
		c.t = table_of(&run->p, what);
		c.id = 0;
	}
	if (!c.t || !actor_of(run, who, &actor)) {
		fail(run, "没有这个台账、记录或者人：%.*s %.*s", P(who), P(what));
		return;
	}
	if (!run->fixed_today)
		run->world.today = day;
	refusals_init(&run->r, &run->a);
	ok = tx_run(run->db, &run->world, &run->a, &run->r, do_step, &c);
	judge(run, ok);
	if (ok && str_is(as, "as"))
		name_add(run, name, c.t, c.ret_id);
}
