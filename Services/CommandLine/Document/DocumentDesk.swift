internal import Contracts
internal import Instruments
internal import JSON
internal import Vocabulary

/// Gathers what a document says from the unit that owns it; every opening is journaled there.
struct DocumentDesk: Sendable {
    /// A document before it has a number.
    struct Draft: Sendable {
        /// What it is about, `case-0190…`.
        var subject: String
        /// Which of several about the same thing.
        var part: String?
        var title: String
        var template: DocumentPage.Template
        var content: JSONObject
        var signatures: [DocumentPage.Signature]
        /// What stands under them.
        var below: String?
    }

    let forms: FormDesk
    let reason: String?
    /// The centre's city, as the letterhead says.
    let city: String
    /// How its people are written.
    let people: People

    /// What the document says.
    ///
    /// - Parameter part: Which of several: a letter's number, a date; the last one if nil.
    func draft(_ kind: DocumentKind, about subject: String, part: String?) async throws -> Draft {
        switch kind {
        case .form1: try await self.form1(subject)
        case .form2: try await self.form(.form2, subject, part)
        case .form3: try await self.form(.form3, subject, part)
        case .form4: try await self.form(.form4, subject, part)
        case .form6: try await self.form(.form6, subject, part)
        case .form7: try await self.form(.form7, subject, part)
        case .form8: try await self.form(.form8, subject, part)
        case .consentSheet: try await self.consentSheet(subject)
        case .assignmentLetter: try await self.assignmentLetter(subject, part)
        case .visitLetter: try await self.visitLetter(subject)
        case .escortLetter: try await self.escortLetter(subject)
        case .referralLetter, .form5: try await self.referralLetter(subject)
        case .handoverMinutes: try await self.handoverMinutes(subject)
        case .approvalSheet: try await self.approvalSheet(subject)
        case .meetingMinutes: try await self.meetingMinutes(subject)
        }
    }

    static func text(_ value: JSONValue?) -> JSONValue {
        guard let value, !value.isNull, value != .string("") else { return "–" }
        return .string(value.string ?? value.integer.map { String($0) } ?? value.text)
    }

    static func date(_ value: JSONValue?) -> JSONValue {
        guard let text = value?.string, !text.isEmpty else { return "–" }
        return .string(LocalDate(text).map(Indonesian.date) ?? Indonesian.day(of: text) ?? text)
    }

    func placed(_ place: JSONValue?, _ date: JSONValue?) -> String? {
        guard let text = Self.date(date).string, text != "–" else { return nil }
        return "\(place?.string ?? self.city), \(text)"
    }

    private func form1(_ subject: String) async throws -> Draft {
        let opened = try await self.forms.open(.form1, about: subject, reason: self.reason)
        let stream = try await self.forms.stream(.form1, about: subject, reason: self.reason)
        return Draft(
            subject: stream,
            part: nil,
            title: opened.instrument.title.id,
            template: .form,
            content: Self.form1(opened, people: self.people),
            signatures: [
                DocumentPage.Signature(role: "Pekerja kasus", name: opened.known["signed_by"]?.string, placeDate: nil)
            ]
        )
    }

    private func caseRecord(_ subject: String) async throws -> JSONValue {
        let (id, number) = (CaseID(subject), ComplaintNumber(subject))
        guard id != nil || number != nil else {
            throw Failure("'\(subject)' is neither a case's id nor a complaint's number", status: .refused)
        }
        return try await self.forms.answer(ShowForms(caseID: id, complaintNo: number, reason: self.reason))
    }

    private func form(_ name: FormName, _ subject: String, _ part: String?) async throws -> Draft {
        let record = CaseRecord(try await self.caseRecord(subject))
        guard let version = Instruments.standard.instrument(name, version: record.version(of: name)) else {
            throw Failure("this pksai has no such version of \(name.rawValue)")
        }
        let filled = try record.filled(version, part: part)
        let page = FormPage(instrument: version, answers: filled.answers, known: filled.known, people: self.people)
        return Draft(
            subject: record.stream,
            part: filled.part,
            title: version.title.id,
            template: .form,
            content: page.content,
            signatures: record.signatures(name, filled, desk: self)
        )
    }

