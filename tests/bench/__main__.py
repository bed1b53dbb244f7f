"""``python -m tests.bench``, ``… load``, ``… compare A B``."""

import sys
from pathlib import Path

from tests.bench import compare, load, run
from tests.bench.portal import MeasureError


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            return run.main()
        case ["load"]:
            return load.main()
        case ["compare", older, newer]:
            return compare.main(Path(older), Path(newer))
    print("Usage: python -m tests.bench [load | compare OLDER NEWER]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except MeasureError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
