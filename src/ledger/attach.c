/*
 * attach.c - files at records
 */
#include "ledger/attach.h"
#include "store/file_kind.h"

/* clang-format off */
enum { LISTED, COUNTED, SAME_FILE, INSERT, WITHDRAW, KNOWN, STORED, N_SQL };
static const struct stmt sql[N_SQL] = {
	[LISTED]    = { "SELECT id, sm3, size, type, name, field, added_at, added_by FROM files"
	                " WHERE org = $1 AND ledger = $2 AND record = $3 AND void_on IS NULL ORDER BY id", NULL },
	[COUNTED]   = { "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS bigint) FROM files WHERE org = $1 AND ledger = $2 AND record = $3 AND void_on IS NULL", NULL },
	[SAME_FILE] = { "SELECT id FROM files WHERE org = $1 AND ledger = $2 AND record = $3 AND sm3 = $4 AND field = $5 AND void_on IS NULL LIMIT 1", NULL },
	[INSERT]    = { "INSERT INTO files (org, id, sm3, size, type, name, ledger, record, field, added_at, added_by)"
	                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", NULL },
	[WITHDRAW]  = { "UPDATE files SET void_on = $4 WHERE org = $1 AND record = $2 AND id = $3", NULL },
	[STORED]    = { "SELECT f.sm3, f.size, COUNT(*), MIN(f.ledger), MIN(f.record) FROM (SELECT sm3, size, ledger, record FROM files UNION ALL"
	                " SELECT c.sm3, c.size, o.ledger, o.record FROM paper_copies c JOIN paper_orders o ON o.org = c.org AND o.id = c.paper) f"
	                " GROUP BY f.sm3, f.size ORDER BY f.sm3", "bytes stand once for all bureaus" },
	[KNOWN]     = { "SELECT 1 FROM (SELECT sm3 FROM files UNION ALL SELECT sm3 FROM paper_copies) f WHERE f.sm3 = $1 LIMIT 1", "bytes stand once for all bureaus" },
};
/* clang-format on */

/* --- who sees them --------------------------------------------------------------------------- */

bool holds_files(const struct table *t, struct str field, const char **ret_kinds)
{
	const struct field *f = field_of(t->l, field);

	for (size_t i = 0; f && f->kind == ROWS && i < f->n_rows; i++)
		if (f->rows[i].form && str_is(str_of(f->rows[i].form), "sm3")) {
			if (ret_kinds)
				*ret_kinds = f->rows[i].of;
			return true;
		}
	return false;
}

/* A file at no field is of the record as a whole. */
static bool may_see_at(const struct table *t, unsigned roles, struct str field)
{
	static const struct field whole = { .key = "files", .kind = TEXT };
	const struct field *f = field.n ? field_of(t->l, field) : NULL;

	return may_see(t, roles, f ? f : &whole);
}

size_t record_files(struct tx *tx, const struct viewer *v, const struct table *t, int64_t org,
                    int64_t id, struct attached **ret)
{
	struct rows q = db_query(tx, &sql[LISTED], org, str_of(t->l->key), id);
	struct attached f, *list = NULL;
	size_t n = 0, cap = 0;

	while (db_row(&q, &f.id, &f.sm3, &f.size, &f.type, &f.name, &f.field, &f.at, &f.by)) {
		if (v && !may_see_at(t, v->roles, f.field))
			continue;
		f.sm3 = arena_str(tx->arena, f.sm3);
		f.type = arena_str(tx->arena, f.type);
		f.name = arena_str(tx->arena, f.name);
		f.field = arena_str(tx->arena, f.field);
		arena_grow(tx->arena, list, n, cap);
		list[n++] = f;
	}
	*ret = list;
	return n;
}

bool record_file(struct tx *tx, const struct viewer *v, const struct table *t, int64_t org,
                 int64_t id, int64_t file, struct attached *ret)
{
	struct attached *list;
	size_t n = record_files(tx, v, t, org, id, &list);

	for (size_t i = 0; i < n; i++)
		if (list[i].id == file) {
			*ret = list[i];
			return true;
		}
	return false;
}

bool may_attach(const struct table *t, unsigned roles)
{
	const unsigned keepers = STAFF | LEGAL | SECRETARY | REVIEWER | HEADS | LEADER |
	                         DISCLOSURE_HEAD;

	if (roles & keepers)
		return true;
	for (size_t i = 0; i < t->l->n_access; i++)
		if (t->l->access[i].who & roles && str_index(t->l->access[i].may, S("attach")) >= 0)
			return true;
	return false;
}

bool file_is_known(struct tx *tx, struct str sm3)
{
	int64_t id;

	return db_one(tx, &sql[KNOWN], VALS(sm3), &id);
}

size_t files_stored(struct tx *tx, struct stored_file **ret)
{
	struct rows q = db_query(tx, &sql[STORED]);
	struct stored_file b, *list = NULL;
	size_t n = 0, cap = 0;

	while (db_row(&q, &b.sm3, &b.size, &b.places, &b.ledger, &b.record)) {
		b.sm3 = arena_str(tx->arena, b.sm3);
		b.ledger = arena_str(tx->arena, b.ledger);
		arena_grow(tx->arena, list, n, cap);
		list[n++] = b;
	}
	*ret = list;
	return n;
}

/* --- the verbs ------------------------------------------------------------------------------- */

static bool no(struct taking *k, const char *field, struct str say, struct str way)
{
	refuse_basis(k, field, say, S(""), &k->s->basis, way, false);
	return false;
}

static struct str entry_str(const struct taking *k, const char *key)
{
	const struct entry *e = entry_of(k->e, k->n, str_of(key));

	return !e ? S("") : e->typed && e->val.is == VAL_TEXT ? e->val.s : e->text;
}

static int64_t entry_number(const struct taking *k, const char *key)
{
	const struct entry *e = entry_of(k->e, k->n, str_of(key));
	int64_t n = 0;

	if (e && e->typed && e->val.is == VAL_INT)
		return e->val.i;
	if (e)
		str_int(str_trim(e->text), &n);
	return n;
}

static bool kind_stands(struct taking *k, const struct attached *f)
{
	const struct file_type *t = file_type_named(f->type);
	const char *kinds = NULL;

	if (!t)
		return no(k, "file", S("没有收下：这种文件不能作附件。"), S(""));
	if (f->field.n && !holds_files(k->t, f->field, &kinds))
		return no(k, "field", S("这一项不放文件。"), S("请改选位置。"));
	if (kinds && str_index(kinds, str_of(file_kind_key(t->kind))) < 0)
		return no(k, "file",
		          arena_fmt(k->tx->arena, "“%.*s”是%s，%s不收。", P(f->name), t->label,
		                    field_of(k->t->l, f->field)->label),
		          S("请放在记录的附件里，或者换一个文件。"));
	return true;
}

/* A setting of the bureau; one without a value sets no limit. */
static int64_t most_of(const struct program *p, int64_t org, const char *id, struct day on)
{
	const struct term *t = term_on(law_of(p, org), str_of(id), on);

	return t && t->has_value ? t->n : INT64_MAX;
}

int64_t file_limit(const struct program *p, int64_t org, enum file_kind k, struct day on)
{
	char id[32];
	int64_t mb;

	snprintf(id, sizeof(id), "file-limit-%s", file_kind_key(k));
	mb = most_of(p, org, id, on);
	return mb < MOST_FILE >> 20 ? mb << 20 : MOST_FILE;
}

static bool count_stands(struct taking *k, const struct attached *f)
{
	int64_t n = 0, bytes = 0, same = 0,
		most = most_of(k->p, k->who->org, "file-count", k->today);

	if (!db_one(k->tx, &sql[COUNTED], VALS(k->who->org, str_of(k->t->l->key), k->id), &n,
	            &bytes))
		return false;
	if (n >= most)
		return no(k, "file",
		          arena_fmt(k->tx->arena, "一条记录最多%lld个附件。", (long long)most),
		          S("请合并成一个 PDF，或者撤下不需要的。"));
	if (bytes > MOST_FILES_BYTES - f->size)
		return no(k, "file", S("一条记录的附件最多共 64 GB。"), S("请撤下不需要的。"));
	if (db_one(k->tx, &sql[SAME_FILE],
	           VALS(k->who->org, str_of(k->t->l->key), k->id, f->sm3, f->field), &same))
		return no(k, "file",
		          arena_fmt(k->tx->arena, "“%.*s”已经在这里，内容完全相同。", P(f->name)),
		          S(""));
	return true;
}

bool attach_take(struct taking *k)
{
	const struct entry *sm3 = entry_of(k->e, k->n, S("sm3"));
	struct attached *f = arena_new(k->tx->arena, struct attached);

	if (!sm3 || !sm3->typed || sm3->val.is != VAL_TEXT)
		return no(k, "file", S("没有收到文件。"), S("请选择文件再上传。"));
	*f = (struct attached){ .sm3 = sm3->val.s,
		                .size = entry_number(k, "size"),
		                .type = entry_str(k, "type"),
		                .name = entry_str(k, "name"),
		                .field = entry_str(k, "field") };
	if (!kind_stands(k, f) || !count_stands(k, f))
		return false;
	f->id = tx_new_id(k->tx);
	db_exec(k->tx, &sql[INSERT], k->who->org, f->id, f->sm3, f->size, f->type, f->name,
	        str_of(k->t->l->key), k->id, f->field, k->now, k->who->entered_by);
	k->file = f;
	return true;
}

bool detach_take(struct taking *k)
{
	struct attached *f = arena_new(k->tx->arena, struct attached);

	if (!record_file(k->tx, NULL, k->t, k->who->org, k->id, entry_number(k, "file"), f))
		return no(k, "file", S("没有这个附件，或者已经撤下。"), S(""));
	db_exec(k->tx, &sql[WITHDRAW], k->who->org, k->id, f->id, k->day);
	k->file = f;
	return true;
}
