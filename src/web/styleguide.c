/*
 * styleguide.c - every component once, with invented data
 *
 * A new pattern is shown here first; the tests fetch this page and look at it.
 */
#include "web/forms.h"
#include "web/pages.h"

static void sample(struct visit *v, const char *name)
{
	html(v->out, "</div></section>\n<section class=\"card\" data-t=\"sample-", str_of(name),
	     "\"><header><h2>", str_of(name), "</h2></header><div class=\"bd stack\">\n");
}

static struct due_item due_sample(struct visit *v, enum due_state is, int left, int due)
{
	return (struct due_item){ .is = is,
		                  .left = left,
		                  .unit = "wd",
		                  .due = day_add(v->today, due),
		                  .start = day_add(v->today, -30),
		                  .term_text = S("20个工作日"),
		                  .basis = S("《政府信息公开条例》第33条") };
}

static void dues(struct visit *v)
{
	struct due_item list[] = { due_sample(v, DUE_LATE, -3, -4), due_sample(v, DUE_TODAY, 0, 0),
		                   due_sample(v, DUE_SOON, 4, 6), due_sample(v, DUE_FINE, 18, 25) };

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		html(v->out, "<p>");
		ui_due(v, &list[i]);
		html(v->out, "</p>");
	}
	html(v->out, "<p>");
	ui_due(v, NULL);
	html(v->out, "</p>");
}

static void records(struct visit *v)
{
	/* clang-format off */
	static const struct ui_step steps[] = {
		{ { "立案", 6 }, { "10-09", 5 }, STEP_DONE }, { { "调查取证", 12 }, { "10-09", 5 }, STEP_DONE },
		{ { "告知", 6 }, { "12-10", 5 }, STEP_NOW }, { { "决定", 6 }, { "", 0 }, STEP_LATER },
	};
	/* clang-format on */
	struct due_item fine = due_sample(v, DUE_FINE, 18, 25);
	struct ui_mark mark = { S("调查终结"), day_add(v->today, -12) };

	sample(v, "步骤条");
	ui_steps(v, steps, sizeof(steps) / sizeof(steps[0]));
	sample(v, "期限标尺");
	ui_ruler(v, &fine, &mark, 1);
}

static void fields(struct visit *v)
{
	/* clang-format off */
	static const struct field list[] = {
		{ "name", TEXT, "名称", MUST, .hint = "营业执照上的名称" }, { "on", DATE, "日期" }, { "amount", MONEY, "金额" },
		{ "kind", PICK, "类别", 0, .of = "a,b", .labels = "甲类,乙类" }, { "yes", YESNO, "是否公开" }, { "facts", TEXT, "事实" },
		{ "factors", PICKS, "情节", 0, .of = "a,b", .labels = "从轻,减轻" },
	};
	/* clang-format on */
	struct form f = { .v = v, .t = &v->p->tables[0] };

	html(v->out, "<div class=\"form\">\n");
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		field_control(&f, &(struct form_field){ &list[i], list[i].flags & MUST });
	html(v->out, "</div>\n");
}

static void refusals(struct visit *v)
{
	struct refusals kept = v->r;

	refusals_init(&v->r, v->arena);
	refuse(&v->r, "officers", S("请再选择 1 名持有效执法证的人员。"),
	       S("《行政处罚法》第42条"));
	ui_refusals(v, S("未办理"));
	v->r = kept;
}

/* What stands over the page, and what goes on without it. */
static void layers(struct visit *v)
{
	sample(v, "确认");
	html(v->out,
	     "<div class=\"dlg\"><header>撤销立案？</header><div class=\"bd\"><p>已产生的 11 份文书保留在案卷，期限停止计算，本案不再计入年报。</p><div class=\"field mt12\"><label for=\"f-why\">撤销理由（记入日志）</label><textarea class=\"in\" id=\"f-why\" rows=\"2\"></textarea></div></div><footer><button class=\"btn\" type=\"button\">取消</button><button class=\"btn btn-d\" type=\"button\">撤销立案</button></footer></div>");
	sample(v, "长时间任务");
	html(v->out,
	     "<p class=\"row between\"><b>正在生成 2024 年案卷评查材料</b><span>18 / 30 件 · 约剩 40 秒</span></p><progress max=\"30\" value=\"18\" aria-label=\"已完成\"></progress><p class=\"row between\"><span class=\"muted\">可以离开本页，完成后在右上角提醒。</span><button class=\"btn btn-s\" type=\"button\">取消任务</button></p>");
	sample(v, "完成提示");
	html(v->out, "<div class=\"toast\">");
	ui_icon(v, "circle-check");
	html(v->out, "<span>已移交 2 件</span><a href=\"#done\" id=\"done\">撤销</a></div>");
	sample(v, "关于谁");
	html(v->out,
	     "<div class=\"about\"><b>星悦歌舞娱乐有限公司</b><dl class=\"dl\"><dt>信用代码</dt><dd>91********5X</dd><dt>信用等级</dt><dd>B级</dd></dl></div><div class=\"about\"><b>李某</b><dl class=\"dl\"><dt>证件有效期的最后一日</dt><dd>2027-05-31</dd></dl></div>");
}

void styleguide_get(struct visit *v)
{
	ui_open(v, &(struct page){ .title = S("界面样例"), .bare = true });
	ui_heading(v, S("界面样例"), S("每个部件一次，数据均为虚构"));
	html(v->out,
	     "</div></div>\n<div class=\"grid g-2 start\"><section class=\"card\"><header><h2>图标和引用</h2></header><div class=\"bd stack\">");
	ui_law(v, S("《行政处罚法》第60条"), S(""));
	html(v->out, " ");
	ui_law(v, S("本局规定：按执法领域统计"), S(""));
	sample(v, "期限");
	dues(v);
	sample(v, "提示");
	ui_note(v, NOTE_INFO, S("此案由王某 3 分钟前修改过"), S("请重新载入。"));
	ui_note(v, NOTE_AMBER, S("现在不能作出处罚决定"),
	        S("听证申请期尚未届满：告知书 12-10 送达，5 个工作日至 12-17。"));
	ui_note(v, NOTE_RED, S("没有保存"), S("有 2 处需要修改。"));
	ui_note(v, NOTE_GREEN, S("已保存草稿"), S("离开页面不会丢失。"));
	sample(v, "拒绝");
	refusals(v);
	sample(v, "空状态");
	ui_empty(v, S("没有符合条件的案件"), S("可以换一个视图，或者重置查询条件。"));
	records(v);
	layers(v);
	sample(v, "字段");
	fields(v);
	html(v->out, "</div></section></div>\n");
	ui_close(v);
}
