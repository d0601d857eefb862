import JSON
import Testing

@Suite("Parser (RFC 8259)")
struct JSONParserTests {
    static let accepted: [(String, JSONValue)] = [
        ("null", nil), (" true\n", true), ("\t\rfalse ", false), ("0", 0), ("-0", 0), ("-12", -12), ("1.5", 1.5),
        ("1e2", 100.0), ("1E+2", 100.0), ("25e-1", 2.5), ("-0.0", .number(-0.0)),
        ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        (#""""#, ""), (#""a b""#, "a b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"), (#""é€😀""#, "é€😀"), (#""x\u0079é""#, "xyé"),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"), (#""￿""#, "\u{FFFF}"),
        ("[]", []), ("[ ]", []), ("[1 , [2],{}]", [1, [2], [:]]), ("{}", [:]), ("{ }", [:]),
        (#"{"a":1, "b" : {"a":[null]} }"#, ["a": 1, "b": ["a": [nil]]]), (#"{"":0}"#, ["": 0]),
    ]

    @Test(arguments: accepted) func `what RFC 8259 allows is read`(text: String, value: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == value)
    }

    static let refused: [(String, JSONSyntaxError.Code, Int)] = [
        ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3), ("nulL", .unexpectedByte, 3),
        ("True", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0),
        ("-Infinity", .invalidNumber, 1), ("\u{FEFF}1", .unexpectedByte, 0), ("1 2", .trailingBytes, 2),
        ("{}x", .trailingBytes, 2), ("1\0", .trailingBytes, 1), ("+1", .unexpectedByte, 0), ("01", .invalidNumber, 0),
        ("-01", .invalidNumber, 1), ("1.", .invalidNumber, 2), (".5", .unexpectedByte, 0), ("1e", .invalidNumber, 2),
        ("1e+", .invalidNumber, 3), ("-", .invalidNumber, 1), ("0x1", .trailingBytes, 1),
        ("1e999", .numberOutOfRange, 0), ("[1e999]", .numberOutOfRange, 1), ("'a'", .unexpectedByte, 0),
        (#""a"#, .unexpectedEnd, 2), (#""a\"#, .invalidEscape, 2), (#""\x41""#, .invalidEscape, 1),
        (#""\u12G4""#, .invalidEscape, 1), (#""\u12"#, .invalidEscape, 1), (#""\ud800""#, .loneSurrogate, 1),
        (#""\udc00""#, .loneSurrogate, 1), (#""\ud800\u0041""#, .loneSurrogate, 1), (#""\ud800x""#, .loneSurrogate, 1),
        (#""\ud800\n""#, .loneSurrogate, 1), (#""\u0000""#, .nullCharacter, 1), ("\"\n\"", .controlCharacter, 1),
        ("\"\\n\u{1}\"", .controlCharacter, 3), ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
        ("[1 2]", .unexpectedByte, 3), ("[1", .unexpectedEnd, 2), ("]", .unexpectedByte, 0),
        ("{", .unexpectedEnd, 1), (#"{"a"}"#, .unexpectedByte, 4), (#"{"a":}"#, .unexpectedByte, 5),
        (#"{"a":1,}"#, .unexpectedByte, 7), ("{a:1}", .unexpectedByte, 1), ("{1:1}", .unexpectedByte, 1),
        (#"{"a":1 "b":2}"#, .unexpectedByte, 7), (#"{"a":1,"a":2}"#, .duplicateName, 7),
        (#"{"a":1,"\u0061":2}"#, .duplicateName, 7), ("/**/1", .unexpectedByte, 0),
    ]

    @Test(arguments: refused)
    func `what RFC 8259 does not allow is refused where it stands`(
        text: String,
        code: JSONSyntaxError.Code,
        offset: Int
    ) {
        #expect(throws: JSONSyntaxError(code: code, offset: offset)) { try JSONParser.parse(Array(text.utf8)) }
    }

    // Table 3-7 of the Unicode standard: overlong forms, surrogates, beyond U+10FFFF, stray and cut sequences.
    static let notUTF8: [[UInt8]] = [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]

    @Test(arguments: notUTF8) func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        let error = JSONSyntaxError(code: .invalidUTF8, offset: 1)
        #expect(throws: error) { try JSONParser.parse([0x22] + bytes + [0x22]) }
        #expect(throws: error) { try JSONParser.parse([0x22, 0x5C, 0x6E] + bytes + [0x22]) }
    }

    @Test func `a name repeated among many is found`() {
        let members = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")
        #expect(throws: Never.self) { try JSONParser.parse(Array("{\(members)}".utf8)) }
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array("{\(members),\"n17\":0}".utf8)) }
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(Array("{\(members),\"n39\":0}".utf8)) }
    }

    @Test func `depth is counted before going down`() throws {
        let limits = JSONLimits(maximumBytes: 10_000_000, maximumDepth: 3)
        #expect(throws: Never.self) { try JSONParser.parse(Array(#"[{"a":[0]}]"#.utf8), limits: limits) }
        #expect(throws: JSONSyntaxError(code: .tooDeep, offset: 6)) {
            try JSONParser.parse(Array(#"[{"a":[[0]]}]"#.utf8), limits: JSONLimits(maximumDepth: 2))
        }
        #expect(throws: JSONSyntaxError(code: .tooDeep, offset: 3)) {
            try JSONParser.parse([UInt8](repeating: UInt8(ascii: "["), count: 5_000_000), limits: limits)
        }
    }

    @Test func `size is looked at first`() {
        let limits = JSONLimits(maximumBytes: 4)
        #expect(throws: Never.self) { try JSONParser.parse(Array("1234".utf8), limits: limits) }
        #expect(throws: JSONSyntaxError(code: .tooLarge, offset: 4)) {
            try JSONParser.parse(Array("12345".utf8), limits: limits)
        }
        #expect(throws: JSONSyntaxError(code: .tooLarge, offset: 1 << 20)) {
            try JSONParser.parse([UInt8](repeating: 0x20, count: (1 << 20) + 1))
        }
    }

    @Test func `a slice is read from its own beginning`() throws {
        let bytes = Array("xx[1]yy".utf8)
        #expect(try JSONParser.parse(bytes[2..<5]) == [1])
        #expect(throws: JSONSyntaxError(code: .trailingBytes, offset: 3)) { try JSONParser.parse(bytes[2...]) }
    }

    @Test(arguments: JSONSyntaxError.Code.allCases) func `an error becomes a problem`(code: JSONSyntaxError.Code) throws
    {
        let problem = JSONSyntaxError(code: code, offset: 17).problem
        #expect(problem.pointer == "")
        #expect(!problem.expected.isEmpty)
        #expect(problem.found.hasSuffix(" at byte 17"))
    }
}

@Suite("Values and their bytes")
struct JSONValueTests {
    static let written: [(JSONValue, String)] = [
        (nil, "null"), (true, "true"), (false, "false"), (0, "0"), (.integer(.min), "-9223372036854775808"),
        (1.5, "1.5"), (.number(1e300), "1e+300"), (.number(.nan), "null"), (.number(.infinity), "null"),
        ("a\"b\\c/é😀\u{2028}\u{7F}", "\"a\\\"b\\\\c/é😀\u{2028}\u{7F}\""),
        ("\u{8}\t\n\u{C}\r\u{1}\u{1F}", #""\b\t\n\f\r\u0001\u001f""#),
        (["b": 1, "a": [nil, [:], []]], #"{"b":1,"a":[null,{},[]]}"#), (["q\"": 1], #"{"q\"":1}"#),
    ]

    @Test(arguments: written) func `writing is compact and keeps the order`(value: JSONValue, text: String) throws {
        #expect(value.text == text)
        if value.number?.isFinite ?? true { #expect(try JSONParser.parse(value.bytes) == value) }
    }

    @Test func `members can be set, replaced and removed`() {
        var object: JSONObject = ["a": 1, "b": 2]
        object["a"] = 3
        object["c"] = 4
        object["b"] = nil
        object["none"] = nil
        #expect(object.keys == ["a", "c"])
        #expect(object["a"] == 3)
        #expect(object["b"] == nil)
        #expect(JSONObject(members: [("x", 1), ("x", 2)]) == ["x": 2])
    }

    @Test func `objects are equal in any order, arrays are not`() {
        #expect(JSONValue.object(["a": 1, "b": 2]) == ["b": 2, "a": 1])
        #expect(JSONValue.object(["a": 1, "b": 2]) != ["b": 1, "a": 2])
        #expect(JSONValue.object(["a": 1]) != ["a": 1, "b": 2])
        #expect(JSONValue.object(["a": 1, "b": nil]) != ["a": 1, "c": nil])
        #expect(JSONValue.array([1, 2]) != [2, 1])
    }

    @Test func `a value is looked into without trapping`() {
        let value: JSONValue = ["a": [1, "x", 2.5, true]]
        #expect(value["a"]?[0]?.integer == 1)
        #expect(value["a"]?[1]?.string == "x")
        #expect(value["a"]?[2]?.number == 2.5)
        #expect(value["a"]?[3]?.bool == true)
        #expect(value["a"]?[4] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["b"] == nil)
        #expect(value[0] == nil)
    }

    @Test func `an outline tells type and length only`() {
        let values: [JSONValue] = [nil, true, 1, 1.5, "Siti", "é", [1, 2, 3], ["a": 1]]
        #expect(
            values.map(\.outline) == [
                "null", "boolean", "integer", "number", "string of 4 characters", "string of 1 characters",
                "array of 3", "object",
            ]
        )
    }
}
