internal import Contracts
internal import IdentificationService
internal import UnitRuntime

@main
struct IdentificationApp {
    static func main() async { await UnitProgram.main(.identification, IdentificationUnit.definition) }
}
