internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintSubmit: Verb {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Sends complaints and waits for their receipts.",
        discussion: """
            One JSON object, or one a line (NDJSON); - for standard input. The same line sent again repeats nothing: its \
            message id follows from it, or is what its member message_id says. Emergency or high goes the urgent way.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "JSON or NDJSON; - for standard input.", completion: .file())
    var file: String = "-"
    @Flag(help: "Send all the urgent way.")
    var urgent = false
    @Flag(inversion: .prefixedNo, help: "Wait for the receipts; without, they stay for `pksai receipts`.")
    var wait = true
    @Flag(help: "Send lines that are not JSON too.")
    var raw = false

    /// Messages published at once.
    private static let window = 512

    func perform(_ session: Session) async throws {
        let profile = try session.profile(self.acting)
        let batch = ComplaintBatch(try InputFile.read(self.file), isRaw: self.raw)
        guard !batch.entries.isEmpty || !batch.faults.isEmpty else { throw Failure("\(self.file) holds no complaint") }
        if self.acting.messageID != nil, batch.entries.count + batch.faults.count != 1 {
            throw Failure("--message-id names one complaint, and there are \(batch.entries.count + batch.faults.count)")
        }
        let report = ComplaintReport(output: session.output)
        for fault in batch.faults { report.show(fault) }
        let requests = batch.entries.map { self.request($0, from: profile.username) }
        let store = try ProfileStore(session.settings)
        let missing = try await Failure.resumable("the same call again goes on: what was sent is not registered twice")
        {
            try await MessagingClient.run(as: profile, store: store, readsAnswers: self.wait) { client in
                try await self.publish(requests, client)
                guard self.wait else { return 0 }
                return try await self.collect(batch.entries, client, report, within: session.wait)
            }
        }
        report.summary(sent: requests.count, faults: batch.faults.count, waited: self.wait)
        if missing > 0 {
            throw Failure(
                "\(missing) of \(requests.count) receipts did not come within \(self.common.timeout) s",
                hint:
                    "the complaints are safe with the broker; the same call again gets the receipts and repeats nothing"
            )
        }
        if !batch.faults.isEmpty || report.rejected > 0 { throw Failure.Status.refused.exit }
    }

    private func request(_ entry: ComplaintBatch.Entry, from username: Username) -> Request {
        Request(
            unit: .intake,
            route: Routing.complaint(from: username, lane: self.urgent ? .urgent : entry.lane),
            type: ComplaintSubmitted.type,
            messageID: self.acting.messageID ?? entry.messageID,
            body: entry.body
        )
    }

    private func publish(_ requests: [Request], _ client: MessagingClient) async throws {
        let progress = ProgressBar(total: requests.count, label: "sent")
        for begin in stride(from: 0, to: requests.count, by: Self.window) {
            let end = min(begin + Self.window, requests.count)
            try await client.publish(Array(requests[begin..<end]))
            progress.show(end)
        }
        progress.finish()
    }

    /// Prints each receipt; waits as long as they keep coming.
    ///
    /// - Returns: How many did not come.
    private func collect(
        _ entries: [ComplaintBatch.Entry],
        _ client: MessagingClient,
        _ report: ComplaintReport,
        within wait: Duration
    ) async throws -> Int {
        let progress = ProgressBar(total: entries.count, label: "answered")
        var missing = 0
        var seen: [String: Answer] = [:]
        for (index, entry) in entries.enumerated() {
            let id = self.acting.messageID ?? entry.messageID
            // Equal lines are one message, which has one receipt.
            if let answer = seen[id] {
                report.show(answer, of: entry)
                continue
            }
            let request = self.request(entry, from: client.profile.username)
            let answer: Answer
            do {
                guard let come = try await client.answerIfAny(to: request, within: missing == 0 ? wait : .zero) else {
                    missing += 1
                    continue
                }
                answer = come
            } catch let failure as Failure {
                // One that can't be read keeps no other from being shown.
                report.show(failure, of: entry)
                missing += 1
                continue
            }
            seen[id] = answer
            report.show(answer, of: entry)
            progress.show(index + 1)
        }
        progress.finish()
        return missing
    }
}
