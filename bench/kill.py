"""Kill `chancery read` at random, again and again, and see that nothing is lost and nothing stands twice.

    python bench/kill.py STORIES.jsonl [--kills 20] [--seed 7]

reads the file once undisturbed, then into a second database with so many kills at random moments; both exports must be the same bytes,
and `verify` must pass.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHANCERY = [sys.executable, "-m", "chancery"]


def main() -> None:
    """Read, kill, read on, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = Path(folder) / "whole.db", Path(folder) / "broken.db"
        begun = time.monotonic()
        subprocess.run([*CHANCERY, "read", str(options.stories), "--db", str(whole)], check=True, capture_output=True)
        took = time.monotonic() - begun
        killed = 0
        for number in range(options.kills):
            running = subprocess.Popen(
                [*CHANCERY, "read", str(options.stories), "--db", str(broken)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                running.wait(timeout=draw.uniform(0.3, max(3.0, 1.5 * took / options.kills)))
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGKILL)
                running.wait()
                killed += 1
            subprocess.run([*CHANCERY, "verify", "--db", str(broken)], check=number > 0, capture_output=True)
        subprocess.run([*CHANCERY, "read", str(options.stories), "--db", str(broken)], check=True, capture_output=True)
        exports = [
            subprocess.run([*CHANCERY, "export", "jsonl", "--db", str(db)], check=True, capture_output=True).stdout
            for db in (whole, broken)
        ]
        same = exports[0] == exports[1]
        lines = exports[0].count(b"\n")
        print(
            f"{killed} kills in {options.kills} runs; {lines} lines; the exports are {'the same' if same else 'DIFFERENT'}"
        )
        subprocess.run([*CHANCERY, "verify", "--db", str(broken)], check=True)
        sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
