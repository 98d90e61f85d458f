/*
 * job_args.c - what a job was asked for: a JSON object of text
 */
#include <jansson.h>

#include "ledger/job.h"

struct str job_arg(struct arena *a, const struct job_row *j, const char *key)
{
	json_t *root = json_loadb(j->args.p, j->args.n, JSON_REJECT_DUPLICATES, NULL);
	const char *text = json_string_value(json_object_get(root, key));
	struct str s = arena_str(a, str_of(text));

	json_decref(root);
	return s;
}
