import IdentificationDomain
import RuleTestSupport
import Testing

@Suite struct JournalTests {
    @Test
    func
        `S02 steps 2–5, S03 step 3, S04 step 5, S08 step 2 and S08 steps 4–6: what begins and ends each is in the journal it is measured by`()
        throws
    {
        #expect(unjournaled(try StepRow.events(in: Identification.streamKind), in: Identification.Event.self).isEmpty)
        #expect(
            unjournaled(try StepRow.events(in: OutreachCandidate.streamKind), in: OutreachCandidate.Event.self).isEmpty
        )
        #expect(unjournaled(["never_happens"], in: Identification.Event.self) == ["never_happens"])
    }
}
