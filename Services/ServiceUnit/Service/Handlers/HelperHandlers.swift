internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// TKSK and PSM who help with a child (D05).
    static let helping: [HandlerBinding] = [
        .onCase(AskHelper.self, users: { [$0.helper] }) { aCase, message, context in
            try aCase.askHelper(
                message.helper,
                helperRoles: context.roles(of: message.helper),
                task: message.task,
                child: HelpedChild(try aCase.child.map { try context.open($0.value) } ?? ChildIdentity()),
                agreedOn: message.agreedOn,
                until: message.until,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(ReportAsHelper.self) { aCase, message, context in
            try aCase.reportHelp(
                of: message.helper,
                childMet: message.childMet,
                report: message.report,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(ReleaseHelper.self) { aCase, message, context in
            try aCase.releaseHelper(message.helper, by: context.actor, at: context.now)
        },
    ]
}

/// Answers `list_helpers`: to a helper the child and place of the own tasks that stand, and no more (domain.md §10.4).
struct ListHelpersHandler: QueryHandler {
    typealias Query = ListHelpers

    func answer(_ query: ListHelpers, _ context: QueryContext) async throws -> ListHelpers.Answer {
        guard let id = query.caseID, !context.actor.isHelperOnly else { return try await self.own(context) }
        let aCase = try await context.find(id, nil)
        guard aCase.opens(to: context.actor) else { throw CaseRejection.notYourFile }
        if let ground = aCase.ground(of: context.actor) { context.opens(on: ground) }
        return ListHelpers.Answer(helpers: aCase.helping.map { ListHelpers.Row(aCase, $0) })
    }

    private func own(_ context: QueryContext) async throws -> ListHelpers.Answer {
        guard let me = Username(context.actor.username) else { return ListHelpers.Answer(helpers: []) }
        let rows = try await context.list(
            Case.self,
            where: "state->'helping' @> jsonb_build_array(jsonb_build_object('helper', \(me.text)::text))",
            limit: 1_000
        ) { aCase in aCase.help(of: me, on: context.now.localDate).map { ListHelpers.Row(aCase, $0) } }
        context.opens(on: .ownLetter)
        return ListHelpers.Answer(helpers: rows)
    }
}

extension Actor {
    /// Whether somebody helps and has no other part in cases.
    fileprivate var isHelperOnly: Bool { self.roles.isDisjoint(with: ListHelpers.roles.subtracting([.tksk, .psm])) }
}

extension ListHelpers.Row {
    init(_ aCase: Case, _ help: Case.Helper) {
        self.init(
            caseID: aCase.id,
            complaintNo: aCase.complaintNo,
            helper: help.helper,
            supervisor: help.supervisor,
            agreedOn: help.agreedOn,
            until: help.until,
            endedAt: help.endedAt,
            child: help.child,
            task: help.task,
            reports: help.reports.map {
                ListHelpers.Report(at: $0.at, by: $0.by, childMet: $0.childMet, report: $0.report)
            }
        )
    }
}
