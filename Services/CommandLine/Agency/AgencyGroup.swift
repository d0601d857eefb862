internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AgencyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agency",
        abstract: "Agencies that send complaints: police posts, schools, hospitals, hotlines.",
        subcommands: [AgencyAdd.self, AgencyList.self, AgencyRotate.self, AgencyRemove.self]
    )
}

extension Profile {
    /// All that an agency in any language needs (ARCHITECTURE.md §6).
    var agencyJSON: JSONValue {
        get throws {
            guard let key = self.units[.intake] else { throw Failure("intake's public key is missing") }
            return [
                "username": .string(self.username.text),
                "password": .string(self.password),
                "amqp_url": .string(self.amqpURL),
                "exchange": .string(ExchangeName.complaints.rawValue),
                "queue": .string(self.username.receiptQueue),
                "seal_key": try JSONEncoding.encodeToValue(key),
            ]
        }
    }
}
