/*
 * parts.c - the order of the parts: who is named before others refer to them
 */
#include "demo/parts.h"

const struct part *const demo_parts[] = {
	&part_registers, &part_powers,    &part_duties,  &part_visits,   &part_cases,
	&part_case_list, &part_case_ends, &part_tickets, &part_safety,   &part_letters,
	&part_rules,     &part_watch,     &part_digital, &part_learning, &part_slips,
};
const size_t n_demo_parts = sizeof demo_parts / sizeof *demo_parts;
