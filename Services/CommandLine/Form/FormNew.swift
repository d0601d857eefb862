internal import ArgumentParser
internal import Instruments
internal import JSON

struct FormNew: Verb {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a form to be filled in, with what is known already; the opening is journaled.",
        discussion: """
            Form 1 is about a complaint's number (for who works on its case: the case), form 5 about a referral, the \
            others about a case.

              pksai form new form3 CASE --as siti > f.yaml
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Which form: form1 to form8.") var form: FormName
    @Argument(help: "What it is about: case, complaint number or referral.") var subject: String
    @Option(help: "Why it is opened; recorded.") var reason: String?

    func perform(_ session: Session) async throws {
        let opened = try await session.asUser(self.acting) { client in
            try await FormDesk(client: client, wait: session.wait)
                .open(self.form, about: self.subject, reason: self.reason)
        }
        if session.output.json { return session.output.line(opened.json.text) }
        session.output.line(FormTemplate(instrument: opened.instrument, file: opened.file, known: opened.known).text)
    }
}

extension FormDesk.Opened {
    var json: JSONValue {
        [
            "form": .string(self.file.form.rawValue), "version": .integer(Int64(self.file.version)),
            "subject": .string(self.file.subject),
            "known": Self.object(self.known.filter { !$0.key.hasPrefix("reporter") }),
            "context": Self.object(self.file.context),
            "answers": .object(self.file.answers),
        ]
    }

    private static func object(_ members: [String: JSONValue]) -> JSONValue {
        .object(JSONObject(members: members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
    }
}
