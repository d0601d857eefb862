internal import CLinux

/// A thread that nobody waits for.
enum DetachedThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Runs a function on a thread of its own; what it captures is kept until it returns.
    static func start(_ name: String, _ run: @escaping @Sendable () -> Void) {
        let context = unsafe Unmanaged.passRetained(Body(name, run)).toOpaque()
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread,
            &attributes,
            { context in
                guard let context = unsafe context else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                unsafe linux_name_thread(body.name)
                body.run()
                return nil
            },
            context
        )
        precondition(result == 0, "no thread left")
    }
}
