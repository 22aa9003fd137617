"""Fails when a function's zip is larger than it may be: zip_sizes.py RELEASE_FOLDER FUNCTION_FOLDER..."""

import io
import pathlib
import sys
import zipfile

LIMIT = 3_000_000  # bytes


def zipped(binary: pathlib.Path) -> int:
    """The size of a zip that holds nothing but the binary, compressed as `sam deploy` does it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(binary, "bootstrap")
    return buffer.tell()


release, *functions = map(pathlib.Path, sys.argv[1:])
sizes = {function.name: zipped(release / function.name) for function in functions}
for name, size in sizes.items():
    print(f"{name:16} {size / 1e6:5.2f} MB{'  TOO LARGE' if size > LIMIT else ''}")
sys.exit(any(size > LIMIT for size in sizes.values()))
