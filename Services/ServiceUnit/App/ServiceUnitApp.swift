import ServiceUnitService
import UnitRuntime

@main
struct ServiceUnitApp {
    static func main() async { await UnitProgram.main(ServiceUnitUnit.name, ServiceUnitUnit.definition) }
}
