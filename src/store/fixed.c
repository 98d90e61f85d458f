/*
 * fixed.c - the tables that are no ledger
 *
 * Days are days since 1970-01-01, instants microseconds UTC; `account` is the id of an account,
 * `person` that of a person.  Columns that are dropped from here need a row in changes.c.
 */
#include "store/fixed.h"

/* clang-format off */

#define ORG { "org", COLUMN_INT, "NOT NULL" }
#define ID  { "id",  COLUMN_INT, "NOT NULL" }
#define T(key) { key, COLUMN_TEXT }
#define I(key) { key, COLUMN_INT }
#define NOT_NULL(key) { key, COLUMN_INT, "NOT NULL" }
#define COUNTER(key) { key, COLUMN_INT, "NOT NULL DEFAULT 0" }
#define TABLE_OF(table, keys, list, ...) { .name = table, .key = keys, .columns = list, .n_columns = sizeof(list) / sizeof(list[0]) __VA_OPT__(,) __VA_ARGS__ }
#define INDEXES(...) .indexes = (const char *const[]){ __VA_ARGS__ }, \
	.n_indexes = sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *)

/* One entry for each step; `body` is the leaf: canonical JSON. */
static const struct sql_column journal[] = { ORG, NOT_NULL("position"), I("at"), I("day"), I("actor"), I("done_by"),
	T("ledger"), I("record"), T("verb"), T("from_state"), T("to_state"), T("body"), T("origin") };
/* Position of the last entry: taken as the last statement of a transaction. */
static const struct sql_column journal_head[] = { ORG, COUNTER("position") };
/* Personal values, which can be erased; the leaf holds SM3(salt, value). */
static const struct sql_column journal_personal[] = { ORG, NOT_NULL("position"), T("field"), T("salt"), T("value") };
/* Nodes of the tree that are complete: node `at` of `level` covers the entries from at*2^level + 1 on. */
static const struct sql_column journal_nodes[] = { ORG, NOT_NULL("level"), NOT_NULL("at"), T("hash") };
/* How many entries the nodes cover; who is at it, and until when nobody else may be. */
static const struct sql_column journal_tree[] = { ORG, COUNTER("size"), COUNTER("headed"), T("holder"), I("until") };
/* Signed heads, append only; `key` is the public key. */
static const struct sql_column journal_heads[] = { ORG, NOT_NULL("size"), NOT_NULL("before"), T("root"), I("at"), T("key"), T("signature") };
/* Keys of the bureau; `secret` is sealed. */
static const struct sql_column journal_keys[] = { ORG, NOT_NULL("n"), T("public"), T("secret"), I("made_at") };
/* Countersignatures of witnesses outside. */

/* Numbers of papers and records without gaps; `next` is the one to be given. */
static const struct sql_column series[] = { ORG, T("mark"), NOT_NULL("year"), NOT_NULL("next") };
/* The largest id given, for each node. */
static const struct sql_column ids[] = { NOT_NULL("node"), NOT_NULL("last") };
/* The largest n ever given to a row of a record, kept when rows go. */
static const struct sql_column row_numbers[] = { ORG, NOT_NULL("of"), T("field"), NOT_NULL("last") };

/* Values that the law leaves to an authority; `id` is the term. */
static const struct sql_column settings[] = { ORG, T("id"), T("value"), NOT_NULL("from_day"), T("issuer"), T("document"),
	I("set_at"), I("set_by") };

static const struct sql_column accounts[] = { ORG, ID, T("name"), I("person"), COUNTER("roles"), I("section"), T("hash"),
	COUNTER("failed"), I("locked_until"), T("state"), I("made_at"), I("changed_at"), I("seen_at"), T("system_user"),
	I("hash_at"), T("totp"), I("totp_used") };
/* Who holds which roles in which section (none: the whole bureau), both days included. */
static const struct sql_column posts[] = { ORG, ID, NOT_NULL("account"), NOT_NULL("roles"), I("section"), NOT_NULL("from_day"),
	I("to_day"), T("basis"), I("made_at"), I("made_by") };
/* `deputy` acts for `account`, both days included. */
static const struct sql_column deputies[] = { ORG, ID, NOT_NULL("account"), NOT_NULL("deputy"), NOT_NULL("from_day"),
	NOT_NULL("to_day"), T("reason"), I("made_at"), I("made_by") };
/* Passwords that were: none of them is taken again. */
static const struct sql_column account_hashes[] = { ORG, ID, NOT_NULL("account"), T("hash"), I("set_at") };
/* Recovery codes, each good once: SM3 of account and code. */
static const struct sql_column account_codes[] = { ORG, NOT_NULL("account"), T("hash"), I("made_at"), I("used_at") };
/* Security keys (WebAuthn): credential and public key in hex. */
static const struct sql_column account_keys[] = { ORG, ID, NOT_NULL("account"), T("credential"), T("public_key"), COUNTER("uses"),
	T("label"), I("added_at"), I("used_at") };
