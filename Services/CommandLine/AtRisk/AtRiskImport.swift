internal import ArgumentParser
internal import Contracts
internal import Crypto
internal import Foundation
internal import JSON
internal import Vocabulary

struct AtRiskImport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports a CSV file of children at risk; the same file again changes nothing.",
        discussion: """
            The first line names the columns: nik, name, sex, birth_date, estimated_age, mother_name, street, \
            subdistrict, village, status, indicators (words separated by spaces), list. Others are left alone. A row \
            needs a NIK, or a name with year of birth and mother or village. Rows of no use are named by line.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "CSV in UTF-8.", completion: .file()) var file: String
    @Option(help: "Who keeps the list, `social_agency`.") var source: DataSource
    @Option(help: "The date of the data.") var date: LocalDate
    @Option(help: "The list's code, `pkh`, for rows that name none.") var list: DataSource?

    /// Rows of a message, and messages under way at once: what both sides hold in memory.
    private static let chunk = 500
    private static let window = 4

    func perform(_ session: Session) async throws {
        let reader = try CSVReader(path: self.file, wanted: ["nik", "name"])
        let total = try await Failure.resumable("the same call again goes on: rows that were taken change nothing") {
            try await session.asUser(self.acting) { client in try await self.send(reader, client, session) }
        }
        let line: JSONObject = [
            "type": "at_risk_imported", "source": .string(self.source.text), "date": .string(self.date.description),
            "rows": .integer(Int64(total.rows)), "added": .integer(total.added), "changed": .integer(total.changed),
            "unchanged": .integer(total.unchanged), "refused": .integer(Int64(total.refused)),
        ]
        if session.output.json {
            session.output.line(JSONValue.object(line).text)
        } else {
            session.output.line(
                "\(total.rows) rows: \(total.added) added, \(total.changed) changed, \(total.unchanged) unchanged, "
                    + "\(total.refused) of no use"
            )
        }
        if total.refused > 0 { throw Failure.Status.refused.exit }
    }

    private struct Total {
        var rows = 0
        var refused = 0
        var added: Int64 = 0
        var changed: Int64 = 0
        var unchanged: Int64 = 0
    }

    private func send(_ reader: CSVReader, _ client: MessagingClient, _ session: Session) async throws -> Total {
        var reader = reader
        var total = Total()
        var digest = SHA256()
        var underWay: [Request] = []
        let progress = ProgressBar(total: reader.size, label: "read")
        while let rows = try reader.next(Self.chunk, hashing: { digest.update(data: $0) }) {
            let lines = rows.compactMap { row -> AtRiskLine? in
                do throws(RowProblem) {
                    return try AtRiskLine(row)
                } catch {
                    total.refused += 1
                    session.show(problem: error.json)
                    return nil
                }
            }
            total.rows += rows.count
            if !lines.isEmpty {
                let body = ImportAtRiskRows(source: self.source, date: self.date, list: self.list, rows: lines)
                let request = try client.command(ImportAtRiskRows.type, to: .identification, body: body)
                try await client.publish([request])
                underWay.append(request)
            }
            if underWay.count >= Self.window {
                try await self.take(underWay.removeFirst(), client, session, &total)
            }
            progress.show(reader.read)
        }
        for request in underWay { try await self.take(request, client, session, &total) }
        progress.finish()
        let finish = FinishAtRiskImport(
            source: self.source,
            date: self.date,
            digest: digest.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(),
            rows: total.rows,
            refused: total.refused
        )
        let request = try client.command(FinishAtRiskImport.type, to: .identification, body: finish)
        try self.check(try await client.ask(request, within: session.wait), session)
        return total
    }

    private func take(
        _ request: Request,
        _ client: MessagingClient,
        _ session: Session,
        _ total: inout Total
    ) async throws {
        let answer = try await client.answer(to: request, within: session.wait)
        try self.check(answer, session)
        guard let result = answer.body["result"] else { return }
        // A unit's figures; whatever they are, adding them ends nothing.
        total.added = total.added.adding(result["added"])
        total.changed = total.changed.adding(result["changed"])
        total.unchanged = total.unchanged.adding(result["unchanged"])
        for problem in result["problems"]?.array ?? [] {
            total.refused += 1
            session.show(problem: problem)
        }
    }

    private func check(_ answer: Answer, _ session: Session) throws {
        if answer.isRefusal { try session.print(answer) }
    }
}

extension Int64 {
    /// The sum, as large as it can be told.
    fileprivate func adding(_ value: JSONValue?) -> Int64 {
        let (sum, isTooLarge) = self.addingReportingOverflow(value?.integer ?? 0)
        return isTooLarge ? .max : sum
    }
}

extension Session {
    /// Prints what is wrong with a row.
    fileprivate func show(problem: JSONValue) {
        if self.output.json {
            self.output.line(problem.text)
        } else {
            let word = { (key: String) in problem[key].map(Rendering.word) ?? "" }
            let column = word("pointer").dropFirst()
            let place = "line \(word("line"))" + (column.isEmpty ? "" : ", \(column)")
            self.output.note("\(place): expected \(word("expected")), found \(word("found"))")
        }
    }
}

/// Why a row is of no use: line and column, never what is there.
struct RowProblem: Error, Equatable {
    let line: Int
    let column: String
    let expected: String
    let found: String

    var json: JSONValue {
        .object([
            "line": .integer(Int64(self.line)), "pointer": .string("/\(self.column)"),
            "expected": .string(self.expected), "found": .string(self.found),
        ])
    }
}

extension AtRiskLine {
    /// Reads a row of a CSV file.
    init(_ row: CSVReader.Row) throws(RowProblem) {
        func word<Value>(_ column: String, _ expected: String, _ make: (String) -> Value?) throws(RowProblem) -> Value?
        {
            guard let text = row[column] else { return nil }
            guard let value = make(text) else {
                let found = "\(text.count) characters"
                throw RowProblem(line: row.line, column: column, expected: expected, found: found)
            }
            return value
        }
        if let (expected, found) = row.broken {
            throw RowProblem(line: row.line, column: "", expected: expected, found: found)
        }
        let words = AtRiskIndicator.allCases.map(\.rawValue).joined(separator: ", ")
        var indicators: [AtRiskIndicator] = []
        for text in row["indicators"]?.split(whereSeparator: { " ;|".contains($0) }) ?? [] {
            guard let known = AtRiskIndicator(rawValue: String(text)) else {
                let found = "another word"
                throw RowProblem(line: row.line, column: "indicators", expected: "of \(words)", found: found)
            }
            indicators.append(known)
        }
        let statuses = SecondaryDataStatus.allCases.map(\.rawValue).joined(separator: ", ")
        self.init(
            line: row.line,
            list: try word("list", "the list's code") { DataSource($0) },
            nik: row["nik"],
            name: row["name"],
            sex: try word("sex", "male, female, unknown or unborn") { Sex(rawValue: $0) },
            birthDate: try word("birth_date", "a date, YYYY-MM-DD") { LocalDate($0) },
            estimatedAge: try word("estimated_age", "completed years") { Int($0) },
            motherName: row["mother_name"],
            street: row["street"],
            subdistrict: row["subdistrict"],
            village: row["village"],
            status: try word("status", "one of \(statuses)") { SecondaryDataStatus(rawValue: $0) },
            indicators: indicators.isEmpty ? nil : indicators
        )
    }
}
