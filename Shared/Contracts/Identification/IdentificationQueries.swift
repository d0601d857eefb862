public import Vocabulary

/// Asks for complaints in identification. Rows hold codes, no identity.
public struct ListIdentifications: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_identifications"
    /// What it is for, in a sentence.
    public static let summary = "Lists complaints in identification, newest change first, without identities."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .headPksai, .coordinatorPksai, .secretary]
    /// Only in this state, `analysed`.
    public var status: String?
    /// Only those whose residency is unknown.
    public var residencyUnknown: Bool?
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// All may be left out.
    public init(status: String? = nil, residencyUnknown: Bool? = nil, limit: Int? = nil) {
        self.status = status
        self.residencyUnknown = residencyUnknown
        self.limit = limit
    }

    /// One complaint, as codes.
    public struct Row: Codable, Sendable, Equatable {
        /// Its number.
        public var complaintNo: ComplaintNumber
        /// Its key.
        public var complaintID: ComplaintID
        /// The case minted with it.
        public var caseID: CaseID
        /// Where it stands.
        public var status: String
        /// What a person must decide: `no_category`.
        public var open: [String]
        /// The record of the child.
        public var childID: ChildID?
        /// The codes.
        public var codes: LooseCodes
        /// Where the child belongs.
        public var residency: Residency?
        /// The region that has the child, if another.
        public var homeDistrict: String?
        /// Whether service starts anew, goes on or completes.
        public var priorService: PriorService?
        /// At-risk lists the child is on, with the date of the data.
        public var lists: [String]
        /// The case's number.
        public var registrationNo: CaseNumber?
        /// The case it was joined to.
        public var linkedTo: CaseID?
        /// Why the conditions are not met.
        public var notEligible: TMSReason?
        /// A trial.
        public var test: Bool

        /// All members.
        public init(
            complaintNo: ComplaintNumber,
            complaintID: ComplaintID,
            caseID: CaseID,
            status: String,
            open: [String],
            childID: ChildID?,
            codes: LooseCodes,
            residency: Residency?,
            homeDistrict: String?,
            priorService: PriorService?,
            lists: [String],
            registrationNo: CaseNumber?,
            linkedTo: CaseID?,
            notEligible: TMSReason?,
            test: Bool
        ) {
            self.complaintNo = complaintNo
            self.complaintID = complaintID
            self.caseID = caseID
            self.status = status
            self.open = open
            self.childID = childID
            self.codes = codes
            self.residency = residency
            self.homeDistrict = homeDistrict
            self.priorService = priorService
            self.lists = lists
            self.registrationNo = registrationNo
            self.linkedTo = linkedTo
            self.notEligible = notEligible
            self.test = test
        }
    }

    /// The complaints.
    public struct Answer: Codable, Sendable, Equatable {
        /// Newest change first.
        public var identifications: [Row]

        /// The rows.
        public init(identifications: [Row]) { self.identifications = identifications }
    }

    /// A made-up message.
    public static let example = ListIdentifications(status: "analysed")
    /// What an answer looks like.
    public static let answerExample = Answer(identifications: [exampleRow])
    static let exampleRow = Row(
        complaintNo: ComplaintNumber(year: 2026, serial: 1),
        complaintID: Examples.complaint,
        caseID: Examples.caseID,
        status: "registered",
        open: [],
        childID: Examples.child,
        codes: ListComplaints.exampleRow.codes,
        residency: .residentRegistered,
        homeDistrict: nil,
        priorService: .start,
        lists: ["pkh@2026-03-01"],
        registrationNo: CaseNumber(year: 2026, serial: 1),
        linkedTo: nil,
        notEligible: nil,
        test: false
    )
}

