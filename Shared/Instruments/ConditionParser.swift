/// Why a condition can't be read.
public struct ConditionError: Error, Sendable, Equatable {
    /// What was expected.
    public var expected: String
    /// Where, in characters from the start.
    public var offset: Int
}

extension Condition {
    /// Reads a condition; see ``Condition`` for how it is written.
    public init(_ text: String) throws(ConditionError) {
        var parser = ConditionParser(text)
        self = try parser.condition(depth: 0)
        guard parser.isAtEnd else { throw parser.error("the end, and, or") }
    }
}

private struct ConditionParser {
    private let tokens: [(text: String, offset: Int)]
    private let length: Int
    private var index = 0

    init(_ text: String) {
        var tokens: [(String, Int)] = []
        var current = ""
        var start = 0
        func isPart(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || "_.@-".contains(character)
        }
        let characters = Array(text)
        var position = 0
        while position < characters.count {
            let character = characters[position]
            if isPart(character) {
                if current.isEmpty { start = position }
                current.append(character)
                position += 1
                continue
            }
            if !current.isEmpty {
                tokens.append((current, start))
                current = ""
            }
            if !character.isWhitespace {
                var sign = String(character)
                if "!<>".contains(character), position + 1 < characters.count, characters[position + 1] == "=" {
                    sign.append("=")
                }
                tokens.append((sign, position))
                position += sign.count
            } else {
                position += 1
            }
        }
        if !current.isEmpty { tokens.append((current, start)) }
        self.tokens = tokens
        self.length = characters.count
    }

    var isAtEnd: Bool { self.index == self.tokens.count }

    func error(_ expected: String) -> ConditionError {
        ConditionError(expected: expected, offset: self.isAtEnd ? self.length : self.tokens[self.index].offset)
    }

    private var next: String? { self.isAtEnd ? nil : self.tokens[self.index].text }

    private mutating func take(_ text: String) -> Bool {
        guard self.next == text else { return false }
        self.index += 1
        return true
    }

    private mutating func expect(_ text: String) throws(ConditionError) {
        guard self.take(text) else { throw self.error(text) }
    }

    mutating func condition(depth: Int) throws(ConditionError) -> Condition {
        guard depth < 16 else { throw self.error("fewer parentheses") }
        var parts = [try self.conjunction(depth: depth)]
        while self.take("or") { parts.append(try self.conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(ConditionError) -> Condition {
        var parts = [try self.one(depth: depth)]
        while self.take("and") { parts.append(try self.one(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func one(depth: Int) throws(ConditionError) -> Condition {
        guard depth < 16 else { throw self.error("less nesting") }
        if self.take("not") { return .not(try self.one(depth: depth + 1)) }
        if self.take("(") {
            let inner = try self.condition(depth: depth + 1)
            try self.expect(")")
            return inner
        }
        if self.take("always") { return .always }
        let left = try self.operand()
        if let sign = self.next.flatMap({ Condition.Comparison(rawValue: $0) }) {
            self.index += 1
            return .compare(left, sign, try self.operand())
        }
        if self.take("in") {
            try self.expect("(")
            var values = [try self.operand()]
            while self.take(",") { values.append(try self.operand()) }
            try self.expect(")")
            return .oneOf(left, values)
        }
        if self.take("has") { return .has(left, try self.operand()) }
        if self.take("is") {
            if self.take("filled") { return .filled(left) }
            try self.expect("empty")
            return .not(.filled(left))
        }
        return .holds(left)
    }

    private mutating func operand() throws(ConditionError) -> Condition.Operand {
        let operand = try self.plainOperand()
        guard self.take("+") else { return operand }
        guard let number = self.next.flatMap({ Int($0) }), (0...10_000).contains(number) else {
            throw self.error("a number")
        }
        self.index += 1
        if self.take("days") { return .later(operand, days: number, months: 0) }
        try self.expect("months")
        return .later(operand, days: 0, months: number)
    }

    private mutating func plainOperand() throws(ConditionError) -> Condition.Operand {
        let reserved: Set<String> = ["and", "or", "not", "in", "has", "is", "always"]
        guard let text = self.next, let first = text.first, first.isLetter || first.isNumber || "@-".contains(first),
            !reserved.contains(text)
        else { throw self.error("a field, @value, number or word") }
        self.index += 1
        if text == "sum" || text == "count", self.take("(") {
            guard let code = self.next else { throw self.error("a field") }
            self.index += 1
            try self.expect(")")
            return text == "sum" ? .sum(code) : .count(code)
        }
        if first == "@" { return .context(String(text.dropFirst())) }
        if text.hasSuffix(".note") { return .note(String(text.dropLast(5))) }
        return Self.isCode(text) ? .field(text) : .constant(text)
    }

    /// Field codes begin with a form's or an item's number: `f7_…`, `b1_…`. No allowed word does.
    private static func isCode(_ text: String) -> Bool {
        let head = text.prefix { $0 != "_" }
        guard head.count < text.count, let letter = head.first, letter.isLetter, letter.isLowercase else {
            return false
        }
        return head.count > 1 && head.dropFirst().allSatisfy(\.isNumber)
    }
}
