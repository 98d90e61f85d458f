/*
 * openapi_fixed.c - what no table says, read from assets/openapi.json
 */
#include <jansson.h>

#include "base/embedded.h"
#include "base/must.h"
#include "web/openapi.h"

struct str spec_fixed(struct arena *a, const char *member)
{
	const struct embedded *f = embedded_find("assets/openapi.json");
	json_t *root = f ? json_loadb((const char *)f->data, f->n, JSON_REJECT_DUPLICATES, NULL)
	                 : NULL;
	char *text = json_dumps(json_object_get(root, member), JSON_COMPACT);
	struct str out;

	must(text);
	out = arena_str(a, str_of(text));
	free(text);
	json_decref(root);
	return out;
}
