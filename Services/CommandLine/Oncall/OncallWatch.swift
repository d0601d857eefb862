internal import ArgumentParser
internal import Contracts
internal import JSON
internal import RabbitMQ
internal import Subprocess
internal import Vocabulary

struct OncallWatch: Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Waits for urgent cases, one at a time and without names, to take or pass each.",
        discussion: """
            What was shown and neither taken nor passed is called out again to others by the service unit; a call that \
            somebody has answered meanwhile is not shown. After a take it shows what the case opens to you. A call that \
            was shown is told to the service unit. On the workers' rung it waits only while your turn is on, so that it \
            takes no call from those who are on duty. --run starts a command for each call, such as a siren: PKSAI_CASE, \
            PKSAI_LEVEL and PKSAI_ACT_BY say which; it is ended when you decide, and whatever ends this program.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Option(help: "The rung to stand on; without, the lowest of your roles.") var rung: OncallRung?
    @Option(help: ArgumentHelp("Run this for each call.", valueName: "command")) var run: String?
    @Flag(help: "Wait also while your turn is not on.") var offDuty = false
    @Flag(help: "Take the first case that can be had, without asking; end with 2 if none comes in --timeout.")
    var takeNext = false

    private enum Choice: Sendable {
        case take
        case pass
        case quit
    }

    func validate() throws {
        if self.acting.messageID != nil {
            throw ValidationError("--message-id belongs to oncall take, pass and release")
        }
    }

    func perform(_ session: Session) async throws {
        let profile = try session.profile(self.acting)
        guard
            let rung = self.rung ?? OncallRung.allCases.first(where: { profile.roles.compactMap(\.rung).contains($0) })
        else { throw Failure("no role of \(profile.username) is on call", status: .refused) }
        if rung == .worker, !self.offDuty { try await self.requireTurn(session) }
        session.output.say("waiting for urgent cases on rung \(Rendering.label(rung.rawValue)); Ctrl-C ends")
        let reader = QueueReader(profile: profile, queue: rung.queue, keeps: false)
        let watch = { @Sendable () async throws -> Bool in
            while true {
                // Out of the queue once it is shown, and nothing behind it taken: a person may take long to decide.
                let shown = try await reader.next { delivery -> QueueReader.Fate<UrgentCaseCall> in
                    guard let call = Self.call(in: delivery) else {
                        session.output.note("a call that cannot be read: the service unit keeps it in quarantine")
                        return .refused
                    }
                    guard try await self.isWaiting(call, session) else { return .left }
                    self.show(call, session.output)
                    return .shown(call)
                }
                if let shown, try await !self.handle(shown, session) { return true }
            }
        }
        guard self.takeNext else {
            _ = try await watch()
            return
        }
        guard try await within(session.wait, watch) != nil else {
            throw Failure("no urgent case within \(self.common.timeout) s")
        }
    }

    /// The call in a message; nil for any other message, and for one that the service unit did not send.
    static func call(in delivery: Delivery) -> UrgentCaseCall? {
        let properties = delivery.properties
        guard properties.type == UrgentCaseCall.type, properties.userID == UnitName.serviceUnit.rawValue,
            properties.contentType == "application/json"
        else { return nil }
        return JSONDecoding.decode(UrgentCaseCall.self, from: delivery.body).value
    }

    /// Asks the service unit whether the call's case still waits for somebody.
    private func isWaiting(_ call: UrgentCaseCall, _ session: Session) async throws -> Bool {
        try await Self.isWaiting {
            try await within(min(session.wait, .seconds(3))) {
                try await session.asUser(self.acting) { client in
                    let asked = ListOncall(caseID: call.caseID)
                    let request = try client.query(ListOncall.type, to: ListOncall.unit, body: asked)
                    return try await client.ask(request, within: session.wait)
                }
            }
        }
    }

    /// Whether the call is shown: nobody is woken for a case that was taken meanwhile, or is settled. Where the service
    /// unit can't be asked, or doesn't say so soon, it is.
    static func isWaiting(_ ask: () async throws -> Answer?) async throws -> Bool {
        let answer: Answer?
        do {
            answer = try await ask()
        } catch let cancelled as CancellationError {
            throw cancelled
        } catch {
            // A question that fails must keep no call from anybody.
            return true
        }
        return !Self.isAnswered(answer?.body["answer"]?["cases"]?.array ?? [])
    }

    /// Whether the rows about a call's case, and the case it joined, say that somebody answered: only then is a call
    /// dropped, never because a list doesn't name it.
    static func isAnswered(_ rows: [JSONValue]) -> Bool {
        let phases = rows.map { $0["urgent"]?["phase"]?.string }.filter { $0 != "moved" }
        return !phases.isEmpty && phases.allSatisfy { $0 == "held" || $0 == "settled" }
    }

    /// Does what is decided about a call.
    ///
    /// - Returns: Whether to wait for the next.
    private func handle(_ call: UrgentCaseCall, _ session: Session) async throws -> Bool {
        try await self.goingOn(session) { try await self.recordDisplayed(call, session) }
        switch try await self.decide(call, session) {
        case .quit: return false
        case .pass:
            try await self.goingOn(session) {
                let answer = try await session.claim(PassUrgentCase(caseID: call.caseID), self.acting)
                self.show(answer, session.output)
            }
            return true
        case .take:
            let answer = try await session.claim(ClaimUrgentCase(caseID: call.caseID), self.acting)
            self.show(answer, session.output)
            return answer.isRefusal
        }
    }

    /// Does what nobody's being on call may depend on: what goes wrong is told, and the watch goes on.
    private func goingOn(_ session: Session, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let cancelled as CancellationError {
            throw cancelled
        } catch {
            session.output.note(Failure(translating: error).description)
        }
    }

    /// Asks whether the own turn is on; an answer that doesn't come or can't be read keeps nobody from waiting.
    private func requireTurn(_ session: Session) async throws {
        let answer = try await session.asUser(self.acting) { client -> Answer? in
            let request = try client.query(ListRoster.type, to: ListRoster.unit, body: ListRoster())
            try await client.publish([request])
            return try? await client.answerIfAny(to: request, within: session.wait)
        }
        guard answer?.body["answer"]?["you_may_take"]?.bool == false else { return }
        throw Failure(
            "your turn on call is not on now",
            hint: "pksai oncall roster shows whose is; --off-duty waits all the same",
            status: .refused
        )
    }

    /// Tells the service unit that the call was on this screen. What comes of it is not waited for: a person decides now.
    private func recordDisplayed(_ call: UrgentCaseCall, _ session: Session) async throws {
        try await session.asUser(self.acting) { client in
            let shown = RecordCallDisplayed(caseID: call.caseID, raiseNo: call.raiseNo)
            try await client.publish([
                try client.command(RecordCallDisplayed.type, to: RecordCallDisplayed.unit, body: shown)
            ])
        }
    }

    private func show(_ call: UrgentCaseCall, _ output: Output) {
        if output.json {
            let value = (try? JSONEncoding.encodeToValue(call)) ?? .null
            return output.show(["type": .string(UrgentCaseCall.type), "body": value])
        }
        output.bell()
        for line in Self.lines(call, output) { output.line(line) }
    }

    /// A call as a person reads it.
    static func lines(_ call: UrgentCaseCall, _ output: Output) -> [String] {
        let value = (try? JSONEncoding.encodeToValue(call)) ?? .null
        return ["\(output.red("URGENT")) \(call.complaintNo.text), call \(call.raiseNo)"]
            + Rendering(output: output).lines(value, indent: "  ")
    }

    private func show(_ answer: Answer, _ output: Output) {
        if output.json { return output.line(answer.json.text) }
        for line in AnswerText.lines(answer, output) { output.line(line) }
    }

    /// The person's choice; meanwhile the siren runs.
    private func decide(_ call: UrgentCaseCall, _ session: Session) async throws -> Choice {
        if self.takeNext { return .take }
        return try await withThrowingTaskGroup(of: Choice?.self) { group in
            if let command = self.run {
                group.addTask {
                    await Self.runSiren(command, call, session.output)
                    return nil
                }
            }
            group.addTask { await Self.askPerson(session.output) }
            defer { group.cancelAll() }
            while let choice = try await group.next() { if let choice { return choice } }
            return .quit
        }
    }

    /// Ends the siren with this program, also when that is killed: the pipe it reads is closed then.
    private static let keeper = "sh -c \"$1\" & cat >/dev/null; kill -TERM 0"

    private static func runSiren(_ command: String, _ call: UrgentCaseCall, _ output: Output) async {
        let environment = Environment.inherit.updating([
            "PKSAI_CASE": call.caseID.text, "PKSAI_LEVEL": call.riskLevel?.rawValue ?? "",
            "PKSAI_ACT_BY": call.actBy?.description ?? "",
        ])
        // A group of its own: what the command started ends with it.
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(1))]
        do {
            _ = try await Subprocess.run(
                .name("sh"),
                arguments: ["-c", Self.keeper, "siren", command],
                environment: environment,
                platformOptions: options,
                input: .inputWriter,
                output: .discarded,
                error: .discarded
            ) { _ in
                try await Task.sleep(for: .seconds(86_400))
            }
        } catch {
            if !Task.isCancelled { output.note("--run: \(error)") }
        }
    }

    private static func askPerson(_ output: Output) async -> Choice {
        while true {
            if !output.json { output.note("[t]ake, [p]ass or [q]uit?") }
            guard let line = await StandardInput.line() else { return .quit }
            switch line.lowercased().first {
            case "t": return .take
            case "p": return .pass
            case "q": return .quit
            default: continue
            }
        }
    }
}
