internal import Contracts
internal import JSON
internal import Vocabulary

// What papers say, out of what the units answered: nothing is asked here.
extension DocumentDesk {
    /// The handover minutes (domain.md §9.2).
    static func handover(_ referral: JSONValue, _ minutes: JSONValue, to institution: JSONValue) -> JSONObject {
        let (content, row) = (minutes["content"], referral["referral"])
        let words = ["child": "anak", "documents": "dokumen", "goods": "barang"]
        let what = (minutes["handed_over"]?.array ?? []).compactMap(\.string).map { words[$0] ?? $0 }
        let at = minutes["handed_over_at"]?.string.flatMap { Instant(rfc3339: $0) }
        let documents = (content?["documents"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
        return [
            "number": self.text(minutes["number"]), "referral_no": self.referralNo(referral, minutes),
            "case_no": self.text(row?["registration_no"] ?? row?["complaint_no"]),
            "handed_over_at": at.map { JSONValue.string("hari \(Indonesian.dayAndTime($0))") } ?? "–",
            "place": self.text(content?["place"]), "what": .string(what.joined(separator: " dan ")),
            "child_name": self.text(content?["child_name"] ?? referral["letter"]?["child_name"]),
            "officer": self.text(content?["officer"]),
            "receiving_officer": self.text(content?["receiving_officer"]), "institution": institution,
            "condition": self.text(content?["condition"]), "documents": self.text(.string(documents)),
            "valuables": self.text(content?["valuables"]), "services": self.text(content?["services_received"]),
            "reporting_date": self.date(minutes["reporting_date"]),
        ]
    }

    /// The letter's number; where the child went before any letter, that it follows.
    private static func referralNo(_ referral: JSONValue, _ minutes: JSONValue) -> JSONValue {
        if let number = referral["letter"]?["number"], !number.isNull { return self.text(number) }
        return referral["referral"]?["track"] == "urgent"
            ? "rujukan mendesak, surat rujukan menyusul" : self.text(minutes["referral_no"])
    }

    /// The sheet that grants a data request (domain.md §10.2).
    static func approval(_ answer: JSONValue, _ approval: JSONValue) -> JSONObject {
        let request = answer["request"]
        let dataClass = request?["data_class"]?.string ?? ""
        let words = [
            "aggregate": "agregat", "adjusted_case": "kasus tersamar", "legal_case": "perkara hukum",
            "own_file": "berkas sendiri",
        ]
        let hash = answer["release"]?["hash"]?.string.map { " (sidik data \($0.prefix(16)))" } ?? ""
        return [
            "applicant": self.text(request?["applicant"]), "letter": self.text(answer["letter"]),
            "purpose": self.text(request?["purpose"]), "data_class": .string(words[dataClass] ?? dataClass),
            "scope": .string(self.scope(answer, approval, dataClass)),
            "court_order": approval["court_order"] ?? .null, "is_counts": .bool(dataClass == "aggregate"),
            "is_adjusted": .bool(dataClass == "adjusted_case"), "is_own_file": .bool(dataClass == "own_file"),
            "is_legal": .bool(dataClass == "legal_case"), "decision": .string("DISETUJUI\(hash)"),
            "expires": self.date(approval["expires"]),
        ]
    }

    /// What is given: of a file the parts that were granted, of cases and counts the codes; for which time.
    private static func scope(_ answer: JSONValue, _ approval: JSONValue, _ dataClass: String) -> String {
        let word = Language.indonesian.word
        let fields = (approval["fields"]?.array ?? []).compactMap(\.string)
        let axes = ["rows", "columns"].compactMap { answer["request"]?[$0]?.string }
        let what =
            switch dataClass {
            case "own_file", "legal_case": fields.map { self.fileParts[$0] ?? word($0) }.joined(separator: ", ")
            case "aggregate": axes.map(word).joined(separator: " × ")
            default: fields.map(word).joined(separator: ", ")
            }
        let filters = (answer["filters"]?.object?.members ?? []).map { filter in
            "\(word(filter.key)): \((filter.value.array ?? []).compactMap(\.string).map(word).joined(separator: ", "))"
        }
        let span = [answer["from"], answer["to"]].compactMap { $0?.string.map(Indonesian.date) }
        let period = span.count == 2 ? ["periode \(span[0]) s.d. \(span[1])"] : []
        return ([what.isEmpty ? "–" : what] + filters + period).joined(separator: "; ")
    }

    /// The parts of a file, ``FilePart``, as a paper names them.
    private static let fileParts = [
        "child": "identitas anak", "assessment": "asesmen (Formulir 3)", "plan": "rencana intervensi",
        "closure": "alasan penutupan kasus",
    ]

    /// The minutes of a case management meeting (S06).
    static func meeting(_ meeting: JSONValue, city: String, people: People) -> JSONObject {
        func words(_ code: JSONValue?) -> String? { code?.string.map(Language.indonesian.word) }
        let present = (meeting["attendees"]?.array ?? []).compactMap(\.string).map(people.callAsFunction)
        let items = (meeting["agenda"]?.array ?? []).enumerated().map { index, item -> JSONValue in
            let outcome = [words(item["outcome"]), item["worker"]?.string.map(people.callAsFunction)]
            return [
                "n": .integer(Int64(index + 1)), "case_no": self.text(item["case_no"] ?? item["case_id"]),
                "matter": .string((item["reasons"]?.array ?? []).compactMap(words).joined(separator: ", ")),
                "note": item["note"] ?? .null,
                "outcome": self.text(.string(outcome.compactMap(\.self).joined(separator: ": "))),
            ]
        }
        return [
            "meeting": "Pertemuan Manajemen Kasus", "minutes_no": self.text(meeting["minutes_no"]),
            "date": self.date(meeting["starts_at"]), "place": .string("PKSAI Kota \(city)"),
            "participants": self.text(.string(present.joined(separator: ", "))), "items": .array(items),
        ]
    }

    /// The letter under which a worker goes to a child of a case; of a visit to a child on lists with its own day and end.
    static func assignment(_ letter: JSONValue, _ record: CaseRecord, people: People) -> JSONObject {
        let data = letter["data"]
        return [
            "letter_no": self.text(data?["letter_no"]), "worker": .string(people(data?["worker"]?.string ?? "–")),
            "post": .string(people.post(of: data?["worker"]?.string ?? "")),
            "case_no": self.text(record.caseNo), "child_name": self.text(record.known["child_name"]),
            "place": self.text(FormDesk.line(record.child?["address"]) ?? record.child?["place_found"]),
            "date": self.date(data?["signed_on"] ?? letter["at"]),
            "until": data?["valid_until"].map { self.date($0) } ?? "tugas selesai atau dialihkan",
            "purpose": "kunjungan rumah, penjangkauan, asesmen, dan pendampingan anak", "has_case": true,
        ]
    }

    /// The letter under which a worker goes with a child, or its papers, to a partner: until both sides have signed.
    static func escort(
        _ referral: JSONValue,
        _ order: JSONValue,
        to institution: JSONValue,
        people: People
    ) -> JSONObject {
        let row = referral["referral"]
        return [
            "letter_no": self.text(order["number"]), "worker": .string(people(order["worker"]?.string ?? "–")),
            "post": .string(people.post(of: order["worker"]?.string ?? "")),
            "case_no": self.text(row?["registration_no"] ?? row?["complaint_no"]),
            "child_name": self.text(order["child_name"] ?? referral["letter"]?["child_name"]),
            "place": institution, "date": self.date(order["at"]), "until": "serah terima ditandatangani",
            "purpose": "mendampingi anak dan membawa dokumen rujukan ke lembaga layanan, serta serah terima",
            "has_case": true,
        ]
    }

    /// Form 1 as it is printed.
    static func form1(_ opened: FormDesk.Opened, people: People) -> JSONObject {
        // The level is given when the complaint is assessed, or came with it: a step after the form was filled.
        var answers = opened.file.answers
        if answers["f1_risk_level"] == nil { answers["f1_risk_level"] = opened.file.context["level"] }
        return FormPage(instrument: opened.instrument, answers: answers, known: opened.known, people: people).content
    }
}
