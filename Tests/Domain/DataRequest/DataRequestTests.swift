import Foundation
import Testing
import Vocabulary

@testable import DataRequestDomain

@Suite struct DataRequestTests {
    /// A Friday.
    static let now = TableTests.now
    static let officer = Actor(username: "data", roles: [.dataOfficer])
    static let coordinator = Actor(username: "kordi", roles: [.coordinatorPksai])
    static let head = Actor(username: "ketua", roles: [.headPksai])
    static let limit = HolidayCalendar(name: "test", years: [2026: .decreed], days: []).limit(1, after: now)
    static let restricted: [DataClass] = [.adjustedCase, .legalCase, .ownFile]

    static func form(
        _ dataClass: DataClass = .aggregate,
        letter: String = "12/UNHAS/2026",
        rows: String? = "sex",
        columns: String? = "level",
        fields: [String] = ["sex", "level"],
        courtOrder: String? = "9001/Pid.Sus-Anak/2026/PN Mks",
        filters: [String: [String]] = [:]
    ) -> RequestForm {
        RequestForm(
            username: "unhas",
            letter: letter,
            applicant: "university",
            purpose: "research on prevention",
            dataClass: dataClass,
            rows: rows,
            columns: columns,
            fields: fields,
            courtOrder: courtOrder,
            filters: filters,
            from: LocalDate("2026-01-01"),
            to: LocalDate("2026-12-31")
        )
    }

    static func received(_ form: RequestForm) -> DataRequest {
        let request = DataRequest(id: DataRequestID(UUID()))
        return request.applying(request.receive(form, classifyBy: self.limit, at: self.now))
    }

    static func inScope(_ dataClass: DataClass = .aggregate) throws -> DataRequest {
        var request = self.received(self.form(dataClass))
        request = request.applying(try request.classify(as: dataClass, by: self.officer, at: self.now))
        return request.applying(try request.confirmScope(by: self.coordinator, at: self.now))
    }

    static func granted(_ dataClass: DataClass = .aggregate) throws -> DataRequest {
        let request = try self.inScope(dataClass)
        return request.applying(
            try request.grant(
                fields: ["assessment"],
                expires: self.now.localDate.adding(days: 14),
                deliverBy: self.limit,
                by: dataClass == .aggregate ? self.coordinator : self.head,
                at: self.now
            )
        )
    }

    /// Cases of both sexes at two levels: `counts[sex][level]`.
    static func ledger(_ counts: [[Int]] = [[3, 20], [21, 22]], tables: [ReleasedTable] = []) -> ReleaseLedger {
        var facts: [Fact] = []
        for (sex, line) in zip([Sex.male, .female], counts) {
            for (level, count) in zip([RiskLevel.high, .low], line) {
                for _ in 0..<count {
                    guard let token = FactToken("t\(facts.count)") else { continue }
                    let fact = FactTests.fact(level: level, sex: sex, month: "2026-11")
                    facts.append(Fact(id: token).applying(Fact(id: token).record(fact, edition: 1)))
                }
            }
        }
        return ReleaseLedger(tables: tables, facts: facts, edition: 1)
    }

    static func release(
        _ request: DataRequest,
        _ ledger: ReleaseLedger = ledger(),
        hash: String? = nil,
        by actor: Actor = officer,
        at now: Instant = now
    ) throws -> [DataRequest.Event] {
        try request.release(
            extractHash: hash,
            ledger: ledger,
            limits: ReleaseLimits(threshold: 5),
            by: actor,
            at: now,
            hash: { "hash of \($0.utf8.count)" }
        )
    }

