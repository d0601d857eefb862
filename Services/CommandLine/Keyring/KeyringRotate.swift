internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import Sealing
internal import Vocabulary

struct KeyringRotate: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Adds a generation to the units' keys; the older ones still open what they sealed.",
        discussion: """
            With the units stopped: a unit that runs with older class keys could not open what another seals with newer \
            ones. A stored key is wrapped anew the next time it is used. Users who seal to a unit's former public key \
            may go on; `agency rotate` and `user rotate` hand out the new one.
            """
    )

    /// Which keys.
    enum Kind: String, CaseIterable, ExpressibleByArgument {
        case classes = "class"
        case seal
        case quarantine
    }

    @OptionGroup var common: CommonOptions
    @Option(help: ArgumentHelp("The data folder.", valueName: "folder"))
    var dataDir: String
    @Argument(help: "Which: class (they wrap children's keys), seal (senders seal to them), quarantine. Default: all.")
    var kinds: [Kind] = Kind.allCases

    func perform(_ session: Session) throws {
        let folder = "\(self.dataDir)/secrets/keyrings"
        var keyrings: [UnitName: Keyring] = [:]
        for unit in UnitName.allCases { keyrings[unit] = try Keyring.load(from: "\(folder)/\(unit.rawValue).json") }
        // Intake is entitled to every class, so its keyring knows all there are.
        if self.kinds.contains(.classes), var shared = keyrings[.intake]?.classKeys {
            for privacyClass in UnitName.intake.privacyClasses { shared.rotate(privacyClass) }
            for unit in UnitName.allCases { keyrings[unit]?.adopt(shared) }
        }
        for unit in UnitName.allCases {
            if self.kinds.contains(.seal) { keyrings[unit]?.rotateSealKey(unit: unit.rawValue) }
            if self.kinds.contains(.quarantine) { keyrings[unit]?.rotateQuarantineKey() }
        }
        for (unit, keyring) in keyrings.sorted(by: { $0.key < $1.key }) {
            try keyring.save(to: "\(folder)/\(unit.rawValue).json")
        }
        try UnitSealKeys(keyringsIn: folder).write(to: UnitSealKeys.path(in: self.dataDir))
        session.output.show([
            "rotated": .array(self.kinds.map { .string($0.rawValue) }),
            "units": .array(UnitName.allCases.map { .string($0.rawValue) }),
        ])
    }
}
