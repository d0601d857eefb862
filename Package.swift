// swift-tools-version: 6.2
import PackageDescription

// What every target is built with. Released, each function is a section of its own: the linker puts them in order.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .unsafeFlags(["-Xfrontend", "-function-sections"], .when(platforms: [.linux], configuration: .release)),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let flyingFox: Target.Dependency = .product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks: Target.Dependency = .product(name: "FlyingSocks", package: "FlyingFox")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let locks: Target.Dependency = .product(name: "NIOConcurrencyHelpers", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let metricsCore: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// The units whose rules ask a form.
let formUnits: Set<String> = ["Intake", "Referral", "ServiceUnit"]

/// The targets of one organisational unit: its rules, its wiring, its program, its rules' tests.
func unit(_ name: String, product: String) -> [Target] {
    [
        .target(
            name: "\(name)Domain",
            dependencies: ["Vocabulary"] + (formUnits.contains(name) ? ["Instruments"] : []),
            path: "Services/\(name)/Domain"
        ),
        .target(
            name: "\(name)Service",
            dependencies: [
                .target(name: "\(name)Domain"), "Vocabulary", "Contracts", "JSON", "PostgreSQL", "ProcedurePack",
                "UnitRuntime",
            ] + (["DataRequest", "ServiceUnit"].contains(name) ? [crypto] : [])
                + (formUnits.contains(name) ? ["Instruments"] : []),
            path: "Services/\(name)/Service",
            resources: [.embedInCode("Migrations")] + (name == "Referral" ? [.embedInCode("Directory")] : [])
        ),
        .executableTarget(
            name: product,
            dependencies: [.target(name: "\(name)Service"), "Contracts", "UnitRuntime"],
            path: "Services/\(name)/App",
            linkerSettings: unitLinking
        ),
        .testTarget(
            name: "\(name)DomainTests",
            dependencies: [.target(name: "\(name)Domain"), "RuleTestSupport", "Vocabulary"]
                + (name == "ServiceUnit" ? ["ProcedurePack"] : [])
                + (formUnits.contains(name) ? ["Instruments", "JSON"] : []),
            path: "Tests/Domain/\(name)"
        ),
    ]
}

/// A unit exports nothing, and what the loader moves is noted in bits: 4 MB less of each unit are in memory. What it enters
/// at work lies side by side, as `deploy/order-functions` found it: 9 MB less.
let unitLinking: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld"]
            + [
                "--no-export-dynamic", "-z", "pack-relative-relocs", "--no-warn-symbol-ordering",
                "--symbol-ordering-file=\(Context.packageDirectory)/Services/functions.order",
            ].flatMap { ["-Xlinker", $0] },
        .when(platforms: [.linux], configuration: .release)
    )
]

