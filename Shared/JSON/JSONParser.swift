/// Reads JSON strictly as RFC 8259 writes it, within limits.
public enum JSONParser {
    /// Reads one value and nothing after it.
    ///
    /// - Throws: ``JSONSyntaxError``, on anything RFC 8259 does not allow and also on what it only warns of: the same
    ///   name twice, lone surrogates, a byte order mark, U+0000, numbers beyond a `Double`, more than the limits.
    public static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = .message
    ) throws(JSONSyntaxError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONSyntaxError(code: .tooLarge, offset: limits.maximumBytes)
        }
        let names = KnownNames.current
        // The scanner does not outlive the closures that lend it the bytes and the names.
        return try unsafe names.withSlots { slots throws(JSONSyntaxError) in
            try unsafe bytes.withUnsafeBufferPointer { bytes throws(JSONSyntaxError) in
                var scanner = unsafe JSONScanner(bytes: bytes, names: slots, limits: limits)
                return try scanner.whole()
            }
        }
    }

    /// Reads one value and nothing after it, from any collection of bytes.
    ///
    /// - Throws: ``JSONSyntaxError``; see ``parse(_:limits:)-([UInt8],_)``.
    public static func parse(
        _ bytes: some Collection<UInt8>,
        limits: JSONLimits = .message
    ) throws(JSONSyntaxError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else {
            throw JSONSyntaxError(code: .tooLarge, offset: limits.maximumBytes)
        }
        return try self.parse(Array(bytes), limits: limits)
    }
}

