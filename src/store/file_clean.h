/*
 * file_clean.h - a picture without what is not picture
 *
 * The public copy of a photo: the same pixels, nothing of where, when and by whom.  Lossless, the
 * coded picture itself is not touched.  What goes is said by what stays: of JPEG the tables and the
 * scans, and how the picture is turned (as the only thing in a new EXIF block); of PNG the chunks
 * that pixels need.  All else goes: EXIF, XMP, IPTC, colour profiles, comments, thumbnails, text,
 * times, and whatever stands behind the end of the picture (phones put whole films there).
 */
#ifndef STORE_FILE_CLEAN_H
#define STORE_FILE_CLEAN_H

#include "base/str.h"

/* Hands the pieces to put() in order; false when the bytes are no such picture, whatever was put. */
enum { JPEG_TURN_AT = 29 }; /* of a cleaned JPEG: byte of its one Exif block (marker FFE1) that says the turn */
bool jpeg_clean(struct str in, bool (*put)(void *, struct str), void *arg);
bool png_clean(struct str in, bool (*put)(void *, struct str), void *arg);

#endif
