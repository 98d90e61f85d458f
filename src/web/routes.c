/*
 * routes.c - the generic routes; literal ones stand before those with words in braces
 */
#include "web/api.h"
#include "web/pages.h"

/* clang-format off */
const struct route web_routes[] = {
	{ METHOD_GET,  "/styleguide",                    POLICY(ANYONE),      styleguide_get },
	{ METHOD_GET,  "/api/openapi",                   POLICY(SIGNED_IN),   openapi_get, .by_token = true },
	{ METHOD_POST, "/api/upstream/{source}",         POLICY(SIGNED_IN),   upstream_post, .by_token = true },
	{ METHOD_GET,  "/{ledger}/new",                  POLICY(LEDGER_OPEN), new_get },
	{ METHOD_GET,  "/{ledger}/new/{verb}",           POLICY(LEDGER_OPEN), new_verb_get },
	{ METHOD_POST, "/{ledger}/new/{verb}",           POLICY(LEDGER_OPEN), new_verb_post, .by_token = true },
	{ METHOD_POST, "/{ledger}/new/{verb}/draft",     POLICY(LEDGER_OPEN), new_draft_post },
	{ METHOD_POST, "/{ledger}/new/{verb}/papers",    POLICY(LEDGER_OPEN), new_preview_post },
	{ METHOD_POST, "/{ledger}/{id}/{verb}/draft",    POLICY(RECORD_SEEN), draft_post },
	{ METHOD_POST, "/{ledger}/check",                POLICY(LEDGER_OPEN), check_post },
	{ METHOD_GET,  "/{ledger}/export",               POLICY(LEDGER_OPEN), reveal_get },
	{ METHOD_POST, "/{ledger}/export",               POLICY(LEDGER_OPEN), reveal_post, .by_token = true, .asks = "" },
	{ METHOD_GET,  "/{ledger}/{id}/unmask",          POLICY(RECORD_SEEN), reveal_get },
	{ METHOD_POST, "/{ledger}/{id}/unmask",          POLICY(RECORD_SEEN), reveal_post, .by_token = true, .asks = "" },
	{ METHOD_GET,  "/{ledger}/{id}/print",           POLICY(RECORD_SEEN), reveal_get },
	{ METHOD_POST, "/{ledger}/{id}/print",           POLICY(RECORD_SEEN), reveal_post, .by_token = true, .asks = "" },
	{ METHOD_GET,  "/{ledger}/{id}/package",         POLICY(RECORD_SEEN), reveal_get },
	{ METHOD_POST, "/{ledger}/{id}/package",         POLICY(RECORD_SEEN), reveal_post, .by_token = true, .asks = "" },
	{ METHOD_GET,  "/{ledger}/{id}/journal",         POLICY(RECORD_SEEN), history_get },
	{ METHOD_GET,  "/{ledger}/{id}/in-hand",         POLICY(RECORD_SEEN), in_hand_get },
	{ METHOD_POST, "/{ledger}/{id}/in-hand",         POLICY(RECORD_SEEN), in_hand_post },
	{ METHOD_POST, "/{ledger}/columns",              POLICY(LEDGER_OPEN), columns_post },
	{ METHOD_POST, "/{ledger}/views",                POLICY(LEDGER_OPEN), views_post },
	{ METHOD_POST, "/{ledger}/batch",                POLICY(LEDGER_OPEN), batch_post },
	{ METHOD_POST, "/{ledger}/batch/{verb}",         POLICY(LEDGER_OPEN), batch_take_post },
	{ METHOD_GET,  "/{ledger}/batch/{id}",           POLICY(LEDGER_OPEN), batch_get },
	{ METHOD_GET,  "/{ledger}",                      POLICY(LEDGER_OPEN), list_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}",                 POLICY(RECORD_SEEN), record_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/related",         POLICY(RECORD_SEEN), related_get },
	{ METHOD_GET,  "/{ledger}/{id}/clock/{clock}",   POLICY(RECORD_SEEN), clock_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/why/{what}",      POLICY(RECORD_SEEN), why_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/files",           POLICY(RECORD_SEEN), files_get, .by_token = true },
	{ METHOD_POST, "/{ledger}/{id}/files",           POLICY(RECORD_SEEN), files_post, .streams = files_streams, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/files.zip",       POLICY(RECORD_SEEN), files_zip_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/files/{file}",    POLICY(RECORD_SEEN), file_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/files/{file}/public", POLICY(RECORD_SEEN), file_public_get, .by_token = true },
	{ METHOD_POST, "/{ledger}/{id}/files/{file}/detach", POLICY(RECORD_SEEN), file_detach, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/papers",          POLICY(RECORD_SEEN), papers_get, .by_token = true },
	{ METHOD_GET,  "/{ledger}/{id}/papers/{paper}",  POLICY(RECORD_SEEN), paper_get, .by_token = true },
	{ METHOD_POST, "/{ledger}/{id}/papers/{paper}",  POLICY(RECORD_SEEN), paper_post, .by_token = true },
	{ METHOD_POST, "/{ledger}/{id}/{verb}/papers",   POLICY(RECORD_SEEN), preview_post },
	{ METHOD_GET,  "/{ledger}/{id}/{verb}",          POLICY(RECORD_SEEN), form_get },
	{ METHOD_POST, "/{ledger}/{id}/{verb}",          POLICY(RECORD_SEEN), form_post, .by_token = true },
};
/* clang-format on */
const size_t n_web_routes = sizeof(web_routes) / sizeof(web_routes[0]);
