/*
 * job_upkeep.c - copies of the whole, and what is stored and could be computed again
 */
#include "base/json.h"
#include "journal/verify.h"
#include "ledger/attach.h"
#include "ledger/recheck.h"
#include "ledger/replay.h"
#include "ledger/search.h"
#include "store/backup.h"
#include "web/job_upkeep.h"

#include <sys/stat.h>
#include <unistd.h>

enum { SEARCH_BATCH = 500, FINDINGS_SHOWN = 3 };

bool is_upkeep(struct str kind)
{
	return str_index("backup,backup_check,search,recount", kind) >= 0;
}

static struct str refused(struct job_run *k, struct str why)
{
	if (!k->r.fault)
		k->row.said = why;
	return S("refused");
}

/* He may have lost the post since he began it. */
static bool may_keep(struct job_run *k)
{
	if (k->viewer.roles & SYSTEM_ADMIN)
		return true;
	refused(k, S("发起人已经不是系统管理员。"));
	return false;
}

/* --- backup ---------------------------------------------------------------------------------- */

/* Pages of the database, then files of the store. */
struct copying {
	struct job_run *k;
	int64_t files, pages;
};

static bool page_go(void *arg, int64_t done, int64_t total)
{
	struct copying *c = arg;

	c->pages = total;
	return job_go(c->k, done, total + c->files);
}

static size_t all_files(struct job_run *k, struct stored_file **ret)
{
	struct tx tx = tx_read(k->web->db, &k->world, &k->arena, &k->r);
	size_t n = k->web->files ? files_stored(&tx, ret) : 0;

	tx_end(&tx);
	return n;
}

static bool nobody_knows(void *arg, struct str sm3)
{
	(void)arg, (void)sm3;
	return false;
}

/* What is there already is not copied again.  Given up: what was copied goes. */
static bool copy_files(struct copying *c, const char *path, const struct stored_file *list,
                       struct str *error)
{
	struct file_store *to = file_store_open(&c->k->arena,
	                                        arena_fmt(&c->k->arena, "%s.files", path).p, error);
	size_t n = 0;
	bool ok = to != NULL;

	for (int64_t i = 0; ok && i < c->files; i++)
		ok = job_go(c->k, c->pages + i, c->pages + c->files) &&
		     file_copy(c->k->web->files, to, list[i].sm3, list[i].size, error);
	if (to && !ok)
		file_store_sweep(to, 0, nobody_knows, NULL, &n, &(struct str){ "", 0 });
	return ok;
}

static bool copy_all(struct job_run *k, const char *path, struct str *error)
{
	struct stored_file *list = NULL;
	struct copying c = { .k = k, .files = (int64_t)all_files(k, &list) };
	const struct backup_way way = { page_go, &c };
	bool there = access(path, F_OK) == 0,
	     ok; /* this job was here before it was stopped       */

	if (k->r.fault)
		return false;
	ok = (there || db_backup(k->web->db, path, &way, error)) && db_sound(path, error) &&
	     (!c.files || copy_files(&c, path, list, error));
	if (!ok)
		unlink(path);
	return ok;
}

static struct str entry_body(struct job_run *k, struct str file)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 12);

	json_key(j, "after");
	json_open(j, '{');
	json_pair(j, "file", file);
	json_close(j, '}');
	return json_end(&t, &k->arena);
}

struct copied {
	struct job_run *k;
	struct str file;
};

/* A copy of everything is made: that is told by the journal, with the end of the job. */
static bool copied_row(struct tx *tx, void *arg)
{
	struct copied *x = arg;
	struct job_run *k = x->k;

	if (!job_seal(k))
		return refuse(tx->r, NULL, S("已取消。"), S(""));
	journal_append(tx, &(struct journal_entry){ .org = k->row.org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = k->viewer.person,
	                                            .done_by = k->viewer.person,
	                                            .ledger = S("database"),
	                                            .verb = S("backup"),
	                                            .body = entry_body(k, x->file),
	                                            .origin = S("job") });
	k->row.done = k->row.total = k->total;
	return job_end(tx, &k->row, S("done"), job_href(tx->arena, &k->row));
}

