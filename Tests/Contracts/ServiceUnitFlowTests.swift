import Contracts
import JSON
import Testing
import Vocabulary

/// Who hears what the service unit tells (domain.md §6.14): leadership is people and hears by alerts, clocks are the
/// unit's own.
@Suite struct ServiceUnitFlowTests {
    func expect(_ receivers: Set<UnitName>, _ names: String) throws {
        for name in names.split(separator: " ") {
            let event = try #require(EventRegistry.byName[String(name)], "\(name)")
            #expect(event.producers == [.serviceUnit], "\(name)")
            #expect(event.receivers == receivers, "\(name)")
        }
    }

    @Test
    func
        `events case_closed, case_reopened, risk_level_changed, case_meeting_scheduled, case_listed, case_meeting_held and case_meeting_documented: go to every unit that holds the case`()
        throws
    {
        try self.expect(
            [.intake, .identification, .referral],
            """
            case_closed case_reopened risk_level_changed consent_withdrawn case_meeting_scheduled case_listed \
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
        `events child_reunified, community_resocialised, reintegration_monitored, reintegration_evaluated, consent_given, case_manager_assigned, case_manager_changed, plan_drafted, plan_approved, plan_revised, closure_proposed, closure_approved and closure_rejected: go to identification and referral`()
        throws
    {
        try self.expect(
            [.identification, .referral],
            """
            consent_given case_manager_assigned case_manager_changed plan_drafted plan_approved plan_revised \
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

    @Test func `event focal_point_invited: goes to its partner alone, sealed, with no place for a reporter`() throws {
        #expect(EventRegistry.byName["focal_point_invited"] == nil)
        #expect(MeetingInvited.isSealed)
        let schema = ContractSchema.of(MeetingInvited.self).text
        #expect(!schema.contains("reporter") && !schema.contains("nik"))
    }
}
