internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Runs the checks of table L.2 for the handlers: opens the child, asks registers and look-ups, lets the rules decide.
struct IdentificationDesk: Sendable {
    let policy: IdentificationPolicy
    let population: PopulationSource
    let lists: (any AtRiskRegister)?

    /// The keys of a child that a message carries.
    func keys(
        _ child: Confidential<ChildIdentity>?,
        _ family: Confidential<Family>?,
        at moment: Instant,
        _ context: RoutingContext
    ) throws -> ChildKeys {
        ChildKeys(
            try child.map { try context.open($0) },
            family: try family.map { try context.open($0) },
            at: moment,
            index: context.blindIndex
        )
    }

    /// The at-risk lists a child is on, in files and imported.
    func entries(_ child: ChildIdentity?, _ keys: ChildKeys, _ context: DecisionContext) throws -> [AtRiskEntry] {
        let filed = child?.nik.flatMap { NIK($0) }.flatMap { self.lists?.entries(of: $0) } ?? []
        let imported = try keys.candidate(context.lookup).map { try context.state(OutreachCandidate.self, $0).entries }
        return filed + (imported ?? [])
    }

    /// Notes with a child on the lists that somebody reported it, or that its visit brought this complaint.
    func note(
        _ complaint: ComplaintID,
        about id: CandidateID,
        fromVisit: Bool,
        _ context: inout DecisionContext
    ) throws {
        let candidate = try context.state(OutreachCandidate.self, id)
        context.append(
            candidate.hear(complaint, fromVisit: fromVisit, at: context.now),
            to: OutreachCandidate.self,
            id
        )
    }

    /// What the population register says of a child, if it is at hand.
    func registry(_ child: ChildIdentity?) -> RegistryRecord? {
        guard case .atHand(let registry) = self.population else { return nil }
        return child?.nik.flatMap { NIK($0) }.flatMap { registry.record(of: $0) }
    }

    /// How long to wait for the register's answer about a child, if it is asked over the broker.
    func asking(_ child: ChildIdentity?) -> RegistryPatience? {
        guard case .asked(let patience) = self.population, child?.nik.flatMap({ NIK($0) }) != nil else { return nil }
        return patience
    }

    /// Sends the question out that a rule decided to ask.
    func ask(
        _ events: [Identification.Event],
        of child: ChildIdentity?,
        _ id: ComplaintID,
        _ context: inout DecisionContext
    ) {
        for case .populationAsked(let asked) in events {
            guard let nik = child?.nik.flatMap({ NIK($0) }) else { continue }
            let question = PopulationLookup(complaintID: id, nik: nik.digits, answerBy: asked.dueAt)
            context.perform(.send(.everyone(.registry, institution: nil), question))
        }
    }

    /// Runs the checks if the complaint is ready for them, and keeps the child's record.
    ///
    /// - Parameters:
    ///   - id: The complaint; loaded.
    ///   - sealed: The child as the message carries it: its keys are locked.
    ///   - household: Its household.
    ///   - moment: The time the keys were made for.
    func identify(
        _ id: ComplaintID,
        _ sealed: Confidential<ChildIdentity>?,
        _ household: Confidential<Family>?,
        at moment: Instant,
        _ context: inout DecisionContext
    ) throws {
        let identification = try context.state(Identification.self, id)
        guard identification.isReady, let complaint = identification.complaint else { return }
        let child = try sealed.map { try context.open($0) }
        let family = try household.map { try context.open($0) }
        let keys = ChildKeys(child, family: family, at: moment, index: context.blindIndex)
        let match = try self.match(child, keys, fresh: ChildID(newFrom: id), context)
        let evidence = Evidence(
            child: child,
            match: match,
            registry: self.registry(child),
            asking: self.asking(child),
            lists: try self.entries(child, keys, context)
        )
        let events = identification.identify(evidence, policy: self.policy, at: context.now)
        context.append(events, to: Identification.self, id)
        self.ask(events, of: child, id, &context)
        let record = try context.state(Child.self, match.childID)
        let hasNIK = child?.nik.flatMap { NIK($0) } != nil
        context.append(
            record.take(
                id,
                identity: sealed,
                hasNIK: hasNIK,
                // A complaint makes at most one record, so its serial is free in this register.
                temporaryNumber: TemporaryNumber(
                    year: complaint.complaintNo.year,
                    serial: complaint.complaintNo.serial
                ),
                candidates: match.candidates,
                at: context.now
            ),
            to: Child.self,
            match.childID
        )
        try self.mirror(match, from: id, &context)
        if let candidate = keys.candidate(context.lookup) {
            try self.note(id, about: candidate, fromVisit: false, &context)
        }
        self.remember(keys, match.childID, &context)
        context.setLookup(.child(of: id), to: match.childID.text)
        // The row is there since the registration was heard.
        context.setLookup(
            .complaint(complaint.complaintNo),
            to: NumberedComplaint(id, child: match.childID).text
        )
        try self.registerIfEligible(id, &context)
    }

