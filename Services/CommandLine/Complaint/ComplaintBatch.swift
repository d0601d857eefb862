internal import Contracts
internal import Crypto
internal import JSON
internal import Vocabulary

/// Complaints as read from a file: one JSON value, or one a line (NDJSON).
struct ComplaintBatch: Sendable {
    /// One complaint, ready to be sent.
    struct Entry: Sendable, Equatable {
        /// Its line, from 1.
        let line: Int
        /// The idempotency key: the same line gets the same one, whenever it is sent.
        let messageID: String
        /// Emergency or high goes the urgent way.
        let lane: Lane
        /// The agency's own number.
        let reference: String?
        /// What is sent.
        let body: [UInt8]
    }

    /// A line that is no complaint.
    struct Fault: Sendable, Equatable {
        /// The line, from 1.
        let line: Int
        /// What is wrong with it.
        let problem: Problem
    }

    private(set) var entries: [Entry] = []
    private(set) var faults: [Fault] = []

    /// - Parameter isRaw: Lines that are not JSON are sent too, for the unit to judge.
    init(_ bytes: [UInt8], isRaw: Bool = false) {
        // A file that is one JSON value may have line feeds in it.
        if let value = try? JSONParser.parse(bytes, limits: JSONLimits(maximumBytes: 1 << 20)) {
            if let elements = value.array {
                for (index, element) in elements.enumerated() { self.add(element, line: index + 1) }
            } else {
                self.add(value, line: 1)
            }
            return
        }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard text.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else { continue }
            do throws(JSONSyntaxError) {
                self.add(try JSONParser.parse(text), line: index + 1)
            } catch {
                if isRaw {
                    self.add(raw: Array(text), line: index + 1)
                } else {
                    self.faults.append(Fault(line: index + 1, problem: error.problem))
                }
            }
        }
    }

    private mutating func add(_ value: JSONValue, line: Int) {
        guard var object = value.object else {
            let problem = Problem(pointer: "", expected: "object", found: value.outline)
            self.faults.append(Fault(line: line, problem: problem))
            return
        }
        let reference = object["reference"]?.string
        let given = object["message_id"]
        object["message_id"] = nil
        if let given, !(given.string.map(Request.isMessageID) ?? false) {
            let expected = "1 to 64 letters, digits, dots, hyphens and underscores"
            let problem = Problem(pointer: "/message_id", expected: expected, found: given.outline)
            self.faults.append(Fault(line: line, problem: problem))
            return
        }
        let body = JSONValue.object(object).bytes
        let isUrgent =
            object["emergency"]?.bool == true || object["initial_assessment"]?["risk_level"]?.string == "high"
        self.entries.append(
            Entry(
                line: line,
                messageID: given?.string ?? Self.messageID(reference: reference, body: body),
                lane: isUrgent ? .urgent : .routine,
                reference: reference,
                body: body
            )
        )
    }

    private mutating func add(raw: [UInt8], line: Int) {
        let id = Self.messageID(reference: nil, body: raw)
        self.entries.append(Entry(line: line, messageID: id, lane: .routine, reference: nil, body: raw))
    }

    /// 160 bits of SHA-256 of reference and body: sending a file again repeats no complaint.
    private static func messageID(reference: String?, body: [UInt8]) -> String {
        let digest = SHA256.hash(data: Array((reference ?? "").utf8) + [0] + body)
        return "c-" + digest.prefix(20).map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
    }
}
