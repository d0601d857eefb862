/// Made-up complaints, a thousand if not told otherwise; one in fifty malformed, one about a grown-up, ten sent twice.
struct Flood: Sendable {
    let name: String
    /// Fifty messages each.
    var groups = 20
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
        #"{"reference": "\#(self.name)-m\#(index)", "emergency": false}"#
    }

    /// One of fifty is about a grown-up: registered, and no case.
    private func complaint(_ index: Int) -> String {
        let born = index % 49 == 7 ? "1990-05-05" : "20\(10 + index % 10)-0\(1 + index % 9)-1\(index % 7)"
        return """
            {"reference": "\(self.name)-\(index)", "channel": "community", "child": {"name": "Anak \(self.name) \(index)", \
            "sex": "\(index % 2 == 0 ? "male" : "female")", "birth_date": "\(born)", "birth_place": "Kota \(index)", \
            "address": {"street": "Jalan \(index)", "subdistrict": "Tallo", "city": "Makassar"}}, \
            "situation": "told by a neighbour, number \(index)", "categories": ["education_problem"], \
            "initial_assessment": {"vulnerable": true, "vulnerability_types": ["economic"], "risk_types": ["neglect"], \
            "risk_level": "\(index % 5 == 0 ? "medium" : "low")"}}
            """
    }
}
