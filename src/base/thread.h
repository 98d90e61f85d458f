/*
 * thread.h - begins a thread that no signal reaches
 *
 * SIGTERM and SIGINT are waited for by the thread that listens (web/http.h).  A signal sent to the
 * process goes to any thread that does not block it, and there its default ends the program with
 * requests in hand; so every thread begins here, with all signals blocked.  scripts/style refuses
 * pthread_create in other files of src/.
 *
 *     if (!thread_start(&k->thread, run, k))
 *             no thread could be made; nothing runs, run() was not called
 *     pthread_join(k->thread, NULL)      or pthread_detach, as for any thread
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

bool thread_start(pthread_t *ret, void *(*run)(void *), void *arg);

#endif
