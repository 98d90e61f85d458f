/* expect: not compatible with any */
#include "store/db.h"

static const struct stmt sum = { "SELECT SUM(amount) FROM payment WHERE org = $1" };

double total(struct tx *tx, int64_t org);

double total(struct tx *tx, int64_t org)
{
	struct rows q = db_query(tx, &sum, org);
	double yuan = 0;

	while (db_row(&q, &yuan))
		;
	return yuan;
}