/* Failures of signing in; `key` is the SM3 of a name from an address; `wide`: of the name alone. */
static const struct sql_column brakes[] = { T("key"), T("wide"), COUNTER("failed"), I("until"), I("last"), I("good") };
/*
 * `token` is the SM3 of what the browser holds; `strong`: instant of the last second factor;
 * `challenge`: what a security key is asked to sign, since `challenged`; `asked`: half signed in since.
 */
static const struct sql_column sessions[] = { T("token"), ORG, NOT_NULL("account"), I("created"), I("seen"), T("csrf"),
	I("expires"), T("address"), I("strong"), T("challenge"), I("challenged"), I("asked") };

/* Credentials of programs; `hash` is the SM3 of what the program holds; ledgers, verbs: see tokens.h. */
static const struct sql_column tokens[] = { ORG, ID, NOT_NULL("account"), T("name"), T("hash"), T("ledgers"), T("verbs"), COUNTER("reads"),
	COUNTER("a_minute"), I("made_at"), I("made_by"), I("expires"), I("seen_at"), I("closed_at") };
/* Requests by the name that a program gave them, and what was answered; kept for 15 days. */
static const struct sql_column repeats[] = { ORG, NOT_NULL("account"), T("key"), T("request"), COUNTER("status"), T("location"),
	T("body"), I("made_at") };

/* The words of a report as people wrote them: every version of a year, none is overwritten. */
static const struct sql_column report_texts[] = { ORG, T("kind"), NOT_NULL("year"), NOT_NULL("version"), T("body"), I("made_at"),
	I("person"), T("reason") };
static const struct sql_column report_freezes[] = { ORG, ID, T("kind"), I("year"), I("cutoff"), I("frozen_at"), I("by"), T("body") };
static const struct sql_column figures_frozen[] = { ORG, NOT_NULL("freeze"), T("figure"), I("value"), I("among"), T("unit"),
	T("rule"), COUNTER("records") };
static const struct sql_column records_frozen[] = { ORG, NOT_NULL("freeze"), T("figure"), T("ledger"), NOT_NULL("record"),
	NOT_NULL("n"), I("counted"), T("hash") };

/* One row for each import that was kept; `mode` live, history, opening; `state` kept or undone. */
static const struct sql_column imports[] = { ORG, ID, T("ledger"), T("mode"), T("name"), T("sm3"), I("made_at"), I("made_by"),
	COUNTER("rows"), COUNTER("created"), COUNTER("updated"), COUNTER("same"), COUNTER("warned"), T("state"), I("undone_at"),
	I("undone_by"), T("reason") };
/* What an import began (made 1), its effects too, or updated (0), with the version it left. */
static const struct sql_column import_records[] = { ORG, NOT_NULL("import"), T("ledger"), NOT_NULL("record"), COUNTER("version"),
	COUNTER("made") };
/* What was told about a record and did not stop it. */
static const struct sql_column import_warnings[] = { ORG, NOT_NULL("import"), NOT_NULL("n"), T("ledger"), I("record"), I("line"),
	T("field"), T("say"), T("basis") };
/* The last day of imported history, by ledger. */
static const struct sql_column cut_overs[] = { ORG, T("ledger"), NOT_NULL("on"), I("set_at"), I("set_by") };

/* Work of minutes, done beside the requests (ledger/job.h); `args` is JSON, `lease` an instant of the real clock. */
static const struct sql_column jobs[] = { ORG, ID, T("kind"), T("label"), T("state"), T("args"), I("account"), I("person"),
	COUNTER("done"), COUNTER("total"), T("said"), T("holder"), I("lease"), COUNTER("tries"), COUNTER("cancel"),
	I("made_at"), I("started_at"), I("ended_at"), T("file_name"), T("file_type"), I("expires_at") };
/* Bytes that a job was given (role 0) or has made (1), in pieces. */
static const struct sql_column job_bytes[] = { ORG, NOT_NULL("job"), NOT_NULL("role"), NOT_NULL("n"), { "body", COLUMN_BYTES } };
/* What a person is told; read_at NULL: not read yet. */
static const struct sql_column notices[] = { ORG, ID, NOT_NULL("account"), T("text"), T("href"), I("made_at"), I("read_at") };

/* Numbers that desks of large bureaus show, see report/year_kept.h; part 0: of the figure, else of a group of it. */
static const struct sql_column year_kept[] = { ORG, NOT_NULL("year"), T("key"), NOT_NULL("part"), T("name"), T("label"), COUNTER("has"),
	COUNTER("n"), COUNTER("d"), COUNTER("records"), I("at") };
