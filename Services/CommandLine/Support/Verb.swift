internal import ArgumentParser
internal import Contracts
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// Options of every verb.
struct CommonOptions: ParsableArguments {
    @Flag(help: "Print JSON, one value a line, and nothing else.")
    var json = false
    @Option(help: ArgumentHelp("KEY=VALUE file of a running system.", valueName: "file"))
    var environmentFile: String?
    @Option(help: ArgumentHelp("Longest wait for an answer.", valueName: "seconds"))
    var timeout = 30

    init() {}

    func validate() throws {
        guard (1...86_400).contains(self.timeout) else { throw ValidationError("--timeout takes 1 to 86400 seconds") }
    }

    var wait: Duration { .seconds(self.timeout) }
}

/// Options of verbs that act as a user.
struct ActingOptions: ParsableArguments {
    @Option(name: .customLong("as"), help: ArgumentHelp("Who acts: a profile.", valueName: "user"))
    var user: String?
    @Option(help: ArgumentHelp("Ask again for the answer to this message.", valueName: "id"))
    var messageID: String?

    init() {}
}

/// One verb of `pksai`. Failures are printed once, here, and become the exit code.
protocol Verb: AsyncParsableCommand {
    var common: CommonOptions { get }
    func perform(_ session: Session) async throws
}

/// What a verb works with.
struct Session: Sendable {
    let settings: Settings
    let output: Output
    let wait: Duration
}

extension Verb {
    func run() async throws {
        let output = Output(json: self.common.json)
        do {
            let settings = try Settings.load(file: self.common.environmentFile)
            try await self.perform(Session(settings: settings, output: output, wait: self.common.wait))
        } catch let exit as ExitCode {
            throw exit
        } catch let error where error is ValidationError || error is CleanExit {
            throw error
        } catch {
            let failure = Failure(translating: error)
            output.fail(failure)
            throw ExitCode(failure.status.rawValue)
        }
    }
}

extension Failure {
    /// In a person's words, whatever went wrong.
    init(translating error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let error as RabbitMQError: self.init(translating: error)
        case let error as PrivateFileError: self.init(error.description)
        case let error as HPKESealingError: self.init("a sealed message could not be handled: \(error)")
        case let error as JSONSyntaxError: self.init("not JSON: \(error)", status: .refused)
        case is CancellationError: self.init("interrupted")
        default: self.init("\(error)")
        }
    }

    private init(translating error: RabbitMQError) {
        switch error.code {
        case .unreachable, .connectionLost, .heartbeatMissed, .timedOut, .connectionClosed:
            self.init("the broker does not answer (\(error.code.rawValue))", hint: "is the system up? deploy/up")
        case .authenticationRefused:
            self.init(
                "the broker does not know this user or password",
                hint: "pksai user rotate USER",
                status: .refused
            )
        case .tls: self.init("the broker's certificate is not accepted: \(error)")
        case .accessRefused:
            self.init("the broker forbids it: \(error.replyText ?? "no permission")", status: .refused)
        case .notFound: self.init("the broker has no such thing: \(error.replyText ?? "")", status: .refused)
        case .invalidConfiguration, .resourceLocked, .preconditionFailed, .channelClosed, .protocolViolation,
            .notEncodable, .closed:
            self.init("the broker: \(error)")
        }
    }
}