struct str run_backup(struct job_run *k)
{
	struct arena *a = &k->arena;
	struct str error = S(""), name;
	struct copied x = { .k = k };
	const char *path;

	if (!may_keep(k))
		return S("refused");
	if (!k->web->backups)
		return refused(k, S("数据库在 PostgreSQL 服务器上，请用 pg_dump -Fc 备份。"));
	name = arena_fmt(a, "yifa-%.*s-%lld.db", P(day_text(a, world_today(&k->world))),
	                 (long long)k->row.id);
	path = arena_fmt(a, "%s/%.*s", k->web->backups, P(name)).p;
	mkdir(k->web->backups, 0700);
	if (!copy_all(k, path, &error))
		return refused(k, arena_str(a, error));
	x.file = name;
	k->row.said = arena_fmt(a, "已备份到 %.*s。", P(name));
	k->ended = tx_run(k->web->db, &k->world, a, &k->r, copied_row, &x);
	if (!k->ended)
		unlink(path);
	return S("done");
}

/* --- a copy compared with itself ------------------------------------------------------------- */

struct comparing {
	struct job_run *k;
	int64_t total, before; /* of the bureaus done                                        */
	struct buf said;       /* the first findings; the arena is rewound between records   */
	int n_said;
};

static bool compare_go(void *arg, int64_t seen)
{
	struct comparing *c = arg;

	return job_go(c->k, c->before + seen, c->total);
}

static void compare_found(void *arg, const struct finding_at *f)
{
	struct comparing *c = arg;

	if (c->n_said++ < FINDINGS_SHOWN)
		buf_fmt(&c->said, "%.*s %lld %.*s", P(f->ledger), (long long)f->record, P(f->say));
}

static int64_t rows_of(struct tx *tx, const struct program *p)
{
	static const struct stmt entries = { "SELECT COUNT(*) FROM journal", "of every bureau" };
	int64_t n = 0, one = 0;

	db_one(tx, &entries, VALS(), &n);
	for (size_t i = 0; i < p->n_tables; i++) {
		struct str text = arena_fmt(tx->arena, "SELECT COUNT(*) FROM \"%s\" WHERE org > 0",
		                            p->tables[i].l->key);
		db_one(tx, stmt_text(tx->arena, text), VALS(), &one);
		n += one;
	}
	return n;
}

static int64_t compare_all(struct comparing *c, struct tx *tx)
{
	const struct program *p = c->k->web->p;
	int64_t *orgs, found = 0;
	size_t n = journal_orgs(tx, &orgs);

	c->total = rows_of(tx, p);
	for (size_t i = 0; i < n && !tx->r->fault; i++) {
		struct verifying v = {
			.tx = tx, .org = orgs[i], .found = compare_found, .go = compare_go, .arg = c
		};
		journal_verify(&v);
		if (!v.stopped)
			records_verify(&v, p);
		if (v.stopped)
			return -1;
		found += v.n_found;
		c->before += v.entries + v.records;
	}
	return found;
}

/* Of those that stand in the folder, and nothing else. */
static const char *named(struct job_run *k, struct str name)
{
	struct backup_file *list;
	size_t n = k->web->backups ? backups_in(&k->arena, k->web->backups, &list) : 0;

	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].name, name))
			return arena_fmt(&k->arena, "%s/%.*s", k->web->backups, P(name)).p;
	return NULL;
}

static struct str compared(struct job_run *k, struct db *db, struct str name)
{
	struct comparing c = { .k = k };
	struct tx tx = tx_read(db, &k->world, &k->arena, &k->r);
	struct str said;
	int64_t found;

