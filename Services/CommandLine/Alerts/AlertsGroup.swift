internal import ArgumentParser

struct AlertsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "What your roles are alerted to, and who took notice of missed limits.",
        subcommands: [Alerts.self, AlertsList.self, AlertsAcknowledge.self],
        defaultSubcommand: Alerts.self
    )
}
