from kbgen.signals.limiter import Limiter
from kbgen.signals.metrics import Metrics


def test_a_burst_then_one_for_each_that_time_gives_back():
    limiter = Limiter(3)
    assert [limiter.allows("a", 0) for _ in range(4)] == [True, True, True, False]
    assert limiter.allows("b", 0)
    assert [limiter.allows("a", second) for second in (19, 21, 22, 41, 42)] == [False, True, False, True, False]
    assert [limiter.allows("a", 500) for _ in range(4)] == [True, True, True, False]


def test_a_clock_set_back_gives_nothing():
    limiter = Limiter(1)
    assert [limiter.allows("a", second) for second in (100, 40, 41, 101)] == [True, False, False, True]


def test_none_a_minute_allows_none():
    assert not Limiter(0).allows("a", 0)


def test_memory_is_bounded_and_the_quietest_is_forgotten():
    limiter = Limiter(1, senders=2)
    for sender in ("a", "b", "a", "c"):
        limiter.allows(sender, 0)
    assert len(limiter) == 2
    assert [limiter.allows(sender, 0) for sender in ("a", "b")] == [False, True]


def test_prometheus_text():
    metrics = Metrics()
    metrics.signal("vote")
    metrics.signal("vote")
    metrics.refused("rate")
    metrics.request("site", 200)
    assert metrics.render({"waiting": ("How many wait.", 2.0)}) == (
        "# HELP kbgen_signals_total Signals that were stored, by event.\n"
        "# TYPE kbgen_signals_total counter\n"
        'kbgen_signals_total{event="vote"} 2\n'
        "# HELP kbgen_refused_total Signals that were refused, by reason.\n"
        "# TYPE kbgen_refused_total counter\n"
        'kbgen_refused_total{reason="rate"} 1\n'
        "# HELP kbgen_requests_total HTTP requests, by route and status.\n"
        "# TYPE kbgen_requests_total counter\n"
        'kbgen_requests_total{route="site",status="200"} 1\n'
        "# HELP waiting How many wait.\n"
        "# TYPE waiting gauge\n"
        "waiting 2\n"
    )
