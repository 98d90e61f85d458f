/*
 * watch.h - what operators see: /health, /metrics, a line for each request
 *
 * Nothing here tells of people or matters: a request is its route (/{ledger}/{id}, not the
 * address), status, time and the number of an account.  No name, form, query or token.
 *
 *     GET /health         200 while the process answers
 *     GET /health/ready   200 when the database reads as well, else 503
 *     GET /metrics        Prometheus text, only to this machine and not through a proxy
 *
 * YIFA_LOG=request writes each request to standard error as a line of JSON.
 */
#ifndef WEB_WATCH_H
#define WEB_WATCH_H

#include "web/http.h"

/* False: it is another address. */
bool watch_answer(const struct req *req, struct reply *reply);
/* A request was answered, after so many microseconds. */
void watch_note(const struct req *req, const struct reply *reply, int64_t took);
/* Connections open, requests being answered, connections hung up on because they were slow. */
void watch_connections(int open, int in_hand, int64_t hung_up);

/* A download whose bytes ceased to come before its end. */
void watch_cut(void);

#endif
