#include "cmd/app.h"
enum exit_code cmd_import(struct app *app)
{
	return app_no(app, REFUSED, "import");
}
