import Contracts
import JSON
import Sealing
import Vocabulary

// What other units are told of a decision.
extension BatchHandling {
    /// Groups the events of a decision by stream and exact set of receivers: one message a group, facts on their own.
    ///
    func tell(
        _ decision: Decision,
        _ loaded: Loaded,
        _ writes: inout Writes,
        _ told: inout [Int: [String]]
    ) throws -> Told {
        var result = Told()
        var groups: [Group] = []
        for (effect, of) in decision.effects {
            guard let of else { continue }
            let happened = decision.happened[of]
            switch effect {
            case .tell(let event):
                let receivers = Swift.type(of: event).listeners(besides: self.definition.name)
                guard !receivers.isEmpty else { continue }
                let (data, openings) = try StateCoding.encode(event, sealer: loaded.sealer)
                result.encodings.add(event, as: data)
                result.openings[of, default: []].formUnion(openings)
                let key = Group.Key(reference: happened.reference, receivers: receivers)
                let index = groups.firstIndex { $0.key == key } ?? groups.endIndex
                if index == groups.endIndex { groups.append(Group(key: key)) }
                groups[index].isUrgent = groups[index].isUrgent || happened.after.isUrgent
                groups[index].last = happened.after
                groups[index].openings.formUnion(openings)
                groups[index].members.append((Swift.type(of: event).name, happened.version, data, of))
            case .fact(let caseID, let make):
                guard let token = self.keyring.caseToken(caseID.text) else { continue }
                let count = told[of, default: []].count
                let id = "fact-" + self.keyring.factID("\(happened.reference.stream).\(happened.version).\(count)")
                let fact = ToldEvent(
                    type: FactRecorded.name,
                    version: happened.version,
                    follows: [:],
                    at: loaded.now,
                    data: .bytes(try JSONEncoding.encode(make(token)))
                )
                let message = EventMessage(
                    stream: "fact-\(token)",
                    complaintID: nil,
                    caseID: nil,
                    actor: nil,
                    cause: id,
                    keys: [],
                    events: [fact]
                )
                writes.outbox.append(
                    try self.outbox.row(
                        .routine,
                        exchange: ExchangeName.events.rawValue,
                        routingKey: "\(self.definition.name.rawValue).\(Lane.routine.rawValue).\(FactRecorded.name)",
                        type: EventMessage.type,
                        body: JSONEncoding.encode(message),
                        messageID: id
                    )
                )
                told[of, default: []].append("\(id):data-request")
            case .alert, .raise, .send, .handleQuarantined, .destroyKeys, .release: continue
            }
        }
        var used: Set<String> = []
        for group in groups { try self.tell(group, decision, loaded, &writes, &told, &used) }
        return result
    }

    /// What was encoded to tell it: the journal is mostly told the same.
    struct Told {
        var encodings = KnownEncodings()
        /// Whose values it holds, by the event it follows from.
        var openings: [Int: Set<StateCoding.Opening>] = [:]
    }

    private struct Group {
        struct Key: Hashable {
            let reference: AggregateReference
            let receivers: Set<UnitName>
        }
        let key: Key
        var isUrgent = false
        var last: (any Aggregate)?
        var openings: Set<StateCoding.Opening> = []
        var members: [(name: String, version: Int64, data: [UInt8], of: Int)] = []
    }

    private func tell(
        _ group: Group,
        _ decision: Decision,
        _ loaded: Loaded,
        _ writes: inout Writes,
        _ told: inout [Int: [String]],
        _ used: inout Set<String>
    ) throws {
        guard var entry = loaded.working.aggregates[group.key.reference] else { return }
        var isFirstContact = false
        var openings = group.openings
        var events: [ToldEvent] = []
        for member in group.members {
            var follows: [String: Int64?] = [:]
            for receiver in group.key.receivers {
                let previous = entry.told[receiver.rawValue]
                if previous == nil { isFirstContact = true }
                follows[receiver.rawValue] = .some(previous)
                entry.told[receiver.rawValue] = member.version
            }
            events.append(
                ToldEvent(
                    type: member.name,
                    version: member.version,
                    follows: follows,
                    at: loaded.now,
                    data: .bytes(member.data)
                )
            )
        }
        loaded.working.aggregates[group.key.reference] = entry
        let about = group.last.flatMap { state in self.aggregateType(group.key.reference.kind)?.references(state) }
        if isFirstContact, let complaint = about?.complaintID {
            for shared in [PrivacyClass.childIdentity, .sensitiveHarm] {
                openings.insert(StateCoding.Opening(origin: complaint.text, privacyClass: shared))
            }
        }
        let keys = openings.filter { $0.privacyClass != .reporterIdentity }.compactMap { loaded.sealer.wrapped($0) }
        // A receiver of a routing key over 200 bytes would never get it: such a group travels in halves.
        let lane: Lane = group.isUrgent ? .urgent : .routine
        for part in Routing.events(events.map(\.type), from: self.definition.name, lane: lane) {
            let slice = Array(events[part.events])
            guard let first = slice.first else { continue }
            // One event may be told in two forms to overlapping receivers: the second message needs an id of its own.
            var id = "\(group.key.reference.stream).\(first.version)"
            var number = 2
            while !used.insert(id).inserted {
                id = "\(group.key.reference.stream).\(first.version)-\(number)"
                number += 1
            }
            let message = EventMessage(
                stream: group.key.reference.stream,
                complaintID: about?.complaintID?.text,
                caseID: about?.caseID?.text,
                actor: decision.journalActor == "agency" ? "agency" : self.role(decision),
                cause: decision.incoming == nil ? decision.cause : "message",
                keys: keys.sorted {
                    ($0.origin.text, $0.privacyClass.rawValue) < ($1.origin.text, $1.privacyClass.rawValue)
                },
                events: slice
            )
            writes.outbox.append(
                try self.outbox.row(
                    group.isUrgent ? .urgent : .routine,
                    exchange: ExchangeName.events.rawValue,
                    routingKey: part.route.key,
                    type: EventMessage.type,
                    body: JSONEncoding.encode(message),
                    messageID: id,
                    trace: decision.incoming?.onwardTrace
                )
            )
            let receivers = group.key.receivers.map(\.rawValue).sorted().joined(separator: ",")
            for member in group.members[part.events] { told[member.of, default: []].append("\(id):\(receivers)") }
        }
    }

    private func role(_ decision: Decision) -> String? {
        decision.actor.roles.map(\.rawValue).sorted().first ?? decision.journalActor
    }
}
