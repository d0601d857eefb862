/// Made-up complaints, a thousand if not told otherwise; one in fifty malformed, one about a grown-up, ten sent twice.
struct Flood: Sendable {
    let name: String
    /// Fifty messages each.
    var groups = 20
    /// Of so many complaints one is urgent; none if nil.
    var urgentShare: Int?
    var valid: Int { self.groups * 49 }
    var malformed: Int { self.groups }
    var adults: Int { self.groups }

    /// Lines of NDJSON in batches of equal size; the repeats stand in the batch after the first.
    func batches(_ number: Int) -> [[String]] {
        var lines: [String] = []
        for index in 0..<self.valid { lines.append(self.complaint(index)) }
        for index in 0..<self.malformed {
            // Every second one isn't even JSON.
            let line =
                index % 2 == 0 ? #"{"reference": "\#(self.name)-m\#(index)", "situation""# : self.incomplete(index)
            lines.insert(line, at: index * 49)
        }
        let size = (lines.count + number - 1) / number
        var batches = (0..<number).map { batch in Array(lines[batch * size..<min((batch + 1) * size, lines.count)]) }
        for index in 0..<10 { batches[(index + 1) % number].append(self.complaint(index)) }
        return batches
    }

    private func incomplete(_ index: Int) -> String {
        let name = "\(self.name)-m\(index)"
        return #"{"message_id": "\#(name)", "reference": "\#(name)", "emergency": false}"#
    }

    /// The message ids of the complaints that can be read, by what they are about.
    var identifiers: (children: Set<String>, urgent: Set<String>, adults: Set<String>) {
        let ids = { (isWanted: (Int) -> Bool) in Set((0..<self.valid).filter(isWanted).map { self.identifier($0) }) }
        return (ids { !self.isAdult($0) && !self.isUrgent($0) }, ids(self.isUrgent), ids(self.isAdult))
    }

    private func identifier(_ index: Int) -> String { "\(self.name)-\(index)" }

    /// One of fifty is about a grown-up: registered, and no case.
    private func isAdult(_ index: Int) -> Bool { index % 49 == 7 }

    private func isUrgent(_ index: Int) -> Bool {
        guard let urgentShare else { return false }
        return index % urgentShare == 3 && !self.isAdult(index)
    }

    private func complaint(_ index: Int) -> String {
        let (id, isUrgent) = (self.identifier(index), self.isUrgent(index))
        let level = isUrgent ? "high" : index % 5 == 0 ? "medium" : "low"
        let born = self.isAdult(index) ? "1990-05-05" : "20\(10 + index % 10)-0\(1 + index % 9)-1\(index % 7)"
        return """
            {"message_id": "\(id)", "reference": "\(id)", "channel": "community", "emergency": \(isUrgent), "child": {"name": "Anak \(self.name) \(index)", \
            "sex": "\(index % 2 == 0 ? "male" : "female")", "birth_date": "\(born)", "birth_place": "Kota \(index)", \
            "address": {"street": "Jalan \(index)", "subdistrict": "Tallo", "city": "Makassar"}}, \
            "situation": "told by a neighbour, number \(index)", "categories": ["\(isUrgent ? "neglect_victim" : "education_problem")"], \
            "initial_assessment": {"vulnerable": true, "vulnerability_types": ["economic"], "risk_types": ["neglect"], \
            "risk_level": "\(level)"}}
            """
    }
}
