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
            again, from a backup neither. Nothing can be added to the file any more. It cannot be undone.
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
            let requests = try UnitName.allCases.map {
                try client.command(DestroyIdentity.type, to: $0, body: command, messageID: nil)
            }
            try await client.publish(requests)
            let deadline = ContinuousClock.now + session.wait
            var rows: [JSONValue] = []
            for request in requests {
                let left = max(.zero, deadline - .now)
                let answer = try await client.answerIfAny(to: request.messageID, within: left)
                if let answer, answer.isRefusal { try session.print(answer) }
                rows.append(Self.row(request.unit, answer))
            }
            return rows
        }
        session.output.show(.array(rows))
    }

    private static func row(_ unit: UnitName, _ answer: Answer?) -> JSONValue {
        [
            "unit": .string(unit.rawValue), "state": .string(answer == nil ? "waits in its queue" : "destroyed"),
            "destroyed_at": answer?.body["result"]?["destroyed_at"] ?? .null,
        ]
    }
}
