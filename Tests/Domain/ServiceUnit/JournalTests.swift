import RuleTestSupport
import Testing

@testable import ServiceUnitDomain

@Suite struct JournalTests {
    @Test
    func
        `S03 step 4, S04 steps 3–4, S04 steps 6–7, S05 steps 2–5, S06 step 1, S06 steps 3–5, S07 steps 1–2, S07 steps 4–6, S09 step 1, S10 steps 1–8 and S12 steps 3–7: what begins and ends each is in the journal it is measured by`()
        throws
    {
        #expect(unjournaled(try StepRow.events(in: Case.streamKind), in: Case.Event.self).isEmpty)
        #expect(unjournaled(try StepRow.events(in: Meeting.streamKind), in: Meeting.Event.self).isEmpty)
        #expect(unjournaled(try StepRow.events(in: Conference.streamKind), in: Conference.Event.self).isEmpty)
        #expect(unjournaled(["never_happens"], in: Case.Event.self) == ["never_happens"])
    }
}
