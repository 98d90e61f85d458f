/* expect: text must be a struct str; only a literal is markup */
#include "base/html.h"

void greet(struct buf *out, const char *name);

void greet(struct buf *out, const char *name)
{
	html(out, "<p>", name, "</p>");
}
