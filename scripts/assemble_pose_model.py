"""Put the camera's parts where the server serves them: ``assemble_pose_model.py [NODE_MODULES] [OUT]``.

The two npm packages give the library and the bare BlazePose networks. The library wants both networks in
one bundle, each with TFLite metadata that says how a picture's numbers are scaled. We write that metadata
here, so that nothing is fetched but the two pinned packages:

1. Build the metadata (``metadata_schema.fbs``: one input picture, its normalisation).
2. Put a new root table in front of the network's file. Everything in a flatbuffer points forward by a
   distance, so the old bytes stay as they are behind it; only the root, the list of buffers and the list of
   metadata are new.
3. Zip detector and landmark network, stored and not packed, since the library reads them in place.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flatbuffers.builder import Builder  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "primemover" / "web" / "vendor"
DETECTOR = "pose_solution_packed_assets.data"
VARIANTS = ("full", "lite")
LIBRARY = (
    "vision_bundle.mjs",
    "wasm/vision_wasm_module_internal.js",
    "wasm/vision_wasm_module_internal.wasm",
)
MODEL_FIELDS = 8
"""Fields of ``Model`` in TFLite's schema, version 3."""
VERSION, CODES, SUBGRAPHS, DESCRIPTION, BUFFERS, METADATA_BUFFER, METADATA, SIGNATURES = range(MODEL_FIELDS)
RGB, IMAGE_PROPERTIES, NORMALIZATION = 1, 2, 1
"""Members of ``ColorSpaceType``, ``ContentProperties`` and ``ProcessUnitOptions``."""
ALIGNED = 16
NAME = b"TFLITE_METADATA"


@dataclass(frozen=True, slots=True)
class Scaling:
    """What the network expects of a colour value c from 0 to 255: (c − mean) / std."""

    mean: float
    std: float


DETECTOR_SCALING = Scaling(127.5, 127.5)
LANDMARK_SCALING = Scaling(0.0, 255.0)


def metadata_of(scaling: Scaling, name: str) -> bytes:
    """TFLite metadata for a network that takes one RGB picture."""
    builder = Builder(512)
    mean, std = _floats(builder, [scaling.mean]), _floats(builder, [scaling.std])
    options = _table(builder, 2, {0: mean, 1: std})
    unit = _union(builder, NORMALIZATION, options)
    properties = _bytes_table(builder, RGB)
    content = _union(builder, IMAGE_PROPERTIES, properties)
    tensor_name = builder.CreateString("image")
    units = _offsets(builder, [unit])
    tensor = _table(builder, 7, {0: tensor_name, 3: content, 4: units})
    inputs = _offsets(builder, [tensor])
    subgraphs = _offsets(builder, [_table(builder, 9, {2: inputs})])
    model_name = builder.CreateString(name)
    root = _table(builder, 8, {0: model_name, 3: subgraphs})
    builder.Finish(root, file_identifier=b"M001")
    return bytes(builder.Output())


def with_metadata(model: bytes, metadata: bytes) -> bytes:
    """The network with its metadata.

    Raises:
        ValueError: ``model`` is no TFLite file, or has such metadata already.
    """
    if model[4:8] != b"TFL3":
        raise ValueError("this is no TFLite network")
    old = _Old(model + bytes(-len(model) % ALIGNED))
    if NAME in old.data:
        raise ValueError("this network has metadata already")
    builder = Builder(len(old.data) + len(metadata) + 4096)
    builder.head -= len(old.data)
    builder.Bytes[builder.head : builder.head + len(old.data)] = old.data
    builder.minalign = ALIGNED
    builder.StartVector(1, len(metadata), ALIGNED)
    builder.head -= len(metadata)
    builder.Bytes[builder.head : builder.head + len(metadata)] = metadata
    content = builder.EndVector()
    buffers = [len(old.data) - place for place in old.vector(BUFFERS)]
    own = _table(builder, 1, {0: content})
    every = _offsets(builder, [*buffers, own])
    name = builder.CreateString(NAME)
    builder.StartObject(2)
    builder.PrependUOffsetTRelativeSlot(0, name, 0)
    builder.PrependUint32Slot(1, len(buffers), 0)
    kept = [len(old.data) - place for place in old.vector(METADATA)]
    entries = _offsets(builder, [*kept, builder.EndObject()])
    builder.StartObject(MODEL_FIELDS)
    builder.PrependUint32Slot(VERSION, old.number(VERSION), 0)
    for field in (CODES, SUBGRAPHS, DESCRIPTION, METADATA_BUFFER, SIGNATURES):
        place = old.target(field)
        if place is not None:
            builder.PrependUOffsetTRelativeSlot(field, len(old.data) - place, 0)
    builder.PrependUOffsetTRelativeSlot(BUFFERS, every, 0)
    builder.PrependUOffsetTRelativeSlot(METADATA, entries, 0)
    builder.Finish(builder.EndObject(), file_identifier=b"TFL3")
    return bytes(builder.Output())


