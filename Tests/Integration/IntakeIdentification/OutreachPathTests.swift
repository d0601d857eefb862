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

extension UnitBench {
    static let coordinator = "rahmat"
    static let worker = "siti"
    static let secretary = "yusuf"
    static let registry = "registry"

    /// Runs a test with everybody of outreach, registry and the secretary's desk.
    static func runWhole(
        population: PopulationSource = .none,
        _ body: (Bench) async throws -> Void
    ) async throws {
        let people = [
            try Person(Self.agency, [.agency]), try Person(Self.officer, [.intakeOfficer]),
            try Person(Self.analyst, [.analyst], hasKey: true), try Person(Self.coordinator, [.coordinatorPksai]),
            try Person(Self.worker, [.socialWorker], hasKey: true),
            try Person(Self.secretary, [.secretary], hasKey: true),
            try Person(Self.registry, [.registry], hasKey: true),
        ]
        let units = [
            try Self.intake(),
            IdentificationUnit.definition(try UnitSettings(), population: population, lists: nil),
        ]
        try await Self.run(units, people: people) { bench in
            try await bench.startAll(instances: 1)
            try await body(bench)
        }
    }

    /// Sends a command and returns its result, or what was refused.
    func result(of command: some CommandContract, by sender: String, id: String? = nil) async throws -> JSONValue {
        let answer = try await self.command(command, by: sender, id: id)
        let body = try JSONParser.parse(Array(answer.body.utf8))
        return answer.type == CommandAccepted.type ? body["result"] ?? .null : body["code"] ?? .null
    }

    /// Waits for the registry's next question.
    func question() async throws -> PopulationLookup {
        let delivery = try await self.first(in: "receipts.\(Self.registry)") {
            $0.properties.type == PopulationLookup.type
        }
        let body = try self.open(delivery, for: Self.registry)
        guard let lookup = JSONDecoding.decode(PopulationLookup.self, from: body).value else {
            throw TestBroker.Failure("no question")
        }
        return lookup
    }
}

