import Contracts
import Foundation
import JSON
import RabbitMQ
import RuleTestSupport
import Sealing
import Testing
import Vocabulary

@testable import pksai

/// Answers and calls nobody should send: read, or refused in words that hold nothing of them; nothing that is printed
/// steers a terminal. The seed is `PKSAI_TEST_SEED`.
@Suite struct HostileAnswerTests {
    private static let seed = ProcessInfo.processInfo.environment["PKSAI_TEST_SEED"].flatMap(Int.init) ?? 20_261_122
    private static let runs = 4_000
    private static let secret = "rahasiaanak"
    private static let pieces: [String] = [
        "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}31m", "\u{7F}", "\u{202E}", "\u{2028}", "\u{E0041}", "\\u001b[31m",
        "\\u009b", "\\ud800", "\u{0}", "[[[[", "{\"a\":", "\"", "null", "-1", "9223372036854775807", "1e999", "[]",
        "{}",
        "\r", "\n", "\t",
    ]
    private static let terminal = Output(json: false, isTerminal: true, isColoured: true)
    private static let keys = SealKeyPair.generate(owner: "reader")

    private let request = Request(
        unit: .referral,
        route: Routing.command("sign_handover", to: .referral, from: Examples.username),
        type: "sign_handover",
        messageID: "m-1",
        body: []
    )

