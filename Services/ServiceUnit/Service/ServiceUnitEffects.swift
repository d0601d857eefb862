internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// What follows from an event outside the case: other units told, somebody called, leadership alerted, a fact for
    /// data-request. A trial reaches no person and no statistic.
    static func effects(of event: Case.Event, _ before: Case, _ after: Case, at now: Instant) -> [Effect] {
        var effects = event.told(after).map { Effect.tell($0) }
        if let changed = after.changeForReferral(by: event, since: before) { effects.append(.tell(changed)) }
        effects += event.givenBack(before, after).map { .release($0) }
        guard !after.test else { return effects }
        if case .urgentCaseRaised(let raised) = event, let call = Self.call(raised, after) {
            effects.append(.raise(raised.rung, call))
        }
        if let (to, offer) = Self.handOver(event, after) { effects.append(.send(.user(to), offer)) }
        for news in [after.news(of: event), after.helpEnded(by: event, since: before, at: now)].compactMap(\.self) {
            effects += Self.tell(news, of: event, after)
        }
        for notice in Case.notices(of: event) where !notice.roles.isEmpty {
            effects.append(.alert(notice.roles, Self.alert(notice, after)))
        }
        return effects + Self.facts(of: event, before, after)
    }

    /// News to those who have the case, and to the roles that hear it with them. Of a complaint that joined, its number.
    private static func tell(_ news: CaseNews, of event: Case.Event, _ aCase: Case) -> [Effect] {
        var number = aCase.complaintNo
        if case .caseJoined(let joined) = event { number = joined.complaintNo }
        let notice = CaseNotice(
            kind: news.notice.kind,
            caseID: aCase.id,
            complaintNo: number,
            riskLevel: aCase.level,
            message: news.notice.message,
            at: news.notice.at
        )
        let told = news.people.map { Effect.send(.user($0), notice) }
        guard !news.notice.roles.isEmpty else { return told }
        return told + [.alert(news.notice.roles, Self.alert(news.notice, aCase, number: number))]
    }

    /// The call that goes out to a rung: codes, no names.
    private static func call(_ raised: UrgentCaseRaised, _ aCase: Case) -> UrgentCaseCall? {
        guard let number = aCase.complaintNo, let codes = aCase.codes?.value else { return nil }
        return UrgentCaseCall(
            caseID: aCase.id,
            complaintNo: number,
            raiseNo: raised.raiseNo,
            rung: raised.rung,
            riskLevel: aCase.level,
            categories: codes.categories,
            subdistrict: codes.subdistrict,
            childAge: codes.childAge,
            childSex: codes.childSex,
            immediateNeeds: codes.immediateNeeds,
            registeredAt: aCase.registeredAt ?? raised.at,
            actBy: aCase.actBy,
            called: raised.called.isEmpty ? nil : raised.called,
            openToAllAt: raised.rung == .worker && raised.raisesOnRung == 1 && !raised.called.isEmpty
                ? raised.reraiseAt : nil
        )
    }

    /// What the other side of a hand-over is told, and who that is.
    private static func handOver(_ event: Case.Event, _ aCase: Case) -> (Username, HandOverOffered)? {
        switch event {
        case .urgentHandoverOffered(let offered):
            (
                offered.to,
                HandOverOffered(
                    caseID: aCase.id,
                    complaintNo: aCase.complaintNo,
                    state: "offered",
                    from: offered.from,
                    note: offered.note,
                    answerBy: offered.answerBy,
                    at: offered.at
                )
            )
        case .urgentHandoverAccepted(let accepted):
            (
                accepted.from,
                HandOverOffered(
                    caseID: aCase.id,
                    complaintNo: aCase.complaintNo,
                    state: "accepted",
                    from: accepted.by,
                    at: accepted.at
                )
            )
        case .urgentHandoverDeclined(let declined):
            (
                declined.to,
                HandOverOffered(
                    caseID: aCase.id,
                    complaintNo: aCase.complaintNo,
                    state: "declined",
                    from: declined.by,
                    note: declined.reason,
                    at: declined.at
                )
            )
        case .urgentHandoverLapsed(let lapsed):
            (
                lapsed.other,
                HandOverOffered(
                    caseID: aCase.id,
                    complaintNo: aCase.complaintNo,
                    state: "lapsed",
                    from: lapsed.left,
                    at: lapsed.at
                )
            )
        default: nil
        }
    }

    private static func alert(_ notice: Notice, _ aCase: Case, number: ComplaintNumber? = nil) -> Alert {
        Alert(
            kind: notice.kind,
            unit: .serviceUnit,
            stream: "\(Case.streamKind)-\(aCase.id)",
            complaintNo: number ?? aCase.complaintNo,
            caseID: aCase.id,
            clock: notice.clock,
            dueAt: notice.dueAt,
            rule: notice.rule,
            message: notice.message,
            at: notice.at
        )
    }

    /// Level, state and closure, when the service unit itself changes them; what other units change they tell.
    private static func facts(of event: Case.Event, _ before: Case, _ after: Case) -> [Effect] {
        guard let at = event.decidedAt, before.level != after.level || before.stage != after.stage
        else { return [] }
        let level = before.level == after.level ? nil : after.level
        let stage = before.stage == after.stage ? nil : after.stage.rawValue
        let closure = after.closure?.phase == .closed ? after.closure?.reason : nil
        return [
            .fact(after.id) { token in
                FactRecorded(caseToken: token, riskLevel: level, state: stage, closure: closure, at: at)
            }
        ]
    }
}
