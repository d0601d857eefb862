import CoreMetrics
import Foundation
import Metrics
import NIOConcurrencyHelpers

/// Seconds of wall-clock time, for measuring only.
enum Wall {
    static func seconds() -> Double { Date().timeIntervalSince1970 }
}

/// A unit's measures, named after OpenTelemetry's messaging conventions where there is one.
struct UnitMetrics: Sendable {
    /// Messages decided.
    let handled = Counter(label: "messaging_client_consumed_messages_total")
    /// Messages that had been decided before: nothing was done again.
    let duplicates = Counter(label: "pksai_duplicate_messages_total")
    /// Messages the broker confirmed.
    let published = Counter(label: "messaging_client_published_messages_total")
    /// Messages the broker could give to nobody.
    let unroutable = Counter(label: "pksai_unroutable_messages_total")
    /// Queries whose sender could not be answered.
    let queriesDropped = Counter(label: "pksai_queries_dropped_total")
    /// Warnings and breaches.
    let clocksRung = Counter(label: "pksai_clocks_rung_total")
    /// Sender's publish to effect, seconds.
    let criticalTime = Metrics.Timer(label: "pksai_critical_time_seconds")
}

extension Metrics.Timer {
    func recordSeconds(_ seconds: Double) { self.recordNanoseconds(Int64(seconds * 1_000_000_000)) }
}

/// Keeps metrics in memory and writes them as Prometheus text (exposition format 0.0.4).
final class MetricsRegistry: MetricsFactory {
    private struct Values {
        var counters: [String: Double] = [:]
        var gauges: [String: Double] = [:]
        var histograms: [String: Histogram] = [:]
    }

    private struct Histogram {
        var buckets = [Int](repeating: 0, count: MetricsRegistry.bounds.count + 1)
        var sum = 0.0
        var count = 0
    }

    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]
    private let values = NIOLockedValueBox(Values())

    func set(_ name: String, _ value: Double) { self.values.withLockedValue { $0.gauges[name] = value } }

    /// Puts a gauge's series by their labels; series that are not named again are gone.
    func replace(_ family: String, with series: [(labels: String, value: Double)]) {
        self.values.withLockedValue { values in
            values.gauges = values.gauges.filter { !$0.key.hasPrefix("\(family){") }
            for (labels, value) in series { values.gauges["\(family){\(labels)}"] = value }
        }
    }

    var text: String {
        let values = self.values.withLockedValue { $0 }
        var lines: [String] = []
        func add(_ kind: String, _ series: [String: Double]) {
            var typed: Set<Substring> = []
            for (name, value) in series.sorted(by: { $0.key < $1.key }) {
                let family = name.prefix { $0 != "{" }
                if typed.insert(family).inserted { lines.append("# TYPE \(family) \(kind)") }
                lines.append("\(name) \(value)")
            }
        }
        add("counter", values.counters)
        add("gauge", values.gauges)
        for (name, histogram) in values.histograms.sorted(by: { $0.key < $1.key }) {
            lines.append("# TYPE \(name) histogram")
            var sum = 0
            for (index, bound) in Self.bounds.enumerated() {
                sum += histogram.buckets[index]
                lines.append("\(name)_bucket{le=\"\(bound)\"} \(sum)")
            }
            lines.append("\(name)_bucket{le=\"+Inf\"} \(histogram.count)")
            lines.append("\(name)_sum \(histogram.sum)")
            lines.append("\(name)_count \(histogram.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func name(_ label: String, _ dimensions: [(String, String)]) -> String {
        guard !dimensions.isEmpty else { return label }
        return "\(label){\(dimensions.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ","))}"
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let name = self.name(label, dimensions)
        self.values.withLockedValue { $0.counters[name] = $0.counters[name] ?? 0 }
        return Handler(name: name, registry: self)
    }
    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        Handler(name: self.name(label, dimensions), registry: self)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        Handler(name: self.name(label, dimensions), registry: self)
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handler(name: self.name(label, dimensions), registry: self)
    }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private func add(_ name: String, _ amount: Double) {
        self.values.withLockedValue { $0.counters[name, default: 0] += amount }
    }

    private func observe(_ name: String, _ value: Double) {
        self.values.withLockedValue { values in
            var histogram = values.histograms[name] ?? Histogram()
            histogram.buckets[Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count] += 1
            histogram.sum += value
            histogram.count += 1
            values.histograms[name] = histogram
        }
    }

    private final class Handler: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        let name: String
        let registry: MetricsRegistry
        init(name: String, registry: MetricsRegistry) {
            self.name = name
            self.registry = registry
        }
        func increment(by amount: Int64) { self.registry.add(self.name, Double(amount)) }
        func reset() {}
        func set(_ value: Int64) { self.registry.set(self.name, Double(value)) }
        func set(_ value: Double) { self.registry.set(self.name, value) }
        func increment(by amount: Double) { self.registry.add(self.name, amount) }
        func decrement(by amount: Double) { self.registry.add(self.name, -amount) }
        func record(_ value: Int64) { self.registry.observe(self.name, Double(value)) }
        func record(_ value: Double) { self.registry.observe(self.name, value) }
        func recordNanoseconds(_ duration: Int64) { self.registry.observe(self.name, Double(duration) / 1e9) }
    }
}
