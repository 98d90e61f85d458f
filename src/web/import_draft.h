/*
 * import_draft.h - what an import found, kept with its job and read again by its page
 *
 * The JSON of import_put() with `sample` beside it: {"columns":[…],"rows":[{"line":2,"cells":[…]}]}.
 */
#ifndef WEB_IMPORT_DRAFT_H
#define WEB_IMPORT_DRAFT_H

#include "base/buf.h"
#include "ledger/import.h"

struct import_said { int64_t line; struct str column, value, say, why, basis, way; };
struct import_draft {
	struct import_result result;
	struct import_said *errors;     size_t n_errors;
	struct import_said *warnings;   size_t n_warnings;
	struct import_sample sample;
};

void import_draft_put(struct buf *out, const struct import_result *x, const struct refusals *r,
                      const struct import_sample *sample);
/* False: it is not what import_draft_put() wrote. */
bool import_draft_get(struct arena *a, struct str text, struct import_draft *ret);

#endif
