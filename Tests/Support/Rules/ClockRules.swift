public import Vocabulary

/// The clocks that run without saying, for people, their limit, the rule it comes from and what set it:
/// `24 h, X03, because raised to high at …`.
///
/// - Returns: Each such clock with what it says.
public func unexplained(_ clocks: Clocks) -> [String] {
    clocks.all.filter { $0.clock.phase != .stopped && !isExplained($0.clock.rule) }
        .map { "\($0.name.rawValue): '\($0.clock.rule)'" }
}

private func isExplained(_ rule: String) -> Bool {
    let parts = rule.split(separator: ", because ", maxSplits: 1)
    guard let first = parts.first, let why = parts.dropFirst().first, !why.isEmpty else { return false }
    let said = first.split(separator: ", ")
    return said.count >= 2 && said.allSatisfy { $0.contains { $0.isLetter || $0.isNumber } }
}