    @Test
    func
        `rule 26 and S11 data_request_granted: counts under 5 are withheld, and delivery waits for the approval sheet`()
        throws
    {
        var request = Self.received(Self.form())
        #expect(request.state == .received)
        for _ in 0..<2 {
            #expect(throws: DataRequest.Rejection.wrongState(request.state, wanted: [.granted])) {
                try Self.release(request)
            }
            #expect(throws: DataRequest.Rejection.wrongState(request.state, wanted: [.inScope])) {
                try request.grant(deliverBy: Self.limit, by: Self.coordinator, at: Self.now)
            }
            request = request.applying(try request.classify(as: .aggregate, by: Self.officer, at: Self.now))
        }
        request = request.applying(try request.confirmScope(by: Self.coordinator, at: Self.now))
        #expect(throws: DataRequest.Rejection.wrongState(.inScope, wanted: [.granted])) { try Self.release(request) }
        for actor in [Self.officer, Self.head] {
            #expect(throws: DataRequest.Rejection.self) {
                try request.grant(deliverBy: Self.limit, by: actor, at: Self.now)
            }
        }
        request = request.applying(try request.grant(deliverBy: Self.limit, by: Self.coordinator, at: Self.now))
        #expect(request.state == .granted)
        #expect(request.release == nil)
        let approval = try #require(request.approval)
        #expect(approval.grantedBy == "kordi" && approval.grantedAs == .coordinatorPksai)
        #expect(approval.confirmedBy == "kordi")
        #expect(approval.purpose == "research on prevention")
        #expect(approval.fields == ["sex", "level"])
        #expect(approval.expires == Self.now.localDate.adding(days: 30))
        #expect(throws: DataRequest.Rejection.notPermitted([.dataOfficer])) {
            try Self.release(request, by: Self.coordinator)
        }
        request = request.applying(try Self.release(request))
        #expect(request.state == .released)
        let table = try #require(request.release?.table)
        let male = try #require(table.rowLabels.firstIndex(of: "male"))
        let high = try #require(table.columnLabels.firstIndex(of: "high"))
        #expect(table.cells[male][high] == nil)
        #expect(table.total == 66)
        #expect(request.release?.hash == "hash of \(table.csv.utf8.count)")
        #expect(request.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test(arguments: [
        form(rows: "child_name"), form(columns: "NIK"), form(filters: ["reporter": ["x"]]), form(rows: "alamat_rumah"),
        form(.adjustedCase, rows: nil, columns: nil, fields: ["nama"]),
    ])
    func `rule 26: whoever asks for names is refused at once`(form: RequestForm) {
        let request = Self.received(form)
        #expect(request.state == .denied)
        #expect(request.refusal == .identityRequested)
        #expect(request.dataClass == .never)
    }

    @Test(arguments: [
        (DataClass.never, RefusalReason.neverReleased), (.partnerCase, .throughReferralOnly),
    ])
    func `S11 data_request_denied and D06: what never leaves on request is refused at once`(
        dataClass: DataClass,
        reason: RefusalReason
    ) {
        let request = Self.received(Self.form(dataClass))
        #expect(request.state == .denied)
        #expect(request.refusal == reason)
        #expect(!request.clocks.isRunning(.dataRequestIntake))
    }

    @Test func `S11 data_request_received and S11 step 1: a request without letter, applicant or purpose is refused`() {
        #expect(Self.received(Self.form(letter: " ")).refusal == .incomplete)
        #expect(Self.received(Self.form()).refusal == nil)
    }

    @Test func `a defence asks under the number of a court's order`() {
        #expect(Self.received(Self.form(.legalCase, courtOrder: nil)).refusal == .noCourtOrder)
        #expect(Self.received(Self.form(.legalCase)).refusal == nil)
    }

    @Test(arguments: [
        form(rows: "colour"), form(columns: "sex"), form(filters: ["level": ["enormous"]]), form(rows: nil),
        form(.adjustedCase, fields: ["sex"]), form(.adjustedCase, fields: ["sex", "sex"]),
    ])
    func `what can't be counted is told at once`(form: RequestForm) {
        let request = Self.received(form)
        #expect(request.state == .informed)
        #expect(request.refusal == .notAvailable)
    }

    @Test(arguments: restricted)
    func
        `D06 and S11 data_request_granted: beyond counts the head grants, naming fields, recipient, purpose and expiry`(
            dataClass: DataClass
        ) throws
    {
        let request = try Self.inScope(dataClass)
        let grant = { (fields: [String], days: Int?, actor: Actor) throws(DataRequest.Rejection) in
            try request.grant(
                fields: fields,
                expires: days.map { Self.now.localDate.adding(days: $0) },
                deliverBy: Self.limit,
                by: actor,
                at: Self.now
            )
        }
        #expect(throws: DataRequest.Rejection.notPermitted([.headPksai])) {
            try grant(["assessment"], 14, Self.coordinator)
        }
        #expect(throws: DataRequest.Rejection.self) { try grant(["assessment"], nil, Self.head) }
        #expect(throws: DataRequest.Rejection.expired) { try grant(["assessment"], -1, Self.head) }
        if dataClass != .adjustedCase {
            #expect(throws: DataRequest.Rejection.missing(["fields"])) { try grant([], 14, Self.head) }
        }
        let granted = request.applying(try grant(["assessment"], 14, Self.head))
        let sheet = try #require(granted.approval)
        #expect(sheet.grantedAs == .headPksai && sheet.username == "unhas" && sheet.dataClass == dataClass)
        #expect(sheet.fields == (dataClass == .adjustedCase ? ["sex", "level"] : ["assessment"]))
        #expect((sheet.courtOrder != nil) == (dataClass == .legalCase))
    }

    @Test(arguments: [DataClass.legalCase, .ownFile])
    func `S11 data_released and S11 step 6: of a file only the hash is known here`(dataClass: DataClass) throws {
        let request = try Self.granted(dataClass)
        #expect(throws: DataRequest.Rejection.missing(["extract_hash"])) { try Self.release(request) }
        let released = request.applying(try Self.release(request, hash: "ab12"))
        #expect(released.release?.hash == "ab12")
        #expect(released.release?.table == nil && released.release?.cases == nil)
    }

    @Test func `a permission that has run out releases nothing`() throws {
        let request = try Self.granted()
        #expect(throws: DataRequest.Rejection.expired) {
            try Self.release(request, at: Self.now.adding(days: 15))
        }
    }

    @Test func `S11 data_unavailable and S11 step 5: nothing to count is told, not released`() throws {
        let request = try Self.granted()
        let informed = request.applying(try Self.release(request, Self.ledger([[0, 0], [0, 0]])))
        #expect(informed.state == .informed)
        #expect(informed.release == nil)
        let other = try Self.inScope()
        #expect(throws: DataRequest.Rejection.notPermitted([.dataOfficer])) {
            try other.reportUnavailable(by: Self.coordinator, at: Self.now)
        }
        let told = other.applying(try other.reportUnavailable(by: Self.officer, at: Self.now))
        #expect(told.state == .informed)
        #expect(told.refusal == .notAvailable)
    }

    @Test(arguments: [false, true])
    func `clock data_request_intake and S11 step 1: a request is to be classed by the end of the next working day`(
        holiday: Bool
    ) throws {
        let monday = try #require(LocalDate("2026-11-23"))
        let day = HolidayCalendar.Day(date: monday, kind: .holiday, name: "Hari Contoh")
        let calendar = HolidayCalendar(name: "test", years: [2026: .decreed], days: holiday ? [day] : [])
        let limit = calendar.limit(1, after: Self.now)
        var request = DataRequest(id: DataRequestID(UUID()))
        request = request.applying(request.receive(Self.form(), classifyBy: limit, at: Self.now))
        let clock = try #require(request.clocks[.dataRequestIntake])
        // Received on a Friday.
        #expect(clock.dueAt.description == (holiday ? "2026-11-25T00:00:00+08:00" : "2026-11-24T00:00:00+08:00"))
        let events = request.ring(.dataRequestIntake, generation: 1, at: clock.dueAt)
        let event = try #require(events.first)
        #expect(request.recipients(of: event) == [.dataOfficer, .coordinatorPksai])
        let done = request.applying(try request.classify(as: .aggregate, by: Self.officer, at: Self.now))
        #expect(done.ring(.dataRequestIntake, generation: 1, at: clock.dueAt).isEmpty)
    }

    @Test
    func `clock data_request_delivery and S11 step 6: granted data are to be given by the end of the next working day`()
        throws
    {
        let request = try Self.granted()
        let clock = try #require(request.clocks[.dataRequestDelivery])
        #expect(clock.dueAt.description == "2026-11-24T00:00:00+08:00")
        #expect(request.ring(.dataRequestDelivery, generation: 1, at: clock.dueAt).count == 1)
        let released = request.applying(try Self.release(request))
        #expect(!released.clocks.isRunning(.dataRequestDelivery))
        let informed = request.applying(try request.reportUnavailable(.wouldReveal, by: Self.officer, at: Self.now))
        #expect(!informed.clocks.isRunning(.dataRequestDelivery))
    }

    @Test func `S11 data_request_out_of_scope and S11 step 4: the coordinator finds it so, and it ends there`() throws {
        var request = try Self.inScope()
        #expect(throws: DataRequest.Rejection.wrongState(.inScope, wanted: [.received, .classified])) {
            try request.deny(.purposeNotValid, by: Self.officer, at: Self.now)
        }
        #expect(throws: DataRequest.Rejection.notPermitted([.coordinatorPksai])) {
            try Self.received(Self.form()).deny(.outOfScope, by: Self.officer, at: Self.now)
        }
        let events = try request.deny(.outOfScope, by: Self.coordinator, at: Self.now)
        #expect(events.count == 2)
        request = request.applying(events)
        #expect(request.state == .denied)
        #expect(throws: DataRequest.Rejection.self) { try request.confirmScope(by: Self.coordinator, at: Self.now) }
    }

    @Test
    func
        `S11 data_request_classified, S11 step 2 and S11 step 3: the data officer corrects the class, the coordinator is told, never is refused`()
        throws
    {
        var request = Self.received(Self.form(.adjustedCase))
        request = request.applying(try request.classify(as: .adjustedCase, by: Self.officer, at: Self.now))
        let events = try request.classify(as: .aggregate, by: Self.officer, at: Self.now)
        #expect(events.map { request.recipients(of: $0) } == [[.coordinatorPksai]])
        request = request.applying(events)
        #expect(request.dataClass == .aggregate)
        request = request.applying(try request.classify(as: .never, by: Self.officer, at: Self.now))
        #expect(request.state == .denied)
        #expect(request.refusal == .neverReleased)
    }

    @Test func `S11 data_request_documented and S11 step 7: every end is filed, once, by the data officer`() throws {
        let granted = try Self.granted()
        let ends = [
            granted.applying(try Self.release(granted)), Self.received(Self.form(.never)),
            Self.received(Self.form(rows: "colour")),
        ]
        #expect(ends.map(\.state) == [.released, .denied, .informed])
        #expect(throws: DataRequest.Rejection.self) {
            try granted.document(archive: "map 12", by: Self.officer, at: Self.now)
        }
        for end in ends {
            #expect(throws: DataRequest.Rejection.notPermitted([.dataOfficer])) {
                try end.document(archive: "map 12", by: Self.head, at: Self.now)
            }
            #expect(throws: DataRequest.Rejection.missing(["archive"])) {
                try end.document(archive: " ", by: Self.officer, at: Self.now)
            }
            let filed = end.applying(try end.document(archive: "map 12", by: Self.officer, at: Self.now))
            #expect(filed.state == .documented && filed.archive == "map 12")
            #expect(throws: DataRequest.Rejection.self) {
                try filed.document(archive: "map 13", by: Self.officer, at: Self.now)
            }
        }
    }

    @Test func `S11 data_request_scope_confirmed and S11 step 4: steps belong to their roles`() throws {
        let request = Self.received(Self.form())
        for actor in [Self.head, Self.coordinator, Actor(username: "unhas", roles: [.dataApplicant])] {
            #expect(throws: DataRequest.Rejection.notPermitted([.dataOfficer])) {
                try request.classify(as: .aggregate, by: actor, at: Self.now)
            }
        }
        #expect(throws: DataRequest.Rejection.notPermitted([.coordinatorPksai])) {
            try request.confirmScope(by: Self.officer, at: Self.now)
        }
        #expect(throws: DataRequest.Rejection.notFound) {
            try DataRequest(id: DataRequestID(UUID())).classify(as: .aggregate, by: Self.officer, at: Self.now)
        }
    }

    @Test func `rule 30: the same request a second time changes nothing`() {
        #expect(Self.received(Self.form()).receive(Self.form(), classifyBy: Self.limit, at: Self.now).isEmpty)
    }

    @Test func `rule 25: no member of a release or an approval sheet names a reporter`() throws {
        let granted = try Self.granted()
        let request = granted.applying(try Self.release(granted))
        let release = try #require(request.release)
        let approval = try #require(request.approval)
        for data in [try JSONEncoder().encode(release), try JSONEncoder().encode(approval)] {
            let text = String(decoding: data, as: UTF8.self).lowercased()
            #expect(!text.contains("reporter") && !text.contains("nik") && !text.contains("\"name\""))
        }
    }
}
