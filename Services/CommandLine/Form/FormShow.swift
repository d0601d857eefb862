internal import ArgumentParser
internal import Instruments
internal import JSON

struct FormShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a form's fields: what is asked, in which words, when it must be answered; needs no system."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "Which form: form1 to form8.") var form: FormName
    @Option(help: "Which version; the current one if left out.") var version: Int?

    func perform(_ session: Session) async throws {
        guard let form = Instruments.standard.instrument(self.form, version: self.version) else {
            throw Failure("there is no such version of \(self.form.rawValue)", status: .refused)
        }
        let rows = form.fields.map { Self.row($0) }
        if session.output.json {
            let value: JSONValue = [
                "form": .string(form.form.rawValue), "version": .integer(Int64(form.version)),
                "title": .string(form.title.id), "title_en": .string(form.title.en), "fields": .array(rows),
            ]
            return session.output.line(value.text)
        }
        session.output.line(session.output.bold("\(form.title.id) · \(form.title.en), version \(form.version)"))
        let columns = ["code", "label", "type", "required", "class"]
        for line in Rendering.table(rows, columns: columns).lines(session.output) { session.output.line(line) }
    }

    private static func row(_ field: Field) -> JSONValue {
        var row: JSONObject = [
            "code": .string(field.code), "label": .string(field.label.id), "label_en": .string(field.label.en),
            "type": .string(field.type.rawValue), "class": .string(field.privacy.rawValue),
            "section": .string(field.section),
        ]
        row["required"] = .string(field.required.map { "\($0)" } ?? "")
        if !field.words.isEmpty { row["values"] = .array(field.words.map { .string($0.value) }) }
        if let applies = field.applies { row["applies"] = .string("\(applies)") }
        if field.isAdverse { row["adverse"] = true }
        if let seen = field.observation { row["seen"] = .string(seen.rawValue) }
        if !field.isAsked { row["asked"] = false }
        return .object(row)
    }
}
