/*
 * proxy.c - where a request came from, when a proxy stands between
 */
#include <arpa/inet.h>
#include <strings.h>

#include "web/proxy.h"
#include "web/ranges.h"

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool is_proxy(struct arena *a, const struct ranges *proxies, struct str peer)
{
	unsigned char address[16];
	struct ranges here;

	if (!address_read(arena_z(a, peer), address))
		return false;
	return (ranges_parse(S("127.0.0.0/8,::1"), &here) && ranges_have(&here, address)) ||
	       (proxies && ranges_have(proxies, address));
}

/* A proxy adds at the end. */
static struct str last_hop(const struct pairs *headers)
{
	struct str rest = S(""), item;

	for (size_t i = 0; i < headers->n; i++) {
		const struct pair *h = &headers->list[i];
		if (h->key.n == 15 && !strncasecmp(h->key.p, "X-Forwarded-For", 15))
			rest = h->value;
	}
	while (str_cut(rest, ',', &item, &rest))
		continue;
	return str_trim(rest);
}

/* Written as everybody writes it, so that one caller has one name; empty: no address. */
static struct str plain(struct arena *a, struct str text)
{
	unsigned char address[16];
	char z[INET6_ADDRSTRLEN];
	bool four;

	if (!text.n || text.n >= sizeof z || !address_read(arena_z(a, text), address))
		return S("");
	four = !memcmp(address, mapped, sizeof mapped);
	if (!inet_ntop(four ? AF_INET : AF_INET6, four ? address + 12 : address, z, sizeof z))
		return S("");
	return arena_str(a, str_of(z));
}

struct str client_address(struct arena *a, const struct ranges *proxies, struct str peer,
                          const struct pairs *headers)
{
	struct str said;

	if (!is_proxy(a, proxies, peer))
		return peer;
	said = plain(a, last_hop(headers));
	if (!said.n && !last_hop(headers).n)
		said = plain(a, str_trim(header_of(headers, "X-Real-IP")));
	return said.n ? said : peer;
}
