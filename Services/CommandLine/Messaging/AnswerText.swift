internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

extension Failure.Status {
    /// Ends the program without another word: what is wrong has been said.
    var exit: ExitCode { ExitCode(self.rawValue) }
}

/// Answers in words.
enum AnswerText {
    /// An answer, whatever it says.
    static func lines(_ answer: Answer, _ output: Output) -> [String] {
        answer.isRefusal ? self.refusal(answer, output) : self.success(answer, output)
    }

    /// What took effect, or what was asked for.
    static func success(_ answer: Answer, _ output: Output) -> [String] {
        let rendering = Rendering(output: output)
        switch answer.type {
        case "command.accepted":
            let command = answer.body["command"]?.string ?? ""
            let line = "\(output.green("done")) \(Rendering.label(Rendering.harmless(command)))"
            guard let result = answer.body["result"], result.object?.isEmpty == false else { return [line] }
            return [line] + rendering.lines(result, indent: "  ")
        case "query.answered":
            return rendering.lines(answer.body["answer"] ?? .null)
        default:
            return [output.green(Rendering.harmless(answer.type))] + rendering.lines(answer.body, indent: "  ")
        }
    }

    /// That the answer is not whole; nil if it is.
    static func leftOut(_ answer: Answer) -> String? {
        guard answer.type == "query.answered", let count = answer.body["left_out"]?.integer, count > 0 else {
            return nil
        }
        let rows = count == 1 ? "1 row" : "\(count) rows"
        return "\(Rendering.harmless(answer.unit)) can't read \(rows): not in the answer; its log tells ops which"
    }

    /// Why the unit said no, with every problem and its place.
    static func refusal(_ answer: Answer, _ output: Output) -> [String] {
        let what = answer.body["command"]?.string ?? answer.body["query"]?.string ?? answer.type
        let code = answer.body["code"]?.string
        var lines = [
            "\(output.red("refused")) \(Rendering.harmless(what))"
                + (code.map { ": \(Rendering.label(Rendering.harmless($0)))" } ?? "")
        ]
        let problems = answer.body["problems"]?.array ?? []
        if let explanation = answer.body["explanation"]?.string, !explanation.isEmpty,
            // A problem that says it says where, too.
            !problems.contains(where: { [$0["expected"]?.string, $0["found"]?.string].contains(explanation) })
        {
            lines.append("  \(Rendering.harmless(explanation))")
        }
        lines += self.problems(answer.body["problems"], output)
        let known: Set<String> = ["message_id", "command", "query", "code", "explanation", "problems"]
        let rest = (answer.body.object?.members ?? []).filter { !known.contains($0.key) }.map { ($0.key, $0.value) }
        if !rest.isEmpty { lines += Rendering(output: output).lines(.object(JSONObject(members: rest)), indent: "  ") }
        return lines
    }

    /// `/child/nik: expected 16 digits, found string of 12 characters`; `/worker: siti is no on-call worker`.
    static func problems(_ problems: JSONValue?, _ output: Output) -> [String] {
        (problems?.array ?? []).map { problem in
            let pointer = problem["pointer"]?.string ?? ""
            let expected = problem["expected"]?.string ?? ""
            let found = problem["found"]?.string ?? ""
            let place = pointer.isEmpty ? "body" : Rendering.harmless(pointer)
            guard expected != Problem.ruled else {
                return "  \(output.yellow(place)): \(Rendering.harmless(found))"
            }
            return
                "  \(output.yellow(place)): expected \(Rendering.harmless(expected)), found \(Rendering.harmless(found))"
        }
    }
}
