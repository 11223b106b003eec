"""One thread for NumPy's products: several would change the last digits of a sum, and waiting ones eat a busy machine's time."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _pools() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Within it NumPy's products run on the calling thread; microseconds to enter."""
    limited: AbstractContextManager[object] = _pools().limit(limits=1)
    return limited
