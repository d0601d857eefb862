import Foundation
import Testing
import Vocabulary

@testable import DataRequestDomain

/// Random orders from random people, in any state.
@Suite struct DataRequestPropertyTests {
    static let people = [
        DataRequestTests.officer, DataRequestTests.coordinator, DataRequestTests.head,
        Actor(username: "unhas", roles: [.dataApplicant]), Actor(username: "sari", roles: [.socialWorker]),
    ]

    /// domain.md §6.11, with the classes refused at once and a grant that turns out to be impossible.
    static let ways: [DataRequest.State: Set<DataRequest.State>] = [
        .unknown: [.received, .denied, .informed],
        .received: [.classified, .denied, .informed],
        .classified: [.classified, .inScope, .denied, .informed],
        .inScope: [.granted, .denied, .informed],
        .granted: [.released, .informed],
        .released: [.documented], .denied: [.documented], .informed: [.documented], .documented: [],
    ]

    static func order(
        _ request: DataRequest,
        _ now: Instant,
        _ random: inout Seeded
    ) -> [DataRequest.Event] {
        let actor = self.people.randomElement(using: &random) ?? DataRequestTests.officer
        let dataClass = DataClass.allCases.randomElement(using: &random) ?? .aggregate
        let reason = RefusalReason.allCases.randomElement(using: &random) ?? .outOfScope
        let limit = DataRequestTests.limit
        do {
            switch Int.random(in: 0..<9, using: &random) {
            case 0:
                return request.receive(DataRequestTests.form(dataClass), classifyBy: limit, at: now)
            case 1: return try request.classify(as: dataClass, by: actor, at: now)
            case 2: return try request.confirmScope(by: actor, at: now)
            case 3:
                let expires = now.localDate.adding(days: Int.random(in: -1...20, using: &random))
                return try request.grant(fields: ["plan"], expires: expires, deliverBy: limit, by: actor, at: now)
            case 4:
                let ledger = DataRequestTests.ledger([[Int.random(in: 0...9, using: &random), 9], [8, 12]])
                return try DataRequestTests.release(request, ledger, hash: "ab", by: actor, at: now)
            case 5: return try request.deny(reason, by: actor, at: now)
            case 6: return try request.reportUnavailable(reason, by: actor, at: now)
            case 7: return try request.document(archive: "map", by: actor, at: now)
            default:
                let clocks = request.clocks.all.map(\.name)
                return clocks.flatMap { request.ring($0, generation: 1, at: now.adding(days: 9)) }
            }
        } catch {
            return []
        }
    }

    @Test(arguments: 0..<20)
    func `rule 30: random orders reach no state outside the table and leave no clock running after its stop`(
        group: UInt64
    ) throws {
        for seed in group * 20..<(group + 1) * 20 {
            var random = Seeded(state: seed)
            var request = DataRequest(id: DataRequestID(UUID()))
            var journal: [DataRequest.Event] = []
            var now = DataRequestTests.now
            for _ in 0..<40 {
                now = now.adding(minutes: Int.random(in: 1...600, using: &random))
                let events = Self.order(request, now, &random)
                let after = request.applying(events)
                if after.state != request.state {
                    #expect(
                        Self.ways[request.state]?.contains(after.state) == true,
                        "\(request.state) → \(after.state)"
                    )
                }
                // Nothing leaves without the approval sheet, and it is signed by whom §2.2 names.
                if after.release != nil {
                    let sheet = try #require(after.approval)
                    let isHead = sheet.grantedAs == .headPksai
                    #expect(isHead == (Screening.permission(of: sheet.dataClass) == .restricted))
                    #expect(sheet.dataClass != .never && sheet.dataClass != .partnerCase)
                }
                let running = Set(
                    after.clocks.all.filter { $0.clock.isRunning || $0.clock.phase == .missed }.map(\.name)
                )
                switch after.state {
                case .received: #expect(running == [.dataRequestIntake])
                case .granted: #expect(running == [.dataRequestDelivery])
                default: #expect(running.isEmpty, "\(after.state): \(running)")
                }
                journal += events
                request = after
            }
            // Replay, also from its stored form.
            #expect(DataRequest(id: request.id).applying(journal) == request)
            let stored = try JSONDecoder().decode(DataRequest.self, from: try JSONEncoder().encode(request))
            #expect(stored == request)
        }
    }
}
