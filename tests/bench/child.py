"""One measure in a process of its own: ``python -m tests.bench.child MODULE:FUNCTION ARGUMENT…``."""

import importlib
import json
import resource
import sys

import django


def main(function: str, *arguments: str) -> None:
    django.setup()
    module, _, name = function.partition(":")
    found = getattr(importlib.import_module(f"tests.bench.{module}"), name)(*arguments)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"peak_mb": round(peak_mb, 1), **found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
