/// What was published on a channel and not yet settled, by sequence number. Source: RabbitMQ, publisher confirms.
struct ConfirmTable<Entry> {
    private var slots: [Entry?] = []
    /// The first slot in use; those before are settled.
    private var head = 0
    /// The sequence number of `slots[head]`.
    private var base: UInt64 = 1
    /// How many entries are not settled.
    private(set) var count = 0

    /// How many sequence numbers the table spans, settled ones in the middle included.
    var span: Int { self.slots.count - self.head }

    /// Adds what was just published; the number is the channel's next.
    @discardableResult
    mutating func add(_ entry: Entry) -> UInt64 {
        self.slots.append(entry)
        self.count += 1
        return self.base + UInt64(self.span) - 1
    }

    /// Settles one number, or every number up to and with it.
    ///
    /// - Returns: False if the number was never given out: the broker broke the protocol. One settled before is fine.
    mutating func settle(_ tag: UInt64, multiple: Bool, _ settled: (Entry) -> Void) -> Bool {
        // Zero with `multiple` means everything outstanding (AMQP 0-9-1 §1.8.3.13).
        let last = multiple && tag == 0 ? self.base + UInt64(self.span) - 1 : tag
        guard last < self.base + UInt64(self.span) else { return false }
        guard last >= self.base else { return true }
        let index = self.head + Int(last - self.base)
        for slot in (multiple ? self.head : index)...index {
            guard let entry = self.slots[slot] else { continue }
            self.slots[slot] = nil
            self.count -= 1
            settled(entry)
        }
        self.advance()
        return true
    }

    /// Changes every unsettled entry, oldest first.
    mutating func update(_ change: (inout Entry) -> Void) {
        for slot in self.head..<self.slots.count {
            guard var entry = self.slots[slot] else { continue }
            change(&entry)
            self.slots[slot] = entry
        }
    }

    /// Empties the table for a new channel; what was outstanding, oldest first.
    mutating func reset() -> [Entry] {
        let outstanding = self.slots[self.head...].compactMap(\.self)
        self = ConfirmTable()
        return outstanding
    }

    private mutating func advance() {
        while self.head < self.slots.count, self.slots[self.head] == nil {
            self.head += 1
            self.base += 1
        }
        if self.head == self.slots.count || self.head > 4_096 {
            self.slots.removeSubrange(..<self.head)
            self.head = 0
        }
    }
}
