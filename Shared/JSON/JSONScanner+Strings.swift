extension JSONScanner {
    /// Reads a string without escapes at one go; the first escape hands over to ``escaped(from:)``.
    @inline(__always)
    mutating func string() throws(JSONSyntaxError) -> String {
        self.index += 1
        let start = self.index
        let isASCII = self.skipPlain()
        let range = start..<self.index
        guard self.peek() == UInt8(ascii: "\"") else { return try self.escaped(from: start) }
        self.index += 1
        return isASCII ? self.ascii(range) : try self.validated(range)
    }

    /// Reads a name. Its hash is nil where only the name itself tells whether it is another: if it is not ASCII, for there
    /// may be other ways to write the same, if it is written with an escape, or if it is long.
    @inline(__always)
    mutating func name() throws(JSONSyntaxError) -> (String, hash: UInt32?) {
        self.index += 1
        let start = self.index
        let isASCII = self.skipPlain()
        let range = start..<self.index
        guard self.peek() == UInt8(ascii: "\"") else { return (try self.escaped(from: start), nil) }
        self.index += 1
        guard isASCII else { return (try self.validated(range), nil) }
        guard range.count <= NameMark.longest else { return (self.ascii(range), nil) }
        let mark = NameMark(length: range.count) { self.word(at: start + $0, $1) }
        return (unsafe KnownNames.find(mark, in: self.names) ?? self.ascii(range), mark.hash)
    }

    /// Passes over what a string holds as it is: up to a quote, a backslash, a control character or the end. Eight bytes
    /// at a time, as long as there are eight.
    ///
    /// - Returns: Whether all of it is ASCII.
    @inline(__always)
    private mutating func skipPlain() -> Bool {
        var union: UInt64 = 0
        while self.index &+ 8 <= self.count {
            let word = self.eight(at: self.index)
            let special = Self.special(in: word)
            guard special != 0 else {
                union |= word
                self.index &+= 8
                continue
            }
            let bits = UInt64(special.trailingZeroBitCount & ~7)
            self.index &+= Int(bits >> 3)
            return (union | word & (1 &<< bits &- 1)) & 0x8080_8080_8080_8080 == 0
        }
        while self.index < self.count {
            let byte = self[self.index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            union |= UInt64(byte)
            self.index &+= 1
        }
        return union & 0x8080_8080_8080_8080 == 0
    }

    /// The highest bit of each byte that a string can't hold as it is. Beyond the first such byte there may be bits too
    /// many.
    @inline(__always)
    private static func special(in word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let control = (word &- ones &* 0x20) & ~word
        return (control | (quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & (ones &* 0x80)
    }

    /// Eight bytes, the first the lowest. They must be there.
    @inline(__always)
    private func eight(at index: Int) -> UInt64 {
        UInt64(
            littleEndian: unsafe UnsafeRawBufferPointer(self.bytes).loadUnaligned(
                fromByteOffset: index,
                as: UInt64.self
            )
        )
    }

    /// Up to eight bytes, the first the lowest; above them zeros.
    @inline(__always)
    private func word(at index: Int, _ length: Int) -> UInt64 {
        if index &+ 8 <= self.count {
            let word = self.eight(at: index)
            return length < 8 ? word & (1 &<< UInt64(length &* 8) &- 1) : word
        }
        var word: UInt64 = 0
        for place in 0..<length { word |= UInt64(self[index + place]) &<< UInt64(place &* 8) }
        return word
    }

    /// The text of bytes that are ASCII.
    @inline(__always)
    func ascii(_ range: Range<Int>) -> String {
        unsafe String(decoding: UnsafeBufferPointer(rebasing: self.bytes[range]), as: UTF8.self)
    }

    private func validated(_ range: Range<Int>) throws(JSONSyntaxError) -> String {
        let bytes = unsafe UnsafeBufferPointer(rebasing: self.bytes[range])
        guard let string = unsafe String(validating: bytes, as: UTF8.self) else {
            throw JSONSyntaxError(code: .invalidUTF8, offset: range.lowerBound)
        }
        return string
    }

    /// Reads on from the first byte that is not plain.
    @inline(never)
    private mutating func escaped(from start: Int) throws(JSONSyntaxError) -> String {
        var text = unsafe Array(self.bytes[start..<self.index])
        while self.index < self.count {
            let byte = self[self.index]
            switch byte {
            case UInt8(ascii: "\""):
                self.index += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONSyntaxError(code: .invalidUTF8, offset: start)
                }
                return string
            case UInt8(ascii: "\\"):
                try self.escape(into: &text)
            case 0..<0x20: throw self.error(.controlCharacter)
            default:
                let plain = self.index
                _ = self.skipPlain()
                unsafe text.append(contentsOf: self.bytes[plain..<self.index])
            }
        }
        throw self.error(.unexpectedEnd)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
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
    private mutating func scalar(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
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

    private mutating func hexadecimal(from start: Int) throws(JSONSyntaxError) -> UInt16 {
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
