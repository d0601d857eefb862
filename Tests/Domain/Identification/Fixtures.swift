import Foundation
import IdentificationDomain
import Vocabulary

/// 2026-11-20 08:15 in Makassar.
let now = Instant(microseconds: 1_795_133_700_000_000)
let analyst = Actor(username: "dewi", roles: [.analyst])
let policy = IdentificationPolicy()
let number = CaseNumber(year: 2026, serial: 1)
let goodNIK = "7371015503129002"
let makassar = RegistryRecord(status: .active, district: "7371")
let gowa = RegistryRecord(status: .active, district: "7306")

func uuid(_ last: UInt8) -> UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last)) }
let fresh = ChildID(uuid(9))

func noted(
    _ serial: UInt8 = 1,
    level: RiskLevel? = .low,
    emergency: Bool = false,
    categories: [Vocabulary.Category] = [.educationProblem]
) -> ComplaintRegistered {
    ComplaintRegistered(
        complaintID: ComplaintID(uuid(serial)),
        caseID: CaseID(uuid(serial + 100)),
        complaintNo: ComplaintNumber(year: 2026, serial: Int64(serial)),
        path: .indirect,
        receivedAt: now,
        registeredAt: now,
        emergency: emergency,
        test: false,
        codes: LooseCodes(
            categories: categories,
            riskLevel: level,
            subdistrict: nil,
            childAge: nil,
            childSex: nil,
            immediateNeeds: [],
            channel: .phone
        ),
        situation: Confidential(
            Situation(description: "seen", assessment: nil),
            .sensitiveHarm,
            origin: ComplaintID(uuid(serial)),
            field: "situation"
        )
    )
}

func forwarding(_ serial: UInt8 = 1) -> ComplaintForwarded {
    ComplaintForwarded(
        complaintID: ComplaintID(uuid(serial)),
        caseID: CaseID(uuid(serial + 100)),
        documentsMissing: [],
        at: now
    )
}

func queued(
    _ serial: UInt8 = 1,
    level: RiskLevel? = .low,
    emergency: Bool = false,
    categories: [Vocabulary.Category] = [.educationProblem]
) -> Identification {
    Identification(id: ComplaintID(uuid(serial))).applying([
        .complaintNoted(noted(serial, level: level, emergency: emergency, categories: categories)),
        .forwardingNoted(forwarding(serial)),
    ])
}

func evidence(
    _ child: ChildIdentity? = ChildIdentity(name: "Ani", sex: .female, nik: goodNIK),
    registry: RegistryRecord? = makassar,
    known: KnownChild? = nil
) -> Evidence {
    Evidence(
        child: child,
        match: ChildMatch(
            byNIK: known,
            sharesName: true,
            contradictsNIK: false,
            bySubstituteKey: [],
            fresh: fresh
        ),
        registry: registry,
        lists: []
    )
}

func identified(_ identification: Identification, _ evidence: Evidence) -> Identification {
    identification.applying(identification.identify(evidence, policy: policy, at: now))
}

func names<Event>(_ events: [Event]) -> [String] {
    events.map { Mirror(reflecting: $0).children.first?.label ?? "" }
}
