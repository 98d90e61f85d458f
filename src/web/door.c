/*
 * door.c - listening and letting in
 */
#include "web/door.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/str.h"
#include "base/thread.h"
#include "web/callers.h"

enum { FULL_MS = 5 /* until we look again whether somebody left */ };

static bool listen_parse(const char *listen, struct sockaddr_in *ret)
{
	struct str s = str_of(listen), host = S(""), port = s;
	char text[64];
	int64_t n;

	if (str_has(s, S(":")))
		str_cut(s, ':', &host, &port);
	if (!str_int(port, &n) || n < 0 || n > 65535 || host.n >= sizeof(text))
		return false;
	snprintf(text, sizeof(text), "%.*s", P(host));
	*ret = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)n) };
	if (!host.n || str_is(host, "localhost"))
		ret->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else if (str_is(host, "*"))
		ret->sin_addr.s_addr = htonl(INADDR_ANY);
	else
		return inet_pton(AF_INET, text, &ret->sin_addr) == 1;
	return true;
}

static bool take_place(struct door *d)
{
	socklen_t n = sizeof d->at;
	int yes = 1;

	d->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (d->fd < 0)
		return false;
	setsockopt(d->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (!bind(d->fd, (struct sockaddr *)&d->at, n) && !listen(d->fd, SOMAXCONN) &&
	    !getsockname(d->fd, (struct sockaddr *)&d->at, &n))
		return true;
	close(d->fd);
	return false;
}

int door_open(struct door *d, const char *listen)
{
	*d = (struct door){ .fd = -1 };
	if (!listen_parse(listen, &d->at)) {
		fprintf(stderr, "监听地址看不懂：%s。写作 127.0.0.1:8080。\n", listen);
		return 2;
	}
	if (take_place(d))
		return 0;
	fprintf(stderr, "不能监听 %s：地址已被占用，或者没有权限。\n", listen);
	return 3;
}

static void let_one_in(struct door *d)
{
	struct sockaddr_in from = { 0 };
	socklen_t n = sizeof from;
	int fd = accept(d->fd, (struct sockaddr *)&from, &n);

	if (fd < 0) {
		poll(NULL, 0, FULL_MS); /* it went away again, or we have no descriptors left */
		return;
	}
	fcntl(fd, F_SETFD, FD_CLOEXEC);
	d->let_in(d->arg, fd, &from);
}

static void *stand(void *arg)
{
	struct door *d = arg;
	struct pollfd p = { .fd = d->fd, .events = POLLIN };

	while (!atomic_load(&d->shut)) {
		if (poll(&p, 1, -1) < 0 || p.revents & (POLLHUP | POLLNVAL))
			continue;
		if (callers_room())
			let_one_in(d);
		else
			poll(NULL, 0, FULL_MS);
	}
	return NULL;
}

bool door_begin(struct door *d, void (*let_in)(void *arg, int fd, const struct sockaddr_in *from),
                void *arg)
{
	d->let_in = let_in;
	d->arg = arg;
	return thread_start(&d->thread, stand, d);
}

/* Shutting a socket that listens wakes whoever polls it. */
void door_shut(struct door *d)
{
	atomic_store(&d->shut, true);
	shutdown(d->fd, SHUT_RDWR);
	pthread_join(d->thread, NULL);
	close(d->fd);
}
