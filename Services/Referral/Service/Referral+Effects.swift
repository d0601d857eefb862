internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

extension Referral {
    /// Who hears of an event: the units it is told, the roles it alerts, the facts without identity.
    func effects(of event: Event, at now: Instant) -> [Effect] {
        var effects = self.told(of: event).map { Effect.tell($0) }
        if case .referralResultReported(let result) = event, self.subject?.test != true {
            effects.append(
                .fact(result.caseID) { token in
                    FactRecorded(caseToken: token, referralOutcome: result.outcome, at: result.at)
                }
            )
        }
        let roles = self.recipients(of: event)
        if !roles.isEmpty, let alert = self.alert(of: event, at: now) { effects.append(.alert(roles, alert)) }
        return effects
    }

    /// What other units hear (domain.md §6.14).
    private func told(of event: Event) -> [any EventContract] {
        guard let subject else { return [] }
        switch event {
        case .referralSent(let sent): return [sent]
        case .referralAccepted(let accepted): return [accepted]
        case .referralDeclined(let declined): return [declined]
        case .handoverSigned(let handover): return [handover]
        case .referralResultReported(let result): return [result]
        case .outOfCityReferralSent(let sent): return [sent]
        case .outOfCityReferralAcknowledged(let acknowledged): return [acknowledged]
        case .assignmentLetterIssued(let order):
            return [
                AssignmentLetterIssued(
                    caseID: subject.caseID,
                    referralID: self.id,
                    number: order.number,
                    worker: order.worker,
                    at: order.at
                )
            ]
        case .referralLetterSigned(let signature):
            return [
                ReferralLetterSigned(
                    referralID: self.id,
                    caseID: subject.caseID,
                    number: self.letter?.number ?? "",
                    signer: signature.signer,
                    at: signature.at
                )
            ]
        case .clockRang(let rang):
            guard rang.clock == .shelterStay, rang.ring == .warned else { return [] }
            return [
                ShelterStayEnding(
                    referralID: self.id,
                    caseID: subject.caseID,
                    institution: self.institution ?? "",
                    endsAt: rang.dueAt,
                    at: rang.at
                )
            ]
        case .withdrawalAcknowledged(let receipt):
            return [
                WithdrawalAcknowledged(
                    caseID: subject.caseID,
                    holder: receipt.holder,
                    withdrawnAt: self.withdrawal?.at ?? receipt.at,
                    at: receipt.at
                )
            ]
        case .referralPlanned, .urgentReferralRequested, .outOfCityReferralRequested, .referralLetterDrafted,
            .handoverMinutesRecorded, .shelterStayEnded, .caseManagerAssigned, .caseClosed, .caseFactsKnown,
            .riskLevelChanged, .protectiveActionRecorded, .referredCaseChanged, .consentGiven, .consentWithdrawn,
            .childReunified,
            .shelterRequested, .shelterPlaceHeld, .shelterPlaceReleased, .shelterStayExtended, .nextPlacePlanned,
            .stayPlaceRecorded, .receiverAccepted, .clockStarted, .caseManagerChanged,
            .caseReopened, .holderLeft, .holderFound:
            return []
        }
    }

    private func alert(of event: Event, at now: Instant) -> Alert? {
        switch event {
        case .referralPlanned:
            self.alert(
                "referral_planned",
                self.track == .informal
                    ? "a referral to family or community is planned: record who takes the child on"
                    : "a referral is planned: assignment letter, then Form 5",
                now
            )
        case .urgentReferralRequested:
            self.alert("urgent_referral_requested", "an urgent referral: send it at once", now)
        case .outOfCityReferralRequested:
            self.alert(
                "out_of_city_referral_requested",
                self.waitsForProtection
                    ? "a child in danger belongs to another district: protect it first, then send the case home"
                    : "a child belongs to another district: send the case home",
                now
            )
        case .referralLetterDrafted:
            self.alert("referral_letter_drafted", "a referral letter waits for the signature", now)
        case .referralLetterSigned:
            self.alert("referral_letter_signed", "a referral letter is signed and can go out", now)
        case .referralDeclined(let declined):
            self.alert(
                "referral_declined",
                "\(declined.institution) declined (\(declined.reason.rawValue)): find the next provider",
                now
            )
        case .consentWithdrawn:
            self.alert(
                "consent_withdrawn",
                self.holders.isEmpty
                    ? "consent was withdrawn: the referral is stopped"
                    : "consent was withdrawn: \(self.holders.joined(separator: ", ")) must stop, delete and say so",
                now
            )
        case .withdrawalAcknowledged:
            self.alert("withdrawal_acknowledged", "every partner has stopped and deleted", now)
        case .stayPlaceRecorded:
            self.alert("no_place_found", "no place to sleep was found for a child that waits for a placement", now)
        case .shelterStayExtended(let more):
            self.alert("shelter_stay_extended", "a shelter stay goes on for \(more.hours) hours more", now)
        case .clockRang(let rang):
            Alert(
                kind: rang.ring == .missed ? "deadline_missed" : "deadline_warning",
                unit: .referral,
                stream: "\(Self.streamKind)-\(self.id.text)",
                complaintNo: self.subject?.complaintNo,
                caseID: self.subject?.caseID,
                clock: rang.clock,
                dueAt: rang.dueAt,
                rule: rang.rule,
                message: self.sentence(rang),
                at: rang.at
            )
        case .assignmentLetterIssued, .referralSent, .referralAccepted, .handoverMinutesRecorded, .handoverSigned,
            .shelterStayEnded, .referralResultReported, .outOfCityReferralSent, .outOfCityReferralAcknowledged,
            .caseManagerAssigned, .caseClosed, .caseFactsKnown, .riskLevelChanged, .protectiveActionRecorded,
            .referredCaseChanged,
            .consentGiven, .childReunified, .shelterRequested, .shelterPlaceHeld, .shelterPlaceReleased,
            .nextPlacePlanned, .receiverAccepted, .clockStarted, .caseManagerChanged,
            .caseReopened, .holderLeft, .holderFound:
            nil
        }
    }

