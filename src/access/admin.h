/*
 * admin.h - changes of accounts, posts, deputies and sessions, and who may make them
 *
 * Three administrators, of whom none does the work of another (三员分立):
 *
 *   system_admin     that accounts exist: opens, closes, unlocks, binds, gives a first password, ends
 *                    sessions; settings of the program
 *   security_admin   what accounts may: roles, posts, who acts for whom
 *   audit_admin      reads accounts, sessions and the journal; changes nothing but his own password
 *
 * Nobody holds two of them, nor one of them and a role of the bureau, neither in one account nor in
 * two of the same person, nor by acting for another.  Nobody changes his own rights.  A password of
 * another administrator is not the system administrator's to give.  Until the first security
 * administrator is there, the system administrator sets up his part as well.
 *
 * Every change is one entry of the ledger `account` in the journal, in the same transaction; it names
 * the administrator's account, who need not be a person of the register.
 *
 *     struct admin by = { .who = &app->account, .origin = S("cli") };
 *     if (!account_open(tx, &by, &(struct account_new){ .name = name }, &id)) … tx->r holds why
 */
#ifndef ACCESS_ADMIN_H
#define ACCESS_ADMIN_H

#include "access/accounts.h"
#include "journal/verify.h"

enum { ADMINS = SYSTEM_ADMIN | SECURITY_ADMIN | AUDIT_ADMIN, PASSWORD_LEAST = 10, PASSWORD_KEPT = 5 };

struct admin {
	const struct account *who;
	bool setting_up;                /* there is no account yet: who holds the database     */
	struct str origin;              /* cli, web                                            */
};

/* May somebody of these roles do it at all?  For pages and menus. */
enum admin_task { TASK_READ, TASK_ACCOUNTS, TASK_RIGHTS, TASK_AUDIT, N_TASKS };
bool admin_may(const struct admin *by, enum admin_task task);
/* Refuses with who does it. */
bool admin_must(struct tx *tx, const struct admin *by, enum admin_task task);

struct account_new { struct str name, system_user; int64_t person, section; unsigned roles; };
/* Roles are a right: only while setting up, else they are left out and *ret_without is set. */
bool account_open(struct tx *tx, const struct admin *by, const struct account_new *what, int64_t *ret_id,
                  bool *ret_without);
bool account_close(struct tx *tx, const struct admin *by, const struct account *whom);
bool account_free(struct tx *tx, const struct admin *by, const struct account *whom);
/* Roles of an account that has no posts. */
bool account_roles(struct tx *tx, const struct admin *by, const struct account *whom, unsigned roles);
/* Own, or a first one by the system administrator.  `hash` is of password_hash(). */
bool account_password(struct tx *tx, const struct admin *by, const struct account *whom, struct str hash);

struct post { int64_t id, account, section; unsigned roles; struct day from, to; struct str basis; };
bool post_give(struct tx *tx, const struct admin *by, const struct account *whom, const struct post *what, int64_t *ret_id);
bool post_end(struct tx *tx, const struct admin *by, const struct account *whom, int64_t post, struct day to);
size_t posts_of(struct tx *tx, int64_t org, int64_t account, struct post **ret);

struct deputy { int64_t id, account, deputy; struct day from, to; struct str reason, account_name, deputy_name; };
bool deputy_name(struct tx *tx, const struct admin *by, const struct account *whom, const struct account *deputy,
                 const struct deputy *what);
bool deputy_end(struct tx *tx, const struct admin *by, int64_t id, struct day to);
/* Of a bureau, the latest first. */
size_t deputies_of(struct tx *tx, int64_t org, struct deputy **ret);

/*
 * A password that may be taken: length, not the name, not common, not one of the last; refuses on
 * the field `password`.  Reads; called outside of transactions that write, since old hashes are
 * verified.
 */
bool password_fit(struct tx *tx, const struct account *whom, struct str password);

/* Keeps one entry of the ledger `account`: pairs of key and value, sorted by key. */
struct said { const char *key; struct str text; };
void account_entry(struct tx *tx, const struct admin *by, int64_t account, const char *verb, const struct said *said,
                   size_t n);

/* Accounts, posts and deputies of v->org against their entries; what differs is told. */
void rights_verify(struct verifying *v);

#endif
