/* expect: too few arguments to function */
#include "base/refuse.h"

bool check(struct refusals *r, bool ok);

bool check(struct refusals *r, bool ok)
{
	return ok || refuse(r, "received_on", S("没有这一天。"));
}
