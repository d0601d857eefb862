internal import ArgumentParser
internal import Contracts
internal import Instruments
internal import JSON
internal import Vocabulary

struct FormDraftKeep: Verb {
    static let configuration = CommandConfiguration(
        commandName: "keep",
        abstract: "Keeps a form that isn't finished; keeping it again replaces it."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The form; - for standard input.", completion: .file()) var file: String

    func perform(_ session: Session) async throws {
        let form = try FilledFile(self.file)
        let name = form.file.form
        let answer = try await session.asUser(self.acting) { client in
            let subject = try await FormDesk(client: client, wait: session.wait).stream(name, about: form.file.subject)
            let keep = KeepDraft(subject: subject, form: name, version: form.file.version, content: form.text)
            let unit = FormDesk.unit(of: name)
            let request = try client.command(KeepDraft.type, to: unit, body: keep, messageID: self.acting.messageID)
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}

struct FormDraftList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the drafts you keep, with every unit."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions

    func perform(_ session: Session) async throws {
        let units: [UnitName] = [.intake, .serviceUnit, .referral]
        let rows = try await session.asUser(self.acting) { client in
            var rows: [JSONValue] = []
            for unit in units {
                guard let answer = try await client.ask(ListDrafts(), of: unit, within: session.wait) else {
                    throw Failure("\(unit.rawValue) does not answer")
                }
                rows += try answer.drafts.map { try JSONEncoding.encodeToValue($0) }
            }
            return rows
        }
        if session.output.json { return session.output.line(JSONValue.object(["drafts": .array(rows)]).text) }
        guard !rows.isEmpty else { return session.output.line("no drafts") }
        let columns = ["form", "subject", "kept_at"]
        for line in Rendering.table(rows, columns: columns).lines(session.output) { session.output.line(line) }
    }
}

struct FormDraftResume: Verb {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Writes a draft out, to go on with: pksai form draft resume form3 CASE > f.yaml"
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Which form: form1 to form8.") var form: FormName
    @Argument(help: "What it is about: case, complaint number or referral.") var subject: String

    func perform(_ session: Session) async throws {
        let (draft, subject) = try await session.asUser(self.acting) { client in
            let subject = try await FormDesk(client: client, wait: session.wait).stream(self.form, about: self.subject)
            let unit = FormDesk.unit(of: self.form)
            let request = try client.query(ShowDraft.type, to: unit, body: ShowDraft(subject: subject, form: self.form))
            return (try await client.ask(request, within: session.wait), subject)
        }
        guard !draft.isRefusal, let content = draft.body["answer"]?["content"]?.string else {
            return try session.print(draft)
        }
        if session.output.json {
            let value: JSONValue = [
                "form": .string(self.form.rawValue), "subject": .string(subject), "content": .string(content),
                "kept_at": draft.body["answer"]?["kept_at"] ?? .null,
            ]
            return session.output.line(value.text)
        }
        session.output.line(content.hasSuffix("\n") ? String(content.dropLast()) : content)
    }
}

struct FormDraftDrop: Verb {
    static let configuration = CommandConfiguration(commandName: "drop", abstract: "Throws a draft away.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Which form: form1 to form8.") var form: FormName
    @Argument(help: "What it is about: case, complaint number or referral.") var subject: String

    func perform(_ session: Session) async throws {
        let answer = try await session.asUser(self.acting) { client in
            let subject = try await FormDesk(client: client, wait: session.wait).stream(self.form, about: self.subject)
            let drop = DropDraft(subject: subject, form: self.form)
            let unit = FormDesk.unit(of: self.form)
            let request = try client.command(DropDraft.type, to: unit, body: drop, messageID: self.acting.messageID)
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
