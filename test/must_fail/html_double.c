/* expect: not compatible with any */
#include "base/html.h"

void share(struct buf *out, double percent);

void share(struct buf *out, double percent)
{
	html(out, "<td>", percent, "</td>");
}
