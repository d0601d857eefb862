import JSON
import Testing

private enum Level: String, Codable, CaseIterable { case high, medium, low, none }

/// A single value that only some strings make.
private struct Number16: Codable, Equatable {
    let digits: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.digits = try container.decode(String.self)
        guard self.digits.utf8.count == 16, self.digits.allSatisfy(\.isNumber) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "16 digits")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.digits)
    }
}

private struct Stamp: RawRepresentable, Codable, Hashable {
    let rawValue: String
    init?(rawValue: String) {
        guard rawValue.hasSuffix("Z") else { return nil }
        self.rawValue = rawValue
    }
}

private struct Unfillable: Codable, Equatable {
    init(from decoder: any Decoder) throws {
        guard try decoder.singleValueContainer().decode(String.self) == "the only one" else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: ""))
        }
    }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("the only one")
    }
}

private struct Person: Codable, Equatable {
    var name: String
    var childNIK: Number16
    var age: UInt8?
    var level: Level?
}

private struct Message: Codable, Equatable {
    var complaintID: String
    var riskLevel: Level
    var actBy: Stamp
    var isTest: Bool
    var weight: Double
    var person: Person
    var others: [Person]
    var tags: [String]
    var counts: [String: Int]
    var note: String?
}

private func decode<Value: Decodable>(
    _ type: Value.Type,
    _ text: String,
    _ mode: JSONDecoding.Mode = .strict
) -> Decoded<Value> {
    JSONDecoding.decode(type, from: Array(text.utf8), mode: mode)
}

