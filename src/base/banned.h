/*
 * banned.h - functions that do not compile here, and what to use instead
 *
 * The build includes this file before every other, so a banned call is an error on its own line
 * with the way on in the message, from gcc and from clang.  It takes in the headers that declare
 * these functions first, since a macro must not meet their declarations; _GNU_SOURCE is therefore
 * given on the command line and never in a file.
 *
 * What only some folders may call (malloc and free, clock_gettime) is refused by scripts/style.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(why) ((void)sizeof(struct { _Static_assert(0, why); int _; }))

/* Some C libraries have macros of these names. */
#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef stpcpy
#undef sprintf
#undef vsprintf
#undef gets
#undef atoi
#undef atol
#undef atoll
#undef atof
#undef strtok
#undef localtime
#undef gmtime
#undef ctime
#undef asctime
#undef rand
#undef srand
#undef random

/* Lengths that are only hoped for. */
#define strcpy(...)   BANNED("strcpy is banned: use struct str and struct buf")
#define strcat(...)   BANNED("strcat is banned: use struct buf")
#define strncpy(...)  BANNED("strncpy is banned, it may leave no NUL: use struct str and struct buf")
#define strncat(...)  BANNED("strncat is banned: use struct buf")
#define stpcpy(...)   BANNED("stpcpy is banned: use struct buf")
#define sprintf(...)  BANNED("sprintf is banned: use arena_fmt or snprintf")
#define vsprintf(...) BANNED("vsprintf is banned: use arena_vfmt or vsnprintf")
#define gets(...)     BANNED("gets is banned: it cannot be used safely")

/* Errors that nobody sees. */
#define atoi(...) BANNED("atoi is banned, it hides errors: use str_int")
#define atol(...) BANNED("atol is banned, it hides errors: use str_int")
#define atoll(...) BANNED("atoll is banned, it hides errors: use str_int")
#define atof(...) BANNED("atof is banned: numbers are integers here, money is struct fen")

/* State behind the caller's back. */
#define strtok(...)    BANNED("strtok is banned: it writes into its argument and keeps state")
#define localtime(...) BANNED("localtime is banned: days are struct day, in China's time")
#define gmtime(...)    BANNED("gmtime is banned: use struct instant and day_split")
#define ctime(...)     BANNED("ctime is banned: use day_text or instant_text")
#define asctime(...)   BANNED("asctime is banned: use day_text or instant_text")
#define rand(...)      BANNED("rand is banned: randomness comes from struct world")
#define srand(...)     BANNED("srand is banned: randomness comes from struct world")
#define random(...)    BANNED("random is banned: randomness comes from struct world")

#endif
