internal import Vocabulary

extension Referral {
    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .referralPlanned(let planned): self.begin(planned.need, track: .ordinary)
        case .urgentReferralRequested(let request): self.begin(request.need, track: .urgent)
        case .outOfCityReferralRequested(let request): self.begin(request)
        case .assignmentLetterIssued(let order):
            self.assignment = order
            if self.state == .planned { self.state = .assigned }
        case .referralLetterDrafted(let draft): self.letter = draft
        case .referralLetterSigned(let signature):
            self.letter?.signer = signature.signer
            self.letter?.placeDate = signature.placeDate
            if self.track == .ordinary { self.state = .letterReady }
            if self.clocks[.urgentLetter] != nil { self.clocks.stop(.urgentLetter, at: signature.at) }
        case .referralSent(let sent):
            self.state = .sent
            self.institution = sent.institution
            if self.track == .ordinary { self.clocks.stop(.referral, at: sent.at) }
        case .referralAccepted: self.state = .accepted
        case .referralDeclined(let refusal):
            self.state = .replanning
            self.institution = nil
            self.declinedBy.append(refusal.institution)
            // A letter is addressed to one partner: the next one needs its own.
            self.letter = nil
            if self.track == .ordinary { self.clocks.stop(.referral, at: refusal.at) }
        case .handoverMinutesRecorded(let minutes): self.minutes = minutes
        case .handoverSigned(let handover):
            self.state = .handedOver
            self.clocks.stop(.referral, at: handover.at)
        case .shelterStayEnded(let end): self.clocks.stop(.shelterStay, at: end.at)
        case .referralResultReported(let result):
            self.state = .reported
            self.result = result
            self.clocks.stop(.referralResult, at: result.at)
        case .outOfCityReferralSent(let sent):
            self.state = .outOfCitySent
            self.homeDistrict = sent.homeDistrict
            self.institution = sent.receiver
            self.clocks.stop(.referral, at: sent.at)
        case .outOfCityReferralAcknowledged(let acknowledged):
            self.state = .redirected
            self.clocks.stop(.referral, at: acknowledged.at)
        case .caseManagerAssigned(let assigned): self.subject?.caseManager = assigned.worker
        case .caseClosed(let closed): self.clocks.stopAll(at: closed.at)
        case .clockStarted(let start):
            self.clocks.start(start.clock, at: start.at, warn: start.warnAt, due: start.dueAt, rule: start.rule)
        case .clockRang(let rang): self.clocks.ring(rang.clock, generation: rang.generation, rang.ring)
        }
    }

    private mutating func begin(_ need: ReferralNeed, track: Track) {
        self.track = track
        self.state = track == .urgent ? .urgent : .planned
        self.asked = need
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
