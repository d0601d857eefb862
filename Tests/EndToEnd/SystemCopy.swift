internal import Foundation
internal import Glibc
internal import JSON

/// A whole copy of the system of its own: broker, PostgreSQL, five units under their supervisor.
///
/// Lies in `PKSAI_TEST_FOLDER`, where `deploy/test` ends whatever still runs.
struct SystemCopy: Sendable {
    /// The data folder.
    let folder: String
    /// Papers of the tests; not part of the copy.
    let papers: String
    /// What `env` of the copy says.
    let environment: [String: String]

    static let units = ["intake", "identification", "service-unit", "referral", "data-request"]

    // MARK: Start and end

    /// A copy from nothing, ready.
    ///
    /// - Parameter sealSeconds: Between two roots of its units' journals; a minute if nothing is said.
    static func start(
        _ name: String,
        arguments: [String] = [],
        sealSeconds: Int? = nil
    ) async throws -> SystemCopy {
        let folder = try await Self.emptyFolder(name)
        if let sealSeconds {
            try FileManager.default.createDirectory(atPath: folder + "/run", withIntermediateDirectories: true)
            try Self.seal(every: sealSeconds, folder)
        }
        return try await Self.onFreePorts { ports in
            let arguments =
                ["--no-build", "--environment", "test", "--data", folder, "--ports", "\(ports)"] + arguments
            return try await Programs.run("deploy/up", arguments)
        } found: {
            try SystemCopy(folder: folder)
        }
    }

    /// What `deploy/up` or `deploy/demo` left behind, or still runs.
    init(folder: String) throws {
        self.folder = folder
        self.papers = folder + "-papers"
        try FileManager.default.createDirectory(atPath: self.papers, withIntermediateDirectories: true)
        var values: [String: String] = [:]
        for line in try String(contentsOfFile: folder + "/env", encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        }
        self.environment = values
    }

