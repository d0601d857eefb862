internal import ServiceUnitService
internal import Testing
internal import UnitRuntime

/// Every event of domain.md §6.14 that comes to the unit is taken, or said to change nothing there.
@Suite struct HearingTests {
    @Test func `events referral_letter_signed and outreach_assigned: the service unit hears all that comes`() throws {
        let unit = ServiceUnitUnit.definition(try UnitSettings())
        #expect(unit.unheard.isEmpty, "told to the service unit, and nobody listens")
        #expect(unit.untold.isEmpty, "it listens, and nobody tells")
    }
}
