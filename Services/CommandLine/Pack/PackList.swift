internal import ArgumentParser
internal import JSON
internal import ProcedurePack
internal import Vocabulary

struct PackList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The packs that are built in.")

    @OptionGroup var common: CommonOptions

    func perform(_ session: Session) throws {
        let packs = try ProcedurePack.builtIn.map { try ProcedurePack.load($0) }
        session.output.show(
            .array(
                packs.map { pack in
                    [
                        "pack": .string(pack.reference.name), "version": .integer(Int64(pack.reference.version)),
                        "city": .string(pack.city.name),
                        "procedures": .array(pack.procedures.map { .string($0.id.rawValue) }),
                        "valid_from": .string(pack.validFrom.description),
                    ]
                }
            )
        )
    }
}
