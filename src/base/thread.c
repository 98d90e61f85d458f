/*
 * thread.c - the mask is inherited, so it is set around the birth
 */
#include <signal.h>

#include "base/thread.h"

bool thread_start(pthread_t *ret, void *(*run)(void *), void *arg)
{
	sigset_t all, before;
	int bad;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bad = pthread_create(ret, NULL, run, arg);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return bad == 0;
}
