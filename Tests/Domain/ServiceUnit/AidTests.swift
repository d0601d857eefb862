import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct AidTests {
    let officer = actor("rita", .responsibleOfficer)
    let now = t0.adding(days: 30)

    var instalments: [AidInstalment] {
        ["2026-03-15", "2026-06-15", "2026-09-15", "2026-12-15"].compactMap { LocalDate($0) }
            .map { AidInstalment(date: $0, rupiah: 250_000) }
    }

    func granted() -> Case {
        var aCase = inIntervention(.low)
        aCase.run { try $0.grantAid(year: 2026, self.instalments, by: self.officer, at: self.now) }
        return aCase
    }

    func pay(_ number: Int, receipt: String = "KW-1", at: Instant? = nil) -> (Case) throws -> [Case.Event] {
        {
            try $0.payAidInstalment(
                grantNo: 1,
                instalment: number,
                receiptNo: receipt,
                purpose: "school shoes",
                by: siti,
                at: at ?? self.now
            )
        }
    }

    @Test func `aid is granted by responsible_officer, in dated instalments of its year`() {
        var aCase = inIntervention(.low)
        #expect(aCase.run { try $0.grantAid(year: 2026, self.instalments, by: siti, at: self.now) } == .notAllowed)
        #expect(aCase.run { try $0.grantAid(year: 2027, self.instalments, by: self.officer, at: self.now) } == .invalid)
        #expect(aCase.run { try $0.grantAid(year: 2026, self.instalments, by: self.officer, at: self.now) } == nil)
        #expect(
            aCase.run { try $0.grantAid(year: 2026, self.instalments, by: self.officer, at: self.now) } == .wrongOrder
        )
    }

    @Test func `an instalment is handed out once, when due, against a receipt`() {
        var aCase = self.granted()
        #expect(aCase.run(self.pay(1, receipt: "")) == .missing)
        #expect(aCase.run(self.pay(1)) == nil)
        #expect(aCase.run(self.pay(1)) == .wrongOrder)
        #expect(aCase.run(self.pay(2)) == .wrongOrder)
        #expect(aCase.run(self.pay(5)) == .invalid)
        #expect(aCase.aid.grants.first?.paid.map(\.rupiah) == [250_000])
    }

    @Test func `savings are a note, indicators belong to their cluster`() {
        var aCase = self.granted()
        #expect(aCase.run { try $0.noteSavings(month: "2026-13", rupiah: 1, by: siti, at: self.now) } == .invalid)
        #expect(aCase.run { try $0.noteSavings(month: "2027-03", rupiah: 1, by: siti, at: self.now) } == .invalid)
        #expect(aCase.run { try $0.noteSavings(month: "2026-03", rupiah: 0, by: siti, at: self.now) } == nil)
        #expect(aCase.run(self.pay(1)) == nil)
        let record = { (holding: [ChangeIndicator]) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.recordOutcomeIndicators(
                    holding,
                    of: .neglectedToddler,
                    period: "2026-03",
                    by: siti,
                    at: self.now
                )
            }
        }
        #expect(aCase.run(record([.noNewOffence])) == .invalid)
        #expect(aCase.run(record([.notUsedForBegging])) == nil)
        #expect(aCase.aid.observations.first?.holding == [.notUsedForBegging])
    }

    @Test func `termination ends the grant`() {
        var aCase = self.granted()
        aCase.evaluate(at: self.now)
        aCase.end(at: self.now)
        #expect(aCase.stage == .closedMonitoring)
        #expect(!aCase.aid.isOpen)
        #expect(aCase.run(self.pay(1)) == .over)
    }
}
