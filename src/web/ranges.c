/*
 * ranges.c - addresses and ranges of them
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "web/ranges.h"

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

bool address_read(const char *text, unsigned char ret[16])
{
	if (inet_pton(AF_INET6, text, ret) == 1)
		return true;
	memcpy(ret, mapped, sizeof mapped);
	return inet_pton(AF_INET, text, ret + 12) == 1;
}

static bool range_parse(struct str text, struct range *ret)
{
	struct str address = text, bits;
	char z[INET6_ADDRSTRLEN];
	int64_t n = -1;
	bool four;

	if (str_cut(text, '/', &address, &bits) && !str_int(bits, &n))
		return false;
	if (address.n >= sizeof z)
		return false;
	snprintf(z, sizeof z, "%.*s", P(address));
	if (!address_read(z, ret->address))
		return false;
	four = !memcmp(ret->address, mapped, sizeof mapped) && !str_has(address, S(":"));
	if (n < 0)
		n = four ? 32 : 128;
	ret->bits = (int)(four ? n + 96 : n);
	return n <= (four ? 32 : 128);
}

bool ranges_parse(struct str text, struct ranges *ret)
{
	struct str item;

	*ret = (struct ranges){ 0 };
	while (str_item(&text, &item))
		if (ret->n == sizeof ret->list / sizeof *ret->list ||
		    !range_parse(item, &ret->list[ret->n++]))
			return false;
	return true;
}

static bool is_in(const struct range *r, const unsigned char address[16])
{
	size_t whole = (size_t)r->bits / 8, rest = (size_t)r->bits % 8;

	if (memcmp(r->address, address, whole))
		return false;
	return !rest || (r->address[whole] ^ address[whole]) >> (8 - rest) == 0;
}

bool ranges_have(const struct ranges *list, const unsigned char address[16])
{
	for (size_t i = 0; i < list->n; i++)
		if (is_in(&list->list[i], address))
			return true;
	return false;
}
