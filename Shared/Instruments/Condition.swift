/// When a field must be filled, or what must agree: `f7_r2_some_goals or f7_r4_transferred`.
///
///     condition = all {"or" all}            all = one {"and" one}         one = ["not"] ("(" condition ")" | test)
///     test      = value [("=" | "!=" | "<" | "<=" | ">" | ">=") value | "in" "(" value {"," value} ")" | "has" value
///               | "is" ("filled" | "empty")] | "always"
///     value     = (code | code ".note" | "@" name | "sum(" code ")" | "count(" code ")" | number | date | word)
///                 ["+" number ("days" | "months")]
///
/// A comparison with something nobody knows is itself unknown: not true, and not false.
public indirect enum Condition: Sendable, Hashable {
    /// Always.
    case always
    /// All of them.
    case all([Condition])
    /// One of them.
    case any([Condition])
    /// The contrary.
    case not(Condition)
    /// Whether something is there.
    case filled(Operand)
    /// A yes.
    case holds(Operand)
    /// Two values compared.
    case compare(Operand, Comparison, Operand)
    /// One of several values.
    case oneOf(Operand, [Operand])
    /// A set or list that holds a value.
    case has(Operand, Operand)

    /// How two values are compared.
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
        case equal = "="
        case unequal = "!="
        case less = "<"
        case atMost = "<="
        case more = ">"
        case atLeast = ">="
    }

    /// What is compared.
    public indirect enum Operand: Sendable, Hashable {
        /// A field's answer; of a scored item its value.
        case field(String)
        /// What is noted beside a scored item.
        case note(String)
        /// A value of the context.
        case context(String)
        /// The sum of a grid's counts.
        case sum(String)
        /// How many lines, rows or words there are.
        case count(String)
        /// A number, date or word as written.
        case constant(String)
        /// A date some days and months later.
        case later(Operand, days: Int, months: Int)
    }
}

extension Condition {
    /// Every operand in it.
    var operands: [Operand] {
        switch self {
        case .always: []
        case .all(let parts), .any(let parts): parts.flatMap(\.operands)
        case .not(let part): part.operands
        case .filled(let operand), .holds(let operand): [operand]
        case .compare(let left, _, let right), .has(let left, let right): [left, right]
        case .oneOf(let operand, let others): [operand] + others
        }
    }
}

extension Condition: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        func inner(_ part: Condition) -> String {
            switch part {
            case .all, .any: "(\(part))"
            case .always, .not, .filled, .holds, .compare, .oneOf, .has: "\(part)"
            }
        }
        return switch self {
        case .always: "always"
        case .all(let parts): parts.map(inner).joined(separator: " and ")
        case .any(let parts): parts.map(inner).joined(separator: " or ")
        case .not(.filled(let operand)): "\(operand) is empty"
        case .not(let part): "not \(inner(part))"
        case .filled(let operand): "\(operand) is filled"
        case .holds(let operand): "\(operand)"
        case .compare(let left, let sign, let right): "\(left) \(sign.rawValue) \(right)"
        case .oneOf(let operand, let others): "\(operand) in (\(others.map(\.description).joined(separator: ", ")))"
        case .has(let left, let right): "\(left) has \(right)"
        }
    }
}

extension Condition.Operand: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        switch self {
        case .field(let code): code
        case .note(let code): "\(code).note"
        case .context(let name): "@\(name)"
        case .sum(let code): "sum(\(code))"
        case .count(let code): "count(\(code))"
        case .constant(let text): text
        case .later(let operand, let days, 0): "\(operand) + \(days) days"
        case .later(let operand, _, let months): "\(operand) + \(months) months"
        }
    }
}
