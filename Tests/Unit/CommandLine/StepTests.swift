import Contracts
import ProcedurePack
import RuleTestSupport
import Testing
import Vocabulary

@testable import pksai

@Suite struct StepTests {
    @Test
    func
        `S01 steps 1–4, S02 steps 1–5, S03 steps 1–5, S04 steps 1–8, S05 step 2, S05 steps 4–5, S06 step 1, S06 steps 3–5, S07 steps 1–2, S07 steps 4–6, S08 step 2, S08 steps 4–6, S09 steps 1–4, S10 steps 2–8, S11 step 2, S11 steps 4–7, S12 step 4 and S12 steps 6–7: the report asks how long each took, between its own events, against the book's minutes`()
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
            #expect(measured.starts == [row.from] && measured.ends == [row.to], "\(name)")
            #expect(measured.since?.rawValue ?? "" == row.since, "\(name)")
            #expect(measured.asked.key == name && measured.asked.standard == row.minutes, "\(name)")
        }
        #expect(asked.count == (try StepRow.all().count { $0.isMeasured }) + 3)
    }

    @Test func `X22: where the path is known its table counts, L.1 and L.2 count every complaint`() throws {
        for step in MeasuredStep.all(in: try ProcedurePack.makassar()) {
            let path: IntakePath? =
                switch step.name.prefix(3) {
                case "S03": .direct
                case "S04": .indirect
                default: nil
                }
            #expect(step.asked.path == path, "\(step.name)")
        }
        // Semarang has one procedure for every complaint.
        let semarang = MeasuredStep.all(in: try ProcedurePack.load("semarang"))
        #expect(semarang.contains { $0.name == "S03 1" } && semarang.allSatisfy { $0.asked.path == nil })
    }
}
