/*
 * job_json.c - a job as programs read it
 */
#include "base/json.h"
#include "web/jobs.h"

void job_json(struct visit *v, struct json *w, const struct job_row *row)
{
	struct job_row j = *row;
	int64_t left;

	jobs_now(v->web, &j, &left);
	json_open(w, '{');
	json_key(w, "id");
	json_id(w, j.id);
	json_pair(w, "kind", j.kind);
	json_pair(w, "label", j.label);
	json_pair(w, "state", j.state);
	json_key(w, "done");
	json_int(w, j.done);
	json_key(w, "total");
	json_int(w, j.total);
	json_key(w, "left_seconds");
	if (left >= 0)
		json_int(w, left);
	else
		json_null(w);
	json_pair(w, "said", j.said);
	json_key(w, "href");
	json_str(w, j.account == v->who.who.id
	                    ? job_href(v->arena, &j)
	                    : arena_fmt(v->arena, "/jobs/%lld", (long long)j.id));
	json_key(w, "file");
	if (j.file_name.n && j.account == v->who.who.id)
		json_str(w, arena_fmt(v->arena, "/jobs/%lld/file", (long long)j.id));
	else
		json_null(w);
	json_close(w, '}');
}
