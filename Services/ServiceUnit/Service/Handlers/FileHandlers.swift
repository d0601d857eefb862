internal import Contracts
internal import Crypto
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes the head's permission, and the release, as the data-request unit tells them.
struct FileNewsHandler<Told: EventContract>: MessageHandler {
    let request: @Sendable (Told) -> DataRequestID
    /// Nil for what is no file.
    let event: @Sendable (Told) -> FileGrant.Event?

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        self.event(message.event).map { _ in [AggregateReference(FileGrant.self, self.request(message.event))] } ?? []
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        guard let event = self.event(message.event) else { return }
        let id = self.request(message.event)
        let grant = try context.state(FileGrant.self, id)
        context.append(grant.note(event), to: FileGrant.self, id)
    }
}

/// Takes `prepare_file_extract`.
struct PrepareFileExtractHandler: MessageHandler {
    func subjects(of message: PrepareFileExtract, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Case.self, message.caseID),
            AggregateReference(FileGrant.self, message.requestID),
        ]
    }

    func decide(_ message: PrepareFileExtract, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        let grant = try context.state(FileGrant.self, message.requestID)
        var failure: (any Error)?
        let events = try grant.prepare(
            from: aCase,
            readerIs: message.readerIs,
            conflictOfInterest: message.conflictOfInterest,
            othersRemoved: message.othersRemoved,
            by: context.actor,
            at: context.now
        ) { extract in
            do {
                return SHA256.hash(data: try JSONEncoding.encode(extract)).map { byte in
                    (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }.joined()
            } catch {
                failure = error
                return ""
            }
        }
        if let failure { throw failure }
        context.append(events, to: FileGrant.self, message.requestID)
        let hash = try context.state(FileGrant.self, message.requestID).extract?.hash
        context.result([
            "request_id": .string(message.requestID.text), "extract_hash": hash.map { .string($0) } ?? .null,
        ])
    }
}

/// Answers `show_file_extract`: to whom the permission names, once released.
struct ShowFileExtractHandler: QueryHandler {
    func answer(_ query: ShowFileExtract, _ context: QueryContext) async throws -> ShowFileExtract.Answer {
        let grant = try await context.load(FileGrant.self, query.requestID) ?? FileGrant(id: query.requestID)
        let (granted, extract) = try grant.open(by: context.actor, at: context.now)
        context.opens(on: .releasedFile)
        return ShowFileExtract.Answer(
            requestID: query.requestID,
            dataClass: granted.dataClass,
            purpose: granted.purpose,
            courtOrder: granted.courtOrder,
            expires: granted.expires,
            child: extract.child,
            assessment: extract.assessment,
            plan: extract.plan,
            closure: extract.closure,
            hash: extract.hash,
            asOf: extract.at
        )
    }
}
