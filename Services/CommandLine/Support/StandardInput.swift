internal import Dispatch

/// What a person types.
enum StandardInput {
    private static let queue = DispatchQueue(label: "standard input")

    /// The next line, without blocking a thread that others need; nil at its end.
    static func line() async -> String? {
        await withCheckedContinuation { continuation in
            self.queue.async { continuation.resume(returning: readLine()) }
        }
    }
}
