import Foundation
import RuleTestSupport
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
        _ random: inout SeededGenerator
    ) -> [DataRequest.Event] {
        let actor = self.people.randomElement(using: &random) ?? DataRequestTests.officer
        let dataClass = DataClass.allCases.randomElement(using: &random) ?? .aggregate
        let reason = RefusalReason.allCases.randomElement(using: &random) ?? .outOfScope
        let limit = DataRequestTests.limit
        do {
            switch Int.random(in: 0..<8, using: &random) {
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
            default: return try request.document(archive: "map", by: actor, at: now)
            }
        } catch {
            return []
        }
    }

    static let machine = StateMachine<DataRequest, DataRequest.State>(
        \.state,
        ways: ways,
        stops: [
            .dataRequestIntake: ["dataRequestClassified", "dataRequestDenied", "dataUnavailable"],
            .dataRequestDelivery: ["dataReleased", "dataUnavailable", "dataRequestDenied"],
        ],
        starts: [.dataRequestIntake: ["dataRequestReceived"], .dataRequestDelivery: ["dataRequestGranted"]]
    )

    @Test(arguments: 0..<20)
    func `S11: random orders reach no state outside the table and leave no clock running after its stop`(
        group: Int
    ) throws {
        for seed in group * 20..<(group + 1) * 20 {
            let request = DataRequest(id: DataRequestID(UUID()))
            var life = RandomLife(request, in: Self.machine, from: DataRequestTests.now, seed: seed)
            for _ in 0..<40 {
                life.pass(1...600)
                let events = Self.order(life.subject, life.now, &life.random)
                life.take(events)
                let after = life.subject
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
                let expected: Set<ClockName> =
                    switch after.state {
                    case .received: [.dataRequestIntake]
                    case .granted: [.dataRequestDelivery]
                    default: []
                    }
                life.expect(running == expected, "\(after.state): \(running)")
            }
            life.end()
            // Also from its stored form.
            let stored = try JSONDecoder().decode(DataRequest.self, from: try JSONEncoder().encode(life.subject))
            #expect(stored == life.subject)
        }
    }
}
