import Contracts
import JSON
import Vocabulary

// What a sender is told of a decision, in the terms of the exchange it came by.
extension BatchHandling {
    func acceptance(
        _ incoming: Incoming,
        _ kind: HandlerBinding.Kind,
        _ result: [String: JSONValue]
    ) -> AnyAnswer? {
        guard kind == .command else { return nil }
        let members = result.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return AnyAnswer(
            CommandAccepted(
                messageID: incoming.messageID,
                command: incoming.type,
                result: .object(JSONObject(members: members))
            )
        )
    }

    func refusal(_ incoming: Incoming, _ problems: [Problem]) -> AnyAnswer? {
        let id = incoming.messageID.isEmpty ? nil : incoming.messageID
        switch incoming.raw.exchange {
        case ExchangeName.complaints.rawValue: return AnyAnswer(ComplaintRejected(messageID: id, problems: problems))
        case ExchangeName.dataRequests.rawValue:
            return AnyAnswer(
                DataRequestRefused(
                    messageID: id,
                    explanation: "the request does not fit its contract",
                    problems: problems
                )
            )
        case ExchangeName.events.rawValue: return nil
        default:
            return AnyAnswer(
                CommandRejected(
                    messageID: id,
                    command: incoming.type,
                    code: "malformed",
                    explanation: "the message doesn't fit its contract",
                    problems: problems
                )
            )
        }
    }

    func refusal(_ incoming: Incoming, _ rejection: any DomainRejection) -> AnyAnswer? {
        if incoming.raw.exchange == ExchangeName.complaints.rawValue {
            return AnyAnswer(ComplaintRejected(messageID: incoming.messageID, problems: [Problem(rejection)]))
        }
        let problems =
            !rejection.problems.isEmpty
            ? rejection.problems.map { Problem(pointer: $0.pointer, expected: $0.expected, found: $0.found) }.bounded
            : rejection.pointer.isEmpty
                ? [] : [Problem(rejection)]
        return AnyAnswer(
            CommandRejected(
                messageID: incoming.messageID,
                command: incoming.type,
                code: rejection.code,
                explanation: rejection.explanation,
                problems: problems
            )
        )
    }
}

extension Problem {
    /// What a rule says against a message: of what is missing, what belongs there; else what is wrong with what is there.
    fileprivate init(_ rejection: any DomainRejection) {
        let isMissing = rejection.code == "missing"
        self.init(
            pointer: rejection.pointer,
            expected: isMissing ? rejection.explanation : Problem.ruled,
            found: isMissing ? "missing" : rejection.explanation
        )
    }
}
