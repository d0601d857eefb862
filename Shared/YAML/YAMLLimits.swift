/// What a file written by people may hold: more is a mistake or an attack, and isn't given to the reader, which descends
/// with what it reads.
public struct YAMLLimits: Sendable {
    /// The most bytes.
    public var bytes = 1 << 20
    /// The deepest indentation, in spaces.
    var indentation = 200
    /// The most brackets open at once.
    var brackets = 64
    /// The most `-`, `?` and `:` that begin one line.
    var markers = 16
    /// The most aliases.
    var aliases = 24
    /// The most values.
    static let values = 50_000

    /// What a form or a settings file never reaches.
    public init() {}
}

extension YAMLDocument {
    /// Reads one document from the bytes of a file.
    ///
    /// - Throws: ``YAMLSyntaxError`` with the line that is not UTF-8, holds a control character, is nested deeper than any
    ///   form, or is no YAML; without a line if the file is too large.
    public init(bytes: [UInt8], limits: YAMLLimits = YAMLLimits()) throws(YAMLSyntaxError) {
        guard bytes.count <= limits.bytes else {
            throw YAMLSyntaxError(line: nil, reason: "the file is larger than \(limits.bytes) bytes")
        }
        var bytes = bytes[...]
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw YAMLSyntaxError(line: 1, reason: "this is UTF-16: save it as UTF-8")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        var depth = Depth()
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw YAMLSyntaxError(line: index + 1, reason: "this is not UTF-8: save it as UTF-8")
            }
            guard !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" && $0 != "\r" }) else {
                throw YAMLSyntaxError(line: index + 1, reason: "there is a control character")
            }
            guard depth.takes(line, limits) else {
                throw YAMLSyntaxError(line: index + 1, reason: "this is nested deeper than any form")
            }
        }
        try self.init(String(decoding: bytes, as: UTF8.self))
    }

    /// How deep a file goes, guessed from its characters without reading it.
    private struct Depth {
        private var open = 0
        private var aliases = 0

        mutating func takes(_ line: ArraySlice<UInt8>, _ limits: YAMLLimits) -> Bool {
            let indentation = line.prefix { $0 == UInt8(ascii: " ") }.count
            var markers = 0
            var leads = true
            var previous = UInt8(ascii: " ")
            // A remark nests nothing, whatever it quotes.
            guard line.dropFirst(indentation).first != UInt8(ascii: "#") else { return true }
            for byte in line.dropFirst(indentation) {
                switch byte {
                case UInt8(ascii: "["), UInt8(ascii: "{"): self.open += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): self.open = max(0, self.open - 1)
                case UInt8(ascii: "*")
                where [UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "[")].contains(previous):
                    self.aliases += 1
                default: break
                }
                let isMarker = [UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":")].contains(byte)
                if leads, isMarker { markers += 1 }
                if !isMarker, byte != UInt8(ascii: " ") { leads = false }
                previous = byte
            }
            // A row of hyphens parts documents or decorates; markers with spaces between them nest.
            let nests = markers > limits.markers && line.dropFirst(indentation).contains(UInt8(ascii: " "))
            return indentation <= limits.indentation && self.open <= limits.brackets && self.aliases <= limits.aliases
                && !nests
        }
    }
}
