internal import Foundation
internal import JSON

/// One urgent complaint after the other, each until somebody is called.
enum Urgent {
    /// How long each took, in milliseconds: from the call of `pksai` to the call of a worker.
    static func complain(_ number: Int, _ name: String, by agency: String, _ copy: SystemCopy) async throws -> [Int] {
        var times: [Int] = []
        for index in 0..<number {
            let paper = try copy.paper("\(name)-\(index).json", Self.complaint("\(name), number \(index)"))
            let begun = ContinuousClock.now
            let ended = try await copy.pksai("complaint", "submit", paper, "--timeout", "60", by: agency)
            guard let complaint = ended.lines.first?["body"]?["complaint_no"]?.string else {
                throw Failure("an urgent complaint got no number: \(ended)")
            }
            try await Self.called(complaint, copy)
            times.append(Int((ContinuousClock.now - begun) / .milliseconds(1)))
        }
        return times
    }

    /// Waits until somebody is called to this complaint's child; the case.
    @discardableResult
    static func called(_ complaint: String, _ copy: SystemCopy) async throws -> String {
        try await Programs.until("somebody is called") {
            try await copy.sql(
                "service-unit",
                """
                SELECT id FROM aggregates WHERE kind = 'case' AND state->>'complaint_no' = '\(complaint)'
                    AND state->'urgent'->>'phase' = 'raised'
                """
            ).first?.first
        }
    }

    static func complaint(_ text: String) -> String {
        """
        {"reference": "\(text)", "channel": "phone", "emergency": true, "child": {"sex": "female", "estimated_age": 9}, \
        "situation": "alone on the street at night, \(text)", "categories": ["neglect_victim"], \
        "initial_assessment": {"vulnerable": true, "vulnerability_types": ["social"], "risk_types": ["physical"], \
        "risk_level": "high", "immediate_needs": ["shelter"]}}
        """
    }
}
