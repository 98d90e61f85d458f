/*
 * parts.c - the order of the parts: who is named before others refer to them
 */
#include "demo/parts.h"

const struct part *const demo_parts[] = {
	&part_registers,
	&part_powers,
	&part_visits,
	&part_cases,
	&part_case_list,
	&part_tickets,
	&part_safety,
	&part_letters,
};
const size_t n_demo_parts = sizeof demo_parts / sizeof *demo_parts;
