"""Writes zips: the same content makes the same file."""

import zipfile

WHEN = (1980, 1, 1, 0, 0, 0)  # of every file in them
FILE, PROGRAM = 0o100644, 0o100755  # modes, as Unix has them


def add_to_zip(archive: zipfile.ZipFile, name: str, data: bytes, mode: int = FILE) -> None:
    """Add a file, compressed."""
    info = zipfile.ZipInfo(name, WHEN)
    info.create_system, info.external_attr, info.compress_type = 3, mode << 16, zipfile.ZIP_DEFLATED  # 3: Unix
    archive.writestr(info, data)
