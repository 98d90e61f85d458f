/*
 * callers.c - the table of connections and who of them makes room
 *
 * How much of an answer has arrived, the kernel knows: TCP_INFO counts the bytes that were
 * acknowledged.  A connection that is hung up on is still open until its thread has seen it; it is
 * counted as open, and not as one that could make room again.
 */
#include "web/callers.h"

#include <linux/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>

#include "base/world.h"

enum {
	SLOW_SECONDS = 10, /* below LEAST_RATE for so long is no hiccup of the line */
	SECOND = 1000000,
};

struct caller {
	int fd; /* 0: free */
	unsigned char address[16];
	bool many; /* speaks for many: a proxy, this machine */
	int64_t came, since;
	int seconds; /* 0: we are at work for it */
	bool yields, reads, leaving;
	bool served;    /* has had an answer from us */
	uint64_t acked; /* of an answer, when it last kept its pace */
	int64_t paced;
};

static struct {
	pthread_mutex_t lock;
	struct caller list[MOST_CALLERS];
	int n, n_leaving;
	int64_t hung_up;
	const struct ranges *proxies;
	struct ranges here;
} table = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* --- making room ------------------------------------------------------------------------------ */

static int of_one(const struct caller *c)
{
	int n = 0;

	for (int i = 0; i < MOST_CALLERS; i++)
		n += table.list[i].fd && !table.list[i].leaving &&
		     !memcmp(table.list[i].address, c->address, sizeof c->address);
	return n;
}

static bool yields_now(const struct caller *c, int64_t now)
{
	return c->fd && !c->leaving && c->yields && now - c->came > GRACE;
}

/* Who never asked anything before who was served, then whose address holds more, then who is longer here. */
static bool goes_before(const struct caller *a, const struct caller *b)
{
	int n, m;

	if (a->served != b->served)
		return !a->served;
	n = of_one(a);
	m = of_one(b);
	return n != m ? n > m : a->since < b->since;
}

/* Whom to hang up on; of one address alone, where `like` is one of it. */
static struct caller *first_to_go(const struct caller *like, int64_t now)
{
	struct caller *ret = NULL;

	for (int i = 0; i < MOST_CALLERS; i++) {
		struct caller *c = &table.list[i];
		if (!yields_now(c, now) ||
		    (like && memcmp(c->address, like->address, sizeof c->address)))
			continue;
		if (!ret || goes_before(c, ret))
			ret = c;
	}
	return ret;
}

static void hang_up(struct caller *c)
{
	shutdown(c->fd, SHUT_RDWR);
	c->leaving = true;
	table.n_leaving++;
	table.hung_up++;
}

bool callers_room(void)
{
	int64_t now = world_ticks();
	struct caller *c;
	bool room;

	pthread_mutex_lock(&table.lock);
	while (table.n - table.n_leaving >= ROOM && (c = first_to_go(NULL, now)))
		hang_up(c);
	room = table.n < MOST_CALLERS;
	pthread_mutex_unlock(&table.lock);
	return room;
}

/* --- coming and going -------------------------------------------------------------------------- */

void callers_open(const struct ranges *proxies)
{
	table.proxies = proxies;
	ranges_parse(S("127.0.0.1,::1"), &table.here);
}

static void set_address(struct caller *c, const struct sockaddr_in *address)
{
	c->address[10] = c->address[11] = 0xff;
	memcpy(c->address + 12, &address->sin_addr, 4);
	c->many = ranges_have(&table.here, c->address) ||
	          (table.proxies && ranges_have(table.proxies, c->address));
}

/* Too many of its address: the one that kept us waiting longest goes, or else the new one. */
static bool one_too_many(const struct caller *c, int64_t now)
{
	struct caller *other;

	if (c->many || of_one(c) < MOST_OF_ONE)
		return false;
	other = first_to_go(c, now);
	if (other)
		hang_up(other);
	else
		table.hung_up++;
	return !other;
}

struct caller *caller_come(int fd, const struct sockaddr_in *address)
{
	int64_t now = world_ticks();
	struct caller c = {
		.fd = fd, .came = now, .since = now, .seconds = HEADER_SECONDS, .yields = true
	};
	struct caller *ret = NULL;

	pthread_mutex_lock(&table.lock);
	set_address(&c, address);
	for (int i = 0; i < MOST_CALLERS && !ret; i++)
		if (!table.list[i].fd)
			ret = &table.list[i];
	if (ret && one_too_many(&c, now))
		ret = NULL;
	if (ret) {
		*ret = c;
		table.n++;
	}
	pthread_mutex_unlock(&table.lock);
	return ret;
}

struct caller *caller_on(int fd)
{
	struct caller *ret = NULL;

	pthread_mutex_lock(&table.lock);
	for (int i = 0; i < MOST_CALLERS && !ret; i++)
		if (table.list[i].fd == fd)
			ret = &table.list[i];
	pthread_mutex_unlock(&table.lock);
	return ret;
}

void caller_gone(struct caller *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&table.lock);
	table.n -= c->fd != 0;
	table.n_leaving -= c->leaving;
	*c = (struct caller){ 0 };
	pthread_mutex_unlock(&table.lock);
}

/* --- waiting ----------------------------------------------------------------------------------- */

static void set_waiting(struct caller *c, int seconds, bool yields, bool reads)
{
	if (!c)
		return;
	pthread_mutex_lock(&table.lock);
	c->since = c->paced = world_ticks();
	c->seconds = seconds;
	c->yields = yields;
	c->reads = reads;
	c->served |= reads;
	c->acked = 0;
	pthread_mutex_unlock(&table.lock);
}

void caller_waits(struct caller *c, int seconds)
{
	set_waiting(c, seconds, false, false);
}

void caller_waits_yielding(struct caller *c, int seconds)
{
	set_waiting(c, seconds, true, false);
}

void caller_reads(struct caller *c, int seconds)
{
	set_waiting(c, seconds, false, true);
}

/* Has it taken LEAST_RATE since we last looked? */
static void look_at_pace(struct caller *c, int64_t now)
{
	struct tcp_info info = { 0 };
	socklen_t n = sizeof info;
	uint64_t least = (uint64_t)(now - c->paced) * LEAST_RATE / SECOND;

	if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &n))
		return;
	if (info.tcpi_bytes_acked - c->acked >= least) {
		c->acked = info.tcpi_bytes_acked;
		c->paced = now;
		c->yields = false;
	} else if (now - c->paced > SLOW_SECONDS * (int64_t)SECOND) {
		c->yields = true;
	}
}

static void look(struct caller *c, int64_t now)
{
	if (c->reads)
		look_at_pace(c, now);
	if (c->seconds && !c->leaving && now - c->since > (int64_t)c->seconds * SECOND)
		hang_up(c);
}

void callers_look(void)
{
	int64_t now = world_ticks();

	pthread_mutex_lock(&table.lock);
	for (int i = 0; i < MOST_CALLERS; i++)
		if (table.list[i].fd)
			look(&table.list[i], now);
	pthread_mutex_unlock(&table.lock);
}

int callers_now(void)
{
	int n;

	pthread_mutex_lock(&table.lock);
	n = table.n;
	pthread_mutex_unlock(&table.lock);
	return n;
}

int64_t callers_hung_up(void)
{
	int64_t n;

	pthread_mutex_lock(&table.lock);
	n = table.hung_up;
	pthread_mutex_unlock(&table.lock);
	return n;
}
