/*
 * door.h - the listening socket, and one thread that lets in whom there is room for
 *
 * The library would take every connection as it comes and drop those above its limit; here they wait
 * in the queue of the kernel until callers_room() says so.
 *
 *     if (!door_open(&door, "127.0.0.1:8080"))        2: not understood, 3: taken or not allowed
 *     door_begin(&door, let_in, daemon);              let_in() owns the descriptor
 *     ...
 *     door_shut(&door);                               nobody new; who is in, stays
 */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct door {
	int fd;
	struct sockaddr_in at;          /* where it listens                                    */
	pthread_t thread;
	atomic_bool shut;
	void (*let_in)(void *arg, int fd, const struct sockaddr_in *from);
	void *arg;
};

/* ADDRESS:PORT, :PORT or PORT; port 0: one that is free.  0: open; else the exit code, and it was said why. */
int door_open(struct door *d, const char *listen);
bool door_begin(struct door *d, void (*let_in)(void *arg, int fd, const struct sockaddr_in *from), void *arg);
void door_shut(struct door *d);

#endif
