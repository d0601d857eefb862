internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Staff, on-call workers, focal points, applicants: who they are to broker and units.",
        subcommands: [UserAdd.self, UserList.self, UserRotate.self, UserRemove.self]
    )
}

extension UserDesk.Registered {
    /// What to say of the units that did not answer yet.
    func warn(_ output: Output) { UserDesk.warn(self.pending.map(\.rawValue), output) }
}

extension UserDesk {
    static func warn(_ pending: [String], _ output: Output) {
        guard !pending.isEmpty else { return }
        output.note("\(output.yellow("not yet")) known to \(pending.joined(separator: ", ")): it waits in their queue")
    }
}
