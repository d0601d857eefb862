/// The deliveries of one channel that are not yet settled, by delivery tag; it turns settled ones into few frames.
struct DeliveryTable {
    /// An ack or a nack to send.
    struct Frame: Equatable {
        let tag: UInt64
        let multiple: Bool
    }

    /// Whether the tag at the same place, counted from `base`, is outstanding.
    private var outstanding: [Bool] = []
    private var head = 0
    private var base: UInt64 = 1
    /// How many deliveries are outstanding.
    private(set) var count = 0

    /// Notes a delivery. Tags count up from 1 on a channel; false for one that does not: the broker broke the protocol.
    mutating func add(_ tag: UInt64) -> Bool {
        guard tag == self.base + UInt64(self.outstanding.count - self.head) else { return false }
        self.outstanding.append(true)
        self.count += 1
        return true
    }

    /// Settles deliveries; what was settled before, or never delivered, is ignored.
    ///
    /// Everything up to the first delivery that stays outstanding goes into one frame with `multiple`; the others get one
    /// each. So `multiple` never covers a delivery that nobody settled.
    ///
    /// - Returns: The frames to send, and how many deliveries they settle.
    mutating func settle(_ tags: some Sequence<UInt64>) -> (frames: [Frame], count: Int) {
        var settled: [UInt64] = []
        for tag in tags where self.take(tag) {
            settled.append(tag)
        }
        self.advance()
        let inPrefix = settled.count { $0 < self.base }
        guard inPrefix > 1, let last = settled.filter({ $0 < self.base }).max() else {
            return (settled.map { Frame(tag: $0, multiple: false) }, settled.count)
        }
        var frames = [Frame(tag: last, multiple: true)]
        for tag in settled where tag >= self.base {
            frames.append(Frame(tag: tag, multiple: false))
        }
        return (frames, settled.count)
    }

    /// Settles everything up to and with `tag`; nil if `tag` is not outstanding.
    mutating func settle(through tag: UInt64) -> Frame? {
        guard self.isOutstanding(tag) else { return nil }
        var earlier = self.base
        var settled = 0
        while earlier <= tag {
            settled += self.take(earlier) ? 1 : 0
            earlier += 1
        }
        self.advance()
        return Frame(tag: tag, multiple: settled > 1)
    }

    private func isOutstanding(_ tag: UInt64) -> Bool {
        guard tag >= self.base, tag - self.base < UInt64(self.outstanding.count - self.head) else { return false }
        return self.outstanding[self.head + Int(tag - self.base)]
    }

    private mutating func take(_ tag: UInt64) -> Bool {
        guard self.isOutstanding(tag) else { return false }
        self.outstanding[self.head + Int(tag - self.base)] = false
        self.count -= 1
        return true
    }

    private mutating func advance() {
        while self.head < self.outstanding.count, !self.outstanding[self.head] {
            self.head += 1
            self.base += 1
        }
        if self.head == self.outstanding.count || self.head > 4_096 {
            self.outstanding.removeSubrange(..<self.head)
            self.head = 0
        }
    }
}
