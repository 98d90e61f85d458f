/* expect: not compatible with any */
#include "store/db.h"

static const struct stmt pay = { "UPDATE payment SET paid = $2 WHERE org = $1" };

void book(struct tx *tx, int64_t org, double yuan);

void book(struct tx *tx, int64_t org, double yuan)
{
	db_exec(tx, &pay, org, yuan);
}
