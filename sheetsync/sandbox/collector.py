"""Python's garbage collector, held off while a big request or answer is worked on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, when: bool) -> Iterator[None]:
    """Keep the collector from looking through masses of new lists again and again."""
    pause = when and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()
