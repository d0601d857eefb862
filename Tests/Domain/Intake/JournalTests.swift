import IntakeDomain
import RuleTestSupport
import Testing

@Suite struct JournalTests {
    @Test
    func
        `S01 steps 1–4, S02 step 1, S03 steps 1–2, S03 step 5, S04 steps 1–2, S04 step 8 and S08 step 7: what begins and ends each is in the journal it is measured by`()
        throws
    {
        #expect(unjournaled(try StepRow.events(in: Complaint.streamKind), in: Complaint.Event.self).isEmpty)
        #expect(unjournaled(["never_happens"], in: Complaint.Event.self) == ["never_happens"])
    }
}
