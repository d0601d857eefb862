internal import Contracts
internal import IntakeService
internal import UnitRuntime

@main
struct IntakeApp {
    static func main() async { await UnitProgram.main(.intake, IntakeUnit.definition) }
}
