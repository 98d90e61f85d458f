/*
 * pulse.c - a round, a wait, a stop
 */
#include <time.h>

#include "base/pulse.h"
#include "base/thread.h"
#include "base/world.h"

bool pulse_start(struct pulse *p, void *(*run)(void *), void *arg)
{
	p->stop = false;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->wake, NULL);
	return thread_start(&p->thread, run, arg);
}

bool pulse_wait(struct pulse *p, int64_t us)
{
	struct timespec at;
	struct world real;
	bool stop;

	world_real(&real);
	at = (struct timespec){ .tv_sec = (time_t)((world_now(&real).us + us) / 1000000) };
	pthread_mutex_lock(&p->lock);
	while (!p->stop && pthread_cond_timedwait(&p->wake, &p->lock, &at) == 0)
		;
	stop = p->stop;
	pthread_mutex_unlock(&p->lock);
	return !stop;
}

void pulse_stop(struct pulse *p)
{
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->wake);
	pthread_mutex_unlock(&p->lock);
	pthread_join(p->thread, NULL);
	pthread_cond_destroy(&p->wake);
	pthread_mutex_destroy(&p->lock);
}