@Suite("Decoding")
struct JSONDecodingTests {
    @Test func `a message that is wrong everywhere is answered with as many problems as an answer can hold`() {
        let long = String(repeating: "x", count: 70_000)
        let values = repeatElement("7", count: 20_000).joined(separator: ",")
        let decoded = JSONDecoding.decode([String: [String]].self, from: Array(#"{"\#(long)":[\#(values)]}"#.utf8))
        #expect(decoded.value == nil && decoded.problems.count == 201)
        #expect(decoded.problems.allSatisfy { $0.pointer.utf8.count < 300 })
        #expect(decoded.problems.last?.found == "19800 more")
    }

    static let good = """
        {"complaint_id":"c","risk_level":"low","act_by":"1Z","is_test":true,"weight":2,"person":{"name":"A",\
        "child_nik":"7371015503120002","age":4,"level":"high"},"others":[],"tags":["x"],"counts":{"someKey":1}}
        """

    @Test func `a good message has a value and no problems`() throws {
        let decoded = decode(Message.self, Self.good)
        #expect(decoded.problems == [])
        #expect(decoded.warnings == [])
        #expect(decoded.unknownMembers == [])
        let message = try #require(decoded.value)
        #expect(message.riskLevel == .low)
        #expect(message.counts == ["someKey": 1])
        #expect(message.person.childNIK.digits == "7371015503120002")
        let text = Self.good.replacing("\"weight\":2,", with: "\"weight\":2.0,")
        #expect(try JSONEncoding.encode(message) == Array(text.utf8))
    }

    @Test func `all problems come at once`() {
        let decoded = decode(
            Message.self,
            #"""
            {"risk_level":"secret","act_by":"Budi","is_test":1,"weight":"12","person":{"name":null,"child_nik":"Siti",
            "age":300,"level":7},"others":[{"name":"B"},5,{"name":[],"child_nik":{}}],"tags":["x",1,{}],
            "counts":{"a/b~c":"x","ok":1},"note":false}
            """#
        )
        #expect(decoded.value == nil)
        let expected = [
            Problem(pointer: "/complaint_id", expected: "string", found: "missing"),
            Problem(
                pointer: "/risk_level",
                expected: "one of high, medium, low, none",
                found: "string of 6 characters"
            ),
            Problem(pointer: "/act_by", expected: "Stamp", found: "string of 4 characters"),
            Problem(pointer: "/is_test", expected: "boolean", found: "integer"),
            Problem(pointer: "/weight", expected: "number", found: "string of 2 characters"),
            Problem(pointer: "/person/name", expected: "string", found: "null"),
            Problem(pointer: "/person/child_nik", expected: "16 digits", found: "string of 4 characters"),
            Problem(pointer: "/person/age", expected: "integer from 0 to 255", found: "integer"),
            Problem(pointer: "/person/level", expected: "one of high, medium, low, none", found: "integer"),
            Problem(pointer: "/others/0/child_nik", expected: "16 digits", found: "missing"),
            Problem(pointer: "/others/1", expected: "object", found: "integer"),
            Problem(pointer: "/others/2/name", expected: "string", found: "array of 0"),
            Problem(pointer: "/others/2/child_nik", expected: "string", found: "object"),
            Problem(pointer: "/tags/1", expected: "string", found: "integer"),
            Problem(pointer: "/tags/2", expected: "string", found: "object"),
            Problem(pointer: "/counts/a~1b~0c", expected: "integer", found: "string of 1 characters"),
            Problem(pointer: "/note", expected: "string", found: "boolean"),
        ]
        #expect(decoded.problems == expected)
        #expect(decoded.warnings == [])
    }

    @Test func `no problem repeats a value`() {
        let decoded = decode(
            Message.self,
            #"""
            {"complaint_id":7371,"risk_level":"Rahasia","act_by":"Rahasia","person":{"child_nik":"Rahasia"},
            "tags":"Rahasia"}
            """#
        )
        #expect(decoded.problems.count > 5)
        for problem in decoded.problems { #expect(!"\(problem)".contains("Rahasia") && !"\(problem)".contains("7371")) }
    }

    @Test func `a text that repeats the value is not passed on`() {
        struct Chatty: Decodable {
            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                let text = try container.decode(String.self)
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "not \(text)")
            }
        }
        #expect(
            decode(Chatty.self, #""Siti""#).problems
                == [Problem(pointer: "", expected: "Chatty", found: "string of 4 characters")]
        )
    }

    @Test func `what is missing is described as the type describes itself`() {
        struct Outer: Decodable {
            var person: Person
            var number: Number16
            var level: Level
            var stamp: Stamp
            var list: [Person]
            var map: [String: Person]
            var any: JSONValue
            var rest: Unfillable
        }
        #expect(
            decode(Outer.self, "{}").problems.map(\.expected) == [
                "object", "16 digits", "one of high, medium, low, none", "Stamp", "array", "object", "JSONValue",
                "Unfillable",
            ]
        )
        #expect(Set(decode(Outer.self, "{}").problems.map(\.found)) == ["missing"])
    }

    @Test func `lenient decoding does without what is optional, dropped or unneeded`() throws {
        let decoded = decode(
            Message.self,
            #"""
            {"complaint_id":"c","risk_level":"low","act_by":"1Z","is_test":true,"weight":2,"person":{"name":"A",
            "child_nik":"7371015503120002","age":-4,"level":"x"},"others":[{"name":"B"},{"name":"C",
            "child_nik":"7371015503120002","age":"x"},5],"tags":["x",1],"counts":{"a":1.5,"b":2},"note":[]}
            """#,
            .lenient
        )
        #expect(decoded.problems == [])
        #expect(
            decoded.warnings.map(\.pointer) == [
                "/person/age", "/person/level", "/others/0/child_nik", "/others/1/age", "/others/2", "/tags/1",
                "/counts/a", "/note",
            ]
        )
        let message = try #require(decoded.value)
        #expect(message.person.age == nil)
        #expect(message.others.map(\.name) == ["C"])
        #expect(message.tags == ["x"])
        #expect(message.counts == ["b": 2])
        #expect(message.note == nil)
    }

    @Test func `lenient decoding still refuses what is required`() {
        let decoded = decode(Message.self, Self.good.replacing("\"is_test\":true,", with: ""), .lenient)
        #expect(decoded.value == nil)
        #expect(decoded.problems == [Problem(pointer: "/is_test", expected: "boolean", found: "missing")])
    }

    @Test func `an invalid optional object goes as a whole`() throws {
        struct Outer: Codable {
            var person: Person?
            var last: Int
        }
        let decoded = decode(Outer.self, #"{"person":{"name":"A","child_nik":"x","age":"y"},"last":1}"#, .lenient)
        #expect(try #require(decoded.value).person == nil)
        #expect(decoded.value?.last == 1)
        #expect(Set(decoded.warnings.map(\.pointer)) == ["/person/child_nik", "/person/age"])
    }

    @Test func `without a placeholder the rest of the object is not looked at, but its neighbours are`() {
        struct Inner: Codable {
            var first: Unfillable
            var second: Int
        }
        struct Outer: Codable {
            var inner: Inner?
            var list: [Inner]
            var after: Int
        }
        let decoded = decode(Outer.self, #"{"inner":{"first":"x"},"list":[{"first":1},{"second":""}],"after":""}"#)
        #expect(decoded.problems.map(\.pointer) == ["/inner/first", "/list/0/first", "/list/1/first", "/after"])
        #expect(decoded.value == nil)
        #expect(decode([Inner].self, #"[{"first":1},{"first":"the only one","second":2}]"#, .lenient).value?.count == 1)
    }

    @Test func `members nobody asked for are listed`() throws {
        let text = Self.good.replacing("\"name\":\"A\"", with: "\"name\":\"A\",\"x/y\":{\"z\":1}")
        let decoded = decode(Message.self, text.replacing("\"tags\"", with: "\"riskLevel\":1,\"tags\""))
        #expect(decoded.value != nil)
        #expect(Set(decoded.unknownMembers) == ["/riskLevel", "/person/x~1y"])
    }

    @Test func `more than 64 members are told apart`() {
        struct One: Codable { var m70: Int }
        let members = (0..<80).map { "\"m\($0)\":\($0)" }.joined(separator: ",")
        let decoded = decode(One.self, "{\(members)}")
        #expect(decoded.value?.m70 == 70)
        #expect(decoded.unknownMembers.count == 79)
        #expect(!decoded.unknownMembers.contains("/m70"))
    }

    @Test func `top-level values of every kind`() {
        #expect(decode(Int.self, "3.0").value == 3)
        #expect(decode(Int.self, "3.5").problems.map(\.expected) == ["integer"])
        #expect(decode(Int.self, "1e30").value == nil)
        #expect(decode([Int?].self, "[1,null]").value == [1, nil])
        #expect(decode([[String]].self, #"[["a"],[]]"#).value == [["a"], []])
        #expect(decode([Level: Int].self, #"{"high":1}"#).value == nil)
        #expect(decode(Float.self, "1e300").value == nil)
        #expect(decode(JSONValue.self, #"{"a":[null]}"#).value == ["a": [nil]])
        #expect(decode(Int.self, "[").problems.map(\.found) == ["the end at byte 1"])
    }

    @Test func `dictionary keys may be typed and are checked`() {
        let decoded = decode([StampKey: Int].self, #"{"1Z":1,"x":2}"#)
        let problem = Problem(pointer: "/x", expected: "a name that is StampKey", found: "string of 1 characters")
        #expect(decoded.problems == [problem])
        #expect(decode([StampKey: Int].self, #"{"1Z":1,"x":2}"#, .lenient).value?.count == 1)
    }

    @Test func `user info reaches every initializer and an error of its own is kept`() throws {
        struct Missing: Error {}
        struct Opened: Codable {
            static var key: CodingUserInfoKey? { CodingUserInfoKey(rawValue: "opener") }
            var text: String
            init(from decoder: any Decoder) throws {
                guard let key = Self.key, let prefix = decoder.userInfo[key] as? String else { throw Missing() }
                self.text = prefix + (try decoder.singleValueContainer().decode(String.self))
            }
            func encode(to encoder: any Encoder) throws {
                guard let key = Self.key, let prefix = encoder.userInfo[key] as? String else { throw Missing() }
                var container = encoder.singleValueContainer()
                try container.encode(prefix + self.text)
            }
        }
        let key = try #require(Opened.key)
        let decoded = JSONDecoding.decode([String: [Opened]].self, from: ["a": ["b"]], userInfo: [key: "p"])
        let value = try #require(decoded.value)
        #expect(value["a"]?.first?.text == "pb")
        #expect(try JSONEncoding.encodeToValue(value, userInfo: [key: "q"]) == ["a": ["qpb"]])
        let failed = JSONDecoding.decode([String: [Opened]].self, from: ["a": ["b"]])
        #expect(failed.value == nil)
        #expect(failed.causes.count == 1 && failed.causes.first is Missing)
        #expect(failed.problems.map(\.pointer) == ["/a/0"])
        #expect(throws: Missing.self) { try JSONEncoding.encode(["a": value]) }
    }

    @Test func `an error inside names the member it is about`() {
        struct Span: Decodable {
            enum CodingKeys: String, CodingKey { case startsAt, endsAt }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                let start = try container.decode(Int.self, forKey: .startsAt)
                guard try container.decode(Int.self, forKey: .endsAt) > start else {
                    let text = "after the start"
                    throw DecodingError.dataCorruptedError(forKey: .endsAt, in: container, debugDescription: text)
                }
            }
        }
        #expect(
            decode([Span].self, #"[{"starts_at":2,"ends_at":1}]"#).problems
                == [Problem(pointer: "/0/ends_at", expected: "after the start", found: "integer")]
        )
        #expect(decode([Span].self, #"[{"starts_at":2}]"#).problems.map(\.pointer) == ["/0/ends_at"])
    }

    @Test func `superclasses are refused, not trapped on`() {
        class Base: Decodable { var a = 0 }
        final class Derived: Base {
            enum CodingKeys: CodingKey { case b }
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                try super.init(from: container.superDecoder())
            }
        }
        #expect(decode(Derived.self, "{}").problems.map(\.expected) == ["no superclass"])
    }
}

private struct StampKey: Hashable, Codable, CodingKeyRepresentable {
    let stamp: Stamp
    var codingKey: any CodingKey { AnyKey(self.stamp.rawValue) }
    init?(codingKey: some CodingKey) {
        guard let stamp = Stamp(rawValue: codingKey.stringValue) else { return nil }
        self.stamp = stamp
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { self.stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
