internal import Instruments
internal import JSON
internal import Vocabulary

/// What `show_forms` told of a case, as its documents need it.
struct CaseRecord: Sendable {
    let answer: JSONValue

    init(_ answer: JSONValue) { self.answer = answer }

    /// A form with its answers and what was known.
    struct Filled: Sendable {
        var answers: JSONObject
        var known: [String: JSONValue]
        /// Which of several, by its day.
        var part: String?
        /// Who recorded it.
        var by: String?
        /// When.
        var at: JSONValue?
    }

    var stream: String { "case-\(self.answer["overview"]?["case_id"]?.string ?? "")" }
    var child: JSONValue? { self.answer["child"] }
    var known: [String: JSONValue] { FormDesk.known(self.answer) }
    var caseNo: JSONValue? { self.answer["overview"]?["registration_no"] ?? self.answer["overview"]?["complaint_no"] }

    func version(of form: FormName) -> Int? { self.answer["versions"]?[form.rawValue]?.integer.map { Int($0) } }

    /// What was recorded under a name, oldest first.
    func recordings(_ events: String...) -> [JSONValue] {
        (self.answer["recordings"]?.array ?? []).filter { events.contains($0["event"]?.string ?? "") }
    }

    /// What made an assignment letter void after it was issued: somebody else took the urgent case.
    func voiding(of letter: JSONValue) -> JSONValue? {
        let issued = letter["at"]?.string.flatMap { Instant(rfc3339: $0) }
        return self.recordings("assignment_letter_voided").last { voided in
            guard let issued, let at = voided["at"]?.string.flatMap({ Instant(rfc3339: $0) }) else { return false }
            return at >= issued && voided["data"]?["letter_no"] == letter["data"]?["letter_no"]
                && voided["data"]?["worker"] == letter["data"]?["worker"]
        }
    }

    /// The events that hold a form.
    private static func events(_ form: FormName) -> [String] {
        switch form {
        case .form1, .form5: []
        case .form2: ["consent_form_recorded"]
        case .form3: ["assessment_completed"]
        case .form4: ["follow_up_recorded"]
        case .form6: ["post_monitoring_drafted"]
        case .form7: ["closure_proposed"]
        case .form8: ["case_terminated"]
        }
    }

    /// The last recording of a form, or the last of a day.
    ///
    /// - Throws: ``Failure`` if it wasn't recorded.
    func filled(_ instrument: Instrument, part: String?) throws -> Filled {
        let form = instrument.form
        let all = Self.events(form).flatMap { self.recordings($0) }
        let matching = all.filter { part == nil || Self.day($0["at"]) == part }
        guard let recording = matching.last, var body = recording["data"]?.object else {
            throw Failure("\(form.rawValue) was not recorded for this case", hint: "pksai form new", status: .refused)
        }
        self.complete(&body, form)
        var answers = instrument.answers(in: .object(body))
        for (name, members) in self.steps(form) {
            for member in instrument.answers(in: .object(members), step: name).members {
                answers[member.key] = member.value
            }
        }
        var known = self.known
        let by = recording["by"]?.string
        known["actor"] = by.map { .string($0) }
        if form == .form3 {
            let level = self.answer["overview"]?["risk_level"]?.string
            known["monitoring_frequency"] = level.map { .string(Self.rhythm($0)) }
        }
        let several = form == .form4 || form == .form6
        let day = Self.day(recording["at"])
        return Filled(answers: answers, known: known, part: several ? day : nil, by: by, at: recording["at"])
    }

    /// Puts beside the form what other events say of it.
    private func complete(_ body: inout JSONObject, _ form: FormName) {
        switch form {
        case .form2:
            let given = self.recordings("consent_given").last?["data"]
            let refused = self.recordings("consent_refused").last
            body["decision"] = given != nil && refused == nil ? "willing" : refused == nil ? "deferred" : "not_willing"
            body["capacity"] = given?["capacity"]
            body["sharing_with_partners"] = given?["sharing_with_partners"]
            // Without them the form would not have been recorded (rules 12 and 14).
            body["informed"] = true
            body["purpose_explained"] = true
            body["suspected_perpetrator"] = false
        case .form7: if let reason = body["reason"], body["reasons"] == nil { body["reasons"] = .array([reason]) }
        case .form1, .form3, .form4, .form5, .form6, .form8: break
        }
    }

    /// What later commands filled in.
    private func steps(_ form: FormName) -> [(String, JSONObject)] {
        switch form {
        case .form3:
            self.recordings("plan_drafted").last?["data"]?.object.map { [("draft_plan", $0)] } ?? []
        case .form7:
            self.recordings("closure_approved").last?["data"]?.object.map { data in
                var data = data
                data["all_discussed"] = true
                return [("approve_closure", data)]
            } ?? []
        case .form1, .form2, .form4, .form5, .form6, .form8: []
        }
    }

    private static func rhythm(_ level: String) -> String {
        ["high": "harian, mingguan bila stabil", "medium": "bulanan", "low": "tiga bulanan"][level] ?? "–"
    }

    /// The day of a time, `2026-11-22`.
    static func day(_ at: JSONValue?) -> String? {
        at?.string.flatMap { Instant(rfc3339: $0) }.map { $0.localDate.description }
    }

    /// Who signs, with the names that are on record.
    func signatures(_ form: FormName, _ filled: Filled, desk: DocumentDesk) -> [DocumentPage.Signature] {
        let worker = filled.by
        let when = desk.placed(filled.answers["f8_place"] ?? filled.answers["f2_place"], filled.at)
        let head = self.recordings("closure_approved", "post_monitoring_recorded").last?[
            "by"
        ]
        switch form {
        case .form2:
            return [
                DocumentPage.Signature(
                    role: "Yang menyatakan,",
                    name: filled.answers["f2_signer_name"]?.string,
                    placeDate: when
                ), DocumentPage.Signature(role: "Petugas PKSAI,", name: worker),
            ]
        case .form3:
            let approved = self.recordings("plan_approved").last?["by"]?.string
            return [
                DocumentPage.Signature(role: "Manajer kasus,", name: worker, placeDate: when),
                DocumentPage.Signature(role: "Penyelia,", name: approved),
            ]
        case .form6, .form7:
            return [
                DocumentPage.Signature(role: "Pekerja sosial,", name: worker, placeDate: when),
                DocumentPage.Signature(role: "Menyetujui, Ketua PKSAI", name: head?.string),
            ]
        case .form8:
            let answers = filled.answers
            return [
                DocumentPage.Signature(
                    role: "Klien/keluarga,",
                    name: answers["f8_sign_client"]?.string,
                    placeDate: when
                ), DocumentPage.Signature(role: "Pekerja kasus,", name: answers["f8_sign_worker"]?.string),
                DocumentPage.Signature(role: "Mengetahui, Ketua PKSAI", name: answers["f8_sign_head"]?.string),
                DocumentPage.Signature(role: "Tokoh keluarga/masyarakat,", name: answers["f8_sign_community"]?.string),
            ]
        case .form1, .form4, .form5:
            return [DocumentPage.Signature(role: "Pekerja sosial,", name: worker, placeDate: when)]
        }
    }
}
