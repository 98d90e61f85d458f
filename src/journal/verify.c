/*
 * verify.c - entries, nodes and heads against each other
 *
 * Strategy.  The tree is computed twice in one walk: leaves are compared with the nodes of level 0,
 * so that an edited entry is named by its position, and the tree above is computed from the leaves
 * as they are, so that roots speak for the entries and not for the nodes.
 */
#include <string.h>

#include "journal/verify.h"

enum { COUNT_NODES, LAST_HEAD, STRAYS, PERSONAL_STRAYS, NODE_STRAYS, HEAD_STRAYS, DEMO, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[COUNT_NODES] = { "SELECT COUNT(*) FROM journal_nodes WHERE org = $1", NULL },
	[LAST_HEAD]   = { "SELECT COALESCE(MAX(headed), 0) FROM journal_tree WHERE org = $1", NULL },
	[STRAYS]      = { "SELECT COUNT(*) FROM journal WHERE org NOT IN (SELECT org FROM journal_head)", "what belongs to no org" },
	[PERSONAL_STRAYS] = { "SELECT COUNT(*) FROM journal_personal p WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.org = p.org AND j.position = p.position)", "what belongs to no org" },
	[NODE_STRAYS] = { "SELECT COUNT(*) FROM journal_nodes WHERE org NOT IN (SELECT org FROM journal_tree)", "what belongs to no org" },
	[HEAD_STRAYS] = { "SELECT COUNT(*) FROM journal_heads WHERE org NOT IN (SELECT org FROM journal_tree)", "what belongs to no org" },
	[DEMO]        = { "SELECT COUNT(*) FROM meta WHERE key = 'demo'", "meta is of the whole database" },
};
/* clang-format on */

struct walk {
	struct verifying *v;
	struct tree t;
	struct stored where;
	struct instant last;
	int64_t at;       /* the position seen last                                      */
	int64_t covered;  /* entries that stored nodes cover                             */
	bool fixed;       /* a demo: its clock goes as the story does                    */
	struct head next; /* the next head kept                                         */
	bool has_next;
	size_t next_held;
	int64_t headed; /* size of the last head seen                                   */
};

void verify_found(struct verifying *v, struct finding_at f)
{
	f.org = v->org;
	v->n_found++;
	if (v->found)
		v->found(v->arg, &f);
}

bool verify_goes_on(struct verifying *v)
{
	v->stopped |= v->go && !v->go(v->arg, v->entries + v->records);
	return !v->stopped && !v->tx->r->fault;
}

static void say(struct walk *w, int64_t position, struct str text)
{
	verify_found(w->v, (struct finding_at){ .position = position, .say = text });
}

#define fmt(w, ...) arena_fmt((w)->v->tx->arena, __VA_ARGS__)

/* --- nodes ------------------------------------------------------------------------------------ */

static bool node_check(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	struct walk *w = arg;
	unsigned char kept[SM3_SIZE];
	int64_t first = (at << level) + 1, last = (at + 1) << level;

	if (last > w->covered)
		return true;
	w->v->nodes++;
	if (!stored_node(&w->where, level, at, kept))
		say(w, last,
		    fmt(w, "日志树缺少第%lld条至第%lld条的结点。", (long long)first,
		        (long long)last));
	else if (memcmp(kept, hash, SM3_SIZE) && level == 0)
		say(w, last, fmt(w, "第%lld条日志与日志树不符，内容被改动过。", (long long)last));
	else if (memcmp(kept, hash, SM3_SIZE))
		say(w, last,
		    fmt(w, "日志树第%lld条至第%lld条的结点与日志不符。", (long long)first,
		        (long long)last));
	return true;
}

/* --- heads ------------------------------------------------------------------------------------ */

static void head_check(struct walk *w, const struct head *h, const char *whose)
{
	unsigned char root[SM3_SIZE], said[SM3_SIZE];

	tree_root(&w->t, root);
	w->v->heads++;
	if (!head_signed(h) || !key_known(w->v->tx, h->org, h->key))
		say(w, h->size, fmt(w, "%s第%lld条的签名不成立。", whose, (long long)h->size));
	if (h->org != w->v->org || !hash_read(h->root, said) || memcmp(root, said, SM3_SIZE))
		say(w, h->size,
		    fmt(w, "前%lld条日志与%s不符，其中有改动、删除、插入或者换位。",
		        (long long)h->size, whose));
}

static void heads_reached(struct walk *w)
{
	struct verifying *v = w->v;

	while (w->next_held < v->n_held && v->held[w->next_held].size == w->t.size)
		head_check(w, &v->held[w->next_held++], "在别处保存的日志头");
	if (!w->has_next || w->next.size != w->t.size)
		return;
	if (w->next.before != w->headed)
		say(w, w->next.size,
		    fmt(w, "第%lld条的日志头之前少了日志头。", (long long)w->next.size));
	w->headed = w->next.size;
	head_check(w, &w->next, "日志头");
	w->has_next = head_next(v->tx, v->org, w->t.size, &w->next);
}

