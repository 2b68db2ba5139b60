"""IDX files, the format that MNIST comes in: a header of big-endian numbers, then the values.

Byte by byte (source: http://yann.lecun.com/exdb/mnist/): two zeros, the type (0x08 = unsigned byte), the number of
dimensions, the size of each as a 4-byte integer, and then all values in row-major order. This module handles unsigned
bytes, the only type that MNIST uses.
"""

import math
import struct
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

UNSIGNED_BYTE = 0x08


def read_shape(path: Path) -> tuple[int, ...]:
    """The shape that the header of `path` announces, checked against the file's length; reads the header alone.

    Raises ValueError, in words that say what is wrong, if the file is not IDX, holds another type than unsigned bytes,
    or is shorter or longer than its header says; OSError if it cannot be read.
    """
    path = Path(path)
    with path.open("rb") as file:
        start = file.read(4)
        if len(start) < 4 or start[:2] != b"\0\0" or start[3] == 0:
            raise ValueError("it does not begin as an IDX file does")
        if start[2] != UNSIGNED_BYTE:
            raise ValueError(f"it holds values of type 0x{start[2]:02x}, not unsigned bytes (0x08)")
        sizes = file.read(4 * start[3])
    if len(sizes) < 4 * start[3]:
        raise ValueError("it ends inside its header")
    shape = struct.unpack(f">{start[3]}I", sizes)
    expected, found = 4 + len(sizes) + math.prod(shape), path.stat().st_size
    if found != expected:
        raise ValueError(f"it has {found:,} bytes where its header announces {expected:,}")
    return shape


def read(path: Path) -> "np.ndarray":
    """The values of the IDX file `path`: a new uint8 array of the shape in its header, values in 0 … 255.

    MNIST's images come as (N, 28, 28) with 0 the paper and 255 the ink, its labels as (N,) with values 0 … 9.
    Raises what `read_shape` raises.
    """
    import numpy as np

    shape = read_shape(path)
    return np.fromfile(path, dtype=np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def write(path: Path, values: "np.ndarray") -> None:
    """Write the uint8 array `values`, of 1 to 255 dimensions, as the IDX file `path`, replacing what was there.

    Raises TypeError for any other type (a silent cast would wrap 256 around to 0), ValueError for an array without
    dimensions, OSError if `path` cannot be written.
    """
    import numpy as np

    values = np.asarray(values)
    if values.dtype != np.uint8:
        raise TypeError(f"IDX files of MNIST hold uint8 values, not {values.dtype}.")
    if values.ndim == 0:
        raise ValueError("An IDX file holds an array of at least one dimension.")
    header = struct.pack(f">HBB{values.ndim}I", 0, UNSIGNED_BYTE, values.ndim, *values.shape)
    Path(path).write_bytes(header + values.tobytes())
