"""One test of many values: for tables that are checked cell by cell in microseconds."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def in_turn(
    names: str | tuple[str, ...], values: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Run a test for each value, as `parametrize` does, but as one test.

    What a test costs besides its own work is counted in milliseconds, too much for
    thousands of cells. A failure is noted with the values that it is about. Fixtures
    are shared by all values, so this is for what computes and changes nothing.
    """
    own = (names,) if isinstance(names, str) else names
    listed = [*values]
    assert listed, "nothing would be tested"

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def for_each(**given: Any) -> None:  # noqa: ANN401 - whatever fixtures give
            for value in listed:
                these = (value,) if isinstance(names, str) else value
                cell = dict(zip(own, these, strict=True))
                try:
                    test(**given, **cell)
                except BaseException as fault:
                    fault.add_note(f"with {cell}")
                    raise

        signature = inspect.signature(test)
        others = [
            each for each in signature.parameters.values() if each.name not in own
        ]
        assert len(others) == len(signature.parameters) - len(own), own
        for_each.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return for_each

    return decorated
