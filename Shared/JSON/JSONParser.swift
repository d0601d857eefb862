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
        var scanner = Scanner(bytes: bytes, limits: limits)
        let value = try scanner.value(depth: 0)
        scanner.skipWhitespace()
        guard scanner.index == bytes.count else { throw scanner.error(.trailingBytes) }
        return value
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

/// Walks over the bytes once; `index` is the next one to look at.
private struct Scanner {
    let bytes: [UInt8]
    let limits: JSONLimits
    var index = 0

    func error(_ code: JSONSyntaxError.Code) -> JSONSyntaxError { JSONSyntaxError(code: code, offset: self.index) }

    /// The error for a byte that does not fit, or for its absence.
    func unexpected() -> JSONSyntaxError {
        self.error(self.index < self.bytes.count ? .unexpectedByte : .unexpectedEnd)
    }

    /// The next byte, or 0 at the end: a zero byte is nowhere allowed, so the two need not be told apart.
    @inline(__always)
    func peek() -> UInt8 { self.index < self.bytes.count ? self.bytes[self.index] : 0 }

    @inline(__always)
    mutating func skipWhitespace() {
        while self.index < self.bytes.count {
            switch self.bytes[self.index] {
            case 0x20, 0x0A, 0x0D, 0x09: self.index += 1
            default: return
            }
        }
    }

    mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONValue {
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

    mutating func literal(_ word: StaticString) throws(JSONSyntaxError) {
        for byte in word.description.utf8 {
            guard self.peek() == byte else { throw self.unexpected() }
            self.index += 1
        }
    }

    mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONValue {
        guard depth <= self.limits.maximumDepth else { throw self.error(.tooDeep) }
        self.index += 1
        self.skipWhitespace()
        var members: [JSONObject.Member] = []
        if self.peek() == UInt8(ascii: "}") {
            self.index += 1
            return .object(JSONObject(unique: members))
        }
        members.reserveCapacity(8)
        // A scan finds a repeated name among few; among many only a set keeps a hostile body from costing its square.
        var names: Set<String> = []
        while true {
            self.skipWhitespace()
            guard self.peek() == UInt8(ascii: "\"") else { throw self.unexpected() }
            let start = self.index
            let name = try self.string()
            if members.count < 16 {
                for member in members where member.key == name {
                    throw JSONSyntaxError(code: .duplicateName, offset: start)
                }
            } else {
                if names.isEmpty { names = Set(members.map(\.key)) }
                guard names.insert(name).inserted else { throw JSONSyntaxError(code: .duplicateName, offset: start) }
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
                return .object(JSONObject(unique: members))
            default: throw self.unexpected()
            }
        }
    }

    mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONValue {
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

    @inline(__always)
    mutating func skipDigits() -> Bool {
        let start = self.index
        while self.peek() &- UInt8(ascii: "0") < 10 { self.index += 1 }
        return self.index > start
    }

    mutating func number() throws(JSONSyntaxError) -> JSONValue {
        let start = self.index
        if self.peek() == UInt8(ascii: "-") { self.index += 1 }
        let first = self.index
        guard self.skipDigits() else { throw self.error(.invalidNumber) }
        guard self.bytes[first] != UInt8(ascii: "0") || self.index == first + 1 else {
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
        let text = String(decoding: self.bytes[start..<self.index], as: UTF8.self)
        if isInteger, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            throw JSONSyntaxError(code: .numberOutOfRange, offset: start)
        }
        return .number(number)
    }

    /// Reads a string without escapes at one go; the first escape hands over to ``escaped(from:)``.
    mutating func string() throws(JSONSyntaxError) -> String {
        self.index += 1
        let start = self.index
        var union: UInt8 = 0
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            if byte == UInt8(ascii: "\"") {
                let range = start..<self.index
                self.index += 1
                guard union >= 0x80 else { return String(decoding: self.bytes[range], as: UTF8.self) }
                return try self.validated(self.bytes[range], at: start)
            }
            if byte == UInt8(ascii: "\\") { return try self.escaped(from: start) }
            guard byte >= 0x20 else { throw self.error(.controlCharacter) }
            union |= byte
            self.index += 1
        }
        throw self.error(.unexpectedEnd)
    }

    func validated(_ bytes: some Sequence<UInt8>, at offset: Int) throws(JSONSyntaxError) -> String {
        guard let string = String(validating: bytes, as: UTF8.self) else {
            throw JSONSyntaxError(code: .invalidUTF8, offset: offset)
        }
        return string
    }

    /// Reads on from the first backslash.
    mutating func escaped(from start: Int) throws(JSONSyntaxError) -> String {
        var text = Array(self.bytes[start..<self.index])
        while self.index < self.bytes.count {
            let byte = self.bytes[self.index]
            switch byte {
            case UInt8(ascii: "\""):
                self.index += 1
                return try self.validated(text, at: start)
            case UInt8(ascii: "\\"):
                try self.escape(into: &text)
            case 0..<0x20: throw self.error(.controlCharacter)
            default:
                text.append(byte)
                self.index += 1
            }
        }
        throw self.error(.unexpectedEnd)
    }

    mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
        let start = self.index
        self.index += 1
        let byte = self.peek()
        self.index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try self.scalar(from: start)
            guard scalar != "\0" || self.limits.allowsNullCharacters else {
                throw JSONSyntaxError(code: .nullCharacter, offset: start)
            }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw JSONSyntaxError(code: .invalidEscape, offset: start)
        }
    }

    /// The character of a `\u` and its four digits, or of two of them that make a surrogate pair.
    mutating func scalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try self.hexadecimal(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, self.peek() == UInt8(ascii: "\\") else {
            throw JSONSyntaxError(code: .loneSurrogate, offset: start)
        }
        self.index += 1
        guard self.peek() == UInt8(ascii: "u") else { throw JSONSyntaxError(code: .loneSurrogate, offset: start) }
        self.index += 1
        let low = try self.hexadecimal(from: start)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(unit - 0xD800) << 10) + UInt32(low - 0xDC00))
        else { throw JSONSyntaxError(code: .loneSurrogate, offset: start) }
        return scalar
    }

    mutating func hexadecimal(from start: Int) throws(JSONSyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch self.peek() {
            case let byte where byte &- UInt8(ascii: "0") < 10: digit = byte - UInt8(ascii: "0")
            case let byte where (byte | 0x20) &- UInt8(ascii: "a") < 6: digit = (byte | 0x20) - UInt8(ascii: "a") + 10
            default: throw JSONSyntaxError(code: .invalidEscape, offset: start)
            }
            unit = unit << 4 | UInt16(digit)
            self.index += 1
        }
        return unit
    }
}