    /// Draws the number of an eligible case and notes the case with the child.
    func registerIfEligible(_ id: ComplaintID, _ context: inout DecisionContext) throws {
        let identification = try context.state(Identification.self, id)
        guard identification.needsNumber, let complaint = identification.complaint, let childID = identification.childID
        else { return }
        let year = context.now.localDate.year
        let number = CaseNumber(year: year, serial: context.nextNumber(CaseNumber.prefix, year: year))
        context.append(identification.register(number, at: context.now), to: Identification.self, id)
        let record = try context.state(Child.self, childID)
        context.append(
            record.open(complaint.caseID, from: id, number: number, at: context.now),
            to: Child.self,
            childID
        )
        context.setLookup(.child(of: complaint.caseID), to: childID.text)
    }

    /// Which record the child is, by the look-ups' present values.
    func match(
        _ child: ChildIdentity?,
        _ keys: ChildKeys,
        fresh: ChildID,
        _ context: DecisionContext
    ) throws -> ChildMatch {
        let byNIK = try keys.child(context.lookup).map { try context.state(Child.self, $0) }
        let identity = try byNIK?.identity.map { try context.open($0) }
        return ChildMatch(
            byNIK: byNIK.map { KnownChild($0) },
            sharesName: Self.shareName(child, identity),
            contradictsNIK: child.map { ChildMatch.contradictsNIK($0, at: context.now.localDate) } ?? false,
            nikComparison: Likeness.Comparison(child, identity),
            bySubstituteKey: try self.alike(child, keys, fresh: fresh, context),
            fresh: fresh
        )
    }

    /// The records that share a substitute key, each with the keys it shares.
    private func alike(
        _ child: ChildIdentity?,
        _ keys: ChildKeys,
        fresh: ChildID,
        _ context: DecisionContext
    ) throws -> [(child: KnownChild, likeness: Likeness)] {
        var shared: [ChildID: Set<SubstituteKey.Kind>] = [:]
        for key in keys.substitutes {
            guard let kind = keys.kinds[key] else { continue }
            for other in keys.alike(key, context.lookup) where other != fresh {
                shared[other, default: []].insert(kind)
            }
        }
        return try shared.sorted { $0.key.text < $1.key.text }.map { other, kinds in
            let record = try context.state(Child.self, other)
            let identity = try? record.identity.map { try context.open($0) }
            return (KnownChild(record), Likeness(keys: kinds, Likeness.Comparison(child, identity)))
        }
    }

    private static func shareName(_ child: ChildIdentity?, _ known: ChildIdentity?) -> Bool {
        guard let child, let known else { return true }
        let (new, old) = (SubstituteKey.nameWords(child), SubstituteKey.nameWords(known))
        return new.isEmpty || old.isEmpty || !new.isDisjoint(with: old)
    }

    /// Notes with the other records that this one may be the same child.
    func mirror(_ match: ChildMatch, from id: ComplaintID, _ context: inout DecisionContext) throws {
        for (other, likeness) in match.candidates.sorted(by: { $0.key.text < $1.key.text }) {
            // A record known only as the target of a merge is not loaded; its own side suffices.
            guard let record = try? context.state(Child.self, other) else { continue }
            context.append(record.note([match.childID: likeness], from: id, at: context.now), to: Child.self, other)
        }
    }

    /// Lets the keys lead to the record.
    func remember(_ keys: ChildKeys, _ child: ChildID, _ context: inout DecisionContext) {
        if let nik = keys.nik, keys.child(context.lookup) == nil {
            context.setLookup(nik, adding: child)
            context.setLookup(.nik(of: child), to: nik.key)
        }
        for key in keys.substitutes { context.setLookup(key, adding: child) }
    }
}

extension KnownChild {
    /// A record as the rules see it; one that was merged stands for the record it was merged into.
    init(_ child: Child) {
        self.init(id: child.mergedInto ?? child.id, openCase: child.openCase, closedCase: child.closedCase)
    }
}
