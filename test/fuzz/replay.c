/*
 * replay.c - runs a fuzzer's target over its corpus, without a fuzzer
 *
 * Linked to each fuzz_*.c in every build, so that what once broke a parser is tried again by
 * ./check with both compilers and under the sanitizers.  Each argument is a folder (every file in
 * it) or one file.  The empty input is always tried; a folder that is not there counts as empty.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int n_passed, n_failed;

static void replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct stat st;

	if (!f || fstat(fileno(f), &st) != 0) {
		fprintf(stderr, "cannot read %s\n", path);
		n_failed++;
		return;
	}
	/* Exactly as long as the input, so that a byte too far is seen. */
	uint8_t *data = malloc((size_t)st.st_size);
	size_t n = fread(data, 1, (size_t)st.st_size, f);

	fclose(f);
	printf("%s\n", path);
	fflush(stdout); /* a crash comes after the name of what caused it */
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	n_passed++;
}

static void replay_folder(const char *folder)
{
	DIR *d = opendir(folder);

	if (!d) {
		if (errno == ENOTDIR)
			replay_file(folder);
		return;
	}
	for (struct dirent *e; (e = readdir(d)) != NULL;) {
		char path[4096];

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		replay_file(path);
	}
	closedir(d);
}

int main(int argc, char **argv)
{
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	n_passed++;
	for (int i = 1; i < argc; i++)
		replay_folder(argv[i]);
	printf("%d passed, %d failed\n", n_passed, n_failed);
	return n_failed > 0;
}
