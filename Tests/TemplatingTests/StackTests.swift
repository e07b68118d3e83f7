import Formats
import Glibc
import Templating
import TestKit
import Testing

/// No template needs more of the stack than the smallest that a thread may have.
struct StackTests {
    /// A sanitizer's frames are many times larger.
    private static let stackBytes = (Sanitizer.isOn ? 16 : 1) * 512 * 1024

    private static func nested(_ open: String, _ close: String, _ inner: String) -> String {
        // As deep as the parser lets it be.
        for count in stride(from: TemplateLimits.standard.nesting, to: 0, by: -1) {
            let source =
                String(repeating: open, count: count) + inner
                + String(repeating: close, count: count)
            if (try? Template(source)) != nil { return source }
        }
        return inner
    }

    private static var sources: [String] {
        let deep =
            "{{ " + String(repeating: "[", count: 25) + "m()" + String(repeating: "]", count: 25)
        return HostileTests.deepSources + [
            nested("{% if 1 %}", "{% endif %}", "x"),
            nested("{% for i in [1] %}", "{% endfor %}", "{{ i }}"),
            nested("{% filter upper %}", "{% endfilter %}", "x"),
            nested("{% macro m() %}", "{% endmacro %}", "{{ m() }}"),
            nested("{% set a %}", "{% endset %}", "{{ a }}"),
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "{% macro m() %}\(deep) }}{% endmacro %}{{ m() }}",
            "{% macro m() %}{% filter upper %}{{ m()|upper }}{% endfilter %}{% endmacro %}{{ m() }}",
            "{% macro m() %}{% call m() %}{{ m() }}{% endcall %}{{ caller() }}{% endmacro %}{{ m() }}",
            "{% for x in [1] recursive %}{{ loop([1])|upper }}{% endfor %}",
            "{{ [[[[[['a']]]]]]|map('map', 'map', 'map', 'map', 'map', 'map', 'upper')|list }}",
            "{{ 'a'|map(\(String(repeating: "'map', ", count: 200))'upper')|list }}",
            "{{ 'a'|select(\(String(repeating: "'in', ", count: 3))'upper')|list }}",
            "{% set ns = namespace(s=[]) %}{% for i in range(70) %}{% set ns.s = [ns.s] %}{% endfor %}"
                + "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% else %}{{ ns.s }}{{ ns.s|tojson }}"
                + "{{ ns.s|pprint }}{{ ns.s == [ns.s] }}{% endif %}{% endmacro %}{{ m(20) }}",
            "{% set ns = namespace(s=[]) %}{% for i in range(20000) %}{% set ns.s = [ns.s] %}{% endfor %}",
            "{% set ns = namespace(s=()) %}{% for i in range(20000) %}{% set ns.s = (ns.s,) %}{% endfor %}",
            "{% set ns = namespace(s={}) %}{% for i in range(9000) %}{% set ns.s = {1: ns.s} %}{% endfor %}",
        ]
    }

    @Test func `every template gets by with the stack of a small thread`() {
        for source in Self.sources {
            // The stack is freed together with what was rendered on it; a crash is the failure.
            Self.onSmallStack {
                let settings = RenderSettings(now: Timestamp(seconds: 0), escaping: .html)
                _ = try? Template(source).render([:], settings)
            }
        }
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private static func onSmallStack(_ run: @escaping @Sendable () -> Void) {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        unsafe pthread_attr_init(attributes)
        defer {
            unsafe pthread_attr_destroy(attributes)
            unsafe attributes.deallocate()
        }
        #expect(unsafe pthread_attr_setstacksize(attributes, stackBytes) == 0)
        var thread = pthread_t()
        let work = unsafe Unmanaged.passRetained(Work(run))
        let status = unsafe pthread_create(
            &thread, attributes,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, work.toOpaque())
        guard status == 0 else {
            unsafe work.release()
            Issue.record("no thread: \(status)")
            return
        }
        pthread_join(thread, nil)
    }
}
