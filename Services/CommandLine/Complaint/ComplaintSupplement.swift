internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintSupplement: FormVerb {
    static let configuration = CommandConfiguration(
        commandName: "supplement",
        abstract: ComplaintSupplementSubmitted.summary,
        discussion: "Members that only --body can give: child, family, initial_assessment."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "More about the situation.") var situation: String?
    @Option(help: "The kinds of complaint.") var categories: [Vocabulary.Category] = []
    @Option(help: "Papers that came in.") var documents: [IntakeDocument] = []
    @Flag(inversion: .prefixedNo, help: "Whether life or safety is at stake.") var emergency: Bool?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "situation": self.situation,
            "categories": self.categories.unlessEmpty,
            "documents": self.documents.unlessEmpty,
            "emergency": self.emergency,
        ]
    }

    func perform(_ session: Session) async throws {
        let message = try self.message(ComplaintSupplementSubmitted.self)
        let isUrgent = message.emergency == true || message.initialAssessment?.riskLevel == .high
        let answer = try await session.asUser(self.acting) { client in
            let request = Request(
                unit: .intake,
                route: Routing.complaint(from: client.profile.username, lane: isUrgent ? .urgent : .routine),
                type: ComplaintSupplementSubmitted.type,
                messageID: self.acting.messageID ?? Request.newMessageID(),
                body: try JSONEncoding.encode(message)
            )
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
