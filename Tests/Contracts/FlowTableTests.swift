import Contracts
import Testing
import Vocabulary

/// domain.md §6.14 row by row, as people read it (`flow.csv`): who tells an event, who is told. `how` is `told`, or the word
/// under which it is told, or `own`: recorded at the unit named in `where`, whose clocks, alerts and lists say the rest.
/// `where` may also name a receiver with the event that tells it instead, `also` who hears it besides; each has a reason.
@Suite struct FlowTableTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let event: String
        let from: Set<String>
        let to: Set<String>
        let how: String
        let place: [String: String]
        let also: Set<UnitName>
        let why: String
        var testDescription: String { self.event }
    }

    static let units: [String: UnitName] = [
        "INT": .intake, "IDN": .identification, "SVC": .serviceUnit, "REF": .referral, "DAT": .dataRequest,
    ]

    static let rows: [Row] = {
        // A table that cannot be read holds nothing: the first test says so.
        let cells = (try? RightsTests.rows("flow.csv")) ?? []
        func words(_ text: String) -> Set<String> {
            Set(text.split { ",; ()".contains($0) }.map(String.init))
        }
        return cells.filter { $0.count == 7 }.map { cell in
            var place: [String: String] = [:]
            for word in cell[4].split(separator: " ") {
                let parts = word.split(separator: "=").map(String.init)
                place[parts[0]] = parts.count == 2 ? parts[1] : ""
            }
            return Row(
                event: cell[0],
                from: words(cell[1]),
                to: words(cell[2]),
                how: cell[3],
                place: place,
                also: Set(cell[5].split(separator: " ").compactMap { Self.units[String($0)] }),
                why: cell[6]
            )
        }
    }()

    @Test func `§6.14: the table names every event once, and each exception says why`() throws {
        #expect(Self.rows.count == (try RightsTests.rows("flow.csv").count))
        #expect(Self.rows.count == 112)
        #expect(Set(Self.rows.map(\.event)).count == Self.rows.count)
        for row in Self.rows {
            let isPlain = row.how == "told" && row.place.isEmpty && row.also.isEmpty
            #expect(isPlain == row.why.isEmpty, "\(row.event)")
        }
        // In other words than its own, or through another unit: as few as these.
        let instead = Self.rows.filter { $0.how != "own" && $0.how != "told" }.map(\.event)
        #expect(instead == ["complaint_received"])
        let relayed = Self.rows.filter { $0.place["REF"] == ReferredCaseChanged.name }.map(\.event)
        #expect(
            relayed == [
                "emergency_flagged", "risk_level_assigned", "residency_verified", "service_level_recommended",
                "case_registered",
            ]
        )
    }

    @Test(arguments: Self.rows)
    func `§6.14: an event is told to every unit the table names, and to no other`(row: Row) throws {
        let named = row.to.contains("all") ? Set(Self.units.keys) : row.to.intersection(Self.units.keys)
        if row.how == "own" {
            #expect(row.place.count == 1 && row.also.isEmpty)
            // Nobody but the unit itself waits for it, or the reason says how the other gets it.
            #expect(EventRegistry.byName[row.event] == nil, "it is told after all")
            return
        }
        let event = try #require(EventRegistry.byName[row.how == "told" ? row.event : row.how])
        var heard: Set<UnitName> = []
        for name in named {
            let unit = try #require(Self.units[name])
            if let other = row.place[name] {
                let instead = try #require(EventRegistry.byName[other], "\(other)")
                #expect(instead.receivers.contains(unit), "\(other) to \(name)")
                #expect(!event.receivers.contains(unit), "\(name) is told after all")
            } else {
                heard.insert(unit)
            }
        }
        #expect(event.receivers.subtracting(event.producers) == heard.union(row.also).subtracting(event.producers))
        #expect(heard.isDisjoint(with: row.also))
        #expect(event.producers.allSatisfy { $0 != .dataRequest || row.from.contains("DAT") })
    }
}
