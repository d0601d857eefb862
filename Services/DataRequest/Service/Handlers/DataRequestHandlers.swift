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

    struct NoToken: DomainRejection {
        let code = "no_token"
        let explanation = "a fact is about a case token"
        let pointer = "/case_token"
    }
}

/// A command that names its request.
protocol AboutDataRequest: CommandContract {
    /// The request.
    var requestID: DataRequestID { get }
}

extension ClassifyDataRequest: AboutDataRequest {}
extension ConfirmDataRequest: AboutDataRequest {}
extension GrantDataRequest: AboutDataRequest {}
extension ReleaseData: AboutDataRequest {}
extension ReportDataUnavailable: AboutDataRequest {}
extension DocumentDataRequest: AboutDataRequest {}
extension DenyDataRequest: AboutDataRequest {}

/// Takes a command about one request; the answer says where it then stands.
private func requestCommand<Command: AboutDataRequest>(
    _ type: Command.Type,
    needs: RuleHandler<Command, DataRequest>.Needs = .init(),
    _ rule: @escaping @Sendable (DataRequest, Command, inout DecisionContext) throws -> [DataRequest.Event]
) -> HandlerBinding {
    .command(RuleHandler({ $0.requestID }, needs: needs, after: { $1.result(of: $0) }, rule))
}

extension DataRequestUnit {
    /// What the data officer, the coordinator and the head order, in the order of table L.11.
    static func commands(_ pack: ProcedurePack) -> [HandlerBinding] {
        [
            requestCommand(ClassifyDataRequest.self) { request, message, context in
                try request.classify(as: message.dataClass, by: context.actor, at: context.now)
            },
            requestCommand(ConfirmDataRequest.self) { request, _, context in
                try request.confirmScope(by: context.actor, at: context.now)
            },
            requestCommand(GrantDataRequest.self) { request, message, context in
                try request.grant(
                    fields: (message.fields ?? []).map(\.rawValue),
                    expires: message.expires,
                    deliverBy: pack.holidays.limit(pack.limits.dataRequestDeliveryDays, after: context.now),
                    by: context.actor,
                    at: context.now
                )
            },
            requestCommand(
                ReleaseData.self,
                needs: .init(kinds: [Fact.streamKind, DataRequest.streamKind], lookups: { _ in [Edition.key] })
            ) { request, message, context in
                try self.release(
                    request,
                    message,
                    ReleaseLimits(threshold: pack.limits.suppressionThreshold),
                    &context
                )
            },
            requestCommand(ReportDataUnavailable.self) { request, message, context in
                try request.reportUnavailable(
                    message.reason ?? .notAvailable,
                    by: context.actor,
                    at: context.now
                )
            },
            requestCommand(DenyDataRequest.self) { request, message, context in
                try request.deny(message.reason, by: context.actor, at: context.now)
            },
            requestCommand(DocumentDataRequest.self) { request, message, context in
                try request.document(archive: message.archive, by: context.actor, at: context.now)
            },
        ]
    }

    /// Counts the facts, looks at all that has left before, releases.
    private static func release(
        _ request: DataRequest,
        _ message: ReleaseData,
        _ limits: ReleaseLimits,
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
            limits: limits,
            by: context.actor,
            at: context.now,
            hash: { text in
                SHA256.hash(data: Array(text.utf8)).map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined()
            }
        )
        context.setLookup(Edition.key, to: String(edition + 1))
        return events
    }
}

extension DecisionContext {
    /// Says in the answer where a request stands.
    fileprivate mutating func result(of request: DataRequest) {
        self.result([
            "request_id": .string(request.id.text), "state": .string(request.state.rawValue),
            "reason": request.refusal.map { .string($0.rawValue) } ?? .null,
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