/* Forms not yet sent; one for each account and form, kept for 30 days. */
static const struct sql_column drafts[] = { ORG, NOT_NULL("account"), T("ledger"), NOT_NULL("record"), T("verb"), T("body"), I("saved_at") };

/* How an account likes its pages: columns of a list, density, rows on a page. */
static const struct sql_column preferences[] = { ORG, NOT_NULL("account"), T("key"), T("value") };
/* A query of a list under a name: of an account, or (section set) of everyone in that section too. */
static const struct sql_column list_views[] = { ORG, ID, NOT_NULL("account"), I("section"), T("ledger"), T("name"), T("query"), I("made_at") };
/* A step taken for many records: claimed by its id, so that a form sent twice is taken once; what became of each. */
static const struct sql_column batches[] = { ORG, NOT_NULL("batch"), NOT_NULL("account"), T("ledger"), T("verb"), I("made_at"), I("done_at"),
	COUNTER("asked") };
static const struct sql_column batch_rows[] = { ORG, NOT_NULL("batch"), NOT_NULL("record"), NOT_NULL("n"), COUNTER("done"), T("say"), T("basis") };

/* Content-addressed; one row for each place a file hangs at. */
static const struct sql_column files[] = { ORG, ID, T("sm3"), I("size"), T("type"), T("name"), T("ledger"), I("record"),
	T("field"), I("added_at"), I("added_by"), I("void_on") };
/*
 * Issue orders of papers (ledger/papers.h): one for each paper of a step.  `file` is the record in whose file
 * it lies: that of the lane, or its own.  The data stand in the journal entry of the step.
 */
static const struct sql_column paper_orders[] = { ORG, ID, T("ledger"), NOT_NULL("record"), NOT_NULL("file"), T("paper"), COUNTER("row"),
	T("number"), T("series"), COUNTER("year"), COUNTER("n"), I("day"), T("template"), T("data"), NOT_NULL("position"), I("void_on"), T("void_why"),
	COUNTER("replaces") };
/* Templates as they were when a paper was issued, by their SM3. */
static const struct sql_column paper_templates[] = { ORG, T("sm3"), T("body") };
/* Papers as they were rendered first, by format; the bytes lie in the store of files. */
static const struct sql_column paper_copies[] = { ORG, NOT_NULL("paper"), T("format"), T("sm3"), I("size"), NOT_NULL("pages"), NOT_NULL("position") };
/* Numbers reserved for work without the network, both ends included; returned: what was not used is void. */
static const struct sql_column number_blocks[] = { ORG, ID, T("series"), NOT_NULL("year"), NOT_NULL("from_n"), NOT_NULL("to_n"), I("person"), T("device"),
	I("day"), NOT_NULL("position"), I("returned_on"), T("reason"), I("returned_by"), T("purpose") };
/* What a record is found by: its number in normal form, and a body of terms (store/search.h). */
static const struct sql_column search[] = { ORG, ID, T("ledger"), T("number"), T("body") };
/* Matters of systems above us by their numbers, with short salted hashes of what was sent (web/upstream.c). */
static const struct sql_column upstream_numbers[] = { ORG, T("source"), T("number"), COUNTER("record"), T("salt"), T("sent"), I("made_at"), I("seen_at") };
/* What is to be sent after the commit. */
static const struct sql_column outbox[] = { ORG, ID, T("kind"), T("target"), T("body"), I("made_at"), COUNTER("tries"),
	I("next_at"), I("done_at"), T("error"),
	/* of hooks: the step that is told; next_at unset and not done: given up */
	I("hook"), T("ledger"), I("record"), T("verb"), I("day"), I("leased_until") };
/* Subscriptions to steps, see ledger/hooks.h; `secret` is sealed. */
static const struct sql_column hooks[] = { ORG, ID, NOT_NULL("account"), T("name"), T("url"), T("ledgers"), T("verbs"), T("sign"), T("secret"),
	COUNTER("wait"), COUNTER("tries"), I("made_at"), I("made_by"), I("closed_at") };
/* What came of each time that a message was sent; status 0: no answer. */
static const struct sql_column hook_receipts[] = { ORG, ID, NOT_NULL("letter"), NOT_NULL("hook"), I("at"), COUNTER("status"), COUNTER("ms"), T("say") };
/* Where many write: how many transactions a connection has committed, to be looked up when it is lost. */
static const struct sql_column commits[] = { T("session"), COUNTER("n"), COUNTER("at") };
/* Of the database as a whole: model, tables, demo, cut-over day. */
static const struct sql_column meta[] = { T("key"), T("value") };

