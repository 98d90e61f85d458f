/*
 * import_draft_read.c - an answer of an import read back
 */
#include "web/import_draft.h"

#include <jansson.h>

static struct str text_in(struct arena *a, json_t *o, const char *key)
{
	json_t *v = json_object_get(o, key);

	return json_is_string(v)
	               ? arena_str(a, (struct str){ json_string_value(v), json_string_length(v) })
	               : S("");
}

static int64_t int_in(json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static struct import_said *said_in(struct arena *a, json_t *list, size_t *ret_n)
{
	size_t n = json_array_size(list);
	struct import_said *said = arena_array(a, struct import_said, n);

	for (size_t i = 0; i < n; i++) {
		json_t *o = json_array_get(list, i);
		said[i] = (struct import_said){ int_in(o, "line"),      text_in(a, o, "column"),
			                        text_in(a, o, "value"), text_in(a, o, "say"),
			                        text_in(a, o, "why"),   text_in(a, o, "basis"),
			                        text_in(a, o, "way") };
	}
	*ret_n = n;
	return said;
}

static struct str item(struct arena *a, json_t *list, size_t i)
{
	const char *z = json_string_value(json_array_get(list, i));

	return arena_str(a, str_of(z));
}

static void sample_in(struct arena *a, json_t *o, struct import_sample *s)
{
	json_t *columns = json_object_get(o, "columns"), *rows = json_object_get(o, "rows");

	s->n_columns = json_array_size(columns);
	s->columns = arena_array(a, struct str, s->n_columns);
	for (size_t i = 0; i < s->n_columns; i++)
		s->columns[i] = item(a, columns, i);
	for (; s->n < json_array_size(rows) && s->n < SAMPLE_ROWS; s->n++) {
		json_t *row = json_array_get(rows, s->n), *cells = json_object_get(row, "cells");
		s->rows[s->n].line = int_in(row, "line");
		s->rows[s->n].cells = arena_array(a, struct str, s->n_columns);
		for (size_t c = 0; c < s->n_columns; c++)
			s->rows[s->n].cells[c] = item(a, cells, c);
	}
}

bool import_draft_get(struct arena *a, struct str text, struct import_draft *ret)
{
	json_t *root = json_loadb(text.p, text.n, 0, NULL), *x = json_object_get(root, "answer");

	*ret = (struct import_draft){ 0 };
	if (!json_is_object(x)) {
		json_decref(root);
		return false;
	}
	ret->result = (struct import_result){ .rows = int_in(x, "rows"),
		                              .created = int_in(x, "created"),
		                              .updated = int_in(x, "updated"),
		                              .same = int_in(x, "same"),
		                              .warned = int_in(x, "warned"),
		                              .batch = text_in(a, x, "batch") };
	ret->errors = said_in(a, json_object_get(x, "errors"), &ret->n_errors);
	ret->warnings = said_in(a, json_object_get(x, "warnings"), &ret->n_warnings);
	sample_in(a, json_object_get(root, "sample"), &ret->sample);
	json_decref(root);
	return true;
}
