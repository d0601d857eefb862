internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// Evaluation, closure, what comes after the end (S12, §8.8, §8.9).
    static let ending: [HandlerBinding] = [
        // The partners concerned are invited.
        .onCase(ScheduleEvaluation.self, needsPartners: true) { aCase, message, context in
            let institutions = message.institutions ?? []
            let events = try aCase.scheduleEvaluation(
                on: message.date,
                startsAt: message.startsAt,
                institutions: institutions,
                by: context.actor,
                at: context.now
            )
            for institution in institutions {
                let invited = MeetingInvited(
                    caseID: aCase.id,
                    referrals: aCase.referrals(at: institution),
                    startsAt: message.startsAt,
                    date: message.date,
                    actionIDs: aCase.takenOver.filter { $0.institution == institution }.map(\.actionID),
                    caseManager: aCase.manager
                )
                try context.send(invited, toPartner: institution, about: aCase)
            }
            return events
        },
        // The partners invited hear what came of their actions.
        .onCase(HoldEvaluation.self, needsPartners: true) { aCase, message, context in
            let events = try aCase.holdEvaluation(
                message.results,
                goalsMet: message.goalsMet,
                stillAtRisk: message.stillAtRisk,
                minutes: message.minutes,
                by: context.actor,
                at: context.now
            )
            for institution in aCase.evaluation?.institutions ?? [] {
                let told = InterventionsEvaluated(
                    caseID: aCase.id,
                    referrals: aCase.referrals(at: institution),
                    results: message.results.filter { aCase.owns($0.actionID, institution) }
                )
                try context.send(told, toPartner: institution, about: aCase)
            }
            return events
        },
        .onCase(ProposeClosure.self) { aCase, message, context in
            try aCase.proposeClosure(message.reasons, message.form, by: context.actor, at: context.now)
        },
        // For no_need the rule looks into Form 3 and the waivers.
        .onCase(ApproveClosure.self) { aCase, message, context in
            let opened = try aCase.openForSupervisor(context)
            return try aCase.approveClosure(
                allDiscussed: message.allDiscussed,
                note: message.note,
                assessment: aCase.assessment == nil ? nil : opened.form,
                waivers: opened.waivers,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RejectClosure.self) { aCase, message, context in
            try aCase.rejectClosure(reason: message.reason, by: context.actor, at: context.now)
        },
        .onCase(TerminateCase.self) { aCase, message, context in
            try aCase.terminate(message.form, by: context.actor, at: context.now)
        },
        .onCase(CloseCase.self) { aCase, _, context in try aCase.close(by: context.actor, at: context.now) },
        .onCase(RecordPostMonitoring.self) { aCase, message, context in
            try aCase.recordPostMonitoring(message.form, by: context.actor, at: context.now)
        },
        .onCase(ApprovePostMonitoring.self, needsDuty: true) { aCase, _, context in
            try aCase.approvePostMonitoring(by: context.actor, at: context.now, duty: Duty(context))
        },
        .onCase(DecideReopening.self, needsDuty: true) { aCase, message, context in
            try aCase.decideReopening(
                reopen: message.reopen,
                reason: message.reason,
                referredTo: message.referredTo,
                by: context.actor,
                at: context.now,
                duty: Duty(context)
            )
        },
    ]

    /// How a child comes home (S10).
    static let reintegration: [HandlerBinding] = [
        .onCase(StartReintegration.self) { aCase, message, context in
            try aCase.startReintegration(
                from: message.origin,
                documents: message.documents,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(ChooseSubstituteFamily.self) { aCase, message, context in
            try aCase.chooseSubstituteFamily(reason: message.reason, by: context.actor, at: context.now)
        },
        .onCase(RecordFamilyReady.self) { aCase, message, context in
            try aCase.recordFamilyReady(
                visited: message.visited,
                childHeard: message.childHeard,
                openRisk: message.openRisk,
                findings: message.findings,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(ReunifyChild.self) { aCase, message, context in
            try aCase.reunify(note: message.note, by: context.actor, at: context.now)
        },
        .onCase(ResocialiseCommunity.self) { aCase, message, context in
            try aCase.resocialise(
                factsDisclosed: message.factsDisclosed,
                note: message.note,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(MonitorReintegration.self) { aCase, message, context in
            try aCase.monitorReintegration(findings: message.findings, by: context.actor, at: context.now)
        },
        .onCase(EvaluateReintegration.self) { aCase, message, context in
            try aCase.evaluateReintegration(
                success: message.success,
                findings: message.findings,
                by: context.actor,
                at: context.now
            )
        },
    ]

    /// The child programme's aid and what changed (§12.6).
    static let aid: [HandlerBinding] = [
        .onCase(RecordOutcomeIndicators.self) { aCase, message, context in
            try aCase.recordOutcomeIndicators(
                message.holding,
                of: message.cluster,
                period: message.period,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(GrantAid.self) { aCase, message, context in
            try aCase.grantAid(year: message.year, message.instalments, by: context.actor, at: context.now)
        },
        .onCase(PayAidInstalment.self) { aCase, message, context in
            try aCase.payAidInstalment(
                grantNo: message.grantNo,
                instalment: message.instalment,
                receiptNo: message.receiptNo,
                purpose: message.purpose,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(NoteSavings.self) { aCase, message, context in
            try aCase.noteSavings(month: message.month, rupiah: message.rupiah, by: context.actor, at: context.now)
        },
    ]
}
