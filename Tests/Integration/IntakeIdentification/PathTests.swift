internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// A complaint's way from the agency through intake and identification.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct PathTests {
    @Test func `a complaint becomes a case, and its sender hears of it`() async throws {
        try await Bench.run { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let receipt = try await bench.accepted("m-1")
            #expect(receipt.complaintNo.serial == 1)
            #expect(receipt.riskLevel == .low)
            try await bench.progress(receipt.complaintNo, "case_registered")
            let told = try await bench.told("case_registered", to: .serviceUnit)
            #expect(told["case_registered"]?["registration_no"]?.string?.hasPrefix("PKSAI-") == true)
        }
    }

    @Test func `two complaints about one new child at the same moment make one child`() async throws {
        try await Bench.run(instances: 2) { bench in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for child in 0..<20 {
                    for copy in 0..<2 {
                        let nik = "73710155031290\(10 + child)"
                        group.addTask { try await bench.submit("m-\(child)-\(copy)", .about(nik)) }
                    }
                }
                try await group.waitForAll()
            }
            try await bench.until(
                "SELECT count(*) FROM aggregates WHERE state ->> 'status' IN ('case_registered', 'linked')",
                is: 40
            )
            let unit = UnitName.identification
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'child'", in: unit, is: 20)
            try await bench.expect(
                "SELECT count(*) FROM aggregates WHERE kind = 'identification' AND state ->> 'status' = 'linked'",
                in: unit,
                is: 20
            )
            try await bench.expect("SELECT value FROM counters WHERE register = 'PKSAI'", in: unit, is: 20)
            try await bench.expect("SELECT count(*) FROM parked", in: unit, is: 0)
        }
    }

    @Test func `rule 7: a child of another district is referred home`() async throws {
        try await Bench.run { bench in
            try await bench.submit("m-1", .about("7371010704159003"))
            let receipt = try await bench.accepted("m-1")
            try await bench.progress(receipt.complaintNo, "not_eligible")
            let request = try await bench.told("out_of_city_referral_requested", to: .referral)
            #expect(request["out_of_city_referral_requested"]?["home_district"]?.string == "7306")
            try await bench.expect(
                "SELECT count(*) FROM journal WHERE type = 'case_registered'",
                in: .identification,
                is: 0
            )
        }
    }

    @Test func `an emergency goes straight on to the service unit, the checks catch up`() async throws {
        try await Bench.run { bench in
            var complaint = ComplaintSubmitted.about("7371015503129002", level: nil)
            complaint.emergency = true
            try await bench.submit("m-1", complaint)
            let told = try await bench.told("complaint_registered", to: .serviceUnit, .urgent)
            #expect(told["complaint_registered"]?["emergency"]?.bool == true)
            #expect(told["emergency_flagged"]?["case_id"] == told["complaint_registered"]?["case_id"])
            #expect(told["emergency_flagged"] != nil)
            let receipt = try await bench.accepted("m-1")
            let waits = try #require(receipt.actBy).microseconds - Int64(Date().timeIntervalSince1970 * 1_000_000)
            #expect(waits <= 24 * 3_600 * 1_000_000)
        }
    }

    @Test func `a high complaint is told to the service unit although identification is away`() async throws {
        let definition = try Bench.intake()
        try await Bench.run([definition], people: [try Person(Bench.agency, [.agency])]) { bench in
            try await bench.startAll()
            try await bench.submit("m-1", .about("7371015503129002", level: .high))
            let told = try await bench.told("complaint_registered", to: .serviceUnit, .urgent)
            #expect(told["complaint_registered"]?["codes"]?["risk_level"]?.string == "high")
        }
    }

    @Test func `a child that calls is a direct complaint, a neighbour who writes an indirect one`() async throws {
        try await Bench.run { bench in
            var direct = ComplaintSubmitted.about(nil)
            direct.reporter = Reporter(relation: .child)
            try await bench.submit("m-1", direct)
            var indirect = ComplaintSubmitted.about(nil)
            indirect.reporter = Reporter(relation: .neighbour)
            indirect.channel = ReportedChannel(.letter)
            try await bench.submit("m-2", indirect)
            let path = { (id: String) async throws -> String? in
                let number = try await bench.accepted(id).complaintNo
                return try await bench.query(
                    "SELECT state ->> 'path' FROM aggregates WHERE state ->> 'number' = \(number.text)"
                ).rows(as: String.self).first
            }
            #expect(try await path("m-1") == "direct")
            #expect(try await path("m-2") == "indirect")
        }
    }

    @Test func `D14: without a level an officer's assessment sends the complaint on`() async throws {
        try await Bench.run { bench in
            try await bench.submit("m-1", .about("7371015503129002", level: nil))
            let receipt = try await bench.accepted("m-1")
            #expect(receipt.riskLevel == nil)
            let assessment = AssessComplaint(complaintNo: receipt.complaintNo, riskLevel: .low, vulnerable: false)
            let answer = try await bench.command(assessment, by: Bench.officer)
            #expect(answer.type == CommandAccepted.type, "\(answer.body)")
            try await bench.progress(receipt.complaintNo, "case_registered")
        }
    }

    @Test func `§10.4: intake reads a complaint, identification while it verifies it, a social worker never`()
        async throws
    {
        let people = [
            try Person(Bench.agency, [.agency]), try Person(Bench.officer, [.intakeOfficer], hasKey: true),
            try Person(Bench.analyst, [.analyst], hasKey: true),
            try Person("siti", [.socialWorker, .onCallWorker], hasKey: true),
        ]
        try await Bench.run([try Bench.intake()], people: people) { bench in
            try await bench.startAll()
            var told = ComplaintSubmitted.about("7371015503129002")
            told.reporter = Reporter(name: "TANDA-pelapor", relation: .neighbour)
            try await bench.submit("m-1", told)
            let number = try await bench.accepted("m-1").complaintNo
            let asked = ShowComplaint(complaintNo: number, reason: "to call back")
            for reader in [Bench.officer, Bench.analyst] {
                let shown = try await bench.query(asked, by: reader)
                #expect(shown.contains("7371015503129002") && shown.contains("TANDA-pelapor"), "\(reader)")
            }
            await #expect(throws: TestBroker.Failure.self) { try await bench.query(asked, by: "siti") }
            let verify = VerifyInformation(complaintNo: number, sources: [.neighbours])
            #expect(try await bench.command(verify, by: Bench.officer).type == CommandAccepted.type)
            #expect(try await bench.query(asked, by: Bench.officer).contains("7371015503129002"))
            await #expect(throws: TestBroker.Failure.self) { try await bench.query(asked, by: Bench.analyst) }
            // Its number and key are codes: whoever keeps a draft about it needs no more.
            let listed = try await bench.query(ListComplaints(complaintNo: number), by: "siti")
            #expect(listed.contains(number.text) && !listed.contains("7371015503129002"))
        }
    }
}
