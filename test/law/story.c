/*
 * story.c - lines that are told more than once
 *
 *     story NAME key=value, key=value        until the next story or case; {key} stands in its lines
 *     like NAME key=other                     in a case or a story: those lines, with these values
 *
 * A line knows the number it has in the file; the lines of a story have that of their `like`.
 */
#include "run.h"

enum { DEEPEST = 6 };

struct words {
	struct str list; /* key=value, key=value of the call              */
	struct str of;   /* and of the story: what stands when none is given */
};

static bool is_head(struct str line)
{
	return str_starts(line, S("case ")) || str_starts(line, S("story "));
}

static bool word_of(struct str list, struct str key, struct str *ret)
{
	struct str item, k, v;

	while (str_item(&list, &item))
		if (str_cut(item, '=', &k, &v) && str_eq(str_trim(k), key)) {
			*ret = str_trim(v);
			return true;
		}
	return false;
}

/* The line with what stands for its {keys}; a brace that names none stays. */
static struct str filled(struct arena *a, struct str line, const struct words *w)
{
	struct str before, rest = line, key, after, value, out = S("");

	while (str_cut(rest, '{', &before, &rest)) {
		if (!str_cut(rest, '}', &key, &after) ||
		    (!word_of(w->list, key, &value) && !word_of(w->of, key, &value))) {
			out = arena_fmt(a, "%.*s%.*s{", P(out), P(before));
			continue;
		}
		out = arena_fmt(a, "%.*s%.*s%.*s", P(out), P(before), P(value));
		rest = after;
	}
	return out.n ? arena_fmt(a, "%.*s%.*s", P(out), P(rest)) : rest;
}

static void put_line(struct run *run, struct str line, size_t number)
{
	must(run->n_lines < MAX_LINES);
	run->numbers[run->n_lines] = number;
	run->lines[run->n_lines++] = line;
}

/* Where the story begins; n: there is none. */
static size_t story_at(const struct str *raw, size_t n, struct str name, struct str *ret_words)
{
	for (size_t i = 0; i < n; i++) {
		struct str rest = raw[i];
		if (str_is(word(&rest), "story") && str_eq(word(&rest), name)) {
			*ret_words = rest;
			return i;
		}
	}
	return n;
}

/* What follows `like` may be a verdict on the last step of the story: nothing stands between. */
static bool is_told(struct str line)
{
	line = str_trim(line);
	return line.n && line.p[0] != '#';
}

struct telling {
	struct run *run;
	struct arena *a;
	const struct str *raw;
	size_t n;
};

static void tell(struct telling *k, size_t at, size_t number, const struct words *w, int depth)
{
	struct str line = filled(k->a, k->raw[at], w), rest = line;
	struct words inner = { 0 };
	size_t from;

	if (!str_is(word(&rest), "like")) {
		put_line(k->run, line, number);
		return;
	}
	from = story_at(k->raw, k->n, word(&rest), &inner.of);
	inner.list = rest;
	if (from == k->n || depth == DEEPEST) {
		put_line(k->run, line, number); /* the runner says that it is not understood */
		return;
	}
	for (size_t i = from + 1; i < k->n && !is_head(k->raw[i]); i++)
		if (is_told(k->raw[i]))
			tell(k, i, number, &inner, depth + 1);
}

void stories_tell(struct run *run, struct arena *a, const struct str *raw, size_t n)
{
	struct telling k = { run, a, raw, n };
	bool within = false; /* a story */

	run->n_lines = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_head(raw[i]))
			within = str_starts(raw[i], S("story "));
		if (!within)
			tell(&k, i, i + 1, &(struct words){ 0 }, 0);
	}
}
