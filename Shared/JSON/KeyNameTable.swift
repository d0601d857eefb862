internal import Synchronization

/// The names of one type's keys, Swift's and as they are written: quoted, with a colon. A type writes its keys in one
/// order, so the next one mostly stands where the last was found, or soon after.
struct KeyNameTable {
    let type: ObjectIdentifier
    private var names: [String] = []
    /// Where each name's text ends in ``text``.
    private var ends: [Int] = []
    private var text: [UInt8] = []
    private let known: Int

    /// What was written of that type before.
    init(of type: ObjectIdentifier) {
        let table = Self.published.withLock { $0[type] }
        self.type = type
        self.names = table?.names ?? []
        self.ends = table?.ends ?? []
        self.text = table?.text ?? []
        self.known = self.names.count
    }

    /// Appends a name as it is written.
    ///
    /// - Returns: Where the next one is likely to stand.
    mutating func append(_ name: String, near cursor: Int, to output: inout [UInt8]) -> Int {
        if self.type == Self.dynamic {
            Self.append(WireName.wire(name), to: &output)
            return 0
        }
        let index = self.index(of: name, near: cursor)
        output.append(contentsOf: self.text[(index == 0 ? 0 : self.ends[index - 1])..<self.ends[index]])
        return index + 1
    }

    private mutating func index(of name: String, near cursor: Int) -> Int {
        for index in cursor..<max(cursor, self.names.count) where self.names[index] == name { return index }
        for index in 0..<min(cursor, self.names.count) where self.names[index] == name { return index }
        self.names.append(name)
        Self.append(WireName.wire(name), to: &self.text)
        self.ends.append(self.text.count)
        return self.names.count - 1
    }

    private static func append(_ name: String, to output: inout [UInt8]) {
        JSONWriter.append(name, to: &output)
        output.append(UInt8(ascii: ":"))
    }

    /// Lets later encodings know the names that were new in this one.
    func publish() {
        guard self.names.count > self.known else { return }
        Self.published.withLock { tables in
            if self.names.count > tables[self.type]?.names.count ?? 0 { tables[self.type] = self }
        }
    }

    private static let dynamic = ObjectIdentifier(MemberName.self)
    // Only the keys of our own types come here, so it cannot grow without end.
    private static let published = Mutex<[ObjectIdentifier: KeyNameTable]>([:])
}
