internal import DataRequestDomain
internal import Foundation
internal import JSON
internal import RuleTestSupport
internal import Subprocess
internal import Testing
internal import Vocabulary

extension EndToEndTests {
    /// Somebody who collects every table the centre has ever released sets a linear programme on them (attack.py, HiGHS).
    @Suite struct Attack {
        /// What is switched off, to show that the attack can succeed.
        enum Weakness: Sendable { case none, companions, earlierReleases }

        /// So many ledgers, each of a seed of its own from the run's on.
        private static let ledgers = max(1, Harness.number(of: "ledgers", bounded: 8, long: 100))

        @Test(.timeLimit(.minutes(10 + Self.ledgers)))
        func `rule 26: no withheld count and no small difference is found out from all releases together`()
            async throws
        {
            var (attacked, shown) = (Int64(0), Int64(0))
            var found: [JSONValue] = []
            for seed in Harness.seed..<Harness.seed + Self.ledgers {
                let answer = try await Self.attack(seed, .none)
                found += answer["found_out"]?.array ?? []
                #expect(answer["found_out"]?.array?.isEmpty == true, "\(answer.text)")
                // There was something to attack, and the tables were not simply kept back.
                #expect((answer["attacked"]?.integer ?? 0) > 10, "\(answer.text)")
                #expect((answer["shown"]?.integer ?? 0) > 10, "\(answer.text)")
                attacked += answer["attacked"]?.integer ?? 0
                shown += answer["shown"]?.integer ?? 0
            }
            Harness.report(
                "attack",
                [
                    ("ledgers", .integer(Int64(Self.ledgers))), ("attacked", .integer(attacked)),
                    ("shown", .integer(shown)), ("found_out", .array(found)),
                ]
            )
        }

        @Test(.timeLimit(.minutes(10)), arguments: [Weakness.companions, .earlierReleases])
        func `the attack finds counts out when small cells have no companions, or earlier releases are not looked at`(
            weakness: Weakness
        ) async throws {
            var successes = 0
            for seed in 0..<8 {
                let answer = try await Self.attack(seed, weakness)
                let found = answer["found_out"]?.array ?? []
                if found.contains(where: { ($0["high"]?.number ?? 9) - ($0["low"]?.number ?? 0) < 0.5 }) {
                    successes += 1
                }
            }
            #expect(successes > 4, "\(successes) of 8")
        }

        /// Made-up cases of half a year, more of them as time goes on, and tables over overlapping months and filters.
        private static func attack(_ seed: Int, _ weakness: Weakness) async throws -> JSONValue {
            var random = SeededGenerator(seed: seed)
            var limits = ReleaseLimits(threshold: 5)
            limits.checksEarlierReleases = weakness == .none
            limits.withholdsCompanions = weakness != .companions
            var facts: [Fact] = []
            var cases: [JSONValue] = []
            var tables: [ReleasedTable] = []
            for edition in 1...7 {
                if edition == 1 || edition == 4 {
                    for _ in 0..<(edition == 1 ? 140 : 25) { self.add(&facts, &cases, edition, &random) }
                }
                let specification = try self.specification(edition, &random)
                let ledger = ReleaseLedger(tables: tables, facts: facts, edition: edition)
                let now = try #require(Instant(rfc3339: "2026-11-20T08:15:00+08:00"))
                if let table = ledger.release(specification, limits: limits, at: now) { tables.append(table) }
            }
            let ledger: JSONValue = .object([
                "tables": .array(try tables.map { try self.json($0) }), "cases": .array(cases),
                "seed": .integer(Int64(seed)), "width": .integer(Int64(limits.width)),
                "threshold": .integer(Int64(limits.threshold)),
            ])
            return try await self.run(ledger)
        }

        private static func add(
            _ facts: inout [Fact],
            _ cases: inout [JSONValue],
            _ edition: Int,
            _ random: inout SeededGenerator
        ) {
            let sex: Sex = Int.random(in: 0..<5, using: &random) < 3 ? .female : .male
            let level: RiskLevel = [.high, .medium, .low, .low, .low].randomElement(using: &random) ?? .low
            let (age, band) =
                [(2, "1-2"), (7, "6-8"), (11, "9-12"), (15, "13-17"), (16, "13-17")]
                .randomElement(using: &random) ?? (2, "1-2")
            let month = "2026-0\([1, 2, 3, 3, 4, 5, 6].randomElement(using: &random) ?? 1)"
            guard let token = FactToken("t\(facts.count)"), let at = Instant(rfc3339: "2026-11-20T08:15:00+08:00")
            else { return }
            let told = FactRecorded(
                caseToken: token.text,
                riskLevel: level,
                childSex: sex,
                childAge: age,
                month: month,
                at: at
            )
            facts.append(Fact(id: token).applying(Fact(id: token).record(told, edition: edition)))
            cases.append([
                "sex": .string(sex.rawValue), "level": .string(level.rawValue), "age_band": .string(band),
                "month": .string(month), "edition": .integer(Int64(edition)),
            ])
        }

        private static func specification(_ number: Int, _ random: inout SeededGenerator) throws -> TableSpecification {
            let dimensions: [TableDimension] = [.sex, .level, .ageBand].shuffled(using: &random)
            let first = Int.random(in: 1...3, using: &random)
            let last = Int.random(in: 4...6, using: &random)
            // The same table again, the same with a month more, or a filter over a third code.
            let again = number % 3 == 0
            let from = try #require(LocalDate("2026-0\(again ? 1 : first)-01"))
            let to = try #require(LocalDate("2026-0\(again ? 6 : last)-01"))
            let period = try #require(Period(from: from, to: to))
            var filters: [TableDimension: [String]] = [:]
            if number % 2 == 0 {
                switch dimensions[2] {
                case .sex: filters[.sex] = ["female"]
                case .level: filters[.level] = ["low", "medium"]
                default: filters[.ageBand] = ["6-8", "9-12", "13-17"]
                }
            }
            return try #require(
                TableSpecification(
                    rows: again ? .sex : dimensions[0],
                    columns: again ? .level : dimensions[1],
                    filters: again ? [:] : filters,
                    period: period
                )
            )
        }

        /// As `pksai data-request table --form json` gives it, with the months and the edition.
        private static func json(_ table: ReleasedTable) throws -> JSONValue {
            let encoder = JSONEncoder()
            guard case .object(var object) = try JSONParser.parse(Array(try encoder.encode(table))) else {
                return .null
            }
            object["months"] = .array(table.specification.period.months.map { .string($0) })
            if object["total"] == nil { object["total"] = .null }
            return .object(object)
        }

        private static func run(_ ledger: JSONValue) async throws -> JSONValue {
            let python = try Programs.required("PKSAI_TEST_PYTHON")
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString).json")
            try Data(ledger.text.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let ended = try await Programs.run(
                "/bin/sh",
                ["-c", "exec \"$0\" Tests/EndToEnd/attack.py < \"$1\"", python, file.path]
            )
            // Status 1 with an answer: something was found out.
            guard [0, 1].contains(ended.status), let answer = ended.lines.last else {
                throw Failure("the attack could not be made: \(ended.errors.suffix(500))")
            }
            return answer
        }
    }
}