let package = Package(
    name: "pksai",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CRabbitMQ",
            path: "Shared/CRabbitMQ",
            pkgConfig: "librabbitmq",
            providers: [.apt(["librabbitmq-dev"])]
        ),
        .systemLibrary(
            name: "CLibPQ",
            path: "Shared/CLibPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(name: "CLinux", path: "Shared/CLinux"),
        .target(name: "SocketExecutor", dependencies: ["CLinux", locks], path: "Shared/SocketExecutor"),
        .target(
            name: "RabbitMQ",
            dependencies: ["CLinux", "CRabbitMQ", "SocketExecutor", deque, locks, logging],
            path: "Shared/RabbitMQ"
        ),
        .target(
            name: "PostgreSQL",
            dependencies: ["CLibPQ", "SocketExecutor", locks, logging],
            path: "Shared/PostgreSQL"
        ),
        .target(name: "JSON", path: "Shared/JSON"),
        .target(name: "Vocabulary", path: "Shared/Vocabulary"),
        .target(
            name: "Instruments",
            dependencies: ["Vocabulary", "JSON"],
            path: "Shared/Instruments",
            resources: [.embedInCode("Forms")]
        ),
        .target(
            name: "Contracts",
            dependencies: ["Instruments", "Vocabulary", "JSON"],
            path: "Shared/Contracts",
            exclude: ["Schemas"]
        ),
        .target(name: "YAML", dependencies: ["JSON", yams], path: "Shared/YAML"),
        .target(
            name: "ProcedurePack",
            dependencies: ["Contracts", "JSON", "Vocabulary", "YAML"],
            path: "Shared/ProcedurePack",
            resources: [.embedInCode("Packs"), .embedInCode("Calendars")]
        ),
        .target(name: "Sealing", dependencies: ["CLinux", "Vocabulary", "JSON", crypto], path: "Shared/Sealing"),
        .target(
            name: "UnitRuntime",
            dependencies: [
                "CLinux", "Contracts", "Instruments", "JSON", "PostgreSQL", "ProcedurePack", "RabbitMQ", "Sealing",
                "SocketExecutor", "Vocabulary",
                crypto, flyingFox, flyingSocks, lifecycle, locks, logging, metrics, metricsCore, signals,
            ],
            path: "Shared/UnitRuntime",
            resources: [.embedInCode("Migrations")]
        ),
        .executableTarget(
            name: "pksai",
            dependencies: [
                "Contracts", "Instruments", "JSON", "ProcedurePack", "RabbitMQ", "Sealing", "Vocabulary", "YAML",
                argumentParser, crypto, logging, mustache, signals, subprocess, yams,
            ],
            path: "Services/CommandLine",
            resources: [.embedInCode("Document/Templates"), .embedInCode("Support/Words")]
        ),
        .target(
            name: "TestSupport",
            dependencies: ["PostgreSQL", "RabbitMQ"],
            path: "Tests/Support",
            exclude: ["Rules", "Unit"]
        ),
        .target(
            name: "RuleTestSupport",
            dependencies: ["Vocabulary"],
            path: "Tests/Support/Rules",
            exclude: ["steps.csv"]
        ),
        .target(
            name: "UnitTestSupport",
            dependencies: [
                "Contracts", "JSON", "PostgreSQL", "RabbitMQ", "Sealing", "TestSupport", "UnitRuntime", "Vocabulary",
                lifecycle, locks, logging,
            ],
            path: "Tests/Support/Unit"
        ),
        .executableTarget(
            name: "benchmark-ceiling",
            dependencies: ["CLibPQ", "CRabbitMQ"],
            path: "Tests/Benchmarks/Ceiling"
        ),
        .executableTarget(
            name: "benchmark-end-to-end",
            dependencies: [
                "Contracts", "JSON", "PostgreSQL", "RabbitMQ", "Sealing", "Vocabulary", argumentParser, logging,
            ],
            path: "Tests/Benchmarks/EndToEnd"
        ),
        .testTarget(name: "JSONTests", dependencies: ["JSON"], path: "Tests/Unit/JSON"),
        .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary", "JSON"], path: "Tests/Unit/Vocabulary"),
        .testTarget(
            name: "InstrumentsTests",
            dependencies: ["Instruments", "Vocabulary", "JSON"],
            path: "Tests/Unit/Instruments",
            exclude: ["fields.csv"]
        ),
        .testTarget(
            name: "ProcedurePackTests",
            dependencies: ["ProcedurePack", "Contracts", "JSON", "Vocabulary", "YAML"],
            path: "Tests/Unit/ProcedurePack"
        ),
        .testTarget(
            name: "IntakeServiceTests",
            dependencies: ["IntakeService", "JSON", "Vocabulary"],
            path: "Tests/Unit/Intake"
        ),
        .testTarget(
            name: "IdentificationServiceTests",
            dependencies: ["IdentificationService", "IdentificationDomain", "Vocabulary"],
            path: "Tests/Unit/Identification"
        ),
        .testTarget(name: "SealingTests", dependencies: ["Sealing", "JSON", "Vocabulary"], path: "Tests/Unit/Sealing"),
        .testTarget(
            name: "RabbitMQTests",
            dependencies: ["CLinux", "RabbitMQ", "SocketExecutor", "TestSupport", logging],
            path: "Tests/Integration/RabbitMQ"
        ),
        .testTarget(
            name: "PostgreSQLTests",
            dependencies: ["PostgreSQL", "SocketExecutor", "TestSupport", logging],
            path: "Tests/Integration/PostgreSQL"
        ),
        .testTarget(
            name: "UnitRuntimeMachineTests",
            dependencies: ["Contracts", "RabbitMQ", "UnitRuntime", "Vocabulary"],
            path: "Tests/Unit/UnitRuntime"
        ),
        .testTarget(
            name: "StoredStateTests",
            dependencies: [
                "Contracts", "DataRequestService", "IdentificationService", "IntakeService", "JSON", "ReferralService",
                "ServiceUnitService", "UnitRuntime", "Vocabulary",
            ],
            path: "Tests/Unit/StoredStates",
            exclude: ["states.json"]
        ),
        .testTarget(
            name: "UnitRuntimeTests",
            dependencies: [
                "CLinux", "Contracts", "Instruments", "JSON", "PostgreSQL", "RabbitMQ", "Sealing", "TestSupport",
                "UnitRuntime",
                "UnitTestSupport", "Vocabulary", locks, logging,
            ],
            path: "Tests/Integration/UnitRuntime"
        ),
        .testTarget(
            name: "ServiceUnitServiceTests",
            dependencies: [
                "Contracts", "JSON", "PostgreSQL", "RabbitMQ", "RuleTestSupport", "Sealing", "ServiceUnitDomain",
                "ServiceUnitService", "TestSupport", "UnitRuntime", "UnitTestSupport", "Vocabulary",
            ],
            path: "Tests/Integration/ServiceUnit"
        ),
        .testTarget(
            name: "IntakeIdentificationTests",
            dependencies: [
                "CLinux", "Contracts", "IdentificationDomain", "IdentificationService", "IntakeService", "JSON",
                "PostgreSQL",
                "RabbitMQ", "Sealing", "TestSupport", "UnitRuntime", "UnitTestSupport", "Vocabulary",
            ],
            path: "Tests/Integration/IntakeIdentification"
        ),
        .testTarget(
            name: "TopologyTests",
            dependencies: ["Contracts", "JSON", "RabbitMQ", "TestSupport", "Vocabulary", logging],
            path: "Tests/Integration/Topology"
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "Instruments", "pksai", "Contracts", "JSON", "ProcedurePack", "RabbitMQ", "RuleTestSupport", "Sealing",
                "Vocabulary", argumentParser,
            ],
            path: "Tests/Unit/CommandLine"
        ),
        .testTarget(
            name: "ReferralUnitTests",
            dependencies: [
                "ReferralService", "DataRequestService", "Contracts", "JSON", "PostgreSQL", "RabbitMQ", "Sealing",
                "TestSupport", "UnitRuntime", "UnitTestSupport", "Vocabulary",
            ],
            path: "Tests/Integration/Referral"
        ),
        .testTarget(
            name: "ContractsTests",
            dependencies: ["Contracts", "Instruments", "JSON", "Vocabulary"],
            path: "Tests/Contracts",
            exclude: ["decisions.csv", "flow.csv", "views.csv"]
        ),
        .testTarget(
            name: "CoverageTests",
            dependencies: ["Instruments", "Vocabulary"],
            path: "Tests/Coverage",
            exclude: ["procedures.csv"]
        ),
        .executableTarget(
            name: "newer-unit",
            dependencies: [
                "Contracts", "DataRequestService", "IdentificationService", "IntakeService", "ReferralService",
                "ServiceUnitService", "UnitRuntime",
            ],
            path: "Tests/EndToEnd/NewerUnit"
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["DataRequestDomain", "JSON", "RuleTestSupport", "TestSupport", "Vocabulary", subprocess],
            path: "Tests/EndToEnd",
            exclude: ["NewerUnit", "attack.py", "terminal.py"]
        ),
    ]
        + unit("Intake", product: "intake")
        + unit("Identification", product: "identification")
        + unit("ServiceUnit", product: "service-unit")
        + unit("Referral", product: "referral")
        + unit("DataRequest", product: "data-request"),
    swiftLanguageModes: [.v6]
)

// libFuzzer brings a `main` of its own: only `Tests/Fuzz/run` builds this, and `pksai` without its own beside it.
if Context.environment["PKSAI_FUZZ"] != nil {
    for (index, program) in package.targets.enumerated() where program.name == "pksai" {
        package.targets[index] = .target(
            name: program.name,
            dependencies: program.dependencies,
            path: program.path,
            exclude: ["PKSAI.swift"],
            resources: program.resources
        )
    }
    package.targets.append(
        .executableTarget(
            name: "fuzz-decoders",
            dependencies: [
                "Contracts", "CRabbitMQ", "Instruments", "JSON", "pksai", "PostgreSQL", "RabbitMQ", "Sealing",
                "Vocabulary", "YAML",
            ],
            path: "Tests/Fuzz",
            exclude: ["Corpus", "run"],
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        )
    )
}

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + settings
}
