/*
 * upstreams.c - the 12345 line of the district, and the petition system of the state
 */
#include "ledgers/upstreams.h"

/* clang-format off */
const struct upstream upstreams[] = {
	{ "12345", "区12345平台", "order", "hotline", "receive", "ticket_number",
	  "number=ticket_number,type=kind,title=subject,caller=caller,phone=phone,complex=complex,received_at=received_at,received_at=received_on",
	  .changes = "subject,caller,phone,complex", .ignored = "region,street,operator_no" },
	{ "12345", "区12345平台", "withdraw", "hotline", "withdraw", "ticket_number", "number=ticket_number" },
	{ "12345", "区12345平台", "rating",   "hotline", "visit_back", "ticket_number", "number=ticket_number,rating=rating" },
	{ "petition", "国家信访信息系统", "letter", "petition", "register", "sender_number",
	  "number=sender_number,name=petitioner,phone=phone,title=subject,people=people,urgent=urgent,received_on=received_on",
	  .fixed = "channel=system,transferred=yes", .changes = "petitioner,phone,people,urgent" },
	{ "petition", "国家信访信息系统", "withdraw", "petition", "withdraw", "sender_number", "number=sender_number" },
};
/* clang-format on */
const size_t n_upstreams = sizeof(upstreams) / sizeof(upstreams[0]);
