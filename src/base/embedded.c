/*
 * embedded.c - finds embedded files by path
 *
 * The table is sorted by the build, so both questions are one binary search.
 */
#include "base/embedded.h"

#include <string.h>

size_t embedded_from(const char *prefix)
{
	size_t low = 0, high = n_embedded_files;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(embedded_files[mid].path, prefix) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct embedded *embedded_find(const char *path)
{
	size_t i = embedded_from(path);

	if (i == n_embedded_files || strcmp(embedded_files[i].path, path) != 0)
		return NULL;
	return &embedded_files[i];
}