/// Walks over the bytes once; `index` is the next one to look at. `@safe`: it reads no byte without comparing `index` with
/// their number first, and is used only while they are lent.
@safe struct JSONScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    let names: UnsafeBufferPointer<KnownNames.Slot?>
    let limits: JSONLimits
    var index = 0
    /// The hashes of the names in the objects that are open, the innermost last.
    private var hashes: [UInt32] = []

    init(bytes: UnsafeBufferPointer<UInt8>, names: UnsafeBufferPointer<KnownNames.Slot?>, limits: JSONLimits) {
        unsafe self.bytes = bytes
        unsafe self.names = names
        self.limits = limits
    }

    @inline(__always) var count: Int { unsafe self.bytes.count }

    /// The byte there, which must be one of them.
    @inline(__always)
    subscript(index: Int) -> UInt8 { unsafe self.bytes[index] }

    func error(_ code: JSONSyntaxError.Code) -> JSONSyntaxError { JSONSyntaxError(code: code, offset: self.index) }

    /// The error for a byte that does not fit, or for its absence.
    func unexpected() -> JSONSyntaxError { self.error(self.index < self.count ? .unexpectedByte : .unexpectedEnd) }

    /// The next byte, or 0 at the end: a zero byte is nowhere allowed, so the two need not be told apart.
    @inline(__always)
    func peek() -> UInt8 { self.index < self.count ? self[self.index] : 0 }

    @inline(__always)
    mutating func skipWhitespace() {
        while self.index < self.count {
            let byte = self[self.index]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            self.index += 1
        }
    }

    /// One value and nothing after it.
    mutating func whole() throws(JSONSyntaxError) -> JSONValue {
        let value = try self.value(depth: 0)
        self.skipWhitespace()
        guard self.index == self.count else { throw self.error(.trailingBytes) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        self.skipWhitespace()
        switch self.peek() {
        case UInt8(ascii: "\""): return .string(try self.string())
        case UInt8(ascii: "{"): return try self.object(depth: depth + 1)
        case UInt8(ascii: "["): return try self.array(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try self.number()
        case UInt8(ascii: "t"):
            try self.literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try self.literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try self.literal("null")
            return .null
        default: throw self.unexpected()
        }
    }

    @inline(__always)
    private mutating func literal(_ word: StaticString) throws(JSONSyntaxError) {
        for place in 0..<word.utf8CodeUnitCount {
            guard unsafe word.utf8Start[place] == self.peek() else { throw self.unexpected() }
            self.index += 1
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth <= self.limits.maximumDepth else { throw self.error(.tooDeep) }
        self.index += 1
        self.skipWhitespace()
        var members: [JSONObject.Member] = []
        if self.peek() == UInt8(ascii: "}") {
            self.index += 1
            return .object(JSONObject(unique: members))
        }
        members.reserveCapacity(8)
        let first = self.hashes.count
        var taken: Set<String> = []
        while true {
            self.skipWhitespace()
            guard self.peek() == UInt8(ascii: "\"") else { throw self.unexpected() }
            let start = self.index
            let (name, hash) = try self.name()
            guard self.isNew(name, hash, members, first, &taken) else {
                throw JSONSyntaxError(code: .duplicateName, offset: start)
            }
            self.skipWhitespace()
            guard self.peek() == UInt8(ascii: ":") else { throw self.unexpected() }
            self.index += 1
            members.append(JSONObject.Member(key: name, value: try self.value(depth: depth)))
            self.skipWhitespace()
            switch self.peek() {
            case UInt8(ascii: ","): self.index += 1
            case UInt8(ascii: "}"):
                self.index += 1
                self.hashes.removeLast(self.hashes.count - first)
                return .object(JSONObject(unique: members))
            default: throw self.unexpected()
            }
        }
    }

    /// Whether no member has that name. A scan of the hashes tells among few; among many, or if names that differ have one
    /// hash, only a set keeps a hostile body from costing its square. The set also knows which characters are the same
    /// written otherwise, so it takes over as soon as a name is not ASCII.
    @inline(__always)
    private mutating func isNew(
        _ name: String,
        _ hash: UInt32?,
        _ members: [JSONObject.Member],
        _ first: Int,
        _ taken: inout Set<String>
    ) -> Bool {
        if let hash, taken.isEmpty, members.count < 128, !self.hashes[first...].contains(hash) {
            self.hashes.append(hash)
            return true
        }
        return Self.isNew(name, members, &taken)
    }

    @inline(never)
    private static func isNew(_ name: String, _ members: [JSONObject.Member], _ taken: inout Set<String>) -> Bool {
        if taken.isEmpty { taken = Set(members.map(\.key)) }
        return taken.insert(name).inserted
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth <= self.limits.maximumDepth else { throw self.error(.tooDeep) }
        self.index += 1
        self.skipWhitespace()
        var elements: [JSONValue] = []
        if self.peek() == UInt8(ascii: "]") {
            self.index += 1
            return .array(elements)
        }
        while true {
            elements.append(try self.value(depth: depth))
            self.skipWhitespace()
            switch self.peek() {
            case UInt8(ascii: ","): self.index += 1
            case UInt8(ascii: "]"):
                self.index += 1
                return .array(elements)
            default: throw self.unexpected()
            }
        }
    }
}

// MARK: Numbers

extension JSONScanner {
    @inline(__always)
    private mutating func skipDigits() -> Bool {
        let start = self.index
        while self.peek() &- UInt8(ascii: "0") < 10 { self.index += 1 }
        return self.index > start
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = self.index
        if self.peek() == UInt8(ascii: "-") { self.index += 1 }
        let first = self.index
        guard self.skipDigits() else { throw self.error(.invalidNumber) }
        guard self[first] != UInt8(ascii: "0") || self.index == first + 1 else {
            throw JSONSyntaxError(code: .invalidNumber, offset: first)
        }
        var isInteger = true
        if self.peek() == UInt8(ascii: ".") {
            isInteger = false
            self.index += 1
            guard self.skipDigits() else { throw self.error(.invalidNumber) }
        }
        if self.peek() | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            self.index += 1
            if self.peek() == UInt8(ascii: "+") || self.peek() == UInt8(ascii: "-") { self.index += 1 }
            guard self.skipDigits() else { throw self.error(.invalidNumber) }
        }
        // 18 digits always fit.
        if isInteger, self.index - first <= 18 {
            var integer: Int64 = 0
            for place in first..<self.index { integer = integer &* 10 &+ Int64(self[place] &- UInt8(ascii: "0")) }
            return .integer(first > start ? -integer : integer)
        }
        let text = self.ascii(start..<self.index)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            throw JSONSyntaxError(code: .numberOutOfRange, offset: start)
        }
        return .number(number)
    }
}
