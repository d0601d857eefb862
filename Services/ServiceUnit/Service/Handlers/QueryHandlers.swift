internal import Contracts
internal import PostgreSQL
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_cases`: codes only.
struct ListCasesHandler: QueryHandler {
    typealias Query = ListCases

    func answer(_ query: ListCases, _ context: QueryContext) async throws -> ListCases.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let me = context.actor.username
        let mine = query.mine ?? false
        let vacant = query.vacant ?? false
        let all = query.all ?? (query.stage != nil)
        let rows = try await context.list(
            Case.self,
            where: """
                (\(all) OR state->>'is_over' = 'false') AND (NOT \(mine) OR state->>'manager' = \(me)
                OR state->'worker'->>'worker' = \(me) OR state->'urgent'->>'holder' = \(me))
                AND (NOT \(vacant) OR state->'vacancy'->>'left' IS NOT NULL)
                """,
            limit: query.stage == nil ? limit : 10_000,
            rows: limit
        ) { aCase in query.stage.map { $0 == aCase.stage.rawValue } ?? true ? CaseRow(aCase) : nil }
        return ListCases.Answer(cases: rows)
    }
}

/// Answers `list_oncall`: who waits to be taken, without names.
struct ListOncallHandler: QueryHandler {
    typealias Query = ListOncall

    func answer(_ query: ListOncall, _ context: QueryContext) async throws -> ListOncall.Answer {
        if let id = query.caseID { return ListOncall.Answer(cases: try await self.calls(of: id, context)) }
        let held = query.held ?? false
        let rows = try await context.list(
            Case.self,
            where: """
                (state->'urgent'->>'phase' = 'raised' OR (\(held) AND state->'urgent'->>'phase' = 'held'))
                AND state->>'test' IS DISTINCT FROM 'true'
                """,
            order: "(state->'urgent'->>'since')::timestamptz, id",
            limit: 1_000
        ) { CaseRow($0) }
        return ListOncall.Answer(cases: rows)
    }

    /// A case that was called out, and those it joined, one after the other.
    private func calls(of id: CaseID, _ context: QueryContext) async throws -> [CaseRow] {
        var rows: [CaseRow] = []
        var next: CaseID? = id
        while let id = next, !rows.contains(where: { $0.caseID == id }),
            let aCase = try await context.load(Case.self, id)
        {
            if aCase.urgent != nil { rows.append(CaseRow(aCase)) }
            next = aCase.urgent?.phase == .moved ? aCase.linkedTo : nil
        }
        return rows
    }
}

/// Answers `show_case`: those who work on it and leadership see the file, everybody else the codes (domain.md §10.4).
struct ShowCaseHandler: QueryHandler {
    typealias Query = ShowCase

    func answer(_ query: ShowCase, _ context: QueryContext) async throws -> ShowCase.Answer {
        let aCase = try await context.find(query.caseID, query.complaintNo)
        let opens = aCase.opens(to: context.actor)
        if let ground = aCase.ground(of: context.actor) { context.opens(on: ground) }
        return ShowCase.Answer(
            overview: CaseRow(aCase),
            child: opens ? aCase.child?.value : nil,
            family: opens ? aCase.family?.value : nil,
            situation: opens ? aCase.situation?.value : nil,
            joined: opens ? aCase.joinedSituations : [],
            assessment: opens ? aCase.assessment?.form : nil,
            plan: opens ? aCase.plan?.actions : nil,
            planApproved: aCase.plan.map { $0.approvedVersion == $0.version } ?? false,
            waivers: opens ? aCase.waivers : [],
            referrals: aCase.referrals.map { ShowCase.Answer.Referral($0) },
            closure: aCase.closure?.reason,
            progress: CaseProgress(aCase)
        )
    }
}

extension Case {
    /// The work of the reader's that states why they open the file; a supervisor and leadership say why (§10.4).
    func ground(of actor: Actor) -> OpeningGround? {
        guard let name = Username(actor.username) else { return nil }
        if self.manager == name || self.worker?.worker == name && self.urgent?.holder != name { return .ownCase }
        return self.urgent?.holder == name ? .claimedCase : nil
    }
}

extension QueryContext {
    /// The case of that key, or of that complaint.
    func find(_ id: CaseID?, _ number: ComplaintNumber?) async throws -> Case {
        let found: Case?
        if let id {
            found = try await self.load(Case.self, id)
        } else if let number = number?.text {
            found = try await self.list(Case.self, where: "state->>'complaint_no' = \(number)", limit: 1).first
        } else {
            found = nil
        }
        guard let found else { throw CaseRejection.noSuchCase }
        return found
    }
}

extension CaseRow {
    init(_ aCase: Case) {
        self.init(
            caseID: aCase.id,
            complaintNo: aCase.complaintNo,
            registrationNo: aCase.registrationNo,
            stage: aCase.stage.rawValue,
            riskLevel: aCase.level,
            emergency: aCase.emergency,
            codes: aCase.codes?.value,
            residency: aCase.residency?.value ?? aCase.eligibleResidency?.value,
            worker: aCase.worker?.worker,
            manager: aCase.manager,
            consent: aCase.consent.status,
            linkedTo: aCase.linkedTo,
            urgent: aCase.urgent.map { OncallState($0) },
            clocks: aCase.clocks.all.filter { $0.clock.phase != .stopped }.map { name, clock in
                ClockState(clock: name, phase: clock.phase, dueAt: clock.dueAt, rule: clock.rule)
            },
            test: aCase.test,
            pack: aCase.pack
        )
    }
}

extension OncallState {
    init(_ track: UrgentTrack) {
        self.init(
            phase: track.phase.rawValue,
            raiseNo: track.raiseNo,
            rung: track.rung,
            holder: track.holder,
            since: track.since,
            called: track.called.isEmpty ? nil : track.called,
            displayedTo: track.displayedTo.isEmpty ? nil : track.displayedTo,
            offeredTo: track.offer?.to,
            offerUntil: track.offer?.answerBy
        )
    }
}

extension ShowCase.Answer.Referral {
    init(_ state: Case.ReferralState) {
        self.init(
            referralID: state.id,
            phase: state.phase.word,
            institution: state.institution,
            kind: state.kind,
            outcome: state.outcome,
            letterNo: state.letterNo,
            escort: state.escort?.worker,
            escortLetterNo: state.escort?.letterNo,
            stayEndsAt: state.stayEndsAt
        )
    }
}