    /// A folder that holds the programs to be tested and nothing else.
    static func emptyFolder(_ name: String) async throws -> String {
        let folder = try Programs.required("PKSAI_TEST_FOLDER") + "/" + name
        let programs = try Programs.required("PKSAI_TEST_PROGRAMS")
        if FileManager.default.fileExists(atPath: folder + "/run") {
            try await Programs.must("deploy/down", ["--kill", "--data", folder])
        }
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.removeItem(atPath: folder + "-papers")
        try FileManager.default.createDirectory(atPath: folder + "/bin", withIntermediateDirectories: true)
        for program in Self.units + ["pksai"] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/bin/\(program)",
                withDestinationPath: "\(programs)/\(program)"
            )
        }
        return folder
    }

    /// Tries ranges of ports until one is free.
    static func onFreePorts<Found>(
        _ start: (Int) async throws -> Ended,
        found: () throws -> Found
    ) async throws -> Found {
        var last = ""
        for ports in stride(from: 21_000, to: 26_000, by: 200) {
            let ended = try await start(ports)
            if ended.status == 0 { return try found() }
            last = String((ended.output + ended.errors).suffix(600))
            guard last.contains("is taken by") else { break }
        }
        throw Failure("the copy did not start: \(last)")
    }

    /// Ends everything at once.
    func end() async throws {
        try await Programs.must("deploy/down", ["--kill", "--data", self.folder])
    }

    // MARK: Acting

    /// Runs `pksai` with `--json`.
    func pksai(_ words: String..., by user: String? = nil) async throws -> Ended {
        try await self.pksai(words, by: user)
    }

    /// The same with words put together elsewhere.
    func pksai(_ words: [String], by user: String? = nil) async throws -> Ended {
        let acting = user.map { ["--as", $0] } ?? []
        return try await Programs.run(
            self.folder + "/bin/pksai",
            words + acting + ["--json"],
            environment: self.environment
        )
    }

    /// Asks the broker's management interface, as the administrator or another user; what it answers.
    @discardableResult func management(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        as user: (name: String, password: String)? = nil
    ) async throws -> String {
        guard var parts = self.environment["PKSAI_MANAGEMENT_URL"].flatMap({ URLComponents(string: $0) }) else {
            throw Failure("no PKSAI_MANAGEMENT_URL")
        }
        if let user { (parts.user, parts.password) = (user.name, user.password) }
        let url = parts.string ?? ""
        let data = body.map { ["-H", "content-type: application/json", "-d", $0] } ?? []
        return try await Programs.must("curl", ["-s", "-f", "-X", method, "\(url)/\(path)"] + data).output
    }

    /// Makes an agency.
    func addAgency(_ name: String) async throws -> JSONValue {
        let ended = try await self.pksai("agency", "add", name)
        guard ended.status == 0, let agency = ended.lines.first else { throw Failure("agency add: \(ended)") }
        return agency
    }

    /// Makes a user.
    func addUser(_ name: String, role: String) async throws {
        let ended = try await self.pksai("user", "add", name, "--role", role)
        guard ended.status == 0 else { throw Failure("user add: \(ended)") }
    }

    /// Writes a paper; its path.
    func paper(_ name: String, _ text: String) throws -> String {
        let path = "\(self.papers)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// What is started from now on is so much ahead of what was started before.
    func moveClock(seconds: Int) throws {
        let path = self.folder + "/run/clock-offset"
        let before = (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int($0.dropLast()) } ?? 0
        try "\(before + seconds)\n".write(toFile: path, atomically: true, encoding: .utf8)
    }

    /// What is started from now on seals its journal so often.
    func seal(every seconds: Int) throws { try Self.seal(every: seconds, self.folder) }

    private static func seal(every seconds: Int, _ folder: String) throws {
        try "\(seconds)\n".write(toFile: folder + "/run/seal-seconds", atomically: true, encoding: .utf8)
    }

    /// The first of its ports.
    var port: Int? { self.environment["PKSAI_AMQP_URL"].flatMap { URLComponents(string: $0)?.port } }

    /// Somebody's own profile, with the port of the restored copy's broker.
    func bringProfile(_ name: String, to restored: SystemCopy) throws {
        guard let old = self.port, let new = restored.port else { throw Failure("a copy without ports") }
        let text = try String(contentsOfFile: "\(self.folder)/profiles/\(name).json", encoding: .utf8)
        let path = "\(restored.folder)/profiles/\(name).json"
        try text.replacing("127.0.0.1:\(old)", with: "127.0.0.1:\(new)")
            .write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    // MARK: Harm

    /// The living process called `intake-1`, `broker`, …
    func process(_ name: String) -> pid_t? {
        guard let text = try? String(contentsOfFile: "\(self.folder)/run/\(name).pid", encoding: .utf8) else {
            return nil
        }
        return text.split(separator: " ").first.flatMap { pid_t($0) }
    }

    /// Kills a process as a power cut would.
    func kill(_ name: String) throws {
        guard let process = self.process(name) else { throw Failure("\(name) has no process") }
        guard Glibc.kill(process, SIGKILL) == 0 else { throw Failure("\(name), process \(process), was dead already") }
    }

    /// Tells the supervisor to `stop` or `start` one of its programs; it ends as on an orderly shutdown.
    func supervisor(_ verb: String, _ name: String) async throws {
        try await Programs.must("supervisorctl", ["-c", "\(self.folder)/run/supervisord.conf", verb, name])
    }

    /// Runs `rabbitmqctl`.
    @discardableResult func broker(_ words: String...) async throws -> Ended {
        try await Programs.must("deploy/lib/server", ["ctl", "broker", self.folder] + words)
    }

    // MARK: Looking

    /// Rows of a unit's database.
    func sql(_ unit: String, _ query: String) async throws -> [[String]] {
        let name = unit.split(separator: "-").joined(separator: "_")
        let url = self.environment["PKSAI_DATABASE_URL_\(name.uppercased())"]
        guard let port = url.flatMap({ URLComponents(string: $0)?.port }) else {
            throw Failure("\(unit) has no database")
        }
        let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")
        guard let version = versions.compactMap(Int.init).max() else { throw Failure("no PostgreSQL is installed") }
        let ended = try await Programs.must(
            "/usr/lib/postgresql/\(version)/bin/psql",
            [
                "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", "\(self.folder)/postgresql", "-p",
                "\(port)", "-U", "postgres", "-d", name, "-c", query,
            ]
        )
        return ended.output.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// A count from a unit's database.
    func count(_ unit: String, _ query: String) async throws -> Int {
        guard let value = try await self.sql(unit, query).first?.first.flatMap({ Int($0) }) else {
            throw Failure("no count: \(query)")
        }
        return value
    }

    /// Messages, unacknowledged ones included, in each queue that holds any; asked of the queues themselves, the listed
    /// columns lag behind.
    func queued() async throws -> [String: Int] {
        let code = """
            lists:foreach(fun(Q) -> {resource, _, queue, Name} = amqqueue:get_name(Q),
                Count = case amqqueue:get_type(Q) of
                    rabbit_quorum_queue ->
                        {ok, {_, N}, _} = ra:leader_query(amqqueue:get_pid(Q), fun rabbit_fifo:query_messages_total/1), N;
                    _ -> [{messages, N}] = rabbit_amqqueue:info(Q, [messages]), N
                end,
                case Count of 0 -> ok; _ -> io:format("~s ~b~n", [Name, Count]) end
            end, rabbit_amqqueue:list(<<"pksai">>)).
            """
        let ended = try await self.broker("eval", code)
        return ended.output.split(separator: "\n").reduce(into: [:]) { found, line in
            let words = line.split(separator: " ")
            if words.count == 2, let count = Int(words[1]) { found[String(words[0])] = count }
        }
    }

    /// Those of the units' queues that hold any.
    func queuedForUnits() async throws -> [String] {
        let forPeople = ["receipts.", "alerts.", "oncall."]
        return try await self.queued().keys.filter { name in !forPeople.contains(where: name.hasPrefix) }
    }

    /// Waits until nothing is on its way any more: `pksai reconcile` at 0 and nothing in any unit's queue.
    func settle(within limit: Duration = .seconds(180)) async throws {
        var last = ""
        do {
            try await Programs.until("all messages accounted for", within: limit) { () -> Bool? in
                let ended = try await self.pksai("reconcile")
                last = ended.output + ended.errors
                guard ended.status == 0, ended.lines.first?["remainder"]?.integer == 0 else { return nil }
                let queued = try await self.queuedForUnits()
                last += "\(queued)"
                return queued.isEmpty ? true : nil
            }
        } catch let failure as Failure {
            throw Failure("\(failure.description); last: \(last.prefix(2_000))")
        }
    }
}