    private func consentSheet(_ subject: String) async throws -> Draft {
        let record = CaseRecord(try await self.caseRecord(subject))
        guard let version = Instruments.standard.instrument(.form2, version: record.version(of: .form2)) else {
            throw Failure("this pksai has no such version of form2")
        }
        let filled = try record.filled(version, part: nil)
        let (answers, known) = (filled.answers, filled.known)
        let isWilling = answers["f2_decision"]?.string == "willing"
        func word(_ code: String) -> JSONValue {
            let field = version.field(code)
            let text = answers[code]?.string ?? ""
            return Self.text(.string(field?.words.first { $0.value == text }?.id ?? text))
        }
        let content: JSONObject = [
            "signer_name": Self.text(answers["f2_signer_name"]), "signer_birth": Self.date(answers["f2_signer_birth"]),
            "signer_address": Self.text(answers["f2_signer_address"]),
            "signer_phone": Self.text(answers["f2_signer_phone"]), "capacity": word("f2_signer_capacity"),
            "child_name": Self.text(known["child_name"]), "child_birth": Self.date(known["child_birth_date"]),
            "child_address": Self.text(known["child_address"]),
            "decision": .string(isWilling ? "BERSEDIA" : "TIDAK BERSEDIA"), "willing": .bool(isWilling),
            "sharing": answers["f2_sharing_with_partners"] ?? false, "advice": answers["f2_advice"] ?? false,
            "child_assent": answers["f2_child_assent"] ?? false,
        ]
        return Draft(
            subject: record.stream,
            part: nil,
            title: "Lembar Persetujuan Layanan",
            template: .consentSheet,
            content: content,
            signatures: record.signatures(.form2, filled, desk: self)
        )
    }

    private func assignmentLetter(_ subject: String, _ part: String?) async throws -> Draft {
        let record = CaseRecord(try await self.caseRecord(subject))
        let letters = record.recordings("case_worker_assigned").filter {
            part == nil || $0["data"]?["letter_no"]?.string == part
        }
        guard let letter = letters.last, let data = letter["data"] else {
            throw Failure("no worker was assigned by such a letter", hint: "pksai case assign-worker", status: .refused)
        }
        if let voided = record.voiding(of: letter), let data = voided["data"] {
            let (number, holder) = (data["letter_no"]?.string ?? "–", data["held_by"]?.string ?? "–")
            throw Failure(
                "letter \(number) is void since \(voided["at"]?.string ?? "–"): \(holder) has the urgent case",
                hint: "pksai case assign-worker issues a new one",
                status: .refused
            )
        }
        return Draft(
            subject: record.stream,
            part: data["letter_no"]?.string,
            title: "Surat Tugas",
            template: .assignmentLetter,
            content: Self.assignment(letter, record, people: self.people),
            signatures: [
                DocumentPage.Signature(
                    role: "Koordinator PKSAI,",
                    name: data["by"]?.string,
                    placeDate: self.placed(nil, data["signed_on"] ?? letter["at"])
                )
            ]
        )
    }

    /// The letter a worker carries to a child on lists, before there is a case (S08 step 4).
    private func visitLetter(_ subject: String) async throws -> Draft {
        guard let id = CandidateID(subject) else {
            throw Failure("'\(subject)' is no id of a child on lists", status: .refused)
        }
        let answer = try await self.forms.answer(ShowOutreachCandidate(candidateID: id, reason: self.reason))
        guard let row = answer["candidate"], let letterNo = row["letter_no"], !letterNo.isNull else {
            throw Failure("nobody is ordered to visit this child", hint: "pksai outreach assign", status: .refused)
        }
        let child = answer["child"]
        return Draft(
            subject: "candidate-\(id)",
            part: letterNo.string,
            title: "Surat Tugas",
            template: .assignmentLetter,
            content: [
                "letter_no": letterNo, "worker": .string(self.people(row["worker"]?.string ?? "–")),
                "post": .string(self.people.post(of: row["worker"]?.string ?? "")),
                "child_name": Self.text(child?["name"]),
                "place": Self.text(FormDesk.line(child?["address"]) ?? child?["place_found"]),
                "date": Self.date(answer["signed_on"]), "until": Self.date(row["valid_until"]),
                "purpose": Self.text(answer["purpose"]), "has_case": false,
            ],
            signatures: [
                DocumentPage.Signature(
                    role: "Koordinator PKSAI,",
                    name: answer["signed_by"]?.string,
                    placeDate: self.placed(nil, answer["signed_on"])
                )
            ]
        )
    }

    private func meetingMinutes(_ subject: String) async throws -> Draft {
        guard let id = MeetingID(subject) else { throw Failure("'\(subject)' is no meeting's id", status: .refused) }
        let asked = ListCaseMeetings(meetingID: id, reason: self.reason)
        guard let meeting = try await self.forms.answer(asked)["meetings"]?.array?.first else {
            throw Failure("the service unit shows you no meeting '\(subject)'", status: .refused)
        }
        guard meeting["minutes_no"]?.string != nil else {
            throw Failure(
                "the meeting is not held yet: there are no minutes",
                hint: "pksai meeting hold",
                status: .refused
            )
        }
        return Draft(
            subject: "meeting-\(subject)",
            part: nil,
            title: "Notula Pertemuan Manajemen Kasus",
            template: .meetingMinutes,
            content: Self.meeting(meeting, city: self.city, people: self.people),
            signatures: [
                DocumentPage.Signature(
                    role: "Pimpinan rapat",
                    name: meeting["chair"]?.string,
                    placeDate: self.placed(nil, meeting["starts_at"])
                ),
                DocumentPage.Signature(role: "Notulis", name: meeting["minuted_by"]?.string),
            ]
        )
    }
}
