/// What holds values, and lets go of them when rendering has ended.
///
/// So neither a list that holds itself leaks, nor does one that is nested without end exhaust the
/// stack when it is freed.
protocol Disposable: AnyObject {
    func dispose()
}
