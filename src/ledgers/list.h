/*
 * list.h - every ledger, once, in the order of menus and of the report
 *
 * LEDGER(chapter, key): chapter 0 is the registers, 1 to 9 are the parts of the annual report.
 * Expand it with a LEDGER of your own:
 *
 *     #define LEDGER(chapter, key) extern const struct ledger ledger_##key;
 *     #include "ledgers/list.h"
 *     #undef LEDGER
 */
LEDGER(0, org) LEDGER(0, person) LEDGER(0, operator)

LEDGER(1, power_item) LEDGER(1, power_change) LEDGER(1, annual_return) LEDGER(1, licence)
LEDGER(1, filing) LEDGER(1, show) LEDGER(1, inspection_plan) LEDGER(1, draw) LEDGER(1, inspection)

LEDGER(2, norm_doc) LEDGER(2, legal_review) LEDGER(2, review_item) LEDGER(2, contract)
LEDGER(2, counsel) LEDGER(2, counsel_work)

LEDGER(3, meeting) LEDGER(3, decision)

LEDGER(4, officer) LEDGER(4, clue) LEDGER(4, discretion) LEDGER(4, case) LEDGER(4, evidence_record) LEDGER(4, defence) LEDGER(4, hearing)
LEDGER(4, service) LEDGER(4, payment) LEDGER(4, coercive_measure) LEDGER(4, confiscated)
LEDGER(4, correction) LEDGER(4, referral) LEDGER(4, publicity) LEDGER(4, joint_action)
LEDGER(4, campaign) LEDGER(4, review_round) LEDGER(4, file_review) LEDGER(4, typical_case)

LEDGER(5, hazard) LEDGER(5, emergency_plan) LEDGER(5, drill) LEDGER(5, incident)
LEDGER(5, safety_group)

LEDGER(6, petition) LEDGER(6, outreach)

LEDGER(7, hotline) LEDGER(7, complaint) LEDGER(7, oversight) LEDGER(7, disclosure_item)
LEDGER(7, disclosure) LEDGER(7, info_request) LEDGER(7, reconsideration) LEDGER(7, litigation)
LEDGER(7, proposal)

LEDGER(8, service_item) LEDGER(8, supervision_item) LEDGER(8, content) LEDGER(8, facility)
LEDGER(8, service_volume)

LEDGER(9, study_plan) LEDGER(9, study) LEDGER(9, study_hours) LEDGER(9, duty)
LEDGER(9, shortcoming) LEDGER(9, task) LEDGER(9, credit) LEDGER(9, honour) LEDGER(9, discipline)
LEDGER(9, legislation) LEDGER(9, agreement) LEDGER(9, annual_report)
