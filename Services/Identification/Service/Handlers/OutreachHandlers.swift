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
                [.coordinatorPksai],
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

/// A handler of commands that name a candidate.
protocol CandidateHandler: SubjectHandler where Subject == OutreachCandidate {
    /// The rule's answer.
    func rule(_ candidate: Subject, _ message: Message, _ context: DecisionContext) throws -> [Subject.Event]
}

extension CandidateHandler {
    func decide(
        _ subject: OutreachCandidate,
        _ message: Message,
        _ context: inout DecisionContext
    ) throws -> [OutreachCandidate.Event] {
        let events = try self.rule(subject, message, context)
        context.result([
            "candidate_id": .string(subject.id.text),
            "status": .string(subject.applying(events).status.rawValue),
        ])
        return events
    }
}

/// Takes `assign_outreach`.
struct AssignOutreachHandler: CandidateHandler {
    typealias Message = AssignOutreach

    func users(of message: AssignOutreach) -> [Username] { [message.worker] }
    func subject(of message: AssignOutreach) -> CandidateID { message.candidateID }

    func rule(
        _ candidate: OutreachCandidate,
        _ message: AssignOutreach,
        _ context: DecisionContext
    ) throws -> [OutreachCandidate.Event] {
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
}

/// Takes `record_outreach`.
struct RecordOutreachHandler: CandidateHandler {
    typealias Message = RecordOutreach

    func subject(of message: RecordOutreach) -> CandidateID { message.candidateID }

    func rule(
        _ candidate: OutreachCandidate,
        _ message: RecordOutreach,
        _ context: DecisionContext
    ) throws -> [OutreachCandidate.Event] {
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
}

/// Takes `correct_source_data`.
struct CorrectSourceDataHandler: CandidateHandler {
    typealias Message = CorrectSourceData

    func subject(of message: CorrectSourceData) -> CandidateID { message.candidateID }

    func rule(
        _ candidate: OutreachCandidate,
        _ message: CorrectSourceData,
        _ context: DecisionContext
    ) throws -> [OutreachCandidate.Event] {
        try candidate.correct(
            message.field,
            to: message.value,
            evidence: message.evidence,
            known: (
                try candidate.child.map { try context.open($0) } ?? ChildIdentity(),
                try candidate.family.map { try context.open($0) }
            ),
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes `identify_outreach_case`.
struct IdentifyOutreachCaseHandler: CandidateHandler {
    typealias Message = IdentifyOutreachCase

    func subject(of message: IdentifyOutreachCase) -> CandidateID { message.candidateID }

    func rule(
        _ candidate: OutreachCandidate,
        _ message: IdentifyOutreachCase,
        _ context: DecisionContext
    ) throws -> [OutreachCandidate.Event] {
        try candidate.identifyCase(OutreachFinding(message.need), by: context.actor, at: context.now)
    }
}

/// Takes `record_no_need`.
struct RecordNoNeedHandler: CandidateHandler {
    typealias Message = RecordNoNeed

    func subject(of message: RecordNoNeed) -> CandidateID { message.candidateID }

    func rule(
        _ candidate: OutreachCandidate,
        _ message: RecordNoNeed,
        _ context: DecisionContext
    ) throws -> [OutreachCandidate.Event] {
        try candidate.recordNoNeed(message.reason, by: context.actor, at: context.now)
    }
}

/// What follows from a candidate's events outside the unit.
enum CandidateEffects {
    static func of(
        _ event: OutreachCandidate.Event,
        _ before: OutreachCandidate,
        _ after: OutreachCandidate,
        _ context: EffectContext
    ) -> [Effect] {
        switch event {
        case .caseIdentified(let told): [.tell(told)]
        case .outreachAssigned, .secondaryDataTaken, .outreachCandidatesRanked, .outreachCompleted,
            .sourceDataCorrected, .noNeedRecorded, .complaintHeard:
            []
        }
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
