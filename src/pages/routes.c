/*
 * routes.c - the routes of pages that are no ledger
 */
#include "pages/import_page.h"
#include "pages/pages.h"

/* A name, a password and a way back: what is longer is no sign-in. */
enum { SIGN_IN_LIMIT = 8 << 10 };

/* What a security key answers, as text, beside the rest of a form. */
enum { KEY_LIMIT = 24 << 10 };

/* A file of 100,000 rows as people have them; larger ones go by the command line. */
enum { IMPORT_LIMIT = 32 << 20 };

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/",                      POLICY(SIGNED_IN), desk_get, .by_token = true, .covers = "*" },
	{ METHOD_GET,  "/sign-in",               POLICY(ANYONE),    sign_in_get },
	{ METHOD_POST, "/sign-in",               POLICY(ANYONE),    sign_in_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/sign-out",              POLICY(SIGNED_IN), sign_out_post },
	{ METHOD_POST, "/sign-in/code",          POLICY(ANYONE),    sign_in_code_post, KEY_LIMIT },
	{ METHOD_GET,  "/account",               POLICY(SIGNED_IN), account_get },
	{ METHOD_POST, "/account/password",      POLICY(SIGNED_IN), account_password_post, SIGN_IN_LIMIT },
	{ METHOD_GET,  "/account/totp",          POLICY(SIGNED_IN), totp_get },
	{ METHOD_POST, "/account/totp",          POLICY(SIGNED_IN), totp_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/account/totp-off",      POLICY(SIGNED_IN), totp_off_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/account/key/ask",       POLICY(ANYONE),    key_ask_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/account/key",           POLICY(SIGNED_IN), key_enrol_post, KEY_LIMIT },
	{ METHOD_POST, "/account/key/{id}/drop", POLICY(SIGNED_IN), key_drop_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/account/sessions-end",  POLICY(SIGNED_IN), sessions_end_post, SIGN_IN_LIMIT },
	{ METHOD_POST, "/account/verify",        POLICY(SIGNED_IN), verify_post, KEY_LIMIT },
	{ METHOD_GET,  "/admin",                 POLICY(ADMIN_ONLY), admin_get },
	{ METHOD_POST, "/admin/account",         POLICY(ADMIN_ONLY), admin_account_post },
	{ METHOD_GET,  "/admin/account/{id}",    POLICY(ADMIN_ONLY), admin_account_get },
	{ METHOD_POST, "/admin/account/{id}/{what}", POLICY(ADMIN_ONLY), admin_act_post },
	{ METHOD_GET,  "/admin/deputies",        POLICY(ADMIN_ONLY), admin_deputies_get },
	{ METHOD_POST, "/admin/deputies",        POLICY(ADMIN_ONLY), admin_deputies_post },
	{ METHOD_GET,  "/admin/sessions",        POLICY(ADMIN_ONLY), admin_sessions_get },
	{ METHOD_GET,  "/admin/settings",        POLICY(ADMIN_ONLY), admin_settings_get },
	{ METHOD_GET,  "/admin/journal",         POLICY(ADMIN_ONLY), admin_journal_get },
	{ METHOD_GET,  "/double-publicity",      POLICY(BUREAU_ONLY), public_set_get, .by_token = true, .covers = "publicity", .asks = "set,year" },
	{ METHOD_POST, "/double-publicity",      POLICY(BUREAU_ONLY), public_set_post, .by_token = true, .covers = "publicity", .asks = "set,year" },
	{ METHOD_GET,  "/money",                 POLICY(BUREAU_ONLY), money_get, .by_token = true, .covers = "payment", .asks = "year" },
	{ METHOD_GET,  "/money/{file}",          POLICY(BUREAU_ONLY), money_file_get, .by_token = true, .covers = "payment" },
	{ METHOD_GET,  "/numbers",               POLICY(BUREAU_ONLY), numbers_get, .by_token = true, .covers = "*", .asks = "series,year" },
	{ METHOD_POST, "/numbers",               POLICY(BUREAU_ONLY), numbers_post, .by_token = true },
	{ METHOD_POST, "/numbers/{block}/return", POLICY(BUREAU_ONLY), numbers_return_post, .by_token = true },
	{ METHOD_GET,  "/anomalies",             POLICY(BUREAU_ONLY), anomalies_get, .by_token = true, .covers = "*", .asks = "" },
	{ METHOD_GET,  "/ledgers",               POLICY(SIGNED_IN), ledgers_get, .by_token = true },
	{ METHOD_GET,  "/tokens",                POLICY(SIGNED_IN), tokens_get },
	{ METHOD_POST, "/tokens",                POLICY(SIGNED_IN), tokens_post },
	{ METHOD_POST, "/tokens/{id}/revoke",    POLICY(SIGNED_IN), token_revoke_post },
	{ METHOD_GET,  "/search",                POLICY(SIGNED_IN), search_get, .by_token = true, .covers = "*", .asks = "q,ledger,year,after" },
	{ METHOD_GET,  "/hooks",                 POLICY(SIGNED_IN), hooks_get },
	{ METHOD_POST, "/hooks",                 POLICY(SIGNED_IN), hooks_post },
	{ METHOD_POST, "/hooks/{id}/close",      POLICY(SIGNED_IN), hook_close_post },
	{ METHOD_POST, "/hooks/letter/{id}/resend", POLICY(SIGNED_IN), letter_resend_post },
	{ METHOD_GET,  "/journal",               POLICY(SIGNED_IN), journal_get },
	{ METHOD_POST, "/journal",               POLICY(SIGNED_IN), journal_post },
	{ METHOD_GET,  "/journal/{position}",    POLICY(SIGNED_IN), entry_get },
	{ METHOD_GET,  "/journal/{position}/proof", POLICY(SIGNED_IN), proof_get },
	{ METHOD_GET,  "/law",                   POLICY(SIGNED_IN), law_index_get, .by_token = true },
	{ METHOD_GET,  "/law/{name}",            POLICY(SIGNED_IN), law_get, .by_token = true },
	{ METHOD_POST, "/law/{name}",            POLICY(SIGNED_IN), law_post },
	{ METHOD_GET,  "/settings",              POLICY(SIGNED_IN), settings_get, .by_token = true, .asks = "" },
	{ METHOD_GET,  "/figures",               POLICY(BUREAU_ONLY), figures_get, .by_token = true, .covers = "", .asks = "year" },
	{ METHOD_GET,  "/figure/{key}",          POLICY(BUREAU_ONLY), figure_get, .by_token = true, .covers = "", .asks = "year" },
	{ METHOD_GET,  "/report/annual/{year}/text",   POLICY(BUREAU_ONLY), report_text_get },
	{ METHOD_POST, "/report/annual/{year}/text",   POLICY(BUREAU_ONLY), report_text_post },
	{ METHOD_POST, "/report/annual/{year}/freeze", POLICY(BUREAU_ONLY), report_freeze_post },
	{ METHOD_GET,  "/report/annual/{year}/frozen", POLICY(BUREAU_ONLY), report_frozen_get, .by_token = true, .covers = "*" },
	{ METHOD_GET,  "/imports",               POLICY(BUREAU_ONLY), imports_get },
	{ METHOD_GET,  "/imports/{batch}",       POLICY(BUREAU_ONLY), import_batch_get },
	{ METHOD_POST, "/imports/{batch}/undo",  POLICY(BUREAU_ONLY), import_undo_post },
	{ METHOD_GET,  "/jobs",                  POLICY(SIGNED_IN), jobs_get },
	{ METHOD_POST, "/jobs",                  POLICY(ADMIN_ONLY), upkeep_post },
	{ METHOD_GET,  "/jobs/{job}",            POLICY(SIGNED_IN), job_get, .by_token = true },
	{ METHOD_POST, "/jobs/{job}/cancel",     POLICY(SIGNED_IN), job_cancel_post },
	{ METHOD_GET,  "/jobs/{job}/file",       POLICY(SIGNED_IN), job_file_get, .by_token = true },
	{ METHOD_GET,  "/notices",               POLICY(SIGNED_IN), notices_get },
	{ METHOD_POST, "/notices/read",          POLICY(SIGNED_IN), notices_read_post },
	{ METHOD_GET,  "/{ledger}/template.xlsx", POLICY(LEDGER_OPEN), template_get },
	{ METHOD_GET,  "/{ledger}/import",       POLICY(LEDGER_OPEN), import_page_get },
	{ METHOD_POST, "/{ledger}/import",       POLICY(LEDGER_OPEN), import_page_post, IMPORT_LIMIT },
	{ METHOD_GET,  "/{ledger}/import/{job}", POLICY(LEDGER_OPEN), import_draft_page },
	{ METHOD_GET,  "/{ledger}/import/{job}/errors", POLICY(LEDGER_OPEN), import_errors_get },
	{ METHOD_POST, "/{ledger}/import/{job}/confirm", POLICY(LEDGER_OPEN), import_confirm_post },
	{ METHOD_GET,  "/report/annual/{year}",  POLICY(BUREAU_ONLY), report_get, .by_token = true, .covers = "*" },
	{ METHOD_GET,  "/report/enforcement/{year}", POLICY(BUREAU_ONLY), report_enforcement_get, .by_token = true, .covers = "*" },
	{ METHOD_GET,  "/report/disclosure/{year}",  POLICY(BUREAU_ONLY), report_disclosure_get, .by_token = true, .covers = "*" },
};
/* clang-format on */

void pages_install(struct web *web)
{
	web->pages = routes;
	web->n_pages = sizeof(routes) / sizeof(routes[0]);
}
