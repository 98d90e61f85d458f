/*
 * job.c - jobs as rows
 */
#include "base/buf.h"
#include "ledger/job.h"

/* clang-format off */
#define COLUMNS_OF "org, id, kind, label, state, args, account, person, done, total, said, holder, lease, tries, cancel," \
	" made_at, started_at, ended_at, file_name, file_type, expires_at"
enum { ADD, LOAD, MINE, ALL, WAITING, TAKE, BEAT, CANCELLED, END, CANCEL, CANCEL_NOW, GO_ON, GIVE_BACK, RECOVER, EXPIRE, EXPIRE_BYTES,
	DROP_BYTES, PUT_BYTES, GET_BYTES, NOTICE, UNREAD, NOTICES, READ, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ADD] = { "INSERT INTO jobs (org, id, kind, label, state, args, account, person, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" },
	[LOAD] = { "SELECT " COLUMNS_OF " FROM jobs WHERE org = $1 AND id = $2" },
	[MINE] = { "SELECT " COLUMNS_OF " FROM jobs WHERE org = $1 AND account = $2 ORDER BY id DESC LIMIT $3" },
	[ALL] = { "SELECT " COLUMNS_OF " FROM jobs WHERE org = $1 ORDER BY id DESC LIMIT $2" },
	[WAITING] = { "SELECT " COLUMNS_OF " FROM jobs WHERE state = 'waiting' OR (state = 'running' AND lease < $1) ORDER BY id LIMIT 1",
	              "runners serve every bureau of the database" },
	[TAKE] = { "UPDATE jobs SET state = 'running', holder = $4, lease = $5, tries = tries + 1, started_at = $6, done = 0"
	           " WHERE org = $1 AND id = $2 AND tries = $3 AND state IN ('waiting', 'running')" },
	[BEAT] = { "UPDATE jobs SET lease = $4, done = $5, total = $6 WHERE org = $1 AND id = $2 AND holder = $3 AND state = 'running'" },
	[CANCELLED] = { "SELECT cancel FROM jobs WHERE org = $1 AND id = $2" },
	[END] = { "UPDATE jobs SET state = $3, said = $4, done = $5, total = $6, file_name = $7, file_type = $8, ended_at = $9, expires_at = $10,"
	          " lease = NULL WHERE org = $1 AND id = $2 AND holder = $11 AND state IN ('waiting', 'running')" },
	[CANCEL] = { "UPDATE jobs SET cancel = 1 WHERE org = $1 AND id = $2 AND state = 'running'" },
	[CANCEL_NOW] = { "UPDATE jobs SET state = 'cancelled', ended_at = $3, expires_at = $3 WHERE org = $1 AND id = $2 AND state IN ('waiting', 'ready')" },
	[GO_ON] = { "UPDATE jobs SET state = 'waiting', args = $3, done = 0, tries = 0, ended_at = NULL WHERE org = $1 AND id = $2 AND state = 'ready'" },
	[GIVE_BACK] = { "UPDATE jobs SET state = 'waiting', tries = tries - 1 WHERE org = $1 AND id = $2 AND holder = $3 AND state = 'running'" },
	[RECOVER] = { "UPDATE jobs SET state = 'waiting' WHERE state = 'running'", "the one process of this database begins" },
	[EXPIRE] = { "UPDATE jobs SET file_name = '', expires_at = NULL, state = CASE WHEN state = 'ready' THEN 'cancelled' ELSE state END WHERE expires_at < $1",
	             "of every bureau" },
	[EXPIRE_BYTES] = { "DELETE FROM job_bytes WHERE EXISTS (SELECT 1 FROM jobs j WHERE j.org = job_bytes.org AND j.id = job_bytes.job AND j.expires_at < $1)",
	                   "of every bureau" },
	[DROP_BYTES] = { "DELETE FROM job_bytes WHERE org = $1 AND job = $2 AND role = $3" },
	[PUT_BYTES] = { "INSERT INTO job_bytes (org, job, role, n, body) VALUES ($1, $2, $3, $4, $5)" },
	[GET_BYTES] = { "SELECT body FROM job_bytes WHERE org = $1 AND job = $2 AND role = $3 ORDER BY n" },
	[NOTICE] = { "INSERT INTO notices (org, id, account, text, href, made_at) VALUES ($1, $2, $3, $4, $5, $6)" },
	[UNREAD] = { "SELECT COUNT(*) FROM notices WHERE org = $1 AND account = $2 AND read_at IS NULL" },
	[NOTICES] = { "SELECT id, text, href, made_at, read_at FROM notices WHERE org = $1 AND account = $2 ORDER BY id DESC LIMIT $3" },
	[READ] = { "UPDATE notices SET read_at = $3 WHERE org = $1 AND account = $2 AND read_at IS NULL" },
};

