/// A type of the database, by its object identifier.
///
/// - Source: PostgreSQL 15, `src/include/catalog/pg_type.dat`.
public struct PostgreSQLType: RawRepresentable, Hashable, Sendable {
    /// The object identifier (`pg_type.oid`).
    public let rawValue: UInt32

    /// Makes a type of its object identifier.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Left to the server to infer.
    public static let unspecified = PostgreSQLType(rawValue: 0)
    /// `boolean`
    public static let bool = PostgreSQLType(rawValue: 16)
    /// `bytea`
    public static let bytea = PostgreSQLType(rawValue: 17)
    /// `"char"`, one byte
    public static let char = PostgreSQLType(rawValue: 18)
    /// `name`
    public static let name = PostgreSQLType(rawValue: 19)
    /// `bigint`
    public static let int8 = PostgreSQLType(rawValue: 20)
    /// `smallint`
    public static let int2 = PostgreSQLType(rawValue: 21)
    /// `integer`
    public static let int4 = PostgreSQLType(rawValue: 23)
    /// `text`
    public static let text = PostgreSQLType(rawValue: 25)
    /// `oid`
    public static let oid = PostgreSQLType(rawValue: 26)
    /// `json`
    public static let json = PostgreSQLType(rawValue: 114)
    /// `real`
    public static let float4 = PostgreSQLType(rawValue: 700)
    /// `double precision`
    public static let float8 = PostgreSQLType(rawValue: 701)
    /// A literal whose type was never decided
    public static let unknown = PostgreSQLType(rawValue: 705)
    /// `character(n)`
    public static let bpchar = PostgreSQLType(rawValue: 1042)
    /// `character varying`
    public static let varchar = PostgreSQLType(rawValue: 1043)
    /// `date`
    public static let date = PostgreSQLType(rawValue: 1082)
    /// `timestamp with time zone`
    public static let timestamptz = PostgreSQLType(rawValue: 1184)
    /// `uuid`
    public static let uuid = PostgreSQLType(rawValue: 2950)
    /// `jsonb`
    public static let jsonb = PostgreSQLType(rawValue: 3802)

    /// Whether it was made by `CREATE TYPE` or an extension: `FirstNormalObjectId` and above.
    var isUserDefined: Bool { self.rawValue >= 16_384 }

    /// The type of arrays of an element type; ``unspecified`` if it is not known here.
    public static func array(of element: PostgreSQLType) -> PostgreSQLType {
        let array: UInt32 =
            switch element {
            case .bool: 1000
            case .bytea: 1001
            case .char: 1002
            case .name: 1003
            case .int2: 1005
            case .int4: 1007
            case .text: 1009
            case .bpchar: 1014
            case .varchar: 1015
            case .int8: 1016
            case .float4: 1021
            case .float8: 1022
            case .oid: 1028
            case .date: 1182
            case .timestamptz: 1185
            case .json: 199
            case .uuid: 2951
            case .jsonb: 3807
            default: 0
            }
        return PostgreSQLType(rawValue: array)
    }
}
