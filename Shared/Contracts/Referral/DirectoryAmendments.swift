public import Vocabulary

/// Changes an entry of the partners' directory, or begins one; members left out stay as they are.
public struct AmendDirectoryEntry: CommandContract, Equatable {
    /// The message's `type`.
    public static let type = "amend_directory_entry"
    /// What it is for, in a sentence.
    public static let summary = "Changes or begins an entry of the partners' directory; a focal point only its own."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may send it.
    public static let roles: Set<Role> = [.referralOfficer, .responsibleOfficer, .coordinatorPksai, .focalPoint]
    /// Directory id; one that is not known begins an entry.
    public var id: String
    /// Why.
    public var reason: String
    /// Name.
    public var institution: String?
    /// Its name in Indonesian, as papers write it.
    public var indonesianName: String?
    /// What it does.
    public var service: String?
    /// The needs it serves.
    public var need: [Need]?
    /// How to get there.
    public var access: String?
    /// What to bring.
    public var documents: [String]?
    /// The sexes it takes; all if empty.
    public var sexes: [Sex]?
    /// Completed years.
    public var minimumAge: Int?
    /// Completed years.
    public var maximumAge: Int?
    /// Hours a child may stay.
    public var maximumStayHours: Int?
    /// How many beds.
    public var beds: Int?
    /// Directory id of the way for a child it can't take because of sex.
    public var othersThrough: String?
    /// What else there is to say.
    public var note: String?
    /// Where.
    public var address: String?
    /// The first day the entry holds.
    public var validFrom: LocalDate?
    /// The last day the entry holds.
    public var validUntil: LocalDate?
    /// When somebody last asked.
    public var lastChecked: LocalDate?

    /// All members; optional ones may be left out.
    public init(
        id: String,
        reason: String,
        institution: String? = nil,
        indonesianName: String? = nil,
        service: String? = nil,
        need: [Need]? = nil,
        access: String? = nil,
        documents: [String]? = nil,
        sexes: [Sex]? = nil,
        minimumAge: Int? = nil,
        maximumAge: Int? = nil,
        maximumStayHours: Int? = nil,
        beds: Int? = nil,
        othersThrough: String? = nil,
        note: String? = nil,
        address: String? = nil,
        validFrom: LocalDate? = nil,
        validUntil: LocalDate? = nil,
        lastChecked: LocalDate? = nil
    ) {
        self.id = id
        self.reason = reason
        self.institution = institution
        self.indonesianName = indonesianName
        self.service = service
        self.need = need
        self.access = access
        self.documents = documents
        self.sexes = sexes
        self.minimumAge = minimumAge
        self.maximumAge = maximumAge
        self.maximumStayHours = maximumStayHours
        self.beds = beds
        self.othersThrough = othersThrough
        self.note = note
        self.address = address
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.lastChecked = lastChecked
    }

    /// A made-up message.
    public static let example = AmendDirectoryEntry(
        id: "r39",
        reason: "asked by phone",
        access: "phone or in person, weekdays",
        lastChecked: Examples.now.localDate
    )
}

/// Asks whether a directory file could be used as it is; nothing is changed.
public struct CheckDirectory: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "check_directory"
    /// What it is for, in a sentence.
    public static let summary = "Checks a directory file and says every problem at once."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .steering, .coordinatorPksai, .responsibleOfficer, .headPksai, .secretary, .intakeOfficer, .dataOfficer,
        .analyst, .coordinatorSw, .socialWorker, .onCallWorker, .referralOfficer, .focalPoint, .agencyHead,
    ]
    /// The file's text, JSON.
    public var text: String

    /// All members; optional ones may be left out.
    public init(text: String) {
        self.text = text
    }

    /// A made-up message.
    public static let example = CheckDirectory(text: "{\"version\": \"x\", \"entries\": []}")

    /// What was found.
    public struct Answer: Codable, Sendable, Equatable {
        /// The file's edition, if it can be read.
        public var version: String?
        /// How many entries it has.
        public var entries: Int
        /// Where (RFC 6901), and what belongs there; empty if all is well.
        public var problems: [String]

        /// All members; optional ones may be left out.
        public init(version: String? = nil, entries: Int, problems: [String]) {
            self.version = version
            self.entries = entries
            self.problems = problems
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(version: "x", entries: 0, problems: ["/entries: at least one institution"])
}

/// Asks for one entry of the partners' directory.
public struct ShowDirectoryEntry: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_directory_entry"
    /// What it is for, in a sentence.
    public static let summary = "Shows one partner: needs, access, documents, constraints, how often it was amended."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .steering, .coordinatorPksai, .responsibleOfficer, .headPksai, .secretary, .intakeOfficer, .dataOfficer,
        .analyst, .coordinatorSw, .socialWorker, .onCallWorker, .referralOfficer, .focalPoint, .agencyHead,
    ]
    /// `r11`.
    public var id: String

    /// All members; optional ones may be left out.
    public init(id: String) {
        self.id = id
    }

    /// A made-up message.
    public static let example = ShowDirectoryEntry(id: "r11")

    /// One entry.
    public struct Answer: Codable, Sendable, Equatable {
        /// As it reads now.
        public var entry: ListDirectory.Entry
        /// How often it was changed since the file was read.
        public var amendments: Int
        /// The directory's edition.
        public var directoryVersion: String

        /// All members; optional ones may be left out.
        public init(entry: ListDirectory.Entry, amendments: Int, directoryVersion: String) {
            self.entry = entry
            self.amendments = amendments
            self.directoryVersion = directoryVersion
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        entry: ListDirectory.exampleEntry,
        amendments: 0,
        directoryVersion: "makassar-2018-11"
    )
}
