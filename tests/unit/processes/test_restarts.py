from wayfinder.processes.restarts import DELAYS, WINDOW, Restarts


def test_each_death_is_answered_later_than_the_one_before_and_not_for_ever() -> None:
    restarts = Restarts()
    assert [restarts.after_death(now) for now in range(len(DELAYS) + 1)] == [*DELAYS, None]


def test_deaths_of_long_ago_are_forgotten() -> None:
    restarts = Restarts((1, 2))
    assert [restarts.after_death(now) for now in (0, WINDOW, 2 * WINDOW, 2 * WINDOW + 1)] == [1, 1, 1, 2]
