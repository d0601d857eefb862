internal import Foundation
internal import Testing

extension EndToEndTests {
    /// The pages for agencies, on-call workers, staff and ops in `deploy/pages`, the Python client among them, the runbook, each
    /// unit's day beside its source, and the Ketua's.
    @Suite struct Pages {
        @Test(.timeLimit(.minutes(20)))
        func `every command of the pages does what it says, in order`() async throws {
            let copy = try await SystemCopy.start("pages")
            let python = try Programs.required("PKSAI_TEST_PYTHON")
            let tools = URL(fileURLWithPath: python).deletingLastPathComponent().path
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            try await Programs.must(
                python,
                ["deploy/lib/pages.py", copy.folder],
                environment: ["PATH": "\(tools):\(path)"]
            )
            try await copy.end()
        }
    }
}
