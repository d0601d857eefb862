internal import ArgumentParser
internal import Foundation
internal import Instruments
internal import JSON
internal import Vocabulary

struct FormCheck: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a filled form without any system: every problem with its line, all at once."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The form; - for standard input.", completion: .file()) var file: String
    @Flag(help: "Only what is written; what isn't answered yet is no problem.") var unfinished = false

    func perform(_ session: Session) async throws {
        let form = try FilledFile(self.file)
        let findings = form.findings(isComplete: !self.unfinished)
        form.report(findings, session.output)
        if !findings.isClean { throw Failure.Status.refused.exit }
    }
}

/// A form's file with its instrument.
struct FilledFile: Sendable {
    let path: String
    let file: FormFile
    let instrument: Instrument
    /// As written.
    let text: String

    /// Reads it.
    ///
    /// - Throws: ``Failure`` with the line that can't be read.
    init(_ path: String) throws {
        let bytes = try InputFile.read(path, most: 4 << 20)
        let name = path == "-" ? "standard input" : path
        do throws(FormFile.Fault) {
            self.file = try FormFile(bytes, instruments: .standard)
        } catch {
            let place = error.line.map { "\(name):\($0)" } ?? name
            throw Failure("\(place): \(error.message)", status: .refused)
        }
        guard let instrument = Instruments.standard.instrument(self.file.form, version: self.file.version) else {
            throw Failure("\(name): no such version", status: .refused)
        }
        self.path = name
        self.instrument = instrument
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// What speaks against it.
    ///
    /// - Parameter asKnown: Whether what was known when the file was made still counts; the unit knows better.
    func findings(isComplete: Bool, context: FormContext = [:], asKnown: Bool = true) -> FormFindings {
        var known = self.file.context.filter { asKnown || $0.key == "child_sex" || $0.key == "categories" }
        if asKnown {
            // The unit's day when the file was made, or today, whichever is later.
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate.description
            known["today"] = .string(max(today, known["today"]?.string ?? ""))
        }
        return self.instrument.check(
            self.file.answers,
            context: known.merging(context) { $1 },
            unknown: self.file.unknown,
            isComplete: isComplete
        )
    }

    /// Prints it: problems and warnings with line and field, in the file's order.
    func report(_ findings: FormFindings, _ output: Output) {
        if output.json {
            let value: JSONValue = [
                "form": .string(self.file.form.rawValue), "version": .integer(Int64(self.file.version)),
                "ok": .bool(findings.isClean), "problems": .array(findings.problems.map(self.row)),
                "warnings": .array(findings.warnings.map(self.row)),
            ]
            return output.line(value.text)
        }
        let all =
            findings.problems.map { ($0, output.red("problem")) }
            + findings.warnings.map { ($0, output.yellow("warning")) }
        for (problem, kind) in all.sorted(by: { self.line($0.0) < self.line($1.0) }) {
            let field = problem.pointer.dropFirst()
            output.line(
                "\(self.path):\(self.line(problem)): \(kind): \(field): expected \(problem.expected); found \(problem.found)"
            )
        }
        if findings.isClean {
            output.line(output.green("\(self.path): nothing is wrong with this \(self.file.form.rawValue)"))
        }
    }

    private func line(_ problem: FormProblem) -> Int { self.file.line(of: problem.pointer) ?? 1 }

    private func row(_ problem: FormProblem) -> JSONValue {
        [
            "line": .integer(Int64(self.line(problem))), "pointer": .string(problem.pointer),
            "code": .string(problem.code), "expected": .string(problem.expected), "found": .string(problem.found),
        ]
    }
}
