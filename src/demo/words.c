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
	{ "targets-1", LIST("targets+operator:@op-print-1,place:注册地址,random_field:printing,first:@o5,second:@o6,check_by:2024-11-29|"
		"targets+operator:@op-print-2,place:注册地址,random_field:printing,first:@o5,second:@o6,check_by:2024-11-29|"
		"targets+operator:@op-print-3,place:注册地址,random_field:printing,first:@o5,second:@o6,check_by:2024-11-29|"
		"targets+operator:@op-ent-1,place:注册地址,random_field:entertainment,first:@o1,second:@o2,check_by:2024-11-29|"
		"targets+operator:@op-ent-2,place:注册地址,random_field:entertainment,first:@o1,second:@o2,check_by:2024-11-29|"
		"targets+operator:@op-ent-3,place:注册地址,random_field:entertainment,first:@o1,second:@o2,check_by:2024-11-29|"
		"targets+operator:@op-travel-1,place:注册地址,random_field:travel,first:@o3,second:@o4,check_by:2024-11-29|"
		"targets+operator:@op-travel-2,place:注册地址,random_field:travel,first:@o3,second:@o4,check_by:2024-11-29") },
	{ "targets-2", LIST("targets+operator:@op-net-1,place:注册地址,random_field:internet,first:@o3,second:@o4,check_by:2024-11-29|"
		"targets+operator:@op-net-2,place:注册地址,random_field:internet,first:@o3,second:@o4,check_by:2024-11-29|"
		"targets+operator:@op-film-1,place:注册地址,random_field:film,first:@o5,second:@o6,check_by:2024-11-29|"
		"targets+operator:@op-film-2,place:注册地址,random_field:film,first:@o5,second:@o6,check_by:2024-11-29|"
		"targets+operator:@op-book-1,place:注册地址,random_field:publication,first:@o1,second:@o2,check_by:2024-11-29|"
		"targets+operator:@op-book-2,place:注册地址,random_field:publication,first:@o1,second:@o2,check_by:2024-11-29|"
		"targets+operator:@op-script-1,place:注册地址,random_field:script,first:@o1,second:@o2,check_by:2024-11-29") },
	{ "scan", LIST("1b6b5c2bb3b47b7f1529389a2976c90c51ae4b5db9831d79a9f6445571f2b786", "6d21f1b7ad5e8c3f4a1f4f2d3a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d") },
	{ "point", LIST("明确违约责任", "补充验收标准", "写明保密义务", "付款与进度挂钩") },
	{ "question", LIST("修改告知书文本", "答复信访事项的法律意见", "检查文书格式审核", "行业培训讲稿", "涉企政策条款审核") },
	{ "lesson", LIST("学习行政处罚法", "学习党内监督条例", "学习宪法", "学习民法典", "学习安全生产法", "学习著作权法", "学习信访工作条例", "学习行政复议法", "学习纪律处分条例", "学习旅游法", "学习文物保护法", "学习中央全会精神") },
	{ "statute", LIST("中国共产党章程", "中华人民共和国宪法", "中华人民共和国民法典", "中国共产党廉洁自律准则", "中国共产党纪律处分条例", "行政处罚法", "行政强制法", "政府信息公开条例") },
	{ "agenda", LIST("研究2024年法治政府建设工作", "研究执法三项制度落实", "研究权责清单调整", "研究普法工作", "研究案卷评查结果", "研究法律顾问工作", "听取信访和热线办理情况") },
	{ "chore", LIST("督办演出备案", "督办隐患整改", "督办热线回访", "督办政务公开更新", "督办服务事项更新", "督办档案归集") },
	{ "season", LIST("春节", "汛期", "暑期", "国庆") },
	{ "staff", LIST("head", "deputy", "deputy2", "secretary", "disclosure_head", "chief", "chief2", "chief3", "legal", "reviewer", "reviewer2", "clerk", "clerk2", "clerk3", "clerk4", "officer1", "officer2", "officer3", "officer4", "officer5", "officer6", "officer7") },
	{ "everyone", LIST("attendees+person:@head,came:yes,hours:3|"
		"attendees+person:@deputy,came:yes,hours:3|"
		"attendees+person:@deputy2,came:yes,hours:3|"
		"attendees+person:@secretary,came:yes,hours:3|"
		"attendees+person:@disclosure_head,came:yes,hours:3|"
		"attendees+person:@chief,came:yes,hours:3|"
		"attendees+person:@chief2,came:yes,hours:3|"
		"attendees+person:@chief3,came:yes,hours:3|"
		"attendees+person:@legal,came:yes,hours:3|"
		"attendees+person:@reviewer,came:yes,hours:3|"
		"attendees+person:@reviewer2,came:yes,hours:3|"
		"attendees+person:@clerk,came:yes,hours:3|"
		"attendees+person:@clerk2,came:yes,hours:3|"
		"attendees+person:@clerk3,came:yes,hours:3|"
		"attendees+person:@clerk4,came:yes,hours:3|"
		"attendees+person:@officer1,came:yes,hours:3|"
		"attendees+person:@officer2,came:yes,hours:3|"
		"attendees+person:@officer3,came:yes,hours:3|"
		"attendees+person:@officer4,came:yes,hours:3|"
		"attendees+person:@officer5,came:yes,hours:3|"
		"attendees+person:@officer6,came:yes,hours:3|"
		"attendees+person:@officer7,came:yes,hours:3") },
	{ "team", LIST("attendees+person:@officer1,came:yes,hours:4|"
		"attendees+person:@officer2,came:yes,hours:4|"
		"attendees+person:@officer3,came:yes,hours:4|"
		"attendees+person:@officer4,came:yes,hours:4|"
		"attendees+person:@officer5,came:yes,hours:4|"
		"attendees+person:@officer6,came:yes,hours:4|"
		"attendees+person:@officer7,came:yes,hours:4|"
		"attendees+person:@chief,came:yes,hours:4") },
	{ "examined", LIST("attendees+person:@head,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@deputy,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@deputy2,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@secretary,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@disclosure_head,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@chief,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@chief2,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@chief3,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@legal,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@reviewer,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@reviewer2,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@clerk,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@clerk2,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@clerk3,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@clerk4,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer1,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer2,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer3,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer4,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer5,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer6,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer7,came:yes,hours:1,score:{78..99},passed:yes|"
		"attendees+person:@officer9,came:yes,hours:1,score:{78..99},passed:yes") },
	{ "course", LIST("习近平法治思想", "依法行政能力提升", "行政执法案例", "公共文化服务保障", "安全生产责任", "数字政府", "民法典", "保密法", "党章党规", "旅游市场监管", "文物保护") },
	{ "channel", LIST("site", "site", "portal", "site", "wechat") },
	{ "wish", LIST("关于增设社区图书室的建议", "关于规范艺术培训市场的建议", "关于发展运河旅游的建议", "关于加强非遗传承的建议", "关于整治校园周边网吧的建议") },
	{ "service1", LIST("营业性演出备案", "网吧备案", "艺术品经营备案", "旅行社分社备案", "剧本娱乐备案", "印刷核验", "文物保护措施备案", "演出场所备案", "个体演员备案") },
	{ "service2", LIST("图书借阅证办理", "文化馆场地预约", "博物馆参观预约", "公益培训报名", "流动图书车预约", "群众艺术辅导", "数字资源查询", "旅游咨询") },
	{ "service3", LIST("导游证信息变更指引", "星级饭店咨询", "景区讲解预约", "非遗体验报名", "文化志愿服务", "展览预约", "电影公益放映申请", "文化下乡申请", "旅游投诉指引") },
	{ "sight", LIST("白鹭洲湿地", "云溪古渡", "望山林场", "柳湾民宿村", "石磨古镇") },
	{ "craft", LIST("青禾剪纸", "石磨面塑", "云溪评书", "柳编技艺", "苇画") },
	{ "report", LIST("文旅动态", "执法动态", "公共文化月报", "节庆预告") },
	{ "hamlet", LIST("望山镇", "白鹭洲镇", "青禾镇", "石磨镇") },
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
