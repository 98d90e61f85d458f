/* expect: not compatible with any */
#include "store/db.h"

static const struct stmt by_name = { "SELECT id FROM person WHERE org = $1 AND name = $2" };

void find(struct tx *tx, int64_t org, const char *name);

void find(struct tx *tx, int64_t org, const char *name)
{
	struct rows q = db_query(tx, &by_name, org, name);

	db_close(&q);
}
