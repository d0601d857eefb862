import Foundation
import IntakeDomain
import Vocabulary

/// 2026-11-20 08:15 in Makassar, a Friday.
let now = Instant(microseconds: 1_795_133_700_000_000)
let number = ComplaintNumber(year: 2026, serial: 1)
let caseID = CaseID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)))
let officer = Actor(username: "nur", roles: [.intakeOfficer])
let head = Actor(username: "rahma", roles: [.headPksai])
let volunteer = Actor(username: "tono", roles: [.tksk])

func complaint() -> Complaint {
    Complaint(id: ComplaintID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))))
}

func report(
    _ level: RiskLevel? = nil,
    channel: Channel = .letter,
    emergency: Bool = false,
    categories: [Vocabulary.Category] = [.educationProblem],
    child: ChildIdentity? = nil,
    reporter: Reporter? = nil,
    vulnerable: Bool? = nil
) -> Report {
    Report(
        channel: channel,
        emergency: emergency,
        reporter: reporter,
        child: child,
        situation: "seen alone at the market",
        categories: categories,
        assessment: level == nil && vulnerable == nil
            ? nil : InitialAssessment(vulnerable: vulnerable, riskLevel: level)
    )
}

func registered(_ report: Report) -> Complaint {
    let new = complaint()
    return new.applying(
        new.register(report, from: "polsek", number: number, caseID: caseID, policy: IntakePolicy(), at: now)
    )
}

extension Complaint {
    /// Form 1 as it stands; the tests never sealed it.
    var form: Form1 {
        get throws {
            Form1(
                child: try self.child?.open(with: Closed()),
                family: try self.family?.open(with: Closed()),
                situation: try self.situation?.open(with: Closed()) ?? Situation(description: "", assessment: nil)
            )
        }
    }

    func names(_ events: [Event]) -> [String] {
        events.map { event in Mirror(reflecting: event).children.first?.label ?? "" }
    }
}

/// Opens nothing: plain values need no key.
struct Closed: ConfidentialOpener {
    struct NoKey: Error {}
    func open<Value: Decodable & Sendable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value { throw NoKey() }
}
