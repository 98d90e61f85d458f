/*
 * search_hit.c - a record that was found: proved on what the viewer reads, and made ready to be shown
 */
#include "base/terms.h"
#include "ledger/list.h"
#include "ledger/search_inner.h"

enum { EXCERPT = 48 };

/* --- roles that see only a part -------------------------------------------------------------- */

bool sees_part(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if ((f->kind == TEXT || f->kind == ROWS) && !(f->flags & SECRET) &&
		    !may_see(t, roles, f))
			return true;
	}
	return false;
}

static bool holds(const struct asking *k, int64_t id)
{
	struct arena_mark mark = arena_mark(k->tx->arena);
	struct record r;
	struct buf body;
	bool in = false;

	buf_init(&body, SEARCH_BODY + (1 << 14));
	if (record_load(k->tx, k->t, k->ask->viewer.org, id, &r)) {
		search_body(k->tx, k->p, &k->ask->viewer, &r, &body);
		in = words_in(k->words, buf_str(&body));
	}
	buf_drop(&body);
	arena_rewind(k->tx->arena, mark);
	return in;
}

size_t proved(const struct asking *k, int64_t *ids, size_t n, size_t most)
{
	size_t kept = 0;

	for (size_t i = 0; i < n && kept < most; i++)
		if (holds(k, ids[i]))
			ids[kept++] = ids[i];
	return kept;
}

/* --- a hit ----------------------------------------------------------------------------------- */

/* Some characters around the first word of a long text. */
static struct str excerpt(const struct asking *k, struct str text)
{
	struct part *parts;
	size_t n = words_mark(k->tx->arena, k->words, text, &parts), from = 0, to = 0, chars = 0;
	bool cut;

	for (size_t i = 0; i < n && !parts[i].marked; i++)
		from = (size_t)(parts[i].text.p - text.p) + parts[i].text.n;
	if (from >= text.n)
		from = 0;
	while (from && chars < EXCERPT / 3) {
		from--;
		chars += ((unsigned char)text.p[from] & 0xc0) != 0x80;
	}
	for (to = from, chars = 0; to < text.n && chars < EXCERPT; chars++)
		to += char_bytes(str_from(text, to));
	cut = to < text.n;
	return arena_fmt(k->tx->arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), text.p + from,
	                 cut ? "…" : "");
}

void hit_add(const struct asking *k, struct search_group *g, int64_t id, enum search_rank rank)
{
	struct search_hit *h = &g->hits[g->n_hits];
	struct record r;
	int state;

	for (size_t i = 0; i < g->n_hits; i++)
		if (g->hits[i].id == id)
			return;
	if (!record_load(k->tx, k->t, k->ask->viewer.org, id, &r))
		return;
	state = state_index(k->t->l, record_text(&r, S("state")));
	*h = (struct search_hit){
		.t = k->t,
		.id = id,
		.rank = rank,
		.number = record_text(&r, S("number")),
		.title = title_seen(k->tx, k->p, &k->ask->viewer, &r, false),
		.state = state >= 0 ? str_of(k->t->l->states[state].label) : S(""),
		.on = record_day(&r, S("begun_on")),
		.void_on = record_day(&r, S("void_on")),
		.merged_on = record_day(&r, S("merged_on")),
	};
	if (search_where(k->tx, k->p, &k->ask->viewer, &r, k->words, &h->where, &h->text))
		h->text = h->where.n ? excerpt(k, h->text) : S("");
	g->n_hits++;
}
