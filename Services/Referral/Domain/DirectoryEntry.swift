public import Vocabulary

/// What was changed in one entry of the directory since its file was read; each change is a version of it.
public struct DirectoryEntry: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "directory_entry"

    /// The directory's key.
    public let id: InstitutionID
    /// The entry as last amended; nil if it never was.
    public internal(set) var record: DirectoryRecord?
    /// How often.
    public internal(set) var version = 0

    /// Before anything is known.
    public init(id: InstitutionID) { self.id = id }

    /// What can happen to an entry.
    public enum Event: Codable, Sendable, Equatable {
        case directoryEntryAmended(DirectoryAmendment)
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .directoryEntryAmended(let amendment):
            self.record = amendment.record
            self.version += 1
        }
    }

    /// Why an entry isn't changed.
    public enum Rejection: DomainRejection {
        /// Only these roles may.
        case notPermitted([Role])
        /// The focal point belongs to another partner.
        case notYourInstitution
        /// A focal point tells how to come, what to bring and how many beds; the rest is the centre's.
        case notYoursToChange([String])
        /// A new entry needs these members.
        case incomplete([String])
        /// Nothing would change.
        case unchanged
        /// The entry would be wrong (all at once).
        case invalid([String])
    }
}

/// A change of one entry.
public struct DirectoryAmendment: Codable, Sendable, Equatable {
    /// The entry as it reads from now on.
    public var record: DirectoryRecord
    /// Why.
    public var reason: String
    /// Who.
    public var by: String
    /// When.
    public var at: Instant
}

/// The members that are to change; nil ones stay.
public struct DirectoryChange: Sendable, Equatable {
    /// Name.
    public var institution: String?
    /// Its name in Indonesian.
    public var indonesianName: String?
    /// What it does.
    public var service: String?
    /// Need codes.
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
    /// Directory id of the way for the others.
    public var othersThrough: String?
    /// What else there is to say.
    public var note: String?
    /// Where.
    public var address: String?
    /// The first day.
    public var validFrom: LocalDate?
    /// The last day.
    public var validUntil: LocalDate?
    /// When somebody asked.
    public var lastChecked: LocalDate?

    /// No change.
    public init() {}

    /// What a focal point leaves to the centre.
    fileprivate var centresOwn: [String] {
        [
            ("institution", self.institution != nil), ("indonesian_name", self.indonesianName != nil),
            ("service", self.service != nil), ("need", self.need != nil),
            ("sexes", self.sexes != nil), ("minimum_age", self.minimumAge != nil),
            ("maximum_age", self.maximumAge != nil), ("max_stay_hours", self.maximumStayHours != nil),
            ("others_through", self.othersThrough != nil), ("valid_from", self.validFrom != nil),
            ("valid_until", self.validUntil != nil),
        ].filter(\.1).map(\.0)
    }

    fileprivate func applied(to old: DirectoryRecord) -> DirectoryRecord {
        var record = old
        record.institution = self.institution ?? old.institution
        record.indonesianName = self.indonesianName ?? old.indonesianName
        record.service = self.service ?? old.service
        record.need = self.need?.map(\.rawValue) ?? old.need
        record.access = self.access ?? old.access
        record.documents = self.documents ?? old.documents
        record.address = self.address ?? old.address
        record.validFrom = self.validFrom?.description ?? old.validFrom
        record.validUntil = self.validUntil?.description ?? old.validUntil
        record.lastChecked = self.lastChecked?.description ?? old.lastChecked
        var constraint = old.constraint ?? DirectoryRecord.Constraint()
        constraint.sexes = self.sexes?.map(\.rawValue) ?? constraint.sexes
        constraint.minimumAge = self.minimumAge ?? constraint.minimumAge
        constraint.maximumAge = self.maximumAge ?? constraint.maximumAge
        constraint.maximumStayHours = self.maximumStayHours ?? constraint.maximumStayHours
        constraint.beds = self.beds ?? constraint.beds
        constraint.othersThrough = self.othersThrough ?? constraint.othersThrough
        constraint.note = self.note ?? constraint.note
        record.constraint = constraint == DirectoryRecord.Constraint() ? old.constraint : constraint
        return record
    }
}

extension DirectoryEntry {
    /// Changes an entry, or begins one.
    ///
    /// - Parameters:
    ///   - directory: The directory as it reads now, in which the entry must fit.
    /// - Throws: ``Rejection/invalid(_:)`` with every problem at once.
    /// - Source: domain.md §9.5 (editable data with `valid_from` and `last_checked`).
    public func amend(
        _ change: DirectoryChange,
        reason: String,
        in directory: Directory,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let centre: [Role] = [.referralOfficer, .responsibleOfficer, .coordinatorPksai]
        if actor.roles.isDisjoint(with: centre) {
            guard actor.holds(.focalPoint) else { throw .notPermitted(centre + [.focalPoint]) }
            guard actor.institution == self.id.text else { throw .notYourInstitution }
            guard change.centresOwn.isEmpty else { throw .notYoursToChange(change.centresOwn) }
        }
        let old = self.record ?? directory.record(self.id.text)
        if old == nil {
            let lacking = [
                ("institution", change.institution == nil), ("service", change.service == nil),
                ("need", change.need == nil),
            ].filter(\.1).map(\.0)
            guard lacking.isEmpty else { throw .incomplete(lacking) }
        }
        let blank = DirectoryRecord(
            id: self.id.text,
            institution: "",
            service: "",
            need: [],
            validFrom: now.localDate.description
        )
        let record = change.applied(to: old ?? blank)
        guard record != old else { throw .unchanged }
        do { _ = try directory.amended(with: [record]) } catch { throw .invalid(error.problems) }
        return [
            .directoryEntryAmended(
                DirectoryAmendment(record: record, reason: reason, by: actor.username, at: now)
            )
        ]
    }
}

extension DirectoryEntry.Rejection {
    /// A stable word.
    public var code: String {
        switch self {
        case .notPermitted: "not_permitted"
        case .notYourInstitution: "not_your_institution"
        case .notYoursToChange: "not_yours_to_change"
        case .incomplete: "incomplete"
        case .unchanged: "unchanged"
        case .invalid: "invalid"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .notPermitted(let roles): "only \(roles.map(\.rawValue).joined(separator: " or ")) may do this"
        case .notYourInstitution: "you are registered for another partner"
        case .notYoursToChange(let members): "the centre decides on \(members.joined(separator: ", ")); ask it"
        case .incomplete(let members): "a new entry needs \(members.joined(separator: ", "))"
        case .unchanged: "the entry reads like this already"
        case .invalid(let problems): problems.joined(separator: "; ")
        }
    }
}
