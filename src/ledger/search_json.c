/*
 * search_json.c - what was found, as JSON: the same from the page and from the command
 */
#include "base/json.h"
#include "ledger/search.h"

static const char *const ranks[] = {
	[RANK_NUMBER] = "number", [RANK_TITLE] = "title", [RANK_TEXT] = "text"
};

static void put_hit(struct json *j, const struct search_hit *h)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(h->t->l->key));
	json_key(j, "id");
	json_id(j, h->id);
	json_pair(j, "number", h->number);
	json_pair(j, "title", h->title);
	json_pair(j, "state", h->state);
	json_key(j, "on");
	json_day(j, h->on);
	json_pair(j, "rank", str_of(ranks[h->rank]));
	json_pair(j, "where", h->where);
	json_pair(j, "text", h->text);
	json_key(j, "void");
	json_bool(j, day_set(h->void_on));
	json_close(j, '}');
}

static void put_group(struct json *j, const struct search_group *g)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(g->t->l->key));
	json_pair(j, "label", str_of(g->t->l->label));
	json_key(j, "count");
	json_int(j, g->count);
	json_key(j, "more");
	json_bool(j, g->more);
	json_key(j, "hits");
	json_open(j, '[');
	for (size_t i = 0; i < g->n_hits; i++)
		put_hit(j, &g->hits[i]);
	json_close(j, ']');
	json_close(j, '}');
}

void search_json(struct json *j, struct str asked, const struct search_found *found)
{
	json_open(j, '{');
	json_pair(j, "query", asked);
	json_key(j, "words");
	json_open(j, '[');
	for (size_t i = 0; i < found->words.n; i++)
		json_str(j, found->words.list[i].text);
	json_close(j, ']');
	json_key(j, "groups");
	json_open(j, '[');
	for (size_t i = 0; i < found->n_groups; i++)
		put_group(j, &found->groups[i]);
	json_close(j, ']');
	json_pair(j, "next", found->next);
	json_close(j, '}');
}
