import Contracts
import JSON
import Testing
import Vocabulary

/// Who hears what intake, identification, referral and data-request tell (domain.md §6.14, §14 D10). Leadership is people
/// and hears by alerts; clocks are the units' own.
@Suite struct UnitFlowTests {
    func expect(_ producer: UnitName, _ receivers: Set<UnitName>, _ names: String) throws {
        for name in names.split(separator: " ") {
            let event = try #require(EventRegistry.byName[String(name)], "\(name)")
            #expect(event.producers == [producer], "\(name)")
            #expect(event.receivers == receivers, "\(name)")
        }
    }

    @Test
    func
        `events complaint_registered, initial_assessment_recorded, risk_level_assigned, complaint_forwarded, complaint_closed_with_advice, information_verified, information_unverifiable, complaint_documented and emergency_flagged: go from intake to identification, and on`()
        throws
    {
        try self.expect(
            .intake,
            [.identification, .serviceUnit],
            """
            complaint_registered initial_assessment_recorded risk_level_assigned complaint_forwarded \
            complaint_supplemented complaint_closed_with_advice information_verified information_unverifiable \
            emergency_flagged
            """
        )
        try self.expect(.intake, [.identification], "complaint_documented")
    }

    @Test
    func
        `events identification_started, residency_verified, residency_unknown_recorded, prior_service_checked, at_risk_databases_matched, case_eligible, complaint_linked_to_case, service_level_recommended, case_registered and child_data_registered: go back to intake and on to the service unit`()
        throws
    {
        try self.expect(
            .identification,
            [.intake, .serviceUnit],
            """
            identification_started residency_verified residency_unknown_recorded prior_service_checked \
            at_risk_databases_matched case_eligible complaint_linked_to_case complaint_unlinked_from_case \
            service_level_recommended case_registered child_data_registered
            """
        )
    }

    @Test
    func
        `events case_not_eligible, redirect_requested and out_of_city_referral_requested: whom the centre does not serve has a destination`()
        throws
    {
        try self.expect(
            .identification,
            [.intake, .serviceUnit, .referral],
            "case_not_eligible redirect_requested"
        )
        try self.expect(.identification, [.referral], "out_of_city_referral_requested")
    }

    @Test
    func
        `events outreach_candidates_ranked, outreach_assigned, no_need_recorded and case_identified: the service unit knows who goes to whom`()
        throws
    {
        try self.expect(
            .identification,
            [.serviceUnit],
            "outreach_candidates_ranked outreach_assigned no_need_recorded"
        )
        try self.expect(.identification, [.intake, .serviceUnit], "case_identified")
    }

    @Test
    func
        `events assignment_letter_issued, referral_letter_signed, referral_sent, referral_accepted, referral_declined, handover_signed, shelter_stay_ending, referral_result_reported, out_of_city_referral_sent and out_of_city_referral_acknowledged: come back from referral`()
        throws
    {
        try self.expect(
            .referral,
            [.serviceUnit],
            "referral_letter_signed referral_sent referral_accepted referral_declined shelter_stay_ending"
        )
        try self.expect(
            .referral,
            [.identification, .serviceUnit],
            "assignment_letter_issued handover_signed referral_result_reported"
        )
        try self.expect(
            .referral,
            [.identification],
            "out_of_city_referral_sent out_of_city_referral_acknowledged"
        )
    }

    @Test
    func
        `events data_unavailable, data_request_documented and data_released: the data bank logs what left and what did not`()
        throws
    {
        try self.expect(.dataRequest, [.identification], "data_unavailable data_request_documented")
        // The service unit holds the files that may leave.
        try self.expect(.dataRequest, [.identification, .serviceUnit], "data_released")
    }

    @Test func `rule 25: an outreach's event names worker and letter, and no event of a list has a place for a name`() {
        let schema = ContractSchema.of(CaseIdentified.self)
        #expect(schema["properties"]?["origin"]?.text.contains("worker") == true)
        for event in [CandidateRanked.self, OutreachOrdered.self, OutreachEnded.self] as [any EventContract.Type] {
            let text = ContractSchema.of(event).text
            #expect(!text.contains("nik") && !text.contains("address") && !text.contains("mother"), "\(event)")
        }
    }
}
