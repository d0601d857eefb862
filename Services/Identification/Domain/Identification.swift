public import Vocabulary

/// A complaint on its way through identification: who the child is, where it belongs, whether the conditions are met
/// (SOP table L.2; MS / TMS).
public struct Identification: Aggregate {
    /// `identification`.
    public static let streamKind = "identification"

    /// The complaint's key.
    public let id: ComplaintID
    /// Where it stands.
    public internal(set) var status: Status
    /// What intake told.
    public internal(set) var complaint: ComplaintRegistered?
    /// Whether intake handed it over; may be heard before its registration.
    public internal(set) var forwarded: Bool
    /// The codes as they are now.
    public internal(set) var codes: LooseCodes?
    /// When an emergency was flagged.
    var emergencyAt: Instant?
    /// A level that was heard before the registration.
    var earlyLevel: RiskLevel?
    /// A supplement that was heard before the registration.
    var earlySupplement: ComplaintSupplemented?
    /// The record of the child.
    public internal(set) var childID: ChildID?
    /// Where the child belongs.
    public internal(set) var residency: Residency?
    /// The region that has the child, if another.
    public internal(set) var homeDistrict: String?
    /// Whether service starts anew, goes on or completes.
    public internal(set) var priorService: PriorService?
    /// The at-risk lists the child is on.
    public internal(set) var lists: [String]
    /// What a person must decide before there is an outcome.
    public internal(set) var open: [OpenQuestion]
    /// The case's number.
    public internal(set) var registrationNo: CaseNumber?
    /// The case it was joined to.
    public internal(set) var linkedTo: CaseID?
    /// Why the conditions are not met.
    public internal(set) var notEligible: TMSReason?
    /// Why the case was closed.
    public internal(set) var closed: ClosureReason?
    /// When its case was last closed or taken up again.
    var closedAt: Instant?
    var reopenedAt: Instant?
    /// When the family took its consent back.
    public internal(set) var consentWithdrawnAt: Instant?
    /// Whether an indirect complaint's information was confirmed; nil while nobody has checked.
    public internal(set) var informationVerified: Bool?
    /// Where the complaint stands in the registration book.
    public internal(set) var archiveRef: String?
    /// Whether an indirect complaint's child is entered in the data bank (S04 step 5).
    public internal(set) var isChildDataRegistered: Bool
    /// Where the question to the population registry stands.
    public internal(set) var registry: RegistryQuestion?
    /// `registry_answer` only.
    public internal(set) var clocks: Clocks

    /// Nothing heard yet.
    public init(id: ComplaintID) {
        self.id = id
        self.status = .queued
        self.forwarded = false
        self.lists = []
        self.open = []
        self.isChildDataRegistered = false
        self.clocks = Clocks()
    }

    /// The states of table L.2 that last.
    public enum Status: String, Codable, Sendable, CaseIterable {
        case queued
        /// The population registry is asked; the checks go on with its answer or when the time is over.
        case verifying
        /// A person must decide: see ``Identification/open``.
        case analysed
        case eligible
        case registered
        case linked
        case notEligible = "not_eligible"
        case closedWithAdvice = "closed_with_advice"
    }

    /// Whether the checks go on or wait for a person.
    public var isUnderWay: Bool {
        switch self.status {
        case .queued, .verifying, .analysed, .eligible: true
        case .registered, .linked, .notEligible, .closedWithAdvice: !self.open.isEmpty
        }
    }

    /// What a rule leaves to a person.
    public enum OpenQuestion: String, Codable, Sendable {
        /// No category was given and the level is low or none: is it one of the twelve?
        case noCategory = "no_category"
    }