static const struct { const char *key, *label; } states[] = {
	{ "waiting", "排队" }, { "running", "进行中" }, { "ready", "待确认" }, { "done", "完成" }, { "refused", "未通过" },
	{ "failed", "出错" }, { "cancelled", "已取消" }, { "interrupted", "中断" },
};
/* clang-format on */

const char *job_state_label(struct str state)
{
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (str_is(state, states[i].key))
			return states[i].label;
	return "";
}

bool job_is_over(const struct job_row *j)
{
	return str_index("done,refused,failed,cancelled,interrupted", j->state) >= 0;
}

/* --- reading ------------------------------------------------------------------------------------ */

static bool next(struct rows *q, struct arena *a, struct job_row *j)
{
	int64_t cancel;
	struct str *text[] = { &j->kind, &j->label,     &j->state,     &j->args,
		               &j->said, &j->file_name, &j->file_type, &j->holder };

	if (!db_row(q, &j->org, &j->id, &j->kind, &j->label, &j->state, &j->args, &j->account,
	            &j->person, &j->done, &j->total, &j->said, &j->holder, &j->lease, &j->tries,
	            &cancel, &j->made_at, &j->started_at, &j->ended_at, &j->file_name,
	            &j->file_type, &j->expires_at))
		return false;
	j->cancel = cancel != 0;
	for (size_t i = 0; i < sizeof(text) / sizeof(text[0]); i++)
		*text[i] = arena_str(a, *text[i]);
	return true;
}

static bool one(struct tx *tx, struct rows q, struct job_row *ret)
{
	bool found = next(&q, tx->arena, ret);

	db_close(&q);
	return found;
}

bool job_load(struct tx *tx, int64_t org, int64_t id, struct job_row *ret)
{
	return one(tx, db_query(tx, &sql[LOAD], org, id), ret);
}

bool job_waiting(struct tx *tx, struct instant now, struct job_row *ret)
{
	return one(tx, db_query(tx, &sql[WAITING], now), ret);
}

size_t jobs_of(struct tx *tx, int64_t org, int64_t account, struct job_row **ret)
{
	int64_t most = JOBS_SHOWN;
	struct rows q = account ? db_query(tx, &sql[MINE], org, account, most)
	                        : db_query(tx, &sql[ALL], org, most);
	size_t n = 0;

	*ret = arena_array(tx->arena, struct job_row, JOBS_SHOWN + 1);
	while (n < JOBS_SHOWN && next(&q, tx->arena, &(*ret)[n]))
		n++;
	db_close(&q);
	return n;
}

/* --- the life of one ------------------------------------------------------------------------------ */

bool job_add(struct tx *tx, const struct job_row *j, int64_t *ret_id)
{
	*ret_id = tx_new_id(tx);
	db_exec(tx, &sql[ADD], j->org, *ret_id, j->kind, j->label, j->state, j->args, j->account,
	        j->person, world_now(tx->world));
	return !tx->r->fault;
}

bool job_take(struct tx *tx, const struct job_row *j, struct str holder, struct instant until)
{
	return db_changed(tx, &sql[TAKE], j->org, j->id, j->tries, holder, until,
	                  world_now(tx->world)) == 1;
}

bool job_beat(struct tx *tx, const struct job_row *j, struct instant until, bool *ret_cancel)
{
	int64_t cancel = 0;
	bool ours = db_changed(tx, &sql[BEAT], j->org, j->id, j->holder, until, j->done,
	                       j->total) == 1;

	db_one(tx, &sql[CANCELLED], VALS(j->org, j->id), &cancel);
	*ret_cancel = cancel != 0 || !ours;
	return ours;
}

static struct instant kept_until(struct tx *tx)
{
	struct instant now = world_now(tx->world);

	return (struct instant){ now.us + (int64_t)JOB_KEPT_DAYS * 86400 * 1000000 };
}

