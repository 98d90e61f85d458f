/*
 * body.c - bodies of entries, read
 */
#include <jansson.h>

#include "ledger/body.h"

static struct str text_of(struct arena *a, const json_t *v)
{
	return json_is_string(v)
	               ? arena_str(a, (struct str){ json_string_value(v), json_string_length(v) })
	               : S("");
}

static struct body_side side_of(struct arena *a, const json_t *v)
{
	struct body_side s = { .v = NULL_VAL, .sealed = json_is_object(v) };

	if (json_is_integer(v))
		s.v = VAL((int64_t)json_integer_value(v));
	else if (json_is_string(v))
		s.v = VAL(text_of(a, v));
	return s;
}

bool body_read(struct arena *a, struct str text, struct body *ret)
{
	json_t *o = json_loadb(text.p ? text.p : "", text.n, 0, NULL);
	json_t *after = json_object_get(o, "after"), *before = json_object_get(o, "before"),
	       *rows = json_object_get(o, "rows"), *v;
	bool ok = json_is_object(o);
	const char *key;

	*ret = (struct body){ .reason = text_of(a, json_object_get(o, "reason")),
		              .purpose = text_of(a, json_object_get(o, "purpose")),
		              .why = text_of(a, json_object_get(o, "why")) };
	ret->changes = arena_array(a, struct body_change,
	                           json_object_size(after) + json_object_size(rows));
	json_object_foreach(after, key, v) ret->changes[ret->n++] = (struct body_change){
		.key = arena_str(a, str_of(key)),
		.before = side_of(a, json_object_get(before, key)),
		.after = side_of(a, v)
	};
	json_object_foreach(rows, key, v) ret->changes[ret->n++] = (struct body_change){
		.key = arena_str(a, str_of(key)), .rows = true, .n_rows = json_array_size(v)
	};
	json_decref(o);
	return ok;
}
