import Contracts
import JSON
import Testing
import Vocabulary

/// Who hears what a unit tells (domain.md §6.14): leadership is people and hears by alerts, clocks are the unit's own,
/// partners are users and get messages. What happens together travels together, so intake also hears how identification
/// got on, and the service unit all of a registration; referral hears of a case with the request for it.
@Suite struct FlowTests {
    func expect(_ receivers: Set<UnitName>, _ names: String, from unit: UnitName = .serviceUnit) throws {
        for name in names.split(separator: " ") {
            let event = try #require(EventRegistry.byName[String(name)], "\(name)")
            #expect(event.producers == [unit], "\(name)")
            #expect(event.receivers == receivers, "\(name)")
        }
    }

    @Test
    func
        `events case_closed, case_reopened, risk_level_changed, consent_given, case_meeting_scheduled, case_listed, case_meeting_held and case_meeting_documented: go to every unit that holds the case`()
        throws
    {
        try self.expect(
            [.intake, .identification, .referral],
            """
            case_closed case_reopened risk_level_changed consent_given consent_withdrawn case_meeting_scheduled case_listed \
            case_meeting_held case_meeting_documented
            """
        )
    }

    @Test
    func
        `events safety_assessment_recorded, home_visit_scheduled, home_visit_completed, assessment_completed, analysis_coordinated, plan_copy_given, intervention_recorded, follow_up_recorded and review_completed: go to identification`()
        throws
    {
        try self.expect(
            [.identification],
            """
            safety_assessment_recorded home_visit_scheduled home_visit_completed assessment_completed \
            analysis_coordinated plan_copy_given intervention_recorded follow_up_recorded review_completed
            """
        )
    }

    @Test
    func
        `events consent_refused, case_terminated, evaluation_meeting_scheduled, evaluation_meeting_held, post_monitoring_due, post_monitoring_recorded, supervision_recorded and file_audit_recorded: go to identification`()
        throws
    {
        try self.expect(
            [.identification],
            """
            consent_refused case_terminated evaluation_meeting_scheduled evaluation_meeting_held \
            post_monitoring_due post_monitoring_recorded supervision_recorded file_audit_recorded
            """
        )
    }

    @Test
    func
        `events reintegration_started, family_ready_recorded and substitute_family_chosen: go to identification, what follows the return to referral too`()
        throws
    {
        try self.expect(
            [.identification],
            "reintegration_started family_ready_recorded substitute_family_chosen"
        )
        try self.expect(
            [.identification, .referral],
            "child_reunified community_resocialised reintegration_monitored reintegration_evaluated"
        )
    }

    @Test
    func
        `events child_reunified, community_resocialised, reintegration_monitored, reintegration_evaluated, case_manager_assigned, case_manager_changed, plan_drafted, plan_approved, plan_revised, closure_proposed, closure_approved and closure_rejected: go to identification and referral`()
        throws
    {
        try self.expect(
            [.identification, .referral],
            """
            case_manager_assigned case_manager_changed plan_drafted plan_approved plan_revised \
            closure_proposed closure_approved closure_rejected
            """
        )
    }

    @Test
    func
        `events red_flag_raised, refer_and_close_proposed, close_proposed, referral_planned, urgent_referral_requested, conference_requested, conference_scheduled, conference_held, conference_documented, intervention_taken_over and intervention_declined: go to referral`()
        throws
    {
        try self.expect(
            [.referral],
            """
            red_flag_raised refer_and_close_proposed close_proposed referral_planned urgent_referral_requested \
            conference_requested conference_scheduled conference_held conference_documented \
            intervention_taken_over intervention_declined
            """
        )
    }

    @Test
    func
        `events complaint_registered, emergency_flagged, initial_assessment_recorded, risk_level_assigned, complaint_forwarded, complaint_closed_with_advice, information_verified, information_unverifiable and complaint_documented: intake tells identification, and the service unit what concerns the child`()
        throws
    {
        try self.expect(
            [.identification, .serviceUnit],
            """
            complaint_registered emergency_flagged initial_assessment_recorded risk_level_assigned \
            complaint_forwarded complaint_closed_with_advice information_verified information_unverifiable
            """,
            from: .intake
        )
        try self.expect([.identification], "complaint_documented", from: .intake)
    }

    @Test
    func
        `events identification_started, residency_verified, residency_unknown_recorded, prior_service_checked, at_risk_databases_matched, case_eligible, case_not_eligible, complaint_linked_to_case, service_level_recommended, child_data_registered, case_registered, out_of_city_referral_requested, redirect_requested and case_identified: identification tells who goes on`()
        throws
    {
        try self.expect(
            [.intake, .serviceUnit],
            """
            identification_started residency_verified residency_unknown_recorded prior_service_checked \
            at_risk_databases_matched case_eligible complaint_linked_to_case \
            service_level_recommended child_data_registered case_registered
            """,
            from: .identification
        )
        try self.expect([.referral], "out_of_city_referral_requested", from: .identification)
        let everyone: Set<UnitName> = [.intake, .serviceUnit, .referral]
        try self.expect(everyone, "case_not_eligible redirect_requested", from: .identification)
        try self.expect([.intake, .serviceUnit], "case_identified", from: .identification)
    }

    @Test
    func
        `events referral_letter_signed, referral_sent, referral_accepted, referral_declined, shelter_stay_ending, handover_signed, referral_result_reported, assignment_letter_issued, out_of_city_referral_sent and out_of_city_referral_acknowledged: referral tells the case, and identification what it keeps`()
        throws
    {
        try self.expect(
            [.serviceUnit],
            "referral_letter_signed referral_sent referral_accepted referral_declined shelter_stay_ending",
            from: .referral
        )
        try self.expect(
            [.identification, .serviceUnit],
            "handover_signed referral_result_reported assignment_letter_issued",
            from: .referral
        )
        try self.expect(
            [.identification],
            "out_of_city_referral_sent out_of_city_referral_acknowledged",
            from: .referral
        )
    }

    @Test func `events data_released, data_unavailable and data_request_documented: are logged at identification`()
        throws
    {
        try self.expect([.identification, .serviceUnit], "data_released", from: .dataRequest)
        try self.expect([.identification], "data_unavailable data_request_documented", from: .dataRequest)
    }

    @Test func `D10: whatever another unit tells that starts or stops a clock reaches the clock's owner`() throws {
        let owners: [(UnitName, String)] = [
            (.intake, "complaint_linked_to_case case_closed"),
            (
                .serviceUnit,
                """
                complaint_registered emergency_flagged risk_level_assigned complaint_closed_with_advice case_eligible \
                case_not_eligible complaint_linked_to_case handover_signed withdrawal_acknowledged
                """
            ),
            (
                .referral,
                """
                referral_planned urgent_referral_requested out_of_city_referral_requested child_reunified case_closed \
                risk_level_changed protective_action_recorded consent_withdrawn
                """
            ),
        ]
        for (owner, names) in owners {
            for name in names.split(separator: " ") {
                let event = try #require(EventRegistry.byName[String(name)], "\(name)")
                #expect(event.receivers.contains(owner), "\(name) to \(owner)")
                #expect(!event.receivers.contains(.dataRequest), "\(name)")
            }
        }
    }

    @Test func `event focal_point_invited: goes to its partner alone, sealed, with no place for a reporter`() throws {
        #expect(EventRegistry.byName["focal_point_invited"] == nil)
        #expect(MeetingInvited.isSealed)
        let schema = ContractSchema.of(MeetingInvited.self).text
        #expect(!schema.contains("reporter") && !schema.contains("nik"))
    }
}