    /// What can happen.
    public enum Event: Codable, Sendable, Equatable {
        case complaintNoted(ComplaintRegistered)
        case levelNoted(RiskLevelAssigned)
        case emergencyNoted(EmergencyFlagged)
        case forwardingNoted(ComplaintForwarded)
        case supplementNoted(ComplaintSupplemented)
        case adviceNoted(ComplaintClosedWithAdvice)
        case identificationStarted(IdentificationStarted)
        case childMatched(ChildMatched)
        case residencyVerified(ResidencyVerified)
        case residencyUnknownRecorded(ResidencyUnknownRecorded)
        case priorServiceChecked(PriorServiceChecked)
        case atRiskDatabasesMatched(AtRiskDatabasesMatched)
        case categoriesRecorded(CategoriesRecorded)
        case questionLeftOpen(QuestionLeftOpen)
        case caseEligible(CaseEligible)
        case serviceLevelRecommended(ServiceLevelRecommended)
        case caseRegistered(CaseRegistered)
        case caseNotEligible(CaseNotEligible)
        case outOfCityReferralRequested(OutOfCityReferralRequested)
        case redirectRequested(RedirectRequested)
        case complaintLinkedToCase(ComplaintLinkedToCase)
        case caseClosed(CaseClosed)
        case caseReopened(CaseReopened)
        case consentWithdrawn(ConsentWithdrawn)
        case informationVerified(InformationVerified)
        case informationUnverifiable(InformationUnverifiable)
        case complaintDocumented(ComplaintDocumented)
        case childDataRegistered(ChildDataRegistered)
        case populationAsked(PopulationAsked)
        case populationAnswered(PopulationAnswered)
        case populationUnanswered(PopulationUnanswered)
        case complaintUnlinkedFromCase(ComplaintUnlinkedFromCase)
    }

    /// Where it stands while neither it nor its case is over; one that was joined to another's case goes on there.
    public var openStatus: Status? {
        switch self.status {
        case .linked, .notEligible, .closedWithAdvice: nil
        case .queued, .verifying, .analysed, .eligible, .registered: self.closed == nil ? self.status : nil
        }
    }

    /// High risk or an emergency.
    public var isUrgent: Bool {
        self.codes?.riskLevel == .high || self.complaint?.emergency == true || self.emergencyAt != nil
    }
    /// Waits for the population registry though it became urgent: an urgent complaint never waits.
    public var waitsInDanger: Bool { self.status == .verifying && self.isUrgent }
    /// Handed over, and its registration known: the checks can run.
    public var isReady: Bool {
        self.forwarded && self.complaint != nil && self.status == .queued && self.childID == nil
    }
    /// Eligible, and no number drawn yet.
    public var needsNumber: Bool { self.status == .eligible }

    /// Folds one event into the state. Intake's events may come in any order (rule 30).
    public mutating func apply(_ event: Event) {
        self.fold(event)
        // Whatever ends the wait for the registry ends its clock.
        if self.status != .verifying, let clock = self.clocks[.registryAnswer], clock.isRunning {
            self.clocks.stop(.registryAnswer, at: clock.dueAt)
        }
    }

    private mutating func fold(_ event: Event) {
        switch event {
        case .complaintNoted(let registered):
            self.complaint = registered
            self.codes = self.codes ?? registered.codes
            if let earlyLevel { self.codes?.riskLevel = earlyLevel }
            self.earlyLevel = nil
            if let earlySupplement { self.merge(earlySupplement) }
        case .levelNoted(let assigned):
            if self.codes == nil { self.earlyLevel = assigned.level }
            self.codes?.riskLevel = assigned.level
        case .emergencyNoted(let flagged): self.emergencyAt = min(self.emergencyAt ?? flagged.at, flagged.at)
        case .forwardingNoted(let forwarding):
            self.forwarded = true
            if let child = forwarding.child { self.complaint?.child = child }
            if let family = forwarding.family { self.complaint?.family = family }
            if self.status == .closedWithAdvice { self.status = .queued }
        case .supplementNoted(let supplement):
            self.merge(supplement)
        case .adviceNoted: if self.status == .queued { self.status = .closedWithAdvice }
        case .identificationStarted: break
        case .childMatched(let matched): self.childID = matched.childID
        case .residencyVerified(let verified):
            self.residency = verified.residency
            self.homeDistrict = verified.homeDistrict
        case .residencyUnknownRecorded: self.residency = .unknown
        case .priorServiceChecked(let checked): self.priorService = checked.priorService
        case .atRiskDatabasesMatched(let matched): self.lists = matched.lists
        case .categoriesRecorded(let recorded):
            self.codes?.categories = recorded.categories
            self.open.removeAll { $0 == .noCategory }
        case .questionLeftOpen(let question):
            self.open.append(question.question)
            self.status = .analysed
        case .caseEligible: self.status = .eligible
        case .serviceLevelRecommended: break
        case .caseRegistered(let registered):
            self.status = .registered
            self.registrationNo = registered.registrationNo
        case .caseNotEligible(let outcome):
            self.status = .notEligible
            self.notEligible = outcome.reason
            self.open = []
        case .outOfCityReferralRequested, .redirectRequested: break
        case .complaintLinkedToCase(let link):
            self.status = .linked
            self.linkedTo = link.linkedTo
            self.open = []
        case .caseClosed(let closed):
            self.closedAt = max(self.closedAt ?? closed.at, closed.at)
            if self.reopenedAt.map({ closed.at > $0 }) ?? true { self.closed = closed.reason }
        case .caseReopened(let reopened):
            self.reopenedAt = max(self.reopenedAt ?? reopened.at, reopened.at)
            if self.closedAt.map({ $0 <= reopened.at }) ?? true { self.closed = nil }
        case .consentWithdrawn(let withdrawn): self.consentWithdrawnAt = withdrawn.at
        case .informationVerified: self.informationVerified = true
        case .informationUnverifiable: self.informationVerified = self.informationVerified ?? false
        case .complaintDocumented(let documented): self.archiveRef = documented.archiveRef
        case .childDataRegistered: self.isChildDataRegistered = true
        case .populationAsked(let asked): self.fold(asked)
        case .populationAnswered(let answer):
            self.registry = .answered
            self.clocks.stop(.registryAnswer, at: answer.at)
        case .populationUnanswered(let missed):
            self.registry = .unanswered
            self.clocks.stop(.registryAnswer, at: missed.at)
        case .complaintUnlinkedFromCase:
            self.linkedTo = nil
            self.priorService = .start
            self.status = self.registrationNo == nil ? .analysed : .registered
        }
    }

