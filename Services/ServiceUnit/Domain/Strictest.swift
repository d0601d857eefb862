internal import Vocabulary

/// Of several rules the strictest wins, and the answer says which lost (domain.md §5.3).
enum Strictest {
    /// `24 h, X03, because …; stricter than 72 h, X02, until …`: each loser once, without its own losers.
    static func winner(_ rule: String, over other: String, due: Instant) -> String {
        func head(_ text: String) -> Substring { text.split(separator: "; ", maxSplits: 1).first ?? "" }
        let lost = head(other).split(separator: ", because", maxSplits: 1).first ?? ""
        let addition = "; stricter than \(lost), until \(due)"
        return rule.contains(addition) ? rule : rule + addition
    }
}

extension Clocks {
    /// Moves a running clock's limit nearer; whichever limit holds says which one it beat.
    mutating func settle(_ name: ClockName, due: Instant, warn: Instant? = nil, rule: String) {
        guard var clock = self[name], clock.isRunning, clock.dueAt != due else { return }
        guard due < clock.dueAt else {
            clock.rule = Strictest.winner(clock.rule, over: rule, due: due)
            return self.replace(name, with: clock)
        }
        self.tighten(name, due: due, warn: warn, rule: Strictest.winner(rule, over: clock.rule, due: clock.dueAt))
    }
}
