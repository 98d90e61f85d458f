/*
 * demo.c - the seam to the fictional bureau
 */
#include "cmd/app.h"

enum exit_code cmd_demo(struct app *app)
{
	return app_no(app, REFUSED, "本次构建不含演示数据。");
}
