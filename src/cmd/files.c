/*
 * files.c - walks the rows of `files` with their bytes
 */
#include "cmd/files.h"
#include "ledger/attach.h"

/* Read at once: nobody's transaction stays open while gigabytes are hashed. */
static size_t all_bytes(struct app *app, struct stored_file **ret)
{
	struct tx tx = app_read(app);
	size_t n = files_stored(&tx, ret);

	tx_end(&tx);
	return n;
}

static bool stands(struct app *app, const struct stored_file *b)
{
	static const char *const says[] = {
		[FILE_MISSING] = "不见了",
		[FILE_CHANGED] = "内容已经改变",
		[FILE_UNREADABLE] = "读不出来",
	};
	enum file_is is = file_check(app->files, b->sm3, b->size);

	if (is == FILE_FINE)
		return true;
	app_no(app, REFUSED, "附件 %.*s %s（%.*s %lld，共 %lld 处）。", P(b->sm3), says[is],
	       P(b->ledger), (long long)b->record, (long long)b->places);
	return false;
}

static bool is_known(void *arg, struct str sm3)
{
	struct tx *tx = arg;

	return tx->r->fault || file_is_known(tx, sm3) || tx->r->fault;
}

static bool sweep(struct app *app)
{
	struct tx tx = app_read(app);
	struct str error = S("");
	size_t n = 0;
	bool ok = file_store_sweep(app->files, FILE_GRACE_SECONDS, is_known, &tx, &n, &error);

	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (!ok)
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	if (n)
		app_no(app, DONE, "删去没有记录指向的文件 %zu 个。", n);
	return true;
}

bool app_files_check(struct app *app, bool sweeps, size_t *ret_n)
{
	struct stored_file *list;
	size_t n, wrong = 0;

	if ((!app->db && !app_db(app, false)) || (!app->files && !app_files(app)))
		return false;
	n = all_bytes(app, &list);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (!app->files)
		return !n ||
		       (app_no(app, REFUSED, "没有写明附件放在哪里（--files 或者 YIFA_FILES）。"),
		        false);
	for (size_t i = 0; i < n; i++)
		wrong += !stands(app, &list[i]);
	*ret_n = wrong;
	return !sweeps || sweep(app);
}

size_t app_files_stored(struct app *app)
{
	struct stored_file *list;

	return all_bytes(app, &list);
}

bool app_files_copy(struct app *app, struct file_store *from, struct file_store *to, size_t *ret_n)
{
	struct stored_file *list;
	size_t n = all_bytes(app, &list);
	struct str error = S("");

	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	for (size_t i = 0; i < n; i++)
		if (!file_copy(from, to, list[i].sm3, list[i].size, &error))
			return app_no(app, FAULTED, "%.*s", P(error)), false;
	*ret_n = n;
	return true;
}
