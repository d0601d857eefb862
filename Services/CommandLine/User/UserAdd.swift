internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct UserAdd: Verb {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Makes a user, or gives one who is there other roles.",
        discussion: """
            Leaves the profile in PKSAI_HOME: whoever holds that file is the user. Tells every unit and waits. Who is there \
            and holds something that the new roles don't allow keeps the old ones: it is listed, with the command that \
            gives it to somebody else. With --force the roles change at once, as `pksai user remove --force` does.
            """
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "2 to 41 lower-case letters, digits and hyphens.")
    var name: Username
    @Option(help: "A role; may be given several times.")
    var role: [Role]
    @Option(help: ArgumentHelp("A focal point's partner: directory id.", valueName: "id"))
    var institution: String?

    @Option(help: "The name with its titles, as it stands under what the user signs.")
    var fullName: String?

    @Flag(help: "Also if cases, claims, letters or turns are lost with a role; all of it waits for somebody else.")
    var force = false

    func validate() throws {
        if let fullName,
            fullName.allSatisfy(\.isWhitespace) || fullName.contains(where: \.isNewline) || fullName.count > 100
        {
            throw ValidationError("--full-name is one line of at most 100 characters")
        }
        if self.role.contains(.focalPoint) != (self.institution != nil) {
            throw ValidationError("--institution belongs to role focal_point, and only to it")
        }
        if self.role.contains(.admin) { throw ValidationError("there is one administrator, made by deploy/up") }
    }

    func perform(_ session: Session) async throws {
        let desk = try UserDesk(session)
        if !self.force {
            try await desk.requireNothingLost(by: self.name, roles: self.role, institution: self.institution)
        }
        let registered = try await desk.add(
            self.name,
            roles: self.role,
            institution: self.institution,
            fullName: self.fullName
        )
        let profile = registered.profile
        session.output.show([
            "username": .string(profile.username.text),
            "roles": .array(profile.roles.map { .string($0.rawValue) }),
            "institution": profile.institution.map(JSONValue.string) ?? .null,
            "full_name": profile.fullName.map(JSONValue.string) ?? .null,
            "profile": .string("\(try ProfileStore(session.settings).folder)/\(profile.username.text).json"),
            "pending": .array(registered.pending.map { .string($0.rawValue) }),
        ])
        registered.warn(session.output)
    }
}
