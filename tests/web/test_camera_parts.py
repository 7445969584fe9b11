"""The camera's parts: put together from the pinned packages, served for good, compiled only in the worker."""

from __future__ import annotations

import importlib.util
import struct
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from flatbuffers.builder import Builder  # type: ignore[import-untyped]
from visiting import Server

from primemover.app import camera_parts

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "node_modules"


@pytest.fixture(scope="module")
def assembling() -> ModuleType:
    name = "assemble_pose_model"
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def network() -> bytes:
    """The smallest file with a TFLite root: version 3, two buffers, no metadata."""
    builder = Builder(64)
    buffers = []
    for _ in range(2):
        builder.StartObject(1)
        buffers.append(builder.EndObject())
    builder.StartVector(4, 2, 4)
    for buffer in reversed(buffers):
        builder.PrependUOffsetTRelative(buffer)
    vector = builder.EndVector()
    builder.StartObject(8)
    builder.PrependUint32Slot(0, 3, 0)
    builder.PrependUOffsetTRelativeSlot(4, vector, 0)
    builder.Finish(builder.EndObject(), file_identifier=b"TFL3")
    return bytes(builder.Output())


def test_a_network_gets_its_metadata_in_front_and_keeps_every_byte_behind(assembling: ModuleType) -> None:
    old = network()
    metadata = assembling.metadata_of(assembling.Scaling(127.5, 127.5), "detector")
    new = assembling.with_metadata(old, metadata)
    padded = old + bytes(-len(old) % 16)
    assert new.endswith(padded)
    root = assembling._Old(new)
    assert root.number(assembling.VERSION) == 3
    *before, own = root.vector(assembling.BUFFERS)
    assert [len(new) - place for place in before] == [
        len(padded) - place for place in assembling._Old(padded).vector(assembling.BUFFERS)
    ]
    (entry,) = root.vector(assembling.METADATA)
    named, buffer = at(assembling, new, entry), at(assembling, new, own)
    place = named.target(0)
    assert place is not None
    assert new[place + 4 : place + 4 + struct.unpack_from("<I", new, place)[0]] == b"TFLITE_METADATA"
    assert named.number(1) == 2
    content = buffer.target(0)
    assert content is not None
    assert new[content + 4 : content + 4 + len(metadata)] == metadata
    assert (content + 4) % 16 == 0


def at(assembling: ModuleType, data: bytes, place: int) -> Any:
    """The table that stands there."""
    table = assembling._Old.__new__(assembling._Old)
    table.data, table._root = data, place
    table._vtable = place - struct.unpack_from("<i", data, place)[0]
    return table


def test_what_is_no_network_is_refused(assembling: ModuleType) -> None:
    with pytest.raises(ValueError, match="no TFLite"):
        assembling.with_metadata(b"PK\3\4" + bytes(60), b"")
    metadata = assembling.metadata_of(assembling.Scaling(0.0, 255.0), "landmarks")
    with pytest.raises(ValueError, match="already"):
        assembling.with_metadata(assembling.with_metadata(network(), metadata), metadata)


@pytest.mark.skipif(not (MODULES / "@mediapipe").is_dir(), reason="the npm packages are not installed")
def test_both_bundles_are_zips_that_the_library_reads_in_place(
    assembling: ModuleType, tmp_path: Path
) -> None:
    assembling.assemble(MODULES, tmp_path)
    for variant in ("full", "lite"):
        with zipfile.ZipFile(tmp_path / f"pose_{variant}.task") as bundle:
            names = {entry.filename: entry.compress_type for entry in bundle.infolist()}
        assert names == {"pose_detector.tflite": 0, "pose_landmarks_detector.tflite": 0}
    parts = camera_parts.found(tmp_path)
    assert parts is not None
    assert parts.versions["@mediapipe/tasks-vision"] == "0.10.35"
    (tmp_path / "pose_lite.task").unlink()
    assert camera_parts.found(tmp_path) is None


def test_only_the_worker_may_compile(server: Server) -> None:
    with httpx.Client(base_url=server.base) as http:
        page = http.get("/")
        address = page.text.split('href="')[2].split('"')[0]
        static = address.rsplit("/", 1)[0]
        assert "wasm" not in page.headers["content-security-policy"]
        worker = http.get(f"{static}/camera/worker.js")
        assert worker.status_code == 200
        policy = worker.headers["content-security-policy"]
        assert "'wasm-unsafe-eval'" in policy
        assert "'unsafe-eval'" not in policy
        assert "wasm" not in http.get(f"{static}/player.js").headers["content-security-policy"]
        for outside in (
            "camera%2f..%2f..%2ftemplates%2ftoday.html",
            "..%2fsecurity.py",
            "camera/..%2f..%2fproblems.py",
        ):
            assert http.get(f"{static}/{outside}").status_code == 404


@pytest.mark.skipif(camera_parts.found() is None, reason="the camera's parts are not set up here")
def test_the_parts_are_kept_for_good_under_their_hash(server: Server) -> None:
    parts = camera_parts.found()
    assert parts is not None
    with httpx.Client(base_url=server.base) as http:
        answer = http.get(f"/vendor/{parts.digest}/vision_bundle.mjs")
        assert answer.headers["content-type"].startswith("text/javascript")
        assert "immutable" in answer.headers["cache-control"]
        assert http.get("/vendor/x/vision_bundle.mjs").headers["cache-control"] == "no-cache"
        assert http.get(f"/vendor/{parts.digest}/..%2fassets.py").status_code == 404
