/*
 * letter_post.c - one message on its way: its signature, and where it may go
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <unistd.h>

#include "base/seal.h"
#include "base/sm3.h"
#include "web/deliver.h"

enum { CONNECT_SECONDS = 5, SEND_SECONDS = 15, SIGN_SIZE = 32 };

/* --- where it may go --------------------------------------------------------------------------- */

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/* This machine, the house, neighbours, documentation, groups: no part of the public network. */
#define CLOSED \
	"0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24," \
	"192.0.2.0/24,192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/4,240.0.0.0/4," \
	"2001::/23,2001:db8::/32,2002::/16"

bool address_stands(const struct ranges *allow, const unsigned char address[16])
{
	struct ranges no;

	if (ranges_have(allow, address))
		return true;
	if (memcmp(address, mapped, sizeof mapped) && (address[0] & 0xe0) != 0x20)
		return false; /* of IPv6 only 2000::/3 is public */
	return ranges_parse(S(CLOSED), &no) && !ranges_have(&no, address);
}

/* Called with the address after the name was resolved, before the connection is made. */
static curl_socket_t open_socket(void *cls, curlsocktype purpose, struct curl_sockaddr *to)
{
	const struct posting *x = cls;
	unsigned char address[16];

	(void)purpose;
	if (to->family == AF_INET) {
		memcpy(address, mapped, sizeof mapped);
		memcpy(address + 12,
		       &((const struct sockaddr_in *)(const void *)&to->addr)->sin_addr, 4);
	} else if (to->family == AF_INET6) {
		memcpy(address, &((const struct sockaddr_in6 *)(const void *)&to->addr)->sin6_addr,
		       16);
	} else {
		return CURL_SOCKET_BAD;
	}
	if (!address_stands(x->allow, address))
		return CURL_SOCKET_BAD;
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* --- its signature ----------------------------------------------------------------------------- */

/* HMAC over "seconds.body" with the hook's secret. */
static struct str signature(struct arena *a, const struct posting *x, int64_t seconds)
{
	struct str text = arena_fmt(a, "%lld.%.*s", (long long)seconds, P(x->body));
	unsigned char code[SIGN_SIZE];

	if (str_is(x->sign, "sha256"))
		hmac_sha256(x->secret, text, code);
	else
		hmac_sm3(x->secret, text, code);
	return arena_fmt(a, "%.*s=%.*s", P(x->sign), P(hex_text(a, code, SIGN_SIZE)));
}

static struct curl_slist *header(struct curl_slist *list, struct str text)
{
	return curl_slist_append(list, text.p);
}

static struct curl_slist *headers_of(struct arena *a, const struct posting *x)
{
	int64_t seconds = x->at.us / 1000000;
	struct curl_slist *list = NULL;

	list = header(list, S("Content-Type: application/json"));
	list = header(list, S("Expect:"));
	list = header(list, arena_fmt(a, "Yifa-Event: %.*s", P(x->event)));
	list = header(list, arena_fmt(a, "Yifa-Delivery: %lld", (long long)x->delivery));
	list = header(list, arena_fmt(a, "Yifa-Timestamp: %lld", (long long)seconds));
	return header(list, arena_fmt(a, "Yifa-Signature: %.*s", P(signature(a, x, seconds))));
}

/* --- sending ----------------------------------------------------------------------------------- */

/* What the other side answers is of no use and not kept. */
static size_t swallow(char *p, size_t size, size_t n, void *cls)
{
	(void)p;
	(void)cls;
	return size * n;
}

static void set_up(CURL *c, struct arena *a, const struct posting *x)
{
	curl_easy_setopt(c, CURLOPT_URL, arena_z(a, x->url));
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)SEND_SECONDS);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE, 65536L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "Yifa/" YIFA_VERSION);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, x->body.p);
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, (long)x->body.n);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, swallow);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, (void *)(uintptr_t)x);
}

void letter_post(struct arena *a, const struct posting *x, struct posted *ret)
{
	struct curl_slist *headers = headers_of(a, x);
	int64_t began = world_ticks();
	CURL *c = curl_easy_init();
	CURLcode how = CURLE_FAILED_INIT;
	long status = 0;

	if (c) {
		set_up(c, a, x);
		curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
		how = curl_easy_perform(c);
		curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_cleanup(c);
	}
	curl_slist_free_all(headers);
	*ret = (struct posted){ .status = how == CURLE_OK ? (int)status : 0,
		                .ms = (world_ticks() - began) / 1000 };
	ret->say = how == CURLE_OK ? arena_fmt(a, "答复 %ld", status)
	                           : arena_fmt(a, "没有送到：%s", curl_easy_strerror(how));
}
