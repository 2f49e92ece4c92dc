"""The shared cache, which may be away without anybody noticing but `/readyz`."""

import logging
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)


class PatientCache(RedisCache):
    """Redis or Valkey; while it cannot be reached, a memory of this process alone.

    What log-in and our own rate limits ask of the cache is answered either way: limits then count
    in each process by itself, which is looser than shared and better than no log-in or no limit.
    All other methods raise, so `/readyz` sees that it is away.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        alone = {key: value for key, value in params.items() if key != "OPTIONS"}
        self._alone = LocMemCache("careshare.cache", alone)

    def _ask(self, method: str, ask: Callable[..., Any], *args: Any, **options: Any) -> Any:
        try:
            return ask(*args, **options)
        except (redis.ConnectionError, redis.TimeoutError) as error:
            log.warning("cache away: %s", type(error).__name__)
            return getattr(self._alone, method)(*args, **options)

    def get(self, *args: Any, **options: Any) -> Any:
        return self._ask("get", super().get, *args, **options)

    def set(self, *args: Any, **options: Any) -> Any:
        return self._ask("set", super().set, *args, **options)

    def add(self, *args: Any, **options: Any) -> Any:
        return self._ask("add", super().add, *args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        return self._ask("delete", super().delete, *args, **options)

    def incr(self, *args: Any, **options: Any) -> Any:
        return self._ask("incr", super().incr, *args, **options)
