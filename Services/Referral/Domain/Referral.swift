public import Vocabulary

/// A child's way to a service outside the centre (S09), from the plan to the partner's result.
public struct Referral: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "referral"

    /// Where it stands (domain.md §6.9, §14 D08).
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Nothing is known of it yet.
        case unknown
        /// Ordinary: waits for the assignment letter.
        case planned
        /// Ordinary: waits for the signed Form 5.
        case assigned
        case letterReady = "letter_ready"
        /// Urgent: may be sent at once, by phone or in person.
        case urgent
        case sent
        case accepted
        /// The partner said no: the next provider is to be found.
        case replanning
        case handedOver = "handed_over"
        case reported
        case outOfCityRequested = "out_of_city_requested"
        case outOfCitySent = "out_of_city_sent"
        /// The home district took the child's case.
        case redirected
        /// Consent was withdrawn before the handover: nothing is shared any more.
        case withdrawn
    }

    /// Whether the referral unit still works on it.
    public var isOpen: Bool {
        switch self.state {
        case .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning, .handedOver,
            .outOfCityRequested,
            .outOfCitySent:
            true
        case .unknown, .reported, .redirected, .withdrawn: false
        }
    }

    /// Whether the letter comes first or the child does (domain.md X08).
    public enum Track: String, Codable, Sendable {
        case ordinary
        case urgent
        case outOfCity = "out_of_city"
        /// Family or community: no letter, the receiver's acceptance is recorded instead (D12).
        case informal
    }

    /// The child, the case and the codes it is about; the same for all tracks.
    public struct Subject: Codable, Sendable, Equatable {
        /// The case.
        public var caseID: CaseID
        /// The complaint it came with; its data key seals what is confidential here.
        public var complaintID: ComplaintID
        /// The complaint's number.
        public var complaintNo: ComplaintNumber
        /// The case's number, once issued.
        public var registrationNo: CaseNumber?
        /// Which kind.
        public var kind: ReferralKind
        /// What is needed; nil if it is sent home.
        public var need: Need?
        /// Level, sex, age and the like.
        public var codes: LooseCodes
        /// Who the child is.
        public var child: Confidential<ChildIdentity>?
        /// Who gets the result.
        public var caseManager: Username?
        /// Whether it is a test and reaches nobody.
        public var test: Bool
    }

    /// The key.
    public let id: ReferralID
    /// Where it stands.
    public internal(set) var state: State = .unknown
    /// Which track.
    public internal(set) var track: Track = .ordinary
    /// Whom it is about; nil before the first event.
    public internal(set) var subject: Subject?
    /// When it was asked for.
    public internal(set) var requestedAt: Instant?
    /// What the service unit asked for, word for word.
    public internal(set) var asked: ReferralNeed?
    /// The order to the worker who goes.
    public internal(set) var assignment: AssignmentLetter?
    /// Form 5, as drafted or signed.
    public internal(set) var letter: ReferralLetter?
    /// Directory id of the partner it was sent to; nil after a refusal.
    public internal(set) var institution: String?
    /// Directory ids of the partners that said no.
    public internal(set) var declinedBy: [String] = []
    /// What both sides signed.
    public internal(set) var minutes: HandoverMinutes?
    /// How it ended.
    public internal(set) var result: ReferralResultReported?
    /// The district the child belongs to, out of the city only.
    public internal(set) var homeDistrict: String?
    /// What the service unit told of the case.
    public internal(set) var facts = CaseFacts()
    /// Directory ids, or the receiver outside the city, of all that were sent data of the child.
    public internal(set) var sentTo: [String] = []
    /// Consent was withdrawn: who still has to say that it stopped and deleted.
    public internal(set) var withdrawal: Withdrawal?
    /// The bed asked for.
    public internal(set) var bed: Bed?
    /// Hours by which the stay was extended.
    public internal(set) var extendedHours = 0
    /// Where the child goes next.
    public internal(set) var nextPlace: NextPlace?
    /// Where a child that waits for a placement sleeps.
    public internal(set) var stayPlace: StayPlace?
    /// Who was to act and is gone.
    public internal(set) var vacancy: Vacancy?
    /// Family or somebody of the community took the child on.
    public internal(set) var acceptance: ReceiverAcceptance?
    /// The limits that run.
    public internal(set) var clocks = Clocks()

    /// Before anything is known.
    public init(id: ReferralID) { self.id = id }

    /// High or urgent until the child is with the partner.
    public var isUrgent: Bool {
        switch self.state {
        case .handedOver, .reported, .redirected, .unknown, .withdrawn: false
        case .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning, .outOfCityRequested,
            .outOfCitySent:
            self.track == .urgent || self.isInDanger
        }
    }

    /// Where it stands while child, partner or case still wait for something.
    public var openState: State? {
        switch self.state {
        case .unknown, .reported, .redirected, .withdrawn: nil
        case .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning, .handedOver,
            .outOfCityRequested,
            .outOfCitySent:
            self.facts.closedAt == nil ? self.state : nil
        }
    }

    /// At high risk, or an emergency whatever the level (X12).
    public var isInDanger: Bool { self.level == .high || self.facts.emergencyAt != nil }

    /// The level as last told.
    public var level: RiskLevel? { self.facts.level ?? self.subject?.codes.riskLevel }

    /// What can happen to a referral. The case's name is the word of domain.md §6.14.
    public enum Event: Codable, Sendable, Equatable {
        case referralPlanned(ReferralPlanned)
        case urgentReferralRequested(UrgentReferralRequested)
        case outOfCityReferralRequested(OutOfCityReferralRequested)
        case assignmentLetterIssued(AssignmentLetter)
        case referralLetterDrafted(ReferralLetter)
        case referralLetterSigned(LetterSignature)
        case referralSent(ReferralSent)
        case referralAccepted(ReferralAccepted)
        case referralDeclined(ReferralDeclined)
        case handoverMinutesRecorded(HandoverMinutes)
        case handoverSigned(HandoverSigned)
        case shelterStayEnded(ShelterStayEnded)
        case referralResultReported(ReferralResultReported)
        case outOfCityReferralSent(OutOfCityReferralSent)
        case outOfCityReferralAcknowledged(OutOfCityReferralAcknowledged)
        case caseManagerAssigned(CaseManagerAssigned)
        case caseManagerChanged(ManagerChanged)
        case caseClosed(CaseClosed)
        case caseReopened(CaseReopened)
        case caseFactsKnown(CaseFacts)
        case riskLevelChanged(RiskLevelChanged)
        case protectiveActionRecorded(ProtectiveActionTold)
        case referredCaseChanged(ReferredCaseChanged)
        case consentGiven(ConsentGiven)
        case consentWithdrawn(ConsentWithdrawn)
        case withdrawalAcknowledged(WithdrawalReceipt)
        case childReunified(ChildReunified)
        case shelterRequested(ShelterRequested)
        case shelterPlaceHeld(PlaceHeld)
        case shelterPlaceReleased(PlaceReleased)
        case shelterStayExtended(StayExtension)
        case nextPlacePlanned(NextPlace)
        case stayPlaceRecorded(StayPlaceRecorded)
        case receiverAccepted(ReceiverAcceptance)
        case holderLeft(HolderLeft)
        case holderFound(HolderFound)
        case clockStarted(ClockStart)
        case clockRang(ClockRang)
    }
}

