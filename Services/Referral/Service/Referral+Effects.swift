internal import Contracts
internal import ReferralDomain
internal import UnitRuntime
internal import Vocabulary

extension Referral {
    /// Who hears of an event: the units it is told, the roles it alerts, the facts without identity.
    func effects(of event: Event, at now: Instant) -> [Effect] {
        var effects: [Effect] = []
        switch event {
        case .referralSent(let sent): effects.append(.tell(sent))
        case .referralAccepted(let accepted): effects.append(.tell(accepted))
        case .referralDeclined(let declined): effects.append(.tell(declined))
        case .handoverSigned(let handover): effects.append(.tell(handover))
        case .referralResultReported(let result):
            effects.append(.tell(result))
            if self.subject?.test != true {
                effects.append(
                    .fact(result.caseID) { token in
                        FactRecorded(caseToken: token, referralOutcome: result.outcome, at: result.at)
                    }
                )
            }
        case .outOfCityReferralSent(let sent): effects.append(.tell(sent))
        case .outOfCityReferralAcknowledged(let acknowledged): effects.append(.tell(acknowledged))
        case .referralPlanned, .urgentReferralRequested, .outOfCityReferralRequested, .assignmentLetterIssued,
            .referralLetterDrafted, .referralLetterSigned, .handoverMinutesRecorded, .shelterStayEnded,
            .caseManagerAssigned, .caseClosed, .clockStarted, .clockRang:
            break
        }
        let roles = self.recipients(of: event)
        if !roles.isEmpty, let alert = self.alert(of: event, at: now) { effects.append(.alert(roles, alert)) }
        return effects
    }

    private func alert(of event: Event, at now: Instant) -> Alert? {
        switch event {
        case .referralPlanned:
            self.alert("referral_planned", "a referral is planned: assignment letter, then Form 5", now)
        case .urgentReferralRequested:
            self.alert("urgent_referral_requested", "an urgent referral: send it at once", now)
        case .outOfCityReferralRequested:
            self.alert("out_of_city_referral_requested", "a child belongs to another district: send the case home", now)
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
                message: Self.sentence(rang),
                at: rang.at
            )
        case .assignmentLetterIssued, .referralSent, .referralAccepted, .handoverMinutesRecorded, .handoverSigned,
            .shelterStayEnded, .referralResultReported, .outOfCityReferralSent, .outOfCityReferralAcknowledged,
            .caseManagerAssigned, .caseClosed, .clockStarted:
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

    private static func sentence(_ rang: ClockRang) -> String {
        let missed = rang.ring == .missed
        switch rang.clock {
        case .shelterStay:
            return missed
                ? "the stay in the shelter is over its limit" : "plan the next place: the shelter stay ends soon"
        case .urgentLetter: return "no signed letter on the working day after an urgent handover"
        case .referralResult: return "the partner has not reported a result"
        default: return missed ? "the referral's limit has passed" : "the referral's limit passes soon"
        }
    }
}
