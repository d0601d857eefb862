internal import Vocabulary

extension Complaint {
    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .complaintReceived(let received): self.apply(received)
        case .complaintRegistered(let registered): self.apply(registered)
        case .emergencyFlagged(let flagged):
            self.emergencies.append(flagged.at)
            if self.emergency != .possible { self.emergency = .flagged }
            if let due = self.emergencyDueAt, let registeredAt {
                let hours = due.seconds(since: registeredAt) / 3_600
                let why = "registered at \(registeredAt) and flagged as an emergency at \(flagged.at)"
                self.clocks.tighten(.initialAssessment, due: due, rule: "\(hours) h, X01, because \(why)")
            }
        case .emergencyScreened: self.emergency = .screened
        case .riskLevelAssigned(let assigned):
            self.codes?.riskLevel = assigned.level
            self.levels.append(LevelMark(at: assigned.at, level: assigned.level, provisional: assigned.provisional))
        case .initialAssessmentRecorded(let recorded):
            self.assessment = recorded.provisional ? .provisional : .officer
            if self.status == .registered || self.status == .closedWithAdvice { self.status = .assessed }
            self.clocks.stop(.initialAssessment, at: recorded.at)
        case .complaintForwarded: self.status = .withIdentification
        case .supplementReceived(let supplement):
            self.temporaryIdentity = supplement.temporaryIdentity
            self.documentsHeld = Set(supplement.documentsHeld)
            self.documentTasks = Set(supplement.documentTasks)
            self.doubts = supplement.doubts
        case .complaintSupplemented(let supplemented):
            self.codes = supplemented.codes
            self.child = supplemented.child ?? self.child
            self.family = supplemented.family ?? self.family
            self.situation = supplemented.situation ?? self.situation
        case .form1Completed(let completed):
            self.unknownFields = Set(completed.unknownFields)
            self.form1Version = self.form1Version ?? completed.version
            if completed.signed { self.signedBy = completed.by }
        case .complaintClosedWithAdvice(let closed):
            self.status = .closedWithAdvice
            self.clocks.stopAll(at: closed.at)
        case .identificationStarted:
            if self.status == .withIdentification || self.status == .registered || self.status == .assessed {
                self.status = .identifying
            }
        case .caseRegistered(let registered):
            self.registrationNo = registered.registrationNo
            self.moveOn(to: .caseRegistered)
        case .caseNotEligible(let outcome):
            self.notEligible = outcome.reason
            self.moveOn(to: .notEligible)
        case .redirectRequested(let redirect): self.redirectedTo = redirect.suggestedBody
        case .complaintLinkedToCase(let link):
            // An undoing that overtook its link leaves nothing to link.
            guard self.unlinkedAt.map({ link.at > $0 }) ?? true else { return }
            self.linkedTo = link.linkedTo
            self.moveOn(to: .linked)
        case .complaintUnlinkedFromCase(let parted):
            self.unlinkedAt = max(self.unlinkedAt ?? parted.at, parted.at)
            guard self.linkedTo != nil else { return }
            self.linkedTo = nil
            self.moveOn(to: self.registrationNo == nil ? .identifying : .caseRegistered)
        case .caseClosed(let closed):
            // A reopening that overtook the closing it followed has undone it.
            guard self.reopenedAt.map({ closed.at > $0 }) ?? true else { return }
            self.closedAt = max(self.closedAt ?? closed.at, closed.at)
            self.status = .caseClosed
            self.clocks.stopAll(at: closed.at)
        case .caseReopened(let reopened):
            self.reopenedAt = max(self.reopenedAt ?? reopened.at, reopened.at)
            guard self.status == .caseClosed, self.closedAt.map({ $0 <= reopened.at }) ?? true else { return }
            self.status = self.linkedTo != nil ? .linked : self.registrationNo != nil ? .caseRegistered : .identifying
        case .riskLevelChanged(let changed):
            guard self.levelChangedAt.map({ changed.at > $0 }) ?? true else { return }
            self.levelChangedAt = changed.at
            self.codes?.riskLevel = changed.to
            self.levels.append(LevelMark(at: changed.at, level: changed.to, provisional: false))
        case .consentGiven(let given):
            self.contractedAt = min(self.contractedAt ?? given.at, given.at)
        case .consentWithdrawn(let withdrawn): self.consentWithdrawnAt = withdrawn.at
        case .informationVerified(let check):
            self.information = InformationCheck(verified: true, sources: check.sources, at: check.at)
        case .informationUnverifiable(let check):
            self.information = InformationCheck(verified: false, sources: check.sources, at: check.at)
        case .complaintDocumented(let documented): self.archiveRef = documented.archiveRef
        case .clockRang(let ring): self.clocks.ring(ring.clock, generation: ring.generation, ring.ring)
        }
    }

    /// Identification's outcomes don't bring a closed case back to life, whichever comes first (rule 30).
    private mutating func moveOn(to status: Status) {
        if self.status != .caseClosed { self.status = status }
    }

    private mutating func apply(_ received: ComplaintReceived) {
        self.caseID = received.caseID
        self.reporter = received.reporter
        self.sender = received.sender
        self.reference = received.reference
        self.possibleRepeatOf = received.possibleRepeatOf
        self.temporaryIdentity = received.temporaryIdentity
        self.documentsHeld = Set(received.documentsHeld)
        self.documentTasks = Set(received.documentTasks)
        self.doubts = received.doubts
        self.emergencyDueAt = received.emergencyDueAt
        if received.unscreened { self.emergency = .possible }
        self.clocks.start(
            .initialAssessment,
            at: received.at,
            warn: received.assessmentWarnAt,
            due: received.assessmentDueAt,
            rule: received.rule
        )
    }

    private mutating func apply(_ registered: ComplaintRegistered) {
        self.status = .registered
        self.number = registered.complaintNo
        self.path = registered.path
        self.registeredAt = registered.registeredAt
        self.codes = registered.codes
        self.test = registered.test
        self.child = registered.child
        self.family = registered.family
        self.situation = registered.situation
    }
}
