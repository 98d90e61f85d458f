/* expect: invalid operands to binary */
#include "base/day.h"

struct day due(struct day received);

struct day due(struct day received)
{
	return received + 20;
}
