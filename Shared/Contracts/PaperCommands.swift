public import Instruments
public import Vocabulary

// Papers: drafts of forms and numbers of documents. Every unit takes these for what it owns.

/// What staff ask of any unit; the unit that owns the thing does it.
public protocol RuntimeCommandContract: MessageContract {
    /// Who may send it.
    static var roles: Set<Role> { get }
}

extension Role {
    /// Who fills in forms and signs papers.
    public static let staff: Set<Role> = [
        .coordinatorPksai, .responsibleOfficer, .headPksai, .secretary, .intakeOfficer, .dataOfficer, .analyst,
        .coordinatorSw, .socialWorker, .referralOfficer, .onCallWorker, .agencyHead,
    ]
    /// Who renders papers: staff, and a partner's focal point the ones it signs.
    public static let papers = Role.staff.union([.focalPoint])
}

/// Keeps a form that isn't finished, sealed like the file it is about; only its author sees it.
public struct KeepDraft: RuntimeCommandContract, Equatable {
    /// The message's `type`.
    public static let type = "keep_draft"
    /// What it is for, in a sentence.
    public static let summary = "Keeps an unfinished form for its author; a later draft of the same form replaces it."
    /// Who may send it.
    public static let roles = Role.staff
    /// What the form is about, as the unit names its streams: `case-0190…`, `complaint-0190…`, `referral-0190…`.
    public var subject: String
    /// Which form.
    public var form: FormName
    /// Which version of it.
    public var version: Int
    /// The form as written so far.
    public var content: String

    /// All members.
    public init(subject: String, form: FormName, version: Int, content: String) {
        self.subject = subject
        self.form = form
        self.version = version
        self.content = content
    }

    /// A made-up message.
    public static let example = KeepDraft(
        subject: "case-\(Examples.caseID.text)",
        form: .form3,
        version: 1,
        content: "form: form3\nversion: 1\nanswers:\n  b1_1: 3\n"
    )
}

/// Throws a draft away.
public struct DropDraft: RuntimeCommandContract, Equatable {
    /// The message's `type`.
    public static let type = "drop_draft"
    /// What it is for, in a sentence.
    public static let summary = "Throws away the sender's draft of a form."
    /// Who may send it.
    public static let roles = Role.staff
    /// What the form is about.
    public var subject: String
    /// Which form.
    public var form: FormName

    /// All members.
    public init(subject: String, form: FormName) {
        self.subject = subject
        self.form = form
    }

    /// A made-up message.
    public static let example = DropDraft(subject: "case-\(Examples.caseID.text)", form: .form3)
}

/// Draws a document's number.
public struct NumberDocument: RuntimeCommandContract, Equatable {
    /// The message's `type`.
    public static let type = "number_document"
    /// What it is for, in a sentence.
    public static let summary = "Draws a document's number, gapless by kind and year; asked again, the same one."
    /// Who may send it.
    public static let roles = Role.papers
    /// What kind of document.
    public var kind: DocumentKind
    /// What it is about: `case-0190…`.
    public var subject: String
    /// Which of several about the same thing, such as a meeting's date.
    public var part: String?

    /// All members.
    public init(kind: DocumentKind, subject: String, part: String? = nil) {
        self.kind = kind
        self.subject = subject
        self.part = part
    }

    /// A made-up message.
    public static let example = NumberDocument(kind: .form7, subject: "case-\(Examples.caseID.text)")
}

/// Records what a document says, by its hash.
public struct RecordDocument: RuntimeCommandContract, Equatable {
    /// The message's `type`.
    public static let type = "record_document"
    /// What it is for, in a sentence.
    public static let summary = "Journals the hash of a document's content under its number."
    /// Who may send it.
    public static let roles = Role.papers
    /// What kind of document.
    public var kind: DocumentKind
    /// Its number, `SR-2026-0003`.
    public var no: String
    /// SHA-256 of the HTML, 64 hexadecimal digits.
    public var sha256: String
    /// What it is about; of a partner's own paper it must be said.
    public var subject: String?

    /// All members; the subject may be left out.
    public init(kind: DocumentKind, no: String, sha256: String, subject: String? = nil) {
        self.subject = subject
        self.kind = kind
        self.no = no
        self.sha256 = sha256
    }

    /// A made-up message.
    public static let example = RecordDocument(
        kind: .form7,
        no: "F7-2026-0001",
        sha256: String(repeating: "0a", count: 32)
    )
}
