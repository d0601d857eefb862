public import Vocabulary

/// A request for data from outside (S11), from the letter to the table or the refusal.
public struct DataRequest: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "data-request"

    /// Where it stands (domain.md §6.11).
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Nothing is known of it yet.
        case unknown
        case received
        case classified
        case inScope = "in_scope"
        case granted
        case released
        case denied
        /// Told that the data are not available.
        case informed
        /// Everything is on record; nothing more happens.
        case documented
    }

    /// The key.
    public let id: DataRequestID
    /// Where it stands.
    public private(set) var state: State = .unknown
    /// What was asked, and by whom.
    public private(set) var form: RequestForm?
    /// What the automatic screening proposes.
    public private(set) var proposal: Screening?
    /// Its class, once a data officer or the screening said so.
    public private(set) var dataClass: DataClass?
    /// The coordinator who found it in scope.
    public private(set) var confirmedBy: String?
    /// The permission; nothing leaves without it.
    public private(set) var approval: ApprovalSheet?
    /// What left.
    public private(set) var release: Release?
    /// Why nothing will leave.
    public private(set) var refusal: RefusalReason?
    /// Where the documents are, once everything is on record.
    public private(set) var archive: String?
    /// The limits that run.
    public private(set) var clocks = Clocks()

    /// Before anything is known.
    public init(id: DataRequestID) { self.id = id }

    /// What can happen to a request. The case's name is the word of domain.md §6.14.
    public enum Event: Codable, Sendable, Equatable {
        case dataRequestReceived(Received)
        case dataRequestClassified(Classified)
        case dataRequestScopeConfirmed(Decided)
        case dataRequestOutOfScope(Decided)
        case dataUnavailable(Refused)
        case dataRequestGranted(ApprovalSheet)
        case dataReleased(Release)
        case dataRequestDenied(Refused)
        case dataRequestDocumented(Documented)
        case clockRang(ClockRang)
    }

    /// A request came in.
    public struct Received: Codable, Sendable, Equatable {
        /// What was asked.
        public var form: RequestForm
        /// What the screening proposes.
        public var proposal: Screening
        /// When.
        public var at: Instant
        /// The end of the working day on which it must be classified.
        public var classifyBy: Instant
        /// How that was worked out.
        public var rule: String
    }

    /// Its class is known.
    public struct Classified: Codable, Sendable, Equatable {
        /// Which.
        public var dataClass: DataClass
        /// Who said so; `system` for the screening.
        public var by: String
        /// When.
        public var at: Instant
    }

    /// Somebody decided.
    public struct Decided: Codable, Sendable, Equatable {
        /// Who.
        public var by: String
        /// When.
        public var at: Instant
    }

    /// Nothing leaves.
    public struct Refused: Codable, Sendable, Equatable {
        /// Why.
        public var reason: RefusalReason
        /// Who said so; `system` for the screening.
        public var by: String
        /// When.
        public var at: Instant
    }

    /// What left the centre, kept word for word, so that a repeated answer never shows newer counts.
    public struct Release: Codable, Sendable, Equatable {
        /// The class.
        public var dataClass: DataClass
        /// The counts, of class aggregate.
        public var table: ReleasedTable?
        /// The cases, of class adjusted_case.
        public var cases: AdjustedCases?
        /// SHA-256 of what left, hexadecimal: the entry in the ledger of releases. Of a file the unit that holds it gives
        /// the hash; nothing else of it is known here.
        public var hash: String
        /// Who released it.
        public var by: String
        /// When.
        public var at: Instant
    }

    /// Everything is on record (S11, step 7).
    public struct Documented: Codable, Sendable, Equatable {
        /// Where in the archive.
        public var archive: String
        /// Who.
        public var by: String
        /// When.
        public var at: Instant
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .dataRequestReceived(let received):
            self.state = .received
            self.form = received.form
            self.proposal = received.proposal
            self.clocks.start(
                .dataRequestIntake,
                at: received.at,
                due: received.classifyBy,
                rule: received.rule
            )
        case .dataRequestClassified(let classified):
            self.state = .classified
            self.dataClass = classified.dataClass
            self.clocks.stop(.dataRequestIntake, at: classified.at)
        case .dataRequestScopeConfirmed(let decided):
            self.state = .inScope
            self.confirmedBy = decided.by
        case .dataRequestOutOfScope: break
        case .dataUnavailable(let refused):
            self.state = .informed
            self.refuse(refused)
        case .dataRequestGranted(let sheet):
            self.state = .granted
            self.approval = sheet
            self.clocks.start(
                .dataRequestDelivery,
                at: sheet.at,
                due: sheet.deliverBy,
                rule: sheet.rule
            )
        case .dataReleased(let release):
            self.state = .released
            self.release = release
            self.clocks.stop(.dataRequestDelivery, at: release.at)
        case .dataRequestDenied(let refused):
            self.state = .denied
            self.refuse(refused)
        case .dataRequestDocumented(let documented):
            self.state = .documented
            self.archive = documented.archive
        case .clockRang(let rang): self.clocks.ring(rang.clock, generation: rang.generation, rang.ring)
        }
    }

    private mutating func refuse(_ refused: Refused) {
        self.refusal = refused.reason
        self.clocks.stopAll(at: refused.at)
    }

    /// The breach, if the clock still runs.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        return [.clockRang(rang)]
    }

    /// Which roles are told of an event.
    public func recipients(of event: Event) -> [Role] {
        switch event {
        case .dataRequestReceived: [.dataOfficer]
        case .dataRequestClassified(let classified):
            Screening.permission(of: classified.dataClass) == .never ? [] : [.coordinatorPksai]
        case .dataRequestScopeConfirmed:
            [.dataOfficer, Screening.granter(of: self.dataClass ?? .aggregate)]
        case .dataRequestGranted: [.dataOfficer]
        case .clockRang(let rang):
            rang.ring == .missed ? [.dataOfficer, .coordinatorPksai] : [.dataOfficer]
        case .dataRequestOutOfScope, .dataUnavailable, .dataReleased, .dataRequestDenied, .dataRequestDocumented: []
        }
    }
}

/// The permission without which nothing leaves (domain.md §10.1): who may have what, for which purpose, until when.
public struct ApprovalSheet: Codable, Sendable, Equatable {
    /// The request.
    public var request: DataRequestID
    /// The letter it answers.
    public var letter: String
    /// Who receives.
    public var applicant: String
    /// The broker user it goes to.
    public var username: String
    /// What for.
    public var purpose: String
    /// Which class.
    public var dataClass: DataClass
    /// The fields, as words: rows, columns and filters of a table, codes of adjusted cases, parts of a file.
    public var fields: [String]
    /// The number of the court's order, for a defence.
    public var courtOrder: String?
    /// The last day it holds.
    public var expires: LocalDate
    /// The coordinator who found it in scope.
    public var confirmedBy: String
    /// Who grants: the coordinator, or the head for anything beyond counts.
    public var grantedBy: String
    /// In which role.
    public var grantedAs: Role
    /// When.
    public var at: Instant
    /// The end of the working day on which the data must be out.
    public var deliverBy: Instant
    /// How that was worked out.
    public var rule: String
}
