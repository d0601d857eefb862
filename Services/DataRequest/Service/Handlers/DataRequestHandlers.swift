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
        let form = RequestForm(message, username: context.sender.text, places: self.pack.city.subdistricts.all)
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

/// The edition of the facts: every release ends one. Locked by whoever writes facts and by whoever releases, so that a
/// release counts exactly the facts of its edition.
enum Edition {
    static let key = LookupKey("edition", "facts")

    static func current(_ context: DecisionContext) -> Int { context.lookup(Self.key).flatMap { Int($0) } ?? 1 }
}

/// Takes a unit's `fact_recorded`.
struct FactRecordedHandler: MessageHandler {
    /// The city's.
    let places: Subdistricts

    func lookups(of message: Heard<FactRecorded>, _ context: RoutingContext) throws -> [LookupKey] { [Edition.key] }

    func subjects(of message: Heard<FactRecorded>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Fact.self, try Self.token(message.event))]
    }

    func decide(_ message: Heard<FactRecorded>, _ context: inout DecisionContext) throws {
        let token = try Self.token(message.event)
        let fact = try context.state(Fact.self, token)
        context.append(
            fact.record(message.event, edition: Edition.current(context), places: self.places),
            to: Fact.self,
            token
        )
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

/// Takes `grant_data_request`: the approval sheet.
struct GrantDataRequestHandler: SubjectHandler {
    typealias Message = GrantDataRequest
    typealias Subject = DataRequest

    let pack: ProcedurePack

    func subject(of message: GrantDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: GrantDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.grant(
            fields: (message.fields ?? []).map(\.rawValue),
            expires: message.expires,
            deliverBy: self.pack.holidays.limit(self.pack.limits.dataRequestDeliveryDays, after: context.now),
            by: context.actor,
            at: context.now
        )
        context.result(of: request, events)
        return events
    }
}

/// Takes the data officer's `release_data`: counts the facts, looks at all that has left before, releases.
struct ReleaseDataHandler: SubjectHandler {
    typealias Message = ReleaseData
    typealias Subject = DataRequest

    let limits: ReleaseLimits

    func lookups(of message: ReleaseData, _ context: RoutingContext) throws -> [LookupKey] { [Edition.key] }

    func kinds(of message: ReleaseData) -> [String] { [Fact.streamKind, DataRequest.streamKind] }

    func subject(of message: ReleaseData) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: ReleaseData,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let edition = Edition.current(context)
        let tables = try context.all(DataRequest.self).compactMap { $0.release?.table }
        let ledger = ReleaseLedger(
            tables: tables.sorted { $0.edition < $1.edition },
            facts: try context.all(Fact.self),
            edition: edition
        )
        let events = try request.release(
            extractHash: message.extractHash,
            ledger: ledger,
            limits: self.limits,
            by: context.actor,
            at: context.now,
            hash: { text in
                SHA256.hash(data: Array(text.utf8)).map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined()
            }
        )
        context.setLookup(Edition.key, to: String(edition + 1))
        context.result(of: request, events)
        return events
    }
}

/// Takes the data officer's `report_data_unavailable`.
struct ReportDataUnavailableHandler: SubjectHandler {
    typealias Message = ReportDataUnavailable
    typealias Subject = DataRequest

    func subject(of message: ReportDataUnavailable) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: ReportDataUnavailable,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.reportUnavailable(
            message.reason ?? .notAvailable,
            by: context.actor,
            at: context.now
        )
        context.result(of: request, events)
        return events
    }
}

/// Takes the data officer's `document_data_request`.
struct DocumentDataRequestHandler: SubjectHandler {
    typealias Message = DocumentDataRequest
    typealias Subject = DataRequest

    func subject(of message: DocumentDataRequest) -> DataRequestID { message.requestID }

    func decide(
        _ request: DataRequest,
        _ message: DocumentDataRequest,
        _ context: inout DecisionContext
    ) throws -> [DataRequest.Event] {
        let events = try request.document(archive: message.archive, by: context.actor, at: context.now)
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
    init(_ message: DataRequestSubmitted, username: String, places: [String]) {
        self.init(
            username: username,
            letter: message.letter,
            applicant: message.applicant,
            purpose: message.purpose,
            dataClass: message.dataClass,
            rows: message.rows,
            columns: message.columns,
            fields: message.fields ?? [],
            courtOrder: message.courtOrder,
            filters: message.filters ?? [:],
            from: message.from,
            to: message.to,
            places: places
        )
    }
}
