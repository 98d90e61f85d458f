/*
 * child.c - another program run to its end
 *
 * It is spawned and not forked: a server's pages are not copied for it.
 */
#include "base/child.h"
#include "base/fd.h"
#include "base/world.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUND = 100 /* ms */ };

int child_file(struct str bytes)
{
	int fd = memfd_create("child", MFD_CLOEXEC);

	if (fd >= 0 && fd_write(fd, bytes))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Set from here as soon as it is there: it has only begun to be loaded. */
static void limit(pid_t pid, __rlimit_resource_t what, rlim_t most)
{
	prlimit(pid, what, &(struct rlimit){ most, most }, NULL);
}

static void limits(pid_t pid, const struct child *c)
{
	limit(pid, RLIMIT_AS, c->memory);
	limit(pid, RLIMIT_CPU, (rlim_t)c->seconds);
	limit(pid, RLIMIT_FSIZE, 0);
	limit(pid, RLIMIT_CORE, 0);
}

/* Nothing of ours goes along: neither what is open nor what is blocked nor the environment. */
static int begin(const struct child *c, int out, pid_t *ret)
{
	static char *const nothing[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none;
	int error;

	sigemptyset(&none);
	posix_spawnattr_init(&how);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, c->in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_adddup2(&files, out, 2);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	error = posix_spawn(ret, c->argv[0], &files, &how, (char *const *)c->argv, nothing);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&how);
	return error;
}

/* All that it writes, until it ends or is too much or too long; false then. */
static bool read_all(int from, int64_t until, struct buf *out)
{
	char piece[16384];

	while (world_ticks() < until) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		ssize_t n;
		if (poll(&p, 1, ROUND) <= 0)
			continue;
		n = read(from, piece, sizeof(piece));
		if (n == 0)
			return true;
		if (n > 0)
			buf_put(out, (struct str){ piece, (size_t)n });
		else if (errno != EINTR && errno != EAGAIN)
			return false;
		if (out->over)
			return false;
	}
	return false;
}

static enum child_end ended(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return CHILD_BADLY;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CHILD_WELL : CHILD_BADLY;
}

enum child_end child_run(const struct child *c, struct buf *out)
{
	int ends[2], error;
	enum child_end end;
	pid_t pid;
	bool all;

	if (lseek(c->in, 0, SEEK_SET) || pipe2(ends, O_CLOEXEC))
		return CHILD_BADLY;
	error = begin(c, ends[1], &pid);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return error == ENOENT ? CHILD_MISSING : CHILD_BADLY;
	}
	limits(pid, c);
	all = read_all(ends[0], world_ticks() + INT64_C(2000000) * c->seconds, out);
	if (!all)
		kill(pid, SIGKILL);
	close(ends[0]);
	end = ended(pid);
	return all ? end : CHILD_BADLY;
}
