internal import Foundation
internal import JSON
public import Vocabulary
internal import YAML

extension ProcedurePack {
    /// The packs that are built in, by name.
    public static let builtIn: [String] = ["makassar", "semarang"]

    /// Makassar's, as built in.
    ///
    /// - Throws: ``PackProblems``; never, as a test holds.
    public static func makassar() throws -> ProcedurePack { try self.load("makassar") }

    /// A pack by the name of a built-in one, or from a file (YAML or JSON), with its holidays.
    ///
    /// - Throws: ``PackProblems`` with every problem by key and line, also if there is no such file.
    public static func load(_ place: String) throws -> ProcedurePack {
        let folder = self.builtIn.contains(place) ? nil : (place as NSString).deletingLastPathComponent
        return try self.read(try self.source(place), file: place, beside: folder)
    }

    /// A pack as it is written, with its comments: a built-in one by name, or a file.
    ///
    /// - Throws: ``PackProblems`` if there is no such file.
    public static func source(_ place: String) throws -> [UInt8] {
        switch place {
        case "makassar": PackageResources.makassar_yaml
        case "semarang": PackageResources.semarang_yaml
        default: try self.bytes(ofFile: place)
        }
    }

    /// A pack of these bytes; its calendar is looked for in `folder`.
    static func read(_ bytes: [UInt8], file: String, beside folder: String?) throws -> ProcedurePack {
        let document = try Self.document(bytes, file: file)
        var check = PackCheck(document)
        let decoded = JSONDecoding.decode(PackFile.self, from: document.value)
        check.add(decoded)
        guard let written = decoded.value else {
            // Limits are read by hand: what is wrong with them is said even if the rest is wrong too.
            if let limits = document.value["limits"] { _ = check.limits(limits) }
            throw PackProblems(file: file, items: check.items)
        }
        let limits = check.limits(written.limits)
        if !Self.isName(written.pack) { check.add("/pack", "small letters, digits and hyphens", "text") }
        check.require(written.version, in: 1...1_000_000, at: "/version")
        check.requireText(written.basis, at: "/basis")
        check.city(written.city)
        check.rhythms(written.rhythms)
        check.procedures(written.procedures)
        check.forms(written.forms)
        check.decisions(written.decisions)
        var problems = check.items
        var holidays = HolidayCalendar.unknown
        do {
            holidays = try HolidayCalendar.load(written.holidays, beside: folder)
        } catch let error as PackProblems {
            check.add("/holidays", "a calendar that can be read", error.description)
            problems = check.items
        }
        guard problems.isEmpty else { throw PackProblems(file: file, items: problems) }
        return ProcedurePack(
            reference: PackReference(name: written.pack, version: written.version),
            validFrom: written.validFrom,
            basis: written.basis,
            city: City(
                name: written.city.name,
                region: written.city.region,
                zone: written.city.zone,
                subdistricts: Subdistricts(written.city.subdistricts)
            ),
            limits: limits,
            rhythms: written.rhythms,
            procedures: written.procedures,
            forms: written.forms,
            decisions: written.decisions.mapValues { Set($0) },
            holidays: holidays
        )
    }

    private static func isName(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    static func bytes(ofFile path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            let item = PackProblems.Item(pointer: "", line: nil, expected: "a file that can be read", found: "none")
            throw PackProblems(file: path, items: [item])
        }
        return Array(data)
    }

    static func document(_ bytes: [UInt8], file: String) throws -> YAMLDocument {
        do throws(YAMLSyntaxError) {
            return try YAMLDocument(bytes: bytes)
        } catch {
            let item = PackProblems.Item(pointer: "", line: error.line, expected: "YAML or JSON", found: error.reason)
            throw PackProblems(file: file, items: [item])
        }
    }
}

extension HolidayCalendar {
    /// The calendar that is built in under this name, or the one of a file (YAML or JSON).
    ///
    /// - Parameter folder: Where a relative path counts from.
    /// - Throws: ``PackProblems`` with every problem by key and line.
    public static func load(_ place: String, beside folder: String? = nil) throws -> HolidayCalendar {
        let bytes: [UInt8]
        if place == "indonesia" {
            bytes = PackageResources.indonesia_yaml
        } else {
            let path = place.hasPrefix("/") ? place : "\(folder ?? ".")/\(place)"
            bytes = try ProcedurePack.bytes(ofFile: path)
        }
        let document = try ProcedurePack.document(bytes, file: place)
        var check = PackCheck(document)
        let decoded = JSONDecoding.decode(CalendarFile.self, from: document.value)
        check.add(decoded)
        if let written = decoded.value {
            check.requireText(written.calendar, at: "/calendar")
            check.years(written.years)
        }
        guard check.items.isEmpty, let written = decoded.value else {
            throw PackProblems(file: place, items: check.items)
        }
        return HolidayCalendar(
            name: written.calendar,
            years: Dictionary(written.years.map { ($0.year, $0.status) }) { first, _ in first },
            days: written.years.flatMap(\.days)
        )
    }
}
