/*
 * help.c - how each command is called
 */
#include "cmd/app.h"

static void line_of(struct app *app, const struct command *c)
{
	buf_fmt(&app->out, "    yifa %-9s %s\n                       %s\n", c->name, c->words,
	        c->say);
}

enum exit_code cmd_help(struct app *app)
{
	bool found = false;

	for (size_t i = 0; i < app->n_commands; i++) {
		const struct command *c = &app->commands[i];
		if (app->n_words && !str_is(app->words[0], c->name))
			continue;
		if (!found)
			buf_putz(&app->out, "依法：一个程序，管好文化和旅游局的每一本台账。\n\n");
		found = true;
		line_of(app, c);
	}
	if (!found)
		return app_no(app, NOT_UNDERSTOOD, "没有这个命令：%.*s。yifa help 列出全部命令。",
		              P(app->words[0]));
	buf_putz(
		&app->out,
		"\n共同的选项：--db sqlite:文件（默认 sqlite:yifa.db，或者环境变量 YIFA_DB）；\n"
		"--today 日期（登记只在演示数据库里可用）；--user 账号（或者 YIFA_USER，或者与系统用户绑定的账号）；\n"
		"--json；--law 文件夹。\n"
		"COND：字段=值，也可以用 != < <= > >= ~（包含）和 in a,b；字段= 为空。\n"
		"退出码：0 办成，1 看懂了但是不能办，2 看不懂，3 机器故障。\n");
	return DONE;
}

enum exit_code cmd_version(struct app *app)
{
	buf_putz(&app->out, "yifa " YIFA_VERSION "\n");
	return DONE;
}

/* Names that are a contract and whose work comes later. */
enum exit_code cmd_later(struct app *app)
{
	return app_no(app, REFUSED, "“%s”（%s）在以后的版本提供，本版本还没有。",
	              app->command->name, app->command->say);
}
