internal import Foundation
internal import JSON
internal import Testing

extension EndToEndTests {
    /// `pksai topology apply` on a broker that runs.
    @Suite(.serialized) struct Topology {
        @Test(.timeLimit(.minutes(4)))
        func `apply removes what nothing declares, mends what is missing, and then changes nothing`() async throws {
            let copy = try await SharedCopy.copy()
            _ = try await copy.addAgency("topology-post")
            let fresh = try await copy.pksai("topology", "apply", "--dry-run")
            #expect(fresh.lines.first?["changes"]?.bool == false, "\(fresh.output)")

            // As an older version left it: a binding too many, one missing, a right too wide. The administrator itself
            // may change no binding.
            let older = (name: "older-version", password: "synthetic")
            let rights = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            try await copy.management(
                "PUT",
                "api/users/\(older.name)",
                #"{"password": "synthetic", "tags": "management"}"#
            )
            try await copy.management("PUT", "api/permissions/pksai/\(older.name)", rights)
            let stray = "api/bindings/pksai/e/events/q/data-request.routine"
            try await copy.management("POST", stray, #"{"routing_key": "intake.routine.#.old_event.#"}"#, as: older)
            try await copy.management(
                "DELETE",
                "api/bindings/pksai/e/commands/q/intake.staff/intake.%252A.%252A",
                as: older
            )
            try await copy.management("DELETE", "api/users/\(older.name)")
            try await copy.management(
                "PUT",
                "api/permissions/pksai/topology-post",
                #"{"configure": "", "write": ".*", "read": ".*"}"#
            )
            let planned = try await copy.pksai("topology", "apply", "--dry-run").lines.first
            #expect(planned?["applied"]?.bool == false)
            #expect(planned?["removed"]?["bindings"]?.array?.count == 1)
            #expect(planned?["declared"]?["bindings"]?.array?.count == 1)
            #expect(planned?["rights"] == ["topology-post"])

            let applied = try await copy.pksai("topology", "apply")
            #expect(applied.status == 0)
            #expect(applied.lines.first?["removed"] == planned?["removed"])
            let again = try await copy.pksai("topology", "apply").lines.first
            #expect(again?["changes"]?.bool == false, "\(String(describing: again))")
        }
    }
}
