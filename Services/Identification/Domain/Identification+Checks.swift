public import Vocabulary

/// What the checks of table L.2 found out, as it stands while the look-ups are locked.
public struct Evidence: Sendable, Equatable {
    /// The child in the clear.
    public var child: ChildIdentity?
    /// Its record.
    public var match: ChildMatch
    /// The population register's answer, if it is at hand.
    public var registry: RegistryRecord?
    /// How long to wait for a register that is asked over the broker; nil if the answer is at hand, or nobody is asked.
    public var asking: RegistryPatience?
    /// The at-risk lists the child is on.
    public var lists: [AtRiskEntry]

    /// What was found.
    public init(
        child: ChildIdentity?,
        match: ChildMatch,
        registry: RegistryRecord?,
        asking: RegistryPatience? = nil,
        lists: [AtRiskEntry]
    ) {
        self.child = child
        self.match = match
        self.registry = registry
        self.asking = asking
        self.lists = lists
    }
}

/// How long identification waits for a population registry before it goes on with an unknown residency.
public struct RegistryPatience: Sendable, Equatable {
    /// In seconds.
    public var seconds: Int

    /// So many seconds.
    public init(seconds: Int) { self.seconds = seconds }
}

/// What a city sets for identification.
public struct IdentificationPolicy: Codable, Sendable, Equatable {
    /// The first four digits of the city's region code: 7371 is Makassar.
    public var city = "7371"
    /// The time limits.
    public var limits = ProcedureLimits()
    /// The names that may stand as loose codes.
    public var subdistricts = Subdistricts.makassar

    /// The defaults of domain.md.
    public init() {}
}

extension Identification {
    /// Hears one of intake's events; told twice, it changes nothing.
    public func hear(_ event: Event) -> [Event] { self.applying([event]) == self ? [] : [event] }

    /// Runs the checks of table L.2 once the complaint is handed over: residency, prior service, at-risk lists, outcome.
    ///
    /// - Parameters:
    ///   - evidence: What the look-ups and registers say.
    ///   - policy: What the city sets.
    ///   - now: When.
    /// - Returns: What follows; nothing before the hand-over or a second time. An eligible case still needs its number:
    ///   see ``register(_:at:)``.
    /// - Source: SOP table L.2, steps 1–4; domain.md §6.2, §11.
    public func identify(_ evidence: Evidence, policy: IdentificationPolicy, at now: Instant) -> [Event] {
        guard self.isReady, let complaint, let codes else { return [] }
        let caseID = complaint.caseID
        let match = evidence.match
        let lists = evidence.lists.map(\.text).sorted()
        var events: [Event] = [
            .identificationStarted(IdentificationStarted(complaintID: self.id, caseID: caseID, at: now)),
            .childMatched(ChildMatched(childID: match.childID, isNew: match.known == nil, at: now)),
        ]
        if let patience = evidence.asking {
            let waits = !self.isUrgent
            events.append(.populationAsked(self.asked(patience, waits: waits, lists: lists, at: now)))
            if waits { return events }
        }
        let finding = ResidencyFinding(evidence.registry, city: policy.city)
        return events
            + self.applying(events).checked(
                finding,
                known: match.known,
                lists: lists,
                codes: codes,
                child: evidence.child,
                policy: policy,
                at: now
            )
    }

    func asked(_ patience: RegistryPatience, waits: Bool, lists: [String], at now: Instant) -> PopulationAsked {
        PopulationAsked(
            waits: waits,
            lists: lists,
            dueAt: now.adding(seconds: Int64(patience.seconds)),
            rule: "\(patience.seconds) s, §11.2, because asked at \(now); then unknown and provisional service",
            at: now
        )
    }

