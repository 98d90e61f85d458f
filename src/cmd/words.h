/*
 * words.h - the seam between app.c and options.c
 */
#ifndef CMD_WORDS_H
#define CMD_WORDS_H

#include "cmd/app.h"

/* Reads what follows the command's name.  False: app->code says why. */
bool app_words(struct app *app, int argc, char **argv);

#endif
