"""The bench of the tools finds them all and does what a visitor can do."""

from lopso_widgets.bench import bench_tool, find_tools


def test_every_tool_is_found_and_moved():
    tools = find_tools()
    assert {"digit_reader", "pendulum", "subject_average"} <= set(tools)
    for name, kind in tools.items():
        times = bench_tool(name, kind, rounds=1, seed=1)
        assert len(times.milliseconds) > 10
        assert max(times.milliseconds) > 0
        assert times.worst
