/*
 * job_kinds.c - the kinds of work that run as jobs
 */
#include "base/sm3.h"
#include "ledger/batch.h"
#include "ledger/export.h"
#include "ledger/import.h"
#include "ledger/laws.h"
#include "ledger/recheck.h"
#include "paper/archive.h"
#include "report/report.h"
#include "web/import_draft.h"
#include "web/job_upkeep.h"

/* --- import --------------------------------------------------------------------------------------- */

struct importing {
	struct job_run *k;
	struct import in;
	struct import_file file;
	struct import_sample sample;
};

static bool go(void *arg, int64_t done, int64_t total)
{
	struct importing *m = arg;

	return job_go(m->k, done, total);
}

static void counts(struct job_run *k, const struct import_result *x)
{
	k->row.said = arena_fmt(&k->arena,
	                        "%lld 行：新登记 %lld，更新 %lld，已有 %lld；提醒 %lld 条。",
	                        (long long)x->rows, (long long)x->created, (long long)x->updated,
	                        (long long)x->same, (long long)x->warned);
}

static void put_result(struct importing *m, struct import_result x, bool kept,
                       const struct refusals *r)
{
	x.kept = kept;
	buf_clear(&m->k->made);
	import_draft_put(&m->k->made, &x, r, &m->sample);
}

/* Counts, answer and end of the job are committed together with the records. */
static bool at_end(void *arg, struct tx *tx, const struct import_result *x,
                   const struct refusals *r)
{
	struct importing *m = arg;
	struct job_run *k = m->k;

	if (!job_seal(k))
		return refuse(tx->r, NULL, S("已取消：一行也没有导入。"), S(""));
	counts(k, x);
	put_result(m, *x, true, r);
	k->row.done = k->row.total = 2 * x->rows;
	k->row.file_type = S("application/json");
	return job_put_bytes(tx, k->row.org, k->row.id, JOB_MADE, buf_str(&k->made)) &&
	       job_end(tx, &k->row, S("done"), job_href(tx->arena, &k->row));
}

static bool load(struct importing *m)
{
	struct job_run *k = m->k;
	struct arena *a = &k->arena;
	struct str mode = job_arg(a, &k->row, "mode");
	struct tx tx = tx_read(k->web->db, &k->world, a, &k->r);

	m->in.t = table_of(k->web->p, job_arg(a, &k->row, "ledger"));
	m->file.name = job_arg(a, &k->row, "name");
	k->actor.mode = str_is(mode, "history")   ? HISTORY
	                : str_is(mode, "opening") ? OPENING
	                                          : LIVE_WORK;
	if (m->in.t)
		m->in.cut_over = cut_over_of(&tx, k->row.org, m->in.t);
	if (m->in.t && job_get_bytes(&tx, a, k->row.org, k->row.id, JOB_GIVEN, &m->file.bytes) &&
	    !str_eq(sm3_hex(a, m->file.bytes), job_arg(a, &k->row, "sm3")))
		tx_fault(&tx, "作业 %lld 的文件与上传时不同", (long long)k->row.id);
	tx_end(&tx);
	return m->in.t && !k->r.fault;
}

static bool may_import(struct importing *m)
{
	struct job_run *k = m->k;

	if (k->actor.mode != LIVE_WORK && !may_import_history(k->viewer.roles))
		return refuse(&k->r, NULL, S("您无权导入历史数据。"), S(""));
	return may_open(m->in.t, k->viewer.roles) ||
	       refuse(&k->r, NULL, S("您无权查看这本台账。"), S(""));
}

static struct str run_import(struct job_run *k)
{
	struct importing m = { .k = k };
	struct import_result x = { 0 };
	bool dry = str_is(job_arg(&k->arena, &k->row, "phase"), "check"), ok;