/// A limit begins to count. Carries its due time, so that a changed configuration never changes the past.
public struct ClockStart: Codable, Sendable, Equatable {
    /// Which limit.
    public var clock: ClockName
    /// From when it counts.
    public var at: Instant
    /// When to warn, if at all.
    public var warnAt: Instant?
    /// When it passes.
    public var dueAt: Instant
    /// Which rule set it, for people.
    public var rule: String
}

/// The worker may go: the written order (S09 step 2).
public struct AssignmentLetter: Codable, Sendable, Equatable {
    /// The letter's number.
    public var number: String
    /// Who goes.
    public var worker: Username
    /// With whom; nil if the name was not known.
    public var childName: Confidential<String>?
    /// Who ordered it.
    public var issuedBy: String
    /// When.
    public var at: Instant

    /// An order.
    public init(
        number: String,
        worker: Username,
        childName: Confidential<String>?,
        issuedBy: String,
        at: Instant
    ) {
        self.number = number
        self.worker = worker
        self.childName = childName
        self.issuedBy = issuedBy
        self.at = at
    }
}

/// A shelter stay is over: the child was handed over somewhere else.
public struct ShelterStayEnded: Codable, Sendable, Equatable {
    /// The referral that took the child on.
    public var by: ReferralID
    /// When.
    public var at: Instant
}
