internal import ArgumentParser
internal import Contracts
internal import JSON
internal import RabbitMQ
internal import Vocabulary

struct Alerts: Verb {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Shows what your roles are alerted to: missed limits, quarantined messages.",
        discussion: "They stay in the queue unless --take. They hold codes and numbers, never names."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Option(help: "Only this role's.") var role: Role?
    @Flag(help: "Take them out of the queue.") var take = false
    @Flag(help: "Go on as more come; needs --role.") var follow = false

    func validate() throws {
        if self.follow, self.role == nil { throw ValidationError("--follow needs --role") }
    }

    func perform(_ session: Session) async throws {
        let profile = try session.profile(self.acting)
        let roles = self.role.map { [$0] } ?? profile.roles.filter(Topology.alertedRoles.contains)
        guard !roles.isEmpty else {
            throw Failure("no role of \(profile.username) is alerted", status: .refused)
        }
        for role in roles {
            let reader = QueueReader(profile: profile, queue: role.alertQueue, keeps: !self.take)
            try await reader.read(follows: self.follow) { delivery in
                let alert = JSONDecoding.decode(Alert.self, from: delivery.body)
                self.show(alert.value, role, session.output)
                return true
            }
        }
    }

    private func show(_ alert: Alert?, _ role: Role, _ output: Output) {
        guard let alert else { return output.note("an alert that cannot be read") }
        if output.json { return output.show((try? JSONEncoding.encodeToValue(alert)) ?? .null) }
        let kind = alert.kind == "deadline_warning" ? output.yellow(alert.kind) : output.red(alert.kind)
        let about = alert.complaintNo?.text ?? alert.caseID?.text ?? alert.stream ?? ""
        let due = alert.dueAt.map { " due \(Rendering.word(.string($0.description)))" } ?? ""
        let at = Rendering.word(.string(alert.at.description))
        let words = [at, kind, alert.unit.rawValue, about].filter { !$0.isEmpty }.joined(separator: " ")
        output.line("\(words)\(due): \(Rendering.harmless(alert.message))")
        if let rule = alert.rule { output.line("  \(Rendering.harmless(rule))") }
        if let id = alert.alertID {
            output.line("  pksai alerts acknowledge \(alert.unit.rawValue) \(Rendering.harmless(id))")
        }
    }
}
