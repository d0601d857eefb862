internal import Contracts
internal import Foundation
internal import Instruments
internal import JSON
@testable internal import RabbitMQ
internal import Sealing

@testable internal import pksai

// What `pksai` is handed: files that people wrote, and what lies in a user's queues. It is read, or refused in words and
// by line; whatever comes of it, nothing reaches the terminal that steers it.

private let path = NSTemporaryDirectory() + "fuzz-\(ProcessInfo.processInfo.processIdentifier).csv"

/// A CSV file: rows in their order, every byte read once.
func table(_ bytes: [UInt8]) {
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    var (last, hashed) = (0, 0)
    do {
        var reader = try CSVReader(path: path, wanted: ["nik", "name"])
        while let rows = try reader.next(3, hashing: { hashed += $0.count }) {
            for row in rows {
                precondition(row.line > last, "a row comes before the one above it")
                last = row.line
                _ = try? AtRiskLine(row)
            }
        }
        precondition(reader.read == bytes.count && hashed == bytes.count, "bytes of the file were left out")
    } catch let failure as Failure {
        precondition(failure.message.hasPrefix(path + ":"), "a refusal without a line")
        expectHarmless(person.printable(failure.description))
    } catch {
        preconditionFailure("another error than one in words: \(error)")
    }
}

/// A file of complaints, one value or one a line: what is sent is an object with an id, the same ones whenever it is read.
func batch(_ bytes: [UInt8]) {
    let batch = ComplaintBatch(bytes)
    for entry in batch.entries {
        precondition(Request.isMessageID(entry.messageID) && entry.line > 0, "a complaint that can't be sent")
        precondition((try? JSONParser.parse(entry.body))?.object != nil, "a complaint that is no object")
    }
    let lines = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    // The elements of one array are counted, not its lines.
    let isOneValue = (try? JSONParser.parse(bytes, limits: JSONLimits(maximumBytes: 1 << 20))) != nil
    precondition(isOneValue || batch.faults.allSatisfy { (1...lines).contains($0.line) }, "a fault in no line")
    precondition(ComplaintBatch(bytes).entries == batch.entries, "the same file is read in two ways")
}

/// A filled form.
func paper(_ bytes: [UInt8]) {
    let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
    do throws(FormFile.Fault) {
        let file = try FormFile(bytes, instruments: .standard)
        for member in file.answers.members { _ = file.line(of: "/" + JSONPointer.escape(member.key)) }
    } catch {
        precondition(error.line.map { (1...lines + 1).contains($0) } ?? true, "a fault in no line: \(error)")
    }
}

private let reader = SealKeyPair.generate(owner: "fuzz")
private let person = Output(json: false, isTerminal: true, isColoured: false)

/// A message from a user's own queue, as it is shown: a line of properties, then the body.
func answer(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let words = parts[0].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    let properties = MessageProperties(
        messageID: "fuzz",
        type: words[0],
        contentType: words.count > 1 ? words[1] : nil,
        correlationID: words.count > 2 ? words[2] : nil,
        userID: words.count > 3 ? words[3] : nil
    )
    let delivery = Delivery(
        queue: "receipts.fuzz",
        exchange: "receipts",
        routingKey: "receipt.fuzz",
        redelivered: false,
        properties: properties,
        body: parts.count > 1 ? Array(parts[1]) : [],
        token: DeliveryToken(tag: 1, epoch: 1)
    )
    do {
        let answer = try Answer(delivery, keys: [reader])
        for line in AnswerText.lines(answer, person) { expectHarmless(person.printable(line)) }
        expectHarmless(Output.escaped(answer.json.text))
    } catch {
        expectHarmless(person.printable(Failure(translating: error).description))
    }
}

/// A call from a rung's queue.
func call(_ bytes: [UInt8]) {
    guard let call = JSONDecoding.decode(UrgentCaseCall.self, from: bytes).value else { return }
    for line in OncallWatch.lines(call, person) { expectHarmless(person.printable(line)) }
    expectHarmless(Output.escaped(((try? JSONEncoding.encodeToValue(call)) ?? .null).text))
}

private func expectHarmless(_ text: String) {
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control where scalar != "\t" && scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
            preconditionFailure("a character that steers the terminal: U+\(String(scalar.value, radix: 16))")
        default: continue
        }
    }
}
