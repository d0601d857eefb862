internal import Vocabulary

extension Rights {
    /// Who may do what in the procedures around the path: meetings, partners, outreach, return, aid, rhythms.
    static let procedures: [Decision] = [
        Decision("answer_population_lookup", [.registry], "answers the population registry", "§11.2"),
        Decision(
            "answer_service_complaint",
            [.secretary, .responsibleOfficer, .headPksai, .coordinatorPksai],
            "complaints about the centre",
            "§12.4"
        ),
        Decision("approve_post_monitoring", [.headPksai], "evaluation, monitoring, reopening", "L.12, Form 6, §8.9"),
        Decision("assign_outreach", [.coordinatorPksai], "outreach from secondary data", "L.8"),
        Decision("audit_file", [.responsibleOfficer, .secretary], "accompanying a case", "L.5, Form 4, §14 D08"),
        Decision("choose_substitute_family", [.coordinatorSw], "social reintegration", "L.10"),
        Decision("close_survey", [.secretary, .responsibleOfficer, .headPksai], "satisfaction survey", "§2.3, §12"),
        Decision("confirm_sharing_stopped", [.focalPoint, .referralOfficer], "consent taken back", "§14 D08"),
        Decision("coordinate_analysis", [.coordinatorPksai], "accompanying a case", "L.5, Form 4, §14 D08"),
        Decision("correct_source_data", [.socialWorker], "outreach from secondary data", "L.8"),
        Decision("decide_reopening", [.headPksai], "evaluation, monitoring, reopening", "L.12, Form 6, §8.9"),
        Decision("decide_withdrawal", [.headPksai], "consent taken back", "§14 D08"),
        Decision("decline_intervention", [.focalPoint], "case conference", "L.7"),
        Decision("document_case_meeting", [.intakeOfficer, .secretary], "case management meeting", "L.6"),
        Decision(
            "document_complaint",
            [.intakeOfficer, .dataOfficer],
            "information of an indirect complaint",
            "L.1, L.4"
        ),
        Decision("document_conference", [.dataOfficer, .analyst], "case conference", "L.7"),
        Decision("document_data_request", [.dataOfficer], "outgoing data", "L.11"),
        Decision("evaluate_reintegration", [.coordinatorSw], "social reintegration", "L.10"),
        Decision("finish_at_risk_import", [.dataOfficer, .analyst], "lists of children at risk", "§11.3, L.8"),
        Decision(
            "give_plan_copy",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision("grant_aid", [.responsibleOfficer], "child programme: aid, savings, indicators", "§12.6"),
        Decision("hold_case_meeting", [.secretary], "case management meeting", "L.6"),
        Decision("hold_conference", [.coordinatorPksai], "case conference", "L.7"),
        Decision("hold_evaluation", [.coordinatorPksai], "evaluation, monitoring, reopening", "L.12, Form 6, §8.9"),
        Decision(
            "identify_outreach_case",
            [.dataOfficer, .analyst, .coordinatorPksai],
            "outreach from secondary data",
            "L.8"
        ),
        Decision("import_at_risk_rows", [.dataOfficer, .analyst], "lists of children at risk", "§11.3, L.8"),
        Decision("invite_focal_point", [.socialWorker, .onCallWorker, .coordinatorSw], "case conference", "L.7"),
        Decision(
            "monitor_reintegration",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "social reintegration",
            "L.10"
        ),
        Decision(
            "note_savings",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "child programme: aid, savings, indicators",
            "§12.6"
        ),
        Decision("note_unverifiable", [.dataOfficer, .analyst], "information of an indirect complaint", "L.1, L.4"),
        Decision("open_survey", [.secretary, .responsibleOfficer, .headPksai], "satisfaction survey", "§2.3, §12"),
        Decision(
            "pause_assessment",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision(
            "pay_aid_instalment",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "child programme: aid, savings, indicators",
            "§12.6"
        ),
        Decision(
            "prepare_case_meeting",
            [.secretary, .intakeOfficer, .coordinatorPksai],
            "case management meeting",
            "L.6"
        ),
        Decision(
            "prepare_file_extract",
            [.socialWorker, .coordinatorSw, .headPksai],
            "a file for its own child or a court",
            "§10.2"
        ),
        Decision("rank_outreach_candidates", [.dataOfficer, .analyst], "outreach from secondary data", "L.8"),
        Decision(
            "record_family_ready",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "social reintegration",
            "L.10"
        ),
        Decision(
            "record_follow_up",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision(
            "record_meeting_outcome",
            [.secretary, .coordinatorPksai, .intakeOfficer],
            "case management meeting",
            "L.6"
        ),
        Decision("record_no_need", [.dataOfficer, .analyst], "outreach from secondary data", "L.8"),
        Decision(
            "record_outcome_indicators",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "child programme: aid, savings, indicators",
            "§12.6"
        ),
        Decision("record_outreach", [.socialWorker], "outreach from secondary data", "L.8"),
        Decision(
            "record_post_monitoring",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "evaluation, monitoring, reopening",
            "L.12, Form 6, §8.9"
        ),
        Decision(
            "record_rhythm",
            [.coordinatorPksai, .headPksai, .secretary, .responsibleOfficer, .coordinatorSw, .steering],
            "supervision and rhythms",
            "§2.3"
        ),
        Decision(
            "record_service_complaint",
            [
                .intakeOfficer, .secretary, .responsibleOfficer, .socialWorker, .onCallWorker, .dataOfficer,
                .referralOfficer, .coordinatorSw, .coordinatorPksai, .headPksai,
            ],
            "complaints about the centre",
            "§12.4",
            isReport: true
        ),
        Decision("record_supervision", [.coordinatorSw, .headPksai], "supervision and rhythms", "§2.3"),
        Decision(
            "record_survey_answer",
            [.intakeOfficer, .secretary, .socialWorker, .onCallWorker, .dataOfficer],
            "satisfaction survey",
            "§2.3, §12",
            isReport: true
        ),
        Decision("release_data", [.dataOfficer], "outgoing data", "L.11"),
        Decision("report_data_unavailable", [.dataOfficer], "outgoing data", "L.11"),
        Decision(
            "request_conference",
            [.socialWorker, .onCallWorker, .coordinatorSw, .secretary, .coordinatorPksai],
            "case conference",
            "L.7"
        ),
        Decision(
            "resocialise_community",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "social reintegration",
            "L.10"
        ),
        Decision(
            "resume_assessment",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision("reunify_child", [.socialWorker, .onCallWorker, .coordinatorSw], "social reintegration", "L.10"),
        Decision(
            "revise_plan",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision("schedule_case_meeting", [.secretary], "case management meeting", "L.6"),
        Decision("schedule_conference", [.coordinatorPksai], "case conference", "L.7"),
        Decision("schedule_evaluation", [.coordinatorPksai], "evaluation, monitoring, reopening", "L.12, Form 6, §8.9"),
        Decision(
            "schedule_home_visit",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "accompanying a case",
            "L.5, Form 4, §14 D08"
        ),
        Decision(
            "start_reintegration",
            [.socialWorker, .onCallWorker, .coordinatorSw],
            "social reintegration",
            "L.10"
        ),
        Decision("take_over_intervention", [.focalPoint], "case conference", "L.7"),
        Decision("unlink_complaint", [.dataOfficer, .analyst], "same child or another", "§11.3"),
        Decision(
            "verify_information",
            [.intakeOfficer, .dataOfficer, .analyst],
            "information of an indirect complaint",
            "L.1, L.4"
        ),
        Decision("withdraw_consent", [.socialWorker, .onCallWorker, .coordinatorSw], "consent taken back", "§14 D08"),
    ]
}