/* Heads that speak of more entries than there are. */
static void heads_beyond(struct walk *w)
{
	struct verifying *v = w->v;

	for (; w->next_held < v->n_held; w->next_held++)
		say(w, v->held[w->next_held].size,
		    fmt(w, "在别处保存的日志头有%lld条，现在只有%lld条：日志被截断或者回退。",
		        (long long)v->held[w->next_held].size, (long long)w->at));
	if (w->has_next)
		say(w, w->next.size,
		    fmt(w, "日志头有%lld条，现在只有%lld条：日志被截断。", (long long)w->next.size,
		        (long long)w->at));
}

/* --- entries ---------------------------------------------------------------------------------- */

/* The leaves that are missing are taken from the nodes, so that what follows can still be checked. */
static void gap(struct walk *w, int64_t position)
{
	unsigned char leaf[SM3_SIZE];

	say(w, w->at + 1,
	    fmt(w, "缺少第%lld条至第%lld条日志。", (long long)w->at + 1, (long long)position - 1));
	while (w->at + 1 < position) {
		if (!stored_node(&w->where, 0, w->at, leaf))
			sm3_of(S("missing"), leaf);
		tree_add(&w->t, leaf, NULL, NULL);
		w->at++;
		heads_reached(w);
	}
}

static void entry_check(struct walk *w, const struct journal_row *e)
{
	int64_t position = j_int(e, J_POSITION);
	struct instant at = { e->v[J_AT].is == VAL_INT ? e->v[J_AT].i : INT64_MIN };
	unsigned char leaf[SM3_SIZE];

	if (position > w->at + 1 && position - w->at < INT64_C(1000000))
		gap(w, position);
	if (position != w->at + 1)
		say(w, position, fmt(w, "第%lld条日志不在它的位置上。", (long long)position));
	w->at = position;
	if (!w->fixed && w->v->entries && at.us < w->last.us)
		say(w, position, fmt(w, "第%lld条日志的时间早于前一条。", (long long)position));
	w->last = at;
	w->v->entries++;
	w->v->bytes += (int64_t)e->v[J_BODY].s.n;
	journal_leaf_hash(e, leaf);
	tree_add(&w->t, leaf, node_check, w);
	heads_reached(w);
}

static int64_t count(struct walk *w, int st)
{
	int64_t n = 0;

	db_one(w->v->tx, &sql[st], VALS(w->v->org), &n);
	return n;
}

static void ends_check(struct walk *w)
{
	int64_t head = journal_size(w->v->tx, w->v->org);

	if (head != w->at)
		say(w, 0,
		    fmt(w, "日志号记到第%lld条，最后一条是第%lld条：日志被截断或者插入。",
		        (long long)head, (long long)w->at));
	if (w->covered > w->at)
		say(w, 0,
		    fmt(w, "日志树有%lld条，现在只有%lld条：日志被截断。", (long long)w->covered,
		        (long long)w->at));
	if (count(w, COUNT_NODES) != tree_nodes(w->covered))
		say(w, 0, S("日志树的结点数与它的条数不符，结点被删除或者插入。"));
	if (count(w, LAST_HEAD) != w->headed)
		say(w, 0, S("最后的日志头被删除。"));
	heads_beyond(w);
}

void journal_verify(struct verifying *v)
{
	struct walk w = { .v = v, .where = { v->tx, v->org } };
	struct journal_row *rows;
	struct arena_mark mark;
	int64_t demo = 0;
	bool asked;
	size_t n;

	w.covered = tree_size(v->tx, v->org);
	db_one(v->tx, &sql[DEMO], VALS(), &demo);
	w.fixed = demo || day_set(v->tx->world->today);
	w.has_next = head_next(v->tx, v->org, -1, &w.next);
	heads_reached(&w);
	mark = arena_mark(v->tx->arena);
	do {
		n = journal_rows(v->tx, v->org, w.at, &rows);
		for (size_t i = 0; i < n && !v->tx->r->fault; i++)
			entry_check(&w, &rows[i]);
		arena_rewind(v->tx->arena, mark); /* and with it the text of the next head   */
		w.has_next = head_next(v->tx, v->org, w.t.size, &w.next);
	} while (verify_goes_on(v) && n == JOURNAL_BATCH);
	if (v->stopped)
		return;
	ends_check(&w);
	if (!keys_sound(v->tx, v->org, &asked))
		say(&w, 0, S("签名密钥少了，打不开，或者与公钥不成对：密钥被换过。"));
}

void journal_strays(struct verifying *v)
{
	static const struct {
		int st;
		const char *table;
	} list[] = {
		{ STRAYS, "journal" },
		{ PERSONAL_STRAYS, "journal_personal" },
		{ NODE_STRAYS, "journal_nodes" },
		{ HEAD_STRAYS, "journal_heads" },
	};

	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		int64_t n = 0;
		db_one(v->tx, &sql[list[i].st], VALS(), &n);
		if (n)
			verify_found(v, (struct finding_at){
						.ledger = str_of(list[i].table),
						.say = arena_fmt(v->tx->arena,
			                                         "%s 有%lld行不属于任何日志。",
			                                         list[i].table, (long long)n) });
	}
}
