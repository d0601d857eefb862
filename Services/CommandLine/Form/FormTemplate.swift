internal import Instruments
internal import JSON

/// Writes a form as commented YAML to be filled in: labels in both languages, what is allowed, when it is asked.
struct FormTemplate {
    let instrument: Instrument
    /// The form as it stands: subject, context, answers.
    let file: FormFile
    /// What is on record, by its name, to be read and not written.
    var known: [String: JSONValue] = [:]

    /// The text.
    var text: String {
        var lines: [String] = []
        let number = self.instrument.form.rawValue.dropFirst(4)
        lines += [
            "# Formulir \(number): \(self.instrument.title.id)",
            "# Form \(number): \(self.instrument.title.en)",
            "#",
            "# Isi jawaban setelah titik dua; yang kosong belum dijawab. Baris dengan * wajib diisi.",
            "# Answer after the colon; what is empty isn't answered. Lines with * must be answered.",
            "# pksai form check FILE     pksai form send FILE     pksai form draft keep FILE",
            "form: \(self.instrument.form.rawValue)",
            "version: \(self.instrument.version)",
            "subject: \(Self.quoted(self.file.subject))",
        ]
        if !self.file.context.isEmpty {
            lines += ["", "# Diketahui saat formulir dibuat; tidak dikirim. What was known then; not sent.", "known:"]
            for (name, value) in self.file.context.sorted(by: { $0.key < $1.key }) {
                lines.append("  \(name): \(Self.written(value))")
            }
        }
        if self.instrument.fields.contains(where: \.mayBeUnknown) {
            let codes = self.file.unknown.sorted().joined(separator: ", ")
            lines += [
                "", "# Ditanyakan, tetapi tidak ada yang tahu. Asked for, and nobody knows: codes of fields.",
                "unknown: [\(codes)]",
            ]
        }
        lines += ["", "answers:"]
        for section in self.instrument.sections {
            let fields = self.instrument.fields.filter { $0.section == section.code && $0.step == nil }
            guard !fields.isEmpty else { continue }
            lines += ["", "  # ── \(section.id) · \(section.en) ──"]
            for field in fields { lines += self.lines(field) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(_ field: Field) -> [String] {
        if case .known(let name) = field.place {
            guard field.privacy != .reporterIdentity, let value = self.known[name], !value.isNull else { return [] }
            return ["  # \(field.label.id): \(Self.comment(value))"]
        }
        var lines = ["  # \(self.star(field))\(field.label.id) · \(field.label.en)"]
        if let hint = field.hint { lines.append("  #   \(hint.id) · \(hint.en)") }
        lines += self.allowed(field).map { "  #   \($0)" }
        if let applies = field.applies { lines.append("  #   hanya bila · only if: \(applies)") }
        if let required = field.required, required != .always { lines.append("  #   * bila · if: \(required)") }
        let answer = self.file.answers[field.code]
        return lines + ["  \(field.code):\(answer.map { " " + Self.written($0) } ?? "")"]
    }

    private func star(_ field: Field) -> String { field.required == .always ? "* " : "" }

    private func allowed(_ field: Field) -> [String] {
        switch field.type {
        case .enum, .set:
            let words = field.words.map { "\($0.value) (\($0.id))" }.joined(separator: ", ")
            return [(field.type == .set ? "[satu atau lebih · one or more] " : "") + words]
        case .score:
            let words = self.instrument.scoring?.words.map { "\($0.value) \($0.id)" }.joined(separator: "; ") ?? ""
            let seen = field.observation.map { $0 == .home ? " · dilihat di rumah" : " · dilihat pada anak" } ?? ""
            let kind = field.isAdverse ? " · pernyataan buruk: 1 bila terjadi, 3 bila tidak" : ""
            return ["\(words); atau · or {not_applicable: alasan}\(seen)\(kind)"]
        case .bool: return ["true (ya), false (tidak)"]
        case .date: return ["TTTT-BB-HH · YYYY-MM-DD"]
        case .time: return ["JJ:MM · HH:MM"]
        case .int: return field.maximum.map { ["\(field.minimum ?? 0)–\($0)"] } ?? []
        case .list: return ["daftar · a list: [satu, dua]"]
        case .rows: return ["daftar · rows of {\(field.columns.map(\.code).joined(separator: ", "))}"]
        case .grid:
            let sexes = field.words.map { "\($0.value): 0" }.joined(separator: ", ")
            return ["{\"\(field.bands.first ?? "")\": {\(sexes)}, …}; \(field.bands.joined(separator: ", "))"]
        case .nik: return ["16 angka · digits"]
        case .str, .text, .sign: return []
        }
    }

    /// A value on one line of a comment.
    private static func comment(_ value: JSONValue) -> String {
        (value.string ?? value.text).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// JSON is YAML: what is known is written so that nothing in it can be read as something else.
    private static func written(_ value: JSONValue) -> String {
        switch value {
        case .null: ""
        case .string(let text): self.quoted(text)
        case .bool, .integer, .number, .array, .object: value.text
        }
    }

    private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
