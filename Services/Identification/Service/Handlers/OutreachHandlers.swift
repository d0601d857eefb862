internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// Takes `rank_outreach_candidates`: what the lists add up to decides the order.
struct RankOutreachCandidatesHandler: MessageHandler {
    static let most = 200

    func subjects(of message: RankOutreachCandidates, _ context: RoutingContext) throws -> [AggregateReference] {
        guard message.candidates.count <= Self.most else { return [] }
        return message.candidates.map { AggregateReference(OutreachCandidate.self, $0.candidateID) }
    }

    func decide(_ message: RankOutreachCandidates, _ context: inout DecisionContext) throws {
        guard message.candidates.count <= Self.most else { throw TooManyCandidates() }
        let levels = Dictionary(message.candidates.map { ($0.candidateID, $0.level) }) { first, _ in first }
        let candidates = try levels.keys.map { try context.state(OutreachCandidate.self, $0) }
            .sorted { ($1.priority.score, $0.id.text) < ($0.priority.score, $1.id.text) }
        var ranked: [JSONValue] = []
        for (index, candidate) in candidates.enumerated() {
            let level = levels[candidate.id] ?? nil
            context.append(
                try candidate.ranked(index + 1, level: level, by: context.actor, at: context.now),
                to: OutreachCandidate.self,
                candidate.id
            )
            ranked.append(
                .object([
                    "rank": .integer(Int64(index + 1)), "candidate_id": .string(candidate.id.text),
                    "level": .string((level ?? candidate.priority.level).rawValue),
                    "score": .integer(Int64(candidate.priority.score)),
                    "reasons": .array(candidate.priority.reasons.map { .string($0) }),
                ])
            )
        }
        guard !ranked.isEmpty else { return }
        context.perform(
            .alert(
                [.coordinatorPksai, .coordinatorSw],
                Alert(
                    kind: "outreach_candidates_ranked",
                    unit: .identification,
                    message: "\(ranked.count) children on lists are ranked for a visit and wait for assignment letters",
                    at: context.now
                )
            )
        )
        context.result(["ranked": .array(ranked)])
    }
}

/// A command that names its candidate.
protocol AboutCandidate: CommandContract {
    /// The child as it stands on the lists.
    var candidateID: CandidateID { get }
}

extension AssignOutreach: AboutCandidate {}
extension RecordOutreach: AboutCandidate {}
extension CorrectSourceData: AboutCandidate {}
extension IdentifyOutreachCase: AboutCandidate {}
extension RecordNoNeed: AboutCandidate {}

/// Takes a command about one candidate; the answer says where it then stands.
private func candidateCommand<Command: AboutCandidate>(
    _ type: Command.Type,
    users: @escaping @Sendable (Command) -> [Username] = { _ in [] },
    rule: @escaping @Sendable (OutreachCandidate, Command, inout DecisionContext) throws -> [OutreachCandidate.Event]
) -> HandlerBinding {
    .command(
        RuleHandler(
            { $0.candidateID },
            needs: .init(users: users),
            after: { candidate, context in
                context.result([
                    "candidate_id": .string(candidate.id.text), "status": .string(candidate.status.rawValue),
                ])
            },
            rule
        )
    )
}

extension IdentificationUnit {
    /// What is ordered and recorded of one candidate, in the order of table L.8.
    static let outreach: [HandlerBinding] = [
        candidateCommand(
            AssignOutreach.self,
            users: { [$0.worker] },
            rule: { candidate, message, context in
                try candidate.assign(
                    OutreachLetter(
                        number: message.letterNo,
                        worker: message.worker,
                        purpose: message.purpose,
                        validUntil: message.validUntil
                    ),
                    workerRoles: context.roles(of: message.worker),
                    by: context.actor,
                    at: context.now
                )
            }
        ),
        candidateCommand(
            RecordOutreach.self,
            rule: { candidate, message, context in
                try candidate.complete(
                    OutreachReport(
                        visitedOn: message.visitedOn,
                        minutes: message.minutes,
                        socialReport: message.socialReport,
                        visitReport: message.visitReport,
                        assessmentReport: message.assessmentReport
                    ),
                    danger: message.danger.map { OutreachFinding($0) },
                    by: context.actor,
                    at: context.now
                )
            }
        ),
        candidateCommand(
            CorrectSourceData.self,
            rule: { candidate, message, context in
                let known = try candidate.child.map { try context.open($0) } ?? ChildIdentity()
                let family = try candidate.family.map { try context.open($0) }
                return try candidate.correct(
                    message.field,
                    to: message.value,
                    evidence: message.evidence,
                    known: (known, family),
                    by: context.actor,
                    at: context.now
                )
            }
        ),
        candidateCommand(
            IdentifyOutreachCase.self,
            rule: { candidate, message, context in
                try candidate.identifyCase(OutreachFinding(message.need), by: context.actor, at: context.now)
            }
        ),
        candidateCommand(
            RecordNoNeed.self,
            rule: { candidate, message, context in
                try candidate.recordNoNeed(message.reason, by: context.actor, at: context.now)
            }
        ),
    ]
}

