import Contracts
import Instruments
import Sealing
import Vocabulary

/// A form somebody isn't finished with. One for each person, form and thing it is about.
struct FormDraft: Aggregate {
    struct ID: Identifier {
        let subject: String
        let form: FormName
        let author: String

        init(subject: String, form: FormName, author: String) {
            self.subject = subject
            self.form = form
            self.author = author
        }
        init?(_ text: String) {
            let parts = text.split(separator: " ")
            guard parts.count == 3, let form = FormName(rawValue: String(parts[1])) else { return nil }
            self.init(subject: String(parts[0]), form: form, author: String(parts[2]))
        }
        var text: String { "\(self.subject) \(self.form.rawValue) \(self.author)" }
    }

    enum Event: Codable, Sendable, Equatable {
        case draftKept(DraftKept)
        case draftDropped(DraftDropped)
    }

    static let streamKind = "draft"

    let id: ID
    var version = 0
    var content: Confidential<String>?
    var keptAt: Instant?

    init(id: ID) { self.id = id }

    mutating func apply(_ event: Event) {
        switch event {
        case .draftKept(let kept):
            self.version = kept.version
            self.content = kept.content
            self.keptAt = kept.at
        case .draftDropped:
            self.content = nil
            self.keptAt = nil
        }
    }
}

struct DraftKept: Codable, Sendable, Equatable {
    var version: Int
    var content: Confidential<String>
    var at: Instant
}

struct DraftDropped: Codable, Sendable, Equatable {
    var at: Instant
}

/// Takes `keep_draft`: seals the form with the key of the child's complaint, as what it is about is sealed.
struct KeepDraftHandler: MessageHandler {
    func subjects(of message: KeepDraft, _ context: RoutingContext) throws -> [AggregateReference] {
        let about = try AggregateReference(known: message.subject)
        let id = FormDraft.ID(subject: message.subject, form: message.form, author: context.sender.text)
        return [AggregateReference(FormDraft.self, id), about]
    }

    func decide(_ message: KeepDraft, _ context: inout DecisionContext) throws {
        guard message.content.utf8.count <= 1 << 19 else { throw PaperRejection.tooLarge }
        let origin = try context.origin(of: message.subject)
        let id = FormDraft.ID(subject: message.subject, form: message.form, author: context.sender.text)
        let content = Confidential(message.content, .sensitiveHarm, origin: origin, field: "draft")
        let kept = DraftKept(version: message.version, content: content, at: context.now)
        context.append([.draftKept(kept)], to: FormDraft.self, id)
    }
}

/// Takes `drop_draft`.
struct DropDraftHandler: MessageHandler {
    func subjects(of message: DropDraft, _ context: RoutingContext) throws -> [AggregateReference] {
        _ = try AggregateReference(known: message.subject)
        let id = FormDraft.ID(subject: message.subject, form: message.form, author: context.sender.text)
        return [AggregateReference(FormDraft.self, id)]
    }

    func decide(_ message: DropDraft, _ context: inout DecisionContext) throws {
        let id = FormDraft.ID(subject: message.subject, form: message.form, author: context.sender.text)
        guard try context.state(FormDraft.self, id).content != nil else { throw PaperRejection.noDraft }
        context.append([.draftDropped(DraftDropped(at: context.now))], to: FormDraft.self, id)
    }
}

extension AggregateReference {
    /// The same, as a person wrote it.
    ///
    /// - Throws: ``PaperRejection/unknownSubject``, if it names nothing.
    fileprivate init(known stream: String) throws {
        guard let reference = AggregateReference(stream: stream) else { throw PaperRejection.unknownSubject }
        self = reference
    }

    /// The aggregate of a stream's name, `case-0190…`; nil if it is none.
    init?(stream: String) {
        // An identifier may hold hyphens, and so may a kind: a UUID is the last 36 characters.
        guard stream.utf8.count > 37 else { return nil }
        let id = String(stream.suffix(36))
        let kind = String(stream.dropLast(37))
        guard stream.dropLast(36).last == "-", ComplaintID(id) != nil, Self.isKind(kind) else { return nil }
        self.init(kind: kind, id: id)
    }

    /// `case`, `foreign-journal`, `case_log`.
    private static func isKind(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F }
    }
}

extension DecisionContext {
    /// The complaint whose key seals what is written about a thing that this unit knows.
    func origin(of stream: String) throws -> ComplaintID {
        let entry = AggregateReference(stream: stream).flatMap { self.working.aggregates[$0] }
        guard let entry, entry.version > 0 else { throw PaperRejection.unknownSubject }
        let origins = entry.origins.sorted().compactMap { ComplaintID($0) }
        guard let origin = origins.first(where: { self.working.keys.contains(.sensitiveHarm, origin: $0) }) else {
            throw PaperRejection.noKey
        }
        return origin
    }
}

/// Why a unit takes no paper.
enum PaperRejection: DomainRejection {
    case unknownSubject
    case noKey
    case noDraft
    case tooLarge
    case noSuchNumber
    case badHash
    case notYourPaper

    var code: String {
        switch self {
        case .unknownSubject: "unknown_subject"
        case .noKey: "no_key"
        case .noDraft: "no_draft"
        case .tooLarge: "too_large"
        case .noSuchNumber: "no_such_number"
        case .badHash: "bad_hash"
        case .notYourPaper: "not_yours"
        }
    }

    var explanation: String {
        switch self {
        case .unknownSubject: "this unit knows no such thing; a subject is written case-…, complaint-… or referral-…"
        case .noKey: "this unit holds no key to seal it with, so it can't be kept here"
        case .noDraft: "you keep no draft of this form about it; list_drafts shows what you keep"
        case .tooLarge: "a draft holds at most 512 KiB"
        case .noSuchNumber: "this unit has drawn no such number for this kind; number_document draws one"
        case .badHash: "a hash is 64 hexadecimal digits (SHA-256)"
        case .notYourPaper: "a partner renders the minutes of what was handed to it, and nothing else"
        }
    }

    var pointer: String {
        switch self {
        case .unknownSubject, .noDraft, .noKey, .notYourPaper: "/subject"
        case .tooLarge: "/content"
        case .noSuchNumber: "/no"
        case .badHash: "/sha256"
        }
    }
}
