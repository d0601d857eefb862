import IntakeDomain
import Testing
import Vocabulary

@Suite struct RegistrationTests {
    @Test
    func
        `rule 1 and S01 complaint_received and S01 complaint_registered and S01 step 1 and S04 step 1: a complaint with nothing but a channel and a situation is registered, with tasks`()
    {
        let taken = registered(report())
        #expect(taken.status == .registered)
        #expect(taken.number == number)
        #expect(taken.temporaryIdentity)
        #expect(taken.documentTasks == [.parentIdentityCard, .familyCard, .birthCertificate])
    }

    @Test func `a covering letter is asked for only from an institution, and a paper held is not asked for`() {
        var brought = report(channel: .institutionReferral)
        brought.documents = [.familyCard]
        #expect(registered(brought).documentTasks == [.parentIdentityCard, .birthCertificate, .coveringLetter])
    }

    @Test(arguments: [RiskLevel.high, .medium, .low])
    func
        `D02, S01 complaint_received, S01 complaint_registered and event risk_level_assigned: a level counts as the provisional Form 1 and is forwarded at once`(
            _ level: RiskLevel
        )
    {
        let new = complaint()
        let events = new.register(
            report(level),
            from: "polsek",
            number: number,
            caseID: caseID,
            policy: .init(),
            at: now
        )
        #expect(
            new.names(events) == [
                "complaintReceived", "complaintRegistered", "riskLevelAssigned", "initialAssessmentRecorded",
                "complaintForwarded",
            ]
        )
        let taken = new.applying(events)
        #expect(taken.status == .withIdentification)
        #expect(taken.number == number && taken.riskLevel == level)
        #expect(taken.assessment == .provisional)
        #expect(!taken.clocks.isRunning(.initialAssessment))
    }

    @Test(arguments: [nil, RiskLevel.none])
    func `D14 and event risk_level_assigned: no level, or none from an agency, waits for an officer`(
        _ level: RiskLevel?
    ) {
        let taken = registered(report(level, vulnerable: false))
        #expect(taken.status == .registered)
        #expect(taken.clocks.isRunning(.initialAssessment))
        #expect(taken.clocks[.initialAssessment]?.rule == "48 h, X01, because registered at \(now)")
        #expect(throws: Complaint.Rejection.notAssessed) {
            try taken.closeWithAdvice("rest", form: try taken.form, by: officer, at: now)
        }
    }

    @Test func `a second registration of the same complaint changes nothing`() {
        let taken = registered(report(.high))
        let again = taken.register(report(), from: "polsek", number: number, caseID: caseID, policy: .init(), at: now)
        #expect(again.isEmpty)
    }

    @Test(arguments: [
        (Channel.walkIn, ReporterRelation?.some(.child), false, IntakePath.direct),
        (.phone, .parent, false, .direct),
        (.phone, .neighbour, false, .indirect),  // rule 11
        (.walkIn, .officer, true, .direct),
        (.institutionReferral, .institution, false, .indirect),
        (.institutionReferral, .institution, true, .direct),
        (.sms, .child, false, .indirect),
        (.letter, nil, false, .indirect),
        (.outreach, nil, false, .outreach),
    ])
    func
        `rule 11, S03 complaint_registered and S04 complaint_registered: the path is direct only if the child or who signs for it takes part`(
            _ channel: Channel,
            _ relation: ReporterRelation?,
            _ present: Bool,
            _ path: IntakePath
        )
    {
        var told = report(channel: channel, reporter: Reporter(relation: relation))
        told.childPresent = present
        #expect(registered(told).path == path)
    }

    @Test func `path_rule channel: whoever comes or calls is direct`() {
        let caller = report(channel: .phone, reporter: Reporter(relation: .neighbour))
        #expect(PathRule.channel.path(of: caller) == .direct)
        #expect(PathRule.channel.path(of: report(channel: .email)) == .indirect)
    }

    @Test(arguments: [
        (RiskLevel?.none, false, 48), (RiskLevel.none, false, 48), (.low, false, 120), (.medium, false, 72),
        (.high, false, 24), (nil, true, 24), (.low, true, 24),
    ])
    func `the receipt names the earliest limit that runs from registration`(
        _ level: RiskLevel?,
        _ emergency: Bool,
        _ hours: Int
    ) {
        let taken = registered(report(level, emergency: emergency, vulnerable: false))
        #expect(taken.actBy(ProcedureLimits()) == now.adding(hours: hours))
    }

    @Test func `112 without a level is an emergency until an officer has looked`() throws {
        let unscreened = registered(report(channel: .hotline112))
        #expect(unscreened.emergency == .possible)
        #expect(unscreened.isUrgent)
        let judgement = Judgement(InitialAssessment(vulnerable: false), riskLevel: .low, emergency: false)
        let events = try unscreened.assess(judgement, form: try unscreened.form, by: officer, at: now)
        #expect(unscreened.applying(events).emergency == .screened)
        #expect(!unscreened.applying(events).isUrgent)
    }

    @Test func `112 with a level is believed`() {
        #expect(!registered(report(.medium, channel: .hotline112)).isUrgent)
        #expect(registered(report(.high, channel: .hotline112)).isUrgent)
    }

    @Test func `a sub-district counts as a code only if the city has it`() {
        let known = ChildIdentity(address: Address(subdistrict: "panakkukang"))
        #expect(registered(report(child: known)).codes?.subdistrict == "Panakkukang")
        let told = ChildIdentity(address: Address(subdistrict: "behind the house of Siti"))
        let taken = registered(report(child: told))
        #expect(taken.codes?.subdistrict == nil)
        #expect(taken.doubts.contains { $0.pointer == "/child/address/subdistrict" })
    }

    @Test func `the reporter and the sender are sealed as reporter identity`() {
        let taken = registered(report(reporter: Reporter(name: "Rina")))
        #expect(taken.reporter?.scope.privacyClass == .reporterIdentity)
        #expect(taken.sender?.scope.privacyClass == .reporterIdentity)
        #expect(taken.situation?.scope.privacyClass == .sensitiveHarm)
    }

    @Test func `a time of receipt in the future is noted and not believed`() {
        var told = report()
        told.receivedAt = now.adding(hours: 1)
        let new = complaint()
        let events = new.register(told, from: "polsek", number: number, caseID: caseID, policy: .init(), at: now)
        guard case .complaintRegistered(let registered) = events[1] else {
            Issue.record("not registered")
            return
        }
        #expect(registered.receivedAt == now)
        #expect(new.applying(events).doubts.contains { $0.pointer == "/received_at" })
    }
}
