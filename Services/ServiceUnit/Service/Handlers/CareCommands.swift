internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// Reaching and protecting the child, and who does so (S03–S05, §14).
    static let care: [HandlerBinding] = [
        .onCase(RecordContactAttempt.self) { aCase, message, context in
            try aCase.recordContactAttempt(
                reached: message.reached,
                note: message.note,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RecordSafetyAssessment.self) { aCase, message, context in
            try aCase.recordSafetyAssessment(
                childSeen: message.childSeen,
                childSpokenTo: message.childSpokenTo,
                message.assessment,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RecordProtectiveAction.self) { aCase, message, context in
            try aCase.recordProtectiveAction(message.action, by: context.actor, at: context.now)
        },
        .onCase(AssignCaseWorker.self, users: { [$0.worker] }) { aCase, message, context in
            try aCase.assignWorker(
                message.worker,
                workerRoles: context.roles(of: message.worker),
                letterNo: message.letterNo,
                by: context.actor,
                at: context.now
            )
        },
        .command(AssignCaseManagerHandler()),
        .onCase(ScheduleHomeVisit.self) { aCase, message, context in
            try aCase.scheduleHomeVisit(on: message.date, by: context.actor, at: context.now)
        },
        .onCase(RecordHomeVisit.self) { aCase, message, context in
            try aCase.recordHomeVisit(
                childMet: message.childMet,
                report: message.report,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RecordFollowUp.self) { aCase, message, context in
            try aCase.recordFollowUp(Case.FollowUp(message), by: context.actor, at: context.now)
        },
    ]

    /// Consent given, refused, put off and taken back (Form 2, §14 D08).
    static let consent: [HandlerBinding] = [
        .onCase(RecordConsent.self) { aCase, message, context in
            try aCase.recordConsent(Case.ConsentDecision(message), by: context.actor, at: context.now)
        },
        .onCase(DecideProtectiveReview.self) { aCase, message, context in
            try aCase.decideProtectiveReview(
                protect: message.protect,
                reason: message.reason,
                by: context.actor,
                at: context.now
            )
        },
        // Partners of conferences hear of a withdrawal at once, those of referrals by the referral unit.
        .onCase(WithdrawConsent.self, needsPartners: true) { aCase, message, context in
            let events = try aCase.withdrawConsent(reason: message.reason, by: context.actor, at: context.now)
            let after = aCase.applying(events)
            if let due = after.clocks[.withdrawalAcknowledgement]?.dueAt {
                for partner in after.informed {
                    let notice = SharingWithdrawn(caseID: after.id, acknowledgeBy: due)
                    try context.send(notice, toPartner: partner, about: after)
                }
            }
            return events
        },
        .onCase(ConfirmSharingStopped.self) { aCase, message, context in
            try aCase.acknowledgeWithdrawal(
                for: message.holder,
                institution: context.institution,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(DecideWithdrawal.self) { aCase, message, context in
            try aCase.decideWithdrawal(
                protect: message.protect,
                reason: message.reason,
                by: context.actor,
                at: context.now
            )
        },
    ]

    /// How a claimed case goes to another worker.
    static let handOver: [HandlerBinding] = [
        .onCase(OfferHandOver.self, users: { [$0.to] }, needsDuty: true) { aCase, message, context in
            try aCase.offerHandOver(
                to: message.to,
                workerRoles: context.roles(of: message.to),
                note: message.note,
                duty: Duty(context),
                by: context.actor,
                at: context.now
            )
        },
        .onCase(AcceptHandOver.self, needsDuty: true) { aCase, _, context in
            try aCase.acceptHandOver(duty: Duty(context), by: context.actor, at: context.now)
        },
        .onCase(DeclineHandOver.self) { aCase, message, context in
            try aCase.declineHandOver(reason: message.reason, by: context.actor, at: context.now)
        },
        .onCase(RecordCallDisplayed.self) { aCase, message, context in
            try aCase.recordDisplayed(raiseNo: message.raiseNo, by: context.actor, at: context.now)
        },
    ]
}

/// Takes `assign_case_manager`; a meeting that appoints notes it as the case's outcome.
struct AssignCaseManagerHandler: MessageHandler {
    func users(of message: AssignCaseManager) -> [Username] { [message.worker] }

    func subjects(of message: AssignCaseManager, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
            + (message.meetingID.map { [AggregateReference(Meeting.self, $0)] } ?? [])
    }

    func decide(_ message: AssignCaseManager, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        let events = try aCase.assignManager(
            message.worker,
            workerRoles: context.roles(of: message.worker),
            reason: message.reason,
            handover: message.handover,
            by: context.actor,
            at: context.now
        )
        if let id = message.meetingID {
            let appointed = try context.state(Meeting.self, id)
                .appoint(message.worker, for: message.caseID, by: context.sender, at: context.now)
            context.append(appointed, to: Meeting.self, id)
        }
        try context.decided(events, Case.self, message.caseID)
    }
}

extension Case.FollowUp {
    init(_ message: RecordFollowUp) {
        self.init(
            kind: message.kind,
            place: message.place,
            purpose: message.purpose,
            form: message.form,
            nextDate: message.nextDate,
            isLast: message.last ?? false
        )
    }
}

extension Case.ConsentDecision {
    init(_ message: RecordConsent) {
        let answer: Answer =
            switch message.decision {
            case .willing: .willing(sharingWithPartners: message.sharingWithPartners ?? false)
            case .notWilling: .notWilling
            case .deferred: .deferred(reason: message.reason ?? "")
            }
        self.init(
            answer: answer,
            capacity: message.capacity,
            informed: message.informed,
            purposeExplained: message.purposeExplained,
            suspectedPerpetrator: message.suspectedPerpetrator,
            form: message.form
        )
    }
}