	if (!load(&m) || !may_import(&m))
		return S("refused");
	m.in.p = k->web->p;
	m.in.who = &k->actor;
	m.in.files = &m.file;
	m.in.n_files = 1;
	m.in.dry_run = dry;
	m.in.most = IMPORT_ROWS;
	m.in.go = go;
	m.in.at_end = at_end;
	m.in.arg = &m;
	m.in.sample = &m.sample;
	ok = import_run(k->web->db, &k->world, &m.in, &k->r, &x);
	k->ended = ok && x.kept;
	if (k->ended)
		return S("done");
	put_result(&m, x, false, &k->r);
	k->row.file_type = S("application/json");
	if (ok)
		counts(k, &x);
	else
		k->row.said = arena_fmt(&k->arena, "有 %zu 处要改，一行也没有导入。",
		                        k->r.n_refused);
	return ok ? S("ready") : S("refused");
}

static struct str href_import(struct arena *a, const struct job_row *j)
{
	return arena_fmt(a, "/%.*s/import/%lld", P(job_arg(a, j, "ledger")), (long long)j->id);
}

/* --- export --------------------------------------------------------------------------------------- */

struct exporting {
	struct job_run *k;
	int64_t total;
};

static bool export_go(void *arg, int64_t done)
{
	struct exporting *e = arg;

	return job_go(e->k, done, e->total);
}

static bool export_write(struct job_run *k, struct tx *tx, struct export *x, struct str format)
{
	int64_t n = 0;

	if (str_is(format, "xlsx")) {
		k->row.file_type = S(XLSX_TYPE);
		return export_xlsx_bytes(tx, x, &k->made, &n);
	}
	k->row.file_type = str_is(format, "json") ? S("application/json")
	                                          : S("text/csv; charset=utf-8");
	return str_is(format, "json") ? export_json(tx, x, &n) : export_csv(tx, x, &n);
}

static struct str run_export(struct job_run *k)
{
	struct arena *a = &k->arena;
	struct exporting e = { k, 0 };
	struct str format = job_arg(a, &k->row, "format"), conds = job_arg(a, &k->row, "conds");
	struct export x = { .p = k->web->p,
		            .t = table_of(k->web->p, job_arg(a, &k->row, "ledger")),
		            .viewer = k->viewer,
		            .unmasked = str_is(job_arg(a, &k->row, "unmasked"), "yes"),
		            .conds = conds.n ? conds.p : NULL,
		            .out = &k->made,
		            .go = export_go,
		            .arg = &e };
	struct tx tx;
	bool ok;

	if (!x.t || !may_open(x.t, k->viewer.roles)) {
		k->row.said = S("您无权查看这本台账。");
		return S("refused");
	}
	tx = tx_read(k->web->db, &k->world, a, &k->r);
	e.total = export_count(&tx, &x);
	ok = export_write(k, &tx, &x, format);
	tx_end(&tx);
	if (!ok || k->r.n_refused)
		return S("refused");
	k->row.said = arena_fmt(a, "%lld 条。", (long long)e.total);
	k->row.file_name = arena_fmt(a, "%s.%.*s", x.t->l->key, P(format));
	return S("done");
}

/* --- the package of a file ------------------------------------------------------------------------ */

static bool package_go(void *arg, int64_t done, int64_t total)
{
	return job_go(arg, done, total);
}

static bool package_write(struct job_run *k, struct archive_ask *ask, struct str *ret_number)
{
	struct tx tx = tx_read(k->web->db, &k->world, &k->arena, &k->r);
	struct record r;
	bool ok = may_view(&tx, ask->p, &k->viewer, ask->t, ask->id) ||
	          refuse(&k->r, NULL, S("没有这条记录。"), S(""));

	ok = ok && archive_write(&tx, ask, &k->made) &&
	     record_load(&tx, ask->t, k->row.org, ask->id, &r);
	if (ok)
		*ret_number = record_text(&r, S("number"));
	tx_end(&tx);
	return ok && !k->r.n_refused && !k->r.fault;
}

static struct str run_package(struct job_run *k)
{
	struct arena *a = &k->arena;
	struct str ledgers = job_arg(a, &k->row, "ledgers"), number;
	struct archive_ask ask = { .p = k->web->p,
		                   .viewer = &k->viewer,
		                   .t = table_of(k->web->p, job_arg(a, &k->row, "ledger")),
		                   .site = k->web->origin,
		                   .store = k->web->files,
		                   .go = package_go,
		                   .arg = k };

