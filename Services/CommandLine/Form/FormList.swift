internal import ArgumentParser
internal import Contracts
internal import Instruments
internal import JSON

struct FormList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the forms with their versions; needs no system."
    )

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) async throws {
        let rows = Instruments.standard.all.map { form -> JSONValue in
            [
                "form": .string(form.form.rawValue), "version": .integer(Int64(form.version)),
                "title": .string(form.title.id), "title_en": .string(form.title.en),
                "fields": .integer(Int64(form.fields.count)), "command": .string(form.command),
                "unit": .string(FormDesk.unit(of: form.form).rawValue),
            ]
        }
        if session.output.json { return session.output.line(JSONValue.object(["forms": .array(rows)]).text) }
        let columns = ["form", "version", "title", "title_en", "fields", "unit"]
        for line in Rendering.table(rows, columns: columns).lines(session.output) { session.output.line(line) }
    }
}
