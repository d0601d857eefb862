internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ServiceComplaintSubmit: FormVerb {
    static let configuration = CommandConfiguration(commandName: "submit", abstract: ServiceComplaintSubmitted.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Over what it came.") var channel: ServiceComplaintChannel?
    @Option(help: "What it is about.") var trigger: ServiceComplaintTrigger?
    @Option(help: "What was said.") var content: String?
    @Flag(inversion: .prefixedNo, help: "Whether it reports a child in danger.") var childInDanger: Bool?

    var fields: Fields {
        [
            "channel": self.channel,
            "trigger": self.trigger,
            "content": self.content,
            "child_in_danger": self.childInDanger,
        ]
    }

    func perform(_ session: Session) async throws {
        let message = try self.message(ServiceComplaintSubmitted.self)
        let answer = try await session.asUser(self.acting) { client in
            let request = Request(
                unit: .intake,
                route: Routing.complaint(
                    from: client.profile.username,
                    lane: message.childInDanger == true ? .urgent : .routine
                ),
                type: ServiceComplaintSubmitted.type,
                messageID: self.acting.messageID ?? Request.newMessageID(),
                body: try JSONEncoding.encode(message)
            )
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