    private mutating func fold(_ asked: PopulationAsked) {
        self.registry = .asked
        guard asked.waits else { return }
        self.status = .verifying
        self.lists = asked.lists
        self.clocks.start(.registryAnswer, at: asked.at, due: asked.dueAt, rule: asked.rule)
    }

    /// What a supplement says replaces what was known; categories that identification added stay.
    private mutating func merge(_ supplement: ComplaintSupplemented) {
        guard var complaint else {
            self.earlySupplement = supplement
            return
        }
        let kept = (self.codes?.categories ?? []).filter { !supplement.codes.categories.contains($0) }
        self.codes = supplement.codes
        self.codes?.categories += kept
        complaint.child = supplement.child ?? complaint.child
        complaint.family = supplement.family ?? complaint.family
        complaint.situation = supplement.situation ?? complaint.situation
        self.complaint = complaint
        self.earlySupplement = nil
    }
}

/// Where a question to the population registry stands.
public enum RegistryQuestion: String, Codable, Sendable {
    case asked
    case answered
    /// The time is over; a late answer is still taken.
    case unanswered
}

/// The population registry was asked about the child.
public struct PopulationAsked: Codable, Sendable, Equatable {
    /// Whether the checks wait for the answer: never in an urgent case.
    public var waits: Bool
    /// The at-risk lists the child is on, kept until the checks go on.
    public var lists: [String]
    /// Until when they wait.
    public var dueAt: Instant
    /// Which rule set that.
    public var rule: String
    /// When.
    public var at: Instant
}

/// The population registry answered.
public struct PopulationAnswered: Codable, Sendable, Equatable {
    /// What it knows; nil if it knows nobody under the number.
    public var record: RegistryRecord?
    /// When.
    public var at: Instant

    /// An answer.
    public init(record: RegistryRecord?, at: Instant) {
        self.record = record
        self.at = at
    }
}

/// The complaint's child is this record.
public struct ChildMatched: Codable, Sendable, Equatable {
    /// The record.
    public var childID: ChildID
    /// Whether it is a new one.
    public var isNew: Bool
    /// When.
    public var at: Instant
}

/// Categories were added or decided on.
public struct CategoriesRecorded: Codable, Sendable, Equatable {
    /// All of them now.
    public var categories: [Category]
    /// A word: `missing_nik`, `risk_without_category`, `analyst`.
    public var reason: String
    /// Who decided; nil for a rule.
    public var by: Username?
    /// When.
    public var at: Instant
}

/// A rule leaves something to a person.
public struct QuestionLeftOpen: Codable, Sendable, Equatable {
    /// What.
    public var question: Identification.OpenQuestion
    /// When.
    public var at: Instant
}
