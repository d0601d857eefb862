internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct RightsVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rights",
        abstract: "Who may decide what, and who may see what. Needs no running system.",
        discussion:
            "A city's pack may let fewer decide (pksai pack show). Every refusal and every opening is journaled."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Only this role's.") var role: Role?

    func perform(_ session: Session) throws {
        let decisions = Rights.decisions.filter { decision in self.role.map { decision.able.contains($0) } ?? true }
        let roles = self.role.map { [$0] } ?? Role.allCases
        if session.output.json {
            return session.output.show([
                "decisions": .array(
                    decisions.map { decision in
                        [
                            "command": .string(decision.command), "what": .string(decision.what),
                            "roles": .array(decision.able.map(\.rawValue).sorted().map { .string($0) }),
                            "basis": .string(decision.basis),
                        ]
                    }
                ),
                "views": .array(
                    roles.map { role in
                        let views = Rights.views(of: role)
                        return [
                            "role": .string(role.rawValue), "child_identity": .string(views.child.rawValue),
                            "reporter_identity": .string(views.reporter.rawValue),
                            "sensitive_harm": .string(views.harm.rawValue),
                        ]
                    }
                ),
            ])
        }
        let rows = decisions.map { decision in
            [
                decision.command, decision.what, decision.able.map(\.rawValue).sorted().joined(separator: " "),
                decision.basis,
            ]
        }
        let table = Table(header: ["command", "decides", "roles", "basis"], rows: rows)
        for line in table.lines(session.output) { session.output.line(line) }
        session.output.line("")
        let views = Table(
            header: ["role", "child identity", "reporter identity", "health and harm"],
            rows: roles.map { role in
                let views = Rights.views(of: role)
                return [role.rawValue, views.child.rawValue, views.reporter.rawValue, views.harm.rawValue]
            }
        )
        for line in views.lines(session.output) { session.output.line(line) }
    }
}
