/* expect: incompatible type */
#include "base/day.h"
#include "base/fen.h"

struct day due(struct day received, struct fen fine);

struct day due(struct day received, struct fen fine)
{
	return day_add(received, fine);
}
