/* expect: incompatible type */
#include "base/refuse.h"

bool check(struct refusals *r, bool ok, const char *say);

bool check(struct refusals *r, bool ok, const char *say)
{
	return ok || refuse(r, "received_on", say, S(""));
}
