internal import ArgumentParser
internal import Contracts
internal import Crypto
internal import Foundation
internal import JSON
internal import Vocabulary

struct DataRequestTable: Verb {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Writes what was released as CSV or JSON, checked against the ledger's hash."
    )

    /// How it is written.
    enum Form: String, CaseIterable, ExpressibleByArgument { case csv, json }

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The request.") var requestID: DataRequestID
    @Option(help: "csv or json.") var form = Form.csv
    @Option(help: ArgumentHelp("Where to; standard output unless told.", valueName: "file"), completion: .file())
    var output: String?

    func perform(_ session: Session) async throws {
        let answer = try await session.asUser(self.acting) { client in
            let request = try client.query(
                ShowDataRequest.type,
                to: .dataRequest,
                body: ShowDataRequest(requestID: self.requestID)
            )
            return try await client.ask(request, within: session.wait)
        }
        guard !answer.isRefusal else {
            throw Failure(answer.body["explanation"]?.string ?? answer.type, status: .refused)
        }
        guard let release = answer.body["answer"]?["release"], let csv = release["csv"]?.string else {
            throw Failure("nothing was released under this request that can be shown as a table", status: .refused)
        }
        let hash = SHA256.hash(data: Data(csv.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        guard hash == release["hash"]?.string else {
            throw Failure("the table does not have the hash that stands in the ledger", status: .refused)
        }
        let members = ["table", "cases"].compactMap { release[$0] }.first { $0 != .null }
        let text = self.form == .csv ? csv : (members ?? .null).text + "\n"
        if let output = self.output {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output))
            session.output.note("written to \(output)")
        } else {
            FileHandle.standardOutput.write(Data(text.utf8))
        }
    }
}