    /// Takes the registry's answer, or goes on without one: the checks that waited run now; after them a late answer
    /// can still settle an unknown residency.
    ///
    /// - Parameters:
    ///   - answer: The answer; nil when the time is over.
    ///   - known: The record of the child as it stands now.
    ///   - child: The child in the clear.
    /// - Source: SOP table L.2, step 2.
    public func goOn(
        _ answer: PopulationAnswered?,
        known: KnownChild?,
        child: ChildIdentity?,
        policy: IdentificationPolicy,
        at now: Instant
    ) -> [Event] {
        guard self.complaint != nil, let codes, let registry else { return [] }
        if answer != nil, registry == .answered { return [] }
        let heard = answer.map { [Event.populationAnswered($0)] } ?? []
        let after = self.applying(heard)
        guard self.status == .verifying else {
            return heard + after.reconsider(child: child, registry: answer?.record, policy: policy, at: now)
        }
        return heard
            + after.checked(
                ResidencyFinding(answer?.record, city: policy.city),
                known: known,
                lists: self.lists,
                codes: codes,
                child: child,
                policy: policy,
                at: now
            )
    }

    /// The registry did not answer in time.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard clock == .registryAnswer, let complaint, self.registry == .asked,
            self.clocks[clock]?.generation == generation, self.clocks[clock]?.ringing(at: now) == .missed
        else { return [] }
        let missed = PopulationUnanswered(complaintID: self.id, caseID: complaint.caseID, at: now)
        return [.populationUnanswered(missed)]
    }

    /// Residency, prior service, lists, outcome, in the order of table L.2.
    private func checked(
        _ finding: ResidencyFinding,
        known: KnownChild?,
        lists: [String],
        codes: LooseCodes,
        child: ChildIdentity?,
        policy: IdentificationPolicy,
        at now: Instant
    ) -> [Event] {
        guard let complaint, let childID else { return [] }
        let caseID = complaint.caseID
        // What a person proved meanwhile stands.
        let isOpen = (self.residency ?? .unknown) == .unknown
        var events: [Event] = isOpen ? [self.found(finding, caseID: caseID, at: now)] : []
        events += [
            .priorServiceChecked(
                PriorServiceChecked(
                    complaintID: self.id,
                    caseID: caseID,
                    priorService: known?.openCase != nil ? .continue : known?.closedCase != nil ? .complete : .start,
                    earlierCases: [known?.openCase, known?.closedCase].compactMap(\.self),
                    at: now
                )
            ),
            .atRiskDatabasesMatched(
                AtRiskDatabasesMatched(complaintID: self.id, caseID: caseID, lists: lists, at: now)
            ),
        ]
        if let target = known?.openCase ?? known?.closedCase {
            // A closed one is reopened by the service unit, its history goes on (domain.md §8.9, D04).
            events.append(self.link(to: target, child: known?.id ?? childID, caseID: caseID, at: now))
            return events
        }
        events += self.completedCategories(codes, child: child, at: now)
        return events + self.applying(events).outcome(child: child, policy: policy, at: now)
    }

    func found(_ finding: ResidencyFinding, caseID: CaseID, at now: Instant) -> Event {
        guard finding.residency != .unknown else {
            return .residencyUnknownRecorded(ResidencyUnknownRecorded(complaintID: self.id, caseID: caseID, at: now))
        }
        return .residencyVerified(
            ResidencyVerified(
                complaintID: self.id,
                caseID: caseID,
                residency: finding.residency,
                basis: finding.basis,
                homeDistrict: finding.homeDistrict,
                at: now
            )
        )
    }

    /// A missing NIK is a civil registration problem (domain.md §11.5). A child at medium or high risk is served even if
    /// nobody named a category: danger is within the scope.
    func completedCategories(_ codes: LooseCodes, child: ChildIdentity?, at now: Instant) -> [Event] {
        var categories = codes.categories
        var reasons: [String] = []
        if child?.nik.flatMap({ NIK($0) }) == nil, !categories.contains(.civilRegistrationProblem) {
            categories.append(.civilRegistrationProblem)
            reasons.append("missing_nik")
        }
        if categories.isEmpty, (codes.riskLevel ?? .none) >= .medium || self.isUrgent {
            categories.append(.otherRightsProblem)
            reasons.append("risk_without_category")
        }
        guard !reasons.isEmpty else { return [] }
        return [
            .categoriesRecorded(
                CategoriesRecorded(categories: categories, reason: reasons.joined(separator: " "), by: nil, at: now)
            )
        ]
    }

    /// MS, TMS or a question for a person (domain.md §11.4).
    func outcome(child: ChildIdentity?, policy: IdentificationPolicy, at now: Instant) -> [Event] {
        guard let complaint, let codes, let childID else { return [] }
        if self.isAdult(child, policy: policy, at: now) {
            return self.notEligible(.notAChild, child: child, at: now)
        }
        if self.residency == .nonResident { return self.notEligible(.nonResident, child: child, at: now) }
        if codes.categories.isEmpty { return [.questionLeftOpen(QuestionLeftOpen(question: .noCategory, at: now))] }
        let (level, argument) = ServiceLevel.recommended(for: codes.categories, riskLevel: codes.riskLevel)
        return [
            .caseEligible(
                CaseEligible(
                    complaintID: self.id,
                    caseID: complaint.caseID,
                    childID: childID,
                    residency: self.residency ?? .unknown,
                    categories: codes.categories,
                    at: now
                )
            ),
            .serviceLevelRecommended(
                ServiceLevelRecommended(
                    complaintID: self.id,
                    caseID: complaint.caseID,
                    level: level,
                    argument: argument,
                    at: now
                )
            ),
        ]
    }

    /// Issues the registration number of an eligible case (domain.md §6.2).
    public func register(_ number: CaseNumber, at now: Instant) -> [Event] {
        guard self.needsNumber, let complaint, let childID else { return [] }
        let registered = Event.caseRegistered(
            CaseRegistered(
                complaintID: self.id,
                caseID: complaint.caseID,
                childID: childID,
                registrationNo: number,
                at: now
            )
        )
        guard complaint.path == .indirect, !self.isChildDataRegistered else { return [registered] }
        return [
            registered,
            .childDataRegistered(
                ChildDataRegistered(
                    complaintID: self.id,
                    caseID: complaint.caseID,
                    childID: childID,
                    at: now
                )
            ),
        ]
    }

    func link(to target: CaseID, child: ChildID, caseID: CaseID, at now: Instant) -> Event {
        .complaintLinkedToCase(
            ComplaintLinkedToCase(complaintID: self.id, caseID: caseID, linkedTo: target, childID: child, at: now)
        )
    }

    /// Of age by the recorded birth date, else by the NIK's, else as estimated; in doubt a child.
    private func isAdult(_ child: ChildIdentity?, policy: IdentificationPolicy, at now: Instant) -> Bool {
        guard let child, child.sex != .unborn else { return false }
        let today = now.localDate
        let born = child.birthDate ?? child.nik.flatMap { NIK($0) }?.childBirthDate(at: today)
        return (born?.age(at: today) ?? child.estimatedAge).map { $0 >= policy.limits.childMaximumAge } ?? false
    }

    /// TMS is never a silent end: each reason has its destination (domain.md §11.4).
    func notEligible(_ reason: TMSReason, child: ChildIdentity?, at now: Instant) -> [Event] {
        guard let complaint, let codes else { return [] }
        let outcome = Event.caseNotEligible(
            CaseNotEligible(complaintID: self.id, caseID: complaint.caseID, reason: reason, at: now)
        )
        switch reason {
        case .nonResident:
            return [
                outcome,
                .outOfCityReferralRequested(
                    OutOfCityReferralRequested(
                        complaintID: self.id,
                        caseID: complaint.caseID,
                        complaintNo: complaint.complaintNo,
                        homeDistrict: self.homeDistrict,
                        codes: codes,
                        child: complaint.child,
                        situation: complaint.situation,
                        test: complaint.test,
                        protectFirst: self.isUrgent,
                        at: now
                    )
                ),
            ]
        case .notAChild, .outsideScope:
            return [
                outcome,
                .redirectRequested(
                    RedirectRequested(
                        complaintID: self.id,
                        caseID: complaint.caseID,
                        reason: reason,
                        suggestedBody: reason == .notAChild && child?.sex == .female
                            ? "p2tp2a" : reason == .notAChild ? "social_agency" : "puspaga",
                        at: now
                    )
                ),
            ]
        }
    }
}
