/*
 * import_keep.c - what an import leaves beside its records
 */
#include "base/sm3.h"
#include "journal/journal.h"
#include "base/json.h"
#include "ledger/import_inner.h"

/* clang-format off */
enum { IMPORT, WARNING, N_SQL };
static const struct stmt sql[N_SQL] = {
	[IMPORT] = { "INSERT INTO imports (org, id, ledger, mode, name, sm3, made_at, made_by, rows, created, updated, same, warned, state)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'kept')" },
	[WARNING] = { "INSERT INTO import_warnings (org, import, n, ledger, record, line, field, say, basis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" },
};
/* clang-format on */

static int64_t batch_of(const struct im *im)
{
	int64_t id = 0;

	str_int(im->result->batch, &id);
	return id;
}

void im_keep_warnings(struct im *im, struct tx *tx, const struct im_row *row, size_t from)
{
	for (size_t i = from; i < im->r->n && row->id; i++) {
		const struct refusal *x = &im->r->list[i];
		if (x->warning)
			db_exec(tx, &sql[WARNING], im->in->who->org, batch_of(im), ++im->n_kept,
			        str_of(im->t->l->key), row->id, x->line, x->field, x->say,
			        x->basis);
	}
}

/* Its version as it stands now; one that a rollback took away is not there. */
static void keep_record(struct im *im, struct tx *tx, const struct table *t, int64_t id, int made)
{
	const struct stmt *st = stmt_intern(
		t->program,
		arena_fmt(
			tx->arena,
			"INSERT INTO import_records (org, import, ledger, record, version, made)"
			" SELECT m.org, $3, '%s', m.id, m.version, $4 FROM \"%s\" m"
			" WHERE m.org = $1 AND m.id = $2 ON CONFLICT (org, import, record) DO NOTHING",
			t->l->key, t->l->key));

	db_exec(tx, st, im->in->who->org, id, batch_of(im), made);
}

static struct str mode_of(const struct im *im)
{
	return im->in->who->mode == HISTORY   ? S("history")
	       : im->in->who->mode == OPENING ? S("opening")
	                                      : S("live");
}

static struct str files_sm3(const struct im *im)
{
	struct str all = S("");

	for (size_t i = 0; i < im->in->n_files; i++)
		all = arena_fmt(im->a, "%.*s%s%.*s", P(all), i ? "," : "",
		                P(sm3_hex(im->a, im->in->files[i].bytes)));
	return all;
}

static struct str body(const struct im *im, struct tx *tx, struct str sm3)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_pair(j, "batch", im->result->batch);
	json_key(j, "created");
	json_int(j, im->result->created);
	json_pair(j, "mode", mode_of(im));
	json_key(j, "rows");
	json_int(j, im->result->rows);
	json_pair(j, "sm3", sm3);
	json_key(j, "updated");
	json_int(j, im->result->updated);
	return json_end(&t, tx->arena);
}

static void journal(struct im *im, struct tx *tx, struct str sm3)
{
	const struct actor *who = im->in->who;

	journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = who->entered_by,
	                                            .done_by = who->done_by,
	                                            .ledger = str_of(im->t->l->key),
	                                            .verb = S("import"),
	                                            .body = body(im, tx, sm3),
	                                            .origin = S("import") });
}

void im_keep(struct im *im, struct tx *tx)
{
	const struct import_result *x = im->result;
	struct str sm3 = files_sm3(im);

	if (!x->created && !x->updated)
		return;
	db_exec(tx, &sql[IMPORT], im->in->who->org, batch_of(im), str_of(im->t->l->key),
	        mode_of(im), im->in->files[0].name, sm3, world_now(tx->world),
	        im->in->who->entered_by, x->rows, x->created, x->updated, x->same, im->n_kept);
	for (size_t i = 0; i < im->begun.n; i++)
		keep_record(im, tx, im->begun.list[i].t, im->begun.list[i].id, 1);
	for (size_t i = 0; i < im->main.n; i++)
		if (im->main.list[i].does == IM_UPDATE)
			keep_record(im, tx, im->t, im->main.list[i].id, 0);
	journal(im, tx, sm3);
}
