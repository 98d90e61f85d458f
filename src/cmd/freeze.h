/*
 * freeze.h - `yifa report … --freeze` and `--frozen`
 */
#ifndef CMD_FREEZE_H
#define CMD_FREEZE_H

#include "cmd/app.h"
#include "report/report.h"

enum exit_code freeze_report(struct app *app, const struct report_ask *ask);
enum exit_code frozen_report(struct app *app, const struct report_ask *ask);

#endif
