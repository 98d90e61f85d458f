/*
 * serve.c - the seam to the web
 */
#include "cmd/app.h"

enum exit_code cmd_serve(struct app *app)
{
	return app_no(app, REFUSED, "本次构建不含网页服务。");
}
