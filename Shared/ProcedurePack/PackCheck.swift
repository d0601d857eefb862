internal import Contracts
internal import JSON
internal import Vocabulary
internal import YAML

/// Gathers what is wrong with a file while it is looked through.
struct PackCheck {
    let document: YAMLDocument
    private(set) var items: [PackProblems.Item] = []

    init(_ document: YAMLDocument) { self.document = document }

    mutating func add(_ pointer: String, _ expected: String, _ found: String) {
        self.items.append(
            PackProblems.Item(
                pointer: pointer,
                line: self.document.line(of: pointer),
                expected: expected,
                found: found
            )
        )
    }

    /// What the decoder found: wrong types and words, missing members, members that nothing asks for.
    mutating func add<Value>(_ decoded: Decoded<Value>) {
        for problem in decoded.problems { self.add(problem.pointer, problem.expected, problem.found) }
        for pointer in decoded.unknownMembers { self.add(pointer, "no such key", "an unknown key") }
    }

    mutating func requireText(_ text: String, at pointer: String) {
        if !text.contains(where: { !$0.isWhitespace }) { self.add(pointer, "text", "nothing") }
    }

    mutating func require(_ number: Int, in range: ClosedRange<Int>, at pointer: String) {
        if !range.contains(number) { self.add(pointer, "\(range.lowerBound) to \(range.upperBound)", "\(number)") }
    }

    /// Says which of these stand twice.
    mutating func requireUnique(_ names: [String], at pointer: String, _ member: String = "") {
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !seen.insert(name).inserted {
            self.add("\(pointer)/\(index)\(member)", "each one once", "\(name) again")
        }
    }

    // MARK: Parts

    /// The limits; those that are wrong keep their default, the caller doesn't use it then.
    mutating func limits(_ value: JSONValue) -> ProcedureLimits {
        var limits = ProcedureLimits()
        guard let object = value.object else {
            self.add("/limits", "object", value.outline)
            return limits
        }
        let known = Set(ProcedureLimits.keys.map(\.name))
        for name in object.keys where !known.contains(name) {
            self.add("/limits/\(JSONPointer.escape(name))", "a limit of the procedure", "an unknown key")
        }
        for key in ProcedureLimits.keys {
            let pointer = "/limits/\(JSONPointer.escape(key.name))"
            guard let value = object[key.name] else {
                self.add(pointer, "\(key.meaning), \(key.unit.rawValue)", "missing")
                continue
            }
            guard let numbers = self.numbers(value, isList: key.isList) else {
                self.add(pointer, key.isList ? "ascending list of numbers" : "whole number", value.outline)
                continue
            }
            for number in numbers { self.require(number, in: key.range, at: pointer) }
            limits[key] = numbers
        }
        for (lesser, greater) in ProcedureLimits.ordered {
            let values = [lesser, greater].compactMap { object[$0]?.integer }
            if values.count == 2, values[0] > values[1] {
                self.add(
                    "/limits/\(JSONPointer.escape(lesser))",
                    "at most \(values[1]), as \(greater)",
                    "\(values[0])"
                )
            }
        }
        return limits
    }

    private func numbers(_ value: JSONValue, isList: Bool) -> [Int]? {
        guard isList else { return value.integer.map { [Int(clamping: $0)] } }
        guard let elements = value.array, !elements.isEmpty else { return nil }
        let numbers = elements.compactMap(\.integer).map(Int.init(clamping:))
        guard numbers.count == elements.count, numbers == Set(numbers).sorted() else { return nil }
        return numbers
    }

