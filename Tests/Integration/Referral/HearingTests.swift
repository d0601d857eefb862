internal import Contracts
internal import DataRequestService
internal import ReferralService
internal import Testing
internal import UnitRuntime

/// Every event of domain.md §6.14 that comes to a unit is taken, or said to change nothing there.
@Suite struct HearingTests {
    @Test func `events case_manager_changed and case_reopened: referral hears all that comes`()
        throws
    {
        let settings = try UnitSettings()
        for unit in [try ReferralUnit.definition(settings), try DataRequestUnit.definition(settings)] {
            #expect(unit.unheard.isEmpty, "told to \(unit.name.rawValue), and nobody listens")
            #expect(unit.untold.isEmpty, "\(unit.name.rawValue) listens, and nobody tells")
        }
    }
}
