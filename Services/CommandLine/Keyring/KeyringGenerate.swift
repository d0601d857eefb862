internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import Sealing
internal import Vocabulary

struct KeyringGenerate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Makes the units' keyrings where they are missing, and the list of their public keys.",
        discussion: """
            Writes secrets/keyrings/<unit>.json and seal-keys.json into the data folder. A keyring that is there stays: \
            what it sealed could not be read any more.
            """
    )

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("The data folder.", valueName: "folder"))
    var dataDir: String

    func perform(_ session: Session) throws {
        let folder = "\(self.dataDir)/secrets/keyrings"
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let missing = UnitName.allCases.filter {
            !FileManager.default.fileExists(atPath: "\(folder)/\($0.rawValue).json")
        }
        // Class keys are shared: a new keyring beside old ones could not open what those sealed.
        guard missing.isEmpty || missing.count == UnitName.allCases.count else {
            let names = missing.map(\.rawValue).joined(separator: ", ")
            throw Failure("keyrings of \(names) are missing beside others", hint: "restore them from the backup")
        }
        if !missing.isEmpty {
            let shared = ClassKeys.generate()
            for unit in UnitName.allCases {
                let keyring = Keyring.generate(unit: unit.rawValue, classes: unit.privacyClasses, shared: shared)
                try keyring.save(to: "\(folder)/\(unit.rawValue).json")
            }
        }
        let keys = try UnitSealKeys(keyringsIn: folder)
        try keys.write(to: UnitSealKeys.path(in: self.dataDir))
        session.output.show([
            "made": .array(missing.map { .string($0.rawValue) }),
            "seal_keys": .string(UnitSealKeys.path(in: self.dataDir)),
        ])
    }
}
