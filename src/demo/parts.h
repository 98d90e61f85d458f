/*
 * parts.h - the tables of the demo year, by chapter of the report
 */
#ifndef DEMO_PARTS_H
#define DEMO_PARTS_H

#include "demo/play.h"

extern const struct part part_registers, part_powers, part_visits, part_cases, part_case_list, part_case_ends, part_tickets, part_safety,
	part_letters, part_duties, part_rules, part_watch,
	part_digital, part_learning, part_slips;

extern const struct part *const demo_parts[];
extern const size_t n_demo_parts;

#endif
