"""Asynchronous things for tests that are written straight down."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


@contextmanager
def in_thread(opened: Callable[[], AbstractAsyncContextManager[T]]) -> Iterator[T]:
    """An asynchronous context that stays open in a thread and a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def do(work: Awaitable[Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(_await(work), loop).result(10)

    async def made() -> AbstractAsyncContextManager[T]:
        return opened()

    context = do(made())
    try:
        yield do(context.__aenter__())
    finally:
        do(context.__aexit__(None, None, None))
        do(_end_the_rest())
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_the_rest() -> None:
    """What was still being answered; nothing may be left for the collector to complain of."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


async def _await(work: Awaitable[T]) -> T:
    return await work