/// Asks for one complaint in identification with the child's identity.
public struct ShowIdentification: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_identification"
    /// What it is for, in a sentence.
    public static let summary = "Shows who the child is and what the checks found; what is opened is journaled."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .analyst, .headPksai, .coordinatorPksai]
    /// Whose work states why they open it.
    public static let grounds: Set<OpeningGround> = [.ownIdentification]
    /// The complaint's number.
    public var complaintNo: ComplaintNumber
    /// Why it is opened.
    public var reason: String?

    /// The complaint to show.
    public init(complaintNo: ComplaintNumber, reason: String? = nil) {
        self.complaintNo = complaintNo
        self.reason = reason
    }

    /// What is known of the child.
    public struct Answer: Codable, Sendable, Equatable {
        /// The codes.
        public var identification: ListIdentifications.Row
        /// The child.
        public var child: Confidential<ChildIdentity>?
        /// The household.
        public var family: Confidential<Family>?
        /// The number it goes under without a NIK.
        public var temporaryNumber: String?
        /// Whether an indirect complaint's information was confirmed; null while nobody has checked.
        public var informationVerified: Bool?
        /// Where the complaint stands in the registration book.
        public var archiveRef: String?
        /// When the family took its consent back.
        public var consentWithdrawnAt: Instant?
        /// All its cases.
        public var cases: [CaseID]
        /// Records it may be the same as.
        public var candidates: [ListSameChildCandidates.Row]

        /// All members.
        public init(
            identification: ListIdentifications.Row,
            child: Confidential<ChildIdentity>?,
            family: Confidential<Family>?,
            temporaryNumber: String?,
            informationVerified: Bool? = nil,
            archiveRef: String? = nil,
            consentWithdrawnAt: Instant? = nil,
            cases: [CaseID],
            candidates: [ListSameChildCandidates.Row]
        ) {
            self.identification = identification
            self.child = child
            self.family = family
            self.temporaryNumber = temporaryNumber
            self.informationVerified = informationVerified
            self.archiveRef = archiveRef
            self.consentWithdrawnAt = consentWithdrawnAt
            self.cases = cases
            self.candidates = candidates
        }
    }

    /// A made-up message.
    public static let example = ShowIdentification(complaintNo: ComplaintNumber(year: 2026, serial: 1))
    /// What an answer looks like.
    public static let answerExample = Answer(
        identification: ListIdentifications.exampleRow,
        child: nil,
        family: nil,
        temporaryNumber: nil,
        cases: [Examples.caseID],
        candidates: []
    )
}

/// Asks which records may be one child and wait for a person's decision.
public struct ListSameChildCandidates: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "list_same_child_candidates"
    /// What it is for, in a sentence.
    public static let summary = "Lists pairs of records that may be one child and that nobody has decided on."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may ask.
    public static let roles: Set<Role> = [.dataOfficer, .analyst]
    /// At most this many, 1 to 1,000; 100 unless told.
    public var limit: Int?

    /// The limit may be left out.
    public init(limit: Int? = nil) { self.limit = limit }

    /// One pair.
    public struct Row: Codable, Sendable, Equatable {
        /// The complaint that showed the likeness.
        public var complaintID: ComplaintID
        /// Its record.
        public var childID: ChildID
        /// The other record.
        public var otherChildID: ChildID
        /// `nik_conflict` or `substitute_key`.
        public var basis: String
        /// The keys that matched and what agrees or differs besides, with points.
        public var reasons: [String]
        /// How strongly it speaks for one child, 5 to 99.
        public var strength: Int

        /// All members.
        public init(
            complaintID: ComplaintID,
            childID: ChildID,
            otherChildID: ChildID,
            basis: String,
            reasons: [String],
            strength: Int
        ) {
            self.complaintID = complaintID
            self.childID = childID
            self.otherChildID = otherChildID
            self.basis = basis
            self.reasons = reasons
            self.strength = strength
        }
    }

    /// The pairs.
    public struct Answer: Codable, Sendable, Equatable {
        /// The strongest likeness first.
        public var candidates: [Row]

        /// The rows.
        public init(candidates: [Row]) { self.candidates = candidates }
    }

    /// A made-up message.
    public static let example = ListSameChildCandidates(limit: 20)
    /// What an answer looks like.
    public static let answerExample = Answer(
        candidates: [
            Row(
                complaintID: Examples.complaint,
                childID: Examples.child,
                otherChildID: ChildID(Examples.caseID.uuid),
                basis: "substitute_key",
                reasons: ["name_year_mother +60", "same_birth_date +15"],
                strength: 75
            )
        ]
    )
}
