import Contracts
import JSON
import Testing
import Vocabulary

/// The document's own structure; `deploy/test` holds it to AsyncAPI's published schema where that is at hand.
@Suite struct AsyncAPITests {
    let document: JSONValue

    init() throws { self.document = try AsyncAPIDocument.make() }

    /// The value a local reference leads to.
    func target(_ reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(self.document) { $0?[String($1)] }
    }

    func references(in value: JSONValue) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { member in
                member.key == "$ref" ? [member.value.string ?? ""] : self.references(in: member.value)
            }
        case .array(let elements): elements.flatMap { self.references(in: $0) }
        case .null, .bool, .integer, .number, .string: []
        }
    }

    @Test func `it has what AsyncAPI asks of a document, and no reference leads nowhere`() {
        #expect(self.document["asyncapi"] == "3.0.0")
        #expect(self.document["info"]?["title"]?.string != nil && self.document["info"]?["version"]?.string != nil)
        let references = self.references(in: self.document)
        #expect(references.count > 200)
        for reference in Set(references) { #expect(self.target(reference) != nil, "\(reference)") }
    }

    @Test func `every message is in a channel, and every channel in an operation`() throws {
        let messages = try #require(self.document["components"]?["messages"]?.object)
        let expected = MessageCatalog.all.map { $0.type } + [EventMessage.type]
        #expect(Set(messages.members.compactMap { $0.value["name"]?.string }) == Set(expected))
        let channels = try #require(self.document["channels"]?.object)
        let used = Set(channels.members.flatMap { $0.value["messages"]?.object?.keys ?? [] })
        #expect(used == Set(messages.keys))
        let operations = try #require(self.document["operations"]?.object)
        #expect(Set(operations.members.compactMap { $0.value["action"]?.string }) == ["send", "receive"])
        #expect(
            Set(operations.members.compactMap { $0.value["channel"]?["$ref"]?.string })
                == Set(channels.keys.map { "#/channels/\($0)" })
        )
    }

    @Test func `a channel's exchange exists and its address names exactly its parameters`() throws {
        let exchanges = Set(Topology.standard.exchanges.map(\.name))
        for channel in try #require(self.document["channels"]?.object).members {
            let exchange = channel.value["bindings"]?["amqp"]?["exchange"]?["name"]?.string
            #expect(exchanges.contains(exchange ?? ""), "\(channel.key)")
            let address = try #require(channel.value["address"]?.string)
            let names = address.split(separator: ".").filter { $0.hasPrefix("{") }.map { $0.dropFirst().dropLast() }
            #expect(channel.value["parameters"]?.object?.keys == names.map(String.init), "\(channel.key)")
        }
    }
}
