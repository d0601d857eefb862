internal import Vocabulary

extension Rights {
    /// Who may decide what (domain.md §2.2): every command once. Each rule looks again whose case it is.
    public static let decisions: [Decision] = Self.path + Self.procedures

    /// Those of the path from complaint to closure.
    private static let path: [Decision] = [
        Decision(
            "accept_hand_over",
            [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead],
            "a claimed case goes to another",
            "§14 on call"
        ),
        Decision("accept_referral", [.focalPoint], "the partner answers", "L.9 step 4"),
        Decision(
            "acknowledge_out_of_city_referral",
            [.referralOfficer, .secretary, .focalPoint],
            "the home district's answer",
            "§14 D08"
        ),
        Decision("acknowledge_withdrawal", [.focalPoint, .referralOfficer], "a withdrawal is followed", "§14 D08"),
        Decision(
            "amend_directory_entry",
            [.referralOfficer, .responsibleOfficer, .coordinatorPksai, .focalPoint],
            "the directory of partners",
            "§9.4"
        ),
        Decision("approve_closure", [.headPksai], "case closure", "Form 7"),
        Decision("approve_plan", [.coordinatorSw, .headPksai], "case plan", "Form 3, Table 1.2"),
        Decision("assess_complaint", [.intakeOfficer, .socialWorker, .headPksai], "first risk level", "Form 1"),
        Decision(
            "assign_case_manager",
            [.coordinatorPksai, .secretary],
            "case manager",
            "L.6 step 4",
            proposing: [.secretary]
        ),
        Decision(
            "assign_case_worker",
            [.coordinatorPksai, .secretary],
            "provisional worker, by assignment letter",
            "Table 1.2, ch. IV.3",
            proposing: [.secretary]
        ),
        Decision("change_risk_level", [.headPksai], "confirm or change the risk level", "Table 1.2"),
        Decision("classify_data_request", [.dataOfficer], "class of a data request", "L.11 step 2"),
        Decision(
            "close_case",
            [.dataOfficer, .analyst, .socialWorker, .coordinatorSw, .headPksai],
            "archive what is terminated",
            "L.12 step 7"
        ),
        Decision("close_complaint_with_advice", [.intakeOfficer, .headPksai], "level none: advice", "L.1, S01"),
        Decision("complete_form_1", [.intakeOfficer, .socialWorker], "Form 1 in full", "L.3 step 2"),
        Decision("confirm_data_request", [.coordinatorPksai], "scope of a data request", "L.11 step 4"),
        Decision("count_shelter_beds", [.referralOfficer, .focalPoint], "beds of a shelter", "§9.4"),
        Decision("countersign_handover", [.referralOfficer, .focalPoint], "handover minutes: the other side", "§9.2"),
        Decision("decide_protective_review", [.headPksai], "protect without consent", "§14 D08"),
        Decision("decide_same_child", [.dataOfficer, .analyst], "same child or another", "§11.3"),
        Decision("decide_scope", [.dataOfficer, .analyst], "meets the conditions or not", "L.2, L.3"),
        Decision(
            "decline_hand_over",
            [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead],
            "a claimed case goes to another",
            "§14 on call"
        ),
        Decision("decline_referral", [.focalPoint], "the partner answers", "L.9 step 4"),
        Decision(
            "deny_data_request",
            [.dataOfficer, .coordinatorPksai, .headPksai],
            "refuse a data request",
            "L.11 steps 2 and 4"
        ),
        Decision("draft_plan", [.socialWorker, .onCallWorker, .coordinatorSw], "case plan: proposal", "L.5 step 4"),
        Decision("draft_referral_letter", [.referralOfficer], "referral letter: draft", "Form 5"),
        Decision("extend_shelter_stay", [.coordinatorPksai, .headPksai], "a stay goes on", "rule 24"),
        Decision(
            "forward_complaint",
            [.intakeOfficer, .socialWorker, .headPksai],
            "hand over the report",
            "L.1 step 3"
        ),
        Decision(
            "grant_data_request",
            [.coordinatorPksai, .headPksai],
            "approval sheet; the head beyond counts",
            "L.11"
        ),
        Decision("issue_assignment_letter", [.coordinatorPksai], "assignment letter", "L.9 step 2"),
        Decision(
            "offer_hand_over",
            [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead],
            "a claimed case goes to another",
            "§14 on call"
        ),
        Decision(
            "plan_next_place",
            [.referralOfficer, .coordinatorSw, .socialWorker],
            "the next place of a stay",
            "rule 24"
        ),
        Decision("plan_referral", [.socialWorker, .onCallWorker, .coordinatorSw], "referral: proposal", "L.9 step 1"),
        Decision("prepare_handover", [.referralOfficer, .focalPoint], "handover minutes: what is handed", "§9.2"),
        Decision(
            "propose_closure",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "case closure: proposal",
            "Form 7"
        ),
        Decision(
            "record_assessment",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "follow-up assessment",
            "L.5 step 3"
        ),
        Decision(
            "record_call_displayed",
            [.onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead],
            "a call was shown",
            "§14 on call"
        ),
        Decision("ask_helper", [.socialWorker, .onCallWorker, .coordinatorSw], "a helper's task", "D05, §8.1"),
        Decision("release_helper", [.socialWorker, .onCallWorker, .coordinatorSw], "a helper's task", "D05, §8.1"),
        Decision(
            "report_as_helper",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "what a helper saw",
            "§2.2, §12.8",
            isReport: true
        ),
        Decision("record_consent", [.socialWorker, .onCallWorker, .coordinatorSw], "consent", "Form 2"),
        Decision(
            "record_contact_attempt",
            [.socialWorker, .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead],
            "contact tried",
            "§14 on call"
        ),
        Decision("record_home_visit", [.socialWorker, .onCallWorker, .coordinatorSw], "home visit", "L.5 step 3"),
        Decision(
            "record_intervention",
            [.socialWorker, .onCallWorker, .coordinatorSw, .focalPoint],
            "intervention done",
            "§8.2"
        ),
        Decision(
            "record_protective_action",
            [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw],
            "child put out of danger",
            "§14 D08"
        ),
        Decision(
            "record_receiver_acceptance",
            [.referralOfficer, .socialWorker],
            "family or community accepts",
            "§14 D12"
        ),
        Decision("record_residency", [.dataOfficer, .analyst], "residency by proof", "L.2 step 2"),
        Decision("record_review", [.socialWorker, .onCallWorker, .coordinatorSw], "review", "§8.2"),
        Decision(
            "record_safety_assessment",
            [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw],
            "child seen or spoken to",
            "§5.4"
        ),
        Decision(
            "record_stay_place",
            [.referralOfficer, .coordinatorSw, .socialWorker],
            "where the child stays",
            "rule 24"
        ),
        Decision("reject_closure", [.headPksai], "case closure", "Form 7"),
        Decision("release_shelter_place", [.referralOfficer], "a bed is free again", "§14 D08"),
        Decision("remove_roster_entry", [.coordinatorPksai, .headPksai], "roster", "§14 D15"),
        Decision("report_referral_result", [.referralOfficer, .focalPoint], "referral result", "L.9 step 5"),
        Decision("request_shelter_place", [.referralOfficer], "a bed is held", "§14 D08"),
        Decision(
            "request_urgent_referral",
            [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw],
            "emergency referral",
            "narrative SOP 3.2c"
        ),
        Decision("send_out_of_city_referral", [.secretary], "out-of-city referral", "narrative SOP 3.2f"),
        Decision("send_referral", [.referralOfficer], "referral goes out", "L.9 step 3"),
        Decision("set_roster_entry", [.coordinatorPksai, .headPksai], "roster, with its standing letter", "§14 D15"),
        Decision("sign_handover", [.referralOfficer, .focalPoint], "handover minutes", "L.9 step 4"),
        Decision("sign_referral_letter", [.agencyHead], "referral letter", "Form 5"),
        Decision("terminate_case", [.socialWorker, .onCallWorker, .coordinatorSw], "termination", "Form 8"),
        Decision("waive_item", [.coordinatorSw, .headPksai], "a bad item without an action", "§7.3.5"),
    ]
}
