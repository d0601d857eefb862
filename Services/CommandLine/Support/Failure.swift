internal import ArgumentParser

/// Why a verb could not be done: for the person at the terminal. Holds nothing of a message.
struct Failure: Error, CustomStringConvertible {
    /// How the program ends.
    enum Status: Int32, Sendable {
        /// A unit, the broker or a check said no: trying again changes nothing.
        case refused = 1
        /// Something is missing or does not answer: it may go later.
        case unavailable = 2
    }

    /// What is wrong.
    let message: String
    /// What to do about it.
    let hint: String?
    /// How the program ends.
    let status: Status

    init(_ message: String, hint: String? = nil, status: Status = .unavailable) {
        self.message = message
        self.hint = hint
        self.status = status
    }

    /// Does what may be repeated as it is; where it breaks off, says so.
    static func resumable<Result>(_ hint: String, _ body: () async throws -> Result) async throws -> Result {
        do {
            return try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            let failure = Failure(translating: error)
            guard failure.status == .unavailable else { throw error }
            throw Failure(failure.message, hint: hint)
        }
    }

    var description: String { self.hint.map { "\(self.message)\n  \($0)" } ?? self.message }
}
