internal import Testing

@testable internal import UnitRuntime

/// How old a queue's head is said to be.
@Suite struct LaneAgesTests {
    private let now = 1_800_000_000.0
    private let ages = LaneAges()

    private func age(of sent: [Int64?], after seconds: Double = 0) -> Double? {
        self.ages.took(sent, from: "intake.urgent", at: self.now)
        return self.ages.ages(at: self.now + seconds)["intake.urgent"]
    }

    @Test func `the oldest of a batch counts, from when it was sent`() {
        #expect(self.age(of: [1_799_999_990, 1_799_999_970, nil]) == 30)
        #expect(self.age(of: [1_799_999_990], after: 5) == 15)
    }

    @Test(arguments: [Int64(0), .min, 1_700_000_000, 1_800_000_000 - 36 * 86_400])
    func `a time nobody can have sent it at makes nothing old, nor hides what is`(forged: Int64) {
        #expect(self.age(of: [forged]) == 0)
        #expect(self.age(of: [forged, 1_799_999_960]) == 40)
    }

    @Test(arguments: [nil, Int64.max, 1_900_000_000, 0])
    func `a batch that hangs grows old whatever is written on it`(sent: Int64?) {
        #expect(self.age(of: [sent], after: 20) == 20)
    }

    @Test func `what waited for weeks is believed, and what is settled is gone`() {
        #expect(self.age(of: [1_800_000_000 - 20 * 86_400]) == 1_728_000.0)
        self.ages.settled("intake.urgent")
        #expect(self.ages.ages(at: self.now).isEmpty)
    }
}
