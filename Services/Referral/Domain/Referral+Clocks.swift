public import Vocabulary

extension Referral {
    /// A warning, or the breach, if the clock still runs.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        return [.clockRang(rang)]
    }

    /// Which roles are told of an event; nobody of a test. The social workers are told through their coordinator.
    ///
    /// - Source: domain.md §6.9 (deadline_missed goes to head_pksai), §2.2 (who acts next).
    public func recipients(of event: Event) -> [Role] {
        guard self.subject?.test != true else { return [] }
        switch event {
        case .referralPlanned: return [.referralOfficer, .coordinatorPksai]
        case .urgentReferralRequested: return [.referralOfficer]
        case .outOfCityReferralRequested: return [.secretary]
        case .referralLetterDrafted: return [.agencyHead]
        case .referralLetterSigned: return [.referralOfficer]
        case .referralDeclined: return [.referralOfficer, .coordinatorSw]
        case .withdrawalAcknowledged:
            return self.withdrawal?.outstanding.isEmpty == true ? [.headPksai, .referralOfficer] : []
        case .consentWithdrawn: return [.referralOfficer]
        case .shelterPlaceReleased(let freed): return freed.reason == .lapsed ? [.referralOfficer] : []
        case .stayPlaceRecorded(let recorded): return recorded.place == .none ? [.headPksai] : []
        case .shelterStayExtended: return [.referralOfficer, .coordinatorSw]
        case .clockRang(let rang): return self.recipients(of: rang)
        case .caseFactsKnown, .riskLevelChanged, .protectiveActionRecorded, .referredCaseChanged, .consentGiven,
            .childReunified,
            .shelterRequested, .shelterPlaceHeld, .nextPlacePlanned, .receiverAccepted,
            .caseManagerChanged, .caseReopened, .holderLeft, .holderFound:
            return []
        case .assignmentLetterIssued, .referralSent, .referralAccepted, .handoverMinutesRecorded, .handoverSigned,
            .shelterStayEnded, .referralResultReported, .outOfCityReferralSent, .outOfCityReferralAcknowledged,
            .caseManagerAssigned, .caseClosed, .clockStarted:
            return []
        }
    }

    private func recipients(of rang: ClockRang) -> [Role] {
        let actor: Role = self.track == .outOfCity ? .secretary : .referralOfficer
        switch (rang.clock, rang.ring) {
        case (.reassignment, .warned): return self.vacancyRecipients
        case (.reassignment, .missed): return [.headPksai] + self.vacancyRecipients
        case (.shelterStay, .warned): return [.referralOfficer, .coordinatorSw]
        case (.withdrawalAcknowledgement, .missed): return [.headPksai, .referralOfficer]
        case (.urgentLetter, .missed): return [.headPksai, .agencyHead, actor]
        case (.referralResult, .missed): return [.referralOfficer, .coordinatorSw]
        case (_, .warned): return [actor]
        case (_, .missed): return [.headPksai, actor]
        }
    }
}
