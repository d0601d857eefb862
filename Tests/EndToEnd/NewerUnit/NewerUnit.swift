internal import Contracts
internal import DataRequestService
internal import Foundation
internal import IdentificationService
internal import IntakeService
internal import ReferralService
internal import ServiceUnitService
internal import UnitRuntime

/// The units a version later, for the test of upgrades: which of them, the name it is called by says.
@main
struct NewerUnit {
    /// What a newer version might add to every table that instances of this one write.
    private static let migration = """
        ALTER TABLE aggregates ADD COLUMN later text;
        ALTER TABLE journal ADD COLUMN later text;
        ALTER TABLE inbox ADD COLUMN later text;
        ALTER TABLE outbox ADD COLUMN later text NOT NULL DEFAULT 'x';
        ALTER TABLE deadlines ADD COLUMN later integer NOT NULL DEFAULT 0;
        CREATE TABLE later (id bigint PRIMARY KEY);
        CREATE INDEX later_index ON journal (later);
        """

    static func main() async {
        let name = URL(fileURLWithPath: CommandLine.arguments.first ?? "").lastPathComponent
        switch UnitName(rawValue: name) {
        case .intake: await Self.run(.intake, IntakeUnit.definition)
        case .identification: await Self.run(.identification, IdentificationUnit.definition)
        case .serviceUnit: await Self.run(.serviceUnit, ServiceUnitUnit.definition)
        case .referral: await Self.run(.referral, ReferralUnit.definition)
        case .dataRequest: await Self.run(.dataRequest, DataRequestUnit.definition)
        case nil:
            print("\(name) is no unit")
            exit(1)
        }
    }

    private static func run(
        _ unit: UnitName,
        _ make: @escaping @Sendable (UnitSettings) throws -> UnitDefinition
    ) async {
        await UnitProgram.main(unit) { settings in
            try make(settings).adding(Migration(9_000, "later", Array(Self.migration.utf8)))
        }
    }
}
