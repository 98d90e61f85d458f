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