class _Old:
    """The root table of a flatbuffer, read with nothing but its layout."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (self._root,) = struct.unpack_from("<I", data, 0)
        (back,) = struct.unpack_from("<i", data, self._root)
        self._vtable = self._root - back

    def field(self, index: int) -> int | None:
        """Where the field stands, or None where it is absent."""
        (size,) = struct.unpack_from("<H", self.data, self._vtable)
        slot = 4 + 2 * index
        if slot >= size:
            return None
        (offset,) = struct.unpack_from("<H", self.data, self._vtable + slot)
        return self._root + offset if offset else None

    def number(self, index: int) -> int:
        """An unsigned number of four bytes; 0 where absent."""
        place = self.field(index)
        return 0 if place is None else int(struct.unpack_from("<I", self.data, place)[0])

    def target(self, index: int) -> int | None:
        """Where a field points to."""
        place = self.field(index)
        return None if place is None else place + int(struct.unpack_from("<I", self.data, place)[0])

    def vector(self, index: int) -> list[int]:
        """Where the members of a list of tables stand."""
        place = self.target(index)
        if place is None:
            return []
        (count,) = struct.unpack_from("<I", self.data, place)
        slots = range(place + 4, place + 4 + 4 * count, 4)
        return [slot + int(struct.unpack_from("<I", self.data, slot)[0]) for slot in slots]


def _table(builder: Builder, fields: int, offsets: dict[int, int]) -> int:
    builder.StartObject(fields)
    for field, offset in offsets.items():
        builder.PrependUOffsetTRelativeSlot(field, offset, 0)
    return int(builder.EndObject())


def _union(builder: Builder, kind: int, value: int) -> int:
    """A table that begins with a union: its kind, and the value."""
    builder.StartObject(3)
    builder.PrependUint8Slot(0, kind, 0)
    builder.PrependUOffsetTRelativeSlot(1, value, 0)
    return int(builder.EndObject())


def _bytes_table(builder: Builder, value: int) -> int:
    builder.StartObject(2)
    builder.PrependInt8Slot(0, value, 0)
    return int(builder.EndObject())


def _floats(builder: Builder, values: Sequence[float]) -> int:
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependFloat32(value)
    return int(builder.EndVector())


def _offsets(builder: Builder, values: Sequence[int]) -> int:
    builder.StartVector(4, len(values), 4)
    for value in reversed(values):
        builder.PrependUOffsetTRelative(value)
    return int(builder.EndVector())


def bundle(detector: bytes, landmarks: bytes, out: Path) -> None:
    """Write the ``.task`` file that the library opens."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as opened:
        for name, network, scaling in (
            ("pose_detector.tflite", detector, DETECTOR_SCALING),
            ("pose_landmarks_detector.tflite", landmarks, LANDMARK_SCALING),
        ):
            entry = zipfile.ZipInfo(name)
            opened.writestr(entry, with_metadata(network, metadata_of(scaling, name)))


def assemble(modules: Path, out: Path) -> None:
    """Every part of the camera from ``node_modules`` into ``out``, and a list of what they are."""
    pose, vision = modules / "@mediapipe" / "pose", modules / "@mediapipe" / "tasks-vision"
    out.mkdir(parents=True, exist_ok=True)
    for name in LIBRARY:
        shutil.copyfile(vision / name, out / Path(name).name)
    detector = (pose / DETECTOR).read_bytes()
    for variant in VARIANTS:
        landmarks = (pose / f"pose_landmark_{variant}.tflite").read_bytes()
        bundle(detector, landmarks, out / f"pose_{variant}.task")
    versions = {
        f"@mediapipe/{package.name}": json.loads((package / "package.json").read_text())["version"]
        for package in (pose, vision)
    }
    digest = hashlib.sha256()
    files = sorted(path for path in out.iterdir() if path.name != "parts.json")
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    parts = {"versions": versions, "digest": digest.hexdigest()[:16], "files": [path.name for path in files]}
    (out / "parts.json").write_text(json.dumps(parts, indent=2) + "\n")


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    assemble(given[0] if given else ROOT / "node_modules", given[1] if len(given) > 1 else OUT)
