/// Says what belongs in a place, in words fit for a sender.
enum Expectation {
    /// The allowed words of a closed vocabulary, else the JSON type or the type's name.
    static func of(_ type: any Decodable.Type) -> String {
        if let primitive = type as? any JSONPrimitive.Type { return primitive.expectation }
        if let words = self.words(of: type) { return words }
        if type is any DecodableSequence.Type { return "array" }
        if type is any DecodableDictionary.Type { return "object" }
        if let wrapper = type as? any OptionalType.Type { return self.of(wrapper.wrapped) }
        return self.asked(type) ?? "\(type)"
    }

    /// What the type itself says when it is given a string nobody means; for most objects just "object".
    private static func asked(_ type: any Decodable.Type) -> String? {
        let probe = "\u{1}?"
        let session = DecodingSession(mode: .strict, userInfo: [:])
        let node = DecodingNode(value: .string(probe), parent: nil, step: .whole, session: session)
        do {
            _ = try type.init(from: node)
        } catch DecodingError.dataCorrupted(let context) where session.problems.isEmpty {
            let text = context.debugDescription
            return text.isEmpty || text.contains(probe) || type is any RawRepresentable.Type ? nil : text
        } catch {
            return session.problems.first?.expected
        }
        return session.problems.first?.expected
    }

    /// What the type's own error says, if that is safe to repeat.
    static func of(_ type: any Decodable.Type, saying text: String, about value: JSONValue) -> String {
        if let words = self.words(of: type) { return words }
        // The standard library puts the raw value into the error of a `RawRepresentable`.
        guard !text.isEmpty, !(type is any RawRepresentable.Type) else { return self.of(type) }
        // Should a type have put the value into its text after all, the text is not repeated.
        if case .string(let string) = value, string.utf8.count > 1, text.contains(string) { return self.of(type) }
        return text
    }

    /// "one of high, medium, low": for enums with raw strings that list their cases.
    static func words(of type: Any.Type) -> String? {
        self.listedWords(of: type).map { "one of " + $0.joined(separator: ", ") }
    }

    /// The allowed words of a closed vocabulary; nil for any other type.
    static func listedWords(of type: Any.Type) -> [String]? {
        guard let cases = type as? any CaseIterable.Type else { return nil }
        let words = self.rawValues(of: cases)
        return words.isEmpty ? nil : words
    }

    private static func rawValues<Cases: CaseIterable>(of type: Cases.Type) -> [String] {
        type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
    }
}

/// Lets an optional be looked into without knowing what it holds.
protocol OptionalType {
    static var wrapped: any Decodable.Type { get }
}

extension Optional: OptionalType where Wrapped: Decodable {
    static var wrapped: any Decodable.Type { Wrapped.self }
}