	if (ledgers.n)
		k->viewer.ledgers = ledgers.p;
	if (!ask.t || !str_int(job_arg(a, &k->row, "id"), &ask.id) ||
	    !package_write(k, &ask, &number))
		return S("refused");
	k->row.said = arena_fmt(a, "文书 %zu 份，附件 %zu 个，共 %d 页%s。", ask.papers, ask.files,
	                        ask.pages,
	                        ask.withheld ? "；有您无权查看的，没有装入，见目录" : "");
	k->row.file_name = arena_fmt(a, "案卷 %.*s.zip", P(number));
	k->row.file_type = S("application/zip");
	return S("done");
}

/* --- report --------------------------------------------------------------------------------------- */

static struct str run_report(struct job_run *k)
{
	struct arena *a = &k->arena;
	struct str format = job_arg(a, &k->row, "format");
	struct report_ask ask = {
		.kind = S("annual"), .org = k->row.org, .cutoff = DAY_NONE, .format = format
	};
	int64_t year = 0;
	struct tx tx = tx_read(k->web->db, &k->world, a, &k->r);
	bool ok = str_int(job_arg(a, &k->row, "year"), &year) && (ask.year = (int)year) &&
	          report_write(&tx, k->web->p, &ask, &k->made);

	tx_end(&tx);
	if (!ok || k->r.n_refused)
		return S("refused");
	k->row.said = S("已生成。");
	k->row.file_name = arena_fmt(a, "report-%d.%.*s", ask.year, P(format));
	k->row.file_type =
		str_is(format, "pdf")
			? S("application/pdf")
			: S("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	return S("done");
}

/* --- dues ----------------------------------------------------------------------------------------- */

struct rechecking {
	struct job_run *k;
	struct recheck how;
	size_t n; /* what moved in the ledger at hand                            */
};

static bool recheck_one(struct tx *tx, void *arg)
{
	struct rechecking *x = arg;
	struct moved *list;

	x->n = dues_recheck(tx, x->k->web->p, x->k->row.org, &x->how, &list);
	return !tx->r->fault;
}

/* Ledger by ledger, each in a transaction of its own: what is done stays done, and others may write between. */
static struct str run_recheck(struct job_run *k)
{
	const struct program *p = k->web->p;
	struct arena *a = &k->arena;
	struct rechecking x = { .k = k,
		                .how = { .mend = true,
		                         .term = job_arg(a, &k->row, "term"),
		                         .why = job_arg(a, &k->row, "why") } };
	struct tx tx = tx_read(k->web->db, &k->world, a, &k->r);
	size_t n = 0;

	job_seal(k); /* a setting is kept: what follows from it is not for anybody to cancel */
	laws_load(&tx, p);
	tx_end(&tx);
	for (size_t i = 0; i < p->n_tables && !k->r.fault; i++) {
		job_go(k, (int64_t)i, (int64_t)p->n_tables);
		x.how.only = &p->tables[i];
		if (!tx_run(k->web->db, &k->world, a, &k->r, recheck_one, &x))
			return S("refused");
		n += x.n;
	}
	k->row.said = n ? arena_fmt(a, "重新计算，%zu 项期限有变动。", n)
	                : S("重新计算，没有期限变动。");
	return S("done");
}

/* clang-format off */
const struct job_kind job_kinds[] = {
	{ "import", "导入",     run_import, href_import },
	{ "export", "导出",     run_export, NULL },
	{ "package", "导出案卷", run_package, NULL },
	{ "report", "生成报告", run_report, NULL },
	{ "recheck", "重新计算期限", run_recheck, NULL },
	{ "backup", "备份",     run_backup, NULL },
	{ "backup_check", "核对备份", run_backup_check, NULL },
	{ "search", "重建检索索引", run_search, NULL },
	{ "recount", "重新计算期限和合计", run_recount, NULL },
};
/* clang-format on */
const size_t n_job_kinds = sizeof(job_kinds) / sizeof(job_kinds[0]);
