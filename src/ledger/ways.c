/*
 * ways.c - breadth first over at most 32 states
 */
#include "ledger/ways.h"

bool step_from(const struct ledger *l, const struct step *s, int state)
{
	if (state < 0)
		return s->from == NEW;
	if (s->from == ANY)
		return l->states[state].is != FINAL;
	return (s->from & IN(state)) != 0;
}

struct search {
	int from_state[MAX_STATES]; /* -2: not reached                             */
	const struct step *by[MAX_STATES];
	int queue[MAX_STATES], n;
};

static bool is_edge(const struct ledger *l, const struct step *s, int state)
{
	return s->to != SAME && s->from != NEW && !(s->is & REOPENS) &&
	       l->states[state].is != FINAL && step_from(l, s, state);
}

static void spread(struct search *x, const struct ledger *l, int state)
{
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct step *s = &l->steps[i];
		if (!is_edge(l, s, state) || x->from_state[s->to] != -2)
			continue;
		x->from_state[s->to] = state;
		x->by[s->to] = s;
		x->queue[x->n++] = s->to;
	}
}

static int trace(const struct search *x, int start, int end, const struct step **ret_way, int room)
{
	int n = 0;

	for (int at = end; at != start; at = x->from_state[at])
		n++;
	if (n > room)
		return -1;
	for (int at = end, i = n; at != start; at = x->from_state[at])
		ret_way[--i] = x->by[at];
	return n;
}

static int way(const struct ledger *l, int state, const struct step *s, int to,
               const struct step **ret_way, int room)
{
	struct search x = { .n = 0 };

	for (int i = 0; i < MAX_STATES; i++)
		x.from_state[i] = -2;
	x.from_state[state] = -1;
	x.queue[x.n++] = state;
	for (int i = 0; i < x.n; i++) {
		int at = x.queue[i];
		if (s ? step_from(l, s, at) : at == to)
			return trace(&x, state, at, ret_way, room);
		spread(&x, l, at);
	}
	return -1;
}

int way_to_step(const struct ledger *l, int state, const struct step *s,
                const struct step **ret_way, int room)
{
	return way(l, state, s, -1, ret_way, room);
}

int way_to_state(const struct ledger *l, int state, int to, const struct step **ret_way, int room)
{
	return way(l, state, NULL, to, ret_way, room);
}
