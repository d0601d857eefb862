internal import Contracts
internal import JSON
internal import Vocabulary

extension Session {
    /// Sends a claim, pass or release and waits for the answer.
    func claim<Claim: ClaimContract>(_ claim: Claim, _ acting: ActingOptions) async throws -> Answer {
        try await self.asUser(acting) { client in
            let request = Request(
                unit: .serviceUnit,
                route: Routing.claim(Claim.action, from: client.profile.username),
                type: Claim.type,
                messageID: acting.messageID ?? Request.newMessageID(),
                body: try JSONEncoding.encode(claim)
            )
            return try await client.ask(request, within: self.wait)
        }
    }
}
