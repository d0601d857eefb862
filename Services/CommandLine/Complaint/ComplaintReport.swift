internal import JSON

/// What came of many complaints: a line each, a table while they are few, then the sum.
final class ComplaintReport {
    private let output: Output
    private var rows: [[String]] = []
    private(set) var accepted = 0
    private(set) var rejected = 0
    private var warnings = 0

    /// More rows than this tell a person nothing.
    private static let longestTable = 50

    init(output: Output) { self.output = output }

    /// A line that was not sent.
    func show(_ fault: ComplaintBatch.Fault) {
        if self.output.json {
            let problem = (try? JSONEncoding.encodeToValue(fault.problem)) ?? .null
            let line: JSONValue = ["line": .integer(Int64(fault.line)), "type": "not_sent", "problems": [problem]]
            self.output.line(line.text)
        } else {
            let place = fault.problem.pointer.isEmpty ? "" : " at \(fault.problem.pointer)"
            let text = "expected \(fault.problem.expected), found \(fault.problem.found)\(place)"
            self.output.note("\(self.output.red("not sent")) line \(fault.line): \(text)")
        }
    }

    /// A receipt that can't be read.
    func show(_ failure: Failure, of entry: ComplaintBatch.Entry) {
        self.output.note("line \(entry.line): \(failure.message)")
    }

    /// A receipt.
    func show(_ answer: Answer, of entry: ComplaintBatch.Entry) {
        let body = answer.body
        if answer.isRefusal { self.rejected += 1 } else { self.accepted += 1 }
        let problems = body["problems"]?.array ?? []
        let warnings = body["warnings"]?.array ?? []
        self.warnings += warnings.count
        if self.output.json {
            let line: JSONValue = [
                "line": .integer(Int64(entry.line)), "message_id": .string(entry.messageID),
                "type": .string(answer.type), "body": body,
            ]
            return self.output.line(line.text)
        }
        let about = answer.isRefusal ? problems : warnings
        self.rows.append([
            "\(entry.line)",
            entry.reference.map(Rendering.harmless) ?? "",
            answer.isRefusal ? "rejected" : body["complaint_no"]?.string ?? answer.type,
            body["risk_level"]?.string ?? "",
            body["act_by"]?.string ?? "",
            about.map { "\($0["pointer"]?.string ?? ""): \($0["expected"]?.string ?? "")" }.map(Rendering.harmless)
                .joined(separator: "; "),
        ])
    }

    /// The table and the sum.
    func summary(sent: Int, faults: Int, waited: Bool) {
        if self.output.json { return }
        if !self.rows.isEmpty {
            let shown = self.rows.count <= Self.longestTable ? self.rows : self.rows.filter { $0[2] == "rejected" }
            let header = ["line", "reference", "complaint", "level", "act by", "warnings or problems"]
            let lines = Table(header: header, rows: shown.prefix(1_000).map { $0 }).lines(self.output)
            if !shown.isEmpty { for line in lines { self.output.line(line) } }
        }
        var parts = ["\(sent) sent"]
        if waited { parts += ["\(self.accepted) accepted", "\(self.rejected) rejected", "\(self.warnings) warnings"] }
        if faults > 0 { parts.append("\(faults) lines not sent") }
        self.output.line(parts.joined(separator: ", "))
    }
}
