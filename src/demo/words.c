/*
 * words.c - lists of words
 *
 * Persons are a surname and 某; firms have names that no firm has.
 */
#include "demo/play.h"

/* clang-format off */
#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }

static const struct { const char *key; const char *const *words; } lists[] = {
	{ "surname", LIST("李某", "王某", "张某", "刘某", "陈某", "杨某", "赵某", "黄某", "周某", "吴某", "徐某", "孙某", "胡某", "朱某", "高某", "林某", "何某", "郭某", "马某", "罗某") },
	{ "brand", LIST("星汐", "云渚", "白鹭", "听涛", "锦帆", "青禾", "望山", "石磨", "柳湾", "苇塘", "朝露", "暮云", "松涧", "竹影", "荷风", "枫桥", "梅坞", "兰亭外", "沧浪里", "晴岚", "碧澜", "蓝湾", "虹桥西", "银杏", "麦田", "海棠", "木槿", "芦笛", "鲸落", "鹿鸣") },
	{ "street", LIST("云溪路", "听涛街", "星桥路", "锦帆道", "望山大街", "白鹭路", "青禾街", "石磨巷", "柳湾道", "苇塘路") },
	{ "grade", LIST("a", "b", "b", "c", "b", "a", "b", "d", "b", "b", "b") },
	{ "subject", LIST("歌舞娱乐场所", "游艺娱乐场所", "互联网上网服务营业场所", "营业性演出举办单位", "演出经纪机构", "艺术品经营单位", "印刷企业", "出版物批发单位", "出版物零售单位", "音像制品经营单位", "电影放映单位", "广播电视节目制作机构", "卫星电视接收设施安装单位", "旅行社", "旅行社分社", "导游人员", "旅游景区", "在线旅游经营者", "文物商店", "文物保护单位管理机构", "美术品进出口单位", "网络文化经营单位", "剧本娱乐经营场所") },
	{ "area", LIST("culture", "culture", "culture", "culture", "culture", "culture", "publication", "publication", "publication", "publication", "film", "film", "film", "tourism", "tourism", "tourism", "tourism", "tourism", "relics", "relics", "culture", "culture", "culture") },
	{ "breach", LIST("未经许可擅自从事经营活动", "超出核定范围经营", "未建立经营管理制度", "未按规定保存记录", "变更事项未申请换发许可证", "涂改、出租、出借许可证", "未悬挂规定标志", "提供含有禁止内容的服务", "拒绝、阻碍监督检查", "未按规定培训从业人员", "未履行安全管理义务") },
	{ "law", LIST("娱乐场所管理条例", "互联网上网服务营业场所管理条例", "营业性演出管理条例", "出版管理条例", "印刷业管理条例", "旅行社条例", "旅游法") },
	{ "leaders", LIST("attendees+person:@head,due:yes|attendees+person:@deputy,due:yes|attendees+person:@deputy2,due:yes|attendees+person:@secretary,due:yes|attendees+person:@disclosure_head,due:yes") },
	{ "leaders-present", LIST("attendees+person:@head,due:yes,present:yes|attendees+person:@deputy,due:yes,present:yes|attendees+person:@deputy2,due:yes,present:yes|attendees+person:@secretary,due:yes,present:yes|attendees+person:@disclosure_head,due:yes,present:yes") },
	{ "matter", LIST("许可证件和经营范围", "消防设施和安全出口", "未成年人保护制度", "实名登记", "内容自审", "从业人员培训", "台账和验证登记制度") },
	{ "theirs", LIST("消防设施", "治安管理", "价格公示", "食品经营") },
	{ "res2", LIST("no_problem", "no_problem", "no_problem", "corrected_on_spot") },
	{ "theme", LIST("anti_fraud", "law_into_enterprises", "minors", "copyright", "safety") },
	{ "mark", LIST("轻微", "一般", "一般", "较重") },
	{ "fault1", LIST("未悬挂未成年人禁入标志", "从业人员名簿不全", "营业日志记录不全", "包间门窗不透明", "未按规定留存监控录像") },
	{ "fault2", LIST("未悬挂营业执照和许可证", "巡查记录不全", "未公示举报电话", "登记系统有漏登") },
	{ "fault3", LIST("承印登记簿不全", "未留存样本", "进销台账不全", "未公示许可证") },
	{ "fault4", LIST("合同要素不全", "未公示投诉电话", "行程单未盖章") },
	{ "about-ent", LIST("歌厅夜间噪声扰民", "歌厅疑似接纳未成年人", "歌厅酒水价格不透明", "歌厅包间烟雾大、通风差", "歌厅预付卡退费难") },
	{ "about-train", LIST("培训机构拒绝退费", "培训机构停课不退费", "培训机构更换教师未告知", "培训场所消防通道堆物") },
	{ "about-net", LIST("网吧接纳未成年人", "电竞酒店房间超员", "网吧不登记身份证", "网吧夜间吸烟无人管") },
	{ "about-travel", LIST("旅行社变更行程不退费用", "低价游强制购物", "旅行社未签订合同", "导游临时加价") },
	{ "about-scenic", LIST("景区门票优惠如何办理", "景区开放时间", "图书馆节假日开放安排", "老年人免票需要什么证件", "景区停车收费标准") },
	{ "about-film", LIST("影院退票规则", "建议增加公益放映", "影院无障碍设施", "建议延长文化馆开放时间") },
	{ "about-script", LIST("剧本馆消防通道堆放杂物", "剧本馆内容不适合未成年人", "剧本馆退费纠纷") },
	{ "about-book", LIST("书店销售疑似盗版教辅", "校园周边摊点销售盗版图书", "书店销售内容不良卡片") },
	{ "answer", LIST("已到现场核实，责令整改，当事人表示认可", "已约谈负责人，双方协商一致", "经核实，所反映情形已改正", "已告知办理途径和所需材料", "现场检查未发现所反映情形，将加强巡查") },
	{ "rate", LIST("satisfied", "satisfied", "satisfied", "basically", "satisfied", "unsatisfied") },
	{ "other", LIST("市场监管部门", "生态环境部门", "教育部门", "住房建设部门") },
	{ "object", LIST("art_training", "travel", "entertainment") },
	{ "danger", LIST("随意飞线，插座无防护", "电动车在室内充电", "安全出口堆放杂物", "占用消防车通道", "外窗加装铁栅栏影响逃生", "灭火器压力不足", "应急照明损坏", "污水井未设警示", "新员工未经安全培训", "疏散指示标志缺失") },
	{ "danger-kind", LIST("wiring", "ebike_charging", "exit_blocked", "fire_lane", "window_bars", "fire_equipment", "fire_equipment", "h2s_point", "training", "other") },
	{ "spot", LIST("一楼大厅", "二楼走廊", "后门", "设备间", "仓库", "外墙窗口", "停车区") },
	{ "trigger", LIST("law", "risk", "resource", "drill") },
	{ "phone", LIST("1990000{1000..9999}") },
};
/* clang-format on */

const char *const *words_of(struct str key, size_t *ret_n)
{
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (str_is(key, lists[i].key)) {
			for (*ret_n = 0; lists[i].words[*ret_n];)
				++*ret_n;
			return lists[i].words;
		}
	return NULL;
}
