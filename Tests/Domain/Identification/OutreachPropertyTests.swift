import IdentificationDomain
import Testing
import Vocabulary

/// A generator that repeats its run for a seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        self.state = self.state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return self.state ^ (self.state >> 33)
    }
}

@Suite struct OutreachPropertyTests {
    typealias Step = (OutreachCandidate, Instant) throws -> [OutreachCandidate.Event]

    private let steps: [Step] = [
        { $0.take(row(), known: nil, subdistricts: .makassar, at: $1) },
        { $0.take(row("bdt", [.orphan]), known: nil, subdistricts: .makassar, at: $1) },
        { $0.take(row(date: $1.localDate, [.violenceReported]), known: nil, subdistricts: .makassar, at: $1) },
        { $0.hear(ComplaintID(uuid(5)), fromVisit: false, at: $1) },
        { try $0.ranked(1, level: nil, by: analyst, at: $1) },
        { try $0.ranked(4, level: .high, by: analyst, at: $1) },
        {
            let late = assignment(until: $1.localDate.adding(days: 20))
            return try $0.assign(late, workerRoles: siti.roles, by: coordinator, at: $1)
        },
        { try $0.complete(report(on: $1.localDate), by: siti, at: $1) },
        { try $0.complete(report(on: $1.localDate), danger: finding(.high), by: siti, at: $1) },
        { try $0.correct(.sex, to: "female", evidence: "x", known: (row().child, nil), by: siti, at: $1) },
        { try $0.identifyCase(finding(), by: analyst, at: $1) },
        { try $0.recordNoNeed("x", by: analyst, at: $1) },
    ]

    /// Where each state of table L.8 may be left for.
    private func allows(_ from: OutreachCandidate.Status, _ to: OutreachCandidate.Status) -> Bool {
        if from == to { return true }
        return switch from {
        case .unknown: to == .imported
        case .imported: to == .ranked
        case .ranked: to == .assigned
        case .assigned: to == .visited
        case .visited: to == .caseIdentified || to == .closedCandidate
        case .closedCandidate: to == .imported
        case .caseIdentified: false
        }
    }

    @Test(arguments: 0..<20)
    func `S08: whatever happens, only the table's transitions, nobody visits without a letter, replay is the state`(
        seed: Int
    ) throws {
        var random = SeededGenerator(state: UInt64(seed) &+ 1)
        var candidate = OutreachCandidate(id: candidateID)
        var journal: [OutreachCandidate.Event] = []
        var moment = now
        var cases = 0
        for _ in 0..<150 {
            moment = moment.adding(minutes: Int.random(in: 1...900, using: &random))
            let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
            guard let events = try? step(candidate, moment) else { continue }
            for event in events {
                let before = candidate.status
                candidate.apply(event)
                #expect(self.allows(before, candidate.status), "\(before) to \(candidate.status)")
                if case .outreachCompleted = event { #expect(candidate.letter != nil) }
                if case .caseIdentified = event { cases += 1 }
            }
            // Said again, what changes a state is refused or changes nothing.
            if let again = try? step(candidate, moment) {
                #expect(candidate.applying(again).status == candidate.status || candidate.status != .caseIdentified)
            }
            journal += events
        }
        #expect(cases <= 1)
        #expect(OutreachCandidate(id: candidateID).applying(journal) == candidate)
    }
}
