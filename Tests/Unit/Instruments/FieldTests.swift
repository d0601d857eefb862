import Foundation
import Instruments
import JSON
import Testing

/// The forms against the tables of domain.md §7, field by field: `fields.csv` is those tables. `R`, `C`, `O` as there;
/// `beyond` for what another place of the book asks for, named in the last column, which also says what stands in for an
/// answer that need not be given.
@Suite struct FieldTests {
    struct Row: Sendable {
        let code: String
        let need: String
        let classes: Set<String>
        let instead: String
    }

    static func rows(of form: FormName) throws -> [Row] {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("fields.csv")
        return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard cells[0] == "F\(form.rawValue.suffix(1))" else { return nil }
            let classes = Set(cells[3].split(separator: "/").map(String.init))
            return Row(code: cells[1], need: cells[2], classes: classes, instead: cells[4])
        }
    }

    @Test(arguments: FormName.allCases)
    func
        `F1 and F2 and F3 and F4 and F5 and F6 and F7 and F8: every field of the book is there in its class, no other, and what must be answered is asked for`(
            name: FormName
        ) throws
    {
        let form = try #require(Instruments.standard.current(name))
        let rows = try Self.rows(of: name)
        #expect(rows.map(\.code).sorted() == form.fields.map(\.code).sorted())
        let blank = Set(form.check(JSONObject(members: [])).problems.map(\.pointer))
        for row in rows {
            let field = try #require(form.field(row.code))
            #expect(row.classes.contains(field.privacy.rawValue), "\(row.code)")
            let isOnRecord = if case .known = field.place { true } else { false }
            switch row.need {
            case "R", "C": #expect(field.required != nil || isOnRecord || !row.instead.isEmpty, "\(row.code)")
            case "O": #expect(field.required == nil, "\(row.code)")
            default: #expect(!row.instead.isEmpty, "\(row.code)")
            }
            guard field.required == .always, field.applies == nil, field.step == nil else { continue }
            #expect(blank.contains("/\(row.code)"), "\(row.code) may be left out")
        }
    }
}
