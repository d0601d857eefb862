internal import Synchronization

/// The names that types ask for, so that to read one again costs no new string. The table is replaced when one more comes
/// to be known, never changed under a reader.
struct KnownNames: Sendable {
    /// A name and what it is recognized by.
    struct Slot: Sendable {
        let mark: NameMark
        let name: String
    }

    private static let shared = Mutex(KnownNames())

    /// How many there may be. Only names of our own types come here; the bound is for a type that takes any name as a key.
    private static let most = 4_096

    // Open addressing; at least half of it is empty.
    private var slots = [Slot?](repeating: nil, count: 512)
    private var count = 0

    /// The names as they are now.
    static var current: KnownNames { self.shared.withLock { $0 } }

    /// Remembers a name on the wire, if it is ASCII and not longer than a ``NameMark`` can hold.
    static func add(_ name: String) {
        let bytes = Array(name.utf8)
        guard !bytes.isEmpty, bytes.count <= NameMark.longest, bytes.allSatisfy({ $0 < 0x80 }) else { return }
        let mark = NameMark(length: bytes.count) { start, length in
            bytes[start..<start + length].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        self.shared.withLock { $0.insert(Slot(mark: mark, name: name)) }
    }

    /// Lends the table for ``find(_:in:)``.
    func withSlots<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<Slot?>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe self.slots.withUnsafeBufferPointer(body)
    }

    /// The name of that mark, if it is known.
    @inline(__always)
    static func find(_ mark: NameMark, in slots: UnsafeBufferPointer<Slot?>) -> String? {
        var place = Int(mark.hash) & (slots.count &- 1)
        while let known = unsafe slots[place]?.mark {
            if known == mark { return unsafe slots[place]?.name }
            place = (place &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    private mutating func insert(_ slot: Slot) {
        guard self.count < Self.most, self.put(slot) else { return }
        self.count += 1
        guard self.count * 2 > self.slots.count else { return }
        let known = self.slots
        self.slots = [Slot?](repeating: nil, count: known.count * 2)
        for case let slot? in known { _ = self.put(slot) }
    }

    /// - Returns: Whether it is new.
    private mutating func put(_ slot: Slot) -> Bool {
        var place = Int(slot.mark.hash) & (self.slots.count - 1)
        while let known = self.slots[place] {
            if known.mark == slot.mark { return false }
            place = (place + 1) & (self.slots.count - 1)
        }
        self.slots[place] = slot
        return true
    }
}

/// All bytes of a short name, the first the lowest, above them zeros. A name in JSON holds no zero byte, so this tells names
/// apart without their lengths.
struct NameMark: Sendable, Equatable {
    /// How many bytes fit.
    static let longest = 32

    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// - Parameter word: Gives up to eight bytes from a place on.
    @inline(__always)
    init(length: Int, word: (_ start: Int, _ length: Int) -> UInt64) {
        self.words = (
            word(0, min(length, 8)),
            length > 8 ? word(8, min(length &- 8, 8)) : 0,
            length > 16 ? word(16, min(length &- 16, 8)) : 0,
            length > 24 ? word(24, min(length &- 24, 8)) : 0
        )
    }

    @inline(__always)
    static func == (left: NameMark, right: NameMark) -> Bool { left.words == right.words }

    /// Mostly different for different names; an evil sender can make it the same.
    @inline(__always) var hash: UInt32 {
        let odd: UInt64 = 0x9E37_79B9_7F4A_7C15
        var hash = (self.words.0 ^ self.words.2) &* odd
        hash = (hash ^ hash &>> 32 ^ self.words.1 ^ self.words.3 &* odd) &* odd
        return UInt32(truncatingIfNeeded: hash &>> 32)
    }
}
