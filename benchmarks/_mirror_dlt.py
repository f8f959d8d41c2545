"""The peer of `mirror.py`: dlt's slowly changing dimension (SCD2) over the same rows, in DuckDB.

Run by `mirror.py` with a Python of its own that has dlt (the extra `bench`):

    python benchmarks/_mirror_dlt.py SIGHT.json…

prints one JSON object, the processor's seconds by sight. Each sight is a list of rows in a file.
"""

import json
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Load sight after sight and print how long each took."""
    import dlt  # not installed where sheetsync is

    taken = {}
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "peer.duckdb"
        pipeline = dlt.pipeline(
            "peer",
            destination=dlt.destinations.duckdb(str(database)),
            dataset_name="mirror",
            pipelines_dir=folder,
        )
        for path in sys.argv[1:]:
            rows = json.loads(Path(path).read_bytes())
            started = time.process_time()
            pipeline.run(
                rows,
                table_name="jobs",
                write_disposition={"disposition": "merge", "strategy": "scd2"},
            )
            taken[Path(path).stem] = time.process_time() - started
    print(json.dumps(taken))


if __name__ == "__main__":
    main()