bool job_end(struct tx *tx, const struct job_row *j, struct str state, struct str href)
{
	int64_t n = db_changed(tx, &sql[END], j->org, j->id, state, j->said, j->done, j->total,
	                       j->file_name, j->file_type, world_now(tx->world), kept_until(tx),
	                       j->holder);

	if (n != 1 || tx->r->fault)
		return false;
	if (str_is(state, "ready"))
		return notice_add(tx, j->org, j->account,
		                  arena_fmt(tx->arena, "%.*s：已检查，等待确认", P(j->label)),
		                  href);
	return notice_add(tx, j->org, j->account,
	                  arena_fmt(tx->arena, "%.*s：%s", P(j->label), job_state_label(state)),
	                  href);
}

bool job_cancel(struct tx *tx, int64_t org, int64_t id)
{
	if (db_changed(tx, &sql[CANCEL_NOW], org, id, world_now(tx->world)))
		return true;
	return db_changed(tx, &sql[CANCEL], org, id) == 1;
}

bool job_go_on(struct tx *tx, int64_t org, int64_t id, struct str args)
{
	return db_changed(tx, &sql[GO_ON], org, id, args) == 1;
}

void job_give_back(struct tx *tx, const struct job_row *j)
{
	db_exec(tx, &sql[GIVE_BACK], j->org, j->id, j->holder);
}

void jobs_recover(struct tx *tx)
{
	db_exec(tx, &sql[RECOVER]);
}

void jobs_expire(struct tx *tx)
{
	struct instant now = world_now(tx->world);

	db_exec(tx, &sql[EXPIRE_BYTES], now);
	db_exec(tx, &sql[EXPIRE], now);
}

/* --- bytes ---------------------------------------------------------------------------------------- */

bool job_put_bytes(struct tx *tx, int64_t org, int64_t id, enum job_role role, struct str bytes)
{
	int64_t n = 0, is = role;

	db_exec(tx, &sql[DROP_BYTES], org, id, is);
	while (bytes.n && !tx->r->fault) {
		struct str piece = { bytes.p, bytes.n < JOB_PIECE ? bytes.n : JOB_PIECE };
		struct val v = { VAL_BYTES, 0, piece };
		db_exec(tx, &sql[PUT_BYTES], org, id, is, n++, v);
		bytes = str_from(bytes, piece.n);
	}
	return !tx->r->fault;
}

bool job_get_bytes(struct tx *tx, struct arena *a, int64_t org, int64_t id, enum job_role role,
                   struct str *ret)
{
	struct rows q = db_query(tx, &sql[GET_BYTES], org, id, (int64_t)role);
	struct buf b;
	struct val v;
	bool found = false;

	buf_init(&b, JOB_MOST_BYTES);
	while (db_row(&q, &v)) {
		buf_put(&b, v.s);
		found = true;
	}
	if (b.over)
		tx_fault(tx, "一个作业的数据超过 %d 字节", JOB_MOST_BYTES);
	else if (found)
		*ret = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return found && !tx->r->fault;
}

/* --- notices --------------------------------------------------------------------------------------- */

bool notice_add(struct tx *tx, int64_t org, int64_t account, struct str text, struct str href)
{
	db_exec(tx, &sql[NOTICE], org, tx_new_id(tx), account, text, href, world_now(tx->world));
	return !tx->r->fault;
}

int64_t notices_unread(struct tx *tx, int64_t org, int64_t account)
{
	int64_t n = 0;

	db_one(tx, &sql[UNREAD], VALS(org, account), &n);
	return n;
}

size_t notices_of(struct tx *tx, int64_t org, int64_t account, struct notice **ret)
{
	int64_t most = JOBS_SHOWN;
	struct rows q = db_query(tx, &sql[NOTICES], org, account, most);
	size_t n = 0;
	struct notice x;

	*ret = arena_array(tx->arena, struct notice, JOBS_SHOWN);
	while (n < JOBS_SHOWN && db_row(&q, &x.id, &x.text, &x.href, &x.made_at, &x.read_at)) {
		x.text = arena_str(tx->arena, x.text);
		x.href = arena_str(tx->arena, x.href);
		(*ret)[n++] = x;
	}
	db_close(&q);
	return n;
}

void notices_read(struct tx *tx, int64_t org, int64_t account)
{
	db_exec(tx, &sql[READ], org, account, world_now(tx->world));
}
