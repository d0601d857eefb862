internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AuditVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Proves that no journal was edited, reordered or cut: chains of roots, and what other units hold of them.",
        discussion: "Ends with 1 if anything does not hold."
    )

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let answers = try await session.asAdministrator { client in
            let first = try await client.askAll(VerifyAudit(), within: session.wait)
            var answers: [UnitName: VerifyAudit.Answer] = [:]
            for (unit, answer) in first {
                // The unit's own roots under the numbers that others hold.
                let numbers = Set(first.values.flatMap(\.held).filter { $0.unit == unit }.map(\.number))
                let own = Set(answer.own.map(\.number))
                guard !numbers.isSubset(of: own) else {
                    answers[unit] = answer
                    continue
                }
                let query = VerifyAudit(from: numbers.min() ?? 0, roots: numbers.sorted())
                var whole = answer
                whole.own += try await client.ask(query, of: unit, within: session.wait)?.own ?? []
                answers[unit] = whole
            }
            return answers
        }
        let verdict = AuditVerdict(answers)
        if session.output.json {
            session.output.show(try JSONEncoding.encodeToValue(verdict))
        } else {
            self.show(verdict, answers, session.output)
        }
        if !verdict.silent.isEmpty {
            throw Failure(
                "\(verdict.silent.map(\.rawValue).joined(separator: ", ")) did not answer",
                hint: "pksai status"
            )
        }
        if !verdict.faults.isEmpty { throw Failure.Status.refused.exit }
    }

    private func show(_ verdict: AuditVerdict, _ answers: [UnitName: VerifyAudit.Answer], _ output: Output) {
        let rows = UnitName.allCases.compactMap { unit in
            answers[unit].map { answer in
                let holders = answers.values.filter { $0.held.contains { $0.unit == unit } }.map(\.unit.rawValue)
                return [
                    unit.rawValue, "\(answer.checked)", "\(answer.uncovered)", holders.sorted().joined(separator: " "),
                ]
            }
        }
        let header = ["unit", "roots checked", "events not covered yet", "last root held by"]
        for line in Table(header: header, rows: rows).lines(output) { output.line(line) }
        for fault in verdict.faults {
            output.line("\(output.red(fault.kind)) \(fault.unit.rawValue), root \(fault.number): \(fault.explanation)")
        }
        if verdict.faults.isEmpty { output.line(output.green("every journal holds")) }
    }
}

/// What the units' answers say together.
struct AuditVerdict: Codable, Sendable, Equatable {
    /// One thing that does not hold.
    struct Fault: Codable, Sendable, Equatable {
        var unit: UnitName
        var number: Int64
        var kind: String
        /// The first position of the unit's journal that is so, where it is known.
        var position: Int64?
        var explanation: String
    }

    /// Everything that does not hold.
    var faults: [Fault]
    /// Units that did not answer: nothing is known of them.
    var silent: [UnitName]

    /// A unit's chain must hold in itself, and be the one whose roots the others were told.
    init(_ answers: [UnitName: VerifyAudit.Answer]) {
        self.silent = UnitName.allCases.filter { answers[$0] == nil }
        self.faults = []
        for unit in UnitName.allCases {
            guard let answer = answers[unit] else { continue }
            for found in answer.breaks {
                let fault = Fault(
                    unit: unit,
                    number: found.number,
                    kind: found.kind,
                    position: found.position,
                    explanation: Self.explanation(of: found)
                )
                self.faults.append(fault)
            }
            for holder in UnitName.allCases {
                for held in answers[holder]?.held ?? [] where held.unit == unit {
                    guard let own = answer.own.first(where: { $0.number == held.number }) else {
                        let explanation =
                            "\(holder.rawValue) holds a root over \(held.positions) events that the unit does not have"
                        self.faults.append(
                            Fault(unit: unit, number: held.number, kind: "cut", explanation: explanation)
                        )
                        continue
                    }
                    if own.root != held.root {
                        let explanation = "\(holder.rawValue) holds another root of this number"
                        let fault = Fault(unit: unit, number: held.number, kind: "edited", explanation: explanation)
                        self.faults.append(fault)
                    }
                }
            }
        }
    }

    private static func explanation(of found: VerifyAudit.Break) -> String {
        guard let position = found.position else {
            return found.kind == "cut" ? "the chain lacks this root" : "the chain does not match the root"
        }
        let others = found.positions > 1 ? " and \(found.positions - 1) more under this root" : ""
        switch found.kind {
        case "missing": return "the event at position \(position) of the journal is gone\(others)"
        case "reordered": return "the event at position \(position) of the journal stood elsewhere\(others)"
        default: return "the event at position \(position) of the journal is another than was sealed\(others)"
        }
    }
}
