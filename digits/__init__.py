"""What every stage is given: the data, the device, seeds, progress bars. Importing it imports no torch."""

from importlib import import_module

_HOMES = {
    "DataError": "check",
    "data_name": "data",
    "data_root": "data",
    "best_device": "device",
    "seed_everything": "seed",
    "progress": "bar",
}
__all__ = list(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
