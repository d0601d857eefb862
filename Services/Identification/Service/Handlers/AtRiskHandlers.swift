internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// Takes rows of a list of children at risk: each is decided for itself, a bad one spoils no other.
struct ImportAtRiskRowsHandler: MessageHandler {
    /// The most rows of one message: what a batch holds in memory follows from it.
    static let most = 1_000
    let desk: IdentificationDesk

    func lookups(of message: ImportAtRiskRows, _ context: RoutingContext) throws -> [LookupKey] {
        guard message.rows.count <= Self.most else { return [] }
        return message.rows.flatMap { self.keys($0, message.date, context.blindIndex).all }
    }

    func subjects(of message: ImportAtRiskRows, _ context: RoutingContext) throws -> [AggregateReference] {
        guard message.rows.count <= Self.most else { return [] }
        return message.rows.flatMap { line -> [AggregateReference] in
            let keys = self.keys(line, message.date, context.blindIndex)
            return keys.candidate(context.lookup).map { [AggregateReference(OutreachCandidate.self, $0)] }.orEmpty
                + keys.child(context.lookup).map { [AggregateReference(Child.self, $0)] }.orEmpty
        }
    }

    private func keys(_ line: AtRiskLine, _ date: LocalDate, _ index: (String, String) -> String) -> ChildKeys {
        ChildKeys(ChildIdentity(line), family: Family(line), on: date, similar: false, index: index)
    }

    func decide(_ message: ImportAtRiskRows, _ context: inout DecisionContext) throws {
        guard message.rows.count <= Self.most else { throw TooManyRows() }
        guard message.date <= context.now.localDate else { throw Rejection.dateAhead }
        var (added, changed, unchanged) = (0, 0, 0)
        var problems: [JSONValue] = []
        for line in message.rows {
            if let problem = self.problem(line, message, context) {
                problems.append(problem)
                continue
            }
            switch try self.take(line, message, &context) {
            case .added: added += 1
            case .changed: changed += 1
            case .unchanged: unchanged += 1
            }
        }
        context.result([
            "added": .integer(Int64(added)), "changed": .integer(Int64(changed)),
            "unchanged": .integer(Int64(unchanged)), "problems": .array(problems),
        ])
    }

    private enum Outcome { case added, changed, unchanged }

    private func take(
        _ line: AtRiskLine,
        _ message: ImportAtRiskRows,
        _ context: inout DecisionContext
    ) throws -> Outcome {
        let row = AtRiskRow(line, message)
        let keys = self.keys(line, message.date, context.blindIndex)
        let found = keys.candidate(context.lookup)
        let id = found ?? CandidateID(fresh: context.newID())
        if found == nil { context.create(OutreachCandidate.self, id) }
        let candidate = try context.state(OutreachCandidate.self, id)
        let known = try? candidate.child.map { try context.open($0) }
        let family = try? candidate.family.map { try context.open($0) }
        let events = candidate.take(
            row,
            known: known.map { ($0, family) },
            subdistricts: self.desk.policy.subdistricts,
            at: context.now
        )
        context.append(events, to: OutreachCandidate.self, id)
        for key in keys.all { context.setLookup(key, adding: id) }
        if let child = keys.child(context.lookup), let record = try? context.state(Child.self, child),
            let complaint = record.complaints.last
        {
            // Known already: on the lists, but no visit from them.
            let candidate = try context.state(OutreachCandidate.self, id)
            context.append(
                candidate.hear(complaint, fromVisit: false, at: context.now),
                to: OutreachCandidate.self,
                id
            )
        }
        return found == nil ? .added : events.isEmpty ? .unchanged : .changed
    }

    /// Why a row is of no use, if so: its line and what belongs there, never what is there.
    private func problem(
        _ line: AtRiskLine,
        _ message: ImportAtRiskRows,
        _ context: DecisionContext
    ) -> JSONValue? {
        func problem(_ member: String, _ expected: String, _ found: String) -> JSONValue {
            .object([
                "line": .integer(Int64(line.line)), "pointer": .string("/\(member)"), "expected": .string(expected),
                "found": .string(found),
            ])
        }
        if line.list == nil, message.list == nil { return problem("list", "the list's code", "missing") }
        let keys = self.keys(line, message.date, context.blindIndex)
        if keys.all.isEmpty {
            let malformed = line.nik.map { !$0.isEmpty } ?? false
            return problem(
                "nik",
                "a NIK, or name, year of birth and mother or village",
                malformed ? "malformed, \(line.nik?.count ?? 0) characters" : "missing"
            )
        }
        let born = line.birthDate ?? line.nik.flatMap { NIK($0) }?.childBirthDate(at: context.now.localDate)
        let age = born?.age(at: context.now.localDate) ?? line.estimatedAge
        if let age, age >= self.desk.policy.limits.childMaximumAge { return problem("birth_date", "a child", "of age") }
        return nil
    }
}

/// Takes `finish_at_risk_import`.
struct FinishAtRiskImportHandler: SubjectHandler {
    typealias Message = FinishAtRiskImport

    func subject(of message: FinishAtRiskImport) -> DataSource { message.source }

    func decide(
        _ subject: SecondaryData,
        _ message: FinishAtRiskImport,
        _ context: inout DecisionContext
    ) throws -> [SecondaryData.Event] {
        let events = try subject.imported(
            date: message.date,
            digest: message.digest,
            rows: message.rows,
            refused: message.refused,
            by: context.actor,
            at: context.now
        )
        context.result(["source": .string(message.source.text), "new": .bool(!events.isEmpty)])
        return events
    }
}

/// A message with more rows than a batch can hold.
private struct TooManyRows: DomainRejection {
    let code = "too_many_rows"
    let explanation = "at most \(ImportAtRiskRowsHandler.most) rows a message"
    let pointer = "/rows"
}

extension ChildIdentity {
    fileprivate init(_ line: AtRiskLine) {
        let hasAddress = [line.street, line.subdistrict, line.village].contains { $0 != nil }
        self.init(
            name: line.name,
            sex: line.sex,
            nik: line.nik,
            birthDate: line.birthDate,
            estimatedAge: line.estimatedAge,
            address: hasAddress
                ? Address(street: line.street, subdistrict: line.subdistrict, village: line.village) : nil
        )
    }
}

extension Family {
    fileprivate init?(_ line: AtRiskLine) {
        guard let mother = line.motherName else { return nil }
        self.init(mother: Parent(name: mother))
    }
}

extension AtRiskRow {
    fileprivate init(_ line: AtRiskLine, _ message: ImportAtRiskRows) {
        self.init(
            child: ChildIdentity(line),
            family: Family(line),
            entry: AtRiskEntry(
                list: (line.list ?? message.list)?.text ?? "",
                date: message.date,
                source: message.source,
                status: line.status,
                indicators: line.indicators ?? []
            )
        )
    }
}

extension Optional where Wrapped == [AggregateReference] {
    fileprivate var orEmpty: [AggregateReference] { self ?? [] }
}
