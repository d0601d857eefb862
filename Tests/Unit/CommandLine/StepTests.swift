import Contracts
import ProcedurePack
import RuleTestSupport
import Testing
import Vocabulary

@testable import pksai

@Suite struct StepTests {
    @Test
    func
        `S01 steps 1–4, S02 steps 1–5, S03 steps 1–5, S04 steps 1–8, S05 steps 2–5, S06 step 1, S06 steps 3–5, S07 steps 1–2, S07 steps 4–6, S08 step 2, S08 steps 4–7, S09 steps 1–4, S10 steps 1–8, S11 step 2, S11 steps 4–7 and S12 steps 3–7: the report asks how long each took, between its own events, against the book's minutes`()
        throws
    {
        let pack = try ProcedurePack.makassar()
        let asked = MeasuredStep.all(in: pack)
        for row in try StepRow.all() {
            let name = "\(row.procedure) \(row.step)"
            let code = try #require(ProcedureCode(rawValue: row.procedure))
            let step = try #require(
                pack.procedures.first { $0.id == code }?.steps.first { $0.no == row.step },
                "\(name)"
            )
            #expect(step.minutes == row.minutes, "\(name)")
            let measured = asked.first { $0.name == name }
            #expect((measured != nil) == row.isMeasured, "\(name)")
            guard let measured else { continue }
            #expect(measured.minutes == row.minutes, "\(name)")
            #expect(measured.starts == row.from && measured.ends == row.to, "\(name)")
            #expect(measured.since?.rawValue ?? "" == row.since, "\(name)")
            #expect(measured.path?.rawValue ?? "" == row.path, "\(name)")
            #expect(measured.asked.key == name && measured.asked.standard == row.minutes, "\(name)")
        }
        #expect(asked.count == (try StepRow.all().count { $0.isMeasured }) + 3)
    }

    @Test
    func
        `S05 step 1, S05 step 6, S06 step 2, S07 step 3, S08 step 1, S08 step 3, S09 step 5, S11 step 1, S11 step 3, S12 step 1 and S12 step 2: what no events bound is reported as not measured, with the reason`()
        throws
    {
        let unmeasured = try StepRow.all().filter { !$0.isMeasured }.map { "\($0.procedure) \($0.step)" }
        for language in Language.allCases {
            let section = ReportWriter(language: language).unmeasured(try ProcedurePack.makassar())
            #expect(section.rows.map { ReportSection.text($0[0]) } == unmeasured)
            for row in section.rows {
                let why = ReportSection.text(row[3])
                #expect(why.hasPrefix(language == .english ? "not measured: " : "tidak diukur: "), "\(why)")
                #expect(why.count > 30, "\(why)")
            }
        }
    }

    @Test func `X22: where the path is known its table counts, L.1 and L.2 count every complaint`() throws {
        let paths = Set(
            MeasuredStep.all(in: try ProcedurePack.makassar()).map {
                "\($0.name.prefix(3)) \($0.asked.path?.rawValue ?? "all")"
            }
        )
        #expect(paths.isSuperset(of: ["S01 all", "S02 all", "S03 direct", "S04 indirect"]))
        #expect(!paths.contains("S03 all") && !paths.contains("S04 all"))
        // Semarang has one procedure for every complaint.
        let semarang = MeasuredStep.all(in: try ProcedurePack.load("semarang"))
        #expect(semarang.contains { $0.name == "S03 1" } && semarang.allSatisfy { $0.asked.path == nil })
    }
}
