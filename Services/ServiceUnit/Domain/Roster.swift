package import Vocabulary

/// Who is on call when and where; signed with the standing assignment letter under which a claim makes its holder the
/// provisional worker (domain.md §14 D15). There is one.
package struct Roster: Aggregate {
    /// The only roster's key.
    package struct ID: Identifier {
        package static let text = "city"
        package static let only = ID()
        package init() {}
        package init?(_ text: String) { if text != Self.text { return nil } }
        package var text: String { Self.text }
    }

    /// One person's turn.
    package struct Entry: Codable, Sendable, Equatable {
        package var id: String
        package var worker: Username
        package var from: Instant
        package var until: Instant
        /// Where; empty for the whole city.
        package var subdistricts: [String]
        /// The standing letter's number.
        package var letterNo: String
        package var signedBy: Username

        package init(
            id: String,
            worker: Username,
            from: Instant,
            until: Instant,
            subdistricts: [String],
            letterNo: String,
            signedBy: Username
        ) {
            (self.id, self.worker, self.from, self.until) = (id, worker, from, until)
            (self.subdistricts, self.letterNo, self.signedBy) = (subdistricts, letterNo, signedBy)
        }

        /// Whether the turn is on.
        package func isOn(at now: Instant) -> Bool { self.from <= now && now < self.until }

        /// Whether a case from there is this turn's; a case whose subdistrict nobody knows is everybody's.
        package func covers(_ subdistrict: String?) -> Bool {
            self.subdistricts.isEmpty || subdistrict.map { self.subdistricts.contains($0) } ?? true
        }
    }

    package enum Event: Codable, Sendable, Equatable {
        case rosterEntrySet(Entry)
        case rosterEntryRemoved(Removed)
    }

    package struct Removed: Codable, Sendable, Equatable {
        package var id: String
        package var by: Username
        package var at: Instant
    }

    package static let streamKind = "roster"
    package let id: ID
    package private(set) var entries: [Entry] = []
    /// Whether a roster was ever kept; before, every on-call worker is on call.
    package private(set) var isKept = false

    package init(id: ID) { self.id = id }

    /// Whether somebody may take an urgent case now: whoever has a turn, every on-call worker while no roster is kept, and
    /// the rungs above at any time.
    package func lets(_ actor: Actor, takeAt now: Instant) -> Bool {
        if !actor.roles.isDisjoint(with: Case.upperRoles) { return true }
        guard actor.holds(.onCallWorker) else { return false }
        return !self.isKept || self.entries.contains { $0.worker.text == actor.username && $0.isOn(at: now) }
    }

    /// Sets a turn, or changes one.
    ///
    /// - Parameters:
    ///   - entry: The turn, with its id and who signs.
    ///   - roles: The worker's.
    ///   - city: The names a turn may be for.
    package func set(
        _ entry: Entry,
        workerRoles roles: Set<Role>,
        city: Subdistricts,
        by actor: Actor,
        at now: Instant
    ) throws(CaseRejection) -> [Event] {
        try Self.requireSigner(actor)
        guard roles.contains(.onCallWorker) else {
            throw CaseRejection(.invalid, "\(entry.worker) is no on_call_worker", at: "/worker")
        }
        guard entry.until > entry.from, entry.until > now else {
            throw CaseRejection(.invalid, "a turn ends after it begins, and not in the past", at: "/until")
        }
        guard entry.until <= entry.from.adding(days: Self.longest) else {
            throw CaseRejection(.invalid, "a turn lasts at most \(Self.longest) days", at: "/until")
        }
        guard entry.letterNo.contains(where: { !$0.isWhitespace }) else {
            throw CaseRejection(.missing, "the standing letter's number is missing (D15)", at: "/letter_no")
        }
        var entry = entry
        (entry.from, entry.until) = (entry.from.read(in: now.zone), entry.until.read(in: now.zone))
        for (index, name) in entry.subdistricts.enumerated() {
            guard let known = city.known(name) else {
                throw CaseRejection(.invalid, "the city has no such subdistrict", at: "/subdistricts/\(index)")
            }
            entry.subdistricts[index] = known
        }
        guard !self.entries.contains(entry) else { return [] }
        return [.rosterEntrySet(entry)]
    }

    /// Takes a turn out of the roster. Who has taken a case keeps it.
    package func remove(_ id: String, by actor: Actor, at now: Instant) throws(CaseRejection) -> [Event] {
        let name = try Self.requireSigner(actor)
        guard self.entries.contains(where: { $0.id == id }) else {
            throw CaseRejection(.invalid, "the roster has no such turn", at: "/entry_id")
        }
        return [.rosterEntryRemoved(Removed(id: id, by: name, at: now))]
    }

    /// Turns that aren't over and that somebody can't take with these roles: they leave the rung empty until who signs the
    /// roster sets others.
    package func turns(of worker: Username, beyond roles: Set<Role>, at now: Instant) -> [Entry] {
        guard !roles.contains(.onCallWorker) else { return [] }
        return self.entries.filter { $0.worker == worker && $0.until > now }
    }

    /// Who signs assignment letters, and so the roster.
    package static let signers: [Role] = [.coordinatorPksai, .headPksai]

    @discardableResult
    private static func requireSigner(_ actor: Actor) throws(CaseRejection) -> Username {
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: self.signers) else {
            let who = self.signers.map(\.rawValue).joined(separator: " or ")
            throw CaseRejection(.notAllowed, "only \(who) signs the roster: it is a standing assignment letter (D15)")
        }
        return name
    }

    /// Days.
    private static let longest = 31
    /// Ended turns are forgotten after so many days; the journal keeps them.
    private static let kept = 90

    package mutating func apply(_ event: Event) {
        switch event {
        case .rosterEntrySet(let entry):
            self.isKept = true
            self.entries.removeAll { $0.id == entry.id || $0.until.adding(days: Self.kept) < entry.from }
            let place = self.entries.firstIndex { ($0.from, $0.id) > (entry.from, entry.id) }
            self.entries.insert(entry, at: place ?? self.entries.endIndex)
        case .rosterEntryRemoved(let removed): self.entries.removeAll { $0.id == removed.id }
        }
    }
}

