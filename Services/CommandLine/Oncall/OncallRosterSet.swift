internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallRosterSet: StaffVerb {
    typealias Command = SetRosterEntry
    static let configuration = CommandConfiguration(commandName: "set", abstract: SetRosterEntry.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The turn to change; without, a new one.") var entryID: String?
    @Option(help: "Who is on call.") var worker: Username?
    @Option(help: "From when, 2026-11-20T08:00:00+08:00.") var from: Instant?
    @Option(help: "Until when.") var until: Instant?
    @Option(name: .customLong("subdistrict"), help: "For this subdistrict; may be repeated. Without, the whole city.")
    var subdistricts: [String] = []
    @Option(help: "The standing assignment letter's number.") var letterNo: String?

    var fields: Fields {
        [
            "entry_id": self.entryID, "worker": self.worker, "from": self.from, "until": self.until,
            "subdistricts": self.subdistricts.unlessEmpty, "letter_no": self.letterNo,
        ]
    }
}
