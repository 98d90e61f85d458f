/*
 * report.c - the seam to the annual report
 */
#include "cmd/app.h"

enum exit_code cmd_report(struct app *app)
{
	return app_no(app, REFUSED, "本次构建不含年度报告。");
}
