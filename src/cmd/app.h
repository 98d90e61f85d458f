/*
 * app.h - what a subcommand finds ready: its words and options, the law, the ledgers, a database,
 * a person
 *
 * main.c has the table of commands.  For each it says which words and options it takes and what it
 * needs; app_run() reads the words, opens just that, calls the command, and closes.  A command
 * writes its answer into app->out, which reaches stdout only when it ends (or is flushed by a long
 * export), and returns one of four codes.  Reasons go to stderr.
 *
 * Options may stand anywhere among the words: `--year 2024` or `--year=2024`.  Common to all are
 * --db --files --today --user --law --key --json.
 *
 *     struct day from;
 *     if (!app_day(app, "from", &from))
 *             return app->code;               it was said what is wrong with it
 */
#ifndef CMD_APP_H
#define CMD_APP_H

#include "access/accounts.h"
#include "base/json.h"
#include "ledger/figures.h"
#include "ledger/may.h"
#include "ledger/step.h"
#include "store/files.h"

enum exit_code { DONE, REFUSED, NOT_UNDERSTOOD, FAULTED };

/* What a command needs. */
enum {
	WITH_LAW = 1 << 0,      /* law and ledgers                                             */
	WITH_DB = 1 << 1,       /* a database that is there                                    */
	WITH_USER = 1 << 2,     /* somebody who has a right                                    */
	WRITES = 1 << 3,        /* --today is refused unless the database is a demo            */
	MAKES = 1 << 4,         /* a database that is not there is made                        */
	NAMES_LEDGER = 1 << 6,  /* the first word is LEDGER or LEDGER.ROWS: looked up first     */
	FOR_ALL = 1 << 5,       /* the words are the command's own: options are not checked    */
};

struct app;

struct command {
	const char *name, *words, *say;         /* words: how it is called, for the help       */
	const char *options;                    /* "year=,where=*,csv": = takes a value, * may be repeated */
	int least, most;                        /* words besides options                       */
	unsigned needs;
	enum exit_code (*run)(struct app *app);
};

struct given { struct str name, value; };

struct app {
	const struct command *command;
	const struct command *commands; size_t n_commands;
	struct str *words;              size_t n_words;
	struct given *given;            size_t n_given;
	enum exit_code code;            /* set by whoever said no                              */
	bool json;
	struct arena lasting;           /* law and ledgers: never rewound                      */
	struct arena arena;             /* of the run                                          */
	struct world world;
	struct law law;                 /* without any bureau's settings: app_law_now()        */
	int64_t bureau;                 /* one that has settings, for who has no account       */
	struct program program;
	struct db *db;
	struct file_store *files;       /* app_files() opened it                               */
	struct refusals r;
	struct account account;
	struct actor actor;
	struct viewer viewer;
	bool setting_up;                /* no account yet: whoever holds the file sets it up   */
	struct buf out;
};

enum exit_code app_main(int argc, char **argv, const struct command *commands, size_t n);

/* --- words and options ------------------------------------------------------------------------ */

bool app_has(const struct app *app, const char *option);
struct str app_option(const struct app *app, const char *option);       /* the last; empty: none */
/* Walks all values of an option that may be repeated; *at from 0. */
bool app_next(const struct app *app, const char *option, size_t *at, struct str *ret_value);
/* False, and said, when the value is no such thing.  An option that is not given leaves *ret alone. */
bool app_day(struct app *app, const char *option, struct day *ret_day);
bool app_int(struct app *app, const char *option, int64_t *ret_n);
/* The ledger a word names, or NULL and said. */
struct table *app_table(struct app *app, struct str key);
/* The value of one option as a period: --year, or --from and --to, --cutoff. */
bool app_period(struct app *app, struct period *ret);
/* The bureau meant by --org: a code, or none: the user's own. */
bool app_org(struct app *app, int64_t *ret_org);
/* The record that a word names: its id, or its number. */
bool app_record(struct app *app, struct tx *tx, const struct table *t, struct str word, struct record *ret);

/* The record that the first two words name, with its papers (paper.c); false: said. */
struct paper_order;
bool app_papers(struct app *app, struct record *ret, struct paper_order **ret_list, size_t *ret_n);
/*
 * The paper that the third word names, of a record's papers (paper.c): by key or by number; of several the one
 * of --row, or the only one that is not void.
 */
bool app_paper(struct app *app, const struct paper_order *list, size_t n, struct paper_order *ret);

/* --- opening ---------------------------------------------------------------------------------- */

