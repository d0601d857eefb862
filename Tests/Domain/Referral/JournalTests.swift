import ReferralDomain
import RuleTestSupport
import Testing

@Suite struct JournalTests {
    @Test
    func
        `S09 steps 2–4: what begins and ends each is in the journal it is measured by`()
        throws
    {
        #expect(unjournaled(try StepRow.events(in: Referral.streamKind), in: Referral.Event.self).isEmpty)
        #expect(unjournaled(["never_happens"], in: Referral.Event.self) == ["never_happens"])
    }
}
