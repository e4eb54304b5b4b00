"""What could lie on a disk after a power cut, worked out from a record of what was written, cut and synced when.

What a sync covers is there. Of everything written to a file since its last sync each sector of 512 bytes is there,
or not, or torn in its middle, by chance and in no order; a cut may be there or not. A new name in a folder is taken to
be there with its file's sync, as ext4, XFS, APFS and NTFS do it; a rename or a removal may be undone until its folder
was synced, and what is undone begins with the newest. Not covered: disks that say synced and are not.
"""

import struct
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("=cqqq")


def events_in(record, folder):
    """The record as `(kind, name, place, bytes)`; names are relative to the folder, blank for the folder itself."""
    raw, place, found, start = record.read_bytes(), 0, [], f"{folder}/"
    while place < len(raw):
        kind, length, offset, size = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        path, data = raw[place : place + length].decode(), raw[place + length : place + length + size]
        place += length + size
        name = path.removesuffix(" (deleted)").removeprefix(start)
        name = "" if name == str(folder) else name
        found.append((kind, name, offset, data.decode().removeprefix(start).encode() if kind == b"R" else data))
    return found


class Disk:
    """The files of a folder as far as they are on the disk for certain, and what is only on its way."""

    def __init__(self, files):
        self.files = {name: bytearray(raw) for name, raw in files.items()}
        self._flying = {}
        self._names = []

    def take(self, event):
        """One event that happened."""
        kind, name, place, data = event
        if kind in (b"W", b"T"):
            self._flying.setdefault(name, []).append((kind, place, data))
        elif kind == b"S" and name:
            file = self.files.setdefault(name, bytearray())
            for each in self._flying.pop(name, []):
                _apply(file, *each)
        elif kind == b"S":
            self._settle(len(self._names))
        else:
            self._names.append((kind, name, data.decode()))

    def _settle(self, count):
        for kind, name, to in self._names[:count]:
            _move(self.files, self._flying, kind, name, to)
        self._names = self._names[count:]

    def after_a_cut(self, chance):
        """One of the states a power cut may leave now: names and bytes."""
        files = {name: bytearray(raw) for name, raw in self.files.items()}
        flying = {name: list(each) for name, each in self._flying.items()}
        for kind, name, to in self._names[: chance.randint(0, len(self._names))]:
            _move(files, flying, kind, name, to)
        share = chance.choice((0, 0.2, 0.5, 0.8, 1))
        for name, writes in flying.items():
            file = files.setdefault(name, bytearray())
            for kind, place, data in writes:
                if kind == b"T":
                    if chance.random() < share:
                        _apply(file, kind, place, data)
                    continue
                for start in range(0, len(data), SECTOR):
                    part = data[start : start + SECTOR]
                    if chance.random() < share:
                        torn = chance.random() < 0.1
                        _apply(file, kind, place + start, part[: chance.randrange(len(part))] if torn else part)
        return files


def _apply(file, kind, place, data):
    if kind == b"T":
        del file[place:]
        file.extend(bytes(max(0, place - len(file))))
        return
    file.extend(bytes(max(0, place - len(file))))
    file[place : place + len(data)] = data


def _move(files, flying, kind, name, to):
    for kept in (files, flying):
        if kind == b"U":
            kept.pop(name, None)
        elif name in kept:
            kept[to] = kept.pop(name)
        elif kept is flying:
            kept.pop(to, None)


def lay_out(files, folder):
    """Write a state into a folder."""
    folder.mkdir()
    for name, raw in files.items():
        if "/" not in name:
            (Path(folder) / name).write_bytes(raw)