bool app_law(struct app *app);
/* Publishes the settings of the database (ledger/laws.h). */
bool app_laws(struct app *app);
/* The law with the settings of the caller's bureau. */
const struct law *app_law_now(const struct app *app);
/* Every ledger, in the arena of the run. */
const struct ledger **app_ledgers(struct app *app, size_t *ret_n);
/* Makes the tables of db, or brings them up to date. */
bool app_migrate(struct app *app, struct db *db);
/* The database meant: --db, YIFA_DB, or a file in the folder. */
struct str app_url(struct app *app);
bool app_db(struct app *app, bool makes);
bool app_open(struct app *app, struct str url, bool makes);
bool app_user(struct app *app);
/*
 * The place of files: --files DIR|s3://BUCKET, YIFA_FILES, or PATH.files beside a database that is a
 * file.  True with app->files NULL: none is named.  False, and said: it cannot be used.
 */
bool app_files(struct app *app);
/*
 * The key of the secrets at rest into app->world: --key FILE, YIFA_KEY_FILE or
 * $CREDENTIALS_DIRECTORY/yifa.key; for a demo also the one beside its database.  True without one:
 * what needs a key refuses by name.  False, and said: a key is named that cannot be read.
 */
bool app_key(struct app *app);
bool app_key_read(struct app *app, const char *path);
/*
 * Does the key open what the database keeps sealed?  False, and said: it was sealed with another.
 * Databases that keep nothing, and callers without a key, pass.
 */
bool app_key_fits(struct app *app, struct db *db);
const char *app_key_beside(struct app *app, const char *db);
/* Makes the day the app's own, and keeps the key. */
void app_fix_today(struct app *app, struct day today);
struct tx app_read(struct app *app);
struct viewer app_viewer(const struct app *app);
bool app_may_open(struct app *app, const struct table *t);
/* Is the database marked as a demo? */
bool app_is_demo(struct app *app);
/* The whole file; false and said when it cannot be read. */
bool app_file(struct app *app, struct arena *a, const char *path, struct str *ret_bytes);
/* A new file with these bytes, readable by its owner alone; `-` is stdout. */
bool app_write(struct app *app, const char *path, struct str bytes);
void app_flush(struct app *app);

/* --- saying no -------------------------------------------------------------------------------- */

/* Prints a sentence, sets app->code and returns it. */
enum exit_code app_no(struct app *app, enum exit_code code, const char *f, ...) __attribute__((format(printf, 3, 4)));
/* Prints what is in app->r: FAULTED on a fault, else `code`. */
enum exit_code app_refused(struct app *app, enum exit_code code);
void json_refusals(struct json *j, const struct refusals *r);

/* The known names nearest to a word. */
struct near { struct str word, best[3]; int far[3]; };
void near_init(struct near *n, struct str word);
void near_see(struct near *n, struct str name);
/* NOT_UNDERSTOOD: "没有这个台账：powr。最接近的是：power_item。" */
enum exit_code app_unknown(struct app *app, const char *what, const struct near *n);
/* Every name a condition or --by may use in this ledger. */
void near_fields(struct near *n, const struct table *t, const struct field *rows);

/* --- the commands ----------------------------------------------------------------------------- */

enum exit_code serve_app(struct app *app, struct str listen);
enum exit_code cmd_serve(struct app *app);
enum exit_code cmd_demo(struct app *app);
enum exit_code cmd_report(struct app *app);
enum exit_code cmd_paper(struct app *app);
enum exit_code cmd_reissue(struct app *app);
enum exit_code cmd_numbers(struct app *app);
enum exit_code cmd_archive(struct app *app);
enum exit_code cmd_help(struct app *app);
enum exit_code cmd_version(struct app *app);
enum exit_code cmd_ledgers(struct app *app);
enum exit_code put_citus(struct app *app);
enum exit_code cmd_show(struct app *app);
enum exit_code cmd_import(struct app *app);
enum exit_code cmd_imports(struct app *app);
enum exit_code cmd_export(struct app *app);
enum exit_code cmd_count(struct app *app);
enum exit_code cmd_figures(struct app *app);
enum exit_code cmd_records(struct app *app);
enum exit_code cmd_money(struct app *app);
enum exit_code cmd_public_set(struct app *app);
enum exit_code cmd_search(struct app *app);
enum exit_code cmd_due(struct app *app);
enum exit_code cmd_anomalies(struct app *app);
enum exit_code cmd_explain(struct app *app);
enum exit_code cmd_clock(struct app *app);
enum exit_code cmd_check(struct app *app);
enum exit_code cmd_backup(struct app *app);
enum exit_code cmd_copy(struct app *app);
enum exit_code cmd_restore(struct app *app);
enum exit_code cmd_migrate(struct app *app);
enum exit_code cmd_user(struct app *app);
enum exit_code cmd_token(struct app *app);
enum exit_code cmd_jobs(struct app *app);
enum exit_code cmd_hand_over(struct app *app);
enum exit_code cmd_setting(struct app *app);
enum exit_code cmd_calendar(struct app *app);
enum exit_code cmd_journal(struct app *app);
enum exit_code cmd_why(struct app *app);
enum exit_code cmd_later(struct app *app);

#endif
