import Contracts
import Foundation
import JSON
import Testing
import Vocabulary

/// The repository this test was built from.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let schemas = Self.root.appendingPathComponent("Shared/Contracts/Schemas")

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: Self.root.appendingPathComponent(path)), as: UTF8.self)
    }

    /// Paths of the files below, as written in `Package.swift`.
    static func files(below folder: String, ending: String) throws -> [String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: Self.root.appendingPathComponent(folder).path)
        return names.filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted()
    }
}

@Suite struct ContractFileTests {
    static let remedy = "run: pksai contracts export Shared/Contracts/Schemas"

    @Test func `the committed files are what the types say now`() throws {
        let files = try ContractFiles.make()
        for file in files {
            let committed = try? Repository.text("Shared/Contracts/Schemas/\(file.path)")
            #expect(committed == file.text, "\(file.path) is out of date; \(Self.remedy)")
        }
        let expected = Set(files.map { "Shared/Contracts/Schemas/\($0.path)" })
        let found = Set(try Repository.files(below: "Shared/Contracts/Schemas", ending: ".json"))
        #expect(found.subtracting(expected).isEmpty, "of no message; \(Self.remedy)")
        #expect(expected.count == files.count)
    }

    @Test func `every message and event in the sources is in the catalogue`() throws {
        let catalogue = Set(MessageCatalog.all.map { "\($0)" })
        let registry = Set(EventRegistry.all.map { "\($0)" })
        let kinds = "Message|Command|Query|Complaint|DataRequest|Claim|Answer|RuntimeQuery|RuntimeCommand"
        let message = try Regex(
            "(?:struct|extension) (\\w+)[^{\\n]*: [^{\\n]*\\b(?:(?:\(kinds))Contract|CaseCommand)\\b"
        )
        let event = try Regex("(?:struct|extension) (\\w+)[^{\\n]*: [^{\\n]*\\bEventContract\\b")
        var found = 0
        for path in try Repository.files(below: "Shared/Contracts", ending: ".swift") {
            let text = try Repository.text(path)
            for match in text.matches(of: message) {
                let name = String(match.output[1].substring ?? "")
                found += 1
                #expect(catalogue.contains(name), "\(name) in \(path) is not in MessageCatalog")
            }
            for match in text.matches(of: event) {
                let name = String(match.output[1].substring ?? "")
                found += 1
                #expect(registry.contains(name), "\(name) in \(path) is not in EventRegistry")
            }
        }
        #expect(found == catalogue.count + registry.count)
    }

    @Test func `a message's type is its own, and written as its kind is`() throws {
        let types = MessageCatalog.all.map { $0.type } + EventRegistry.all.map { $0.name } + [EventMessage.type]
        #expect(Set(types).count == types.count)
        let word = try Regex("[a-z][a-z0-9_]*")
        let pair = try Regex("[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*")
        let outside: [any MessageContract.Type] =
            MessageCatalog.complaints + MessageCatalog.dataRequests + MessageCatalog.claims + MessageCatalog.answers
        for type in outside { #expect(try pair.wholeMatch(in: type.type) != nil, "\(type.type)") }
        let inside: [any MessageContract.Type] =
            MessageCatalog.commands + MessageCatalog.queries + MessageCatalog.runtimeQueries
            + MessageCatalog.paperwork + MessageCatalog.administration
        for type in inside { #expect(try word.wholeMatch(in: type.type) != nil, "\(type.type)") }
        for event in EventRegistry.all { #expect(try word.wholeMatch(in: event.name) != nil, "\(event.name)") }
    }

    @Test func `every command and query has somebody who may send it and a unit whose queue it reaches`() throws {
        let broker = RoutingSimulator(topology: .standard)
        let longest = try #require(Username("a" + String(repeating: "b", count: 40)))
        for type in MessageCatalog.commands {
            #expect(!type.roles.isEmpty, "\(type.type)")
            let route = Routing.command(type.type, to: type.unit, from: longest)
            #expect(broker.queues(route) == ["\(type.unit.rawValue).staff"])
            #expect(route.key.utf8.count <= 200)
        }
        for type in MessageCatalog.queries {
            #expect(!type.roles.isEmpty, "\(type.type)")
            let route = Routing.query(type.type, to: type.unit, from: longest)
            #expect(broker.queues(route) == ["\(type.unit.rawValue).queries"])
            #expect(route.key.utf8.count <= 200)
        }
    }

    @Test func `no routing key of an outsider's message matches another unit's queue`() throws {
        let broker = RoutingSimulator(topology: .standard)
        let user = try #require(Username("data-request"))
        for lane in Lane.allCases {
            let queues = broker.queues(Routing.complaint(from: user, lane: lane))
            #expect(queues == ["intake.\(lane.rawValue)"])
        }
        for claim in MessageCatalog.claims {
            #expect(broker.queues(Routing.claim(claim.action, from: user)) == ["service-unit.urgent"])
        }
    }
}
