"""How long `kg-builder --help` takes: python benchmarks/startup.py. Prints the median of five runs."""

import statistics
import subprocess
import sys
import time


def main() -> None:
    """Prints seconds."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        code = "from kg_builder.cli import main; main(['--help'])"
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    print(f"kg-builder --help: median {statistics.median(times):.2f} s of {', '.join(f'{t:.2f}' for t in times)}")


if __name__ == "__main__":
    main()
