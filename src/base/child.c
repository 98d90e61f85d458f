/*
 * child.c - another program run to its end
 *
 * Between fork and exec only what is safe after a signal is called: other threads hold locks.
 */
#include "base/child.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_SUCH_PROGRAM = 127, ROUND = 100 /* ms */ };

int child_file(struct str bytes)
{
	int fd = memfd_create("child", MFD_CLOEXEC);

	if (fd >= 0 && fd_write(fd, bytes))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

/* What is not held is left: the clock holds it still. */
static void limit(__rlimit_resource_t what, rlim_t most)
{
	setrlimit(what, &(struct rlimit){ most, most });
}

static _Noreturn void become(const struct child *c, int out)
{
	static char *const nothing[] = { NULL };
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	limit(RLIMIT_AS, c->memory);
	limit(RLIMIT_CPU, (rlim_t)c->seconds);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
	if (lseek(c->in, 0, SEEK_SET) == 0 && dup2(c->in, 0) == 0 && dup2(out, 1) == 1 &&
	    dup2(out, 2) == 2 && close_range(3, ~0u, 0) == 0)
		execve(c->argv[0], (char *const *)c->argv, nothing);
	_exit(NO_SUCH_PROGRAM);
}

/* All that it writes, until it ends or is too much or too long; false then. */
static bool read_all(int from, int ms, struct buf *out)
{
	char piece[16384];

	for (;;) {
		struct pollfd p = { .fd = from, .events = POLLIN };
		ssize_t n;
		if (poll(&p, 1, ROUND) == 0) {
			if ((ms -= ROUND) <= 0)
				return false;
			continue;
		}
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
}

static enum child_end ended(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return CHILD_BADLY;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_SUCH_PROGRAM)
		return CHILD_MISSING;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? CHILD_WELL : CHILD_BADLY;
}

enum child_end child_run(const struct child *c, struct buf *out)
{
	int ends[2];
	enum child_end end;
	pid_t pid;
	bool all;

	if (pipe2(ends, O_CLOEXEC))
		return CHILD_BADLY;
	pid = fork();
	if (pid == 0)
		become(c, ends[1]);
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return CHILD_BADLY;
	}
	all = read_all(ends[0], 2000 * c->seconds, out);
	if (!all)
		kill(pid, SIGKILL);
	close(ends[0]);
	end = ended(pid);
	return all ? end : CHILD_BADLY;
}
