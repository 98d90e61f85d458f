/*
 * pulse.h - a thread that does its round, waits, and can be stopped while it waits
 *
 *     static void *run(void *arg)
 *     {
 *             struct keeper *k = arg;
 *
 *             do
 *                     one_round(k);
 *             while (pulse_wait(&k->pulse, 2000000));
 *             return NULL;
 *     }
 *
 *     pulse_start(&k->pulse, run, k)          false: no thread could be made
 *     pulse_stop(&k->pulse)                   returns when run() has returned
 *
 * The struct belongs to the caller and must not move while the thread runs.
 */
#ifndef BASE_PULSE_H
#define BASE_PULSE_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct pulse { pthread_t thread; pthread_mutex_t lock; pthread_cond_t wake; bool stop; };

bool pulse_start(struct pulse *p, void *(*run)(void *), void *arg);
/* Waits so many microseconds, or until it is stopped.  False: it is time to stop. */
bool pulse_wait(struct pulse *p, int64_t us);
void pulse_stop(struct pulse *p);

#endif
