internal import ArgumentParser
internal import JSON
internal import ProcedurePack
internal import Vocabulary

struct PackCheck: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says everything that is wrong with a pack's file, by key and line; ends with 1 if anything is.",
        discussion:
            "The calendar the pack names is checked too. A unit refuses to start with a pack that does not pass."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The file (YAML or JSON), or a built-in pack's name.", completion: .file()) var file: String

    func perform(_ session: Session) throws {
        do {
            let pack = try ProcedurePack.load(self.file)
            let years = pack.holidays.knownYears
            session.output.show([
                "pack": .string(pack.reference.name), "version": .integer(Int64(pack.reference.version)),
                "problems": .array([]),
                "holidays_known_until": years.last.map { .integer(Int64($0)) } ?? .null,
                "holidays_expected": .array(
                    years.filter { pack.holidays.status(of: $0) == .expected }.map { .integer(Int64($0)) }
                ),
            ])
        } catch let problems as PackProblems {
            if session.output.json {
                let items = problems.items.map { (try? JSONEncoding.encodeToValue($0)) ?? .null }
                session.output.show(["problems": .array(items)])
                throw ExitCode(Failure.Status.refused.rawValue)
            }
            throw Failure(problems.description, status: .refused)
        }
    }
}
