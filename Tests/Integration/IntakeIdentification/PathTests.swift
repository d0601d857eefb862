internal import Contracts
internal import Foundation
internal import IdentificationDomain
internal import IdentificationService
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import Vocabulary

/// Knows one child of another district; everybody else is the city's.
struct Register: PopulationRegistry {
    func record(of nik: NIK) -> RegistryRecord? {
        RegistryRecord(status: .active, district: nik.digits == "7371010704159003" ? "7306" : "7371")
    }
}

/// A complaint's way from the agency through intake and identification.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct PathTests {
    private func complaint(
        _ nik: String?,
        level: RiskLevel? = .low,
        reference: String? = nil
    ) -> ComplaintSubmitted {
        ComplaintSubmitted(
            reference: reference,
            channel: .phone,
            child: nik.map { ChildIdentity(name: "Ani", nik: $0) },
            situation: "seen alone",
            categories: [.educationProblem],
            initialAssessment: level.map { InitialAssessment(riskLevel: $0) }
        )
    }

    @Test func `a complaint becomes a case, and its sender hears of it`() async throws {
        try await Path.run { path, inbox in
            try await path.submit("m-1", self.complaint("7371015503129002", level: .high))
            let receipt = try await inbox.accepted("m-1")
            #expect(receipt.complaintNo.serial == 1)
            #expect(receipt.riskLevel == .high)
            await inbox.progress(receipt.complaintNo, "case_registered")
            let told = await inbox.told("case_registered", to: "service-unit")
            #expect(told?.data["registration_no"]?.string?.hasPrefix("PKSAI-") == true)
        }
    }

    @Test func `a message sent twice is one complaint; another with its reference is a possible repeat`() async throws {
        try await Path.run { path, inbox in
            try await path.submit("m-1", self.complaint("7371015503129002", reference: "LP/1"))
            let first = try await inbox.accepted("m-1")
            try await path.submit("m-1", self.complaint("7371015503129002", reference: "LP/1"))
            try await path.submit("m-2", self.complaint(nil, reference: "LP/1"))
            let second = try await inbox.accepted("m-2")
            #expect(second.complaintNo.serial == first.complaintNo.serial + 1)
            let flagged = try await path.count(
                .intake,
                "SELECT count(*) FROM aggregates WHERE state ->> 'possible_repeat_of' = \(first.complaintNo.text)"
            )
            #expect(flagged == 1)
        }
    }

    @Test func `two complaints about one new child at the same moment make one child`() async throws {
        try await Path.run(instances: 2) { path, inbox in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for child in 0..<20 {
                    for copy in 0..<2 {
                        let nik = "73710155031290\(10 + child)"
                        group.addTask { try await path.submit("m-\(child)-\(copy)", self.complaint(nik)) }
                    }
                }
                try await group.waitForAll()
            }
            try await path.until(
                .intake,
                "SELECT count(*) FROM aggregates WHERE state ->> 'status' IN ('case_registered', 'linked')",
                is: 40
            )
            let count = { (query: String) in try await path.count(.identification, "\(unescaped: query)") }
            #expect(try await count("SELECT count(*) FROM aggregates WHERE kind = 'child'") == 20)
            #expect(try await count("SELECT count(*) FROM aggregates WHERE state ->> 'status' = 'linked'") == 20)
            #expect(try await count("SELECT value FROM counters WHERE register = 'PKSAI'") == 20)
            #expect(try await count("SELECT count(*) FROM parked") == 0)
        }
    }

    @Test func `rule 7: a child of another district is referred home`() async throws {
        try await Path.run { path, inbox in
            try await path.submit("m-1", self.complaint("7371010704159003"))
            let receipt = try await inbox.accepted("m-1")
            await inbox.progress(receipt.complaintNo, "not_eligible")
            let request = await inbox.told("out_of_city_referral_requested", to: "referral")
            #expect(request?.data["home_district"]?.string == "7306")
        }
    }

    @Test func `D14: without a level an officer's assessment sends the complaint on`() async throws {
        try await Path.run { path, inbox in
            try await path.submit("m-1", self.complaint("7371015503129002", level: nil))
            let receipt = try await inbox.accepted("m-1")
            #expect(receipt.riskLevel == nil)
            let assessment = AssessComplaint(
                complaintNo: receipt.complaintNo,
                riskLevel: .low,
                vulnerable: false
            )
            try await path.command("c-1", assessment, as: Path.officer)
            #expect(await inbox.answer(to: "c-1").properties.type == "command.accepted")
            await inbox.progress(receipt.complaintNo, "case_registered")
        }
    }

    @Test func `everything odd comes back as a warning, nothing is refused`() async throws {
        try await Path.run { path, inbox in
            let body = #"{"channel": "pigeon", "situation": "x", "Siti": 1, "child": {"birth_date": "soon"}}"#
            try await path.send(
                "complaints",
                "complaint.\(Path.agency).routine",
                Path.agency,
                "m-1",
                ComplaintSubmitted.type,
                Array(body.utf8)
            )
            let receipt = try await inbox.accepted("m-1")
            #expect(Set(receipt.warnings.map(\.pointer)) == ["/channel", "/child/birth_date", "", "/categories"])
        }
    }
}
