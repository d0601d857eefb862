public import Vocabulary

extension Complaint {
    /// Registers a report: every complaint about a child is taken (L.1, warning 3; rule 1). Never refuses.
    ///
    /// A level of high, medium or low counts as the provisional Form 1 and is forwarded at once (D02). Without a level,
    /// or with `none`, the limit of the initial assessment runs until an officer has judged (D14). A report over 112
    /// without a level is treated as an emergency until an officer has looked (domain.md §4.2): a level shows that the
    /// operator did.
    ///
    /// - Parameters:
    ///   - report: As it came in.
    ///   - sender: The broker's user name.
    ///   - number: The next of the register.
    ///   - caseID: The case minted with it.
    ///   - repeated: The number of an earlier complaint of this sender with the same reference.
    ///   - found: What reading the message already found odd.
    ///   - outreach: The visit that found the child, if one did.
    ///   - policy: What the city sets.
    ///   - now: When the unit took it; of a visit when it found the need (D01).
    /// - Returns: What happened; nothing for a complaint that is registered already.
    /// - Source: SOP table L.1, steps 1–3.
    public func register(
        _ report: Report,
        from sender: String,
        number: ComplaintNumber,
        caseID: CaseID,
        possibleRepeatOf repeated: ComplaintNumber? = nil,
        found: [Doubt] = [],
        outreach: OutreachOrigin? = nil,
        policy: IntakePolicy,
        at now: Instant
    ) -> [Event] {
        guard self.status == .unknown else { return [] }
        let level = report.assessment?.riskLevel
        let unscreened = !report.emergency && report.channel == .hotline112 && level == nil
        let emergency = report.emergency || unscreened
        let tasks = IntakeDocument.expected(over: report.channel).subtracting(report.documents).sorted()
        let situation = Situation(description: report.situation, assessment: report.assessment)

        var events: [Event] = [
            .complaintReceived(
                self.received(
                    report,
                    from: sender,
                    caseID: caseID,
                    repeated: repeated,
                    doubts: found + report.doubts(policy, at: now),
                    tasks: tasks,
                    unscreened: unscreened,
                    policy: policy,
                    at: now
                )
            ),
            .complaintRegistered(
                ComplaintRegistered(
                    complaintID: self.id,
                    caseID: caseID,
                    complaintNo: number,
                    path: policy.pathRule.path(of: report),
                    receivedAt: report.receivedAt.map { min($0, now).read(in: now.zone) } ?? now,
                    registeredAt: now,
                    emergency: emergency,
                    test: report.test,
                    codes: LooseCodes(report, policy, at: now),
                    child: report.child.map { self.sealed($0, .childIdentity, "child") },
                    family: report.family.map { self.sealed($0, .childIdentity, "family") },
                    situation: self.sealed(situation, .sensitiveHarm, "situation"),
                    outreach: outreach
                )
            ),
        ]
        if emergency {
            events.append(.emergencyFlagged(EmergencyFlagged(complaintID: self.id, caseID: caseID, at: now)))
        }
        if let level, level != .none {
            events += self.judged(
                level,
                assessment: report.assessment,
                provisional: true,
                reason: outreach == nil ? "agency_proposal" : "outreach_finding",
                by: outreach?.worker,
                caseID: caseID,
                at: now
            )
            events.append(self.forwarded(after: events, caseID: caseID, at: now))
        }
        return events
    }

    private func received(
        _ report: Report,
        from sender: String,
        caseID: CaseID,
        repeated: ComplaintNumber?,
        doubts: [Doubt],
        tasks: [IntakeDocument],
        unscreened: Bool,
        policy: IntakePolicy,
        at now: Instant
    ) -> ComplaintReceived {
        let limits = policy.limits
        let emergency = report.emergency || unscreened
        let hours = limits.initialAssessmentHours(emergency: emergency)
        return ComplaintReceived(
            caseID: caseID,
            reporter: report.reporter.map { self.sealed($0, .reporterIdentity, "reporter") },
            sender: self.sealed(sender, .reporterIdentity, "sender"),
            reference: report.reference.map { self.sealed($0, .reporterIdentity, "reference") },
            unknownMembers: report.unknownMembers.map { self.sealed($0, .reporterIdentity, "unknown_members") },
            possibleRepeatOf: repeated,
            unscreened: unscreened,
            temporaryIdentity: report.child?.nik.flatMap { NIK($0) } == nil,
            documentsHeld: report.documents.sorted(),
            documentTasks: tasks,
            doubts: doubts,
            assessmentWarnAt: emergency ? nil : now.adding(hours: limits.initialAssessmentTargetHours),
            assessmentDueAt: now.adding(hours: hours),
            emergencyDueAt: now.adding(hours: limits.initialAssessmentHours(emergency: true)),
            rule: "\(hours) h, X01, because registered at \(now)\(emergency ? " as an emergency" : "")",
            at: now
        )
    }

    func sealed<Value: Codable & Sendable & Equatable>(
        _ value: Value,
        _ privacyClass: PrivacyClass,
        _ field: String
    ) -> Confidential<Value> {
        Confidential(value, privacyClass, origin: self.id, field: field)
    }

    func judged(
        _ level: RiskLevel,
        assessment: InitialAssessment?,
        provisional: Bool,
        reason: String,
        note: String? = nil,
        by: Username?,
        caseID: CaseID,
        at now: Instant
    ) -> [Event] {
        [
            .riskLevelAssigned(
                RiskLevelAssigned(
                    complaintID: self.id,
                    caseID: caseID,
                    level: level,
                    provisional: provisional,
                    reason: reason,
                    note: note.map { self.sealed($0, .sensitiveHarm, "level_note") },
                    by: by,
                    at: now
                )
            ),
            .initialAssessmentRecorded(
                InitialAssessmentRecorded(
                    complaintID: self.id,
                    caseID: caseID,
                    provisional: provisional,
                    riskLevel: level,
                    assessment: assessment.map { self.sealed($0, .sensitiveHarm, "assessment") },
                    by: by,
                    at: now
                )
            ),
        ]
    }

    /// The report goes to identification, with the child as it is known after these events.
    func forwarded(after events: [Event], caseID: CaseID, at now: Instant) -> Event {
        let present = self.applying(events)
        return .complaintForwarded(
            ComplaintForwarded(
                complaintID: self.id,
                caseID: caseID,
                documentsMissing: present.documentTasks.sorted().map(\.rawValue),
                child: present.child,
                family: present.family,
                at: now
            )
        )
    }
}

extension LooseCodes {
    init(_ report: Report, _ policy: IntakePolicy, at now: Instant) {
        self.init(
            categories: report.categories,
            riskLevel: report.assessment?.riskLevel,
            subdistrict: policy.subdistricts.known(report.child?.address?.subdistrict),
            childAge: Self.age(report.child, at: now),
            childSex: report.child?.sex,
            immediateNeeds: report.assessment?.immediateNeeds ?? [],
            channel: report.channel
        )
    }

    /// Completed years, or nil where the date can't be right.
    static func age(_ child: ChildIdentity?, at now: Instant) -> Int? {
        child?.age(at: now.localDate).flatMap { (0...130).contains($0) ? $0 : nil }
    }
}
