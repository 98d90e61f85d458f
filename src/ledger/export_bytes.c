/*
 * export_bytes.c - a workbook as bytes: made in a file that is ours for a moment, read back
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ledger/export.h"

/* A new empty file that only we may read; NULL, and a fault. */
static char *scratch(struct tx *tx)
{
	const char *dir = getenv("TMPDIR");
	char *path = arena_z(tx->arena, arena_fmt(tx->arena, "%s/yifa-XXXXXX", dir ? dir : "/tmp"));
	int fd = mkstemp(path);

	if (fd < 0) {
		tx_fault(tx, "不能建立临时文件：%s", path);
		return NULL;
	}
	close(fd);
	return path;
}

static bool read_back(struct tx *tx, const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rbe");
	char part[65536];
	size_t n;

	while (f && (n = fread(part, 1, sizeof(part), f)) > 0)
		buf_put(out, (struct str){ part, n });
	if (!f || ferror(f) || out->over)
		tx_fault(tx, "表格文件读不回来：%s", path);
	if (f)
		fclose(f);
	return !tx->r->fault;
}

bool bytes_of_file(struct tx *tx, bool (*write)(struct tx *tx, const void *arg, const char *path),
                   const void *arg, struct buf *out)
{
	char *path = scratch(tx);
	bool ok = path && write(tx, arg, path) && read_back(tx, path, out);

	if (path)
		unlink(path);
	return ok;
}

bool export_xlsx_bytes(struct tx *tx, const struct export *x, struct buf *out, int64_t *ret_n)
{
	char *path = scratch(tx);
	bool ok = path && export_xlsx(tx, x, path, ret_n) && read_back(tx, path, out);

	if (path)
		unlink(path);
	return ok;
}

bool export_template_bytes(struct tx *tx, const struct export *x, struct buf *out)
{
	char *path = scratch(tx);
	bool ok = path && export_template(tx, x, path) && read_back(tx, path, out);

	if (path)
		unlink(path);
	return ok;
}
