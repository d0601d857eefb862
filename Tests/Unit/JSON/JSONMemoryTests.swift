import JSON
import Testing

/// Given to a coder as its user information: freed when the coder is.
private final class Probe: Sendable {}

private indirect enum Tree: Codable, Equatable, Sendable {
    case leaf(Int)
    case node(left: Tree, right: Tree)
}

private struct Refusing: Encodable {
    struct Refusal: Error {}
    enum Key: CodingKey { case inner }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Key.self)
        var inner = outer.nestedContainer(keyedBy: Key.self, forKey: .inner)
        _ = inner.nestedUnkeyedContainer(forKey: .inner)
        throw Refusal()
    }
}

@Suite("Memory") struct JSONMemoryTests {
    private static let tree = Tree.node(left: .node(left: .leaf(1), right: .leaf(2)), right: .leaf(3))

    /// Whether the user information that `body` gave to a coder is freed after it.
    private func frees(_ body: ([CodingUserInfoKey: any Sendable]) throws -> Void) throws -> Bool {
        let key = try #require(CodingUserInfoKey(rawValue: "probe"))
        weak var watched: Probe?
        do {
            let probe = Probe()
            watched = probe
            try body([key: probe])
        }
        return watched == nil
    }

    @Test func `a decoding is freed with all it was given`() throws {
        let bytes = try JSONEncoding.encode(Self.tree)
        let isFreed = try self.frees { userInfo in
            let decoded = JSONDecoding.decode(Tree.self, from: bytes, userInfo: userInfo)
            try #require(decoded.value == Self.tree)
        }
        #expect(isFreed)
    }

    @Test func `a decoding that found problems and unknown members is freed`() throws {
        let bytes = Array(#"{"node":{"left":{"leaf":"1"},"right":{"leaf":2,"more":[{"a":1}]}},"other":{}}"#.utf8)
        let isFreed = try self.frees { userInfo in
            let decoded = JSONDecoding.decode(Tree.self, from: bytes, mode: .lenient, userInfo: userInfo)
            try #require(!decoded.problems.isEmpty)
        }
        #expect(isFreed)
    }

    @Test func `an encoding is freed with all it was given`() throws {
        let isFreed = try self.frees { _ = try JSONEncoding.encode(Self.tree, userInfo: $0) }
        #expect(isFreed)
    }

    @Test func `an encoding that failed half-way is freed`() throws {
        let isFreed = try self.frees { userInfo in
            #expect(throws: Refusing.Refusal.self) {
                try JSONEncoding.encode(["a": Refusing()], userInfo: userInfo)
            }
        }
        #expect(isFreed)
    }
}
