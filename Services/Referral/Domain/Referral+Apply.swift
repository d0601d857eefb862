internal import Vocabulary

extension Referral {
    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .referralPlanned(let planned):
            self.begin(planned.need, track: planned.need.kind.isInformal ? .informal : .ordinary)
        case .urgentReferralRequested(let request): self.begin(request.need, track: .urgent)
        case .outOfCityReferralRequested(let request): self.begin(request)
        case .assignmentLetterIssued(let order):
            self.assignment = order
            if self.state == .planned { self.state = .assigned }
            self.vacancy?.letter = false
            self.settleVacancy(at: order.at)
        case .referralLetterDrafted(let draft): self.letter = draft
        case .referralLetterSigned(let signature):
            self.letter?.signer = signature.signer
            self.letter?.placeDate = signature.placeDate
            if self.track == .ordinary { self.state = .letterReady }
            if self.clocks[.urgentLetter] != nil { self.clocks.stop(.urgentLetter, at: signature.at) }
        case .referralSent(let sent):
            self.state = .sent
            self.institution = sent.institution
            self.share(with: sent.institution)
            if self.track == .ordinary { self.clocks.stop(.referral, at: sent.at) }
        case .referralAccepted: self.state = .accepted
        case .referralDeclined(let refusal):
            self.state = .replanning
            self.institution = nil
            self.declinedBy.append(refusal.institution)
            // Letter and minutes belong to one partner: the next one needs its own.
            self.letter = nil
            self.minutes = nil
            self.bed = nil
            if self.track == .ordinary { self.clocks.stop(.referral, at: refusal.at) }
            self.settleVacancy(at: refusal.at)
        case .handoverMinutesRecorded(let minutes): self.minutes = minutes
        case .handoverSigned(let handover):
            self.state = .handedOver
            self.clocks.stop(.referral, at: handover.at)
            if handover.handedOver.contains(.child) { self.facts.protect(at: handover.at) }
            self.settleVacancy(at: handover.at)
        case .shelterStayEnded(let end):
            if self.clocks[.shelterStay] != nil { self.clocks.stop(.shelterStay, at: end.at) }
            self.bed = nil
        case .referralResultReported(let result):
            self.state = .reported
            self.result = result
            self.clocks.stop(.referralResult, at: result.at)
            self.settleVacancy(at: result.at)
        case .outOfCityReferralSent(let sent):
            self.state = .outOfCitySent
            self.homeDistrict = sent.homeDistrict
            self.institution = sent.receiver
            self.share(with: sent.receiver ?? sent.homeDistrict)
            self.clocks.stop(.referral, at: sent.at)
        case .outOfCityReferralAcknowledged(let acknowledged):
            self.state = .redirected
            self.clocks.stop(.referral, at: acknowledged.at)
        case .caseManagerAssigned(let assigned):
            self.subject?.caseManager = assigned.worker
            self.facts.manage(assigned.worker, at: assigned.at)
        case .caseManagerChanged(let changed):
            self.subject?.caseManager = changed.to
            self.facts.manage(changed.to, at: changed.at)
        case .caseClosed(let closed):
            self.facts.take(closed)
            self.clocks.stopAll(at: closed.at, except: [.withdrawalAcknowledgement])
            self.bed = nil
            self.settleVacancy(at: closed.at)
        case .caseReopened(let reopened): self.facts.take(reopened)
        case .caseFactsKnown(let facts):
            let emergencyAt = self.facts.emergencyAt
            self.facts = facts
            self.facts.emergencyAt = facts.emergencyAt ?? emergencyAt
            if let manager = facts.caseManager { self.subject?.caseManager = manager }
            if let number = facts.registrationNo { self.subject?.registrationNo = number }
        case .riskLevelChanged(let changed): self.facts.take(changed)
        case .protectiveActionRecorded(let done): self.facts.take(done)
        case .referredCaseChanged(let changed):
            self.facts.take(changed)
            if let number = self.facts.registrationNo { self.subject?.registrationNo = number }
        case .consentGiven(let given): self.facts.take(given)
        case .consentWithdrawn(let withdrawn): self.withdraw(withdrawn)
        case .withdrawalAcknowledged(let receipt):
            self.withdrawal?.outstanding.removeAll { $0 == receipt.holder }
            if self.withdrawal?.outstanding.isEmpty == true {
                self.clocks.stop(.withdrawalAcknowledgement, at: receipt.at)
            }
        case .childReunified(let reunified):
            self.facts.take(reunified)
            if self.clocks[.shelterStay] != nil { self.clocks.stop(.shelterStay, at: reunified.at) }
            self.bed = nil
        case .shelterRequested(let request):
            self.bed = Bed(shelter: request.shelter, expectedStayHours: request.expectedStayHours, heldUntil: nil)
        case .shelterPlaceHeld(let held): self.bed?.heldUntil = held.until
        case .shelterPlaceReleased: self.bed = nil
        case .shelterStayExtended(let more): self.extendedHours += more.hours
        case .nextPlacePlanned(let next): self.nextPlace = next
        case .stayPlaceRecorded(let recorded): self.stayPlace = recorded.place
        case .receiverAccepted(let acceptance):
            self.acceptance = acceptance
            if !acceptance.capacity.isFamily { self.share(with: acceptance.capacity.rawValue) }
        case .holderLeft(let left):
            self.vacancy = Vacancy(
                letter: left.letter || self.vacancy?.letter == true,
                focalPoint: left.focalPoint || self.vacancy?.focalPoint == true
            )
        case .holderFound(let found):
            if found.letter { self.vacancy?.letter = false }
            if found.focalPoint { self.vacancy?.focalPoint = false }
            self.settleVacancy(at: found.at)
        case .clockStarted(let start):
            self.clocks.start(start.clock, at: start.at, warn: start.warnAt, due: start.dueAt, rule: start.rule)
        case .clockRang(let rang): self.clocks.ring(rang.clock, generation: rang.generation, rang.ring)
        }
    }

    private mutating func share(with holder: String) {
        if !self.sentTo.contains(holder) { self.sentTo.append(holder) }
    }

    /// What was not handed over yet ends; of what was, only the limit of the child's stay goes on.
    private mutating func withdraw(_ withdrawn: ConsentWithdrawn) {
        self.facts.take(withdrawn)
        self.withdrawal = Withdrawal(at: withdrawn.at, outstanding: self.holders)
        self.clocks.stopAll(at: withdrawn.at, except: [.shelterStay])
        switch self.state {
        case .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning, .outOfCityRequested,
            .outOfCitySent:
            self.state = .withdrawn
            self.bed = nil
        case .unknown, .handedOver, .reported, .redirected, .withdrawn: break
        }
        self.settleVacancy(at: withdrawn.at)
    }

    private mutating func begin(_ need: ReferralNeed, track: Track) {
        self.track = track
        self.state = track == .urgent ? .urgent : .planned
        self.asked = need
        self.requestedAt = need.at
        self.subject = Subject(
            caseID: need.caseID,
            complaintID: need.complaintID,
            complaintNo: need.complaintNo,
            registrationNo: need.registrationNo,
            kind: need.kind,
            need: need.need,
            codes: need.codes,
            child: need.child,
            caseManager: need.caseManager,
            test: need.test
        )
    }

    private mutating func begin(_ request: OutOfCityReferralRequested) {
        self.track = .outOfCity
        self.state = .outOfCityRequested
        self.homeDistrict = request.homeDistrict
        self.requestedAt = request.at
        if request.protectFirst == true { self.facts.emergencyAt = request.at }
        self.subject = Subject(
            caseID: request.caseID,
            complaintID: request.complaintID,
            complaintNo: request.complaintNo,
            registrationNo: nil,
            kind: .outOfCity,
            need: nil,
            codes: request.codes,
            child: request.child,
            caseManager: nil,
            test: request.test
        )
    }
}
