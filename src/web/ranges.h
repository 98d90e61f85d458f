/*
 * ranges.h - addresses and ranges of them, as operators write them: 10.0.0.0/8,127.0.0.1,fd00::/8
 *
 * An address is 16 bytes; IPv4 is read as ::ffff:a.b.c.d.
 */
#ifndef WEB_RANGES_H
#define WEB_RANGES_H

#include "base/str.h"

struct range { unsigned char address[16]; int bits; };
struct ranges { struct range list[32]; size_t n; };

/* False: a range is not understood. */
bool ranges_parse(struct str text, struct ranges *ret);
bool ranges_have(const struct ranges *list, const unsigned char address[16]);
/* False: this is no address. */
bool address_read(const char *text, unsigned char ret[16]);

#endif
