"""What decoding two files of JSON takes with msgspec: the least of five times, all kept.

python benchmarks/_decoding.py STORED SHOWN
"""

import sys
import time
from pathlib import Path

import msgspec

bodies = [Path(name).read_bytes() for name in sys.argv[1:]]
kept = []
spent = []
for _ in range(5):
    started = time.process_time()
    kept.append([msgspec.json.decode(body) for body in bodies])
    spent.append(time.process_time() - started)
print(min(spent))
