import DataRequestDomain
import Foundation
import Testing
import Vocabulary

@Suite struct DataRequestTests {
    /// A Friday.
    static let now = TableTests.now
    static let officer = Actor(username: "data", roles: [.dataOfficer])
    static let coordinator = Actor(username: "kordi", roles: [.coordinatorPksai])
    static let head = Actor(username: "ketua", roles: [.headPksai])
    static let limit = HolidayCalendar(name: "test", years: [2026: .decreed], days: []).limit(1, after: Self.now)

    static func form(
        _ dataClass: DataClass = .aggregate,
        letter: String = "12/UNHAS/2026",
        rows: String? = "sex",
        columns: String? = "level",
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
            filters: filters,
            from: LocalDate("2026-01-01"),
            to: LocalDate("2026-12-31")
        )
    }

    static func received(_ form: RequestForm) -> DataRequest {
        let request = DataRequest(id: DataRequestID(UUID()))
        return request.applying(request.receive(form, classifyBy: Self.limit, at: self.now))
    }

    static func inScope() throws -> DataRequest {
        var request = self.received(self.form())
        request = request.applying(try request.classify(as: .aggregate, by: self.officer, at: self.now))
        return request.applying(try request.confirmScope(by: self.coordinator, at: self.now))
    }

    static let counts = TableTests.table([[3, 20], [21, 22]])

    @Test func `rule 26: counts wait for the coordinator and leave with the approval sheet`() throws {
        var request = Self.received(Self.form())
        #expect(request.state == .received)
        let grant = { (request: DataRequest, actor: Actor) throws(DataRequest.Rejection) in
            try request.grant(
                threshold: 5,
                deliverBy: Self.limit,
                by: actor,
                at: Self.now,
                counts: { _ in Self.counts },
                hash: { "hash of \($0.count)" }
            )
        }
        #expect(throws: DataRequest.Rejection.wrongState(.received, wanted: [.inScope])) {
            try grant(request, Self.coordinator)
        }
        request = request.applying(try request.classify(as: .aggregate, by: Self.officer, at: Self.now))
        #expect(throws: DataRequest.Rejection.wrongState(.classified, wanted: [.inScope])) {
            try grant(request, Self.coordinator)
        }
        request = request.applying(try request.confirmScope(by: Self.coordinator, at: Self.now))
        #expect(throws: DataRequest.Rejection.notPermitted([.coordinatorPksai])) { try grant(request, Self.officer) }
        #expect(request.release == nil)
        let events = try grant(request, Self.coordinator)
        request = request.applying(events)
        #expect(request.state == .released)
        #expect(request.approval?.grantedBy == "kordi")
        #expect(request.approval?.confirmedBy == "kordi")
        #expect(request.approval?.purpose == "research on prevention")
        #expect(request.approval?.fields.rows == .sex)
        #expect(request.release?.table.cells == [[nil, nil], [nil, nil]])
        #expect(request.release?.hash == "hash of \(request.release?.table.csv.count ?? 0)")
        #expect(request.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test(arguments: [
        form(rows: "child_name"), form(columns: "NIK"), form(filters: ["reporter": ["x"]]), form(rows: "alamat_rumah"),
        form(.adjustedCase, rows: "nama", columns: nil),
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
    func `rule 26: what never leaves on request is refused at once`(dataClass: DataClass, reason: RefusalReason) {
        let request = Self.received(Self.form(dataClass))
        #expect(request.state == .denied)
        #expect(request.refusal == reason)
        #expect(!request.clocks.isRunning(.dataRequestIntake))
    }

    @Test func `a request without a letter is refused`() {
        #expect(Self.received(Self.form(letter: " ")).refusal == .incomplete)
    }

    @Test(arguments: [
        form(rows: "colour"), form(columns: "sex"), form(filters: ["level": ["enormous"]]), form(rows: nil),
    ])
    func `what can't be counted is told at once`(form: RequestForm) {
        let request = Self.received(form)
        #expect(request.state == .informed)
        #expect(request.refusal == .notAvailable)
    }

    @Test(arguments: [DataClass.adjustedCase, .legalCase, .ownFile])
    func `D06: beyond counts nothing is granted, and the applicant is told at once`(dataClass: DataClass) throws {
        var request = Self.received(Self.form(dataClass))
        #expect(request.state == .received)
        let classified = try request.classify(as: dataClass, by: Self.officer, at: Self.now)
        #expect(request.applying(classified).recipients(of: classified[0]) == [.coordinatorPksai, .headPksai])
        request = request.applying(classified)
        #expect(throws: DataRequest.Rejection.restricted) {
            try request.grant(
                threshold: 5,
                deliverBy: Self.limit,
                by: Self.coordinator,
                at: Self.now,
                counts: { _ in Self.counts },
                hash: { $0 }
            )
        }
        request = request.applying(try request.confirmScope(by: Self.coordinator, at: Self.now))
        #expect(request.state == .informed)
        #expect(request.refusal == .restrictedNotAvailable)
        #expect(throws: DataRequest.Rejection.restricted) {
            try request.grant(
                threshold: 5,
                deliverBy: Self.limit,
                by: Self.coordinator,
                at: Self.now,
                counts: { _ in Self.counts },
                hash: { $0 }
            )
        }
    }

    @Test func `nothing to count is told, not granted`() throws {
        var request = try Self.inScope()
        let empty = TableTests.table([[0, 0], [0, 0]])
        request = request.applying(
            try request.grant(
                threshold: 5,
                deliverBy: Self.limit,
                by: Self.coordinator,
                at: Self.now,
                counts: { _ in empty },
                hash: { $0 }
            )
        )
        #expect(request.state == .informed)
        #expect(request.approval == nil)
    }

    @Test func `a request is to be classed within a working day`() throws {
        let request = Self.received(Self.form())
        let clock = try #require(request.clocks[.dataRequestIntake])
        // Received on a Friday: Monday's end.
        #expect(clock.dueAt.description == "2026-11-24T00:00:00+08:00")
        let events = request.ring(.dataRequestIntake, generation: 1, at: clock.dueAt)
        let event = try #require(events.first)
        #expect(request.recipients(of: event) == [.dataOfficer, .coordinatorPksai])
        let done = request.applying(try request.classify(as: .aggregate, by: Self.officer, at: Self.now))
        #expect(done.ring(.dataRequestIntake, generation: 1, at: clock.dueAt).isEmpty)
    }

    @Test func `the coordinator finds a request out of scope, and it ends there`() throws {
        var request = try Self.inScope()
        #expect(throws: DataRequest.Rejection.wrongState(.inScope, wanted: [.received, .classified])) {
            try request.deny(.purposeNotValid, by: Self.officer, at: Self.now)
        }
        let events = try request.deny(.outOfScope, by: Self.coordinator, at: Self.now)
        #expect(events.count == 2)
        request = request.applying(events)
        #expect(request.state == .denied)
        #expect(throws: DataRequest.Rejection.self) { try request.confirmScope(by: Self.coordinator, at: Self.now) }
    }

    @Test func `the data officer corrects the class, and never is refused with it`() throws {
        var request = Self.received(Self.form(.adjustedCase))
        request = request.applying(try request.classify(as: .adjustedCase, by: Self.officer, at: Self.now))
        request = request.applying(try request.classify(as: .aggregate, by: Self.officer, at: Self.now))
        #expect(request.dataClass == .aggregate)
        request = request.applying(try request.classify(as: .never, by: Self.officer, at: Self.now))
        #expect(request.state == .denied)
        #expect(request.refusal == .neverReleased)
    }

    @Test func `steps belong to their roles`() throws {
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
        var request = try Self.inScope()
        request = request.applying(
            try request.grant(
                threshold: 5,
                deliverBy: Self.limit,
                by: Self.coordinator,
                at: Self.now,
                counts: { _ in Self.counts },
                hash: { $0 }
            )
        )
        let release = try #require(request.release)
        let approval = try #require(request.approval)
        for data in [try JSONEncoder().encode(release), try JSONEncoder().encode(approval)] {
            let text = String(decoding: data, as: UTF8.self).lowercased()
            #expect(!text.contains("reporter") && !text.contains("nik") && !text.contains("name\""))
        }
    }
}
