/*
 * import_known.c - what a row says about its steps: with which it begins, which days are known
 */
#include <string.h>

#include "ledger/import_inner.h"
#include "ledger/verbs.h"
#include "ledger/ways.h"

static bool given(const struct im *im, const struct im_row *row, const struct field *f)
{
	if (f->kind != ROWS)
		return im_cell(&im->main, row, f).n != 0;
	for (size_t i = 0; i < im->n_subs; i++)
		if (im->subs[i].rows == f && im->subs[i].first &&
		    im->subs[i].first[row - im->main.list] >= 0)
			return true;
	return false;
}

static int score(const struct im *im, const struct im_row *row, const struct step *s)
{
	struct str rest = str_of(s->fill), item, state = im_cell_is(&im->main, row, IM_STATE);
	const struct step *way[MAX_STATES];
	bool column;
	int n = 0, to = state.n ? state_index(im->t->l, state) : -1;

	while (str_item(&rest, &item)) {
		bool may = item.p[item.n - 1] == '?';
		const struct field *f = field_of(im->t->l, (struct str){ item.p, item.n - may });
		if (f && given(im, row, f))
			n += 2;
		else if (f && !may)
			n -= 3;
	}
	if (im_step_cell(&im->main, row, s, IM_ON, &column).n)
		n += 100;
	if (to >= 0 && s->to != SAME && way_to_state(im->t->l, s->to, to, way, MAX_STATES) >= 0)
		n += 50;
	return s->by == ENGINE ? n - 1000 : n;
}

const struct step *im_begin_step(const struct im *im, const struct im_row *row)
{
	const struct ledger *l = im->t->l;
	const struct step *best = NULL;
	int most = 0;

	for (size_t i = 0; i < l->n_steps; i++)
		if (l->steps[i].from == NEW) {
			int n = score(im, row, &l->steps[i]);
			if (!best || n > most) {
				best = &l->steps[i];
				most = n;
			}
		}
	return best;
}

static struct day day_in(const struct im *im, const struct im_row *row, const char *key)
{
	const struct field *f = key ? field_of(im->t->l, str_of(key)) : NULL;
	struct str text = f ? im_cell(&im->main, row, f) : S("");
	struct instant at;
	struct day d;

	if (text.n && day_parse(text, &d))
		return d;
	return text.n && instant_parse(text, &at) ? instant_day(at) : DAY_NONE;
}

static bool begin_fills(const struct step *begin, const char *key)
{
	bool may;

	return begin->fill && fill_has(begin->fill, str_of(key), &may);
}

/* The day of a step as its row says: `<verb>_on`, else the field of its day or instant. */
static struct day known_day(const struct im *im, const struct im_row *row, const struct step *s)
{
	bool column;
	struct str text = im_step_cell(&im->main, row, s, IM_ON, &column);
	const char *keys[2] = { s->day, s->time };
	struct day d;
	struct str own = arena_fmt(im->a, "%s_on", s->verb);
	const struct field *same = field_of(im->t->l, own);

	if (column)
		return text.n && day_parse(text, &d) ? d : DAY_NONE;
	if (same && !s->day && !begin_fills(row->begin, same->key))
		return day_in(im, row, same->key);
	for (int i = 0; i < 2; i++)
		if (keys[i] && (s == row->begin || !begin_fills(row->begin, keys[i])) &&
		    day_set(d = day_in(im, row, keys[i])))
			return d;
	return DAY_NONE;
}

static struct im_known *same_field(struct im_known *list, size_t n, const struct step *s,
                                   struct day d)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].day.n == d.n && s->day && list[i].any[0]->day &&
		    !strcmp(s->day, list[i].any[0]->day))
			return &list[i];
	return NULL;
}

size_t im_known_steps(const struct im *im, const struct im_row *row, struct im_known *list,
                      size_t room)
{
	const struct ledger *l = im->t->l;
	size_t n = 0;
	bool column;

	for (size_t i = 0; i < l->n_steps; i++) {
		const struct step *s = &l->steps[i];
		struct day d = s->from == NEW ? DAY_NONE : known_day(im, row, s);
		struct im_known *shared;
		size_t at = n;
		if (!day_set(d))
			continue;
		im_step_cell(&im->main, row, s, IM_ON, &column);
		shared = column ? NULL : same_field(list, n, s, d);
		if (shared && shared->n < 8) {
			shared->any[shared->n++] = s;
			continue;
		}
		if (n == room)
			return n;
		for (; at > 0 && list[at - 1].day.n > d.n; at--)
			list[at] = list[at - 1];
		list[at] = (struct im_known){ .day = d, .any = { s }, .n = 1 };
		n++;
	}
	return n;
}

struct day im_begin_day(const struct im *im, const struct im_row *row)
{
	struct str begun = im_cell_is(&im->main, row, IM_BEGUN);
	struct im_known list[IM_MOST_STEPS];
	struct day d = known_day(im, row, row->begin);

	if (day_set(d))
		return d;
	if (begun.n && day_parse(begun, &d))
		return d;
	return im_known_steps(im, row, list, IM_MOST_STEPS) ? list[0].day : DAY_NONE;
}
