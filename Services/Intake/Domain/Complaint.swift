public import Instruments
public import Vocabulary

/// A message about a child, from its arrival to its end: what intake guards (SOP table L.1).
///
/// Who reports and what was harmed stays sealed in it; rules that must read Form 1 get it opened as an argument.
public struct Complaint: Aggregate {
    /// `complaint`.
    public static let streamKind = "complaint"

    /// The typed key.
    public let id: ComplaintID
    /// Where it stands.
    public internal(set) var status: Status
    /// The case minted with it.
    public internal(set) var caseID: CaseID?
    /// Its number in the register.
    public internal(set) var number: ComplaintNumber?
    /// Direct, indirect or outreach.
    public internal(set) var path: IntakePath?
    /// When it got its number: every limit counts from here.
    public internal(set) var registeredAt: Instant?
    /// The codes cut loose from the person.
    public internal(set) var codes: LooseCodes?
    /// Whether life or safety is at stake.
    public internal(set) var emergency: Emergency
    /// Who judged the level, if anybody.
    public internal(set) var assessment: Assessment
    /// Marked as a trial.
    public internal(set) var test: Bool
    /// Who reports. Class RI.
    public internal(set) var reporter: Confidential<Reporter>?
    /// The broker's user name of who sent it. Class RI.
    public internal(set) var sender: Confidential<String>?
    /// The agency's own number. Class RI.
    public internal(set) var reference: Confidential<String>?
    /// An earlier complaint of the same agency with the same reference.
    public internal(set) var possibleRepeatOf: ComplaintNumber?
    /// The child. Class CI.
    public internal(set) var child: Confidential<ChildIdentity>?
    /// The household. Class CI.
    public internal(set) var family: Confidential<Family>?
    /// What is known, and Form 1's judgement. Class SH.
    public internal(set) var situation: Confidential<Situation>?
    /// No usable NIK: the child goes under a temporary number until one is known (rule 1, domain.md §11.5).
    public internal(set) var temporaryIdentity: Bool
    /// The papers still to ask for: tasks that block nothing.
    public internal(set) var documentTasks: Set<IntakeDocument>
    /// The papers held.
    public internal(set) var documentsHeld: Set<IntakeDocument>
    /// Fields of Form 1 that were asked for and nobody knows.
    public internal(set) var unknownFields: Set<FieldCode>
    /// The version of Form 1 it is pinned to; nil until an officer first completes it.
    public internal(set) var form1Version: Int?
    /// The worker who signed Form 1, once it is confirmed (D02).
    public internal(set) var signedBy: Username?
    /// What is odd in it.
    public internal(set) var doubts: [Doubt]
    /// The breach of the initial assessment, should it become an emergency.
    var emergencyDueAt: Instant?
    /// `initial_assessment` only: intake owns no other (D10).
    public internal(set) var clocks: Clocks
    /// The case it was joined to.
    public internal(set) var linkedTo: CaseID?
    /// Every level it had, in order, for the limits that run from a raise (X02).
    var levels: [LevelMark] = []
    /// When an emergency was flagged.
    var emergencies: [Instant] = []
    /// What checking an indirect complaint's information found.
    public internal(set) var information: InformationCheck?
    /// When the family first signed the service contract (Form 2).
    var contractedAt: Instant?
    /// Where it stands in the registration book.
    public internal(set) var archiveRef: String?
    /// When the service unit last said that the active work on its case ended, or began again.
    var closedAt: Instant?
    var reopenedAt: Instant?
    /// When its level last changed after intake.
    var levelChangedAt: Instant?
    /// When its last link was undone.
    var unlinkedAt: Instant?
    /// The case's number, once identification issued it.
    public internal(set) var registrationNo: CaseNumber?
    /// Why the conditions are not met.
    public internal(set) var notEligible: TMSReason?

    /// The fitting body, where the centre is not.
    public internal(set) var redirectedTo: String?
    /// When the family took its consent back.
    public internal(set) var consentWithdrawnAt: Instant?

    /// Nothing came in yet.
    public init(id: ComplaintID) {
        self.id = id
        self.status = .unknown
        self.emergency = .no
        self.assessment = .missing
        self.test = false
        self.temporaryIdentity = false
        self.documentTasks = []
        self.documentsHeld = []
        self.unknownFields = []
        self.doubts = []
        self.clocks = Clocks()
    }

    /// Whether an intake officer works on it: who signed Form 1, and anyone as long as nobody has and the checks go on
    /// (domain.md §10.4: own complaints).
    public func isWorkOf(_ actor: Actor) -> Bool {
        guard actor.holds(.intakeOfficer) else { return false }
        if let signedBy = self.signedBy { return signedBy.text == actor.username }
        switch self.status {
        case .registered, .assessed, .withIdentification, .identifying: return true
        case .unknown, .caseRegistered, .linked, .notEligible, .closedWithAdvice, .caseClosed: return false
        }
    }

    /// The steps of table L.1, then what identification tells.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// Nobody knows of it.
        case unknown
        case registered
        case assessed
        case withIdentification = "with_identification"
        case identifying
        case caseRegistered = "case_registered"
        case linked
        case notEligible = "not_eligible"
        case closedWithAdvice = "closed_with_advice"
        case caseClosed = "case_closed"
    }

    /// Whether life or safety is at stake (S01; domain.md §4.2).
    public enum Emergency: String, Codable, Sendable {
        case no
        /// Came over 112 without a level: treated as an emergency until an officer has looked.
        case possible
        case flagged
        /// An officer looked: none.
        case screened
    }

    /// Whose judgement Form 1 holds (D02).
    public enum Assessment: String, Codable, Sendable {
        case missing
        /// The message's own.
        case provisional
        /// An officer's.
        case officer
    }

    /// Where it stands while neither it nor its case is over; one that was joined to another's case goes on there.
    public var openStatus: Status? {
        switch self.status {
        case .unknown, .linked, .notEligible, .closedWithAdvice, .caseClosed: nil
        case .registered, .assessed, .withIdentification, .identifying, .caseRegistered: self.status
        }
    }

    /// High risk or an emergency, until an officer has looked.
    public var isUrgent: Bool {
        self.codes?.riskLevel == .high || self.emergency == .flagged || self.emergency == .possible
    }

    /// The level as proposed or assessed.
    public var riskLevel: RiskLevel? { self.codes?.riskLevel }

    /// The version of Form 1 this complaint is worked with; before it is completed the current one.
    ///
    /// - Throws: ``Rejection/noSuchVersion(_:)`` if this unit doesn't have it any more.
    func form1(_ instruments: Instruments) throws(Rejection) -> Instrument {
        guard let instrument = instruments.instrument(.form1, version: self.form1Version) else {
            throw .noSuchVersion(self.form1Version ?? 1)
        }
        return instrument
    }

    /// Wakes for the initial assessment's warning and breach (X01, rule 4).
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        ClockRang(clock, generation: generation, in: self.clocks, at: now).map { [.clockRang($0)] } ?? []
    }
}
