/*
 * tickets.c - tickets of the 12345 hotline
 *
 * 275 received in 2024: 8 returned and taken back by the hotline, 5 merged, the rest answered by the
 * end of the year, some late, some opened again.  One was entered twice and is void.
 */
#include "demo/parts.h"

/* clang-format off */
#define RECEIVE "ticket_number=HL{day}-{no}{n:3}|kind={kind}|subject={about*}|caller={surname*}|phone={phone*}|operator=@op|complex=no|received_at={day}T{10..17}:{10..59}|received_on={day}|dispatches+on:{day},to:区文化和旅游局"
static const struct script scripts[] = {
	SCRIPT("ticket-in",  { 0, "clerk receive hotline as h", RECEIVE },
	                     { 0, "clerk accept h", "accepted_at={day}T18:0{1..9}" },
	                     { 0, "{who} contact h", "contacted_at={day}T18:{20..59}" } ),
	SCRIPT("ticket",     { 0, "then ticket-in" },
	                     { 2, "{visitor} visit h", "visited_on={day}" },
	                     { 2, "{who} reply h", "replied_on={day}|reply={answer*}" },
	                     { 1, "outside visit_back h", "rating={rate*}" },
	                     { 1, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-desk", { 0, "then ticket-in" },
	                     { 2, "{who} reply h", "replied_on={day}|reply={answer*}|why_not=咨询事项，无需到现场" },
	                     { 2, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-missed", { 0, "clerk receive hotline as h", RECEIVE },
	                     { 0, "clerk accept h", "accepted_at={day}T18:10" },
	                     { 1, "{who} miss h", "attempts+at:{day}T09:40,result:unreachable,note:无人接听|attempts+at:{day}T15:20,result:unreachable,note:关机" },
	                     { 2, "officer1 visit h", "visited_on={day}" },
	                     { 1, "{who} reply h", "replied_on={day}|reply={answer*}" }, { 1, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-extended", { 0, "then ticket-in" }, { 5, "{visitor} visit h", "visited_on={day}" }, { 3, "chief extend h", "reason=需与房东和业主协商" },
	                     { 6, "{who} reply h", "replied_on={day}|reply={answer*}" }, { 1, "outside visit_back h", "rating=basically" }, { 1, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-late", { 0, "then ticket-in" }, { 13, "{who} reply h", "replied_on={day}|reply={answer*}|why_not=电话协商" }, { 2, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-again", { 0, "then ticket" }, { 6, "outside reopen h", "reason=噪声又起" }, { 1, "{who} contact_again h", "attempts+at:{day}T10:20,result:reached" },
	                     { 2, "{who} reply h", "replied_on={day}|reply=再次约谈，承诺二十二时后关闭低音" }, { 2, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-returned", { 0, "clerk receive hotline as h", RECEIVE }, { 0, "chief return h", "reason=属于{other*}职责" }, { 1, "outside agree h" } ),
	SCRIPT("ticket-resent", { 0, "clerk receive hotline as h", RECEIVE }, { 0, "chief return h", "reason=涉及多部门，建议由牵头单位办理" },
	                     { 1, "outside resend h", "dispatches++on:{day},to:区文化和旅游局,reason:由你局牵头" }, { 0, "clerk accept h", "accepted_at={day}T16:00" }, { 0, "{who} contact h", "contacted_at={day}T16:30" },
	                     { 3, "{visitor} visit h", "visited_on={day}" }, { 2, "{who} reply h", "replied_on={day}|reply={answer*}" }, { 1, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-merged", { 0, "then ticket-in" }, { 0, "play ticket-twin" }, { 3, "{visitor} visit h", "visited_on={day}" }, { 2, "{who} reply h", "replied_on={day}|reply={answer*}" }, { 1, "outside visit_back h", "rating=satisfied" }, { 1, "clerk close h", "closed_on={day}" } ),
	SCRIPT("ticket-twin", { 1, "clerk receive hotline as h2", "ticket_number=HL{day}-T{n:3}|kind={kind}|subject=同一场所同一诉求再次来电|caller={surname}|phone={phone}|operator=@op|received_at={day}T09:{10..59}|received_on={day}|repeat_of=@h|dispatches+on:{day},to:区文化和旅游局" },
	                     { 0, "clerk merge h2", "into=@h|reason=同一诉求人同一事项" } ),
	SCRIPT("ticket-turned", { 0, "then ticket-in" }, { 2, "chief turn h", "turned_to={where}|replied_on={day}|reply=已告知转入相应程序办理" }, { 0, "then turned-{where}" } ),
	SCRIPT("turned-clue", { 0, "find clue as q", "came_from=@h" }, { 1, "chief assign q", "officers=@o1;@o2" }, { 4, "officer1 verify q", "verified_on={day}|verification=现场未见所反映情形" },
	                     { 1, "deputy decline q", "result=not_open|reason=no_facts|explanation=无法查证，加强巡查" } ),
	SCRIPT("turned-complaint", { 0, "find complaint as k", "came_from=@h" }, { 1, "chief2 accept k", "accepted_on={day}|object={object*}" }, { 6, "clerk3 mediate k", "mediated_on={day}|settlement=退还部分费用|paid_out={2..9}00.00" },
	                     { 1, "clerk3 reply k", "replied_on={day}|reply=已达成调解|result=settled" }, { 1, "clerk3 close k" } ),
	SCRIPT("turned-petition", { 0, "find petition as t", "came_from=@h" }, { 2, "chief2 route t", "route=suggestion|told_on={day}" }, { 1, "chief2 accept t", "accepted_on={day}" }, { 12, "outside withdraw t" } ),
	SCRIPT("ticket-twice", { 0, "clerk receive hotline as h", RECEIVE }, { 0, "chief void h", "reason=同一工单录入两次" } ),
};

#define DESK "who=clerk|visitor=officer1|no=A|"
static const struct series series[] = {
	{ "ticket", 14, "2023-11-14", "2023-12-29", ANY_DAY, "kind=complaint|op=@op-ent-*|about=list:about-ent|who=clerk|visitor=officer3|no=Z" },
	{ "ticket", 60, "2024-01-01", "2024-12-16", ANY_DAY, "kind=complaint|op=@op-ent-*|about=list:about-ent|" DESK },
	{ "ticket", 44, "2024-01-03", "2024-12-17", ANY_DAY, "kind=complaint|op=@op-train-*|about=list:about-train|who=clerk3|visitor=officer3|no=B" },
	{ "ticket", 36, "2024-01-06", "2024-12-14", ANY_DAY, "kind=report|op=@op-net-*|about=list:about-net|who=officer5|visitor=officer6|no=C" },
	{ "ticket", 24, "2024-02-10", "2024-12-09", ANY_DAY, "kind=complaint|op=@op-travel-*|about=list:about-travel|who=clerk3|visitor=officer4|no=D" },
	{ "ticket-desk", 40, "2024-01-02", "2024-12-24", ANY_DAY, "kind=enquiry|op=@op-scenic-*|about=list:about-scenic|who=clerk4|no=E" },
	{ "ticket-desk", 12, "2024-01-20", "2024-12-20", ANY_DAY, "kind=advice|op=@op-film-*|about=list:about-film|who=clerk4|no=F" },
	{ "ticket-missed", 6, "2024-02-20", "2024-11-26", ANY_DAY, "kind=complaint|op=@op-script-*|about=list:about-script|who=officer2|no=G" },
	{ "ticket-extended", 7, "2024-02-28", "2024-11-20", ANY_DAY, "kind=complaint|op=@op-ent-*|about=list:about-ent|who=officer2|visitor=officer1|no=H" },
	{ "ticket-late", 4, "2024-03-20", "2024-10-15", ANY_DAY, "kind=help|op=@op-train-*|about=list:about-train|who=clerk3|no=I" },
	{ "ticket-again", 6, "2024-03-02", "2024-11-02", ANY_DAY, "kind=complaint|op=@op-ent-*|about=list:about-ent|who=officer3|visitor=officer4|no=J" },
	{ "ticket-returned", 8, "2024-01-24", "2024-12-11", ANY_DAY, "kind=complaint|op=@op-ent-*|about=list:about-ent|no=K" },
	{ "ticket-resent", 4, "2024-04-11", "2024-11-13", ANY_DAY, "kind=complaint|op=@op-esports-*|about=list:about-net|who=officer5|visitor=officer6|no=L" },
	{ "ticket-merged", 5, "2024-03-12", "2024-11-08", 0, "kind=complaint|op=@op-ent-*|about=list:about-ent|who=officer1|visitor=officer2|no=M" },
	{ "ticket-turned", 4, "2024-02-22", "2024-10-10", 0, "kind=report|op=@op-book-*|about=list:about-book|who=officer7|where=clue|no=N" },
	{ "ticket-turned", 4, "2024-03-28", "2024-11-14", 0, "kind=complaint|op=@op-train-*|about=list:about-train|who=clerk3|where=complaint|no=O" },
	{ "ticket-turned", 2, "2024-06-06", "2024-09-12", 0, "kind=advice|op=@op-scenic-*|about=list:about-scenic|who=clerk4|where=petition|no=P" },
	{ "ticket-desk", 4, "2024-12-28", "2024-12-29", ANY_DAY, "kind=enquiry|op=@op-scenic-*|about=list:about-scenic|who=clerk4|no=Q" },
	{ "ticket-twice", 1, "2024-08-14", NULL, 0, "kind=enquiry|op=@op-scenic-1|about=list:about-scenic|no=R" },
};
PART(part_tickets, scripts, series);
/* clang-format on */
