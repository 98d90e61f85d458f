/*
 * main.c - the table of subcommands
 */
#include "cmd/app.h"

/* clang-format off */

#define READS  (WITH_LAW | WITH_DB | WITH_USER)
#define CHANGES (WITH_LAW | WITH_DB | WITH_USER | WRITES)

static const struct command commands[] = {
	{ "serve",   "[--listen ADDR:PORT] [--origin https://HOST] [--proxy RANGE,…] [--hooks-to RANGE,…] [--per-minute N]", "在浏览器里办理；对外的网址（安全密钥要用）；前面的代理；通知可以发往的内网地址；一个地址每分钟的请求数", "listen=,hooks-to=,origin=,proxy=,per-minute=", 0, 0, WITH_LAW | WITH_DB | WRITES | MAKES, cmd_serve },
	{ "demo",    "[--dir DIR] [--db URL] [--no-serve]", "虚构一个局的 2024 年，打印登录名，并提供服务", "dir=,no-serve,listen=", 0, 0, 0, cmd_demo },
	{ "ledgers", "[--csv|--openapi|--citus]", "全部台账：字段、状态、步骤、期限、指标；接口的说明；分布式数据库的语句", "csv,openapi,citus", 0, 0, WITH_LAW, cmd_ledgers },
	{ "show",    "LEDGER", "一本台账的办理程序和依据", "", 1, 1, WITH_LAW, cmd_show },
	{ "import",  "LEDGER FILE [LEDGER.FIELD=FILE]… [--history|--opening] [--dry-run] | --undo BATCH --reason TEXT", "从 CSV 或者 XLSX 导入", "history,opening,dry-run,undo=,reason=", 0, 40, CHANGES | MAKES | NAMES_LEDGER, cmd_import },
	{ "imports", "[LEDGER]", "导入的批次", "", 0, 1, READS, cmd_imports },
	{ "export",  "LEDGER[.ROWS] [--format csv|xlsx|json] [--where COND]… [-o FILE] [--template] [--purpose TEXT]", "导出", "format=,where=*,o=,template,purpose=", 1, 1, READS | NAMES_LEDGER, cmd_export },
	{ "count",   "LEDGER[.ROWS] [--measure count|sum:F|distinct:F|min:F|max:F|mean:F|share:COND] [--among COND]\n"
	             "                      [--date FIELD --from D --to D | --on D] [--per FIELD] [--where COND]… [--by FIELD|month:FIELD]… [--org CODE]", "计数",
	             "measure=,among=*,date=,from=,to=,on=,per=,where=*,by=*,org=", 1, 1, READS | NAMES_LEDGER, cmd_count },
	{ "figures", "--year Y | --from D --to D [--cutoff D] [--org CODE]", "全部指标和计数规则", "year=,from=,to=,cutoff=,org=", 0, 0, READS, cmd_figures },
	{ "publicity", "penalty|licence --year Y [--format csv|xlsx|json] [-o FILE]", "双公示数据集，隐去个人信息，记入日志", "year=,from=,to=,cutoff=,format=,o=", 1, 1, READS, cmd_public_set },
	{ "money",   "--year Y | --from D --to D [--cutoff D] [--format text|csv|xlsx|json] [-o FILE] [--org CODE]", "罚没款：期初、决定、收缴、退还、期末，到分；不平的说明差多少", "year=,from=,to=,cutoff=,format=,o=,org=", 0, 0, READS, cmd_money },
	{ "records", "FIGURE --year Y", "一个指标背后的记录", "year=,from=,to=,cutoff=,org=", 1, 1, READS, cmd_records },
	{ "report",  "annual|enforcement|disclosure --year Y [--format md|html|pdf|docx|json] [-o FILE] [--freeze|--frozen]", "年度报告；固化，固化后变动", "year=,format=,o=,cutoff=,freeze,frozen", 1, 1, READS, cmd_report },
	{ "paper",   "LEDGER NUMBER [KIND|PAPER-NUMBER] [--row N] [--format pdf|docx|html] [-o FILE] [--purpose TEXT]", "一条记录的文书：列出，或者打印一份", "row=,format=,o=,purpose=", 2, 3, READS | NAMES_LEDGER, cmd_paper },
	{ "reissue", "LEDGER NUMBER KIND|PAPER-NUMBER --reason TEXT [--row N] [--set FIELD=VALUE]…", "撤回一份发出而未送达的文书，重新制发；随文书更正的内容", "row=,reason=,set=*", 3, 3, CHANGES | NAMES_LEDGER, cmd_reissue },
	{ "numbers", "[SERIES] [--year Y] | reserve SERIES --count N --person P --device TEXT --purpose TEXT [--year Y] | return BLOCK --reason TEXT", "文号：每一号的去向；预留和收回号段", "year=,count=,person=,device=,purpose=,reason=", 0, 2, CHANGES, cmd_numbers },
	{ "archive", "[LEDGER] NUMBER -o FILE.zip [--purpose TEXT]", "一件案卷：卷内目录、编页的全部文书、附件、清单和日志证明", "o=,purpose=", 1, 2, READS, cmd_archive },
	{ "search",  "TEXT [--ledger L] [--year Y] [--after CURSOR]", "在全部台账和附件名里检索", "ledger=,year=,after=", 1, 1, READS, cmd_search },
	{ "due",     "[LEDGER] [--within DAYS]", "到期、逾期和暂定的期限，近的在前；--within 只看几日以内", "within=", 0, 1, READS, cmd_due },
	{ "anomalies", "[LEDGER] [--all]", "异常：逾期、将满的期限，没有处理的缺陷，按规则计数", "all", 0, 1, READS, cmd_anomalies },
	{ "explain", "LEDGER ID CLOCK", "一条记录的期限，逐日说明", "", 3, 3, READS | NAMES_LEDGER, cmd_explain },
	{ "clock",   "TERM --from DATE | LEDGER.CLOCK --from DATE [--event VERB=DATE]…", "一个期限，逐日说明", "from=,event=*", 1, 1, WITH_LAW, cmd_clock },
	{ "draw",    "commit|reveal|run|verify …", "随机抽取", "", 0, 40, FOR_ALL, cmd_later },
	{ "journal", "verify [--head FILE]… [--witness KEY] [--most N] | head [--since OLD] [-o FILE] | prove ENTRY|LEDGER ID [-o FILE]\n"
	             "                      | check FILE | witness FILE --sign KEYFILE [--since OLD] [-o FILE] | key [-o FILE --name NAME]", "办理日志",
	             "head=*,witness=,most=,since=,o=,public=,sign=,name=", 1, 3, WITH_LAW, cmd_journal },
	{ "check",   "[--dues] [--search] [--files] [--people] [--mend]", "核对台账、语句、法律、设置；重算库里的期限和合计，核对检索索引和附件；没有人可以办理的记录；改正", "dues,search,files,people,mend", 0, 0, WITH_LAW, cmd_check },
	{ "jobs",    "[list] [--all] | show ID | cancel ID", "作业：到哪里了，结果，取消", "all", 0, 2, CHANGES, cmd_jobs },
	{ "backup",  "FILE", "备份，服务时也可以", "", 1, 1, WITH_LAW | WITH_DB, cmd_backup },
	{ "restore", "FILE [--force]", "从备份恢复", "force", 1, 1, WITH_LAW, cmd_restore },
	{ "migrate", "", "建立或者更新数据库的表", "", 0, 0, WITH_LAW | WITH_DB | MAKES, cmd_migrate },
	{ "user",    "list | add NAME [--roles R] [--person P] [--section S] [--system USER] | roles NAME --roles R | passwd NAME\n"
	             "                      | post NAME --roles R [--section S] [--from D] [--to D] [--basis T] | post-end NAME POST [--to D] | posts NAME\n"
	             "                      | deputy NAME --by NAME --from D --to D --reason T | deputy-end ID [--to D] | deputies\n"
	             "                      | sessions [NAME] | sessions-end NAME | unlock NAME | close NAME", "账号、岗位、代理、登录",
	             "roles=,person=,section=,system=,from=,to=,basis=,by=,reason=", 1, 3, CHANGES | MAKES, cmd_user },
	{ "hand-over", "FROM TO --reason TEXT [--date D]", "一个人名下在办的记录全部移交另一个人", "reason=,date=", 2, 2, CHANGES, cmd_hand_over },
	{ "setting", "list | set TERM VALUE --issuer BODY --document NUMBER --from DATE | cut-over LEDGER DATE", "本局的设置", "issuer=,document=,from=", 1, 3, WITH_LAW | WITH_DB | WRITES | MAKES, cmd_setting },
	{ "calendar", "[YEAR]", "工作日历", "", 0, 1, WITH_LAW, cmd_calendar },
	{ "copy",    "--from URL --to URL [--from-files WHERE] [--to-files WHERE]", "把一个局搬到另一个空的数据库：SQLite 或者 PostgreSQL，连同附件", "from=,to=,from-files=,to-files=", 0, 0, WITH_LAW, cmd_copy },
	{ "token",   "list | add NAME --account ACCOUNT --ledgers L,…|* [--verbs V,…|*] [--no-read] [--days N] [--per-minute N] | revoke ID", "接口的凭据",
	             "account=,ledgers=,verbs=,no-read,days=,per-minute=", 1, 2, CHANGES, cmd_token },
	{ "why",     "USER LEDGER [ID] VERB|view|list|FIELD", "为什么能办或者不能办、能看或者不能看", "", 3, 4, READS, cmd_why },
	{ "version", "", "版本", "", 0, 0, 0, cmd_version },
	{ "help",    "[COMMAND]", "这一页", "", 0, 1, 0, cmd_help },
};

int main(int argc, char **argv)
{
	return (int)app_main(argc, argv, commands, sizeof commands / sizeof *commands);
}
