public import JSON

extension Instruments {
    /// What a form's current version says against the body of a command that records it, though the body cannot be read
    /// as one: whoever mends it hears everything at once. What hangs on the case itself, which nobody has looked up yet,
    /// says nothing; a command that records no form has no problems.
    ///
    /// - Parameter command: The message's `type`, such as `record_consent`.
    public func problems(in body: JSONValue, of command: String) -> [FormProblem] {
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
