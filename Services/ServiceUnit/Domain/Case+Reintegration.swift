package import Vocabulary

// A child comes home (S10, §8.10): documents, family, reunification, community, monitoring, evaluation.
extension Case {
    /// Where the return stands.
    package struct Reintegration: Codable, Sendable, Equatable {
        /// Its states (S10).
        package enum Phase: String, Codable, Sendable, CaseIterable {
            case preparing
            case familyReady = "family_ready"
            case reunified
            case communityReady = "community_ready"
            case monitored
            case succeeded, failed
        }

        package var phase = Phase.preparing
        package var origin: ReintegrationOrigin
        package var substituteFamily = false
        /// How often the development was looked at.
        package var visits = 0

        /// Evaluated, either way.
        package var isOver: Bool { self.phase == .succeeded || self.phase == .failed }
    }

    private func requireReintegration(_ phases: Set<Reintegration.Phase>, _ hint: String) throws(Rejection) {
        guard let reintegration else {
            throw Rejection(.wrongOrder, "no return is under way: start_reintegration comes first (S10)")
        }
        guard phases.contains(reintegration.phase) else {
            throw Rejection(.wrongOrder, "the return is \(reintegration.phase.rawValue): \(hint) (S10)")
        }
    }

    /// Begins the return of a child that leaves an institution or shelter.
    package func startReintegration(
        from origin: ReintegrationOrigin,
        documents: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, complaint) = try self.requireOwn(actor, to: "start the child's return")
        guard self.manager == name || actor.holds(.coordinatorSw) else {
            throw Rejection(.notYours, "the case manager starts the return; \(self.manager?.text ?? "nobody") is it")
        }
        guard self.plan?.approvedVersion != nil, self.closure == nil else {
            throw Rejection(.wrongOrder, "the return is part of a plan in force; this case is \(self.stage.rawValue)")
        }
        guard self.reintegration?.isOver ?? true else {
            throw Rejection(.wrongOrder, "a return is \(self.reintegration?.phase.rawValue ?? "under way") already")
        }
        try self.requireLetter(for: "preparing the family")
        try self.requireText(documents, "the documents prepared", at: "/documents")
        return [
            .reintegrationStarted(ReintegrationStarted(caseID: self.id, origin: origin, by: name, at: now)),
            self.note(documents, about: "reintegration_documents", by: name, origin: complaint, at: now),
        ]
    }

    /// The own family is unfit: a substitute family is prepared.
    package func chooseSubstituteFamily(reason: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.coordinatorSw], to: "choose a substitute family")
        try self.requireReintegration([.preparing], "a family is chosen while it is prepared")
        try self.requireText(reason, "why the family is unfit", at: "/reason")
        return [
            .substituteFamilyChosen(SubstituteFamilyWanted(caseID: self.id, by: name, at: now)),
            self.note(reason, about: "substitute_family", by: name, origin: origin, at: now),
        ]
    }

    /// The family is ready: visited, the child heard, no risk from it left open.
    package func recordFamilyReady(
        visited: Bool,
        childHeard: Bool,
        openRisk: Bool,
        findings: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record that the family is ready")
        try self.requireReintegration([.preparing], "the family was prepared before")
        try self.requireLetter(for: "preparing the family")
        guard visited else { throw Rejection(.missing, "the family is visited first (S10)", at: "/visited") }
        guard childHeard else { throw Rejection(.missing, "the child is heard first (S10)", at: "/child_heard") }
        guard !openRisk else {
            throw Rejection(
                .wrongOrder,
                "a risk from this family is open: coordinator_sw may choose a substitute family",
                at: "/open_risk"
            )
        }
        try self.requireText(findings, "what was found", at: "/findings")
        let ready = FamilyReady(caseID: self.id, substitute: self.reintegration?.substituteFamily ?? false, at: now)
        return [
            .familyReadyRecorded(ready), self.note(findings, about: "family_ready", by: name, origin: origin, at: now),
        ]
    }

    /// The child is with the family.
    package func reunify(note text: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record the reunification")
        try self.requireReintegration([.familyReady], "the child returns once the family is ready")
        try self.requireLetter(for: "reunification")
        try self.requireText(text, "who brought the child and who received it", at: "/note")
        return [
            .childReunified(ChildReunified(caseID: self.id, at: now)),
            self.note(text, about: "child_reunified", by: name, origin: origin, at: now),
        ]
    }

    /// The community is ready; nothing of the case was told.
    package func resocialise(
        factsDisclosed: Bool,
        note text: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record the resocialisation")
        try self.requireReintegration([.reunified], "the community follows reunification")
        try self.requireLetter(for: "resocialisation")
        guard !factsDisclosed else {
            throw Rejection(
                .notAllowed,
                "the community is told that the child was served, never the facts of the case (S10)",
                at: "/facts_disclosed"
            )
        }
        try self.requireText(text, "what was done", at: "/note")
        return [
            .communityResocialised(CommunityResocialised(caseID: self.id, by: name, at: now)),
            self.note(text, about: "community_resocialised", by: name, origin: origin, at: now),
        ]
    }

    /// The development after the return; as often as needed.
    package func monitorReintegration(findings: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "monitor the return")
        try self.requireReintegration([.communityReady, .monitored], "monitoring follows resocialisation")
        try self.requireLetter(for: "monitoring the return")
        try self.requireText(findings, "what was found", at: "/findings")
        return [
            .reintegrationMonitored(ReintegrationMonitored(caseID: self.id, by: name, at: now)),
            self.note(findings, about: "reintegration_monitored", by: name, origin: origin, at: now),
        ]
    }

    /// Judges the return: success leads to closure, failure to a new plan.
    package func evaluateReintegration(
        success: Bool,
        findings: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.coordinatorSw], to: "evaluate the return")
        try self.requireReintegration([.monitored], "evaluation follows monitoring")
        try self.requireText(findings, "what was found", at: "/findings")
        return [
            .reintegrationEvaluated(ReintegrationEvaluated(caseID: self.id, success: success, by: name, at: now)),
            self.note(findings, about: "reintegration_evaluated", by: name, origin: origin, at: now),
        ]
    }

    // MARK: Folding

    mutating func fold(_ event: ReintegrationStarted) { self.reintegration = Reintegration(origin: event.origin) }
    mutating func fold(_ event: SubstituteFamilyWanted) { self.reintegration?.substituteFamily = true }
    mutating func fold(_ event: FamilyReady) { self.reintegration?.phase = .familyReady }
    mutating func fold(_ event: ChildReunified) {
        self.reintegration?.phase = .reunified
        self.endStays()
    }

    mutating func fold(_ event: CommunityResocialised) { self.reintegration?.phase = .communityReady }

    mutating func fold(_ event: ReintegrationMonitored) {
        self.reintegration?.phase = .monitored
        self.reintegration?.visits += 1
    }

    mutating func fold(_ event: ReintegrationEvaluated) {
        self.reintegration?.phase = event.success ? .succeeded : .failed
        if !event.success { self.replanning = true }
    }
}
