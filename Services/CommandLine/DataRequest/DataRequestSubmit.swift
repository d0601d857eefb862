internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestSubmit: FormVerb {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: DataRequestSubmitted.summary,
        discussion: "The answer says that it was received; the release or refusal comes later: pksai receipts."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The request letter.") var letter: String?
    @Option(help: "Who asks.") var applicant: String?
    @Option(help: "What for.") var purpose: String?
    @Option(name: .customLong("class"), help: "The class of data.") var dataClass: DataClass?
    @Option(help: "What the rows are: category, level, subdistrict, sex, age_band, month, channel or outcome.")
    var rows: String?
    @Option(help: "What the columns are, of the same words.") var columns: String?
    @Option(help: "Of adjusted cases: a code of the same words; two or more.") var field: [String] = []
    @Option(help: "The number of the court's order, for a defence.") var courtOrder: String?
    @Option(help: ArgumentHelp("Only these: MEMBER=CODE[,CODE…].", valueName: "filter")) var filter: [String] = []
    @Option(help: "The first day.") var from: LocalDate?
    @Option(help: "The last day.") var to: LocalDate?

    var fields: Fields {
        [
            "letter": self.letter, "applicant": self.applicant, "purpose": self.purpose, "class": self.dataClass,
            "rows": self.rows, "columns": self.columns, "fields": self.field.unlessEmpty,
            "court_order": self.courtOrder, "filters": self.filter.isEmpty ? nil : self.filters,
            "from": self.from, "to": self.to,
        ]
    }

    private var filters: [String: [String]] {
        var filters: [String: [String]] = [:]
        for filter in self.filter {
            let parts = filter.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            filters[parts[0], default: []] += parts[1].split(separator: ",").map(String.init)
        }
        return filters
    }

    func validate() throws {
        for filter in self.filter where filter.split(separator: "=", maxSplits: 1).count != 2 {
            throw ValidationError("--filter takes MEMBER=CODE[,CODE…], not '\(filter)'")
        }
    }

    func perform(_ session: Session) async throws {
        let message = try self.message(DataRequestSubmitted.self)
        let answer = try await session.asUser(self.acting) { client in
            let request = Request(
                unit: .dataRequest,
                route: Routing.dataRequest(from: client.profile.username),
                type: DataRequestSubmitted.type,
                messageID: self.acting.messageID ?? Request.newMessageID(),
                body: try JSONEncoding.encode(message)
            )
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