/// What follows from a candidate's events outside the unit: the service unit hears, the coordinator is told the outcome.
enum CandidateEffects {
    static func of(
        _ event: OutreachCandidate.Event,
        _ before: OutreachCandidate,
        _ after: OutreachCandidate,
        _ context: EffectContext
    ) -> [Effect] {
        switch event {
        case .outreachCandidatesRanked(let ranked):
            [
                .tell(
                    CandidateRanked(
                        candidateID: after.id,
                        rank: ranked.rank,
                        level: ranked.level,
                        lists: ranked.lists,
                        by: ranked.by,
                        at: ranked.at
                    )
                )
            ]
        case .outreachAssigned(let assigned):
            [
                .tell(
                    OutreachOrdered(
                        candidateID: after.id,
                        worker: assigned.letter.worker,
                        letterNo: assigned.letter.number,
                        validUntil: assigned.letter.validUntil,
                        by: assigned.by,
                        at: assigned.at
                    )
                )
            ]
        case .caseIdentified(let told):
            [
                .tell(told),
                self.alert(
                    "case_identified",
                    after,
                    "a visit found a child in need, level \(told.riskLevel.rawValue): it is registered as a complaint",
                    at: told.at
                ),
            ]
        case .noNeedRecorded(let ended):
            [
                .tell(OutreachEnded(candidateID: after.id, by: ended.by, at: ended.at)),
                self.alert("no_need_recorded", after, "a visit to a child on lists found no need", at: ended.at),
            ]
        case .clockRang(let rang): [self.alert(of: rang, after)]
        case .secondaryDataTaken, .outreachCompleted, .sourceDataCorrected, .complaintHeard, .workerLeft, .workerBack:
            []
        }
    }

    private static func alert(of rang: ClockRang, _ candidate: OutreachCandidate) -> Effect {
        let roles: [Role] = [.coordinatorPksai]
        let alert = Alert(
            kind: rang.ring == .missed ? Alert.missed : "deadline_warning",
            unit: .identification,
            stream: "\(OutreachCandidate.streamKind)-\(candidate.id)",
            clock: rang.clock,
            dueAt: rang.dueAt,
            rule: rang.rule,
            message: "whom the letter names can't visit the child any more: `pksai outreach assign` somebody else",
            at: rang.at
        )
        return .alert(roles, alert)
    }

    private static func alert(
        _ kind: String,
        _ candidate: OutreachCandidate,
        _ message: String,
        at: Instant
    ) -> Effect {
        .alert(
            [.coordinatorPksai, .coordinatorSw],
            Alert(
                kind: kind,
                unit: .identification,
                stream: "\(OutreachCandidate.streamKind)-\(candidate.id)",
                message: message,
                at: at
            )
        )
    }
}

private struct TooManyCandidates: DomainRejection {
    let code = "too_many_candidates"
    let explanation = "at most \(RankOutreachCandidatesHandler.most) children a ranking"
    let pointer = "/candidates"
}

extension OutreachFinding {
    fileprivate init(_ need: OutreachNeed) {
        self.init(
            categories: need.categories,
            riskLevel: need.riskLevel,
            emergency: need.emergency ?? false,
            immediateNeeds: need.immediateNeeds ?? [],
            situation: need.situation
        )
    }
}
