public import Vocabulary

/// Asks for the partners' directory (SOP table L.14).
public struct ListDirectory: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_directory"
    /// What it is for, in a sentence.
    public static let summary = "Lists the partners the centre refers to."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .steering, .coordinatorPksai, .responsibleOfficer, .headPksai, .secretary, .intakeOfficer, .dataOfficer,
        .analyst, .coordinatorSw, .socialWorker, .onCallWorker, .referralOfficer, .focalPoint, .agencyHead,
    ]
    /// Only those that serve this need.
    public var need: Need?

    /// All members; optional ones may be left out.
    public init(need: Need? = nil) {
        self.need = need
    }

    /// A made-up message.
    public static let example = ListDirectory(need: .shelter)

    /// One partner. No persons, no phones.
    public struct Entry: Codable, Sendable, Equatable {
        /// `r01`.
        public var id: String
        /// Name.
        public var institution: String
        /// Its name in Indonesian, as papers write it; the name itself if left out.
        public var indonesianName: String?
        /// What it does.
        public var service: String
        /// The needs it serves.
        public var need: [Need]
        /// How to get there.
        public var access: String?
        /// What to bring.
        public var documents: [String]
        /// The sexes it takes; all if left out.
        public var sexes: [Sex]?
        /// Completed years.
        public var minimumAge: Int?
        /// Completed years.
        public var maximumAge: Int?
        /// Hours a child may stay.
        public var maximumStayHours: Int?
        /// How many beds, until somebody counts them anew.
        public var beds: Int?
        /// Directory id of the way for a child it can't take because of sex.
        public var othersThrough: String?
        /// What else the source says.
        public var note: String?
        /// Where, if printed.
        public var address: String?
        /// The first day the entry holds.
        public var validFrom: LocalDate
        /// The last day the entry holds.
        public var validUntil: LocalDate?
        /// When somebody last asked.
        public var lastChecked: LocalDate?

        /// All members; optional ones may be left out.
        public init(
            id: String,
            institution: String,
            indonesianName: String? = nil,
            service: String,
            need: [Need],
            access: String? = nil,
            documents: [String],
            sexes: [Sex]? = nil,
            minimumAge: Int? = nil,
            maximumAge: Int? = nil,
            maximumStayHours: Int? = nil,
            beds: Int? = nil,
            othersThrough: String? = nil,
            note: String? = nil,
            address: String? = nil,
            validFrom: LocalDate,
            validUntil: LocalDate? = nil,
            lastChecked: LocalDate? = nil
        ) {
            self.id = id
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
    }

    /// The directory.
    public struct Answer: Codable, Sendable, Equatable {
        /// Which edition, with the number of amended entries after a plus sign.
        public var version: String
        /// By id.
        public var entries: [Entry]

        /// All members; optional ones may be left out.
        public init(version: String, entries: [Entry]) {
            self.version = version
            self.entries = entries
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(version: "makassar-2018-11", entries: [exampleEntry])
    static let exampleEntry = Entry(
        id: "r11",
        institution: "DPPPA: government safe house",
        indonesianName: "DPPPA: rumah aman pemerintah",
        service: "all child rights met",
        need: [.shelter],
        documents: [],
        sexes: [.female],
        maximumStayHours: 336,
        othersThrough: "r01",
        note: "2 weeks; males via the social agency",
        validFrom: LocalDate(daysSinceEpoch: 17_836)
    )
}

/// Asks who can take a child with a need, or a referral's child, and who can't and why (rule 24): the women's safe house is never offered for a boy, the way through the social agency is.
public struct MatchDirectory: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "match_directory"
    /// What it is for, in a sentence.
    public static let summary = "Finds the partners that can take a child, with the reasons for and against each."
    /// The unit that owns the thing.
    public static let unit = UnitName.referral
    /// Who may ask.
    public static let roles: Set<Role> = [
        .steering, .coordinatorPksai, .responsibleOfficer, .headPksai, .secretary, .intakeOfficer, .dataOfficer,
        .analyst, .coordinatorSw, .socialWorker, .onCallWorker, .referralOfficer, .focalPoint, .agencyHead,
    ]
    /// A referral, whose need and child are meant.
    public var referralID: ReferralID?
    /// What is needed, where no referral is named.
    public var need: Need?
    /// The child's.
    public var sex: Sex?
    /// Completed years.
    public var age: Int?

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID? = nil, need: Need? = nil, sex: Sex? = nil, age: Int? = nil) {
        self.referralID = referralID
        self.need = need
        self.sex = sex
        self.age = age
    }

    /// A made-up message.
    public static let example = MatchDirectory(need: .shelter, sex: .male, age: 14)

    /// A partner that can take the child.
    public struct Offer: Codable, Sendable, Equatable {
        /// The partner.
        public var entry: ListDirectory.Entry
        /// The entry that can't take this child and leads here instead.
        public var insteadOf: String?
        /// Why, in sentences.
        public var reasons: [String]
        /// Free beds, if a bed is needed and they were counted.
        public var freeBeds: Int?

        /// All members; optional ones may be left out.
        public init(entry: ListDirectory.Entry, insteadOf: String? = nil, reasons: [String], freeBeds: Int? = nil) {
            self.entry = entry
            self.insteadOf = insteadOf
            self.reasons = reasons
            self.freeBeds = freeBeds
        }
    }

    /// A partner that serves the need but can't take the child.
    public struct Exclusion: Codable, Sendable, Equatable {
        /// Directory id.
        public var id: String
        /// Name.
        public var institution: String
        /// Why not, in sentences.
        public var reasons: [String]

        /// All members; optional ones may be left out.
        public init(id: String, institution: String, reasons: [String]) {
            self.id = id
            self.institution = institution
            self.reasons = reasons
        }
    }

    /// Who can take the child and who can't.
    public struct Answer: Codable, Sendable, Equatable {
        /// The wished one first, then those with a free bed, then by id.
        public var offers: [Offer]
        /// By id.
        public var excluded: [Exclusion]

        /// All members; optional ones may be left out.
        public init(offers: [Offer], excluded: [Exclusion]) {
            self.offers = offers
            self.excluded = excluded
        }
    }

    /// What an answer looks like.
    public static let answerExample = Answer(
        offers: [
            Offer(entry: ListDirectory.exampleEntry, reasons: ["serves shelter", "takes female children"], freeBeds: 5)
        ],
        excluded: [
            Exclusion(id: "r01", institution: "Social agency: RPSA-RPTC", reasons: ["no bed is free"])
        ]
    )
}
