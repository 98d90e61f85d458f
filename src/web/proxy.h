/*
 * proxy.h - where a request came from, when a proxy stands between
 *
 * Brakes of signing in, lists of sessions and entries name the address of a caller.  Behind nginx
 * every peer is the proxy, so its word is taken: the *last* hop of X-Forwarded-For, which the proxy
 * wrote itself (what stands before it, the caller may have invented), else X-Real-IP.  Only a peer
 * on this machine or in the ranges of `serve --proxy` is a proxy; of all others the headers are
 * air.  What is no address is not taken, and the peer stands.
 *
 *     req->address = client_address(a, web->proxies, peer, &req->headers);
 */
#ifndef WEB_PROXY_H
#define WEB_PROXY_H

#include "web/http.h"

struct ranges;

/* `proxies` beside loopback; NULL: none.  In the usual form of an address: 192.0.2.1, 2001:db8::1. */
struct str client_address(struct arena *a, const struct ranges *proxies, struct str peer, const struct pairs *headers);

#endif
