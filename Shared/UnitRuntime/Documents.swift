import Contracts
import Foundation
import JSON
import PostgreSQL
public import Vocabulary

/// The numbers of one kind of document: one row, so that a number is drawn by one decision at a time and none is lost.
struct DocumentSeries: Aggregate {
    struct ID: Identifier {
        let kind: DocumentKind

        init(_ kind: DocumentKind) { self.kind = kind }
        init?(_ text: String) {
            guard let kind = DocumentKind(rawValue: text) else { return nil }
            self.kind = kind
        }
        var text: String { self.kind.rawValue }
    }

    enum Event: Codable, Sendable, Equatable {
        case numberDrawn(year: Int, serial: Int)
    }

    static let streamKind = "document-series"

    let id: ID
    /// The last number by year, `{"2026": 3}`.
    var last: [String: Int] = [:]

    init(id: ID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .numberDrawn(let year, let serial): self.last[String(year)] = serial
        }
    }
}

/// One numbered document and the hashes of what was printed under its number.
struct DocumentRecord: Aggregate {
    struct ID: Identifier {
        let no: String

        init(_ no: String) { self.no = no }
        var text: String { self.no }
    }

    enum Event: Codable, Sendable, Equatable {
        case documentNumbered(DocumentNumbered)
        case documentRecorded(DocumentPrint)
    }

    static let streamKind = "document"

    let id: ID
    var numbered: DocumentNumbered?
    var printed: [DocumentPrint] = []

    init(id: ID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .documentNumbered(let numbered): self.numbered = numbered
        case .documentRecorded(let print): self.printed.append(print)
        }
    }
}

struct DocumentNumbered: Codable, Sendable, Equatable {
    var kind: DocumentKind
    var subject: String
    var part: String?
    var by: String
    var at: Instant
}

/// Something of which a partner signs a paper: its focal point renders it too (domain.md §9.2, §10.4).
public protocol PartnerPapers: Aggregate {
    /// Whether the partner with this directory id may have the paper.
    func gives(_ kind: DocumentKind, to institution: String) -> Bool
}

extension DecisionContext {
    /// Refuses a partner's focal point all papers but those it signs.
    fileprivate func requirePaper(_ kind: DocumentKind, of subject: AggregateEntry?) throws {
        guard self.actor.roles.isDisjoint(with: Role.staff) else { return }
        guard let institution = self.institution, let subject = subject?.state as? any PartnerPapers,
            subject.gives(kind, to: institution)
        else { throw PaperRejection.notYourPaper }
    }
}

/// Takes `number_document`: the next number of the kind and year, or the one the document has already.
struct NumberDocumentHandler: MessageHandler {
    private func lookup(_ message: NumberDocument) -> LookupKey {
        LookupKey("document", "\(message.kind.rawValue) \(message.subject) \(message.part ?? "")")
    }

    func lookups(of message: NumberDocument, _ context: RoutingContext) throws -> [LookupKey] { [self.lookup(message)] }

    func subjects(of message: NumberDocument, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(DocumentSeries.self, DocumentSeries.ID(message.kind))]
            + [AggregateReference(stream: message.subject)].compactMap(\.self)
    }

    func decide(_ message: NumberDocument, _ context: inout DecisionContext) throws {
        let subject = AggregateReference(stream: message.subject).flatMap { context.working.aggregates[$0] }
        guard let subject, subject.version > 0 else { throw PaperRejection.unknownSubject }
        try context.requirePaper(message.kind, of: subject)
        if let no = context.lookup(self.lookup(message)) {
            context.result(["no": .string(no), "new": false])
            return
        }
        let year = context.now.localDate.year
        let series = DocumentSeries.ID(message.kind)
        let serial = (try context.state(DocumentSeries.self, series).last[String(year)] ?? 0) + 1
        let no = message.kind.number(serial, year: year)
        let id = DocumentRecord.ID(no)
        context.append([.numberDrawn(year: year, serial: serial)], to: DocumentSeries.self, series)
        context.create(DocumentRecord.self, id)
        let numbered = DocumentNumbered(
            kind: message.kind,
            subject: message.subject,
            part: message.part,
            by: context.sender.text,
            at: context.now
        )
        context.append([.documentNumbered(numbered)], to: DocumentRecord.self, id)
        context.setLookup(self.lookup(message), to: no)
        context.result(["no": .string(no), "new": true])
    }
}

