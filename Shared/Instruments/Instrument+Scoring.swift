public import JSON

// What follows from the scored items (Form 3, §7.3.3–7.3.5).
extension Instrument {
    /// A category with more bad items than it may have.
    public struct RedFlag: Sendable, Hashable {
        /// `B`.
        public var category: String
        /// The bad items that count, in the form's order.
        public var items: [String]
    }

    /// The value of a scored item; nil if it has none.
    public func value(of item: String, in answers: JSONObject) -> Int? {
        answers[item].flatMap { ScoreAnswer($0).value?.integer }.map { Int($0) }
    }

    /// The items that must be in the plan or waived, in the form's order.
    public func badItems(in answers: JSONObject) -> [String] {
        let limit = self.scoring?.badUpTo ?? 0
        return self.items.map(\.code).filter { code in self.value(of: code, in: answers).map { $0 <= limit } ?? false }
    }

    /// The categories that raise the red flag: counted over items, per category (rule 16).
    ///
    /// - Parameter above: How many bad items a category may have; nil: as the file says.
    public func redFlags(in answers: JSONObject, above: Int? = nil) -> [RedFlag] {
        guard let scoring = self.scoring else { return [] }
        let limit = above ?? scoring.redFlagAbove
        let bad = Set(self.badItems(in: answers))
        return scoring.categories.compactMap { category in
            let items = self.items.filter { item in
                item.countsForRedFlag && bad.contains(item.code) && self.category(of: item) == category.code
            }
            return items.count > limit ? RedFlag(category: category.code, items: items.map(\.code)) : nil
        }
    }

    /// The suggested value of each domain: its lowest item.
    public func suggestedDomainScores(in answers: JSONObject) -> [String: Int] {
        var lowest: [String: Int] = [:]
        for item in self.items {
            guard let domain = item.domain, let value = self.value(of: item.code, in: answers) else { continue }
            lowest[domain] = min(lowest[domain] ?? value, value)
        }
        return lowest
    }

    /// The category of an item, `B`.
    public func category(of item: Field) -> String? {
        self.scoring?.domains.first { $0.code == item.domain }?.category
    }
}