	buf_init(&c.said, 1 << 13);
	found = compare_all(&c, &tx);
	said = arena_str(&k->arena, buf_str(&c.said));
	buf_drop(&c.said);
	tx_end(&tx);
	if (k->r.fault || found < 0)
		return S("refused");
	if (found)
		return refused(k, arena_fmt(&k->arena, "%.*s 与日志不符，%lld 处：%.*s", P(name),
		                            (long long)found, P(said)));
	k->row.said = arena_fmt(&k->arena, "%.*s 完好，记录与日志相符。", P(name));
	return S("done");
}

struct str run_backup_check(struct job_run *k)
{
	struct str name = job_arg(&k->arena, &k->row, "file"), error = S(""), state;
	const char *path = named(k, name);
	struct db *db;

	if (!may_keep(k))
		return S("refused");
	if (!path)
		return refused(k, S("没有这个备份。"));
	if (!db_sound(path, &error))
		return refused(k, arena_str(&k->arena, error));
	db = db_open(arena_fmt(&k->arena, "sqlite:%s", path).p, true, &error);
	if (!db)
		return refused(k, arena_str(&k->arena, error));
	state = compared(k, db, name);
	db_close_all(db);
	return state;
}

/* --- the index of search --------------------------------------------------------------------- */

struct indexing {
	struct job_run *k;
	const struct table *t;
	int64_t from, next;
	size_t wrong;
};

static bool index_batch(struct tx *tx, void *arg)
{
	struct indexing *x = arg;

	x->next = x->from;
	x->wrong = search_recheck(tx, x->k->web->p, x->k->row.org, x->t, true, SEARCH_BATCH,
	                          &x->next);
	return !tx->r->fault;
}

static bool index_pack(struct tx *tx, void *arg)
{
	(void)arg;
	search_pack(tx);
	return !tx->r->fault;
}

static bool tx_of(struct job_run *k, bool (*fn)(struct tx *, void *), void *arg)
{
	return tx_run(k->web->db, &k->world, &k->arena, &k->r, fn, arg);
}

struct str run_search(struct job_run *k)
{
	const struct program *p = k->web->p;
	size_t wrong = 0;
	bool goes = may_keep(k);

	if (!goes)
		return S("refused");
	for (size_t i = 0; goes && i < p->n_tables; i++) {
		struct indexing x = { .k = k, .t = &p->tables[i] };
		for (goes = job_go(k, (int64_t)i, (int64_t)p->n_tables); goes && x.from >= 0;
		     x.from = x.next) {
			struct arena_mark mark = arena_mark(&k->arena);
			goes = tx_of(k, index_batch, &x) &&
			       job_go(k, (int64_t)i, (int64_t)p->n_tables);
			wrong += x.wrong;
			if (!k->r.fault)
				arena_rewind(&k->arena, mark);
		}
	}
	if (!goes || !tx_of(k, index_pack, NULL))
		return S("refused");
	k->row.said = wrong ? arena_fmt(&k->arena, "已重建，%zu 条有出入。", wrong)
	                    : S("已核对，没有出入。");
	return S("done");
}

/* --- dues and tallies ------------------------------------------------------------------------ */

struct recounting {
	struct job_run *k;
	struct recheck how;
	size_t n;
};

static bool recount_table(struct tx *tx, void *arg)
{
	struct recounting *x = arg;
	struct moved *list;

	x->n = dues_recheck(tx, x->k->web->p, x->k->row.org, &x->how, &list);
	return !tx->r->fault;
}

struct str run_recount(struct job_run *k)
{
	const struct program *p = k->web->p;
	struct recounting x = { .k = k, .how = { .mend = true, .why = S("重新计算") } };
	size_t n = 0;

	if (!may_keep(k))
		return S("refused");
	for (size_t i = 0; i < p->n_tables; i++) {
		x.how.only = &p->tables[i];
		if (!job_go(k, (int64_t)i, (int64_t)p->n_tables) || !tx_of(k, recount_table, &x))
			return S("refused");
		n += x.n;
	}
	k->row.said = n ? arena_fmt(&k->arena, "重新计算，%zu 项有变动。", n)
	                : S("重新计算，没有变动。");
	return S("done");
}
