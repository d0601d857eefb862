internal import CLinux
internal import Contracts
internal import Foundation
internal import IdentificationDomain
internal import IdentificationService
internal import IntakeService
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitRuntime
internal import UnitTestSupport
internal import Vocabulary

/// What the data bank keeps of children, cases and lists as facts come late, change, and come in masses.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct DataBankTests {
    private func day(_ month: Int) -> LocalDate { LocalDate(year: 2026, month: month, day: 1) ?? Examples.today }

    private func line(
        _ number: Int,
        _ status: SecondaryDataStatus? = .fixed,
        _ indicators: [AtRiskIndicator] = [.poorHousehold]
    ) -> AtRiskLine {
        // A valid NIK each: four digits of a serial, two of a day.
        let serial = String(number % 9_000 + 1_000)
        let born = number / 9_000 % 28 + 1
        return AtRiskLine(
            line: number + 2,
            nik: "737101\(born < 10 ? "0" : "")\(born)0523\(serial)",
            name: "Anak \(number)",
            birthDate: LocalDate(year: 2023, month: 5, day: born),
            motherName: "Ibu Contoh",
            subdistrict: "Tallo",
            status: status,
            indicators: indicators
        )
    }

    private func rows(_ lines: [AtRiskLine], _ date: LocalDate) -> ImportAtRiskRows {
        ImportAtRiskRows(source: Examples.dataSource, date: date, list: Examples.list, rows: lines)
    }

    private func shown(_ number: ComplaintNumber, _ bench: Bench) async throws -> JSONValue {
        let text = try await bench.query(
            ShowIdentification(complaintNo: number, reason: "data bank"),
            by: Bench.analyst
        )
        return try JSONParser.parse(Array(text.utf8))["answer"] ?? .null
    }

    @Test func `S02 residency_verified: a registry that answers late settles what was unknown`() async throws {
        try await Bench.runWhole(population: .asked(RegistryPatience(seconds: 1))) { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let receipt = try await bench.accepted("m-1")
            let question = try await bench.question()
            try await bench.progress(receipt.complaintNo, "case_registered")
            let before = try await self.shown(receipt.complaintNo, bench)
            #expect(before["identification"]?["residency"]?.string == "unknown")
            let answer = AnswerPopulationLookup(
                complaintID: question.complaintID,
                found: true,
                status: .active,
                district: "7371"
            )
            _ = try await bench.result(of: answer, by: Bench.registry)
            let after = try await self.shown(receipt.complaintNo, bench)
            #expect(after["identification"]?["residency"]?.string == "resident_registered")
            #expect(after["identification"]?["status"]?.string == "registered")
        }
    }

    @Test func `S01 emergency_flagged: an emergency flagged while the registry is asked waits for nobody`() async throws
    {
        try await Bench.runWhole(population: .asked(RegistryPatience(seconds: 86_400))) { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let receipt = try await bench.accepted("m-1")
            _ = try await bench.question()
            let judged = AssessComplaint(
                complaintNo: receipt.complaintNo,
                riskLevel: .low,
                emergency: true,
                reason: "seen on the roof"
            )
            _ = try await bench.result(of: judged, by: Bench.officer)
            try await bench.progress(receipt.complaintNo, "case_registered")
        }
    }

    @Test
    func
        `S04 information_verified and S01 complaint_documented: identification shows what was checked and where the book has it`()
        async throws
    {
        try await Bench.runWhole { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let number = try await bench.accepted("m-1").complaintNo
            try await bench.progress(number, "case_registered")
            let before = try await self.shown(number, bench)
            #expect(before["information_verified"]?.bool == nil && before["archive_ref"]?.string == nil)
            let check = VerifyInformation(complaintNo: number, sources: [.neighbours], childLocated: false)
            _ = try await bench.result(of: check, by: Bench.officer)
            let place = DocumentComplaint(complaintNo: number, archiveRef: "book 4, page 17")
            _ = try await bench.result(of: place, by: Bench.officer)
            try await bench.until(
                "SELECT count(*) FROM aggregates WHERE kind = 'identification' AND state ? 'archive_ref'",
                in: .identification,
                is: 1
            )
            let after = try await self.shown(number, bench)
            #expect(after["information_verified"]?.bool == true)
            #expect(after["archive_ref"]?.string == "book 4, page 17")
        }
    }

    @Test func `rule 1: a NIK that arrives late is added, and the temporary number stays as an alias`() async throws {
        try await Bench.runWhole { bench in
            try await bench.submit("m-1", .about(nil))
            let receipt = try await bench.accepted("m-1")
            try await bench.progress(receipt.complaintNo, "case_registered")
            let first = try await self.shown(receipt.complaintNo, bench)
            let temporary = try #require(first["temporary_number"]?.string)
            #expect(temporary.hasPrefix("TMP-"))
            try await bench.send(
                "complaints",
                "complaint.\(Bench.agency).routine",
                from: Bench.agency,
                id: "m-2",
                type: ComplaintSupplementSubmitted.type,
                body: try JSONEncoding.encode(
                    ComplaintSupplementSubmitted(
                        complaintNo: receipt.complaintNo,
                        child: ChildIdentity(name: "Ani", nik: "7371015503129002")
                    )
                )
            )
            _ = try await bench.accepted("m-2")
            try await bench.until(
                "SELECT count(*) FROM aggregates WHERE kind = 'child' AND (state ->> 'has_nik')::bool",
                in: .identification,
                is: 1
            )
            #expect(try await self.shown(receipt.complaintNo, bench)["temporary_number"]?.string == temporary)
            // From now on the NIK leads to the same child.
            try await bench.submit("m-3", .about("7371015503129002"))
            let third = try await bench.accepted("m-3")
            try await bench.progress(third.complaintNo, "linked")
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'child'", in: .identification, is: 1)
        }
    }

    @Test
    func
        `S08 source_data_corrected and S08 step 3: the chain goes forward only, and what a visit corrects outlives older lists`()
        async throws
    {
        try await Bench.runWhole { bench in
            func take(_ status: SecondaryDataStatus, _ month: Int) async throws -> JSONValue {
                try await bench.result(
                    of: self.rows([self.line(1, status, [.neglected])], self.day(month)),
                    by: Bench.analyst
                )
            }
            func candidate() async throws -> JSONValue {
                let text = try await bench.query(ListOutreachCandidates(), by: Bench.analyst)
                return try JSONParser.parse(Array(text.utf8))["answer"]?["candidates"]?.array?.first ?? .null
            }
            #expect(try await take(.collected, 5)["added"]?.integer == 1)
            let collected = try await candidate()
            #expect(collected["reasons"]?.array?.contains(.string("data_fixed +10")) == false)
            #expect(try await take(.fixed, 6)["changed"]?.integer == 1)
            let fixed = try await candidate()
            #expect(fixed["reasons"]?.array?.contains(.string("data_fixed +10")) == true)
            #expect(try await take(.collected, 5)["unchanged"]?.integer == 1)
            #expect(try await take(.decreed, 7)["changed"]?.integer == 1)
            let id = try #require(fixed["candidate_id"]?.string.flatMap { CandidateID($0) })
            _ = try await bench.result(
                of: RankOutreachCandidates(candidates: [RankedCandidate(candidateID: id)]),
                by: Bench.analyst
            )
            // Those who go discuss the ranking before any letter (step 3).
            _ = try await bench.first(in: "alerts.coordinator_sw") {
                String(decoding: $0.body, as: UTF8.self).contains("outreach_candidates_ranked")
            }
            _ = try await bench.told("outreach_candidates_ranked", to: .serviceUnit)
            let letter = AssignOutreach(
                candidateID: id,
                worker: Examples.worker,
                letterNo: "ST-2",
                purpose: "visit",
                validUntil: LocalDate(year: 2099, month: 1, day: 1) ?? Examples.today
            )
            _ = try await bench.result(of: letter, by: Bench.coordinator)
            let order = try await bench.told("outreach_assigned", to: .serviceUnit)
            #expect(order["outreach_assigned"]?["worker"]?.string == "siti")
            #expect(order["outreach_assigned"]?["letter_no"]?.string == "ST-2")
            let visit = RecordOutreach(
                candidateID: id,
                visitedOn: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate,
                minutes: "met",
                socialReport: "two children",
                visitReport: "a house",
                assessmentReport: "well"
            )
            _ = try await bench.result(of: visit, by: Bench.worker)
            let correct = CorrectSourceData(
                candidateID: id,
                field: .indicator,
                value: AtRiskIndicator.neglected.rawValue,
                evidence: "fed and at school"
            )
            #expect(try await bench.result(of: correct, by: Bench.worker)["status"]?.string == "visited")
            #expect(try await bench.result(of: correct, by: Bench.coordinator).string == "not_allowed")
            // A list of before the visit does not bring back what the visit corrected.
            _ = try await take(.decreed, 8)
            #expect(try await candidate()["reasons"]?.text.contains("neglected") == false)
            let ended = RecordNoNeed(candidateID: id, reason: "no need")
            #expect(try await bench.result(of: ended, by: Bench.analyst)["status"]?.string == "closed_candidate")
            _ = try await bench.told("no_need_recorded", to: .serviceUnit)
        }
    }

    @Test
    func
        `S08 step 7 and S05 step 6 and event case_closed: the data bank's index holds each step of a case once, by time, without names`()
        async throws
    {
        try await Bench.runWhole { bench in
            let caseID = Examples.caseID
            let at = Examples.now
            let told: [any EventContract] = [
                PlanInForce(
                    caseID: caseID,
                    version: 1,
                    actionIDs: [],
                    reviewDate: Examples.today,
                    at: at.adding(hours: 2)
                ),
                SafetyAssessed(caseID: caseID, inPerson: true, at: at.adding(hours: 1)),
                CaseReopened(caseID: caseID, reason: .newComplaint, at: at.adding(days: 9)),
                CaseClosed(caseID: caseID, complaintID: Examples.complaint, reason: .allGoals, at: at.adding(days: 8)),
                OncallClaimed(caseID: caseID, by: Examples.worker, rung: .worker, at: at),
            ]
            for event in told {
                try await bench.tell([event], from: .serviceUnit, stream: "case-\(caseID)", complaint: nil)
            }
            try await bench.until(
                "SELECT jsonb_array_length(state -> 'steps') FROM aggregates WHERE kind = 'case_log'",
                in: .identification,
                is: 5
            )
            let text = try await bench.query(ShowCaseLog(caseID: caseID), by: Bench.analyst, of: .identification)
            let steps = try JSONParser.parse(Array(text.utf8))["answer"]?["steps"]?.array ?? []
            #expect(
                steps.compactMap { $0["what"]?.string } == [
                    "urgent_case_claimed", "safety_assessment_recorded", "plan_approved", "case_closed",
                    "case_reopened",
                ]
            )
            let ladder = try await bench.query(ShowOncallLog(caseID: caseID), by: Bench.analyst, of: .identification)
            #expect(try JSONParser.parse(Array(ladder.utf8))["answer"]?["steps"]?.array?.count == 1)
        }
    }

    @Test(.enabled(if: allocatedBytes > 0, "this allocator does not say how much is allocated"))
    func `S08 secondary_data_imported: memory does not grow with the rows of a list, many of one name among them`()
        async throws
    {
        try await Bench.runWhole { bench in
            func take(_ numbers: Range<Int>) async throws {
                for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 500) {
                    let lines = (start..<start + 500).map { self.line($0) }
                    let result = try await bench.result(of: self.rows(lines, self.day(6)), by: Bench.analyst)
                    #expect(result["added"]?.integer == 500)
                }
            }
            // Connections, statements, caches and buffers reach their size.
            try await take(0..<2_000)
            let before = allocatedBytes
            try await take(2_000..<8_000)
            let perRow = (allocatedBytes - before) / 6_000
            // A row's JSON alone is 150 bytes, its candidate in memory thousands; the test's own ears keep 1 KB an answer.
            #expect(perRow < 300, "bytes kept of each row")
            // All are of one name, year and mother once digits are gone: that key stays as short as any.
            try await bench.expect(
                "SELECT count(*) FROM lookups WHERE length(value) > 100",
                in: .identification,
                is: 0
            )
        }
    }
}

/// Bytes allocated and not freed in this process.
private var allocatedBytes: Int {
    let information = mallinfo2()
    return Int(information.uordblks) + Int(information.hblkhd)
}

/// Every event of domain.md §6.14 that comes to a unit is taken, or said to change nothing there.
@Suite struct HearingTests {
    @Test
    func `events case_registered and complaint_closed_with_advice: intake and identification hear all that comes`()
        throws
    {
        let settings = try UnitSettings()
        for unit in [
            try IntakeUnit.definition(settings),
            IdentificationUnit.definition(settings, population: PopulationSource.none, lists: nil),
        ] {
            #expect(unit.unheard.isEmpty, "told to \(unit.name.rawValue), and nobody listens")
            #expect(unit.untold.isEmpty, "\(unit.name.rawValue) listens, and nobody tells")
        }
    }
}
