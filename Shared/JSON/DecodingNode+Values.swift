extension DecodingNode {
    /// The value here as that type, or a placeholder with a problem recorded.
    ///
    /// - Throws: ``Abandoned`` after recording a problem, if there is no placeholder.
    func value<Value: Decodable>(of type: Value.Type) throws -> Value {
        if self.isCollection {
            switch (self.session.kind(of: type), self.value) {
            case (.sequence(let sequence), .array(let elements)): return sequence.make(type, self, elements)
            case (.dictionary(let dictionary), .object(let object)): return dictionary.make(type, self, object)
            default: break
            }
        }
        let before = self.session.problemCount
        let opened = self.session.openCount
        do {
            let value = try type.init(from: self.session.isStored ? self.completed(as: type) : self)
            self.session.close(from: opened)
            return value
        } catch {
            self.takeWhole()
            self.record(error, of: type, since: before)
            return try self.placeholder(of: type)
        }
    }

    /// The same place, with what an earlier program did not store (``JSONDecoding/Mode/stored(defaults:)``).
    private func completed(as type: any Decodable.Type) -> DecodingNode {
        guard case .stored(let defaults) = self.session.mode, let object, let known = defaults(type, self.value)
        else { return self }
        let missing = known.members.filter { object.index(of: $0.key) == nil }
        guard !missing.isEmpty else { return self }
        self.takeWhole()
        let members = (object.members + missing).map { ($0.key, $0.value) }
        return DecodingNode(
            value: .object(JSONObject(members: members)),
            parent: self,
            step: .whole,
            session: self.session
        )
    }

    /// What stands for a member that an earlier program did not store (``DecodingSession/isStored``).
    @inline(never)
    func neutral<Value: Decodable>(_ type: Value.Type) -> Value? {
        switch self.session.kind(of: type) {
        case .sequence(let sequence): return sequence.make(type, self, [])
        case .dictionary(let dictionary): return dictionary.make(type, self, JSONObject())
        case .plain: return isSame(type, Bool.self) ? same(false, as: type) : nil
        }
    }

    func placeholder<Value: Decodable>(of type: Value.Type) throws(Abandoned) -> Value {
        guard let placeholder = Placeholder.make(type) else { throw Abandoned() }
        return placeholder
    }

    private func record<Value: Decodable>(_ error: any Error, of type: Value.Type, since before: Int) {
        let new = self.session.problemCount - before
        if new > 0 {
            // The initializer only stumbled over a placeholder. But the allowed words say more than "string".
            if new == 1, let words = Expectation.words(of: type), self.session.problems.last?.pointer == self.pointer {
                self.session.expect(words)
            }
            return
        }
        guard let error = error as? DecodingError else {
            self.session.record(cause: error)
            self.record(expected: Expectation.of(type))
            return
        }
        let path: [any CodingKey]
        var said = ""
        switch error {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            path = context.codingPath
            said = context.debugDescription
        case .keyNotFound(let key, let context):
            path = context.codingPath + [key]
        @unknown default:
            path = []
        }
        var place = self
        for key in path.dropFirst(self.codingPath.count) {
            place = place.child(
                place.value[key is MemberName ? key.stringValue : WireName.wire(key.stringValue)] ?? .null,
                key.intValue.map(Step.element) ?? .member(WireName.wire(key.stringValue))
            )
        }
        if case .keyNotFound = error {
            self.session.record(Problem(pointer: place.pointer, expected: Expectation.of(type), found: "missing"))
        } else {
            place.record(expected: Expectation.of(type, saying: said, about: place.value))
        }
    }
}
