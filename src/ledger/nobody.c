/*
 * nobody.c - records that wait for nobody
 *
 * Strategy.  The accounts of the bureau once, with their hats; for each ledger one statement that
 * groups what is open.  Groups are few, so each is asked of each hat.
 */
#include "access/accounts.h"
#include "ledger/list.h"
#include "ledger/may_inner.h"
#include "ledger/nobody.h"

enum { MOST_ACCOUNTS = 4000 };

/* clang-format off */
enum { ACCOUNTS, PARENT, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ACCOUNTS] = { "SELECT id FROM accounts WHERE org = $1 AND state <> 'closed' ORDER BY id" },
	[PARENT]   = { "SELECT COALESCE(s.parent, 0) FROM \"org\" s WHERE s.org = $1 AND s.id = $2", "the table of sections, not a record shown" },
};
/* clang-format on */

struct searching {
	struct tx *tx;
	const struct program *p;
	int64_t org;
	struct day today;
	struct account *people;
	size_t n_people;
};

static void load_people(struct searching *k)
{
	int64_t id, *ids = arena_array(k->tx->arena, int64_t, MOST_ACCOUNTS);
	struct rows q = db_query(k->tx, &sql[ACCOUNTS], k->org);
	size_t n = 0;

	while (db_row(&q, &id))
		if (n < MOST_ACCOUNTS)
			ids[n++] = id;
	k->people = arena_array(k->tx->arena, struct account, n + 1);
	for (size_t i = 0; i < n; i++)
		if (account_of(k->tx, k->org, ids[i], &k->people[k->n_people]))
			k->n_people++;
}

static bool moves_on(const struct step *s, int state)
{
	return s->to != SAME && s->from != ANY && s->from & IN(state);
}

/* Does ACCESS keep these roles to their own section?  Of whom it says nothing sees where he acts. */
static bool kept_to_section(const struct table *t, unsigned roles)
{
	bool kept = false;

	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (!grants(g, roles, "view") && !grants(g, roles, "list"))
			continue;
		if (g->scope != SECTION && g->scope != OWN)
			return false;
		kept = true;
	}
	return kept;
}

static bool hat_takes(const struct nobody *x, const struct hat *h, int64_t parent,
                      const struct step *s)
{
	unsigned roles = h->roles & s->by ? h->roles & s->by : h->roles;

	if (!may_take(s, h->roles))
		return false;
	return !x->section || !h->section || h->section == x->section || h->section == parent ||
	       !kept_to_section(x->t, roles);
}

static bool somebody(const struct searching *k, const struct nobody *x, int64_t parent,
                     const struct step *s)
{
	for (size_t i = 0; i < k->n_people; i++)
		for (size_t j = 0; j < k->people[i].n_hats; j++)
			if (hat_in_force(&k->people[i].hats[j], k->today) &&
			    hat_takes(x, &k->people[i].hats[j], parent, s))
				return true;
	return false;
}

/* *x gets the roles that could; true: none of them is there. */
static bool is_left(const struct searching *k, struct nobody *x)
{
	const struct ledger *l = x->t->l;
	int64_t parent = 0;

	if (x->section)
		db_one(k->tx, &sql[PARENT], VALS(k->org, x->section), &parent);
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct step *s = &l->steps[i];
		if (!moves_on(s, x->state) || !(s->by & ~(unsigned)ENGINE))
			continue;
		if (somebody(k, x, parent, s))
			return false;
		x->roles |= s->by & ~(unsigned)ENGINE;
	}
	return x->roles != 0;
}

static struct rows groups_of(const struct searching *k, const struct table *t)
{
	struct str text = arena_fmt(k->tx->arena,
	                            "SELECT state, COALESCE(in_section, 0), COUNT(*), MIN(id) FROM "
	                            "\"%s\" WHERE org = $1 GROUP BY 1, 2 ORDER BY 1, 2",
	                            t->l->key);

	return db_query(k->tx, stmt_intern(t->program, text), k->org);
}

size_t waits_for_nobody(struct tx *tx, const struct program *p, int64_t org, struct nobody **ret)
{
	struct searching k = { .tx = tx, .p = p, .org = org, .today = world_today(tx->world) };
	size_t n = 0, cap = 16, kept = 0;
	struct nobody *list = arena_array(tx->arena, struct nobody, cap);

	load_people(&k);
	for (size_t i = 0; i < p->n_tables; i++) {
		struct nobody x = { .t = &p->tables[i] };
		struct rows q = groups_of(&k, x.t);
		struct str state;
		while (db_row(&q, &state, &x.section, &x.n, &x.first)) {
			x.state = state_index(x.t->l, state);
			if (x.state < 0 || x.t->l->states[x.state].is == FINAL)
				continue;
			arena_grow(tx->arena, list, n, cap);
			list[n++] = x;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (is_left(&k, &list[i]))
			list[kept++] = list[i];
	*ret = list;
	return kept;
}

struct str nobody_text(struct tx *tx, const struct program *p, int64_t org, const struct nobody *x)
{
	const struct table *t = table_of(p, S("org"));
	struct str section = x->section && t ? title_of(tx, p, t, org, x->section) : S("全局");

	return arena_fmt(tx->arena, "%s“%s” %lld 件（%.*s，例如 %lld）：没有在岗的%.*s可以办理。",
	                 x->t->l->label, x->t->l->states[x->state].label, (long long)x->n,
	                 P(section), (long long)x->first, P(roles_text(tx->arena, x->roles)));
}
