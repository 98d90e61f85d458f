/*
 * law.c - terms, statutes and settings
 *
 * Versions of one term lie side by side, sorted by the day they come into force, so a version is
 * found by one binary search and a short walk.  A setting that is put in makes a new version and
 * a new array: a term that someone holds stays as it was.
 */
#include "law/law.h"
#include "base/fen.h"
#include "base/must.h"

/* Index of the first version of a term; n_terms when the id is unknown. */
static size_t first_version(const struct law *law, struct str id)
{
	size_t low = 0, high = law->n_terms;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(law->terms[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < law->n_terms && str_eq(law->terms[low].id, id) ? low : law->n_terms;
}

static bool in_force(struct day from, struct day to, struct day on)
{
	return (!day_set(from) || from.n <= on.n) && (!day_set(to) || to.n >= on.n);
}

const struct term *term_on(const struct law *law, struct str id, struct day on)
{
	const struct term *best = NULL, *newest = NULL;

	for (size_t i = first_version(law, id); i < law->n_terms; i++) {
		const struct term *t = &law->terms[i];

		if (!str_eq(t->id, id))
			break;
		newest = t;
		if (!day_set(on))
			continue;
		if (in_force(t->from, t->to, on)) {
			/* A later version wins, but not an empty one over a setting that fills it. */
			if (!best || !best->has_value || t->has_value)
				best = t;
		} else if (!best && day_set(t->from) && t->from.n > on.n) {
			return t; /* none is: the nearest to come */
		}
	}
	return best ? best : newest;
}

bool term_in_force(const struct term *t, struct day on)
{
	return !day_set(on) || in_force(t->from, t->to, on);
}

bool statute_known(const struct law *law, struct str name)
{
	for (size_t i = 0; i < law->n_statutes; i++)
		if (str_eq(law->statutes[i].name, name))
			return true;
	return false;
}

int statute_last_article(const struct law *law, struct str name, struct day on)
{
	const struct statute *best = NULL, *newest = NULL;

	for (size_t i = 0; i < law->n_statutes; i++) {
		const struct statute *s = &law->statutes[i];

		if (!str_eq(s->name, name))
			continue;
		if (!newest || newest->from.n <= s->from.n)
			newest = s;
		if (day_set(on) && in_force(s->from, s->to, on) &&
		    (!best || best->from.n <= s->from.n))
			best = s;
	}
	if (!best)
		best = newest;
	return best ? best->last_article : 0;
}

/* "n/d", "5%" or a whole number. */
static bool read_ratio(struct str s, int64_t *ret_n, int64_t *ret_d)
{
	struct str n, d;

	*ret_d = 1;
	if (str_ends(s, S("%"))) {
		*ret_d = 100;
		s.n--;
		return str_int(str_trim(s), ret_n);
	}
	if (!str_cut(s, '/', &n, &d))
		return str_int(s, ret_n);
	return str_int(str_trim(n), ret_n) && str_int(str_trim(d), ret_d) && *ret_d > 0;
}

static bool read_value(const struct term *t, struct str s, int64_t *ret_n, int64_t *ret_d)
{
	struct fen m;

	*ret_d = 1;
	switch (t->unit) {
	case UNIT_FEN:
		if (!fen_parse(s, &m))
			return false;
		*ret_n = m.n;
		break;
	case UNIT_TENTH:
		if (!tenth_parse(s, ret_n))
			return false;
		break;
	case UNIT_RATIO:
		if (!read_ratio(s, ret_n, ret_d))
			return false;
		break;
	default:
		if (!str_int(s, ret_n))
			return false;
	}
	return *ret_n >= 0;
}

/* The place of a new version, and the new array with room for it. */
static struct term *insert_version(struct law *law, const struct term *fresh)
{
	size_t at = first_version(law, fresh->id), n = law->n_terms;
	struct term *terms = arena_array(law->arena, struct term, n + 1);

	while (at < n && str_eq(law->terms[at].id, fresh->id) &&
	       law->terms[at].from.n < fresh->from.n)
		at++;
	for (size_t i = 0; i < at; i++)
		terms[i] = law->terms[i];
	for (size_t i = at; i < n; i++)
		terms[i + 1] = law->terms[i];
	terms[at] = *fresh;
	law->terms = terms;
	law->n_terms = n + 1;
	return &terms[at];
}

/* Closes the version before, and ends the new one where the next begins. */
static void fit_between(struct law *law, struct term *t)
{
	struct term *before = t > law->terms ? t - 1 : NULL;
	struct term *next = t + 1 < law->terms + law->n_terms ? t + 1 : NULL;

	if (before && str_eq(before->id, t->id) &&
	    (!day_set(before->to) || before->to.n >= t->from.n))
		before->to = day_add(t->from, -1);
	while (next && next < law->terms + law->n_terms && str_eq(next->id, t->id) &&
	       !next->has_value) {
		t->to = next->to; /* the value set also fills the empty versions behind it */
		next++;
	}
	if (next && next < law->terms + law->n_terms && str_eq(next->id, t->id) &&
	    (!day_set(t->to) || t->to.n >= next->from.n))
		t->to = day_add(next->from, -1);
}

static bool may_set(struct refusals *r, struct arena *a, const struct term *t, struct str id,
                    struct day from)
{
	if (!t)
		return refuse(r, "id", arena_fmt(a, "没有编号为%.*s的期限或者设定。", P(id)),
		              S(""));
	if (!t->is_setting)
		return refuse(r, "id", arena_fmt(a, "%.*s由法律规定，不能设定。", P(id)),
		              term_cite(a, t));
	if (!day_set(from))
		return refuse(r, "from", S("设定应当写明自哪一天起生效。"), S(""));
	return true;
}

bool term_is_words(const struct term *t)
{
	return t->is_setting && t->kind == TERM_RULE && t->unit == UNIT_NONE;
}

void law_copy(struct law *to, const struct law *from, struct arena *a)
{
	*to = *from;
	to->arena = a;
	to->terms = arena_array(a, struct term, from->n_terms);
	for (size_t i = 0; i < from->n_terms; i++)
		to->terms[i] = from->terms[i];
}

bool law_set(struct law *law, struct refusals *r, struct str id, struct str value, struct day from,
             struct str issuer, struct str document)
{
	const struct term *now = term_on(law, id, from);
	struct term fresh;

	if (!may_set(r, r->arena, now, id, from))
		return false;
	fresh = *now;
	value = str_trim(value);
	fresh.has_value = value.n > 0;
	fresh.n = 0;
	fresh.d = 1;
	fresh.text = term_is_words(now) ? arena_str(law->arena, value) : S("");
	if (value.n > 0 && !term_is_words(now) && !read_value(now, value, &fresh.n, &fresh.d))
		return refuse(r, "value",
		              arena_fmt(r->arena, "“%.*s”不能作为%.*s的值。", P(value), P(id)),
		              term_cite(r->arena, now));
	fresh.from = from;
	fresh.issuer = arena_str(law->arena, issuer);
	fresh.document = arena_str(law->arena, document);
	if (now->from.n == from.n) {
		law->terms[now - law->terms] = fresh;
		return true;
	}
	fit_between(law, insert_version(law, &fresh));
	return true;
}
