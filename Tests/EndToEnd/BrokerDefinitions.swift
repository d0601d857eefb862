internal import JSON

/// What a broker is set up to be: exchanges, queues with their arguments, bindings, users, rights, policies.
struct BrokerDefinitions: Sendable {
    /// What must be alike, each entry whole.
    private static let kinds = [
        "vhosts", "exchanges", "queues", "bindings", "users", "permissions", "topic_permissions", "policies",
        "parameters", "global_parameters",
    ]
    /// Whose passwords are each copy's own; no secret of a copy goes into its backup.
    private static let ownPasswords = Set(SystemCopy.units + ["administrator"])
    /// The broker's name in messages between brokers: each has its own.
    private static let ownParameters: Set = ["cluster_name", "internal_cluster_id"]

    private let entries: [String: Set<String>]

    /// As the management interface tells it now.
    init(of copy: SystemCopy) async throws {
        let told = try JSONParser.parse(
            Array(try await copy.management("GET", "api/definitions").utf8),
            limits: JSONLimits(maximumBytes: 64 << 20)
        )
        var entries: [String: Set<String>] = [:]
        for kind in Self.kinds {
            entries[kind] = Set((told[kind]?.array ?? []).compactMap { Self.own($0, kind) ? nil : Self.text($0, kind) })
        }
        self.entries = entries
    }

    private static func own(_ entry: JSONValue, _ kind: String) -> Bool {
        kind == "global_parameters" && Self.ownParameters.contains(entry["name"]?.string ?? "")
    }

    /// The entry with its members by name, arguments too: brokers tell them in any order.
    private static func text(_ entry: JSONValue, _ kind: String) -> String {
        guard case .object(let object) = entry else { return entry.text }
        let isOwn = kind == "users" && Self.ownPasswords.contains(entry["name"]?.string ?? "")
        let members = object.members.filter { !(isOwn && $0.key == "password_hash") }.sorted { $0.key < $1.key }
        return "{" + members.map { "\($0.key): \(Self.text($0.value, ""))" }.joined(separator: ", ") + "}"
    }

    /// How many there are of each kind that has any.
    var counts: [(kind: String, count: Int)] {
        Self.kinds.compactMap { kind in self.entries[kind].flatMap { $0.isEmpty ? nil : (kind, $0.count) } }
    }

    /// What one has and the other has not or has otherwise.
    func differences(from original: BrokerDefinitions) -> [String] {
        Self.kinds.flatMap { kind in
            let (here, there) = (self.entries[kind, default: []], original.entries[kind, default: []])
            return there.subtracting(here).sorted().map { "\(kind): not restored: \($0)" }
                + here.subtracting(there).sorted().map { "\(kind): not in the original: \($0)" }
        }
    }
}
