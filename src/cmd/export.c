#include "cmd/app.h"
enum exit_code cmd_export(struct app *app)
{
	return app_no(app, REFUSED, "export");
}