/// From a list of children at risk to a case, and what identification asks others.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct OutreachPathTests {
    private func rows(_ count: Int) -> ImportAtRiskRows {
        ImportAtRiskRows(
            source: Examples.dataSource,
            date: LocalDate(year: 2026, month: 10, day: 1) ?? Examples.today,
            list: Examples.list,
            rows: (1...count).map { number in
                AtRiskLine(
                    line: number + 1,
                    nik: "73710104052390\(10 + number)",
                    name: "Anak \(number)",
                    subdistrict: "Tallo",
                    status: .fixed,
                    indicators: number == 1 ? [.neglected, .malnutrition] : [.poorHousehold]
                )
            }
        )
    }

    private func candidates(_ bench: Bench, status: String? = nil) async throws -> [JSONValue] {
        let text = try await bench.query(ListOutreachCandidates(status: status), by: Bench.analyst)
        return try JSONParser.parse(Array(text.utf8))["answer"]?["candidates"]?.array ?? []
    }

    @Test func `D01 and S08 step 4 and S08 step 6: from a list to a visit to a case whose clocks run`() async throws {
        try await Bench.runWhole { bench in
            let first = try await bench.result(of: self.rows(3), by: Bench.analyst)
            #expect(first["added"]?.integer == 3)
            let again = try await bench.result(of: self.rows(3), by: Bench.analyst)
            #expect(again["unchanged"]?.integer == 3)
            #expect(again["added"]?.integer == 0)
            let top = try #require(try await self.candidates(bench).first)
            #expect(top["score"]?.integer ?? 0 >= 50)
            let id = try #require(top["candidate_id"]?.string.flatMap { CandidateID($0) })
            let ranked = try await bench.result(
                of: RankOutreachCandidates(candidates: [RankedCandidate(candidateID: id)]),
                by: Bench.analyst
            )
            #expect(ranked["ranked"]?.array?.count == 1)
            let letter = AssignOutreach(
                candidateID: id,
                worker: Examples.worker,
                letterNo: "ST-1",
                purpose: "visit",
                validUntil: LocalDate(year: 2099, month: 1, day: 1) ?? Examples.today
            )
            #expect(try await bench.result(of: letter, by: Bench.worker).string != nil)
            #expect(try await bench.result(of: letter, by: Bench.coordinator)["status"]?.string == "assigned")
            let shown = try await bench.query(ShowOutreachCandidate(candidateID: id), by: Bench.worker)
            #expect(shown.contains("Anak 1"))
            let visit = RecordOutreach(
                candidateID: id,
                visitedOn: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate,
                minutes: "met",
                socialReport: "five children",
                visitReport: "one room",
                assessmentReport: "thin",
                danger: OutreachNeed(categories: [.neglectVictim], riskLevel: .high, situation: "alone for days")
            )
            #expect(try await bench.result(of: visit, by: Bench.worker)["status"]?.string == "case_identified")
            let told = try await bench.told("complaint_registered", to: .serviceUnit, .urgent)
            let entry = told["complaint_registered"]
            #expect(entry?["path"]?.string == "outreach")
            #expect(entry?["codes"]?["channel"]?.string == "outreach")
            #expect(entry?["outreach"]?["worker"]?.string == "siti")
            #expect(entry?["codes"]?["risk_level"]?.string == "high")
            _ = try await bench.told("case_registered", to: .serviceUnit, .urgent)
            while try await self.candidates(bench, status: "case_identified").first?["complaint_id"]?.string == nil {
                try Task.checkCancellation()
            }
            let asked = ReportDataQuality(from: visit.visitedOn.adding(days: -1), to: visit.visitedOn)
            let text = try await bench.query(asked, by: Bench.secretary)
            let data = try JSONParser.parse(Array(text.utf8))["answer"]
            #expect(data?["children"]?.integer == 1 && data?["with_nik"]?.integer == 1)
            #expect(data?["visits"]?.integer == 1 && data?["undated"]?.integer == 0)
            let listed = try #require(LocalDate(year: 2026, month: 10, day: 1))
            #expect(data?["p50"]?.number == Double(listed.days(until: visit.visitedOn)))
            let earlier = ReportDataQuality(from: listed, to: listed)
            #expect(try await bench.query(earlier, by: Bench.secretary).contains(#""visits":0"#))
        }
    }

    @Test func `S02: the broker's registry answers, a child of another district is a non-resident`() async throws {
        try await Bench.runWhole(population: .asked(RegistryPatience(seconds: 600))) { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let receipt = try await bench.accepted("m-1")
            let question = try await bench.question()
            #expect(question.nik == "7371015503129002")
            #expect(question.complaintID == receipt.complaintID)
            let answer = AnswerPopulationLookup(
                complaintID: question.complaintID,
                found: true,
                status: .active,
                district: "7306"
            )
            _ = try await bench.result(of: answer, by: Bench.registry)
            _ = try await bench.result(of: answer, by: Bench.registry)
            let told = try await bench.told("out_of_city_referral_requested", to: .referral)
            #expect(told["out_of_city_referral_requested"]?["home_district"]?.string == "7306")
            #expect(try await bench.result(of: answer, by: Bench.officer).string == "not_allowed")
        }
    }

    @Test func `S02: a registry that is silent makes nobody wait for ever, and an urgent complaint not at all`()
        async throws
    {
        try await Bench.runWhole(population: .asked(RegistryPatience(seconds: 1))) { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            let routine = try await bench.accepted("m-1")
            try await bench.progress(routine.complaintNo, "case_registered")
            let told = try await bench.told("residency_unknown_recorded", to: .serviceUnit)
            #expect(told["case_eligible"] != nil || told["residency_unknown_recorded"] != nil)
        }
        try await Bench.runWhole(population: .asked(RegistryPatience(seconds: 86_400))) { bench in
            try await bench.submit("m-2", .about("7371015503129002", level: .high))
            let urgent = try await bench.accepted("m-2")
            try await bench.progress(urgent.complaintNo, "case_registered")
        }
    }

    @Test func `a link is undone: the complaint gets a case of its own, and both sides are told`() async throws {
        try await Bench.runWhole { bench in
            try await bench.submit("m-1", .about("7371015503129002"))
            try await bench.progress(try await bench.accepted("m-1").complaintNo, "case_registered")
            try await bench.submit("m-2", .about("7371015503129002"))
            let second = try await bench.accepted("m-2")
            try await bench.progress(second.complaintNo, "linked")
            let undone = UnlinkComplaint(complaintNo: second.complaintNo, reason: "two girls")
            let answer = try await bench.result(of: undone, by: Bench.analyst)
            #expect(answer["status"]?.string == "registered")
            let told = try await bench.told("complaint_unlinked_from_case", to: .serviceUnit)
            #expect(told["complaint_unlinked_from_case"]?["complaint_id"]?.string == second.complaintID.text)
            try await bench.progress(second.complaintNo, "case_registered")
            #expect(try await bench.result(of: undone, by: Bench.analyst).string == "not_linked")
        }
    }

    @Test func `rule 29: a complaint about the centre makes no child's case, unless it reports a child in danger`()
        async throws
    {
        try await Bench.runWhole { bench in
            let said = ServiceComplaintSubmitted(channel: .suggestionBox, content: "nobody called back")
            let plain = RecordServiceComplaint(said)
            let number = try await bench.result(of: plain, by: Bench.officer)["service_complaint_no"]?.string
            #expect(number?.hasPrefix("LYN-") == true)
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'complaint'", is: 0)
            let grave = RecordServiceComplaint(
                ServiceComplaintSubmitted(
                    channel: .phone,
                    content: "the worker left a beaten child alone",
                    childInDanger: true
                )
            )
            let result = try await bench.result(of: grave, by: Bench.officer)
            #expect(result["complaint_no"]?.string?.hasPrefix("ADU-") == true)
            _ = try await bench.told("emergency_flagged", to: .serviceUnit, .urgent)
            try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'complaint'", is: 1)
            let reply = AnswerServiceComplaint(
                serviceComplaintNo: try #require(number.flatMap { ServiceComplaintNumber($0) }),
                answer: "called today"
            )
            _ = try await bench.result(of: reply, by: Bench.secretary)
            let listed = try await bench.query(ListServiceComplaints(status: "answered"), by: Bench.secretary)
            #expect(listed.contains(number ?? "?") && !listed.contains("called today"), "codes only without a reason")
            let read = ListServiceComplaints(status: "answered", reason: "evaluation meeting")
            #expect(try await bench.query(read, by: Bench.secretary).contains("called today"))
        }
    }

    @Test func `the survey is anonymous: the journal has no name, and few answers are withheld`() async throws {
        try await Bench.runWhole { bench in
            _ = try await bench.result(of: OpenSurvey(year: 2026), by: Bench.secretary)
            for number in 1...5 {
                let body = try JSONEncoding.encode(SurveyAnswerSubmitted.example)
                try await bench.send(
                    "complaints",
                    "complaint.\(Bench.agency).routine",
                    from: Bench.agency,
                    id: "s-\(number)",
                    type: SurveyAnswerSubmitted.type,
                    body: body
                )
                _ = try await bench.answer(to: "s-\(number)", of: Bench.agency)
                let shown = try await bench.query(ShowSurvey(year: 2026), by: Bench.secretary)
                let answer = try JSONParser.parse(Array(shown.utf8))["answer"]
                #expect(answer?["answered"]?.integer == (number < 5 ? nil : 5))
            }
            try await bench.expect(
                "SELECT count(*) FROM journal WHERE type = 'survey_answered' AND actor <> 'agency'",
                is: 0
            )
        }
    }
}
