/* expect: incompatible type */
#include "base/day.h"

struct str show(struct arena *a);

struct str show(struct arena *a)
{
	return day_text_cn(a, S("2024-03-01"));
}
