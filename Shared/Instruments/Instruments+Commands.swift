public import JSON

extension Instruments {
    /// Everything that is wrong with a body that cannot be read as its command: beside what speaks against reading it,
    /// what the form that the command records says of the rest, so that whoever mends it hears all at once. What hangs on
    /// the case itself, which nobody has looked up yet, says nothing.
    ///
    /// - Parameters:
    ///   - problems: What speaks against reading it; of one place only that is said.
    ///   - command: The message's `type`, such as `record_consent`.
    public func problems(in body: JSONValue, of command: String, beside problems: [Problem]) -> [Problem] {
        guard !problems.isEmpty else { return [] }
        let more = self.findings(in: body, of: command).filter { found in
            !problems.contains { found.pointer == $0.pointer || found.pointer.hasPrefix($0.pointer + "/") }
        }
        return (problems + more.map { Problem(pointer: $0.pointer, expected: $0.expected, found: $0.found) }).bounded
    }

    /// What the current version of the form that a command records says against the body; nothing if it records none.
    func findings(in body: JSONValue, of command: String) -> [FormProblem] {
        for form in FormName.allCases {
            guard let instrument = self.current(form) else { continue }
            let step = instrument.fields.contains { $0.step == command } ? command : nil
            guard step != nil || instrument.command == command else { continue }
            return instrument.check(body: body, isComplete: form.isWholeInOneMessage, step: step).problems
        }
        return []
    }
}

extension FormName {
    /// Whether one message carries all of it; the others are filled in bit by bit.
    fileprivate var isWholeInOneMessage: Bool {
        switch self {
        case .form1, .form5: false
        case .form2, .form3, .form4, .form6, .form7, .form8: true
        }
    }
}
