/*
 * fd.h - writing to a descriptor until it is all written
 *
 *     if (!fd_write(fd, bytes))
 *             … errno says why; a part may have been written
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include "base/str.h"

bool fd_write(int fd, struct str s);

#endif
