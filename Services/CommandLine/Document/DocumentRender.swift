internal import ArgumentParser
internal import Contracts
internal import Crypto
internal import Foundation
internal import JSON
internal import ProcedurePack
internal import Sealing
internal import Vocabulary

struct DocumentRender: Verb {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Renders a document as printable HTML, and as PDF with --pdf; its number and hash are journaled.",
        discussion: """
            About a case: assignment_letter, consent_sheet, form2, form3, form4, form6, form7, form8. About a complaint's \
            number: form1. About a referral: escort_letter, referral_letter (form5), handover_minutes. About a \
            data request: approval_sheet. About a meeting: meeting_minutes. About a child on lists: visit_letter. A focal \
            point renders the handover_minutes of what was handed to its institution.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "What kind of document.") var kind: DocumentKind
    @Argument(help: "What it is about: case, complaint number, referral, data request, meeting or child on lists.")
    var subject: String
    @Option(help: ArgumentHelp("Where it is written.", valueName: "folder"), completion: .directory) var out = "."
    @Option(help: "Which of several: a letter's number, or a day (YYYY-MM-DD); the last one if left out.")
    var part: String?
    @Option(help: "Why it is opened; recorded.") var reason: String?
    @Flag(help: "Also as PDF, by WeasyPrint.") var pdf = false

    func perform(_ session: Session) async throws {
        if self.pdf { try PDFRenderer.require() }
        let (unit, city) = (self.kind.unit, try session.settings.pack().city.name)
        let (page, html, row) = try await session.asUser(self.acting) { client in
            let forms = FormDesk(client: client, wait: session.wait)
            guard let known = try await client.ask(ListSigners(), of: unit, within: session.wait) else {
                throw Failure("\(unit.rawValue) does not answer")
            }
            let people = People(known.signers)
            let desk = DocumentDesk(forms: forms, reason: self.reason, city: city, people: people)
            let draft = try await desk.draft(self.kind, about: self.subject, part: self.part)
            let number = NumberDocument(kind: self.kind, subject: draft.subject, part: draft.part)
            let drawn = try await Self.done(
                client.command(NumberDocument.type, to: unit, body: number),
                client,
                session.wait
            )
            guard let no = drawn["no"]?.string else { throw Failure("\(unit.rawValue) drew no number") }
            let page = DocumentPage(
                kind: self.kind,
                no: no,
                title: draft.title,
                template: draft.template,
                content: draft.content,
                signatures: draft.signatures,
                below: draft.below,
                city: city,
                people: people
            )
            let html = try page.html()
            try await Self.record(Array(html.utf8), page, draft.subject, unit, client, session.wait)
            return (page, html, draft)
        }
        let path = "\(self.out)/\(page.no).html"
        try FileManager.default.createDirectory(atPath: self.out, withIntermediateDirectories: true)
        try PrivateFile.write(Array(html.utf8), to: path)
        var written = [path]
        if self.pdf {
            let target = "\(self.out)/\(page.no).pdf"
            let bytes = try await PDFRenderer.render(path, to: target)
            try await session.asUser(self.acting) { client in
                try await Self.record(bytes, page, row.subject, unit, client, session.wait)
            }
            written.append(target)
        }
        let value: JSONValue = [
            "no": .string(page.no), "kind": .string(self.kind.rawValue), "subject": .string(row.subject),
            "sha256": .string(DocumentFile.hash(Array(html.utf8))), "files": .array(written.map { .string($0) }),
        ]
        if session.output.json { return session.output.line(value.text) }
        session.output.line("\(page.title) \(page.no): \(written.joined(separator: ", "))")
    }

    /// Sends a command that must be taken.
    private static func done(_ request: Request, _ client: MessagingClient, _ wait: Duration) async throws -> JSONValue
    {
        try await client.ask(request, within: wait).unlessRefused(request).body["result"] ?? .null
    }

    private static func record(
        _ bytes: [UInt8],
        _ page: DocumentPage,
        _ subject: String,
        _ unit: UnitName,
        _ client: MessagingClient,
        _ wait: Duration
    ) async throws {
        let record = RecordDocument(kind: page.kind, no: page.no, sha256: DocumentFile.hash(bytes), subject: subject)
        _ = try await self.done(client.command(RecordDocument.type, to: unit, body: record), client, wait)
    }
}

/// A document's file.
enum DocumentFile {
    /// SHA-256, 64 hexadecimal digits.
    static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
    }
}
