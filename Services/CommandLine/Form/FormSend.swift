internal import ArgumentParser
internal import Contracts
internal import Instruments
internal import JSON
internal import Vocabulary

struct FormSend: Verb {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Checks a filled form and sends it as the command that records it; its draft is thrown away.",
        discussion: "Form 1 is signed with --sign; without it what is written so far is filled in."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The form; - for standard input.", completion: .file()) var file: String
    @Flag(help: "Sign Form 1: nothing mandatory may be missing then.") var sign = false

    func perform(_ session: Session) async throws {
        let form = try FilledFile(self.file)
        let isComplete = form.file.form != .form1 || self.sign
        let context: FormContext = form.file.form == .form1 ? ["signed": .bool(self.sign)] : [:]
        let findings = form.findings(isComplete: isComplete, context: context, asKnown: false)
        guard findings.isClean else {
            form.report(findings, session.output)
            throw Failure.Status.refused.exit
        }
        let body = try form.body(signed: self.sign)
        let unit = FormDesk.unit(of: form.file.form)
        let answer = try await session.asUser(self.acting) { client in
            let request = try client.command(
                form.instrument.command,
                to: unit,
                body: body,
                messageID: self.acting.messageID
            )
            let answer = try await client.ask(request, within: session.wait)
            if !answer.isRefusal { try await self.dropDraft(form, unit, client, session.wait) }
            return answer
        }
        if answer.isRefusal, !session.output.json {
            for line in form.lines(of: answer.body["problems"]) { session.output.line(line) }
        }
        try session.print(answer)
    }

    /// A form that was recorded is no draft any more; most never were.
    private func dropDraft(
        _ form: FilledFile,
        _ unit: UnitName,
        _ client: MessagingClient,
        _ wait: Duration
    ) async throws {
        let drafts = try await client.ask(ListDrafts(), of: unit, within: wait)?.drafts ?? []
        let subject = form.file.subject
        let ours = drafts.filter { $0.form == form.file.form && $0.subject.hasSuffix(subject) }
        guard !ours.isEmpty || drafts.contains(where: { $0.form == .form1 && form.file.form == .form1 }) else { return }
        let stream = try await FormDesk(client: client, wait: wait).stream(form.file.form, about: subject)
        guard drafts.contains(where: { $0.form == form.file.form && $0.subject == stream }) else { return }
        let drop = try client.command(DropDraft.type, to: unit, body: DropDraft(subject: stream, form: form.file.form))
        _ = try await client.ask(drop, within: wait)
    }
}

extension FilledFile {
    /// The command's body: what it is about, and the answers where their fields say.
    func body(signed: Bool = false) throws -> JSONValue {
        var body: JSONObject = [:]
        switch self.file.form {
        case .form1:
            body["complaint_no"] = .string(self.file.subject)
            body["signed"] = .bool(signed)
            if !self.file.unknown.isEmpty {
                body["unknown_fields"] = .array(self.file.unknown.sorted().map { .string($0) })
            }
        case .form5: body["referral_id"] = .string(self.file.subject)
        case .form2, .form3, .form4, .form6, .form7, .form8: body["case_id"] = .string(self.file.subject)
        }
        return self.instrument.body(of: self.file.answers, in: body)
    }

    /// A unit's problems, whose pointers lead into the message, by the file's lines.
    func lines(of problems: JSONValue?) -> [String] {
        (problems?.array ?? []).compactMap { problem in
            guard let pointer = problem["pointer"]?.string, let expected = problem["expected"]?.string,
                let field = self.instrument.field(at: pointer)
            else { return nil }
            let line = self.file.line(of: "/\(field.code)") ?? 1
            return "\(self.path):\(line): problem: \(field.code): expected \(expected)"
        }
    }
}
