public import Contracts
public import Vocabulary

/// How one city works, as data: limits, rhythms, procedures with their standard minutes, forms, who decides, subdistricts,
/// holidays (domain.md §5.3, §2.3, §6, §12.5). Versioned: a case keeps the pack it began with.
public struct ProcedurePack: Sendable, Equatable {
    /// Its name and version.
    public let reference: PackReference
    /// From when it is in force.
    public let validFrom: LocalDate
    /// What it rests on.
    public let basis: String
    /// The city.
    public let city: City
    /// The limits, typed.
    public let limits: ProcedureLimits
    /// How often what must happen.
    public let rhythms: [Rhythm]
    /// The procedures the city has, with their steps.
    public let procedures: [Procedure]
    /// The versions of the forms new cases are filled with, by name (`form3`).
    public let forms: [String: Int]
    /// Commands that fewer roles may send here than the contracts say, by type.
    public let decisions: [String: Set<Role>]
    /// The days that are no working days.
    public let holidays: HolidayCalendar

    /// The city a pack is for.
    public struct City: Codable, Sendable, Equatable {
        /// `Makassar`.
        public var name: String
        /// The first four digits of a NIK issued there, `7371`.
        public var region: String
        /// Its zone: days, years and working days are those of its calendar.
        public var zone: CityZone
        /// The names that may stand as loose codes.
        public var subdistricts: Subdistricts
    }

    /// Something that must happen so and so often (§2.3).
    public struct Rhythm: Codable, Sendable, Equatable {
        /// What it is.
        public var id: RhythmKind
        /// The span it is counted in.
        public var every: RhythmSpan
        /// How often within it.
        public var times: Int
        /// Who sees to it.
        public var who: [Role]
        /// Only in the first year.
        public var firstYear: Bool?
        /// Where it is written.
        public var source: String
    }

    /// A procedure (SOP) with its steps.
    public struct Procedure: Codable, Sendable, Equatable {
        /// Which one of domain.md §6: its states and events.
        public var id: ProcedureCode
        /// What the city calls it, in English.
        public var name: String
        /// The same in Indonesian.
        public var indonesian: String
        /// The book's table, `L.5`; `-` where the city's source has none.
        public var table: String
        /// The unit that owns it.
        public var owner: UnitName
        /// The path whose complaints alone it counts; all where the city has one procedure for them.
        public var path: IntakePath?
        /// What is done, in order.
        public var steps: [Step]

        /// The standard minutes of all steps that have any.
        public var totalMinutes: Int { self.steps.compactMap(\.minutes).reduce(0, +) }
    }

    /// One step and its standard time: measured and reported, never alarmed on.
    public struct Step: Codable, Sendable, Equatable {
        /// Its number in the table.
        public var no: Int
        /// What is done.
        public var name: String
        /// The standard; nil where the table says "tentative".
        public var minutes: Int?
        /// The event it begins with, or several, `a or b`: the last of them counts.
        public var from: String?
        /// The event it ends with, or several.
        public var to: String?
        /// The time told in the event it begins with, where that counts.
        public var since: MeasureSteps.Moment?
        /// The path whose complaints alone count, where the procedure has steps on several.
        public var path: IntakePath?
        /// Why its duration can't be told, where no events bound it.
        public var unmeasured: String?

        /// The events it begins with.
        public var starts: [String] { Self.events(self.from) }
        /// The events it ends with.
        public var ends: [String] { Self.events(self.to) }

        private static func events(_ text: String?) -> [String] {
            (text ?? "").split(separator: " or ", omittingEmptySubsequences: true).map(String.init)
        }
    }

    /// Whether the city has a procedure.
    public func has(_ code: ProcedureCode) -> Bool { self.procedures.contains { $0.id == code } }

    /// A procedure's standard minutes; nil if the city has none, or no minutes are printed.
    public func standardMinutes(of code: ProcedureCode) -> Int? {
        self.procedures.first { $0.id == code }.map(\.totalMinutes).flatMap { $0 > 0 ? $0 : nil }
    }

    /// How often something must happen; nil if the pack doesn't ask for it.
    public func rhythm(_ id: RhythmKind) -> Rhythm? { self.rhythms.first { $0.id == id } }

    /// Who may send a command here: what the contract says, or fewer where the pack says so.
    public func roles(for command: any CommandContract.Type) -> Set<Role> {
        self.decisions[command.type].map { command.roles.intersection($0) } ?? command.roles
    }
}
