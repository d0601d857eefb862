import JSON
import Testing

/// What the parser and the decoder do in a quicker way where they may: it must not show.
@Suite("Shortcuts") struct JSONShortcutTests {
    private static let lengths = Array(0...33)

    private func parse(_ text: String) throws -> JSONValue { try JSONParser.parse(Array(text.utf8)) }

    // MARK: Strings are looked at eight bytes at a time

    @Test(arguments: Self.lengths) func `a character at any place of a string is read`(_ length: Int) throws {
        let plain = String(repeating: "a", count: length)
        for (written, meant) in [
            ("é", "é"), ("€", "€"), ("😀", "😀"), (#"\n"#, "\n"), (#"\u00e9"#, "é"), ("\u{7F}", "\u{7F}"),
        ] {
            for place in 0...length {
                let (before, after) = (plain.prefix(place), plain.dropFirst(place))
                let string = JSONValue.string(before + meant + after)
                #expect(try self.parse("\"\(before)\(written)\(after)\"") == string)
                #expect(try self.parse("[\"\(before)\(written)\(after)\",1]") == [string, 1])
                #expect(try self.parse("{\"\(before)\(written)\(after)\":\"\(before)\"}")[string.string ?? ""] != nil)
            }
        }
    }

    @Test(arguments: Self.lengths) func `a byte that may not stand there is found at any place`(_ length: Int) {
        for place in 0..<max(length, 1) {
            for (byte, code) in [(0x00, JSONSyntaxError.Code.controlCharacter), (0x1F, .controlCharacter)] {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length + 2)
                bytes[0] = UInt8(ascii: "\"")
                bytes[place + 1] = UInt8(byte)
                #expect(throws: JSONSyntaxError(code: code, offset: place + 1)) { try JSONParser.parse(bytes) }
                #expect(throws: JSONSyntaxError(code: code, offset: place + 2)) { try JSONParser.parse([0x7B] + bytes) }
            }
            for byte: UInt8 in [0x80, 0xC3, 0xFF] {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length + 2)
                bytes[0] = UInt8(ascii: "\"")
                bytes[place + 1] = byte
                let error = JSONSyntaxError(code: .invalidUTF8, offset: 1)
                #expect(throws: error) { try JSONParser.parse(bytes + [0x22]) }
            }
        }
    }

    @Test(arguments: Self.lengths) func `a string that does not end is refused at the end`(_ length: Int) {
        for text in ["\"", "\"\\n", "{\"", "[\""] {
            let bytes = Array((text + String(repeating: "a", count: length)).utf8)
            let error = JSONSyntaxError(code: .unexpectedEnd, offset: bytes.count)
            #expect(throws: error) { try JSONParser.parse(bytes) }
        }
    }

    @Test func `integers of any length are read as before`() throws {
        for digits in 1...18 {
            let text = String(String(repeating: "9876543210", count: 2).prefix(digits))
            #expect(try self.parse(text) == .integer(try #require(Int64(text))))
            #expect(try self.parse("-\(text)") == .integer(-(try #require(Int64(text)))))
        }
        #expect(try self.parse("-0") == 0)
        #expect(try self.parse("9223372036854775807") == .integer(.max))
        #expect(try self.parse("-9223372036854775808") == .integer(.min))
        #expect(try self.parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
    }

    // MARK: Known names are not made again

    private struct Named: Codable, Equatable {
        var exactlyEight = 1
        var startsAlikeAndGoesOnAsOne = 2
        var startsAlikeAndGoesOnAsTwo = 3
        var thirtyTwoBytesAreKnownByTheMark1 = 4
        var thirtyThreeBytesAreMadeEveryTime = 5
        var a = 6
        var sixteenByteName = 7
    }

    @Test func `names that are known are read as any others`() throws {
        let text = String(decoding: try JSONEncoding.encode(Named()), as: UTF8.self)
        let unknown = try self.parse(text)
        for _ in 0..<3 {
            #expect(JSONDecoding.decode(Named.self, from: Array(text.utf8)).value == Named())
            let known = try self.parse(text)
            #expect(known == unknown && known.text == text)
        }
        for name in try #require(unknown.object).keys {
            for other in [name + "x", String(name.dropLast()), "x" + name, name.uppercased()] {
                #expect(try self.parse("{\"\(other)\":0}").object?.keys == [other])
                #expect(try self.parse("{\"\(name)\":0,\"\(other)\":0}").object?.count == 2)
            }
        }
    }

    // MARK: Names are told apart by their hashes

    @Test(arguments: [2, 15, 16, 17, 64, 127, 128, 129, 130, 300])
    func `a name that is there already is found among so many`(_ count: Int) throws {
        for form in ["n", "name that is longer than a mark can hold ", "é", "name_of_sixteen_"] {
            let names = (0..<count).map { "\(form)\($0)" }
            let members = names.map { "\"\($0)\":{\"\(form)0\":0,\"b\":[]}" }.joined(separator: ",")
            #expect(try self.parse("{\(members)}").object?.keys == names)
            for again in [names[0], names[count / 2], names[count - 1]] {
                let error = JSONSyntaxError(code: .duplicateName, offset: members.utf8.count + 2)
                #expect(throws: error) { try self.parse("{\(members),\"\(again)\":0}") }
            }
        }
    }

    @Test func `names of one hash are told apart`() throws {
        // The first and the third eight bytes of a name may change places without changing its hash.
        let (one, other) = ("aaaaaaaa--------bbbbbbbb", "bbbbbbbb--------aaaaaaaa")
        #expect(try self.parse(#"{"\#(one)":1,"\#(other)":2}"#).object?.keys == [one, other])
        for again in [one, other] {
            let text = #"{"\#(one)":1,"\#(other)":2,"\#(again)":3}"#
            #expect(throws: JSONSyntaxError(code: .duplicateName, offset: 59)) { try self.parse(text) }
        }
    }

    @Test(arguments: [("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), ("a", #"\u0061"#), ("\u{C5}", "\u{212B}")])
    func `a name written otherwise is the same name`(_ one: String, _ other: String) {
        for (first, second) in [(one, other), (other, one)] {
            for between in ["", "\"x\":0,", "\"ü\":0,"] {
                #expect(throws: JSONSyntaxError.self) { try self.parse("{\"\(first)\":0,\(between)\"\(second)\":0}") }
            }
        }
    }

    // MARK: One place of the decoder serves many values

    private struct Item: Decodable {
        var id: Int
        var inner: Inner?
        struct Inner: Decodable { var b: String }
    }

    @Test func `unknown members and problems are told of the element they are in`() {
        let text = #"[{"id":1,"x":1},{"id":2,"inner":{"b":"","y":0}},{"id":3,"inner":{"b":""}},{"id":4,"z":{}}]"#
        let decoded = JSONDecoding.decode([Item].self, from: Array(text.utf8))
        #expect(decoded.value?.map(\.id) == [1, 2, 3, 4])
        #expect(decoded.unknownMembers == ["/0/x", "/1/inner/y", "/3/z"])
        let wrong = #"{"a":{"id":1},"b":{"id":"","inner":{"b":1}},"c":7,"d":{"id":null,"inner":{}}}"#
        let pointers = JSONDecoding.decode([String: Item].self, from: Array(wrong.utf8)).problems.map(\.pointer)
        #expect(pointers == ["/b/id", "/b/inner/b", "/c", "/d/id", "/d/inner/b"])
    }

    /// Keeps its decoder, as nobody should.
    private struct Keeper: Decodable {
        enum Key: CodingKey { case name, other }
        let decoder: any Decoder
        let members: KeyedDecodingContainer<Key>
        init(from decoder: any Decoder) throws {
            self.decoder = decoder
            self.members = try decoder.container(keyedBy: Key.self)
        }
    }

    @Test func `a decoder that a type keeps goes on to stand where it stood`() throws {
        let text = #"[{"name":"a"},{"name":"b","other":1},{"name":"c"}]"#
        let kept = try #require(JSONDecoding.decode([Keeper].self, from: Array(text.utf8)).value)
        #expect(try kept.map { try $0.members.decode(String.self, forKey: .name) } == ["a", "b", "c"])
        #expect(kept.map { $0.decoder.codingPath.map(\.stringValue) } == [["0"], ["1"], ["2"]])
    }

    private enum Happening: Codable, Equatable {
        case nothing
        case childNIKGiven(String)
        case movedTo(street: String, houseNo: Int)
    }

    @Test func `an enum's cases are found again and again, and others are not`() throws {
        let happenings: [Happening] = [
            .childNIKGiven("7"), .movedTo(street: "a", houseNo: 1), .nothing, .childNIKGiven("8"),
        ]
        let value = try JSONEncoding.encodeToValue(happenings)
        for _ in 0..<3 { #expect(JSONDecoding.decode([Happening].self, from: value).value == happenings) }
        for name in ["child_n_i_k_given", "childNIKGiven", "moved__to", "Nothing", "nothing_"] {
            #expect(JSONDecoding.decode(Happening.self, from: .object([name: [:]])).value == nil)
        }
        let both: JSONValue = ["nothing": [:], "moved_to": ["street": "a", "house_no": 1]]
        #expect(JSONDecoding.decode(Happening.self, from: both).value == nil)
    }
}
