/// How long to wait before the next attempt: doubled each time, spread so that many clients do not come at once.
struct Backoff: Sendable {
    let initial: Duration
    let maximum: Duration
    /// Attempts since the last success.
    private(set) var attempts = 0

    init(initial: Duration, maximum: Duration) {
        self.initial = initial
        self.maximum = maximum
    }

    /// The next wait: between half and all of `initial` · 2ⁿ, at most `maximum`.
    mutating func next(random: (ClosedRange<Double>) -> Double = { Double.random(in: $0) }) -> Duration {
        let doubled = self.initial * (1 << min(self.attempts, 20))
        self.attempts += 1
        return min(doubled, self.maximum) * random(0.5...1)
    }

    /// Starts over. A connection that broke as soon as it was made is no success: it must have held for `maximum`.
    mutating func connectionEnded(after lifetime: Duration) {
        if lifetime >= self.maximum {
            self.attempts = 0
        }
    }
}