    mutating func city(_ city: PackFile.City) {
        self.requireText(city.name, at: "/city/name")
        if city.region.utf8.count != 4 || !city.region.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            self.add("/city/region", "four digits in quotes", "\(city.region.utf8.count) characters")
        }
        if city.subdistricts.isEmpty { self.add("/city/subdistricts", "at least one name", "none") }
        for (index, name) in city.subdistricts.enumerated() {
            self.requireText(name, at: "/city/subdistricts/\(index)")
        }
        self.requireUnique(city.subdistricts.map { $0.lowercased() }, at: "/city/subdistricts")
    }

    mutating func rhythms(_ rhythms: [ProcedurePack.Rhythm]) {
        self.requireUnique(rhythms.map(\.id.rawValue), at: "/rhythms", "/id")
        for (index, rhythm) in rhythms.enumerated() {
            self.require(rhythm.times, in: 1...31, at: "/rhythms/\(index)/times")
            if rhythm.who.isEmpty { self.add("/rhythms/\(index)/who", "at least one role", "none") }
            for (number, role) in rhythm.who.enumerated() where !Topology.alertedRoles.contains(role) {
                let words = Topology.alertedRoles.map(\.rawValue).sorted().joined(separator: ", ")
                self.add("/rhythms/\(index)/who/\(number)", "one of \(words)", role.rawValue)
            }
        }
    }

    mutating func procedures(_ procedures: [ProcedurePack.Procedure]) {
        if procedures.isEmpty { self.add("/procedures", "at least one procedure", "none") }
        self.requireUnique(procedures.map(\.id.rawValue), at: "/procedures", "/id")
        for (index, procedure) in procedures.enumerated() {
            let place = "/procedures/\(index)"
            self.requireText(procedure.name, at: "\(place)/name")
            self.requireText(procedure.indonesian, at: "\(place)/indonesian")
            if procedure.steps.isEmpty { self.add("\(place)/steps", "at least one step", "none") }
            for (number, step) in procedure.steps.enumerated() {
                let place = "\(place)/steps/\(number)"
                if step.no != number + 1 { self.add("\(place)/no", "\(number + 1)", "\(step.no)") }
                self.requireText(step.name, at: "\(place)/name")
                if let minutes = step.minutes { self.require(minutes, in: 1...44_640, at: "\(place)/minutes") }
                for (member, events) in [("from", step.starts), ("to", step.ends)]
                where !events.allSatisfy(Self.isEventName) {
                    self.add("\(place)/\(member)", "an event's name, or several with or between them", "text")
                }
                self.measure(step, at: place)
            }
        }
    }

    /// A step is measured between events, or says why not.
    private mutating func measure(_ step: ProcedurePack.Step, at place: String) {
        switch (step.starts.isEmpty, step.ends.isEmpty) {
        case (false, false):
            if step.unmeasured != nil { self.add("\(place)/unmeasured", "nothing: it is measured", "text") }
        case (true, true): self.requireText(step.unmeasured ?? "", at: "\(place)/unmeasured")
        case (true, false): self.add("\(place)/from", "an event's name, as there is one in to", "nothing")
        case (false, true): self.add("\(place)/to", "an event's name, as there is one in from", "nothing")
        }
    }

    private static func isEventName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }

    mutating func forms(_ forms: [String: Int]) {
        for number in 1...8 {
            let pointer = "/forms/form\(number)"
            guard let version = forms["form\(number)"] else {
                self.add(pointer, "the form's version", "missing")
                continue
            }
            self.require(version, in: 1...1_000, at: pointer)
        }
        for name in forms.keys.sorted() where !(1...8).map({ "form\($0)" }).contains(name) {
            self.add("/forms/\(JSONPointer.escape(name))", "form1 to form8", "an unknown form")
        }
    }

    /// A pack may let fewer decide than the contracts, never more.
    mutating func decisions(_ decisions: [String: [Role]]) {
        let commands = Dictionary(uniqueKeysWithValues: MessageCatalog.commands.map { ($0.type, $0.roles) })
        for (command, roles) in decisions.sorted(by: { $0.key < $1.key }) {
            let pointer = "/decisions/\(JSONPointer.escape(command))"
            guard let allowed = commands[command] else {
                self.add(pointer, "a command's name", "an unknown command")
                continue
            }
            if roles.isEmpty { self.add(pointer, "at least one role", "none") }
            for (index, role) in roles.enumerated() where !allowed.contains(role) {
                let words = allowed.map(\.rawValue).sorted().joined(separator: ", ")
                self.add("\(pointer)/\(index)", "one of \(words)", role.rawValue)
            }
        }
    }

    mutating func years(_ years: [CalendarFile.Year]) {
        if years.isEmpty { self.add("/years", "at least one year", "none") }
        self.requireUnique(years.map { String($0.year) }, at: "/years", "/year")
        for (index, year) in years.enumerated() {
            let place = "/years/\(index)"
            self.require(year.year, in: 2000...2199, at: "\(place)/year")
            self.requireText(year.source, at: "\(place)/source")
            self.requireUnique(year.days.map(\.date.description), at: "\(place)/days", "/date")
            for (number, day) in year.days.enumerated() {
                if day.date.year != year.year {
                    self.add("\(place)/days/\(number)/date", "a date in \(year.year)", day.date.description)
                }
                self.requireText(day.name, at: "\(place)/days/\(number)/name")
            }
            // A year without Lebaran was not finished.
            if !year.days.contains(where: { $0.kind == .holiday && $0.name.contains("Idul Fitri") }) {
                self.add("\(place)/days", "Idul Fitri among the holidays", "none")
            }
        }
    }
}
