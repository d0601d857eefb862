import Contracts
import Vocabulary

// What a batch's handlers ask for.
extension BatchHandling {
    static func heardKey(_ stream: String) -> LookupKey { LookupKey("heard", stream) }

    func aggregateType(_ kind: String) -> AggregateType? {
        self.definition.aggregates[kind] ?? RuntimeMessages.aggregates[kind]
    }

    func lookups(of batch: [Incoming], _ loaded: Loaded) -> Set<LookupKey> {
        var keys: Set<LookupKey> = []
        self.forEachHandled(batch, loaded, [:]) { binding, message, context in
            keys.formUnion(try binding.lookups(message, context))
        }
        return keys
    }

    func subjects(of batch: [Incoming], _ loaded: Loaded) -> Set<AggregateReference> {
        var references: Set<AggregateReference> = []
        let values = loaded.working.lookups.compactMapValues(\.value)
        self.forEachHandled(batch, loaded, values) { binding, message, context in
            references.formUnion(try binding.subjects(message, context))
        }
        return references
    }

    /// What the batch is about if none of its look-ups holds anything, and the look-ups this depends on; nil if only
    /// their values tell.
    func guessSubjects(
        of batch: [Incoming],
        _ loaded: Loaded
    ) -> (subjects: Set<AggregateReference>, asked: Set<LookupKey>)? {
        let asked = AskedLookups()
        var references: Set<AggregateReference> = []
        for incoming in batch where loaded.failures[incoming.messageKey] == nil {
            do {
                try self.forHandled(incoming, loaded, [:], asked) { binding, message, context in
                    references.formUnion(try binding.subjects(message, context))
                }
            } catch { return nil }
        }
        return (references, asked.keys)
    }

    /// What a handler throws here is its answer to that message, and nobody else's trouble.
    func forEachHandled(
        _ batch: [Incoming],
        _ loaded: Loaded,
        _ values: [LookupKey: String],
        _ body: (HandlerBinding, any Sendable, RoutingContext) throws -> Void
    ) {
        for incoming in batch where loaded.failures[incoming.messageKey] == nil {
            do { try self.forHandled(incoming, loaded, values, nil, body) } catch {
                loaded.failures[incoming.messageKey] = error
            }
        }
    }

    private func forHandled(
        _ incoming: Incoming,
        _ loaded: Loaded,
        _ values: [LookupKey: String],
        _ asked: AskedLookups?,
        _ body: (HandlerBinding, any Sendable, RoutingContext) throws -> Void
    ) throws {
        let context = RoutingContext(
            sender: incoming.sender,
            indexes: loaded.indexes,
            opener: loaded.sealer,
            values: values,
            asked: asked
        )
        switch incoming.content {
        case .message(let decoded, let bindings, _):
            guard let message = decoded.message else { return }
            for binding in bindings { try body(binding, message, context) }
        case .events(_, let events, _):
            for event in events {
                guard let message = event.decoded.message else { continue }
                for binding in event.bindings { try body(binding, message, context) }
            }
        case .malformed, .unusable, .failed: return
        }
    }

    /// Complaints the messages are about: their keys may be here before any aggregate knows them.
    func origins(of batch: [Incoming]) -> Set<String> {
        Set(
            batch.compactMap { incoming in
                guard case .events(let message, _, _) = incoming.content else { return nil }
                return message.complaintID
            }
        )
    }
}
