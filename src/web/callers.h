/*
 * callers.h - who is connected, since when each keeps us waiting, and who makes room
 *
 * A thread stands behind each connection, so there is room for MOST_CALLERS.  The library knows only
 * silence; one byte a second is no silence, and neither is a reader that takes one.  Therefore:
 *
 *  - Who has not sent the head of a request in HEADER_SECONDS, the whole of it in its time, or not
 *    taken its answer in the time that LEAST_RATE gives, is hung up on.
 *  - When room gets short (ROOM), one makes room who may: it has sent no request, or not all of its
 *    small body, or takes its answer more slowly than LEAST_RATE.  Of those first who never asked
 *    anything, then the one whose address holds most connections, then the one that has kept us
 *    waiting longest.  Nobody in its first GRACE: whoever has something to say says it at once.
 *  - One address holds at most MOST_OF_ONE; proxies and this machine, which speak for many, are not
 *    counted.
 *
 *     callers_open(proxies);
 *     while (!callers_room()) …wait, nobody was accepted yet…
 *     c = caller_come(fd, &address);          NULL: too many from there; close it
 *     caller_waits(c, 20);
 *     caller_gone(c);                         before its socket is closed
 *
 * Any thread.  Every function takes NULL for a caller and then does nothing.
 */
#ifndef WEB_CALLERS_H
#define WEB_CALLERS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "web/ranges.h"

enum {
	MOST_CALLERS = 256,
	ROOM = 192,
	MOST_OF_ONE = 96,       /* an office behind one address: sixteen browsers of six connections */
	HEADER_SECONDS = 20,
	LEAST_RATE = 8 << 10,   /* bytes a second that a long body or answer may ask time for  */
	GRACE = 250000,         /* microseconds: a packet lost once still comes in time        */
};

struct caller;

/* `proxies` beside this machine; NULL: none. */
void callers_open(const struct ranges *proxies);
/* Hangs up on those that make room, as many as there are too many; is there room for one more? */
bool callers_room(void);
struct caller *caller_come(int fd, const struct sockaddr_in *address);
/* The one whose connection has this descriptor. */
struct caller *caller_on(int fd);
void caller_gone(struct caller *c);

/* We wait for it, at most so many seconds from now; 0: we are at work for it. */
void caller_waits(struct caller *c, int seconds);
/* ... and meanwhile it makes room when others need it. */
void caller_waits_yielding(struct caller *c, int seconds);
/* It takes its answer, at most so many seconds; slower than LEAST_RATE, it makes room. */
void caller_reads(struct caller *c, int seconds);

/* Each second: hangs up on the late, looks how fast answers are taken. */
void callers_look(void);
/* Connections now; hung up on to make room since the start. */
int callers_now(void);
int64_t callers_hung_up(void);

#endif
