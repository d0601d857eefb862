internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Runs the checks of table L.2 for the handlers: opens the child, asks registers and look-ups, lets the rules decide.
struct IdentificationDesk: Sendable {
    let policy: IdentificationPolicy
    let population: (any PopulationRegistry)?
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

    /// What the population register says of a child.
    func registry(_ child: ChildIdentity?) -> RegistryRecord? {
        child?.nik.flatMap { NIK($0) }.flatMap { self.population?.record(of: $0) }
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
            lists: child?.nik.flatMap { NIK($0) }.flatMap { self.lists?.entries(of: $0) } ?? []
        )
        context.append(
            identification.identify(evidence, policy: self.policy, at: context.now),
            to: Identification.self,
            id
        )
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
        let byNIK = try keys.nik.flatMap { context.lookup($0) }.flatMap { ChildID($0) }
            .map { try context.state(Child.self, $0) }
        let bySubstitute = try keys.substitutes.compactMap { context.lookup($0) }
            .flatMap { $0.split(separator: " ") }.compactMap { ChildID(String($0)) }
            .filter { $0 != fresh }
            .map { try context.state(Child.self, $0) }
        return ChildMatch(
            byNIK: byNIK.map { KnownChild($0) },
            sharesName: try byNIK.map { try self.sharesName(child, $0, context) } ?? true,
            contradictsNIK: child.map { ChildMatch.contradictsNIK($0, at: context.now.localDate) } ?? false,
            bySubstituteKey: bySubstitute.map { KnownChild($0) },
            fresh: fresh
        )
    }

    private func sharesName(_ child: ChildIdentity?, _ known: Child, _ context: DecisionContext) throws -> Bool {
        guard let child, let identity = known.identity else { return true }
        let (new, old) = (SubstituteKey.nameWords(child), SubstituteKey.nameWords(try context.open(identity)))
        return new.isEmpty || old.isEmpty || !new.isDisjoint(with: old)
    }

    /// Notes with the other records that this one may be the same child.
    func mirror(_ match: ChildMatch, from id: ComplaintID, _ context: inout DecisionContext) throws {
        for (other, basis) in match.candidates.sorted(by: { $0.key.text < $1.key.text }) {
            // A record known only as the target of a merge is not loaded; its own side suffices.
            guard let record = try? context.state(Child.self, other) else { continue }
            context.append(record.note([match.childID: basis], from: id, at: context.now), to: Child.self, other)
        }
    }

    /// Lets the keys lead to the record.
    func remember(_ keys: ChildKeys, _ child: ChildID, _ context: inout DecisionContext) {
        if let nik = keys.nik, context.lookup(nik) == nil {
            context.setLookup(nik, to: child.text)
            context.setLookup(.nik(of: child), to: nik.key)
        }
        for key in keys.substitutes {
            let known = context.lookup(key)?.split(separator: " ").map(String.init) ?? []
            guard !known.contains(child.text) else { continue }
            context.setLookup(key, to: (known + [child.text]).joined(separator: " "))
        }
    }
}

extension KnownChild {
    /// A record as the rules see it; one that was merged stands for the record it was merged into.
    init(_ child: Child) {
        self.init(id: child.mergedInto ?? child.id, openCase: child.openCase, closedCase: child.closedCase)
    }
}
