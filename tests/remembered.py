"""Each derivation of a password is worked out once: a suite opens the same few files hundreds of times."""

import functools
from unittest import mock

from charting.store import wrapping

_Argon2id = wrapping.Argon2id


@functools.cache
def _derived(secret, **cost):
    return _Argon2id(**cost).derive(secret)


class Remembering:
    """Argon2id as it is, at the product's own cost; asked for the same again it remembers."""

    def __init__(self, **cost):
        self._cost = cost

    def derive(self, secret):
        return _derived(secret, **self._cost)


def remember_argon():
    """Patch this process; `stop` on what is returned takes it back."""
    patch = mock.patch.object(wrapping, "Argon2id", Remembering)
    patch.start()
    return patch
