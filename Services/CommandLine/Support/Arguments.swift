public import ArgumentParser
public import Contracts
public import Vocabulary

// Words of the domain as they are typed on the command line.

extension Role: ExpressibleByArgument {
    /// A role's word; hyphens do as well as underscores.
    public init?(argument: String) { self.init(rawValue: argument.split(separator: "-").joined(separator: "_")) }
    /// Every role that can be given.
    public static var allValueStrings: [String] { Self.allCases.filter { $0 != .admin }.map(\.rawValue) }
}

extension Username: ExpressibleByArgument {
    /// A broker user's name.
    public init?(argument: String) { self.init(argument) }
}

extension UnitName: ExpressibleByArgument {}