/// Who stands on which rung at a moment, for one subdistrict.
package struct Duty: Sendable, Equatable {
    private let roster: Roster?
    private let holders: [OncallRung: [Username]]

    /// - Parameters:
    ///   - roster: The roster; nil if none was ever begun.
    ///   - holders: Who holds each rung's role.
    package init(roster: Roster?, holders: [OncallRung: [Username]]) {
        self.roster = roster.flatMap { $0.isKept ? $0 : nil }
        self.holders = holders
    }

    /// Whether anybody at all could be called.
    var knowsAnybody: Bool { self.holders.values.contains { !$0.isEmpty } }

    /// Who is called on a rung.
    package func called(_ rung: OncallRung, _ subdistrict: String?, at now: Instant) -> [Username] {
        let holders = self.holders[rung] ?? []
        guard rung == .worker, let roster else { return holders.sorted { $0.text < $1.text } }
        let turns = roster.entries.filter { $0.isOn(at: now) && $0.covers(subdistrict) }
        return Set(turns.map(\.worker)).intersection(holders).sorted { $0.text < $1.text }
    }

    /// When the last turn of those called on a rung ends, one after the other; nil where it doesn't end by the roster.
    func empties(_ rung: OncallRung, _ subdistrict: String?, from now: Instant) -> Instant? {
        guard rung == .worker, let roster else { return nil }
        let turns = roster.entries.filter { turn in
            turn.covers(subdistrict) && (self.holders[rung]?.contains(turn.worker) ?? false)
        }
        var end: Instant?
        while let later = turns.filter({ $0.isOn(at: end ?? now) }).map(\.until).max() { end = later }
        return end
    }

    /// The first rung from here up that somebody stands on; the last one stays the last resort.
    func staffed(from rung: OncallRung, _ subdistrict: String?, at now: Instant) -> OncallRung {
        guard self.knowsAnybody else { return rung }
        var rung = rung
        while self.called(rung, subdistrict, at: now).isEmpty, rung.next != rung { rung = rung.next }
        return rung
    }

    /// How an on-call worker stands to a case from there.
    package enum Standing: Sendable, Equatable {
        /// No roster is kept: the role suffices.
        case noRoster
        /// On duty there, under this standing letter.
        case here(letterNo: String)
        /// On duty, but for other subdistricts.
        case elsewhere(letterNo: String)
        case offDuty
    }

    package func standing(of worker: Username, _ subdistrict: String?, at now: Instant) -> Standing {
        guard let roster else { return .noRoster }
        let mine = roster.entries.filter { $0.worker == worker && $0.isOn(at: now) }
        if let turn = mine.first(where: { $0.covers(subdistrict) }) { return .here(letterNo: turn.letterNo) }
        return mine.first.map { .elsewhere(letterNo: $0.letterNo) } ?? .offDuty
    }
}
