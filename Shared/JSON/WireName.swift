internal import Synchronization

/// How Swift's names are written on the wire: `riskLevel` is `risk_level`, `childNIK` is `child_nik`.
public enum WireName {
    /// The name on the wire. A run of capitals is one word, its plural `s` included; names without capitals stay.
    public static func wire(_ name: String) -> String {
        guard self.hasCapital(name) else { return name }
        return self.cache.withLock { cache in
            if let known = cache[name] { return known }
            let wire = self.convert(name)
            cache[name] = wire
            return wire
        }
    }

    @inline(__always)
    static func hasCapital(_ name: String) -> Bool {
        for byte in name.utf8 where byte &- UInt8(ascii: "A") < 26 { return true }
        return false
    }

    // Only names from our own types come here, so it cannot grow without end.
    private static let cache = Mutex<[String: String]>([:])

    private static func convert(_ name: String) -> String {
        let bytes = Array(name.utf8)
        func isCapital(_ index: Int) -> Bool { bytes.indices.contains(index) && bytes[index] &- UInt8(ascii: "A") < 26 }
        func isSmall(_ index: Int) -> Bool { bytes.indices.contains(index) && bytes[index] &- UInt8(ascii: "a") < 26 }
        func isPlural(_ index: Int) -> Bool {
            bytes.indices.contains(index) && bytes[index] == UInt8(ascii: "s") && !isSmall(index + 1)
        }
        var wire: [UInt8] = []
        for index in bytes.indices {
            guard isCapital(index) else {
                wire.append(bytes[index])
                continue
            }
            let startsWord = !isCapital(index - 1) || (isSmall(index + 1) && !isPlural(index + 1))
            if startsWord, index > 0, wire.last != UInt8(ascii: "_") { wire.append(UInt8(ascii: "_")) }
            wire.append(bytes[index] | 0x20)
        }
        return String(decoding: wire, as: UTF8.self)
    }

    /// The names in Swift that a name on the wire may stand for, likeliest first: `case_id` may be `case_id`, `caseId`
    /// or `caseID`.
    static func candidates(for wire: String) -> [String] {
        guard wire.utf8.contains(UInt8(ascii: "_")) else { return [wire, wire.uppercased()] }
        let words = wire.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard words.count <= 8 else { return [wire] }
        var names = [words[0]]
        for word in words.dropFirst() {
            let capitalized = word.prefix(1).uppercased() + word.dropFirst()
            // Abbreviations are short; a wrong guess only costs a failed look-up.
            let forms = word.utf8.count <= 4 && word.utf8.count > 1 ? [capitalized, word.uppercased()] : [capitalized]
            names = forms.flatMap { form in names.map { $0 + form } }
        }
        return names + [wire]
    }
}

/// The names of one type's keys, Swift's and the wire's side by side. A type asks for its keys in one order, so the next
/// one mostly stands where the last was found, or soon after.
struct KeyNames {
    private typealias Names = [(name: String, wire: String)]

    private var type: ObjectIdentifier?
    private var names: Names = []
    private var cursor = 0

    /// The name on the wire of a type's key.
    mutating func wire(_ name: String, of type: ObjectIdentifier) -> String {
        if self.type != type {
            guard type != Self.dynamic else { return WireName.wire(name) }
            self.type = type
            self.names = Self.known.withLock { $0[type] ?? [] }
            self.cursor = 0
        }
        for index in self.cursor..<self.names.count where self.names[index].name == name {
            self.cursor = index + 1
            return self.names[index].wire
        }
        for index in 0..<self.cursor where self.names[index].name == name {
            self.cursor = index + 1
            return self.names[index].wire
        }
        let entry = (name: name, wire: WireName.wire(name))
        self.names.append(entry)
        self.cursor = self.names.count
        Self.known.withLock { known in
            if known[type]?.contains(where: { $0.name == name }) != true { known[type, default: []].append(entry) }
        }
        return entry.wire
    }

    private static let dynamic = ObjectIdentifier(MemberName.self)
    // Only the keys of our own types come here, so it cannot grow without end.
    private static let known = Mutex<[ObjectIdentifier: Names]>([:])
}

/// A name on the wire, used where no type names its own keys. An element's number becomes a name only when asked for.
struct MemberName: CodingKey {
    private enum Form {
        case name(String)
        /// A dictionary's key, which may be a number.
        case dictionaryKey(String)
        case index(Int)
    }

    private let form: Form

    init(_ name: String) { self.form = .name(name) }

    /// A dictionary's key, which may be a number.
    init(dictionaryKey name: String) { self.form = .dictionaryKey(name) }

    init(stringValue: String) { self.init(stringValue) }

    init(intValue: Int) { self.form = .index(intValue) }

    var stringValue: String {
        switch self.form {
        case .name(let name), .dictionaryKey(let name): name
        case .index(let index): String(index)
        }
    }

    var intValue: Int? {
        switch self.form {
        case .name: nil
        case .dictionaryKey(let name): Int(name)
        case .index(let index): index
        }
    }
}
