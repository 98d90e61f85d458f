/*
 * docx_parts.c - the parts of a DOCX that are the same in every file
 *
 * Fonts are named as GB/T 9704 is practised (仿宋_GB2312 for text, 方正小标宋简体 for the title, 黑体
 * and 楷体_GB2312 for headings); fontTable.xml says what stands in for them where they are not
 * installed.  Sizes are half points, lengths twentieths of a point: 1588 is 28 mm, 579 a line of
 * 28.95 pt.
 */
#include "paper/docx.h"

#define XML  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define W    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACK "http://schemas.openxmlformats.org/package/2006/"

#define FONT(east) \
	"<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"" east \
	"\"/>"
#define LINES "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/>"
#define HEADING(n, font, more) \
	"<w:style w:type=\"paragraph\" w:styleId=\"Heading" n "\"><w:name w:val=\"heading " n \
	"\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr><w:keepNext/><w:outlineLvl w:val=\"" more \
	"\"/></w:pPr><w:rPr>" font "</w:rPr></w:style>\n"
#define STYLE(id, label, p, r) \
	"<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" label \
	"\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>" p "</w:pPr><w:rPr>" r \
	"</w:rPr></w:style>\n"
#define ALT(name, alt) \
	"<w:font w:name=\"" name "\"><w:altName w:val=\"" alt \
	"\"/><w:charset w:val=\"86\"/></w:font>\n"

/* The number of a page outside of the text, one character in: odd pages right, even ones left. */
#define FOOTER(side, indent) \
	XML "<w:ftr " W "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind w:" indent \
	    "=\"280\"/><w:jc w:val=\"" side \
	    "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>" \
	    "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" \
	    "<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>\n"

/* clang-format off */

static const char content_types[] = XML
	"<Types xmlns=\"" PACK "content-types\">"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" TYPE "settings+xml\"/>"
	"<Override PartName=\"/word/fontTable.xml\" ContentType=\"" TYPE "fontTable+xml\"/>"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"" TYPE "footer+xml\"/>"
	"<Override PartName=\"/word/footer2.xml\" ContentType=\"" TYPE "footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	"</Types>\n";

static const char rels[] = XML
	"<Relationships xmlns=\"" PACK "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" PACK "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
	"</Relationships>\n";

static const char document_rels[] = XML
	"<Relationships xmlns=\"" PACK "relationships\">"
	"<Relationship Id=\"rId1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"rId2\" Type=\"" REL "settings\" Target=\"settings.xml\"/>"
	"<Relationship Id=\"rId3\" Type=\"" REL "fontTable\" Target=\"fontTable.xml\"/>"
	"<Relationship Id=\"rId4\" Type=\"" REL "footer\" Target=\"footer1.xml\"/>"
	"<Relationship Id=\"rId5\" Type=\"" REL "footer\" Target=\"footer2.xml\"/>"
	"</Relationships>\n";

static const char settings[] = XML
	"<w:settings " W "><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>"
	"<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>\n";

static const char fonts[] = XML
	"<w:fonts " W ">\n"
	ALT("仿宋_GB2312", "FangSong_GB2312") ALT("FangSong_GB2312", "FangSong")
	ALT("方正小标宋简体", "FZXiaoBiaoSong-B05S") ALT("FZXiaoBiaoSong-B05S", "SimSun")
	ALT("黑体", "SimHei") ALT("楷体_GB2312", "KaiTi_GB2312") ALT("KaiTi_GB2312", "KaiTi") ALT("宋体", "SimSun")
	"</w:fonts>\n";

static const char styles[] = XML
	"<w:styles " W ">\n<w:docDefaults><w:rPrDefault><w:rPr>" FONT("仿宋_GB2312") "<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"
	"<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault></w:docDefaults>\n"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/>"
	"<w:pPr>" LINES "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:jc w:val=\"both\"/></w:pPr></w:style>\n"
	"<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"Default\"><w:name w:val=\"Default Paragraph Font\"/></w:style>\n"
	"<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar>"
	"<w:left w:w=\"57\" w:type=\"dxa\"/><w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n"
	STYLE("Title", "Title", "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"720\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
	      FONT("方正小标宋简体") "<w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>")
	STYLE("Subtitle", "Subtitle", "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>", FONT("楷体_GB2312"))
	HEADING("1", FONT("黑体"), "0") HEADING("2", FONT("楷体_GB2312"), "1")
	HEADING("3", FONT("仿宋_GB2312") "<w:b/>", "2") HEADING("4", FONT("仿宋_GB2312"), "3")
	STYLE("Line", "顶格", "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>", "")
	STYLE("Signer", "签署", "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\" w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>", "")
	STYLE("Draft", "草稿", "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	      FONT("黑体") "<w:color w:val=\"B9252C\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
	STYLE("Note", "附录", "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"320\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
	      "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>")
	STYLE("Cell", "表格", "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"300\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
	      "<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/>")
	STYLE("Footer", "footer", "<w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
	      FONT("宋体") "<w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>")
	"</w:styles>\n";

static const char odd[] = FOOTER("right", "right");
static const char even[] = FOOTER("left", "left");

const struct docx_part docx_parts[] = {
	{ "[Content_Types].xml",          content_types },
	{ "_rels/.rels",                  rels },
	{ "word/_rels/document.xml.rels", document_rels },
	{ "word/styles.xml",              styles },
	{ "word/settings.xml",            settings },
	{ "word/fontTable.xml",           fonts },
	{ "word/footer1.xml",             odd },
	{ "word/footer2.xml",             even },
};
const size_t n_docx_parts = sizeof(docx_parts) / sizeof(docx_parts[0]);