    private func steers(_ text: String) -> Bool {
        // The colours of this program are codes too.
        let plain = text.replacing(#/\x{1B}\[[0-9;]*m/#, with: "")
        return plain.unicodeScalars.contains { $0 != "\t" && $0 != "\n" && Rendering.steers($0) }
    }

    private func mutated(_ text: String, _ dice: inout SeededGenerator) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 0...4, using: &dice) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &dice)
            switch Int.random(in: 0..<4, using: &dice) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &dice)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...20, using: &dice)))
            default: bytes.insert(contentsOf: Array((Self.pieces.randomElement(using: &dice) ?? "").utf8), at: place)
            }
        }
        return bytes
    }

    private func delivery(_ body: [UInt8], _ properties: MessageProperties) -> Delivery {
        Delivery(
            queue: "receipts.post",
            exchange: "receipts",
            routingKey: "receipt.post",
            redelivered: false,
            properties: properties,
            body: body,
            token: DeliveryToken(tag: 1, epoch: 1)
        )
    }

    /// Every answer's example with a secret in each of its texts.
    private static let answers: [(type: String, body: String)] = MessageCatalog.answers.compactMap { type in
        func text<Contract: AnswerContract>(_ type: Contract.Type) -> String? {
            (try? JSONEncoding.encode(type.example)).map { String(decoding: $0, as: UTF8.self) }
        }
        return text(type).map { (type.type, $0.replacing("\"}", with: " \(Self.secret)\"}")) }
    }

    @Test func `a hostile answer is shown harmlessly, or refused without a word of it`() throws {
        var dice = SeededGenerator(seed: Self.seed, salt: 21)
        var (shown, refused) = (0, 0)
        for run in 0..<Self.runs {
            let (type, text) = Self.answers[run % Self.answers.count]
            var body = self.mutated(text, &dice)
            var properties = MessageProperties(messageID: "a-1", type: type, correlationID: "m-1", userID: "referral")
            properties.contentType =
                ["application/json", nil, "text/\u{1B}[2Jplain", Request.sealedType]
                .randomElement(using: &dice) ?? nil
            switch Int.random(in: 0..<6, using: &dice) {
            case 0: properties.type = nil
            case 1: properties.type = "\u{1B}]0;owned\u{7}\u{9B}2J\(type)"
            case 2: properties.userID = ["intake\u{202E}", nil].randomElement(using: &dice) ?? nil
            default: break
            }
            if properties.contentType == Request.sealedType, run % 3 == 0 {
                body = try HPKESealing.seal(body, to: Self.keys.publicKey, userID: "referral", messageID: "a-1")
            }
            do {
                let answer = try Answer(self.delivery(body, properties), keys: [Self.keys])
                for line in AnswerText.lines(answer, Self.terminal) {
                    #expect(!self.steers(Self.terminal.printable(line)), "run \(run): \(line.debugDescription)")
                }
                let json = answer.json.text
                #expect(!self.steers(Output.escaped(json)), "run \(run)")
                #expect(
                    try JSONParser.parse(Array(Output.escaped(json).utf8)) == answer.json,
                    "run \(run): the same value"
                )
                let checked = try answer.checked(self.request)
                #expect(checked.type == type, "run \(run): no other type is an answer")
                shown += 1
            } catch let failure as Failure {
                #expect(!failure.description.contains(Self.secret), "run \(run): \(failure.description)")
                #expect(!self.steers(Self.terminal.printable(failure.description)), "run \(run)")
                refused += 1
            }
        }
        #expect(shown > Self.runs / 20 && refused > Self.runs / 4, "\(shown) shown, \(refused) refused")
    }

    @Test func `what is no answer, or none in its form, is said to be none`() throws {
        func problem(_ type: String, _ body: JSONValue) -> String? {
            let answer = Answer(type: type, correlationID: "m-1", unit: "referral", body: body)
            do {
                _ = try answer.checked(self.request)
                return nil
            } catch { return "\(error)" }
        }
        #expect(problem("command.accepted", ["message_id": "m-1", "command": "x", "result": [:], "later": 1]) == nil)
        #expect(
            problem("command.accepted", [1]) == "referral answered sign_handover in another form than expected (body)"
        )
        #expect(
            problem("command.accepted", ["message_id": "m-1", "command": 7, "result": [:]])
                == "referral answered sign_handover in another form than expected (/command)"
        )
        for type in ["", "sign_handover", "urgent_case.raised", "command.accepted "] {
            #expect(problem(type, [:]) == "referral answered sign_handover with what is no answer")
        }
    }

    @Test func `only the service unit calls, in the form of a call`() throws {
        let body = try JSONEncoding.encode(UrgentCaseCall.example)
        func call(_ change: (inout MessageProperties) -> Void, _ body: [UInt8]) -> UrgentCaseCall? {
            var properties = MessageProperties(
                type: UrgentCaseCall.type,
                contentType: "application/json",
                userID: UnitName.serviceUnit.rawValue
            )
            change(&properties)
            return OncallWatch.call(in: self.delivery(body, properties))
        }
        #expect(call({ _ in }, body) == UrgentCaseCall.example)
        #expect(call({ $0.userID = "intake" }, body) == nil)
        #expect(call({ $0.userID = nil }, body) == nil)
        #expect(call({ $0.type = "alert" }, body) == nil)
        #expect(call({ $0.contentType = Request.sealedType }, body) == nil)
        var dice = SeededGenerator(seed: Self.seed, salt: 22)
        for run in 0..<Self.runs {
            guard let call = call({ _ in }, self.mutated(String(decoding: body, as: UTF8.self), &dice)) else {
                continue
            }
            for line in OncallWatch.lines(call, Self.terminal) {
                #expect(!self.steers(Self.terminal.printable(line)), "run \(run): \(line.debugDescription)")
            }
        }
    }

    @Test func `what steers a terminal is not printed, and what was meant to be seen is`() {
        let plain = Output(json: false, isTerminal: true, isColoured: false)
        #expect(plain.printable("a\u{1B}[31mb\r\nc\td\u{9B}1m") == "a\u{FFFD}[31mb\nc\td\u{FFFD}1m")
        #expect(Self.terminal.printable(Self.terminal.red("é")) == "\u{1B}[31mé\u{1B}[0m")
        #expect(Self.terminal.printable("\u{1B}[1mx\u{1B}[2J\u{1B}[0m") == "\u{1B}[1mx\u{FFFD}[2J\u{1B}[0m")
        #expect(Output.escaped("\"\u{9B}é\u{E0041}\u{7F}\"\n") == "\"\\u009bé\\udb40\\udc41\\u007f\"\n")
    }
}
