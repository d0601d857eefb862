internal import Contracts
internal import Crypto
internal import DataRequestDomain
internal import JSON
internal import ProcedurePack
internal import UnitRuntime
internal import Vocabulary

/// Takes an applicant's `data_request.submitted`.
struct DataRequestSubmittedHandler: MessageHandler {
    let pack: ProcedurePack

    func subjects(of message: DataRequestSubmitted, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: DataRequestSubmitted, _ context: inout DecisionContext) throws {
        guard context.actor.holds(.dataApplicant) else {
            throw DataRequest.Rejection.notPermitted([.dataApplicant])
        }
        let id = DataRequestID(context.newID())
        context.create(DataRequest.self, id)
        let form = RequestForm(message, username: context.sender.text)
        let limit = self.pack.holidays.limit(self.pack.limits.dataRequestIntakeDays, after: context.now)
        let events = DataRequest(id: id).receive(form, classifyBy: limit, at: context.now)
        context.append(events, to: DataRequest.self, id)
        context.answer(
            DataRequestReceived(
                messageID: context.messageID,
                requestID: id,
                classifyBy: limit.dueAt
            )
        )
    }
}

/// Takes a unit's `fact_recorded`.
struct FactRecordedHandler: MessageHandler {
    func subjects(of message: Heard<FactRecorded>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Fact.self, try Self.token(message.event))]
    }

    func decide(_ message: Heard<FactRecorded>, _ context: inout DecisionContext) throws {
        let token = try Self.token(message.event)
        let fact = try context.state(Fact.self, token)
        context.append(fact.record(message.event), to: Fact.self, token)
    }

    private static func token(_ fact: FactRecorded) throws -> FactToken {
        guard let token = FactToken(fact.caseToken) else { throw NoToken() }
        return token
    }

    struct NoToken: Error {}
}

/// Takes the data officer's `classify_data_request`.
struct ClassifyDataRequestHandler: SubjectHandler {
    typealias Message = ClassifyDataRequest
    typealias Subject = DataRequest

    func subject(of message: ClassifyDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: ClassifyDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.classify(as: message.dataClass, by: context.actor, at: context.now)
        context.result(of: request, events)
        return events
    }
}

/// Takes the coordinator's `confirm_data_request`.
struct ConfirmDataRequestHandler: SubjectHandler {
    typealias Message = ConfirmDataRequest
    typealias Subject = DataRequest

    func subject(of message: ConfirmDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: ConfirmDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.confirmScope(by: context.actor, at: context.now)
        context.result(of: request, events)
        return events
    }
}

/// Takes the coordinator's `grant_data_request`: counts the facts and releases the table.
struct GrantDataRequestHandler: SubjectHandler {
    typealias Message = GrantDataRequest
    typealias Subject = DataRequest

    let pack: ProcedurePack

    func kinds(of message: GrantDataRequest) -> [String] { [Fact.streamKind] }

    func subject(of message: GrantDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: GrantDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let facts = try context.all(Fact.self)
        let events = try request.grant(
            threshold: self.pack.limits.suppressionThreshold,
            deliverBy: self.pack.holidays.limit(self.pack.limits.dataRequestDeliveryDays, after: context.now),
            by: context.actor,
            at: context.now,
            counts: { CountTable($0, facts: facts.lazy.map(\.row)) },
            hash: { text in
                SHA256.hash(data: Array(text.utf8)).map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined()
            }
        )
        context.result(of: request, events)
        return events
    }
}

/// Takes `deny_data_request`.
struct DenyDataRequestHandler: SubjectHandler {
    typealias Message = DenyDataRequest
    typealias Subject = DataRequest

    func subject(of message: DenyDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: DenyDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.deny(message.reason, by: context.actor, at: context.now)
        context.result(of: request, events)
        return events
    }
}

extension DecisionContext {
    /// Says in the answer where a request stands once these events happened.
    fileprivate mutating func result(of request: DataRequest, _ events: [DataRequest.Event]) {
        let after = request.applying(events)
        self.result([
            "request_id": .string(after.id.text), "state": .string(after.state.rawValue),
            "reason": after.refusal.map { .string($0.rawValue) } ?? .null,
        ])
    }
}

extension RequestForm {
    /// As decoded.
    init(_ message: DataRequestSubmitted, username: String) {
        self.init(
            username: username,
            letter: message.letter,
            applicant: message.applicant,
            purpose: message.purpose,
            dataClass: message.dataClass,
            rows: message.rows,
            columns: message.columns,
            filters: message.filters ?? [:],
            from: message.from,
            to: message.to
        )
    }
}