    private func alert(_ kind: String, _ message: String, _ now: Instant) -> Alert {
        Alert(
            kind: kind,
            unit: .referral,
            stream: "\(Self.streamKind)-\(self.id.text)",
            complaintNo: self.subject?.complaintNo,
            caseID: self.subject?.caseID,
            dueAt: self.clocks[.referral].flatMap { $0.isRunning ? $0.dueAt : nil },
            message: message,
            at: now
        )
    }

    private func sentence(_ rang: ClockRang) -> String {
        let missed = rang.ring == .missed
        switch rang.clock {
        case .shelterStay:
            if missed { return "the stay in the shelter is over its limit" }
            return self.nextPlace.map { "the shelter stay ends soon; next place: \($0.place.rawValue)" }
                ?? "plan the next place: the shelter stay ends soon"
        case .urgentLetter: return "no signed letter on the working day after an urgent handover"
        case .referralResult: return "the partner has not reported a result"
        case .reassignment: return self.missing
        case .withdrawalAcknowledgement:
            let holders = self.withdrawal?.outstanding.joined(separator: ", ") ?? ""
            return "consent was withdrawn and \(holders) has not said that it stopped and deleted"
        default:
            if self.waitsForProtection { return "a child in danger is not protected, so its case can't be sent home" }
            return missed ? "the referral's limit has passed" : "the referral's limit passes soon"
        }
    }
}

extension Referral {
    /// Who is gone, and what names the next.
    fileprivate var missing: String {
        var parts: [String] = []
        if self.vacancy?.letter == true {
            parts.append("whom the assignment letter names can go no more: `pksai referral assign`")
        }
        if self.vacancy?.focalPoint == true {
            let partner = self.institution ?? ""
            parts.append(
                "\(partner) has no focal point: ask it for one "
                    + "(`pksai user add … --role focal_point --institution \(partner)`) and go on by phone until then"
            )
        }
        return parts.joined(separator: "; ")
    }
}

extension ShelterPlace {
    /// A hold that lapsed and a bed too few are told to those who can do something.
    static func effects(of event: Event, after: ShelterPlace) -> [Effect] {
        func alert(_ kind: String, _ caseID: CaseID, _ message: String, _ at: Instant) -> Alert {
            Alert(
                kind: kind,
                unit: .referral,
                stream: "\(Self.streamKind)-\(after.id.text)",
                caseID: caseID,
                message: message,
                at: at
            )
        }
        switch event {
        case .placeReleased(let freed) where freed.reason == .lapsed && !freed.test:
            let message =
                "nobody came to \(after.id.text) in time: the bed is free again; ask anew if the child still needs it"
            return [.alert([.referralOfficer], alert("shelter_hold_lapsed", freed.caseID, message, freed.at))]
        case .placeOccupied(let taken) where after.isOverfull() && !taken.test:
            let message = "more children sleep in \(after.id.text) than beds were counted"
            let roles: [Role] = [.referralOfficer, .coordinatorPksai]
            return [.alert(roles, alert("shelter_overfull", taken.caseID, message, taken.at))]
        case .placeReleased, .placeOccupied, .placeHeld, .bedsCounted: return []
        }
    }
}

extension CaseFile {
    /// The service unit is told that this unit stopped sharing; the officer, whom to point elsewhere.
    static func effects(of event: Event) -> [Effect] {
        switch event {
        case .withdrawalAcknowledged(let acknowledged): return [.tell(acknowledged)]
        case .redirectRequested(let request):
            let alert = Alert(
                kind: "redirect_requested",
                unit: .referral,
                stream: "\(Self.streamKind)-\(request.caseID.text)",
                caseID: request.caseID,
                message: "\(request.reason.rawValue): point the family to \(request.suggestedBody)",
                at: request.at
            )
            return [.alert([.referralOfficer], alert)]
        case .riskLevelChanged, .protectiveActionRecorded, .consentGiven, .consentWithdrawn, .caseManagerAssigned,
            .referredCaseChanged, .childReunified, .caseClosed, .caseManagerChanged, .caseReopened, .courseNoted:
            return []
        }
    }
}
