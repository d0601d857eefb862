import RuleTestSupport
import Testing

@testable import DataRequestDomain

@Suite struct JournalTests {
    @Test
    func
        `S11 step 2 and S11 steps 4–7: what begins and ends each is in the journal it is measured by`()
        throws
    {
        #expect(unjournaled(try StepRow.events(in: DataRequest.streamKind), in: DataRequest.Event.self).isEmpty)
        #expect(unjournaled(["never_happens"], in: DataRequest.Event.self) == ["never_happens"])
    }
}
