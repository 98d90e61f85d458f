/*
 * assets.c - the files of assets/, as they travel inside the program
 *
 * /assets/ui.HASH.css bears the first digits of its SM3 and is kept by browsers for ever; a changed
 * file has another address.  /assets/ui.css is the same bytes, asked for anew each time.
 */
#include "base/embedded.h"
#include "web/web.h"

enum { HASH_DIGITS = 12 };

/* clang-format off */
static const struct { const char *end, *type; } types[] = {
	{ ".css", "text/css; charset=utf-8" },
	{ ".js",  "text/javascript; charset=utf-8" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
};
/* clang-format on */

static struct str type_of(struct str name)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_ends(name, str_of(types[i].end)))
			return str_of(types[i].type);
	return S("");
}

/* "icons.svg" -> "icons", ".svg" */
static void split(struct str name, struct str *ret_stem, struct str *ret_end)
{
	size_t dot = name.n;

	while (dot && name.p[dot - 1] != '.')
		dot--;
	*ret_stem = (struct str){ name.p, dot ? dot - 1 : name.n };
	*ret_end = str_from(name, dot ? dot - 1 : name.n);
}

struct url asset_url(struct arena *a, const char *name)
{
	const struct embedded *f = embedded_find(arena_fmt(a, "assets/%s", name).p);
	struct str stem, end;

	split(str_of(name), &stem, &end);
	if (!f)
		return url_of(arena_fmt(a, "/assets/%s", name));
	return url_of(arena_fmt(a, "/assets/%.*s.%.*s%.*s", P(stem), HASH_DIGITS, f->hash, P(end)));
}

/* The file meant, and whether its hash was right. */
static const struct embedded *asset_find(struct arena *a, struct str name, bool *ret_named)
{
	struct str stem, end, hash, first;
	const struct embedded *f;

	split(name, &stem, &end);
	split(stem, &first, &hash);
	*ret_named = hash.n == HASH_DIGITS + 1;
	f = embedded_find(*ret_named ? arena_fmt(a, "assets/%.*s%.*s", P(first), P(end)).p
	                             : arena_fmt(a, "assets/%.*s", P(name)).p);
	if (f && *ret_named && !str_starts(str_of(f->hash), str_from(hash, 1)))
		*ret_named = false;
	return f;
}

bool asset_answer(const struct req *req, struct reply *reply)
{
	struct str name = str_from(req->path, sizeof("/assets/") - 1);
	const struct embedded *f;
	bool named;

	if (!str_starts(req->path, S("/assets/")) || req->method != METHOD_GET)
		return false;
	f = asset_find(req->arena, name, &named);
	if (!f || !type_of(name).n)
		return false;
	reply->status = 200;
	reply->type = type_of(name);
	reply->file = f->data;
	reply->n_file = f->n;
	reply->stored = true;
	pair_add(req->arena, &reply->headers, S("Cache-Control"),
	         named ? S("public, max-age=31536000, immutable") : S("no-cache"));
	return true;
}
