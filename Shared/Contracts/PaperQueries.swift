public import Instruments
public import Vocabulary

/// The drafts the sender keeps with a unit.
public struct ListDrafts: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_drafts"
    /// What it is for, in a sentence.
    public static let summary = "The unfinished forms that the sender keeps with this unit."
    /// Who may ask.
    public static let roles = Role.staff

    /// Asks for them.
    public init() {}

    /// One draft.
    public struct Row: Codable, Sendable, Equatable {
        /// What it is about.
        public var subject: String
        /// Which form.
        public var form: FormName
        /// Which version of it.
        public var version: Int
        /// When it was kept.
        public var keptAt: Instant

        /// All members.
        public init(subject: String, form: FormName, version: Int, keptAt: Instant) {
            self.subject = subject
            self.form = form
            self.version = version
            self.keptAt = keptAt
        }
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// The drafts, newest first.
        public var drafts: [Row]

        /// All members.
        public init(drafts: [Row]) { self.drafts = drafts }
    }

    /// A made-up message.
    public static let example = ListDrafts()
    /// What an answer looks like.
    public static let answerExample = Answer(
        drafts: [Row(subject: "case-\(Examples.caseID.text)", form: .form3, version: 1, keptAt: Examples.now)]
    )
}

/// One draft, to go on with.
public struct ShowDraft: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_draft"
    /// What it is for, in a sentence.
    public static let summary = "The sender's draft of a form, opened."
    /// Who may ask.
    public static let roles = Role.staff
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownDraft]
    /// What the form is about.
    public var subject: String
    /// Which form.
    public var form: FormName

    /// All members.
    public init(subject: String, form: FormName) {
        self.subject = subject
        self.form = form
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// Which version of the form.
        public var version: Int
        /// When it was kept.
        public var keptAt: Instant
        /// The form as written so far.
        public var content: Confidential<String>

        /// All members.
        public init(version: Int, keptAt: Instant, content: Confidential<String>) {
            self.version = version
            self.keptAt = keptAt
            self.content = content
        }
    }

    /// A made-up message.
    public static let example = ShowDraft(subject: "case-\(Examples.caseID.text)", form: .form3)
    /// What an answer looks like.
    public static let answerExample = Answer(
        version: 1,
        keptAt: Examples.now,
        content: Confidential("form: form3", .sensitiveHarm, origin: Examples.complaint, field: "draft")
    )
}

/// The numbers and hashes of documents.
public struct ListDocuments: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_documents"
    /// What it is for, in a sentence.
    public static let summary = "Documents by subject or by hash: number, kind, and the hashes of what was printed."
    /// Who may ask.
    public static let roles = Role.staff
    /// Only those about this.
    public var subject: String?
    /// Only those printed with this hash.
    public var sha256: String?

    /// Both may be left out.
    public init(subject: String? = nil, sha256: String? = nil) {
        self.subject = subject
        self.sha256 = sha256
    }

    /// One document.
    public struct Row: Codable, Sendable, Equatable {
        /// Its number.
        public var no: String
        /// Its kind.
        public var kind: DocumentKind
        /// What it is about.
        public var subject: String
        /// When the number was drawn.
        public var numberedAt: Instant
        /// Who drew it.
        public var by: String
        /// What was printed, oldest first; empty if nothing was yet.
        public var printed: [DocumentPrint]

        /// All members.
        public init(
            no: String,
            kind: DocumentKind,
            subject: String,
            numberedAt: Instant,
            by: String,
            printed: [DocumentPrint]
        ) {
            self.no = no
            self.kind = kind
            self.subject = subject
            self.numberedAt = numberedAt
            self.by = by
            self.printed = printed
        }
    }

    /// What comes back.
    public struct Answer: Codable, Sendable, Equatable {
        /// The documents, newest first, at most 200.
        public var documents: [Row]

        /// All members.
        public init(documents: [Row]) { self.documents = documents }
    }

    /// A made-up message.
    public static let example = ListDocuments(subject: "case-\(Examples.caseID.text)")
    /// What an answer looks like.
    public static let answerExample = Answer(
        documents: [
            Row(
                no: "F7-2026-0001",
                kind: .form7,
                subject: "case-\(Examples.caseID.text)",
                numberedAt: Examples.now,
                by: Examples.username.text,
                printed: [
                    DocumentPrint(
                        sha256: String(repeating: "0a", count: 32),
                        by: Examples.username.text,
                        at: Examples.now
                    )
                ]
            )
        ]
    )
}
