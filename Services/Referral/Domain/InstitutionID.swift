public import Vocabulary

/// A partner's key in the directory, `r11`: lower-case letters and digits.
public struct InstitutionID: Identifier {
    /// The written form.
    public let text: String

    /// From its written form; nil if it breaks the pattern.
    public init?(_ text: String) {
        guard (1...40).contains(text.utf8.count),
            text.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) })
        else { return nil }
        self.text = text
    }
}