/// Takes `record_document`: the same hash again changes nothing.
struct RecordDocumentHandler: MessageHandler {
    func subjects(of message: RecordDocument, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(DocumentRecord.self, DocumentRecord.ID(message.no))]
            + [message.subject.flatMap { AggregateReference(stream: $0) }].compactMap(\.self)
    }

    func decide(_ message: RecordDocument, _ context: inout DecisionContext) throws {
        let id = DocumentRecord.ID(message.no)
        let document = try context.state(DocumentRecord.self, id)
        guard document.numbered?.kind == message.kind,
            message.subject.map({ $0 == document.numbered?.subject }) ?? true
        else { throw PaperRejection.noSuchNumber }
        let subject = message.subject.flatMap { AggregateReference(stream: $0) }
        try context.requirePaper(message.kind, of: subject.flatMap { context.working.aggregates[$0] })
        guard message.sha256.utf8.count == 64, message.sha256.utf8.allSatisfy(Self.isHexadecimal) else {
            throw PaperRejection.badHash
        }
        context.result(["no": .string(message.no), "printed": .integer(Int64(document.printed.count + 1))])
        guard document.printed.last?.sha256 != message.sha256 else { return }
        let print = DocumentPrint(sha256: message.sha256, by: context.sender.text, at: context.now)
        context.append([.documentRecorded(print)], to: DocumentRecord.self, id)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension BatchHandling {
    func listDrafts(_ context: QueryContext) async throws -> ListDrafts.Answer {
        let author = context.actor.username
        let drafts = try await context.list(
            FormDraft.self,
            where: "id LIKE \("% " + author) AND state->'content' IS NOT NULL AND state->>'kept_at' IS NOT NULL",
            limit: 200
        )
        return ListDrafts.Answer(
            drafts: drafts.filter { $0.id.author == author && $0.content != nil }.compactMap { draft in
                draft.keptAt.map {
                    ListDrafts.Row(
                        subject: draft.id.subject,
                        form: draft.id.form,
                        version: draft.version,
                        keptAt: $0
                    )
                }
            }
        )
    }

    func showDraft(_ query: ShowDraft, _ context: QueryContext) async throws -> ShowDraft.Answer {
        let id = FormDraft.ID(subject: query.subject, form: query.form, author: context.actor.username)
        guard let draft = try await context.load(FormDraft.self, id), let content = draft.content,
            let keptAt = draft.keptAt
        else { throw PaperRejection.noDraft }
        context.opens(on: .ownDraft)
        return ShowDraft.Answer(version: draft.version, keptAt: keptAt, content: content)
    }

    func listDocuments(_ query: ListDocuments, _ context: QueryContext) async throws -> ListDocuments.Answer {
        let subject = query.subject ?? ""
        let hash = query.sha256 ?? ""
        let documents = try await context.list(
            DocumentRecord.self,
            where: """
                (\(subject) = '' OR state->'numbered'->>'subject' = \(subject)) AND (\(hash) = '' OR EXISTS (
                    SELECT 1 FROM jsonb_array_elements(state->'printed') AS p WHERE p->>'sha256' = \(hash)))
                """,
            limit: 200
        )
        return ListDocuments.Answer(
            documents: documents.compactMap { document in
                document.numbered.map { numbered in
                    ListDocuments.Row(
                        no: document.id.no,
                        kind: numbered.kind,
                        subject: numbered.subject,
                        numberedAt: numbered.at,
                        by: numbered.by,
                        printed: document.printed
                    )
                }
            }
        )
    }
}
