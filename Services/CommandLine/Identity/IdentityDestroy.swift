internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentityDestroy: Verb {
    static let configuration = CommandConfiguration(
        commandName: "destroy",
        abstract: DestroyIdentity.summary,
        discussion: """
            Sent to every unit; each destroys its keys and says so. A unit that is down does it when it is back: \
            `pksai identity show` tells which have. Journals and statistics stay whole; what was sealed does not open \
            again, from a backup neither. No word can be added to the file any more. It cannot be undone.

            A file whose retention ended is left alone while any unit still works on it, or does not say: what is open \
            is named. A court's order goes before it; what is open is named too, its limits go on, and head and \
            coordinators are told.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The complaint's id, as `pksai complaint show` has it.") var complaintID: ComplaintID
    @Option(help: "Why.") var ground: DestructionGround
    @Option(help: "Number and date of the order or decision; no names.") var document: String

    func validate() throws {
        if self.acting.messageID != nil { throw ValidationError("--message-id: each unit gets a message of its own") }
        guard !self.document.isEmpty else { throw ValidationError("--document takes the order's number") }
    }

    func perform(_ session: Session) async throws {
        let command = DestroyIdentity(complaintID: self.complaintID, ground: self.ground, document: self.document)
        let rows = try await session.asUser(self.acting) { client in
            if self.ground == .retentionEnded { try await self.requireOver(client, session) }
            let requests = try UnitName.allCases.map {
                try client.command(DestroyIdentity.type, to: $0, body: command, messageID: nil)
            }
            try await client.publish(requests)
            let deadline = ContinuousClock.now + session.wait
            var rows: [JSONValue] = []
            for request in requests {
                let left = max(.zero, deadline - .now)
                let answer = try await client.answerIfAny(to: request, within: left)
                if let answer, answer.isRefusal { try session.print(answer) }
                rows.append(Self.row(request.unit, answer))
            }
            return rows
        }
        session.output.show(.array(rows))
    }

    /// No unit begins with what another must refuse.
    private func requireOver(_ client: MessagingClient, _ session: Session) async throws {
        let answers = try await client.askAll(ShowIdentityKeys(complaintID: self.complaintID), within: session.wait)
        let silent = UnitName.allCases.filter { answers[$0] == nil }
        guard silent.isEmpty else {
            let names = silent.map(\.rawValue).joined(separator: ", ")
            throw Failure("\(names): no answer, so nobody knows what is open there", hint: "ask again when it is back")
        }
        let open = UnitName.allCases.flatMap { unit in answers[unit]?.open.map { "\(unit.rawValue): \($0)" } ?? [] }
        guard open.isEmpty else {
            throw Failure(
                "a file is kept while it is worked on",
                hint: open.joined(separator: "\n  "),
                status: .refused
            )
        }
    }

    private static func row(_ unit: UnitName, _ answer: Answer?) -> JSONValue {
        [
            "unit": .string(unit.rawValue), "state": .string(answer == nil ? "waits in its queue" : "destroyed"),
            "destroyed_at": answer?.body["result"]?["destroyed_at"] ?? .null,
            "open": answer?.body["result"]?["open"] ?? .array([]),
        ]
    }
}
