/// A first-in, first-out queue.
struct Queue<Element> {
    private var elements: [Element] = []
    private var head = 0

    var count: Int { self.elements.count - self.head }
    var isEmpty: Bool { self.count == 0 }
    var first: Element? { self.isEmpty ? nil : self.elements[self.head] }

    mutating func append(_ element: Element) {
        self.elements.append(element)
    }

    /// Puts elements before all others, in their order.
    mutating func prepend(_ elements: [Element]) {
        self.elements.replaceSubrange(..<self.head, with: elements)
        self.head = 0
    }

    @discardableResult
    mutating func removeFirst() -> Element? {
        self.removeFirst(1).first
    }

    /// Removes the first elements, at most `count`.
    mutating func removeFirst(_ count: Int) -> ArraySlice<Element> {
        let end = Swift.min(self.head + Swift.max(count, 0), self.elements.count)
        let removed = self.elements[self.head..<end]
        self.head = end
        if self.head == self.elements.count {
            self.elements = []
            self.head = 0
        } else if self.head > 4_096, self.head > self.elements.count / 2 {
            self.elements.removeSubrange(..<self.head)
            self.head = 0
        }
        return removed
    }
}

extension Queue: Sequence {
    func makeIterator() -> IndexingIterator<ArraySlice<Element>> {
        self.elements[self.head...].makeIterator()
    }
}
