"""Small files of Rootline's own are replaced whole, and read back as they were."""

import json
import os

import pytest

from charting.store.durable import write_json


@pytest.mark.parametrize("name", ["Praxis Süd", "診療所", os.fsdecode(b"stick-\xff"), 'say "\\u0041"'])
def test_any_folders_name_is_read_back_as_it_was(tmp_path, name):
    file = tmp_path / "backups.json"
    write_json(file, {"to": name})
    assert json.loads(file.read_text("utf-8")) == {"to": name}
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_replaced_leaves_nothing_beside_it(tmp_path):
    (tmp_path / "backups.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_json(tmp_path / "backups.json", {})
    assert [path.name for path in tmp_path.iterdir()] == ["backups.json"]
