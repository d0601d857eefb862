internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import Vocabulary

struct TopologyExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints the topology: RabbitMQ's definitions for its boot, or its operator's resources."
    )

    @OptionGroup var common: CommonOptions
    @Flag(help: "RabbitMQ's definitions file (the default), or resources of its topology operator for Kubernetes.")
    var form = Form.definitions
    @Option(
        help: ArgumentHelp("Folder with a file per user, named as the user, holding the password.", valueName: "folder")
    )
    var secrets: String?
    @Option(help: "The most messages intake.routine holds.")
    var intakeBacklog = Topology.intakeBacklog

    enum Form: EnumerableFlag { case definitions, kubernetes }

    func validate() throws {
        guard self.intakeBacklog > 0 else { throw ValidationError("--intake-backlog takes a number above 0") }
    }

    func perform(_ session: Session) throws {
        let topology = Topology(intakeBacklog: self.intakeBacklog)
        if self.form == .kubernetes {
            session.output.line(TopologyResources(topology: topology, users: TopologyResources.units).json.indentedText)
            return
        }
        let administrator = session.settings.administrator
        let users = try self.secrets.map { try Self.systemUsers(passwordsIn: $0, administrator: administrator) } ?? []
        let definitions = TopologyDefinitions(topology: topology, users: users)
        session.output.line(definitions.json.text)
    }

    /// The units and the administrator, with the passwords of their files.
    static func systemUsers(passwordsIn folder: String, administrator: String) throws -> [BrokerUser] {
        let units = try UnitName.allCases.map { unit in
            guard let access = BrokerAccess.unit(unit) else { throw Failure("\(unit.rawValue) is no username") }
            let hash = try Self.hash(of: unit.rawValue, in: folder)
            return BrokerUser(access: access, passwordHash: hash, hasReceipts: false)
        }
        guard let name = Username(administrator) else {
            throw Failure("'\(administrator)' is no username", hint: "letters, digits and hyphens, 2 to 41")
        }
        let hash = try Self.hash(of: administrator, in: folder)
        return units + [BrokerUser(access: .administrator(name), passwordHash: hash, isAdministrator: true)]
    }

    private static func hash(of user: String, in folder: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(user)") else {
            throw Failure("\(folder)/\(user) cannot be read", hint: "it must hold the password of broker user \(user)")
        }
        let password = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !password.isEmpty else { throw Failure("\(folder)/\(user) is empty") }
        return PasswordHash.make(password)
    }
}
