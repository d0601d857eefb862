internal import Contracts
internal import DataRequestService
internal import UnitRuntime

@main
struct DataRequestApp {
    static func main() async { await UnitProgram.main(.dataRequest, DataRequestUnit.definition) }
}