const struct sql_table fixed_tables[] = {
	TABLE_OF("meta",             "key",                                  meta),
	TABLE_OF("commits",          "session",                              commits),
	TABLE_OF("journal",          "org, position",                        journal, INDEXES("org, ledger, record", "org, at")),
	TABLE_OF("journal_head",     "org",                                  journal_head),
	TABLE_OF("journal_personal", "org, position, field",                 journal_personal),
	TABLE_OF("journal_nodes",    "org, level, at",                       journal_nodes),
	TABLE_OF("journal_tree",     "org",                                  journal_tree),
	TABLE_OF("journal_heads",    "org, size",                            journal_heads),
	TABLE_OF("journal_keys",     "org, n",                               journal_keys),
	TABLE_OF("series",           "org, mark, year",                      series),
	TABLE_OF("ids",              "node",                                 ids),
	TABLE_OF("row_numbers",      "org, of, field",                       row_numbers),
	TABLE_OF("settings",         "org, id, from_day",                    settings),
	TABLE_OF("accounts",         "org, id",                              accounts, INDEXES("!org, name", "org, person")),
	TABLE_OF("posts",            "org, id",                              posts, INDEXES("org, account")),
	TABLE_OF("deputies",         "org, id",                              deputies, INDEXES("org, deputy", "org, account")),
	TABLE_OF("account_hashes",   "org, id",                              account_hashes, INDEXES("org, account")),
	TABLE_OF("account_codes",    "org, account, hash",                   account_codes),
	TABLE_OF("account_keys",     "org, id",                              account_keys, INDEXES("org, account", "credential")),
	TABLE_OF("brakes",           "key",                                  brakes, INDEXES("last", "wide")),
	TABLE_OF("sessions",         "token",                                sessions, INDEXES("org, account", "org, expires")),
	TABLE_OF("tokens",           "org, id",                              tokens, INDEXES("!hash", "org, account")),
	TABLE_OF("repeats",          "org, account, key",                    repeats, INDEXES("org, made_at")),
	TABLE_OF("report_texts",     "org, kind, year, version",             report_texts),
	TABLE_OF("report_freezes",   "org, id",                              report_freezes, INDEXES("org, kind, year")),
	TABLE_OF("figures_frozen",   "org, freeze, figure",                  figures_frozen),
	TABLE_OF("records_frozen",   "org, freeze, figure, ledger, record, n", records_frozen),
	TABLE_OF("imports",          "org, id",                              imports, INDEXES("org, ledger, id")),
	TABLE_OF("import_records",   "org, import, record",                  import_records, INDEXES("org, record")),
	TABLE_OF("import_warnings",  "org, import, n",                       import_warnings, INDEXES("org, record")),
	TABLE_OF("cut_overs",        "org, ledger",                          cut_overs),
	TABLE_OF("jobs",             "org, id",                              jobs, INDEXES("org, account, id", "org, state")),
	TABLE_OF("job_bytes",        "org, job, role, n",                    job_bytes),
	TABLE_OF("notices",          "org, id",                              notices, INDEXES("org, account, read_at")),
	TABLE_OF("year_kept",        "org, year, key, part",                 year_kept),
	TABLE_OF("drafts",           "org, account, ledger, record, verb",   drafts, INDEXES("org, saved_at")),
	TABLE_OF("preferences",      "org, account, key",                    preferences),
	TABLE_OF("list_views",       "org, id",                              list_views, INDEXES("org, ledger")),
	TABLE_OF("batches",          "org, batch",                           batches, INDEXES("org, account")),
	TABLE_OF("batch_rows",       "org, batch, record",                   batch_rows),
	TABLE_OF("files",            "org, id",                              files, INDEXES("org, sm3", "org, ledger, record")),
	TABLE_OF("paper_orders",     "org, id",                              paper_orders, INDEXES("org, record", "org, file", "org, series, year, n", "org, number", "org, position", "org, replaces")),
	TABLE_OF("paper_templates",  "org, sm3",                             paper_templates),
	TABLE_OF("paper_copies",     "org, paper, format",                   paper_copies, INDEXES("org, sm3")),
	TABLE_OF("number_blocks",    "org, id",                              number_blocks, INDEXES("org, series, year")),
	TABLE_OF("search",           "org, id",                              search, INDEXES("org, number", "org, ledger, id")),
	TABLE_OF("outbox",           "org, id",                              outbox, INDEXES("org, done_at, next_at", "kind, done_at, next_at")),
	TABLE_OF("upstream_numbers", "org, source, number",                  upstream_numbers),
	TABLE_OF("hooks",            "org, id",                              hooks),
	TABLE_OF("hook_receipts",    "org, id",                              hook_receipts, INDEXES("org, letter", "at")),
};
const size_t n_fixed_tables = sizeof(fixed_tables) / sizeof(fixed_tables[0]);
