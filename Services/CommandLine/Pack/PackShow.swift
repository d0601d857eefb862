internal import ArgumentParser
internal import JSON
internal import ProcedurePack
internal import Vocabulary

struct PackShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a pack: every limit with its meaning and source, rhythms, procedures, who decides, holidays.",
        discussion: "--source prints it as it is written, to make another city's from."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "A built-in pack's name, or a file.") var pack = "makassar"
    @Flag(help: "The file itself, with its comments.") var source = false

    func perform(_ session: Session) throws {
        do {
            if self.source {
                let text = String(decoding: try ProcedurePack.source(self.pack), as: UTF8.self)
                return session.output.line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            }
            let pack = try ProcedurePack.load(self.pack)
            if session.output.json { return session.output.show(Self.value(of: pack)) }
            Self.print(pack, session.output)
        } catch let problems as PackProblems {
            throw Failure(problems.description, status: .refused)
        }
    }

    private static func print(_ pack: ProcedurePack, _ output: Output) {
        output.line(output.bold("\(pack.reference), \(pack.city.name), valid from \(pack.validFrom)"))
        output.line(pack.basis)
        output.line("")
        let limits = ProcedureLimits.keys.map { key in
            [key.name, Self.text(pack.limits[key]), key.unit.rawValue, key.meaning, key.source]
        }
        Self.table(["limit", "value", "unit", "meaning", "source"], limits, output)
        let rhythms = pack.rhythms.map { rhythm in
            [
                rhythm.id.rawValue, "\(rhythm.times)", rhythm.every.rawValue,
                rhythm.who.map(\.rawValue).joined(separator: " "),
            ]
        }
        Self.table(["rhythm", "times", "in each", "who"], rhythms, output)
        let steps = pack.procedures.flatMap { procedure in
            procedure.steps.map { step in
                [
                    "\(procedure.id.rawValue).\(step.no)", step.minutes.map(String.init) ?? "-", step.name,
                    step.from ?? "-", step.to ?? "-", step.unmeasured ?? "",
                ]
            }
        }
        Self.table(["step", "minutes", "what", "from", "to", "not measured"], steps, output)
        let decisions = pack.decisions.sorted { $0.key < $1.key }.map { [$0.key, Self.words($0.value)] }
        if !decisions.isEmpty { Self.table(["decision", "only by"], decisions, output) }
        let years = pack.holidays.knownYears.map { "\($0) (\(pack.holidays.status(of: $0)?.rawValue ?? ""))" }
        output.line("holidays: \(pack.holidays.name), \(years.joined(separator: ", "))")
        output.line("subdistricts: \(pack.city.subdistricts.all.joined(separator: ", "))")
    }

    private static func table(_ header: [String], _ rows: [[String]], _ output: Output) {
        for line in Table(header: header, rows: rows).lines(output) { output.line(line) }
        output.line("")
    }

    private static func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ", ") }

    private static func words(_ roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: " ") }

    /// The pack as JSON.
    static func value(of pack: ProcedurePack) -> JSONValue {
        let limits = ProcedureLimits.keys.map { key -> (String, JSONValue) in
            let numbers = pack.limits[key].map { JSONValue.integer(Int64($0)) }
            return (
                key.name,
                [
                    "value": key.isList ? .array(numbers) : numbers[0], "unit": .string(key.unit.rawValue),
                    "meaning": .string(key.meaning), "source": .string(key.source),
                ]
            )
        }
        func encoded(_ value: some Encodable) -> JSONValue { (try? JSONEncoding.encodeToValue(value)) ?? .null }
        return [
            "pack": .string(pack.reference.name), "version": .integer(Int64(pack.reference.version)),
            "valid_from": .string(pack.validFrom.description), "basis": .string(pack.basis),
            "city": [
                "name": .string(pack.city.name), "region": .string(pack.city.region),
                "subdistricts": .array(pack.city.subdistricts.all.map { .string($0) }),
            ],
            "limits": .object(JSONObject(members: limits)), "rhythms": encoded(pack.rhythms),
            "procedures": encoded(pack.procedures), "forms": encoded(pack.forms),
            "decisions": .object(
                JSONObject(
                    members: pack.decisions.sorted { $0.key < $1.key }.map { command, roles in
                        (command, .array(roles.map(\.rawValue).sorted().map { .string($0) }))
                    }
                )
            ),
            "holidays": [
                "calendar": .string(pack.holidays.name),
                "years": .array(pack.holidays.knownYears.map { .integer(Int64($0)) }),
            ],
        ]
    }
}
