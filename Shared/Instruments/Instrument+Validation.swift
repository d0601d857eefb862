internal import JSON

extension Instrument {
    /// What doesn't fit together: codes used twice, references that lead nowhere, conditions that can't be asked.
    func findings() -> [Problem] {
        var problems: [Problem] = []
        func find(_ pointer: String, _ expected: String, _ found: String) {
            problems.append(Problem(pointer: pointer, expected: expected, found: found))
        }
        if self.version < 1 { find("/version", "1 or more", "less") }
        if self.fields.isEmpty { find("/fields", "at least one", "none") }
        for (pointer, code) in Self.repeated(self.sections.map(\.code)) {
            find("/sections/\(pointer)", "a code of its own", "used twice: \(code)")
        }
        for (pointer, code) in Self.repeated(self.fields.map(\.code)) {
            find("/fields/\(pointer)/code", "a code of its own", "used twice: \(code)")
        }
        for (pointer, check) in Self.repeated(self.checks) {
            find("/checks/\(pointer)", "a check of its own", "used twice: \(check.code)")
        }
        for (pointer, name) in Self.repeated(self.context.map(\.name)) {
            find("/context/\(pointer)/name", "a name of its own", "used twice: \(name)")
        }
        let sections = Set(self.sections.map(\.code))
        for (index, field) in self.fields.enumerated() {
            let pointer = "/fields/\(index)"
            if !sections.contains(field.section) { find("\(pointer)/section", "a section", field.section) }
            problems += self.findings(of: field, at: pointer)
        }
        for (index, check) in self.checks.enumerated() {
            let pointer = "/checks/\(index)"
            if self.field(check.blames) == nil { find("\(pointer)/blames", "a field", check.blames) }
            problems += self.findings(of: check.when, at: "\(pointer)/when")
            problems += self.findings(of: check.holds, at: "\(pointer)/holds")
        }
        return problems + self.scoringFindings()
    }

    private func findings(of field: Field, at pointer: String) -> [Problem] {
        var problems: [Problem] = []
        func find(_ member: String, _ expected: String, _ found: String) {
            problems.append(Problem(pointer: "\(pointer)/\(member)", expected: expected, found: found))
        }
        if field.label.en.isEmpty || field.label.id.isEmpty { find("en", "a label in both languages", "empty") }
        let takesWords = field.type == .enum || field.type == .set
        if takesWords, field.words.isEmpty { find("values", "allowed words", "none") }
        if !takesWords, field.type != .grid, field.type != .score, !field.words.isEmpty {
            find("values", "none for \(field.type.rawValue)", "some")
        }
        for (_, value) in Self.repeated(field.words.map(\.value)) { find("values", "each word once", value) }
        if field.type == .rows, field.columns.isEmpty { find("columns", "at least one", "none") }
        if field.type == .grid, field.bands.isEmpty || field.words.isEmpty { find("bands", "bands and values", "none") }
        if let least = field.minimum, let most = field.maximum, least > most { find("min", "at most max", "more") }
        if field.type == .score {
            if self.scoring == nil { find("type", "scoring in the file", "none") }
            if self.scoring?.domains.contains(where: { $0.code == field.domain }) != true {
                find("domain", "a domain of /scoring", field.domain ?? "none")
            }
        }
        for (index, other) in field.alternatives.enumerated() where self.field(other) == nil {
            find("or/\(index)", "a field", other)
        }
        for (index, code) in Self.repeated(field.columns.map(\.code)) { find("columns/\(index)", "a code once", code) }
        for (index, column) in field.columns.enumerated() {
            problems += self.findings(of: column, at: "\(pointer)/columns/\(index)")
        }
        problems += self.findings(of: field.required, at: "\(pointer)/required")
        problems += self.findings(of: field.applies, at: "\(pointer)/applies")
        return problems
    }

    private func scoringFindings() -> [Problem] {
        guard let scoring = self.scoring else { return [] }
        var problems: [Problem] = []
        for (index, domain) in scoring.domains.enumerated()
        where !scoring.categories.contains(where: { $0.code == domain.category }) {
            let pointer = "/scoring/domains/\(index)/category"
            problems.append(Problem(pointer: pointer, expected: "a category", found: domain.category))
        }
        for (index, code) in Self.repeated(scoring.domains.map(\.code)) {
            let pointer = "/scoring/domains/\(index)/code"
            problems.append(Problem(pointer: pointer, expected: "a code of its own", found: "used twice: \(code)"))
        }
        if !(1..<scoring.maximum).contains(scoring.badUpTo) {
            let expected = "between 1 and the maximum"
            problems.append(Problem(pointer: "/scoring/bad_up_to", expected: expected, found: "outside"))
        }
        return problems
    }

    /// What of a condition leads nowhere: fields, context values and words that don't exist.
    private func findings(of condition: Condition?, at pointer: String) -> [Problem] {
        guard let condition else { return [] }
        var problems: [Problem] = []
        func find(_ expected: String, _ found: String) {
            problems.append(Problem(pointer: pointer, expected: expected, found: found))
        }
        for operand in condition.operands {
            switch operand.base {
            case .field(let code): if self.field(code) == nil { find("a field", code) }
            case .note(let code): if self.field(code)?.type != .score { find("a scored item", code) }
            case .sum(let code): if self.field(code)?.type != .grid { find("a grid", code) }
            case .count(let code):
                if ![.list, .rows, .set].contains(self.field(code)?.type) { find("a list, rows or set", code) }
            case .context(let name):
                if !self.context.contains(where: { $0.name == name }) { find("a value of /context", "@\(name)") }
            case .constant, .later: break
            }
        }
        for (left, right) in condition.comparisons {
            guard case .constant(let word) = right, let words = self.words(of: left), !words.isEmpty else { continue }
            if !words.contains(where: { $0.value == word }) { find("a word of that field", word) }
        }
        return problems
    }

    private func words(of operand: Condition.Operand) -> [Word]? {
        switch operand {
        case .field(let code): self.field(code).flatMap { $0.type == .score ? nil : $0.words }
        case .context(let name): self.context.first { $0.name == name }?.words
        case .note, .sum, .count, .constant, .later: nil
        }
    }

    private static func repeated<Code: Hashable>(_ codes: [Code]) -> [(Int, Code)] {
        var seen: Set<Code> = []
        return codes.enumerated().filter { !seen.insert($1).inserted }.map { ($0, $1) }
    }
}

extension Condition.Operand {
    /// Without what is added to it.
    var base: Condition.Operand { if case .later(let operand, _, _) = self { operand.base } else { self } }
}

extension Condition {
    /// Every pair that is compared.
    var comparisons: [(Operand, Operand)] {
        switch self {
        case .always, .filled, .holds: []
        case .all(let parts), .any(let parts): parts.flatMap(\.comparisons)
        case .not(let part): part.comparisons
        case .compare(let left, _, let right), .has(let left, let right): [(left, right)]
        case .oneOf(let left, let others): others.map { (left, $0) }
        }
    }
}
